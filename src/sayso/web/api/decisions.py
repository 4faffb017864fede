"""Decisions: those that were made, and new ones, by a token with the scope ``write`` or from a page of this server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import UsageError
from sayso.model import DECISION_KINDS, Decision, DecisionKind
from sayso.model.edits import FIELDS
from sayso.service.asking import find
from sayso.service.deciding import By, add_claim, decide
from sayso.service.paging import Page, cursor_of, key_of
from sayso.service.records import decision_json
from sayso.store.protocol import Store
from sayso.web.api.answers import CSV, JSON, paged, told
from sayso.web.api.parameters import CURSOR, LIMIT, Parameter, Question, form, get
from sayso.web.api.schemas import page_of, ref
from sayso.web.ledgers import store_of
from sayso.web.problems import problem
from sayso.web.security.people import person_of

router = APIRouter(tags=["decisions"])
_COLUMNS = ("id", "kind", "claims", "by", "reason", "at", "field", "value")
_CLAIM = Parameter("claim", "About this claim: its id or the beginning of it.", {"type": "string", "maxLength": 100})
_BY = Parameter("by", "By this person.", {"type": "string", "maxLength": 100})
_KIND = Parameter("kind", "Of this kind.", {"type": "string", "enum": list(DECISION_KINDS)})
_HOLDING = Parameter("holding", "1: only those that were not taken back.", {"type": "string", "enum": ["1"]})


_UNKEPT = re.compile("[\0\ud800-\udfff]")


class NewDecision(BaseModel):
    """A decision to be made. Whose it is follows from the token or the session and cannot be told here."""

    model_config = ConfigDict(extra="forbid")

    kind: DecisionKind
    ids: list[str] = Field(
        min_length=1, max_length=1000,
        description="Claims; for merge, and after the first for split, incidents too; of undo the decision, of add the "
        "document, of reliability the name of the source.",
    )  # fmt: skip
    reason: str = Field(min_length=1, max_length=10_000, description="Why; it is kept.")
    field: str | None = Field(None, description="Of an edit: the field that is otherwise.")
    value: Any = Field(None, description="Of an edit what it is; of credibility and reliability the grade.")
    type: str | None = Field(None, description="Of add: the event type.")
    words: str | None = Field(None, description="Of add: the words that tell of it, as they stand, once.")
    start: int | None = Field(None, description="Of add, in place of words: where they begin.")
    end: int | None = Field(None, description="Of add: where they end.")
    fields: dict[str, Any] = Field(default_factory=dict, description="Of add: what else is known, as of edits.")

    @model_validator(mode="before")
    @classmethod
    def _is_text(cls, told: Any) -> Any:
        """No text may have what cannot be kept: NUL, and halves of characters, which JSON can write."""
        if any(map(_UNKEPT.search, _texts(told))):
            raise ValueError("a text has a character that cannot be kept (NUL, or half of one)")
        return told


@get(router, "/decisions", _CLAIM, _BY, _KIND, _HOLDING, LIMIT, CURSOR, form("json", "csv"), summary="List decisions",
     answers={JSON: page_of("Decision"), CSV: {"type": "string"}})  # fmt: skip
def decisions(question: Question) -> Response:
    """What people decided, the latest first."""
    found = sorted(_chosen(question), key=_key, reverse=True)
    after = question.cursor
    last = key_of(after, "at", ("", "")) if after else None
    left = [one for one in found if last is None or _key(one) < last]
    rows = tuple(left[: question.limit])
    more = cursor_of("at", _key(rows[-1])) if len(left) > len(rows) else None
    return paged(question, Page(rows=rows, next=more, total=len(found)), decision_json, _COLUMNS)


@router.post("/decisions", status_code=201, summary="Decide", response_model=None,
             openapi_extra={"responses": {"201": {"content": {JSON: {"schema": ref("Decision")}}}}})  # fmt: skip
def make(request: Request, new: NewDecision) -> Response:
    """Record a decision, which counts at once and wins over the machine. Needs the scope `write`."""
    person = person_of(request)
    if not person.name:
        return problem(request, 403, "nobody is told who decides", code="no-name",
                       advice="give your name at /name, or send a token with the scope write")  # fmt: skip
    store = store_of(request)
    made = _made(store, new, By(person.name, new.reason))
    answer = told(request, decision_json(made))
    answer.status_code = 201
    return answer


def _texts(told: Any) -> Iterator[str]:
    """Every text in a value, names of keys among them."""
    left = [told]
    while left:
        one = left.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            left += [*one, *one.values()]
        elif isinstance(one, list):
            left += one


def _made(store: Store, new: NewDecision, by: By) -> Decision:
    if new.kind != "add":
        return decide(store, new.kind, new.ids, by, field=new.field, value=new.value)
    if len(new.ids) != 1:
        raise UsageError("add takes the id of one document")
    place = new.words or (new.start, new.end)
    if not isinstance(place, str) and None in place:
        raise UsageError("add takes words, or start and end")
    unknown = sorted(set(new.fields) - set(FIELDS))
    if unknown:
        raise UsageError(f"{unknown[0]!r} is no field; valid: {', '.join(FIELDS)}")
    where: Any = place
    return add_claim(store, new.ids[0], where, new.type or "", by, **new.fields)


def _chosen(question: Question) -> list[Decision]:
    store, claim = question.ledger.store, question.word("claim")
    about = [find(store, claim, "claim")[1]] if claim else None
    found = store.decisions.holding(about) if question.word("holding") else store.decisions.recorded(about)
    by, kind = question.word("by"), question.choice("kind", ("", *DECISION_KINDS), "")
    return [one for one in found if (not by or one.by == by) and (not kind or one.kind == kind)]


def _key(decision: Decision) -> tuple[str, str]:
    at: datetime = decision.at
    return at.isoformat(), decision.id

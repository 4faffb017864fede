"""Recording what people decide: one form for every kind of decision, which comes back with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import parse_qsl, quote, urlsplit

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.errors import LedgerError, SaysoError, UsageError
from sayso.model import DECISION_KINDS, Decision
from sayso.model.edits import one_of
from sayso.service.deciding import By, from_text
from sayso.service.ledger import Ledger
from sayso.store.protocol import Store
from sayso.web.ledgers import ledger_of
from sayso.web.security.access import checked_name
from sayso.web.security.paths import local_path
from sayso.web.security.people import COOKIE, must_decide
from sayso.web.viewing import render

router = APIRouter()
REASONS = {
    "accept": "read beside the report: right as it stands",
    "reject": "read beside the report: the report does not say so",
    "edit": "read beside the report: it says otherwise",
    "merge": "one happening", "split": "another happening", "undo": "taken back", "add": "missed by the machine",
    "credibility": "graded beside the report", "reliability": "graded", "settle": "settled between reviewers",
}  # fmt: skip
"""The reason that is kept where a person gives none."""
_YEAR = 365 * 24 * 3600


async def posted(request: Request) -> FormData:
    """The form that was sent."""
    return await request.form()


Posted = Annotated[FormData, Depends(posted)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision as a form asks for it. ``sets``: field to the value wanted, where it is not what it was."""

    kind: str
    ids: tuple[str, ...]
    sets: Mapping[str, str]
    told: Mapping[str, str]

    @classmethod
    def of(cls, form: FormData) -> Wanted:
        """Read from a form; ``set.X`` counts where it differs from ``was.X``."""
        told = {name: value for name, value in form.items() if isinstance(value, str)}
        ids = [value for value in form.getlist("ids") if isinstance(value, str) and value.strip()]
        if told.get("kind") != "reliability":
            ids = [id for value in ids for id in re.split(r"[\s;,]+", value.strip())]
        sets = {
            name.removeprefix("set."): value.strip()
            for name, value in told.items()
            if name.startswith("set.") and value.strip() != told.get("was." + name.removeprefix("set."), "").strip()
        }
        if told.get("kind") == "edit" and told.get("field"):
            sets[told["field"]] = told.get("value", "").strip()
        return cls(kind=told.get("kind", ""), ids=tuple(ids), sets=sets, told=told)

    def get(self, name: str) -> str:
        """A part of the form, empty where it is not there."""
        return self.told.get(name, "").strip()

    @property
    def next(self) -> str:
        """Where to go on: an address of ours, else the overview."""
        return local_path(self.get("next"))


@router.get("/decisions")
def decided() -> Response:
    """The list of decisions: whoever reloads a form that came back with what is wrong is here."""
    return RedirectResponse("/review/decisions", status_code=303)


@router.post("/decisions")
def decide(request: Request, form: Posted) -> Response:
    """Record what the form asks for and go on; else show the form again with what is wrong."""
    person, wanted = must_decide(request), Wanted.of(form)
    ledger = ledger_of(request)
    try:
        name = person.name or (checked_name(wanted.get("name")) if wanted.get("name") and person.chooses_name else "")
        if not name:
            return _again(request, wanted, "Say who decides: a decision carries a name. You are asked once.")
        newer = _unseen(ledger.store, wanted, name)
        if newer:
            return _again(request, wanted, "Someone decided about this while you looked.", newer)
        record(ledger, wanted, name)
    except LedgerError as error:
        return _again(request, wanted, str(error), status=503 if "locked" in error.reason else 422)
    except SaysoError as error:
        return _again(request, wanted, str(error))
    return _named(go_on(request, wanted.next, whole=not person.name), person.name, name)


def record(ledger: Ledger, wanted: Wanted, name: str) -> list[Decision]:
    """Record all that a form asks for, or nothing. Raises UsageError and LedgerError."""
    kind = one_of("kind of decision", wanted.kind, DECISION_KINDS)
    at = datetime.now(UTC)  # one instant for all: what settles a disagreement is no verdict before it
    by = By(name, wanted.get("reason") or REASONS[kind], at)
    made: list[Decision] = []
    with ledger.store.transaction():
        if kind == "add":
            made.append(_add(ledger, wanted, by))
        elif kind == "edit":
            made += _edit(ledger, wanted, by)
        elif kind == "reliability":
            made.append(ledger.decide(kind, [" ".join(wanted.ids)], by, value=wanted.get("value")))
        else:
            if not wanted.ids:
                raise UsageError(f"{kind}: nothing is named")
            made.append(ledger.decide(kind, wanted.ids, by, value=wanted.get("value") or None))
        for then in filter(None, wanted.get("then").split()):
            further = one_of("kind of decision", then, ("accept", "settle"))
            why = By(name, wanted.get("reason") or REASONS[further], at)
            made.append(ledger.decide(further, wanted.ids[:1], why))
    return made


def _edit(ledger: Ledger, wanted: Wanted, by: By) -> list[Decision]:
    if not wanted.ids:
        raise UsageError("edit: no claim is named")
    if not wanted.sets and not wanted.get("then"):
        raise UsageError("nothing was changed")
    return [
        ledger.decide("edit", wanted.ids[:1], by, field=field, value=_value(field, value))
        for field, value in wanted.sets.items()
    ]


def _add(ledger: Ledger, wanted: Wanted, by: By) -> Decision:
    if not wanted.ids:
        raise UsageError("add: no report is named")
    start, end = wanted.get("start"), wanted.get("end")
    words = wanted.told.get("words", "").replace("\r\n", "\n")
    at = (int(start), int(end)) if start.isdigit() and end.isdigit() else words
    fields = {name: _value(name, value) for name, value in wanted.sets.items() if value}
    return ledger.add_claim(wanted.ids[0], at, wanted.get("type"), by, **fields)


def _value(field: str, typed: str) -> object:
    """A value as typed; empty for none."""
    if field == "note":
        return typed
    return from_text(typed) if typed else None


def _unseen(store: Store, wanted: Wanted, name: str) -> list[Decision]:
    """Decisions of others about the claim that the person cannot have seen when they decided."""
    if "seen" not in wanted.told or len(wanted.ids) != 1:
        return []
    holding = store.decisions.holding(wanted.ids)
    known = [decision.id for decision in holding]
    seen = wanted.get("seen")
    after = known.index(seen) + 1 if seen in known else 0
    return [decision for decision in holding[after:] if decision.by != name] if not seen or seen in known else []


def _again(
    request: Request, wanted: Wanted, message: str, newer: list[Decision] | None = None, *, status: int = 422
) -> Response:
    """The form once more, with what was typed and what is wrong."""
    return render(
        request, "decisions/form.html", status=409 if newer else status, wanted=wanted, message=message,
        newer=newer or [],
    )  # fmt: skip


def go_on(request: Request, onwards: str, *, whole: bool = False) -> Response:
    """To the next page; a part of one that a script asked for is answered at once where it is known here.

    ``whole``: the page is loaded anew, since what is around the part changes too.
    """
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(onwards, status_code=303)
    parts = urlsplit(onwards)
    if parts.path == "/review" and not whole and request.headers.get("hx-target", "").endswith("#panel"):
        from sayso.web.pages.review import panel

        answer = panel(request, parse_qsl(parts.query))
        answer.headers["HX-Push-Url"] = quote(onwards, safe="/?&=%+:,;#~")
        return answer
    return Response(status_code=204, headers={"HX-Redirect": quote(onwards, safe="/?&=%+:,;#~")})


def _named(response: Response, known: str, name: str) -> Response:
    """The answer, which keeps the name of who decides where it was not known."""
    if not known:
        response.set_cookie(COOKIE, quote(name), max_age=_YEAR, httponly=True, samesite="lax", path="/")
    return response

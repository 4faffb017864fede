"""One claim, incident or document, with all that is known of it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from sayso.present.showing import to_dict
from sayso.service.asking import find
from sayso.web.api.answers import JSON, told
from sayso.web.api.parameters import Question, get
from sayso.web.api.schemas import ref

router = APIRouter(tags=["one thing"])


@get(router, "/claims/{id}", summary="One claim", answers={JSON: ref("ShownClaim")})
def claim(question: Question, id: str) -> Response:
    """A claim with every decision about it, oldest first; the beginning of its id is enough."""
    return told(question.request, _shown(question, id, "claim"))


@get(router, "/incidents/{id}", summary="One incident", answers={JSON: ref("ShownIncident")})
def incident(question: Question, id: str) -> Response:
    """An incident: its claims, set against each other, its independent origins, its links, its decisions.

    `incident` is the id that it goes by now, whatever id was asked for.
    """
    return told(question.request, _shown(question, id, "incident"))


@get(router, "/documents/{id}", summary="One document", answers={JSON: ref("ShownDocument")})
def document(question: Question, id: str) -> Response:
    """A document as read, in the JSON of a reading, with what people added, its versions and its readings."""
    return told(question.request, _shown(question, id, "document"))


def _shown(question: Question, id: str, kind: str) -> dict[str, Any]:
    ledger = question.ledger
    return to_dict(ledger.show(find(ledger.store, id, kind)[1]))

"""Exports: what matches, in the forms of other people's tools, as it is written."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from sayso.service.exporting import FORMS
from sayso.web.api.parameters import FILTER, Parameter, Question, get
from sayso.web.heads import HEAD
from sayso.web.problems import problem
from sayso.web.streaming import export_response

router = APIRouter(tags=["exports"])
_RAW = Parameter("raw", "1: leave text in CSV as it is, even where a spreadsheet would run it.",
                 {"type": "string", "enum": ["1"]})  # fmt: skip
_ANSWERS: dict[str, Any] = {media: {"type": "string"} for media in sorted({kind.media for kind in FORMS.values()})}


@get(router, "/exports/{form}", *FILTER, _RAW, summary="Export", answers=_ANSWERS)
def export(question: Question, form: str) -> Response:
    """What matches as a file, in one of the forms of `sayso export`: see docs/exports.md for what each can hold."""
    if form not in FORMS:
        valid = f"valid: {', '.join(FORMS)}"
        return problem(question.request, 404, f"{form[:50]!r} is no form of export", advice=valid)
    filter, raw = question.filter(), bool(question.word("raw"))
    if question.request.scope.get(HEAD):
        return StreamingResponse(iter(()), media_type=FORMS[form].media)  # how long it is, nobody knows yet
    return export_response(question.request, form, filter, raw=raw)

"""Whether the server is there."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from sayso import __version__
from sayso.web.api.answers import JSON, told
from sayso.web.api.parameters import Question, get
from sayso.web.api.schemas import ref

router = APIRouter(tags=["server"])


@get(router, "/health", summary="Whether it is there", answers={JSON: ref("Health")})
def health(question: Question) -> Response:
    """For programs that watch the server; it needs no token and tells nothing of the ledger."""
    state = question.request.app.state
    value = {
        "status": "ok", "version": __version__, "read_only": state.settings.read_only,
        "accounts": state.entrance.needed(),
    }  # fmt: skip
    return told(question.request, value)

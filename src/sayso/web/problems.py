"""What a refusal or an error looks like: a page or, under /api, JSON; always with what was wrong and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sayso.errors import AbsentError, LedgerError, UsageError
from sayso.web.security.paths import is_api
from sayso.web.viewing import render

CODES = {
    400: "bad-request", 401: "sign-in", 403: "not-allowed", 404: "not-found", 405: "method", 406: "format",
    409: "conflict", 413: "too-large", 415: "format", 422: "not-valid", 429: "too-many", 500: "fault", 503: "ledger",
}  # fmt: skip
"""Status to the ``code`` that programs can rely on; some refusals have one of their own."""
_ADVICE = {
    404: "see / for pages and /api/openapi.json for the API",
    405: "see /api/openapi.json for what may be asked",
    413: "send less at once",
    500: "it is told in the server's own log; please report it",
}


def problem(
    request: Request, status: int, message: str, *, code: str = "", advice: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    """The answer that tells it. ``code``: a short word for programs; ``advice``: what to do next."""
    told = {
        "status": status, "code": code or CODES.get(status, "error"), "message": message,
        "advice": advice or _ADVICE.get(status, ""),
    }  # fmt: skip
    if is_api(request.scope["path"]):
        return JSONResponse({"error": told}, status_code=status, headers=dict(headers or {}))
    page = render(request, "errors/error.html", status=status, code=status, message=message, advice=told["advice"])
    page.headers.update(headers or {})
    return page


def sayso_problem(request: Request, error: Exception) -> Response:
    """An error that was raised on purpose. The path of the ledger on the server's disk stays there."""
    if isinstance(error, LedgerError):
        unclear = error.reason.startswith("several ids")
        status = 404 if isinstance(error, AbsentError) else 400 if unclear else 503
        waits = {"Retry-After": "2"} if status == 503 else None
        return problem(request, status, error.reason, advice=error.advice, headers=waits)
    return problem(request, 400 if isinstance(error, UsageError) else 503, str(error))


def refusal(request: Request, error: Exception) -> Response:
    """What the routing of requests refuses: an unknown address, a method, a body that is too large."""
    assert isinstance(error, HTTPException)
    unknown = error.status_code == 404 and error.detail == "Not Found"
    message = f"there is nothing at {request.url.path[:200]}" if unknown else error.detail
    code = "busy" if error.status_code == 503 else ""
    return problem(request, error.status_code, message, code=code, headers=error.headers)


def not_valid(request: Request, error: Exception) -> Response:
    """A parameter or a body that is not as the API's description has it."""
    assert isinstance(error, RequestValidationError)
    wrong = "; ".join(map(_one, error.errors()[:5]))
    return problem(request, 422, wrong, advice="see /api/openapi.json for what each may be")


def _one(error: Mapping[str, Any]) -> str:
    where: Sequence[Any] = error.get("loc", ())
    named = ".".join(str(part) for part in where[1:]) or str(where[0] if where else "request")
    return f"{named}: {error.get('msg', 'is not valid')}"

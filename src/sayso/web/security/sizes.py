"""How large what is sent may be; more is refused before it is held in memory."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.problems import refusal

MOST = 2_000_000
"""Bytes of a request."""
MOST_ADDED = 272_000_000
"""Bytes of a request that adds reports: files, streamed to disk, each with a cap of its own."""


class Sizes:
    """Refuses bodies beyond the cap with 413, whether or not they tell their length beforehand."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = MOST_ADDED if adds(scope["path"]) else MOST
        error = HTTPException(413, f"a request may have {most // 1_000_000} MB at most")
        request = Request(scope)
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > most:
            await refusal(request, error)(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise error
            return message

        await self.app(scope, counted, send)


def adds(path: str) -> bool:
    """Whether requests to a path add reports."""
    return path == "/add" or path.startswith("/add/")

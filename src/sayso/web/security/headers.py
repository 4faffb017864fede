"""What a browser may load and run on our pages, and which host names we answer to."""

from __future__ import annotations

import secrets
from ipaddress import ip_address

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.problems import problem
from sayso.web.security.paths import is_api
from sayso.web.settings import LOOPBACK, Settings

_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
_NOT_KEPT = "private, no-cache"


class Guard:
    """Refuses requests under a strange host name (DNS rebinding), sets the headers of every answer, and answers
    where the app failed."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.local = app, settings.local
        self.names = frozenset(name.lower() for name in (*LOOPBACK, settings.host, *settings.names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce, started = secrets.token_urlsafe(16), False
        scope.setdefault("state", {})["nonce"] = nonce

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=nonce))
                headers.setdefault("Cache-Control", _NOT_KEPT)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if not self._answers_to(_host(scope)):
            await _strange(scope)(scope, receive, sending)
            return
        try:
            await self.app(scope, receive, sending)
        except Exception:
            if not started:
                await problem(Request(scope), 500, "sayso failed at this")(scope, receive, sending)
            raise  # for the server's log

    def _answers_to(self, name: str) -> bool:
        """An address in numbers cannot be rebound; beyond loopback the server may have several."""
        return name in self.names or (not self.local and _is_address(name))


def _host(scope: Scope) -> str:
    """The host name of a request, without port and brackets, in lower case; empty where there is not just one."""
    told: list[str] = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    if len(told) != 1:
        return ""
    host = told[0]
    return (host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]).lower()


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _strange(scope: Scope) -> Response:
    message = "this server does not answer to that host name"
    advice = "a further name is told at the start: sayso serve --host-name NAME"
    if is_api(scope["path"]):
        error = {"status": 400, "code": "host", "message": message, "advice": advice}
        return JSONResponse({"error": error}, status_code=400)
    return PlainTextResponse(f"{message} ({advice})\n", status_code=400)

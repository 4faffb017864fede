"""Answers compressed on their way out, where the asker can read that.

Whoever can measure how long encrypted answers are, and can have a browser ask for many, may guess at what stands in a
compressed page beside words of their own. SECURITY.md says why there is little to be had here; besides, the header of
each compressed answer has a random number of bytes that mean nothing, so that lengths tell little.
"""

from __future__ import annotations

import secrets
import struct
import zlib

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PLAIN = "X-Sayso-Plain"
"""A header of answers that hold a secret and are not to be compressed; it goes no further."""
_KINDS = frozenset({
    "application/javascript", "application/json", "application/geo+json", "application/x-ndjson", "application/xml",
    "application/jsonl", "application/vnd.google-earth.kml+xml", "image/svg+xml",
})  # fmt: skip
_LEAST = 1_000
"""Bytes below which nothing is gained."""
_LARGE = 20_000
"""Bytes from which on a thread compresses, so that others are answered meanwhile."""
_LEVEL = 5
_NOISE = 100


def squeezable(media: str) -> bool:
    """Whether answers of this kind get shorter."""
    kind = media.partition(";")[0].strip().lower()
    return kind in _KINDS or (kind.startswith("text/") and kind != "text/event-stream")


def accepts_gzip(headers: Headers) -> bool:
    """Whether the asker reads gzip; ``gzip;q=0`` says that it does not."""
    told = {}
    for part in headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        told[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return told.get("gzip", told.get("*", False))


class Squeeze:
    """Compresses what gets shorter: pages, JSON, exports while they are written. Never streams of events, answers that
    are compressed already or told not to be, parts of files, and what is too short."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        wanted = scope["method"] != "HEAD" and accepts_gzip(Headers(scope=scope))
        await self.app(scope, receive, _Sender(send, wanted))


class _Sender:
    """Passes one answer on, compressed or as it is."""

    def __init__(self, send: Send, wanted: bool) -> None:
        self._send, self._wanted = send, wanted
        self._start: Message | None = None
        self._press: _Press | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body" and (self._start or self._press):
            await self._body(message)
        else:
            await self._send(message)

    async def _body(self, message: Message) -> None:
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._start:
            started, self._start = self._start, None
            if self._begins(started, len(body), more):
                self._press = _Press()
            if self._press is None or more:
                await self._send(started)
            elif self._press:  # all of it is here
                pressed = await self._press.last(body)
                MutableHeaders(scope=started)["Content-Length"] = str(len(pressed))
                await self._send(started)
                await self._send({**message, "body": pressed})
                self._press = None
                return
        if self._press is None:
            await self._send(message)
        else:
            pressed = await (self._press.some(body) if more else self._press.last(body))
            if pressed or not more:
                await self._send({**message, "body": pressed})

    def _begins(self, started: Message, size: int, more: bool) -> bool:
        """Whether an answer is compressed; its headers say so from now on."""
        headers = MutableHeaders(scope=started)
        plain = headers.get(PLAIN) is not None
        del headers[PLAIN]
        if plain or not squeezable(headers.get("content-type", "")):
            return False
        headers.add_vary_header("Accept-Encoding")
        if not self._wanted or "content-encoding" in headers or started["status"] in (204, 206, 304):
            return False
        if not more and size < _LEAST:
            return False
        headers["Content-Encoding"] = "gzip"
        del headers["Content-Length"]
        if (tag := headers.get("etag")) and not tag.startswith("W/"):
            headers["ETag"] = f"W/{tag}"
        return True


class _Press:
    """One stream of gzip."""

    _threads = CapacityLimiter(2)

    def __init__(self) -> None:
        noise = secrets.token_bytes(secrets.randbelow(_NOISE))
        extra = b"sy" + struct.pack("<H", len(noise)) + noise
        self._head = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff" + struct.pack("<H", len(extra)) + extra
        self._made = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._sum, self._size = 0, 0

    async def some(self, data: bytes) -> bytes:
        """What there is to send after this piece."""
        if len(data) < _LARGE:
            return self._some(data)
        return await to_thread.run_sync(self._some, data, limiter=self._threads)

    async def last(self, data: bytes) -> bytes:
        """All that is left to send with this last piece."""
        return await self.some(data) + self._made.flush() + struct.pack("<II", self._sum, self._size & 0xFFFFFFFF)

    def _some(self, data: bytes) -> bytes:
        self._sum, self._size = zlib.crc32(data, self._sum), self._size + len(data)
        head, self._head = self._head, b""
        return head + self._made.compress(data)

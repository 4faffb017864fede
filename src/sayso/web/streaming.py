"""Exports as they are written: text goes out while it is made, what is no text when it is whole."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from queue import Empty, Full, Queue
from tempfile import mkdtemp
from typing import TextIO, cast

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse

from sayso.errors import UsageError
from sayso.service.exporting import FORMS, export
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter

_PIECE = 65_536
_AHEAD = 16
"""Pieces that are made ahead of what the browser has taken."""
_LOOK = 0.5
"""Seconds between two looks whether anybody still reads."""


STALLED = 120.0
"""Seconds that a browser may take nothing of an export before it breaks off, so that it holds no place for ever."""
AT_ONCE = 2
"""Exports that are written at once: each keeps a processor busy."""
_WAIT = 20
"""Seconds after which whoever was refused may ask again."""


class _Gone(Exception):
    """Nobody reads any more."""


class Places:
    """Places for work of which only some is done at once. Safe in several threads."""

    def __init__(self, most: int = AT_ONCE) -> None:
        self.most = most
        self._free = threading.BoundedSemaphore(most)

    def take(self) -> Callable[[], None]:
        """Take a place; what is given frees it, once. Raises HTTPException 503 where none is free."""
        if not self._free.acquire(blocking=False):
            told = f"{self.most} exports are written already; ask again in {_WAIT} seconds"
            raise HTTPException(503, told, headers={"Retry-After": str(_WAIT)})
        left = iter((self._free.release,))
        return lambda: next(left, lambda: None)()


def export_response(request: Request, form: str, filter: Filter, *, raw: bool = False) -> Response:
    """An export of what matches as a file to save. Raises UsageError for a form that there is not, HTTPException 503
    where enough are written already.

    When writing fails midway, the answer breaks off, so that no browser takes it for whole.
    """
    if form not in FORMS:
        raise UsageError(f"{form!r} is no form of export; valid: {', '.join(FORMS)}")
    path: Path = request.app.state.settings.ledger
    headers = {"Content-Disposition": f'attachment; filename="{FORMS[form].file}"', "Cache-Control": "no-store"}
    free = request.app.state.exports.take()
    if FORMS[form].write is None:
        try:
            return _whole(path, form, filter, headers)
        finally:
            free()

    def write(out: TextIO) -> None:
        try:
            with Ledger(path) as ledger:
                ledger.export(form, None, filter, out=out, raw=raw)
        finally:
            free()

    return StreamingResponse(begun(written(write)), media_type=FORMS[form].media, headers=headers)


def begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, the first of them made now: what is wrong from the start is refused, not broken off."""
    first = next(pieces, None)
    return chain(() if first is None else (first,), pieces)


def written(write: Callable[[TextIO], None]) -> Iterator[bytes]:
    """What ``write`` writes, in pieces of UTF-8, while it writes; it runs in a thread of its own and is stopped when
    the pieces are no longer wanted. What it raises is raised here."""
    queue: Queue[bytes | BaseException | None] = Queue(_AHEAD)
    gone = threading.Event()

    def work() -> None:
        out = _Pieces(queue, gone)
        try:
            write(cast(TextIO, out))
            out.end()
            out.put(None)
        except _Gone:
            return
        except BaseException as error:
            with suppress(_Gone):
                out.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        while (piece := _next(queue, gone)) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        gone.set()
        with suppress(Empty):
            queue.get_nowait()


def _next(queue: Queue[bytes | BaseException | None], gone: threading.Event) -> bytes | BaseException | None:
    while True:
        try:
            return queue.get(timeout=_LOOK)
        except Empty:
            if gone.is_set():
                return TimeoutError(f"nothing was taken for {STALLED:.0f} seconds")


class _Pieces(io.TextIOBase):
    """Text that is handed on in pieces of some size; waits where nobody takes them. Raises _Gone when nobody will."""

    def __init__(self, queue: Queue[bytes | BaseException | None], gone: threading.Event) -> None:
        self._queue, self._gone = queue, gone
        self._held: list[str] = []
        self._size = 0

    def write(self, text: str, /) -> int:
        self._held.append(text)
        self._size += len(text)
        if self._size >= _PIECE:
            self.end()
        return len(text)

    def end(self) -> None:
        """Hand on what is held."""
        if self._held:
            self.put("".join(self._held).encode("utf-8", "backslashreplace"))
            self._held, self._size = [], 0

    def put(self, piece: bytes | BaseException | None) -> None:
        """Hand on a piece, as soon as there is room; not for ever."""
        until = time.monotonic() + STALLED
        while not self._gone.is_set():
            try:
                self._queue.put(piece, timeout=_LOOK)
                return
            except Full:
                if time.monotonic() > until:
                    self._gone.set()
        raise _Gone


def _whole(path: Path, form: str, filter: Filter, headers: dict[str, str]) -> Response:
    folder = Path(mkdtemp(prefix="sayso-export-"))
    target = folder / FORMS[form].file

    def clean() -> None:
        target.unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()

    try:
        with Ledger(path) as ledger:
            export(ledger.store, form, target, filter)
    except BaseException:
        clean()
        raise
    return FileResponse(target, media_type=FORMS[form].media, headers=headers, background=BackgroundTask(clean))

"""The app's own files: compressed once and kept so, for ever in browsers under an address that changes with them.

Three addresses are kept for ever: one with the digest of the file behind it (``app.css?DIGEST``), what Vite named after
its content (``dist/map-HASH.js``), and a file of a folder that is asked for by the digest of the folder
(``at/DIGEST/map/…``). All others have an ETag and are asked for anew each time.
"""

from __future__ import annotations

import os
import re
import threading
from dataclasses import dataclass
from functools import cache
from gzip import compress
from hashlib import sha256
from importlib import resources
from mimetypes import guess_type
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sayso.web.squeezing import accepts_gzip, squeezable

ROOT = Path(str(resources.files("sayso.web") / "static"))
"""The folder of the files."""
_FOREVER = "public, max-age=31536000, immutable"
_ASKED = "public, no-cache"
_NAMED = re.compile(r"dist/.*-[\w-]{8}\.js")
_AT = re.compile(r"at/([0-9a-f]{12})/(.+)")
_LEAST = 1_000
"""Bytes below which nothing is gained."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A file as it was: its digest, and its bytes compressed where that makes them fewer."""

    state: tuple[int, int]
    digest: str
    squeezed: bytes | None


class Files(StaticFiles):
    """Serves the folder. What is compressed stays in memory: some two megabytes when all was asked for."""

    def __init__(self) -> None:
        super().__init__(directory=ROOT)
        self._held: dict[str, _Held] = {}
        self._lock = threading.Lock()

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, compressed where the asker can read that; 304 where it has it. Raises HTTPException 404, 405."""
        path = path.replace(os.sep, "/")
        at = _AT.fullmatch(path)
        found = await super().get_response(at[2] if at else path, scope)
        if not isinstance(found, FileResponse):
            return found
        held = await to_thread.run_sync(self._looked_at, str(found.path))
        headers, asked = {"Vary": "Accept-Encoding"}, Headers(scope=scope)
        forever = (
            at[1] == digest_of(at[2].partition("/")[0]) if at
            else bool(_NAMED.fullmatch(path)) or scope["query_string"].decode("latin-1") == held.digest
        )  # fmt: skip
        headers["Cache-Control"] = _FOREVER if forever else _ASKED
        squeezed = held.squeezed if accepts_gzip(asked) and "range" not in asked else None
        headers["ETag"] = f'"{held.digest}{"-gzip" if squeezed else ""}"'
        if held.digest in asked.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if squeezed is None:
            found.headers.update(headers)
            return found
        return Response(squeezed, media_type=found.media_type, headers={**headers, "Content-Encoding": "gzip"})

    def file_response(
        self, full_path: object, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file as it is; whether the asker has it is looked at by digest, not by time."""
        return FileResponse(str(full_path), status_code=status_code, stat_result=stat_result)

    def _looked_at(self, path: str) -> _Held:
        stat = os.stat(path)
        state = stat.st_mtime_ns, stat.st_size
        found = self._held.get(path)
        if found is None or found.state != state:
            with self._lock:  # one at a time: a page asks for its files all at once
                found = self._held.get(path)
                if found is None or found.state != state:
                    found = self._held[path] = _made(Path(path), state)
        return found


def _made(path: Path, state: tuple[int, int]) -> _Held:
    data = path.read_bytes()
    squeezed = None
    if len(data) >= _LEAST and squeezable(guess_type(path.name)[0] or ""):
        squeezed = compress(data, 9, mtime=0)
    return _Held(state, _digest(data), squeezed)


@cache
def asset(name: str) -> str:
    """The address of a file, which changes with the file, so that it can be kept for ever."""
    return f"/static/{name}?{_digest((ROOT / name).read_bytes())}"


def assets(folder: str) -> str:
    """The address of a folder, which changes with any of its files."""
    return f"/static/at/{digest_of(folder)}/{folder}"


@cache
def digest_of(folder: str) -> str:
    """The digest of all files of a folder, by name and content; of nothing where there is no such folder."""
    told = sha256()
    for path in sorted(path for path in (ROOT / folder).rglob("*") if path.is_file()):
        told.update(f"{path.relative_to(ROOT).as_posix()}\0{_digest(path.read_bytes())}\n".encode())
    return told.hexdigest()[:12]


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:12]

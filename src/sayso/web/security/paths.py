"""Addresses of this server: where a form may lead to afterwards, what the API is."""

from __future__ import annotations

import re

_LOCAL = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


def local_path(told: str | None, default: str = "/") -> str:
    """Where to go next, as a form tells it: a path of this server, else ``default``.

    What leads elsewhere (``//host``, ``/\\host``, ``https:…``), or holds blanks or control characters, is refused.
    """
    return told if told and len(told) <= 2_000 and _LOCAL.fullmatch(told) else default


def is_api(path: str) -> bool:
    """Whether a path is of the API, whose answers are JSON."""
    return path == "/api" or path.startswith("/api/")

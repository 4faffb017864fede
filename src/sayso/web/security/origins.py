"""Whether a browser sent a request from a page of this very server (against cross-site request forgery)."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
_PORTS = {"http": 80, "https": 443}


def same_origin(headers: Headers) -> bool:
    """Whether ``Sec-Fetch-Site`` and ``Origin`` tell so; one that is missing tells nothing, none at all is a no."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        return False
    if origin is None:
        return site is not None
    told = urlsplit(origin) if origin.isprintable() else urlsplit("null")
    port = _PORTS.get(told.scheme)
    try:
        here = urlsplit(f"//{headers.get('host', '')}")
        return port is not None and (told.hostname, told.port or port) == (here.hostname, here.port or port)
    except ValueError:
        return False


def embedded(headers: Headers) -> bool:
    """Whether a page of another site asks for a part of itself: an image, a script, a frame, what its script fetches.

    It could not read the answer, but could tell from time or failure what the ledger holds, or keep the server busy.
    Links from other sites, which a person follows, are none.
    """
    if headers.get("sec-fetch-site") not in ("cross-site", "same-site"):
        return False
    return headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest", "document") != "document"

"""Searching a ledger for words: reports and claims that have them, with the places where they stand."""

from __future__ import annotations

from sayso.errors import UsageError
from sayso.service.overview.records import Hits
from sayso.store.protocol import Store

_MOST = 200


def search(store: Store, text: str, limit: int = 20) -> Hits:
    """Listed documents, and claims, that have all these words; at most ``limit`` of each, the best first.

    ``text``: words, stretches in double quotes, ``begin*``. Raises UsageError when it has no word.
    """
    if not 1 <= limit <= _MOST:
        raise UsageError(f"{limit} is no number of hits; valid: 1 to {_MOST}")
    return Hits(documents=tuple(store.words.documents(text, limit)), claims=tuple(store.words.claims(text, limit)))

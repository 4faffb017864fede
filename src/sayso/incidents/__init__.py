"""Merging: claims about one real-world happening are put side by side, never collapsed.

    claims → accounts → tellings (within a document) → links (across documents, explained) → incidents

``merge`` does it all at once in memory; a ledger does the same step by step, with the same result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sayso.incidents.accounts import account_of, accounts_of
from sayso.incidents.comparing import compare
from sayso.incidents.copies import copy_between, marks_of
from sayso.incidents.grouping import Pair
from sayso.incidents.incidents import incidents_of, keys_of, links_between
from sayso.incidents.tellings import tellings_of
from sayso.model import Account, Incident, Link, Telling

__all__ = [
    "Pair", "account_of", "accounts_of", "compare", "copy_between", "incidents_of", "keys_of", "links_between",
    "marks_of", "merge", "tellings_of",
]  # fmt: skip


def merge(
    documents: Iterable[Sequence[Account]], *, together: Collection[Pair] = (), apart: Collection[Pair] = ()
) -> tuple[Incident, ...]:
    """The incidents told by some documents, each given as its accounts; sorted by id.

    ``together``/``apart``: pairs of claim ids that people's decisions bind.
    """
    seen: dict[str, Telling] = {}
    stored: defaultdict[str, list[str]] = defaultdict(list)
    links: list[Link] = []
    for accounts in documents:
        new = tellings_of(accounts, together=together, apart=apart)
        for telling in new:
            keys, sought = keys_of(telling)
            candidates = sorted({other for key in sought for other in stored[key]})
            links += links_between([telling], [seen[other] for other in candidates])
            seen[telling.id] = telling
            for key in keys:
                stored[key].append(telling.id)
    return incidents_of(list(seen.values()), links, together=together, apart=apart)

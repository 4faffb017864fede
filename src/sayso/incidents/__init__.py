"""Merging: claims about one real-world happening are put side by side, never collapsed.

    claims → accounts → tellings (within a document) → links (across documents, explained) → incidents

``merge`` does it all at once in memory; a ledger does the same step by step, with the same result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sayso.incidents.accounts import account_of, accounts_of
from sayso.incidents.bindings import FREE, Bound, bound_by
from sayso.incidents.comparing import compare
from sayso.incidents.copies import copy_between, marks_of
from sayso.incidents.identity import name_groups
from sayso.incidents.incidents import incidents_of, keys_of, links_between
from sayso.incidents.tellings import Told, tellings_of, told_again, told_by
from sayso.incidents.weights import weights
from sayso.model import Account, Incident, Link, Telling

__all__ = [
    "Bound", "Told", "account_of", "accounts_of", "bound_by", "compare", "copy_between", "incidents_of", "keys_of",
    "links_between", "marks_of", "merge", "name_groups", "tellings_of", "told_again", "told_by", "weights",
]  # fmt: skip


def merge(documents: Iterable[Sequence[Account]], bound: Bound = FREE) -> tuple[Incident, ...]:
    """The incidents told by some documents, each given as its accounts; sorted by id.

    ``bound``: which claims people's decisions bind.
    """
    seen: dict[str, Telling] = {}
    stored: defaultdict[str, list[str]] = defaultdict(list)
    links: list[Link] = []
    for accounts in documents:
        new = tellings_of(accounts, bound)
        for telling in new:
            keys, sought = keys_of(telling)
            candidates = sorted({other for key in sought for other in stored[key]})
            links += links_between([telling], [seen[other] for other in candidates])
            seen[telling.id] = telling
            for key in keys:
                stored[key].append(telling.id)
    return incidents_of(list(seen.values()), links, bound)

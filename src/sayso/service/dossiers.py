"""Dossiers: each incident of a ledger with its claims as people left them, as exports take it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from sayso.exports.dossiers import Dossier, Told
from sayso.exports.forms import Tally
from sayso.service.asking import compared
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed

_REMEMBERED = 100_000
"""Claims whose origins are remembered: some tens of megabytes, and far more than one incident has."""


def dossiers(store: Store, filter: Filter, tally: Tally | None = None) -> Iterator[Dossier]:
    """The incidents with at least one matching claim, each with all its claims, the latest first.

    One whose claims a person rejected, all of them, is passed over, and counted in ``tally``.
    """
    for row in store.incidents.search(filter):
        made = dossier_of(store, row.id)
        if made:
            yield made
        elif tally:
            tally.left_out["rejected"] += 1


def dossier_of(store: Store, id: str) -> Dossier | None:
    """One incident with all its claims, by the id that it goes by now; None where a person rejected all of them."""
    told = tuple(sorted(map(told_of, store.claims.search(Filter(incident=id))), key=in_text))
    if not told:
        return None
    incident, comparison = compared(store, id)
    return Dossier(incident=incident, told=told, comparison=comparison)


def told_of(listed: Listed) -> Told:
    """A claim of a ledger as exports take it."""
    return Told(claim=listed.claim, document=listed.document, edits=listed.edits, added_by=listed.added_by)


def in_text(told: Told | Listed) -> tuple[str, str, int, str]:
    """What the claims of an incident are sorted by: the day of publication, the report, the place in its text."""
    return str(told.document.published or "9"), told.document.id, told.claim.trigger.start, told.claim.id


class Origins:
    """Which origin a claim of an incident goes back to; remembers the incidents asked for last.

    Claims of one incident come far apart, and setting a large one side by side costs much: how many are remembered
    hangs on their claims, not on their number.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: OrderedDict[str, tuple[dict[str, str], int]] = OrderedDict()
        self._held = 0

    def of(self, listed: Listed) -> tuple[str | None, int | None]:
        """The name of the claim's origin, and how many origins its incident has; None outside one."""
        if listed.incident is None:
            return None, None
        names, count = self._of(listed.incident)
        return names.get(listed.claim.id), count

    def _of(self, incident: str) -> tuple[dict[str, str], int]:
        found = self._known.pop(incident, None)
        if found is None:
            found = self._find(incident)
            self._held += len(found[0])
        self._known[incident] = found
        while self._held > _REMEMBERED and len(self._known) > 1:
            self._held -= len(self._known.popitem(last=False)[1][0])
        return found

    def _find(self, incident: str) -> tuple[dict[str, str], int]:
        origins = compared(self._store, incident)[1].origins
        return {claim: origin.name for origin in origins for claim in origin.claims}, len(origins)

"""What incidents come to in short, for lists: origins, statuses, the figure that stands for them, whether all agree.

Merging has it made whenever an incident changes; ``complete`` makes what a ledger of an older sayso lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from sayso.model import COUNTINGS, MEASURES, Account, Bound, Series
from sayso.service.asking import accounts_in, comparison_of
from sayso.store.protocol import Store
from sayso.store.records import Gist, Headline

_AT_ONCE = 200


def complete(store: Store, watch: Callable[[int], None] | None = None) -> int:
    """Make the gists that are lacking, some in each transaction, so that others can write meanwhile; how many.

    Safe to interrupt. ``watch`` is told how many are done.
    """
    done = 0
    while True:
        with store.transaction():
            ids = store.gists.lacking(_AT_ONCE)
            store.gists.save([(id, gist_now(store, id)) for id in ids])
        if not ids:
            return done
        done += len(ids)
        if watch:
            watch(done)


def gist_now(store: Store, id: str) -> Gist:
    """What this incident comes to, made from its claims; of none that are listed, nothing."""
    incident = store.incidents.get(id)
    if incident is None:
        return gist_of(store, [])
    told = (account for telling in store.tellings.get(incident.tellings) for account in telling.accounts)
    return gist_of(store, accounts_in(store, incident) or list(told))


def gist_of(store: Store, accounts: Sequence[Account]) -> Gist:
    """What the claims of one incident come to, set against each other."""
    found = comparison_of(store, accounts)
    statuses = Counter(account.status for account in accounts)
    return Gist(
        origins=len(found.origins),
        asserted=statuses["asserted"], denied=statuses["denied"], uncertain=statuses["uncertain"],
        planned=statuses["planned"],
        headline=_headline(found.figures),
        differs=bool(found.disputes) or any(field.verdict == "differ" for field in found.fields)
        or any(series.contested for series in found.figures),
    )  # fmt: skip


def _headline(figures: Sequence[Series]) -> Headline | None:
    """The first measure in the order of MEASURES, what is new before totals, people before the rest."""
    told = [s for s in figures if not s.part and (s.low is not None or s.high is not None)]
    if not told:
        return None
    best = min(told, key=lambda s: (MEASURES.index(s.measure), COUNTINGS.index(s.counting), s.unit != "people", s.unit))
    points = [p for p in best.points if p.move != "denied"]
    low = best.low if any(p.low is not None for p in points) else None
    high = None if points and all(p.high is None for p in points) else best.high
    about = any(p.bound == "about" for p in points)
    bound: Bound = "at-least" if high is None else "at-most" if low is None else "about" if about else "exact"
    return Headline(measure=best.measure, unit=best.unit, counting=best.counting, low=low, high=high, bound=bound)

"""A profile: what one or several accounts say together, drawn out once so that it can be compared many times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sayso.model import FINENESS, Account, Party, Spot, Sum, Telling
from sayso.model.words import content_words, fold

SPEECH = frozenset({"accuse", "threaten", "demand", "reject", "warning"})
RUNNING_DAYS = 21
"""A time longer than this many days is that of a running total or of background, not of one happening."""
_STEM = 5
_GENERAL = frozenset(
    "force forces military army armed group groups government officials troops soldiers ministry region state local "
    "defence defense civilians men women children others residents".split()
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What some accounts of one document say together.

    ``spot``: the finest place any of them names. ``days``: first and last day of the shortest bounded time, or None.
    ``total``: their figures are running totals or stocks, or run from an open start ("since the war began").
    ``actors`` and ``targets``: stems of names and ids. ``start`` and ``end``: offsets of the first and last sentence.
    """

    document: str
    types: frozenset[str]
    spot: Spot | None
    days: tuple[date, date] | None
    total: bool
    figures: tuple[Sum, ...]
    actors: frozenset[str]
    targets: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    triggers: frozenset[str]
    sources: frozenset[str]
    published: date | None
    start: int
    end: int


def profile(accounts: Sequence[Account]) -> Profile:
    """The profile of accounts of one document; at least one."""
    spots = [a.spot for a in accounts if a.spot]
    spot = min(spots, key=lambda s: (FINENESS[s.precision], s.name, s.id or ""), default=None)
    named = content_words(" ".join(s.name for s in spots))
    return Profile(
        document=accounts[0].document,
        types=frozenset(a.type for a in accounts),
        spot=spot,
        days=_shortest(accounts),
        total=all((a.earliest is None and a.latest is not None) or _long(a) or _runs_on(a) for a in accounts),
        figures=tuple(dict.fromkeys(f for a in accounts for f in a.figures)),
        actors=_stems(p for a in accounts for p in a.actors),
        targets=_stems(p for a in accounts for p in a.targets),
        words=frozenset().union(*(a.words for a in accounts)) - named,
        names=frozenset().union(*(a.names for a in accounts)) - named,
        triggers=frozenset(w[:_STEM] for a in accounts for w in _name_words(a.trigger)),
        sources=_stems(p for a in accounts for p in a.sources),
        published=accounts[0].published,
        start=min(a.sentence for a in accounts),
        end=max(a.sentence for a in accounts),
    )


def profile_of(telling: Telling) -> Profile:
    """The profile of a telling, remembered as long as the telling is asked for again soon."""
    known = _profiles.get(telling.id)
    if known is None or known[0] is not telling:
        if len(_profiles) >= _REMEMBERED:
            _profiles.clear()
        known = _profiles[telling.id] = telling, profile(telling.accounts)
    return known[1]


_REMEMBERED = 8_000
_profiles: dict[str, tuple[Telling, Profile]] = {}
_name_words = lru_cache(maxsize=20_000)(content_words)
_folded = lru_cache(maxsize=20_000)(fold)


def _runs_on(account: Account) -> bool:
    """Whether all its figures count more than the event."""
    return bool(account.figures) and all(f.counting != "new" for f in account.figures)


def _long(account: Account) -> bool:
    first, last = account.earliest, account.latest
    return first is not None and last is not None and (last - first).days > RUNNING_DAYS


def _shortest(accounts: Iterable[Account]) -> tuple[date, date] | None:
    bounded = [(a.earliest, a.latest) for a in accounts if a.earliest and a.latest and a.earliest <= a.latest]
    return min(bounded, key=lambda d: ((d[1] - d[0]).days, d), default=None)


def _stems(parties: Iterable[Party]) -> frozenset[str]:
    """Stems of the words that name these parties; a listed party's id stands for it as well."""
    found: set[str] = set()
    for party in parties:
        if party.id:
            found.add(party.id.split("-")[0])
        words = _name_words(party.name)
        found.update(word[:_STEM] for word in (words - _GENERAL or words))
    return frozenset(found)


def same_name(a: Spot, b: Spot) -> bool:
    """Whether two places are one by id or, within one country, by name."""
    if a.id and a.id == b.id:
        return True
    return (a.name == b.name or _folded(a.name) == _folded(b.name)) and (
        a.country == b.country or not a.country or not b.country
    )

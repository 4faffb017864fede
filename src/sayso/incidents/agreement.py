"""How far two tellings agree: named reasons, each with its weight, that add up to a score and explain it.

A score above 0 means that the two are held to tell one happening. The weights are in ``weights.csv``: one column for
two accounts in one document, one for tellings of two documents. They were fitted by logistic regression on the training
part of the corpus and then rounded; the score is in natural-logarithm odds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from sayso.incidents.profiles import SPEECH, Profile, same_name
from sayso.incidents.weights import START, weights
from sayso.model import EFFECTS, PERSONS, Feature, Link, Spot, Sum
from sayso.model.geo import apart

Value = str | Callable[[], str]
"""What was found, or what says it when it is asked: few pairs are ever explained."""
Reason = tuple[str, Value, float]
"""A feature that holds: its name, what was found, and how strongly (most are 1)."""

_ATTACK = frozenset(
    "clash advance capture repel withdraw shelling airstrike missile-strike drone-strike bombing interception "
    "attack-civilians siege".split()
)
_FINE = ("point", "admin2")
_MEANS = frozenset("shelling airstrike missile-strike drone-strike bombing attack-civilians clash".split())


_TIES = frozenset(
    "same-place near-place same-region within-place same-figure like-figure same-targets same-person "
    "same-sentence".split()
)
"""What two tellings of one happening share beside its kind, its day and who is at war anyway."""
_TYING_WORDS = 0.2


def link(left: str, right: str, a: Profile, b: Profile) -> Link:
    """The link between two tellings with these ids and profiles; its features explain its score."""
    if right < left:
        left, right, a, b = right, left, b, a
    return _link(left, right, _weighed(a, b))


def link_for(left: str, right: str, a: Profile, b: Profile) -> Link | None:
    """The same, or None where it is not held that the two tell one happening, which most pairs do not."""
    if right < left:
        left, right, a, b = right, left, b, a
    weighed = _weighed(a, b)
    return _link(left, right, weighed) if _total(weighed) > 0 else None


def _weighed(a: Profile, b: Profile) -> list[tuple[str, Value, float]]:
    table = weights().within if a.document == b.document else weights().across
    return [(START, "", table[START])] + [(n, v, round(table[n] * much, 3)) for n, v, much in reasons(a, b)]


def _total(weighed: Sequence[tuple[str, Value, float]]) -> float:
    return round(sum([weight for _, _, weight in weighed]), 3)


def _link(left: str, right: str, weighed: Sequence[tuple[str, Value, float]]) -> Link:
    told = [(n, v if isinstance(v, str) else v(), weight) for n, v, weight in weighed if weight]
    features = tuple(Feature(name=n, value=v, weight=weight) for n, v, weight in told)
    return Link(left=left, right=right, score=_total(weighed), features=features)


def score(a: Profile, b: Profile) -> float:
    """The score of the link between two profiles, without its explanation."""
    table = weights().within if a.document == b.document else weights().across
    total = 0.0
    for name, _, much in reasons(a, b):
        total += table[name] * much
    return round(table[START] + total, 3)


def reasons(a: Profile, b: Profile) -> list[Reason]:
    """Everything that speaks for or against two profiles telling one happening, in a fixed order."""
    near = a.document == b.document
    found = [_kind(a.types, b.types), _place(a.spot, b.spot), _time(a, b, near)]
    found += _figures(a.figures, b.figures)
    found += _parties("same-actors", "other-actors", a.actors, b.actors)
    found += _parties("same-targets", "other-targets", a.targets, b.targets)
    found += _words(a, b)
    if not a.names.isdisjoint(b.names):
        found.append(("same-person", lambda: ", ".join(sorted(a.names & b.names)), 1.0))
    if near:
        found.append(_distance(a, b))
    if a.total != b.total:
        found.append(("total-beside-event", "one is a running total", 1.0))
    found = [reason for reason in found if reason[2]]
    for name, _, much in found:
        if name in _TIES or (name == "words" and much >= _TYING_WORDS):
            break
    else:
        found.append(("nothing-ties-them", "no place, number, name or wording in common", 1.0))
    return found


@lru_cache(maxsize=4096)
def _kind(a: frozenset[str], b: frozenset[str]) -> Reason:
    shared = a & b
    own = shared - EFFECTS - SPEECH
    if own:
        return "same-kind", ", ".join(sorted(own)), 1.0
    if shared & SPEECH:
        return "same-speech-act", ", ".join(sorted(shared)), 1.0
    if shared:
        return "same-effect", ", ".join(sorted(shared)), 1.0
    value = f"{'/'.join(sorted(a))} · {'/'.join(sorted(b))}"
    if a & _MEANS and b & _MEANS:
        return "other-means", value, 1.0
    for one, other in ((a, b), (b, a)):
        if one & _ATTACK and other & {"casualties", "damage"}:
            return "attack-and-harm", value, 1.0
        if one & _ATTACK and other & EFFECTS:
            return "attack-and-effect", value, 1.0
    if a & _ATTACK and b & _ATTACK:
        return "other-fighting", value, 1.0
    if a <= EFFECTS and b <= EFFECTS:
        return "two-effects", value, 1.0
    if a & SPEECH or b & SPEECH:
        return "event-and-speech", value, 1.0
    return "other-kind", value, 1.0


def _place(a: Spot | None, b: Spot | None) -> Reason:
    if a is None or b is None:
        return "place-unknown", "", 1.0

    def value() -> str:
        return a.name if a.name == b.name else f"{a.name} · {b.name}"

    if same_name(a, b):
        fine = a.precision in _FINE and b.precision in _FINE
        return ("same-place" if fine else "same-region" if a.precision != "country" else "same-country"), value, 1.0
    km = apart(a, b)
    if a.country and b.country and a.country != b.country and (km is None or km > 25):
        return "other-country", value, 1.0
    if a.precision in _FINE and b.precision in _FINE:
        if km is None:
            return "place-unknown", value, 1.0
        name = "same-place" if km <= 5 else "near-place" if km <= 25 else "other-place"
        return name, lambda: f"{value()}, {km:.0f} km", 1.0
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return "other-region", value, 1.0
    return "within-place", value, 1.0


def _time(a: Profile, b: Profile, near: bool) -> Reason:
    if a.days and b.days:
        return _days(a.days, b.days)
    if near:
        return ("one-time-unknown" if a.days or b.days else "time-unknown"), "", 1.0
    if a.days or b.days:
        days, told = (a.days, b.published) if a.days else (b.days, a.published)
        assert days is not None
        if told is None:
            return "one-time-unknown", "", 1.0
        gap = (told - days[1]).days
        name = "told-before" if gap < -1 else "told-soon-after" if gap <= 3 else "told-later"
        return name, lambda: f"{_span(days)} · published {told}", 1.0
    if a.published is None or b.published is None:
        return "time-unknown", "", 1.0
    gap = abs((a.published - b.published).days)
    name = "published-together" if gap <= 2 else "published-apart"
    return name, lambda: f"{a.published} · {b.published}", 1.0


def _days(a: tuple[date, date], b: tuple[date, date]) -> Reason:
    def value() -> str:
        return _span(a) if a == b else f"{_span(a)} · {_span(b)}"

    gap = max((b[0] - a[1]).days, (a[0] - b[1]).days)
    if gap <= 0:
        short = max((a[1] - a[0]).days, (b[1] - b[0]).days) <= 1
        return ("same-day" if short else "overlapping-time"), value, 1.0
    return ("next-day" if gap == 1 else "other-day"), value, 1.0


def _span(days: tuple[date, date]) -> str:
    return str(days[0]) if days[0] == days[1] else f"{days[0]} to {days[1]}"


def _figures(a: tuple[Sum, ...], b: tuple[Sum, ...]) -> list[Reason]:
    """The likeliest pair of figures of one measure and unit that count alike: equal, alike, or another number."""
    best: Reason | None = None
    rank = {"same-figure": 2, "like-figure": 1, "other-figure": 0}
    for x in a:
        for y in b:
            if x.measure != y.measure or x.counting != y.counting or not _same_unit(x.unit, y.unit):
                continue
            if x.part != y.part:
                continue
            one, two = _value(x), _value(y)
            if one is None or two is None:
                continue
            small, large = sorted((one, two))
            name = "same-figure" if one == two else "like-figure" if large <= 1.5 * small + 1 else "other-figure"
            weight = 1.0 if name != "same-figure" or large > 2 else 0.5
            reason = (name, f"{x.measure} {one:g} · {two:g}", weight)
            if best is None or (rank[name], weight) > (rank[best[0]], best[2]):
                best = reason
    return [best] if best else []


def _same_unit(a: str, b: str) -> bool:
    return a == b or (a in PERSONS and b in PERSONS and "people" in (a, b))


def _value(figure: Sum) -> float | None:
    return figure.low if figure.low is not None else figure.high


def _parties(same: str, other: str, a: frozenset[str], b: frozenset[str]) -> list[Reason]:
    if not a or not b:
        return []
    if a.isdisjoint(b):
        return [(other, "", 1.0)]
    return [(same, lambda: ", ".join(sorted(a & b)), 1.0)]


def _words(a: Profile, b: Profile) -> list[Reason]:
    if not a.words or not b.words:
        return []
    shared = a.words & b.words
    share = len(shared) / (len(a.words) * len(b.words)) ** 0.5
    found: list[Reason] = [("words", lambda: ", ".join(sorted(shared)[:8]), round(share, 3))]
    if not a.triggers.isdisjoint(b.triggers):
        found.append(("same-trigger", lambda: ", ".join(sorted(a.triggers & b.triggers)), 1.0))
    return found


def _distance(a: Profile, b: Profile) -> Reason:
    gap = max(b.start - a.end, a.start - b.end, 0)
    if gap == 0:
        return "same-sentence", "", 1.0
    return ("close-by" if gap <= 350 else "some-way-off" if gap <= 1000 else "far-off"), f"{gap} characters", 1.0

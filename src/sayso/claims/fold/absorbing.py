"""Absorbing: one claim out of two drafts; their figures are joined, each counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.bind.measures import DYING
from sayso.claims.naming import called, names_of
from sayso.claims.records import Draft
from sayso.lang import lexicon
from sayso.model import PERSONS, Figure, Role
from sayso.rules.ontology import types_with

__all__ = ["absorb"]

_ORIGIN, _HOLDING = types_with("origin"), lexicon("claims")["counting.holding"]
_JOINED = "told as one event with another trigger of the sentence"


def absorb(host: Draft, guest: Draft) -> None:
    """Give a draft what another tells of the same event: figures, parties, place and time."""
    starts = {(f.start, f.measure) for f in host.figures}
    counted = {(f.measure, f.low, f.high) for f in host.figures}
    again = {t.start for t in guest.sentence.tokens if t.pos == "PRON"} | guest.unitless
    more = [  # not "arrested a man and jailed him", "seized two men, and took the two off"
        f for f in guest.figures
        if (f.start, f.measure) not in starts and not (f.start in again and (f.measure, f.low, f.high) in counted)
    ]  # fmt: skip
    figures = _together(
        _with_units(sorted((*host.figures, *more), key=lambda f: f.start), host, guest),
        died=any(one.trigger.lemma in DYING for one in (host, guest)),
    )
    carried, lent = (any(one.field == "actors" for one in draft.decisions) for draft in (host, guest))
    # "were killed by rebels when they opened fire"; not "raided a base, and were killed by troops"
    told_later = host.trigger.index > guest.trigger.index or not host.targets
    suffering = told_later and names_of(host.actors) & names_of(guest.targets)
    taken = guest.actors and not lent and (carried or suffering)
    host.decide(_JOINED, figures=figures, actors=guest.actors if taken else host.actors or guest.actors)
    killing = guest.rule.has("kills") and not host.rule.has("kills")
    told = {r.start for r in (*guest.targets, host.place) if r}  # "bombed the town, killing two nurses"
    if all(r.start in told for r in host.targets) or (guest.type == host.type and not killing):
        host.decide(_JOINED, targets=_merge(host.targets, guest.targets))
    taken_in = host.type in _ORIGIN and host.trigger.lemma in _HOLDING  # "shelters 300 who fled fighting in Sennar"
    if guest.place_given and (taken_in or not host.place_given):
        host.decide(_JOINED, place=guest.place, place_given=True)
    if host.time is None or (guest.time_given and not host.time_given):
        host.decide(_JOINED, time=guest.time or host.time, time_given=guest.time_given or host.time_given)
    _judge_by_victims(host)


def _together(figures: list[Figure], died: bool) -> tuple[Figure, ...]:
    """ "70 were killed or hurt", "40 killed and wounded": one number of both is a number of casualties; who was wounded
    and ``died`` is dead.

    "The casualties rose to four deaths and 40 wounded" are no casualties beside those, nor are those "affected" who
    "were killed when attacked".
    """
    both = {f.start for f in figures if f.measure == "killed" and f.high != 0} & {
        f.start for f in figures if f.measure == "injured" and f.high != 0
    }
    exact = {f.start for f in figures if f.measure in ("killed", "injured")} - both
    vaguer = {(start, "casualties") for start in exact} | {(start, "injured") for start in both}
    vaguer |= {(f.start, "affected") for f in figures if f.measure in ("killed", "injured", "casualties")}
    kept = [f for f in figures if (f.start, f.measure) not in vaguer]
    both = set() if died else both
    return tuple(replace(f, measure="casualties") if f.start in both and f.measure == "killed" else f for f in kept)


def _judge_by_victims(attack: Draft) -> None:
    """An attack whose kind only its target decides: soldiers alone killed make it a clash, civilians an attack."""
    if attack.type not in ("clash", "attack-civilians") or not attack.rule.by_means:
        return
    units = {f.unit for f in attack.figures if f.unit in PERSONS and f.measure in ("killed", "injured") and f.high != 0}
    if units == {"soldiers"}:
        attack.decide("only soldiers were hurt", type="clash")


def _with_units(figures: Sequence[Figure], host: Draft, guest: Draft) -> list[Figure]:
    """ "killed eight civilians and wounded more than 50": the second figure takes the first one's unit."""
    found: list[Figure] = []
    for figure in figures:
        own = figure.start in host.unitless or figure.start in guest.unitless
        before = [
            f for f in found if f.unit in PERSONS and f.start < figure.start and not f.part and f.measure != "deployed"
        ]
        taken = before[0].unit if own and figure.unit in PERSONS and before else figure.unit
        alone = own and bool(before) and before[0].low == 1 and taken in ("women", "children")
        found.append(replace(figure, unit="people" if alone else taken))  # "a woman was killed and 35 others hurt"
    return found


def _merge(one: tuple[Role, ...], other: tuple[Role, ...]) -> tuple[Role, ...]:
    found = {called(r): r for r in (*other, *one)}
    return tuple(sorted(found.values(), key=lambda r: r.start))

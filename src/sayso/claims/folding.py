"""Folding: what belongs on one claim. Tolls go on the attack's own claim; a second telling adds nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sayso.claims.again import HOSTS, without_renaming
from sayso.claims.candidates import Candidate
from sayso.claims.harm import places_itself
from sayso.claims.means import ATTACKS
from sayso.claims.measures import PEOPLE
from sayso.claims.saying import same_sources, source_key
from sayso.grammar.frames import governor
from sayso.lang import lexicon
from sayso.model import EventType, Figure, Role
from sayso.model.claims import When

WORDS = lexicon("claims")
_LINKED_WORDS = WORDS["folding.linked"]

_HARM: frozenset[EventType] = frozenset({"casualties", "damage"})
_CIVIL_UNITS = frozenset({"civilians", "children", "women"})
_KILLINGS = frozenset({"kill-civilian", "kill-force", "shot-dead"})


def fold_sentence(candidates: list[Candidate]) -> list[Candidate]:
    """Join the candidates of one sentence that are one claim."""
    kept = _join_casualties(_join_verbs(without_renaming(candidates)))
    kept = _join_same_type(kept)
    attacks = [c for c in kept if c.type in HOSTS and c.rule.id not in _KILLINGS]
    for harm in [c for c in kept if c.type in _HARM or c.rule.id in _KILLINGS]:
        host = None if _nobody(harm) else _host(harm, attacks) or _killing(harm, kept)
        if host:
            host.attribution = harm.attribution if host.attribution is None else host.attribution
            host.status, host.harms = harm.status, True
            _absorb(host, harm)
            harm.dropped = True
        elif harm.rule.id in _KILLINGS and (_in_passing(harm) or _running(harm) or _total(harm)):
            harm.type = "casualties"
    return _join_casualties([c for c in kept if not c.dropped])


def _killing(harm: Candidate, kept: list[Candidate]) -> Candidate | None:
    """ "Nine were shot dead and two wounded": the killing that goes with a toll."""
    if harm.type != "casualties":
        return None
    return _host(harm, [c for c in kept if c.rule.id in _KILLINGS and c.type != "casualties" and not c.dropped])


def _join_verbs(candidates: list[Candidate]) -> list[Candidate]:
    """ "an airstrike hit a clinic", "repelled an attack": verb and noun tell one event."""
    for verb in candidates:
        roles = {t.index for t in (*verb.frame.subjects, *verb.frame.objects)}
        for noun in candidates:
            if noun is verb or noun.dropped or noun.trigger.index not in roles or noun.type not in ATTACKS:
                continue
            if verb.type == "repel":
                noun.dropped = True
            elif verb.type in ATTACKS and verb.rule.by_means:
                _absorb(noun, verb)
                verb.dropped = True
    return [c for c in candidates if not c.dropped]


def _join_casualties(candidates: list[Candidate]) -> list[Candidate]:
    """ "killed 12 and wounded 30": one toll."""
    kept: list[Candidate] = []
    for candidate in candidates:
        if candidate.type == "casualties":
            twin = next(
                (
                    k
                    for k in kept
                    if k.type == "casualties" and k.status == candidate.status and _one_toll(k, candidate)
                ),
                None,
            )
            if twin:
                _absorb(twin, candidate)
                continue
        kept.append(candidate)
    return kept


def _one_toll(one: Candidate, other: Candidate) -> bool:
    if not same_sources(one.attribution, other.attribution) or _nobody(one) != _nobody(other):
        return False
    if (
        one.time
        and other.time
        and one.time_given
        and other.time_given
        and one.time.mention.start != other.time.mention.start
    ):
        return False
    if (
        places_itself(one)
        and places_itself(other)
        and one.place
        and other.place
        and one.place.start != other.place.start
    ):
        return False
    measures = {(f.measure, f.unit) for f in one.figures}
    return not any(
        (f.measure, f.unit) in measures and f.start not in {g.start for g in one.figures} for f in other.figures
    )


def _join_same_type(candidates: list[Candidate]) -> list[Candidate]:
    """Two triggers of one type in a clause ("an attack that struck …") are one event unless place or target differ."""
    kept: list[Candidate] = []
    for candidate in candidates:
        twin = next((k for k in kept if _same_event(k, candidate)), None)
        if twin is None:
            kept.append(candidate)
        elif candidate.trigger.pos == "VERB" and twin.trigger.pos != "VERB" and _bare(twin):
            _absorb(candidate, twin)  # "protesters rallied": the verb tells it
            kept[kept.index(twin)] = candidate
        else:
            _absorb(twin, candidate)
    return kept


_SERVED: frozenset[EventType] = frozenset({"disruption", "displacement", "agree", "damage", "arrest"})


def _bare(noun: Candidate) -> bool:
    """Whether a noun tells nothing of its own."""
    told = noun.figures or noun.actors or noun.targets or noun.frame.light
    return not noun.rule.definite or not told


_ADDRESSED: frozenset[EventType] = frozenset({"demand", "reject", "accuse", "threaten", "sanction", "warning"})


def _same_event(one: Candidate, other: Candidate) -> bool:
    if one.type != other.type or one.status != other.status or not same_sources(one.attribution, other.attribution):
        return False
    if one.type == "casualties":
        return False
    if one.type in _SERVED and one.trigger.pos == other.trigger.pos == "VERB" and one.targets and other.targets:
        return not {r.start for r in one.targets}.isdisjoint({r.start for r in other.targets})
    if one.type in _ADDRESSED and one.targets and other.targets:  # "asked A … and urged B …"
        return not {r.start for r in one.targets}.isdisjoint({r.start for r in other.targets})
    if one.type == "capture" and one.place and other.place:
        return one.place.place.name == other.place.place.name
    if one.place_given and other.place_given and not _same_place(one, other):
        return False
    if one.time_given and other.time_given and one.time and other.time and not _same_time(one.time, other.time):
        return False
    actors = {a.id or a.name for a in one.actors}, {a.id or a.name for a in other.actors}
    return not (actors[0] and actors[1] and actors[0].isdisjoint(actors[1]))


def _same_time(one: When, other: When) -> bool:
    return one.mention.start == other.mention.start


def _host(harm: Candidate, attacks: list[Candidate]) -> Candidate | None:
    """The attack in the same sentence, by the same source, that did the harm."""
    options = [
        a for a in attacks if a is not harm and _one_voice(a, harm) and _status_fits(a, harm) and _linked(a, harm)
    ]
    if places_itself(harm):
        fitting = [a for a in options if not a.place_given or _same_place(a, harm)]
        options = fitting or ([] if any(a.place_given for a in options) else options)
    return min(options, key=lambda a: abs(a.trigger.index - harm.trigger.index), default=None)


def _nobody(harm: Candidate) -> bool:
    """ "Nobody was hurt" is a claim of its own."""
    return bool(harm.figures) and all(f.low == 0 and f.high == 0 for f in harm.figures)


def _running(harm: Candidate) -> bool:
    """A toll over a stretch of time ("killed by security forces since the coup") is no single attack."""
    return harm.time is not None and harm.time_given and harm.time.mention.sense in ("since", "so-far")


def _in_passing(harm: Candidate) -> bool:
    """ "…, killing nine" without an attack that it hangs on; "accused of killing nine" is the attack itself."""
    return harm.trigger.tag == "VBG" and harm.trigger.dep != "pcomp"


def _total(harm: Candidate) -> bool:
    """Hundreds killed in no attack that is named: a toll of many."""
    return any((f.low or 0) >= _MANY for f in harm.figures)


_MANY = 500


def _one_voice(attack: Candidate, harm: Candidate) -> bool:
    """The same sources; an attack told before the cue of its toll ("killed when …, police said") shares the toll's."""
    if same_sources(attack.attribution, harm.attribution):
        return True
    cue = harm.attribution.cue if harm.attribution else None
    return attack.attribution is None and cue is not None and attack.trigger.start < cue.start


def _status_fits(attack: Candidate, harm: Candidate) -> bool:
    return attack.status == harm.status or (harm.status == "uncertain" and attack.status == "asserted")


def _same_place(one: Candidate, other: Candidate) -> bool:
    return bool(one.place and other.place and one.place.place.name == other.place.place.name)


def _linked(attack: Candidate, harm: Candidate) -> bool:
    """Whether harm and attack hang together in the tree: same clause, participle, subject, "in" or "by" phrase."""
    sentence = attack.sentence
    a, h = attack.trigger, harm.trigger
    if a in sentence.ancestors(h):
        between = [t for t in sentence.ancestors(h) if t.index != a.index]
        people = harm.type == "casualties" or harm.rule.id in _KILLINGS
        return people or not any(t.dep == "conj" for t in between[:1])
    if h in sentence.ancestors(a):
        return True
    verb_a = a if a.pos == "VERB" else governor(sentence, a)
    verb_h = h if h.pos == "VERB" else governor(sentence, h)
    if verb_a is None or verb_h is None:
        return False
    if verb_a.index == verb_h.index:
        return True
    first, last = sorted((a.index, h.index))
    gap = sentence.tokens[first + 1 : last]
    joined = len(gap) <= 6 and any(t.lower in _LINKED_WORDS for t in gap[:2])
    if joined and not any(t.pos == "VERB" or t.text in (",", ";") for t in gap):
        return True
    if harm.type == "damage":
        return sentence.head(verb_h).index == verb_a.index and verb_h.dep in ("advcl", "acl", "relcl")
    return verb_a in sentence.ancestors(verb_h) or verb_h in sentence.ancestors(verb_a)


def _absorb(host: Candidate, guest: Candidate) -> None:
    starts = {(f.start, f.measure) for f in host.figures}
    more = [_with_unit(f, host, guest) for f in guest.figures if (f.start, f.measure) not in starts]
    host.figures = tuple(sorted((*host.figures, *more), key=lambda f: f.start))
    host.actors = host.actors or guest.actors
    killing = guest.rule.id in _KILLINGS and host.rule.id not in _KILLINGS
    if not host.targets or (guest.type == host.type and not killing):
        host.targets = _merge(host.targets, guest.targets)
    if not host.place_given and guest.place_given:
        host.place, host.place_given = guest.place, True
    if host.time is None or (guest.time_given and not host.time_given):
        host.time, host.time_given = guest.time or host.time, guest.time_given or host.time_given
    _judge_by_victims(host)


def _judge_by_victims(attack: Candidate) -> None:
    """An attack whose kind only its target decides: soldiers alone killed make it a clash, civilians an attack."""
    if attack.type not in ("clash", "attack-civilians") or not attack.rule.by_means:
        return
    units = {f.unit for f in attack.figures if f.unit in PEOPLE and f.measure in ("killed", "injured") and f.high != 0}
    if units == {"soldiers"}:
        attack.type = "clash"
    elif units and units <= _CIVIL_UNITS and not attack.targets:
        attack.type = "attack-civilians"


def _with_unit(figure: Figure, host: Candidate, guest: Candidate) -> Figure:
    """ "killed eight civilians and wounded more than 50": the second figure takes the first one's unit."""
    before = [f for f in host.figures if f.unit in PEOPLE and f.start < figure.start and f.start not in host.unitless]
    if figure.start in guest.unitless and figure.unit == "people" and before:
        return replace(figure, unit=before[0].unit)
    return figure


def _merge(one: tuple[Role, ...], other: tuple[Role, ...]) -> tuple[Role, ...]:
    found = {r.id or r.name.casefold(): r for r in (*other, *one)}
    return tuple(sorted(found.values(), key=lambda r: r.start))


def drop_repeats(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Leave out second tellings: same type, source and status, and no figure, place, time or target of their own."""
    kept: list[Candidate] = []
    for candidate in candidates:
        earlier = [k for k in kept if _may_be_same(k, candidate)]
        if (earlier and not any(_adds(candidate, k) is False for k in earlier)) or not earlier:
            kept.append(candidate)
    return kept


def _may_be_same(one: Candidate, other: Candidate) -> bool:
    return (
        one.type == other.type
        and one.status == other.status
        and source_key(one.attribution) == source_key(other.attribution)
    )


def _adds(new: Candidate, old: Candidate) -> bool:
    """Whether a telling has content that an earlier one lacks."""
    if {_value(f) for f in new.figures} - {_value(f) for f in old.figures}:
        return True
    if new.place_given and new.place and (not old.place or new.place.place.name != old.place.place.name):
        return True
    if (
        new.time_given
        and new.time
        and (not old.time or (new.time.earliest, new.time.latest) != (old.time.earliest, old.time.latest))
    ):
        return True
    known = {r.id or r.name.casefold() for r in (*old.targets, *old.actors)}
    if new.type in _ADDRESSED | _SERVED and any((r.id or r.name.casefold()) not in known for r in new.targets):
        return True
    return any((r.id or r.name.casefold()) not in known for r in new.actors)


def _value(figure: Figure) -> tuple[object, ...]:
    return (figure.measure, figure.unit, figure.low, figure.high)

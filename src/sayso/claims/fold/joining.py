"""Folding: what belongs on one claim. Tolls go on the attack's own claim; a second telling adds nothing."""

from __future__ import annotations

from sayso.claims.bind.answers import clause_of, is_of_answer
from sayso.claims.bind.harm import places_itself
from sayso.claims.bind.means import ATTACKS
from sayso.claims.bind.saying import same_sources
from sayso.claims.bind.tolls import is_total
from sayso.claims.fold.absorbing import absorb
from sayso.claims.fold.again import HOSTS, without_renaming, without_victims
from sayso.claims.fold.apart import (
    came_before,
    counted_from,
    died_later,
    follows,
    fought_back,
    looks_back,
    struck_back,
)
from sayso.claims.fold.undone import without_undone
from sayso.claims.naming import names_of
from sayso.claims.records import Draft
from sayso.grammar.frames import IMPACT_VERBS, governor
from sayso.grammar.phrases import is_below
from sayso.lang import lexicon
from sayso.model.claims import When
from sayso.model.geo import kilometres
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")

_HARM = types_with("harm")


def fold_sentence(drafts: list[Draft]) -> list[Draft]:
    """Join the drafts of one sentence that are one claim."""
    kept = _join_casualties(_join_verbs(without_renaming(_of_one_kind(without_undone(without_victims(drafts))))))
    kept = _join_same_type(kept)
    attacks = [c for c in kept if c.type in HOSTS and not c.rule.has("kills")]
    for harm in sorted((c for c in kept if c.type in _HARM or c.rule.has("kills")), key=_is_doubted):
        apart = _nobody(harm) or harm.part or any(is_total(f, harm) for f in harm.figures)
        host = None if apart else _host(harm, attacks) or _killing(harm, kept)
        if host:
            host.decide(
                "its toll is told with it",
                attribution=host.attribution or harm.attribution,
                status=harm.status,
                harms=True,
            )
            absorb(host, harm)
            harm.drop("goes on the claim of the attack")
        elif harm.rule.has("kills") and (_in_passing(harm) or _running(harm) or _total(harm)):
            harm.decide("a toll, not an attack", type="casualties")
    return _join_casualties([c for c in kept if not c.dropped])


def _of_one_kind(drafts: list[Draft]) -> list[Draft]:
    """ "Killed four soldiers and wounded six": a number alone tells of those told before, whoever they are."""
    kinds = {d.trigger.index: d.type for d in drafts if d.rule.has("kills")}
    for draft in drafts:
        joined = draft.trigger.dep == "conj" or (draft.trigger.tag == "VBD" and draft.trigger.dep == "advcl")
        kind = kinds.get(draft.trigger.head) if joined and draft.rule.has("kills") else None
        others = [r for r in draft.targets if not any(f.start <= r.start < f.end for f in draft.figures)]
        if kind and draft.figures and not others and all(f.start in draft.unitless for f in draft.figures):
            draft.decide("it tells of those told before", type=kind)
    return drafts


def _killing(harm: Draft, kept: list[Draft]) -> Draft | None:
    """ "Nine were shot dead and two wounded": the killing that goes with a toll, unless this came after it."""
    if harm.type != "casualties":
        return None
    return _host(
        harm,
        [c for c in kept if c.rule.has("kills") and c.type != "casualties" and not (c.dropped or follows(harm, c))],
    )


def _join_verbs(drafts: list[Draft]) -> list[Draft]:
    """ "an airstrike hit a clinic", "repelled an attack": verb and noun tell one event."""
    for verb in drafts:
        roles = {t.index for t in (*verb.frame.subjects, *verb.frame.objects)}
        for noun in drafts:
            if noun is verb or noun.dropped or noun.trigger.index not in roles or noun.type not in ATTACKS:
                continue
            if verb.type == "repel":
                noun.drop("repelled")
            elif verb.type in ATTACKS and verb.rule.when and not noun.rule.when:
                absorb(verb, noun)
                noun.drop("the verb tells it, by a rule")
            elif verb.type in ATTACKS and verb.rule.by_means and not verb.part:
                absorb(noun, verb)
                verb.drop("verb and noun tell one event")
    return [c for c in drafts if not c.dropped]


def _join_casualties(drafts: list[Draft]) -> list[Draft]:
    """ "killed 12 and wounded 30": one toll."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.type == "casualties":
            twin = next(
                (k for k in kept if k.type == "casualties" and k.status == draft.status and _one_toll(k, draft)),
                None,
            )
            if twin:
                absorb(twin, draft)
                continue
        kept.append(draft)
    return kept


def _one_toll(one: Draft, other: Draft) -> bool:
    if not (same_sources(one.attribution, other.attribution) or _told_below(one, other)):
        return False
    if _nobody(one) != _nobody(other):
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


def _told_below(toll: Draft, other: Draft) -> bool:
    """ "The ministry put the toll at nine dead and 21 injured": the source of the toll tells all of it."""
    below = other.trigger.tag == "VBN" and is_below(other.sentence, toll.trigger, other.trigger)
    return toll.rule.has("toll") and other.attribution is None and below


def _join_same_type(drafts: list[Draft]) -> list[Draft]:
    """Two triggers of one type in a clause ("an attack that struck …") are one event unless place or target differ."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((k for k in kept if _same_event(k, draft)), None)
        if twin is None:
            kept.append(draft)
        elif draft.trigger.pos == "VERB" and twin.trigger.pos != "VERB" and _bare(twin):
            absorb(draft, twin)  # "protesters rallied": the verb tells it
            kept[kept.index(twin)] = draft
        else:
            absorb(twin, draft)
    return kept


_SERVED = types_with("served")


def _bare(noun: Draft) -> bool:
    """Whether a noun tells nothing of its own."""
    told = noun.figures or noun.actors or noun.targets or noun.frame.light
    return not noun.rule.definite or not told


_ADDRESSED = types_with("speech-act")


def _same_event(one: Draft, other: Draft) -> bool:
    if one.type != other.type or one.status != other.status or not same_sources(one.attribution, other.attribution):
        return False
    if one.type == "casualties" or follows(one, other) or follows(other, one) or looks_back(one, other):
        return False
    if any(apart(*pair) for apart in (struck_back, fought_back, came_before) for pair in ((one, other), (other, one))):
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
    actors = names_of(one.actors), names_of(other.actors)
    return not (actors[0] and actors[1] and actors[0].isdisjoint(actors[1]))


def _same_time(one: When, other: When) -> bool:
    return one.mention.start == other.mention.start


def _host(harm: Draft, attacks: list[Draft]) -> Draft | None:
    """The attack in the same sentence, by the same source, that did the harm."""
    options = [
        a for a in attacks if a is not harm and _one_voice(a, harm) and _status_fits(a, harm) and _linked(a, harm)
        and not is_of_answer(a.sentence, a.trigger, harm.trigger) and not follows(a, harm)
        and not (counted_from(a, harm) or counted_from(harm, a) or struck_back(harm, a) or looks_back(a, harm))
        and not (fought_back(a, harm) or came_before(harm, a) or died_later(harm, a))
    ]  # fmt: skip
    if places_itself(harm):
        fitting = [a for a in options if not a.place_given or _same_place(a, harm) or _lies_in(a, harm)]
        options = fitting or ([] if any(a.place_given for a in options) else options)
    return min(options, key=lambda a: abs(a.trigger.index - harm.trigger.index), default=None)


def _nobody(harm: Draft) -> bool:
    """ "Nobody was hurt" is a claim of its own."""
    return bool(harm.figures) and all(f.low == 0 and f.high == 0 for f in harm.figures)


def _running(harm: Draft) -> bool:
    """A toll over a stretch of time ("killed by security forces since the coup") is no single attack."""
    return harm.time is not None and harm.time_given and harm.time.mention.sense in ("since", "so-far")


def _in_passing(harm: Draft) -> bool:
    """ "…, killing nine" without an attack that it hangs on; "accused of killing nine" is the attack itself.

    What a force hit may have any name: "the army hit a hedge, killing two".
    """
    struck = bool(harm.actors) and harm.sentence.head(harm.trigger).lemma in IMPACT_VERBS
    return harm.trigger.tag == "VBG" and harm.trigger.dep in ("advcl", "acl", "conj") and not struck


def _total(harm: Draft) -> bool:
    """Hundreds killed in no attack that is named: a toll of many."""
    return any((f.low or 0) >= _MANY for f in harm.figures)


_MANY, _TOWN = 500, 15
"""From how many dead a toll without an attack is one of many; how far out a town reaches, in kilometres."""


def _one_voice(attack: Draft, harm: Draft) -> bool:
    """The same sources; an attack told before the cue of its toll ("killed when …, police said") shares the toll's."""
    if same_sources(attack.attribution, harm.attribution):
        return True
    cue = harm.attribution.cue if harm.attribution else None
    return attack.attribution is None and cue is not None and attack.trigger.start < cue.start


def _status_fits(attack: Draft, harm: Draft) -> bool:
    """What is doubted makes an attack doubtful that has no sure toll: "seven were hurt and some may have died"."""
    doubted = harm.status == "uncertain" and attack.status == "asserted" and not attack.figures
    return attack.status == harm.status or doubted


def _is_doubted(harm: Draft) -> bool:
    return harm.status == "uncertain"


def _same_place(one: Draft, other: Draft) -> bool:
    return bool(one.place and other.place and one.place.place.name == other.place.place.name)


def _lies_in(attack: Draft, harm: Draft) -> bool:
    """ "In Baghdad, a man was killed by a bomb in the suburb of Zafaraniyah": an attack in the town of its toll."""
    if attack.place is None or harm.place is None:
        return False
    one, town = attack.place.place, harm.place.place
    if one.lat is None or one.lon is None or town.lat is None or town.lon is None or town.precision != "point":
        return False
    return kilometres(one.lat, one.lon, town.lat, town.lon) < _TOWN


def _linked(attack: Draft, harm: Draft) -> bool:
    """Whether harm and attack hang together in the tree: same clause, participle, subject, "in" or "by" phrase."""
    sentence = attack.sentence
    a, h = attack.trigger, harm.trigger
    if a in sentence.ancestors(h):
        between = [t for t in sentence.ancestors(h) if t.index != a.index]
        people = harm.type == "casualties" or harm.rule.has("kills")
        return people or not any(t.dep == "conj" for t in between[:1])
    if h in sentence.ancestors(a):
        return True
    verb_a = clause_of(sentence, a) or (a if a.pos == "VERB" else governor(sentence, a))
    verb_h = h if h.pos == "VERB" else governor(sentence, h)
    if verb_a is None or verb_h is None:
        return False
    if verb_a.index == verb_h.index:
        return True
    first, last = sorted((a.index, h.index))
    gap = sentence.tokens[first + 1 : last]
    joined = len(gap) <= 6 and any(t.lower in WORDS["folding.linked"] for t in gap[:2])
    if joined and not any(t.pos == "VERB" or t.text in (",", ";") for t in gap):
        return True
    if harm.type == "damage":
        return sentence.head(verb_h).index == verb_a.index and verb_h.dep in ("advcl", "acl", "relcl")
    return verb_a in sentence.ancestors(verb_h) or verb_h in sentence.ancestors(verb_a)

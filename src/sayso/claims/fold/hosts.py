"""Hosts: the attack of a sentence that did a harm told in it, on whose claim the harm goes."""

from __future__ import annotations

from sayso.claims.bind.answers import clause_of, is_of_answer
from sayso.claims.bind.harm import places_itself
from sayso.claims.bind.saying import same_sources
from sayso.claims.fold.apart import (
    came_before,
    counted_from,
    died_later,
    done_on_other_days,
    follows,
    fought_back,
    looks_back,
    runs_since,
    struck_back,
    sums_up,
)
from sayso.claims.naming import names_of
from sayso.claims.records import Draft
from sayso.grammar.frames import governor
from sayso.lang import lexicon
from sayso.model.geo import FINENESS, holds, kilometres
from sayso.rules.ontology import types_with

__all__ = ["host_of", "same_place"]

WORDS = lexicon("claims")
_UNREST = types_with("unrest")
_TOWN = 15
"""How far out a town reaches, in kilometres."""


def host_of(harm: Draft, attacks: list[Draft]) -> Draft | None:
    """The attack in the same sentence, by the same source, that did the harm."""
    options = [
        a for a in attacks if a is not harm and _one_voice(a, harm) and _status_fits(a, harm) and _linked(a, harm)
        and not is_of_answer(a.sentence, a.trigger, harm.trigger) and not follows(a, harm)
        and not (counted_from(a, harm) or counted_from(harm, a) or struck_back(harm, a) or looks_back(a, harm))
        and not (fought_back(a, harm) or came_before(harm, a) or died_later(harm, a) or runs_since(harm, a))
        and not (_of_others(a, harm) or done_on_other_days(a, harm) or sums_up(harm, a))
    ]  # fmt: skip
    if places_itself(harm):
        fitting = [a for a in options if not a.place_given or same_place(a, harm) or _lies_in(a, harm)]
        options = fitting or ([] if any(a.place_given for a in options) else options)
    return min(options, key=lambda a: abs(a.trigger.index - harm.trigger.index), default=None)


def _of_others(unrest: Draft, harm: Draft) -> bool:
    """ "Police killed two people in the riots": who did it is told, and are none of those who riot."""
    return unrest.type in _UNREST and bool(harm.actors) and names_of(harm.actors).isdisjoint(names_of(unrest.actors))


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


def same_place(one: Draft, other: Draft) -> bool:
    """Whether two drafts have a place of one name."""
    return bool(one.place and other.place and one.place.place.name == other.place.place.name)


def _lies_in(attack: Draft, harm: Draft) -> bool:
    """ "In Baghdad, a man was killed by a bomb in the suburb of Zafaraniyah": an attack in the town, or the province,
    of its toll."""
    if attack.place is None or harm.place is None:
        return False
    one, town = attack.place.place, harm.place.place
    if FINENESS[one.grain] < FINENESS[town.grain] and town.grain != "point" and town.admin1:
        return holds(town, one)
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
        return not (attack.rule.has("scene") and a.dep == "relcl")  # "the front, which fights for a state, killed nine"
    verb_a = clause_of(sentence, a) or (a if a.pos == "VERB" else governor(sentence, a))
    verb_h = h if h.pos == "VERB" else governor(sentence, h)
    if verb_a is None or verb_h is None:
        return False
    if verb_a.index == verb_h.index:
        return True
    if harm.type == "damage":
        return sentence.head(verb_h).index == verb_a.index and verb_h.dep in ("advcl", "acl", "relcl")
    return verb_a in sentence.ancestors(verb_h) or verb_h in sentence.ancestors(verb_a)

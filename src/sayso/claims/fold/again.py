"""Again: what only names an event that the same sentence tells, what was undone, and which event takes in others."""

from __future__ import annotations

from sayso.claims.bind.answers import clause_of, is_of_answer
from sayso.claims.bind.harm import places_itself
from sayso.claims.bind.means import ATTACKS
from sayso.claims.bind.saying import same_sources
from sayso.claims.fold.absorbing import absorb
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
from sayso.grammar.frames import NOMINAL, governor
from sayso.lang import lexicon
from sayso.model import Token
from sayso.model.geo import FINENESS, holds, kilometres
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")

HOSTS = types_with("host")
"""The types on whose own claim a toll or damage goes."""


def without_victims(drafts: list[Draft]) -> list[Draft]:
    """Leave out the hurt where a verb tells what became of them: "two victims died", "four of them died in hospital",
    "the wounded were flown out"."""
    dying = [d for d in drafts if d.rule.has("dies")]
    dead = {t.index for d in dying for t in _about(d)}
    moved = {t.index for d in drafts if d.type == "evacuation" for t in _about(d)}
    for one in (d for d in drafts if d.type == "casualties" and (d.trigger.dep in NOMINAL or d.rule.has("in-care"))):
        there = one.rule.has("in-care") and any(one.trigger.head == d.trigger.index for d in dying)
        if there or one.trigger.index in dead or (one.trigger.index in moved and not one.figures):
            one.drop("the verb tells what became of them")
    return [c for c in drafts if not c.dropped]


def _about(draft: Draft) -> list[Token]:
    return [*draft.frame.subjects, *draft.frame.objects]


def without_renaming(drafts: list[Draft]) -> list[Draft]:
    """Leave out what only names again: a harm's cause in passing, an attack's blasts, "the attack began when …"."""
    attacks = [c for c in drafts if c.type in HOSTS or c.type == "advance"]
    for one in attacks:
        others = [c for c in attacks if c is not one and not c.dropped and one.trigger not in c.frame.subjects]
        if one.rule.has("explodes") and one.trigger.pos != "VERB" and not one.figures:
            if any(not (c.rule.has("explodes") or c.rule.has("names-attack")) for c in others):
                one.drop("a blast of an attack that the sentence tells")
        elif one.rule.has("names-attack") and one.trigger.dep == "nsubj":
            below = {t.index for t in one.sentence.subtree(one.sentence.head(one.trigger))}
            begun = one.sentence.head(one.trigger).lemma in WORDS["again.beginning"]
            if begun and any(c.trigger.index in below and c.trigger.pos == "VERB" for c in others):
                one.drop("named as what the sentence tells in full")
        elif _is_cause(one) and any(c.type in ("casualties", "disruption") for c in drafts):
            one.drop("the cause of a harm, in passing")
    for one in drafts:
        if one.rule.has("crowd"):  # "protesters stormed the parliament": the verb tells what they did
            doing = (c for c in drafts if c.trigger.pos == "VERB" and c.type in ("protest", "riot", "damage"))
            done_to = (c for c in drafts if c.type in ATTACKS or c.type in ("casualties", "arrest"))
            told = [t for c in doing for t in c.frame.subjects]
            told += [t for c in done_to for t in (*c.frame.objects, *(o for _, o in c.frame.obliques))]
            if any(t.index == one.trigger.index for t in told):
                one.drop("the verb tells what the crowd did")
    return [c for c in drafts if not c.dropped]


def _is_cause(draft: Draft) -> bool:
    return draft.rule.has("cause") and draft.trigger.dep == "advcl" and not (draft.actors or draft.place_given)


_PLANS, _PLOTS = WORDS["folding.plans"], WORDS["folding.plots"]
_ARMED = types_with("armed") | {"abduction", "damage"}
_UNDOING = frozenset({"violation", "reject"})


def without_undone(drafts: list[Draft]) -> list[Draft]:
    """The drafts of a sentence without what its verbs tell as foiled, broken or refused."""
    for verb in drafts:
        if verb.type == "repel":
            _foil(verb, drafts)
        elif verb.type in _UNDOING:
            frame = verb.frame
            told = {t.index for t in (*frame.subjects, *frame.objects, *(t for _, t in frame.obliques))}
            for deal in drafts:
                if deal.type == "agree" and deal.trigger.index in told:
                    deal.drop("broken or refused, and not made")
    return [draft for draft in drafts if not draft.dropped]


def _foil(verb: Draft, drafts: list[Draft]) -> None:
    """ "Uncovered a plan to bomb a church": what was planned is told as foiled; other plans are none of war."""
    plans = [t for t in verb.frame.objects if t.lemma in _PLANS]
    above = {(t.index, dep) for t in plans for dep in ("acl", "relcl")}
    above |= {(verb.trigger.index, "xcomp")} if plans else set()  # the parser may hang "to bomb" on the verb
    meant = [d for d in drafts if (d.trigger.head, d.trigger.dep) in above and d.type in _ARMED]
    for draft in meant:
        draft.decide("the day of what did not come about", time=None, time_given=False)
        absorb(verb, draft)
        draft.drop("planned, and foiled")
    if plans and not meant and not any(t.lemma in _PLOTS for t in plans):
        verb.drop("a plan of no violence")


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
    of its toll, which may stand right behind it ("in Zafaraniyah, Baghdad")."""
    if attack.place is None or harm.place is None:
        return False
    between = [t for t in attack.sentence.tokens if attack.place.end <= t.start < harm.place.start]
    if between and all(t.pos in ("PROPN", "PUNCT", "ADP") for t in between):
        return True
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

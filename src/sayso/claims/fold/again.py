"""Again: what only names an event that the same sentence tells."""

from __future__ import annotations

from sayso.claims.bind.means import ATTACKS
from sayso.claims.fold.absorbing import absorb
from sayso.claims.records import Draft
from sayso.grammar.frames import NOMINAL
from sayso.lang import lexicon
from sayso.model import Token
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")
_TAKING = frozenset({"abduction", "arrest"})

HOSTS = types_with("host")
"""The types on whose own claim a toll or damage goes."""


def without_victims(drafts: list[Draft]) -> list[Draft]:
    """Leave out the hurt where a verb tells what became of them: "two victims died", "four of them died in hospital",
    "the wounded were flown out"."""
    dying = [d for d in drafts if d.rule.has("dies")]
    dead = {t.index for d in dying for t in _about(d)}
    moved = {t.index for d in drafts if d.type == "evacuation" for t in _about(d)}
    for one in (d for d in drafts if d.type == "casualties" and (d.trigger.dep in NOMINAL or d.rule.has("in-care"))):
        own = any(t.pos != "PRON" for t in one.sentence.children(one.trigger, "nsubj", "nsubjpass"))
        there = one.rule.has("in-care") and not own and any(one.trigger.head == d.trigger.index for d in dying)
        if there or one.trigger.index in dead or (one.trigger.index in moved and not one.figures):
            one.drop("the verb tells what became of them")
    return [c for c in drafts if not c.dropped]


def _about(draft: Draft) -> list[Token]:
    return [*draft.frame.subjects, *draft.frame.objects]


def without_taken_again(drafts: list[Draft]) -> list[Draft]:
    """Leave out what goes on with a taking: "was arrested and taken away", "were taken away and not seen since"."""
    for again in (d for d in drafts if d.type == "abduction" and d.trigger.dep == "conj"):
        for taking in (d for d in drafts if d.type in _TAKING and d.trigger.index == again.trigger.head):
            if {r.start for r in again.targets} == {r.start for r in taking.targets}:
                absorb(taking, again)
                again.drop("told with the taking")
    return [c for c in drafts if not c.dropped]


def without_moved(drafts: list[Draft]) -> list[Draft]:
    """ "Evacuated 30 wounded people": who was moved, and no toll beside it."""
    moved = [who for c in drafts if c.type == "evacuation" for who in (*c.targets, *c.figures)]
    for harm in (c for c in drafts if c.type == "casualties"):
        counted = {f.start for f in harm.figures} & {who.start for who in moved}  # "evacuated 30 wounded"
        if (counted and harm.trigger.dep == "acl") or any(who.start <= harm.trigger.start < who.end for who in moved):
            harm.drop("only says who was moved")
    return [c for c in drafts if not c.dropped]


def without_raids(drafts: list[Draft]) -> list[Draft]:
    """Leave out the raid in which somebody was held: "detained seven men in overnight raids"."""
    holding = {d.trigger.index: d for d in drafts if d.type == "arrest"}
    for raid in (d for d in drafts if d.rule.has("names-attack") and d.trigger.lemma in WORDS["again.raids"]):
        led = raid.sentence.head(raid.trigger)
        if led.lower in WORDS["folding.within"] and led.head in holding and not raid.figures:
            absorb(holding[led.head], raid)
            raid.drop("told with whom it held")
    return [c for c in drafts if not c.dropped]


def without_renaming(drafts: list[Draft]) -> list[Draft]:
    """Leave out what only names again: an attack's blasts, "the attack began when …"."""
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
    for one in drafts:
        if one.rule.has("crowd"):  # "protesters stormed the parliament": the verb tells what they did
            doing = (c for c in drafts if c.trigger.pos == "VERB" and c.type in ("protest", "riot", "damage"))
            done_to = (c for c in drafts if c.type in ATTACKS or c.type in ("casualties", "arrest"))
            told = [t for c in doing for t in c.frame.subjects]
            told += [t for c in done_to for t in (*c.frame.objects, *(o for _, o in c.frame.obliques))]
            if any(t.index == one.trigger.index for t in told):
                one.drop("the verb tells what the crowd did")
    return [c for c in drafts if not c.dropped]


def told_anew(host: Draft, toll: Draft) -> bool:
    """ "Said that 12 died in the blast, but later lowered the toll to seven": not both are the toll of the blast."""
    told = {(f.measure, f.unit) for f in host.figures} if host.harms and toll.rule.has("toll") else ()
    return any((f.measure, f.unit) in told for f in toll.figures)

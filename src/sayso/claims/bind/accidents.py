"""Accidents: violence in words that is the doing of a storm, a beast, a camera or a computer, and of no side."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.phrases import of_which
from sayso.lang import lexicon
from sayso.model import Sentence, Token
from sayso.rules.ontology import types_with

__all__ = ["is_accident"]

WORDS = lexicon("claims")
_CAUSES = WORDS["means.causes"]
_BEASTS, _LIVESTOCK = WORDS["means.beasts"], WORDS["means.livestock"]
_CYBER, _CAMERA = WORDS["means.cyber"], WORDS["means.camera"]
_PICTURES, _SHOOTING = WORDS["means.pictures"], WORDS["means.shooting"]
_CRASHING = lexicon("grammar")["verbs.crashing"]
_VIOLENT = types_with("armed") | {"riot", "threaten"}


def is_accident(draft: Draft, evidence: Evidence) -> bool:
    """Whether violence is the doing of a storm, a fire, a vehicle, a beast or a gas leak, and of nobody who is armed;
    or is done to a beast, but livestock by a force, or to the doer's own family."""
    sentence, frame = draft.sentence, draft.frame
    subjects = () if draft.rule.has("suffered") else frame.subjects  # "a bus came under attack"
    doers = [*subjects, *_brought_about(draft), *_told_after(draft)]
    if draft.type in _VIOLENT and _takes_up_storm(doers, sentence, evidence):
        return True
    if _within_family(draft, doers, evidence):
        return True
    wild = not any(t.lemma in _LIVESTOCK for t in frame.objects) or not any(evidence.is_force(t) for t in doers)
    if draft.type in _VIOLENT | {"casualties"} and wild and _are_beasts(sentence, frame.objects):
        return True
    if draft.type not in _VIOLENT or _are_beasts(sentence, doers):
        return draft.type in _VIOLENT
    if any(t.lemma in _CYBER for t in sentence.children(draft.trigger, "compound", "amod")):
        return True
    if any(evidence.is_of_weapon(t) for t in sentence.tokens):
        return False
    over = sentence.head(draft.trigger)
    crashed = [draft.trigger, over, *sentence.children(draft.trigger, "conj"), *sentence.children(over, "acl")]
    crashed += [t for p in sentence.children(draft.trigger, "prep") for t in sentence.children(p, "pcomp")]
    crashed += [t for doer in doers for t in sentence.children(doer, "relcl", "acl")]
    if draft.rule.has("explodes") and any(t.lemma in _CRASHING for t in crashed):
        return True  # "a tanker overturned and exploded", "exploded after overturning"
    filmed = any(t.lemma in _CAMERA for t in doers) or any(t.lemma in _PICTURES for t in frame.objects)
    if filmed and draft.trigger.lemma in _SHOOTING:
        return True  # "a photographer shot 40 sailors", "they shot a film"
    return _is_of_nature(draft, doers, evidence)


def _takes_up_storm(doers: Sequence[Token], sentence: Sentence, evidence: Evidence) -> bool:
    """ "A typhoon hit Bicol on Sunday. It later struck Quezon": whether "it" is what the sentence before is about."""
    if not sentence.index or not any(t.lower in WORDS["means.it"] and not evidence.actor(t) for t in doers):
        return False
    before = evidence.reading.sentences[sentence.index - 1]
    about = (t for t in before.tokens if t.dep == "nsubj" and before.head(t).dep in ("ROOT", "ccomp"))
    around = [t for one in about for t in (one, *before.children(one, "compound"))]
    return any({t.lemma, t.lower} & _CAUSES - WORDS["means.driven"] for t in around)


def _is_of_nature(draft: Draft, doers: Sequence[Token], evidence: Evidence) -> bool:
    """Whether a storm, a fire, a leak or something that bursts by itself did it, and nobody beside it."""
    sentence = draft.sentence
    if any(t.lower in _CAUSES for s in doers for t in sentence.children(s, "amod" if s.pos == "NOUN" else "compound")):
        return True  # "Typhoon Maring", "a cold front"
    near = [t for s in doers for t in (s, *sentence.children(s))]
    if any(evidence.actor(t) for t in near) or any(evidence.is_force(t) for t in near if t not in doers):
        return False  # "rebel fire killed a man"
    around = [t for s in doers for t in (s, *sentence.children(s, "compound", "nmod"))]
    words = {form for t in around for form in (t.lemma, t.lower)}
    words |= {t.lower.removesuffix("s") for t in doers if t.pos == "PROPN"}  # "Landslides" at the head of a sentence
    if draft.rule.when and not draft.rule.by_means:
        return bool(words & _CAUSES - WORDS["means.driven"])
    burst = words | {t.lemma for t in sentence.children(draft.trigger, "compound", "amod", "nmod")}
    within = [p for p in sentence.children(draft.trigger, "prep") if p.lower in WORDS["means.within"]]
    burst |= {t.lemma for p in within for t in sentence.subtree(p)}  # "an explosion at a gas depot"
    words |= {t.lemma for s in doers for p in sentence.children(s, "prep") for t in sentence.subtree(p)}
    bursts = draft.rule.has("explodes") or not draft.rule.when  # what no rule tells: "a dam burst"
    return bool(words & _CAUSES) or (bursts and bool(burst & WORDS["means.bursting"]))


def _within_family(draft: Draft, doers: Sequence[Token], evidence: Evidence) -> bool:
    """ "A man stabbed his wife": no war, unless he is a fighter."""
    harmed = draft.frame.objects
    poss = [p for t in harmed[:1] for p in draft.sentence.children(t, "poss") if p.tag == "PRP$"]
    own = bool(poss) and poss[0].lower not in WORDS["violence.ours"]  # "they killed my husband"
    kin = own and draft.rule.actor != "none" and all(t.lemma in WORDS["violence.family"] for t in harmed)
    armed = any(evidence.is_force(t) or evidence.is_state(t) or evidence.is_of_weapon(t) for t in doers)
    people = any(t.pos in ("PRON", "PROPN") or evidence.is_person(t) for t in doers)  # not "shelling hurt her son"
    return kin and people and not armed


def _brought_about(draft: Draft) -> list[Token]:
    """Who or what a noun of event is the work of: "grain dust caused the blast"."""
    verb = draft.sentence.head(draft.trigger)
    caused = draft.trigger.dep in ("dobj", "nsubjpass") and verb.lemma in WORDS["means.causing"]
    return list(draft.sentence.children(verb, "nsubj")) if caused else []


def _told_after(draft: Draft) -> list[Token]:
    """Who did it, behind a verb that is joined to this one: "was struck and killed by a bolt"."""
    sentence = draft.sentence
    agents = (by for verb in sentence.children(draft.trigger, "conj") for by in sentence.children(verb, "agent"))
    return [one for by in agents for one in sentence.children(by, "pobj")]


def _are_beasts(sentence: Sentence, some: Sequence[Token]) -> bool:
    """Whether all of these are animals: "a tiger", "a swarm of bees", not the Tigers."""
    kinds = [(t, *of_which(sentence, t)) for t in some]
    return bool(some) and all(any(_is_beast(t) for t in kind) for kind in kinds)


def _is_beast(token: Token) -> bool:
    named = token.text[:1].isupper() and token.index > 0
    return token.pos == "NOUN" and token.lemma in _BEASTS and not named

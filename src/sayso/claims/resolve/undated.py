"""Undated: what is told without a day of its own, and takes none from the report."""

from __future__ import annotations

from sayso.claims.bind.answers import repaid_by
from sayso.claims.bind.aside import is_aside, is_unearthed
from sayso.claims.bind.enclosed import struck_before
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.clauses import is_infinitive
from sayso.grammar.tenses import HAVE, PRESENT, is_helped
from sayso.grammar.words import FINITE
from sayso.lang import lexicon

WORDS = lexicon("claims")
_VAGUE, _USUAL = WORDS["timeline.vague"], WORDS["timeline.usual"]
_ALLEGING = WORDS["blame.alleging"]
_IN = lexicon("grammar")["prepositions.in"]


def _is_timeless(draft: Draft) -> bool:
    """ "have carried out raids", "tried to storm": what is told without a day of its own, and what is only an aim."""
    if draft.trigger.tag == "VB":
        return is_infinitive(draft.sentence, draft.trigger)
    verb = draft.frame.verb
    if draft.trigger.pos != "NOUN" or verb is None:
        return False
    return is_helped(draft.sentence, verb, HAVE, PRESENT)


def is_of_another(draft: Draft) -> bool:
    """ "Meanwhile, …", "elsewhere in the north, …", "in a separate incident, …": of another event than the one told
    before."""
    tokens = draft.sentence.tokens
    apart = [t.lower for t in tokens[1:3] if tokens[t.head].lemma in WORDS["timeline.incidents"]]
    return any(t.lower in WORDS["timeline.another"] for t in tokens[:2]) or (
        tokens[0].lower in _IN and not WORDS["references.apart"].isdisjoint(apart)
    )


def is_elsewhere(draft: Draft) -> bool:
    """ "Elsewhere, …": at another place than the one told before."""
    return is_of_another(draft) and any(t.lower in WORDS["setting.elsewhere"] for t in draft.sentence.tokens[:2])


def _is_background(draft: Draft) -> bool:
    """ "recent raids", "they usually ambush", "it follows an attack": of other days than those that are told."""
    sentence, trigger, verb = draft.sentence, draft.trigger, draft.frame.verb
    if draft.type != "casualties" and any(t.lower in _VAGUE for t in sentence.children(trigger, "amod")):
        return True
    above = sentence.head(trigger)
    if trigger.dep == "dobj" and above.lemma in WORDS["timeline.following"] and above.tag in FINITE:
        return True
    return any(t.lower in _USUAL for t in sentence.children(verb or trigger, "advmod"))


def _is_earlier(draft: Draft) -> bool:
    """ "A raid in revenge for the killing of a guard", "hit the same hotel where a bomb killed 11": of another day."""
    return bool(repaid_by(draft.sentence, draft.trigger) or struck_before(draft.sentence, draft.trigger))


def is_standing(draft: Draft) -> bool:
    """ "Rights groups accuse the army of razing villages": held against somebody at all times, of no day or town told.

    Said so in the present or perfect, of many and nobody in particular.
    """
    sentence, trigger = draft.sentence, draft.trigger
    verb = next((t for t in sentence.ancestors(trigger) if t.lemma in _ALLEGING and t.pos == "VERB"), None)
    if verb is None or draft.figures or verb.index > trigger.index:
        return False
    having = is_helped(sentence, verb, HAVE, PRESENT)
    told = [trigger] if trigger.tag.startswith("NN") else draft.frame.objects
    many = all(t.tag == "NNS" and not sentence.children(t, "det", "nummod", "poss") for t in told)
    return (having or verb.tag in PRESENT) and bool(told) and many


UNDATED = (is_of_another, _is_timeless, _is_background, _is_earlier, is_unearthed, is_aside, is_standing)
"""The tests of which one is enough for an event to have no day but one that its own sentence gives."""


def tells_who(draft: Draft, evidence: Evidence) -> bool:
    """Whether it only says who somebody is of whom something else is told: "the charity, which moved 30 last week"."""
    clause = next((t for t in (draft.trigger, *draft.sentence.ancestors(draft.trigger)) if t.dep == "relcl"), None)
    head = draft.sentence.head(clause) if clause else None
    return head is not None and head.pos == "PROPN" and head.dep == "nsubj" and evidence.place(head) is None

"""Counting: whether a figure counts this event, runs on from a beginning, or tells how many are in a state now.

A total says so: a toll that something brings to a number, a "since" or "so far" on the verb, a time that runs from a
beginning. A stock is a state told in the present: "are displaced", "are being held", "remain missing".
"""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.bind.extent import is_counted_up
from sayso.claims.bind.tolls import is_total
from sayso.claims.records import Draft
from sayso.grammar.words import is_verb
from sayso.lang import lexicon
from sayso.model import Counting, Figure, Measure, Sentence, Token

WORDS = lexicon("claims")
_SO_FAR = WORDS["counting.so_far"]
_STAYING = WORDS["counting.staying"]
_BEING = WORDS["counting.being"]
_RUNNING: frozenset[Measure] = frozenset(
    {"killed", "injured", "casualties", "missing", "captured", "displaced", "evacuated", "returned", "destroyed",
     "damaged", "intercepted", "launched"}
)  # fmt: skip
_STATES: frozenset[Measure] = frozenset({"captured", "displaced", "missing", "affected", "deployed"})
_PRESENT = frozenset({"VBP", "VBZ"})


def settle_counting(draft: Draft) -> None:
    """Say of each figure what it counts."""
    figures = tuple(replace(f, counting=_counting(f, draft)) for f in draft.figures)
    draft.decide("what the figures count", figures=figures)


def _counting(figure: Figure, draft: Draft) -> Counting:
    if figure.measure in _RUNNING and (is_total(figure, draft) or _runs_on(draft)):
        return "total"
    return "stock" if figure.measure in _STATES and _is_state(draft) else "new"


def _runs_on(draft: Draft) -> bool:
    """Whether it is counted up, its time runs from a beginning, or a word beside the number says "so far"."""
    if not draft.time_given and is_counted_up(draft):
        return True
    if draft.time is not None and draft.time.mention.sense in ("since", "so-far"):
        return True
    verb = draft.frame.verb
    around = [t for word in (draft.trigger, *([verb] if verb else ())) for t in draft.sentence.children(word)]
    return any(t.lower in _SO_FAR for t in around)


def _is_state(draft: Draft) -> bool:
    """ "are displaced", "is being held", "remain missing": told as lasting, by a verb in the present."""
    sentence, trigger = draft.sentence, draft.trigger
    if not is_verb(trigger):
        head = sentence.head(trigger)
        return trigger.pos == "ADJ" and head.tag in _PRESENT and head.lemma in _STAYING
    if trigger.tag != "VBN":
        return False
    helping = sentence.children(trigger, "aux", "auxpass")
    if not helping:
        head = sentence.head(trigger)
        return head.tag in _PRESENT and head.lemma in _STAYING
    return _is_present(helping) and not _is_done(sentence, trigger)


def _is_present(helping: tuple[Token, ...]) -> bool:
    return helping[0].tag in _PRESENT and helping[0].lemma in _BEING


def _is_done(sentence: Sentence, verb: Token) -> bool:
    """ "were killed when": a clause of time tells that it happened."""
    return any(t.dep == "advcl" for t in sentence.children(verb))

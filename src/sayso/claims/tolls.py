"""Tolls: the number that a word of death or injury is said to have come to: "14 deaths", "the toll rose to 45"."""

from __future__ import annotations

from sayso.claims.candidates import Candidate
from sayso.claims.evidence import Evidence
from sayso.claims.people import PERSONS
from sayso.lang import lexicon
from sayso.model import CountMention, Figure

WORDS = lexicon("claims")
_ON_TRIGGER_WORDS = WORDS["tolls.on_trigger"]
_ON_TRIGGER_2_WORDS = WORDS["tolls.on_trigger_2"]
_IS_TOTAL_WORDS = WORDS["tolls.is_total"]
_TOTALS_WORDS = WORDS["tolls.totals"]
_ON_TRIGGER_3_WORDS = WORDS["tolls.on_trigger_3"]

_SIZES = WORDS["tolls.sizes"]
_RAISING = WORDS["tolls.raising"]
_TOLLS = WORDS["tolls.tolls"]
_FAR = 25


def on_trigger(candidate: Candidate, evidence: Evidence) -> list[CountMention]:
    """Counts on a trigger noun: "14 deaths", "a death toll of 45", "the toll rose to 45", "20 dead"."""
    sentence, trigger = candidate.sentence, candidate.trigger
    found: list[CountMention] = []
    near = [trigger, *candidate.words, *sentence.children(trigger, "nummod", "amod", "nmod", "compound", "appos")]
    if trigger.dep == "pobj" and sentence.head(trigger).lower == "of":
        near.append(sentence.head(sentence.head(trigger)))  # "six of the dead were women"
    for prep, token in candidate.frame.obliques:
        if prep in _ON_TRIGGER_WORDS:
            near.append(token)
    verb = candidate.frame.verb
    if verb and verb.lemma in _ON_TRIGGER_2_WORDS:
        for child in sentence.children(verb, "prep"):
            near += sentence.children(child, "pobj") if child.lemma in _IS_TOTAL_WORDS else ()
    if verb and verb.lemma in _SIZES and trigger.pos in ("NOUN", "PROPN"):
        for child in sentence.children(verb, "prep", "attr", "dobj", "acomp"):
            near += [child, *sentence.children(child, "pobj")] if child.lemma not in _ON_TRIGGER_3_WORDS else []
    if trigger.pos == "ADJ" and trigger.dep in ("amod", "acomp", "attr", "oprd", "conj", "ccomp", "dep"):
        near += [sentence.head(trigger)] if trigger.dep == "amod" else []
    previous = sentence.tokens[trigger.index - 1] if trigger.index else None
    if previous is not None and not (trigger.pos == "VERB" and previous.pos == "NOUN"):
        near.append(previous)
    for token in near:
        count = evidence.count(token)
        if count and count not in found:
            found.append(count)
    return found or (_totals(candidate, evidence) if candidate.rule.id == "toll" else [])


def _totals(candidate: Candidate, evidence: Evidence) -> list[CountMention]:
    """The count that a toll is said to have come to, wherever the parser hangs it: "... was revised to 38"."""
    tokens = candidate.sentence.tokens
    counts = [c for c in evidence.counts_in.get(candidate.sentence.index, ()) if c.unit is None or c.unit in PERSONS]
    by_start = {c.start: c for c in counts}
    for token in tokens[candidate.trigger.index + 1 :]:
        if token.text in (";", ":"):
            break
        count = by_start.get(token.start)
        if count and token.index and tokens[token.index - 1].lower in _TOTALS_WORDS:
            return [count]
    return []


def settle_totals(candidate: Candidate, evidence: Evidence) -> None:
    """Leave out who is only added to a total: "one more died, bringing the toll to 12" states 12."""
    totals = [f for f in candidate.figures if _is_total(f, candidate, evidence)]
    if not totals:
        return
    added = {
        f.start for f in candidate.figures for t in totals
        if f is not t and f.measure == t.measure and (f.low or f.high or 0) < (t.low or t.high or 0)
        and f.start < t.start and evidence.reading.sentence_at(f.start) is candidate.sentence
    }  # fmt: skip
    candidate.figures = tuple(f for f in candidate.figures if f.start not in added)


def _is_total(figure: Figure, candidate: Candidate, evidence: Evidence) -> bool:
    """Whether a figure is what a toll came to: "raising the death toll to three"."""
    before = [t for t in candidate.sentence.tokens if t.end <= figure.start]
    if len(before) < 2 or before[-1].lower not in _IS_TOTAL_WORDS:
        return False
    raising = next((t.index for t in reversed(before[-_FAR:]) if t.lemma in _RAISING and t.pos == "VERB"), None)
    if raising is None:
        return False
    return any(t.lemma in _TOLLS for t in candidate.sentence.tokens[raising:])


def after_colon(candidate: Candidate, evidence: Evidence) -> list[CountMention]:
    """ "Killed: 17" in a list of losses."""
    tokens, place = candidate.sentence.tokens, candidate.trigger.index
    if place + 2 >= len(tokens) or tokens[place + 1].text != ":":
        return []
    count = evidence.count(tokens[place + 2])
    return [count] if count else []

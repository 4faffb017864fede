"""Tolls: the number that a word of death or injury is said to have come to: "14 deaths", "the toll rose to 45"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.chains import chain_of
from sayso.grammar.words import OF
from sayso.lang import lexicon
from sayso.model import PERSONS, CountMention, Span, Token

WORDS = lexicon("claims")

_CAME_TO = WORDS["tolls.is_total"]
_RAISING = WORDS["tolls.raising"]
_TOLLS = WORDS["tolls.tolls"]
_FAR = 25
_APOSTROPHES = frozenset({"'", "\u2019", "'s", "\u2019s"})
_NUMBERS = lexicon("counts")["tolls.totalled"]


def on_trigger(draft: Draft, evidence: Evidence) -> list[CountMention]:
    """Counts on a trigger noun: "14 deaths", "a death toll of 45", "the toll rose to 45", "20 dead"."""
    sentence, trigger = draft.sentence, draft.trigger
    found: list[CountMention] = []
    previous = sentence.tokens[trigger.index - 1] if trigger.index else None
    if trigger.pos == "ADJ" and previous is not None and (own := evidence.count(previous)):
        return [own]  # "put its losses at 23, among them six dead"
    near = [trigger, *draft.words, *sentence.children(trigger, "nummod", "amod", "nmod", "compound", "appos")]
    if trigger.dep == "pobj" and sentence.head(trigger).lower in OF:
        near.append(sentence.head(sentence.head(trigger)))  # "six of the dead were women"
    verb, other = draft.frame.verb, _tells_of_toll(draft)
    led = [(sentence.head(t), t) for p, t in draft.frame.obliques if p in (OF if other else WORDS["tolls.coming_to"])]
    if other or draft.rule.measure.get("trigger") == "launched":
        verb = None  # "a raid's toll reached 20"
    sizes = verb is not None and verb.lemma in WORDS["tolls.sizes"] and trigger.pos in ("NOUN", "PROPN")
    for child in sentence.children(verb, "prep") if verb and (sizes or verb.lemma in WORDS["tolls.setting"]) else ():
        if child.lemma in _CAME_TO or (sizes and child.lemma not in WORDS["tolls.starting"]):
            led += [(child, t) for t in sentence.children(child, "pobj")]
    near += _nearest(draft, led)
    near += sentence.children(verb, "attr", "dobj", "acomp") if verb and sizes else ()
    if draft.rule.has("bare-count") and trigger.pos in ("AUX", "VERB"):  # "the figure is 54"
        behind = [n for p in sentence.children(trigger, "prep") for n in sentence.children(p, "pobj")]
        of = [t for t in draft.words if t.pos == "NOUN" and sentence.children(t, "prep")]
        near += [] if of else [*sentence.children(trigger, "attr", "acomp", "dobj"), *behind]
    if trigger.pos == "ADJ" and trigger.dep in ("amod", "acomp", "attr", "oprd", "conj", "ccomp", "dep"):
        near += [sentence.head(trigger)] if trigger.dep == "amod" else []
    if previous is not None and not (trigger.pos == "VERB" and previous.pos == "NOUN"):
        near.append(previous)
    for token in near:
        count = evidence.count(token)
        raised = count is not None and token.index > trigger.index and is_total(count, draft)
        if count and count not in found and (draft.rule.has("toll") or not raised):
            found.append(count)
    if not draft.rule.has("toll"):
        return found
    return [c for c in found if not c.by_article or c.unit in PERSONS] or _totals(draft, evidence)


def _nearest(draft: Draft, led: Sequence[tuple[Token, Token]]) -> list[Token]:
    """What stands behind prepositions; of several alike the first behind the trigger: "the dead at 9 and the wounded at
    20"; not in "its own dead at 9 and the rebels' at 20"."""
    chosen: dict[str, Token] = {}
    numbers = [t.index for t in draft.sentence.tokens[: draft.trigger.index + 1] if t.lemma in _NUMBERS]
    led = [(prep, t) for prep, t in led if not any(n < prep.index for n in numbers[:1]) or prep.index > numbers[-1]]
    for prep, _ in led:
        chosen.setdefault(prep.lower, prep)
    firsts = {t.index for t in chosen.values()}
    owned = {t.index + 1 for t in draft.sentence.tokens if t.text in _APOSTROPHES}
    return [t for prep, t in led if prep.index in firsts | owned or prep.pos != "ADP"]


def _tells_of_toll(draft: Draft) -> bool:
    """Whether the verb tells of another toll: "their deaths bring the number to 20", "put the raid's toll at 9"."""
    verb = draft.frame.verb
    told = draft.sentence.children(verb, "dobj") if verb else ()
    return any(t.lemma in _TOLLS and t is not draft.trigger and t not in draft.words for t in told)


def is_forecast(draft: Draft, evidence: Evidence) -> bool:
    """ "The toll may rise": nobody knows more, and there is no claim; "to 20" says how far it may."""
    sentence = draft.sentence
    toll = next((t for t in sentence.ancestors(draft.trigger) if t.lemma in _TOLLS and t.pos == "NOUN"), None)
    chain = chain_of(sentence, toll or draft.trigger)
    likely = [t for over in chain for t in sentence.children(over, "acomp", "xcomp")]
    below = [*chain, *likely, *(t for word in likely for t in sentence.children(word, "xcomp"))]
    growing = next((t for t in below if t.lemma in WORDS["tolls.growing"]), None)
    told = draft.type == "casualties" or toll is not None
    if not told or growing is None or draft.status not in ("uncertain", "planned"):
        return False
    to = [t for t in sentence.children(growing, "prep") if t.lower in WORDS["tolls.up_to"]]
    return not any(evidence.count(t) for word in (growing, *to) for t in sentence.children(word))


def totalled(draft: Draft, sufferers: Iterable[Token], evidence: Evidence) -> list[CountMention]:
    """The count of "the number of houses hit has risen to 36", "raising to 9,000 the number of people displaced"."""
    sentence = draft.sentence
    for token in sufferers:
        of = sentence.head(token)
        if token.dep == "pobj" and of.lower in OF and sentence.head(of).lemma in _NUMBERS:
            verb = sentence.head(sentence.head(of))
            to = [p for p in sentence.children(verb, "prep") if p.index < of.index and p.lemma in _CAME_TO]
            led = (t for p in to for t in sentence.children(p))  # "raising to 13 the number of"
            told = (evidence.count(t) for t in (*sentence.children(verb, "attr"), *led))  # "the number of … was 13"
            return [c for c in told if c] or _totals(draft, evidence, bare=False)
    return []


def _totals(draft: Draft, evidence: Evidence, bare: bool = True) -> list[CountMention]:
    """The count that a toll is said to have come to, wherever the parser hangs it: "... was revised to 38".

    ``bare``: of persons or without a noun.
    """
    tokens = draft.sentence.tokens
    counts = evidence.counts_in.get(draft.sentence.index, ())
    by_start = {c.start: c for c in counts if not bare or c.unit is None or c.unit in PERSONS}
    for token in tokens[draft.trigger.index + 1 :]:
        if token.text in (";", ":"):
            break
        count = by_start.get(token.start)
        ranged = count is not None and None not in (count.low, count.high) and count.low != count.high
        if count and token.index and (ranged or tokens[token.index - 1].lower in WORDS["tolls.totals"]):
            return [count]
    return []


def after_colon(draft: Draft, evidence: Evidence) -> list[CountMention]:
    """ "Killed: 17" in a list of losses."""
    tokens, place = draft.sentence.tokens, draft.trigger.index
    colon = place + 2 < len(tokens) and tokens[place + 1].text == ":"
    return [count] if colon and (count := evidence.count(tokens[place + 2])) else []


def _is_overall(toll: Token, draft: Draft) -> bool:
    """ "The overall toll climbed to 31", "the total number of dead stood at 31"."""
    told = draft.sentence.children(toll, "amod", "compound")
    return toll.lemma in _TOLLS and any(t.lower in WORDS["tolls.overall"] for t in told)


def is_beside_sum(draft: Draft, path: Sequence[Token]) -> bool:
    """ "The deaths of 17 off Sfax take to 211 the number of the drowned": those of the sum were elsewhere as well.

    ``path``: from a place upwards.
    """
    raised = any(t.dep == "nsubj" and draft.sentence.head(t).lemma in _RAISING for t in path)
    return raised and any(is_total(figure, draft) for figure in draft.figures)


def is_total(figure: Span, draft: Draft) -> bool:
    """Whether a figure is what a toll came to: "raising the death toll to three"."""
    before = [t for t in draft.sentence.tokens if t.end <= figure.start]
    if len(before) < 2 or before[-1].lower not in _CAME_TO:
        return False
    raises = [t for t in before[-_FAR:] if (t.lemma in _RAISING and t.pos == "VERB") or _is_overall(t, draft)]
    raising = raises[-1].index if raises else None
    if raising is None:
        return False
    return any(t.lemma in _TOLLS for t in draft.sentence.tokens[raising:])

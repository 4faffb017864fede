"""Answers: a deed that answers another ("responded to the raid by shelling a market") has its own harm and place."""

from __future__ import annotations

from sayso.grammar.clauses import is_infinitive
from sayso.grammar.frames import governor
from sayso.grammar.words import is_verb
from sayso.lang import lexicon
from sayso.model import Sentence, Token

WORDS = lexicon("claims")
_VERBS = WORDS["answers.verbs"]
_TO = WORDS["answers.to"]
_BY = WORDS["answers.by"]
_REPAYING = WORDS["answers.repaying"]


def answered_by(sentence: Sentence, trigger: Token) -> Token | None:
    """The verb of answering whose clause names an attack only as what was answered, or None."""
    above = sentence.head(trigger)
    verb = sentence.head(above) if above.lower in _TO else above
    told = (trigger.dep == "pobj" and above.lower in _TO) or trigger.dep == "dobj"
    return verb if told and is_verb(verb) and verb.lemma in _VERBS else None


def is_of_answer(sentence: Sentence, trigger: Token, word: Token) -> bool:
    """Whether a word behind an attack that was answered belongs to the answer."""
    verb = answered_by(sentence, trigger)
    if verb is None or word.index < trigger.index:
        return False
    by = next((t for t in sentence.children(verb, "prep") if t.lower in _BY and t.index > trigger.index), None)
    return by is not None and word.index > by.index


def repaid_by(sentence: Sentence, trigger: Token) -> Token | None:
    """The word behind which an event stands as what was repaid: "retaliation for the killing", "to avenge it"."""
    below = trigger
    for above in sentence.ancestors(trigger):
        if above.lemma in _REPAYING and below.index > above.index and _repays(below):
            return above
        if _repays(below) and (word := _put_off(sentence, below)):
            return word
        below = above
    return None


def _put_off(sentence: Sentence, to: Token) -> Token | None:
    """The word of repaying parted from its "for" by who says so: "in revenge, they said, for the bombing"."""
    comma, said = sentence.tokens[to.index - 1], sentence.tokens[to.index - 2]
    first = sentence.subtree(said)[0].index if comma.text == "," and said.pos == "VERB" else 0
    return next((t for t in sentence.tokens[max(first - 2, 0) : first] if t.lemma in _REPAYING), None)


def is_repaying(sentence: Sentence, trigger: Token) -> bool:
    """ "Rebels shelled Bria to avenge a killing", "to retaliate": the aim of a deed, and no threat."""
    repays = trigger.lemma in _REPAYING or trigger.lemma in _VERBS
    return repays and trigger.dep == "advcl" and is_infinitive(sentence, trigger)


def is_of_other(sentence: Sentence, trigger: Token, start: int) -> bool:
    """Whether a place or time stands on the side of another event, which this one repays or which repaid this one.

    "A raid in Jos in revenge for a killing on Friday".
    """
    own = repaid_by(sentence, trigger)
    if own is not None:
        return start < own.start
    words = [t for t in sentence.tokens[trigger.index + 1 :] if t.lemma in _REPAYING]
    return any(below.start < start for word in words for below in sentence.children(word) if _repays(below))


def _repays(below: Token) -> bool:
    return below.lower in _TO or below.dep == "dobj"


def clause_of(sentence: Sentence, verb: Token) -> Token | None:
    """The verb above the one by which somebody answers: "retaliated" of "retaliated by shelling"."""
    above = sentence.head(verb)
    noun = above if above.pos != "ADP" and verb.dep == "amod" else None
    by = sentence.head(noun) if noun is not None else above
    answer = governor(sentence, by) if by.lower in _BY else None
    return answer if answer is not None and answer.lemma in _VERBS else None

"""Answering for a deed: who is blamed for what a noun names, accused of it, responsible for it, behind it.

Gives the word that says so and whom it says it of. Who takes responsibility is told by the verb above it, not who
denies it or has yet to take it; who is accused in the active is left to the accusation.
"""

from __future__ import annotations

from sayso.grammar.clauses import is_passive, subject_of, subjects, undergoers
from sayso.grammar.phrases import WORDS, after, is_nobody, members, series_of
from sayso.grammar.words import is_noun, is_verb
from sayso.model import Sentence, Token

__all__ = ["answering", "is_answered_for"]

_BLAMING, _STATES = WORDS["answering.blaming"], WORDS["answering.states"]
_SHARES, _OWNING = WORDS["answering.shares"], WORDS["answering.owning"]
_WORK, _OF = WORDS["answering.work"], WORDS["prepositions.of"]
_BEHIND, _BEING = WORDS["answering.behind"], WORDS["answering.being"]


def answering(sentence: Sentence, noun: Token) -> tuple[Token, list[Token]] | None:
    """The word by which somebody answers for what the noun names, and who does; None where nobody does."""
    noun = series_of(sentence, noun)
    before = sentence.head(noun)
    work = next((t for t in sentence.children(before, "attr") if t.lemma in _WORK), None)
    if work is not None and noun.dep == "nsubj" and before.lemma in _BEING:  # "the raid was the work of rebels"
        return (work, after(sentence, work, _OF)) if after(sentence, work, _OF) else None
    word = sentence.head(before)
    led = noun.dep == "pobj" and (before.lower in WORDS["answering.leading"] or before.lower in _BEHIND)
    holders = _holders(sentence, word, before) if led else []
    named = [_by_name(sentence, t) for t in holders if not is_nobody(sentence, t)]
    return (word, named) if named else None


def is_answered_for(sentence: Sentence, event: Token) -> bool:
    """Whether somebody answers for a noun, or for the noun whose relative clause this is: a doubt is of who it was."""
    return answering(sentence, sentence.head(event) if event.dep == "relcl" else event) is not None


def _by_name(sentence: Sentence, holder: Token) -> Token:
    """ "Karim Adan, a farmer accused of the raid": whoever is named before what they are."""
    above = sentence.head(holder)
    return above if holder.dep == "appos" and above.pos == "PROPN" else holder


def _holders(sentence: Sentence, word: Token, before: Token) -> list[Token]:
    """Of whom the word says it: who is blamed, is responsible, a suspect or behind it, or claims responsibility."""
    above = sentence.head(word)
    if before.lower in _BEHIND:
        return subjects(sentence, word) if word.lemma in _BEING else members(sentence, [word]) if is_noun(word) else []
    if is_verb(word):
        return undergoers(sentence, word) if word.lemma in _BLAMING and is_passive(sentence, word) else []
    if word.lemma in _SHARES:
        return subject_of(sentence, above) if is_verb(above) and above.lemma in _OWNING else []
    if word.lemma in _STATES and is_verb(above):
        return subjects(sentence, above) if word.dep in ("acomp", "attr", "oprd") else []
    told = word.lemma in _STATES and word.dep in ("amod", "acl", "appos") and is_noun(above)
    return members(sentence, [above]) if told else []

"""Retracting: a sentence that takes back what a sentence before it has told.

"It later withdrew the statement", "that was wrong", "the claim turned out to be false", "we regret the error".
"""

from __future__ import annotations

from sayso.grammar.clauses import is_finite, is_passive, own_subjects, subject_of, undergoers
from sayso.grammar.phrases import WORDS
from sayso.grammar.tellings import exposes, owns_up, with_particles
from sayso.grammar.words import is_noun, is_verb
from sayso.model import Sentence, Token

__all__ = ["corrects", "takes_back"]

_OWN = WORDS["retracting.verbs"] | WORDS["verbs.retracting_with"]


def takes_back(sentence: Sentence) -> tuple[Token, ...] | None:
    """Who takes back what was told before; () where nobody is named; None where nothing is taken back."""
    for verb in filter(is_verb, sentence.tokens):
        if not is_finite(sentence, verb) or sentence.children(verb, "neg"):
            continue
        if owns_up(sentence, verb):
            return tuple(subject_of(sentence, verb))
        whole = with_particles(sentence, verb)
        objects = undergoers(sentence, verb) if is_passive(sentence, verb) else sentence.children(verb, "dobj")
        named = [t for t in objects if is_noun(t) or whole & WORDS["retracting.words_only"]]  # not "removed it"
        if whole & _OWN and any(_is_meant(sentence, t) for t in named):
            return () if is_passive(sentence, verb) else tuple(subject_of(sentence, verb))
    for verb in (t for t in sentence.tokens if t.pos in ("VERB", "AUX")):
        told = [t for t in own_subjects(sentence, verb) if _is_meant(sentence, t)]
        if any(exposes(sentence, verb, t) and (is_noun(t) or _is_plain(sentence, verb)) for t in told):
            return ()
    return None


def corrects(sentence: Sentence) -> bool:
    """ "In fact …", "the true number is …", "we regret the error": it stands against what the report said before."""
    lemmas = {t.lemma for t in sentence.tokens}
    figures = (t for t in sentence.tokens if t.lemma in WORDS["nouns.figures"] and t.dep == "nsubj")
    if any(t.lower in WORDS["retracting.true"] for noun in figures for t in sentence.children(noun, "amod")):
        return True
    if lemmas & WORDS["retracting.regretting"] and lemmas & WORDS["nouns.errors"]:
        return True
    first, second = sentence.tokens[0], sentence.tokens[min(1, len(sentence.tokens) - 1)]
    return bool({first.lower, f"{first.lower} {second.lower}"} & WORDS["retracting.in_fact"])


def _is_meant(sentence: Sentence, word: Token) -> bool:
    """Whether a word stands for what was told before: "it", "that claim", "its report"; not "its report that …"."""
    if word.lower in WORDS["retracting.pronouns"]:
        return not sentence.children(word)
    before = sentence.children(word, "det", "poss")
    definite = any(t.lower in WORDS["articles.definite"] or t.tag == "PRP$" for t in before)
    alone = not sentence.children(word, "acl", "relcl", "ccomp", "prep")
    return word.lemma in WORDS["retracting.tellings"] and is_noun(word) and definite and alone


def _is_plain(sentence: Sentence, verb: Token) -> bool:
    """ "It was false", "that was not true": what can be said of words only; not "it was old", of the school."""
    words = {form for t in sentence.tokens[verb.index :] for form in (t.lemma, t.lower)}
    return bool(words & (WORDS["falsehood.plain"] | WORDS["truth"] | WORDS["retracting.wrong"]))

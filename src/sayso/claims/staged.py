"""Staged: what later sentences tell of a drill, a game, a film or a book that the sentence before them is about.

"Hobbyists re-enacted the battle on Sunday. Cannon fired, and wounded men were carried off": the second sentence tells
the play on. It does so until a sentence names a source or a day, or says that something was real; and only where the
report opens with it, or where the words say afterwards that it was one: "Gunmen stormed the hall. It was all a drill."
"""

from __future__ import annotations

from sayso.grammar.clauses import governor, own_subjects
from sayso.grammar.fiction import is_acted
from sayso.grammar.phrases import WORDS, after
from sayso.grammar.words import is_noun, is_verb
from sayso.model import Reading, Sentence, Token

__all__ = ["staged_in"]

_SHOWS, _DOING, _DRILLS = WORDS["staged.shows"], WORDS["staged.doing"], WORDS["fiction.drills"]
_AFTER = WORDS["prepositions.circumstance"] | WORDS["prepositions.of"]
_OPENING = 2


def staged_in(reading: Reading) -> dict[int, int]:
    """The sentences that tell a play on, by index, each with that of the sentence about the play: once another claim
    is told behind that one, they tell it on no more."""
    said = {s.index for a in reading.attributions for c in a.content if (s := reading.sentence_at(c.start))}
    apart = said | {s.index for t in reading.times if (s := reading.sentence_at(t.start))}
    found: dict[int, int] = {}
    show = next((s.index for s in reading.sentences[:_OPENING] if any(_is_played(s, t) for t in s.tokens)), None)
    own = (s for s in reading.sentences if s.index not in said)
    unmasked = next((s.index for s in own if any(_unmasks(s, t) for t in s.tokens if t.lemma in _DRILLS)), None)
    if unmasked is not None:
        show = unmasked
        found = {index: len(reading.sentences) for index in range(max(show - 1, 0), show + 1)}
    if show is None:
        return found
    for sentence in reading.sentences[show + 1 :]:
        if sentence.index in apart or any(t.lower in WORDS["staged.real"] for t in sentence.tokens):
            break
        found[sentence.index] = show
    return found


def _unmasks(sentence: Sentence, noun: Token) -> bool:
    """ "It was (all part of) a drill": what was told before has not happened; not "an exercise in patience"."""
    above = sentence.head(noun)
    what = sentence.head(above) if above.lower in WORDS["prepositions.of"] else noun
    verb = sentence.head(what)
    plain = what.dep == "attr" and (what is noun or what.lemma in WORDS["staged.parts"])
    told = any(t.lower in WORDS["retracting.pronouns"] for t in own_subjects(sentence, verb))
    apart = sentence.children(verb, "neg") or after(sentence, noun, WORDS["prepositions.in"])
    return plain and told and not apart


def _is_played(sentence: Sentence, word: Token) -> bool:
    """Whether a sentence is about this drill, game or work: the main verb is said of it, or done to it."""
    if is_verb(word):
        done = word.lemma in _DOING or word.lemma in WORDS["fiction.again"]
        torn = sentence.head(word).lower in WORDS["fiction.re"]  # "re-enacted"
        return done and is_acted(sentence, word) and (torn or word.dep in ("ROOT", "conj"))
    if word.lemma not in _SHOWS or not is_noun(word):
        return False
    verb = governor(sentence, word)
    above = sentence.head(word)
    if verb is None or verb.dep not in ("ROOT", "conj") or word.dep in ("compound", "poss", "appos"):
        return False
    return above == verb if word.dep != "pobj" else sentence.head(above) == verb and above.lower not in _AFTER

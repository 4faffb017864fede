"""Staged: what later sentences tell of a drill, a game, a film or a book that the sentence before them is about.

"Hobbyists re-enacted the battle on Sunday. Cannon fired, and wounded men were carried off": the second sentence tells
the play on. It does so until a sentence names a source or a day, or says that something was real; and only where the
report opens with it.
"""

from __future__ import annotations

from sayso.grammar.clauses import governor
from sayso.grammar.fiction import is_acted
from sayso.grammar.phrases import WORDS
from sayso.grammar.words import is_noun, is_verb
from sayso.model import Reading, Sentence, Token

__all__ = ["staged_in"]

_SHOWS, _DOING = WORDS["staged.shows"], WORDS["staged.doing"]
_AFTER = WORDS["prepositions.circumstance"] | WORDS["prepositions.of"]
_OPENING = 2


def staged_in(reading: Reading) -> dict[int, int]:
    """The sentences that tell a play on, by index, each with that of the sentence about the play."""
    starts = [t.start for t in reading.times] + [c.start for a in reading.attributions for c in a.content]
    apart = {s.index for start in starts if (s := reading.sentence_at(start))}
    found: dict[int, int] = {}
    show = next((s.index for s in reading.sentences[:_OPENING] if any(_is_played(s, t) for t in s.tokens)), None)
    if show is None:
        return found
    for sentence in reading.sentences[show + 1 :]:
        if sentence.index in apart or any(t.lower in WORDS["staged.real"] for t in sentence.tokens):
            break
        found[sentence.index] = show
    return found


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

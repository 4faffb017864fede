"""Names: the entities of parsed texts, by the model's own weights and rules, for all words at once.

spaCy's recogniser goes from word to word: a name begins, goes on, ends or does not, whichever of what is allowed scores
highest. While no name is open, what a word scores hangs on that word alone, so here all words are scored at once; where
a name would begin, it is followed to its end, all such beginnings side by side, whether or not an earlier name covers
them. Then the words are gone through once. The names are the same, in a third of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy
import numpy.typing as npt
from spacy.attrs import IS_SPACE, SENT_START
from spacy.tokens import Span

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

__all__ = ["Names"]

Reals = npt.NDArray[numpy.float32]
Flags = npt.NDArray[numpy.bool_]
Numbers = npt.NDArray[numpy.int64]
_NEVER = -numpy.inf


@dataclass(frozen=True, slots=True)
class _Words:
    """What is to be known of the words of several texts, one text behind the other.

    ``features``: for each word, behind a first row for "no word", what it adds to a state as the next word, as the
    first of the open name and as the last of it; ``ends``: no name goes on behind it.
    """

    features: Reals
    ends: Flags
    blank: Flags


class Names:
    """Finds the names of texts as a spaCy recogniser does that looks at no alternatives (a beam of one)."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        model = recogniser.model
        self._vectors, self._lower, upper = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        self._weights, self._bias, self._ops = upper.get_param("W"), upper.get_param("b"), upper.ops
        moves = [recogniser.moves.get_class_name(number) for number in range(recogniser.moves.n_moves)]
        self._labels = [move[2:] for move in moves]
        self._unseen = sorted(model.attrs["unseen_classes"])
        self._begin, self._inside, self._last, self._unit = (
            numpy.array([move.startswith(f"{kind}-") and len(move) > 2 for move in moves]) for kind in "BILU"
        )
        self._out = numpy.array([move == "O" for move in moves])
        self._closing = {label: number for number, label in enumerate(self._labels) if self._last[number]}
        self._going = {label: number for number, label in enumerate(self._labels) if self._inside[number]}

    @classmethod
    def suits(cls, component: Any) -> bool:
        """Whether it is a recogniser that this can stand in for."""
        from spacy.pipeline import EntityRecognizer

        if type(component) is not EntityRecognizer or component.cfg["beam_width"] != 1:
            return False
        model = component.model
        return bool(model.attrs["has_upper"]) and model.get_ref("lower").get_dim("nF") == 3

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the entities of parsed texts that have none."""
        if not any(map(len, docs)):
            return
        words = self._words(docs)
        moves, ends = self._decided(words)
        start = 0
        for doc in docs:
            spans = self._spans(moves, ends, start, start + len(doc))
            doc.set_ents([Span(doc, first - start, end - start, label=label) for first, end, label in spans])
            start += len(doc)

    def _words(self, docs: Sequence[Doc]) -> _Words:
        features = self._lower.predict(self._vectors.predict(docs))
        known = numpy.concatenate([doc.to_array([SENT_START, IS_SPACE]) for doc in docs])
        ends = numpy.append(known[1:, 0] == 1, True)
        ends[numpy.cumsum([len(doc) for doc in docs if len(doc)]) - 1] = True
        return _Words(features, ends, known[:, 1] == 1)

    def _scores(self, words: _Words, at: Numbers, first: Numbers, last: Numbers) -> Reals:
        """What every move scores before these words; ``first`` and ``last``: of the open name, -1 where none is."""
        features = words.features
        states = features[at + 1, 0] + features[first + 1, 1] + features[last + 1, 2] + self._lower.get_param("b")
        scores: Reals = self._ops.gemm(states.max(axis=-1), self._weights, trans2=True) + self._bias
        scores[:, self._unseen] = scores.min(axis=1, keepdims=True)
        return scores

    def _decided(self, words: _Words) -> tuple[list[int], dict[int, int]]:
        """The move at each word while no name is open, and by first word where a name that begins there ends."""
        count = len(words.ends)
        every, none = numpy.arange(count), numpy.full(count, -1)
        scores = self._scores(words, every, none, none)
        begin = self._begin & ~words.ends[:, None]
        allowed = ((begin | self._unit) & ~words.blank[:, None]) | self._out
        moves = numpy.where(allowed, scores, _NEVER).argmax(axis=1)
        return moves.tolist(), self._followed(words, moves)

    def _followed(self, words: _Words, moves: Numbers) -> dict[int, int]:
        found: dict[int, int] = {}
        first = numpy.flatnonzero(self._begin[moves])
        at = first + 1
        while first.size:
            scores = self._scores(words, at, first, at - 1)
            labels = [self._labels[move] for move in moves[first].tolist()]
            rows = numpy.arange(first.size)
            going, closing = (numpy.array([of[label] for label in labels]) for of in (self._going, self._closing))
            ends, goes = scores[rows, closing], scores[rows, going]
            stays = ~words.ends[at] & ((goes > ends) | ((goes == ends) & (going < closing)))
            found |= dict(zip(first[~stays].tolist(), at[~stays].tolist(), strict=True))
            first, at = first[stays], at[stays] + 1
        return found

    def _spans(
        self, moves: Sequence[int], ends: dict[int, int], start: int, end: int
    ) -> Iterator[tuple[int, int, str]]:
        at = start
        while at < end:
            move = moves[at]
            if self._out[move]:
                at += 1
                continue
            last = ends[at] if self._begin[move] else at
            yield at, last + 1, self._labels[move]
            at = last + 1

"""The head: a correction of the model of triggers, learned from a few marks over states that stay as they are.

For each type that people spoke of, a logistic regression over the states of pieces starts from what the model says. The
words that people marked pull it their way; all other words of the samples hold it where it is; and a penalty keeps it
small, so that few marks change little but what is like them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from sayso.model import EVENT_TYPES
from sayso.service.teaching.lessons import Correction, Lesson
from sayso.service.teaching.weighing import Reals, solved
from sayso.triggers.likelihoods import within

__all__ = ["corrected_by"]

_PENALTY, _HELD = 60.0, 0.4
"""Against large weights (of squares); how much a piece that nobody marked counts beside a mark."""
_EVERY, _MOVED, _MOST = 20, 0.05, 600
"""Of the pieces that nobody marked every so many go in, and at most so many of those that would move further."""
_TRIES = 3
"""How often pieces that moved are taken in."""


class _Pieces:
    """All pieces of all lessons: ``states`` with a one behind each, and the log-odds ``before`` of each type."""

    def __init__(self, lessons: Sequence[Lesson], before: Reals) -> None:
        found = numpy.vstack([lesson.states.states for lesson in lessons])
        self.states = numpy.hstack([found, numpy.ones((len(found), 1))])
        self.before = numpy.vstack([lesson.states.odds for lesson in lessons]) + self.states @ before
        self._lessons = lessons
        ends = numpy.cumsum([len(lesson.states.pieces) for lesson in lessons])
        self._starts = [0, *ends.tolist()]

    def marked(self, column: int) -> tuple[Reals, Reals]:
        """What people want of each piece for a type (the model's own likelihood where they said nothing), and what the
        piece counts."""
        wanted = 1 / (1 + numpy.exp(-self.before[:, column]))
        counts = numpy.full(len(wanted), _HELD)
        for lesson, start in zip(self._lessons, self._starts, strict=False):
            for mark in lesson.sample.marks:
                if mark.type == EVENT_TYPES[column]:
                    inside = within(lesson.states.pieces, mark.span.start, mark.span.end)
                    at = [start + piece for piece in inside]
                    wanted[at], counts[at] = float(mark.right), 1 / max(len(at), 1)
        return wanted, counts


def corrected_by(lessons: Sequence[Lesson], before: Correction) -> Correction:
    """The correction that the marks of these lessons ask for, on top of the one there was."""
    made = before.astype(numpy.float64)
    spoken = {mark.type for lesson in lessons for mark in lesson.sample.marks}
    pieces = _Pieces(lessons, made)
    for column, kind in enumerate(EVENT_TYPES):
        if kind in spoken:
            made[:, column] += _learned(pieces, column)
    return made.astype(numpy.float32)


def _learned(pieces: _Pieces, column: int) -> Reals:
    """The weights of a type, learned from its marks, some other pieces, and those that these weights would move."""
    wanted, counts = pieces.marked(column)
    odds = pieces.before[:, column]
    rows = (counts != _HELD) | (numpy.arange(len(counts)) % _EVERY == 0)
    for _ in range(_TRIES):
        weights = solved(pieces.states[rows], odds[rows], wanted[rows], counts[rows], _PENALTY)
        moved = numpy.abs(1 / (1 + numpy.exp(-(odds + pieces.states @ weights))) - wanted)
        moved[rows] = 0
        further = numpy.argsort(-moved, kind="stable")[:_MOST]
        further = further[moved[further] > _MOVED]
        if not len(further):
            break
        rows[further] = True
    return weights

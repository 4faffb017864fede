"""Context: how well what a report names suits a trigger, by what the encoder of the model of triggers made of both.

The signs of an option are told by rules. The encoder has read the words around as well, and its states hold what no
rule asks for: whose deed a passage tells, which town it is about. From the states of a trigger and of a mention a few
numbers each are made by learned weights; their product says how well the two suit, how far they are apart and what the
mention is like anyway is added (after the biaffine parser of Dozat and Manning, 2017). The encoder itself
is not trained for this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
import numpy.typing as npt

from sayso.model import EVENT_TYPES, EventType, Span
from sayso.triggers import Likelihoods
from sayso.triggers.likelihoods import within

__all__ = ["APART", "Context", "ContextWeights", "Seen"]

Reals = npt.NDArray[numpy.float64]
Numbers = npt.NDArray[numpy.int64]
_STEPS = (-200, -100, -60, -40, -25, -15, -8, -4, 0, 4, 8, 15, 25, 40, 60, 100, 200)
"""How many pieces a mention stands behind the trigger: bounds of what counts as equally far."""
APART = len(_STEPS) + 1
_ROOM = 64
"""For how many stretches there is room at first."""
_NUMBER = {kind: number for number, kind in enumerate(EVENT_TYPES)}


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A trigger and the options of a field as the encoder sees them.

    ``kind``: the number of the trigger's type; ``trigger``: its state; ``mentions``: a row for each mention;
    ``owner``: the number of the option that each mention is of, rising; ``apart``: by which step it is away from the
    trigger; ``options``: how many there are. An option without mentions is none.
    """

    kind: int
    trigger: Reals
    mentions: Reals
    owner: Numbers
    apart: Numbers
    options: int


class Context:
    """The states of a report."""

    def __init__(self, likelihoods: Likelihoods) -> None:
        """``likelihoods``: with states."""
        self._pieces, self._states = likelihoods.pieces, likelihoods.states
        self._known: dict[tuple[int, int], int | None] = {}
        self._firsts = list[int]()
        self._means = numpy.empty((_ROOM, 0 if self._states is None else self._states.shape[1]))

    def seen(self, kind: EventType, trigger: Span, options: Sequence[Sequence[Span]]) -> Seen | None:
        """What it makes of a trigger and of the mentions of each option; None where no piece is the trigger's."""
        own = self._at(trigger)
        if own is None:
            return None
        numbered = ((number, self._at(span)) for number, spans in enumerate(options) for span in spans)
        found = [(number, at) for number, at in numbered if at is not None]
        owner, rows = numpy.array(found, dtype=numpy.int64).reshape(len(found), 2).T
        behind = numpy.array(self._firsts)[rows] - self._firsts[own]
        return Seen(
            kind=_NUMBER[kind],
            trigger=self._means[own],
            mentions=self._means[rows],
            owner=owner,
            apart=numpy.searchsorted(_STEPS, behind, side="right"),
            options=len(options),
        )

    def _at(self, span: Span) -> int | None:
        """The number under which the first piece of a stretch and the mean state of its pieces are kept; None where it
        has none."""
        known = (span.start, span.end)
        if known not in self._known:
            pieces = within(self._pieces, span.start, span.end)
            states = self._states[pieces.start : pieces.stop] if self._states is not None and pieces else None
            self._known[known] = None if states is None else len(self._firsts)
            if states is not None:
                if len(self._firsts) == len(self._means):
                    self._means = numpy.concatenate([self._means, numpy.empty_like(self._means)])
                self._means[len(self._firsts)] = states.mean(0)
                self._firsts.append(pieces.start)
        return self._known[known]


@dataclass(frozen=True, slots=True, eq=False)
class ContextWeights:
    """Learned weights of one field. Of a state of so many numbers (W) so many others are made (D).

    ``query``, ``key`` (W × D): of a trigger and of a mention; ``kinds`` (34 × D): of the trigger's type, added to what
    is made of it; ``prior`` (W): how well a mention suits any trigger; ``apart``: by steps between the two; ``none``
    (W) and ``no_kinds`` (34): how well it suits a trigger, and its type, that there is none.
    """

    query: Reals
    key: Reals
    kinds: Reals
    prior: Reals
    apart: Reals
    none: Reals
    no_kinds: Reals

    def __call__(self, seen: Seen) -> Reals:
        """The logarithms of how likely each option is, beside the others."""
        asked = self.key @ (seen.trigger @ self.query + self.kinds[seen.kind]) / self.query.shape[1] ** 0.5
        suits = seen.mentions @ (asked + self.prior) + self.apart[seen.apart]
        scores = numpy.full(seen.options, seen.trigger @ self.none + self.no_kinds[seen.kind])
        if len(suits):
            first = numpy.flatnonzero(numpy.diff(seen.owner, prepend=-1))
            scores[seen.owner[first]] = numpy.logaddexp.reduceat(suits, first)
        whole: Reals = scores - numpy.logaddexp.reduce(scores)
        return whole

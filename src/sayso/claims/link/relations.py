"""Relations: how what a report names stands to a trigger: in its frame, in its sentence's tree, before it or after."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile

from sayso.claims.link.surroundings import At, Named, steps
from sayso.claims.records import Draft
from sayso.model import Sentence, Token

__all__ = ["Relations"]

_UP, _DOWN = 4, 5
_BACK = (1, 2, 3, 5, 8, 16)
_APART = (1, 2, 4, 7, 12, 20)


class Relations:
    """How what a report names stands to one draft; each relation is worked out once.

    ``number``: that of the draft among those of its report.
    """

    def __init__(self, draft: Draft, number: int) -> None:
        self._draft, self.number = draft, number
        self._sentence, self._trigger = draft.sentence, draft.trigger
        self._chain = [self._trigger, *self._sentence.ancestors(self._trigger)]
        self._above = {token.index: number for number, token in enumerate(self._chain)}
        self._nearest: dict[Named, At] = {}
        self._signs: dict[Named, tuple[str, ...]] = {}

    def nearest(self, one: Named) -> At:
        """Where it is named nearest: in the sentence of the trigger, else before it, else after it."""
        found = self._nearest.get(one)
        if found is None:
            found = self._nearest[one] = self._seek(one)
        return found

    def _seek(self, one: Named) -> At:
        here, trigger = self._sentence.index, self._trigger.index
        first = bisect_left(one.at, here, key=lambda at: at.sentence.index)
        inside = list(takewhile(lambda at: at.sentence.index == here, islice(one.at, first, None)))
        if inside:
            return min(inside, key=lambda at: (abs(at.head.index - trigger), at.head.index))
        return one.at[max(first - 1, 0)]

    def far(self, one: Named) -> tuple[int, int]:
        """How far it is: sentences, what comes after behind all that comes before, then characters."""
        at = self.nearest(one)
        apart = self._sentence.index - at.sentence.index
        return (apart if apart >= 0 else 1000 - apart), abs(at.head.start - self._trigger.start)

    def signs(self, one: Named) -> tuple[str, ...]:
        """How its nearest mention stands to the trigger."""
        if not one.at:
            return ()
        found = self._signs.get(one)
        if found is None:
            found = self._signs[one] = tuple(self._relation(self.nearest(one)))
        return found

    def _relation(self, at: At) -> Iterator[str]:
        apart = self._sentence.index - at.sentence.index
        yield from at.signs
        if at.verb is not None:
            yield f"{'in' if apart == 0 else 'out'} under {at.verb.lemma}"
        if apart == 0:
            yield from self._inside(at)
            return
        side = "back" if apart > 0 else "ahead"
        yield f"{side} {steps(abs(apart), _BACK)}"
        yield f"{side} dep {at.head.dep}"
        if at.sentence.paragraph == self._sentence.paragraph:
            yield f"{side} in paragraph"

    def _inside(self, at: At) -> Iterator[str]:
        draft, token, trigger = self._draft, at.head, self._trigger.index
        side = "before" if token.index < trigger else "after"
        yield f"inside {side}"
        yield f"{side} {steps(abs(token.index - trigger), _APART)}"
        if any(token is word for word in draft.words):
            yield "of the trigger"
        yield from (f"frame {name}" for name in _roles_of(draft, token))
        way, verbs = self._way(self._sentence, token)
        yield f"way {way}"
        yield f"verbs {steps(verbs, (0, 1, 2, 3))}"
        said = draft.attribution
        if said is not None and any(s.start <= token.start < s.end for s in said.sources):
            yield "its source"
        if said is not None and any(c.start <= token.start < c.end for c in said.content):
            yield "of what is said"

    def _way(self, sentence: Sentence, other: Token) -> tuple[str, int]:
        """The relations from the trigger up, and down to another word, and how many verbs lie between."""
        down: list[Token] = []
        for token in (other, *sentence.ancestors(other)):
            if token.index in self._above:
                break
            down.append(token)
        else:
            return "none", len(down)
        up = self._chain[: self._above[token.index]]
        between = [*up[1:], *down[1:], *([token] if up and down else [])]
        verbs = sum(t.pos in ("VERB", "AUX") for t in between)
        if len(up) > _UP or len(down) > _DOWN:
            return "far", verbs
        return "^".join(t.dep for t in up) + "|" + ">".join(t.dep for t in reversed(down)), verbs


def _roles_of(draft: Draft, token: Token) -> Iterator[str]:
    frame = draft.frame
    for name, tokens in (("subject", frame.subjects), ("object", frame.objects), ("possessor", frame.possessors)):
        if any(token is one for one in tokens):
            yield name
    yield from (f"oblique {preposition}" for preposition, one in frame.obliques if one is token)

"""The weights of context learn which mention suits a trigger from their states alone."""

from __future__ import annotations

import numpy
import pytest

from evaluation.contexts import learn_context
from evaluation.links import Choice
from evaluation.networks import learn
from sayso.claims.link import Seen

WIDE = 12


def choices(number: int) -> list[Choice]:
    """The mention whose state is the trigger's with its sign turned is right; where there is none, none is."""
    chance, found = numpy.random.default_rng(5), []
    for n in range(number):
        trigger, other = chance.normal(size=(2, WIDE))
        suits = n % 3 > 0
        mentions = numpy.array([other, -trigger if suits else chance.normal(size=WIDE)])
        seen = Seen(
            kind=n % 4,
            trigger=trigger,
            mentions=mentions,
            owner=numpy.array([1, 2]),
            apart=numpy.array([3, 9]),
            options=3,
        )
        found.append(
            Choice(
                field="place", kind="real", group=str(n), situation=(), options=(("none",), ("a",), ("a",)),
                right=(not suits, False, suits), rules=0, seen=seen,
            )
        )  # fmt: skip
    return found


def test_they_learn_what_suits_and_when_nothing_does() -> None:
    weights = learn_context(choices(3000), seeds=1)
    assert weights is not None
    fresh = [choice for choice in choices(3300)[3000:] if choice.right[2]]
    taken = [int(numpy.argmax(weights(choice.seen))) for choice in fresh if choice.seen]
    assert taken.count(2) > 0.8 * len(taken)


def test_without_an_encoder_there_is_nothing_to_learn() -> None:
    blind = [
        Choice(
            field="place", kind="real", group="1", situation=(), options=(("none",), ("near",)), right=(False, True),
            rules=0,
        )
    ]  # fmt: skip
    assert learn_context(blind) is None
    assert learn(blind * 20, seeds=1).context is None


def test_the_same_choices_give_the_same_weights() -> None:
    one, other = (learn_context(choices(120), seeds=2) for _ in range(2))
    assert one is not None
    assert other is not None
    assert numpy.array_equal(one.query, other.query)
    assert one.query.shape == (WIDE, 32)


def test_averaged_seeds_score_as_the_mean_of_each_mention() -> None:
    some = choices(120)
    both = learn_context(some, seeds=2)
    assert both is not None
    assert some[1].seen is not None
    assert numpy.exp(both(some[1].seen)).sum() == pytest.approx(1)

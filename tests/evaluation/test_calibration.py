"""Confidence is held against what was coded: who filters by it must know what it is worth."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.calibration import bands, calibration_scores
from evaluation.claims import Pair, Result
from evaluation.logistic import Case, evened, fitted, held_out, likely
from sayso.claims.weights import BIAS
from sayso.model import Claim, Span

SPAN = Span(start=0, end=1)


def claim(confidence: float) -> Claim:
    return Claim(
        id="0", type="clash", status="asserted", trigger=SPAN, sentence=SPAN, actors=(), targets=(), place=None,
        time=None, figures=(), attribution=None, confidence=confidence, rule="",
    )  # fmt: skip


def result(right: list[float], wrong: list[float]) -> Result:
    pairs = [Pair("r", None, claim(c), {"status": True}) for c in right]  # type: ignore[arg-type]
    return Result(pairs=pairs, extra=[("r", claim(c)) for c in wrong])


def test_what_is_as_often_right_as_it_says_has_no_error() -> None:
    scores = calibration_scores(result([0.95] * 19 + [0.5], [0.95, 0.5]))
    assert scores["confidence_ece"] == pytest.approx(0)
    assert scores["confidence_sure_right"] == pytest.approx(0.95)
    assert scores["confidence_sure_share"] == pytest.approx(20 / 22)


def test_constants_tell_nothing_apart() -> None:
    """Harm: a list sorted by a confidence that carries no information."""
    assert calibration_scores(result([0.8, 0.8], [0.8]))["confidence_auc"] == 0.5
    assert calibration_scores(result([0.9, 0.8], [0.3]))["confidence_auc"] == 1.0


def test_nothing_read_is_no_error() -> None:
    assert set(calibration_scores(result([], [])).values()) == {0.0}
    assert bands([]) == []


def test_a_full_point_falls_in_the_last_band() -> None:
    (band,) = bands([(1.0, True), (0.93, False)])
    assert (band.low, band.number, band.right) == (0.9, 2, 0.5)


def cases() -> list[Case]:
    return [
        Case(signs=frozenset({"good", "odd"} if n % 7 == 0 else {"good"}), right=n % 5 > 0, group=str(n))
        for n in range(60)
    ] + [Case(signs=frozenset({"bad"}), right=n % 5 == 0, group=str(n)) for n in range(60)]


def test_signs_of_what_is_right_weigh_more() -> None:
    learned = fitted(cases(), least=10, penalty=1.0)
    assert learned["good"] > 0 > learned["bad"]
    assert "odd" not in learned  # too rare
    assert 0.7 < likely([cases()[1]], learned)[0] < 0.9


def test_what_is_held_out_was_not_learned_from() -> None:
    """Harm: figures on texts that were learned from, which promise more than readers get."""
    alone = [Case(signs=frozenset({f"word {n}"}), right=n % 2 == 0, group=str(n)) for n in range(40)]
    guess = held_out(alone, parts=4, least=1, penalty=0.1)
    assert np.abs(guess - 0.5).max() < 0.15


def test_weights_that_promise_too_much_are_shrunk() -> None:
    learned = {BIAS: 0.0, "good": 4.0, "bad": -4.0}
    milder = evened(cases(), likely(cases(), learned), learned)
    assert 0 < milder["good"] < 2

"""What is learned of how sure fields are: cautious where held-out reports are, and by what sort of cases."""

from __future__ import annotations

from pathlib import Path

import numpy

from evaluation.calibration import auc, calibration_error
from evaluation.fields import learned_field, write_fields
from evaluation.logistic import Case, likely
from sayso.claims.weights import BIAS, weights


def cases(number: int = 600, *, kind: str = "real") -> list[Case]:
    """What stands in the sentence is right nine times in ten, what is carried four times."""
    chance = numpy.random.default_rng(3)
    made = []
    for n in range(number):
        own = n % 2 == 0
        right = bool(chance.random() < (0.9 if own else 0.4))
        made.append(Case(signs=frozenset({"own" if own else "carried"}), right=right, group=f"{kind} {n // 6}"))
    return made


def test_a_field_is_as_often_right_as_it_is_said_to_be() -> None:
    some = cases()
    table = learned_field(some)
    own, carried = likely([some[0], some[1]], table)
    assert abs(own - 0.9) < 0.06
    assert abs(carried - 0.4) < 0.08
    told = [(float(sure), case.right) for sure, case in zip(likely(some, table), some, strict=True)]
    assert calibration_error(told) < 0.05
    assert 0.7 < auc(told) < 0.85


def test_the_real_reports_alone_say_how_cautious_it_is() -> None:
    """Invented reports are read better than real ones: with both, it would be too sure of what users have."""
    invented = [Case(signs=c.signs, right=True, group=f"corpus {c.group}") for c in cases()]
    table = learned_field([*cases(), *invented])
    assert abs(float(likely(cases(), table).mean()) - 0.65) < 0.05


def test_the_same_cases_give_the_same_bytes_and_every_field_a_table(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_fields(tmp_path / name, {"place": cases(), "time": cases(200)})
    for field in ("place", "time"):
        one, other = (tmp_path / name / f"{field}.csv" for name in ("one", "other"))
        assert one.read_bytes() == other.read_bytes()
        assert BIAS in weights(field, tmp_path / "one")

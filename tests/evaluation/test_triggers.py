"""What a model says of a report that it has learned from is no measure of it."""

from __future__ import annotations

from pathlib import Path

import numpy

from evaluation.triggers import HELD_OUT, HeldOut, key_of, write_held_out
from sayso.model import EVENT_TYPES
from sayso.triggers import Likelihoods, TriggerModel

SEEN, OTHER = "Rebels shelled the market.", "Rebels shelled the bridge."


def test_a_report_that_was_learned_from_is_judged_by_a_model_that_has_not_seen_it(tmp_path: Path) -> None:
    shipped = TriggerModel.shipped()
    pieces = shipped.pieces(SEEN)
    rows = numpy.zeros((len(pieces), len(EVENT_TYPES)), dtype=numpy.int16)
    rows[1, EVENT_TYPES.index("shelling")], rows[2, 0] = 640, 19  # what is hardly likely is not kept
    write_held_out(tmp_path / "said.gz", [(key_of(SEEN), Likelihoods(pieces, rows))])
    held_out = HeldOut(tmp_path / "said.gz", shipped)
    said = held_out(SEEN, [])
    assert said.rows[1, EVENT_TYPES.index("shelling")] == 640
    assert said.rows.sum() == 640
    assert numpy.array_equal(held_out(OTHER, []).rows, shipped(OTHER, []).rows)


def test_the_same_is_written_whatever_the_order(tmp_path: Path) -> None:
    none = Likelihoods([], numpy.zeros((0, len(EVENT_TYPES)), dtype=numpy.int16))
    for name, order in (("a", "xy"), ("b", "yx")):
        write_held_out(tmp_path / name, [(key, none) for key in order])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_what_is_kept_fits_the_tokenizer_that_ships() -> None:
    held_out = HeldOut(HELD_OUT, TriggerModel.shipped())
    assert len(held_out._said) > 400
    assert all(0 <= kind < len(EVENT_TYPES) for said in held_out._said.values() for _, kind, _ in said)

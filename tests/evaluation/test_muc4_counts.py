"""Coded counts of people killed and injured, from the full key of MUC-4."""

from __future__ import annotations

from datetime import date

from evaluation.sets.muc4 import published
from evaluation.sets.muc4_counts import counts, score
from sayso.service.reading import Reader


def filler(head: str, of: str | None = None) -> list[dict[str, object]]:
    return [{"head": head, "of": of, "optional": False}]


TEMPLATE = {
    "hum_tgt_number": [filler("6", "MONKS"), filler("2", "COOKS"), filler("PLURAL", "GUARDS"), filler("1", "MAYOR")],
    "hum_tgt_effect": [filler("DEATH", "MONKS"), filler("DEATH", "COOKS"), filler("NO INJURY", "MAYOR")],
}


def test_numbers_of_those_who_suffered_with_their_sum():
    assert counts(TEMPLATE) == [("killed", 6.0, 8.0), ("killed", 2.0, 8.0)]
    assert counts({"hum_tgt_number": None, "hum_tgt_effect": []}) == []


def test_a_count_read_exactly_is_right_and_silence_is_scored(reader: Reader):
    dateline = "SAN SALVADOR, 10 JAN 90 (X) --"
    told = "guerrillas killed eight people in the town on tuesday."
    quiet = "the ministers met in the capital on tuesday."
    found = score(
        reader,
        [
            {"simple_text": told, "dateline": dateline, "templates": [TEMPLATE]},
            {"simple_text": quiet, "dateline": dateline, "templates": []},
        ],
    )
    assert found == {"exact": 1.0, "killed_exact": 1.0, "injured_exact": 0.0, "none": 1.0}


def test_the_day_of_a_dateline():
    assert published("SAN SALVADOR, 10 JAN 90 (ACAN) --") == date(1990, 1, 10)
    assert published("SOMEWHERE, NO DATE --") is None

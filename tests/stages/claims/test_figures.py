"""Which counts a claim states, and as what: each case names a figure that would be lost or made up."""

from __future__ import annotations

import pytest

from sayso.workflow import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _figures(reader: Reader, text: str) -> list[tuple[str, str, float | None]]:
    return [(f.measure, f.unit, f.low) for claim in reader.read_text(text).claims for f in claim.figures]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Police arrested Maria Santos in Goma on Monday.", [("captured", "people", 1)]),
        ("The army destroyed a tank and two warehouses near Goma.", [("destroyed", "buildings", 2)]),
        ("Five members of the security forces were killed in Goma.", [("killed", "soldiers", 5)]),
        ("An air strike hit a clinic in Loikaw, killing a nurse and at least three patients.",
         [("killed", "people", 1), ("killed", "people", 3)]),
        ("A man was killed in Goma and seven other civilians and three soldiers wounded.",
         [("killed", "people", 1), ("injured", "civilians", 7), ("injured", "soldiers", 3)]),
        ("Fighters shot at least 47 people, nine women among them, in Nyala.",
         [("killed", "people", 47), ("killed", "women", 9)]),
    ],
)  # fmt: skip
def test_people_and_things_told_without_a_number_of_their_own_are_counted(
    reader: Reader, text: str, figures: list[tuple[str, str, float | None]]
) -> None:
    assert _figures(reader, text) == figures


def test_a_part_without_a_unit_is_no_second_toll(reader: Reader) -> None:
    assert _figures(reader, "Six soldiers were wounded, two of them gravely, in Goma.") == [("injured", "soldiers", 6)]


def test_scenery_is_not_counted_as_lost(reader: Reader) -> None:
    assert _figures(reader, "A car destroyed in the strike stood in Goma on Monday.") == []


def test_the_toll_of_a_killing_is_told_once(reader: Reader) -> None:
    text = "Nine workers were shot dead and two seriously wounded when gunmen attacked a mine near Bambari on Sunday."
    tolls = [c for c in reader.read_text(text).claims if c.figures]
    assert [[(f.measure, f.low) for f in c.figures] for c in tolls] == [[("killed", 9), ("injured", 2)]]

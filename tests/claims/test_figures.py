"""Which counts a claim states, and as what: each case names a figure that would be lost or made up."""

from __future__ import annotations

import pytest

from sayso.service.reading import Reader


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


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The toll was revised down from 41 to 38, the hospital in Goma said.", [("killed", "people", 38)]),
        ("Five more bodies were found in Goma, bringing to 21 the number of people killed there since January.",
         [("killed", "people", 5), ("killed", "people", 21)]),
        ("A man died in Goma, taking the total number of people killed there to 12.",
         [("killed", "people", 1), ("killed", "people", 12)]),
    ],
)  # fmt: skip
def test_a_running_total_is_told_from_who_is_added_to_it(
    reader: Reader, text: str, figures: list[tuple[str, str, float | None]]
) -> None:
    """Else whoever adds tolls up counts the last victim twice."""
    read = _figures(reader, text)
    assert set(read) == set(figures)
    counted = [f.counting for c in reader.read_text(text).claims for f in c.figures]
    assert counted.count("total") == len(figures) - 1


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Soldiers shot two women near Bentiu on Monday.", [("affected", "women", 2)]),
        ("Soldiers shot and killed two women near Bentiu on Monday.", [("killed", "women", 2)]),
        ("A boy was fatally wounded by shrapnel in Goma on Monday.", [("killed", "children", 1)]),
        ("Police shot a man in the leg in Goma on Monday.", [("injured", "people", 1)]),
    ],
)
def test_shot_alone_tells_no_death(reader: Reader, text: str, figures: list[tuple[str, str, float | None]]) -> None:
    assert _figures(reader, text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("She was pronounced dead in Goma on Monday.", [("killed", "people", 1)]),
        ("The farmer was killed by a mine near Izium on Monday.", [("killed", "people", 1)]),
        ("A 16-year-old was killed in Jenin on Monday.", [("killed", "children", 1)]),
        ("A woman and her two sons were killed in Kharkiv on Monday.", [("killed", "people", 3)]),
        ("He lost his wife, a daughter and two grandchildren in the strike on El Obeid on Monday.",
         [("killed", "people", 4)]),
        ("Six of the dead in Goma were women.", [("killed", "women", 6)]),
    ],
)  # fmt: skip
def test_people_without_a_number_are_counted_one_by_one(
    reader: Reader, text: str, figures: list[tuple[str, str, float | None]]
) -> None:
    assert _figures(reader, text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The army said four of its men were killed in Goma on Monday.", [("killed", "soldiers", 4)]),
        ("Five (5) soldiers were killed and eight (8) others wounded in Goma on Monday.",
         [("killed", "soldiers", 5), ("injured", "soldiers", 8)]),
        ("At least five civilians were killed and 19 wounded in Goma on Monday.",
         [("killed", "civilians", 5), ("injured", "civilians", 19)]),
        ("No army casualties were reported in Goma on Monday.",
         [("killed", "soldiers", 0), ("injured", "soldiers", 0)]),
    ],
)  # fmt: skip
def test_units_carry_over(reader: Reader, text: str, figures: list[tuple[str, str, float | None]]) -> None:
    assert _figures(reader, text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("A convoy of 14 trucks with aid was turned back at Mellit on Monday.", [("affected", "vehicles", 14)]),
        ("Five of eight drones were shot down over Port Sudan on Monday.", [("intercepted", "drones", 5)]),
        ("Police arrested two men with 14 rifles in Goma on Monday.",
         [("captured", "people", 2), ("seized", "other", 14)]),
        ("Some 200 soldiers surrendered in Goma on Monday.", [("captured", "soldiers", 200)]),
        ("The army destroyed a car near Goma on Monday.", []),
        ("He was taken to hospital in Goma, where he died on Monday.", [("killed", "people", 1)]),
    ],
)  # fmt: skip
def test_what_is_counted_and_as_what(reader: Reader, text: str, figures: list[tuple[str, str, float | None]]) -> None:
    assert _figures(reader, text) == figures

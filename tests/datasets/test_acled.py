"""Rows of ACLED's data as claims to compare with: what a row says, and nothing that it does not."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.exports.acled_types import EVENT_OF
from sayso.incidents import account_of
from sayso.incidents.origins import origins_of
from sayso.model import EVENT_TYPES, Claim, Reading
from sayso.readers import read_reports
from sayso.service.ledger import Ledger
from sayso.service.reading import Reader, Unread

ROW = {
    "event_id_cnty": "UKR1001", "event_date": "10 March 2025", "year": "2025", "time_precision": "1",
    "event_type": "Explosions/Remote violence", "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Russia (2000-)", "actor2": "Civilians (Ukraine)",
    "civilian_targeting": "Civilian targeting", "country": "Ukraine", "admin1": "Kharkiv", "location": "Kharkiv",
    "latitude": "49.9808", "longitude": "36.2527", "geo_precision": "1", "source": "Coast Daily; The Meridian",
    "notes": "On 10 March 2025, Russian forces shelled a market in Kharkiv. 12 killed. 400 people displaced.",
    "fatalities": "12", "timestamp": "1742256000",
}  # fmt: skip


def table(path: Path, *changes: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(ROW))
        writer.writeheader()
        writer.writerows({**ROW, **changed} for changed in changes)
    return path


def read(reader: Reader, path: Path, **changes: str) -> Reading:
    (found,) = reader.read_paths([table(path / "acled.csv", changes)])
    assert isinstance(found, Reading), found
    return found


def claim(reader: Reader, path: Path, **changes: str) -> Claim:
    (found,) = read(reader, path, **changes).claims
    return found


def test_a_row_is_one_claim_with_its_words(reader: Reader, tmp_path: Path) -> None:
    reading = read(reader, tmp_path)
    (found,) = reading.claims
    assert (found.type, found.status, found.confidence) == ("shelling", "asserted", 1.0)
    assert reading.text(found.trigger) == ROW["sub_event_type"]
    assert found.place is not None
    assert (found.place.name, found.place.country, found.place.place.id) == ("Kharkiv", "UA", "geonames:706483")
    assert found.time is not None
    assert found.time.earliest == found.time.latest == date(2025, 3, 10)
    assert [(f.measure, f.low, f.high, f.bound) for f in found.figures] == [("killed", 12, 12, "exact")]
    assert [(s.name, s.kind) for s in found.sources] == [("ACLED", "dataset")]
    assert [reading.text(role) for role in found.actors] == [ROW["actor1"]]
    assert reading.document.kept[:1] == (("id", "UKR1001"),)
    assert reading.document.published == date(2025, 3, 18)


def test_the_notes_are_not_read_again(reader: Reader, tmp_path: Path) -> None:
    """Else one coded event would be three claims that look as if three reports told them."""
    assert len(read(reader, tmp_path).claims) == 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"time_precision": "2"}, (date(2025, 3, 7), date(2025, 3, 13))),
        ({"time_precision": "3", "event_date": "2025-02-14"}, (date(2025, 2, 1), date(2025, 2, 28))),
    ],
)
def test_days_are_as_wide_as_the_row_says(
    reader: Reader, tmp_path: Path, changes: dict[str, str], expected: Any
) -> None:
    when = claim(reader, tmp_path, **changes).time
    assert when is not None
    assert (when.earliest, when.latest) == expected


@pytest.mark.parametrize(
    ("grade", "precision", "near"), [("1", "point", False), ("2", "point", True), ("3", "admin1", False)]
)
def test_places_are_as_fine_as_the_row_says(
    reader: Reader, tmp_path: Path, grade: str, precision: str, near: bool
) -> None:
    place = claim(reader, tmp_path, geo_precision=grade).place
    assert place is not None
    assert (place.place.precision, place.near) == (precision, near)


def test_sides_without_direction_are_nobodys_attack(reader: Reader, tmp_path: Path) -> None:
    """ACLED's actor1 is not who attacked: guessing it would turn half of all exchanges around."""
    forces = {"actor2": "Military Forces of Ukraine (2019-)", "civilian_targeting": ""}
    shelling = claim(reader, tmp_path, **forces)
    assert (shelling.actors, shelling.targets) == ((), ())
    clash = claim(reader, tmp_path, sub_event_type="Armed clash", **forces)
    assert len(clash.actors) == 2


@pytest.mark.parametrize("kind", ["Other", "Change to group/activity", "Chemical weapon", "Nonsense"])
def test_kinds_that_are_none_of_ours_give_no_claim(reader: Reader, tmp_path: Path, kind: str) -> None:
    assert read(reader, tmp_path, sub_event_type=kind).claims == ()


def test_every_kind_in_the_table_is_acleds_and_ours() -> None:
    text = (Path(__file__).parents[2] / "src" / "sayso" / "datasets" / "acled.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["sub_event_type"] for row in rows} <= set(EVENT_OF)
    assert {row["type"] for row in rows} <= set(EVENT_TYPES)


def test_a_row_without_a_day_does_not_lose_the_others(reader: Reader, tmp_path: Path) -> None:
    found = list(reader.read_paths([table(tmp_path / "a.csv", {"event_date": ""}, {}, {"sub_event_type": ""})]))
    assert [type(one) for one in found] == [Unread, Reading, Unread]


def test_a_table_whose_text_is_named_is_read_as_reports(tmp_path: Path) -> None:
    (document,) = read_reports(table(tmp_path / "a.csv", {}), columns={"text": "notes"})
    assert document.format == "csv"  # type: ignore[union-attr]


def test_it_is_compared_with_reports_and_is_no_origin_of_its_own(reader: Reader, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "At least 10 people were killed when Russian forces shelled a market in Kharkiv on 10 March 2025, police said.",
        encoding="utf-8",
    )
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.add([report, table(tmp_path / "acled.csv", {})], reader)
        (row,) = ledger.incidents()
        shown = ledger.show(row.id)
    assert row.claims == 2
    assert [origin.name for origin in shown.comparison.origins] == ["police"]  # type: ignore[union-attr]


def test_alone_it_is_its_own_origin(reader: Reader, tmp_path: Path) -> None:
    reading = read(reader, tmp_path)
    accounts = [account_of(one, reading) for one in reading.claims]
    assert [origin.name for origin in origins_of(accounts)] == ["ACLED"]


@pytest.mark.parametrize(
    ("name", "kind", "id"),
    [
        ("Civilians (Ukraine)", "civilians", None),
        ("Protesters (India)", "civilians", None),
        ("Unidentified Armed Group (Sudan)", "armed-group", None),
        ("Private Security Forces (Haiti)", "military", None),
        ("Wagner Group", "armed-group", "RUS-WAGNER"),
        ("Goma", None, None),
    ],
)
def test_a_party_is_what_its_name_says(reader: Reader, tmp_path: Path, name: str, kind: str, id: str) -> None:
    """Else civilians of a row would be no civilians beside those of a report, and the two would not be compared."""
    found = claim(reader, tmp_path, sub_event_type="Armed clash", actor1=name, actor2="M23", civilian_targeting="")
    assert [(role.name, role.kind, role.id) for role in found.actors[:1]] == [(name, kind, id)]


def test_nothing_but_the_fields_of_a_row_is_read(reader: Reader, tmp_path: Path) -> None:
    """Else a table of a million rows waits days for the parser, whose trees of the notes nobody asks for."""
    reading = read(reader, tmp_path)
    lines = [line for line in reading.document.text.splitlines() if ": " in line and line.split(": ")[0].isidentifier()]
    assert [reading.text(sentence) for sentence in reading.sentences] == lines
    assert reading.text(reading.claims[0].sentence) == f"sub_event_type: {ROW['sub_event_type']}"
    assert reading.places == reading.times == reading.counts == reading.attributions == ()

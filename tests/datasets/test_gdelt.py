"""GDELT's events as its mentions tell them: claims to compare with, and nothing that a row does not say."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from sayso.datasets.gdelt import event_of
from sayso.errors import InputError
from sayso.model import EVENT_TYPES, Reading
from sayso.readers import read_reports
from sayso.readers.gdelt_files import EVENTS, MENTIONS
from sayso.service.ledger import Ledger
from sayso.service.reading import Reader, Unread

EVENT = {
    "globaleventid": "1234567", "day": "20250310", "actor1code": "RUSMIL", "actor1name": "RUSSIA", "actor2code": "UKR",
    "actor2name": "UKRAINE", "isrootevent": "1", "eventcode": "194", "eventbasecode": "194", "eventrootcode": "19",
    "actiongeo_type": "4", "actiongeo_fullname": "Kharkiv, Kharkivs'ka Oblast', Ukraine", "actiongeo_countrycode": "UP",
    "actiongeo_lat": "49.9808", "actiongeo_long": "36.2527", "dateadded": "20250311120000",
    "sourceurl": "https://meridian.example/kharkiv",
}  # fmt: skip
MENTION = {
    "globaleventid": "1234567", "eventtimedate": "20250311120000", "mentiontimedate": "20250312083000",
    "mentiontype": "1", "mentionsourcename": "harbour.example", "mentionidentifier": "https://harbour.example/a",
    "sentenceid": "2", "actor1charoffset": "10", "actor2charoffset": "40", "actioncharoffset": "20", "inrawtext": "1",
    "confidence": "60", "mentiondoclen": "2400", "mentiondoctone": "-6.1",
}  # fmt: skip


def line(columns: tuple[str, ...], row: dict[str, str], **changes: str) -> str:
    told = {**row, **changes}
    return "\t".join(told.get(name, "") for name in columns) + "\n"


def files(folder: Path, events: list[str], mentions: list[str]) -> Path:
    (folder / "20250312083000.export.CSV").write_text("".join(events), encoding="utf-8")
    path = folder / "20250312083000.mentions.CSV"
    path.write_text("".join(mentions), encoding="utf-8")
    return path


def test_a_mention_is_one_claim_of_what_its_event_is(reader: Reader, tmp_path: Path) -> None:
    path = files(tmp_path, [line(EVENTS, EVENT)], [line(MENTIONS, MENTION)])
    (reading,) = reader.read_paths([path])
    assert isinstance(reading, Reading)
    (found,) = reading.claims
    assert (found.type, found.status, found.confidence) == ("shelling", "asserted", 0.6)
    assert reading.text(found.trigger) == "fight with artillery and tanks"
    assert found.place is not None
    assert (found.place.text, found.place.place.id, found.place.place.country) == ("Kharkiv", "geonames:706483", "UA")
    assert found.time is not None
    assert found.time.earliest == found.time.latest == date(2025, 3, 10)
    assert [reading.text(role) for role in (*found.actors, *found.targets)] == ["RUSSIA", "UKRAINE"]
    assert [(s.name, s.kind) for s in found.sources] == [("GDELT", "dataset")]
    document = reading.document
    assert (document.published, document.url) == (date(2025, 3, 12), None)
    assert dict(document.kept)["mention"] == "https://harbour.example/a"
    assert dict(document.kept)["id"] == "1234567"


def test_two_reports_that_mention_an_event_are_two_claims_of_one_incident(reader: Reader, tmp_path: Path) -> None:
    other = line(MENTIONS, MENTION, mentionidentifier="https://coast.example/b", mentionsourcename="coast.example")
    path = files(tmp_path, [line(EVENTS, EVENT)], [line(MENTIONS, MENTION), other])
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.add([path], reader)
        (row,) = ledger.incidents()
        shown = ledger.show(row.id)
    assert (row.claims, row.documents) == (2, 2)
    assert [origin.name for origin in shown.comparison.origins] == ["GDELT"]  # type: ignore[union-attr]


def test_mentions_of_events_elsewhere_are_told_of_once(reader: Reader, tmp_path: Path) -> None:
    strange = [line(MENTIONS, MENTION, globaleventid=str(n)) for n in (1, 2, 3)]
    path = files(tmp_path, [line(EVENTS, EVENT)], [line(MENTIONS, MENTION), *strange])
    reading, unread = reader.read_paths([path])
    assert isinstance(reading, Reading)
    assert isinstance(unread, Unread)
    assert "3 of 4 mentions" in str(unread.error)


def test_mentions_without_their_events_are_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "20250312083000.mentions.CSV"
    path.write_text(line(MENTIONS, MENTION), encoding="utf-8")
    (error,) = read_reports(path)
    assert isinstance(error, InputError)
    assert "export.CSV" in str(error)


def test_a_file_of_events_and_a_joined_table_are_read_as_they_are(reader: Reader, tmp_path: Path) -> None:
    events = tmp_path / "20250312083000.export.CSV"
    events.write_text(line(EVENTS, EVENT) + line(EVENTS, EVENT, globaleventid="1234568"), encoding="utf-8")
    joined = tmp_path / "joined.csv"
    names = {"globaleventid": "GLOBALEVENTID", "day": "SQLDATE", "actiongeo_fullname": "ActionGeo_FullName"}
    row = {names.get(name, name): value for name, value in {**EVENT, **MENTION}.items()}
    with joined.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(row))
        writer.writeheader()
        writer.writerow(row)
    found = list(reader.read_paths([events, joined]))
    assert [len(one.claims) for one in found if isinstance(one, Reading)] == [1, 1, 1]
    assert [one.claims[0].confidence for one in found if isinstance(one, Reading)] == [1.0, 1.0, 0.6]


@pytest.mark.parametrize(
    ("kind", "name", "precision"),
    [
        ("1", "Ukraine", "country"),
        ("5", "Kharkivs'ka Oblast', Ukraine", "admin1"),
        ("4", EVENT["actiongeo_fullname"], "point"),
    ],
)
def test_places_are_as_fine_as_the_row_says(
    reader: Reader, tmp_path: Path, kind: str, name: str, precision: str
) -> None:
    event = line(EVENTS, EVENT, actiongeo_type=kind, actiongeo_fullname=name)
    (reading,) = reader.read_paths([files(tmp_path, [event], [line(MENTIONS, MENTION)])])
    assert isinstance(reading, Reading)
    place = reading.claims[0].place
    assert place is not None
    assert (place.place.precision, place.place.country) == (precision, "UA")


@pytest.mark.parametrize(("code", "kind"), [
    ("1952", "drone-strike"), ("195", "airstrike"), ("1951", "airstrike"), ("1831", "bombing"), ("145", "riot"),
    ("141", "protest"), ("1121", "accuse"), ("036", None), ("01", None), ("", None),
])  # fmt: skip
def test_codes_go_by_their_longest_known_beginning(code: str, kind: str | None) -> None:
    found = event_of(code)
    assert (found[0] if found else None) == kind


def test_kinds_that_are_none_of_ours_give_no_claim(reader: Reader, tmp_path: Path) -> None:
    path = files(tmp_path, [line(EVENTS, EVENT, eventcode="036")], [line(MENTIONS, MENTION)])
    (reading,) = reader.read_paths([path])
    assert isinstance(reading, Reading)
    assert reading.claims == ()


def test_every_type_in_the_table_is_ours() -> None:
    text = (Path(__file__).parents[2] / "src/sayso/datasets/gdelt.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["type"] for row in rows} <= set(EVENT_TYPES)
    assert len({row["code"] for row in rows}) == len(rows)


def test_a_row_without_a_day_does_not_lose_the_others(reader: Reader, tmp_path: Path) -> None:
    events = [line(EVENTS, EVENT), line(EVENTS, EVENT, globaleventid="7", day="20251399")]
    path = files(tmp_path, events, [line(MENTIONS, MENTION, globaleventid="7"), line(MENTIONS, MENTION)])
    assert [type(one) for one in reader.read_paths([path])] == [Unread, Reading]

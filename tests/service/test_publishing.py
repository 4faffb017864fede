"""What is published of a ledger: accepted claims alone, incidents whole, places blurred in every word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.errors import UsageError
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.service.publishing import Publication, Terms, accepted
from sayso.service.reading import Reader
from sayso.store.filters import Filter

ANN = By("Ann", "checked")
REPORTS = (
    {"outlet": "Delta Wire", "published": "2025-09-14", "text": """Drones hit Izmail

At least nine people were killed when Russian drones struck a grain terminal in Izmail on Saturday, the regional
administration said.

Residents of Kherson said on Saturday that shelling killed two people in Kherson.
"""},
    {"outlet": "Izmail Courier", "published": "2025-09-15", "text": """Toll of drone strike on Izmail rises

Eleven people were killed when Russian drones struck a grain terminal in Izmail on Saturday, hospital doctors said.
"""},
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    folder = tmp_path_factory.mktemp("published")
    source = folder / "reports.jsonl"
    source.write_text("".join(json.dumps(report) + "\n" for report in REPORTS), encoding="utf-8")
    with Ledger(folder / "a.db", create=True) as ledger:
        ledger.add([source], reader)
    return folder / "a.db"


@pytest.fixture
def ledger(made: Path, tmp_path: Path):
    copy = tmp_path / "copy.db"
    copy.write_bytes(made.read_bytes())
    with Ledger(copy) as opened:
        yield opened


def claims(ledger: Ledger, place: str) -> list[str]:
    return [
        one.claim.id
        for one in ledger.claims(Filter(rejected=True))
        if one.claim.place and one.claim.place.name == place
    ]


def published(ledger: Ledger, **terms) -> list:
    return list(Publication(ledger.store, Terms(**terms)).incidents())


def test_nothing_is_published_that_nobody_accepted(ledger: Ledger):
    assert published(ledger) == []
    assert len(published(ledger, everything=True)) >= 2


def test_an_accepted_claim_is_published_and_what_is_left_out_is_counted(ledger: Ledger):
    one, *others = claims(ledger, "Izmayil")
    assert others
    ledger.decide("accept", [one], ANN)
    (found,) = published(ledger)
    assert [shown.claim.id for shown in found.claims] == [one]
    assert found.left_out == len(others)
    assert found.claims[0].accepted
    assert found.claims[0].accepted.by == "Ann"
    # What the others say is not told by way of the comparison either.
    assert {claim for field in found.comparison.fields for said in field.values for claim in said.claims} == {one}
    assert {document.outlet for document in found.dossier.documents} == {found.claims[0].document.outlet}


def test_what_was_rejected_is_never_published(ledger: Ledger):
    one = claims(ledger, "Kherson")[0]
    ledger.decide("accept", [one], ANN)
    ledger.decide("reject", [one], ANN)
    assert accepted(ledger.store) == frozenset()
    shown = {c.claim.id for found in published(ledger, everything=True) for c in found.claims}
    assert shown
    assert one not in shown
    with pytest.raises(UsageError, match="rejected"):
        published(ledger, filter=Filter(rejected=True))


def test_an_acceptance_that_was_taken_back_counts_no_more(ledger: Ledger):
    made = ledger.decide("accept", [claims(ledger, "Kherson")[0]], ANN)
    assert len(published(ledger)) == 1
    ledger.decide("undo", [made.id], ANN)
    assert published(ledger) == []


def test_a_filter_chooses_incidents_and_shows_them_whole(ledger: Ledger):
    for id in claims(ledger, "Izmayil") + claims(ledger, "Kherson"):
        ledger.decide("accept", [id], ANN)
    chosen = published(ledger, filter=ledger.filter(place="Izmail", text="eleven"))
    assert len(chosen) == 1
    assert {one.claim.id for one in chosen[0].claims} >= set(claims(ledger, "Izmayil"))
    assert len(published(ledger, everything=True, filter=ledger.filter(place="Izmail"))) == 1


def test_what_a_person_set_stands_beside_what_the_machine_read(ledger: Ledger):
    one = claims(ledger, "Kherson")[0]
    ledger.decide("edit", [one], ANN, field="type", value="airstrike")
    ledger.decide("accept", [one], ANN)
    (found,) = published(ledger)
    (shown,) = [c for c in found.claims if c.claim.id == one]
    assert shown.claim.type == "airstrike"
    assert shown.read
    assert shown.read.type != "airstrike"
    assert [(v.by, v.field) for v in shown.verdicts] == [("Ann", "type"), ("Ann", "")]


def test_an_added_claim_is_published_as_the_persons(ledger: Ledger):
    document = next(iter(ledger.claims())).document.id
    ledger.add_claim(document, (0, 6), "damage", ANN)
    (found,) = published(ledger)
    assert [c.added_by for c in found.claims] == ["Ann"]


def test_blurred_nothing_tells_of_the_place(ledger: Ledger):
    plain = published(ledger, everything=True)
    assert "Izmail" in repr(plain)
    told = published(ledger, everything=True, blur=20)
    assert len(told) == len(plain)
    for found in told:
        shown = (found.claims, found.comparison, found.dossier.told, found.where, found.point)
        assert "izma" not in repr(shown).lower()
        assert "kherson," not in repr(shown).lower()
    assert {found.where.place.name for found in told if found.where} <= {"Odessa", "Kherson"}
    assert {found.point for found in told}.isdisjoint({found.point for found in plain} - {None})


def test_quotes_can_be_left_out_and_reports_are_never_whole(ledger: Ledger):
    for found in published(ledger, everything=True, quotes=False):
        assert all(one.quote is None for one in found.claims)
    for found in published(ledger, everything=True):
        assert all(one.document.text == "" for one in found.claims)
        assert all(one.quote and one.quote[1] for one in found.claims)

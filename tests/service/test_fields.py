"""A claim field by field: what it says, what the machine read, in which words, who set it otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.model import Claim, FieldConfidence
from sayso.model.edits import checked, edited
from sayso.service.completing import parties, party_values, places
from sayso.service.deciding import By
from sayso.service.fields import edit_text, fields_of
from sayso.service.ledger import Ledger
from sayso.service.reading import Reader
from sayso.wording import decision_words
from tests.store.making import LineReader, UnsureReader

ROOT = Path(__file__).parents[2]
ANN = By("Ann", "a second look")


@pytest.fixture(scope="module")
def claims(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The examples, as read."""
    ledger = Ledger(tmp_path_factory.mktemp("fields") / "a.db", create=True)
    ledger.add(sorted((ROOT / "examples").glob("*.txt")), reader)
    return ledger


def test_words_are_those_of_the_report_and_say_where_they_stand(claims: Ledger) -> None:
    seen = set()
    for listed in claims.claims():
        for field in fields_of(listed):
            seen.add(field.how)
            assert all(0 <= span.start < span.end <= len(listed.document.text) for span in field.spans)
            within = [listed.read.sentence.contains(span) for span in field.spans]
            assert field.how == ("here" if within and all(within) else "carried" if within else field.how)
            assert bool(field.spans) == (field.how in ("here", "carried"))
            assert field.set_by is None
            assert field.value == field.read
    assert {"here", "carried", "silent"} <= seen


def as_edited(claim: Claim, name: str, text: str) -> Claim:
    """The claim with a field set to what stands in the edit form."""
    return edited(claim, [(name, json.dumps(checked(name, text or None)))], claim.report)


@pytest.mark.parametrize("name", ["type", "status", "time", "figures"])
def test_what_the_form_shows_is_what_it_would_set(claims: Ledger, name: str) -> None:
    """Saving a field as it stands says the same again."""
    number = 0
    for listed in claims.claims():
        text = edit_text(name, listed.claim)
        if text:
            number += 1
            assert edit_text(name, as_edited(listed.claim, name, text)) == text
    assert number > 10


def test_who_set_it_stands_beside_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("clash asserted Goma 3 Mayor_Ilunga says army fought there\n", encoding="utf-8")
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.add([tmp_path / "a.txt"], LineReader())
        id = next(iter(ledger.claims())).claim.id
        ledger.decide("edit", [id], ANN, field="status", value="denied")
        ledger.decide("edit", [id], ANN, field="note", value="see page 3")
        listed, held = ledger.store.claims.get(id), ledger.store.decisions.holding([id])
        told = {field.name: field for field in fields_of(listed, held)}
        assert (told["status"].value, told["status"].read) == ("denied", "asserted")
        assert told["status"].set_by == held[0]
        assert told["note"].value == "see page 3"
        assert told["place"].set_by is None
        assert [decision_words(d) for d in held] == ["set status to denied", "set note to see page 3"]


def test_a_doubtful_field_is_told_until_a_person_sets_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("clash asserted Goma 3 Mayor_Ilunga says army fought there\n", encoding="utf-8")
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.add([tmp_path / "a.txt"], UnsureReader())
        id = next(iter(ledger.claims())).claim.id
        told = {field.name: field for field in fields_of(ledger.store.claims.get(id))}
        assert {name: (field.sure, field.doubtful) for name, field in told.items() if field.sure is not None} == {
            "place": (0.31, True), "time": (0.8, False), "targets": (0.2, True),
        }  # fmt: skip
        assert (told["type"].sure, told["actors"].sure) == (None, None)
        ledger.decide("edit", [id], ANN, field="place", value=None)
        listed, held = ledger.store.claims.get(id), ledger.store.decisions.holding([id])
        now = {field.name: field.doubtful for field in fields_of(listed, held)}
        assert (now["place"], now["targets"]) == (False, True)
        assert listed.claim.field_confidence == FieldConfidence(time=0.8, targets=0.2)


def test_decisions_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("clash asserted Goma 3 Mayor_Ilunga says army fought there\n", encoding="utf-8")
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.add([tmp_path / "a.txt"], LineReader())
        id = next(iter(ledger.claims())).claim.id
        values = {"time": "2025-03-09/2025-03-11", "figures": "killed at-least 12 civilians", "place": None,
                  "actors": "one; two"}  # fmt: skip
        made = [ledger.decide("edit", [id], ANN, field=field, value=value) for field, value in values.items()]
        made.append(ledger.decide("credibility", [id], ANN, value=2))
        made.append(ledger.decide("reliability", ["Mayor Ilunga"], ANN, value="b"))
        assert [decision_words(d) for d in made] == [
            "set time to 2025-03-09 to 2025-03-11", "set figures to killed at-least 12 civilians",
            "set place to nothing", "set actors to one; two", "graded it 2, probably true",
            "graded Mayor Ilunga B, usually reliable",
        ]  # fmt: skip


def test_names_are_offered_and_kept_whole(claims: Ledger) -> None:
    listed = next(one for one in claims.claims() if one.claim.actors and one.claim.actors[0].id)
    actor = listed.claim.actors[0]
    assert actor.name in [offer.value for offer in parties(claims.store, actor.name[:5])]
    assert all(offer.value.startswith("x; ") for offer in parties(claims.store, f"x; {actor.name[:5]}"))
    (value,) = party_values(claims.store, "targets", actor.name, None)
    assert (value["id"], value["side"]) == (actor.id, actor.side)
    assert party_values(claims.store, "actors", actor.id or "", None) == [value]
    assert party_values(claims.store, "actors", "nobody at all", listed.claim) == [{"name": "nobody at all"}]
    placed = next(one.claim.place.place for one in claims.claims() if one.claim.place and one.claim.place.place.id)
    assert placed.id in [offer.value for offer in places(claims.store, placed.name)]
    assert places(claims.store, "G") == parties(claims.store, "") == []
    assert "geonames:706483" in [offer.value for offer in places(claims.store, "Kharki")]

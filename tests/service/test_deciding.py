"""What people decide counts everywhere, moves only what they name, and stays."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import LedgerError, UsageError
from sayso.model.edits import PERSON
from sayso.service.asking import ShownClaim, ShownDocument, ShownIncident, find
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter
from sayso.store.records import Listed
from tests.store.making import LineReader, document, read, whole

ANN = By("Ann", "read it again")
ALL = Filter()
KHARKIV = {"name": "Kharkiv", "country": "UA", "lat": 49.98, "lon": 36.25, "precision": "point"}
SHELLED = "shelling asserted Goma 3 army fired on the market and the river bridge\n"


def report(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Three reports on one shelling, the first with a toll besides; one on another day's clash far away."""
    folder = tmp_path / "reports"
    texts = [SHELLED + "casualties asserted Goma 3 mayor says people of the market died\n", SHELLED + "two\n",
             SHELLED + "three\n", "clash asserted Sumy - police fought smugglers by the station\n"]  # fmt: skip
    with Ledger(tmp_path / "a.db", create=True) as made:
        made.add([report(folder, f"{n}.txt", text) for n, text in enumerate(texts)], LineReader())
        yield made
    whole(tmp_path / "a.db")


def claims(ledger: Ledger, **filter: Any) -> list[Listed]:
    return list(ledger.claims(Filter(**filter)))


def one(ledger: Ledger, **filter: Any) -> Listed:
    return claims(ledger, **filter)[0]


def again(ledger: Ledger, listed: Listed) -> Listed:
    return ledger.store.claims.get(listed.claim.id)


def together(ledger: Ledger) -> dict[str, str | None]:
    return {listed.claim.id: listed.incident for listed in ledger.claims(Filter(rejected=True))}


def exported(ledger: Ledger, form: str, filter: Filter = ALL) -> Any:
    out = StringIO(newline="")
    ledger.export(form, None, filter, out=out)
    text = out.getvalue()
    return list(csv.DictReader(StringIO(text, newline=""))) if form != "geojson" else json.loads(text)


def test_an_edited_type_counts_in_every_listing(ledger: Ledger) -> None:
    clash = one(ledger, types=("clash",))
    ledger.decide("edit", [clash.claim.id], ANN, field="type", value="riot")
    assert claims(ledger, types=("clash",)) == []
    (found,) = claims(ledger, types=("riot",))
    assert (found.claim.type, found.read.type, found.edits) == ("riot", "clash", (("type", '"riot"'),))
    assert [row.type for row in ledger.incidents(Filter(types=("riot",)))] == ["riot"]
    assert {row["sub_event_type"] for row in exported(ledger, "acled", Filter(types=("riot",)))} == {
        "Violent demonstration"
    }
    shown = ledger.show(clash.claim.id)
    assert isinstance(shown, ShownClaim)
    assert (shown.listed, shown.decisions[0].value) == (found, '"riot"')


def test_edited_figures_count_in_the_series_and_the_tolls(ledger: Ledger) -> None:
    shelling = one(ledger, types=("shelling",), document=one(ledger, types=("casualties",)).document.id)
    ledger.decide("edit", [shelling.claim.id], ANN, field="figures", value="killed 40 civilians")
    rows = ledger.figures(Filter(measure="killed"))
    assert [(row.low, row.unit) for row in rows if row.claim == shelling.claim.id] == [(40.0, "civilians")]
    shown = ledger.show(shelling.incident or "")
    assert isinstance(shown, ShownIncident)
    assert 40.0 in [point.low for series in shown.comparison.figures for point in series.points]
    ledger.decide("edit", [shelling.claim.id], By("Ann", "none given"), field="figures", value=None)
    assert shelling.claim.id not in {row.claim for row in ledger.figures(Filter())}


def test_edited_place_day_and_sources_are_found_and_the_old_ones_are_not(ledger: Ledger) -> None:
    clash = one(ledger, types=("clash",))
    id = clash.claim.id
    kharkiv = {
        "name": "Kharkiv",
        "country": "UA",
        "lat": 49.98,
        "lon": 36.25,
        "precision": "point",
        "id": "geonames:706483",
    }
    ledger.decide("edit", [id], ANN, field="place", value=kharkiv)
    ledger.decide("edit", [id], ANN, field="time", value="2024-01-05")
    ledger.decide("edit", [id], ANN, field="sources", value=[{"name": "the governor", "kind": "authority"}])
    ledger.decide("edit", [id], ANN, field="actors", value="border guards")
    found = again(ledger, clash)
    assert found.day is not None
    assert found.day.isoformat() == "2024-01-05"
    assert [listed.claim.id for listed in ledger.claims(ledger.filter(place="Kharkiv"))] == [id]
    with pytest.raises(UsageError, match="no claim in the ledger is placed in 'Warsaw'"):
        ledger.filter(place="Warsaw")
    assert (
        [c.claim.id for c in claims(ledger, source="governor")]
        == [id]
        == [c.claim.id for c in claims(ledger, actor="guards")]
    )
    assert claims(ledger, source="police") == []
    assert "police" not in {row.name for row in ledger.sources()}
    assert [row.place for row in ledger.incidents(Filter(incident=found.incident))] == ["Kharkiv"]
    (row,) = (row for row in exported(ledger, "csv") if row["claim"] == id)
    assert (row["place"], row["earliest"], row["sources"], row["actors"]) == (
        "Kharkiv", "2024-01-05", "the governor", "border guards",
    )  # fmt: skip
    (feature,) = exported(ledger, "geojson", Filter(incident=found.incident))["features"]
    assert feature["geometry"]["coordinates"] == [36.25, 49.98]


def test_an_edit_can_part_what_the_machine_merged_and_undoing_it_joins_them(ledger: Ledger) -> None:
    other = one(ledger, text="two") if claims(ledger, text="two") else claims(ledger, types=("shelling",))[1]
    before = together(ledger)
    moved = ledger.decide("edit", [other.claim.id], ANN, field="place", value=KHARKIV)
    assert again(ledger, other).incident != before[claims(ledger, types=("casualties",))[0].claim.id]
    ledger.decide("undo", [moved.id], ANN)
    assert together(ledger) == before
    assert again(ledger, other).edits == ()
    assert ledger.review() == []


def test_the_last_edit_of_a_field_counts(ledger: Ledger) -> None:
    clash = one(ledger, types=("clash",))
    for hour, kind in ((2, "riot"), (3, "protest"), (1, "siege")):
        at = datetime(2026, 1, 1, hour, tzinfo=UTC)
        ledger.decide("edit", [clash.claim.id], By("Ann", "hm", at), field="type", value=kind)
    assert again(ledger, clash).claim.type == "protest"


def test_a_note_is_listed_and_merges_nothing_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = next(ledger.store.claims.search(ALL)).claim.id
    before = {one.claim.id: one.incident for one in ledger.store.claims.search(ALL)}
    merged: list[object] = []
    monkeypatch.setattr("sayso.service.deciding.merge_decided", lambda _, claims, **__: merged.append(claims))
    made = ledger.decide("edit", [claim], ANN, field="note", value="ask the desk")
    assert merged == []
    assert dict(ledger.store.claims.get(claim).edits)["note"] == '"ask the desk"'
    assert {one.claim.id: one.incident for one in ledger.store.claims.search(ALL)} == before
    ledger.decide("edit", [claim], ANN, field="type", value="clash")
    assert len(merged) == 1
    monkeypatch.undo()
    ledger.decide("undo", [made.id], ANN)
    assert "note" not in dict(ledger.store.claims.get(claim).edits)


def test_a_split_moves_only_the_claim_it_names(ledger: Ledger) -> None:
    """Even where it holds the others together, or tells with one of them."""
    before = together(ledger)
    toll = one(ledger, types=("casualties",))
    first = one(ledger, types=("shelling",), document=toll.document.id)
    other = next(c for c in claims(ledger, types=("shelling",)) if c.document.id != toll.document.id)
    assert len({before[c.claim.id] for c in (toll, first, other)}) == 1
    ledger.decide("split", [first.claim.id, other.claim.id], ANN)
    after = together(ledger)
    assert after.pop(first.claim.id) != before.pop(first.claim.id)
    assert after == before


def test_a_claim_can_leave_its_incident_without_naming_another(ledger: Ledger) -> None:
    before = together(ledger)
    toll = one(ledger, types=("casualties",)).claim.id
    made = ledger.decide("split", [toll], ANN)
    assert set(made.claims) == {id for id, incident in before.items() if incident == before[toll]}
    assert together(ledger)[toll] != before[toll]
    with pytest.raises(UsageError, match="is alone in its incident"):
        ledger.decide("split", [toll], ANN)
    ledger.decide("merge", [toll, before[toll] or ""], By("Bo", "no, the same"))
    assert len(set(together(ledger).values())) == 2


def test_old_ids_answer_after_merges_and_splits(ledger: Ledger) -> None:
    clash, shelling = one(ledger, types=("clash",)), one(ledger, types=("shelling",))
    assert clash.incident
    assert shelling.incident
    merge = ledger.decide("merge", [clash.incident, shelling.incident], ANN)
    shown = ledger.show(clash.incident)
    assert isinstance(shown, ShownIncident)
    assert (shown.incident.id, shown.former) == (shelling.incident, (clash.incident,))
    assert ledger.show(clash.incident[:9]) == shown
    assert len(exported(ledger, "csv", ledger.filter(incident=clash.incident))) == 5
    assert len(exported(ledger, "acled", ledger.filter(incident=clash.incident))) == 1
    ledger.decide("split", [clash.claim.id, clash.incident], ANN)  # what the old id stands for
    assert again(ledger, clash).incident == clash.incident
    ledger.decide("undo", [merge.id], ANN)
    assert again(ledger, shelling).incident == shelling.incident
    for claim in shelling.claim.id, clash.claim.id:  # an id that another order of arrival would have given
        assert find(ledger.store, f"i{claim}")[1] == ledger.store.claims.get(claim).incident


def test_rejected_claims_count_no_more_in_the_incident(ledger: Ledger) -> None:
    toll = one(ledger, types=("casualties",))
    (before,) = ledger.incidents(Filter(types=("casualties",)))
    ledger.decide("reject", [toll.claim.id], ANN)
    (after,) = (row for row in ledger.incidents() if row.id == before.id)
    assert (before.claims - after.claims, before.documents - after.documents) == (1, 0)
    ledger.decide("accept", [toll.claim.id], By("Bo", "it was right"))
    assert list(ledger.incidents(Filter(types=("casualties",)))) == [before]


def test_a_missed_claim_is_listed_merged_and_exported_as_a_persons(ledger: Ledger) -> None:
    two = next(c for c in claims(ledger, types=("shelling",)) if "\ntwo" in c.document.text)
    made = ledger.add_claim(two.document.id, "two", "casualties", ANN, figures="killed 3", place="geonames:204405",
                            time="2025-03-09", actors="rebels")  # fmt: skip
    (found,) = (c for c in claims(ledger, types=("casualties",)) if c.added_by)
    assert (found.claim.id, found.added_by, found.claim.rule) == (made.claims[0], "Ann", PERSON)
    assert (found.words, found.claim.place and found.claim.place.place.name) == ("two", "Uvira")
    assert found.incident
    assert found.claim.id not in {claim.id for claim in ledger.store.documents.reading(two.document.id).claims}
    assert found.claim.id in {claim.id for claim in ledger.store.documents.told(two.document.id).claims}
    shown = ledger.show(two.document.id)
    assert isinstance(shown, ShownDocument)
    assert ([c.id for c in shown.reading.claims], [c.claim.id for c in shown.added]) == (
        [two.claim.id], [found.claim.id],
    )  # fmt: skip
    assert len(shown.readings) == 1
    lines = StringIO()
    ledger.export("jsonl", None, out=lines)
    told = [claim for line in lines.getvalue().splitlines() for claim in json.loads(line)["claims"]]
    assert [c["id"] for c in told if c["added_by"] == "Ann"] == [found.claim.id]
    assert {row["claim"]: row["added_by"] for row in exported(ledger, "csv")}[found.claim.id] == "Ann"
    notes = exported(ledger, "acled", Filter(incident=found.incident))[0]["notes"]
    assert "1 claim added by people." in notes
    ledger.decide("edit", [found.claim.id], ANN, field="figures", value="killed 4")
    assert again(ledger, found).claim.figures[0].low == 4.0
    with pytest.raises(UsageError, match="taken back by rejecting it"):
        ledger.decide("undo", [made.id], ANN)
    ledger.decide("reject", [found.claim.id], ANN)
    assert found.claim.id not in {c.claim.id for c in ledger.claims()}


def test_two_claims_can_be_added_at_the_same_words(ledger: Ledger) -> None:
    document = one(ledger, types=("clash",)).document.id
    first, second = (ledger.add_claim(document, (0, 5), kind, ANN).claims[0] for kind in ("riot", "arrest"))
    assert first != second
    assert {c.claim.type for c in claims(ledger, document=document)} == {"clash", "riot", "arrest"}


@pytest.mark.parametrize(
    ("words", "kind", "fields", "message"),
    [
        ("fired", "shelling", {"mood": "x"}, "'mood' is no field"),
        ("fired", "war", {}, "'war' is no event type"),
        ("fired", "clash", {"status": "true"}, "'true' is no status"),
        ("nowhere to be found", "clash", {}, "stands nowhere in the document"),
        ("  ", "clash", {}, "stands nowhere in the document"),
        ("e", "clash", {}, "stands at several places, 2, "),
        ((5, 5), "clash", {}, "5–5 are no words of the document"),
        ((-1, 5), "clash", {}, "are no words of the document"),
        ((0, 10_000), "clash", {}, "are no words of the document"),
        ((8, 9), "clash", {}, "8–9 are no words"),
    ],
)
def test_a_claim_that_makes_no_sense_is_not_added(
    ledger: Ledger, words: Any, kind: str, fields: Any, message: str
) -> None:
    before = ledger.store.counts()
    with pytest.raises(UsageError, match=message):
        ledger.add_claim(one(ledger, types=("shelling",)).document.id, words, kind, ANN, **fields)
    assert ledger.store.counts() == before


def test_what_cannot_be_decided_is_said(ledger: Ledger) -> None:
    clash = one(ledger, types=("clash",))
    for kind, ids, message in (
        ("reject", [clash.incident], "is no claim; reject takes claims"),
        ("split", [clash.incident, clash.claim.id], "split takes claims"),
        ("merge", [clash.document.id, clash.claim.id], "is no claim; merge takes claims"),
        ("merge", [clash.claim.id], "two claims or more"),
        ("undo", ["zzz"], "undo takes the id of one decision"),
        ("undo", [""], "undo takes the id of one decision"),
        ("edit", [clash.claim.id], "'' is no field"),
    ):
        with pytest.raises(UsageError, match=message):
            ledger.decide(kind, ids, ANN)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="add takes a document"):
        ledger.add_claim(clash.claim.id, "x", "clash", ANN)
    with pytest.raises(LedgerError, match="nothing in it has the id"):
        ledger.decide("accept", ["zzz"], ANN)
    assert ledger.store.decisions.recorded() == []


def test_a_file_of_decisions_is_recorded_once(ledger: Ledger, tmp_path: Path) -> None:
    clash, shelling, toll = (one(ledger, types=(kind,)) for kind in ("clash", "shelling", "casualties"))  # type: ignore[arg-type]
    file = tmp_path / "decisions.csv"
    file.write_text(
        "kind,ids,by,reason,at,field,value,words,type,figures\n"
        f"reject,{shelling.claim.id[:12]},Bo,misread,2026-01-01,,,,,\n"
        f"edit,{clash.claim.id},,a brawl,2026-01-02T10:00:00+02:00,type,riot,,,\n"
        f"merge,{clash.claim.id} {toll.claim.id},,one day,,,,,,\n"
        f"add,{clash.document.id},,missed,,,,smugglers,arrest,captured 2\n"
        f"reject,{shelling.claim.id[:12]},Bo,misread,2026-01-01,,,,,\n",
        encoding="utf-8-sig",
    )
    done = ledger.decide_from(file, by="Ann")
    assert [(d.kind, d.by) for d in done.recorded] == [
        ("reject", "Bo"), ("edit", "Ann"), ("merge", "Ann"), ("add", "Ann"), ("reject", "Bo"),
    ]  # fmt: skip
    assert done.recorded[1].at == datetime(2026, 1, 2, 8, tzinfo=UTC)
    assert done.recorded[0].at == datetime(2026, 1, 1, tzinfo=UTC)
    assert again(ledger, clash).claim.type == "riot"
    assert again(ledger, clash).incident == again(ledger, toll).incident
    assert [c.claim.figures[0].low for c in claims(ledger, types=("arrest",))] == [2.0]
    again_ = ledger.decide_from(file, by="Ann")
    assert (again_.recorded, again_.known) == ((), 5)


def test_json_lines_hold_decisions_too(ledger: Ledger, tmp_path: Path) -> None:
    clash = one(ledger, types=("clash",))
    file = tmp_path / "decisions.csv"  # JSON lines are known by how they begin, whatever the file is called
    row = {"kind": "edit", "ids": [clash.claim.id], "by": "Ann", "reason": "r", "field": "actors", "value": ["a", "b"]}
    file.write_text(json.dumps(row) + "\n\n" + json.dumps({**row, "field": "time", "value": "2025-01-01"}) + "\n")
    assert len(ledger.decide_from(file).recorded) == 2
    assert [role.name for role in again(ledger, clash).claim.actors] == ["a", "b"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("war,CLAIM,Ann,r,,", "line 3: 'war' is no kind of decision; valid: accept, reject"),
        ("reject,zzz,Ann,r,,", "line 3: .*nothing in it has the id 'zzz'"),
        ("edit,CLAIM,Ann,r,type,war", "line 3: 'war' is no event type"),
        ("reject,CLAIM,,r,,", "line 3: a decision needs the name"),
        ("reject,CLAIM,Ann,,,", "line 3: a decision needs the name"),
        ("add,CLAIM,Ann,r,,", "line 3: .* is no document; add takes a document"),
        ("reject,CLAIM,Ann,r,,,,beyond", "line 3: has more cells than the first line has columns"),
        ("edit,CLAIM,Ann,r,type,riot,x", "line 3: 'more' is no column of decisions"),
    ],
)
def test_a_file_with_a_bad_line_records_nothing(ledger: Ledger, tmp_path: Path, line: str, message: str) -> None:
    clash = one(ledger, types=("clash",)).claim.id
    file = tmp_path / "decisions.csv"
    text = f"kind,ids,by,reason,field,value,more\nreject,CLAIM,Ann,first,,\n{line}\n"
    file.write_text(text.replace("CLAIM", clash))
    with pytest.raises(UsageError, match=message):
        ledger.decide_from(file)
    assert ledger.store.decisions.recorded() == []
    with pytest.raises(UsageError, match="cannot be read"):
        ledger.decide_from(tmp_path / "none.csv")
    (tmp_path / "bad.jsonl").write_text("{")
    with pytest.raises(UsageError, match="cannot be read"):
        ledger.decide_from(tmp_path / "bad.jsonl")


def test_decisions_on_a_claim_hold_when_the_machine_types_it_otherwise(ledger: Ledger, tmp_path: Path) -> None:
    """As long as the words are the same: the id says nothing of type or rule."""
    shelling = claims(ledger, types=("shelling",))
    ledger.decide("reject", [shelling[0].claim.id], ANN)
    ledger.decide("edit", [shelling[1].claim.id], ANN, field="status", value="denied")
    ledger.add(sorted((tmp_path / "reports").iterdir()), LineReader(rulebook="turns"))
    assert [again(ledger, c).read.type for c in shelling] == ["airstrike"] * 3
    assert again(ledger, shelling[0]).rejected
    assert again(ledger, shelling[1]).claim.status == "denied"
    (look,) = ledger.review()  # the status was not read otherwise; the rejected claim was
    assert (look.claim, look.why) == (shelling[0].claim.id, "it is read otherwise now: type: shelling → airstrike")
    ledger.decide("reject", [shelling[0].claim.id], By("Ann", "still wrong"))
    assert ledger.review() == []


def test_what_is_no_longer_read_is_listed_with_what_stands_there(ledger: Ledger) -> None:
    text = "shelling denied Goma 3 army fired\n"
    first = read(document(text))
    ledger.store.documents.add(first, read_by=one(ledger).read_by)
    (claim,) = first.claims
    ledger.decide("accept", [claim.id], ANN)
    added = ledger.add_claim(first.document.id, "shelling", "bombing", ANN)
    (look,) = ledger.review()
    assert (look.claim, look.why) == (added.claims[0], "the machine reads a claim at these words now")
    assert [c.claim.id for c in look.here] == [claim.id]
    gone = read(document(text), rulebook="drops")
    ledger.store.documents.add(gone, read_by=one(ledger).read_by._replace(rulebook="drops"))
    (look,) = ledger.review()
    assert (look.claim, look.why) == (claim.id, "its report is read without it now")
    assert [c.claim.id for c in look.here] == list(added.claims)
    ledger.decide("undo", [look.decision.id], ANN)
    assert ledger.review() == []


def test_a_newer_version_of_a_report_is_listed_for_review(ledger: Ledger, tmp_path: Path) -> None:
    clash = one(ledger, types=("clash",))
    ledger.decide("accept", [clash.claim.id], ANN)
    ledger.add_claim(clash.document.id, "smugglers", "arrest", ANN)
    path = report(tmp_path / "reports", "3.txt", clash.document.text + "It was late, he said.\n")
    ledger.add([path], LineReader())
    assert [look.why for look in ledger.review()] == ["its report has a newer version"] * 2
    assert [c.claim.type for c in claims(ledger, types=("arrest",))] == []


def test_a_merge_that_others_keep_apart_is_listed_for_review(ledger: Ledger) -> None:
    a, b = (c.claim.id for c in claims(ledger, types=("shelling",))[:2])
    c = one(ledger, types=("clash",)).claim.id
    ledger.decide("merge", [a, c], By("Ann", "r", datetime(2026, 1, 1, tzinfo=UTC)))
    ledger.decide("split", [b, a], By("Ann", "r", datetime(2026, 1, 2, tzinfo=UTC)))
    assert ledger.review() == []
    ledger.decide("merge", [b, c], By("Ann", "r", datetime(2026, 1, 3, tzinfo=UTC)))
    incidents = together(ledger)
    held = len({incidents[id] for id in (a, b, c)}) == 1
    assert held or [look.why for look in ledger.review()] == ["another decision keeps its claims apart"]

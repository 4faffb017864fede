"""Exporting a ledger: every form, whole files or none, and what people decided."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from importlib import resources
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import ExportError, UsageError
from sayso.exports.contract import reading_to_dict
from sayso.service import exporting
from sayso.service.adding import Adding
from sayso.service.deciding import By
from sayso.service.dossiers import dossiers
from sayso.service.exporting import FORMS
from sayso.service.ledger import Ledger
from sayso.service.writing import COLUMNS
from sayso.store.filters import Filter
from sayso.store.sqlite.claims import Claims
from sayso.store.sqlite.copies import Copies
from sayso.store.sqlite.decisions import Decisions
from tests.exports.test_json import violations
from tests.store.making import LineReader, write_reports

ALL = Filter()
TEXT = [name for name, kind in FORMS.items() if kind.write]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "a.db", create=True) as made:
        paths = write_reports(tmp_path / "reports", 12)
        for step in Adding(made.store, LineReader(), paths, outlet="The Meridian").steps():
            assert step
        yield made


def text_of(ledger: Ledger, name: str, filter: Filter = ALL, *, raw: bool = False) -> str:
    out = StringIO(newline="")
    ledger.export(name, None, filter, out=out, raw=raw)
    return out.getvalue()


def rows_of(ledger: Ledger, name: str, filter: Filter = ALL) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text_of(ledger, name, filter), newline="")))


def test_json_lines_are_the_readings_and_what_the_ledger_knows(ledger: Ledger) -> None:
    lines = [json.loads(line) for line in text_of(ledger, "jsonl").splitlines()]
    plain = [reading_to_dict(ledger.store.documents.told(id)) for id in ledger.store.documents.listed()]
    known = {"incident", "origin", "origins", "rejected", "edits", "as_read", "added_by", "credibility"}
    assert len(lines) == len(plain) == 12
    for line, told in zip(lines, plain, strict=True):
        for claim in line["claims"]:
            assert claim["incident"]
            assert claim["origin"]
            assert claim["origins"] >= 1
            assert (claim["rejected"], claim["edits"]) == (False, {})
        line["claims"] = [{k: v for k, v in claim.items() if k not in known} for claim in line["claims"]]
        assert line == told


def schema(name: str) -> Any:
    return json.loads((resources.files("sayso.exports") / name).read_text(encoding="utf-8"))


def resolved(node: Any) -> Any:
    """The schema of a ledger's lines with what it names of that of readings in place."""
    if isinstance(node, dict) and "$ref" in node:
        file, _, path = node["$ref"].partition("#/")
        found = schema(file or "ledger.schema.json")
        for part in path.split("/"):
            found = found[part]
        return resolved(found) if not file else found
    if isinstance(node, dict):
        return {key: resolved(value) for key, value in node.items()}
    return node


def test_every_line_obeys_the_published_schema(ledger: Ledger) -> None:
    claim, other = (listed.claim.id for listed in ledger.claims(limit=2))
    ledger.decide("edit", [claim], By("Ana", "r"), field="figures", value="killed 3")
    ledger.decide("edit", [other], By("Ana", "r"), field="place", value=None)
    ledger.add_claim(next(ledger.claims()).document.id, (0, 6), "clash", By("Ana", "r"))
    whole = resolved(schema("ledger.schema.json"))
    for line in text_of(ledger, "jsonl").splitlines():
        assert violations(json.loads(line), whole) == []


def test_csv_has_a_row_for_each_claim(ledger: Ledger) -> None:
    rows = rows_of(ledger, "csv")
    assert len(rows) == ledger.store.claims.count(ALL)
    assert tuple(rows[0]) == COLUMNS
    assert {row["outlet"] for row in rows} == {"The Meridian"}
    assert all(row["incident"] and row["origin"] for row in rows)


def test_incidents_are_whole_whatever_claim_matched(ledger: Ledger) -> None:
    wanted = Filter(types=("casualties",))
    whole = {made.incident.id: made for made in dossiers(ledger.store, ALL)}
    for made in dossiers(ledger.store, wanted):
        assert made.incident == whole[made.incident.id].incident
        assert [t.claim for t in made.told] == [t.claim for t in whole[made.incident.id].told]


def test_forms_of_incidents_hold_every_incident_or_say_why_not(ledger: Ledger) -> None:
    number = len(list(ledger.incidents(ALL)))
    for name in ("acled", "ucdp", "geojson"):
        tally = ledger.export(name, None, ALL, out=StringIO())
        assert tally.written + sum(tally.left_out.values()) == number, name
        assert tally.written


def test_filters_choose(ledger: Ledger) -> None:
    wanted = Filter(text='"number 2"')
    rows = rows_of(ledger, "acled", wanted)
    assert 0 < len(rows) < len(rows_of(ledger, "acled"))
    assert [row["sayso_incident"] for row in rows] == [row.id for row in ledger.incidents(wanted)]
    assert rows_of(ledger, "acled", Filter(source="nobody at all")) == []


@pytest.mark.parametrize("name", TEXT)
def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, name: str, tmp_path: Path) -> None:
    ledger.export(name, tmp_path / "one", ALL)
    ledger.export(name, tmp_path / "two", ALL)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes() == text_of(ledger, name).encode()


def test_what_a_person_rejected_counts_no_more(ledger: Ledger) -> None:
    made = next(made for made in dossiers(ledger.store, ALL) if len(made.told) > 1)
    for told in made.told:
        ledger.decide("reject", [told.claim.id], By("Ana", "wrong war"))
    assert made.incident.id not in {row["sayso_incident"] for row in rows_of(ledger, "acled")}
    assert {told.claim.id for told in made.told}.isdisjoint(row["claim"] for row in rows_of(ledger, "csv"))
    kept = {row["claim"]: row["rejected"] for row in rows_of(ledger, "csv", Filter(rejected=True))}
    assert {kept[told.claim.id] for told in made.told} == {"yes"}
    tally = ledger.export("acled", None, Filter(rejected=True), out=StringIO())
    assert tally.left_out["rejected"] == 1


def test_what_a_person_set_counts_in_rows_and_stands_beside_what_was_read(ledger: Ledger) -> None:
    claim = next(ledger.claims(Filter(types=("shelling",)))).claim
    ledger.decide("edit", [claim.id], By("Ana", "it was a drone"), field="type", value="drone-strike")
    made = next(made for made in dossiers(ledger.store, ALL) if claim.id in made.incident.claims)
    assert next(t.claim.type for t in made.told if t.claim.id == claim.id) == "drone-strike"
    lines = [json.loads(line) for line in text_of(ledger, "jsonl").splitlines()]
    told = next(c for line in lines for c in line["claims"] if c["id"] == claim.id)
    assert (told["type"], told["edits"], told["as_read"]) == (
        "drone-strike", {"type": "drone-strike"}, {"type": "shelling"},
    )  # fmt: skip
    notes = [row["notes"] for row in rows_of(ledger, "acled")]
    assert any("Type set by a person to drone-strike." in note for note in notes)


def test_a_workbook_is_a_file_and_leaves_nothing_behind(ledger: Ledger, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    tally = ledger.export("xlsx", tmp_path / "a.xlsx", ALL)
    assert (tally.what, tally.written) == ("claim", ledger.store.claims.count(ALL))
    assert set(tmp_path.iterdir()) - before == {tmp_path / "a.xlsx"}
    with pytest.raises(UsageError, match="no text"):
        ledger.export("xlsx", None, ALL, out=StringIO())


@pytest.mark.parametrize("name", FORMS)
def test_a_failed_export_leaves_the_target_as_it_was(
    ledger: Ledger, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    target.write_text("precious")
    before = set(tmp_path.iterdir())

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for kind, method in ((Copies, "among"), (Claims, "search"), (Claims, "sources"), (Decisions, "of_kind")):
        monkeypatch.setattr(kind, method, fails)
    with pytest.raises(ExportError, match="No space left"):
        ledger.export(name, target, ALL)
    assert target.read_text() == "precious"
    assert set(tmp_path.iterdir()) == before


def test_a_target_that_cannot_be_written_is_named(ledger: Ledger, tmp_path: Path) -> None:
    for target, words in ((tmp_path, "is a folder"), (tmp_path / "none" / "a.csv", "there is no folder")):
        with pytest.raises(ExportError, match=words):
            ledger.export("csv", target, ALL)
    with pytest.raises(UsageError, match="the ledger itself"):
        ledger.export("csv", ledger.store.path, ALL)


def test_a_link_is_followed_and_a_pipe_written_to(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    ledger.export("csv", tmp_path / "link.csv", ALL)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8") == text_of(ledger, "csv")
    ledger.export("csv", Path(os.devnull), ALL)
    assert Path(os.devnull).is_char_device()


def test_formulas_are_defused_unless_raw_is_asked_for(tmp_path: Path) -> None:
    with Ledger(tmp_path / "b.db", create=True) as ledger:
        paths = write_reports(tmp_path / "reports", 2)
        for _ in Adding(ledger.store, LineReader(), paths, outlet="=cmd()").steps():
            pass
        assert {row["outlet"] for row in rows_of(ledger, "csv")} == {"'=cmd()"}
        assert {row["source"] for row in rows_of(ledger, "acled")} == {"'=cmd()"}
        raw = csv.DictReader(StringIO(text_of(ledger, "csv", raw=True), newline=""))
        assert {row["outlet"] for row in raw} == {"=cmd()"}
        with pytest.raises(UsageError, match="no CSV"):
            text_of(ledger, "geojson", raw=True)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_explained(name: str) -> None:
    text = exporting.explained(name)
    assert "cannot hold" in text
    assert FORMS[name].about in text

"""The commands of the ledger: what goes to standard output and error, and the exit code."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso import cli
from sayso.cli import runtime
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter
from tests.store.making import LineReader, dump, write_reports


class Run:
    """Runs commands on one ledger, with a reader that needs no model."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, *arguments: str | Path, code: int = 0) -> Result:
        result = CliRunner().invoke(cli.main, [str(a) for a in arguments], env={"SAYSO_LEDGER": str(self.path)})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code == code, result.output
        return result

    def lines(self, *arguments: str | Path) -> list[Any]:
        return [json.loads(line) for line in self(*arguments).stdout.splitlines()]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(runtime, "reader", lambda *_, **__: LineReader())
    monkeypatch.setenv("COLUMNS", "140")
    return Run(tmp_path / "a.db")


@pytest.fixture
def full(run: Run, tmp_path: Path) -> Run:
    run("add", *write_reports(tmp_path / "reports", 12))
    return run


def test_add_says_what_it_did(run: Run, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", 3)
    assert run("add", *reports).stdout == f"{run.path}: 3 new; 6 claims\n"
    assert run("add", reports[0].parent).stdout == f"{run.path}: 3 known; 0 claims\n"


def test_add_lists_what_could_not_be_read_and_fails(run: Run, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", 2)
    result = run("add", tmp_path / "none.txt", *reports, code=1)
    assert result.stdout == f"{run.path}: 2 new; 4 claims\n"
    assert result.stderr == f"1 could not be read:\nsayso: {tmp_path / 'none.txt'}: no such file (check the path)\n"
    assert "no such file" in run("ledger", "info", "--failures").stdout


def test_claims_as_json_lines_hold_the_words_and_their_offsets(full: Run) -> None:
    rows = full.lines("claims", "--type", "airstrike", "--place", "Sake")
    assert rows
    with Ledger(full.path) as ledger:
        for row in rows:
            text = ledger.store.documents.reading(row["document"]["id"]).document.text
            assert text[row["trigger"]["start"] : row["trigger"]["end"]] == row["trigger"]["text"] == "airstrike"
            assert text[row["sentence"]["start"] : row["sentence"]["end"]] == row["words"]
            assert row["place"]["name"] == "Sake"
            assert row["incident"]


@pytest.mark.parametrize("command", ["claims", "incidents", "sources", "figures"])
def test_every_listing_in_every_form(full: Run, command: str) -> None:
    rows = full.lines(command, "--limit", "5")
    assert 0 < len(rows) <= 5
    assert json.loads(full(command, "--limit", "5", "--format", "json").stdout) == rows
    table = list(csv.DictReader(StringIO(full(command, "--limit", "5", "--format", "csv").stdout)))
    assert len(table) == len(rows)
    assert full(command, "--limit", "5", "--format", "table").stdout.strip()
    assert len(full.lines(command, "--limit", "0")) >= len(rows)


def test_filters_reach_the_ledger(full: Run) -> None:
    whole = full.lines("claims", "--limit", "0")
    assert len(whole) == 24
    assert {r["place"]["country"] for r in full.lines("claims", "--place", "Democratic Republic of the Congo")} == {
        "CD"
    }
    assert {r["place"]["name"] for r in full.lines("claims", "--place", "North Kivu")} == {"Goma", "Sake"}
    assert {r["place"]["name"] for r in full.lines("claims", "--place", "Sumy region")} == {"Sumy"}
    assert {r["place"]["name"] for r in full.lines("claims", "--place", "geonames:204405")} == {"Sake"}
    assert {r["place"]["name"] for r in full.lines("claims", "--place", "ua")} == {"Sumy"}
    assert {r["place"]["name"] for r in full.lines("claims", "--near", "50.9,34.8,20")} == {"Sumy"}
    assert {r["status"] for r in full.lines("claims", "--status", "denied")} == {"denied"}
    assert full.lines("claims", "--since", "2030-01-01") == []
    assert len(full.lines("claims", "--text", '"river bridge"', "--limit", "0")) == 12
    assert {r["name"] for r in full.lines("sources", "--source", "mayor")} == {"mayor 0", "mayor 1", "mayor 2"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["claims", "--place", "Nowhereville"], "no claim in the ledger is placed in 'Nowhereville'"),
        (["claims", "--text", "***"], "'***' has no word to look for"),
        (["claims", "--source", " "], "--source is empty"),
        (["claims", "--since", "2025-02-01", "--until", "2025-01-01"], "--since 2025-02-01 is after"),
        (["show", "zzz"], "nothing in it has the id 'zzz'"),
        (["decide", "edit", "a", "--by", "A", "--reason", "r", "--set", "x"], "'x' is not FIELD=VALUE"),
        (["decide", "edit", "a", "--by", "A", "--reason", "r", "--set", "type=war"], "no event type; valid: cl"),
        (["decide", "edit", "a", "--by", "A", "--reason", "r", "--set", "place=Springfield"], "several places are"),
        (["decide", "edit", "a", "--by", "A", "--reason", "r", "--set", "place=Xyzzy"], "no place is called 'Xyzzy'"),
        (["decide", "add", "a", "--type", "clash", "--by", "A", "--reason", "r"], "name the words with --words"),
        (["decide", "edit", "a", "--by", "A", "--reason", "r", "--set", "x=1"], "'x' is no field that can be edited"),
        (["decide", "reject", "zzz", "--by", "A", "--reason", "r"], "nothing in it has the id"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_line(full: Run, arguments: list[str], message: str) -> None:
    result = full(*arguments, code=1)
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert message in result.stderr


@pytest.mark.parametrize("near", ["1,2", "a,b,c", "91,0,5", "0,181,5", "0,0,0", "nan,0,5"])
def test_circles_that_are_none(full: Run, near: str) -> None:
    assert "--near" in full("claims", "--near", near, code=2).stderr


def test_commands_that_ask_make_no_ledger(run: Run) -> None:
    for command in ("claims", "incidents", "sources", "figures"):
        assert "there is no such ledger" in run(command, code=1).stderr
    assert not run.path.exists()


def test_figures_show_how_they_moved(full: Run) -> None:
    lines = full("figures", "--measure", "killed", "--place", "Goma", "--format", "table").stdout.splitlines()
    assert lines[0].startswith("killed · people: ")
    assert any("█" in line for line in lines)
    assert full("figures", "--measure", "seized", "--format", "table").stdout == "no figures\n"


def test_show_a_claim_a_document_and_an_incident(full: Run) -> None:
    row = full.lines("claims", "--type", "shelling", "--limit", "1")[0]
    claim, document, incident = row["id"], row["document"]["id"], row["incident"]
    assert (
        f"claim {claim} of document {document}, incident {incident}" in full("show", claim, "--format", "table").stdout
    )
    told = json.loads(full("show", claim[:12]).stdout)
    assert (told["id"], told["decisions"]) == (claim, [])
    assert "read by sayso" in full("show", document, "--format", "table").stdout
    told = json.loads(full("show", document).stdout)
    assert (told["document"]["id"], len(told["versions"]), len(told["readings"])) == (document, 1, 1)
    shown = full("show", incident, "--format", "table", "--why").stdout
    assert shown.startswith(f"incident {incident}: ")
    assert "Read by machine, not verified." in shown
    listed = next(line for line in shown.splitlines() if line.endswith(f"  {document}"))
    assert re.match(r" +\d{4}-\d\d-\d\d +\S.*  \w+$", listed), "a report's day, and where it is from"
    told = json.loads(full("show", incident).stdout)
    assert claim in [one["id"] for one in told["claims"]]
    assert told["comparison"]["fields"]
    assert document in [report["document"] for report in told["reports"]]


def test_a_rejected_claim_goes_and_an_accepted_one_comes_back(full: Run) -> None:
    claim = full.lines("claims", "--limit", "1")[0]["id"]
    full("decide", "reject", claim[:12], "--by", "Ann", "--reason", "misread")
    assert claim not in {row["id"] for row in full.lines("claims", "--limit", "0")}
    rows = full.lines("claims", "--limit", "0", "--rejected")
    assert [row["rejected"] for row in rows if row["id"] == claim] == [True]
    assert "Ann: rejected (misread)" in full("show", claim, "--format", "table").stdout
    full("decide", "accept", claim, "--by", "Bo", "--reason", "was right")
    assert claim in {row["id"] for row in full.lines("claims", "--limit", "0")}


def test_a_list_that_is_cut_says_so_beside_the_rows(full: Run) -> None:
    assert "the first 5 claims: there are more" in full("claims", "--limit", "5").stderr
    assert "the first 2 figures: there are more" in full("figures", "--limit", "2").stderr
    assert full("claims", "--limit", "0").stderr == ""


def test_a_group_is_found_and_set_by_what_the_actor_list_calls_it(full: Run) -> None:
    with runtime.ledger(full.path) as ledger:
        claim = next(iter(ledger.claims())).claim.id
        role = {"name": "Rapid Support Forces", "id": "RSF-SDN", "side": "RSF-SDN"}
        ledger.decide("edit", [claim], By("Ann", "r"), field="actors", value=[role])
    assert [row["id"] for row in full.lines("claims", "--actor", "rsf")] == [claim]
    assert full.lines("claims", "--actor", "SAF") == []
    full("decide", "edit", claim, "--set", "targets=RSF; nobody listed", "--by", "Ann", "--reason", "r")
    (row,) = full.lines("claims", "--target", "Rapid Support Forces")
    assert [(one["name"], one["id"]) for one in row["targets"]] == [
        ("Rapid Support Forces", "RSF-SDN"), ("nobody listed", None),
    ]  # fmt: skip


def test_where_nothing_named_is_there_no_ledger_is_made(run: Run, tmp_path: Path) -> None:
    assert "none.txt: no such file (check the path)" in run("add", tmp_path / "none.txt", code=1).stderr
    assert not run.path.exists()


def test_of_edits_of_which_one_fails_none_is_told_as_kept(full: Run) -> None:
    claim = full.lines("claims", "--limit", "1")[0]["id"]
    sets = ("--set", "type=bombing", "--set", "time=soon")
    assert full("decide", "edit", claim, *sets, "--by", "Ann", "--reason", "r", code=1).stdout == ""
    assert full("show", claim, "--format", "table").stdout.count("Ann") == 0


def test_an_edit_is_listed_in_words_and_places_of_one_name_can_be_told_apart(full: Run) -> None:
    claim = full.lines("claims", "--limit", "1")[0]["id"]
    said = ("--by", "Ann", "--reason", "r")
    full("decide", "edit", claim, "--set", "figures=killed about 3-5 civilians", "--set", "place=null", *said)
    listed = " ".join(full("claims", "--limit", "1", "--format", "table").stdout.split())
    assert "{" not in listed
    assert "place set by a person to" in listed
    shown = full("show", claim, "--format", "table").stdout
    assert "Ann: set figures to killed about 3 to 5 civilians (r)" in shown
    error = full("decide", "edit", claim, "--set", "place=Nyala", *said, code=1).stderr
    assert "South Darfur, SD, point" in error
    assert "South Darfur, SD, admin1" in error


def test_an_edit_stands_beside_what_the_machine_read(full: Run) -> None:
    claim = full.lines("claims", "--limit", "1")[0]["id"]
    full("decide", "edit", claim, "--set", "place=geonames:204405", "--set", "figures=killed at-least 12 civilians",
         "--by", "Ann", "--reason", "the next town")  # fmt: skip
    (row,) = (row for row in full.lines("claims", "--limit", "0") if row["id"] == claim)
    assert row["edits"]["place"]["id"] == "geonames:204405"
    assert (row["place"]["name"], row["as_read"]["place"]["name"]) == ("Uvira", "Sumy")
    assert row["figures"][0]["unit"] == "civilians"
    assert claim in {row["id"] for row in full.lines("claims", "--place", "Uvira")}
    shown = full("claims", "--limit", "1", "--format", "table").stdout.replace("\n", " ")
    assert "set by a person" in shown


def test_a_claim_is_added_by_its_words_and_a_decision_undone(full: Run) -> None:
    row = full.lines("claims", "--limit", "1")[0]
    document = row["document"]["id"]
    who = ("--by", "Ann", "--reason", "missed")
    told = full(
        "decide", "add", document[:12], "--type", "arrest", "--at", "0", "6", "--set", "place=null", *who
    ).stdout
    claim = told.split()[1].rstrip(":")
    (added,) = full.lines("claims", "--type", "arrest")
    assert (added["id"], added["added_by"], added["trigger"]["text"]) == (claim, "Ann", "Report")
    assert "added by Ann, not read by machine" in full("show", claim, "--format", "table").stdout
    assert "added by Ann, not read by machine:" in full("show", document, "--format", "table").stdout
    assert [one["id"] for one in json.loads(full("show", document).stdout)["added"]] == [claim]
    assert "[added by Ann]" in full("show", added["incident"], "--format", "table").stdout
    decision = full("decide", "reject", row["id"], *who).stdout.split()[-1]
    full("decide", "undo", decision[:8], *who)
    assert row["id"] in {one["id"] for one in full.lines("claims", "--limit", "0")}


def test_decisions_come_from_a_file(full: Run, tmp_path: Path) -> None:
    claims = [row["id"] for row in full.lines("claims", "--limit", "2")]
    file = tmp_path / "d.csv"
    file.write_text("kind,ids,reason\n" + "".join(f"reject,{claim},misread\n" for claim in claims))
    assert full("decide", "from", file, "--by", "Ann").stdout == f"{file}: 2 recorded\n"
    assert full("decide", "from", file, "--by", "Ann").stdout == f"{file}: 0 recorded, 2 known\n"
    assert set(claims).isdisjoint(row["id"] for row in full.lines("claims", "--limit", "0"))


def test_what_needs_a_look_is_listed(full: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = full.lines("claims", "--type", "shelling", "--limit", "1")[0]
    full("decide", "accept", row["id"], "--by", "Ann", "--reason", "right")
    assert full("ledger", "review").stdout == f"{full.path}: no decisions to look at\n"
    monkeypatch.setattr(runtime, "reader", lambda *_, **__: LineReader(rulebook="turns"))
    full("add", *sorted((tmp_path / "reports").iterdir()))
    shown = full("ledger", "review").stdout
    assert f"accepted: claim {row['id']} by Ann (right)" in shown
    assert "type: shelling → airstrike" in shown
    assert f"now there: {row['id']}  asserted · airstrike" in shown
    assert shown.endswith(": 1 decision to look at\n")


def test_an_incident_is_chosen_by_any_id_it_had(full: Run) -> None:
    rows = full.lines("claims", "--limit", "0")
    one, other = rows[0], next(row for row in rows if row["incident"] != rows[0]["incident"])
    full("decide", "merge", one["incident"], other["incident"], "--by", "Ann", "--reason", "one attack")
    for id in one["incident"], other["incident"][:10]:
        found = {row["id"] for row in full.lines("claims", "--incident", id, "--limit", "0")}
        assert {one["id"], other["id"]} <= found
    shown = full("show", one["incident"], "--format", "table").stdout + full("show", other["incident"]).stdout
    assert "answers to" in shown
    assert "nothing in it has the id" in full("claims", "--incident", "zzz", code=1).stderr


def test_people_merge_and_split_incidents(full: Run) -> None:
    rows = full.lines("claims", "--limit", "0")
    one = rows[0]
    other = next(row for row in rows if row["incident"] != one["incident"])
    full("decide", "merge", one["id"], other["id"], "--by", "Ann", "--reason", "one attack")
    with Ledger(full.path) as ledger:
        assert ledger.store.claims.get(one["id"]).incident == ledger.store.claims.get(other["id"]).incident
    full("decide", "split", one["id"], other["id"], "--by", "Ann", "--reason", "no, two")
    with Ledger(full.path) as ledger:
        assert ledger.store.claims.get(one["id"]).incident != ledger.store.claims.get(other["id"]).incident
        assert list(ledger.store.problems()) == []


def test_merging_anew_changes_nothing_where_nothing_changed(full: Run) -> None:
    before = dump(full.path)
    result = full("ledger", "merge")
    assert result.stdout.startswith(f"{full.path}: 12 reports merged anew, ")
    assert dump(full.path) == before


def test_check_and_info(full: Run) -> None:
    assert full("ledger", "check").stdout == f"{full.path}: no problems\n"
    assert "claims" in full("ledger", "info", full.path).stdout
    with Ledger(full.path) as ledger:
        ledger.store._db.run("UPDATE sources SET claims = 99")
    result = full("ledger", "check", code=1)
    assert "number of claims is wrong" in result.stderr


def test_hostile_words_cannot_steer_a_terminal(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "bad.txt"
    report.write_text("clash asserted Goma 3 a\x1b[31mb\u202ec fought \x1b]0;x\x07 there with guns\n", encoding="utf-8")
    run("add", report)
    with Ledger(run.path) as ledger:
        (listed,) = ledger.claims(Filter())
        ids = (listed.claim.id, listed.document.id, listed.incident or "")
    for arguments in (["claims"], ["incidents"], ["sources"], ["figures"], *(["show", id] for id in ids)):
        shown = run(*arguments, "--format", "table").stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown

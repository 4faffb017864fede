"""Training records of a ledger: what people decided, with the words around it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import UsageError
from sayso.exports.training import window
from sayso.model import Span
from sayso.service.adding import Adding
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from tests.store.making import LineReader, write_reports

ME = By("Ada", "the second paragraph says so")
SCHEMA = json.loads((resources.files("sayso.exports") / "training.schema.json").read_text(encoding="utf-8"))
READING = json.loads((resources.files("sayso.exports") / "reading.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "a.db", create=True) as made:
        for step in Adding(
            made.store, LineReader(), write_reports(tmp_path / "reports", 6), outlet="The Meridian"
        ).steps():
            assert step.error is None
        yield made


def records(ledger: Ledger, **options: Any) -> list[dict[str, Any]]:
    out = StringIO()
    ledger.export("training", None, ledger.filter(**options.pop("filter", {})), out=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def listed(ledger: Ledger) -> list[str]:
    return sorted(one.claim.id for one in ledger.claims())


def test_only_what_people_decided_goes_along(ledger: Ledger) -> None:
    assert records(ledger) == []
    first, second, third, fourth = listed(ledger)[:4]
    ledger.decide("accept", [first], ME)
    ledger.decide("reject", [second], By("Ada", "a drill"))
    ledger.decide("edit", [third], ME, field="type", value="bombing")
    ledger.decide("edit", [fourth], ME, field="note", value="ask the desk")
    ledger.decide("credibility", [fourth], ME, value="3")
    made = {one["claim"]["id"]: one for one in records(ledger)}
    assert {id: one["verdict"] for id, one in made.items()} == {first: "accept", second: "reject", third: "edit"}
    assert made[third]["edited"] == ["type"]
    assert made[third]["claim"]["type"] == "bombing" != made[third]["read"]["type"]
    assert made[second]["reason"] == "a drill"
    assert {one["document"]["outlet"] for one in made.values()} == {"The Meridian"}


def test_what_was_added_is_told_and_what_was_taken_back_is_not(ledger: Ledger) -> None:
    document = next(ledger.claims()).document
    added = ledger.add_claim(document.id, (0, 8), "damage", ME, status="denied").claims[0]
    (one,) = records(ledger)
    assert (one["verdict"], one["read"], one["claim"]["id"]) == ("add", None, added)
    assert (one["claim"]["type"], one["claim"]["status"]) == ("damage", "denied")
    ledger.decide("reject", [added], ME)
    out = StringIO()
    tally = ledger.export("training", None, out=out)
    assert (out.getvalue(), dict(tally.left_out)) == ("", {"added, then taken back": 1})


def test_a_decision_that_was_taken_back_counts_no_more(ledger: Ledger) -> None:
    decision = ledger.decide("reject", [listed(ledger)[0]], ME)
    assert len(records(ledger)) == 1
    ledger.decide("undo", [decision.id], ME)
    assert records(ledger) == []


def test_names_and_undecided_claims_go_along_when_asked_for(ledger: Ledger) -> None:
    first = listed(ledger)[0]
    ledger.decide("accept", [first], ME)
    assert [one["by"] for one in records(ledger)] == [None]
    assert [one["by"] for one in records(ledger, who=True)] == ["Ada"]
    every = records(ledger, undecided=True)
    assert sorted(one["claim"]["id"] for one in every) == listed(ledger)
    assert {one["verdict"] for one in every} == {"accept", None}
    with pytest.raises(UsageError, match="--who is for training records"):
        ledger.export("csv", None, out=StringIO(), who=True)


def test_a_filter_chooses_and_what_it_leaves_is_counted(ledger: Ledger) -> None:
    first, second = (one for one in list(ledger.claims())[:2])
    for one in (first, second):
        ledger.decide("accept", [one.claim.id], ME)
    out = StringIO()
    tally = ledger.export("training", None, ledger.filter(document=first.document.id), out=out)
    kept = {json.loads(line)["claim"]["id"] for line in out.getvalue().splitlines()}
    assert first.claim.id in kept
    assert tally.written + tally.left_out["not listed, or not of this filter"] == 2


def test_every_offset_gives_its_words(ledger: Ledger) -> None:
    for one in records(ledger, undecided=True):
        claim = one["claim"]
        for span in (claim["trigger"], *claim["actors"], *claim["figures"]):
            if span["start"] is not None:
                assert one["text"][span["start"] : span["end"]] == span["text"]
        assert list(one) == list(SCHEMA["properties"])
        assert list(claim) == list(SCHEMA["$defs"]["claim"]["properties"])


def test_the_schema_is_that_of_a_reading_but_for_open_spans() -> None:
    for name, part in SCHEMA["$defs"].items():
        assert list(part["properties"]) == list(READING["$defs"][name]["properties"])


def test_a_long_report_is_cut_at_its_lines() -> None:
    text = "\n".join(f"Line {n:04} of a long report, with words to fill it." for n in range(300))
    span = Span(start=text.index("Line 0150"), end=text.index("Line 0150") + 9)
    start, end = window(text, span)
    assert text[start : start + 5] == "Line "
    assert text[start - 1] == text[end] == "\n"
    assert span.start - start <= 2000
    assert end - span.end <= 2000
    assert window(text[:4000], Span(start=0, end=4)) == (0, 4000)
    lone = "x" * 9000
    assert window(lone, Span(start=5000, end=5001)) == (3000, 7001)

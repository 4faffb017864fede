"""Checking rules by their examples, explaining what fired, and telling what a user's rules change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sayso.rules import Rulebook, load_rulebook
from sayso.rules.words import BlockRow, HedgeRow
from sayso.service.explaining import explain, linked
from sayso.service.reading import Reader
from sayso.service.rulecheck import changed_claims, changed_rules, check_rules

WEDNESDAY = date(2024, 8, 14)


def test_every_rule_does_what_its_examples_say(reader: Reader) -> None:
    """`sayso rules check` passes: every example is matched by its rule, no counter-example is."""
    number, failures = check_rules(reader)
    assert failures == [], "\n" + "\n".join(map(str, failures))
    assert number > 1500


class Bare:
    """A reader that has only the rows under test, so that only their examples are run."""

    def __init__(self, reader: Reader, *rows: HedgeRow | BlockRow) -> None:
        self.read_text = reader.read_text
        self.rulebook = Rulebook(reader.rulebook.folders, {type(row): (row,) for row in rows})
        self.rulebook.__dict__["events"] = ()


def check(reader: Reader, row: HedgeRow | BlockRow) -> list[str]:
    number, failures = check_rules(Bare(reader, row))  # type: ignore[arg-type]
    assert number == len(row.example) + len(row.counter)
    return [("missed " if f.must_match else "made ") + f.sentence for f in failures]


def test_a_hedge_is_seen_by_the_status_of_a_claim(reader: Reader) -> None:
    row = HedgeRow(
        id="reportedly", phrase="reportedly", status="uncertain", governs="child",
        example=("The rebels reportedly captured Goma.", "The rebels captured Goma."),
        counter=("The rebels captured Goma.", "The rebels reportedly captured Goma."),
    )  # fmt: skip
    assert check(reader, row) == ["missed The rebels captured Goma.", "made The rebels reportedly captured Goma."]


def test_words_that_are_no_dateline_are_seen_by_the_body_they_begin(reader: Reader) -> None:
    row = BlockRow(
        id="not-place", kind="body", where="not-place", words=("breaking",),
        example=("BREAKING: Two blasts were heard in Oldbridge, residents say.",),
    )  # fmt: skip
    assert check(reader, row) == []


def test_explain_tells_every_rule_with_its_words(reader: Reader) -> None:
    sentence = "At least 30 soldiers were killed near Goma on Monday, the army said."
    fired = explain(reader.read_text(sentence, published=WEDNESDAY))
    assert {f.stage for f in fired} >= {"actors", "places", "times", "counts", "attributions", "claims"}
    for item in fired:
        assert sentence[item.start : item.end] == item.text
        assert "/" in item.rule
    claim = next(f for f in fired if f.stage == "claims")
    assert (claim.rule, claim.text) == ("casualties/kill", "killed")
    assert "asserted" in claim.result
    assert "says army" in claim.result


def test_explain_tells_what_the_linker_changed_with_the_runners_up(reader: Reader) -> None:
    text = (
        "A bomb exploded at a market in Jos on Tuesday. Ten people died. Aid workers said thousands had fled the "
        "fighting in Nigeria this year."
    )
    found = {item.rule: item for item in linked(reader.read_text(text, published=WEDNESDAY), reader.resources)}
    whom = found["displacement/targets"]
    assert (whom.stage, whom.text) == ("links", "fled")
    assert whom.result.startswith("none 0.")
    assert "thousands 0." in whom.result


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    (tmp_path / "hedges.csv").write_text(
        "id,phrase,status,governs\nreportedly,reportedly,denied,child\nhumbly,humbly,uncertain,child\n"
    )
    return tmp_path


def test_changed_rules_are_told_with_where_they_stand(overlay: Path) -> None:
    changes = changed_rules(load_rulebook(), load_rulebook([overlay]))
    assert [(c.change, c.rule, Path(c.file).parent, c.line) for c in changes] == [
        ("added", "hedges/humbly", overlay, 3),
        ("changed", "hedges/reportedly", overlay, 2),
    ]
    assert [c.change for c in changed_rules(load_rulebook([overlay]), load_rulebook())] == ["removed", "changed"]


def test_a_rule_that_only_stands_elsewhere_has_not_changed(tmp_path: Path) -> None:
    row = "\n# a comment\nid,phrase,status,governs\npurportedly,purportedly|supposedly|ostensibly,uncertain,child\n"
    (tmp_path / "hedges.csv").write_text(row)
    before = [r for r in load_rulebook().rows(HedgeRow) if r.id == "purportedly"]
    changes = changed_rules(load_rulebook(), load_rulebook([tmp_path]))
    assert [c.rule for c in changes] == ([] if not before[0].example else ["hedges/purportedly"])


def test_changed_claims_are_told_in_text_order(reader: Reader) -> None:
    reading = reader.read_text("Rebels captured Goma. The army left Bukavu. Gunmen killed nine villagers in Jos.")
    first, *rest = reading.claims
    assert rest
    denied = replace(first, status="denied")
    after = replace(reading, claims=(denied, *rest[:-1]))
    assert changed_claims(reading, after) == [("changed", denied), ("removed", rest[-1])]
    assert changed_claims(after, reading) == [("changed", first), ("added", rest[-1])]
    assert changed_claims(reading, reading) == []

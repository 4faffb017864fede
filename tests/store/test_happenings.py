"""What merging keeps in a ledger: tellings, keys, links, incidents, copies; and people's decisions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import LedgerError, UsageError
from sayso.incidents import accounts_of
from sayso.model import Copy, Decision, Feature, Incident, Link, Reading, Telling
from sayso.store.sqlite import Filter, Ledger, ReadBy, decision_id

from .making import BY, document, read

AT = datetime(2025, 3, 12, 9, 30, tzinfo=UTC)


def tell(reading: Reading) -> list[Telling]:
    """One telling for each claim."""
    return [
        Telling(id=f"t-{account.claim}", document=account.document, accounts=(account,))
        for account in accounts_of(reading)
    ]


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger(tmp_path / "a.db", create=True) as opened:
        yield opened
        assert list(opened.problems()) == []


@pytest.fixture
def two(ledger: Ledger) -> tuple[list[Telling], list[Telling]]:
    """Two documents of two claims each; a link between their first tellings."""
    found = []
    for army in ("army", "police"):
        reading = read(
            document(f"clash asserted Goma 3 {army} fought there\nshelling asserted Sake - {army} fired again\n")
        )
        ledger.add(reading, read_by=BY)
        tellings = tell(reading)
        ledger.save_tellings(reading.document.id, [(t, ["key", t.id]) for t in tellings])
        found.append(tellings)
    ledger.save_links([link(found[0][0], found[1][0])])
    return found[0], found[1]


def link(one: Telling, other: Telling, score: float = 1.5) -> Link:
    left, right = sorted((one.id, other.id))
    return Link(
        left=left, right=right, score=score, features=(Feature(name="same-day", value="2025-03-09", weight=1.5),)
    )


def decision(kind: Any, *claims: str, **changes: Any) -> Decision:
    made = Decision(id="", kind=kind, claims=claims, by="Ann", reason="read it again", at=AT)
    made = replace(made, **changes)
    return replace(made, id=decision_id(made))


def test_tellings_come_back_as_they_were_and_are_found_by_their_keys(ledger: Ledger, two: Any) -> None:
    one, other = two
    ledger._forget()  # nothing from memory
    assert ledger.tellings_with_keys(["key"]) == sorted([*one, *other], key=lambda t: t.id)
    assert ledger.tellings_with_keys([one[1].id, "none"]) == [one[1]]
    assert ledger.tellings([other[0].id, "none"]) == [other[0]]
    assert ledger.telling_of_claims(one[0].claims) == {one[0].claims[0]: one[0].id}


def test_links_and_what_they_reach(ledger: Ledger, two: Any) -> None:
    one, other = two
    assert ledger.links_of([other[0].id]) == [link(one[0], other[0])]
    assert ledger.links_of([one[1].id]) == []
    assert ledger.component([one[0].id]) == {one[0].id, other[0].id}
    ledger.save_links([link(one[1], other[1], score=-1.0)])
    assert ledger.component([one[1].id]) == {one[1].id}
    ledger.record(decision("merge", one[1].claims[0], other[0].claims[0]))
    assert ledger.component([one[1].id]) == {one[0].id, one[1].id, other[0].id}


def test_incidents_are_kept_and_replaced(ledger: Ledger, two: Any) -> None:
    one, other = two
    both = Incident(id="i", tellings=tuple(sorted((one[0].id, other[0].id))),
                    claims=tuple(sorted(one[0].claims + other[0].claims)), links=(link(one[0], other[0]),))  # fmt: skip
    ledger.set_incidents([both], among=[one[0].id, other[0].id])
    assert ledger.incident("i") == both
    assert ledger.incidents_of([one[0].id, one[1].id]) == {one[0].id: "i"}
    (row,) = ledger.incidents()
    assert (row.id, row.type, row.place, row.claims, row.documents) == ("i", "clash", "Goma", 2, 2)
    assert [c.incident for c in ledger.claims(Filter(incident="i"))] == ["i", "i"]
    ledger.set_incidents([], among=both.tellings)
    assert ledger.incident("i") is None
    assert list(ledger.incidents()) == []


def test_a_document_read_anew_tells_whose_incidents_have_to_be_made_anew(ledger: Ledger, two: Any) -> None:
    one, other = two
    document_ = ledger.reading(one[0].document)
    added = ledger.add(document_, read_by=ReadBy("2.0", "model", "rules"))
    assert added.unsettled == {other[0].id}
    assert ledger.tellings_of(one[0].document) == []
    assert ledger.links_of([other[0].id]) == []
    assert ledger.save_tellings(one[0].document, [(one[0], ["key"])]) == frozenset()


def test_a_telling_of_claims_that_are_not_listed_is_refused(ledger: Ledger, two: Any) -> None:
    one, other = two
    with pytest.raises(LedgerError, match="not of the current reading"):
        ledger.save_tellings(one[0].document, [(replace(other[0], id="new"), [])])
    assert ledger.tellings_of(one[0].document) == sorted(one, key=lambda t: t.id)


def test_copies_and_the_marks_they_are_found_by(ledger: Ledger, two: Any) -> None:
    first, second = two[0][0].document, two[1][0].document
    ledger.save_marks(first, [1, 2, 2**31, -5])
    ledger.save_marks(second, [2, 2**31])
    shared = {m.document: m.shared for m in ledger.documents_with_marks([2, 2**31, 7], least=2)}
    assert shared == {first: 2, second: 2}
    ledger.save_marks(first, [1, 2])
    assert ledger.marks(first) == {1, 2}
    assert [(m.document, m.marks, m.shared) for m in ledger.documents_with_marks([2**31])] == [(second, 2, 1)]
    made = Copy(document=second, of=first, share=0.75, whole=True)
    ledger.save_copies([made])
    assert ledger.copies([first]) == ledger.copies([second]) == [made]
    assert ledger.copies(["none"]) == []


def test_decisions_are_kept_in_order_and_once(ledger: Ledger, two: Any) -> None:
    claim, other = two[0][0].claims[0], two[1][0].claims[0]
    made = [
        decision("reject", claim),
        decision("accept", claim, at=AT - timedelta(days=1)),
        decision("edit", claim, field="place", value='"Sake"'),
        decision("merge", claim, other),
    ]
    for one in (*made, made[0]):
        ledger.record(one)
    assert ledger.decisions() == ledger.decisions([claim]) == made
    assert ledger.decisions([other]) == made[3:]
    assert ledger.decisions(["none"]) == []


def test_a_rejected_claim_is_not_listed_until_someone_accepts_it(ledger: Ledger, two: Any) -> None:
    claim = two[0][0].claims[0]
    ledger.record(decision("reject", claim))
    assert ledger.rejected([claim, "none"]) == {claim}
    assert claim not in {listed.claim.id for listed in ledger.claims(Filter())}
    assert [listed.rejected for listed in ledger.claims(Filter(rejected=True)) if listed.claim.id == claim] == [True]
    ledger.record(decision("accept", claim, reason="was right"))
    assert claim in {listed.claim.id for listed in ledger.claims(Filter())}


def test_decisions_hold_when_the_document_is_read_anew(ledger: Ledger, two: Any) -> None:
    claim = two[0][0].claims[0]
    ledger.record(decision("reject", claim))
    ledger.add(ledger.reading(two[0][0].document), read_by=ReadBy("2.0", "model", "rules"))
    assert claim not in {listed.claim.id for listed in ledger.claims(Filter())}


@pytest.mark.parametrize("table", ["decisions", "decision_claims"])
@pytest.mark.parametrize(
    "act", ["DELETE FROM {}", "UPDATE {} SET rowid_ = 1", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_no_program_can_change_or_remove_a_decision(
    ledger: Ledger, two: Any, tmp_path: Path, table: str, act: str
) -> None:
    ledger.record(decision("reject", two[0][0].claims[0]))
    act = act.replace("rowid_", "reason" if table == "decisions" else "claim")
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        db.execute("PRAGMA recursive_triggers = ON")
        with pytest.raises(sqlite3.IntegrityError, match="never changed or removed"):
            db.execute(act.format(table))


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (decision("reject", "a", "b"), "takes one claim"),
        (decision("merge", "a"), "two claims or more"),
        (decision("merge", "a", "a"), "two claims or more"),
        (decision("reject", "a", by=" "), "needs the name"),
        (decision("reject", "a", reason=""), "and a reason"),
        (decision("edit", "a"), "names the field"),
        (decision("guess", "a"), "valid: accept, reject"),
    ],
)
def test_decisions_that_make_no_sense_are_refused(ledger: Ledger, made: Decision, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        ledger.record(made)
    assert ledger.decisions() == []


def test_a_decision_about_nothing_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="there is no claim nothing"):
        ledger.record(decision("reject", "nothing"))

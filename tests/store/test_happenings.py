"""What merging keeps in a ledger: tellings, keys, links, incidents, copies; and people's decisions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import LedgerError, UsageError
from sayso.incidents import accounts_of
from sayso.model import Copy, Decision, Feature, Incident, Link, Reading, Spot, Telling
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter
from sayso.store.records import ReadBy

from .making import BY, document, read

AT = datetime(2025, 3, 12, 9, 30, tzinfo=UTC)


def told_by(ledger: Ledger, document: str) -> list[Telling]:
    """What a document tells, by id."""
    return [t for t in ledger.store.tellings.with_keys(["key"]) if t.document == document]


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
        assert list(opened.store.problems()) == []


@pytest.fixture
def two(ledger: Ledger) -> tuple[list[Telling], list[Telling]]:
    """Two documents of two claims each; a link between their first tellings."""
    found = []
    for army in ("army", "police"):
        reading = read(
            document(f"clash asserted Goma 3 {army} fought there\nshelling asserted Sake - {army} fired again\n")
        )
        ledger.store.documents.add(reading, read_by=BY)
        tellings = tell(reading)
        ledger.store.tellings.save(reading.document.id, [(t, ["key", t.id]) for t in tellings])
        found.append(tellings)
    ledger.store.tellings.link([link(found[0][0], found[1][0])])
    return found[0], found[1]


def link(one: Telling, other: Telling, score: float = 1.5) -> Link:
    left, right = sorted((one.id, other.id))
    return Link(
        left=left, right=right, score=score, features=(Feature(name="same-day", value="2025-03-09", weight=1.5),)
    )


def decision(kind: Any, *claims: str, **changes: Any) -> Decision:
    made = Decision(id="", kind=kind, claims=claims, by="Ann", reason="read it again", at=AT)
    made = replace(made, **changes)
    return replace(made, id=f"{hash(repr(made)):x}")


def test_tellings_come_back_as_they_were_and_are_found_by_their_keys(ledger: Ledger, two: Any) -> None:
    one, other = two
    ledger.store.tellings._kept.clear()  # nothing from memory
    assert ledger.store.tellings.with_keys(["key"]) == sorted([*one, *other], key=lambda t: t.id)
    assert ledger.store.tellings.with_keys([one[1].id, "none"]) == [one[1]]
    assert ledger.store.tellings.get([other[0].id, "none"]) == [other[0]]


def test_links_and_what_they_reach(ledger: Ledger, two: Any) -> None:
    one, other = two
    assert ledger.store.tellings.links([other[0].id]) == [link(one[0], other[0])]
    assert ledger.store.tellings.links([one[1].id]) == []
    assert ledger.store.tellings.reach([one[0].id]) == {one[0].id, other[0].id}
    ledger.store.tellings.link([link(one[1], other[1], score=-1.0)])
    assert ledger.store.tellings.reach([one[1].id]) == {one[1].id}
    ledger.store.decisions.record(decision("merge", one[1].claims[0], other[0].claims[0]))
    assert ledger.store.tellings.reach([one[1].id]) == {one[0].id, one[1].id, other[0].id}


def test_incidents_are_kept_and_replaced(ledger: Ledger, two: Any) -> None:
    one, other = two
    both = Incident(id="i", tellings=tuple(sorted((one[0].id, other[0].id))),
                    claims=tuple(sorted(one[0].claims + other[0].claims)), links=(link(one[0], other[0]),))  # fmt: skip
    ledger.store.incidents.assign([both], among=[one[0].id, other[0].id])
    assert ledger.store.incidents.get("i") == both
    (row,) = ledger.incidents()
    assert (row.id, row.type, row.place, row.claims, row.documents) == ("i", "clash", "Goma", 2, 2)
    assert [c.incident for c in ledger.claims(Filter(incident="i"))] == ["i", "i"]
    ledger.store.incidents.assign([], among=both.tellings)
    assert ledger.store.incidents.get("i") is None
    assert list(ledger.incidents()) == []


def test_a_document_read_anew_tells_whose_incidents_have_to_be_made_anew(ledger: Ledger, two: Any) -> None:
    one, other = two
    document_ = ledger.store.documents.reading(one[0].document)
    added = ledger.store.documents.add(document_, read_by=ReadBy("2.0", "model", "rules"))
    assert added.unsettled == {other[0].id}
    assert told_by(ledger, one[0].document) == []
    assert ledger.store.tellings.links([other[0].id]) == []
    assert ledger.store.tellings.save(one[0].document, [(one[0], ["key"])]) == frozenset()


def test_a_telling_of_claims_that_are_not_listed_is_refused(ledger: Ledger, two: Any) -> None:
    one, other = two
    with pytest.raises(LedgerError, match="not of the current reading"):
        ledger.store.tellings.save(one[0].document, [(replace(other[0], id="new"), [])])
    assert told_by(ledger, one[0].document) == sorted(one, key=lambda t: t.id)


def test_copies_and_the_marks_they_are_found_by(ledger: Ledger, two: Any) -> None:
    first, second = two[0][0].document, two[1][0].document
    ledger.store.copies.mark(first, [1, 2, 2**31, -5])
    ledger.store.copies.mark(second, [2, 2**31])
    shared = {m.document: m.shared for m in ledger.store.copies.sharing([2, 2**31, 7], least=2)}
    assert shared == {first: 2, second: 2}
    ledger.store.copies.mark(first, [1, 2])
    assert [(m.document, m.marks, m.shared) for m in ledger.store.copies.sharing([2**31])] == [(second, 2, 1)]
    made = Copy(document=second, of=first, share=0.75, whole=True)
    ledger.store.copies.save([made])
    assert ledger.store.copies.among([first]) == ledger.store.copies.among([second]) == [made]
    assert ledger.store.copies.among(["none"]) == []


def test_decisions_are_kept_in_order_and_once(ledger: Ledger, two: Any) -> None:
    claim, other = two[0][0].claims[0], two[1][0].claims[0]
    made = [
        decision("reject", claim),
        decision("accept", claim, at=AT - timedelta(days=1)),
        decision("edit", claim, field="place", value='"Sake"'),
        decision("merge", claim, other),
    ]
    for one in (*made, made[0]):
        ledger.store.decisions.record(one)
    assert ledger.store.decisions.recorded() == ledger.store.decisions.recorded([claim]) == made
    assert ledger.store.decisions.recorded([other]) == made[3:]
    assert ledger.store.decisions.recorded(["none"]) == []


def test_a_rejected_claim_is_not_listed_until_someone_accepts_it(ledger: Ledger, two: Any) -> None:
    claim = two[0][0].claims[0]
    ledger.store.decisions.record(decision("reject", claim))
    assert ledger.store.decisions.rejected([claim, "none"]) == {claim}
    assert claim not in {listed.claim.id for listed in ledger.claims(Filter())}
    assert [listed.rejected for listed in ledger.claims(Filter(rejected=True)) if listed.claim.id == claim] == [True]
    ledger.store.decisions.record(decision("accept", claim, reason="was right"))
    assert claim in {listed.claim.id for listed in ledger.claims(Filter())}


def test_decisions_hold_when_the_document_is_read_anew(ledger: Ledger, two: Any) -> None:
    claim = two[0][0].claims[0]
    ledger.store.decisions.record(decision("reject", claim))
    ledger.store.documents.add(
        ledger.store.documents.reading(two[0][0].document), read_by=ReadBy("2.0", "model", "rules")
    )
    assert claim not in {listed.claim.id for listed in ledger.claims(Filter())}


@pytest.mark.parametrize("table", ["decisions", "decision_claims"])
@pytest.mark.parametrize(
    "act", ["DELETE FROM {}", "UPDATE {} SET rowid_ = 1", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_no_program_can_change_or_remove_a_decision(
    ledger: Ledger, two: Any, tmp_path: Path, table: str, act: str
) -> None:
    ledger.store.decisions.record(decision("reject", two[0][0].claims[0]))
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
        ledger.store.decisions.record(made)
    assert ledger.store.decisions.recorded() == []


def test_a_decision_about_nothing_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="there is no claim nothing"):
        ledger.store.decisions.record(decision("reject", "nothing"))


SPOTS = {
    "town": Spot(name="Goma", id=None, country="CD", admin1=None, lat=None, lon=None, precision="point"),
    "other": Spot(name="Abc", id=None, country="CD", admin1=None, lat=None, lon=None, precision="admin2"),
    "country": Spot(name="Aland", id=None, country="XX", admin1=None, lat=None, lon=None, precision="country"),
}


@pytest.mark.parametrize(
    ("changes", "row"),
    [
        ([{}, {}, {}], (None, None, "clash", None, None)),
        ([{"published": 3}], (3, 3, "clash", None, None)),
        ([{"published": 3, "said": 2}], (2, 2, "clash", None, None)),
        ([{"published": 9, "latest": 4}], (4, 4, "clash", None, None)),
        ([{"published": 9, "earliest": 2, "latest": 4}, {"latest": 3}], (2, 4, "clash", None, None)),
        ([{"earliest": 2, "latest": 4}, {"earliest": 1, "latest": 3}], (1, 4, "clash", None, None)),
        ([{"earliest": 5}, {"latest": 3}], (3, 3, "clash", None, None)),
        ([{"published": 7}, {"latest": 3}], (3, 3, "clash", None, None)),
        ([{"type": "casualties"}, {"type": "casualties"}, {"type": "siege"}], (None, None, "siege", None, None)),
        ([{"type": "damage"}, {"type": "casualties"}, {"type": "damage"}], (None, None, "damage", None, None)),
        ([{"type": "siege"}, {"type": "clash"}], (None, None, "clash", None, None)),  # of two as frequent, by name
        ([{"spot": "country"}, {"spot": "country"}, {"spot": "town"}], (None, None, "clash", "Goma", "CD")),
        ([{"spot": "country"}, {}], (None, None, "clash", "Aland", "XX")),
        ([{"spot": "town"}, {"spot": "other"}, {"spot": "town"}], (None, None, "clash", "Goma", "CD")),
        ([{"spot": "town"}, {"spot": "other"}], (None, None, "clash", "Abc", "CD")),
    ],
)
def test_an_incident_in_short(ledger: Ledger, changes: Any, row: Any) -> None:
    """Its days from the first to the last that a claim gives, else those of saying; its act, its finest place."""
    text = "".join(f"clash asserted - - - number {n} of the fights\n" for n in range(len(changes)))
    reading = read(document(text))
    ledger.store.documents.add(reading, read_by=BY)
    bare = {"earliest": None, "latest": None, "said": None, "published": None}
    accounts = []
    for account, told in zip(accounts_of(reading), changes, strict=True):
        days = {name: date(2025, 1, day) for name, day in told.items() if name in bare}
        rest = {"type": told["type"]} if "type" in told else {}
        accounts.append(replace(account, **bare | days | rest, spot=SPOTS.get(told.get("spot"))))
    telling = Telling(id="t", document=reading.document.id, accounts=tuple(accounts))
    ledger.store.tellings.save(reading.document.id, [(telling, [])])
    claims = tuple(sorted(telling.claims))
    ledger.store.incidents.assign([Incident(id="i", tellings=("t",), claims=claims)], among=["t"])
    (found,) = ledger.incidents()
    first, last = (date(2025, 1, day) if day else None for day in row[:2])
    assert (found.first, found.last, found.type, found.place, found.country) == (first, last, *row[2:])
    assert (found.claims, found.documents) == (len(changes), 1)
    assert list(ledger.incidents(limit=0)) == []


def test_a_claim_was_first_held_in_the_incident_that_it_came_into_before_all_others(ledger: Ledger, two: Any) -> None:
    """Harm: an incident's id follows a claim that only passed through, and readers' references lead elsewhere."""
    telling, (claim,) = two[0][0], two[0][0].claims
    for id in ("first", "between", "last"):
        ledger.store.incidents.assign([Incident(id=id, tellings=(telling.id,), claims=(claim,))], among=[telling.id])
    given, held = ledger.store.incidents.given([claim])
    assert {one.id: one.first for one in given} == {"first": {claim}, "between": frozenset(), "last": frozenset()}
    assert held == {claim: "last"}

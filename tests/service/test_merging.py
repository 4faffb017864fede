"""Merging in a ledger gives what merging everything at once gives, in whatever order reports arrive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evaluation.stream import readings
from sayso import Reader
from sayso.incidents import accounts_of, bound_by, merge
from sayso.model import Decision, DecisionKind, Reading
from sayso.service.asking import compared
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.service.merging import merge_again, merge_reading
from sayso.store.filters import Filter
from sayso.store.records import ReadBy

INCIDENT = Path(__file__).parents[2] / "examples" / "incident"
READ_BY = ReadBy("0", "test", "test")


def kept(path: Path, told: Iterable[Reading]) -> Ledger:
    ledger = Ledger(path, create=True)
    for reading in told:
        with ledger.store.transaction():
            merge_reading(ledger.store, reading, ledger.store.documents.add(reading, read_by=READ_BY))
    return ledger


def incidents(ledger: Ledger) -> set[tuple[str, ...]]:
    found = {ledger.store.incidents.get(row.id) for row in ledger.incidents()}
    return {incident.claims for incident in found if incident}


def decide(ledger: Ledger, kind: DecisionKind, *claims: str, day: int = 1) -> None:
    ledger.decide(kind, claims, By("A. Coder", "same bus station", datetime(2026, 2, day, tzinfo=UTC)))


@pytest.fixture(scope="module")
def told() -> list[Reading]:
    reader = Reader()
    return [reader.read_path(path, outlet=path.stem) for path in sorted(INCIDENT.glob("*.txt"))]


@pytest.fixture(scope="module")
def stream() -> list[Reading]:
    return list(readings(40))


def test_the_ledger_finds_what_merging_all_at_once_finds(tmp_path, stream):
    with kept(tmp_path / "a.db", stream) as ledger:
        assert incidents(ledger) == {i.claims for i in merge(map(accounts_of, stream))}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_changes_nothing(tmp_path, stream, seed):
    from random import Random

    shuffled = Random(seed).sample(stream, len(stream))
    with kept(tmp_path / "a.db", stream) as one, kept(tmp_path / "b.db", shuffled) as other:
        assert incidents(one) == incidents(other)


def test_four_outlets_on_one_strike_share_an_incident(tmp_path, told):
    with kept(tmp_path / "a.db", told) as ledger:
        most = max(ledger.incidents(), key=lambda row: row.documents)
        assert most.documents == len(told)
        _, found = compared(ledger.store, most.id)
        assert next(f for f in found.fields if f.name == "place").values[0].value == "El Obeid"
        assert any(s.measure == "killed" and s.contested for s in found.figures)
        assert any(dispute.denied for dispute in found.disputes)


def test_the_wire_and_its_copy_are_one_origin(tmp_path, told):
    """Counting outlets instead of origins makes one agency's report look like two confirmations."""
    with kept(tmp_path / "a.db", told) as ledger:
        copies = ledger.store.copies.among([reading.document.id for reading in told])
        first, last = told[0].document.id, told[-1].document.id
        assert {first, last} in [{c.document, c.of} for c in copies]


def test_decisions_survive_a_new_merge_and_can_be_taken_back(tmp_path, told):
    with kept(tmp_path / "a.db", told) as ledger:
        whole = max((ledger.store.incidents.get(row.id) for row in ledger.incidents()), key=lambda i: len(i.claims))
        one, other = whole.claims[:2]
        decide(ledger, "split", one, other)
        assert not any({one, other} <= set(claims) for claims in incidents(ledger))
        merge_again(ledger.store, ledger.store.claims.documents_of(whole.claims))
        assert not any({one, other} <= set(claims) for claims in incidents(ledger))
        decide(ledger, "merge", one, other, day=2)
        assert any({one, other} <= set(claims) for claims in incidents(ledger))


def test_a_decision_joins_what_the_machine_kept_apart(tmp_path, told):
    with kept(tmp_path / "a.db", told) as ledger:
        one, other = (claims[0] for claims in sorted(incidents(ledger))[:2])
        decide(ledger, "merge", one, other)
        assert any({one, other} <= set(claims) for claims in incidents(ledger))


def test_of_two_decisions_on_a_pair_the_later_holds():
    def decision(kind, day):
        return Decision(
            id=f"{kind}{day}", kind=kind, claims=("b", "a", "c"), by="x", reason="y",
            at=datetime(2026, 1, day, tzinfo=UTC),
        )  # fmt: skip

    found = bound_by([decision("split", 2), decision("merge", 1)])
    assert (found.together, found.apart) == ((("a", "c"),), {("a", "b"), ("b", "c")})
    found = bound_by([decision("split", 1), decision("merge", 2)])
    assert (found.together, found.apart) == ((("a", "b", "c"),), frozenset())


def test_every_claim_listed_is_in_one_incident(tmp_path, stream):
    with kept(tmp_path / "a.db", stream) as ledger:
        held = [claim for claims in incidents(ledger) for claim in claims]
        assert sorted(held) == sorted(listed.claim.id for listed in ledger.claims(Filter()))

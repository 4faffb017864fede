"""Joining ledgers: the parts of a run come to what one run over everything makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import UsageError
from sayso.readers import Record
from sayso.service.deciding import By
from sayso.service.joining import join
from sayso.service.ledger import Ledger
from sayso.service.reading import Shard
from tests.store.making import LineReader, dump, write_reports

REPORTS = 24


def incidents(ledger: Ledger) -> set[frozenset[str]]:
    return {frozenset(found.claims) for row in ledger.incidents() if (found := ledger.store.incidents.get(row.id))}


def added(path: Path, reports: list[Path], shard: Shard | None = None) -> Ledger:
    ledger = Ledger(path, create=True)
    ledger.add(reports, LineReader(), shard=shard)
    return ledger


@pytest.mark.parametrize("count", [2, 5])
def test_shards_joined_are_one_run(tmp_path: Path, count: int) -> None:
    """A cluster's jobs must not change what is one incident, wherever its reports were read."""
    reports = write_reports(tmp_path / "reports", REPORTS)
    whole = added(tmp_path / "whole.db", reports)
    joined = Ledger(tmp_path / "joined.db", create=True)
    for number in range(count, 0, -1):
        part = added(tmp_path / f"part-{number}.db", reports, Shard(number, count))
        done = join(joined.store, part.store)
        assert done.reports == len(part.store.documents.listed()) < REPORTS
        again = join(joined.store, part.store)
        assert (again.reports, again.known) == (0, done.reports)
    assert sorted(joined.store.documents.listed()) == sorted(whole.store.documents.listed())
    assert incidents(joined) == incidents(whole)
    assert not list(joined.store.problems())


def test_decisions_come_along_and_hold(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", 6)
    part = added(tmp_path / "part.db", reports)
    first, second, *_ = part.claims()
    part.decide("reject", [first.claim.id], By("Ann", "misread"))
    part.decide("edit", [second.claim.id], By("Ann", "no strike"), field="type", value="clash")
    joined = added(tmp_path / "joined.db", reports[:2])
    done = join(joined.store, part.store)
    assert (done.decisions, done.left, done.known) == (2, 0, 2)
    assert joined.store.claims.get(first.claim.id).rejected
    assert joined.store.claims.get(second.claim.id).claim.type == "clash"
    assert join(joined.store, part.store).decisions == 0
    assert incidents(joined) == incidents(part)


def test_a_ledger_is_not_joined_to_itself(tmp_path: Path) -> None:
    ledger = added(tmp_path / "a.db", write_reports(tmp_path / "reports", 2))
    before = dump(ledger.store.path)
    with pytest.raises(UsageError, match="itself"), Ledger(tmp_path / "a.db") as same:
        join(ledger.store, same.store)
    assert dump(ledger.store.path) == before


def test_every_report_is_in_exactly_one_part() -> None:
    records = [Record(format="text", path=f"{n}.txt", data=f"report {n}".encode()) for n in range(200)]
    for count in (1, 3, 7):
        held = [[Shard(k, count).holds(record) for k in range(1, count + 1)] for record in records]
        assert all(sum(row) == 1 for row in held)
        assert min(map(sum, zip(*held, strict=True))) > 200 / count / 2, "the parts are of like size"


@pytest.mark.parametrize("words", ["0/3", "4/3", "1", "a/b", "1/0", "-1/3", "1/2/3"])
def test_what_is_no_shard_is_told(words: str) -> None:
    with pytest.raises(UsageError, match="I/N"):
        Shard.told(words)

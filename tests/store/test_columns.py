"""The columns are shared by all who have a file open, follow what is written to it, and are never another file's."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from sayso.service import overview
from sayso.service.deciding import By
from sayso.service.gists import complete, gist_now
from sayso.service.ledger import Ledger, keep_ready
from sayso.store.filters import Filter

from .making import LineReader, write_reports

WHO = By("Ann", "so it is")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "a.db"
    with Ledger(found, create=True) as ledger:
        ledger.add(write_reports(tmp_path / "reports", 12), LineReader())
    return found


def count(ledger: Ledger, **filter: str) -> int:
    return overview.facets(ledger.store, Filter(**filter)).claims  # type: ignore[arg-type]


def test_one_report_is_counted_by_itself(path: Path) -> None:
    with Ledger(path) as ledger:
        document = next(ledger.claims()).document.id
        assert (count(ledger, document=document), count(ledger, document="none")) == (2, 0)


def test_one_connection_sees_what_another_decides(path: Path) -> None:
    with Ledger(path) as one, Ledger(path) as other:
        before = one.store.columns.now()
        assert other.store.columns.now() is before
        claim = next(one.claims()).claim.id
        other.decide("reject", [claim], WHO)
        assert count(one) == count(other) == len(before) - 1
        assert one.store.columns.now() is other.store.columns.now()
        assert not before.rejected.any()  # what is held by who asked earlier does not change


def test_what_is_not_committed_is_seen_by_who_writes_it_alone(path: Path) -> None:
    with Ledger(path) as one, Ledger(path) as other:
        whole, held = count(one), one.store.columns.now()
        with pytest.raises(KeyboardInterrupt):
            _reject_and_stop(one, other, whole)
        assert (count(one), count(other)) == (whole, whole)
        assert one.store.columns.now() is held


def _reject_and_stop(one: Ledger, other: Ledger, whole: int) -> None:
    claim = next(one.claims()).claim.id
    with one.store.transaction():
        one.decide("reject", [claim], WHO)
        assert (count(one), count(other)) == (whole - 1, whole)
        raise KeyboardInterrupt


def test_a_file_in_the_place_of_another_has_its_own(tmp_path: Path, path: Path) -> None:
    ledger = Ledger(path)
    assert count(ledger) > 0
    ledger.close()
    for part in tmp_path.glob("a.db*"):
        part.unlink()
    with Ledger(path, create=True) as fresh:
        assert count(fresh) == 0


def test_many_threads_ask_while_one_writes(path: Path) -> None:
    """No answer mixes two states of the ledger, and in the end all see the last."""
    with Ledger(path) as ledger:
        whole = count(ledger)
        claims = [one.claim.id for one in ledger.claims()][:8]
    wrong: list[str] = []
    done = threading.Event()

    def ask() -> None:
        with Ledger(path) as mine:
            last = whole
            while not done.is_set():
                found = overview.facets(mine.store, Filter())
                told = sum(value.claims for value in found.types)
                if told != found.claims or not whole - len(claims) <= found.claims <= last:
                    wrong.append(f"{told} by type, {found.claims} in all, {last} before")
                last = found.claims
            if count(mine) != whole - len(claims):
                wrong.append("the last state was not seen")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    with Ledger(path) as ledger:
        for claim in claims:
            ledger.decide("reject", [claim], WHO)
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_ledger_of_an_older_sayso_is_completed(path: Path) -> None:
    with Ledger(path) as ledger:
        made = overview.incident_page(ledger.store, Filter()).rows
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE incidents SET origins = NULL, told = NULL")
        db.commit()
    with Ledger(path) as ledger:
        assert overview.incident_page(ledger.store, Filter()).rows == made  # made for who asks
        assert complete(ledger.store) == len(made)
        assert ledger.store.gists.lacking(1) == []
        assert [gist_now(ledger.store, row.id) for row in made] == [row.gist for row in made]
        assert overview.incident_page(ledger.store, Filter()).rows == made


def test_a_server_keeps_the_columns_and_completes_the_ledger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE incidents SET origins = NULL, told = NULL")
        db.commit()
    until = threading.Event()
    keeper = threading.Thread(target=keep_ready, args=(path, until))
    keeper.start()
    with Ledger(path) as ledger:
        deadline = time.monotonic() + 60
        while ledger.store.gists.lacking(1) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert ledger.store.columns.held  # type: ignore[attr-defined]
        assert ledger.store.gists.lacking(1) == []
    until.set()
    keeper.join()


def test_a_ledger_that_is_not_there_is_left_to_those_who_ask(tmp_path: Path) -> None:
    keep_ready(tmp_path / "none.db", threading.Event())

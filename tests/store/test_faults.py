"""Files that are no ledger, newer, locked, full or damaged: a clear error, and the file stays as it was."""

from __future__ import annotations

import hashlib
import os
import random
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.model import Document
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter
from sayso.store.sqlite.migrations import APPLICATION_ID, MIGRATIONS

from .making import BY, document, dump, read, whole

TESTS = Path(__file__).parents[1]


def report(n: int = 0, words: str = "") -> Document:
    return document(f"clash asserted Goma {n} army fought in the town, report {n}\n{words}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with one document."""
    made = tmp_path / "a.db"
    with Ledger(made, create=True) as ledger:
        ledger.store.documents.add(read(report()), read_by=BY)
    return made


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Rebels captured Goma, the army said. " * 50, "is not a ledger"),
        (b"SQLite format 3\0" + b"\xff" * 5000, "is not a ledger|is damaged"),
        (b"short", "is not a ledger"),
    ],
)
@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_no_ledger_is_refused_and_left(
    tmp_path: Path, content: bytes, message: str, create: bool
) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(content)
    with pytest.raises(LedgerError, match=message):
        Ledger(file, create=create)
    assert file.read_bytes() == content
    assert os.listdir(tmp_path) == ["report.txt"]


def test_another_programs_database_is_refused_and_left(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE claims (a)")
        db.commit()
    before = digest(file)
    with pytest.raises(LedgerError, match="database of another program"):
        Ledger(file, create=True)
    assert digest(file) == before


def test_a_newer_ledger_is_refused_and_left(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        db.commit()
    before = digest(path)
    with pytest.raises(LedgerError, match="made by a newer sayso"):
        Ledger(path, create=True)
    assert digest(path) == before


def test_an_older_ledger_gets_the_steps_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    with closing(sqlite3.connect(file)) as db:
        for step in MIGRATIONS[:3]:
            step(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 3")
        db.commit()
    with Ledger(file) as ledger:
        ledger.store.documents.add(read(report()), read_by=BY)
    whole(file)


def test_what_is_missing_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"there is no such ledger \(make one with: sayso add"):
        Ledger(tmp_path / "none.db")
    assert os.listdir(tmp_path) == []
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger(tmp_path, create=True)
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger(tmp_path / "none" / "a.db", create=True)
    (tmp_path / "empty.db").touch()
    with pytest.raises(LedgerError, match="is empty"):
        Ledger(tmp_path / "empty.db")


def test_a_ledger_that_may_not_be_written_can_be_asked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A colleague's ledger on a share, or one on a disc."""
    monkeypatch.setattr(os, "access", lambda *_: False)  # a test may run as one who may do everything
    before, beside = digest(path), os.listdir(path.parent)
    with Ledger(path) as ledger:
        assert len(list(ledger.claims(Filter()))) == 1
        with pytest.raises(LedgerError, match="may not be written"):
            ledger.store.documents.add(read(report(1)), read_by=BY)
    assert (digest(path), os.listdir(path.parent)) == (before, beside)


def test_a_locked_ledger_is_waited_for_and_then_told(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other, Ledger(path, patience=0.2) as ledger:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another process is writing"):
            ledger.store.documents.add(read(report(1)), read_by=BY)
        assert len(list(ledger.claims(Filter()))) == 1  # reading goes on meanwhile
        other.execute("ROLLBACK")
        assert ledger.store.documents.add(read(report(1)), read_by=BY).outcome == "new"
    whole(path)


def test_a_full_disk_undoes_the_report_in_hand(path: Path) -> None:
    before = dump(path)
    with Ledger(path) as ledger:
        pages = ledger.store._db.one("PRAGMA page_count")
        assert pages is not None
        ledger.store._db.run(f"PRAGMA max_page_count = {pages[0] + 1}")
        noise = " ".join(hashlib.sha256(str(n).encode()).hexdigest() for n in range(2000))
        with pytest.raises(LedgerError, match="the disk is full"):
            ledger.store.documents.add(read(report(1, noise)), read_by=BY)
        assert len(list(ledger.claims(Filter()))) == 1
        ledger.store._db.run("PRAGMA max_page_count = 1000000")
        assert ledger.store.documents.add(read(report(2)), read_by=BY).outcome == "new"
    with Ledger(path) as ledger:
        assert ledger.store.counts()["documents"] == 2
    assert before["documents"][0] in dump(path)["documents"]
    whole(path)


def test_a_file_size_limit_undoes_the_report_in_hand(tmp_path: Path) -> None:
    """The operating system itself refuses to write on, as a full disk or a quota does."""
    file = tmp_path / "a.db"
    code = (
        "import resource, sys; sys.path.insert(0, sys.argv[2])\n"
        "from store.making import *\n"
        "from sayso.errors import LedgerError\n"
        "kept = 0\n"
        "with Ledger(sys.argv[1], create=True) as ledger:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))\n"
        "    try:\n"
        "        for n in range(10_000):\n"
        "            text = f'clash asserted Goma {n} army fought, report {n}\\n' * 20\n"
        "            ledger.store.documents.add(read(document(text)), read_by=BY)\n"
        "            kept += 1\n"
        "    except LedgerError as error:\n"
        "        print(kept, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file), str(TESTS)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stderr == ""
    kept, _, message = done.stdout.partition(" ")
    assert "disk" in message
    whole(file)
    with Ledger(file) as ledger:
        assert ledger.store.counts()["documents"] == int(kept) > 0


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_page_is_found(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with Ledger(path) as ledger:
        for n in range(1, 40):
            ledger.store.documents.add(read(report(n, "the road to the river was open " * 40)), read_by=BY)
        ledger.store._db.run("PRAGMA wal_checkpoint (TRUNCATE)")
        table = ("claims", "texts", "claims_by_id")[seed]
        root = ledger.store._db.one("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))
        size = ledger.store._db.one("PRAGMA page_size")
    assert root is not None
    assert size is not None
    data = bytearray(path.read_bytes())
    start = (root[0] - 1) * size[0]
    data[start + 8 : start + 400] = chance.randbytes(392)
    path.write_bytes(data)
    with Ledger(path) as ledger:
        assert list(ledger.store.problems())


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE texts SET text = replace(text, 'army', 'navy')", "not the one that was read"),
        ("UPDATE claims SET type = 'airstrike'", "columns of claim .* differ"),
        ("UPDATE claims SET told = x'0102'", "cannot be read"),
        ("UPDATE claims SET current = 0", "listed that are superseded"),
        ("UPDATE sources SET claims = 7", "number of claims is wrong"),
        ("UPDATE documents SET current = 0", "listed version"),
        ("UPDATE readings SET current = 0", "current reading"),
        ("DELETE FROM sentences", "names a row of sentences that is not there"),
        ("INSERT INTO sentence_words (rowid, text) VALUES (99, 'x')", "does not match sentences"),
        ("DELETE FROM document_words_docsize", "does not match documents"),
    ],
)
def test_what_does_not_hang_together_is_found(path: Path, damage: str, found: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(damage)
        db.commit()
    with Ledger(path) as ledger:
        assert any(re.search(found, problem) for problem in ledger.store.problems())


def test_a_damaged_record_is_told_in_plain_words(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE claims SET told = x'01ff00'")
        db.commit()
    with (
        Ledger(path) as ledger,
        pytest.raises(LedgerError, match=r"a record in it is damaged .*see sayso ledger check"),
    ):
        list(ledger.claims(Filter()))

"""Adding reports: idempotent, safe to kill at any moment, by two at once, bad ones told and kept."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import InputError, LedgerError
from sayso.model import Reading
from sayso.service.adding import Adding, Remaining, Step, Summary, add_reports
from sayso.service.ledger import Ledger
from sayso.service.reading import Reader
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Added
from tests.store.making import LineReader, dump, whole, write_reports

TESTS = Path(__file__).parents[1]
ADD = (
    "import sys; sys.path.insert(0, sys.argv[1])\n"
    "from store.making import LineReader\n"
    "from sayso.store.sqlite.store import SqliteStore\n"
    "from sayso.service.adding import add_reports\n"
    "add_reports(SqliteStore(sys.argv[2], create=True), LineReader(), sys.argv[3:])\n"
    "print('done')\n"
)
ROUNDS = int(os.environ.get("SAYSO_KILLS", "4"))
"""How often the test of killing kills; 50 for a long run."""


def start(ledger: Path, paths: list[Path]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ADD, str(TESTS), str(ledger), *map(str, paths)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def finish(running: subprocess.Popen[str]) -> None:
    out, problems = running.communicate(timeout=120)
    assert (running.returncode, out, problems) == (0, "done\n", "")


def run(path: Path, paths: Any, reader: Any = None, **options: Any) -> Summary:
    with Ledger(path, create=True) as ledger:
        return ledger.add(paths, reader or LineReader(), **options)


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    return write_reports(tmp_path / "reports", 24)


def test_adding_twice_reads_nothing_anew(tmp_path: Path, reports: list[Path]) -> None:
    first = run(tmp_path / "a.db", reports)
    assert (first.outcomes, first.claims, first.skipped) == ({"new": 24}, 48, 0)
    before, reader = dump(tmp_path / "a.db"), LineReader()
    again = run(tmp_path / "a.db", reports, reader)
    assert (again.outcomes, again.claims, again.skipped, reader.taken) == ({}, 0, 24, [])
    assert dump(tmp_path / "a.db") == before
    whole(tmp_path / "a.db")


def test_a_folder_a_copy_and_a_second_way_to_a_file_add_nothing(tmp_path: Path, reports: list[Path]) -> None:
    run(tmp_path / "a.db", reports)
    copy = tmp_path / "copy.txt"
    copy.write_bytes(reports[0].read_bytes())
    summary = run(tmp_path / "a.db", [reports[0].parent, copy])
    assert (summary.outcomes, summary.skipped) == ({"known": 1}, 24)


def test_an_edited_file_is_a_new_version(tmp_path: Path, reports: list[Path]) -> None:
    run(tmp_path / "a.db", reports)
    text = reports[3].read_text() + "The town was quiet in the evening.\n"
    reports[3].write_text(text)
    summary = run(tmp_path / "a.db", reports)
    assert (summary.outcomes, summary.skipped) == ({"version": 1}, 23)
    with Ledger(tmp_path / "a.db") as ledger:
        assert ledger.store.counts()["older versions"] == 1
        assert len(list(ledger.claims(Filter()))) == 48
    whole(tmp_path / "a.db")


def test_another_rulebook_reads_everything_anew(tmp_path: Path, reports: list[Path]) -> None:
    run(tmp_path / "a.db", reports)
    before = dump(tmp_path / "a.db")
    assert run(tmp_path / "a.db", reports, LineReader(rulebook="other")).outcomes == {"reread": 24}
    after = dump(tmp_path / "a.db")
    assert after["incidents"] == before["incidents"]
    assert after["names"] == before["names"]
    assert len(after["readings"]) == 2 * len(before["readings"])
    whole(tmp_path / "a.db")


def test_bad_reports_are_told_and_kept_and_stop_nothing(tmp_path: Path, reports: list[Path]) -> None:
    reports[1].write_text("unreadable")
    summary = run(tmp_path / "a.db", [*reports, tmp_path / "none.txt"])
    assert summary.outcomes == {"new": 23}
    assert [str(error) for error in summary.failures] == [
        f"{reports[1]}: is unreadable", f"{tmp_path / 'none.txt'}: no such file (check the path)",
    ]  # fmt: skip
    with Ledger(tmp_path / "a.db") as ledger:
        assert [(f.locator, f.reason) for f in ledger.store.inputs.failures()] == [
            (str(reports[1]), "is unreadable"), (str(tmp_path / "none.txt"), "no such file"),
        ]  # fmt: skip
    assert len(run(tmp_path / "a.db", reports).failures) == 1  # told again, kept once
    with Ledger(tmp_path / "a.db") as ledger:
        assert ledger.store.counts()["failures"] == 2


def test_a_fault_over_one_report_loses_that_alone(tmp_path: Path, reports: list[Path]) -> None:
    def stumble(store: Store, reading: Reading, added: Added) -> None:
        if reading.document.path == str(reports[2]):
            raise KeyError("a fault")

    with Ledger(tmp_path / "a.db", create=True) as ledger:
        summary = add_reports(ledger.store, LineReader(), reports, merge=stumble)
        assert ledger.store.counts()["documents"] == 23
    (error,) = summary.failures
    assert isinstance(error, InputError)
    assert "keeping it failed: KeyError: 'a fault'" in str(error)
    assert run(tmp_path / "a.db", reports).outcomes == {"new": 1}
    whole(tmp_path / "a.db")


def test_a_ledger_that_fails_ends_the_run(tmp_path: Path, reports: list[Path]) -> None:
    def fill(store: Store, reading: Reading, added: Added) -> None:
        raise LedgerError(str(store.path), "the disk is full")

    with Ledger(tmp_path / "a.db", create=True) as ledger:
        with pytest.raises(LedgerError, match="the disk is full"):
            add_reports(ledger.store, LineReader(), reports, merge=fill)
        assert ledger.store.counts()["documents"] == 0


def test_originals_are_kept_when_asked(tmp_path: Path, reports: list[Path]) -> None:
    run(tmp_path / "a.db", reports[:1], keep_originals=True)
    with Ledger(tmp_path / "a.db") as ledger:
        (claim, *_) = ledger.claims(Filter())
        assert ledger.store.documents.original(claim.document.id) == reports[0].read_bytes()


def test_a_killed_run_goes_on_and_ends_as_if_it_had_not_been_killed(tmp_path: Path, reports: list[Path]) -> None:
    """Killed at random moments, again and again, until it is through; then the ledger equals an undisturbed one."""
    run(tmp_path / "undisturbed.db", reports)
    expected = dump(tmp_path / "undisturbed.db")
    chance, killed = random.Random(7), 0
    for round_ in range(ROUNDS):
        path = tmp_path / f"killed-{round_}.db"
        for _ in range(6):
            running = start(path, reports)
            deadline = time.monotonic() + 20
            while not path.exists() and running.poll() is None and time.monotonic() < deadline:
                time.sleep(0.002)
            time.sleep(chance.random() * 0.15)
            running.send_signal(signal.SIGKILL)
            killed += running.wait() == -signal.SIGKILL
            running.communicate()
            if chance.random() < 0.4:
                break
        if path.exists():
            with Ledger(path, create=True) as ledger:
                assert list(ledger.store.problems()) == []  # whole after every kill
        finish(start(path, reports))
        assert dump(path) == expected
        whole(path)
    assert killed


def test_two_may_add_at_once(tmp_path: Path, reports: list[Path]) -> None:
    run(tmp_path / "alone.db", reports)
    both = [start(tmp_path / "a.db", paths) for paths in (reports, reports[::-1])]
    for running in both:
        finish(running)
    told, alone = dump(tmp_path / "a.db"), dump(tmp_path / "alone.db")
    for what in ("documents", "texts", "readings", "claims", "sources", "figures", "incidents", "inputs"):
        assert told[what] == alone[what], what
    whole(tmp_path / "a.db")


def test_a_key_press_keeps_what_was_told_of(tmp_path: Path, reports: list[Path]) -> None:
    told = []
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        steps = Adding(ledger.store, LineReader(), reports).steps()
        for step in steps:
            told.append(step)
            if len(told) == 5:
                with pytest.raises(KeyboardInterrupt):
                    steps.throw(KeyboardInterrupt())  # type: ignore[attr-defined]
                break
    with Ledger(tmp_path / "a.db") as ledger:
        assert ledger.store.counts()["documents"] == 5
    assert run(tmp_path / "a.db", reports).skipped == 5


def test_the_examples_with_the_real_reader(tmp_path: Path, reader: Reader, examples: list[Path]) -> None:
    path = tmp_path / "a.db"
    texts = [example for example in examples if example.suffix == ".txt"][:4]
    summary = run(path, texts, reader)
    assert summary.outcomes == {"new": 4}
    assert summary.claims > 20
    with Ledger(path) as ledger:
        for example in texts:
            fresh = reader.read_path(example)
            kept = ledger.store.documents.reading(fresh.document.id)
            assert kept.claims == fresh.claims
            assert kept.document == fresh.document
    assert run(path, texts, reader, processes=2).skipped == 4
    whole(path)


def test_two_processes_read_what_one_does(tmp_path: Path, reader: Reader, examples: list[Path]) -> None:
    run(tmp_path / "one.db", examples[:4], reader)
    run(tmp_path / "two.db", examples[:4], reader, processes=2)
    assert dump(tmp_path / "one.db") == dump(tmp_path / "two.db")


def test_the_time_left_follows_from_the_files_that_were_read(tmp_path: Path) -> None:
    for name, size in (("a", 100), ("b", 300), ("c", 400)):
        (tmp_path / name).write_bytes(b"x" * size)
    now = [10.0]
    remaining = Remaining([tmp_path, tmp_path / "none"], clock=lambda: now[0])
    remaining.count(Step(path=str(tmp_path / "a"), outcome="new"))
    assert remaining.seconds is None
    now[0] = 12.0
    remaining.count(Step(path=str(tmp_path / "b"), outcome="new"))
    assert remaining.seconds == pytest.approx(14.0)
    remaining.count(Step(path=str(tmp_path / "c"), outcome="new"))
    assert remaining.seconds == pytest.approx(2.0)

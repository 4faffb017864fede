"""Add reports to a ledger: read, keep, merge; one report at a time, and none lost to another."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from sayso import __version__
from sayso.errors import InputError, LedgerError, SaysoError
from sayso.ledger import Added, Ledger, Outcome, ReadBy
from sayso.model import Reading
from sayso.workflow.reading import Unread

__all__ = ["MAX_ORIGINAL", "Adding", "Merge", "Reads", "Step", "Summary", "add_reports"]

MAX_ORIGINAL = 100_000_000
"""The largest file whose bytes are kept, in bytes."""
Merge = Callable[[Ledger, Reading, Added], None]
"""Merges what a document tells, inside the transaction that adds it."""


class Reads(Protocol):
    """What reads reports: a Reader, or in a test something quicker."""

    @property
    def read_by(self) -> tuple[str, str]:
        """The language model and the rulebook's fingerprint."""

    def read_paths(self, paths: Iterable[str | Path], **options: Any) -> Iterator[Reading | Unread]:
        """The reports in files, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One report done. ``error``: why it could not be read; ``skipped``: a file known from an earlier run."""

    path: str
    outcome: Outcome | None = None
    claims: int = 0
    error: SaysoError | None = None
    skipped: bool = False


@dataclass(slots=True, kw_only=True)
class Summary:
    """What a run did: reports by outcome, claims kept, files skipped because known, what could not be read."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    claims: int = 0
    skipped: int = 0
    failures: list[SaysoError] = field(default_factory=list)

    def count(self, step: Step) -> None:
        """Count one step in."""
        if step.error is not None:
            self.failures.append(step.error)
        elif step.skipped:
            self.skipped += 1
        elif step.outcome:
            self.outcomes[step.outcome] += 1
            if step.outcome != "known":
                self.claims += step.claims


@dataclass(slots=True)
class _Input:
    path: str
    locator: str | None
    sha256: str
    failed: bool = False


class Adding:
    """One run over some paths. ``steps()`` does the work and tells of each report as it is kept."""

    def __init__(
        self,
        ledger: Ledger,
        reader: Reads,
        paths: Sequence[str | Path],
        *,
        merge: Merge | None = None,
        processes: int = 1,
        keep_originals: bool = False,
        published: date | None = None,
        outlet: str | None = None,
        options: dict[str, Any] | None = None,
    ) -> None:
        self._ledger, self._reader, self._paths, self._merge = ledger, reader, paths, merge
        self._keep, self._processes = keep_originals, processes
        self._given: dict[str, Any] = {"published": published, "outlet": outlet, **(options or {})}
        self._read_by = ReadBy(__version__, *reader.read_by)
        # What a file's readings hang on beside its bytes; with another option it is read again.
        self._key = json.dumps({**self._given, "originals": keep_originals}, sort_keys=True, default=str)
        self._open: deque[_Input] = deque()
        self._skipped: deque[Step] = deque()

    def steps(self) -> Iterator[Step]:
        """Read and keep everything, in order. A file that cannot be read is a step of its own and stops nothing."""
        for result in self._reader.read_paths(self._fresh(), processes=self._processes, **self._given):
            yield from self._take_skipped()
            self._finish(before=_file_of(result))
            yield self._fail(result) if isinstance(result, Unread) else self._keep_reading(result)
        yield from self._take_skipped()
        self._finish(before=None)

    def _fresh(self) -> Iterator[str | Path]:
        """The paths that were not read to their end before, with the same bytes, reader and options."""
        for path in self._paths:
            name = str(path)
            locator = None if name == "-" else str(Path(name).absolute())
            digest = _digest(path) if locator else ""
            if locator and digest and self._ledger.is_done(locator, digest, self._read_by, self._key):
                self._skipped.append(Step(path=name, skipped=True))
                continue
            self._open.append(_Input(name, locator, digest))
            yield path

    def _take_skipped(self) -> Iterator[Step]:
        while self._skipped:
            yield self._skipped.popleft()

    def _finish(self, before: str | None) -> None:
        """Results come in the order of their files: those before this one are done."""
        while self._open and self._open[0].path != before:
            done = self._open.popleft()
            if done.locator and done.sha256 and not done.failed:
                self._ledger.set_done(done.locator, done.sha256, self._read_by, self._key)

    def _fail(self, result: Unread) -> Step:
        locator = _locator(result.path, getattr(result.error, "where", ""))
        reason = result.error.reason if isinstance(result.error, InputError) else str(result.error)
        self._ledger.fail(locator or result.path, reason)
        if self._open:
            self._open[0].failed = True
        return Step(path=result.path, error=result.error)

    def _keep_reading(self, reading: Reading) -> Step:
        document = reading.document
        path = document.path or ""
        locator = _locator(path, document.record)
        try:
            original = self._original(path)
            with self._ledger.transaction():
                added = self._ledger.add(reading, read_by=self._read_by, locator=locator, original=original)
                if self._merge and added.outcome != "known":
                    self._merge(self._ledger, reading, added)
        except LedgerError:
            raise
        except InputError as error:
            return self._fail(Unread(path, error))
        except Exception as error:  # a fault of sayso's own over one report must not lose the others
            found = " ".join(f"{type(error).__name__}: {error}".split())
            fault = InputError(path, f"keeping it failed: {found}", "a fault in sayso: report it")
            return self._fail(Unread(path, fault))
        return Step(path=path, outcome=added.outcome, claims=added.claims)

    def _original(self, path: str) -> bytes | None:
        if not self._keep or path in ("", "-"):
            return None
        try:
            if Path(path).stat().st_size > MAX_ORIGINAL:
                return None
            return Path(path).read_bytes()
        except OSError as error:
            raise InputError(path, f"cannot be read again: {error.strerror}") from error


def add_reports(
    ledger: Ledger, reader: Reads, paths: Sequence[str | Path], *, watch: Callable[[Step], None] | None = None,
    **options: Any,
) -> Summary:  # fmt: skip
    """Add reports to a ledger; ``options`` as of Adding. ``watch`` is told of each report as it is kept.

    Safe to interrupt at any moment: what was told of is kept, the report in hand is not, and the next run goes on with
    it. Raises LedgerError when the ledger cannot be written; what was kept before stays.
    """
    summary = Summary()
    for step in Adding(ledger, reader, paths, **options).steps():
        summary.count(step)
        if watch:
            watch(step)
    return summary


def _file_of(result: Reading | Unread) -> str | None:
    return result.path if isinstance(result, Unread) else result.document.path


def _locator(path: str, record: str) -> str | None:
    if path in ("", "-"):
        return None
    whole = str(Path(path).absolute())
    return f"{whole}#{record}" if record else whole


def _digest(path: str | Path) -> str:
    """SHA-256 of a file's bytes; empty when it cannot be read, which its reader will say better."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""

"""Add reports to a ledger: read, keep, merge; one report at a time, and none lost to another."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from sayso import __version__
from sayso.errors import InputError, LedgerError, SaysoError
from sayso.model import Reading
from sayso.model.days import day_of
from sayso.progress import part
from sayso.readers import Record
from sayso.readers.formats import files_in
from sayso.service.merging import merge_reading
from sayso.service.reading import Shard, Unread
from sayso.store.protocol import Store
from sayso.store.records import Added, Outcome, ReadBy

MAX_ORIGINAL = 100_000_000
"""The largest file whose bytes are kept, in bytes."""
_READ = 0.75
"""How much of the time that a long report takes is the reading of it, for who watches; the rest is merging."""
Merge = Callable[[Store, Reading, Added], None]
"""Merges what a document tells, inside the transaction that adds it."""


class Reads(Protocol):
    """What reads reports: a Reader, or in a test something quicker."""

    @property
    def read_by(self) -> tuple[str, str]:
        """The language model and the rulebook's fingerprint."""

    def read_paths(
        self, paths: Iterable[str | Path], *, published: date | None = None, outlet: str | None = None,
        columns: Mapping[str, str] | None = None, processes: int = 1, skip: Callable[[Record], bool] | None = None,
        brief: bool = False,
    ) -> Iterator[Reading | Unread]:  # fmt: skip
        """The reports in files, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One report done. ``error``: why it could not be read; ``skipped``: known from an earlier run.

    ``document``: the id it is kept under; ``where``: which part of the file it is.
    """

    path: str
    document: str | None = None
    where: str = ""
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


class Adding:
    """One run over some paths. ``steps()`` does the work and tells of each report as it is kept.

    ``taken``: bytes of the reports that are done or passed over, ``in_hand``: of the one that is read now.
    """

    def __init__(
        self,
        store: Store,
        reader: Reads,
        paths: Iterable[str | Path],
        *,
        merge: Merge = merge_reading,
        processes: int = 1,
        keep_originals: bool = False,
        published: date | None = None,
        outlet: str | None = None,
        columns: Mapping[str, str] | None = None,
        keep: Sequence[str] = (),
        shard: Shard | None = None,
    ) -> None:
        self._store, self._reader, self._paths, self._merge = store, reader, paths, merge
        self._keep, self._processes, self._shard = keep_originals, processes, shard
        self._given: dict[str, Any] = {"published": day_of(published), "outlet": outlet, "columns": columns}
        if keep:
            self._given["keep"] = tuple(keep)
        self._read_by = ReadBy(__version__, *reader.read_by)
        # What a reading hangs on beside the report's bytes: with another of these it is read again.
        self._base = hashlib.sha256(repr((self._read_by, self._given, keep_originals)).encode())
        self._begun: deque[tuple[str, str]] = deque()
        self.taken = self.in_hand = 0
        self._skipped: deque[str] = deque()

    def steps(self) -> Iterator[Step]:
        """Read and keep everything, in order. What cannot be read is a step of its own and stops nothing."""
        piece: dict[str, Any] = {"shard": self._shard} if self._shard else {}
        results = self._reader.read_paths(
            self._paths, processes=self._processes, skip=self._is_done, brief=True, **self._given, **piece
        )
        while True:
            with part(0, _READ):
                result = next(results, None)
            yield from self._take_skipped()
            if result is None:
                return
            yield self._fail(result) if isinstance(result, Unread) else self._keep_reading(result)
            self._pass(0)

    def _pass(self, size: int) -> None:
        """The report in hand is done; the next one has this size."""
        self.taken += self.in_hand
        self.in_hand = size

    def _is_done(self, record: Record) -> bool:
        """Whether the report was added before: the same bytes, from the same place, read by the same."""
        self._pass(len(record.data))
        key = self._base.copy()
        key.update(repr(sorted(record.about.items())).encode("utf-8", "surrogatepass"))
        key.update(record.data)
        digest = key.hexdigest()[:32]
        locator = _locator(record.path, record.where) or f"-#{digest}"
        if self._store.inputs.is_done(locator, digest):
            self._skipped.append(record.path)
            return True
        self._begun.append((locator, digest))
        return False

    def _take_skipped(self) -> Iterator[Step]:
        while self._skipped:
            yield Step(path=self._skipped.popleft(), skipped=True)

    def _fail(self, result: Unread) -> Step:
        where = getattr(result.error, "where", "")
        reason = result.error.reason if isinstance(result.error, InputError) else str(result.error)
        self._store.inputs.fail(_locator(result.path, where) or result.path, reason)
        return Step(path=result.path, error=result.error)

    def _keep_reading(self, reading: Reading) -> Step:
        document = reading.document
        path = document.path or ""
        locator = _locator(path, document.record)
        try:
            original = self._original(path)
            with self._store.transaction():
                added = self._store.documents.add(reading, read_by=self._read_by, locator=locator, original=original)
                if added.outcome != "known":
                    with part(_READ, 1):
                        self._merge(self._store, reading, added)
                self._set_done(locator)
        except LedgerError:
            raise
        except InputError as error:
            return self._fail(Unread(path, error))
        except Exception as error:  # a fault of sayso's own over one report must not lose the others
            found = " ".join(f"{type(error).__name__}: {error}".split())
            advice = "a fault in sayso: report it"
            fault = InputError(path, f"keeping it failed: {found}", advice, where=document.record)
            return self._fail(Unread(path, fault))
        return Step(
            path=path, document=added.document, where=document.record, outcome=added.outcome, claims=added.claims
        )

    def _set_done(self, locator: str | None) -> None:
        # Results come in the order of their records; one that gave nothing is passed by.
        for index, (begun, key) in enumerate(self._begun):
            if begun == (locator or f"-#{key}"):
                self._store.inputs.set_done(begun, key)
                for _ in range(index + 1):
                    self._begun.popleft()
                return

    def _original(self, path: str) -> bytes | None:
        if not self._keep or not Path(path).is_file():  # what came through a pipe cannot be read twice
            return None
        try:
            if Path(path).stat().st_size > MAX_ORIGINAL:
                return None
            return Path(path).read_bytes()
        except OSError as error:
            raise InputError(path, f"cannot be read again: {error.strerror}") from error


class Remaining:
    """How far a run has come, by the sizes of its files: told of each step, it says how much time is left.

    ``clock``: what tells the time, in seconds.
    """

    def __init__(self, paths: Iterable[str | Path], clock: Callable[[], float] = time.monotonic) -> None:
        self._sizes = _sizes(paths)
        self._total = sum(self._sizes.values())
        self._clock, self._begun, self._worked, self._done = clock, clock(), 0, 0
        self._file: str | None = None

    def count(self, step: Step) -> None:
        """Count one step in; a file is done when a step of another follows."""
        if step.path != self._file:
            done = self._sizes.pop(self._file, 0) if self._file is not None else 0
            self._done += done
            self._worked += 0 if step.skipped else done
            self._file = step.path

    @property
    def seconds(self) -> float | None:
        """Seconds left if the rest goes as what was read so far; None while nothing tells."""
        if not self._worked:
            return None
        return (self._clock() - self._begun) / self._worked * max(self._total - self._done, 0)


def _sizes(paths: Iterable[str | Path]) -> dict[str, int]:
    """The size of each file, those in folders too; what cannot be looked at is left out."""
    found: dict[str, int] = {}
    for path in map(str, paths):
        with suppress(OSError, ValueError):
            files = files_in(path) if Path(path).is_dir() else [path]
            found.update({file: os.stat(file).st_size for file in files if isinstance(file, str)})
    return found


def add_reports(
    store: Store, reader: Reads, paths: Iterable[str | Path], *, watch: Callable[[Step], None] | None = None,
    **options: Any,
) -> Summary:  # fmt: skip
    """Add reports to a ledger; ``options`` as of Adding. ``watch`` is told of each report as it is kept.

    Safe to interrupt at any moment: what was told of is kept, the report in hand is not, and the next run goes on with
    it. Raises LedgerError when the ledger cannot be written; what was kept before stays.
    """
    summary = Summary()
    for step in Adding(store, reader, paths, **options).steps():
        summary.count(step)
        if watch:
            watch(step)
    return summary


def _locator(path: str, record: str) -> str | None:
    """Where a report lies: the file's whole path, and which part of it; None for standard input."""
    if path in ("", "-"):
        return None
    whole = str(Path(path).absolute())
    return f"{whole}#{record}" if record else whole

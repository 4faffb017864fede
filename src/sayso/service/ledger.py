"""The ledger as a program sees it: open a file, add reports, ask, judge, export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

from sayso.errors import LedgerError
from sayso.model import Decision, DecisionKind
from sayso.service import asking, deciding, gists, merging, reviewing
from sayso.service.deciding import By, FromFile
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import FigureRow, IncidentRow, Listed, SourceRow
from sayso.store.sqlite.opening import CACHE, PATIENCE
from sayso.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from sayso.exports.forms import Tally
    from sayso.service.adding import Reads, Step, Summary

_ALL = Filter()


class Ledger:
    """An open ledger, to be used by one thread; a context manager.

        with Ledger("sayso.db", create=True) as ledger:
            ledger.add(Path("reports").iterdir(), Reader())
            for row in ledger.incidents(ledger.filter(place="Goma")): ...

    ``create``: make the file where there is none. Any number of processes may have the same ledger open; those that
    write wait for each other. Raises LedgerError when the file is missing, not a ledger, made by a newer sayso,
    damaged, or locked for longer than ``patience`` seconds. ``cache``: megabytes of the file to
    keep in memory. ``store``: what keeps it (see ``store.protocol``).
    """

    def __init__(
        self, path: str | Path, *, create: bool = False, patience: float = PATIENCE, cache: int = CACHE
    ) -> None:
        self.store: Store = SqliteStore(path, create=create, patience=patience, cache=cache)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def add(
        self, paths: Iterable[str | Path], reader: Reads, *, watch: Callable[[Step], None] | None = None, **options: Any
    ) -> Summary:
        """Read reports into it and merge what they tell; ``options`` as of ``service.adding.Adding``."""
        from sayso.service.adding import add_reports  # what reads takes long to load

        return add_reports(self.store, reader, paths, watch=watch, **options)

    def filter(self, **words: Any) -> Filter:
        """A filter in a person's words: the fields of Filter, a ``place`` by its name, the beginnings of ids."""
        return asking.filter_of(self.store, **words)

    def claims(self, filter: Filter = _ALL, *, limit: int | None = None) -> Iterator[Listed]:
        """The listed claims that match, as people left them, the latest day first."""
        return self.store.claims.search(filter, limit=limit)

    def incidents(self, filter: Filter = _ALL, *, limit: int | None = None) -> Iterator[IncidentRow]:
        """The incidents with a matching claim, the latest first."""
        return self.store.incidents.search(filter, limit=limit)

    def sources(self, filter: Filter = _ALL, *, limit: int | None = None) -> list[SourceRow]:
        """Who says it, those named in most matching claims first."""
        return self.store.claims.sources(filter, limit=limit)

    def figures(self, filter: Filter = _ALL, *, limit: int | None = None) -> list[FigureRow]:
        """The figures of matching claims, in the order of saying."""
        return self.store.claims.figures(filter, limit=limit)

    def show(self, id: str) -> asking.ShownDocument | asking.ShownClaim | asking.ShownIncident:
        """A claim, document or incident with all that is known of it; the beginning of its id is enough."""
        return asking.shown(self.store, id)

    def decide(
        self, kind: DecisionKind, ids: Sequence[str], by: By, *, field: str | None = None, value: Any = None
    ) -> Decision:
        """Judge claims; see ``service.deciding.decide``."""
        return deciding.decide(self.store, kind, ids, by, field=field, value=value)

    def add_claim(self, document: str, words: str | tuple[int, int], type: str, by: By, **fields: Any) -> Decision:
        """Add a claim that the machine missed; see ``service.deciding.add_claim``."""
        return deciding.add_claim(self.store, document, words, type, by, **fields)

    def decide_from(self, path: Path, *, by: str = "", reason: str = "") -> FromFile:
        """Record the decisions of a file; see ``service.deciding.decide_from``."""
        return deciding.decide_from(self.store, path, by=by, reason=reason)

    def review(self) -> list[reviewing.Look]:
        """The decisions that need a look, since what they judge is read otherwise now, or not any more."""
        return list(reviewing.review(self.store))

    def export(
        self, form: str, target: Path | None, filter: Filter = _ALL, *, out: TextIO | None = None, raw: bool = False,
        hxl: bool = False, who: bool = False, undecided: bool = False,
    ) -> Tally:  # fmt: skip
        """Write what matches in the form of this name; see ``service.exporting.export``."""
        from sayso.service.exporting import export  # so does what some forms know of actors

        return export(self.store, form, target, filter, out=out, raw=raw, hxl=hxl, who=who, undecided=undecided)

    def merge(self, watch: Callable[[int], None] | None = None) -> int:
        """Merge all reports anew; how many. People's decisions hold."""
        return merging.merge_all_again(self.store, watch)


_LITTLE = 4
"""Megabytes of the file to keep: what is read here is read once."""


def keep_ready(path: Path, until: Event) -> None:
    """Read the columns of the ledger, hold them for all in this process that ask it, and make the gists that a ledger
    of an older sayso lacks. Returns when ``until`` is set, so it wants a thread of its own.

    What cannot be done (the file may not be written, another process writes for long) is left to those who ask.
    """
    try:
        with Ledger(path, cache=_LITTLE) as ledger:
            ledger.store.columns.now()
            if ledger.store.gists.lacking(1):
                gists.complete(ledger.store)
            until.wait()
    except LedgerError:
        return

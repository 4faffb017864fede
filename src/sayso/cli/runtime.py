"""What every command needs while it runs: the reader, the ledger, standard output and error, listings."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TextIO, TypeVar

import click

from sayso.errors import SaysoError
from sayso.wording import count_words

if TYPE_CHECKING:
    from sayso.service.ledger import Ledger
    from sayso.service.reading import Reader

T = TypeVar("T")


class Commands(click.Group):
    """Turns every error that sayso raises on purpose into one line and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SaysoError as error:
            problem(error)
            sys.exit(1)
        except BrokenPipeError:
            sys.stderr.close()  # the reader of our output has gone; nothing is left to say
            sys.exit(1)


def reader(overlays: tuple[Path, ...], model: str | None, *, packs: bool = False, taught: Path | None = None) -> Reader:
    """A reader; loading it takes seconds. ``packs``: with the place packs that the user has added; ``taught``: with the
    taught model in this folder."""
    gc.disable()  # what is loaded now stays until the end: looking for garbage in it only costs time
    from sayso.service.packs import pack_paths
    from sayso.service.reading import Reader
    from sayso.syntax import DEFAULT_MODEL

    try:
        found = pack_paths() if packs else ()
        made = Reader(overlays=overlays, model=model or DEFAULT_MODEL, packs=found, taught=taught)
        gc.freeze()
    finally:
        gc.enable()
    return made


def ledger(path: Path, *, create: bool = False) -> Ledger:
    """The ledger in a file; a context manager."""
    from sayso.service.ledger import Ledger

    return Ledger(path, create=create)


def printable(error: SaysoError) -> str:
    """The error on one line; what does not print (a line end in a file's name, a terminal code) is escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(error))


def problem(error: SaysoError) -> None:
    """One line on standard error."""
    click.echo(f"sayso: {printable(error)}", err=True)


def out() -> TextIO:
    """Standard output as UTF-8 whatever the locale; a character that cannot be written is escaped, never fatal."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return sys.stdout


def form_of(form: str | None, *, piped: str) -> str:
    """The form of output that was asked for, else a table at a terminal and ``piped`` in a pipe."""
    return form or ("table" if sys.stdout.isatty() else piped)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[T]):
    """How rows of one kind are listed: as ``cells`` under ``headings``, as plain values, as flat CSV."""

    what: str
    headings: Sequence[str]
    cells: Callable[[T], Sequence[str]]
    told: Callable[[T], dict[str, Any]]
    columns: Sequence[str] = ()
    flat: Callable[[T], dict[str, Any]] | None = None

    def write(self, rows: Iterable[T], most: int, form: str | None) -> None:
        """Write rows, of which there may be one more than ``most`` (0: as many as there are)."""
        from sayso.present import listing

        form = form_of(form, piped="jsonl")
        if form == "table":
            kept = list(rows)
            shown = kept[:most] if most else kept
            more = len(kept) > len(shown)
            listing.write_table(map(self.cells, shown), self.headings, out(), what=self.what, more=more)
            return
        wanted = self._cut(rows, most)
        if form == "csv":
            made = list(map(self.flat or self.told, wanted))
            listing.write_csv(made, self.columns or list(made[0] if made else ()), out())
        elif form == "json":
            listing.write_json(map(self.told, wanted), out())
        else:
            listing.write_jsonl(map(self.told, wanted), out())

    def _cut(self, rows: Iterable[T], most: int) -> Iterator[T]:
        """So many of the rows; that there are more is told beside them, since a program sees no last line."""
        for count, row in enumerate(rows, 1):
            if 0 < most < count:
                click.echo(f"the first {count_words(most, self.what)}: there are more (--limit 0 gives all)", err=True)
                return
            yield row

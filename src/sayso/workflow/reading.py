"""Read reports: from paths or text to readings, one bad report never losing another."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import tee
from pathlib import Path

from sayso.errors import InputError, SaysoError
from sayso.gazetteer import Gazetteer
from sayso.model import Document, Reading
from sayso.pipeline import Pipeline
from sayso.readers import read_report
from sayso.rules import Rulebook, load_rulebook
from sayso.stages import Resources
from sayso.stages.syntax import DEFAULT_MODEL
from sayso.workflow.parallel import Lost, can_fork, in_processes

__all__ = ["DEFAULT_MODEL", "Reader", "Unread"]


@dataclass(frozen=True, slots=True)
class Unread:
    """A report that could not be read, and why."""

    path: str
    error: SaysoError


class Reader:
    """Reads reports with one rulebook and one model. Building it loads both (about two seconds), so build it once.

        from sayso import Reader
        reading = Reader().read_text("Rebels captured Goma on Monday, the army said.", published=date(2025, 1, 28))
        for claim in reading.claims: ...

    ``overlays``: folders with a user's own rules. ``model``: an installed spaCy model. ``packs``: place packs to
    search beside the embedded gazetteer. Raises RulebookError, ModelError or GazetteerError.
    """

    def __init__(
        self, *, overlays: Sequence[Path] = (), model: str = DEFAULT_MODEL, packs: Sequence[Path] = ()
    ) -> None:
        with _uncollected():
            self.rulebook: Rulebook = load_rulebook(overlays)
            resources = Resources(rulebook=self.rulebook, gazetteer=Gazetteer.open(packs), model=model)
            self._pipeline = Pipeline(resources)

    @property
    def read_by(self) -> tuple[str, str]:
        """The name of the model and the fingerprint of the rulebook, as in every reading."""
        return self._pipeline.resources.model, self.rulebook.fingerprint

    def read_text(
        self, text: str, *, published: date | None = None, outlet: str | None = None, title: str | None = None
    ) -> Reading:
        """Read a report given as text; offsets of the reading index it."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        document = Document(
            id=digest[:16],
            text=text,
            text_sha256=digest,
            title=title,
            outlet=outlet,
            published=published,
            published_from="option" if published else "",
            language="en",
        )
        return self._pipeline.read(document)

    def read_path(self, path: str | Path, *, published: date | None = None, outlet: str | None = None) -> Reading:
        """Read the report in a file (text or HTML; ``-`` for standard input). Raises InputError."""
        return self._pipeline.read(read_report(path, published=published, outlet=outlet))

    def read_paths(
        self,
        paths: Iterable[str | Path],
        *,
        published: date | None = None,
        outlet: str | None = None,
        processes: int = 1,
    ) -> Iterator[Reading | Unread]:
        """Read several reports in order; one that cannot be read gives an Unread and the others are still read.

        ``processes``: how many to read with; more than the machine has cores gains nothing. The readings are the same
        whatever their number. Where the system cannot fork (Windows) one process reads.
        """

        def read(path: str | Path) -> Reading | Unread:
            try:
                return self.read_path(path, published=published, outlet=outlet)
            except SaysoError as error:
                return Unread(str(path), error)
            except Exception as error:  # a fault of sayso's own in one report must not lose the others
                found = " ".join(f"{type(error).__name__}: {error}".split())
                return Unread(
                    str(path), InputError(str(path), f"reading it failed: {found}", "a fault in sayso: report it")
                )

        if processes < 2 or not can_fork():
            yield from map(read, paths)
            return
        first, second = tee(paths)
        for path, result in zip(first, in_processes(read, second, processes), strict=False):
            if isinstance(result, Lost):
                error = InputError(str(path), str(result), "read it alone, or with fewer processes")
                yield Unread(str(path), error)
            else:
                yield result


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection: a model and a rulebook are a million objects and no garbage to look for in them."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()

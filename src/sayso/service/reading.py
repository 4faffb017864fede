"""Read reports: from paths or text to readings, one bad report never losing another."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, tee
from pathlib import Path
from typing import Any, TypeVar, cast

from sayso.errors import InputError, SaysoError, UsageError
from sayso.gazetteer import Gazetteer
from sayso.lang.taught import Taught
from sayso.model import Document, Reading
from sayso.model.days import day_of
from sayso.pipeline import Pipeline
from sayso.readers import Given, Record, find_records, read_report, summed, take
from sayso.rules import Rulebook, load_rulebook
from sayso.service.parallel import Lost, can_fork, in_processes
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL
from sayso.triggers import TriggerModel

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unread:
    """A report that could not be read, and why; ``error.where`` says which part of the file it is, if it is one."""

    path: str
    error: SaysoError


@dataclass(frozen=True, slots=True)
class Shard:
    """One of ``count`` parts of many reports: the ``number``-th, from 1. Which one a report is in follows from its
    bytes alone, not from where it lies or what else there is."""

    number: int
    count: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.count:
            raise UsageError(f"shard {self.number}/{self.count}: give I/N, with I from 1 to N")

    @classmethod
    def told(cls, words: str) -> Shard:
        """The shard told as I/N. Raises UsageError."""
        number, _, count = words.partition("/")
        if not (number.isascii() and number.isdigit() and count.isascii() and count.isdigit()):
            raise UsageError(f"shard {words!r}: give I/N, as in 2/8")
        return cls(int(number), int(count))

    def holds(self, found: Record | InputError) -> bool:
        """Whether a report is in this part; what cannot be read is told in the first."""
        if isinstance(found, InputError):
            return self.number == 1
        digest = hashlib.sha256(found.data).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1


class Reader:
    """Reads reports with one rulebook and one model. Building it loads both (about two seconds), so build it once.

        from sayso import Reader
        reading = Reader().read_text("Rebels captured Goma on Monday, the army said.", published=date(2025, 1, 28))
        for claim in reading.claims: ...

    ``overlays``: folders with a user's own rules. ``model``: an installed spaCy model. ``packs``: place packs to
    search beside the embedded gazetteer. ``taught``: the folder of a model that ``sayso train`` made. Raises
    RulebookError, ModelError or GazetteerError.
    """

    def __init__(
        self,
        *,
        overlays: Sequence[Path] = (),
        model: str = DEFAULT_MODEL,
        packs: Sequence[Path] = (),
        taught: Path | None = None,
    ) -> None:
        with _uncollected(), ThreadPoolExecutor(1) as beside:
            if not taught:
                beside.submit(TriggerModel.shipped)  # the stages ask for it once spaCy is loaded, and hear what fails
            self.rulebook: Rulebook = load_rulebook(overlays)
            resources = Resources(
                rulebook=self.rulebook,
                gazetteer=Gazetteer.open(packs),
                model=model,
                taught=Taught.open(taught) if taught else None,
            )
            self._pipeline = Pipeline(resources)

    @property
    def resources(self) -> Resources:
        """What the stages read with."""
        return self._pipeline.resources

    @property
    def read_by(self) -> tuple[str, str]:
        """The name of the model, with that of a taught one, and the fingerprint of the rulebook, followed by those of
        the place packs if any."""
        return self.resources.read_by

    def read_text(
        self, text: str, *, published: date | None = None, outlet: str | None = None, title: str | None = None
    ) -> Reading:
        """Read a report given as text; offsets of the reading index it. Raises UsageError for what is no text."""
        if not isinstance(text, str):
            raise UsageError(f"a report is text (str), not {type(text).__name__}")
        published = day_of(published)
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

    def read_document(self, document: Document) -> Reading:
        """Read a document that one of the readers made (``sayso.readers.read_reports``)."""
        return self._pipeline.read(document)

    def read_path(self, path: str | Path, *, published: date | None = None, outlet: str | None = None) -> Reading:
        """Read the one report in a file of any format (``-`` for standard input). Raises InputError."""
        return self._pipeline.read(read_report(path, published=published, outlet=outlet))

    def read_record(self, found: Record | InputError, given: Given) -> Reading | Unread | None:
        """Read one record that a reader cut out of a file, briefly; None for what is no report (a redirect, say)."""
        result = self._read(found, given)
        return _shortened(result) if isinstance(result, Reading) else result

    def read_paths(
        self,
        paths: Iterable[str | Path],
        *,
        published: date | None = None,
        outlet: str | None = None,
        columns: Mapping[str, str] | None = None,
        keep: Sequence[str] = (),
        processes: int = 1,
        shard: Shard | None = None,
        skip: Callable[[Record], bool] | None = None,
        brief: bool = False,
    ) -> Iterator[Reading | Unread]:
        """Read all reports in the files and folders, in order; in the place of one that cannot be read, an Unread.

        ``published`` and ``outlet`` override what the reports say of themselves; ``columns`` says which column of a
        table, or key of an object, holds what; ``keep`` names those whose values go along as ``Document.kept``. Reports
        of one file that are not in English are one Unread where the file ends.

        ``processes``: how many to read with; more than the machine has cores gains nothing. They share the reports of
        one file as well as several files, and the readings are the same whatever their number. Where the system cannot
        fork (Windows) one process reads.

        ``shard``: read only this part of the reports, so that several machines share them without knowing of each
        other. ``skip``: asked of every report before it is read; those it says True of are passed over. ``brief``: keep
        only the document, its blocks, its claims and whom it befell, which is quicker to hand from process to process.
        """
        given = Given(published=published, outlet=outlet, columns=columns or {}, keep=tuple(keep))
        found = (one for path in _several(paths) for one in find_records(path, given))
        records = (one for one in found if (shard is None or shard.holds(one)) and not _skipped(one, skip))
        results = self._results(records, given, processes, brief)
        yield from summed(results, _input_error, _path, lambda error: Unread(error.path, error))

    def read_texts(
        self, texts: Iterable[str], *, published: date | None = None, outlet: str | None = None, processes: int = 1
    ) -> Iterator[Reading | Unread]:
        """Read reports given as texts, in order; offsets of a reading index its text. As of ``read_paths``.

        In messages a text is called by its number, from 1.
        """
        given = Given(published=published, outlet=outlet)
        records = (_record_of(f"text {n}", text) for n, text in enumerate(_several(texts), 1))
        yield from self._results(records, given, processes, brief=False)

    def _results(
        self, records: Iterator[Record | InputError], given: Given, processes: int, brief: bool
    ) -> Iterator[Reading | Unread]:
        def read(found: Record | InputError) -> Reading | Unread | None:
            result = self._read(found, given)
            return _shortened(result) if brief and isinstance(result, Reading) else result

        if processes < 2 or not can_fork():
            yield from filter(None, map(read, records))
            return
        first, second = tee(records)
        for found, result in zip(first, in_processes(read, second, processes), strict=False):
            if isinstance(result, Lost):
                yield _lost(found, result)
            elif result is not None:
                yield result

    def _read(self, found: Record | InputError, given: Given) -> Reading | Unread | None:
        document = found if isinstance(found, InputError) else take(found, given)
        if document is None:
            return None
        if isinstance(document, InputError):
            return Unread(document.path, document)
        path = document.path or ""
        try:
            return self._pipeline.read(document)
        except SaysoError as error:
            return Unread(path, error)
        except Exception as error:  # a fault of sayso's own in one report must not lose the others
            words = " ".join(f"{type(error).__name__}: {error}".split())
            reason = f"reading it failed: {words}"
            return Unread(path, InputError(path, reason, "a fault in sayso: report it", where=document.record))


def read_many(reports: Iterable[str | Path], **options: Any) -> Iterator[Reading | Unread]:
    """Read all reports with a new Reader: files and folders, or texts, as the first of them tells.

    A string with a line break, or with a blank where no file has that name, is the text of a report; a Path never is.
    ``options``: as of ``Reader.read_paths`` or ``Reader.read_texts``.
    """
    waiting = iter(_several(reports))
    first = list(islice(waiting, 1))
    given: Iterator[Any] = chain(first, waiting)
    read = Reader().read_paths if all(map(_is_path, first)) else Reader().read_texts
    return read(given, **options)


def _several(reports: Iterable[T]) -> Iterable[T]:
    """The reports; a single path or text, which would come apart into letters, as the one it is."""
    return cast("Iterable[T]", (reports,)) if isinstance(reports, str | Path) else reports


def _is_path(told: Any) -> bool:
    if not isinstance(told, str):
        return isinstance(told, Path)
    return "\n" not in told and (" " not in told or Path(told).exists())


def _record_of(name: str, text: Any) -> Record | InputError:
    if not isinstance(text, str):  # a table of reports has empty cells
        return InputError(name, f"is no text but {text!r}", "leave it out, or give its words")
    return Record(format="text", path=name, data=text.encode("utf-8", "surrogatepass"))


def _shortened(reading: Reading) -> Reading:
    return Reading(
        document=reading.document, blocks=reading.blocks, actors=reading.befallen, claims=reading.claims,
        model=reading.model, rulebook=reading.rulebook,
    )  # fmt: skip


def _input_error(result: Reading | Unread) -> InputError | None:
    return result.error if isinstance(result, Unread) and isinstance(result.error, InputError) else None


def _path(result: Reading | Unread) -> str | None:
    return result.path if isinstance(result, Unread) else result.document.path


def _skipped(found: Record | InputError, skip: Callable[[Record], bool] | None) -> bool:
    return skip is not None and isinstance(found, Record) and skip(found)


def _lost(found: Record | InputError, lost: Lost) -> Unread:
    error = InputError(found.path, str(lost), "read it alone, or with fewer processes", where=found.where)
    return Unread(found.path, error)


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

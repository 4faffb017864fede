"""Reading at scale: inputs are cut into parts, and each part is read by one worker into Parquet files of its own.

A part that is kept is never read again. One that killed a worker is read with care the next time: each report in a
process of its own, so that the one at fault becomes a row of the error table.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sayso import __version__
from sayso.errors import InputError
from sayso.exports import parquet
from sayso.exports.tables import CLAIMS, FIGURES, SOURCES, claim_row, figure_rows
from sayso.model import Claim, Reading
from sayso.model.words import fold
from sayso.readers import Given, Record, find_records
from sayso.service.parallel import Lost, can_fork, in_processes
from sayso.service.reading import Reader, Shard, Unread
from sayso.service.scale import rows
from sayso.service.scale.engines import Engine
from sayso.service.scale.runs import Run, Source, begin, part_name
from sayso.service.scale.storing import Folder, fetched, folder, get, is_address, put
from sayso.store.sqlite.tellings import hashed

Found = Record | InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A part to read: its name, its records, and a hash of these."""

    part: str
    found: tuple[Found, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A part that was read: how many reports, claims and errors are in it."""

    part: str
    reports: int
    claims: int
    errors: int


def read_run(run: Run, engine: Engine, make: Callable[[], Reader], shard: Shard | None = None) -> Iterator[Done | Lost]:
    """Read what a run names and its folder lacks, part by part; ``make`` gives a worker its reader. ``shard``: do only
    this share of the parts, so that several machines that see one folder do a run between them.

    Safe to interrupt at any moment. A Lost stands for a part that killed two workers and is not kept. Raises
    UsageError when the folder holds another run, InputError and ExportError when it cannot be used.
    """
    begin(folder(run.out), run)
    lacking = [source for source in run.sources if not _complete(folder(run.out), source)]
    yield from engine.run(lacking, partial(split, run, shard), partial(ReadPart, run, make))


def _complete(kept: Folder, source: Source) -> bool:
    name = f"sources/{source.number:05}.json"
    if not kept.exists(name):
        return False
    number = json.loads(get(kept, name))["parts"]
    return all(kept.exists(f"parts/{part_name(source.number, n)}.json") for n in range(number))


def split(run: Run, shard: Shard | None, source: Source) -> Iterator[Job]:
    """The parts of a source that the folder lacks, of this share."""
    kept = folder(run.out)
    number, held = 0, list[Found]()
    for file in source.files:
        for found in _records(file, run.given):
            held.append(found)
            if len(held) >= run.rows:
                if _mine(shard, source, number):
                    yield from _job(kept, source, number, held)
                number, held = number + 1, []
    if held:
        if _mine(shard, source, number):
            yield from _job(kept, source, number, held)
        number += 1
    put(kept, f"sources/{source.number:05}.json", json.dumps({"parts": number}).encode())


def _mine(shard: Shard | None, source: Source, number: int) -> bool:
    return shard is None or (source.number + number) % shard.count == shard.number - 1


def _job(kept: Folder, source: Source, number: int, found: Sequence[Found]) -> Iterator[Job]:
    part = part_name(source.number, number)
    digest = hashlib.sha256()
    for one in found:
        told = (one.path, one.where, str(one)) if isinstance(one, InputError) else (one.path, one.where, one.data)
        digest.update(repr(told).encode("utf-8", "surrogatepass"))
    hashed = digest.hexdigest()[:32]
    name = f"parts/{part}.json"
    if not kept.exists(name) or json.loads(get(kept, name))["digest"] != hashed:
        yield Job(part=part, found=tuple(found), digest=hashed)


def _records(file: str, given: Given) -> Iterator[Found]:
    """The records of a file or of what lies at an address, called by that name."""
    if not is_address(file):
        yield from find_records(file, given)
        return
    try:
        with fetched(file) as copy:
            for found in find_records(copy, given):
                yield _renamed(found, file) if isinstance(found, InputError) else replace(found, path=file)
    except InputError as error:
        yield error


def _renamed(error: InputError, name: str) -> InputError:
    return InputError(name, error.reason, error.advice, where=error.where, language=error.language)


class ReadPart:
    """Reads parts; what a worker keeps between them is its reader. ``make``: gives it one, which takes seconds."""

    def __init__(self, run: Run, make: Callable[[], Reader]) -> None:
        self._run, self._folder = run, folder(run.out)
        self._reader = make()

    def __call__(self, job: Job) -> Done:
        """Read a part and keep it."""
        begun = f"begun/{job.part}"
        careful = self._folder.exists(begun) and can_fork()
        put(self._folder, begun, job.digest.encode())
        results = list(self._carefully(job) if careful else self._read(job.found))
        done = self._keep(job, results)
        self._folder.remove(begun)
        return done

    def _read(self, found: Sequence[Found]) -> Iterator[Reading | Unread]:
        for one in found:
            result = self._reader.read_record(one, self._run.given)
            if result is not None:
                yield result

    def _carefully(self, job: Job) -> Iterator[Reading | Unread]:
        """As ``_read``, each report in another process, which may die."""
        work = partial(self._reader.read_record, given=self._run.given)
        for one, result in zip(job.found, in_processes(work, job.found, 1), strict=True):
            if isinstance(result, Lost):
                advice = "it takes too much memory, or makes a library fail; leave it out"
                yield Unread(one.path, InputError(one.path, str(result), advice, where=one.where))
            elif result is not None:
                yield result

    def _keep(self, job: Job, results: Sequence[Reading | Unread]) -> Done:
        readings = [one for one in results if isinstance(one, Reading)]
        told = [(reading, claim) for reading in readings for claim in reading.claims]
        save, file = self._folder.save, f"{job.part}.parquet"
        by = (__version__, *self._run.read_by)
        errors = _errors(results)
        for name, columns, made in (
            ("documents", rows.DOCUMENTS, [document_row(n, r, by) for n, r in enumerate(readings)]),
            ("errors", rows.ERRORS, errors),
        ):
            save(f"{name}/{file}", partial(rows.write, columns=columns, rows=made))
        for name, columns, made in (
            ("claims", CLAIMS, [claim_row(claim, reading) for reading, claim in told]),
            ("figures", FIGURES, [row for reading, claim in told for row in _figures(claim, reading)]),
            ("sources", SOURCES, _sources(claim for _, claim in told)),
        ):
            save(f"{name}/{file}", partial(parquet.write, fields=columns, rows=made))
        counts = {"reports": len(readings), "claims": len(told), "errors": len(errors)}
        put(self._folder, f"parts/{job.part}.json", json.dumps({"digest": job.digest, **counts}).encode())
        return Done(part=job.part, **counts)


def document_row(n: int, reading: Reading, by: tuple[str, str, str]) -> dict[str, Any]:
    """The ``n``-th report of a part as a row of DOCUMENTS. ``by``: the version, model and rulebook that read it."""
    document = reading.document
    facts = {name: rows.plain(getattr(document, name)) for name in ("outlet", "title", "url", "language")}
    return {
        "row": n, "document": document.id, **facts, "published": document.published,
        "locator": rows.plain(_locator(document.path, document.record)), "claims": len(reading.claims),
        "text": rows.plain(document.text), "version": by[0], "model": by[1], "rulebook": by[2],
        "told": rows.packed(reading), "kin": _kin(reading),
    }  # fmt: skip


def _locator(path: str | None, where: str) -> str | None:
    if not path:
        return None
    return f"{path}#{where}" if where else path


def _kin(reading: Reading) -> list[int]:
    """Hashes of everything by which a ledger may take two reports for versions of one article, or for the same."""
    document = reading.document
    told = [f"id {document.id}"]
    told += [f"url {document.url}"] if document.url else []
    told += [f"at {locator}"] if (locator := _locator(document.path, document.record)) else []
    told += [f"title {document.title}\n{document.outlet}"] if document.title and document.outlet else []
    return [hashed(text) for text in told]


def _figures(claim: Claim, reading: Reading) -> Iterator[dict[str, Any]]:
    return figure_rows(claim, reading, incident=None, day=claim.time.latest if claim.time else None)


def _sources(claims: Iterator[Claim]) -> list[dict[str, Any]]:
    """Who is named in how many claims of the part, those named most first."""
    found = Counter(
        (source.name, source.id, source.kind, source.side)
        for claim in claims
        for source in dict.fromkeys(claim.sources)
    )
    ordered = sorted(found.items(), key=lambda one: (-one[1], fold(one[0][0]), repr(one[0])))
    return [dict(zip(("name", "id", "kind", "side", "claims"), (*who, n), strict=True)) for who, n in ordered]


def _errors(results: Sequence[Reading | Unread]) -> list[dict[str, Any]]:
    found, row = list[dict[str, Any]](), 0
    for result in results:
        if isinstance(result, Reading):
            row += 1
            continue
        error = result.error
        told = error if isinstance(error, InputError) else InputError(result.path, str(error))
        names = ("path", "where", "reason", "advice", "language")
        found.append({**{name: rows.plain(getattr(told, name)) for name in names}, "row": row})
    return found

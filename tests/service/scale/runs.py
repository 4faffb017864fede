"""Runs over reports that need no model, and what their ledger would say."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.model import Reading
from sayso.readers import Given, Record, take
from sayso.service.ledger import Ledger
from sayso.service.parallel import Lost
from sayso.service.reading import Unread
from sayso.service.scale.engines import Engine, Processes
from sayso.service.scale.reading import Done, read_run
from sayso.service.scale.runs import Run, inputs
from sayso.service.tabling import rows
from sayso.store.filters import Filter
from tests.store.making import read


@dataclass(frozen=True)
class Lines:
    """Reads lines as ``store.making.read`` does. ``deadly``: a word that ends the process that reads it."""

    deadly: str = ""
    read_by: tuple[str, str] = ("model", "rules")

    def read_record(self, found: Record | InputError, given: Given) -> Reading | Unread | None:
        document = found if isinstance(found, InputError) else take(found, given)
        if document is None:
            return None
        if isinstance(document, InputError):
            return Unread(document.path, document)
        if self.deadly and self.deadly in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return read(document)

    def read_paths(self, paths: Iterable[str | Path], *, columns: Any = None, **_: Any) -> Iterable[Reading | Unread]:
        """As a ledger's run reads them."""
        from sayso.readers import find_records

        given = Given(columns=columns or {})
        for path in paths:
            for found in find_records(path, given):
                result = self.read_record(found, given)
                if result is not None:
                    yield result


def a_run(out: Path | str, *paths: Path | str, size: int = 5, **given: Any) -> Run:
    files = inputs([str(path) for path in paths])
    return Run(out=str(out), given=Given(**given), rows=size, read_by=("model", "rules"), files=files)


def read_all(run: Run, engine: Engine | None = None, deadly: str = "", **options: Any) -> list[Done | Lost]:
    return list(read_run(run, engine or Processes(), partial(Lines, deadly), **options))


def files_of(folder: Path, *under: str) -> dict[str, bytes]:
    """Everything in a folder, or in some folders of it, by name; but what a killed process left half made."""
    found = [path for name in under or (".",) for path in (folder / name).rglob("[!.]*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def described(out: Path) -> list[dict[str, Any]]:
    """The incidents of a run as it describes them, by their claims; without what a ledger's export does not say."""
    import pyarrow.parquet as pq

    found = [row for path in (out / "incidents").glob("*.parquet") for row in pq.read_table(path).to_pylist()]
    return _by_claims(found)


def exported(ledger: Ledger) -> list[dict[str, Any]]:
    """The same of a ledger's export."""
    return _by_claims(rows(ledger.store, "incidents", Filter()))


def _by_claims(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    # Which of its ids an incident goes by hangs on the order of arrival.
    beside = ("incident", "documents", "tellings")
    return sorted(
        ({name: value for name, value in row.items() if name not in beside} for row in found),
        key=lambda row: list(row["claims"]),
    )


def incidents(ledger: Ledger) -> set[tuple[str, ...]]:
    found = (ledger.store.incidents.get(row.id) for row in ledger.incidents())
    return {tuple(sorted(incident.claims)) for incident in found if incident}

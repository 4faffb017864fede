"""Public data sets: where they lie, how they are read, what is known about them.

A set is a folder with ``*.jsonl.gz`` files, one record a line. None is part of the project: each belongs to its
publishers, is read where it lies and is skipped where it is absent.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.errors import GoldError
from sayso.service.reading import Reader

Record = dict[str, Any]
"""A record as its publisher made it; each set's module says which keys it uses."""
Scores = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSet:
    """A public data set and how it is scored.

    ``files``: relative to the data folder. ``main``: the score the set stands for. ``sample``: how many records are
    read by default, None for all; they are taken at even distances. ``quick``: how many the gate's test reads.
    ``published``: the best published figures. ``comparable``: what may be compared with them and what not.
    """

    name: str
    title: str
    files: tuple[str, ...]
    main: str
    score: Callable[[Reader, list[Record]], Scores]
    published: str
    comparable: str
    quick: int
    sample: int | None = None


def data_folder(folder: Path | None = None) -> Path:
    """The folder with the public sets: the one given, else ``../shared/bench`` beside the checkout."""
    return folder or Path(__file__).parents[2].parent / "shared" / "bench"


def present(public: PublicSet, folder: Path) -> bool:
    """Whether all files of the set are there."""
    return all((folder / name).is_file() for name in public.files)


def read_records(public: PublicSet, folder: Path, limit: int | None = None) -> list[Record]:
    """The records of a set; with ``limit`` at most so many, at even distances. Raises GoldError."""
    records: list[Record] = []
    for name in public.files:
        try:
            with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
                records += [json.loads(line) for line in lines]
        except (OSError, EOFError, ValueError) as error:
            raise GoldError(str(folder / name), "file", f"cannot be read: {error}") from error
    if limit is None or limit >= len(records):
        return records
    return [records[index * len(records) // limit] for index in range(limit)]


def data_hash(public: PublicSet, folder: Path) -> str:
    """Twelve hexadecimal digits of the files' bytes."""
    digest = hashlib.sha256()
    for name in public.files:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]


def share(part: float, whole: float) -> float:
    """A share; 0 of nothing."""
    return part / whole if whole else 0.0


def f1(right: float, read: float, gold: float) -> float:
    """The harmonic mean of precision and recall; 0 where there is nothing."""
    return share(2 * right, read + gold)


def prf(name: str, right: float, read: float, gold: float) -> Scores:
    """Precision, recall and F1 under one name."""
    return {f"{name}_p": share(right, read), f"{name}_r": share(right, gold), f"{name}_f1": f1(right, read, gold)}

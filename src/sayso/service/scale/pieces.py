"""What the steps of a merge share: how the work is cut, and the files that they leave for each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from sayso.incidents.partitions import Partition
from sayso.service.scale import rows
from sayso.service.scale.storing import folder

MERGE = "merge"
"""The folder of what is made on the way; it may be removed once the run is loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """How a run is merged: its folder, how many buckets, the days of a window; the parts of the run."""

    out: str
    partition: Partition
    parts: tuple[str, ...] = ()

    @property
    def buckets(self) -> range:
        """The numbers of the buckets, and of the groups."""
        return range(self.partition.buckets)


def file_name(name: str | int) -> str:
    """The file of a part, or of the bucket or group of this number."""
    return f"{name}.parquet" if isinstance(name, str) else f"{name:05}.parquet"


def open_file(merge: Merge, name: str) -> BinaryIO:
    """A file of the run, for reading. Raises InputError."""
    return folder(merge.out).open(name)


def save(merge: Merge, name: str, columns: rows.Columns, made: Iterable[dict[str, Any]]) -> None:
    """Keep a table of the run. Raises ExportError."""
    folder(merge.out).save(name, lambda path: rows.write(path, columns, made))


def in_bucket(merge: Merge, what: str, bucket: int) -> Iterator[Any]:
    """The rows of a bucket or group, from every file in this folder of the merge, in the order of the parts."""
    for name in folder(merge.out).names(f"{MERGE}/{what}"):
        with open_file(merge, f"{MERGE}/{what}/{name}") as file:
            yield from rows.read(file, by="bucket", value=bucket)


def save_by_bucket(merge: Merge, name: str, columns: rows.Columns, made: Iterable[dict[str, Any]]) -> None:
    """Keep a table whose rows name a bucket, those of one bucket together. Raises ExportError."""
    ordered = sorted(made, key=lambda row: int(row["bucket"]))
    folder(merge.out).save(name, lambda path: rows.write(path, (*rows.BUCKET, *columns), ordered, by="bucket"))

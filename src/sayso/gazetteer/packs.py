"""Place files: places that a user brings, in a table of their own or as GeoNames gives them.

Two formats, told apart by the end of the name; each may be compressed (``.gz``, or ``.zip`` as GeoNames packs them):

``*.csv``   a header line with ``id,name,country,lat,lon`` and, if wanted, ``admin1``, ``admin2`` (ids), ``feature``
            (city, admin1, admin2, region), ``population``, ``aliases`` (separated by ``|``), ``note``;
            ``country`` is ISO alpha-2; coordinates are decimal degrees, WGS 84; UTF-8
``*.txt``   a GeoNames dump (tab-separated, 19 columns, no header; GeoNames, CC BY 4.0); populated places and
            first- and second-level units are taken, and names in Latin letters only
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, cast

from sayso.errors import GazetteerError
from sayso.gazetteer.entries import FEATURES, Country, Entry, Feature

Found = tuple[Entry, Sequence[str]]
"""A place with its further names."""
Report = Callable[[GazetteerError], None]
"""Takes a bad row's error: raises it, or notes it so that reading goes on."""

COLUMNS = ("id", "name", "country", "lat", "lon", "admin1", "admin2", "feature", "population", "aliases", "note")
_REQUIRED = COLUMNS[:5]
_DUMP_COLUMNS = 19
_LONGEST = 100_000
_MOST_BYTES = 4_000_000_000
_LATIN = 0x250
_KINDS = {"ADM1": "admin1", "ADM2": "admin2"}


def refuse(error: GazetteerError) -> None:
    """The report that ends the reading at the first bad row."""
    raise error


def read_pack(path: Path, countries: Mapping[str, Country], report: Report = refuse) -> list[Found]:
    """Every place of a file. Raises GazetteerError when it cannot be read at all; bad rows go to ``report``."""
    kind = [s.lower() for s in path.suffixes if s.lower() not in (".gz", ".zip")][-1:]
    if kind not in ([".csv"], [".txt"]) and path.suffix.lower() != ".zip":
        raise GazetteerError(f"{path}: not a place file (name it .csv for a table, .txt for a GeoNames dump)")
    try:
        with _opened(path) as file:
            lines = _lines(file, path)
            found = (
                _table(lines, path, countries, report) if kind == [".csv"] else _dump(lines, path, countries, report)
            )
            return list(found)
    except (OSError, EOFError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise GazetteerError(f"{path}: cannot be read: {error}") from error
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path}: is not UTF-8 text: {error.reason} (save it as UTF-8)") from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix.lower() == ".gz":
        with gzip.open(path) as packed:
            yield cast(IO[bytes], packed)
    elif path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.lower().endswith(".txt") and "readme" not in n.lower()]
            if len(names) != 1:
                raise GazetteerError(
                    f"{path}: holds {len(names)} files of places, not one (unpack it and name the file)"
                )
            with archive.open(names[0]) as member:
                yield member
    else:
        with path.open("rb") as file:
            yield file


def _lines(file: IO[bytes], path: Path) -> Iterator[str]:
    size = 0
    for line in io.TextIOWrapper(file, "utf-8-sig", newline="\n"):
        size += len(line)
        if len(line) > _LONGEST or size > _MOST_BYTES:
            raise GazetteerError(f"{path}: has a line of over {_LONGEST:,} characters or is larger than 4 GB")
        if "\0" in line:
            raise GazetteerError(f"{path}: contains NUL bytes (it is no text file)")
        yield line


def _table(lines: Iterator[str], path: Path, countries: Mapping[str, Country], report: Report) -> Iterator[Found]:
    reader = csv.DictReader(lines, strict=True)
    header = reader.fieldnames or ()
    unknown = [name for name in header if name not in COLUMNS]
    missing = [name for name in _REQUIRED if name not in header]
    if unknown or missing:
        problem = f"unknown column {unknown[0]!r}" if unknown else f"column {missing[0]!r} is missing"
        raise GazetteerError(f"{path}:1: {problem}; valid: {', '.join(COLUMNS)}")
    rows = iter(reader)
    while True:
        try:
            row = next(rows)
            found = _from_table(row), _names(row.get("aliases"), "|")
            _check(found[0], countries)
        except StopIteration:
            return
        except csv.Error as error:
            report(GazetteerError(f"{path}:{reader.line_num}: not valid CSV: {error} (check the quotation marks)"))
        except ValueError as error:
            report(GazetteerError(f"{path}:{reader.line_num}: {error}"))
        else:
            yield found


def _from_table(row: dict[str, str]) -> Entry:
    if None in row:
        raise ValueError("more cells than the header has columns (put a cell with commas in quotation marks)")
    feature = row.get("feature") or "city"
    if feature not in FEATURES[1:]:
        raise ValueError(f"feature {feature!r}; valid: {', '.join(FEATURES[1:])}")
    return Entry(
        id=(row["id"] or "").strip(),
        name=(row["name"] or "").strip(),
        feature=_feature(feature),
        country=row["country"] or None,
        lat=_number(row["lat"], "lat"),
        lon=_number(row["lon"], "lon"),
        admin1=row.get("admin1") or None,
        admin2=row.get("admin2") or None,
        population=_count(row.get("population")),
        precision="region" if feature == "region" else "point",
        note=row.get("note") or "",
    )


def _dump(lines: Iterator[str], path: Path, countries: Mapping[str, Country], report: Report) -> Iterator[Found]:
    """The places of a dump; those of a unit that stands in the same dump get its id."""
    kept: list[tuple[Entry, Sequence[str], tuple[str, str], tuple[str, str, str]]] = []
    units: dict[tuple[str, ...], str] = {}
    for number, line in enumerate(lines, 1):
        row = line.rstrip("\r\n").split("\t")
        try:
            entry = _from_dump(row)
            if entry is None:
                continue
            _check(entry, countries)
        except ValueError as error:
            report(GazetteerError(f"{path}:{number}: {error}"))
            continue
        first, second = (row[8], row[10]), (row[8], row[10], row[11])
        if entry.feature in ("admin1", "admin2"):
            units[first if entry.feature == "admin1" else second] = entry.id
        names = [n for n in (row[2], *_names(row[3], ",")) if n and all(ord(c) < _LATIN for c in n if c.isalpha())]
        kept.append((entry, names, first, second))
    for entry, others, first, second in kept:
        admin1, admin2 = units.get(first), units.get(second)
        yield (
            replace(
                entry,
                admin1=admin1 if admin1 != entry.id else None,
                admin2=admin2 if admin2 != entry.id else None,
            ),
            others,
        )


def _from_dump(row: list[str]) -> Entry | None:
    if len(row) != _DUMP_COLUMNS:
        raise ValueError(f"{len(row)} columns, a GeoNames dump has {_DUMP_COLUMNS}, separated by tabs")
    kind = _KINDS.get(row[7]) or ("city" if row[6] == "P" else "")
    if not kind:
        return None
    if not row[0].isascii() or not row[0].isdecimal():
        raise ValueError(f"geonameid {row[0]!r} is not a number")
    return Entry(
        id=f"geonames:{row[0]}",
        name=row[1],
        feature=_feature(kind),
        country=row[8] or None,
        lat=_number(row[4], "latitude"),
        lon=_number(row[5], "longitude"),
        population=_count(row[14]),
    )


def _feature(name: str) -> Feature:
    return next(f for f in FEATURES if f == name)


def _names(cell: str | None, separator: str) -> Sequence[str]:
    return [part.strip() for part in (cell or "").split(separator) if part.strip()]


def _number(cell: str | None, column: str) -> float:
    try:
        return float(cell or "")
    except ValueError:
        raise ValueError(f"{column} {cell!r} is not a number (write degrees as 13.25)") from None


def _count(cell: str | None) -> int:
    try:
        count = int(float(cell or 0))
    except (ValueError, OverflowError):
        raise ValueError(f"population {cell!r} is not a number (write 12500, or leave it empty)") from None
    if not 0 <= count < 1 << 32:
        raise ValueError(f"population {cell!r} cannot be")
    return count


def _check(entry: Entry, countries: Mapping[str, Country]) -> None:
    if not entry.id or not entry.name:
        raise ValueError("id and name must not be empty")
    if any(ord(c) < 32 for c in entry.id + entry.name + entry.note):
        raise ValueError("id, name or note holds a tab, a line end or another control character")
    if not (-90 <= entry.lat <= 90 and -180 <= entry.lon <= 180):
        raise ValueError(f"latitude {entry.lat}, longitude {entry.lon} is not on the globe (are they swapped?)")
    if entry.country and (len(entry.country) != 2 or entry.country not in countries):
        raise ValueError(f"{entry.country!r} is not an ISO alpha-2 country code (Sudan is SD)")

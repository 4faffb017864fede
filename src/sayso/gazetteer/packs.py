"""Place packs: files with places that a user adds.

Two formats, told apart by their name:

``*.csv``   a header line with ``id,name,country,lat,lon`` and, if wanted, ``admin1`` (an id), ``feature``
            (city, admin1, admin2, region), ``population``, ``aliases`` (separated by ``|``), ``note``;
            ``country`` is ISO alpha-2
``*.txt``   a GeoNames dump (tab-separated, 19 columns, no header); populated places and units are taken
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sayso.errors import GazetteerError
from sayso.gazetteer.entries import FEATURES, Country, Entry, Feature

_COLUMNS = ("id", "name", "country", "lat", "lon", "admin1", "feature", "population", "aliases", "note")
_REQUIRED = _COLUMNS[:5]
_DUMP_COLUMNS = 19


def read_pack(path: Path, countries: Mapping[str, Country]) -> list[tuple[Entry, Sequence[str]]]:
    """Every place of a pack with its further names. Raises GazetteerError with the line of the first bad row."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: cannot be read: {error}") from error
    if "\0" in text:
        raise GazetteerError(f"{path}: contains NUL bytes")
    rows = _dump(text, path) if path.suffix == ".txt" else _table(text, path)
    return [_checked(entry, names, path, line, countries) for line, entry, names in rows]


def _table(text: str, path: Path) -> Iterator[tuple[int, Entry, Sequence[str]]]:
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    header = reader.fieldnames or ()
    unknown = [name for name in header if name not in _COLUMNS]
    missing = [name for name in _REQUIRED if name not in header]
    if unknown or missing:
        problem = f"unknown column {unknown[0]!r}" if unknown else f"column {missing[0]!r} is missing"
        raise GazetteerError(f"{path}:1: {problem}; valid: {', '.join(_COLUMNS)}")
    try:
        for row in reader:
            yield reader.line_num, _from_table(row, path, reader.line_num), _names(row.get("aliases"), "|")
    except csv.Error as error:
        raise GazetteerError(f"{path}:{reader.line_num}: not valid CSV: {error}") from error


def _from_table(row: dict[str, str], path: Path, line: int) -> Entry:
    feature = row.get("feature") or "city"
    if feature not in FEATURES[1:]:
        raise GazetteerError(f"{path}:{line}: feature {feature!r}; valid: {', '.join(FEATURES[1:])}")
    return Entry(
        id=row["id"] or "",
        name=row["name"] or "",
        feature=_feature(feature),
        country=row["country"] or None,
        lat=_number(row["lat"], path, line),
        lon=_number(row["lon"], path, line),
        admin1=row.get("admin1") or None,
        population=int(_number(row.get("population") or "0", path, line)),
        precision="region" if feature == "region" else "point",
        note=row.get("note") or "",
    )


def _dump(text: str, path: Path) -> Iterator[tuple[int, Entry, Sequence[str]]]:
    for line, row in enumerate((r.split("\t") for r in text.splitlines()), 1):
        if len(row) < _DUMP_COLUMNS:
            raise GazetteerError(f"{path}:{line}: {len(row)} columns, a GeoNames dump has {_DUMP_COLUMNS}")
        kind = {"ADM1": "admin1", "ADM2": "admin2"}.get(row[7]) or ("city" if row[6] == "P" else "")
        if not kind:
            continue
        entry = Entry(
            id=f"geonames:{row[0]}",
            name=row[1],
            feature=_feature(kind),
            country=row[8] or None,
            lat=_number(row[4], path, line),
            lon=_number(row[5], path, line),
            population=int(_number(row[14] or "0", path, line)),
        )
        yield line, entry, _names(row[3], ",")


def _feature(name: str) -> Feature:
    return next(f for f in FEATURES if f == name)


def _names(cell: str | None, separator: str) -> Sequence[str]:
    return [part.strip() for part in (cell or "").split(separator) if part.strip()]


def _number(cell: str | None, path: Path, line: int) -> float:
    try:
        return float(cell or "")
    except ValueError:
        raise GazetteerError(f"{path}:{line}: {cell!r} is not a number") from None


def _checked(
    entry: Entry, names: Sequence[str], path: Path, line: int, countries: Mapping[str, Country]
) -> tuple[Entry, Sequence[str]]:
    if not entry.id or not entry.name:
        raise GazetteerError(f"{path}:{line}: id and name must not be empty")
    if not (-90 <= entry.lat <= 90 and -180 <= entry.lon <= 180):
        raise GazetteerError(f"{path}:{line}: latitude {entry.lat}, longitude {entry.lon} is not on the globe")
    if entry.country and (len(entry.country) != 2 or entry.country not in countries):
        raise GazetteerError(f"{path}:{line}: {entry.country!r} is not an ISO alpha-2 country code")
    return entry, names

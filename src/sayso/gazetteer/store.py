"""The gazetteer's files: a trie of folded names, rows of fixed width and their display names.

``names.marisa``    marisa-trie RecordTrie: folded name to the numbers of the rows that bear it
``rows.bin``        a header, one record per row, the row numbers sorted by GeoNames id, the display names (UTF-8)
``manifest.json``   sources with versions, counts, SHA-256 of both files, and the countries

Rows are in groups: countries, admin-1 units, admin-2 units, settlements by falling population; so a unit's row
number fits in 16 bits and the first settlements of a name are its largest. Coordinates are 24-bit fractions of the
globe: 2.4 m. Everything is little-endian.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import GazetteerError

MAGIC = b"sayso-gazetteer-1"
HEADER = struct.Struct("<20sII")
RECORD = struct.Struct("<III3s3sHHBBB")
"""GeoNames id, population, offset of the name, lat, lon, admin-1, admin-2, country, feature, length of the name."""
NAME_RECORD = "<I"
_SCALE = 1 << 24
NONE = 0xFFFF
WOF, OWN = 1 << 25, 1 << 31
"""The first numbers of places of Who's On First, and of those whose source numbers none; below are GeoNames'."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row as stored. ``admin1``, ``admin2``: row numbers of the units that hold it, NONE for none.

    ``country``: place in the manifest's list of countries; ``feature``: place in FEATURES.
    """

    geoname: int
    population: int
    name: str
    lat: float
    lon: float
    admin1: int
    admin2: int
    country: int
    feature: int


def pack_rows(records: list[Record]) -> bytes:
    """The content of ``rows.bin``."""
    blob = bytearray()
    rows = bytearray()
    for r in records:
        name = r.name.encode("utf-8")
        lat = round((r.lat + 90) / 180 * (_SCALE - 1)).to_bytes(3, "little")
        lon = round((r.lon + 180) / 360 * (_SCALE - 1)).to_bytes(3, "little")
        rows += RECORD.pack(
            r.geoname, r.population, len(blob), lat, lon, r.admin1, r.admin2, r.country, r.feature, len(name)
        )  # fmt: skip
        blob += name
    by_id = sorted(range(len(records)), key=lambda n: records[n].geoname)
    index = b"".join(n.to_bytes(4, "little") for n in by_id)
    return HEADER.pack(MAGIC, len(records), len(blob)) + bytes(rows) + index + bytes(blob)


class Rows:
    """``rows.bin``, mapped into memory; a row is read when it is asked for."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            magic, self.count, size = HEADER.unpack_from(self._map)
        except (OSError, ValueError, struct.error) as error:
            raise GazetteerError(f"{path.name} cannot be read: {error} (reinstall sayso)") from error
        self._index = HEADER.size + self.count * RECORD.size
        self._names = self._index + 4 * self.count
        if magic.rstrip(b"\0") != MAGIC or len(self._map) != self._names + size:
            raise GazetteerError(f"{path.name} is damaged or of another version (reinstall sayso)")

    def __getitem__(self, number: int) -> Record:
        """The row of this number, 0-based."""
        geoname, population, at, lat, lon, admin1, admin2, country, feature, length = RECORD.unpack_from(
            self._map, HEADER.size + number * RECORD.size
        )
        start = self._names + at
        return Record(
            geoname,
            population,
            self._map[start : start + length].decode("utf-8"),
            round(int.from_bytes(lat, "little") / (_SCALE - 1) * 180 - 90, 5),
            round(int.from_bytes(lon, "little") / (_SCALE - 1) * 360 - 180, 5),
            admin1,
            admin2,
            country,
            feature,
        )

    def number(self, geoname: int) -> int | None:
        """The number of the row with this GeoNames id, or None."""
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            row = self._u32(self._index + 4 * middle)
            found = self._u32(HEADER.size + row * RECORD.size)
            if found == geoname:
                return row
            low, high = (middle + 1, high) if found < geoname else (low, middle)
        return None

    def _u32(self, at: int) -> int:
        return int.from_bytes(self._map[at : at + 4], "little")

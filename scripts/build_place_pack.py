"""Build a table of villages from Who's On First: ``python scripts/build_place_pack.py PLACES.csv.gz -o villages.csv``.

The result is a table for ``sayso places add villages.csv``. It holds what the embedded gazetteer lacks: settlements,
neighbourhoods and second-level units, and further spellings of places that it has.

Input: a CSV with ``wof_id,geonames_id,name,country,region,placetype,lat,lon,population,names`` (``names`` separated by
``|``), as can be drawn from the Who's On First admin distribution. Licence: Who's On First is a mix of open sources
that asks for attribution (whosonfirst.org/docs/licenses); whoever passes the table on passes that on with it.

Names in Cyrillic are written as Ukraine's passport rules (2010) and the BGN/PCGN system for Russian write them, names
in other scripts are left out: an English report does not use them.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from math import hypot
from pathlib import Path

from sayso.gazetteer import Entry, Gazetteer, fold
from sayso.gazetteer.packs import COLUMNS

KINDS = {"locality": "city", "neighbourhood": "city", "localadmin": "city", "county": "admin2"}
SAME_KM, UNIT_KM, LIKENESS = 10.0, 25.0, 0.6
FIRST = {"є": "Ye", "ї": "Yi", "й": "Y", "ю": "Yu", "я": "Ya"}
UKRAINIAN = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch  iu ia".split(" "),
        strict=True,
    )
)
RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
        strict=True,
    )
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("places", type=Path, help="the CSV of places, or the same compressed (.gz)")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the table to write")
    options = parser.parse_args()
    with (gzip.open if options.places.suffix == ".gz" else open)(options.places, "rb") as file:
        rows = list(csv.DictReader(io.TextIOWrapper(file, "utf-8")))
    table = Table(rows, Gazetteer.open())
    with options.output.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        written = sum(writer.writerow(row) is not None for row in table)
    print(f"{written:,} places written to {options.output}")


class Table:
    """The rows of the pack, made one at a time."""

    def __init__(self, rows: list[dict[str, str]], gazetteer: Gazetteer) -> None:
        self._rows, self._gazetteer = rows, gazetteer
        self._units = {r["wof_id"]: f"geonames:{r['geonames_id']}" for r in rows if r["placetype"] == "region"}
        self._cells: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        for row in rows:
            known = gazetteer.by_id(f"geonames:{row['geonames_id']}")
            if known and known.admin1:
                self._cells[_cell(known.lat, known.lon)].append(known)

    def __iter__(self) -> Iterator[dict[str, object]]:
        for row in self._rows:
            names = latin(row)
            if row["placetype"] in KINDS and names and (made := self._made(row, names)):
                yield made

    def _made(self, row: dict[str, str], names: list[str]) -> dict[str, object] | None:
        lat, lon = float(row["lat"]), float(row["lon"])
        known = self._gazetteer.by_id(f"geonames:{row['geonames_id']}")
        if known is None or _km(known.lat, known.lon, lat, lon) > UNIT_KM:  # some numbers are of another place
            known = self._same(names, row, lat, lon)
        if known:
            new = [n for n in alike(known.name, names) if known.id not in {e.id for e in self._gazetteer.find(n)}]
            return _row(known, new) if new else None
        number = f"geonames:{row['geonames_id']}"
        id = number if row["geonames_id"] and not self._gazetteer.by_id(number) else f"wof:{row['wof_id']}"
        entry = Entry(
            id=id,
            name=names[0],
            feature="admin2" if KINDS[row["placetype"]] == "admin2" else "city",
            country=row["country"],
            lat=lat,
            lon=lon,
            admin1=self._unit(row, lat, lon),
            population=0 if row["placetype"] == "county" else int(row["population"] or 0),
        )
        return _row(entry, alike(names[0], names[1:]))

    def _same(self, names: list[str], row: dict[str, str], lat: float, lon: float) -> Entry | None:
        """The embedded gazetteer's place of this name here."""
        for name in names[:1] if KINDS[row["placetype"]] == "admin2" else names:
            for entry in self._gazetteer.find(name):
                same = entry.feature == KINDS[row["placetype"]] and entry.country == row["country"]
                if same and _km(entry.lat, entry.lon, lat, lon) < (SAME_KM if entry.feature == "city" else 60.0):
                    return entry
        return None

    def _unit(self, row: dict[str, str], lat: float, lon: float) -> str | None:
        """The first-level unit: as the source has it, else that of the nearest place that is known."""
        id = self._units.get(row["region"], "")
        known = self._gazetteer.by_id(id)
        if known and known.feature == "admin1":
            return id
        y, x = _cell(lat, lon)
        around = [
            e
            for dy in (-1, 0, 1)
            for dx in (-1, 0, 1)
            for e in self._cells.get((y + dy, x + dx), ())
            if e.country == row["country"]
        ]
        nearest = min(around, key=lambda e: (_km(e.lat, e.lon, lat, lon), e.id), default=None)
        return nearest.admin1 if nearest and _km(nearest.lat, nearest.lon, lat, lon) < UNIT_KM else None


def _row(entry: Entry, names: list[str]) -> dict[str, object]:
    return {
        "id": entry.id,
        "name": entry.name,
        "country": entry.country,
        "lat": round(entry.lat, 5),
        "lon": round(entry.lon, 5),
        "admin1": entry.admin1 or "",
        "admin2": entry.admin2 or "",
        "feature": entry.feature,
        "population": entry.population or "",
        "aliases": "|".join(dict.fromkeys(n for n in names if n != entry.name)),
    }


def latin(row: dict[str, str]) -> list[str]:
    """The names that an English report may use, the likeliest first; one for each folded spelling."""
    written: list[str] = []
    for name in (row["name"], *row["names"].split("|")):
        if any("\u0400" <= c <= "\u04ff" for c in name):
            written += [_written(name, UKRAINIAN), _written(name, RUSSIAN)] if row["country"] == "UA" else []
        elif all(ord(c) < 0x250 for c in name if c.isalpha()):
            written.append(name)
    unique: dict[str, str] = {}
    for name in written:
        key = fold(name)
        if len(key) > 2 and name[0].isalpha() and "|" not in name and not any(c.isdigit() for c in name):
            unique.setdefault(key, name)
    return list(unique.values())


def alike(name: str, others: list[str]) -> list[str]:
    """Those that are spellings of the name: the source also has by-names and persons that a place is called after."""
    key = fold(name)
    return [n for n in others if SequenceMatcher(None, key, fold(n)).ratio() >= LIKENESS]


def _written(name: str, letters: dict[str, str]) -> str:
    """A Cyrillic name in Latin letters; empty where the alphabet is another one."""
    words = []
    for word in name.replace("’", "").replace("'", "").lower().split(" "):
        out = [
            FIRST[c].lower()
            if letters is UKRAINIAN and n == 0 and c in FIRST
            else letters.get(c, c if c == "-" else "?")
            for n, c in enumerate(word)
        ]
        words.append("".join(out).title() if out else "")
    written = " ".join(words)
    return "" if "?" in written else written


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat * 4), int(lon * 4)


def _km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Distance in kilometres, good enough for neighbours away from the poles."""
    return 111.2 * hypot(lat_a - lat_b, 0.9 * (lon_a - lon_b))


if __name__ == "__main__":
    main()

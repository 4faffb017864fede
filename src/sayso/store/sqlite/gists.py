"""What incidents come to in short: days, type, place, origins, statuses, the figure that stands for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sayso.model import EFFECTS, Account, EventType, Spot
from sayso.model.words import fold
from sayso.store.records import Gist, IncidentRow, IncidentShown
from sayso.store.sqlite.connection import Connection, day_number, day_of, storable
from sayso.store.sqlite.packing import pack
from sayso.store.sqlite.rows import place_key

V = TypeVar("V")
FINE = ("point", "admin2")
"""Precisions of what is a point on the ground."""
_SHOWN = """SELECT i.id, i.first, i.last, i.type, i.place, i.country, i.claims, i.documents, i.told,
    p.name, p.id, p.country, p.admin1, p.lat, p.lon, p.precision
    FROM incidents i LEFT JOIN places p ON p.n = i.spot WHERE i.id IN ({})"""


class Gists:
    """The part of a ledger that shows incidents in short."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def shown(self, ids: Iterable[str]) -> dict[str, IncidentShown]:
        """The incidents that go by these ids now; an id that names none any more is passed over."""
        found = {}
        for *row, told, name, id, country, admin1, lat, lon, precision in self._db.among(_SHOWN, ids):
            spot = (name, id, country, admin1, lat, lon, precision)
            found[row[0]] = IncidentShown(
                row=incident_row(*row),
                spot=spot_of(*spot) if spot[-1] else None,
                gist=self._db.unpacked(Gist, told) if told else None,
            )
        return found

    def lacking(self, limit: int) -> list[str]:
        """The ids of at most so many incidents whose gist was never made."""
        rows = self._db.all("SELECT id FROM incidents WHERE origins IS NULL ORDER BY n LIMIT ?", (limit,))
        return [id for (id,) in rows]

    def save(self, gists: Iterable[tuple[str, Gist]]) -> None:
        """Keep what these incidents come to."""
        with self._db.transaction():
            self._db.many(
                "UPDATE incidents SET origins = ?, told = ? WHERE id = ?",
                [(gist.origins, pack(gist), id) for id, gist in gists],
            )


def incident_row(
    id: str, first: int, last: int, type: EventType, place: str | None, country: str | None, claims: int, documents: int
) -> IncidentRow:
    """A row of ``incidents``, by its first eight columns."""
    return IncidentRow(
        id=id, first=day_of(first), last=day_of(last), type=type, place=place, country=country, claims=claims,
        documents=documents,
    )  # fmt: skip


def spot_of(
    name: str,
    id: str | None,
    country: str | None,
    admin1: str | None,
    lat: float | None,
    lon: float | None,
    precision: Any,
) -> Spot:
    """A row of ``places`` as the model has it."""
    return Spot(name=name, id=id, country=country, admin1=admin1, lat=lat, lon=lon, precision=precision)


def summary(accounts: Sequence[Account]) -> tuple[int, int, str, str | None, str | None]:
    """First and last day, the most frequent type and place, for listings."""
    lasts = [day for a in accounts if (day := a.latest or a.said or a.published)]
    firsts = [day for a in accounts if (day := a.earliest or a.latest)] or lasts
    last = max((a.latest for a in accounts if a.latest), default=max(lasts, default=None))
    first = min(firsts, default=None)
    kind = _most([a.type for a in accounts if a.type not in EFFECTS] or [a.type for a in accounts])
    spots = [a.spot for a in accounts if a.spot]
    place = _most([(spot.name, spot.country) for spot in _finest(spots)]) if spots else (None, None)
    first = min(first, last) if first and last else first
    return day_number(first), day_number(last), kind, storable(place[0]), place[1]


def place_of(db: Connection, accounts: Sequence[Account]) -> int | None:
    """The row of the place that ``summary`` names, None where there is none."""
    spots = _finest([a.spot for a in accounts if a.spot])
    if not spots:
        return None
    best = _most([(spot.name, spot.country) for spot in spots])
    spot = _most([spot for spot in spots if (spot.name, spot.country) == best])
    columns = (spot.id, storable(spot.name), spot.country, storable(spot.admin1), spot.lat, spot.lon)
    row = db.one("SELECT n FROM places WHERE key = ?", (place_key(columns, spot.precision),))
    if row is None:  # a name that no gazetteer holds: its row has the area around it
        row = db.one(_NAMED, (fold(columns[1] or ""), *columns[1:4]))
    return int(row[0]) if row else None


_NAMED = """SELECT n FROM places WHERE folded = ? AND name = ? AND country IS ? AND admin1 IS ?
    ORDER BY lat IS NULL, n LIMIT 1"""


def _finest(spots: list[Spot]) -> list[Spot]:
    return [spot for spot in spots if spot.precision in FINE] or spots


def _most(values: Sequence[V]) -> V:
    return min(Counter(values).items(), key=lambda item: (-item[1], str(item[0])))[0]

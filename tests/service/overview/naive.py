"""The overview as it is meant: counted one claim after the other, over the lists of a ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import floor
from typing import Any

from sayso.model import EVENT_TYPES, Account, Spot
from sayso.service.gists import gist_of
from sayso.service.overview.records import (
    Area,
    Bin,
    Bounds,
    Cell,
    DocumentEntry,
    Facets,
    Grain,
    IncidentEntry,
    MapView,
    Sort,
    Timeline,
    Value,
)
from sayso.service.paging import Page, checked_limit, cursor_of, key_of
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed

_FINE = ("point", "admin2")
_COARSE = ("point", "admin2", "admin1", "region", "country")


def facets(store: Store, filter: Filter, *, most: int = 12) -> Facets:
    """What matches a filter, counted; of actors, sources and outlets the ``most`` frequent."""
    found = list(store.claims.search(filter))

    def counted(part: str, values: Callable[[Listed], Iterable[tuple[str, str]]], top: int | None = None) -> Any:
        least = replace(filter, **{part: getattr(Filter(), part)}) if part else filter
        claims: Counter[str] = Counter()
        labels: dict[str, Counter[str]] = defaultdict(Counter)
        for one in store.claims.search(least) if least != filter else found:
            named = dict(values(one))
            claims.update(list(named))
            for value, label in named.items():
                labels[value][label] += 1
        ranked = sorted(claims, key=lambda v: (-claims[v], v))[:top]
        return tuple(
            Value(value=v, label=min(labels[v], key=lambda x: (-labels[v][x], x)), claims=claims[v]) for v in ranked
        )

    def same(get: Callable[[Listed], Iterable[str | None]]) -> Callable[[Listed], Iterable[tuple[str, str]]]:
        return lambda one: [(v, v) for v in get(one) if v]

    return Facets(
        claims=len(found),
        incidents=len({one.incident for one in found} - {None}),
        documents=len({one.document.id for one in found}),
        undated=sum(one.day is None for one in store.claims.search(replace(filter, undated=False))),
        unlocated=sum(not (one.claim.place and one.claim.place.lat is not None and one.claim.place.lon is not None)
                      for one in store.claims.search(replace(filter, unlocated=False))),
        types=counted("types", same(lambda one: [one.claim.type])),
        statuses=counted("statuses", same(lambda one: [one.claim.status])),
        countries=counted("where", same(lambda one: [one.claim.place.country if one.claim.place else None])),
        measures=counted("measure", same(lambda one: [f.measure for f in one.claim.figures])),
        precisions=counted("", same(lambda one: [one.claim.place.precision if one.claim.place else "none"])),
        outlets=counted("", same(lambda one: [one.document.outlet]), most),
        actors=counted("actor", lambda one: [(r.id or f"={r.name}", r.name) for r in one.claim.actors], most),
        sources=counted("source", lambda one: [(s.id or f"={s.name}", s.name) for s in one.claim.sources], most),
    )  # fmt: skip


def timeline(store: Store, filter: Filter, bins: int = 120) -> Timeline:
    """Matching claims by day, in the finest grain that needs at most so many bins (years, however many)."""
    found = [(one.day, one.incident) for one in store.claims.search(filter)]
    days = [day for day, _ in found if day]
    if not days:
        return Timeline(grain="day", bins=(), undated=len(found))
    grains: tuple[Grain, ...] = ("day", "week", "month", "year")
    for grain in grains:
        starts = list(_starts(grain, min(days), max(days), bins if grain != "year" else None))
        if len(starts) <= bins:
            break
    made = []
    for n, first in enumerate(starts):
        last = starts[n + 1] - timedelta(1) if n + 1 < len(starts) else _next(grain, first) - timedelta(1)
        within = [incident for day, incident in found if day and first <= day <= last]
        made.append(Bin(first=first, last=last, claims=len(within), incidents=len(set(within) - {None})))
    return Timeline(grain=grain, bins=tuple(made), undated=len(found) - len(days))


def _starts(grain: Grain, first: date, last: date, most: int | None) -> Iterable[date]:
    at = {
        "day": first, "week": first - timedelta(first.weekday()), "month": first.replace(day=1),
        "year": first.replace(month=1, day=1),
    }[grain]  # fmt: skip
    number = 0
    while at <= last and (most is None or number <= most):
        yield at
        number += 1
        at = _next(grain, at)


def _next(grain: Grain, at: date) -> date:
    if grain in ("day", "week"):
        return at + timedelta(1 if grain == "day" else 7)
    return at.replace(
        year=at.year + (grain == "year" or at.month == 12), month=at.month % 12 + 1 if grain == "month" else 1
    )


def _day(day: date | None) -> int:
    return day.toordinal() if day else 0


def _told(store: Store, id: str) -> list[Account]:
    incident = store.incidents.get(id)
    assert incident is not None
    rejected = store.decisions.rejected(incident.claims)
    accounts = [a for t in store.tellings.get(incident.tellings) for a in t.accounts]
    return [a for a in accounts if a.claim not in rejected] or accounts


def _spot(accounts: Sequence[Account]) -> Spot | None:
    spots = [a.spot for a in accounts if a.spot]
    fine = [s for s in spots if s.precision in _FINE] or spots
    if not fine:
        return None
    named = Counter((s.name, s.country) for s in fine)
    best = min(named, key=lambda k: (-named[k], str(k)))
    same = Counter(s for s in fine if (s.name, s.country) == best)
    return min(same, key=lambda s: (-same[s], str(s)))


def map_cells(store: Store, filter: Filter, bounds: Bounds = (-180, -90, 180, 90), zoom: float = 2) -> MapView:
    """The incidents with matching claims inside the bounds, close ones together."""
    matching = Counter(one.incident for one in store.claims.search(filter) if one.incident)
    rows = {row.id: row for row in store.incidents.search(filter)}
    size = 360 / 2 ** (max(0, min(int(zoom), 16)) + 3)
    cells, areas, unlocated = defaultdict(list), defaultdict(list), 0
    for id in rows:
        spot = _spot(_told(store, id))
        if spot is None or spot.lat is None or spot.lon is None:
            unlocated += 1
        elif _inside(spot.lat, spot.lon, bounds):
            if spot.precision in _FINE:
                cells[floor(spot.lat / size), floor(spot.lon / size)].append((id, spot))
            else:
                areas[spot].append(id)

    def latest(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(ids, key=lambda id: (-_day(rows[id].last), id))[:8])

    made = []
    for held in cells.values():
        kinds = Counter(rows[id].type for id, _ in held)
        lats, lons = [s.lat or 0.0 for _, s in held], [s.lon or 0.0 for _, s in held]
        made.append(Cell(
            lat=sum(lats) / len(lats), lon=sum(lons) / len(lons), incidents=len(held),
            claims=sum(matching[id] for id, _ in held), bounds=(min(lons), min(lats), max(lons), max(lats)),
            ids=latest(id for id, _ in held), type=min(kinds, key=lambda k: (-kinds[k], EVENT_TYPES.index(k))),
            precision=max((s.precision for _, s in held), key=_COARSE.index)))  # fmt: skip
    wide = [
        Area(name=s.name, id=s.id, country=s.country, admin1=s.admin1, precision=s.precision, lat=s.lat or 0.0,
             lon=s.lon or 0.0, incidents=len(ids), claims=sum(matching[id] for id in ids), ids=latest(ids))
        for s, ids in areas.items()
    ]  # fmt: skip
    made.sort(key=lambda c: (-c.incidents, c.lat, c.lon))
    wide.sort(key=lambda a: (-a.incidents, a.name, a.id or ""))
    return MapView(cells=tuple(made), areas=tuple(wide), unlocated=unlocated)


def _inside(lat: float, lon: float, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return south <= lat <= north and (west <= lon <= east if west <= east else lon >= west or lon <= east)


def incident_page(
    store: Store, filter: Filter, *, limit: int = 50, after: str | None = None, sort: Sort = "day"
) -> Page[IncidentEntry]:
    """Incidents with matching claims: the latest first, or those of the most origins or claims."""
    matching = Counter(one.incident for one in store.claims.search(filter) if one.incident)
    found = []
    for row in store.incidents.search(filter):
        accounts = _told(store, row.id)
        gist = gist_of(store, accounts)
        spot = _spot(accounts)
        entry = IncidentEntry(
            id=row.id, first=row.first, last=row.last, type=row.type, place=row.place, country=row.country,
            admin1=spot.admin1 if spot else None, precision=spot.precision if spot else None,
            lat=spot.lat if spot else None, lon=spot.lon if spot else None, claims=row.claims,
            documents=row.documents, matching=matching[row.id], gist=gist,
        )  # fmt: skip
        value = {"day": _day(row.last), "reach": gist.origins, "claims": row.claims}[sort]
        found.append(((-value, row.id), entry))
    return _paged(found, limit, after, sort, (0, ""))


def claim_page(store: Store, filter: Filter, *, limit: int = 50, after: str | None = None) -> Page[Listed]:
    """Matching claims, the latest first."""
    found = [((-_day(one.day), one.claim.id), one) for one in store.claims.search(filter)]
    return _paged(found, limit, after, "day", (0, ""))


def document_page(store: Store, filter: Filter, *, limit: int = 50, after: str | None = None) -> Page[DocumentEntry]:
    """Documents with matching claims, the latest first; with a filter that asks for nothing those without any too."""
    claims = Counter(one.document.id for one in store.claims.search(filter))
    if replace(filter, rejected=False) == Filter():
        claims.update(dict.fromkeys(store.documents.listed(), 0))
    found = []
    for id in claims:
        d = store.documents.reading(id).document
        entry = DocumentEntry(
            id=id, title=d.title, file=d.file, outlet=d.outlet, url=d.url, language=d.language,
            published=d.published, claims=claims[id],
        )  # fmt: skip
        found.append(((-_day(d.published), id), entry))
    return _paged(found, limit, after, "day", (0, ""))


def _paged(found: list[tuple[Any, Any]], limit: int, after: str | None, order: str, like: Any) -> Page[Any]:
    checked_limit(limit)
    found.sort(key=lambda item: item[0])
    last = key_of(after, order, like) if after else None
    rest = [item for item in found if last is None or item[0] > last]
    cursor = cursor_of(order, rest[limit - 1][0]) if len(rest) > limit else None
    return Page(rows=tuple(row for _, row in rest[:limit]), next=cursor, total=len(found))

"""Loading a ledger's columns: all of them, or what changed put into those that are held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sayso.model import EVENT_TYPES, MEASURES, PRECISIONS, STATUSES
from sayso.store.columns import (
    CONFIDENCES,
    Columns,
    DocumentColumns,
    IncidentColumns,
    Ints,
    Mask,
    Pairs,
    PlaceColumns,
)
from sayso.store.sqlite.conditions import LEAST
from sayso.store.sqlite.connection import Connection
from sayso.store.sqlite.scanning import Array, Test, among, codes, days, names, ranges, scan, whole

_TYPES = codes({name: n for n, name in enumerate(EVENT_TYPES)})
_CLAIM = (
    ("c.n", whole), ("c.document", whole), ("c.sentence", whole), ("c.type", _TYPES),
    ("c.status", codes({name: n for n, name in enumerate(STATUSES)})), ("c.first", days), ("c.last", days),
    ("coalesce(c.place, 0)", whole), (f"CAST(round(c.confidence * {CONFIDENCES}) AS INTEGER)", whole),
    (f"CAST(round({LEAST} * 1000) AS INTEGER)", whole),
)  # fmt: skip
_CLAIM_FIELDS = (
    "row", "document", "sentence", "type", "status", "first", "last", "place", "confidence", "weakest",
)  # fmt: skip
_INCIDENT = (
    ("n", whole), ("id", names), ("last", days), ("type", _TYPES), ("coalesce(spot, 0)", whole), ("claims", whole),
    ("documents", whole), ("coalesce(origins, -1)", whole),
)  # fmt: skip
_INCIDENT_FIELDS = ("rows", "ids", "last", "type", "place", "claims", "documents", "origins")
_PAIRED: dict[str, tuple[str, tuple[str, Callable[[str], Array]]]] = {
    "actors": ("claim_actors WHERE part = 'actor' AND", ("actor", whole)),
    "targets": ("claim_actors WHERE part = 'target' AND", ("actor", whole)),
    "sources": ("claim_sources WHERE", ("source", whole)),
    "figures": ("figures WHERE", ("measure", codes({name: n for n, name in enumerate(MEASURES)}))),
}


_REJECTED = "SELECT c.n FROM rejected r CROSS JOIN claims c ON c.id = r.claim AND c.current = 1"


@dataclass(slots=True)
class Known:
    """The numbers given to outlets and countries, and the first rows of actors and sources of one id or name."""

    outlets: dict[str, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    actors: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class _Read:
    """What was read of some documents: columns of claims; pairs by the rows of claims; incidents of claims by row."""

    claims: dict[str, Array]
    pairs: dict[str, tuple[Ints, Ints]]
    incident: Ints
    incidents: dict[str, Array]


def load(db: Connection, known: Known) -> Columns:
    """All columns, as the ledger is now; ``known`` is filled."""
    read = _read(
        db, ranges(db, "claims", "c.n"), lambda table: ranges(db, table, "claim"),
        lambda _: ranges(db, "incident_tellings", "telling"), lambda _: ranges(db, "incidents", "n"),
    )  # fmt: skip
    at, keys = _places_in(read.claims["row"]), _keys(db, known, None)
    pairs = {name: _pairs(at(rows), values, keys[name]) for name, (rows, values) in read.pairs.items()}
    return _columns(db, known, None, read.claims, read.incident, read.incidents, pairs, keys, (), revision(db))


def revision(db: Connection) -> int:
    """How many transactions wrote to the ledger."""
    return db.number("SELECT n FROM revision")


def renewed(db: Connection, held: Columns, known: Known, changed: Sequence[int], now: int) -> Columns:
    """The columns with what these documents, by row, say now in place of what they said."""
    read = _read(db, among("c.document", changed), None, lambda t: among("telling", t), lambda i: among("n", i))
    gone = np.zeros(max(len(held.documents.listed), max(changed) + 1), dtype=np.bool_)
    gone[list(changed)] = True
    keep = ~gone[held.document]
    order = np.argsort(np.concatenate([held.row[keep], read.claims["row"]]), kind="stable")
    claims = {
        name: np.concatenate([getattr(held, name)[keep], read.claims[name]])[order] for name in _CLAIM_FIELDS
    }  # fmt: skip
    moved = np.full(len(keep), -1, dtype=np.int32)
    back = np.empty(len(order), dtype=np.int32)
    back[order] = np.arange(len(order), dtype=np.int32)
    kept = int(np.count_nonzero(keep))
    moved[keep] = back[:kept]
    at = _places_in(claims["row"])
    pairs, keys = {}, _keys(db, known, held)
    for name, (rows, values) in read.pairs.items():
        old: Pairs = getattr(held, name)
        new, stays = _pairs(at(rows), values, keys[name]), keep[old.claims]
        pairs[name] = Pairs(
            claims=np.concatenate([moved[old.claims[stays]], new.claims]),
            values=np.concatenate([old.values[stays], new.values]),
            again=np.concatenate([old.again[stays], new.again]),
        )
    of_kept = held.incident[keep]
    of_kept = np.where(of_kept >= 0, held.incidents.rows[of_kept], 0) if len(held.incidents.rows) else of_kept * 0
    incident = np.concatenate([of_kept, read.incident])[order]
    stays = np.isin(held.incidents.rows, of_kept) & ~np.isin(held.incidents.rows, read.incidents["rows"])
    incidents = {
        name: np.concatenate([getattr(held.incidents, name)[stays], read.incidents[name]]) for name in _INCIDENT_FIELDS
    }
    return _columns(db, known, held, claims, incident, incidents, pairs, keys, changed, now)


def _read(
    db: Connection,
    of_claims: Iterable[Test],
    of_table: Callable[[str], Iterable[Test]] | None,
    of_tellings: Callable[[Ints], Iterable[Test]],
    of_incidents: Callable[[Ints], Iterable[Test]],
) -> _Read:
    """``of_table``: conditions on the claims in a table; without it those that were read."""
    claims = dict(zip(_CLAIM_FIELDS, scan(db, _CLAIM, "claims c WHERE c.current = 1 AND", of_claims), strict=True))
    rows = claims["row"]
    at = _places_in(rows)

    def tests(table: str) -> Iterable[Test]:
        return of_table(table) if of_table else among("claim", rows)

    pairs = {}
    for name, (source, column) in _PAIRED.items():
        named, values = scan(db, (("claim", whole), column), source, tests(source.split()[0]))
        listed = at(named) >= 0
        pairs[name] = (named[listed], values[listed])
    claim, telling = scan(db, (("claim", whole), ("telling", whole)), "telling_claims WHERE", tests("telling_claims"))
    told, held = scan(db, (("telling", whole), ("incident", whole)), "incident_tellings WHERE", of_tellings(telling))
    by_telling = np.zeros(max(told.max(initial=0), telling.max(initial=0)) + 1, dtype=np.int32)
    by_telling[told] = held
    incident = np.zeros(len(rows), dtype=np.int32)
    listed = at(claim) >= 0
    incident[at(claim[listed])] = by_telling[telling[listed]]
    found = scan(db, _INCIDENT, "incidents WHERE", of_incidents(np.unique(incident[incident > 0])))
    return _Read(
        claims=claims, pairs=pairs, incident=incident, incidents=dict(zip(_INCIDENT_FIELDS, found, strict=True))
    )


def _places_in(rows: Ints) -> Callable[[Ints], Ints]:
    """What tells at which position a row is, -1 where it is not there."""
    at = np.full(int(rows.max(initial=0)) + 2, -1, dtype=np.int32)
    at[rows] = np.arange(len(rows), dtype=np.int32)
    most = len(at) - 1
    return lambda wanted: at[np.minimum(wanted, most)]


def _pairs(claims: Ints, values: Ints, keys: Ints | None) -> Pairs:
    """``keys``: what values of one key have in common; without them each stands for itself."""
    told = claims.astype(np.int64) << 32 | (keys[values] if keys is not None else values)
    _, first = np.unique(told, return_index=True)
    again = np.ones(len(claims), dtype=np.bool_)
    again[first] = False
    return Pairs(claims=claims, values=values, again=again)


def _columns(
    db: Connection,
    known: Known,
    held: Columns | None,
    claims: dict[str, Any],
    incident: Ints,
    incidents: dict[str, Any],
    pairs: dict[str, Any],
    keys: dict[str, Any],
    changed: Sequence[int],
    now: int,
) -> Columns:
    """``incident``: the row of each claim's incident, 0 for none."""
    by_id = np.argsort(incidents["ids"], kind="stable")
    incidents = {name: values[by_id] for name, values in incidents.items()}
    places = _places_in(incidents["rows"])(incident)
    return Columns(
        revision=now,
        **claims,
        **pairs,
        rejected=_rejected(db, claims["row"]),
        incident=np.where(incident > 0, places, -1).astype(np.int32),
        incidents=IncidentColumns(**incidents),
        places=_places(db, known, held.places if held else None),
        documents=_documents(db, known, held.documents if held else None, changed),
        actor_keys=keys["actors"],
        source_keys=keys["sources"],
        countries=tuple(known.countries),
        outlets=tuple(known.outlets),
    )


def _rejected(db: Connection, rows: Ints) -> Mask:
    found = np.zeros(len(rows), dtype=np.bool_)
    wanted = [n for (n,) in db.all(_REJECTED)]
    at = np.searchsorted(rows, wanted)
    found[at[at < len(rows)]] = True
    return found


def _places(db: Connection, known: Known, held: PlaceColumns | None) -> PlaceColumns:
    first = len(held.lat) if held else 1
    rows = db.all("SELECT n, lat, lon, country, precision FROM places WHERE n >= ? ORDER BY n", (first,))
    if held and not rows:
        return held
    size = rows[-1][0] + 1 if rows else 1
    lat, lon = np.full(size, np.nan), np.full(size, np.nan)
    country, precision = np.full(size, -1, dtype=np.int16), np.full(size, -1, dtype=np.int8)
    if held:
        lat[:first], lon[:first], country[:first], precision[:first] = held.lat, held.lon, held.country, held.precision
    for n, north, east, state, fineness in rows:
        if north is not None and east is not None:
            lat[n], lon[n] = north, east
        country[n] = known.countries.setdefault(state, len(known.countries)) if state else -1
        precision[n] = PRECISIONS.index(fineness)
    return PlaceColumns(lat=lat, lon=lon, country=country, precision=precision)


def _documents(db: Connection, known: Known, held: DocumentColumns | None, changed: Sequence[int]) -> DocumentColumns:
    tests = ranges(db, "documents", "n") if held is None else among("n", changed)
    n, ids, published, listed = scan(
        db, (("n", whole), ("id", names), ("published", days), ("current", whole)), "documents WHERE", tests
    )
    size = max(int(n.max(initial=0)) + 1, len(held.listed) if held else 0)
    made = DocumentColumns(
        ids=np.zeros(size, dtype=max(ids.dtype, held.ids.dtype) if held else ids.dtype),
        published=np.zeros(size, dtype=np.int32),
        outlet=np.full(size, -1, dtype=np.int32),
        listed=np.zeros(size, dtype=np.bool_),
    )
    if held:
        for name in ("ids", "published", "outlet", "listed"):
            getattr(made, name)[: len(held.listed)] = getattr(held, name)
    made.ids[n], made.published[n], made.listed[n] = ids, published, listed == 1
    test = "n >= ?" if held is None else f"n IN ({','.join(map(str, map(int, changed)))})"
    rows = db.all(f"SELECT n, outlet FROM documents WHERE outlet IS NOT NULL AND {test}", (0,) if held is None else ())
    for row, outlet in rows:
        made.outlet[row] = known.outlets.setdefault(outlet, len(known.outlets))
    return made


def _keys(db: Connection, known: Known, held: Columns | None) -> dict[str, Ints | None]:
    """For each kind of pairs what its values have in common."""
    actors = _first_rows(db, "actors", known.actors, held.actor_keys if held else None)
    sources = _first_rows(db, "sources", known.sources, held.source_keys if held else None)
    return {"actors": actors, "targets": actors, "sources": sources, "figures": None}


def _first_rows(db: Connection, table: str, known: dict[str, int], held: Ints | None) -> Ints:
    first = len(held) if held is not None else 1
    rows = db.all(f"SELECT n, coalesce(id, '=' || name) FROM {table} WHERE n >= ? ORDER BY n", (first,))
    if held is not None and not rows:
        return held
    made = np.zeros(rows[-1][0] + 1 if rows else 1, dtype=np.int32)
    if held is not None:
        made[:first] = held
    for n, key in rows:
        made[n] = known.setdefault(key, n)
    return made

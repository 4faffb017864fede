"""Facets: how many matching claims there are of each type, status, country, measure, outlet, actor and source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from sayso.model import EVENT_TYPES, MEASURES, PRECISIONS, STATUSES
from sayso.service.overview.matching import Matching
from sayso.service.overview.records import Facets, Value
from sayso.store.columns import Ints, Mask, Pairs
from sayso.store.filters import Filter
from sayso.store.protocol import Store


def facets(store: Store, filter: Filter, *, most: int = 12) -> Facets:
    """What matches a filter, counted; of actors, sources and outlets the ``most`` frequent.

    Raises UsageError where a text to look for has no word.
    """
    asked = Matching(store, filter)
    of = asked.columns
    document, incidents = asked.of(of.document), asked.of(of.incident)
    outlets = of.documents.outlet[document]
    precision = np.bincount(of.places.precision[asked.of(of.place)] + 1, minlength=len(PRECISIONS) + 1)
    country = of.places.country[asked.of(of.place, "where")]
    measured = asked.mask("measure")[of.figures.claims] & ~of.figures.again
    return Facets(
        claims=len(document),
        incidents=_distinct(incidents[incidents >= 0]),
        documents=_distinct(document),
        undated=int(np.count_nonzero(asked.of(of.last, "undated") == 0)),
        unlocated=int(np.count_nonzero(np.isnan(of.places.lat)[asked.of(of.place, "unlocated")])),
        types=_ranked(np.bincount(asked.of(of.type, "types")), EVENT_TYPES),
        statuses=_ranked(np.bincount(asked.of(of.status, "statuses")), STATUSES),
        countries=_ranked(np.bincount(country[country >= 0]), of.countries),
        measures=_ranked(np.bincount(of.figures.values[measured]), MEASURES),
        precisions=_ranked(precision, ("none", *PRECISIONS)),
        outlets=_ranked(np.bincount(outlets[outlets >= 0]), of.outlets)[:most],
        actors=_named(store, "actors", of.actors, of.actor_keys, asked.mask("actor"), most),
        sources=_named(store, "sources", of.sources, of.source_keys, asked.mask("source"), most),
    )


def _distinct(values: Ints) -> int:
    return int(np.count_nonzero(np.bincount(values)))


def _ranked(counts: Ints, names: Sequence[str]) -> tuple[Value, ...]:
    found = [Value(value=names[n], label=names[n], claims=int(counts[n])) for n in np.flatnonzero(counts).tolist()]
    return tuple(sorted(found, key=lambda value: (-value.claims, value.value)))


def _named(
    store: Store, table: Literal["actors", "sources"], pairs: Pairs, keys: Ints, mask: Mask, most: int
) -> tuple[Value, ...]:
    """Those named in most claims, by id or name, each under the name that it goes by most often."""
    chosen = mask[pairs.claims]
    counts = np.bincount(keys[pairs.values[chosen & ~pairs.again]])
    if not len(counts):
        return ()
    # Names decide between those that are named as often as the last one.
    least = max(int(np.partition(counts, -min(most, len(counts)))[-min(most, len(counts))]), 1)
    top = np.flatnonzero(counts >= least)
    rows = np.bincount(pairs.values[chosen])
    held = np.flatnonzero((rows > 0) & np.isin(keys[: len(rows)], top))
    names = store.columns.names(table, held)
    labels: dict[int, tuple[int, str, str | None]] = {}
    for row in held:
        name, id = names[int(row)]
        here = (-int(rows[row]), name, id)
        labels[int(keys[row])] = min(labels.get(int(keys[row]), here), here, key=lambda label: label[:2])
    found = [
        Value(value=id or f"={name}", label=name, claims=int(counts[key])) for key, (_, name, id) in labels.items()
    ]
    return tuple(sorted(found, key=lambda value: (-value.claims, value.value)))[:most]

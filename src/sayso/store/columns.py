"""The listed claims as columns of numbers, so that a million of them are counted in milliseconds.

A snapshot: it never changes, and may be read by any number of threads at once. Days are ordinals (``date.toordinal``),
0 where unknown. Types, statuses, measures and precisions are positions in the vocabularies of the model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Bits = NDArray[np.uint8]
"""A mask with eight claims in a byte."""
Part = Literal["days", "where", "near", "types", "statuses", "measure", "actor", "target", "source", "text",
               "document", "incident", "min_confidence", "rejected", "undated", "unlocated"]  # fmt: skip
"""A part of a filter that can be left out: ``days`` is ``since`` with ``until``, the rest go by their names."""
Parts = Mapping[Part, Mask]
"""For each part that a filter sets, which claims pass it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """What claims have several of: positions of claims, and for each a value (a row of actors, a measure …).

    ``again``: the claim has the same measure, or an actor or source of the same key, in an earlier pair.
    """

    claims: Ints
    values: Ints
    again: Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceColumns:
    """Places by row; row 0 is no place. ``lat``, ``lon``: degrees, NaN where unknown. ``country``: position in
    ``Columns.countries``, -1 for none. ``precision``: position in PRECISIONS, -1 in row 0."""

    lat: Floats
    lon: Floats
    country: Ints
    precision: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentColumns:
    """Documents by row. ``listed``: of the version whose claims are listed. ``outlet``: position in
    ``Columns.outlets``, -1 for none."""

    ids: NDArray[np.bytes_]
    published: Ints
    outlet: Ints
    listed: Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentColumns:
    """Incidents by id; what is told of each is told of all its claims but those rejected. ``origins``: -1 where
    they were not counted yet. ``place``: a row of places."""

    rows: Ints
    ids: NDArray[np.bytes_]
    last: Ints
    type: Ints
    place: Ints
    claims: Ints
    documents: Ints
    origins: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The claims of a ledger that are listed, rejected ones among them, by row.

    ``revision``: of the ledger. ``row``, ``document``, ``place``: rows of the store's tables, to ask it for more.
    ``incident``: position in ``incidents``, -1 for none. ``confidence``: in billionths; ``weakest``: the
    confidence of the least sure field in thousandths, 2000 where none is known. ``actor_keys``,
    ``source_keys``: for each row of actors or sources the first row of the same id, or without one of the same name.
    """

    revision: int
    row: Ints
    document: Ints
    sentence: Ints
    type: Ints
    status: Ints
    first: Ints
    last: Ints
    place: Ints
    confidence: Ints
    weakest: Ints
    rejected: Mask
    incident: Ints
    actors: Pairs
    targets: Pairs
    sources: Pairs
    figures: Pairs
    places: PlaceColumns
    documents: DocumentColumns
    incidents: IncidentColumns
    actor_keys: Ints
    source_keys: Ints
    countries: tuple[str, ...]
    outlets: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.row)


CONFIDENCES = 1_000_000_000
"""What a confidence of 1 is in ``Columns.confidence``."""


def first_of(number: int, keys: Sequence[NDArray[Any]]) -> Ints:
    """The positions of the so many least, sorted by the first key, then the next; equal ones as they stand."""
    least = keys[0]
    if len(least) > number:
        within = np.flatnonzero(least <= np.partition(least, number - 1)[number - 1])
    else:
        within = np.arange(len(least))
    order = np.lexsort([key[within] for key in reversed(keys)])
    return within[order[:number]]


def all_behind(keys: Sequence[NDArray[Any]], last: Sequence[Any], *, same: bool = False) -> Mask:
    """Which rows come after the last one, compared key by key; ``same``: those equal to it as well."""
    found = np.zeros(len(keys[0]), dtype=np.bool_)
    level = np.ones(len(keys[0]), dtype=np.bool_)
    for values, at in zip(keys, last, strict=True):
        found |= level & (values > at)
        level &= values == at
    return found | level if same else found

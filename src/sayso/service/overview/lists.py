"""Lists of incidents, claims and documents under a filter, page by page; reports and claims that have some words."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from sayso.errors import UsageError
from sayso.service.gists import gist_now
from sayso.service.overview.matching import Matching
from sayso.service.overview.records import DocumentEntry, Hits, IncidentEntry, Sort
from sayso.service.paging import Page, part_of
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import IncidentShown, Listed


def incident_page(
    store: Store, filter: Filter, *, limit: int = 50, after: str | None = None, sort: Sort = "day"
) -> Page[IncidentEntry]:
    """Incidents with matching claims: the latest first, or those of the most origins (``reach``) or claims.

    ``after``: the ``next`` of the page before, of the same filter and sort. Raises UsageError for any other.
    """
    asked = Matching(store, filter)
    matching, incidents = asked.by_incident(), asked.columns.incidents
    value = {
        "day": incidents.last,
        "reach": np.where(incidents.origins < 0, incidents.documents, incidents.origins),
        "claims": incidents.claims,
    }[sort]
    found = np.flatnonzero(matching)
    part, more = part_of(sort, [-value[found], incidents.ids[found]], limit, after)
    ids = {n: incidents.ids[n].decode() for n in found[part].tolist()}
    shown = store.gists.shown(ids.values())
    rows = (_incident(store, shown[id], int(matching[n])) for n, id in ids.items() if id in shown)
    return Page(rows=tuple(rows), next=more, total=len(found))


def _incident(store: Store, shown: IncidentShown, matching: int) -> IncidentEntry:
    row, spot = shown.row, shown.spot
    return IncidentEntry(
        id=row.id, first=row.first, last=row.last, type=row.type, place=row.place, country=row.country,
        admin1=spot.admin1 if spot else None, precision=spot.precision if spot else None,
        lat=spot.lat if spot else None, lon=spot.lon if spot else None, claims=row.claims, documents=row.documents,
        matching=matching, gist=shown.gist or gist_now(store, row.id),
    )  # fmt: skip


def claim_page(store: Store, filter: Filter, *, limit: int = 50, after: str | None = None) -> Page[Listed]:
    """Matching claims, the latest first; ``after`` as of ``incident_page``."""
    asked = Matching(store, filter)
    of, found = asked.columns, np.flatnonzero(asked.mask())
    part, more = part_of("latest", [-of.last[found], -of.first[found], -of.row[found]], limit, after)
    rows = store.claims.at(of.row[found[part]].tolist())
    return Page(rows=tuple(rows), next=more, total=len(found))


def document_page(store: Store, filter: Filter, *, limit: int = 50, after: str | None = None) -> Page[DocumentEntry]:
    """Documents with matching claims, the latest first; where the filter asks for nothing, those without any as well.

    ``after`` as of ``incident_page``.
    """
    asked = Matching(store, filter)
    of = asked.columns.documents
    claims = np.bincount(asked.columns.document[asked.mask()], minlength=len(of.listed))
    found = np.flatnonzero(of.listed if filter in _ALL else claims)
    part, more = part_of("published", [-of.published[found], of.ids[found]], limit, after)
    numbers = found[part].tolist()
    shown = store.documents.entries(numbers)
    rows = (DocumentEntry(**asdict(shown[n]), claims=int(claims[n])) for n in numbers if n in shown)
    return Page(rows=tuple(rows), next=more, total=len(found))


_ALL = (Filter(), Filter(rejected=True))

_MOST = 200


def search(store: Store, text: str, limit: int = 20) -> Hits:
    """Listed documents, and claims, that have all these words; at most ``limit`` of each, the best first.

    ``text``: words, stretches in double quotes, ``begin*``. Raises UsageError when it has no word.
    """
    if not 1 <= limit <= _MOST:
        raise UsageError(f"{limit} is no number of hits; valid: 1 to {_MOST}")
    return Hits(documents=tuple(store.words.documents(text, limit)), claims=tuple(store.words.claims(text, limit)))

"""Lists of incidents, claims and documents under a filter, page by page; reports and claims that have some words."""

from __future__ import annotations

import numpy as np

from sayso.errors import UsageError
from sayso.service.gists import gist_now
from sayso.service.overview.matching import Matching
from sayso.service.overview.records import DocumentEntry, Hits, IncidentEntry, Sort
from sayso.service.paging import Page, checked_limit, cursor_of, key_of
from sayso.store.columns import all_behind, first_of
from sayso.store.filters import Filter
from sayso.store.records import IncidentShown, Listed
from sayso.store.sqlite.store import Store


def incident_page(
    store: Store, filter: Filter, *, limit: int = 50, after: str | None = None, sort: Sort = "day"
) -> Page[IncidentEntry]:
    """Incidents with matching claims: the latest first, or those of the most origins (``reach``) or claims.

    ``after``: the ``next`` of the page before, of the same filter and sort. Raises UsageError for any other.
    """
    checked_limit(limit)
    last = key_of(after, sort, (0, "")) if after else None
    asked = Matching(store, filter)
    matching, incidents = asked.by_incident(), asked.columns.incidents
    value = {
        "day": incidents.last,
        "reach": np.where(incidents.origins < 0, incidents.documents, incidents.origins),
        "claims": incidents.claims,
    }[sort]
    found = np.flatnonzero(matching)
    rest = found
    if last is not None:
        # They are in the order of their ids.
        at = int(np.searchsorted(incidents.ids, _bytes(last[1]), side="right"))
        rest = found[(-value[found] > int(last[0])) | ((-value[found] == last[0]) & (found >= at))]
    first = rest[first_of(limit + 1, [-value[rest]])]
    shown = store.gists.shown(id.decode() for id in incidents.ids[first].tolist())
    rows = []
    for n in first[:limit]:
        id = incidents.ids[n].decode()
        if id in shown:
            rows.append(_incident(store, shown[id], int(matching[n])))
    key = None
    if len(first) > limit:
        key = cursor_of(sort, (-int(value[first[limit - 1]]), incidents.ids[first[limit - 1]].decode()))
    return Page(rows=tuple(rows), next=key, total=len(found))


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
    checked_limit(limit)
    last = key_of(after, "latest", (0, 0, 0)) if after else None
    asked = Matching(store, filter)
    of, mask = asked.columns, asked.mask()
    found = np.flatnonzero(mask)
    rest = found
    keys = [-of.last[rest], -of.first[rest], -of.row[rest]]
    if last is not None:
        rest = found[all_behind(keys, [int(part) for part in last])]
        keys = [-of.last[rest], -of.first[rest], -of.row[rest]]
    order = first_of(limit + 1, keys)
    rows = store.claims.at(of.row[rest[order[:limit]]].tolist())
    key = cursor_of("latest", [int(part[order[limit - 1]]) for part in keys]) if len(order) > limit else None
    return Page(rows=tuple(rows), next=key, total=len(found))


def document_page(store: Store, filter: Filter, *, limit: int = 50, after: str | None = None) -> Page[DocumentEntry]:
    """Documents with matching claims, the latest first; where the filter asks for nothing, those without any as well.

    ``after`` as of ``incident_page``.
    """
    checked_limit(limit)
    last = key_of(after, "published", (0, "")) if after else None
    asked = Matching(store, filter)
    of = asked.columns.documents
    claims = np.bincount(asked.columns.document[asked.mask()], minlength=len(of.listed))
    found = np.flatnonzero(of.listed if filter in _ALL else claims)
    rest = found
    if last is not None:
        day, id = -of.published[found], of.ids[found]
        rest = found[(day > int(last[0])) | ((day == last[0]) & (id > _bytes(last[1])))]
    first = rest[first_of(limit + 1, [-of.published[rest], of.ids[rest]])]
    shown = store.documents.entries(first[:limit].tolist())
    rows = [
        DocumentEntry(
            id=row.id, title=row.title, outlet=row.outlet, url=row.url, language=row.language,
            published=row.published, claims=int(claims[n]),
        )
        for n in first[:limit].tolist() if (row := shown.get(n))
    ]  # fmt: skip
    key = None
    if len(first) > limit:
        key = cursor_of("published", (-int(of.published[first[limit - 1]]), of.ids[first[limit - 1]].decode()))
    return Page(rows=tuple(rows), next=key, total=len(found))


_ALL = (Filter(), Filter(rejected=True))


def _bytes(told: int | str) -> bytes:
    return str(told).encode("utf-8", "surrogatepass")


_MOST = 200


def search(store: Store, text: str, limit: int = 20) -> Hits:
    """Listed documents, and claims, that have all these words; at most ``limit`` of each, the best first.

    ``text``: words, stretches in double quotes, ``begin*``. Raises UsageError when it has no word.
    """
    if not 1 <= limit <= _MOST:
        raise UsageError(f"{limit} is no number of hits; valid: 1 to {_MOST}")
    return Hits(documents=tuple(store.words.documents(text, limit)), claims=tuple(store.words.claims(text, limit)))

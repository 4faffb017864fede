"""What a merge or a split would change: the decision is made, looked at and undone, so that no guess is shown."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from sayso.errors import LedgerError, UsageError
from sayso.model import Comparison, Incident
from sayso.model.words import fold
from sayso.service.asking import compared, find
from sayso.service.deciding import By, decide
from sayso.store.filters import Filter, Where
from sayso.store.protocol import Store
from sayso.store.records import IncidentRow, Listed

_NEAR = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """An incident in short, for setting side by side. ``fields``: field to what its claims say of it."""

    incident: Incident
    claims: int
    documents: int
    origins: int
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The incidents that a decision touches, as they are and as they would be."""

    before: tuple[Brief, ...]
    after: tuple[Brief, ...]


class _SeenError(Exception):
    """The look is over; what was decided is undone."""


def preview(store: Store, kind: str, ids: Sequence[str]) -> Preview:
    """What a ``merge`` or ``split`` of these claims or incidents would change; nothing is recorded.

    Raises UsageError and LedgerError as the decision itself would.
    """
    if kind not in ("merge", "split"):
        raise UsageError(f"{kind!r} is no kind that is previewed; valid: merge, split")
    claims = [claim for id in ids for claim in _claims(store, id)]
    before = _briefs(store, claims)
    touched = list(dict.fromkeys([*claims, *(claim for one in before for claim in one.incident.claims)]))
    after: tuple[Brief, ...] = ()
    with suppress(_SeenError), store.transaction():
        decide(store, "merge" if kind == "merge" else "split", ids, By("preview", "preview"))
        after = _briefs(store, touched)
        raise _SeenError
    return Preview(before=before, after=after)


def neighbours(store: Store, listed: Listed, words: str = "", limit: int = 10) -> list[IncidentRow]:
    """Incidents that a claim could belong to: of these words, or this id; else at its place within three days."""
    own = listed.incident
    if words.strip():
        rows = _named(store, words.strip()) or list(store.incidents.search(Filter(text=words), limit=limit + 1))
    else:
        rows = list(store.incidents.search(_nearby(listed), limit=limit + 1)) if listed.day else []
    return [row for row in rows if row.id != own][:limit]


def _named(store: Store, words: str) -> list[IncidentRow]:
    try:
        kind, id = find(store, words)
    except LedgerError:
        return []
    incident = id if kind == "incident" else store.claims.get(id).incident if kind == "claim" else None
    return list(store.incidents.search(Filter(incident=incident, rejected=True), limit=1)) if incident else []


def _nearby(listed: Listed) -> Filter:
    assert listed.day is not None
    place = listed.claim.place.place if listed.claim.place else None
    where = None
    if place:
        ids = frozenset({place.id}) if place.id else frozenset[str]()
        where = Where(names=frozenset({fold(place.name)}), ids=ids)
    types = () if place else (listed.claim.type,)
    return Filter(since=listed.day - _NEAR, until=listed.day + _NEAR, where=where, types=types)


def _claims(store: Store, prefix: str) -> tuple[str, ...]:
    kind, id = find(store, prefix, "claim", "incident")
    incident = store.incidents.get(id) if kind == "incident" else None
    return incident.claims if incident else (id,)


def _briefs(store: Store, claims: Sequence[str]) -> tuple[Brief, ...]:
    ids = dict.fromkeys(store.claims.get(claim).incident for claim in claims)
    return tuple(_brief(store, *compared(store, id)) for id in ids if id)


def _brief(store: Store, incident: Incident, comparison: Comparison) -> Brief:
    documents = {telling.document for telling in store.tellings.get(incident.tellings)}
    return Brief(
        incident=incident, claims=len(incident.claims), documents=len(documents), origins=len(comparison.origins),
        fields=tuple(
            (field.name, field.verdict, "; ".join(f"{said.value} ({len(said.claims)})" for said in field.values))
            for field in comparison.fields
        ),
    )  # fmt: skip

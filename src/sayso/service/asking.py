"""Asking a ledger: what to look for, in a person's words; one claim, document or incident with all that is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sayso.errors import AbsentError, LedgerError, UsageError
from sayso.incidents.comparing import compare
from sayso.model import Account, Comparison, Decision, Incident, Reading
from sayso.model.countries import alpha3
from sayso.model.edits import PLACE_KEYS
from sayso.model.words import fold
from sayso.store.filters import Filter, Near, Where
from sayso.store.protocol import Store
from sayso.store.records import Kept, Listed, Version

if TYPE_CHECKING:
    from sayso.gazetteer import Gazetteer
    from sayso.gazetteer.entries import Entry

_MOST = 12
_GENERIC = re.compile(
    r"\s+(?:region|oblast|province|governorate|state|district|division|department|prefecture)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDocument:
    """A document as people left it, the machine's claims and those that people added apart; what it was and is."""

    reading: Reading
    added: tuple[Listed, ...]
    versions: tuple[Version, ...]
    readings: tuple[Kept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClaim:
    """A claim with every decision about it, oldest first."""

    listed: Listed
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownIncident:
    """An incident with its claims, set against each other. ``former``: other ids that it answers to."""

    incident: Incident
    claims: tuple[Listed, ...]
    comparison: Comparison
    former: tuple[str, ...]
    decisions: tuple[Decision, ...]


def filter_of(
    store: Store, *, place: str | None = None, incident: str | None = None, document: str | None = None, **told: Any
) -> Filter:
    """A filter in a person's words: a place by its name, things by the beginning of an id. Raises UsageError."""
    for name, value in (("place", place), *told.items()):
        if isinstance(value, str) and not value.strip():
            raise UsageError(f"--{name} is empty")
    since: date | None = told.get("since")
    until: date | None = told.get("until")
    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}")
    for kind, id in (("incident", incident), ("document", document)):
        told[kind] = find(store, id, kind)[1] if id else None
    return Filter(where=where_of(store, place) if place else None, **told)


def near_of(words: str) -> Near:
    """A circle from LAT,LON,KM in decimal degrees and kilometres. Raises UsageError."""
    try:
        lat, lon, km = (float(part) for part in words.split(","))
    except ValueError:
        raise UsageError(f"{words!r}: give latitude, longitude and kilometres, as in 48.5,37.9,25") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < km <= 20_040):
        raise UsageError("latitudes run from -90 to 90, longitudes from -180 to 180, kilometres from 0")
    return Near(lat=lat, lon=lon, km=km)


def where_of(store: Store, name: str) -> Where:
    """A place to look in, from its name or id: the places of that name, and all that lies in a unit or country of it.

    Of what the gazetteer has under the name, only that counts which the ledger has claims from. Raises UsageError when
    there are none.
    """
    # Most questions name no place, and need not wait for what knows them all.
    from sayso.gazetteer import Gazetteer
    from sayso.mentions.places.output import short_name

    words, known = name.strip(), store.names
    names = frozenset({fold(words)})
    ids: set[str] = set()
    units: set[tuple[str, str]] = set()
    countries: set[str] = set()
    for entry in _entries(Gazetteer.open(), words):
        unit, country = short_name(entry.name), entry.country
        if entry.feature == "country" and country and known.placed_within(country, None):
            countries.add(country)
        elif entry.feature == "admin1" and country and known.placed_within(country, unit):
            units.add((country, unit))
        elif known.placed(frozenset(), frozenset({entry.id})):
            ids.add(entry.id)
    if not (ids or units or countries or known.placed(names, frozenset())):
        raise UsageError(f"no claim in the ledger is placed in {name!r} (see: sayso places find {name})")
    return Where(names=names, ids=frozenset(ids), units=frozenset(units), countries=frozenset(countries))


def place_named(name: str) -> dict[str, Any]:
    """The one place of this name or gazetteer id, as an edit keeps it. Raises UsageError that lists those it may be."""
    from sayso.gazetteer import Gazetteer
    from sayso.mentions.places.output import place_of

    gazetteer = Gazetteer.open()
    found = [place_of(entry, gazetteer) for entry in _entries(gazetteer, name.strip())]
    if not found:
        how = 'JSON, as in {"name": "Um Dukhun", "country": "SD", "precision": "point"}; keys: ' + ", ".join(PLACE_KEYS)
        raise UsageError(f"no place is called {name!r}; give an id (see: sayso places find), or {how}")
    if len(found) > 1:
        known = ((p.id, ", ".join(filter(None, (p.name, p.admin1, p.country, p.precision)))) for p in found)
        several = "; ".join(f"{id} ({about})" for id, about in known)
        raise UsageError(f"several places are called {name!r}; valid: {several}")
    return {key: value for key, value in asdict(found[0]).items() if key in PLACE_KEYS}


def _entries(gazetteer: Gazetteer, words: str) -> Iterable[Entry]:
    found = gazetteer.by_id(words) if ":" in words else None
    if found:
        return (found,)
    country = gazetteer.country_entry(words) if len(words) in (2, 3) else None
    if country:
        return (country,)
    by_name = gazetteer.find(words)[:_MOST]
    if by_name or not _GENERIC.search(words):
        return by_name
    return [e for e in gazetteer.find(_GENERIC.sub("", words))[:_MOST] if e.feature == "admin1"]


def find(store: Store, prefix: str, *kinds: str) -> tuple[str, str]:
    """What an id, or the beginning of one, stands for: ``claim``, ``document`` or ``incident``, and the whole id.

    Of an incident the id that it goes by now. ``kinds``: only these. Raises LedgerError when nothing or more than one
    thing begins so.
    """
    wanted = prefix.strip()
    rooms = {"claim": store.claims.find, "document": store.documents.find, "incident": store.incidents.find}
    found = {(kind, id) for kind in kinds or rooms for id in (rooms[kind](wanted) if wanted else ())}
    exact = {item for item in found if item[1] == wanted}
    if not exact and (incident := store.incidents.get(wanted)) and "incident" in (kinds or rooms):
        exact = {("incident", incident.id)}
    if len(exact or found) == 1:
        return (exact or found).pop()
    if not found:
        raise AbsentError(str(store.path), f"nothing in it has the id {prefix!r}", "see sayso claims for the ids")
    several = ", ".join(f"{kind} {id}" for kind, id in sorted(found)[:4])
    raise LedgerError(str(store.path), f"several ids begin with {prefix!r}: {several} …", "give more of the id")


def compared(store: Store, id: str) -> tuple[Incident, Comparison]:
    """An incident, and its claims, but those that a person rejected, set against each other. Raises LedgerError."""
    incident = store.incidents.get(id)
    if incident is None:
        raise AbsentError(str(store.path), f"none of the claims of incident {id} is listed now", "see sayso incidents")
    return incident, comparison_of(store, accounts_in(store, incident))


def accounts_in(store: Store, incident: Incident) -> list[Account]:
    """What the claims of an incident tell, but those that a person rejected."""
    rejected = store.decisions.rejected(incident.claims)
    told = (account for telling in store.tellings.get(incident.tellings) for account in telling.accounts)
    return [account for account in told if account.claim not in rejected]


def comparison_of(store: Store, accounts: Sequence[Account]) -> Comparison:
    """Claims of one incident set against each other."""
    return compare(accounts, store.copies.among({account.document for account in accounts}), alpha3())


def shown(store: Store, prefix: str) -> ShownDocument | ShownClaim | ShownIncident:
    """A claim, document or incident with all that is known of it; the beginning of its id is enough."""
    kind, id = find(store, prefix)
    if kind == "document":
        added = tuple(one for one in store.claims.search(Filter(document=id, rejected=True)) if one.added_by)
        told = store.documents.told(id)
        people = {one.claim.id for one in added}
        claims = tuple(claim for claim in told.claims if claim.id not in people)
        if not claims:  # those of a version that is not listed
            claims = store.documents.reading(id).claims
        return ShownDocument(
            reading=Reading(
                document=told.document, blocks=told.blocks, claims=claims, model=told.model, rulebook=told.rulebook
            ),
            added=added, versions=store.documents.versions(id), readings=store.documents.readings(id),
        )  # fmt: skip
    if kind == "claim":
        return ShownClaim(listed=store.claims.get(id), decisions=tuple(store.decisions.recorded([id])))
    incident, comparison = compared(store, id)
    return ShownIncident(
        incident=incident, claims=tuple(map(store.claims.get, incident.claims)), comparison=comparison,
        former=store.incidents.former(incident.id), decisions=tuple(store.decisions.recorded(incident.claims)),
    )  # fmt: skip

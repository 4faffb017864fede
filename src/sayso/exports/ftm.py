"""FollowTheMoney JSON lines: incidents as Events, reports as Articles, the parties as organisations and bodies.

Every entity stands once; an Event comes after the Articles that prove it and the parties involved. Ids are hashes of
what an entity is known by, so that two exports of one ledger agree. Countries are in lower case, as FtM has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha1
from typing import Any, TextIO

from sayso import wording
from sayso.exports.contract import dumps
from sayso.exports.deaths import deaths
from sayso.exports.dossiers import Dossier, party_key
from sayso.exports.forms import Tally
from sayso.exports.narrating import notes
from sayso.exports.parties import Sort, sort_of
from sayso.model import Document, Role
from sayso.model.dicts import day_text

SCHEMATA: dict[Sort, str] = {
    "state": "PublicBody", "outsiders": "Organization", "rebels": "Organization", "militia": "Organization",
    "communal": "Organization",
}  # fmt: skip
"""Sort of party to the schema it is exported as; people in general are no entities."""
LOST = (
    "Who says what, but for `notes` of the Event and the Articles that prove it.",
    "Coordinates (FtM's Event has none), figures, doubt and denial, but for `summary` and `notes`.",
    "Unnamed parties (residents, soldiers): only named organisations and bodies become entities.",
)


def write(dossiers: Iterable[Dossier], out: TextIO) -> Tally:
    """Write the entities of every incident, a line each."""
    tally, known = Tally(), set[str]()
    for dossier in dossiers:
        for entity in entities(dossier):
            if entity["id"] not in known:
                known.add(entity["id"])
                out.write(dumps(entity) + "\n")
        tally.written += 1
    return tally


def entities(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """The Articles, the parties and the Event of an incident."""
    articles = [_article(document) for document in dossier.documents]
    parties = [made for role in (*dossier.actors, *dossier.targets) if (made := _party(role))]
    yield from articles
    yield from parties
    yield _event(dossier, articles, parties)


def _event(dossier: Dossier, articles: list[dict[str, Any]], parties: list[dict[str, Any]]) -> dict[str, Any]:
    days, place = dossier.days, dossier.place
    known = days if days and days.known == "days" else None
    what = dossier.type.replace("-", " ")
    name = f"{what}, {place.name}" if place else what
    told = wording.count_words(len(dossier.told), "claim")
    origins = wording.count_words(len(dossier.comparison.origins), "origin")
    return _entity("Event", f"event {dossier.incident.id}", {
        "name": [wording.visible(name)],
        "startDate": [day_text(known.first)] if known else [],
        "endDate": [day_text(known.last)] if known else [],
        "location": [wording.visible(place.name)] if place else [],
        "country": [place.country.lower()] if place and place.country else [],
        "involved": sorted({party["id"] for party in parties}),
        "summary": [f"{dossier.status}: {told} of {origins}"],
        "notes": [notes(dossier, deaths(dossier))],
        "proof": [article["id"] for article in articles],
        "publisher": [wording.visible(d.outlet) for d in dossier.documents if d.outlet],
        "sourceUrl": [d.url for d in dossier.documents if d.url and d.url.startswith(("http://", "https://"))],
        "recordId": [dossier.incident.id],
    })  # fmt: skip


def _article(document: Document) -> dict[str, Any]:
    return _entity("Article", f"document {document.id}", {
        "fileName": [wording.visible(dict(document.kept).get("id") or document.file or document.id)],
        "title": [wording.visible(document.title)] if document.title else [],
        "publisher": [wording.visible(document.outlet)] if document.outlet else [],
        "publishedAt": [day_text(document.published)] if document.published else [],
        "sourceUrl": [document.url] if document.url and document.url.startswith(("http://", "https://")) else [],
        "language": ["eng"] if document.language == "en" else [],
    })  # fmt: skip


def _party(role: Role) -> dict[str, Any] | None:
    schema = SCHEMATA.get(sort_of(role, None))
    if schema is None or not role.id:
        return None
    return _entity(schema, f"party {party_key(role)}", {"name": [wording.visible(role.name)]})


def _entity(schema: str, key: str, properties: dict[str, list[Any]]) -> dict[str, Any]:
    told = {name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    identity = sha1(f"sayso {key}".encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    return {"id": identity, "schema": schema, "properties": {name: v for name, v in told.items() if v}}

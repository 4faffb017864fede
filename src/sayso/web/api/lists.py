"""Lists: claims, incidents, documents, sources, figures; page by page, as JSON, CSV or GeoJSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from sayso.exports import geojson
from sayso.service import overview
from sayso.service.dossiers import dossier_of
from sayso.service.listing import figure_page, source_page
from sayso.service.overview import DocumentEntry, IncidentEntry
from sayso.service.records import CLAIM_COLUMNS, claim_csv, claim_json, plain
from sayso.store.records import FigureRow, Headline, Listed, SourceRow
from sayso.web.api.answers import CSV, GEOJSON, JSON, paged
from sayso.web.api.parameters import CURSOR, FILTER, LIMIT, SORT, SORTS, Question, form, get
from sayso.web.api.schemas import features, page_of

router = APIRouter(tags=["lists"])
_TEXT = {"type": "string"}
_ALL, _PLAIN = form("json", "csv", "geojson"), form("json", "csv")
_HEADLINE = tuple(f"headline_{field.name}" for field in fields(Headline))
_GIST = ("origins", "asserted", "denied", "uncertain", "planned", "differs", *_HEADLINE)
INCIDENT_COLUMNS = (*(f.name for f in fields(IncidentEntry) if f.name != "gist"), *_GIST)
"""Columns of incidents as CSV; what the claims come to, in columns of its own."""


@get(router, "/claims", *FILTER, LIMIT, CURSOR, _ALL, summary="List claims",
     answers={JSON: page_of("Claim"), CSV: _TEXT, GEOJSON: features("A feature for each claim.")})  # fmt: skip
def claims(question: Question) -> Response:
    """Claims that match, the latest day first, as people left them. The rows are those of `sayso claims`."""
    page = overview.claim_page(
        question.ledger.store, question.filter(), limit=question.limit, after=question.cursor
    )  # fmt: skip
    return paged(question, page, claim_json, CLAIM_COLUMNS, flat=claim_csv, features=_claim_features)


@get(router, "/incidents", *FILTER, SORT, LIMIT, CURSOR, _ALL, summary="List incidents",
     answers={JSON: page_of("IncidentEntry"), CSV: _TEXT, GEOJSON: features("A feature for each incident, as in the "
                                                                            "export.")})  # fmt: skip
def incidents(question: Question) -> Response:
    """Incidents with a matching claim. The rows are those of `sayso incidents`, with what their claims come to."""
    sort: Any = question.choice("sort", SORTS, "day")
    store = question.ledger.store
    page = overview.incident_page(store, question.filter(), limit=question.limit, after=question.cursor, sort=sort)

    def made(rows: Iterable[IncidentEntry]) -> Iterator[dict[str, Any]]:
        dossiers = (dossier_of(store, row.id) for row in rows)
        return (geojson.feature(one) for one in dossiers if one)

    return paged(question, page, plain, INCIDENT_COLUMNS, flat=_incident_csv, features=made)


@get(router, "/documents", *FILTER, LIMIT, CURSOR, _PLAIN, summary="List documents",
     answers={JSON: page_of("DocumentEntry"), CSV: _TEXT})  # fmt: skip
def documents(question: Question) -> Response:
    """Documents with a matching claim, the latest first; where nothing is asked for, those without a claim too."""
    page = overview.document_page(
        question.ledger.store, question.filter(), limit=question.limit, after=question.cursor
    )  # fmt: skip
    return paged(question, page, plain, _columns(DocumentEntry))


@get(router, "/sources", *FILTER, LIMIT, CURSOR, _PLAIN, summary="List sources",
     answers={JSON: page_of("SourceRow"), CSV: _TEXT})  # fmt: skip
def sources(question: Question) -> Response:
    """Who says it, those named in most matching claims first. The rows are those of `sayso sources`."""
    page = source_page(
        question.ledger.store, question.filter(), limit=question.limit, after=question.cursor
    )  # fmt: skip
    return paged(question, page, plain, _columns(SourceRow))


@get(router, "/figures", *FILTER, LIMIT, CURSOR, _PLAIN, summary="List figures",
     answers={JSON: page_of("FigureRow"), CSV: _TEXT})  # fmt: skip
def figures(question: Question) -> Response:
    """Figures of matching claims, those of the latest days first. The rows are those of `sayso figures`."""
    page = figure_page(
        question.ledger.store, question.filter(), limit=question.limit, after=question.cursor
    )  # fmt: skip
    return paged(question, page, plain, _columns(FigureRow))


def _columns(record: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def _claim_features(rows: Iterable[Listed]) -> Iterator[dict[str, Any]]:
    return (geojson.claim_feature(one.claim, claim_csv(one)) for one in rows)


def _incident_csv(entry: IncidentEntry) -> dict[str, Any]:
    told = plain(entry)
    gist = told.pop("gist")
    headline = asdict(entry.gist.headline) if entry.gist.headline else {}
    return {**told, **gist, **{name: headline.get(name.removeprefix("headline_")) for name in _HEADLINE}}

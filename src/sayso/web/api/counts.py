"""What a filter leaves, counted: by value, by day, by place; and words looked for."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from sayso.errors import UsageError
from sayso.service import overview
from sayso.service.overview import Bounds
from sayso.service.records import plain
from sayso.web.api.answers import JSON, told
from sayso.web.api.parameters import FILTER, LIMIT, Parameter, Question, get
from sayso.web.api.schemas import ref

router = APIRouter(tags=["counts"])
_BINS = Parameter("bins", "Bins at most.", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 120})
_BOUNDS = Parameter("bounds", "WEST,SOUTH,EAST,NORTH in decimal degrees; west above east crosses the date line.",
                    {"type": "string", "default": "-180,-90,180,90"})  # fmt: skip
_ZOOM = Parameter("zoom", "The map's zoom.", {"type": "number", "minimum": 0, "maximum": 24, "default": 2})
_MAP = Parameter("map", "Where a page's map stands; it changes nothing here.")
_TEXT = Parameter("text", 'Words; "as they stand", begin*.', {"type": "string", "maxLength": 1000}, required=True)


@get(router, "/facets", *FILTER, summary="Count by value", answers={JSON: ref("Facets")})
def facets(question: Question) -> Response:
    """How many matching claims have each value; each facet is counted as if the filter did not limit it."""
    return told(question.request, plain(overview.facets(question.ledger.store, question.filter())))


@get(router, "/timeline", *FILTER, _BINS, summary="Count by day", answers={JSON: ref("Timeline")})
def timeline(question: Question) -> Response:
    """Matching claims and incidents by day, week, month or year, in the finest that needs no more bins than asked."""
    bins = question.whole("bins", 1, 1000, 120)
    return told(question.request, plain(overview.timeline(question.ledger.store, question.filter(), bins)))


@get(router, "/map", *FILTER, _BOUNDS, _ZOOM, summary="Count by place", answers={JSON: ref("MapView")})
def map_(question: Question) -> Response:
    """Incidents with matching claims on the map: close ones together in cells, those known to a province or country
    only as areas, those without a place counted."""
    bounds, zoom = _bounds(question.word("bounds", "-180,-90,180,90")), question.number("zoom", 0, 24, 2)
    return told(
        question.request, plain(overview.map_cells(question.ledger.store, question.filter(), bounds=bounds, zoom=zoom))
    )


@get(router, "/search", _TEXT, LIMIT, summary="Look for words", answers={JSON: ref("Hits")})
def search(question: Question) -> Response:
    """Documents and claims that have all of these words, the best first, with where the words stand."""
    found = overview.search(question.ledger.store, question.word("text"), limit=question.limit)
    return told(question.request, plain(found))


def _bounds(told: str) -> Bounds:
    try:
        west, south, east, north = (float(part) for part in told.split(","))
    except ValueError:
        raise UsageError(f"bounds: {told[:50]!r}: give west,south,east,north, as in 30,44,41,53") from None
    if not (-360 <= west <= 360 and -360 <= east <= 360 and -90 <= south <= north <= 90):
        raise UsageError("bounds: longitudes run from -180 to 180, latitudes from -90 to 90, south before north")
    if east - west >= 360:
        return -180.0, south, 180.0, north
    return (west + 180) % 360 - 180, south, (east + 180) % 360 - 180 if east != 180 else 180.0, north

"""Figures: how a number moved, by source and place, and what it was as of a day; as chart, table and CSV."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any, TextIO

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from sayso.exports.csv_ import cell
from sayso.model import MEASURES
from sayso.model.dicts import number
from sayso.present.listing import range_words
from sayso.service.figuring import MOST, Group, Happening, Stated, apart, every, found, groups, happenings, spots
from sayso.service.ledger import Ledger
from sayso.service.overview import facets
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.web.filters import Asked, day_of
from sayso.web.ledgers import store_of
from sayso.web.streaming import begun, written
from sayso.web.viewing import answered

router = APIRouter()
DRAWN = 8
"""Groups that are drawn on a page, and sources in one chart."""
PLACES = 40
COLUMNS = (
    "measure", "unit", "counting", "part", "low", "high", "bound", "status", "source", "via", "said", "day", "place",
    "country", "precision", "type", "incident", "claim", "document", "outlet", "quote",
)  # fmt: skip
"""Columns of the CSV of figures."""


@router.get("/figures", response_class=HTMLResponse)
def figures(request: Request) -> HTMLResponse:
    """The figures that match the filter, by place, by what they count and by who gives them."""
    return answered(request, "figures/page.html", _shows)


@router.get("/figures.csv")
def figures_csv(request: Request) -> Response:
    """The same figures as CSV, all of them, a row each, the latest day first."""
    path = request.app.state.settings.ledger
    asked = Asked.of(request.query_params)
    filter, as_of = asked.filter(store_of(request)), day_of("asof", asked.view.get("asof"))

    def write(out: TextIO) -> None:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        with Ledger(path) as ledger:
            writer.writerows(map(_cells, every(ledger.store, filter, as_of=as_of)))

    parts = ("sayso-figures", filter.measure, f"as-of-{as_of.isoformat()}" if as_of else None)
    name = "-".join(part for part in parts if part)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}
    return StreamingResponse(begun(written(write)), media_type="text/csv", headers=headers)


def _shows(store: Store, asked: Asked, filter: Filter) -> dict[str, Any]:
    as_of = day_of("asof", asked.view.get("asof"))
    if filter.measure is None:
        counts = {value.value: value.claims for value in facets(store, filter).measures}
        return {"chosen": None, "as_of": as_of, "counts": [(m, counts[m]) for m in MEASURES if counts.get(m)]}
    seen = found(store, filter, as_of=as_of)
    there = spots(seen.rows)
    one_place = len(there) == 1 or bool(filter.where or filter.near or filter.incident or filter.document)
    running = groups(seen.rows, "stock", "total") if one_place else ()
    return {
        "chosen": filter.measure, "as_of": as_of, "rows": seen.rows, "more": seen.more, "most": MOST,
        "spots": there[:PLACES], "places": len(there), "one_place": one_place, "groups": running[:DRAWN],
        "others": running[DRAWN:], "happenings": happenings(seen.rows) if one_place else (), "range": _range,
        "chart": _chart, "drawn": DRAWN, "chart_of": _chart_of, "contested": _contested,
    }  # fmt: skip


def _range(row: Stated | Group | Happening) -> str:
    """The number, or the numbers from the lowest to the highest."""
    held = [one for line in row.lines for one in line.held] if isinstance(row, Group) else []
    row = held[0] if len(held) == 1 else row
    if row.low is None and row.high is None:
        return "no number"
    return range_words(row.low, row.high, row.bound if isinstance(row, Stated) else "exact")


def _contested(group: Group) -> frozenset[str]:
    """Who gives a latest figure that cannot hold beside another's."""
    held = [(line.who, line.held) for line in group.lines if line.held]
    return frozenset(who for who, mine in held if any(who != other and apart(mine, rows) for other, rows in held))


def _chart(group: Group) -> dict[str, Any]:
    """A group as the chart takes it; the sources with most figures."""
    lines = [(line.who, [point.row for point in line.points]) for line in group.lines[:DRAWN]]
    return _drawing(group.measure, group.unit, lines)


def _chart_of(happening: Happening) -> dict[str, Any]:
    """The new figures of an incident as the chart takes them."""
    by: dict[str, list[Stated]] = {}
    for row in happening.rows:
        by.setdefault(row.who, []).append(row)
    return _drawing(happening.measure, happening.unit, list(by.items())[:DRAWN])


def _drawing(measure: str, unit: str, lines: list[tuple[str, list[Stated]]]) -> dict[str, Any]:
    series = [{"source": who, "points": [_point(row) for row in rows if row.said]} for who, rows in lines]
    return {"measure": measure, "unit": unit, "series": [one for one in series if one["points"]]}


def _point(row: Stated) -> dict[str, Any]:
    return {
        "day": str(row.said), "said": str(row.said), "low": number(row.low), "high": number(row.high),
        "bound": row.bound, "status": row.status, "href": f"/claims/{row.claim}", "quote": row.quote,
    }  # fmt: skip


def _cells(row: Stated) -> list[Any]:
    place = row.place
    values = (
        row.measure, row.unit, row.counting, "yes" if row.part else "", number(row.low), number(row.high), row.bound,
        row.status, row.who, " → ".join(row.via), row.said, row.day, place and place.name, place and place.country,
        place and place.precision, row.type, row.incident, row.claim, row.document, row.outlet, row.quote,
    )  # fmt: skip
    return [cell(value.isoformat() if isinstance(value, date) else value) for value in values]

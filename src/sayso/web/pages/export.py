"""Export: what the filter leaves in the forms of other tools, looked at before it is taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from sayso.errors import UsageError
from sayso.service.catalogue import CSV, FORMS, Kind
from sayso.service.overview import Facets, facets
from sayso.service.previewing import preview
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.web.filters import Asked
from sayso.web.ledgers import store_of
from sayso.web.methods import told_methods
from sayso.web.streaming import export_response
from sayso.web.viewing import answered

router = APIRouter()
SHELVES = {
    "Tables": ("csv", "xlsx", "parquet", "parquet-figures", "parquet-sources", "parquet-incidents"),
    "Maps": ("geojson", "kml", "timemap"),
    "Event data": ("acled", "ucdp", "idmc", "plover"),
    "Exact, with words": ("jsonl", "annotations", "ftm"),
}
"""Heading to the forms that stand under it; those of no heading stand under the last."""
_CODE = re.compile(r"`([^`]*)`")


@dataclass(frozen=True, slots=True)
class Shown:
    """A form of export as the page tells of it. ``count``: how many of ``each`` match."""

    name: str
    called: str
    each: str
    about: Markup
    lost: tuple[Markup, ...]
    left_out: tuple[tuple[str, Markup], ...]
    columns: tuple[tuple[str, Markup], ...]
    count: int


@router.get("/export", response_class=HTMLResponse)
def export_page(request: Request) -> HTMLResponse:
    """The forms of export; of the one chosen a preview, what it cannot hold, and how to get it."""
    return answered(request, "export/page.html", _shows)


def _shows(store: Store, asked: Asked, filter: Filter) -> dict[str, Any]:
    name = asked.view.get("form", "csv")
    if name not in FORMS:
        raise UsageError(f"form: {name!r} is none of {', '.join(FORMS)}")
    found = facets(store, filter)
    seen = preview(store, name, filter)
    return {"shelves": _shelves(), "form": _shown(name, found), "found": found, "seen": seen, "raw": name in CSV,
            "file": FORMS[name].file}  # fmt: skip


@router.get("/export/about.txt")
def about(request: Request) -> PlainTextResponse:
    """What to put beside an export: what read the reports, under which filter, what the figures mean, how to cite."""
    store, asked = store_of(request), Asked.of(request.query_params)
    asked.filter(store)  # a filter that makes no sense is told of no export
    text = told_methods(store, asked)
    headers = {"Content-Disposition": 'attachment; filename="sayso-about.txt"'}
    return PlainTextResponse(text, headers=headers)


@router.get("/export/{form}")
def export_file(request: Request, form: str) -> Response:
    """An export as a file to save."""
    asked = Asked.of(request.query_params)
    filter = asked.filter(store_of(request))
    raw = request.query_params.get("raw") == "1"
    if raw and form not in CSV:
        raise UsageError(f"raw: {form} is no CSV")
    return export_response(request, form, filter, raw=raw)


def _shelves() -> list[tuple[str, list[tuple[str, str]]]]:
    """Headings with names of forms and what they are called."""
    last = list(SHELVES)[-1]
    known = {name for names in SHELVES.values() for name in names}
    held = {**SHELVES, last: (*SHELVES[last], *(name for name in FORMS if name not in known))}
    return [(what, [(n, FORMS[n].called) for n in names if n in FORMS]) for what, names in held.items()]


def _shown(name: str, found: Facets) -> Shown:
    kind = FORMS[name]
    return Shown(
        name=name, called=kind.called, each=kind.each, about=_marked(kind.about), lost=_lost(kind),
        left_out=tuple((k, _marked(v)) for k, v in kind.form.left_out.items()) if kind.form else (),
        columns=_columns(kind),
        count=_count(kind.each, found),
    )  # fmt: skip


def _lost(kind: Kind) -> tuple[Markup, ...]:
    return tuple(map(_marked, (*kind.lost, *(kind.form.lost if kind.form else ()))))


def _columns(kind: Kind) -> tuple[tuple[str, Markup], ...]:
    if kind.form:
        return tuple((c.name, _marked(c.filled)) for c in kind.form.columns if c.value)
    return tuple((field.name, _marked(field.about)) for field in kind.fields)


def _count(each: str, found: Facets) -> int:
    """How many there are, as far as that is known: how many figures or sources, only writing them tells."""
    counts: dict[str, Any] = {"incident": found.incidents, "document": found.documents}
    return int(counts.get(each, found.claims))


def _marked(text: str) -> Markup:
    """Words of the documentation, with what stands there in back-quotes as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text.partition(" Columns: `")[0]))))

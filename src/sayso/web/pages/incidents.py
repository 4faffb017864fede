"""Incident: who says what about one happening, side by side; what a merge or a split would change."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from sayso.errors import AbsentError, LedgerError, SaysoError
from sayso.model import MEASURES, Series
from sayso.present import citing, references, showing
from sayso.present.references import Reference
from sayso.service.asking import filter_of, find
from sayso.service.comparing import Case, case_of
from sayso.service.grounds import bonds_of, grounds_of, strongest
from sayso.service.overview import incident_page
from sayso.service.whatif import what_if
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed
from sayso.web.cards import card_of, standing_of
from sayso.web.ledgers import store_of
from sayso.web.security.paths import local_path
from sayso.web.security.people import must_decide
from sayso.web.viewing import render

router = APIRouter()
_ROWS = 60
"""Claims of the comparison that are shown at first."""
_BONDS = 10
"""Pairs of reports whose reasons are shown at first."""
_FOUND = 12
_AROUND = timedelta(days=3)
FORMS = ("citation", "markdown", "bibtex", "csl")
_CSL = "application/vnd.citationstyles.csl+json"


@router.get("/incidents/{id}", response_class=HTMLResponse)
def incident(request: Request, id: str) -> Response:
    """An incident; under an id that it had once, or the beginning of one, the way to where it is now."""
    store = store_of(request)
    now = _now(store, id)
    if now != id:
        return _moved(request, now)
    case = case_of(store, id)
    address = _address(request, id)
    every = request.query_params.get("rows") == "all"
    sides = case.sides if every else case.sides[:_ROWS]
    grounds = grounds_of(case.why if request.query_params.get("links") == "all" else strongest(case.why, _BONDS))
    return render(
        request, "incidents/page.html", case=case, sides=sides, grounds=grounds, bonds=len(bonds_of(case.why)),
        title=citing.incident_title(case),
        place=citing.case_place(case), days=citing.case_days(case), counts=citing.case_counts(case),
        **_figures(case),
        citation=_citation(request, case), markdown=citing.incident_markdown(case, address),
        cited=lambda listed: _reference(request, case, listed).text(),
    )  # fmt: skip


@router.get("/incidents/{id}/as/{form}")
def taken_away(request: Request, id: str, form: str) -> Response:
    """The incident as text to copy: ``citation``, ``markdown`` or ``json``; ``bibtex`` or ``csl`` of its lead claim."""
    case = case_of(store_of(request), _now(store_of(request), id))
    if form == "json":
        told = json.dumps(showing.to_dict(citing.shown_of(case)), ensure_ascii=False, indent=2)
        return Response(told + "\n", media_type="application/json")
    if form not in FORMS:
        raise HTTPException(404, f"{form!r} is none of {', '.join(FORMS)}, json")
    if form == "citation":
        return PlainTextResponse(_citation(request, case))
    if form == "markdown":
        return PlainTextResponse(citing.incident_markdown(case, _address(request, case.incident.id)))
    lead = citing.lead_of(case)
    if lead is None:
        raise HTTPException(404, "A person rejected every claim of this incident: there is none to cite.")
    return _referred(_reference(request, case, lead.listed), form)


@router.get("/claims/{id}/as/{form}")
def claim_taken_away(request: Request, id: str, form: str) -> Response:
    """A claim to be cited, as ``citation``, ``markdown``, ``bibtex`` or ``csl``."""
    if form not in references.FORMS:
        raise HTTPException(404, f"{form!r} is none of {', '.join(references.FORMS)}")
    store = store_of(request)
    claim = find(store, id, "claim")[1]
    card = card_of(store.claims.get(claim), store.decisions.holding([claim]))
    return _referred(card.reference(str(request.base_url)), form)


def _referred(reference: Reference, form: str) -> Response:
    """A reference in one of its forms; those that a reference manager takes are saved under a name of their own."""
    told, kinds = reference.written(form), {"bibtex": ("application/x-bibtex", "bib"), "csl": (_CSL, "json")}
    if form not in kinds:
        return PlainTextResponse(told)
    kind, ending = kinds[form]
    named = f'attachment; filename="sayso-{reference.listed.claim.id}.{ending}"'
    return Response(told, media_type=f"{kind}; charset=utf-8", headers={"Content-Disposition": named})


def _reference(request: Request, case: Case, listed: Listed) -> Reference:
    by = case.accepted.get(listed.claim.id)
    standing = standing_of(listed, f"accepted by {by}" if by else "")
    return Reference(listed=listed, standing=standing, site=str(request.base_url), on=date.today())


def _citation(request: Request, case: Case) -> str:
    """The lead claim's sentence and source, then the incident."""
    lead = citing.lead_of(case)
    sentence = _reference(request, case, lead.listed).text() if lead else ""
    return citing.incident_citation(case, _address(request, case.incident.id), sentence)


@router.get("/incidents/{id}/merge", response_class=HTMLResponse)
def merge(request: Request, id: str) -> Response:
    """Another incident to merge this one with: looked for by words or id (``q``), then (``with``) what it changes."""
    store = store_of(request)
    id = _now(store, id)
    case, words = case_of(store, id), request.query_params.get("q", "").strip()
    other, found, tried = request.query_params.get("with", "").strip(), [], None
    problem, status = "", 200
    try:
        if other:
            must_decide(request)
            tried = what_if(store, "merge", [id, other])
        else:
            found = [row for row in _candidates(store, case, words) if row.id != id]
    except SaysoError as error:
        problem, status = _refused(error)
    return render(
        request, "incidents/merge.html", status=status, case=case, words=words, other=other,
        found=found, tried=tried, problem=problem, title=citing.incident_title(case), name=citing.incident_title,
        days=citing.case_days, onwards=_onwards(request, f"/incidents/{id}"),
    )  # fmt: skip


@router.get("/incidents/{id}/split/{claim}", response_class=HTMLResponse)
def split(request: Request, id: str, claim: str) -> Response:
    """What it changes to part a claim from the rest of its incident."""
    must_decide(request)
    store = store_of(request)
    case, tried = case_of(store, _now(store, id)), None
    problem, status = "", 200
    try:
        claim = find(store, claim, "claim")[1]
        tried = what_if(store, "split", [claim])
    except SaysoError as error:
        problem, status = _refused(error)
    return render(
        request, "incidents/split.html", status=status, case=case, claim=claim, tried=tried,
        problem=problem, title=citing.incident_title(case), name=citing.incident_title, days=citing.case_days,
        onwards=_onwards(request, f"/incidents/{case.incident.id}"), fate=tried.fate(claim) if tried else None,
    )  # fmt: skip


def _now(store: Store, id: str) -> str:
    """The id that an incident goes by now. Raises LedgerError where none answers to it."""
    return find(store, id, "incident")[1]


def _moved(request: Request, now: str) -> Response:
    """Where it is now. Not to be remembered: a merge that is taken back gives the id back too."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/incidents/{now}{query}", status_code=308, headers={"Cache-Control": "no-store"})


def _address(request: Request, id: str) -> str:
    return f"{request.base_url}incidents/{id}"


def _refused(error: SaysoError) -> tuple[str, int]:
    """What was wrong, in words, and the status of the answer that says so."""
    if isinstance(error, LedgerError):
        return error.reason, 404 if isinstance(error, AbsentError) else 503 if "locked" in error.reason else 400
    return str(error), 400


def _onwards(request: Request, otherwise: str) -> str:
    return local_path(request.query_params.get("next", ""), default=otherwise)


def _candidates(store: Store, case: Case, words: str) -> list[Any]:
    """Incidents to merge with: by id, by words, else those of the same days in the same country."""
    if words:
        try:
            filter = Filter(incident=find(store, words, "incident")[1])
        except LedgerError:
            filter = Filter(text=words)
    else:
        filter = _near(store, case)
    return list(incident_page(store, filter, limit=_FOUND).rows)


def _near(store: Store, case: Case) -> Filter:
    days, country = case.dossier.days, case.dossier.country
    return filter_of(
        store, place=country.iso2 if country else None, since=days.first - _AROUND if days else None,
        until=days.last + _AROUND if days else None,
    )  # fmt: skip


def _figures(case: Case) -> dict[str, Any]:
    """Series that moved, each with what draws it, and those that did not; of people killed first, then as MEASURES."""
    ordered = sorted(case.comparison.figures, key=lambda s: (MEASURES.index(s.measure), s.part))
    moved = [series for series in ordered if len({point.day for point in series.points if point.day}) > 1]
    return {
        "charts": [(series, _chart(case, series)) for series in moved],
        "still": [series for series in ordered if series not in moved],
    }


def _chart(case: Case, series: Series) -> dict[str, Any]:
    """A series as the chart takes it: figures without a day are left out."""
    dated = [point for point in series.points if point.day]
    sources = dict.fromkeys(point.source for point in dated)
    return {
        "measure": series.measure, "unit": series.unit,
        "series": [
            {"source": source, "points": [
                {"day": point.day, "said": point.day, "low": point.low, "high": point.high, "bound": point.bound,
                 "status": point.status, "href": f"/claims/{point.claim}", "quote": case.claims[point.claim].words}
                for point in dated if point.source == source
            ]}
            for source in sources
        ],
    }  # fmt: skip

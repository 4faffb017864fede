"""Showing one thing of a ledger with its words: a document, a claim or an incident."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any, TextIO

from sayso import wording
from sayso.errors import LedgerError
from sayso.exports.contract import reading_to_dict
from sayso.exports.countries import alpha3
from sayso.incidents.comparing import compare
from sayso.model import Comparison, Decision, Incident
from sayso.present import FORMATS
from sayso.present.listing import range_words
from sayso.service.asking import chain_of, claim_json
from sayso.store.sqlite import Ledger, Listed

__all__ = ["JSON", "compared", "show"]


def compared(ledger: Ledger, id: str) -> tuple[Incident, Comparison]:
    """An incident, and its claims set against each other. Raises LedgerError."""
    incident = ledger.incident(id)
    if incident is None:
        raise LedgerError(str(ledger.path), f"there is no incident {id}", "see sayso incidents")
    accounts = [account for telling in ledger.tellings(incident.tellings) for account in telling.accounts]
    rejected = ledger.rejected(incident.claims)
    copies = ledger.copies({account.document for account in accounts})
    return incident, compare([a for a in accounts if a.claim not in rejected], copies, alpha3())


def _document_json(ledger: Ledger, id: str) -> dict[str, Any]:
    told = reading_to_dict(ledger.reading(id))
    told["versions"] = [asdict(version) for version in ledger.versions(id)]
    told["readings"] = [{**kept.read_by._asdict(), "current": kept.current, "at": kept.at, "claims": kept.claims}
                        for kept in ledger.kept_readings(id)]  # fmt: skip
    return told


def _claim_json(ledger: Ledger, id: str) -> dict[str, Any]:
    return {**claim_json(ledger.claim(id)), "decisions": [_decision_json(d) for d in ledger.decisions([id])]}


def _incident_json(ledger: Ledger, id: str) -> dict[str, Any]:
    incident, comparison = compared(ledger, id)
    return {
        "incident": id,
        "claims": [claim_json(ledger.claim(claim)) for claim in incident.claims],
        "comparison": json.loads(json.dumps(asdict(comparison), default=str)),
        "links": [asdict(link) for link in incident.links],
        "decisions": [_decision_json(d) for d in ledger.decisions(incident.claims)],
    }


JSON: dict[str, Callable[[Ledger, str], dict[str, Any]]] = {
    "document": _document_json, "claim": _claim_json, "incident": _incident_json,
}  # fmt: skip
"""Kind of thing to what tells it as plain values."""


def show(ledger: Ledger, kind: str, id: str, out: TextIO, *, why: bool = False) -> None:
    """Write a document, claim or incident for people. ``why``: with the reasons of an incident's links."""
    if kind == "document":
        FORMATS["table"]([ledger.reading(id)], out)
        lines = _versions(ledger, id)
    elif kind == "claim":
        listed = ledger.claim(id)
        FORMATS["table"]([listed.reading], out)
        lines = _judgements(ledger, listed)
    else:
        lines = _incident(ledger, id, why)
    for line in lines:
        out.write(wording.show_hidden(line) + "\n")


def _versions(ledger: Ledger, id: str) -> Iterator[str]:
    versions = ledger.versions(id)
    if len(versions) > 1:
        for version in versions:
            state = "listed" if version.current else "superseded"
            yield f"version {version.number}: {version.document}, {state}, added {version.added}"
    for kept in ledger.kept_readings(id):
        state = "listed" if kept.current else "superseded"
        claims = wording.count_words(kept.claims, "claim")
        yield f"read by sayso {' · '.join(kept.read_by)}: {claims}, {state}, {kept.at}"


def _judgements(ledger: Ledger, listed: Listed) -> Iterator[str]:
    yield f"claim {listed.claim.id} of document {listed.document.id}" + (
        f", incident {listed.incident}" if listed.incident else ""
    )
    if not listed.current:
        yield "superseded: a later reading or version of the document is listed in its place"
    for decision in ledger.decisions([listed.claim.id]):
        yield _decision_line(decision)


def _decision_line(decision: Decision) -> str:
    what = f"{decision.kind} {decision.field} = {decision.value}" if decision.field else decision.kind
    more = f" with {', '.join(decision.claims)}" if len(decision.claims) > 1 else ""
    return f"{decision.at:%Y-%m-%d} {decision.by}: {what}{more} ({wording.visible(decision.reason)})"


def _decision_json(decision: Decision) -> dict[str, Any]:
    told = asdict(decision)
    told.update(
        claims=list(decision.claims), at=decision.at.isoformat(),
        value=None if decision.value is None else json.loads(decision.value),
    )  # fmt: skip
    return told


def _incident(ledger: Ledger, id: str, why: bool) -> Iterator[str]:
    incident, comparison = compared(ledger, id)
    listed = {claim: ledger.claim(claim) for claim in incident.claims}
    documents = {one.document.id for one in listed.values()}
    counts = (wording.count_words(len(listed), "claim"), wording.count_words(len(documents), "report"),
              wording.count_words(len(comparison.origins), "independent origin"))  # fmt: skip
    yield f"incident {id}: {', '.join(counts)}"
    yield ""
    for field in comparison.fields:
        values = "; ".join(f"{wording.visible(said.value)} ({len(said.claims)})" for said in field.values)
        silent = f"; {len(field.silent)} silent" if field.silent and field.values else ""
        yield f"  {field.name:8} {field.verdict:7} {values}{silent}".rstrip()
    for series in comparison.figures:
        span = range_words(series.low, series.high, "exact") if series.low is not None else ""
        state = ", contested" if series.contested else ""
        yield f"  {series.measure} {series.unit}: {span}{state}"
        for point in series.points:
            day = point.day.isoformat() if point.day else "day unknown"
            amount = range_words(point.low, point.high, point.bound)
            yield f"      {day:11}  {amount:>14}  {point.move:8} {wording.visible(point.source)}"
    for blame in comparison.blame:
        verb = "denies that it was" if blame.denied else "says that it was"
        yield f"  {wording.visible(blame.source)} ({blame.standing}) {verb} {wording.visible(blame.actor)}"
    yield ""
    standings = dict(comparison.standings)
    for one in sorted(listed.values(), key=lambda one: (one.document.id, one.claim.trigger.start)):
        yield from _side(one, standings.get(one.claim.id, ""))
    yield f"{wording.READ_BY_MACHINE}"
    for decision in ledger.decisions(incident.claims):
        yield _decision_line(decision)
    if why:
        yield from _why(incident)


def _side(one: Listed, standing: str) -> Iterator[str]:
    claim = one.claim
    mark = " [rejected]" if one.rejected else ""
    told = f", the {standing} side" if standing in ("acting", "suffering") else ""
    told = told or (f", a {standing} party" if standing == "third" else "")
    yield f"{claim.id}  {claim.status} · {wording.what_words(claim)}{mark}"
    yield f"    {wording.saying_words(claim)} {' → '.join(chain_of(one))}{told}"
    yield f"    │ {wording.visible(one.words)}"
    yield ""


def _why(incident: Incident) -> Iterator[str]:
    yield ""
    if not incident.links:
        yield "no links: one report alone tells of it"
    for link in incident.links:
        yield f"{link.left} – {link.right}: {link.score:+.2f}"
        for feature in link.features:
            yield f"    {feature.weight:+6.2f}  {feature.name}: {wording.visible(feature.value)}"

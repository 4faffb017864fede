"""One thing of a ledger with its words, for people and as plain values: a document, a claim or an incident."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TextIO

from sayso import wording
from sayso.exports.contract import reading_to_dict
from sayso.model import Comparison, Decision, Document, Incident
from sayso.present.ledger import chain_of
from sayso.present.listing import range_words
from sayso.present.table import write as write_table
from sayso.service.asking import ShownClaim, ShownDocument, ShownIncident
from sayso.service.records import claim_json, decision_json, plain
from sayso.store.records import Kept, Listed

Shown = ShownDocument | ShownClaim | ShownIncident


def to_dict(shown: Shown) -> dict[str, Any]:
    """Everything about it as plain values."""
    if isinstance(shown, ShownDocument):
        readings = [{**kept.read_by._asdict(), **_state(kept), "claims": kept.claims} for kept in shown.readings]
        return {
            **reading_to_dict(shown.reading), "added": list(map(claim_json, shown.added)),
            "versions": list(map(plain, shown.versions)), "readings": readings,
        }  # fmt: skip
    decisions = list(map(decision_json, shown.decisions))
    if isinstance(shown, ShownClaim):
        return {**claim_json(shown.listed), "decisions": decisions}
    return {
        "incident": shown.incident.id,
        "former": list(shown.former),
        "reports": list(map(_report, documents_of(shown))),
        "claims": list(map(claim_json, shown.claims)),
        "comparison": plain(shown.comparison),
        "links": list(map(plain, shown.incident.links)),
        "decisions": decisions,
    }


def documents_of(shown: ShownIncident) -> list[Document]:
    """The reports that tell of an incident, by day of publication; those without one come last."""
    found = {one.document.id: one.document for one in shown.claims}
    return sorted(found.values(), key=lambda d: (d.published or date.max, d.id))


def _report(document: Document) -> dict[str, Any]:
    day = document.published.isoformat() if document.published else None
    return {
        "document": document.id, "outlet": document.outlet, "published": day, "title": document.title,
        "url": document.url, "path": document.path,
    }  # fmt: skip


def _state(kept: Kept) -> dict[str, Any]:
    return {"current": kept.current, "at": kept.at}


def write(shown: Shown, out: TextIO, *, why: bool = False) -> None:
    """Write it for people. ``why``: with the reasons of an incident's links."""
    if isinstance(shown, ShownIncident):
        lines = _incident(shown, why)
    else:
        write_table([shown.reading if isinstance(shown, ShownDocument) else shown.listed.reading], out)
        lines = _document(shown) if isinstance(shown, ShownDocument) else _claim(shown)
    for line in lines:
        out.write(wording.show_hidden(line) + "\n")


def _document(shown: ShownDocument) -> Iterator[str]:
    for added in shown.added:
        yield f"added by {wording.visible(added.added_by or '')}, not read by machine:"
        yield from _side(added, "")
    if len(shown.versions) > 1:
        for version in shown.versions:
            state = "listed" if version.current else "superseded"
            yield f"version {version.number}: {version.document}, {state}, added {version.added}"
    for kept in shown.readings:
        state = "listed" if kept.current else "superseded"
        claims = wording.count_words(kept.claims, "claim")
        yield f"read by sayso {' · '.join(kept.read_by)}: {claims}, {state}, {kept.at}"


def _claim(shown: ShownClaim) -> Iterator[str]:
    listed = shown.listed
    incident = f", incident {listed.incident}" if listed.incident else ""
    yield f"claim {listed.claim.id} of document {listed.document.id}{incident}"
    if listed.added_by:
        yield f"added by {wording.visible(listed.added_by)}, not read by machine"
    if listed.edits:
        yield f"as read by machine: {listed.read.status} · {wording.what_words(listed.read)}"
    if not listed.current:
        yield "superseded: a later reading or version of the document is listed in its place"
    yield from map(decision_line, shown.decisions)


def decision_line(decision: Decision) -> str:
    """A decision on one line, its id at the end."""
    what = wording.decision_words(decision)
    more = f" with {', '.join(decision.claims)}" if len(decision.claims) > 1 else ""
    reason = f"({wording.visible(decision.reason)}) [{decision.id}]"
    return f"{decision.at:%Y-%m-%d} {wording.visible(decision.by)}: {wording.visible(what)}{more} {reason}"


def _incident(shown: ShownIncident, why: bool) -> Iterator[str]:
    documents = documents_of(shown)
    counts = (wording.count_words(len(shown.claims), "claim"), wording.count_words(len(documents), "report"),
              wording.count_words(len(shown.comparison.origins), "independent origin"))  # fmt: skip
    yield f"incident {shown.incident.id}: {', '.join(counts)}"
    if shown.former:
        yield f"answers to {', '.join(shown.former)} as well"
    yield ""
    yield from _comparison(shown.comparison)
    yield ""
    yield "  reports"
    for document in documents:
        day = document.published.isoformat() if document.published else "day unknown"
        title = f"“{document.title}”" if document.title else ""
        told = (document.outlet or "", title, document.url or document.path or "")
        yield f"      {day:11}  {' · '.join(filter(None, map(wording.visible, told)))}  {document.id}"
    yield ""
    standings = dict(shown.comparison.standings)
    for one in sorted(shown.claims, key=lambda one: (one.document.id, one.claim.trigger.start)):
        yield from _side(one, standings.get(one.claim.id, ""))
    yield f"{wording.READ_BY_MACHINE}"
    yield from map(decision_line, shown.decisions)
    if why:
        yield from _why(shown.incident)


def _comparison(comparison: Comparison) -> Iterator[str]:
    for field in comparison.fields:
        values = "; ".join(f"{wording.visible(said.value)} ({len(said.claims)})" for said in field.values)
        silent = f"; {len(field.silent)} silent" if field.silent and field.values else ""
        yield f"  {field.name:8} {field.verdict:7} {values}{silent}".rstrip()
    for series in comparison.figures:
        span = range_words(series.low, series.high, "exact") if series.low is not None else ""
        state = ", contested" if series.contested else ""
        counting = wording.counting_words(series.counting, series.part)
        kind = f"{series.measure} {series.unit} {counting}".rstrip()
        yield f"  {kind}: {span}{state}"
        for point in series.points:
            day = point.day.isoformat() if point.day else "day unknown"
            amount = range_words(point.low, point.high, point.bound)
            yield f"      {day:11}  {amount:>14}  {point.move:8} {wording.visible(point.source)}"
    for blame in comparison.blame:
        verb = "denies that it was" if blame.denied else "says that it was"
        standing = "" if blame.standing == "unknown" else f" ({blame.standing})"
        yield f"  {wording.visible(blame.source)}{standing} {verb} {wording.visible(blame.actor)}"


def _side(one: Listed, standing: str) -> Iterator[str]:
    claim = one.claim
    mark = " [rejected]" if one.rejected else ""
    mark += f" [added by {wording.visible(one.added_by)}]" if one.added_by else ""
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

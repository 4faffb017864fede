"""Listings of a ledger for people: claims, incidents, sources and decisions as cells, figures as bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sayso import wording
from sayso.present.listing import bar, range_words
from sayso.service.reviewing import Look
from sayso.store.records import FigureRow, IncidentRow, Listed, SourceRow

_TITLE = 32
CLAIM_CELLS = ("day", "what", "where", "who says it", "id")
INCIDENT_CELLS = ("days", "what", "where", "claims", "reports", "id")
SOURCE_CELLS = ("claims", "kind", "side", "name")


def claim_cells(listed: Listed) -> tuple[str, ...]:
    """A claim as the cells of a table; see CLAIM_CELLS."""
    claim = listed.claim
    what = wording.what_words(claim)
    if claim.status != "asserted":
        what = f"{wording.STATUS_MARKS[claim.status]} {claim.status}: {what}"
    if listed.edits:
        what += f" [{wording.edits_words(listed.edits)}]"
    if listed.added_by:
        what += f" [added by {listed.added_by}]"
    if listed.rejected:
        what = f"[rejected] {what}"
    where = wording.place_words(claim.place) if claim.place else ""
    return listed.day.isoformat() if listed.day else "", what, where, " → ".join(chain_of(listed)), claim.id


def chain_of(listed: Listed) -> tuple[str, ...]:
    """The chain of sources, ending with the outlet, or with the report's title or file where none is known."""
    document = listed.document
    *names, last = wording.chain(listed.claim, document)
    named = document.title or document.file
    return (*names, f"“{_short(wording.visible(named))}”" if named and not document.outlet else last)


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"


def incident_cells(row: IncidentRow) -> tuple[str, ...]:
    """An incident as the cells of a table; see INCIDENT_CELLS."""
    first, last = (day.isoformat() if day else "" for day in (row.first, row.last))
    days = last if first in (last, "") else f"{first} – {last}"
    where = ", ".join(part for part in (row.place, row.country) if part)
    return days, row.type, where, f"{row.claims:,}", f"{row.documents:,}", row.id


def source_cells(row: SourceRow) -> tuple[str, ...]:
    """A source as the cells of a table; see SOURCE_CELLS."""
    return f"{row.claims:,}", row.kind, row.side or "", row.name


def look_lines(look: Look) -> Iterator[str]:
    """A decision that needs a look, and what stands at its words now."""
    decision = look.decision
    about = f"{look.claim} by {decision.by} ({decision.reason}) [{decision.id}]"
    yield wording.visible(f"{wording.decision_words(decision)}: claim {about}")
    yield f"    {wording.visible(look.why)}"
    for one in look.here:
        yield f"    now there: {one.claim.id}  {one.claim.status} · {wording.what_words(one.claim)}"


def figure_lines(rows: Sequence[FigureRow]) -> Iterator[str]:
    """How figures moved: by measure, unit and what they count, then by who says it, a bar for each."""
    if not rows:
        yield "no figures"
    for kind, by_source in _moves(rows):
        stated = [row for _, of in by_source for row in of]
        numbers = [n for row in stated for n in (row.low, row.high) if n is not None]
        asserted = [n for row in stated if row.status == "asserted" for n in (row.low, row.high) if n is not None]
        span = range_words(min(asserted), max(asserted), "exact") if asserted else "none asserted"
        yield f"{kind}: {span}, by {wording.count_words(len(by_source), 'source')}"
        for who, of in by_source:
            yield f"  {wording.visible(who)}"
            for row in of:
                yield "    " + _figure_line(row, max(numbers, default=0.0))
        yield ""


def _figure_line(row: FigureRow, largest: float) -> str:
    day = row.said.isoformat() if row.said else "day unknown"
    shown = bar(row.high if row.low is None else row.low, largest)
    rest = " → ".join(wording.visible(name) for name in (*row.sources[1:], row.outlet or "") if name)
    mark = wording.STATUS_MARKS[row.status]
    where = wording.visible(row.place or "")
    facts = [f"{mark} {row.status}" if mark else "", where, f"via {rest}" if rest else "", row.claim]
    return f"{day:11}  {range_words(row.low, row.high, row.bound):>16}  {shown:24}  " + " · ".join(filter(None, facts))


def _moves(rows: Iterable[FigureRow]) -> Iterator[tuple[str, list[tuple[str, list[FigureRow]]]]]:
    """Figures by measure, unit and what they count, then by who says it first, each in the order of saying."""
    kinds: dict[str, dict[str, list[FigureRow]]] = {}
    for row in rows:
        who = row.sources[0] if row.sources else (row.outlet or "the report itself")
        kind = f"{row.measure} · {row.unit} {wording.counting_words(row.counting, row.part)}".rstrip()
        kinds.setdefault(kind, {}).setdefault(who, []).append(row)
    for kind in sorted(kinds):
        yield kind, list(kinds[kind].items())

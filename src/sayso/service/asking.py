"""Asking a ledger: places by name, and claims, figures, sources and incidents as plain rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso import wording
from sayso.errors import UsageError
from sayso.exports.contract import claim_to_dict
from sayso.exports.csv_ import COLUMNS
from sayso.exports.csv_ import row as csv_row
from sayso.model.words import fold
from sayso.present.listing import bar, range_words
from sayso.store.sqlite import FigureRow, IncidentRow, Ledger, Listed, SourceRow, Where
from sayso.wording import number

if TYPE_CHECKING:
    from sayso.gazetteer import Gazetteer
    from sayso.gazetteer.entries import Entry

__all__ = [
    "CLAIM_CELLS", "CLAIM_COLUMNS", "INCIDENT_CELLS", "SOURCE_CELLS", "chain_of", "claim_cells", "claim_csv",
    "claim_json", "figure_json", "figure_lines", "incident_cells", "incident_json", "source_cells", "source_json",
    "where_of",
]  # fmt: skip

_MOST = 12
_TITLE = 32
_GENERIC = re.compile(
    r"\s+(?:region|oblast|province|governorate|state|district|division|department|prefecture)$", re.IGNORECASE
)
CLAIM_CELLS = ("day", "what", "where", "who says it", "id")
"""Columns of a listing of claims for people."""
CLAIM_COLUMNS = (*COLUMNS, "incident", "rejected", "edits")
"""Columns of a listing of claims as CSV."""


def where_of(ledger: Ledger, name: str) -> Where:
    """A place to look in, from its name or id: the places of that name, and all that lies in a unit or country of it.

    Of what the gazetteer has under the name, only that counts which the ledger has claims from. Raises UsageError when
    there are none.
    """
    # Most questions name no place, and need not wait for what knows them all.
    from sayso.gazetteer import Gazetteer
    from sayso.mentions.places.output import short_name

    gazetteer = Gazetteer.open()
    words = name.strip()
    names = frozenset({fold(words)}) if ledger.known_places(frozenset({fold(words)}), frozenset()) else frozenset()
    ids: set[str] = set()
    units: set[tuple[str, str]] = set()
    countries: set[str] = set()
    for entry in _entries(gazetteer, words):
        if entry.feature == "country" and entry.country and ledger.knows_unit(entry.country, None):
            countries.add(entry.country)
        elif entry.feature == "admin1" and entry.country and ledger.knows_unit(entry.country, short_name(entry.name)):
            units.add((entry.country, short_name(entry.name)))
        elif ledger.known_places(frozenset(), frozenset({entry.id})):
            ids.add(entry.id)
    if not (names or ids or units or countries):
        raise UsageError(f"no claim in the ledger is placed in {name!r} (see: sayso places find {name})")
    return Where(names=names, ids=frozenset(ids), units=frozenset(units), countries=frozenset(countries))


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


def claim_json(listed: Listed) -> dict[str, Any]:
    """A claim as in the JSON of a reading, with its document in short, its words, its incident, people's decisions."""
    document = listed.document
    return {
        **claim_to_dict(listed.claim, listed.reading),
        "document": {
            "id": document.id, "title": document.title, "outlet": document.outlet, "url": document.url,
            "published": document.published.isoformat() if document.published else None,
        },
        "words": listed.words,
        "incident": listed.incident,
        "rejected": listed.rejected,
        "edits": {field: json.loads(value) for field, value in listed.edits},
    }  # fmt: skip


def claim_csv(listed: Listed) -> dict[str, Any]:
    """A claim as a flat row; see CLAIM_COLUMNS."""
    edits = "; ".join(f"{field}={value}" for field, value in listed.edits)
    return {
        **csv_row(listed.claim, listed.reading),
        "incident": listed.incident, "rejected": "yes" if listed.rejected else "", "edits": edits,
    }  # fmt: skip


def claim_cells(listed: Listed) -> tuple[str, ...]:
    """A claim as the cells of a table for people; see CLAIM_CELLS."""
    claim = listed.claim
    mark = wording.STATUS_MARKS[claim.status]
    what = (
        wording.what_words(claim)
        if claim.status == "asserted"
        else f"{mark} {claim.status}: {wording.what_words(claim)}"
    )
    if listed.edits:
        what += " [" + ", ".join(f"{field} set by a person to {value}" for field, value in listed.edits) + "]"
    if listed.rejected:
        what = f"[rejected] {what}"
    where = wording.place_words(claim.place) if claim.place else ""
    who = " → ".join(chain_of(listed))
    return listed.day.isoformat() if listed.day else "", what, where, who, claim.id


def chain_of(listed: Listed) -> tuple[str, ...]:
    """The chain of sources, ending with the outlet, or with the report's title or file where none is known."""
    document = listed.document
    *names, last = wording.chain(listed.claim, document)
    named = document.title or (Path(document.path).name if document.path else "")
    return (*names, f"“{_short(wording.visible(named))}”" if named and not document.outlet else last)


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"


def source_json(row: SourceRow) -> dict[str, Any]:
    """A source with how many claims name it."""
    return asdict(row)


def figure_json(row: FigureRow) -> dict[str, Any]:
    """A figure with its claim, its chain of sources and its days."""
    told = asdict(row)
    told.update(
        low=number(row.low), high=number(row.high), sources=list(row.sources),
        day=row.day.isoformat() if row.day else None, said=row.said.isoformat() if row.said else None,
    )  # fmt: skip
    return told


def incident_json(row: IncidentRow) -> dict[str, Any]:
    """An incident in short."""
    told = asdict(row)
    told.update(first=row.first.isoformat() if row.first else None, last=row.last.isoformat() if row.last else None)
    return told


INCIDENT_CELLS = ("days", "what", "where", "claims", "reports", "id")
"""Columns of a listing of incidents for people."""
SOURCE_CELLS = ("claims", "kind", "side", "name")
"""Columns of a listing of sources for people."""


def incident_cells(row: IncidentRow) -> tuple[str, ...]:
    """An incident as the cells of a table for people; see INCIDENT_CELLS."""
    first, last = (day.isoformat() if day else "" for day in (row.first, row.last))
    days = last if first in (last, "") else f"{first} – {last}"
    where = ", ".join(part for part in (row.place, row.country) if part)
    return days, row.type, where, f"{row.claims:,}", f"{row.documents:,}", row.id


def source_cells(row: SourceRow) -> tuple[str, ...]:
    """A source as the cells of a table for people; see SOURCE_CELLS."""
    return f"{row.claims:,}", row.kind, row.side or "", row.name


def figure_lines(rows: Sequence[FigureRow]) -> Iterator[str]:
    """How figures moved, for people: by measure and unit, then by who says it, a bar for each."""
    if not rows:
        yield "no figures"
    for measure, unit, by_source in _moves(rows):
        stated = [row for _, of in by_source for row in of]
        numbers = [n for row in stated for n in (row.low, row.high) if n is not None]
        asserted = [n for row in stated if row.status == "asserted" for n in (row.low, row.high) if n is not None]
        span = range_words(min(asserted), max(asserted), "exact") if asserted else "none asserted"
        yield f"{measure} · {unit}: {span}, by {wording.count_words(len(by_source), 'source')}"
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


def _moves(rows: Iterable[FigureRow]) -> Iterator[tuple[str, str, list[tuple[str, list[FigureRow]]]]]:
    """Figures by measure and unit, then by who says it first, each in the order of saying."""
    kinds: dict[tuple[str, str], dict[str, list[FigureRow]]] = {}
    for row in rows:
        who = row.sources[0] if row.sources else (row.outlet or "the report itself")
        kinds.setdefault((row.measure, row.unit), {}).setdefault(who, []).append(row)
    for measure, unit in sorted(kinds):
        yield measure, unit, list(kinds[measure, unit].items())

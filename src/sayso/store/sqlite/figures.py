"""Figures as rows: what number a claim gives, with what people left of the claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sayso.model import Claim
from sayso.model.edits import Edits, edited
from sayso.store.records import FigureRow
from sayso.store.sqlite.connection import Connection, day_number, day_of
from sayso.store.sqlite.decisions import Decisions
from sayso.store.sqlite.rows import text_of

FIGURE = "c.n, f.n, f.measure, f.unit, f.low, f.high, f.bound, f.counting, f.part"
"""What ``Figures.made`` takes: columns of the tables ``claims`` as ``c`` and ``figures`` as ``f``."""


class Figures:
    """What makes rows of figures of what the tables hold."""

    def __init__(self, db: Connection, decisions: Decisions) -> None:
        self._db, self._decisions = db, decisions

    def made(self, rows: Sequence[Sequence[Any]]) -> list[FigureRow]:
        """The rows in the order in which they are given."""
        told = self._told({row[0] for row in rows})
        made = []
        for n, _, measure, unit, low, high, bound, counting, part in rows:
            claim, document, outlet, published, last = told[n]
            said = claim.attribution and (claim.attribution.said_latest or claim.attribution.said_earliest)
            made.append(
                FigureRow(
                    claim=claim.id, document=document, outlet=outlet, type=claim.type, status=claim.status,
                    measure=measure, unit=unit, low=low, high=high, bound=bound, counting=counting,
                    part=bool(part), day=day_of(last),
                    said=said or day_of(published), place=claim.place.place.name if claim.place else None,
                    sources=tuple(s.name for s in claim.sources),
                )
            )  # fmt: skip
        return made

    def _told(self, rows: Iterable[int]) -> dict[int, tuple[Claim, str, str | None, int, int]]:
        """Row of a claim to the claim as people left it, its document, the outlet, the days of both."""
        found = self._db.among(
            "SELECT c.n, c.id, c.told, c.document, d.id, d.outlet, d.published, c.last FROM claims c"
            " JOIN documents d ON d.n = c.document WHERE c.n IN ({})", rows,
        )  # fmt: skip
        edits = self._decisions.edits({row[1] for row in found})
        return {n: (self._edited(told, edits.get(id, ()), document), *rest) for n, id, told, document, *rest in found}

    def _edited(self, told: bytes, edits: Edits, document: int) -> Claim:
        claim = self._db.unpacked(Claim, told)
        return edited(claim, edits, text_of(self._db, document)) if edits else claim


def in_order(rows: list[FigureRow]) -> list[FigureRow]:
    """In the order of saying."""
    return sorted(rows, key=lambda row: (day_number(row.said), day_number(row.day), row.claim))

"""A ledger that is told a line a day, by one outlet or another: for what hangs on who said what when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter
from tests.store.making import LineReader

BY = By("A. Coder", "the same market", datetime(2026, 2, 1, tzinfo=UTC))


class Told:
    """A ledger that is told one line a day, each by another outlet."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ledger = folder, Ledger(folder / "a.db", create=True)
        self.number = 0

    def say(self, day: int, *lines: str, outlet: str = "Wire") -> list[str]:
        """The ids of the claims."""
        self.number += 1
        path = self.folder / f"{self.number}.txt"
        path.write_text(f"Report {self.number}\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        self.ledger.add([path], LineReader(), published=date(2025, 3, day), outlet=outlet)
        document = self.ledger.store.documents.listed()[-1]
        return [one.claim.id for one in self.ledger.claims(Filter(document=document))]

    def join(self, *claims: str) -> None:
        """Let them be of one incident."""
        self.ledger.decide("merge", claims, BY)

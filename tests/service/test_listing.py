"""Pages of sources and figures hold what the unpaged lists hold, each row once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import UsageError
from sayso.model import Decision
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.service.listing import figure_page, source_page
from sayso.service.reading import Reader
from sayso.service.records import decision_json
from sayso.store.filters import Filter

ROOT = Path(__file__).parents[2]
FILTERS = [
    Filter(), Filter(types=("casualties",)), Filter(measure="killed"), Filter(source="ministry"),
    Filter(statuses=("denied",)), Filter(text="killed"), Filter(rejected=True), Filter(min_confidence=0.7),
]  # fmt: skip


@pytest.fixture(scope="module")
def ledger(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Ledger(tmp_path_factory.mktemp("listing") / "a.db", create=True) as made:
        made.add(sorted((ROOT / "examples").rglob("*.txt")), reader)
        claims = list(made.claims())
        counted = next(one for one in claims if len(one.claim.figures) > 1)
        made.decide("reject", [claims[0].claim.id], By("Ana", "no"))
        made.decide("edit", [counted.claim.id], By("Ana", "r"), field="figures", value="killed 3")
        yield made


def whole(page: Callable[..., Any], ledger: Ledger, filter: Filter, limit: int) -> list[Any]:
    rows: list[Any] = []
    after = None
    while True:
        found = page(ledger.store, filter, limit=limit, after=after)
        assert len(found.rows) <= limit
        rows += found.rows
        after = found.next
        if after is None:
            assert len(rows) == found.total
            return rows
        assert len(found.rows) == limit


@pytest.mark.parametrize("filter", FILTERS, ids=str)
@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_every_row_once(ledger: Ledger, filter: Filter, limit: int) -> None:
    assert Counter(whole(figure_page, ledger, filter, limit)) == Counter(ledger.figures(filter))
    assert Counter(whole(source_page, ledger, filter, limit)) == Counter(ledger.sources(filter))


def test_the_order(ledger: Ledger) -> None:
    sources = [one.claims for one in whole(source_page, ledger, Filter(), 5)]
    assert sources == sorted(sources, reverse=True)
    days = [one.day.toordinal() if one.day else 0 for one in whole(figure_page, ledger, Filter(), 5)]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJkYXkiLDEsIiJd", ""])
def test_a_cursor_that_is_none_is_refused(ledger: Ledger, cursor: str) -> None:
    for page in (figure_page, source_page):
        if cursor:
            with pytest.raises(UsageError):
                page(ledger.store, Filter(), after=cursor)
        with pytest.raises(UsageError):
            page(ledger.store, Filter(), limit=0)


@pytest.mark.parametrize(
    "wrong", [{"types": ("shellng",)}, {"types": "shelling"}, {"statuses": ("true",)}, {"measure": "slain"}]
)
def test_a_filter_by_a_word_that_is_none_is_refused_and_not_answered_with_nothing(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"valid:|give a tuple"):
        Filter(**wrong)


def test_a_decision_as_json_holds_what_it_sets_as_a_value() -> None:
    made = Decision(id="d", kind="edit", claims=("c",), by="Ann", reason="so", at=datetime(2025, 3, 9, tzinfo=UTC))
    assert decision_json(made)["value"] is None
    assert decision_json(replace(made, value='["war"]'))["value"] == ["war"]

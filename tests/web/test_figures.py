"""Figures on the page: from the menu to one number in one place in three clicks; the same rows as CSV."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.service.ledger import Ledger
from web.conftest import Served, Visit
from web.test_sources import checked


def test_displacement_in_one_place_takes_three_clicks(chromium: Any, served: Served) -> None:
    """An information manager's question, asked without scripts."""
    visit = Visit(chromium, served, java_script_enabled=False)
    visit.page.goto("/")
    visit.page.get_by_role("link", name="Figures").click()
    visit.page.get_by_role("link", name="displaced").click()
    visit.page.locator("#places + .scroll a[href*='place=']").first.click()
    assert "measure=displaced" in visit.page.url
    assert "place=" in visit.page.url
    assert visit.page.locator("#found td.number a[href^='/claims/']").count() > 0
    visit.close()


def test_csv_has_the_rows_of_the_filter(client: TestClient, ledger_path: Any) -> None:
    answer = client.get("/figures.csv?measure=killed&status=asserted")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    with Ledger(ledger_path) as ledger:
        figures = ledger.figures(ledger.filter(measure="killed", statuses=("asserted",)))
    assert sorted(row["claim"] for row in rows) == sorted(figure.claim for figure in figures)
    assert {row["measure"] for row in rows} == {"killed"}
    assert all(row["quote"] for row in rows)


def test_as_of_a_day(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/figures.csv?measure=killed").text)))
    days = sorted(row["said"] for row in rows if row["said"])
    middle = days[len(days) // 2]
    then = list(csv.DictReader(io.StringIO(client.get(f"/figures.csv?measure=killed&asof={middle}").text)))
    assert sorted(row["said"] for row in then) == [day for day in days if day <= middle]
    page = client.get(f"/figures?measure=killed&asof={middle}")
    assert "had been said by" in page.text


def test_a_day_that_is_none_is_told_in_the_bar(client: TestClient) -> None:
    answer = client.get("/figures?measure=killed&asof=2024-02-31")
    assert answer.status_code == 400
    assert "2024-02-31" in answer.text


@pytest.mark.parametrize("address", ["/figures", "/figures?measure=killed", "/figures?measure=killed&place=Ukraine"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_looks(chromium: Any, served: Served, scheme: str, width: int, address: str) -> None:
    visit = Visit(chromium, served, color_scheme=scheme, viewport={"width": width, "height": 800})
    visit.page.goto(address)
    checked(visit)
    visit.close()

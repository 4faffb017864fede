"""Figures on the page: from the menu to one number in one place in three clicks; the same rows as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.service.ledger import Ledger
from tests.store.telling import BY, Told
from tests.web.conftest import Served, Visit
from tests.web.test_sources import checked


def test_displacement_in_one_place_takes_three_clicks(chromium: Any, served: Served) -> None:
    """An information manager's question, asked without scripts."""
    visit = Visit(chromium, served, java_script_enabled=False)
    visit.page.goto("/")
    visit.page.get_by_role("link", name="Figures").click()
    visit.page.get_by_role("link", name="displaced").click()
    visit.page.locator("#places + .scroll a[href*='place=']").first.click()
    assert "measure=displaced" in visit.page.url
    assert "place=" in visit.page.url
    visit.page.locator("#found td a[href^='/claims/']").first.wait_for()
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
    saved = client.get(f"/figures.csv?measure=killed&asof={middle}")
    assert f'"sayso-figures-killed-as-of-{middle}.csv"' in saved.headers["content-disposition"]
    then = list(csv.DictReader(io.StringIO(saved.text)))
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


def test_with_scripts_parts_are_swapped_and_back_works(visit: Visit) -> None:
    page = visit.page
    page.goto("/figures")
    page.get_by_role("link", name="killed").click()
    page.locator("#places").wait_for()
    assert "measure=killed" in page.url
    page.locator("#places + .scroll a[href*='place=']").first.click()
    page.wait_for_url("**place=*")
    page.go_back()
    page.locator("#places").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Which figure?").wait_for()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "filter-text"


def test_a_chart_is_drawn_from_the_same_figures_as_the_table(chromium: Any, tmp_path: Path) -> None:
    """Sources with hostile names, in one place, of which one moves and two cannot both hold."""
    told = Told(tmp_path)
    for day, who, number in ((10, "Red_Cross", 100), (11, "<script>alert(1)</script>", 300), (12, "Red_Cross", 150)):
        [claim] = told.say(day, f"displacement asserted Goma - {who} says that people left the town in week {day}")
        figure = {"measure": "displaced", "unit": "people", "low": number, "high": number, "bound": "exact",
                  "counting": "stock"}  # fmt: skip
        told.ledger.decide("edit", [claim], BY, field="figures", value=[figure])
    told.ledger.close()
    server = Served(tmp_path / "a.db")
    visit = Visit(chromium, server)
    visit.page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    visit.page.goto("/figures?measure=displaced&place=Goma")
    visit.page.locator("[data-island=chart][data-state=ready] svg a").first.wait_for()
    assert visit.page.locator("[data-island=chart] svg a").count() == 3
    assert visit.page.get_by_text("from 100").count() > 0
    assert visit.page.locator("h3 ~ p .mark.differs").count() == 1
    checked(visit)
    visit.page.goto("/sources")
    visit.page.locator("th a", has_text="<script>").click()
    visit.page.wait_for_url("**/sources/**script**")
    assert visit.page.locator("h1").inner_text() == "<script>alert(1)</script>"
    checked(visit)
    visit.close()
    server.stop()

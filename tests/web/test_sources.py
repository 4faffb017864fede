"""Sources: the list, a profile, links between them and the claims; the grade that a person gives."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from starlette.testclient import TestClient

from sayso.service.ledger import Ledger
from tests.web.conftest import Served, Visit


def test_a_profile_leads_to_its_claims_and_back(client: TestClient) -> None:
    page = client.get("/sources").text
    assert "/sources/residents%7Cwitness%7C" in page or "/sources/residents|witness|" in page
    answer = client.get("/sources/residents|witness|")
    assert answer.status_code == 200
    assert "source=%3Dresidents%7Cwitness%7C" in answer.text


def test_the_list_follows_the_filter(client: TestClient, ledger_path: Any) -> None:
    with Ledger(ledger_path) as ledger:
        names = {row.name for row in ledger.sources(ledger.filter(types=("shelling",)))}
        others = {row.name for row in ledger.sources()} - names
    page = client.get("/sources?type=shelling").text
    assert names
    assert all(quote(name) in page for name in names)
    assert not any(f"/sources/{quote(name)}|" in page for name in others)


def test_a_source_that_is_not_there(client: TestClient) -> None:
    assert client.get("/sources/nobody|witness|").status_code == 404


def test_a_partial_answer_is_only_what_changes(client: TestClient) -> None:
    page = client.get("/sources?type=shelling", headers={"HX-Request": "true", "HX-Request-Type": "partial"}).text
    assert "<html" not in page
    assert page.count('id="found"') == 1


def test_a_filter_that_makes_no_sense_is_told_in_the_bar(client: TestClient) -> None:
    answer = client.get("/sources?until=2024-13-01")
    assert answer.status_code == 400
    assert "2024-13-01" in answer.text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_looks(chromium: Any, served: Served, scheme: str, width: int) -> None:
    visit = Visit(chromium, served, color_scheme=scheme, viewport={"width": width, "height": 800})
    visit.page.goto("/sources")
    checked(visit)
    visit.page.locator("#found tbody a").first.click()
    visit.page.wait_for_url("**/sources/*")
    checked(visit)
    visit.close()


def checked(visit: Visit) -> None:
    """No fault that a machine can find, nothing wider than the screen."""
    found = Axe().run(visit.page).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found] == []
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not visit.page.evaluate(wide), "it scrolls sideways"


def test_a_grade_is_recorded_with_its_grader(visit: Visit) -> None:
    page = visit.page
    page.goto("/sources/residents|witness|")
    page.locator("#grade-value").select_option("B")
    page.locator("#grade-reason").fill("they were there")
    if page.locator("#grade-name").count():
        page.locator("#grade-name").fill("A. Coder")
    page.get_by_role("button", name="Record the grade").click()
    page.wait_for_url("**/sources/residents*")
    page.locator("#grade .bullets").wait_for()
    told = page.locator("#grade .bullets").inner_text()
    assert "B" in told
    assert "A. Coder" in told
    assert "they were there" in told
    page.goto("/sources")
    assert page.locator("tr", has_text="residents").first.locator("td").nth(2).inner_text() == "B"

"""The overview: lists, counts, map and time line under one filter, with and without a browser that runs scripts."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from starlette.testclient import TestClient

from sayso.service.ledger import Ledger
from sayso.web import Settings, create_app
from tests.web.conftest import Served, Visit

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def counts(page: str) -> dict[str, int]:
    """What the tabs say: how many incidents, claims and reports."""
    found = re.findall(r">(Incidents|Claims|Reports) <span class=\"count\">([\d,]+)</span>", page)
    return {name: int(number.replace(",", "")) for name, number in found}


def rows(page: str) -> list[str]:
    return re.findall(r"<tr role=\"row\" data-row.*?</tr>", page, re.DOTALL)


def ids(page: str) -> list[str]:
    return re.findall(r'data-incident="([^"]+)"', page)


def test_counts_are_those_of_the_ledger(client: TestClient, ledger_path: Path) -> None:
    with Ledger(ledger_path) as ledger:
        everything = list(ledger.claims())
        denied = list(ledger.claims(ledger.filter(statuses=("denied",))))
    told = counts(client.get("/").text)
    assert told["Claims"] == len(everything)
    assert told["Incidents"] == len({one.incident for one in everything})
    page = client.get("/?status=denied&show=claims").text
    assert counts(page)["Claims"] == len(denied)
    assert len(rows(page)) == min(50, len(denied))


@pytest.mark.parametrize("part", ["undated", "unlocated"])
def test_what_is_on_no_map_and_no_time_line_is_listed_too(client: TestClient, ledger_path: Path, part: str) -> None:
    with Ledger(ledger_path) as ledger:
        missing = {
            "undated": [one for one in ledger.claims() if one.day is None],
            "unlocated": [one for one in ledger.claims() if one.claim.place is None or one.claim.place.lat is None],
        }[part]
    assert missing
    page = client.get("/").text
    link = re.search(rf'<a href="([^"]*{part}=1[^"]*)"[^>]*>([\d,]+) claims', page)
    assert link
    assert int(link[2].replace(",", "")) == len(missing)
    listed = client.get(unescape(link[1])).text
    assert counts(listed)["Claims"] == len(missing)
    assert rows(listed)


def test_every_incident_is_on_one_page_of_the_list(client: TestClient) -> None:
    seen: list[str] = []
    address: str | None = "/"
    while address:
        page = client.get(address).text
        seen += ids(page)
        found = re.search(r'<a href="([^"]+)"[^>]*rel="next"', page)
        address = unescape(found[1]) if found else None
    assert len(seen) == len(set(seen)) == counts(client.get("/").text)["Incidents"]


def test_sorted_by_claims(client: TestClient) -> None:
    page = client.get("/?sort=claims").text
    numbers = [int(n) for n in re.findall(r'data-label="claims?">(\d+)', page)]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > 1


SENSELESS = ("since=tomorrowish", "type=picnic", "near=1,2", "min_confidence=7", "show=x", "sort=x", "rejected=perhaps",
             "place=Nowhereville", "cursor=nonsense")  # fmt: skip


@pytest.mark.parametrize("query", SENSELESS)
def test_a_filter_that_makes_no_sense_is_told_beside_what_was_typed(client: TestClient, query: str) -> None:
    page = client.get(f"/?{query}")
    assert page.status_code == 400
    assert 'role="alert"' in page.text
    if not query.startswith(("cursor", "show", "sort", "rejected")):
        assert query.split("=")[1] in page.text


def test_an_incident_that_is_not_there(client: TestClient) -> None:
    assert client.get("/?incident=zz").status_code == 404


def test_where_nothing_matches_it_says_what_keeps_it_out(client: TestClient) -> None:
    page = client.get("/?text=zzzunheardof&status=denied").text
    assert "Nothing matches" in page
    assert "status=denied" in page
    denied = counts(client.get("/?status=denied").text)["Claims"]
    assert f"{denied} claims" in page, "what matches without the words"


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    Ledger(tmp_path / "a.db", create=True).close()
    with TestClient(create_app(Settings(ledger=tmp_path / "a.db")), base_url="http://localhost:8321") as client:
        page = client.get("/")
    assert page.status_code == 200
    assert "/add" in page.text
    assert "sayso ledger add" in page.text


def test_a_partial_answer_is_what_changes_alone(client: TestClient) -> None:
    page = client.get("/?type=shelling", headers=PARTIAL)
    assert page.text.lstrip().startswith('<div id="found">')
    assert "hx-swap-oob" in page.text
    assert "<html" not in page.text
    assert page.headers["vary"] == "HX-Request-Type, Accept-Encoding"


def test_places_and_days_are_lists_too(client: TestClient) -> None:
    places = client.get("/?show=places").text
    assert "somewhere in the province" in places
    assert "near=" in places
    days = client.get("/?show=days").text
    assert re.search(r"since=\d{4}-\d\d-\d\d&amp;until=", days)


def test_words_of_reports_stay_words(ledger_path: Path, tmp_path: Path, reader: Any) -> None:
    """A title and a sentence full of mark-up and marks that turn text around."""
    hostile = tmp_path / "x.txt"
    hostile.write_text(
        "<script>alert(1)</script> killed \u202etwelve\n\nTULKAREM, March 3, 2025 — "
        "Police said <img src=x onerror=alert(1)> shelling killed 12 people in Tulkarem on Monday.\n"
    )
    with Ledger(ledger_path) as ledger:
        ledger.add([hostile], reader)
    with TestClient(create_app(Settings(ledger=ledger_path)), base_url="http://localhost:8321") as client:
        for show in ("incidents", "claims", "reports"):
            page = client.get(f"/?show={show}&text=tulkarem").text
            assert rows(page)
            assert "<script>alert" not in page
            assert "<img" not in page
            assert "\u202e" not in page


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_strange_host_is_refused(client: TestClient, host: str) -> None:
    """DNS rebinding: a page elsewhere lets its own name point at this machine."""
    assert client.get("/", headers={"host": host}).status_code == 400


def test_without_scripts(chromium: Any, served: Served) -> None:
    """The whole way by links and forms: filter, list, next page, a part taken out."""
    visit = Visit(chromium, served, java_script_enabled=False)
    page = visit.page
    page.goto("/")
    everything = counts(page.content())["Claims"]
    page.get_by_label("Words").fill("killed")
    page.get_by_role("button", name="Apply").click()
    assert "text=killed" in page.url
    assert 0 < counts(page.content())["Claims"] < everything
    page.get_by_role("navigation", name="Lists").get_by_role("link", name="Claims").click()
    assert page.locator("tr[data-row] b").count() > 3
    page.get_by_role("link", name="Words: killed").click()
    assert "text=" not in page.url
    assert "show=claims" in page.url
    page.get_by_role("link", name="Next").click()
    assert "cursor=" in page.url
    visit.close()


def found(page: Any) -> None:
    """Wait until the list is that of the address."""
    expect(page.locator("#found:not([aria-busy])")).to_be_attached()


def test_choosing_swaps_the_list_and_keeps_the_address_in_step(visit: Visit) -> None:
    page = visit.page
    page.goto("/")
    everything = counts(page.content())
    page.evaluate("window.stayed = true")
    page.locator(".facets").get_by_role("link", name="casualties").click()
    page.wait_for_url(re.compile(r"\?type=casualties"))
    found(page)
    some = counts(page.content())
    assert 0 < some["Claims"] < everything["Claims"]
    assert page.locator(".chips").get_by_text("Type: casualties").is_visible()
    page.get_by_role("navigation", name="Lists").get_by_role("link", name="Reports").click()
    page.wait_for_url(re.compile(r"\?type=casualties&show=reports"))
    page.locator("#filter-text").fill("killed")
    page.locator("#filter-text").press("Enter")
    page.wait_for_url(re.compile(r"text=killed"))
    found(page)
    assert counts(page.content())["Claims"] < some["Claims"]
    assert "show=reports" in page.url
    assert page.evaluate("window.stayed"), "the page was never loaded anew"


def test_back_and_forward(visit: Visit) -> None:
    page = visit.page
    page.goto("/?show=claims")
    everything = counts(page.content())["Claims"]
    page.locator(".facets").get_by_role("link", name="denied").click()
    page.wait_for_url(re.compile(r"status=denied"))
    found(page)
    denied = counts(page.content())["Claims"]
    page.go_back()
    expect(page.locator(".tabs [aria-current] .count")).to_have_text(f"{everything:,}")
    assert page.locator(".chips").count() == 0
    page.go_forward()
    expect(page.locator(".tabs [aria-current] .count")).to_have_text(f"{denied:,}")
    assert page.locator(".chips").get_by_text("Status: denied").is_visible()


def test_by_the_keyboard(visit: Visit) -> None:
    page = visit.page
    page.goto("/")
    page.wait_for_selector("html.scripted")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "filter-text"
    page.keyboard.type("killed")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"text=killed"))
    found(page)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('tr').matches('tr:nth-child(2)')")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"incidents/"))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_nothing_stands_in_the_way_of_anybody(chromium: Any, served: Served, scheme: str, width: int) -> None:
    """Axe finds no violation, and nothing is wider than the screen."""
    visit = Visit(chromium, served, color_scheme=scheme, viewport={"width": width, "height": 800})
    for path in ("/", "/?show=claims&type=shelling&near=50,36,900", "/?show=places", "/?text=zzz", "/?since=never"):
        visit.page.goto(path)
        visit.page.wait_for_load_state("networkidle")
        told = Axe().run(visit.page)
        assert told.violations_count == 0, f"{path}: {told.generate_report()}"
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
    visit.complaints = [text for text in visit.complaints if "400" not in text]  # of the filter that makes no sense
    visit.close()


def test_words_that_no_claim_has_are_found_in_reports(ledger_path: Path, tmp_path: Path, reader: Any) -> None:
    told = tmp_path / "x.txt"
    told.write_text(
        "<b>Quinces</b> are cheap\n\nTULKAREM, March 3, 2025 — Quinces were sold at the market at half the price.\n\n"
        "Police said that shelling killed 12 people in Tulkarem on Monday.\n"
    )
    with Ledger(ledger_path) as ledger:
        ledger.add([told], reader)
    with TestClient(create_app(Settings(ledger=ledger_path)), base_url="http://localhost:8321") as client:
        page = client.get("/?text=quinces%20half").text
        assert "Nothing matches" in page
        assert "Reports with these words anywhere" in page
        assert "<mark>Quinces</mark>" in page
        assert "<b>Quinces" not in page
        assert "anywhere" not in client.get("/?show=reports").text

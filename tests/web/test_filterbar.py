"""The filter bar: the query string as a filter, what is set as chips, the same bar on several screens."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from playwright.sync_api import expect
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from sayso.errors import UsageError
from sayso.web.filters import PARTS, Asked, is_on
from tests.web.conftest import Served, Visit

EVERYTHING = (
    "text=killed&since=2024-01-01&until=2025-12-31&place=Ukraine&near=50,36,900&type=shelling&type=siege&status=denied"
    "&measure=killed&actor=army&target=town&source=mayor&min_confidence=0.5&rejected=1&undated=0&unlocated=0"
)


def asked(query: str) -> Asked:
    return Asked.of(QueryParams(query))


def test_the_query_string_is_kept_whole() -> None:
    told = asked(EVERYTHING + "&sort=reach&show=claims&cursor=abc&else=1")
    again = asked(told.address().partition("?")[2])
    assert again == told
    assert "cursor" not in told.address(), "another filter begins at its first row"
    assert "else" not in told.address()
    assert "sort" not in told.query(), "another screen takes the filter along, and no more"


def test_what_is_told_twice_counts_once() -> None:
    assert asked("type=siege&type=siege&type=&text=%20").told == {"type": ("siege",)}


@pytest.mark.parametrize("value", ["0", "false", "No", "off", ""])
def test_what_is_switched_off_is_not_told(value: str) -> None:
    assert asked(f"rejected={value}").told == {}


def test_what_is_neither_on_nor_off() -> None:
    assert is_on("rejected", "YES")
    with pytest.raises(UsageError, match="perhaps"):
        is_on("rejected", "perhaps")


def test_every_chip_takes_out_itself_alone() -> None:
    told = asked(EVERYTHING)
    chips = list(told.chips("/sources"))
    assert {chip.part for chip in chips} == set(told.told)
    for chip in chips:
        assert chip.address.startswith("/sources?")
        left = asked(chip.address.partition("?")[2])
        rest = {p: tuple(v for v in vs if (p, v) != (chip.part, chip.value)) for p, vs in told.told.items()}
        assert dict(left.told) == {part: values for part, values in rest.items() if values}


def test_a_value_is_put_in_and_taken_out() -> None:
    one = asked("type=siege").toggled("type", "shelling")
    assert one == "/?type=siege&type=shelling"
    assert asked("type=siege&type=shelling").toggled("type", "siege") == "/?type=shelling"
    assert asked("place=UA").toggled("place", "SD") == "/?place=SD", "of what is told once the new one holds"
    assert asked("place=UA").toggled("place", "UA") == "/"


def test_hostile_words_stay_words(client: TestClient) -> None:
    page = client.get('/?text="><script>alert(1)</script>&actor=%E2%80%AEevil&place=%3Cb%3E')
    assert "<script>alert" not in page.text
    assert "\u202e" not in page.text.replace('value="\u202eevil"', "")
    assert "<b>" not in page.text


def test_all_parts_have_a_control(client: TestClient) -> None:
    page = client.get("/").text
    for part in PARTS:
        assert f'name="{part}"' in page


@pytest.mark.parametrize("screen", ["/", "/review", "/sources", "/figures", "/export"])
def test_the_filter_goes_along(client: TestClient, screen: str) -> None:
    """Every screen that has a filter takes the same query string, shows what is set, and hands it on."""
    page = client.get(f"{screen}?type=casualties&status=denied")
    assert page.status_code == 200
    assert 'id="filter"' in page.text
    assert "Type: casualties" in page.text
    told = unescape(page.text)
    for other in ("/", "/review", "/sources", "/figures", "/export"):
        assert f'href="{other}?type=casualties&status=denied"' in told


def test_on_a_phone_it_is_folded(chromium: Any, served: Served) -> None:
    visit = Visit(chromium, served, java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = visit.page
    page.goto("/?type=casualties")
    expect(page.get_by_label("Words")).to_be_hidden()
    expect(page.locator(".chips .chip")).to_be_visible()
    page.get_by_label("Filter (1 set)").check()
    page.get_by_label("Words").fill("killed")
    page.get_by_role("button", name="Apply").click()
    assert "text=killed" in page.url
    assert "type=casualties" in page.url
    visit.close()


def test_types_are_chosen_by_the_keyboard(visit: Visit) -> None:
    page = visit.page
    page.goto("/")
    page.locator(".choice summary").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("siege", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.locator(".chips .chip")).to_have_text("Take out Type: siege ×")
    assert "type=siege" in page.url
    assert page.evaluate("document.activeElement.value") == "siege", "the focus stays where it was"


def test_what_was_taken_out_stays_out(visit: Visit) -> None:
    """A box that was ticked by hand is no longer ticked when its chip is gone."""
    page = visit.page
    page.goto("/")
    page.locator(".choice summary").first.click()
    page.get_by_label("siege", exact=True).check()
    expect(page.locator(".chips .chip")).to_have_count(1)
    page.locator(".chips .chip").click()
    expect(page.locator(".chips .chip")).to_have_count(0)
    expect(page.get_by_label("siege", exact=True)).not_to_be_checked()
    page.get_by_label("clash", exact=True).check()
    expect(page.locator(".chips .chip")).to_have_text("Take out Type: clash ×")


def test_more_parts_stay_as_they_were_left(visit: Visit) -> None:
    """Choosing a figure unfolds nothing, what is set is a chip; unfolded once, they stay so from page to page."""
    page = visit.page
    page.goto("/figures")
    page.wait_for_selector("html.scripted")
    more = page.locator(".filter .more")
    page.locator("#found .choices a").first.click()
    page.wait_for_url("**measure=**")
    expect(page.locator(".filter .chip")).to_have_count(1)
    assert more.get_attribute("open") is None
    page.reload()
    assert more.get_attribute("open") is None
    more.locator("summary").click()
    page.locator("nav a", has_text="Sources").click()
    page.wait_for_url("**/sources**")
    page.wait_for_selector(".filter .more[open]")
    more.locator("summary").click()
    page.reload()
    page.wait_for_selector("html.scripted")
    assert more.get_attribute("open") is None

"""The islands in a real browser, on pages of the app."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Visit

KEPT = "document.querySelector('.map-frame').kept = true"
STILL = "document.querySelector('.map-frame').kept === true"


def overview(visit: Visit, query: str = "") -> Page:
    page: Page = visit.page
    page.goto(f"/{query}")
    page.wait_for_selector("[data-island=map][data-state=ready]")
    page.wait_for_selector("[data-island=timeline][data-state=ready]")
    return page


def asked(page: Page, part: str) -> None:
    page.wait_for_function("part => new URLSearchParams(location.search).has(part)", arg=part)


def test_the_time_line_filters_by_keys_and_the_map_stays(visit: Visit) -> None:
    page = overview(visit)
    page.evaluate(KEPT)
    edge = page.get_by_role("slider", name="First day")
    edge.focus()
    edge.press("PageUp")
    asked(page, "since")
    since = page.evaluate("new URLSearchParams(location.search).get('since')")
    expect(page.locator("#filter [name=since]")).to_have_value(since)
    expect(page.get_by_role("slider", name="First day")).to_be_focused()
    assert page.evaluate(STILL)
    page.go_back()
    expect(page.locator("#filter [name=since]")).to_have_value("")
    assert page.evaluate(STILL)
    page.go_forward()
    expect(page.locator("#filter [name=since]")).to_have_value(since)
    page.get_by_role("button", name="All days").click()
    expect(page.locator("#filter [name=since]")).to_have_value("")


def test_dragging_across_the_time_line_chooses_days(visit: Visit) -> None:
    page = overview(visit)
    box = page.locator(".time-frame").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 40, steps=4)
    page.mouse.up()
    asked(page, "since")
    asked(page, "until")


def test_the_map_lists_what_it_shows_for_the_keyboard(visit: Visit) -> None:
    page = overview(visit)
    canvas = page.locator(".map-box canvas")
    canvas.focus()
    canvas.press("Enter")
    panel = page.locator(".map-panel")
    expect(panel).to_be_focused()
    expect(panel.locator("li").first).to_contain_text("incident")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(canvas).to_be_focused()


def test_a_place_of_the_list_becomes_the_filter(visit: Visit) -> None:
    page = overview(visit)
    page.evaluate(KEPT)
    page.get_by_role("button", name="List", exact=True).click()
    only = page.locator(".map-panel button", has_text="Only").first
    name = only.inner_text().removeprefix("Only ")
    only.click()
    asked(page, "place")
    expect(page.locator("#filter [name=place]")).to_have_value(name)
    assert page.evaluate(STILL)


def test_a_circle_drawn_on_the_map_becomes_the_filter(visit: Visit) -> None:
    page = overview(visit, "?map=5.00/49.000/34.000")
    box = page.locator(".map-box canvas").bounding_box()
    assert box
    page.keyboard.down("Shift")
    page.mouse.move(box["x"] + 150, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + 190, box["y"] + 150, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    asked(page, "near")
    near = page.evaluate("new URLSearchParams(location.search).get('near')")
    assert re.fullmatch(r"-?[\d.]+,-?[\d.]+,[\d.]+", near)
    assert "map=5.00/49.000/34.000" in page.url


def test_the_address_keeps_the_view_once_the_person_moved_the_map(visit: Visit) -> None:
    page = overview(visit)
    page.wait_for_timeout(500)
    assert "map=" not in page.url
    page.locator(".map-box canvas").press("+")
    asked(page, "map")
    page.locator("#filter details.choice summary").last.click()
    page.locator("#filter [name=status][value=denied]").check()
    asked(page, "status")
    asked(page, "map")
    page.get_by_role("button", name="All", exact=True).click()
    page.wait_for_function("() => !new URLSearchParams(location.search).has('map')")


def test_the_map_follows_the_colour_scheme(visit: Visit) -> None:
    page = overview(visit)
    canvas = page.locator(".map-box canvas")
    light = canvas.screenshot()
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(1500)
    assert canvas.screenshot() != light


def test_without_webgl_the_table_is_pointed_to(visit: Visit) -> None:
    visit.context.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...more) {"
        "  return kind.startsWith('webgl') ? null : get.call(this, kind, ...more); }"
    )
    visit.page.goto("/")
    expect(visit.page.locator(".map-none")).to_contain_text("no WebGL")
    visit.complaints.clear()


@pytest.fixture
def keyed(visit: Visit) -> Page:
    return overview(visit)


def test_keys_are_listed_and_can_be_changed_but_no_key_does_two_things(keyed: Page) -> None:
    keyed.keyboard.press("?")
    dialog = keyed.get_by_role("dialog")
    expect(dialog).to_contain_text("Next row")
    change = dialog.get_by_role("button", name="Change: Next row")
    change.click()
    keyed.keyboard.press("k")
    expect(dialog.get_by_role("alert")).to_contain_text("k is taken")
    change = dialog.get_by_role("button", name="Change: Next row")
    change.click()
    keyed.keyboard.press("w")
    expect(dialog.get_by_role("row", name="Next row")).to_contain_text("w")
    dialog.get_by_role("button", name="Close").click()
    keyed.reload()
    keyed.wait_for_selector("[data-island=map][data-state=ready]")
    keyed.keyboard.press("w")
    expect(keyed.locator("[data-row] a.main").first).to_be_focused()
    keyed.keyboard.press("w")
    expect(keyed.locator("[data-row] a.main").nth(1)).to_be_focused()


def test_keys_are_off_in_fields_and_escape_leaves_one(keyed: Page) -> None:
    keyed.keyboard.press("/")
    field = keyed.locator("#filter [name=text]")
    expect(field).to_be_focused()
    keyed.keyboard.type("j?/")
    expect(field).to_have_value("j?/")
    expect(keyed.get_by_role("dialog")).to_have_count(0)
    field.fill("")
    keyed.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    keyed.keyboard.press("j")
    expect(keyed.locator("[data-row] a.main").first).to_be_focused()


def test_a_choice_filters_at_once_and_the_address_has_no_empty_parts(visit: Visit) -> None:
    page = overview(visit)
    page.evaluate(KEPT)
    page.locator("#filter details.choice summary").last.click()
    page.locator("#filter [name=status][value=denied]").check()
    asked(page, "status")
    assert re.search(r"[?&]status=denied(&|$)", page.url)
    assert not re.search(r"=(&|$)", page.url)
    assert page.evaluate(STILL)


def test_what_was_taken_out_of_the_filter_does_not_come_back(visit: Visit) -> None:
    page = overview(visit)
    page.locator("#filter details.choice summary").last.click()
    box = page.locator("#filter [name=status][value=denied]")
    box.check()
    asked(page, "status")
    page.locator("a.chip").first.click()
    page.wait_for_function("() => !new URLSearchParams(location.search).has('status')")
    expect(box).not_to_be_checked()


def test_what_is_written_is_sent_once(visit: Visit) -> None:
    page = overview(visit)
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url) if "?place=" in request.url else None)
    page.locator("#filter [name=place]").fill("Sudan")
    page.keyboard.press("Enter")
    asked(page, "place")
    page.wait_for_timeout(600)
    assert len([url for url in told if "/api/" not in url]) == 1


def test_data_are_asked_for_with_the_filter_and_not_with_how_one_looks(visit: Visit) -> None:
    told: list[str] = []
    visit.page.on("request", lambda request: told.append(request.url) if "/api/" in request.url else None)
    overview(visit, "?status=denied&show=claims&sort=day")
    assert len(told) >= 2
    assert all("status=denied" in url and "show=" not in url and "sort=" not in url for url in told)


def test_what_cannot_be_reached_is_told(visit: Visit) -> None:
    page = overview(visit)
    visit.context.route("**/api/map*", lambda route: route.abort())
    page.get_by_role("button", name="All", exact=True).click()
    expect(page.locator(".map-note")).to_contain_text("does not answer")
    visit.complaints.clear()


def document_of(visit: Visit) -> str:
    rows: list[dict[str, Any]] = visit.page.request.get("/api/documents?limit=1").json()["rows"]
    return str(rows[0]["id"])


def test_the_words_of_a_field_are_lit_and_walked(visit: Visit) -> None:
    page = visit.page
    page.goto(f"/documents/{document_of(visit)}")
    page.wait_for_function("() => document.documentElement.classList.contains('scripted')")
    page.wait_for_timeout(300)
    page.keyboard.press("]")
    first = page.evaluate("document.activeElement.dataset.lights")
    assert first
    lit = page.locator(".lit")
    assert lit.count() >= 1
    assert set(first.split()) & set((lit.first.get_attribute("data-at") or "").split())
    page.keyboard.press("]")
    assert page.evaluate("document.activeElement.dataset.lights") != first
    page.keyboard.press("Escape")
    assert lit.count() == 0

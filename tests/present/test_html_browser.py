"""The page in a real browser: pointer, keyboard, no network, no error, nothing hostile runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from sayso.model import Reading
from sayso.present import FORMATS
from tests.exports.readings import document, hostile, reading

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def browser(playwright_running: Any) -> Iterator[Any]:
    launched = playwright_running.chromium.launch(executable_path=BROWSER, args=list(SWITCHES))
    yield launched
    launched.close()


class Visit:
    """A page opened from a file, with everything that it asked for and complained about."""

    def __init__(self, browser: Any, folder: Path, *readings: Reading, **context: Any) -> None:
        out = StringIO()
        FORMATS["html"](readings, out)
        path = folder / "page.html"
        path.write_text(out.getvalue(), encoding="utf-8")
        self.context = browser.new_context(reduced_motion="reduce", **context)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())

    def selected(self) -> list[str]:
        return self.page.eval_on_selector_all(".card.on", "cards => cards.map(card => card.id)")  # type: ignore[no-any-return]

    def focus(self) -> str:
        return self.page.evaluate("document.activeElement.getAttribute('href')")  # type: ignore[no-any-return]

    def close(self) -> None:
        outside = [url for url in self.requests if not url.startswith(("file:", "data:"))]
        assert outside == []
        assert self.complaints == []
        self.context.close()


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Visit]:
    """The sample report before a hostile one; asserts on leaving that nothing was fetched or went wrong."""
    opened = Visit(browser, tmp_path, reading(), hostile(), viewport={"width": 1200, "height": 700})
    yield opened
    opened.close()


def test_click_on_a_card_lights_its_words(visit: Visit) -> None:
    visit.page.click("#d1c5 blockquote")
    assert visit.selected() == ["d1c5"]
    assert visit.page.eval_on_selector("#d1w5", "e => e.classList.contains('on')")
    assert visit.page.locator(".m.figure.on").all_inner_texts() == ["Two to four drones"]


def test_click_on_words_brings_their_card_into_view(visit: Visit) -> None:
    visit.page.click("#d1w7")
    assert visit.selected() == ["d1c7"]
    box, panel = visit.page.locator("#d1c7").bounding_box(), visit.page.locator("#d1 .claims").bounding_box()
    assert box["y"] + box["height"] <= panel["y"] + panel["height"] + 1


def test_further_clicks_on_shared_words_go_through_their_claims(visit: Visit) -> None:
    source = visit.page.locator(".m.source", has_text="General Ilya Marek").first
    source.click()
    first = visit.selected()
    source.click()
    assert {*first, *visit.selected()} == {"d1c2", "d1c3"}


def test_keys_move_between_claims_and_between_a_claim_and_its_words(visit: Visit) -> None:
    visit.page.keyboard.press("j")
    visit.page.keyboard.press("j")
    assert visit.selected() == ["d1c2"]
    visit.page.keyboard.press("Enter")
    assert visit.focus() == "#d1c2"
    visit.page.keyboard.press("Enter")
    assert visit.focus() == "#d1w2"
    visit.page.keyboard.press("ArrowDown")
    assert visit.selected() == ["d1c3"]
    visit.page.keyboard.press("k")
    assert visit.selected() == ["d1c2"]
    visit.page.keyboard.press("Escape")
    assert visit.selected() == []


def test_single_letter_keys_can_be_turned_off(visit: Visit) -> None:
    visit.page.click("summary")
    visit.page.uncheck('[name="shortcuts"]')
    visit.page.locator("#d1w1").focus()
    visit.page.keyboard.press("j")
    assert visit.selected() == []


def test_filters_hide_cards_and_quieten_their_words(visit: Visit) -> None:
    visit.page.select_option('[name="status"]', "denied")
    assert visit.page.locator(".card:visible").count() == 1
    assert visit.page.eval_on_selector("#d1w1", "e => e.classList.contains('off')")
    assert visit.page.inner_text(".counts") == "1 of 8 claims shown"
    visit.page.select_option('[name="status"]', "")
    visit.page.fill('[name="find"]', "grain")
    assert visit.page.locator(".card:visible").count() == 1


def test_theme_can_be_turned(visit: Visit) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    before = visit.page.evaluate(background)
    visit.page.click(".theme")
    assert visit.page.evaluate(background) != before
    assert visit.page.get_attribute(".theme", "aria-pressed") == "true"


def test_hostile_report_does_not_run(visit: Visit) -> None:
    visit.page.click("#d2c1 blockquote")
    assert visit.page.evaluate("window.pwned") is None
    assert visit.page.locator("main img, main script").count() == 0


@pytest.mark.parametrize("width", [320, 900, 1600])
def test_no_width_needs_sideways_scrolling(browser: Any, tmp_path: Path, width: int) -> None:
    opened = Visit(browser, tmp_path, reading(), hostile(), viewport={"width": width, "height": 700})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()


def test_page_reads_and_links_without_javascript(browser: Any, tmp_path: Path) -> None:
    opened = Visit(browser, tmp_path, reading(), Reading(document=document("Quiet.")), java_script_enabled=False)
    assert opened.page.locator(".card").count() == 7
    assert not opened.page.is_visible(".filters")
    opened.page.click("#d1c5 h3 a")
    assert opened.page.url.endswith("#d1w5")
    opened.close()


@pytest.mark.parametrize("toggled", [False, True])
def test_dark_page_would_print_as_a_sheet_of_ink(browser: Any, tmp_path: Path, toggled: bool) -> None:
    opened = Visit(browser, tmp_path, reading(), color_scheme="light" if toggled else "dark")
    if toggled:
        opened.page.click(".theme")
    opened.page.emulate_media(media="print")
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not opened.page.is_visible(".filters")
    opened.close()


CONTRAST = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.offsetParent && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => {
      const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), `${e.tagName}.${e.className}`];
    })
    .filter(([ratio]) => ratio < 4.5);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_that_wcag_aa_asks_for(browser: Any, tmp_path: Path, scheme: str) -> None:
    opened = Visit(browser, tmp_path, reading(), hostile(), color_scheme=scheme)
    opened.page.click("#d1c4 blockquote")
    assert opened.page.evaluate(CONTRAST) == []
    opened.close()

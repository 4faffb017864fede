"""What two reviewers disagree on is settled by keys, without a way through the whole page each time."""

from __future__ import annotations

from typing import Any

from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.service.queueing import ahead
from sayso.store.filters import Filter
from tests.web.conftest import Served, Visit


def disputed(served: Served) -> None:
    """Two claims that Ann accepted and Ben rejected."""
    with Ledger(served.path) as ledger:
        for one in ahead(ledger.store, Filter(), limit=2):
            ledger.decide("accept", [one.claim], By("Ann", "right"))
            ledger.decide("reject", [one.claim], By("Ben", "wrong"))


def test_settled_by_keys_alone(visit: Visit, served: Served) -> None:
    disputed(served)
    visit.context.add_cookies([{"name": "sayso_name", "value": "Cleo", "url": served.url}])
    page: Any = visit.page
    page.goto("/review/agreement?first=Ann&second=Ben")
    page.wait_for_function("document.documentElement.classList.contains('scripted')")
    buttons = page.locator(".settling button.primary")
    assert buttons.count() == 2
    page.keyboard.press("j")
    assert buttons.nth(0).evaluate("it => it === document.activeElement")
    page.keyboard.press("j")
    assert buttons.nth(1).evaluate("it => it === document.activeElement")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.get_by_text("1 to settle · 1 settled").wait_for()
    assert page.url.endswith("#settle"), "the page goes on where the next one stands"
    page.keyboard.press("j")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("0 to settle · 2 settled").wait_for()
    with Ledger(served.path) as ledger:
        kinds = [one.kind for one in ledger.store.decisions.latest(by="Cleo", limit=9)]
    assert sorted(kinds) == ["accept", "reject", "settle", "settle"]


def test_what_both_left_stands_side_by_side_within_the_report(visit: Visit, served: Served) -> None:
    with Ledger(served.path) as ledger:
        queue = (ledger.store.claims.get(one.claim) for one in ahead(ledger.store, Filter(), limit=300))
        one = next(one for one in queue if one.read.sentence.start > 200)
        id, text, words = one.claim.id, one.document.text, one.read.sentence
        for name, actor in (("Ann", "the northern army"), ("Ben", "the army")):
            ledger.decide("edit", [id], By(name, "so says the title"), field="actors", value=[{"name": actor}])
            ledger.decide("accept", [id], By(name, "right"))
    page: Any = visit.page
    page.goto("/review/agreement?first=Ann&second=Ben")
    told = page.locator(f"article[data-claim='{id}']")
    around = " ".join(told.locator(".context").inner_text().split())
    sentence = " ".join(text[words.start : words.end].split())
    assert sentence in around
    assert len(around) > len(sentence) + 40
    heads = told.locator("thead th").all_inner_texts()
    assert heads == ["Field", "Machine read", "Ann", "Ben"]
    apart = told.locator("tr.apart")
    assert apart.count() == 1
    assert apart.locator("td").all_inner_texts()[1:] == ["the northern army", "the army"]
    assert apart.locator("mark").all_inner_texts() == ["northern"]
    assert "differs" in apart.inner_text()
    told.locator("header a").first.click()
    page.wait_for_url(f"**/documents/**claim={id}**")


def test_edit_and_note_open_ready_to_write_in(visit: Visit, served: Served) -> None:
    visit.context.add_cookies([{"name": "sayso_name", "value": "Ann", "url": served.url}])
    page: Any = visit.page
    for key, within in (("e", "#edit"), ("n", "#note")):
        page.goto("/review")
        page.wait_for_function("document.documentElement.classList.contains('scripted')")
        page.keyboard.press(key)
        page.locator(f"{within}[open]").wait_for()
        assert page.evaluate("within => !!document.activeElement.closest(within + ' form')", within)
        assert page.evaluate("document.activeElement.matches('select, input, textarea')")

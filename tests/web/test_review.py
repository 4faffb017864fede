"""The review queue in a real browser: by keys alone, without scripts, by two people at once, back and forward."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from starlette.testclient import TestClient

from sayso.service.grading import origins_of
from sayso.service.ledger import Ledger
from sayso.service.queueing import ahead
from sayso.store.filters import Filter
from sayso.web.pages.review import keys
from tests.web.conftest import ROOT, Served, Visit

QUICK = 0.25
"""Seconds within which the next claim stands there."""


def known(visit: Visit, name: str = "Ann") -> Any:
    """The visit's page, with a person who gave their name before."""
    visit.context.add_cookies([{"name": "sayso_name", "value": name, "url": visit.served.url}])
    return visit.page


@pytest.fixture
def page(visit: Visit) -> Any:
    """The queue, with scripts, as Ann."""
    page = known(visit)
    page.goto("/review")
    page.wait_for_function("document.documentElement.classList.contains('scripted')")
    return page


@pytest.fixture
def plain(chromium: Any, served: Served) -> Iterator[Any]:
    """A browser without scripts, as Ann."""
    made = Visit(chromium, served, java_script_enabled=False)
    yield known(made)
    made.close()


def at(page: Any) -> str:
    """The id of the claim shown."""
    return str(page.locator("article.one").get_attribute("data-claim"))


def press(page: Any, key: str) -> str:
    """Press a key that leads to another claim; the id of that."""
    before = at(page)
    page.keyboard.press(key)
    page.wait_for_function("was => document.querySelector('article.one')?.dataset.claim !== was", arg=before)
    return at(page)


def held(path: Path, claim: str) -> list[tuple[str, str]]:
    """The decisions that hold of a claim: kind and who."""
    with Ledger(path) as ledger:
        return [(d.kind, d.by) for d in ledger.store.decisions.holding([claim])]


def test_thirty_claims_by_keys_alone(page: Any, served: Served) -> None:
    times: list[float] = []
    judged: list[str] = []
    for n in range(30):
        judged.append(at(page))
        start = time.perf_counter()
        press(page, "x" if n % 5 == 4 else "Enter" if n % 2 else "a")
        times.append(time.perf_counter() - start)
    assert len(set(judged)) == 30
    with Ledger(served.path) as ledger:
        found = ledger.store.decisions.made_by("Ann")
    assert [d.claims[0] for d in found] == judged
    assert [d.kind for d in found].count("reject") == 6
    assert sorted(times)[len(times) // 2] < QUICK, times
    assert page.locator("#judged").inner_text() == "30"


def test_what_was_taken_back_is_shown_again_and_waits(page: Any, served: Served) -> None:
    first = at(page)
    press(page, "a")
    assert held(served.path, first) == [("accept", "Ann")]
    assert press(page, "Backspace") == first
    assert held(served.path, first) == []


def test_skipping_decides_nothing_and_j_and_k_walk_the_queue(page: Any, served: Served) -> None:
    first = at(page)
    second = press(page, " ")
    third = press(page, "j")
    assert len({first, second, third}) == 3
    assert press(page, "k") == second
    assert held(served.path, first) == held(served.path, second) == []


def test_back_and_forward(page: Any) -> None:
    first = at(page)
    second = press(page, "j")
    press(page, "j")
    page.go_back()
    page.wait_for_function("id => document.querySelector('article.one')?.dataset.claim === id", arg=second)
    page.go_back()
    page.wait_for_function("id => document.querySelector('article.one')?.dataset.claim === id", arg=first)
    assert page.locator(".top nav").count() == 1
    page.go_forward()
    page.wait_for_function("id => document.querySelector('article.one')?.dataset.claim === id", arg=second)


def test_a_grade_by_its_number(page: Any, served: Served) -> None:
    claim = at(page)
    page.keyboard.press("3")
    page.locator("#grade-3[aria-pressed=true]").wait_for()
    assert at(page) == claim
    assert held(served.path, claim) == [("credibility", "Ann")]


def test_a_one_needs_independent_origins(page: Any, visit: Visit, served: Served) -> None:
    with Ledger(served.path) as ledger:
        waiting = ahead(ledger.store, Filter(), limit=500)
        lone = next(one for one in waiting if origins_of(ledger.store, one.claim) == 1)
    page.goto(f"/review?claim={lone.claim}")
    page.wait_for_function("document.documentElement.classList.contains('scripted')")
    page.keyboard.press("1")
    alert = page.locator("[role=alert]")
    alert.wait_for()
    assert "independent" in alert.inner_text()
    assert held(served.path, lone.claim) == []
    visit.complaints.clear()  # the browser logs that the answer was a refusal


def test_editing_by_keys(page: Any, served: Served) -> None:
    claim = at(page)
    page.keyboard.press("e")
    page.locator("#edit[open]").wait_for()
    page.locator("[name='set.status']").select_option("planned")
    page.locator("[name='set.time']").fill("2025-03-09")
    page.keyboard.press("Enter")
    page.locator(".field-told.set").first.wait_for()
    assert at(page) == claim
    shown = page.locator("[data-field=time]").inner_text()
    assert "9 March 2025" in shown
    assert "decided by Ann" in shown
    assert "the machine read" in shown
    assert sorted(held(served.path, claim)) == [("edit", "Ann"), ("edit", "Ann")]


def test_keys_are_off_where_one_writes(page: Any, served: Served) -> None:
    claim = at(page)
    page.keyboard.press("n")
    page.locator("#note-text").fill("")
    page.locator("#note-text").focus()
    page.keyboard.type("axe 123 ")
    assert page.locator("#note-text").input_value() == "axe 123 "
    assert held(served.path, claim) == []


def test_names_are_completed(page: Any) -> None:
    page.keyboard.press("e")
    page.locator("[name='set.place']").fill("Kharki")
    page.locator("datalist[id$=list-place] option[value='geonames:706483']").wait_for(state="attached")


def test_merge_and_split_are_looked_at_first(page: Any, served: Served) -> None:
    with Ledger(served.path) as ledger:
        row = max(ledger.incidents(Filter()), key=lambda row: row.claims)
        incident = ledger.store.incidents.get(row.id)
    assert incident is not None
    claim = incident.claims[0]
    page.goto(f"/review?claim={claim}")
    page.keyboard.press("s")
    page.wait_for_url("**/split/**")
    page.locator("form[action='/decisions'] button[type=submit]").first.click()
    page.wait_for_url("**/review?**")
    assert held(served.path, claim) == [("split", "Ann")]
    page.keyboard.press("m")
    page.wait_for_url("**/merge?**")


def test_evidence_is_walked_by_brackets(page: Any) -> None:
    lit, first = page.locator("article .m.lit"), None
    for _ in range(12):  # a claim whose evidence stands in more than one place
        page.keyboard.press("]")
        lit.first.wait_for()
        first = lit.first.get_attribute("data-at")
        page.keyboard.press("]")
        page.wait_for_timeout(300)
        if lit.first.get_attribute("data-at") != first:
            break
        press(page, "a")
    assert lit.first.get_attribute("data-at") != first
    page.keyboard.press("[")
    page.wait_for_function("was => document.querySelector('article .m.lit')?.dataset.at === was", arg=first)


def test_what_comes_next_is_spoken(page: Any) -> None:
    press(page, "a")
    heading = page.locator("article h2").inner_text()
    page.wait_for_function("text => document.querySelector('#live').textContent.startsWith(text)", arg=heading)


def test_keys_are_listed(page: Any) -> None:
    page.locator("[data-keys-open]").click()
    page.locator("dialog[open] button.primary").click()
    page.keyboard.press("?")
    listed = page.locator("dialog[open]").inner_text()
    for label in ("accept and go on", "reject and go on", "skip", "take back the last decision", "merge", "split"):
        assert label in listed


def test_a_filter_narrows_the_queue(page: Any) -> None:
    page.locator(".which summary").first.click()
    page.locator("#filter-text").fill("killed")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=killed**")
    page.wait_for_function("document.querySelector('.context')?.textContent.includes('killed')")
    page.locator("#panel h2").first.click()  # out of the field, in which letters are letters
    press(page, "a")
    assert "text=killed" in page.url


def test_without_scripts(plain: Any, served: Served) -> None:
    plain.goto("/review")
    first = at(plain)
    plain.locator("#accept").click()
    second = at(plain)
    assert second != first
    assert held(served.path, first) == [("accept", "Ann")]
    plain.locator("#edit > summary").click()
    plain.locator("[name='set.status']").select_option("planned")
    plain.locator("#edit button.primary").click()
    assert at(plain) == second
    assert held(served.path, second) == [("edit", "Ann")]
    plain.locator("#undo").click()
    assert held(served.path, second) == []
    plain.locator("#skip").click()
    assert at(plain) != second


def test_two_people_at_once(chromium: Any, served: Served) -> None:
    """The second is told what the first decided meanwhile, before anything of theirs is recorded."""
    visits = [Visit(chromium, served) for _ in range(2)]
    ann, ben = (known(visit, name) for visit, name in zip(visits, ("Ann", "Ben"), strict=True))
    for page in (ann, ben):
        page.goto("/review")
        page.wait_for_function("document.documentElement.classList.contains('scripted')")
    claim = at(ann)
    assert at(ben) == claim
    press(ann, "a")
    ben.keyboard.press("x")
    ben.locator("[role=alert]").wait_for()
    assert "Ann" in ben.locator("[role=alert]").inner_text()
    assert held(served.path, claim) == [("accept", "Ann")]
    ben.get_by_role("button", name="Record mine all the same").click()
    ben.wait_for_url("**/review?**")
    assert held(served.path, claim) == [("accept", "Ann"), ("reject", "Ben")]
    visits[1].complaints.clear()  # the browser logs that the answer was a refusal
    for visit in visits:
        visit.close()


def test_the_second_reviewer_does_not_see_what_the_first_decided(client: TestClient, ledger_path: Path) -> None:
    client.cookies.set("sayso_name", "Ann")
    claim = re.findall(r'data-claim="(\w+)"', client.get("/review").text)[0]
    sets = {"kind": "edit", "ids": claim, "set.status": "planned", "then": "accept", "next": "/review"}
    assert client.post("/decisions", data=sets).status_code == 200
    client.cookies.set("sayso_name", "Ben")
    seen = client.get("/review", params={"claim": claim, "whose": "me"}).text
    article = seen[seen.index("<article") : seen.index("</article")]
    assert "Ann" not in article
    assert "planned" not in re.sub(r"<select.*?</select>", "", article, flags=re.S)
    assert "Ann" in client.get("/review", params={"claim": claim}).text
    form = article[article.index("<form") : article.index('id="accept"')]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) | {"kind": "reject"}
    assert client.post("/decisions", data=sent).status_code == 200, "told what the first decided, if not shown"
    assert ("reject", "Ben") in held(ledger_path, claim)


def test_two_reviewers_settle(client: TestClient, ledger_path: Path) -> None:
    with Ledger(ledger_path) as ledger:
        first, second = (one.claim for one in ahead(ledger.store, Filter(), limit=2))
    for name, kinds in (("Ann", ("accept", "accept")), ("Ben", ("reject", "accept"))):
        client.cookies.set("sayso_name", name)
        for claim, kind in zip((first, second), kinds, strict=True):
            client.post("/decisions", data={"kind": kind, "ids": claim, "next": "/review"})
    page = client.get("/review/agreement?first=Ann&second=Ben").text
    assert "2 claims judged by both · 1 to settle · 0 settled" in page
    client.post("/decisions", data={"kind": "reject", "ids": first, "then": "settle", "next": "/"})
    page = client.get("/review/agreement?first=Ann&second=Ben").text
    assert "2 claims judged by both · 0 to settle · 1 settled" in page
    assert "50 %" in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_anyone_can_use_it(chromium: Any, served: Served, scheme: str, width: int) -> None:
    visit = Visit(chromium, served, color_scheme=scheme, viewport={"width": width, "height": 800})
    page = known(visit)
    for address in ("/review", "/review/agreement", "/review/looks", "/review/decisions"):
        page.goto(address)
        page.wait_for_function("document.documentElement.classList.contains('scripted')")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    visit.close()


def test_the_page_on_review_names_every_key() -> None:
    page = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`]+)`", page[page.index("## Keys") : page.index("## Fields")]))
    named |= {str(n) for n in range(1, 7)}
    for one in keys():
        assert {" ": "Space"}.get(one["key"], one["key"]) in named, one


def test_who_decides_is_asked_with_the_first_decision(visit: Visit, served: Served) -> None:
    """No Tab is needed: the key of a verdict asks for the name, and Enter records it all."""
    page = visit.page
    page.goto("/review")
    page.wait_for_function("document.documentElement.classList.contains('scripted')")
    claim = at(page)
    page.keyboard.press("a")
    page.locator("#name:focus").wait_for()
    visit.complaints.clear()  # the browser logs that the answer was a refusal
    page.keyboard.type("Ann")
    page.keyboard.press("Enter")
    page.locator(".verdicts .as b").wait_for()
    assert at(page) != claim
    assert held(served.path, claim) == [("accept", "Ann")]
    assert page.locator("#judged").inner_text() == "1"
    assert page.locator("#who").count() == 0


def test_the_name_stands_first_behind_the_way_to_the_content(visit: Visit) -> None:
    page = visit.page
    page.goto("/review")
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_function("location.hash === '#who'")
    assert page.evaluate("document.activeElement.id") == "who"
    page.keyboard.type("Ann")
    page.keyboard.press("Enter")
    page.locator(".verdicts .as b").wait_for()
    assert page.locator(".verdicts .as b").inner_text() == "Ann"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_verdicts_and_who_gives_them_are_always_in_view(chromium: Any, served: Served, width: int, height: int) -> None:
    made = Visit(chromium, served, viewport={"width": width, "height": height})
    page = known(made)
    page.goto("/review")
    for top in (0, 200):
        page.evaluate("top => window.scrollTo(0, top)", top)
        for part in ("#accept", "#reject", "#skip", ".verdicts .as"):
            box = page.locator(part).bounding_box()
            assert box["y"] >= 0, (top, part)
            assert box["y"] + box["height"] <= height, (top, part)
    made.close()


def test_what_waits_is_counted_to_the_last_and_moves(page: Any, served: Served) -> None:
    def waits() -> int:
        return int(page.locator(".counts b").first.inner_text().replace(",", ""))

    with Ledger(served.path) as ledger:
        assert waits() == ledger.store.claims.count(Filter())
    was = waits()
    press(page, "a")
    assert waits() == was - 1
    press(page, " ")
    assert waits() == was - 1
    press(page, "Backspace")
    assert waits() == was

"""An incident: claims side by side, what they come to, merging and splitting with a preview."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from starlette.testclient import TestClient

from sayso.present.citing import lead_of
from sayso.service.comparing import FIELDS, case_of
from sayso.service.deciding import By
from sayso.service.grounds import bonds_of
from sayso.service.ledger import Ledger
from sayso.service.whatif import what_if
from sayso.store.filters import Filter
from sayso.web import Settings, create_app
from sayso.wording import chain, visible
from tests.web.conftest import Served, Visit


@pytest.fixture(scope="session")
def biggest(full: Path) -> str:
    """The incident with most claims."""
    with Ledger(full) as ledger:
        return max(ledger.incidents(), key=lambda row: (row.claims, row.id)).id


def plain(page: str) -> str:
    """A page without what is different each time."""
    return re.sub(r'nonce="[^"]*"', "", page)


def another(path: Path, than: str) -> str:
    with Ledger(path) as ledger:
        return next(row.id for row in ledger.incidents() if row.id != than)


def test_it_shows_every_claim_beside_the_others(client: TestClient, ledger_path: Path, biggest: str) -> None:
    page = client.get(f"/incidents/{biggest}")
    assert page.status_code == 200
    with Ledger(ledger_path) as ledger:
        case = case_of(ledger.store, biggest)
    assert len(case.sides) > 3
    for side in case.sides:
        assert f'href="/claims/{side.listed.claim.id}"' in page.text
    marks = re.findall(r'<td role="cell" class="(\w+) is-(\w+)"', page.text)
    assert [m for _, m in marks if m == "differs"], "some claims differ"
    told = [side.cells[field].mark for side in case.sides for field in FIELDS]
    assert [m == "differs" for m in told] == [m == "differs" for _, m in marks]


def test_a_beginning_of_its_id_and_a_former_id_lead_to_it(client: TestClient, ledger_path: Path, biggest: str) -> None:
    found = client.get(f"/incidents/{biggest[:10]}", follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (308, f"/incidents/{biggest}")
    other = another(ledger_path, biggest)
    with Ledger(ledger_path) as ledger:
        ledger.decide("merge", [biggest, other], By("Ada", "one happening"))
        now = case_of(ledger.store, biggest).incident.id
    gone = other if now == biggest else biggest
    moved = client.get(f"/incidents/{gone}?rows=all", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, f"/incidents/{now}?rows=all")
    assert moved.headers["cache-control"] == "no-store", "the id comes back when the merge is taken back"


def test_one_that_is_not_there(client: TestClient) -> None:
    assert client.get("/incidents/izzz").status_code == 404


def test_a_merge_is_shown_before_it_is_made(client: TestClient, ledger_path: Path, biggest: str) -> None:
    other = another(ledger_path, biggest)
    before = plain(client.get(f"/incidents/{other}").text)
    page = client.get(f"/incidents/{biggest}/merge?with={other}")
    assert "Now: 2 incidents" in page.text
    assert "Then: 1 incident" in page.text
    assert plain(client.get(f"/incidents/{other}").text) == before, "a preview changes nothing"
    ids = re.findall(r'name="ids" value="([^"]+)"', page.text)
    told = {"kind": "merge", "ids": ids, "name": "Ada", "reason": "same market", "next": f"/incidents/{biggest}"}
    done = client.post("/decisions", data=told)
    assert done.status_code == 200
    assert "same market" in done.text
    with Ledger(ledger_path) as ledger:
        assert case_of(ledger.store, biggest).incident.id == case_of(ledger.store, other).incident.id
    decision = re.findall(r'value="undo"><input type="hidden" name="ids" value="(\w+)"', done.text)
    assert client.post("/decisions", data={"kind": "undo", "ids": decision, "next": "/"}).status_code == 200
    with Ledger(ledger_path) as ledger:
        assert case_of(ledger.store, biggest).incident.id != case_of(ledger.store, other).incident.id


def test_a_merge_with_itself_changes_nothing(client: TestClient, biggest: str) -> None:
    page = client.get(f"/incidents/{biggest}/merge?with={biggest}")
    assert "one incident already" in page.text
    assert 'action="/decisions"' not in page.text


@pytest.mark.parametrize("other", ["izzz", "not an id", "%00"])
def test_a_merge_with_what_is_not_there(client: TestClient, biggest: str, other: str) -> None:
    page = client.get(f"/incidents/{biggest}/merge?with={other}")
    assert page.status_code == 404
    assert 'role="alert"' in page.text


def test_incidents_to_merge_with_are_found_by_words(client: TestClient, biggest: str) -> None:
    page = client.get(f"/incidents/{biggest}/merge?q=killed").text
    found = re.findall(r"merge\?with=(\w+)", page)
    assert len(found) > 3
    assert biggest not in found


def test_a_claim_is_split_off(client: TestClient, ledger_path: Path, biggest: str) -> None:
    with Ledger(ledger_path) as ledger:
        sides = [side.listed.claim.id for side in case_of(ledger.store, biggest).sides]
        fates = ((one, what_if(ledger.store, "split", [one])) for one in sides)
        claim = next(
            one
            for one, tried in fates
            if len(tried.after) == 2 and (fate := tried.fate(one)) is not None and fate.kind == "alone"
        )
    page = client.get(f"/incidents/{biggest}/split/{claim}")
    assert "Then: 2 incidents" in page.text
    assert "It would stand alone, as an incident of its own." in page.text
    client.post("/decisions", data={"kind": "split", "ids": claim, "name": "Ada", "reason": "next day", "next": "/"})
    with Ledger(ledger_path) as ledger:
        apart = ledger.store.claims.get(claim).incident
        assert claim not in case_of(ledger.store, biggest).incident.claims or apart == biggest
        assert len(case_of(ledger.store, apart or "").incident.claims) == 1


def test_every_split_foretells_where_its_claim_goes(client: TestClient, ledger_path: Path, biggest: str) -> None:
    """A claim that would join another incident was told to be in none, and its page could not be shown."""
    with Ledger(ledger_path) as ledger:
        for claim in case_of(ledger.store, biggest).incident.claims:
            tried = what_if(ledger.store, "split", [claim])
            fate = tried.fate(claim)
            assert fate is not None
            after = [one for case in tried.after for one in case.incident.claims]
            assert len(after) == len(set(after))
            assert {one for case in tried.before for one in case.incident.claims} == set(after)
            page = client.get(f"/incidents/{biggest}/split/{claim}")
            assert page.status_code == 200
            assert ("join an incident that is there already" in page.text) == (fate.kind == "joins")


def test_where_a_claim_goes_is_foretold(ledger_path: Path, biggest: str) -> None:
    other = another(ledger_path, biggest)
    with Ledger(ledger_path) as ledger:
        tried = what_if(ledger.store, "merge", [biggest, other])
        (after,) = tried.after
        gone = other if after.incident.id == biggest else biggest
        moved = next(case for case in tried.before if case.incident.id == gone).incident.claims[0]
        fate = tried.fate(moved)
        assert fate is not None
        assert (fate.kind, fate.case.incident.id) == ("joins", after.incident.id)
        assert tried.fate("none") is None


def test_what_people_did_is_told_apart(client: TestClient, ledger_path: Path, biggest: str) -> None:
    with Ledger(ledger_path) as ledger:
        sides = case_of(ledger.store, biggest).sides
        first, second = sides[0].listed.claim.id, sides[1].listed.claim.id
        ledger.decide("edit", [first], By("Ada", "misread"), field="status", value="uncertain")
        ledger.decide("accept", [first], By("Ada", "right"))
        ledger.decide("reject", [second], By("Ben", "not said"))
    page = client.get(f"/incidents/{biggest}").text
    row = re.search(rf'<tbody[^>]*id="c{first}">.*?</tbody>', page, re.DOTALL)
    assert row
    assert "set by a person" in row[0]
    assert "accepted by <bdi>Ada</bdi>" in row[0]
    assert f'id="c{second}"' not in page
    assert "1 claim that a person rejected" in page


def test_it_can_be_taken_away_as_text(client: TestClient, biggest: str) -> None:
    told = json.loads(client.get(f"/incidents/{biggest}/as/json").text)
    assert told["incident"] == biggest
    markdown = client.get(f"/incidents/{biggest}/as/markdown").text
    assert markdown.count("\n- ") == len(told["claims"])
    citation = client.get(f"/incidents/{biggest}/as/citation").text
    assert f"incidents/{biggest}" in citation
    assert "not verified" in citation
    assert client.get(f"/incidents/{biggest}/as/pdf").status_code == 404


def test_words_of_reports_stay_words(ledger_path: Path, tmp_path: Path, reader: Any) -> None:
    hostile = tmp_path / "x.txt"
    hostile.write_text(
        "“</script><script>alert(1)</script> killed \u202etwelve”\n\nTULKAREM, March 3, 2025 — Police said <img src=x "
        "onerror=alert(1)> shelling killed 12 people in Tulkarem on Monday. The army said 14 were killed.\n"
    )
    with Ledger(ledger_path) as ledger:
        ledger.add([hostile], reader)
        ids = {one.incident for one in ledger.claims(ledger.filter(text="tulkarem"))}
    with TestClient(create_app(Settings(ledger=ledger_path)), base_url="http://localhost:8321") as client:
        for id in ids:
            page = client.get(f"/incidents/{id}").text
            assert "<script>alert" not in page
            assert "<img" not in page
            assert "\u202e" not in page


def test_a_large_incident_is_shown_in_part(client: TestClient, ledger_path: Path) -> None:
    with Ledger(ledger_path) as ledger:
        rows = sorted(ledger.incidents(), key=lambda row: -row.claims)[:80]
        ledger.decide("merge", [row.id for row in rows], By("Ada", "all one, for once"))
        id = case_of(ledger.store, rows[0].id).incident.id
    page = client.get(f"/incidents/{id}").text
    assert page.count("<tbody role") == 60
    everything = re.search(r"Show all (\d+) claims", page)
    assert everything
    assert client.get(f"/incidents/{id}?rows=all").text.count("<tbody role") == int(everything[1])


def test_without_scripts(chromium: Any, served: Served, biggest: str) -> None:
    """From the incident to a merge and back, and taken back, by links and forms."""
    visit = Visit(chromium, served, java_script_enabled=False)
    page = visit.page
    page.goto(f"/incidents/{biggest}")
    page.get_by_role("link", name="Merge with another incident").click()
    page.get_by_label("Words of a claim").fill("killed")
    page.get_by_role("button", name="Look for it").click()
    page.get_by_role("link", name="See what changes").first.click()
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Why").fill("the same evening")
    page.get_by_role("button", name="Merge").click()
    assert "the same evening" in page.locator("#decisions").inner_text()
    page.locator("#decisions").get_by_role("button", name="Undo").click()
    assert "taken back" in page.locator("#decisions").inner_text()
    visit.close()


def test_quotes_link_to_their_words(visit: Visit, biggest: str) -> None:
    visit.page.goto(f"/incidents/{biggest}")
    link = visit.page.locator(".sides .acts a").first
    assert unescape(link.get_attribute("href") or "").startswith("/claims/")
    link.click()
    assert "/documents/" in visit.page.url
    assert quote("claim") in visit.page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_stands_in_the_way_of_anybody(
    chromium: Any, served: Served, biggest: str, scheme: str, width: int
) -> None:
    """Axe finds no violation, and nothing is wider than the screen."""
    with Ledger(served.path) as ledger:
        sides = case_of(ledger.store, biggest).sides
        ledger.decide("edit", [sides[0].listed.claim.id], By("Ada", "misread"), field="place", value=None)
        ledger.decide("accept", [sides[0].listed.claim.id], By("Ada", "right"))
        ledger.decide("reject", [sides[1].listed.claim.id], By("Ben", "not said"))
    visit = Visit(chromium, served, color_scheme=scheme, viewport={"width": width, "height": 800})
    here = f"/incidents/{biggest}"
    paths = (here, f"{here}/merge", f"{here}/merge?with={another(served.path, biggest)}",
             f"{here}/split/{sides[2].listed.claim.id}")  # fmt: skip
    for path in paths:
        visit.page.goto(path)
        visit.page.wait_for_load_state("networkidle")
        visit.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        told = Axe().run(visit.page)
        assert told.violations_count == 0, f"{path}: {told.generate_report()}"
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
    visit.close()


def test_by_the_keyboard(visit: Visit, biggest: str) -> None:
    """From claim to claim, to the merge, and what changes confirmed, without a mouse."""
    page = visit.page
    page.goto(f"/incidents/{biggest}")
    page.wait_for_selector("html.scripted")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('tbody').querySelector('.nth').textContent") == "2"
    page.keyboard.press("m")
    page.wait_for_url(re.compile("/merge$"))
    page.goto(f"/incidents/{biggest}/merge?with={another(visit.served.path, biggest)}")
    page.get_by_label("Your name").fill("Ada")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/incidents/{biggest}$"))
    expect(page.locator("#decisions")).to_contain_text("merged")


def test_the_citation_is_copied(chromium: Any, served: Served, biggest: str) -> None:
    visit = Visit(chromium, served, permissions=["clipboard-read", "clipboard-write"])
    page = visit.page
    page.goto(f"/incidents/{biggest}")
    page.get_by_role("button", name="Copy citation").click()
    expect(page.locator("#live")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    with Ledger(served.path) as ledger:
        case = case_of(ledger.store, biggest)
        lead = lead_of(case)
        assert lead is not None
        one = lead.listed
        document = one.document
    assert copied.startswith(f"“{visible(one.words)}” (")
    told = (" → ".join(chain(one.claim, document)), document.title or "no title", f"/claims/{one.claim.id}",
            f"/incidents/{biggest}", page.get_by_role("heading", level=1).inner_text(), "not verified")  # fmt: skip
    for part in told:
        assert part in copied
    visit.close()


def test_a_chosen_claim_is_cited_by_one_key(chromium: Any, served: Served, biggest: str) -> None:
    visit = Visit(chromium, served, permissions=["clipboard-read", "clipboard-write"])
    page = visit.page
    page.goto(f"/incidents/{biggest}")
    page.wait_for_selector("html.scripted")
    for key in ("j", "j", "c"):
        page.keyboard.press(key)
    expect(page.locator("#live")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    row = page.locator(".sides tbody").nth(1)
    assert copied.startswith("“" + " ".join(row.locator("blockquote").inner_text().split()))
    assert (row.get_attribute("id") or "")[1:] in copied
    visit.close()


def test_a_reference_manager_can_take_it(client: TestClient, biggest: str) -> None:
    (item,) = json.loads(client.get(f"/incidents/{biggest}/as/csl").text)
    assert item["type"] == "article"
    assert item["title"]
    assert biggest in item["note"]
    claim = item["id"].removeprefix("sayso-")
    bibtex = client.get(f"/claims/{claim}/as/bibtex")
    assert bibtex.text.startswith(f"@misc{{sayso-{claim},\n  title = {{")
    assert "attachment" in bibtex.headers["content-disposition"]
    assert client.get(f"/claims/{claim}/as/pdf").status_code == 404


def test_reasons_stand_by_pairs_of_reports_each_once(client: TestClient, ledger_path: Path) -> None:
    with Ledger(ledger_path) as ledger:
        cases = [case_of(ledger.store, row.id) for row in ledger.incidents(Filter()) if row.documents > 2]
    case = max(cases, key=lambda case: len(case.why))
    weaker = [replace(why, left=why.right, right=why.left, score=why.score - 1) for why in case.why]
    bonds = bonds_of([*weaker, *case.why])
    assert len(bonds) == len(bonds_of(case.why)), "a pair of reports stands once, whichever is named first"
    assert [bond.score for bond in bonds] == [max(link.score for link in bond.links) for bond in bonds]
    page = client.get(f"/incidents/{case.incident.id}?links=all").text
    why = page[page.index('id="why"') :].split("</section>")[0]
    pairs = re.findall(r"<summary>.*?</summary>", why, re.DOTALL)
    assert len(pairs) == len(bonds_of(case.why))
    for part in why.split('<h3 class="ground">')[1:]:
        weights = [float(told) for told in re.findall(r'<summary><span class="weight">([-+.\d]+)', part)]
        assert weights == sorted(weights, reverse=True)


def test_sources_without_a_name_say_why_they_count_as_one(client: TestClient, ledger_path: Path) -> None:
    with Ledger(ledger_path) as ledger:
        cases = (case_of(ledger.store, row.id) for row in ledger.incidents(Filter()))
        case, root = next((case, root) for case in cases for root in case.roots if len(root.unnamed) > 1)
    page = client.get(f"/incidents/{case.incident.id}").text
    origins = page[page.index('id="origins"') :].split("</section>")[0]
    told = origins[origins.index(escape(root.name)) :].split("</li>")[0]
    assert "counted as one origin" in told
    assert "without a name" in page[: page.index('id="compare"')]


def test_on_a_phone_it_is_short_and_unfolds(chromium: Any, served: Served, biggest: str) -> None:
    """What differs stands first, the rest unfolds by touch or by a link to it; what is touched is large enough."""
    visit = Visit(chromium, served, viewport={"width": 390, "height": 844}, has_touch=True)
    page = visit.page
    page.goto(f"/incidents/{biggest}")
    expect(page.locator(".sides tbody").nth(8)).to_be_hidden()
    expect(page.locator("#origins .tree")).to_be_hidden()
    page.locator(".within a[href='#origins']").tap()
    expect(page.locator("#origins .tree")).to_be_visible()
    page.locator("#decisions-fold").check()
    expect(page.locator("#decisions .quiet").first).to_be_visible()
    page.locator("#every-claim").check()
    expect(page.locator(".sides tbody").nth(8)).to_be_visible()
    agreeing = page.locator(".sides td.is-agree:not(.status, .figures)").first
    expect(agreeing).to_be_hidden()
    page.locator("#every-field").check()
    expect(agreeing).to_be_visible()
    small = page.evaluate(_SMALL)
    assert small == [], small
    visit.close()


# The points of a chart are small; its table has the same links.
_SMALL = """[...document.querySelectorAll('main a, main button, main summary, main label')]
  .filter(one => one.getClientRects().length && !one.matches('.chart a'))
  .map(one => [one.textContent.trim().slice(0, 40), Math.round(one.getBoundingClientRect().height)])
  .filter(([, height]) => height < 24)"""


def test_it_prints_as_a_table_without_what_is_clicked(visit: Visit, biggest: str) -> None:
    visit.page.set_viewport_size({"width": 794, "height": 1123})
    visit.page.goto(f"/incidents/{biggest}")
    visit.page.emulate_media(media="print")
    assert visit.page.evaluate("getComputedStyle(document.querySelector('.sides td')).display") == "table-cell"
    for gone in (".within", ".sides .acts", "#cite", ".search"):
        expect(visit.page.locator(gone).first).to_be_hidden()
    expect(visit.page.locator(".sides blockquote").first).to_be_visible()


def test_a_single_claim_is_not_said_to_have_been_joined(client: TestClient, ledger_path: Path) -> None:
    """Harm prevented: a reader of one lone claim looks for others that it was put together with."""
    with Ledger(ledger_path) as ledger:
        lone = next(row for row in ledger.incidents() if row.claims == 1)
        many = next(row for row in ledger.incidents() if row.claims > 1 and row.documents == 1)
    assert "nothing was joined" in client.get(f"/incidents/{lone.id}").text
    assert "Its claims were joined" in client.get(f"/incidents/{many.id}").text

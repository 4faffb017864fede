"""The reader in a real browser: words beside claims, long and hostile reports, without scripts, printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from starlette.testclient import TestClient

from sayso.service.ledger import Ledger
from sayso.store.filters import Filter
from sayso.web import Settings, create_app
from tests.store.making import LineReader, UnsureReader
from tests.web.conftest import Served, Visit

HOSTILE = (
    "shelling asserted Goma 3 army <script>document.title='owned'</script> fired \u202eon the market\u202c and more\n"
    "clash asserted Goma 2 police \" onmouseover=\"document.title='owned'\" x=' fought in the town\n"
    "shelling denied Goma - \u0627\u0644\u062c\u064a\u0634 army \u05e6\u05d4\u05f4\u05dc did not </p></div>{{ 7*7 }}\n"
)


def most_told(path: Path) -> str:
    """The document with the most claims."""
    with Ledger(path) as ledger:
        counts = {id: ledger.store.claims.count(Filter(document=id)) for id in ledger.store.documents.listed()}
    return max(counts, key=lambda id: counts[id])


@pytest.fixture
def page(visit: Visit) -> Any:
    """The report with the most claims, as Ann, with scripts."""
    visit.context.add_cookies([{"name": "sayso_name", "value": "Ann", "url": visit.served.url}])
    visit.page.goto(f"/documents/{most_told(visit.served.path)}")
    visit.page.wait_for_function("document.documentElement.classList.contains('scripted')")
    return visit.page


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Served]:
    """A server on a ledger with a report that is full of script, quotes and turned text."""
    report = tmp_path / "a<img src=x onerror=alert(1)>.txt"
    report.write_text(HOSTILE, encoding="utf-8")
    with Ledger(tmp_path / "hostile.db", create=True) as ledger:
        ledger.add([report], LineReader())
    server = Served(tmp_path / "hostile.db")
    yield server
    server.stop()


def claims_of(path: Path, document: str) -> list[str]:
    """The ids of a report's claims in text order."""
    with Ledger(path) as ledger:
        found = list(ledger.claims(Filter(document=document)))
    return [one.claim.id for one in sorted(found, key=lambda one: (one.read.trigger.start, one.claim.id))]


def test_every_field_leads_to_its_words(page: Any, served: Served) -> None:
    """Each offset that a field names is marked in the text, by the words that the field was read from."""
    missing = page.evaluate("""() => {
      const at = new Set([...document.querySelectorAll('.text [data-at]')].flatMap(e => e.dataset.at.split(' ')));
      const lit = [...document.querySelectorAll('[data-lights]')].flatMap(e => e.dataset.lights.split(' '));
      return lit.filter(o => !at.has(o));
    }""")
    assert missing == []
    document = page.url.rsplit("/", 1)[1]
    assert page.locator(".claim").count() == len(claims_of(served.path, document)) > 5


def test_a_field_lights_its_words(page: Any) -> None:
    field = page.locator(".claim [data-field=place][data-lights]").first
    offsets = field.get_attribute("data-lights")
    field.focus()
    lit = page.locator(".text .m.lit")
    assert lit.first.get_attribute("data-at") == offsets
    page.locator(".claim h2 a").first.focus()
    assert page.locator(".text .m.lit").count() == 0


def test_the_link_of_a_claim_opens_the_report_at_its_words(visit: Visit, served: Served) -> None:
    document = most_told(served.path)
    claim = claims_of(served.path, document)[-1]
    visit.page.goto(f"/claims/{claim}")
    assert f"/documents/{document}?claim={claim}#" in visit.page.url
    chosen = visit.page.locator(".claim.on")
    assert chosen.get_attribute("data-claim") == claim
    visit.page.wait_for_function("""() => {
      const box = document.querySelector('.text a.trigger.on').getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight; }""")


def test_accept_by_key_and_by_button(page: Any, served: Served) -> None:
    page.locator(".claim h2 a").nth(1).click()
    claim = page.locator(".claim.on").get_attribute("data-claim")
    page.keyboard.press("a")
    page.wait_for_url(f"**claim={claim}**")
    assert "accepted by Ann" in page.locator(".claim.on .tags").inner_text()
    page.locator(".claim.on .do-reject").click()
    page.locator(".claim.on .verdict.reject").wait_for()
    with Ledger(served.path) as ledger:
        assert [d.kind for d in ledger.store.decisions.holding([str(claim)])] == ["accept", "reject"]


def test_words_that_are_selected_become_a_claim(page: Any, served: Served) -> None:
    page.keyboard.press("n")
    words = page.evaluate("""() => {
      const pieces = [...document.querySelectorAll('.text [data-o]')];
      const piece = pieces.find(e => e.textContent.trim().split(' ').length > 6);
      const node = piece.firstChild, from = node.data.indexOf(' ') + 1, to = node.data.indexOf(' ', from + 8);
      getSelection().setBaseAndExtent(node, from, node, to);
      document.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
      return node.data.slice(from, to);
    }""")
    page.wait_for_function("words => document.querySelector('#add-words').value === words", arg=words)
    page.locator("#add-type").select_option("protest")
    page.locator("#add form button.primary, #add button[type=submit]").first.click()
    page.locator(".claim.added").wait_for()
    added = page.locator(".claim.added")
    assert "added by Ann" in added.inner_text()
    assert "read by machine" not in added.inner_text()
    document = re.search(r"/documents/(\w+)", page.url)
    assert document is not None
    with Ledger(served.path) as ledger:
        found = [one for one in ledger.claims(Filter(document=document[1])) if one.added_by]
        assert [one.document.text[one.read.trigger.start : one.read.trigger.end] for one in found] == [words]


def test_without_scripts(chromium: Any, served: Served) -> None:
    visit = Visit(chromium, served, java_script_enabled=False)
    visit.context.add_cookies([{"name": "sayso_name", "value": "Ann", "url": served.url}])
    document = most_told(served.path)
    visit.page.goto(f"/documents/{document}")
    visit.page.locator(".claim h2 a").first.click()
    assert "#w1" in visit.page.url
    visit.page.locator(".text a.trigger").first.click()
    assert visit.page.locator(".claim:target").count() == 1
    with Ledger(served.path) as ledger:
        text = ledger.store.documents.reading(document).document.text
    words = next(w for w in (text[n : n + 20].strip() for n in range(40, 400)) if text.count(w) == 1 and "\n" not in w)
    visit.page.locator("#add > summary").click()
    visit.page.locator("#add-words").fill(words)
    visit.page.locator("#add button[type=submit]").click()
    assert visit.page.locator(".claim.added").count() == 1
    visit.close()


def test_what_people_decided_is_told_apart(client: TestClient, ledger_path: Path) -> None:
    document = most_told(ledger_path)
    claim = claims_of(ledger_path, document)[0]
    client.cookies.set("sayso_name", "Ann")
    client.post("/decisions", data={"kind": "edit", "ids": claim, "field": "status", "value": "denied",
                                    "reason": "a second look", "next": "/"})  # fmt: skip
    page = client.get(f"/documents/{document}?claim={claim}").text
    card = page[page.index(f'data-claim="{claim}"') :].split("</li>")[0]
    field = card[card.index('data-field="status"') :].split("</dd>")[0]
    assert "decided by <bdi>Ann</bdi>" in field
    assert "the machine read: <s><bdi>asserted</bdi></s>" in field
    assert "a second look" in field
    copied = client.get(f"/documents/{document}?claim={claim}").text.split('-citation"')[-1].split("</textarea>")[0]
    assert "read by machine, status corrected by a person, not verified" in copied
    assert f"{client.base_url}/claims/{claim}," in copied, "what is cited can be followed"


def test_a_hostile_report_does_nothing(chromium: Any, hostile: Served) -> None:
    visit = Visit(chromium, hostile)
    with Ledger(hostile.path) as ledger:
        (document,) = ledger.store.documents.listed()
        first = next(ledger.claims(Filter()))
    for address in (f"/documents/{document}", f"/documents/{document}?claim={first.claim.id}", "/review"):
        visit.page.goto(address)
        visit.page.wait_for_function("document.documentElement.classList.contains('scripted')")
        assert visit.page.title() != "owned"
        assert visit.page.locator("main script:not([type='application/json']), main img").count() == 0
    visit.page.goto(f"/documents/{document}")
    shown = visit.page.locator(".text").inner_text()
    assert "<script>document.title" in shown
    assert "⟨U+202E⟩on the market⟨U+202C⟩" in shown
    assert "{{ 7*7 }}" in shown
    assert visit.page.locator(".text p.block").evaluate_all("blocks => blocks.every(b => b.dir === 'auto')")
    visit.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_anyone_can_use_it(chromium: Any, served: Served, scheme: str, width: int) -> None:
    visit = Visit(chromium, served, color_scheme=scheme, viewport={"width": width, "height": 800})
    document = most_told(served.path)
    visit.page.goto(f"/documents/{document}?claim={claims_of(served.path, document)[2]}")
    visit.page.wait_for_function("document.documentElement.classList.contains('scripted')")
    found = Axe().run(visit.page)
    assert found.violations_count == 0, found.generate_report()
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.close()


def test_it_prints_words_and_claims_without_buttons(page: Any) -> None:
    page.emulate_media(media="print")
    assert page.locator(".claim .acts").first.is_hidden()
    assert page.locator(".top nav").is_hidden()
    assert page.locator(".claim").last.is_visible()
    assert page.locator(".text").is_visible()


def test_a_doubtful_field_is_marked_by_word_and_sign_here_and_in_review(tmp_path: Path) -> None:
    """Harm: a doubtful place that looks like a sure one, or is told apart by its colour alone."""
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        (tmp_path / "report.txt").write_text("shelling asserted Goma 3 army fired on the market\n", encoding="utf-8")
        ledger.add([tmp_path / "report.txt"], UnsureReader())
        (report,) = ledger.store.documents.listed()
    with TestClient(create_app(Settings(ledger=tmp_path / "a.db")), base_url="http://localhost:8321") as client:
        for address in (f"/documents/{report}", "/review?order=field"):
            page = " ".join(client.get(address).text.split())
            assert (
                page.count('<span class="doubtful"><span aria-hidden="true">△</span> doubtful, 31 % sure</span>') == 1
            )
            assert page.count('in-doubt" data-field="targets"') == 1
            assert re.search(r'data-field="targets".*?not told.*?doubtful, 20 % sure', page)
            assert page.count("80 % sure") == 1


def test_an_older_version_says_so_and_can_only_be_read(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        for number in (3, 4):
            report.write_text(
                f"shelling asserted Goma {number} army fired on the market and the river bridge at noon\n" * 2,
                encoding="utf-8",
            )
            ledger.add([report], LineReader())
        (newer,) = ledger.store.documents.listed()
        older = next(v.document for v in ledger.store.documents.versions(newer) if not v.current)
    home = "http://localhost:8321"
    with TestClient(create_app(Settings(ledger=tmp_path / "a.db")), base_url=home) as client:
        page = client.get(f"/documents/{older}").text
        assert f'href="/documents/{newer}"' in page
        assert page.count('class="claim ') == 2
        assert 'action="/decisions"' not in page
        assert 'action="/decisions"' in client.get(f"/documents/{newer}").text

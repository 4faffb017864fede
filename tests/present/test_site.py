"""A published site: opens from a folder, runs nothing, looks after the folder, is the same for the same ledger."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.errors import ExportError
from sayso.present.site import LIST, listing, publish
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.service.publishing import Terms
from sayso.service.reading import Reader
from sayso.store.filters import Filter

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
EXAMPLES = Path(__file__).parents[2] / "examples"
SCRIPT = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
TURN = "\u202e"
ALL = Terms(everything=True, title=f"Who says what {SCRIPT}{TURN}")


@pytest.fixture(scope="module")
def ledger_path(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """A ledger of two examples, an incident that four outlets tell of, and a report that means harm."""
    folder = tmp_path_factory.mktemp("site")
    hostile = folder / "hostile.jsonl"
    text = f"Rebels shelled Goma {SCRIPT}{TURN} on Monday and killed 12 civilians, the “army’s{TURN}” spokesman said."
    report = {
        "text": text, "title": f"Goma {SCRIPT}{TURN}", "outlet": f"Wire {SCRIPT}{TURN}", "published": "2025-01-28",
        "url": "javascript:document.title='run'",
    }  # fmt: skip
    hostile.write_text(json.dumps(report) + "\n", encoding="utf-8")
    path = folder / "a.db"
    with Ledger(path, create=True) as ledger:
        ledger.add([*sorted(EXAMPLES.glob("0[12]*.txt")), EXAMPLES / "incident", hostile], reader)
        (document,) = {c.document.id for c in ledger.claims() if c.document.outlet and "Wire <" in c.document.outlet}
        eve = By(f"Eve {SCRIPT}{TURN}", "because")
        ledger.add_claim(document, "Rebels", "damage", eve)
        for claim in list(ledger.claims(Filter(document=document))):
            ledger.decide("accept", [claim.claim.id], eve)
        ledger.decide("accept", [next(ledger.claims(ledger.filter(place="El Obeid"))).claim.id], By("Ann", "checked"))
    return path


def made(ledger_path: Path, target: Path, terms: Terms = ALL) -> Path:
    with Ledger(ledger_path) as ledger:
        publish(ledger.store, target, terms)
    return target


def digest(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_the_same_ledger_gives_the_same_bytes_and_all_links_lead_somewhere(ledger_path: Path, tmp_path: Path):
    first, again = made(ledger_path, tmp_path / "a"), made(ledger_path, tmp_path / "b")
    assert digest(first) == digest(again)
    ids = {path: set(re.findall(r' id="([^"]+)"', path.read_text("utf-8"))) for path in first.rglob("*.html")}
    links = 0
    for path in ids:
        for link in re.findall(r'href="([^"]+)"', path.read_text("utf-8")):
            file, _, anchor = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), (path, link)
            assert not anchor or anchor in ids[target], (path, link)
            links += 1
    assert links > 100


def test_a_long_list_goes_on_over_pages(ledger_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    whole = made(ledger_path, tmp_path / "whole")
    total = len(list((whole / "incidents").iterdir()))
    monkeypatch.setattr("sayso.present.site.PAGE", 7)
    cut = made(ledger_path, tmp_path / "cut")
    pages = [cut / listing.list_name(n) for n in range(1, -(-total // 7) + 1)]
    assert len(pages) > 2
    rows = [id for page in pages for id in re.findall(r'<tr id="(i[^"]+)"', page.read_text("utf-8"))]
    assert rows == re.findall(r'<tr id="(i[^"]+)"', (whole / "index.html").read_text("utf-8"))
    assert len(rows) == total
    assert "Earlier incidents" not in pages[-1].read_text("utf-8")
    # A site of fewer pages leaves none of the old ones behind.
    monkeypatch.undo()
    assert digest(made(ledger_path, cut)) == digest(whole)


def test_other_peoples_files_are_never_touched(ledger_path: Path, tmp_path: Path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(ExportError, match="sayso did not write"):
        made(ledger_path, mine)
    with pytest.raises(ExportError, match="is a file"):
        made(ledger_path, mine / "thesis.txt")
    assert [path.name for path in mine.iterdir()] == ["thesis.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    ours = made(ledger_path, tmp_path / "ours")
    (ours / "CNAME").write_text("example.org")
    # A list that was tampered with reaches nothing outside.
    with (ours / LIST).open("a") as file:
        file.write("../mine/thesis.txt\n/etc/hostname\n")
    made(ledger_path, ours, replace(ALL, filter=Filter(types=("drone-strike",))))
    assert (ours / "CNAME").read_text() == "example.org"
    assert (mine / "thesis.txt").read_text() == "years of work"


def test_what_fails_leaves_the_old_site_as_it_was(ledger_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    site = made(ledger_path, tmp_path / "site")
    before = digest(site)

    def broken(*args: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sayso.present.site.about_body", broken)
    with pytest.raises(ExportError, match="No space left"):
        made(ledger_path, site)
    assert digest(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_reports_are_quoted_by_the_sentence_and_never_whole(ledger_path: Path, tmp_path: Path):
    text = (EXAMPLES / "incident" / "1-sahara-wire.txt").read_text("utf-8")
    pages = " ".join(p.read_text("utf-8") for p in made(ledger_path, tmp_path / "a").rglob("*.html"))
    with Ledger(ledger_path) as ledger:
        quoted = " ".join(" ".join(one.words.split()) for one in ledger.claims())
    silent = [s for s in re.split(r"(?<=[.”])\s+", " ".join(text.split())) if len(s) > 60 and s not in quoted]
    assert silent
    assert all(sentence not in pages for sentence in silent)


def test_the_command_says_what_it_did_and_what_to_do(ledger_path: Path, tmp_path: Path):
    run = CliRunner().invoke
    ledger = ["--ledger", str(ledger_path)]
    done = run(main, ["publish", str(tmp_path / "a"), "--place", "Goma", "--title", "Goma", "--blur", "10", *ledger])
    assert done.exit_code == 0, done.output
    assert "1 incident," in done.output
    pages = "".join(path.read_text("utf-8") for path in (tmp_path / "a").rglob("*.html"))
    assert "Only place <bdi>[place withheld]</bdi>" in pages
    assert "blurred to 10 km" in pages
    assert '<rect class="square"' in pages
    assert 'class="town"' not in pages  # a name beside a square would tell more than the square
    plain = run(main, ["publish", str(tmp_path / "d"), "--place", "Goma", "--since", "2025-01-02", *ledger])
    assert plain.exit_code == 0, plain.output
    assert 'class="town"' in (tmp_path / "d" / "index.html").read_text("utf-8")
    assert "Only place <bdi>Goma</bdi>, since <bdi>2025-01-02</bdi>." in (tmp_path / "d" / "about.html").read_text(
        "utf-8"
    )
    nothing = run(main, ["publish", str(tmp_path / "b"), "--actor", "Russia", *ledger])
    assert nothing.exit_code == 0
    assert "or give --all" in nothing.output
    assert "nobody accepted" in (tmp_path / "b" / "index.html").read_text("utf-8")
    for wrong in (["--blur", "0"], ["--rejected"], ["--place", "Atlantis"]):
        refused = run(main, ["publish", str(tmp_path / "c"), *wrong, *ledger])
        assert refused.exit_code == 1, wrong
        assert not (tmp_path / "c").exists()


@pytest.fixture(scope="module")
def browser(playwright_running: Any) -> Iterator[Any]:
    if BROWSER is None:
        pytest.skip("no Chromium on this machine")
    launched = playwright_running.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
    yield launched
    launched.close()


@pytest.fixture(scope="module")
def site(ledger_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(ledger_path, tmp_path_factory.mktemp("sites") / "site")


def pages_of(site: Path) -> list[Path]:
    """One of each kind; of incidents that with most on it and the one of the harmful report."""
    incidents = sorted((site / "incidents").iterdir(), key=lambda path: path.stat().st_size)
    harmful = next(path for path in incidents if "Eve" in path.read_text("utf-8"))
    source = next(path for path in (site / "sources").iterdir() if "<h1><bdi>Wire" in path.read_text("utf-8"))
    return [site / "index.html", site / "sources.html", site / "about.html", incidents[-1], harmful, source]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_from_a_folder_and_anybody_can_read_it(browser: Any, site: Path, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = context.new_page()
    for path in pages_of(site):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == [], path
    context.close()


def test_nothing_in_a_report_runs_and_nothing_is_fetched(browser: Any, site: Path):
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for path in pages_of(site):
        page.goto(path.as_uri())
        assert page.title() != "run"
        painted = page.evaluate("getComputedStyle(document.querySelector('.banner')).backgroundColor")
        assert painted != "rgba(0, 0, 0, 0)", "the style sheet was not let in"
        assert page.locator("script, img, [style], [onerror]").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
        assert TURN not in page.content()
    assert said == []
    assert all(url.startswith("file:") for url in asked)
    harmful = pages_of(site)[4]
    page.goto(harmful.as_uri())
    assert "added by Eve <script>" in page.inner_text("main")
    context.close()


def test_from_the_list_to_the_words_and_to_who_says_it(browser: Any, site: Path):
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.locator("svg.map circle.mark").count() > 1
    assert page.locator("svg.map path.land").get_attribute("d")
    page.locator("tbody a", has_text="El Obeid").first.click()
    assert "Side by side" in page.inner_text("main")
    first = page.locator("tbody th a").first
    first.click()
    assert page.locator(".claim:target blockquote b").count() == 1
    page.click("text=Sources")
    page.locator("tbody a").first.click()
    page.locator("tbody a").first.click()
    assert page.locator(".claim:target").count() == 1
    page.close()

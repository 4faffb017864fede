"""Every page that there is: no question makes it fail, no word of a report or of a question becomes mark-up, and what
changes something is kept from those who may not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.service.reading import Reader
from sayso.web import Settings, create_app
from sayso.web.api.parameters import FILTER
from sayso.web.app import PAGES
from sayso.web.security import accounts
from sayso.web.settings import access_path

HOME = "http://localhost:8321"
SCRIPT = "<script>alert(1)</script>"
WORDS = [
    SCRIPT, "'\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{7*7}}${7*7}", "\u202eevil\u2066", "\0", "%00",
    "'; DROP TABLE claims; --", '"', "*", "NEAR(", "=", "=|x|", "a" * 800, "-1", "1e400", "nan", "../../etc/passwd",
    "\r\nSet-Cookie: x=1", "ا" * 50,
]  # fmt: skip
NAMES = (
    *(one.name for one in FILTER), "cursor", "sort", "show", "map", "claim", "next", "with", "order", "as_of", "name",
    "id", "q", "limit", "page", "form", "key", "why", "by", "person", "tab", "bounds", "zoom", "at", "from", "ids",
    "kind",
)  # fmt: skip
FORMS: list[dict[str, str]] = [
    {}, dict.fromkeys(NAMES, SCRIPT), {"next": "https://evil.example"},
    {"kind": "edit", "ids": "CLAIM", "field": SCRIPT, "value": SCRIPT, "reason": SCRIPT, "next": "//evil.example"},
]  # fmt: skip
HOSTILE = f"""{SCRIPT} Kursk official</title><script>alert(2)</script>

Goma, Aug 10 - The <b onmouseover=alert(3)>M23</b> rebels killed 12 civilians in Goma on Saturday, the governor
"><img src=x onerror=alert(4)> said. The army \u202edenied it\u202c, according to {{{{7*7}}}} residents.
"""


def routes(method: str) -> list[str]:
    """The paths of all pages that answer a method."""
    found = [route for name in PAGES for route in import_module(f"sayso.web.pages.{name}").router.routes]
    return sorted({route.path for route in found if method in route.methods})


@pytest.fixture(scope="session")
def hostile(full: Path, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full ledger with a report, an outlet and decisions full of script."""
    folder = tmp_path_factory.mktemp("hostile")
    path = Path(shutil.copy(full, folder / "a.db"))
    report = folder / "<img src=x onerror=alert(5)>.txt"
    report.write_text(HOSTILE, encoding="utf-8")
    with Ledger(path) as ledger:
        ledger.add([report], reader, outlet=f"Daily {SCRIPT}")
        ids = [one.claim.id for one in ledger.claims() if SCRIPT in (one.document.outlet or "")]
        assert ids, "nothing was read in the hostile report"
        ledger.decide("accept", ids[:1], By(f"Eve {SCRIPT}", f"because {SCRIPT}"))
        ledger.decide("edit", ids[:1], By("Eve", SCRIPT), field="actors", value=f"Ghost {SCRIPT}")
        ledger.decide("edit", ids[:1], By("Eve", SCRIPT), field="note", value=SCRIPT)
    return path


@pytest.fixture(scope="module")
def pages(hostile: Path) -> Iterator[TestClient]:
    app = create_app(Settings(ledger=hostile))
    with TestClient(app, base_url=HOME, headers={"origin": HOME}, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def known(hostile: Path) -> dict[str, str]:
    """A claim of the hostile report, its document, its incident, one of its sources."""
    with Ledger(hostile) as ledger:
        one = next(one for one in ledger.claims() if SCRIPT in (one.document.outlet or ""))
    return {"claim": one.claim.id, "document": one.document.id, "incident": one.incident or ""}


def addresses(path: str, known: dict[str, str]) -> list[str]:
    """A path with ids that are there, and with words that are none, in place of its parts."""
    if "{" not in path:
        return [path]
    kinds = {"documents": "document", "claims": "claim", "incidents": "incident"}
    parts = re.findall(r"\{(\w+)(?::\w+)?\}", path)
    there = {part: known.get(part, known[kinds.get(path.split("/")[1], "claim")]) for part in parts}
    fills = [
        there,
        *({part: quote(word, safe="") for part in parts} for word in (SCRIPT, "\u202ex", "zz", "..", "%00")),
    ]
    return [re.sub(r"\{(\w+)(?::\w+)?\}", lambda m, fill=fill: fill[m[1]], path) for fill in fills]  # type: ignore[misc]


def sane(answer: Any, address: str) -> None:
    assert answer.status_code < 500, f"{address} fails"
    assert answer.headers.get("x-content-type-options") == "nosniff"
    kind = answer.headers.get("content-type", "")
    if kind.startswith("text/html"):
        assert "nonce-" in answer.headers["content-security-policy"]
        for bad in ("<script>alert", "<img src=x", "<b onmouseover", 'href="javascript:', "49${"):
            assert bad not in answer.text, f"{address} has {bad}"
    assert "\n" not in answer.headers.get("location", "")
    where = answer.headers.get("location", "/")
    assert where.startswith(("/", "?")) or where.startswith(HOME), f"{address} leads to {where}"
    assert not where.startswith(("//", "/\\"))


@pytest.mark.parametrize("path", [path for path in routes("GET") if not path.endswith("/events")])
def test_no_question_breaks_a_page(pages: TestClient, known: dict[str, str], path: str) -> None:
    there, *none = addresses(path, known)
    sane(pages.get(there), there)
    for address in none:
        sane(pages.get(address), address)
    for number, word in enumerate(WORDS):
        sane(pages.get(there, params=dict.fromkeys(NAMES, word)), there)
        # One at a time for some of the names, since the first that is wrong hides the others.
        for name in NAMES[number :: len(WORDS)]:
            sane(pages.get(there, params={name: word}), f"{there}?{name}={word}")
    sane(pages.get(there, headers={"hx-request": "true", "hx-request-type": "partial"}), there)


@pytest.mark.parametrize("path", [path for path in routes("POST") if path not in ("/sign-in", "/sign-out")])
def test_no_form_breaks_the_server(pages: TestClient, known: dict[str, str], path: str) -> None:
    pages.cookies.set("sayso_name", "Olga", domain="localhost.local")
    for address in addresses(path, known):
        for form in FORMS:
            data = {name: known["claim"] if value == "CLAIM" else value for name, value in form.items()}
            sane(pages.post(address, data=data), address)
        kind = {"content-type": "application/x-www-form-urlencoded"}
        sane(pages.post(address, content=b"\xff\xfe=%zz&%ff=\xff", headers=kind), address)
        sane(pages.post(address, files={"files": ("../../<script>.txt", b"\xff\0")}), address)


def test_what_may_not_is_kept_from_every_form(ledger_path: Path) -> None:
    for name, role in (("Rita", "reader"), ("Carl", "coder")):
        accounts.add_account(access_path(ledger_path), name, role, "correct horse battery")  # type: ignore[arg-type]
    app = create_app(Settings(ledger=ledger_path))
    with Ledger(ledger_path) as ledger:
        claim = next(ledger.claims()).claim.id
    form = {"kind": "reject", "ids": claim, "reason": "r", "by": "Ada", "name": "Ada"}
    forms = [
        path.replace("{id}", "x").replace("{claim}", "x") for path in routes("POST") if not path.startswith("/sign")
    ]
    with TestClient(app, base_url=HOME, headers={"origin": HOME}, follow_redirects=False) as client:
        for path in forms:
            assert client.post(path, data=form).status_code == 401, f"{path} is open to all"
        client.post("/sign-in", data={"name": "Rita", "password": "correct horse battery"})
        for path in forms:
            if not path.startswith("/account/"):  # everybody's own
                assert client.post(path, data=form).status_code == 403, f"{path} is open to readers"
        client.post("/sign-in", data={"name": "Carl", "password": "correct horse battery"})
        for path in forms:
            if path.startswith(("/add", "/accounts")):
                assert client.post(path, data=form).status_code == 403, f"{path} is open to coders"
        assert client.post("/decisions", data=form).status_code in (200, 303)
    with Ledger(ledger_path) as ledger:
        assert [d.by for d in ledger.store.decisions.recorded()] == ["Carl"]

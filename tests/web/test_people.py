"""Signing in, and giving a name, in a browser: by keys alone, without scripts, at phone width, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from sayso.web.security import accounts
from sayso.web.settings import access_path
from tests.web.conftest import Served, Visit

SECRET = "correct horse battery"


@pytest.fixture
def guarded(ledger_path: Path) -> Iterator[Served]:
    """A server with an account."""
    accounts.add_account(access_path(ledger_path), "Olga", "coder", SECRET)
    server = Served(ledger_path)
    yield server
    server.stop()


@pytest.mark.parametrize("scripts", [True, False])
def test_signing_in_leads_to_what_was_asked_for(chromium: Any, guarded: Served, scripts: bool) -> None:
    visit = Visit(chromium, guarded, java_script_enabled=scripts)
    page = visit.page
    page.goto("/methods?x=1")
    assert page.url.startswith(f"{guarded.url}sign-in?")
    page.wait_for_selector("#name:focus")
    page.keyboard.type("Olga")
    page.keyboard.press("Tab")
    page.keyboard.type(SECRET)
    page.keyboard.press("Enter")
    page.wait_for_url("**/methods?x=1")
    assert page.locator(".who").inner_text().startswith("Olga")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    page.goto("/methods")
    assert "/sign-in" in page.url
    assert page.locator("nav").count() == 0, "nothing is there to go to"
    visit.close()


def test_a_wrong_password_is_told_and_the_name_kept(chromium: Any, guarded: Served) -> None:
    visit = Visit(chromium, guarded)
    page = visit.page
    page.goto("/sign-in")
    page.get_by_label("Name").fill("Olga")
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    assert "No account" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Name").input_value() == "Olga"
    assert page.get_by_label("Password").input_value() == ""
    visit.complaints = [one for one in visit.complaints if "401" not in one]
    visit.close()


def test_a_name_is_given_once(chromium: Any, served: Served) -> None:
    visit = Visit(chromium, served)
    page = visit.page
    page.goto("/sources")
    page.get_by_role("link", name="Your name").click()
    page.wait_for_selector("#name:focus")
    page.keyboard.type("Олга M.")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources")
    assert page.locator(".who").inner_text() == "Олга M."
    visit.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_they_can_be_used_by_all(chromium: Any, guarded: Served, scheme: str, width: int) -> None:
    visit = Visit(chromium, guarded, color_scheme=scheme, viewport={"width": width, "height": 700})
    page = visit.page
    page.goto("/sign-in")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("Name").fill("Olga")
    page.get_by_label("Password").fill(SECRET)
    page.keyboard.press("Enter")
    page.wait_for_url(guarded.url)
    head = Axe().run(page, context=".top")
    assert head.violations_count == 0, head.generate_report()
    visit.close()

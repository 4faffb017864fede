"""The overview: incidents under one filter, with and without a browser that runs scripts."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from web.conftest import Visit


def test_it_lists_incidents(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "/incidents/" in page.text
    assert "nonce-" in page.headers["content-security-policy"]


def test_a_filter_that_makes_no_sense_is_told(client: TestClient) -> None:
    page = client.get("/?since=tomorrowish")
    assert page.status_code == 400
    assert "tomorrowish" in page.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_strange_host_is_refused(client: TestClient, host: str) -> None:
    """DNS rebinding: a page elsewhere lets its own name point at this machine."""
    assert client.get("/", headers={"host": host}).status_code == 400


def test_in_a_browser(visit: Visit) -> None:
    visit.page.goto("/")
    assert visit.page.locator("table.rows tbody tr").count() > 5

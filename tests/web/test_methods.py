"""Methods: the page tells what read the ledger and how well it reads, from what was measured."""

from __future__ import annotations

import json
from pathlib import Path

from starlette.testclient import TestClient

from sayso.rules import load_rulebook
from tests.web.conftest import Visit

ROOT = Path(__file__).parents[2]


def test_it_tells_what_reads_and_how_well(client: TestClient) -> None:
    page = client.get("/methods").text
    pinned = json.loads((ROOT / "src" / "evaluation" / "pinned.json").read_text(encoding="utf-8"))["sets"]["real/dev"]
    assert load_rulebook().fingerprint in page
    for name in ("type_recall", "source", "time", "every"):
        assert f"{pinned['scores'][name]:.2f}" in page
    assert f"{pinned['records']} real reports" in page


def test_an_empty_ledger_has_methods_too(tmp_path: Path) -> None:
    from sayso.service.ledger import Ledger
    from sayso.web import Settings, create_app

    Ledger(tmp_path / "empty.db", create=True).close()
    with TestClient(create_app(Settings(ledger=tmp_path / "empty.db")), base_url="http://localhost") as client:
        assert client.get("/methods").status_code == 200
        assert "Nothing to export" in client.get("/export").text
        assert client.get("/export/geojson").json() == {"type": "FeatureCollection", "features": []}


def test_in_a_browser(visit: Visit) -> None:
    visit.page.goto("/methods")
    assert visit.page.get_by_role("heading", name="What confidence means").is_visible()

"""Deciding over the API: by a token or from a page of the server, under the asker's own name, whatever the value is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.service.ledger import Ledger
from sayso.web import Settings, create_app
from sayso.web.security import accounts
from sayso.web.settings import access_path

HOME = "http://localhost:8321"


@pytest.fixture
def token(ledger_path: Path) -> str:
    return accounts.add_token(access_path(ledger_path), "bot", "write", 1)[1]


@pytest.fixture
def program(ledger_path: Path, token: str) -> Iterator[TestClient]:
    """A program with a write token: it sends no Origin."""
    with TestClient(create_app(Settings(ledger=ledger_path)), base_url=HOME) as client:
        client.headers["authorization"] = f"Bearer {token}"
        yield client


def claim_id(client: TestClient, **told: str) -> str:
    id = client.get("/api/claims", params={**told, "limit": 1}).json()["rows"][0]["id"]
    assert isinstance(id, str)
    return id


def decide(client: TestClient, kind: str, *ids: str, **told: Any) -> Any:
    return client.post("/api/decisions", json={"kind": kind, "ids": ids, "reason": "seen", **told})


def test_a_token_decides_under_its_name(program: TestClient, ledger_path: Path) -> None:
    id = claim_id(program)
    made = decide(program, "reject", id)
    assert made.status_code == 201
    assert made.json()["by"] == "bot"
    assert id not in [row["id"] for row in program.get("/api/claims?limit=1000").json()["rows"]]
    assert program.get(f"/api/claims/{id}").json()["rejected"] is True
    undone = decide(program, "undo", made.json()["id"])
    assert undone.status_code == 201
    assert program.get(f"/api/claims/{id}").json()["rejected"] is False
    with Ledger(ledger_path) as ledger:
        assert [d.by for d in ledger.store.decisions.recorded([id])] == ["bot", "bot"]


def test_every_kind(program: TestClient) -> None:
    id, other = (row["id"] for row in program.get("/api/claims?type=casualties&limit=2").json()["rows"])
    assert decide(program, "accept", id).status_code == 201
    assert decide(program, "edit", id, field="status", value="denied").json()["value"] == "denied"
    assert program.get(f"/api/claims/{id}").json()["edits"] == {"status": "denied"}
    assert decide(program, "merge", id, other).status_code == 201
    assert program.get(f"/api/claims/{id}").json()["incident"] == program.get(f"/api/claims/{other}").json()["incident"]
    assert decide(program, "split", id, other).status_code == 201
    assert program.get(f"/api/claims/{id}").json()["incident"] != program.get(f"/api/claims/{other}").json()["incident"]
    assert decide(program, "credibility", id, value="3").status_code == 201
    document = program.get(f"/api/claims/{id}").json()["document"]["id"]
    added = decide(program, "add", document, start=0, end=6, type="clash", fields={"note": "missed"})
    assert added.status_code == 201, added.text
    assert program.get(f"/api/claims/{added.json()['claims'][0]}").json()["added_by"] == "bot"


def test_the_name_cannot_be_told(program: TestClient) -> None:
    answer = decide(program, "accept", claim_id(program), by="Ada")
    assert answer.status_code == 422
    assert "by" in answer.json()["error"]["message"]


def test_without_a_token_from_a_page_of_this_server(client: TestClient) -> None:
    id = claim_id(client)
    nameless = decide(client, "accept", id)
    assert (nameless.status_code, nameless.json()["error"]["code"]) == (403, "no-name")
    client.post("/name", data={"name": "Olga"})
    assert decide(client, "accept", id).json()["by"] == "Olga"
    forged = client.post(
        "/api/decisions", json={"kind": "reject", "ids": [id], "reason": "r"}, headers={"origin": "http://evil.example"}
    )
    assert (forged.status_code, forged.json()["error"]["code"]) == (403, "cross-site")
    assert client.get(f"/api/claims/{id}").json()["rejected"] is False


def test_they_are_listed_the_latest_first(program: TestClient) -> None:
    ids = [row["id"] for row in program.get("/api/claims?limit=5").json()["rows"]]
    for id in ids:
        decide(program, "accept", id)
    decide(program, "undo", program.get("/api/decisions?limit=1").json()["rows"][0]["id"])
    found = program.get("/api/decisions?limit=1000").json()
    assert found["total"] == 6
    assert [row["at"] for row in found["rows"]] == sorted((row["at"] for row in found["rows"]), reverse=True)
    first = program.get("/api/decisions?limit=4").json()
    second = program.get("/api/decisions", params={"limit": 4, "cursor": first["next"]}).json()
    assert first["rows"] + second["rows"] == found["rows"]
    assert second["next"] is None
    assert program.get("/api/decisions?holding=1").json()["total"] == 4
    assert program.get(f"/api/decisions?claim={ids[0]}").json()["rows"][-1]["claims"] == [ids[0]]
    assert program.get("/api/decisions?by=nobody").json()["total"] == 0
    assert program.get("/api/decisions?kind=undo").json()["total"] == 1


WRONG: list[tuple[Any, int]] = [
    ({}, 422), ([], 422), ("x", 422), ({"kind": "praise", "ids": ["a"]}, 422), ({"kind": "accept", "ids": []}, 422),
    ({"kind": "accept", "ids": ["zz"]}, 404), ({"kind": "accept", "ids": ["ID"], "reason": ""}, 422),
    ({"kind": "accept", "ids": ["ID", "ID2"]}, 400),
    ({"kind": "edit", "ids": ["ID"], "field": "truth", "value": 1}, 400),
    ({"kind": "edit", "ids": ["ID"], "field": "type", "value": "war"}, 400),
    ({"kind": "edit", "ids": ["ID"], "field": "time", "value": "2024-13-45"}, 400),
    ({"kind": "edit", "ids": ["ID"], "field": "figures", "value": [{"low": 10**400}]}, 400),
    ({"kind": "credibility", "ids": ["ID"], "value": "9"}, 400), ({"kind": "merge", "ids": ["ID"]}, 400),
    ({"kind": "add", "ids": ["ID"]}, 400), ({"kind": "add", "ids": ["DOC", "DOC"]}, 400),
    ({"kind": "add", "ids": ["DOC"], "start": -5, "end": 10**20, "type": "clash"}, 400),
    ({"kind": "add", "ids": ["DOC"], "words": "not there at all", "type": "clash"}, 400),
    ({"kind": "add", "ids": ["DOC"], "start": 0, "end": 5, "type": "clash", "fields": {"x": 1}}, 400),
    ({"kind": "add", "ids": ["DOC"], "start": 0, "end": 5, "type": "clash", "fields": {"store": 1}}, 400),
    ({"kind": "undo", "ids": [""]}, 400), ({"kind": "reliability", "ids": ["nobody at all"], "value": "A"}, 400),
]  # fmt: skip


@pytest.mark.parametrize(("told", "status"), WRONG, ids=lambda value: str(value)[:60])
def test_what_makes_no_sense_is_refused_and_changes_nothing(program: TestClient, told: Any, status: int) -> None:
    first, second = program.get("/api/claims?limit=2").json()["rows"]
    told = {"reason": "r", **told} if isinstance(told, dict) else told
    text = json.dumps(told).replace('"ID"', f'"{first["id"]}"').replace('"ID2"', f'"{second["id"]}"')
    answer = program.post(
        "/api/decisions", content=text.replace('"DOC"', f'"{first["document"]["id"]}"'),
        headers={"content-type": "application/json"},
    )  # fmt: skip
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["message"]
    assert program.get("/api/decisions").json()["total"] == 0


@pytest.mark.parametrize("body", [
    b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"kind": NaN}', b'{"kind":"accept","ids":["\\ud800"],"reason":"r"}'],
    ids=lambda body: str(body[:20]))  # fmt: skip
def test_a_body_that_is_none_is_refused(program: TestClient, body: bytes) -> None:
    answer = program.post("/api/decisions", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 404, 422)
    assert answer.json()["error"]["message"]


HOSTILE: list[Any] = [
    "\ud800", "a\0b", "a\\x00b \\ud800", "\u202eevil", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", float("nan"),
    float("inf"), 10**400, {"a": [None] * 50}, "x" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:30])
@pytest.mark.parametrize("field", ["note", "actors", "place", "figures"])
def test_no_value_breaks_the_ledger(program: TestClient, field: str, value: Any) -> None:
    id = claim_id(program)
    body = json.dumps({"kind": "edit", "ids": [id], "reason": "r", "field": field, "value": value})
    answer = program.post("/api/decisions", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (201, 400, 422), answer.text
    for path in (f"/api/claims/{id}", "/api/claims?format=csv", "/api/decisions", "/api/exports/csv"):
        assert program.get(path).status_code == 200
    assert "\n=cmd" not in program.get("/api/decisions?format=csv").text.replace(",", "\n")

"""Exports: only some at once, so that pages stay quick; who takes nothing holds no place for ever."""

from __future__ import annotations

import threading
from typing import TextIO

import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from sayso.web import streaming
from sayso.web.streaming import AT_ONCE, Places, begun, written


def test_more_exports_than_there_are_places_are_told_to_come_back(client: TestClient) -> None:
    places: Places = client.app.state.exports  # type: ignore[attr-defined]
    held = [places.take() for _ in range(AT_ONCE)]
    for address in ("/export/csv", "/api/exports/jsonl", "/export/xlsx"):
        refused = client.get(address)
        assert refused.status_code == 503, address
        assert int(refused.headers["retry-after"]) > 0
        assert f"{AT_ONCE} exports are written already" in refused.text
    assert client.get("/api/exports/jsonl").json()["error"]["code"] == "busy"
    assert client.get("/").status_code == 200
    held[0]()
    for address in ("/export/csv", "/export/xlsx", "/api/exports/jsonl") * 2:
        assert client.get(address).status_code == 200, f"{address}: a place must be free again after each"


def test_a_place_is_freed_whatever_becomes_of_the_export(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("no room")

    with monkeypatch.context() as patched:
        patched.setattr(streaming, "export", broken)
        patched.setattr("sayso.service.ledger.Ledger.export", broken)
        for _ in range(2 * AT_ONCE):
            for address in ("/export/csv", "/export/xlsx"):
                with pytest.raises(OSError, match="no room"):
                    client.get(address)
    assert client.get("/export/csv").status_code == 200


def test_a_place_is_freed_once() -> None:
    places = Places(1)
    free = places.take()
    with pytest.raises(HTTPException):
        places.take()
    free()
    free()
    places.take()
    with pytest.raises(HTTPException):
        places.take()


def test_who_takes_nothing_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "STALLED", 0.3)
    monkeypatch.setattr(streaming, "_LOOK", 0.05)
    ended = threading.Event()

    def write(out: TextIO) -> None:
        try:
            while True:
                out.write("x" * 70_000)
        finally:
            ended.set()

    pieces = begun(written(write))
    next(pieces)
    assert ended.wait(10)
    with pytest.raises(TimeoutError, match="nothing was taken"):
        list(pieces)

"""What is sent is compressed where it can be, kept for ever under addresses that change, and not sent twice."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse
from starlette.testclient import TestClient

from sayso.web.files import ROOT, asset, assets
from sayso.web.squeezing import PLAIN, Squeeze

GZIP = {"accept-encoding": "gzip"}
BUILT = next(path.name for path in (ROOT / "dist").glob("map-*.js"))


def raw(client: TestClient, path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """An answer with its body as it was sent."""
    with client.stream("GET", path, headers=headers) as answer:
        return answer, b"".join(answer.iter_raw())


PAGES = ("/", "/methods", "/api/claims", "/api/claims?format=csv", "/export/jsonl", "/api/map")


@pytest.mark.parametrize("path", PAGES)
def test_pages_lists_and_exports_are_compressed_for_whom_can_read_that(client: TestClient, path: str) -> None:
    small, body = raw(client, path, **GZIP)
    assert small.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in small.headers["vary"].lower()
    plain, whole = raw(client, path, **{"accept-encoding": "gzip;q=0, br"})
    assert "content-encoding" not in plain.headers
    assert "accept-encoding" in plain.headers["vary"].lower()
    told = gzip.decompress(body)
    assert len(body) < len(told) / 2
    if path != "/" and path != "/methods":  # pages have a nonce
        assert told == whole
    if length := small.headers.get("content-length"):
        assert int(length) == len(body)


def test_what_is_compressed_already_or_a_stream_of_events_is_left_alone(client: TestClient) -> None:
    answer, body = raw(client, "/export/xlsx", **GZIP)
    assert "content-encoding" not in answer.headers
    assert body.startswith(b"PK")


def test_the_same_list_is_not_sent_twice_whether_or_not_it_was_compressed(client: TestClient) -> None:
    tag = client.get("/api/incidents", headers=GZIP).headers["etag"]
    assert tag.startswith("W/"), "other bytes than those that are not compressed"
    for headers in (GZIP, {"accept-encoding": "identity"}):
        again = client.get("/api/incidents", headers={**headers, "if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")


def test_lengths_tell_little_of_what_is_in_an_answer(client: TestClient) -> None:
    assert len({len(raw(client, "/api/sources", **GZIP)[1]) for _ in range(20)}) > 5


@pytest.mark.parametrize(
    ("path", "forever"),
    [
        (asset("app.css"), True),
        ("/static/app.css?0123456789ab", False),
        ("/static/app.css", False),
        (f"/static/dist/{BUILT}", True),
        ("/static/dist/app.js", False),
        (f"{assets('map')}/world.json", True),
        ("/static/at/0123456789ab/map/world.json", False),
        ("/static/map/world.json", False),
    ],
)
def test_files_are_kept_for_ever_where_their_address_changes_with_them(
    client: TestClient, path: str, forever: bool
) -> None:
    answer, body = raw(client, path, **GZIP)
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert ("immutable" in answer.headers["cache-control"]) is forever
    plain, whole = raw(client, path, **{"accept-encoding": "identity"})
    assert gzip.decompress(body) == whole
    assert plain.headers["etag"] != answer.headers["etag"]
    for first in (answer, plain):
        again = client.get(path, headers={**GZIP, "if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["cache-control"] == first.headers["cache-control"]
    assert client.get(path, headers={"if-none-match": '"0123"'}).status_code == 200


@pytest.mark.parametrize("path", ["at/000000000000/nothing.json", "at/x/map/world.json", "at/000000000000/../app.py"])
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404


def test_a_part_of_a_file_is_a_part_of_it_as_it_is(client: TestClient) -> None:
    whole = (ROOT / "app.css").read_bytes()
    part, body = raw(client, "/static/app.css", range="bytes=10-19", **GZIP)
    assert (part.status_code, body) == (206, whole[10:20])
    assert "content-encoding" not in part.headers


def test_the_head_of_a_page_says_that_it_is_a_page(client: TestClient) -> None:
    head = client.head("/api/claims", headers=GZIP)
    assert (head.status_code, head.content) == (200, b"")


@pytest.fixture
def strange() -> Iterator[TestClient]:
    """An app with answers that ours does not have."""
    app = FastAPI()
    app.add_middleware(Squeeze)
    app.get("/secret")(lambda: PlainTextResponse("a" * 5_000, headers={PLAIN: "1"}))
    app.get("/short")(lambda: JSONResponse({"a": 1}))
    app.get("/events")(lambda: StreamingResponse(iter(["data: 1\n\n"] * 900), media_type="text/event-stream"))
    app.get("/pieces")(lambda: StreamingResponse(iter(["", "a" * 30_000, "", "b" * 10]), media_type="text/plain"))
    app.get("/nothing")(lambda: StreamingResponse(iter(()), media_type="text/plain"))
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("path", ["/secret", "/short", "/events"])
def test_what_holds_a_secret_is_short_or_is_waited_for_goes_out_as_it_is(strange: TestClient, path: str) -> None:
    answer, body = raw(strange, path, **GZIP)
    assert "content-encoding" not in answer.headers
    assert PLAIN.lower() not in answer.headers
    assert body


@pytest.mark.parametrize(("path", "told"), [("/pieces", b"a" * 30_000 + b"b" * 10), ("/nothing", b"")])
def test_what_comes_in_pieces_is_one_stream(strange: TestClient, path: str, told: bytes) -> None:
    assert gzip.decompress(raw(strange, path, **GZIP)[1]) == told


def test_a_browser_loads_the_overview_from_what_it_kept(visit) -> None:
    visit.page.goto("/")
    visit.page.wait_for_selector('[data-island="map"][data-state="ready"]', timeout=60_000)
    sent: list[str] = []
    visit.page.on("response", lambda r: None if r.from_service_worker else sent.append(r.url))
    visit.page.goto("/sources")
    visit.page.goto("/")
    visit.page.wait_for_selector('[data-island="map"][data-state="ready"]', timeout=60_000)
    kept = visit.page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.name.includes('/static/'))"
        ".map(e => [e.name.split('/static/')[1], e.transferSize])"
    )
    assert kept
    assert [name for name, size in kept if size > 400] == []
    assert json.dumps(kept).count("world.json") == 1


def test_the_trailer_of_the_stream_is_right(client: TestClient) -> None:
    """Some programs check the sum and the length that stand behind compressed bytes."""
    body = raw(client, "/api/claims", **GZIP)[1]
    made = zlib.decompressobj(zlib.MAX_WBITS | 16)
    assert made.decompress(body)
    assert made.eof
    assert made.unused_data == b""


def test_files_that_were_not_kept_for_ever_are_public(client: TestClient) -> None:
    assert client.get("/static/icon.svg").headers["cache-control"] == "public, no-cache"
    assert Path(ROOT / "icon.svg").exists()

"""Threats, each tried: strange hosts, forged requests, bodies without end, forms that lead elsewhere, failing pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.web import Settings, create_app
from sayso.web.security.paths import local_path

HOME = "http://localhost:8321"


@pytest.fixture
def bare(ledger_path: Path) -> Iterator[TestClient]:
    """A client that says nothing of where its requests come from, and does not follow."""
    with TestClient(create_app(Settings(ledger=ledger_path)), base_url=HOME, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/api/health", "/static/app.css"])
@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "0.0.0.0", "192.168.1.9"])
def test_a_strange_host_is_refused_everywhere(bare: TestClient, path: str, host: str) -> None:
    answer = bare.get(path, headers={"host": host})
    assert answer.status_code == 400
    assert "--host-name" in answer.text
    assert "content-security-policy" in answer.headers


def test_two_host_headers_are_refused(bare: TestClient) -> None:
    told = [("host", "localhost:8321"), ("host", "evil.example")]
    assert bare.get("/", headers=told).status_code == 400


def test_a_name_told_at_the_start_is_answered_to(ledger_path: Path) -> None:
    app = create_app(Settings(ledger=ledger_path, names=("ledger.example",)))
    with TestClient(app, base_url="http://ledger.example") as client:
        assert client.get("/name").status_code == 200


FOREIGN = [
    {"sec-fetch-site": "cross-site", "origin": "http://evil.example"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site", "origin": HOME},
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": "http://localhost:3000"},
    {"origin": "http://localhost"},
    {"origin": "http://localhost:8321.evil.example"},
    {"origin": "http://localhost:99999999"},
    {"origin": "ftp://localhost:8321"},
    {"sec-fetch-site": "same-origin", "origin": "http://evil.example"},
    {},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("path", ["/name", "/sign-in", "/decisions", "/api/decisions", "/nowhere"])
def test_a_request_from_another_site_changes_nothing(bare: TestClient, path: str, headers: dict[str, str]) -> None:
    bare.cookies.set("sayso_name", "Olga")
    answer = bare.post(path, data={"name": "Mallory"}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


EMBEDDED = [
    ("image", "no-cors"),
    ("script", "no-cors"),
    ("empty", "cors"),
    ("iframe", "navigate"),
    ("object", "navigate"),
]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(("dest", "mode"), EMBEDDED)
@pytest.mark.parametrize("path", ["/", "/api/claims?text=killed", "/static/app.css"])
def test_no_other_site_may_embed_ours(bare: TestClient, path: str, dest: str, mode: str, site: str) -> None:
    """By time or failure alone it could tell whether the ledger holds something."""
    told = {"sec-fetch-site": site, "sec-fetch-dest": dest, "sec-fetch-mode": mode}
    assert bare.get(path, headers=told).status_code == 403
    assert bare.get(path, headers={**told, "sec-fetch-site": "same-origin"}).status_code == 200


def test_a_link_from_another_site_may_be_followed(bare: TestClient) -> None:
    told = {"sec-fetch-site": "cross-site", "sec-fetch-dest": "document", "sec-fetch-mode": "navigate"}
    assert bare.get("/?type=clash", headers=told).status_code == 200


OURS = [{"origin": HOME}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "same-origin", "origin": HOME}]


@pytest.mark.parametrize("headers", OURS, ids=str)
def test_a_request_from_our_own_page_is_heard(bare: TestClient, headers: dict[str, str]) -> None:
    answer = bare.post("/name", data={"name": "Олга M.", "next": "/review?x=1"}, headers=headers)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/review?x=1"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "Олга M." in bare.get("/name").text


@pytest.mark.parametrize("name", ["", "   ", "a" * 65, "Ol\u202ega", "Ol\x00ga"])
def test_a_name_that_misleads_is_refused(bare: TestClient, name: str) -> None:
    answer = bare.post("/name", data={"name": name}, headers={"origin": HOME})
    assert answer.status_code == 400
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "told", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "javascript:alert(1)",
             "/a\r\nSet-Cookie: x=1", "", None, "evil", "/" + "a" * 3000],
)  # fmt: skip
def test_no_form_leads_elsewhere(told: str | None) -> None:
    assert local_path(told) == "/"


@pytest.mark.parametrize("told", ["/", "/review?type=clash&near=1,2,3", "/documents/ab12?claim=c1#c1"])
def test_a_form_leads_on_here(told: str) -> None:
    assert local_path(told) == told


def test_a_body_that_is_too_large_is_refused_whether_it_tells_so_or_not(bare: TestClient) -> None:
    kind = {"origin": HOME, "content-type": "application/x-www-form-urlencoded"}
    told = bare.post("/name", content=b"name=" + b"a" * 2_000_001, headers=kind)
    untold = bare.post("/name", content=(b"name=" + b"a" * 99_995 for _ in range(25)), headers=kind)
    assert (told.status_code, untold.status_code) == (413, 413)
    small = bare.post("/name", content=b"name=Olga", headers=kind)
    assert small.status_code == 303


@pytest.mark.parametrize("length", ["-1", "x", "9" * 400])
def test_a_length_that_is_none_is_refused(bare: TestClient, length: str) -> None:
    answer = bare.post("/name", content=b"name=Olga", headers={"origin": HOME, "content-length": length})
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/", "/name", "/nowhere", "/api/nowhere", "/?since=x"])
def test_every_answer_forbids_what_we_do_not_need(bare: TestClient, path: str) -> None:
    one, other = bare.get(path), bare.get(path)
    policy = one.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert policy != other.headers["content-security-policy"], "a nonce is used twice"
    assert one.headers["x-content-type-options"] == "nosniff"
    assert one.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in one.headers


def test_no_other_site_may_read_the_api(bare: TestClient) -> None:
    headers = {"origin": "http://evil.example", "access-control-request-method": "POST"}
    asked = bare.options("/api/decisions", headers=headers)
    assert not any(name.startswith("access-control") for name in asked.headers)


def test_what_fails_tells_nothing_of_the_inside(ledger_path: Path) -> None:
    app = create_app(Settings(ledger=ledger_path))

    def broken() -> None:
        raise RuntimeError("the secret of /home/olga")

    app.router.add_route("/broken", lambda request: broken())
    with TestClient(app, base_url=HOME, raise_server_exceptions=False) as client:
        answer = client.get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "nonce-" in answer.headers["content-security-policy"]


def test_a_read_only_server_changes_nothing(ledger_path: Path) -> None:
    app = create_app(Settings(ledger=ledger_path, read_only=True))
    with TestClient(app, base_url=HOME, headers={"origin": HOME}) as client:
        assert client.get("/").status_code == 200
        for path in ("/decisions", "/api/decisions", "/add", "/anything"):
            answer = client.post(path, data={"kind": "accept"})
            assert answer.status_code == 403
            assert "--read-only" in answer.text


def test_head_is_get_without_its_body(bare: TestClient) -> None:
    head, get = bare.head("/"), bare.get("/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.headers["content-length"] == str(len(get.content))

"""Accounts, sessions, roles and tokens: who gets in, as whom, and what they may do then."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from sayso.cli import main
from sayso.errors import UsageError
from sayso.web import Settings, create_app
from sayso.web.security import access, accounts
from sayso.web.security.sessions import IDLE, TRIES, WITHIN, Sessions, Tries
from sayso.web.settings import access_path

HOME = "http://localhost:8321"
SECRET = "correct horse battery"


@pytest.fixture
def path(ledger_path: Path) -> Path:
    """The file of accounts of the ledger, with one account of each role."""
    found = access_path(ledger_path)
    for name, role in (("Rita", "reader"), ("Carl", "coder"), ("Ada", "admin")):
        accounts.add_account(found, name, role, SECRET)  # type: ignore[arg-type]
    return found


@pytest.fixture
def guarded(ledger_path: Path, path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(ledger=ledger_path))
    with TestClient(app, base_url=HOME, headers={"origin": HOME}, follow_redirects=False) as client:
        yield client


def sign_in(client: TestClient, name: str, password: str = SECRET) -> int:
    return client.post("/sign-in", data={"name": name, "password": password, "next": "/review"}).status_code


def test_nothing_is_shown_before_one_signs_in(guarded: TestClient) -> None:
    page = guarded.get("/?type=clash")
    assert page.status_code == 303
    assert page.headers["location"] == "/sign-in?next=%2F%3Ftype%3Dclash"
    refused = guarded.get("/api/claims")
    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "sign-in"
    assert guarded.get("/api/openapi.json").status_code == 401
    assert guarded.post("/decisions").status_code == 401
    assert guarded.get("/sign-in").status_code == 200
    assert guarded.get("/static/app.css").status_code == 200
    assert guarded.get("/static/../sign-in/../").status_code in (303, 404)


def test_signing_in_and_out(guarded: TestClient) -> None:
    assert sign_in(guarded, "carl") == 303, "names count in any case"
    page = guarded.get("/")
    assert page.status_code == 200
    assert "Carl" in page.text
    kept = guarded.cookies["sayso_session"]
    assert guarded.post("/sign-out").status_code == 303
    guarded.cookies.set("sayso_session", kept, domain="localhost.local")
    assert guarded.get("/").status_code == 303, "the session must be gone from the server too"


def test_a_session_that_was_brought_along_is_never_used(guarded: TestClient) -> None:
    """Session fixation: somebody plants a cookie and waits for its owner to sign in."""
    guarded.cookies.set("sayso_session", "planted", domain="localhost.local")
    assert sign_in(guarded, "Carl") == 303
    guarded.cookies.clear()
    guarded.cookies.set("sayso_session", "planted", domain="localhost.local")
    assert guarded.get("/").status_code == 303


def test_the_name_cannot_be_chosen(guarded: TestClient) -> None:
    sign_in(guarded, "Carl")
    guarded.cookies.set("sayso_name", "Ada", domain="localhost.local")
    assert guarded.post("/name", data={"name": "Ada"}).status_code == 403
    page = guarded.get("/").text
    assert "Carl" in page
    assert "Ada" not in page


@pytest.mark.parametrize(("name", "decides", "adds"), [("Rita", 403, 403), ("Carl", 404, 403), ("Ada", 404, 404)])
def test_roles(guarded: TestClient, name: str, decides: int, adds: int) -> None:
    """404: the door lets it pass, and nothing is there."""
    sign_in(guarded, name)
    assert guarded.post("/nowhere").status_code == decides
    for path in ("/add/no/where/else", "/%61dd/no/where/else"):
        assert guarded.post(path).status_code == adds
    for method in ("PUT", "PATCH", "DELETE"):
        assert guarded.request(method, "/nowhere").status_code == decides


def test_wrong_passwords_have_to_wait(guarded: TestClient) -> None:
    assert [sign_in(guarded, "Carl", "wrong") for _ in range(TRIES)] == [401] * TRIES
    refused = guarded.post("/sign-in", data={"name": "Carl", "password": SECRET})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= WITHIN
    assert sign_in(guarded, "Ada") == 303, "others are not kept out"


def test_an_unknown_name_and_a_wrong_password_look_alike(guarded: TestClient) -> None:
    wrong = [guarded.post("/sign-in", data={"name": name, "password": "x"}).text for name in ("Carl", "Cora")]
    assert wrong[0].replace("Carl", "N") == wrong[1].replace("Cora", "N")


def test_a_session_ends_with_the_password_the_role_and_the_account(guarded: TestClient, path: Path) -> None:
    sign_in(guarded, "Carl")
    accounts.change_account(path, "Carl", role="reader")
    assert guarded.post("/nowhere").status_code == 403, "a role counts at once"
    accounts.change_account(path, "Carl", password="another long one")
    assert guarded.get("/").status_code == 303
    sign_in(guarded, "Ada")
    accounts.remove_account(path, "Ada")
    assert guarded.get("/").status_code == 303


def test_sessions_end_by_themselves() -> None:
    now = 0.0
    sessions = Sessions(clock=lambda: now)
    one = access.Account(name="Carl", role="coder", hash="h", made="")
    held = access.Access(accounts=(one,))
    id = sessions.begin(one)
    now = IDLE - 1
    assert sessions.account(id, held) == one
    now += IDLE + 1
    assert sessions.account(id, held) is None
    assert sessions.begin(one) != sessions.begin(one)


def test_tries_are_forgotten_in_time() -> None:
    now = 0.0
    tries = Tries(lambda: now)
    for _ in range(TRIES):
        assert tries.wait("Carl", "a") == 0
        tries.wrong("Carl", "a")
    assert tries.wait("carl", "a") == WITHIN
    assert tries.wait("carl", "b") == 0
    now = WITHIN
    assert tries.wait("Carl", "a") == 0


def test_who_knows_the_password_is_not_kept_out_by_others_at_the_address() -> None:
    tries = Tries(lambda: 0.0)
    for n in range(100):
        assert tries.wait(f"Person {n}", "a") == 0
        tries.wrong(f"Person {n}", "a")
        tries.right(f"Person {n}", "a")
    for n in range(20):
        tries.wrong(f"Guess {n}", "a")
    assert tries.wait("Person 1", "a") == WITHIN
    assert tries.wait("Person 1", "b") == 0


def test_without_its_file_a_server_with_accounts_lets_nobody_in(guarded: TestClient, path: Path) -> None:
    sign_in(guarded, "Ada")
    path.unlink()
    assert guarded.get("/").status_code == 303
    path.write_text("{}")
    path.chmod(0o600)
    assert guarded.get("/").status_code == 400
    assert guarded.get("/api/claims").status_code == 400


@pytest.mark.skipif(os.name != "posix", reason="permissions of files are told otherwise here")
def test_the_file_is_its_owners_alone(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        access.read(path)


def test_no_secret_is_kept_as_it_is(path: Path) -> None:
    _, told = accounts.add_token(path, "bot", "read", 1)
    kept = path.read_text()
    assert told not in kept
    assert SECRET not in kept
    assert kept.count("$argon2id$") == 3


def test_tokens(guarded: TestClient, path: Path) -> None:
    read, told = accounts.add_token(path, "reading bot", "read", 1)
    _, writes = accounts.add_token(path, "deciding bot", "write", 1)
    guarded.headers.pop("origin")
    assert guarded.get("/api/openapi.json", headers={"authorization": f"Bearer {told}"}).status_code == 200
    assert guarded.post("/api/nowhere", headers={"authorization": f"Bearer {told}"}).status_code == 403
    assert guarded.post("/api/nowhere", headers={"authorization": f"Bearer {writes}"}).status_code == 404
    assert guarded.post("/add", headers={"authorization": f"Bearer {writes}"}).status_code == 403
    accounts.revoke_token(path, read.id)
    refused = guarded.get("/api/openapi.json", headers={"authorization": f"Bearer {told}"})
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert refused.json()["error"]["code"] == "token"


@pytest.mark.parametrize("told", ["", "x", "sayso_" + "a" * 43, "\udcff"])
def test_a_wrong_token_is_refused_even_where_none_is_needed(client: TestClient, told: str) -> None:
    headers = {"authorization": f"Bearer {told}".encode("utf-8", "surrogateescape")}
    assert client.get("/api/health", headers=headers).status_code == 401


def test_a_token_is_over_after_its_days(path: Path) -> None:
    made, told = accounts.add_token(path, "bot", "read", 1)
    kept = json.loads(path.read_text())
    kept["tokens"][0]["expires"] = "2020-01-01T00:00:00+00:00"
    path.write_text(json.dumps(kept))
    assert accounts.token_of(access.read(path), told) is None
    assert accounts.holds(made)


def test_one_name_stands_for_one_person_or_program(path: Path) -> None:
    with pytest.raises(UsageError, match="already"):
        accounts.add_account(path, "CARL", "reader", SECRET)
    with pytest.raises(UsageError, match="already"):
        accounts.add_token(path, "Carl", "write", 1)
    for name in ("", "Ca\u202erl", "x" * 65):
        with pytest.raises(UsageError):
            accounts.add_account(path, name, "reader", SECRET)
    with pytest.raises(UsageError, match="10 to"):
        accounts.add_account(path, "Zoe", "reader", "short")


def test_changes_at_once_lose_none(path: Path) -> None:
    makers = [threading.Thread(target=accounts.add_token, args=(path, f"bot {n}", "read", 1)) for n in range(12)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(access.read(path).tokens) == 12


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.9", "ledger.example"])
def test_beyond_this_machine_a_server_needs_accounts(ledger_path: Path, host: str) -> None:
    run = CliRunner().invoke(main, ["serve", "--ledger", str(ledger_path), "--host", host])
    assert run.exit_code == 1
    assert f"sayso account add NAME --role admin --ledger {ledger_path}" in run.output


def test_behind_a_proxy_a_server_needs_accounts(ledger_path: Path) -> None:
    run = CliRunner().invoke(main, ["serve", "--ledger", str(ledger_path), "--proxy", "127.0.0.1"])
    assert run.exit_code == 1
    assert f"sayso account add NAME --role admin --ledger {ledger_path}" in run.output


def test_beyond_this_machine_with_accounts(ledger_path: Path, path: Path) -> None:
    app = create_app(Settings(ledger=ledger_path, host="0.0.0.0"))
    with TestClient(app, base_url="http://192.168.1.9:8321", follow_redirects=False) as client:
        assert client.get("/").headers["location"].startswith("/sign-in")
    with TestClient(app, base_url="http://evil.example", follow_redirects=False) as client:
        assert client.get("/").status_code == 400


def test_the_command_line_makes_accounts_and_tokens(ledger_path: Path) -> None:
    def sayso(*words: str, input: str | None = None) -> str:
        run = CliRunner().invoke(main, [*words, "--ledger", str(ledger_path)], input=input)
        assert run.exit_code == 0, run.output
        return run.output

    assert "Olga: admin" in sayso("account", "add", "Olga", "--role", "admin", input=f"{SECRET}\n")
    assert "Olga\tadmin" in sayso("account", "list")
    assert "Olga: reader" in sayso("account", "change", "Olga", "--role", "reader")
    told = sayso("token", "new", "--name", "bot", "--scope", "write", "--days", "7").split()[0]
    held = access.read(access_path(ledger_path))
    assert accounts.token_of(held, told)
    assert accounts.knows_password(held, "olga", SECRET)
    assert "write" in sayso("token", "list")
    assert "revoked" in sayso("token", "revoke", "bot")
    assert "removed" in sayso("account", "remove", "Olga")
    assert not access.read(access_path(ledger_path)).accounts

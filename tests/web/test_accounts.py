"""Accounts in the browser: admins look after all of them, everybody after their own; what is secret is shown once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from sayso.cli import main
from sayso.errors import UsageError
from sayso.web import Settings, create_app
from sayso.web.security import access, accounts, trail
from sayso.web.security.sessions import KEPT_EVERY, Sessions
from sayso.web.settings import access_path

HOME = "http://localhost:8321"
SECRET = "correct horse battery"


@pytest.fixture
def path(ledger_path: Path) -> Path:
    found = access_path(ledger_path)
    for name, role in (("Rita", "reader"), ("Carl", "coder"), ("Ada", "admin")):
        accounts.add_account(found, name, role, SECRET)  # type: ignore[arg-type]
    return found


def opened(ledger: Path, **settings: Any) -> TestClient:
    app = create_app(Settings(ledger=ledger, **settings))
    return TestClient(app, base_url=HOME, headers={"origin": HOME}, follow_redirects=False)


@pytest.fixture
def guarded(ledger_path: Path, path: Path) -> Iterator[TestClient]:
    with opened(ledger_path) as client:
        yield client


def sign_in(client: TestClient, name: str, password: str = SECRET) -> int:
    client.cookies.clear()
    return client.post("/sign-in", data={"name": name, "password": password}).status_code


def shown_once(page: str) -> str:
    found = re.search(r"shown this once: <code>([^<]+)</code>", page)
    assert found
    return found[1]


ADMINS = ("/accounts", "/accounts/reset", "/accounts/role", "/accounts/disable", "/accounts/enable",
          "/accounts/sign-out", "/accounts/revoke", "/%61ccounts/disable")  # fmt: skip


@pytest.mark.parametrize("name", ["Rita", "Carl"])
def test_others_than_admins_look_after_their_own_account_alone(guarded: TestClient, path: Path, name: str) -> None:
    sign_in(guarded, name)
    assert guarded.get("/account").status_code == 200
    assert guarded.get("/accounts").status_code == 403
    before = access.read(path)
    for address in ADMINS:
        assert guarded.post(address, data={"name": "Ada", "role": "reader", "id": "x"}).status_code == 403, address
    assert access.read(path) == before
    assert 'href="/accounts"' not in guarded.get("/account").text


def test_nobody_is_shown_accounts_without_signing_in_nor_by_a_token(guarded: TestClient, path: Path) -> None:
    _, token = accounts.add_token(path, "bot", "write", 1, owner="Ada")
    for address in ("/account", "/accounts"):
        assert guarded.get(address).headers["location"].startswith("/sign-in")
        assert guarded.get(address, headers={"authorization": f"Bearer {token}"}).status_code == 403
        assert guarded.post(address, headers={"authorization": f"Bearer {token}"}).status_code == 403


def test_without_accounts_there_is_none_to_look_after(client: TestClient) -> None:
    page = client.get("/accounts")
    assert page.status_code == 403
    assert "sayso account add" in page.text


def test_a_form_of_another_site_changes_nothing(guarded: TestClient, path: Path) -> None:
    sign_in(guarded, "Ada")
    before = access.read(path)
    foreign = {"origin": "http://evil.example", "sec-fetch-site": "cross-site"}
    assert guarded.post("/accounts/disable", data={"name": "Carl"}, headers=foreign).status_code == 403
    assert access.read(path) == before


def test_a_new_account_has_a_password_that_is_shown_once_and_has_to_be_changed(guarded: TestClient, path: Path) -> None:
    sign_in(guarded, "Ada")
    made = guarded.post("/accounts", data={"name": "Zoe", "role": "coder"})
    first = shown_once(made.text)
    assert made.headers["cache-control"] == "no-store"
    assert "content-encoding" not in made.headers
    assert first not in guarded.get("/accounts").text
    assert sign_in(guarded, "Zoe", first) == 303
    assert guarded.get("/").headers["location"] == "/account"
    assert guarded.get("/api/claims").status_code == 403
    assert guarded.post("/decisions").status_code == 403
    assert "Choose one that you alone know" in guarded.get("/account").text
    same = {"current": first, "new": first, "again": first}
    assert guarded.post("/account/password", data=same).status_code == 400
    changed = guarded.post("/account/password", data={**same, "new": SECRET + "!", "again": SECRET + "!"})
    assert changed.headers["location"] == "/account?done=password"
    assert guarded.get("/").status_code == 200
    assert sign_in(guarded, "Zoe", first) == 401
    assert [(one.by, one.what) for one in trail.latest(path)][:2] == [
        ("Zoe", "gave a new password to"), ("Ada", "made the account, coder"),
    ]  # fmt: skip


def test_a_reset_ends_what_was_open(guarded: TestClient, ledger_path: Path) -> None:
    sign_in(guarded, "Carl")
    carls = guarded.cookies["sayso_session"]
    sign_in(guarded, "Ada")
    password = shown_once(guarded.post("/accounts/reset", data={"name": "Carl"}).text)
    guarded.cookies.clear()
    guarded.cookies.set("sayso_session", carls, domain="localhost.local")
    assert guarded.get("/account").status_code == 303
    assert sign_in(guarded, "Carl") == 401
    assert sign_in(guarded, "Carl", password) == 303


def test_roles_and_disabling_count_at_once(guarded: TestClient, path: Path) -> None:
    _, token = accounts.add_token(path, "bot", "write", 1, owner="Carl")
    bearer = {"authorization": f"Bearer {token}"}
    sign_in(guarded, "Ada")
    assert guarded.post("/accounts/role", data={"name": "Carl", "role": "reader"}).status_code == 303
    assert guarded.post("/nowhere", headers=bearer).status_code == 403, "a token may do no more than its account"
    assert guarded.post("/accounts/disable", data={"name": "Carl"}).status_code == 303
    assert guarded.get("/api/claims?limit=1", headers=bearer).status_code == 401
    assert "disabled" in guarded.get("/accounts").text
    ada = guarded.cookies["sayso_session"]
    assert sign_in(guarded, "Carl") == 401
    guarded.cookies.set("sayso_session", ada, domain="localhost.local")
    assert guarded.post("/accounts/enable", data={"name": "Carl"}).status_code == 303
    assert sign_in(guarded, "Carl") == 303
    wrong = guarded.post("/accounts/role", data={"name": "Carl", "role": "king"})
    assert wrong.status_code == 403, "Carl is no admin"


def test_the_last_admin_stays(guarded: TestClient, path: Path) -> None:
    sign_in(guarded, "Ada")
    for address, more in (("role", {"role": "coder"}), ("disable", {})):
        refused = guarded.post(f"/accounts/{address}", data={"name": "Ada", **more})
        assert refused.status_code == 400
        assert "last admin" in refused.text
    accounts.change_account(path, "Carl", role="admin")
    assert guarded.post("/accounts/disable", data={"name": "Ada"}).status_code == 303
    assert guarded.get("/accounts").status_code == 303


def test_tokens_of_ones_own(guarded: TestClient, path: Path) -> None:
    accounts.add_token(path, "other", "read", 1)
    sign_in(guarded, "Rita")
    refused = guarded.post("/account/tokens", data={"name": "bot", "scope": "write", "days": "7"})
    assert refused.status_code == 400
    assert "may read only" in refused.text
    made = guarded.post("/account/tokens", data={"name": "bot", "scope": "read", "days": "7"})
    assert made.headers["cache-control"] == "no-store"
    told = shown_once(made.text)
    page = guarded.get("/account").text
    assert told not in page
    assert "never" in page
    assert guarded.get("/api/claims?limit=1", headers={"authorization": f"Bearer {told}"}).status_code == 200
    page = guarded.get("/account").text
    assert "never" not in page
    assert "other" not in page
    (other, mine) = access.read(path).tokens
    assert guarded.post("/account/revoke", data={"id": other.id}).status_code == 400
    assert guarded.post("/account/revoke", data={"id": mine.id}).status_code == 303
    assert guarded.get("/api/claims?limit=1", headers={"authorization": f"Bearer {told}"}).status_code == 401
    assert access.read(path).tokens[0].revoked is None
    sign_in(guarded, "Ada")
    assert guarded.post("/accounts/revoke", data={"id": other.id}).status_code == 303
    assert access.read(path).tokens[0].revoked


def test_a_name_is_no_mark_up(guarded: TestClient, path: Path) -> None:
    sign_in(guarded, "Ada")
    name = "<img src=x onerror=alert(1)>"
    assert name not in guarded.post("/accounts", data={"name": name, "role": "reader"}).text
    assert name not in guarded.get("/accounts").text
    again = guarded.post("/accounts", data={"name": name, "role": "reader"})
    assert again.status_code == 400
    assert name not in again.text


def test_wrong_passwords_have_to_wait_here_too(guarded: TestClient) -> None:
    sign_in(guarded, "Carl")
    told = {"current": "a wrong one", "new": SECRET + "!", "again": SECRET + "!"}
    for _ in range(5):
        assert "is another one" in guarded.post("/account/password", data=told).text
    assert "Too many" in guarded.post("/account/password", data={**told, "current": SECRET}).text


def test_a_session_outlives_the_server_and_what_is_kept_of_it_opens_nothing(ledger_path: Path, path: Path) -> None:
    with opened(ledger_path) as client:
        sign_in(client, "Carl")
        id = client.cookies["sayso_session"]
    seen = path.with_name(f"{path.name}.seen")
    assert seen.stat().st_mode & 0o077 == 0
    assert id not in seen.read_text()
    assert access.read(path).accounts[1].hash not in seen.read_text()
    with opened(ledger_path) as client:
        client.cookies.set("sayso_session", id, domain="localhost.local")
        assert client.get("/account").status_code == 200
        assert client.post("/account/sign-out").status_code == 303
        assert client.get("/account").status_code == 200, "this browser stays signed in"
        client.post("/sign-out")
    with opened(ledger_path) as client:
        client.cookies.set("sayso_session", id, domain="localhost.local")
        assert client.get("/account").status_code == 303
    seen.write_text("{damaged")
    with opened(ledger_path) as client:
        assert sign_in(client, "Carl") == 303
    seen.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        opened(ledger_path)


def test_signing_out_everywhere_else(guarded: TestClient) -> None:
    sign_in(guarded, "Carl")
    first = guarded.cookies["sayso_session"]
    sign_in(guarded, "Carl")
    assert "2 browsers" in guarded.get("/account").text
    assert guarded.post("/account/sign-out").status_code == 303
    assert guarded.get("/account").status_code == 200
    guarded.cookies.clear()
    guarded.cookies.set("sayso_session", first, domain="localhost.local")
    assert guarded.get("/account").status_code == 303


def test_what_is_asked_is_kept_now_and_then(tmp_path: Path) -> None:
    now = 1_000.0
    one = access.Account(name="Carl", role="coder", hash="h", made="")
    held = access.Access(accounts=(one,))
    sessions = Sessions(tmp_path / "seen", clock=lambda: now)
    id = sessions.begin(one)
    now += KEPT_EVERY - 1
    sessions.account(id, held)
    assert '"seen": 1000.0' in (tmp_path / "seen").read_text()
    now += 2
    sessions.account(id, held)
    assert f'"seen": {now}' in (tmp_path / "seen").read_text()
    now -= 10  # a clock that is set back a little signs nobody out
    assert Sessions(tmp_path / "seen", clock=lambda: now).account(id, held) == one
    assert Sessions(tmp_path / "seen", clock=lambda: now).end_all("carl") == 1


def test_a_read_only_server_changes_no_account(ledger_path: Path, path: Path) -> None:
    with opened(ledger_path, read_only=True) as client:
        sign_in(client, "Ada")
        assert client.get("/account").status_code == 200
        assert client.get("/accounts").status_code == 403
        assert client.post("/account/tokens", data={"name": "bot"}).status_code == 403
    assert not access.read(path).tokens


def test_tokens_go_with_their_account(path: Path) -> None:
    _, told = accounts.add_token(path, "bot", "read", 1, owner="Carl")
    accounts.remove_account(path, "Carl")
    accounts.add_account(path, "Carl", "coder", SECRET)
    assert accounts.token_of(access.read(path), told) is None


def test_the_command_line_does_the_same(ledger_path: Path, path: Path) -> None:
    def sayso(*words: str) -> str:
        run = CliRunner().invoke(main, [*words, "--ledger", str(ledger_path)])
        assert run.exit_code == 0, run.output
        return run.output

    assert "disabled" in sayso("account", "disable", "Ada")
    assert "Ada\tadmin\t" in sayso("account", "list")
    assert "disabled" in sayso("account", "list")
    assert "enabled" in sayso("account", "enable", "Ada")
    assert "command line\tdisabled\tAda" in sayso("account", "trail")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anybody_can_use_the_pages_without_a_script(
    chromium: Any, served: Any, ledger_path: Path, path: Path, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    accounts.add_token(path, "bot", "write", 7, owner="Ada")
    context = chromium.new_context(
        base_url=served.url, viewport={"width": 360, "height": 740}, color_scheme=scheme, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/accounts")
    page.fill("#name", "Ada")
    page.fill("#password", SECRET)
    page.click("button.primary")
    assert page.url.endswith("/accounts")
    page.fill("#new-name", "Zoe")
    page.click("button.primary")
    assert page.locator(".secret p:first-child code").inner_text().count("-") == 3
    page.locator("summary").nth(1).click()
    page.locator("details[open] select").select_option("reader")
    page.get_by_role("button", name="Change role").click()
    assert page.locator("tbody tr").nth(1).inner_text().split()[:2] == ["Carl", "reader"]
    page.goto("/account")
    page.fill("#token-name", "my bot")
    page.get_by_role("button", name="Make token").click()
    assert page.locator(".secret p:first-child code").inner_text().startswith("sayso_")
    cookies = context.cookies()
    context.close()
    looked = chromium.new_context(
        base_url=served.url, viewport={"width": 360, "height": 740}, color_scheme=scheme, bypass_csp=True
    )
    looked.add_cookies(cookies)
    page = looked.new_page()
    for address in ("/account", "/accounts"):
        page.goto(address)
        if address == "/accounts":
            page.locator("summary").nth(1).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found] == [], address
    looked.close()

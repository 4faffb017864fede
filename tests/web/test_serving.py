"""``sayso serve`` as a process: it tells its address, answers, and stops at Ctrl-C as a program that did its work."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from click.testing import CliRunner

from sayso.cli import main
from sayso.web import Settings, serve
from sayso.web.security import accounts
from sayso.web.settings import access_path


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def answer(url: str, **how: Any) -> httpx.Response:
    """The answer as soon as there is one."""
    until = time.monotonic() + 60
    while True:
        try:
            return httpx.get(url, timeout=30, **how)
        except httpx.TransportError:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.1)


@pytest.mark.skipif(os.name != "posix", reason="signals are sent otherwise here")
def test_a_server_from_start_to_end(ledger_path: Path) -> None:
    port = free_port()
    words = [
        sys.executable,
        "-m",
        "sayso.cli",
        "serve",
        "--ledger",
        str(ledger_path),
        "--port",
        str(port),
        "--read-only",
    ]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        try:
            health = answer(f"http://127.0.0.1:{port}/api/health").json()
            assert (health["status"], health["read_only"], health["accounts"]) == ("ok", True, False)
            page = httpx.get(f"http://localhost:{port}/", timeout=30)
            assert page.status_code == 200
            assert "uvicorn" not in str(page.headers).lower()
            second = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
            assert second.returncode == 1
            assert f"port {port}" in second.stderr
        finally:
            process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=30)[1]
    assert process.returncode == 0
    assert told == f"{ledger_path}: http://127.0.0.1:{port}/ (Ctrl-C stops it)\n"


def certificate(folder: Path, name: str = "server") -> tuple[Path, Path]:
    """A certificate for localhost, and its key, as openssl makes them."""
    made, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", str(key), "-out", str(made)],
        check=True, capture_output=True,
    )  # fmt: skip
    return made, key


needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl to make a certificate")


@needs_openssl
@pytest.mark.skipif(os.name != "posix", reason="signals are sent otherwise here")
def test_a_server_with_a_certificate(ledger_path: Path, tmp_path: Path) -> None:
    accounts.add_account(access_path(ledger_path), "Ada", "admin", "correct horse battery")
    made, key = certificate(tmp_path)
    port = free_port()
    words = [sys.executable, "-m", "sayso.cli", "serve", "--ledger", str(ledger_path), "--port", str(port),
             "--certificate", str(made), "--key", str(key)]  # fmt: skip
    home = f"https://localhost:{port}"
    known = ssl.create_default_context(cafile=made)
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert answer(f"{home}/api/health", verify=known).json()["status"] == "ok"
            with httpx.Client(base_url=home, verify=known, headers={"origin": home}, timeout=30) as client:
                told = {"name": "Ada", "password": "correct horse battery"}
                signed = client.post("/sign-in", data=told)
                assert signed.status_code == 303
                assert "Secure" in signed.headers["set-cookie"]
                assert client.get("/account").status_code == 200
            with pytest.raises(httpx.TransportError):
                httpx.get(f"http://localhost:{port}/api/health", timeout=10)
        finally:
            process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=30)[1]
    assert process.returncode == 0
    assert said.startswith(f"{ledger_path}: https://127.0.0.1:{port}/")


@needs_openssl
def test_what_is_no_certificate_is_told_before_anything_is_served(ledger_path: Path, tmp_path: Path) -> None:
    (made, key), (_, other) = certificate(tmp_path), certificate(tmp_path, "other")
    locked = tmp_path / "locked.key"
    subprocess.run(["openssl", "pkey", "-in", key, "-aes256", "-passout", "pass:x", "-out", locked], check=True)
    for words, told in (
        (["--certificate", made, "--key", other], "make no pair"),
        (["--certificate", made, "--key", locked], "without a password"),
        (["--certificate", made], "make no pair"),
        (["--certificate", tmp_path / "none.pem", "--key", key], "cannot be read"),
        (["--key", key], "--key needs --certificate"),
    ):
        run = CliRunner().invoke(main, ["serve", "--ledger", str(ledger_path), "--port", "1", *map(str, words)])
        assert run.exit_code == 1, words
        assert told in run.output, words


@pytest.mark.parametrize(("proxy", "believed"), [(None, False), ("127.0.0.1", True), ("10.0.0.9", False)])
def test_only_a_proxy_that_was_named_is_believed(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: str | None, believed: bool
) -> None:
    accounts.add_account(access_path(ledger_path), "Ada", "admin", "correct horse battery")
    made: list[uvicorn.Server] = []
    run = uvicorn.Server.run

    def running(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        made.append(server)
        run(server, sockets)

    monkeypatch.setattr(uvicorn.Server, "run", running)
    settings = Settings(ledger=ledger_path, port=free_port(), proxy=proxy)
    thread = threading.Thread(target=serve, args=(settings,), daemon=True)
    thread.start()
    home = settings.address.rstrip("/")
    answer(f"{home}/api/health")
    headers = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9", "origin": home}
    told = {"name": "Ada", "password": "correct horse battery"}
    signed = httpx.post(f"{home}/sign-in", data=told, headers=headers, timeout=30)
    made[0].should_exit = True
    thread.join(20)
    assert ("Secure" in signed.headers["set-cookie"]) is believed

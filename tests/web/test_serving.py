"""``sayso serve`` as a process: it tells its address, answers, and stops at Ctrl-C as a program that did its work."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def answer(url: str) -> httpx.Response:
    """The answer as soon as there is one."""
    until = time.monotonic() + 60
    while True:
        try:
            return httpx.get(url, timeout=30)
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

"""``sayso serve --demo``: one command from nothing to a page full of incidents; nothing is left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

import sayso
from sayso.service.ledger import Ledger

_PATIENCE = 300
_CODE = str(Path(sayso.__file__).parents[1])


def test_one_command_shows_a_full_screen_and_leaves_nothing(tmp_path: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, "-m", "sayso.cli", "serve", "--demo", "--port", str(port)]
    running = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "TMPDIR": str(scratch), "PYTHONPATH": _CODE})
    try:
        page = _page(f"http://127.0.0.1:{port}/", running)
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(30)
    assert page.count('href="/incidents/') >= 20
    assert list(scratch.glob("sayso*")) == []
    assert {path.name for path in tmp_path.iterdir()} == {"scratch"}


@pytest.mark.parametrize("option", ["--demo", "--ledger=a.db"])
def test_a_port_that_is_taken_is_told_at_once(tmp_path: Path, option: str):
    Ledger(tmp_path / "a.db", create=True).close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "sayso.cli", "serve", option, "--port", port]
        done = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": _CODE}, capture_output=True, timeout=60, check=False
        )
    assert done.returncode == 1
    assert f"cannot listen on port {port}" in done.stderr.decode()
    assert "--port" in done.stderr.decode()
    assert "http://" not in done.stderr.decode()


def _page(address: str, running: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        assert running.poll() is None, "the server ended"
        try:
            with urlopen(address) as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.3)
    raise AssertionError("no page came")

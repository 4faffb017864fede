"""What the tests of the web app share: a ledger of our own reports, a client, a running server, a browser."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from sayso.service.ledger import Ledger
from sayso.service.reading import Reader
from sayso.web import Settings, create_app

ROOT = Path(__file__).parents[2]
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)  # fmt: skip


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """A ledger of the examples and of forty reports of the corpus, with dates; copy it before you write to it."""
    path = tmp_path_factory.mktemp("ledger") / "full.db"
    reports = [*sorted((ROOT / "examples").glob("*.txt")), *sorted((ROOT / "corpus" / "reports").rglob("*.txt"))[:40]]
    with Ledger(path, create=True) as ledger:
        ledger.add(reports, reader)
    return path


@pytest.fixture
def ledger_path(full: Path, tmp_path: Path) -> Path:
    """A copy of the full ledger that a test may write to."""
    return Path(shutil.copy(full, tmp_path / "a.db"))


@pytest.fixture
def client(ledger_path: Path) -> Iterator[TestClient]:
    """A client of the app on a ledger of its own; it sends as a page of the app does."""
    app, home = create_app(Settings(ledger=ledger_path)), "http://localhost:8321"
    with TestClient(app, base_url=home, headers={"origin": home}) as client:
        yield client


class Served:
    """A server on a free port of loopback, in a thread."""

    def __init__(self, path: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
        self.path, self.settings = path, Settings(ledger=path, port=port)
        self.url = self.settings.address
        self._server = uvicorn.Server(uvicorn.Config(create_app(self.settings), port=port, log_level="error"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture
def served(ledger_path: Path) -> Iterator[Served]:
    """A running server on a ledger of its own."""
    server = Served(ledger_path)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium(playwright_running: Any) -> Iterator[Any]:
    """A real browser, without a window."""
    if BROWSER is None:
        pytest.skip("no Chromium on this machine")
    launched = playwright_running.chromium.launch(executable_path=BROWSER, args=list(SWITCHES))
    yield launched
    launched.close()


def complains(message: Any) -> bool:
    """Whether a line of the console is a complaint; the drawing of maps without a graphics card is only slow."""
    return message.type in ("error", "warning") and "GL Driver Message" not in message.text


class Visit:
    """A browser's visit to a served app: complaints (errors, refused by the policy) and requests elsewhere are kept."""

    def __init__(self, chromium: Any, served: Served, **context: Any) -> None:
        self.served = served
        self.context = chromium.new_context(base_url=served.url, **{"reduced_motion": "reduce", **context})
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.outside: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if complains(m) else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "request",
            lambda r: None if r.url.startswith((served.url, "data:", "blob:")) else self.outside.append(r.url),
        )

    def close(self) -> None:
        self.context.close()
        assert self.outside == [], "a page asked for something elsewhere"
        assert self.complaints == [], "the browser complained"


@pytest.fixture
def visit(chromium: Any, served: Served) -> Iterator[Visit]:
    """A browser on a server of its own; at the end nothing may have been complained about or fetched elsewhere."""
    made = Visit(chromium, served)
    yield made
    made.close()

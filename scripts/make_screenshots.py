"""Take the pictures of the docs: the main screens, from the demo ledger, in a real browser.

    python scripts/make_screenshots.py [--ledger demo.db] [--out docs/pictures]

Without a ledger the demo ledger is made first. Chromium must be installed. What the pictures show is no promise that a
test holds: look at them before committing.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import uvicorn
from playwright.sync_api import sync_playwright

from png_palette import shrunk
from sayso.present.site import publish
from sayso.service.demo import make_demo
from sayso.service.ledger import Ledger
from sayso.service.publishing import Terms
from sayso.service.reading import Reader
from sayso.web import Settings, create_app
from sayso.web.security.people import COOKIE

ROOT = Path(__file__).parents[1]
LARGEST = 150_000
"""Bytes that a picture may have."""
PERSON = "Ines Okoro"
"""Who looks at it."""
SWITCHES = (
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic",
    "--lang=en-GB",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the address, the width and height of the window, the colour scheme."""

    name: str
    address: str
    width: int = 1280
    height: int = 860
    scheme: str = "light"


def pictures(ledger: Path) -> list[Picture]:
    """What is taken, in order: of incidents the one that four outlets tell of, of reports one of its."""
    with Ledger(ledger) as opened:
        rows = list(opened.incidents(opened.filter(place="El Obeid")))
        most = max(rows, key=lambda row: (row.documents, row.claims))
        claim = next(opened.claims(opened.filter(incident=most.id, source="doctor")))
    incident = f"/incidents/{most.id}"
    reader = f"/documents/{claim.document.id}?claim={claim.claim.id}"
    return [
        Picture("overview", "/"),
        Picture("overview-dark", "/?since=2025-01-01&type=drone-strike", scheme="dark"),
        Picture("overview-phone", "/", 390, 844),
        Picture("incident", incident),
        Picture("reader", reader),
        Picture("review", "/review"),
        Picture("review-phone", "/review", 390, 844, "dark"),
        Picture("figures", "/figures?measure=displaced&place=Butembo", height=1000),
    ]


def main() -> None:
    """Take them all."""
    arguments = argparse.ArgumentParser(description="Take the pictures of the docs.")
    arguments.add_argument("--ledger", type=Path, help="a demo ledger that is there (sayso demo)")
    arguments.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    told = arguments.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        ledger = Path(scratch) / "demo.db"
        if told.ledger:
            shutil.copy(told.ledger, ledger)
        else:
            make_demo(ledger, Reader(), processes=2)
        with Ledger(ledger) as opened:
            publish(opened.store, Path(scratch) / "site", Terms(title="A published site"))
        site = Picture("site", (Path(scratch) / "site" / "index.html").as_uri())
        with server(ledger) as address, browser() as chromium:
            for picture in [*pictures(ledger), site]:
                take(chromium, picture, address, told.out)


def take(chromium: Any, picture: Picture, server: str, out: Path) -> None:
    """Take one picture and say how large it is."""
    window = {"width": picture.width, "height": picture.height}
    context = chromium.new_context(
        viewport=window, color_scheme=picture.scheme, reduced_motion="reduce", locale="en-GB"
    )  # fmt: skip
    context.add_cookies([{"name": COOKIE, "value": quote(PERSON), "url": server}])
    page = context.new_page()
    page.goto(picture.address if "://" in picture.address else server + picture.address, wait_until="networkidle")
    if page.locator("[data-island=map]").count():
        page.wait_for_selector("[data-island=map][data-state=ready]", timeout=60_000)
    page.wait_for_timeout(5000)  # what is drawn comes in by and by
    data = shrunk(page.screenshot(animations="disabled"))
    context.close()
    (out / f"{picture.name}.png").write_bytes(data)
    sys.stdout.write(f"{picture.name}.png {len(data):,} bytes{' TOO LARGE' if len(data) > LARGEST else ''}\n")


@contextmanager
def server(ledger: Path) -> Iterator[str]:
    """The address of a server on the ledger."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(Settings(ledger=ledger, port=port))
    running = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(10)


@contextmanager
def browser() -> Iterator[Any]:
    """A Chromium without a window."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(SWITCHES))
        yield launched
        launched.close()


if __name__ == "__main__":
    main()

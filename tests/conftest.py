"""What all tests share: one reader, since loading the model and the gazetteer takes seconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.service.reading import Reader

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with the built-in rulebook."""
    return Reader()


@pytest.fixture(scope="session")
def examples() -> list[Path]:
    """The example reports, texts and pages."""
    found: Iterable[Path] = (ROOT / "examples").iterdir()
    return sorted(path for path in found if path.suffix in (".txt", ".html"))


@pytest.fixture(scope="session")
def playwright_running() -> Iterator[Any]:
    """What starts browsers; one for the whole session, for a process can have no second."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as running:
        yield running

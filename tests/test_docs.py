"""The documentation must not tell what the code no longer does."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


def _make_docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "scripts" / "make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make_docs = _make_docs()


@pytest.mark.parametrize("page", make_docs.pages(), ids=lambda page: page.name)
def test_page_is_fresh(page: Path) -> None:
    """Else a user follows help that is no longer true."""
    assert make_docs.refreshed(page) == page.read_text(encoding="utf-8"), "stale: run make docs"


def test_measured_quality_that_the_web_app_shows_is_fresh() -> None:
    assert make_docs.QUALITY.read_text(encoding="utf-8") == make_docs.quality(), "stale: run make docs"


def test_every_part_stands_on_a_page() -> None:
    used = re.findall(
        r"<!-- generated: ([\w-]+) -->", "".join(p.read_text(encoding="utf-8") for p in make_docs.pages())
    )
    assert sorted(used) == sorted(make_docs.PARTS)


def test_every_command_and_event_type_is_told() -> None:
    from sayso.model import EVENT_TYPES

    codebook = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert [t for t in EVENT_TYPES if f"| `{t}` |" not in codebook] == []
    assert "## sayso read" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def test_worked_example_of_an_overlay_works() -> None:
    """Its actor, cue and event phrase must all be seen to fire."""
    shown = make_docs.overlay()
    for rule in ("actors/NOV-GUARD", "cues/chronicle", "abduction/spirit-away"):
        assert rule in shown


def test_local_links_lead_somewhere() -> None:
    for page in (*make_docs.pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"

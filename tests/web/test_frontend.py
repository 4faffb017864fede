"""The built islands in the package are those that the sources make."""

from __future__ import annotations

import json
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
DIST = ROOT / "src" / "sayso" / "web" / "static" / "dist"
MADE_FROM = ("package-lock.json", "package.json", "plugins", "src", "tsconfig.json", "vite.config.ts")


def sources() -> dict[str, str]:
    roots = [FRONTEND / name for name in MADE_FROM]
    paths = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*")) if path.is_file()]
    return {path.relative_to(FRONTEND).as_posix(): sha256(path.read_bytes()).hexdigest() for path in paths}


def test_the_build_is_of_these_sources() -> None:
    built = json.loads((DIST / "sources.json").read_text("utf-8"))
    assert built == sources(), "run `npm ci && npm run build` in frontend/ and commit src/sayso/web/static/dist"


def test_every_built_file_is_named_by_the_manifest() -> None:
    chunks = json.loads((DIST / "manifest.json").read_text("utf-8"))
    named = {chunk["file"] for chunk in chunks.values()} | {a for c in chunks.values() for a in c.get("assets", ())}
    there = {path.name for path in DIST.iterdir()} - {"manifest.json", "sources.json", "LICENSES.txt"}
    assert there == named
    assert chunks["src/app.ts"]["file"] == "app.js"


def test_the_entry_is_imported_by_nothing() -> None:
    """Pages name it with its digest, so a second name for it would run it twice."""
    for path in DIST.glob("*.js"):
        assert "./app.js" not in path.read_text("utf-8")


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_licences_of_what_is_built_in_are_there() -> None:
    text = (DIST / "LICENSES.txt").read_text("utf-8")
    for name in ("maplibre-gl", "@observablehq/plot", "htmx.org", "d3-scale"):
        assert f"\n{name} " in text


@pytest.mark.skipif(
    not (FRONTEND / "node_modules").is_dir() or not shutil.which("node"), reason="needs Node and `npm ci` in frontend/"
)
def test_a_new_build_has_the_same_bytes(tmp_path: Path) -> None:
    vite = ["node", "node_modules/vite/bin/vite.js", "build", "--outDir", str(tmp_path / "dist"), "--logLevel", "error"]
    subprocess.run(vite, cwd=FRONTEND, check=True, timeout=180)
    made = {path.name: path.read_bytes() for path in (tmp_path / "dist").iterdir()}
    assert made == {path.name: path.read_bytes() for path in DIST.iterdir()}


def test_the_map_stays_small() -> None:
    assert sum(path.stat().st_size for path in (DIST.parent / "map").rglob("*.json")) < 3_000_000

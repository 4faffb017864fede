"""The notebook of the documentation runs from its first cell to its last and shows what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "notebook"

for _name in ("pandas", "matplotlib", "IPython"):
    pytest.importorskip(_name, reason=f"{_name} is not installed")


def test_it_runs_and_shows_figures_by_source(monkeypatch: pytest.MonkeyPatch) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.chdir(FOLDER)
    monkeypatch.setenv("MPLBACKEND", "agg")
    cells = json.loads((FOLDER / "articles-to-figures.ipynb").read_text(encoding="utf-8"))["cells"]
    shell = InteractiveShell()
    shown = []
    for cell in (cell for cell in cells if cell["cell_type"] == "code"):
        done = shell.run_cell(cell["source"])
        done.raise_error()
        shown.append(done.result)
        assert not cell["outputs"], "the notebook is kept without outputs"
    reading, claims, deaths = shown[0], shown[1], shell.user_ns["deaths"]
    assert "Kharkiv" in shell.display_formatter.format(reading)[0]["text/html"]
    assert len(reading.claims) >= 1
    assert len(claims) > len(reading.claims)
    governor = deaths[deaths["source"].str.contains("governor")]
    assert list(governor.sort_values("said")["low"]) == [12.0, 17.0]
    assert len(shell.user_ns["axes"].lines) == deaths["source"].nunique()
    assert (shell.user_ns["incidents"]["killed_high"].fillna(0) >= 17).any()

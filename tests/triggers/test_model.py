"""The model of triggers: the same words give the same likelihoods, and a wrong file is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import ModelError
from sayso.lang import folder_of
from sayso.model import EVENT_TYPES, Span
from sayso.triggers import Hint, TriggerModel
from sayso.triggers.model import NO_HINT, WINDOW, hint_rows, windows

TEXT = "Rebels shelled the market in Dorema on Monday, killing nine people, the mayor said. A bank opened a branch."
FOLDER = folder_of() / "triggers"


@pytest.fixture(scope="module")
def model() -> TriggerModel:
    return TriggerModel.shipped()


def hinted(text: str) -> list[Hint]:
    start = text.find("shelled")
    end = start + len("shelled")
    return [Hint("shelling", start, end), Hint("shelling", start, end, claimed=True)]


def test_a_verb_of_shelling_is_likelier_than_a_bank(model: TriggerModel) -> None:
    said = model(TEXT, hinted(TEXT))
    shelled, bank = TEXT.index("shelled"), TEXT.index("bank")
    assert said.of("shelling", Span(start=shelled, end=shelled + 7)) > 0.5
    assert all(said.of(kind, Span(start=bank, end=bank + 4)) < 0.1 for kind in EVENT_TYPES)


def test_pieces_are_characters_of_the_text(model: TriggerModel) -> None:
    text = "Ünïted «troops»\u200b shelled\tKhān\n\nYounis 🚑 — 12 died."
    pieces = model.pieces(text)
    assert all(0 <= a < b <= len(text) for a, b in pieces)
    assert pieces == sorted(pieces)
    assert {text[a:b] for a, b in pieces} >= {"troops", "died"}


def test_no_words_no_likelihoods(model: TriggerModel) -> None:
    assert len(model("", []).rows) == 0
    assert len(model(" \n ", []).rows) == 0


def test_who_an_armed_group_is_tells_nothing(model: TriggerModel) -> None:
    said = []
    for name in ("M23", "the Islamic State group", "Boko Haram"):
        text = f"Fighters of {name} attacked a village near the border on Sunday, killing four people."
        start = text.index(name)
        seen = model(text, [], [Span(start=start, end=start + len(name))])
        assert seen.states is not None
        assert (start, start + 1) in seen.pieces
        said.append((seen.rows.tolist(), seen.states.tolist()))
    assert said[0] == said[1] == said[2]


def test_a_long_report_is_read_to_its_end(model: TriggerModel) -> None:
    text = "The council met to talk about the harvest. " * 80 + TEXT
    start = text.index("shelled")
    assert model(text, hinted(text)).of("shelling", Span(start=start, end=start + 7)) > 0.5


def test_another_process_says_the_same(model: TriggerModel) -> None:
    code = (
        "from sayso.triggers import Hint, TriggerModel;"
        f"text = {TEXT!r};"
        "said = TriggerModel.shipped()(text, [Hint('shelling', 7, 14), Hint('shelling', 7, 14, True)]);"
        "print(said.rows.tolist())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(other.stdout) == model(TEXT, hinted(TEXT)).rows.tolist()


def test_what_was_read_before_changes_nothing(model: TriggerModel) -> None:
    first = model(TEXT, hinted(TEXT)).rows
    model("Protesters marched through the capital. " * 30, [])
    assert numpy.array_equal(model(TEXT, hinted(TEXT)).rows, first)


@given(st.integers(0, 3000))
def test_windows_cover_every_piece(length: int) -> None:
    found = windows(length)
    covered = sorted({n for start, end in found for n in range(start, end)})
    assert covered == list(range(length))
    assert len(found) < 2 or all(WINDOW // 2 < end - start <= WINDOW for start, end in found)


def test_hints_stand_at_their_pieces() -> None:
    hints = [Hint("capture", 4, 9), Hint("shelling", 5, 12), Hint("shelling", 10, 12, claimed=True)]
    rows = hint_rows([(0, 3), (4, 9), (10, 12)], hints)
    capture, shelling = EVENT_TYPES.index("capture"), EVENT_TYPES.index("shelling")
    assert [[number for number in row if number != NO_HINT] for row in rows.tolist()] == [
        [],
        sorted((capture, shelling)),
        [shelling, shelling + len(EVENT_TYPES)],
    ]


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "triggers")
    with (tmp_path / "triggers" / "triggers.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match=r"triggers\.onnx: is not the file that the manifest names"):
        TriggerModel(tmp_path / "triggers")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"manifest\.json: cannot be read"):
        TriggerModel(tmp_path)


def test_a_model_of_other_types_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"types": ["capture"], "sha256": {}, "alike": {}}))
    with pytest.raises(ModelError, match="other event types"):
        TriggerModel(tmp_path)

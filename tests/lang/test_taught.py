"""Models that users taught: found by their manifest, named in readings, refused when damaged."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy
import pytest

from sayso.errors import ModelError
from sayso.lang import folder_of
from sayso.lang.taught import FORM, MANIFEST, Taught
from sayso.model import EVENT_TYPES
from sayso.service.reading import Reader
from sayso.triggers import TriggerModel
from sayso.triggers.model import CORRECTION

TEXT = "An arrival was recorded in Kharkiv on Monday, the governor said."


def copied(folder: Path, correction: numpy.ndarray | None = None) -> Path:
    """The shipped data in the form of a taught model."""
    for name in ("triggers", "weights"):
        shutil.copytree(folder_of() / name, folder / name)
    if correction is not None:
        numpy.save(folder / "triggers" / CORRECTION, correction)
        inner = folder / "triggers" / "manifest.json"
        told = json.loads(inner.read_text())
        told["sha256"][CORRECTION] = hashlib.sha256((folder / "triggers" / CORRECTION).read_bytes()).hexdigest()
        inner.write_text(json.dumps(told))
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    digests = {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    (folder / MANIFEST).write_text(json.dumps({"form": FORM, "files": digests}))
    return folder


def test_a_copy_of_what_ships_reads_the_same_and_says_what_it_is(tmp_path: Path, reader: Reader) -> None:
    folder = copied(tmp_path / "same")
    taught = Reader(taught=folder)
    name = Taught.open(folder).name
    mine, shipped = taught.read_text(TEXT), reader.read_text(TEXT)
    assert mine.claims == shipped.claims
    assert mine.model == f"{shipped.model}+{name}"
    assert taught.read_by == (mine.model, mine.rulebook)


def test_a_correction_moves_the_likelihood_of_its_type_alone(tmp_path: Path) -> None:
    correction = numpy.zeros((449, len(EVENT_TYPES)), dtype=numpy.float32)
    correction[-1, EVENT_TYPES.index("shelling")] = 30
    model = TriggerModel(copied(tmp_path / "moved", correction) / "triggers")
    said, shipped = model(TEXT, []), TriggerModel.shipped()(TEXT, [])
    others = [n for n, kind in enumerate(EVENT_TYPES) if kind != "shelling"]
    assert (said.rows[:, EVENT_TYPES.index("shelling")] == 1000).all()
    assert (said.rows[:, others] == shipped.rows[:, others]).all()


@pytest.mark.parametrize("name", ["weights/claims.csv", "triggers/triggers.onnx"])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path / "damaged")
    with (folder / name).open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match=f"{name}.*teach it anew"):
        Taught.open(folder)


def test_what_is_no_taught_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model that sayso train made"):
        Taught.open(tmp_path)
    (tmp_path / MANIFEST).write_text("[]")
    with pytest.raises(ModelError, match="no manifest"):
        Taught.open(tmp_path)
    (tmp_path / MANIFEST).write_text('{"form": 99, "files": {}}')
    with pytest.raises(ModelError, match="form 99"):
        Taught.open(tmp_path)

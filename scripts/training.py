"""What the scripts that train models of triggers share: reports as numbers, rounds over windows, the training."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy
import torch
from tokenizers import Tokenizer
from torch import nn

from evaluation.further import TAUGHT, further_reports
from evaluation.learning import lessons
from evaluation.real import coding_files, read_codings
from evaluation.triggers import RESEARCH_ONLY, Lesson, Lessons
from sayso.gazetteer import Gazetteer
from sayso.model import EVENT_TYPES, STATUSES
from sayso.rules.actors import StateRow
from sayso.rules.rulebook import load_rulebook
from sayso.service.reading import DEFAULT_MODEL
from sayso.service.teaching.network import Net
from sayso.stage import Resources
from sayso.triggers.model import HINTS, NO_HINT, WINDOW, hint_rows, windows

KINDS = len(EVENT_TYPES)
BATCH, RATE, HEAD_RATE, POSITIVE, UNHINTED, RENAMED, KEEP = 8, 2e-4, 1e-3, 2.0, 0.15, 0.5, 0.98
"""Windows at once; learning rates of encoder and heads; weight of a coded trigger; shares of windows that are shown
without hints and with the states' names swapped; how slowly the averaged weights follow."""
LOTS, TOLD = 2, 0.7
"""In how many rounds all reports are shown that nobody coded; what such a report counts beside a coded one."""
Likely = Sequence[tuple[int, int, int]]


class Encoded:
    """A lesson as numbers: pieces, hints, types (a row from 0 to 1) and status (-1 where none) of each piece.

    ``said``: where nobody coded it, what the teacher says: piece, type and thousandths.
    """

    def __init__(self, lesson: Lesson, tokenizer: Tokenizer, weight: float, said: Likely | None = None) -> None:
        encoded = tokenizer.encode(lesson.text, add_special_tokens=False)
        self.lesson, self.weight, self.pieces, self.coded = lesson, weight, encoded.ids, said is None
        self.hints = hint_rows(encoded.offsets, lesson.hints)
        self.kinds = numpy.zeros((len(encoded.ids), KINDS), dtype=numpy.float32)
        self.status = [-1] * len(encoded.ids)
        for kind, start, end, status in lesson.marks:
            for at, (a, b) in enumerate(encoded.offsets):
                if a < end and start < b:
                    self.kinds[at, EVENT_TYPES.index(kind)] = 1
                    self.status[at] = STATUSES.index(status)
        for at, kind, thousandths in said or ():
            self.kinds[at, kind] = thousandths / 1000


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
    kinds, weight = torch.zeros(count, length, KINDS), torch.zeros(count, length, KINDS)
    status = torch.full((count, length), -1)
    for row, (ids, hinted, coded, said, counts) in enumerate(items):
        n = len(ids)
        pieces[row, : n + 2] = torch.tensor([ends[0], *ids, ends[1]])
        attention[row, : n + 2] = 1
        hints[row, 1 : n + 1] = torch.from_numpy(hinted)
        kinds[row, 1 : n + 1] = torch.from_numpy(coded)
        status[row, 1 : n + 1] = torch.tensor(said)
        weight[row, 1 : n + 1] = counts[1] + (counts[0] - counts[1]) * torch.from_numpy(coded)
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
            counts = (report.weight * (POSITIVE if report.coded else 1.0), report.weight)
            items.append((ids[cut], hinted, report.kinds[cut], report.status[cut], counts))
    rng.shuffle(items)
    for at in range(0, len(items), 8 * BATCH):
        near = sorted(items[at : at + 8 * BATCH], key=lambda item: len(item[0]))
        yield from (near[n : n + BATCH] for n in range(0, len(near), BATCH))


def trained(
    base: Path,
    reports: list[Encoded],
    names: Names,
    ends: tuple[int, int],
    rounds: int,
    further: Sequence[Encoded] = (),
    rate: float = RATE,
    lots: int = LOTS,
) -> Net:
    """A net trained on the reports; its weights are the running average over the steps.

    ``further``: reports that nobody coded, all of which are shown in so many rounds (``lots``).
    """
    rng = random.Random(1)
    torch.manual_seed(1)
    net = Net.from_encoder(base)
    heads = [p for name, p in net.named_parameters() if not name.startswith("encoder")]
    groups = [{"params": net.encoder.parameters(), "lr": rate}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    shares = [reports + list(further[number % lots :: lots]) for number in range(rounds)]
    steps = math.ceil(sum(len(cuts(len(r.pieces), rng)) for share in shares for r in share) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / 60) * max(0.03, 1 - s / steps))
    average = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(KEEP))
    for number, share in enumerate(shares):
        net.train()
        began, losses = time.time(), []
        for items in shown(share, names, rng):
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
    each = nn.functional.binary_cross_entropy_with_logits(said.float(), kinds, reduction="none")
    loss = 10 * (each * weight).sum() / weight.mean(-1).sum()
    coded = status >= 0
    return loss + 0.3 * nn.functional.cross_entropy(judged.float()[coded], status[coded]) if coded.any() else loss


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


def told(corpus: Path, shared: Path, tokenizer: Tokenizer, resources: Resources) -> list[Encoded]:
    """The reports that nobody coded, with what the teacher says of them (``scripts/learn_teacher.py``)."""
    if not TAUGHT.is_file():
        raise SystemExit(f"{TAUGHT} is not there: run scripts/learn_teacher.py first, or give --untaught")
    with gzip.open(TAUGHT, "rt", encoding="utf-8") as lines:
        said = dict(map(json.loads, lines))
    made = map(Lessons(resources), further_reports(corpus, shared))
    return [Encoded(lesson, tokenizer, TOLD, said[lesson.key]) for lesson in made if lesson.key in said]


def tokenizer_of(base: Path) -> Tokenizer:
    """The tokenizer of an encoder, which cuts nothing off."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def ends_of(tokenizer: Tokenizer) -> tuple[int, int]:
    """The pieces that stand before and behind a text."""
    first, last = tokenizer.encode("").ids
    return first, last


def checked(base: Path, digest: str) -> None:
    """Ends the program where the folder holds another encoder."""
    if hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest() != digest:
        raise SystemExit(f"{base / 'model.safetensors'} is not the encoder that this was made for")


def resources_for_learning() -> Resources:
    """What reading needs."""
    return Resources(rulebook=load_rulebook(), gazetteer=Gazetteer.open(), model=DEFAULT_MODEL)

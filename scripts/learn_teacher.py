"""Train the teacher of the model of triggers: ``python scripts/learn_teacher.py --base FOLDER [--shared FOLDER]``.

Wants the extra ``train``. ``--base``: the folder of the encoder all-mpnet-base-v2 (``model.safetensors`` and its
tokenizer; ``scripts/train.py`` joins it from the packages that carry it). It is too large to ship. Trained on the same
coded reports as the small one, it says of a thousand real reports that nobody coded how likely each piece of a
word names a claim (``build/taught.jsonl.gz``), and the small one learns from that as well
(``scripts/learn_triggers.py``), after Hinton, Vinyals and Dean, Distilling the Knowledge in a Neural Network (2015).
One thread; three quarters of an hour on one core, and 10 GB of memory. The same seed and data give the same on the same
machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy
import torch

from evaluation.corpus import corpus_folder
from evaluation.further import TAUGHT, further_reports
from evaluation.texts import shared_folder
from evaluation.triggers import Lessons, write_held_out
from sayso.rules.actors import StateRow
from sayso.service.teaching.network import Net
from sayso.triggers import Hint, Likelihoods
from sayso.triggers.model import NO_HINT, hint_rows, over_windows
from training import KINDS, Names, checked, ends_of, resources_for_learning, taught, tokenizer_of, trained

BASE_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
RATE, ROUNDS, EVERY = 5e-5, 4, 2
"""Learning rate; rounds; which of the reports that nobody coded it reads: every second one, for the sake of time."""


class Teacher:
    """Says how likely the words of a report name claims, in 16-bit numbers, window by window."""

    def __init__(self, net: Net, base: Path, alike: dict[int, int]) -> None:
        self._net, self._tokenizer, self._alike = net, tokenizer_of(base), alike

    def __call__(self, text: str, hints: Sequence[Hint]) -> Likelihoods:
        """The likelihoods of a report, as the model that ships gives them."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        hinted = hint_rows(encoded.offsets, hints)

        def window(start: int, end: int) -> list[numpy.ndarray]:
            pieces = [self._alike.get(piece, piece) for piece in encoded.ids[start:end]]
            return [self._window(pieces, hinted[start:end])]

        (rows,) = over_windows(len(encoded.ids), [KINDS], window)
        return Likelihoods(encoded.offsets, numpy.rint(rows * 1000).astype(numpy.int16))

    def _window(self, pieces: list[int], hinted: numpy.ndarray) -> numpy.ndarray:
        first, last = ends_of(self._tokenizer)
        framed = torch.tensor([[first, *pieces, last]])
        hints = torch.from_numpy(numpy.pad(hinted, ((1, 1), (0, 0)), constant_values=NO_HINT))[None]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            odds, _ = self._net(framed, hints, torch.ones_like(framed))
        return odds.float().sigmoid()[0, 1:-1].numpy()


def main() -> None:
    """Train, and say of each report that nobody coded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    checked(options.base, BASE_SHA256)
    torch.set_num_threads(1)
    shared, tokenizer, resources = shared_folder(options.shared), tokenizer_of(options.base), resources_for_learning()
    names = Names(tokenizer, resources.rulebook.rows(StateRow))
    reports = taught(corpus_folder(), shared, tokenizer, resources)
    net = trained(options.base, reports, names, ends_of(tokenizer), options.rounds, rate=RATE)
    teacher, make = Teacher(net, options.base, names.alike(reports)), Lessons(resources)
    lessons = [make(report) for report in further_reports(corpus_folder(), shared)[::EVERY]]
    print(f"{len(lessons)} reports that nobody coded", flush=True)
    TAUGHT.parent.mkdir(exist_ok=True)
    write_held_out(TAUGHT, ((lesson.key, teacher(lesson.text, lesson.hints)) for lesson in lessons))


if __name__ == "__main__":
    main()

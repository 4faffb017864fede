"""What may be said of the reading itself: what read the reports, how well it reads, what its figures mean."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources

from sayso import __version__
from sayso.rules import load_rulebook
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import ReadBy
from sayso.syntax import DEFAULT_MODEL
from sayso.web.filters import Asked
from sayso.web.viewing import text_of

_LOOKED = 500
"""Claims whose readers are told of a ledger, the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One measured share, from 0 to 1: of invented and of real reports; None where it was not measured."""

    key: str
    invented: float | None
    real: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two people who coded the same reports agree in something; ``interval``: 95 %."""

    what: str
    agreement: str
    interval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What was measured when this version was made. ``measured``: the day; the numbers of reports it rests on."""

    measured: str
    invented: int
    real: int
    scores: tuple[Score, ...]
    agreement: tuple[Agreement, ...]

    def score(self, key: str) -> Score:
        """The score of this name."""
        return next(score for score in self.scores if score.key == key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A learned part of the reading. ``size``: how many numbers or bytes it is; ``print``: its hash, if it has one."""

    name: str
    does: str
    learned: str
    size: str
    print: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    """What reads here now, and what read the latest claims of the ledger (``readers``: with how many claims)."""

    version: str
    model: str
    rulebook: str
    learned: tuple[Learned, ...]
    quality: Quality
    readers: tuple[tuple[ReadBy, int], ...]
    looked: int


def methods_of(store: Store) -> Methods:
    """The methods behind a ledger. Raises LedgerError when it cannot be read."""
    readers = Counter(one.read_by for one in store.claims.search(Filter(rejected=True), limit=_LOOKED))
    return Methods(
        version=__version__, model=DEFAULT_MODEL, rulebook=_rulebook(), learned=_learned(), quality=quality(),
        readers=tuple(readers.most_common()), looked=readers.total(),
    )  # fmt: skip


def told_methods(store: Store, asked: Asked) -> str:
    """The methods as plain text, to be kept beside an export of this filter."""
    parts = [(part, value) for part, values in asked.told.items() for value in values]
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return text_of("methods/about.txt", methods=methods_of(store), parts=parts, now=now, ledger=store.path.name)


@cache
def quality() -> Quality:
    """The measured quality of this version, as ``scripts/make_docs.py`` keeps it from the pinned scores."""
    told = json.loads((resources.files("sayso.web") / "quality.json").read_text(encoding="utf-8"))
    return Quality(
        measured=told["measured"], invented=told["reports"]["invented"], real=told["reports"]["real"],
        scores=tuple(Score(**score) for score in told["scores"]),
        agreement=tuple(Agreement(**row) for row in told["agreement"]),
    )  # fmt: skip


@cache
def _rulebook() -> str:
    return load_rulebook().fingerprint


@cache
def _learned() -> tuple[Learned, ...]:
    english = resources.files("sayso.lang.en")
    manifest = json.loads((english / "triggers" / "manifest.json").read_text(encoding="utf-8"))
    onnx = (english / "triggers" / "triggers.onnx").read_bytes()
    signs = {name: _rows((english / "weights" / f"{name}.csv").read_text(encoding="utf-8")) for name in _WEIGHTS}
    return (
        Learned(
            name="Model of triggers", does="says of each word how likely it names an event of each type; it proposes,"
            " and decides no claim", learned=manifest["note"], size=f"{len(onnx) / 1e6:.1f} MB",
            print=manifest["sha256"]["triggers.onnx"][:16],
        ),
        *(Learned(name=name, does=does, learned=learned, size=f"{signs[key]:,} weights")
          for key, (name, does, learned) in _WEIGHTS.items()),
    )  # fmt: skip


_WEIGHTS = {
    "claims": (
        "Weights of signs", "make the confidence of a claim out of signs that the rules show; no sign names a side, a"
        " place or a person", "logistic regression on coded reports",
    ),
    "violence": (
        "Weights of words around", "tell whether words of war are meant, or borrowed by another field",
        "logistic regression on sentences of reports and of other texts",
    ),
}  # fmt: skip


def _rows(text: str) -> int:
    return sum(1 for row in csv.reader(text.splitlines()) if row and not row[0].startswith("#"))

"""The gate: scores may rise, never fall.

``pinned.json`` holds for each set the scores that were reached, the hash of the data they were reached on, and every
time a pin was lowered with the reason. Precision and recall alone are shown but not held to their pins: one may be
traded for the other as long as F1 does not fall. Nor are mean errors, which are better the lower they are: the share
of exact values stands for them; nor how well the confidence of a field orders them, for what is read right no longer
has to be told from what is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from evaluation.data import Scores
from evaluation.errors import GoldError
from evaluation.running import Measured
from sayso.errors import UsageError

PINNED = Path(__file__).with_name("pinned.json")
TOLERANCE = 0.002
_TRADED = ("_p", "_r", "_precision", "_recall", "_sure_share", "_sure_right", "_sure_auc")
_ERRORS = ("_mae", "_ece")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """A score below its pin."""

    key: str
    score: str
    pinned: float
    now: float

    def __str__(self) -> str:
        return f"{self.key}: {self.score} fell from {self.pinned:.4f} to {self.now:.4f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What a set once reached. ``breakdown``: of real reports what lay under it (as JSON), which is shown, not held."""

    hash: str
    records: int
    date: str
    scores: Scores
    breakdown: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Pins:
    """All pins, and the record of those that were lowered."""

    sets: dict[str, Pin]
    lowered: list[dict[str, Any]]


def read_pins(path: Path = PINNED) -> Pins:
    """The pins of a file; none when there is no file yet. Raises GoldError."""
    if not path.exists():
        return Pins({}, [])
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Pins({key: Pin(**pin) for key, pin in raw["sets"].items()}, list(raw["lowered"]))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise GoldError(str(path), "file", f"is not a file of pins: {error}") from error


def write_pins(pins: Pins, path: Path = PINNED) -> None:
    """Write the pins, the same bytes for the same pins."""
    sets = {
        key: {"date": pin.date, "hash": pin.hash, "records": pin.records, "scores": pin.scores}
        | ({"breakdown": pin.breakdown} if pin.breakdown else {})
        for key, pin in sorted(pins.sets.items())
    }
    text = json.dumps({"sets": sets, "lowered": pins.lowered}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def held(score: str) -> bool:
    """Whether the gate holds this score to its pin."""
    return not score.endswith((*_TRADED, *_ERRORS))


def falls(measured: Measured, pins: Pins) -> list[Fall]:
    """The scores that fell below their pins by more than the tolerance; none where nothing is pinned."""
    pin = pins.sets.get(measured.key)
    if pin is None:
        return []
    return [
        Fall(key=measured.key, score=name, pinned=value, now=measured.scores.get(name, 0.0))
        for name, value in pin.scores.items()
        if held(name) and measured.scores.get(name, 0.0) < value - TOLERANCE
    ]


def problems(measured: Measured, pins: Pins) -> list[str]:
    """Why the gate stays shut for this set; empty when it may pass."""
    pin = pins.sets.get(measured.key)
    if pin is None:
        return [f"{measured.key}: nothing is pinned (pin it with --pin)"]
    if pin.hash != measured.hash:
        return [f"{measured.key}: the data changed since it was pinned ({pin.hash}, now {measured.hash}); pin it again"]
    return [str(fall) for fall in falls(measured, pins)]


def pin(all_measured: Iterable[Measured], pins: Pins, today: date, *, reason: str = "") -> list[Fall]:
    """Pin what was measured; gives the pins that were lowered, which are recorded with the reason.

    Raises UsageError when a pin would be lowered and there is no reason.
    """
    every = list(all_measured)
    lowered = [fall for measured in every for fall in falls(measured, pins)]
    if lowered and not reason.strip():
        raise UsageError(
            f"{lowered[0]}; to pin lower give --allow-lower and --reason"
            + (f" ({len(lowered)} scores fell)" if len(lowered) > 1 else "")
        )
    for key in dict.fromkeys(fall.key for fall in lowered):
        scores = {fall.score: [fall.pinned, fall.now] for fall in lowered if fall.key == key}
        pins.lowered.append({"date": today.isoformat(), "set": key, "reason": reason.strip(), "scores": scores})
    for measured in every:
        given_up = {fall.score for fall in lowered if fall.key == measured.key}
        pins.sets[measured.key] = _pinned(measured, pins.sets.get(measured.key), given_up, today)
    return lowered


def _pinned(measured: Measured, old: Pin | None, given_up: set[str], today: date) -> Pin:
    """The new pin. On the same data a score within the tolerance keeps its pin, or it would creep down run by run."""
    scores = dict(measured.scores)
    if old is not None and old.hash == measured.hash:
        for name, value in old.scores.items():
            if held(name) and name in scores and name not in given_up:
                scores[name] = max(value, scores[name])
        if scores == old.scores:
            return old
    under = measured.breakdown.as_json() if measured.key.startswith("real/") else {}
    return Pin(hash=measured.hash, records=measured.records, date=today.isoformat(), scores=scores, breakdown=under)

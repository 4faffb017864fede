"""The model: the only door to the runtime of neural networks and to its tokenizer.

Weights, tokenizer and manifest lie in ``lang/en/triggers``; the manifest names the SHA-256 of each file, the order of
the event types, and the pieces that are alike to it: the name of every state is read as that of one, and its adjective
too, and the name of an armed group, where the reading found one, by two that are the same for all, so that who the
sides are tells it nothing. The graph runs on one thread, window by window, so that the same report
gives the same likelihoods whatever stands beside it; they are rounded, so that the last bit changes no claim.

A model that users taught has, besides, a correction: what is added to the log-odds of the types of a piece, a product
of the state that the encoder left it in (``States``) and learned weights, the last row of which stands alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import ceil
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy
import numpy.typing
import onnxruntime
from tokenizers import Tokenizer

from sayso.errors import ModelError
from sayso.lang import folder_of
from sayso.model import EVENT_TYPES, Span
from sayso.triggers.likelihoods import Hint, Likelihoods, Reals, Rows, within

__all__ = [
    "CORRECTION", "GRAPH", "HINTS", "MANIFEST", "NO_HINT", "TOKENIZER", "WINDOW", "Estimator", "States", "TriggerModel",
    "corrected", "hint_rows", "over_windows", "windows",
]  # fmt: skip

GRAPH, TOKENIZER, MANIFEST, CORRECTION = "triggers.onnx", "tokenizer.json", "manifest.json", "correction.npy"
"""The files of a model; the correction is a table of 32-bit numbers, a row for each number of a state and one more."""

WINDOW, _OVERLAP, _SLACK = 224, 32, 40
"""Pieces that are read at once, those that two windows share, and by how many a sole window may be longer."""
_LONE = re.compile("[\ud800-\udfff]")
"""Half a character, which the tokenizer does not take; another takes its place, so that offsets stay."""
_GROUP = ("armed", "group")
"""The pieces that stand for the name of an armed group: for its first character, and for the others."""
HINTS = 6
"""The most hints that one piece has."""
NO_HINT = 2 * len(EVENT_TYPES)
"""The number of no hint; those of what the rules found come first, then those of what they made claims of."""

_LOADING = Lock()
"""Held while a model is loaded, so that who asks for one that is being loaded waits for it."""

Numbers = numpy.typing.NDArray[numpy.int64]


@dataclass(frozen=True, slots=True)
class States:
    """What the encoder makes of a text, for teaching: of each piece its characters, its state and the log-odds of the
    types, without any correction."""

    pieces: Sequence[tuple[int, int]]
    states: Reals
    odds: Reals


class Estimator(Protocol):
    """Says how likely the words of a report name claims."""

    def __call__(self, text: str, hints: Sequence[Hint], groups: Sequence[Span] = ()) -> Likelihoods: ...


class TriggerModel:
    """The model that ships for a language, loaded once a process."""

    def __init__(self, folder: Path) -> None:
        """Raises ModelError where a file is missing or is not the one that the manifest names."""
        with _LOADING:
            self._tokenizer, self._session, self._alike, self._inner, self._correction = _loaded(folder)

    @classmethod
    def shipped(cls, language: str = "en") -> TriggerModel:
        """The one in the language's folder."""
        return cls(folder_of(language) / "triggers")

    def __call__(self, text: str, hints: Sequence[Hint], groups: Sequence[Span] = ()) -> Likelihoods:
        """The likelihoods of a report. ``hints``: the triggers that the rules found in it; ``groups``: where it names
        armed groups."""
        if self._correction is not None:
            seen = self.states(text, hints, groups)
            return corrected(seen, self._correction)
        pieces, (likely, states) = self._over(text, hints, groups, ["likelihoods", self._inner[0]])
        return Likelihoods(pieces, _thousandths(likely), states)

    def states(self, text: str, hints: Sequence[Hint], groups: Sequence[Span] = ()) -> States:
        """What the encoder makes of a report, before any correction."""
        pieces, (states, odds) = self._over(text, hints, groups, self._inner)
        return States(pieces, states, odds)

    @property
    def correction(self) -> numpy.typing.NDArray[numpy.float32]:
        """The correction that people taught; all zero where there is none."""
        if self._correction is None:
            return numpy.zeros((self._widths[self._inner[0]] + 1, len(EVENT_TYPES)), dtype=numpy.float32)
        return self._correction

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """The characters of each piece of a text, names of armed groups in their own pieces."""
        offsets: list[tuple[int, int]] = self._encoded(text).offsets
        return offsets

    def _encoded(self, text: str) -> Any:
        return self._tokenizer.encode(_LONE.sub("\ufffd", text), add_special_tokens=False)

    def _over(
        self, text: str, hints: Sequence[Hint], groups: Sequence[Span], names: Sequence[str]
    ) -> tuple[list[tuple[int, int]], list[Reals]]:
        """The pieces of a text and these outputs of the graph; where windows share pieces, of the one that reaches
        further on both sides."""
        ids, pieces = self._read(text, groups)
        hinted, widths = hint_rows(pieces, hints), [self._widths[name] for name in names]

        def window(start: int, end: int) -> list[Reals]:
            return self._window(ids[start:end], hinted[start:end], names)

        return pieces, over_windows(len(pieces), widths, window)

    def _read(self, text: str, groups: Sequence[Span]) -> tuple[list[int], list[tuple[int, int]]]:
        """The pieces of a text, their numbers and characters; the names of armed groups all have the same two."""
        encoded = self._encoded(text)
        ids, pieces, nameless = encoded.ids, encoded.offsets, [self._tokenizer.token_to_id(word) for word in _GROUP]
        for group in sorted(groups, key=lambda span: -span.start) if None not in nameless else ():
            named = within(pieces, group.start, group.end)
            first, last = (pieces[named.start][0], pieces[named.stop - 1][1]) if named else (0, 0)
            if last > first + 1:
                ids[named.start : named.stop] = nameless
                pieces[named.start : named.stop] = [(first, first + 1), (first + 1, last)]
        return ids, pieces

    @property
    def _widths(self) -> dict[str, int]:
        return {output.name: output.shape[-1] for output in self._session.get_outputs()}

    def _window(self, ids: Sequence[int], hinted: Numbers, names: Sequence[str]) -> list[Reals]:
        framed, padded = self._framed(ids, hinted)
        fed = {"pieces": numpy.array([framed], dtype=numpy.int64), "hints": padded[None]}
        return [found[0, 1:-1].astype(numpy.float64) for found in self._session.run(list(names), fed)]

    def _framed(self, ids: Sequence[int], hinted: Numbers) -> tuple[list[int], Numbers]:
        inside = [self._alike.get(piece, piece) for piece in ids]
        framed = [self._tokenizer.token_to_id("[CLS]"), *inside, self._tokenizer.token_to_id("[SEP]")]
        return framed, numpy.pad(hinted, ((1, 1), (0, 0)), constant_values=NO_HINT)

    def fed(
        self, text: str, hints: Sequence[Hint], groups: Sequence[Span] = ()
    ) -> Iterator[tuple[int, int, list[int], Numbers]]:
        """What the graph is given of a report, for training: of each window the first of its pieces and the one behind
        its last, and their numbers and hints, between those of beginning and end."""
        ids, pieces = self._read(text, groups)
        hinted = hint_rows(pieces, hints)
        for start, end in windows(len(pieces)):
            yield start, end, *self._framed(ids[start:end], hinted[start:end])


def corrected(seen: States, correction: numpy.typing.NDArray[numpy.float32]) -> Likelihoods:
    """The likelihoods of a report under a correction."""
    odds = seen.odds + seen.states @ correction[:-1].astype(numpy.float64) + correction[-1]
    return Likelihoods(seen.pieces, _thousandths(1 / (1 + numpy.exp(-odds))), seen.states)


def _thousandths(likely: Reals) -> Rows:
    found: Rows = numpy.rint(likely * 1000).astype(numpy.int16)
    return found


def over_windows(length: int, widths: Sequence[int], window: Callable[[int, int], Sequence[Reals]]) -> list[Reals]:
    """Tables of so many pieces and of these widths, put together from what is said of each window (first piece, and
    the one behind its last); of pieces that windows share the one counts that reaches further on both sides."""
    rows = [numpy.zeros((length, width)) for width in widths]
    depth = numpy.full(length, -1)
    for start, end in windows(length):
        inside = numpy.minimum(_far(end - start, start > 0), _far(end - start, end < length)[::-1])
        deeper = inside > depth[start:end]
        for row, found in zip(rows, window(start, end), strict=True):
            row[start:end][deeper] = found[deeper]
        depth[start:end][deeper] = inside[deeper]
    return rows


def _far(length: int, cut: bool) -> Numbers:
    """How far each piece of a window is from its beginning; very far where the report begins there."""
    return numpy.arange(length) if cut else numpy.full(length, WINDOW)


def windows(length: int) -> list[tuple[int, int]]:
    """The windows over so many pieces, of like length, each running into the next."""
    if length <= WINDOW + _SLACK:
        return [(0, length)] if length else []
    count = ceil((length - _OVERLAP) / (WINDOW - _OVERLAP))
    size = ceil((length + _OVERLAP * (count - 1)) / count)
    starts = [number * (length - size) // (count - 1) for number in range(count)]
    return [(start, start + size) for start in starts]


def hint_rows(pieces: Sequence[tuple[int, int]], hints: Sequence[Hint]) -> Numbers:
    """For each piece the numbers of what the rules found there, in order, filled up to HINTS with NO_HINT."""
    found: dict[int, set[int]] = {}
    for hint in hints:
        number = EVENT_TYPES.index(hint.type) + hint.claimed * len(EVENT_TYPES)
        for at in within(pieces, hint.start, hint.end):
            found.setdefault(at, set()).add(number)
    rows = numpy.full((len(pieces), HINTS), NO_HINT)
    for at, kinds in found.items():
        kept = sorted(kinds)[:HINTS]
        rows[at, : len(kept)] = kept
    return rows


@cache
def _loaded(folder: Path) -> tuple[Any, Any, dict[int, int], list[str], numpy.typing.NDArray[numpy.float32] | None]:
    manifest = json.loads(_checked(folder / MANIFEST, None))
    if manifest["types"] != list(EVENT_TYPES):
        raise ModelError(f"{folder}: was trained on other event types: train it again (scripts/learn_triggers.py)")
    files = {name: _checked(folder / name, digest) for name, digest in manifest["sha256"].items()}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    inner = [manifest["states"], manifest["odds"]]
    graph = with_outputs(files[GRAPH], inner)
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    alike = {int(piece): other for piece, other in manifest["alike"].items()}
    correction = numpy.load(BytesIO(files[CORRECTION]), allow_pickle=False) if CORRECTION in files else None
    return Tokenizer.from_buffer(files[TOKENIZER]), session, alike, inner, correction


def with_outputs(graph: bytes, names: Sequence[str]) -> bytes:
    """A graph that gives these values of its inside as well.

    Protocol buffers that stand behind each other are one message, so what is added is a graph (field 7 of a model) of
    outputs (field 12) that have but a name (field 1); nothing else of the graph changes.
    """
    return graph + _field(7, b"".join(_field(12, _field(1, name.encode())) for name in names))


def _field(number: int, content: bytes) -> bytes:
    length, rest = bytearray(), len(content)
    while rest > 0x7F:
        length.append(rest & 0x7F | 0x80)
        rest >>= 7
    length.append(rest)
    return bytes([number << 3 | 2]) + bytes(length) + content


def _checked(path: Path, digest: str | None) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error}") from error
    if digest is not None and hashlib.sha256(content).hexdigest() != digest:
        raise ModelError(f"{path}: is not the file that the manifest names: install sayso again")
    return content

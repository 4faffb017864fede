"""Scoring: how the options of a field compare, by a small learned network over their signs and by their context.

The signs of the situation and of an option are summed as vectors, rectified and weighed; a weight of each of the
option's own signs is added. What ``context`` says, which was learned apart, counts beside that with a share
(``VOICE``): two voices of which each is wrong in its own way. The weights lie in ``lang/en/links/FIELD.npz``:
``signs``, ``vectors`` (a row for each), ``plain`` (a weight for each), ``bias`` and ``out``, and those of the context,
``context_…``; ``manifest.json`` beside them names the SHA-256 of each file. Half-precision numbers, so that
their sums are exact in double precision on any machine.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from itertools import repeat
from pathlib import Path

import numpy
import numpy.typing as npt

from sayso.claims.link.context import ContextWeights, Seen
from sayso.errors import ModelError
from sayso.lang import folder_of

__all__ = ["CONTEXT", "MANIFEST", "VOICE", "Scorer"]

MANIFEST = "manifest.json"
"""The file that names the SHA-256 of the others."""

Numbers = npt.NDArray[numpy.float64]
_PARTS = ("vectors", "plain", "bias", "out")
CONTEXT = tuple(f"context_{field.name}" for field in fields(ContextWeights))
"""The names of the weights of the context."""
VOICE = 0.75
"""What the context counts beside the signs."""
_PLACES = 3


class Scorer:
    """Scores the options of one field. Loaded once a process."""

    def __init__(
        self,
        signs: Sequence[str],
        vectors: Numbers,
        plain: Numbers,
        bias: Numbers,
        out: Numbers,
        context: ContextWeights | None = None,
    ) -> None:
        self._number = {sign: at for at, sign in enumerate(signs)}
        self._zero = len(signs)
        self._vectors = numpy.vstack([vectors, numpy.zeros((1, vectors.shape[1]))])
        self._plain = numpy.append(plain, 0.0)
        self._bias, self._out, self._context = bias, out, context

    @classmethod
    def read(cls, path: Path) -> Scorer:
        """The one of a file. Raises ModelError where it cannot be read or is not the one that the manifest names."""
        try:
            known = json.loads((path.parent / MANIFEST).read_text(encoding="utf-8"))["sha256"][path.name]
            written = path.read_bytes()
            if hashlib.sha256(written).hexdigest() != known:
                raise ModelError(f"{path}: not the file that {MANIFEST} names; install sayso again")
            with numpy.load(io.BytesIO(written), allow_pickle=False) as parts:
                signs = parts["signs"].tolist()
                vectors, plain, bias, out = (parts[name].astype(numpy.float64) for name in _PARTS)
                known_context = [parts[name].astype(numpy.float64) for name in CONTEXT if name in parts]
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise ModelError(f"{path}: cannot be read: {error}; install sayso again") from error
        context = ContextWeights(*known_context) if known_context else None
        return cls(signs, vectors, plain, bias, out, context)

    @classmethod
    def shipped(cls, field: str, language: str = "en") -> Scorer:
        """The one that ships for a field."""
        return _shipped(field, language)

    def __call__(
        self, situation: Sequence[str], options: Sequence[Sequence[str]], seen: Seen | None = None
    ) -> list[float]:
        """The logarithms of how likely each option is, beside the others; rounded, so that no last bit decides."""
        scores = self._by_signs(situation, options)
        if seen is not None and self._context is not None:
            scores = scores + VOICE * self._context(seen)
        scores = scores - numpy.logaddexp.reduce(scores)
        return [round(float(score), _PLACES) for score in scores]

    def _by_signs(self, situation: Sequence[str], options: Sequence[Sequence[str]]) -> Numbers:
        given = self._known(situation)
        known = [self._known(signs) for signs in options]
        base = self._bias + self._vectors[given].sum(axis=0)
        starts = numpy.cumsum([0, *map(len, known[:-1])])
        every = [number for some in known for number in some]
        hidden = numpy.maximum(base + numpy.add.reduceat(self._vectors[every], starts, axis=0), 0.0)
        scores: Numbers = hidden @ self._out + numpy.add.reduceat(self._plain[every], starts)
        whole: Numbers = scores - numpy.logaddexp.reduce(scores)
        return whole

    def _known(self, signs: Sequence[str]) -> list[int]:
        """The rows of signs, each once; the row of zeros, that of unknown ones, is always there, so none lack a row."""
        return [self._zero, *dict.fromkeys(map(self._number.get, signs, repeat(self._zero)))]


@cache
def _shipped(field: str, language: str) -> Scorer:
    return Scorer.read(folder_of(language) / "links" / f"{field}.npz")

"""Products: the matrix products of a parser's networks by numpy's library instead of spaCy's own.

spaCy's wheels bring BLIS, which on some processors falls back to kernels that make use of little of what they can do
(measured on one: 8 against 34 thousand million multiplications a second). numpy's OpenBLAS knows more of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy
from thinc.backends.numpy_ops import NumpyOps

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["speed_up"]


class _Products(NumpyOps):  # type: ignore[misc]  # thinc's is compiled and has no types
    """thinc's operations on numpy's arrays, with the product of matrices by numpy itself."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two tables, either turned over first; ``out``: where it is put."""
        return numpy.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


def speed_up(nlp: Language) -> None:
    """Let the networks of a loaded pipeline, which run on numpy's arrays, multiply by numpy."""
    products = _Products()
    for _, component in nlp.pipeline:
        for network in _networks(component):
            if type(network.ops) is NumpyOps:
                network.ops = products


def _networks(component: Any) -> Iterator[Any]:
    model: Any = getattr(component, "model", None)
    if callable(getattr(model, "walk", None)):
        yield from model.walk()

"""The products of matrices by which a parser's networks run."""

from __future__ import annotations

import numpy
import pytest
from thinc.backends.numpy_ops import NumpyOps

from sayso.syntax import DEFAULT_MODEL, load_model
from sayso.syntax.parsing import _threads
from sayso.syntax.products import speed_up


def test_the_same_products_as_spacy_multiplies() -> None:
    nlp = load_model(DEFAULT_MODEL)
    network = nlp.get_pipe("tagger").model
    plain = network.ops
    speed_up(nlp)
    ours, numbers = network.ops, numpy.random.default_rng(7)
    assert type(plain) is NumpyOps
    assert ours is not plain
    for rows, inner, columns in ((1, 3, 2), (40, 288, 288), (7, 96, 1)):
        x = numbers.standard_normal((rows, inner), dtype=numpy.float32)
        y = numbers.standard_normal((inner, columns), dtype=numpy.float32)
        turned = numpy.ascontiguousarray(y.T)
        known = plain.gemm(x, y)
        out = numpy.empty_like(known)
        assert ours.gemm(x, y, out=out) is out
        for found in (out, ours.gemm(x, turned, trans2=True), ours.gemm(numpy.ascontiguousarray(x.T), y, trans1=True)):
            assert found.dtype == numpy.float32
            assert found == pytest.approx(known, abs=1e-4)


def test_every_network_multiplies_so() -> None:
    nlp = load_model(DEFAULT_MODEL)
    speed_up(nlp)
    kinds = {type(n.ops) for _, part in nlp.pipeline if getattr(part, "model", None) for n in part.model.walk()}
    assert len(kinds) == 1
    assert NumpyOps not in kinds


def test_one_thread_while_parsing() -> None:
    """Two threads would stand in the way of reports that are read side by side."""
    controller = _threads()
    before = [library.num_threads for library in controller.lib_controllers]
    assert before
    with controller.limit(limits=1):
        assert {library.num_threads for library in controller.lib_controllers} == {1}
    assert [library.num_threads for library in controller.lib_controllers] == before

"""The relations of trees, and the adapter that brings a parser's labels into them."""

from __future__ import annotations

from typing import get_args

from sayso.lang.en.labels import TAGS, relation
from sayso.model import RELATIONS, Relation
from sayso.syntax import DEFAULT_MODEL, load_model


def test_every_relation_is_explained() -> None:
    assert set(RELATIONS) == set(get_args(Relation))


def test_labels_of_the_parser_become_relations() -> None:
    """Else a parser that writes "obj" has sentences without objects."""
    assert [relation(label) for label in ("nsubj", "obj", "nsubj:pass", "root", "goeswith")] == [
        "nsubj", "dobj", "nsubjpass", "ROOT", "dep",
    ]  # fmt: skip


def test_the_models_labels_and_tags_are_known() -> None:
    model = load_model(DEFAULT_MODEL)
    assert set(model.get_pipe("parser").labels) <= set(RELATIONS)
    assert set(model.get_pipe("tagger").labels) <= set(TAGS)

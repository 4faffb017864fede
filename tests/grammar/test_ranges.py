"""Noun phrases read off the order of words."""

from __future__ import annotations

import pytest

from sayso.grammar.ranges import described, members, surface_head
from tests.grammar.trees import tree


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("the/DT/det@head military/JJ/dep spokesman/NN/dep for/IN/dep the/DT/dep army/NN/dep", "spokesman"),
        ("state/NN/dep -/HYPH/dep run/NN/dep television/NN/dep", "television"),
        ("two/CD/dep of/IN/dep them/PRP/dep", "two"),
        ("the/DT/dep", None),
        ("officials/NNS/dep briefed/VBN/dep yesterday/NN/dep", "officials"),
    ],
)
def test_head_is_the_last_noun_before_what_completes_it(words: str, head: str | None) -> None:
    sentence = tree(words.replace("@head", ""))
    found = surface_head(sentence, (0, len(sentence.tokens) - 1))
    assert (found.text if found else None) == head


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("the/DT/dep mayor/NN/dep of/IN/dep Goma/NNP/dep ,/,/dep who/WP/dep fled/VBD/dep", "mayor of Goma"),
        ("a/DT/dep doctor/NN/dep there/RB/dep", "doctor"),
        ("a/DT/dep doctor/NN/dep at/IN/dep", "doctor"),
    ],
)
def test_description_ends_before_asides(words: str, kept: str) -> None:
    sentence = tree(words)
    first, last = described(sentence, (0, len(sentence.tokens) - 1))
    assert " ".join(t.text for t in sentence.tokens[first : last + 1]) == kept


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("a/DT/dep doctor/NN/dep and/CC/dep two/CD/dep residents/NNS/dep", 2),
        ("police/NN/dep and/CC/dep rescue/NN/dep workers/NNS/dep", 2),
        ("the/DT/dep governors/NNS/dep of/IN/dep A/NNP/dep and/CC/dep B/NNP/dep", 1),
        ("hospital/NN/dep and/CC/dep police/NN/dep sources=source/NNS/dep", 1),
    ],
)
def test_members_are_those_who_speak(words: str, parts: int) -> None:
    """Else two governors' towns count as sources, or one source as two."""
    sentence = tree(words)
    assert len(members(sentence, (0, len(sentence.tokens) - 1))) == parts

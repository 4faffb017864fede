"""States are alike to the parser: no side is read better or worse for its name."""

from __future__ import annotations

from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.rules import load_rulebook
from sayso.rules.actors import StateRow
from sayso.service.reading import Reader
from sayso.syntax import DEFAULT_MODEL, load_model
from sayso.syntax.alike import Alike
from sayso.syntax.parsing import Parsing

if TYPE_CHECKING:
    from spacy.tokens import Doc

Sides = tuple[str, str, str, str, str]
SENTENCES = (
    "{0} said its forces had shelled {1} positions near the border on Monday, killing three {1} soldiers.",
    "The {2} army accused {1} gunmen of firing first; {3} summoned the ambassador.",
    "Two {1} aircraft were shot down, {3} says.",
    "{0}: {2} drones hit a depot",
    "Some {4} fled to {0} after the attack on a {1} convoy.",
)
STATES = load_rulebook().rows(StateRow)
SIDES: tuple[Sides, ...] = tuple(
    (one.name, other.demonyms[0], one.demonyms[0], one.capital, f"{other.demonyms[0]}s")
    for one, other in permutations((row for row in STATES if row.id in {"AZE", "ARM", "RUS", "UKR", "IRN", "PAK"}), 2)
)


@cache
def parse() -> Parsing:
    return Parsing(load_model(DEFAULT_MODEL), Alike(STATES))


def tree(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.tag_, t.pos_, t.dep_, t.head.i, t.ent_type_, t.is_sent_start, bool(t.whitespace_)) for t in doc]


@settings(deadline=None)  # the first waits for the model
@given(st.sampled_from(SENTENCES), st.sampled_from(SIDES), st.sampled_from(SIDES))
def test_the_tree_does_not_hang_on_who_the_sides_are(sentence: str, one: Sides, other: Sides) -> None:
    """Harm: what one side does is told, and the same deed of its enemy is not."""
    trees = [tree(doc) for _, doc in parse()([sentence.format(*one), sentence.format(*other)])]
    assert trees[0] == trees[1]


@pytest.mark.parametrize("sides", SIDES)
def test_words_and_lemmas_stay_those_of_the_text(reader: Reader, sides: Sides) -> None:
    text = " ".join(sentence.format(*sides) for sentence in SENTENCES)
    tokens = [token for sentence in reader.read_text(text).sentences for token in sentence.tokens]
    assert "".join(token.text + " " * token.space for token in tokens) == text
    assert {side.lower() for side in sides} <= {token.lemma for token in tokens}
    assert not any(token.lemma.startswith("israel") for token in tokens)


@pytest.mark.parametrize("text", ["The South Sudanese army left.", "IRC Yemen agreed.", "Rebels took Goma."])
def test_parts_of_longer_names_are_shown_as_they_are(text: str) -> None:
    assert Alike(STATES).shown(load_model(DEFAULT_MODEL).make_doc(text)).text == text

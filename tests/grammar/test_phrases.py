"""Phrases: coordination, wholes and owners, on trees built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.grammar.phrases import after, bounds, core, expand, is_below, members, own_name, owners, possessors
from tests.grammar.trees import texts, tree, word

LIST = (
    "hit/VBD/ROOT mosques/NNS/dobj@hit schools/NNS/conj@mosques and/CC/cc@schools homes/NNS/conj@schools "
    "and/CC/cc@hit fled/VBD/conj@hit"
)
AMOUNT = "hundreds=hundred/NNS/nsubj@fell of/IN/prep@hundreds rockets/NNS/pobj@of fell/VBD/ROOT"
OWNED = (
    "Sudan/NNP/poss@tanks 's/POS/case@Sudan old/JJ/amod@tanks tanks/NNS/nsubj@burned of/IN/prep@tanks the/DT/det@army "
    "army/NN/pobj@of burned/VBD/ROOT"
)


def test_coordination_goes_as_deep_as_it_is_and_leaves_verbs_out() -> None:
    sentence = tree(LIST)
    assert texts(expand(sentence, word(sentence, "mosques"))) == "mosques schools homes"
    assert texts(expand(sentence, word(sentence, "hit"))) == "hit"


def test_a_list_that_the_parser_takes_for_an_apposition() -> None:
    """Else only the first of three things that were hit is kept."""
    sentence = tree(
        "hit/VBD/ROOT mosques/NNS/dobj@hit schools/NNS/appos@mosques and/CC/cc@schools homes/NNS/conj@schools"
    )
    assert texts(expand(sentence, word(sentence, "mosques"))) == "mosques schools homes"
    plain = tree("fled/VBD/ROOT mayor/NN/nsubj@fled Sol/NNP/appos@mayor")
    assert texts(expand(plain, word(plain, "mayor"))) == "mayor"


def test_what_is_said_of_a_person_is_nobody_else() -> None:
    """Else "Dean, an economist and tax expert" are three sources."""
    sentence = tree(
        "said/VBD/ROOT Dean/NNP/nsubj@said economist/NN/appos@Dean and/CC/cc@economist expert/NN/conj@economist"
    )
    dean = replace(word(sentence, "Dean"), entity="PERSON")
    named = replace(sentence, tokens=tuple(dean if t.index == dean.index else t for t in sentence.tokens))
    assert texts(expand(named, dean)) == "Dean"


def test_an_amount_and_what_it_is_taken_from() -> None:
    sentence = tree(AMOUNT)
    assert texts(members(sentence, [word(sentence, "hundreds")])) == "hundreds rockets"


def test_owners_stand_in_the_order_of_trust() -> None:
    sentence = tree(OWNED)
    tanks = word(sentence, "tanks")
    assert texts(possessors(sentence, tanks)) == "Sudan"
    assert texts(owners(sentence, tanks)) == "Sudan old army"


def test_after_asks_for_the_preposition() -> None:
    sentence = tree(OWNED)
    assert texts(after(sentence, word(sentence, "tanks"), ("of",))) == "army"
    assert after(sentence, word(sentence, "tanks"), ("by",)) == []


def test_below_and_bounds() -> None:
    sentence = tree(OWNED)
    tanks = word(sentence, "tanks")
    assert is_below(sentence, tanks, word(sentence, "army"))
    assert not is_below(sentence, tanks, tanks)
    assert bounds(sentence, tanks) == (0, 6)


def test_core_is_the_name_without_article_clause_and_company() -> None:
    sentence = tree(
        "the/DT/det@mayor mayor/NN/nsubj@fled of/IN/prep@mayor Goma/NNP/pobj@of who/WP/nsubj@spoke "
        "spoke/VBD/relcl@mayor and/CC/cc@mayor nurses/NNS/conj@mayor fled/VBD/ROOT"
    )
    assert texts(core(sentence, word(sentence, "mayor"))) == "mayor of Goma"


@pytest.mark.parametrize(("mark", "named"), [("-/HYPH", "pro - army forces"), (",/,", "army forces")])
def test_core_runs_on_over_what_joins_names(mark: str, named: str) -> None:
    """Else "pro-army forces" are named by the army that they stand for."""
    sentence = tree(
        f"the/DT/det@forces pro/JJ/amod@forces {mark}/punct@forces army/NN/compound@forces forces/NNS/nsubj@fled "
        "fled/VBD/ROOT"
    )
    assert texts(core(sentence, word(sentence, "forces"))) == named


def test_people_stand_under_their_own_names() -> None:
    sentence = tree("the/DT/det@mayor mayor/NN/nsubj@fled ,/,/punct@mayor Sol/NNP/appos@mayor fled/VBD/ROOT")
    assert own_name(sentence, word(sentence, "mayor")).text == "Sol"
    assert own_name(sentence, word(sentence, "Sol")).text == "Sol"

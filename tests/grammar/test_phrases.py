"""Phrases: coordination, wholes and owners, on trees built by hand."""

from __future__ import annotations

from tests.grammar.trees import texts, tree, word

from sayso.grammar.phrases import after, bounds, expand, is_below, members, owners, possessors

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

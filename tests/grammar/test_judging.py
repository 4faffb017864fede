"""Judging: what is said of the clause or phrase in which an event is told, on trees built by hand."""

from __future__ import annotations

import pytest

from sayso.grammar.chains import chain_of
from sayso.grammar.judging import is_denied_word, judges
from tests.grammar.trees import texts, tree, word

HAPPENING = frozenset({"be", "occur"})
NOT_TRUE = (
    "It/PRP/nsubj@is is=be/VBZ/ROOT not/RB/neg@is true/JJ/acomp@is that/IN/mark@fled men/NNS/nsubj@fled "
    "fled=flee/VBD/ccomp@is"
)
NO_SIGN = "There/EX/expl@is is=be/VBZ/ROOT no/DT/det@sign sign/NN/attr@is of/IN/prep@sign raids=raid/NNS/pobj@of"
PROOF = "The/DT/det@raid raid/NN/nsubj@brought brought=bring/VBD/ROOT no/DT/det@proof proof/NN/dobj@brought"
NOT_OCCURRED = (
    "It/PRP/nsubj@is is=be/VBZ/ROOT not/RB/neg@is true/JJ/acomp@is that/IN/mark@occurred the/DT/det@raid "
    "raid/NN/nsubj@occurred occurred=occur/VBD/ccomp@is"
)
A_LIE = (
    "It/PRP/nsubj@was was=be/VBD/ROOT a/DT/det@lie lie/NN/attr@was that/IN/mark@fled men/NNS/nsubj@fled "
    "fled=flee/VBD/relcl@lie"
)
LIARS = "They/PRP/nsubj@were were=be/VBD/ROOT liars=liar/NNS/attr@were who/WP/nsubj@fled fled=flee/VBD/relcl@liars"
REFUGEES = (
    "Men/NNS/nsubj@are fleeing=flee/VBG/acl@Men are=be/VBP/ROOT likely/JJ/acomp@are to/TO/aux@come come/VB/xcomp@likely"
)


@pytest.mark.parametrize(
    ("words", "trigger", "found"),
    [
        (NOT_TRUE, "fled", ["is", "true"]),
        (NO_SIGN, "raids", ["of", "sign", "is"]),
        (PROOF, "raid", ["brought"]),
        (NOT_OCCURRED, "raid", ["occurred", "is", "true"]),
        (A_LIE, "fled", ["lie", "was"]),
        (LIARS, "fled", []),
        (REFUGEES, "fleeing", []),
        (REFUGEES, "come", ["likely", "are"]),
    ],
)
def test_the_words_that_judge_an_event(words: str, trigger: str, found: list[str]) -> None:
    """Else a denial does not reach its event, or what is said of something else does."""
    sentence = tree(words)
    told = judges(sentence, chain_of(sentence, word(sentence, trigger)), HAPPENING)
    assert texts(list(told)).split() == found


@pytest.mark.parametrize(("words", "judge", "denied"), [(NOT_TRUE, "true", True), (NO_SIGN, "sign", True),
                                                        (REFUGEES, "likely", False)])  # fmt: skip
def test_a_judging_word_may_be_denied_itself(words: str, judge: str, denied: bool) -> None:
    """Else "it is not true that" makes a fact of what it denies."""
    sentence = tree(words)
    assert is_denied_word(sentence, word(sentence, judge)) is denied

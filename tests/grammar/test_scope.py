"""Scope: what negations, hedges and unreal heads reach, one test for each construction, on trees built by hand."""

from __future__ import annotations

from functools import lru_cache

import pytest

from sayso.grammar.chains import chain_of
from sayso.grammar.scope import Hedges, is_negated, is_unreal
from sayso.rules import load_rulebook
from tests.grammar.trees import texts, tree, word

TRUE = "It/PRP/nsubj@is is=be/VBZ/ROOT true/JJ/acomp@is that/IN/mark@fled men/NNS/nsubj@fled fled=flee/VBD/ccomp@is"
LIGHT = (
    "Rebels/NNS/nsubjpass@expected are/VBP/auxpass@expected expected=expect/VBN/ROOT to/TO/aux@launch "
    "launch/VB/xcomp@expected an/DT/det@attack attack/NN/dobj@launch"
)


@lru_cache
def _hedges() -> Hedges:
    return Hedges(load_rulebook())


@pytest.mark.parametrize(
    ("words", "trigger", "chain"),
    [
        (LIGHT, "attack", "attack launch expected"),
        ("They/PRP/nsubj@said said/VBD/ROOT men/NNS/nsubj@fled fled/VBD/ccomp@said", "fled", "fled"),
        ("Men/NNS/nsubj@came came/VBD/ROOT and/CC/cc@came fled/VBD/conj@came", "fled", "fled came"),
        (
            "Men/NNS/nsubj@came came/VBD/ROOT and/CC/cc@came boys/NNS/nsubj@fled fled/VBD/conj@came",
            "fled",
            "fled",
        ),
        ("The/DT/det@raid raid/NN/nsubj@killed killed/VBD/ccomp@said said/VBD/ROOT", "raid", "raid killed"),
        ("Raids/NNS/nsubj@seem seem/VBP/ROOT", "Raids", "Raids seem"),
        (
            "Raids/NNS/nsubj@begin begin/VB/xcomp@expected to/TO/aux@begin expected/VBN/ROOT",
            "Raids",
            "Raids begin expected",
        ),
    ],
)
def test_the_chain_holds_what_speaks_of_the_same_event(words: str, trigger: str, chain: str) -> None:
    sentence = tree(words)
    assert texts(list(chain_of(sentence, word(sentence, trigger)))) == chain


@pytest.mark.parametrize(
    ("words", "trigger", "negated"),
    [
        ("They/PRP/nsubj@fire did/VBD/aux@fire not/RB/neg@fire fire/VB/ROOT", "fire", True),
        ("No/DT/det@casualties casualties/NNS/nsubjpass@seen were/VBD/auxpass@seen seen/VBN/ROOT", "casualties", True),
        (
            "They/PRP/nsubj@launch did/VBD/aux@launch not/RB/neg@launch launch/VB/ROOT raids/NNS/dobj@launch",
            "raids",
            True,
        ),
        (
            "They/PRP/nsubj@know do/VBP/aux@know not/RB/neg@know know/VB/ROOT that/IN/mark@fled men/NNS/nsubj@fled "
            "fled/VBD/ccomp@know",
            "fled",
            False,
        ),
        ("They/PRP/nsubj@fired fired/VBD/ROOT", "fired", False),
    ],
)
def test_negation(words: str, trigger: str, negated: bool) -> None:
    """Else an attack that did not happen is counted, or one is denied because its teller knows nothing else."""
    sentence = tree(words)
    assert is_negated(sentence, chain_of(sentence, word(sentence, trigger))) is negated


@pytest.mark.parametrize(
    ("words", "trigger", "unreal"),
    [
        (
            "If/IN/mark@attack they/PRP/nsubj@attack attack/VBP/advcl@flee we/PRP/nsubj@flee flee/VBP/ROOT",
            "attack",
            True,
        ),
        ("They/PRP/nsubj@flee should/MD/aux@flee flee/VB/ROOT", "flee", True),
        ("They/PRP/nsubj@flee may/MD/aux@flee flee/VB/ROOT", "flee", False),
        ("Troops/NNS/nsubj@went went/VBD/ROOT to/TO/aux@stop stop/VB/advcl@went raids/NNS/dobj@stop", "raids", True),
        ("They/PRP/nsubj@fear fear/VBP/ROOT raids/NNS/dobj@fear", "raids", True),
        ("They/PRP/nsubj@tried tried=try/VBD/ROOT to/TO/aux@flee flee/VB/xcomp@tried", "flee", True),
        ("Bids=bid/NNS/ROOT to/TO/aux@flee flee/VB/acl@Bids", "flee", True),
        ("They/PRP/nsubj@are are/VBP/ROOT yet/RB/advmod@are to/TO/aux@flee flee/VB/xcomp@are", "flee", True),
        ("They/PRP/nsubj@fled fled/VBD/ROOT", "fled", False),
    ],
)
def test_what_tells_no_event(words: str, trigger: str, unreal: bool) -> None:
    """Else fears, conditions and purposes are counted as attacks."""
    sentence = tree(words)
    assert is_unreal(sentence, chain_of(sentence, word(sentence, trigger))) is unreal


def test_a_demand_is_made_though_what_it_demands_is_not_done() -> None:
    sentence = tree("They/PRP/nsubj@leave must/MD/aux@leave leave/VB/ROOT")
    chain = chain_of(sentence, word(sentence, "leave"))
    assert is_unreal(sentence, chain)
    assert not is_unreal(sentence, chain, saying=True)


def test_what_was_tried_has_happened_unless_it_needs_success() -> None:
    sentence = tree("They/PRP/nsubj@tried tried=try/VBD/ROOT to/TO/aux@flee flee/VB/xcomp@tried")
    assert not is_unreal(sentence, chain_of(sentence, word(sentence, "flee")), tried=False)


def test_a_word_of_the_trigger_itself_is_no_fear() -> None:
    sentence = tree("They/PRP/nsubj@threat threat/NN/ROOT raids/NNS/dobj@threat")
    chain = chain_of(sentence, word(sentence, "raids"))
    assert is_unreal(sentence, chain)
    assert not is_unreal(sentence, chain, [word(sentence, "threat")])


@pytest.mark.parametrize(
    ("words", "trigger", "statuses"),
    [
        ("Rebels/NNS/nsubj@took reportedly/RB/advmod@took took/VBD/ROOT Goma/NNP/dobj@took", "took", ["uncertain"]),
        (
            "Men/NNS/nsubj@said reportedly/RB/advmod@said said/VBD/ROOT rebels/NNS/nsubj@fled fled/VBD/ccomp@said",
            "fled",
            [],
        ),
        (
            "They/PRP/nsubj@plan plan/VBP/ROOT to/TO/aux@deploy deploy/VB/xcomp@plan troops/NNS/dobj@deploy",
            "deploy",
            ["planned"],
        ),
        ("They/PRP/nsubj@left left/VBD/ROOT without/IN/prep@left firing/VBG/pcomp@without", "firing", ["denied"]),
        (TRUE, "fled", ["asserted"]),
        (TRUE.replace("true/", "not/RB/neg@is true/"), "fled", ["denied"]),
        (TRUE.replace("true/", "unlikely/"), "fled", ["uncertain"]),
        ("Rebels/NNS/nsubj@took took/VBD/ROOT Goma/NNP/dobj@took", "took", []),
    ],
)
def test_hedges(words: str, trigger: str, statuses: list[str]) -> None:
    sentence = tree(words)
    chain = chain_of(sentence, word(sentence, trigger))
    assert list(_hedges().over(sentence, chain)) == statuses


def test_a_hedge_in_the_trigger_itself_hedges_nothing() -> None:
    sentence = tree("They/PRP/nsubj@plan plan/VBP/ROOT to/TO/aux@deploy deploy/VB/xcomp@plan")
    chain = chain_of(sentence, word(sentence, "deploy"))
    assert list(_hedges().over(sentence, chain, [word(sentence, "plan")])) == []

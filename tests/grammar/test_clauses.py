"""Clauses: subjects, agents and passives, one test for each construction, on trees built by hand."""

from __future__ import annotations

import pytest

from sayso.grammar.clauses import agents, doers, governor, is_finite, is_infinitive, is_passive, subject_of, subjects
from tests.grammar.trees import texts, tree, word

PASSIVE = "Soldiers/NNS/nsubjpass@killed were/VBD/auxpass@killed killed/VBN/ROOT by/IN/agent@killed rebels/NNS/pobj@by"
REDUCED = "Villages/NNS/nsubj@fell shelled/VBN/acl@Villages by/IN/agent@shelled rebels/NNS/pobj@by fell/VBD/ROOT"
RELATIVE = "Rebels/NNS/nsubj@fled who/WP/nsubj@hold hold/VBP/relcl@Rebels towns/NNS/dobj@hold fled/VBD/ROOT"
CONTROL = "Rebels/NNS/nsubj@tried tried/VBD/ROOT to/TO/aux@flee flee/VB/xcomp@tried"
OBJECT_CONTROL = "Rebels/NNS/nsubj@urged urged/VBD/ROOT troops/NNS/dobj@urged to/TO/aux@flee flee/VB/xcomp@urged"
ACCUSED = (
    "Villagers/NNS/nsubj@accused accused=accuse/VBD/ROOT troops/NNS/dobj@accused of/IN/prep@accused "
    "looting/VBG/pcomp@of"
)
HANGING = (
    "Villagers/NNS/nsubj@accused accused=accuse/VBD/ROOT troops/NNS/dobj@accused of/IN/prep@troops looting/VBG/pcomp@of"
)
JOINED = "Rebels/NNS/nsubj@came came/VBD/ROOT and/CC/cc@came fled/VBD/conj@came"
JOINED_PASSIVE = (
    "Houses/NNS/nsubjpass@burned were/VBD/auxpass@burned burned/VBN/ROOT and/CC/cc@burned men/NNS/nsubj@killed "
    "killed/VBN/conj@burned"
)
HARM = (
    "A/DT/det@convoy convoy/NN/nsubjpass@hit was/VBD/auxpass@hit hit/VBN/ROOT by/IN/agent@hit rebels/NNS/pobj@by "
    "killing=kill/VBG/advcl@hit five/CD/dobj@killing"
)
PLAN = (
    "Rebels/NNS/nsubj@made made/VBD/ROOT a/DT/det@plan plan/NN/dobj@made to/TO/aux@flee flee/VB/acl@plan"
)  # fmt: skip
OWNED_PLAN = "Its/PRP$/poss@plan plan/NN/nsubj@failed to/TO/aux@flee flee/VB/acl@plan failed/VBD/ROOT"


@pytest.mark.parametrize(
    ("words", "verb", "who"),
    [
        (PASSIVE, "killed", "rebels"),
        (REDUCED, "shelled", "rebels"),
        (RELATIVE, "hold", "Rebels"),
        (CONTROL, "flee", "Rebels"),
        (OBJECT_CONTROL, "flee", "troops"),
        (ACCUSED, "looting", "troops"),
        (HANGING, "looting", "troops"),
        (JOINED, "fled", "Rebels"),
        (HARM, "killing", "rebels"),
        (PLAN, "flee", "Rebels"),
        (OWNED_PLAN, "flee", "Its"),
    ],
)
def test_who_acts(words: str, verb: str, who: str) -> None:
    """Else a convoy that was attacked is made to kill its own passengers, or those who accuse are the looters."""
    sentence = tree(words)
    assert texts(subject_of(sentence, word(sentence, verb))) == who


@pytest.mark.parametrize(
    ("words", "verb", "passive"),
    [
        (PASSIVE, "killed", True),
        (REDUCED, "shelled", True),
        (REDUCED, "fell", False),
        (JOINED_PASSIVE, "killed", True),
        (JOINED, "fled", False),
        ("Rebels/NNS/nsubj@fled armed/VBN/amod@men men/NNS/dobj@fled fled/VBD/ROOT", "armed", True),
        ("Rebels/NNS/nsubj@taken have/VBP/aux@taken taken/VBN/ROOT towns/NNS/dobj@taken", "taken", False),
        ("Rebels/NNS/ROOT have/VBP/aux@taken taken/VBN/acl@Rebels", "taken", False),
    ],
)
def test_passive(words: str, verb: str, passive: bool) -> None:
    sentence = tree(words)
    assert is_passive(sentence, word(sentence, verb)) is passive


def test_agents_are_all_who_are_joined() -> None:
    sentence = tree(f"{PASSIVE} and/CC/cc@rebels bandits/NNS/conj@rebels")
    assert texts(agents(sentence, word(sentence, "killed"))) == "rebels bandits"


def test_agent_that_the_parser_hangs_on_the_subject() -> None:
    sentence = tree(
        "Strikes/NNS/nsubjpass@observed by/IN/prep@Strikes rebels/NNS/pobj@by were/VBD/auxpass@observed "
        "observed/VBN/ROOT"
    )
    assert texts(doers(sentence, word(sentence, "observed"))) == "rebels"
    assert agents(sentence, word(sentence, "observed")) == []


def test_grammatical_subject_of_a_passive_is_who_it_was_done_to() -> None:
    sentence = tree(PASSIVE)
    assert texts(subjects(sentence, word(sentence, "killed"))) == "Soldiers"


def test_finite_and_infinitive() -> None:
    sentence = tree(CONTROL)
    assert is_finite(sentence, word(sentence, "tried"))
    assert not is_finite(sentence, word(sentence, "flee"))
    assert is_infinitive(sentence, word(sentence, "flee"))
    helped = tree("They/PRP/nsubj@flee may/MD/aux@flee flee/VB/ROOT")
    assert is_finite(helped, word(helped, "flee"))
    assert not is_infinitive(helped, word(helped, "flee"))


def test_governor_is_the_closest_verb_above() -> None:
    sentence = tree(OBJECT_CONTROL)
    assert governor(sentence, word(sentence, "troops")) == word(sentence, "urged")
    assert governor(sentence, word(sentence, "urged")) is None


def test_a_verb_that_hangs_on_itself_through_prepositions_has_no_subject() -> None:
    """Else a slip of the parser keeps the search going for ever."""
    sentence = tree("After/IN/ROOT fleeing/VBG/pcomp@After")
    assert subject_of(sentence, word(sentence, "fleeing")) == []

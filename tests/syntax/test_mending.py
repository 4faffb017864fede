"""Participles of believing: hung on their noun, and the verb behind them the sentence's; other trees left alone."""

from __future__ import annotations

import pytest
from tests.grammar.trees import tree

from sayso.syntax.listing import listed
from sayso.syntax.mending import mended

MOVED = [
    (  # as a verb joined without "and"
        "Rebels/NNS/nsubj@believed believed=believe/VBD/ROOT to/TO/aux@have have/VB/xcomp@believed arms/NNS/dobj@have "
        "killed=kill/VBD/conj@believed four/CD/dobj@killed",
        {"Rebels": ("killed", "nsubj"), "believed": ("Rebels", "acl"), "killed": ("killed", "ROOT")},
    ),
    (  # as a passive behind a comma
        "Leader/NN/nsubj@thought ,/,/punct@thought thought=think/VBD/ROOT to/TO/aux@lead lead/VB/xcomp@thought "
        "rebels/NNS/dobj@lead ,/,/punct@thought was/VBD/auxpass@arrested arrested=arrest/VBN/conj@thought",
        {"Leader": ("arrested", "nsubjpass"), "thought": ("Leader", "acl"), "arrested": ("arrested", "ROOT")},
    ),
    (  # what they are believed to be, taken for who did it
        "Men/NNS/nsubj@thought thought=think/VBD/ROOT to/TO/aux@be be/VB/xcomp@thought rebels/NNS/nsubj@attacked "
        "attacked=attack/VBD/ccomp@thought Goma/NNP/dobj@attacked",
        {"Men": ("attacked", "nsubj"), "rebels": ("be", "attr"), "attacked": ("attacked", "ROOT")},
    ),
    (  # beside it under a verb of saying
        "bomb/NN/nsubj@believed believed=believe/VBD/ccomp@said to/TO/aux@hold hold/VB/xcomp@believed "
        "nails/NNS/dobj@hold exploded=explode/VBD/ccomp@said police/NNS/nsubj@said said=say/VBD/ROOT",
        {"bomb": ("exploded", "nsubj"), "believed": ("bomb", "acl"), "exploded": ("said", "ccomp")},
    ),
    (  # hung on the verb behind it
        "bomb/NN/nsubj@believed believed=believe/VBD/advcl@exploded to/TO/aux@hold hold/VB/xcomp@believed "
        "nails/NNS/dobj@hold exploded=explode/VBD/ROOT",
        {"bomb": ("exploded", "nsubj"), "believed": ("bomb", "acl"), "exploded": ("exploded", "ROOT")},
    ),
    (  # hung as a participle on what they are believed to be
        "Men/NNS/nsubj@thought thought=think/VBD/ROOT to/TO/aux@be be/VB/xcomp@thought rebels/NNS/attr@be "
        "shot=shoot/VBN/acl@rebels and/CC/cc@shot wounded=wound/VBD/conj@shot nine/CD/dobj@wounded",
        {"Men": ("shot", "nsubj"), "rebels": ("be", "attr"), "shot": ("shot", "ROOT"), "wounded": ("shot", "conj")},
    ),
    (  # who speaks, taken in by an opening without a comma
        "In/IN/prep@said the/DT/det@sources meantime/NN/amod@sources local/JJ/amod@sources sources/NNS/pobj@In "
        "said=say/VBD/ROOT two/CD/nsubj@died died=die/VBD/ccomp@said",
        {
            "meantime": ("In", "pobj"),
            "the": ("meantime", "det"),
            "sources": ("said", "nsubj"),
            "local": ("sources", "amod"),
        },
    ),
]
TAKEN_FOR_VERBS = [
    (  # hung under the verb of saying, and the sentence's verb on it
        "villagers/NNS/nsubj@shelled shelled=shell/VBD/ccomp@said in/IN/prep@shelled Kupiansk/NNP/pobj@in "
        "were=be/VBD/aux@waiting waiting=wait/VBG/advcl@shelled ,/,/punct@said mayor/NN/nsubj@said said=say/VBD/ROOT",
        {"villagers": ("waiting", "nsubj"), "shelled": ("villagers", "acl"), "waiting": ("said", "ccomp")},
    ),
    (  # hung on the helping verb as what parts it from its participle
        "rebels/NNS/nsubj@were were=be/VBD/auxpass@killed on/IN/prep@were Monday/NNP/pobj@on killed=kill/VBN/ROOT",
        {"rebels": ("killed", "nsubjpass"), "on": ("killed", "prep"), "were": ("killed", "auxpass")},
    ),
    (  # the helping verb taken for the sentence's verb
        "soldiers/NNS/nsubj@were were=be/VBD/ROOT on/IN/prep@were Sunday/NNP/pobj@on wounded=wound/VBN/advcl@were",
        {"soldiers": ("wounded", "nsubjpass"), "wounded": ("wounded", "ROOT"), "were": ("wounded", "auxpass")},
    ),
    (  # what "as" leads to
        "man/NN/nsubjpass@shot identified=identify/VBN/acl@man as/IN/prep@identified Deng/NNP/nsubjpass@shot "
        "was=be/VBD/auxpass@shot shot=shoot/VBN/ROOT",
        {"man": ("shot", "nsubjpass"), "Deng": ("as", "pobj")},
    ),
    (  # who is to blame is blamed
        "rebels/NNS/nsubj@are are=be/VBP/ROOT to/TO/aux@blame blame/VB/xcomp@are for/IN/prep@blame raid/NN/pobj@for",
        {"rebels": ("blame", "nsubjpass"), "are": ("blame", "auxpass"), "blame": ("blame", "ROOT")},
    ),
]
JOINED = [
    (  # both hung on the verb of saying
        "Two/CD/nsubjpass@killed killed=kill/VBN/ccomp@said and/CC/cc@killed eight/CD/nsubjpass@hurt "
        "hurt/VBN/ccomp@said police/NNS/nsubj@said said=say/VBD/ROOT",
        ("killed", "conj"),
    ),
    (  # nothing joins them
        "Two/CD/nsubjpass@killed killed=kill/VBN/ccomp@said eight/CD/nsubjpass@hurt hurt/VBN/ccomp@said "
        "police/NNS/nsubj@said said=say/VBD/ROOT",
        ("said", "ccomp"),
    ),
    (  # the verb of saying stands first
        "said=say/VBD/ROOT two/CD/nsubjpass@killed killed=kill/VBN/ccomp@said and/CC/cc@killed "
        "eight/CD/nsubjpass@hurt hurt/VBN/ccomp@said",
        ("said", "ccomp"),
    ),
]
LEFT = [
    "rebels/NNS/nsubj@are are=be/VBP/ROOT to/TO/aux@blame blame/VB/xcomp@are army/NN/dobj@blame",
    "Rebels/NNS/nsubj@attacked attacked=attack/VBD/ROOT on/IN/prep@attacked Monday/NNP/pobj@on and/CC/cc@attacked "
    "were=be/VBD/auxpass@driven driven=drive/VBN/conj@attacked",
    "rebels/NNS/nsubj@were were=be/VBD/ROOT near/IN/prep@were Gao/NNP/pobj@near ,/,/punct@were "
    "attacked=attack/VBN/advcl@were",
    "Men/NNS/nsubj@thought thought=think/VBD/ROOT to/TO/aux@be be/VB/xcomp@thought rebels/NNS/attr@be "
    "trained=train/VBN/acl@rebels abroad/RB/advmod@trained",
    "Rebels/NNS/nsubjpass@believed were/VBD/auxpass@believed believed=believe/VBN/ROOT to/TO/aux@kill "
    "kill/VB/xcomp@believed and/CC/cc@believed fled=flee/VBD/conj@believed",
    "Police/NNS/nsubj@believed believed=believe/VBD/ROOT rebels/NNS/nsubj@attacked attacked=attack/VBD/ccomp@believed "
    "Goma/NNP/dobj@attacked",
    "Rebels/NNS/nsubj@wanted wanted=want/VBD/ROOT to/TO/aux@go go/VB/xcomp@wanted killed=kill/VBD/conj@wanted "
    "four/CD/dobj@killed",
]


@pytest.mark.parametrize(("words", "expected"), MOVED)
def test_a_participle_of_believing_is_not_the_verb_of_the_sentence(
    words: str, expected: dict[str, tuple[str, str]]
) -> None:
    """Harm prevented: what gunmen "believed to be rebels" surely did was read as only believed."""
    tokens = mended(tree(words).tokens)
    found = {t.text: (tokens[t.head].text, t.dep) for t in tokens}
    assert {form: found[form] for form in expected} == expected
    assert [(t.start, t.end, t.text) for t in tokens] == [(t.start, t.end, t.text) for t in tree(words).tokens]


@pytest.mark.parametrize(("words", "expected"), TAKEN_FOR_VERBS)
def test_a_participle_before_a_finite_verb_tells_of_its_noun(words: str, expected: dict[str, tuple[str, str]]) -> None:
    """Harm prevented: the people who were shelled were read as those who shelled."""
    tokens = mended(tree(words).tokens)
    found = {t.text: (tokens[t.head].text, t.dep) for t in tokens}
    assert {form: found[form] for form in expected} == expected


@pytest.mark.parametrize("words", LEFT)
def test_other_trees_are_left_alone(words: str) -> None:
    tokens = tree(words).tokens
    assert mended(tokens) == tokens


@pytest.mark.parametrize(("words", "expected"), JOINED)
def test_of_two_clauses_before_a_verb_of_saying_the_second_is_joined_to_the_first(
    words: str, expected: tuple[str, str]
) -> None:
    """Harm prevented: "two were killed and eight were hurt in a blast, police said" lost its toll from the blast."""
    tokens = listed(mended(tree(words).tokens))
    hurt = next(t for t in tokens if t.text == "hurt")
    assert (tokens[hurt.head].text, hurt.dep) == expected

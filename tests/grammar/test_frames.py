"""Frames: who stands in which role around a trigger, one test for each construction, on trees built by hand."""

from __future__ import annotations

import pytest

from sayso.grammar.frames import Frame, frame_of, is_verbal
from tests.grammar.trees import texts, tree, word

PASSIVE = (
    "Soldiers/NNS/nsubjpass@killed and/CC/cc@Soldiers nurses/NNS/conj@Soldiers were/VBD/auxpass@killed "
    "killed=kill/VBN/ROOT by/IN/agent@killed rebels/NNS/pobj@by in/IN/prep@killed Goma/NNP/pobj@in"
)
REDUCED = "Villages/NNS/nsubj@fell shelled/VBN/acl@Villages by/IN/agent@shelled rebels/NNS/pobj@by fell/VBD/ROOT"
BEFORE_NOUN = "Burned/VBN/amod@houses houses/NNS/nsubj@stood stood/VBD/ROOT"
SUBJECT_RELATIVE = "Rebels/NNS/nsubj@fled who/WP/nsubj@attacked attacked/VBD/relcl@Rebels fled/VBD/ROOT"
OBJECT_RELATIVE = "Towns/NNS/nsubj@fell that/WDT/dobj@took rebels/NNS/nsubj@took took/VBD/relcl@Towns fell/VBD/ROOT"
THING_RELATIVE = "Devices/NNS/nsubj@fell that/WDT/nsubj@exploded exploded/VBD/relcl@Devices fell/VBD/ROOT"
BARE_RELATIVE = "Towns/NNS/nsubj@fell rebels/NNS/nsubj@took took/VBD/relcl@Towns fell/VBD/ROOT"
CONTROL = "Rebels/NNS/nsubj@tried tried/VBD/ROOT to/TO/aux@enter enter/VB/xcomp@tried Goma/NNP/dobj@enter"
LIGHT = (
    "Rebels/NNS/nsubj@launched launched=launch/VBD/ROOT an/DT/det@attack attack/NN/dobj@launched "
    "on/IN/prep@launched Goma/NNP/pobj@on"
)
SUFFER = "Goma/NNP/nsubj@suffered suffered=suffer/VBD/ROOT an/DT/det@attack attack/NN/dobj@suffered"
NOUN_SUBJECT = "An/DT/det@attack attack/NN/nsubj@killed killed=kill/VBD/ROOT nurses/NNS/dobj@killed"
BY_WAY_OF = (
    "Rebels/NNS/nsubj@responded responded=respond/VBD/ROOT with/IN/prep@responded strikes/NNS/pobj@with "
    "on/IN/prep@responded Goma/NNP/pobj@on"
)
BY_LIGHT = BY_WAY_OF.replace("responded=respond", "responded=begin")
GERUND = "Rebels/NNS/nsubj@shelling shelling/VBG/nsubj@continued continued/VBD/ROOT"
CAUSING = "They/PRP/nsubj@let let/VBD/ROOT prisoners/NNS/nsubj@go go/VB/ccomp@let"
NOMINAL = (
    "Their/PRP$/poss@attack rocket/NN/compound@attack attack/NN/ROOT on/IN/prep@attack Goma/NNP/pobj@on "
    "by/IN/prep@attack rebels/NNS/pobj@by"
)
PARTICLE = "Police/NNS/nsubj@sealed sealed=seal/VBD/ROOT off/RP/prt@sealed towns/NNS/pobj@off"
TAIL = "killing=kill/VBG/ROOT nurses/NNS/dobj@killing and/CC/cc@killing patients/NNS/conj@killing"


@pytest.mark.parametrize(
    ("words", "trigger", "actors", "targets"),
    [
        (PASSIVE, "killed", "rebels", "Soldiers nurses"),
        (REDUCED, "shelled", "rebels", "Villages"),
        (BEFORE_NOUN, "Burned", "", "houses"),
        (SUBJECT_RELATIVE, "attacked", "Rebels", ""),
        (OBJECT_RELATIVE, "took", "rebels", "Towns"),
        (THING_RELATIVE, "exploded", "Devices", "Devices"),
        (BARE_RELATIVE, "took", "rebels", "Towns"),
        (CONTROL, "enter", "Rebels", "Goma"),
        (LIGHT, "attack", "Rebels", "Goma"),
        (SUFFER, "attack", "", "Goma"),
        (NOUN_SUBJECT, "attack", "", "nurses"),
        (BY_WAY_OF, "strikes", "", ""),
        (BY_LIGHT, "strikes", "Rebels", "Goma"),
        (GERUND, "shelling", "Rebels", ""),
        (CAUSING, "let", "They", "prisoners"),
        (NOMINAL, "attack", "Their rocket rebels", "Goma"),
        (PARTICLE, "sealed", "Police", "towns"),
        (TAIL, "killing", "", "nurses patients"),
    ],
)
def test_who_did_it_to_whom(words: str, trigger: str, actors: str, targets: str) -> None:
    frame = _frame(words, trigger)
    assert texts(frame.subjects) == actors
    assert texts(frame.objects) == targets


def test_those_who_attacked_are_not_what_was_attacked() -> None:
    """Else "the doctor who asked" is asked, and "soldiers who rushed off" are rushed off."""
    assert _frame(SUBJECT_RELATIVE, "attacked").objects == []


def test_places_and_ways_are_obliques() -> None:
    frame = _frame(PASSIVE, "killed")
    assert [(p, t.text) for p, t in frame.obliques] == [("by", "rebels"), ("in", "Goma")]


def test_light_verbs_lend_their_roles() -> None:
    assert _frame(LIGHT, "attack").light
    assert _frame(SUFFER, "attack").light
    assert not _frame(NOUN_SUBJECT, "attack").light


@pytest.mark.parametrize(
    ("words", "trigger", "targets"),
    [
        ("People/NNS/nsubj@are are/VBP/ROOT missing/JJ/acomp@are", "missing", "People"),
        ("Dead/JJ/amod@people people/NNS/ROOT", "Dead", "people"),
        ("Homes/NNS/nsubj@lay without/IN/prep@Homes power/NN/pobj@without lay/VBD/ROOT", "without", "Homes"),
        (
            "Among/IN/prep@were the/DT/det@dead dead/NN/pobj@Among were/VBD/ROOT children/NNS/attr@were",
            "Among",
            "children",
        ),
    ],
)
def test_adjectives_and_phrases_are_said_of_their_noun(words: str, trigger: str, targets: str) -> None:
    assert texts(_frame(words, trigger).objects) == targets


def test_a_gerund_in_a_nouns_place_is_no_verb() -> None:
    sentence = tree("Fighting/VBG/nsubj@continued continued/VBD/ROOT")
    assert not is_verbal(sentence, word(sentence, "Fighting"))
    assert is_verbal(sentence, word(sentence, "continued"))


def _frame(words: str, trigger: str) -> Frame:
    sentence = tree(words)
    return frame_of(sentence, word(sentence, trigger))

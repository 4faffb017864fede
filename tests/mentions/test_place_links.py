"""What holds what, and what goes on with a list, by the words between two names."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from tests.mentions.test_place_names import COUNTRY, HERE, NEXT, THERE, UNIT, given, place

from sayso.gazetteer import fold
from sayso.mentions.places import _NO_SENTENCE
from sayso.mentions.places.atlas import Atlas
from sayso.mentions.places.evidence import HELD, NAMING
from sayso.mentions.places.links import link, spread
from sayso.mentions.places.spots import Spot

CUES = {"direction": ("northern",), "facility": ("hospital",), "stop": ()}
ATLAS = cast(Atlas, SimpleNamespace(
    gazetteer=given(HERE, THERE, UNIT, NEXT, COUNTRY, place("abroad", "Mareth Hills", "BB", feature="admin1")),
    abbreviations={"du": "unit"}, rule=lambda kind: kind, has=lambda word, *kinds: any(word in CUES[k] for k in kinds),
))  # fmt: skip


def two(between: str, left: dict[str, Any], right: dict[str, Any]) -> tuple[Spot, Spot, str]:
    """Two names with words between them, and the text."""
    made, text = [], ""
    for words, more in (("", {"name": "Mareth", **left}), (between, {"name": "Dune", **right})):
        start, name = len(text) + len(words), more["name"]
        text += words + name
        made.append(Spot(_NO_SENTENCE, 0, 0, start, len(text), key=fold(name), **{"strength": 1, **more}))
    return made[0], made[1], text


@pytest.mark.parametrize(
    ("between", "strengths"),
    [
        (", ", (3, 3)),
        (" (", (3, 3)),
        (", in the northern ", (3, 3)),
        (" in ", (1, 1)),
        (" of ", (1, 1)),
        (" town, in ", (1, 1)),
        (" in the northern province of ", (1, 1)),
        (" in its northern border province of ", (1, 1)),
        (" in dusty old ", (1, 1)),
    ],
)
def test_the_second_name_says_where_the_first_place_is(between: str, strengths: tuple[int, int]) -> None:
    """Else the larger town of that name, on another continent, is meant. Set apart by a comma both are places."""
    left, right, text = two(between, {}, {})
    link([left, right], text, ATLAS)
    assert (left.containers, right.holds) == (["unit"], "unit")
    assert (left.strength, right.strength) == strengths


@pytest.mark.parametrize(
    "between",
    [" and ", ", said ", " near ", " in, ", " in its old northern border province of ", " in the dusty old sad "],
)
def test_other_words_between_two_names_hold_nothing(between: str) -> None:
    left, right, text = two(between, {}, {})
    link([left, right], text, ATLAS)
    assert (left.containers, right.holds, left.strength) == ([], "", 1)


def test_a_name_far_off_holds_nothing() -> None:
    for gap, held in ((55, ["unit"]), (56, [])):
        left, right, text = two(f" in {'x' * gap} ", {}, {})
        link([left, right], text, ATLAS)
        assert left.containers == held


def test_the_owner_of_a_unit_holds_it() -> None:
    left, right, text = two("'s ", {"name": "Dune"}, {"name": "Mareth", "unit_rule": "unit"})
    link([left, right], text, ATLAS)
    assert (right.containers, left.holds) == (["unit"], "unit")


def test_a_hospital_is_called_after_a_place_elsewhere() -> None:
    """Harm: the strike on the Sukan hospital in Mareth is put in Sukan."""
    for name, strength in (("Sukan", 1), ("Mareth Hills", 0)):
        left, right, text = two(" hospital in ", {"name": name}, {})
        link([left, right], text, ATLAS)
        assert left.strength == strength


def test_an_abbreviation_behind_a_place_in_it_is_the_unit() -> None:
    left, right, text = two(", ", {}, {"name": "DU"})
    link([left, right], text, ATLAS)
    assert right.fixed == UNIT


def test_what_nothing_holds_lies_around_where_a_word_says_so() -> None:
    """A village that no list has in a province that one has."""
    for more, around in (({"cue": HELD}, (UNIT,)), ({"unit_rule": "unit"}, (UNIT,)), ({}, ())):
        left, right, text = two(" in ", {"name": "Nowhere", **more}, {})
        link([left, right], text, ATLAS)
        assert left.around == around


def test_a_name_before_of_is_no_place_though_another_is_set_behind_it() -> None:
    left, right, text = two(", ", {"cue": NAMING, "strength": 0}, {})
    link([left, right], text, ATLAS)
    assert (left.strength, right.strength) == (0, 3)


@pytest.mark.parametrize(
    ("between", "listed"),
    [
        (", ", True),
        (" and ", True),
        (", and ", True),
        (" and the ", True),
        (" and the town of ", True),
        (", the town of ", True),
        (" and the mayor of ", False),
        (" and town ", False),
        (" and the town of old ", False),
        (" town of ", False),
        (" ", False),
    ],
)
def test_a_list_goes_on_with_its_preposition(between: str, listed: bool) -> None:
    left, right, text = two(between, {"strength": 2, "cue": "near", "rule": "near", "near": True}, {})
    spread([left, right], text, ATLAS)
    assert (right.strength, right.cue, right.near) == ((2, "near", True) if listed else (1, "", False))


@pytest.mark.parametrize(
    ("left", "right", "strengths", "cue"),
    [
        ({"strength": 2, "taken": True}, {}, (2, 2), ""),
        ({"strength": 2}, {}, (2, 1), ""),
        ({"strength": 1, "cue": "in"}, {}, (1, 1), ""),
        ({"strength": 1}, {"strength": 2, "rule": "in"}, (2, 2), ""),
        ({"strength": 1}, {"strength": 2, "rule": "established"}, (1, 2), ""),
        ({"strength": 0}, {"strength": 2, "rule": "in"}, (0, 2), ""),
        ({"strength": 2, "cue": "in"}, {"strength": 2}, (2, 2), "in"),
        ({"strength": 2, "cue": "in"}, {"strength": 2, "cue": "at"}, (2, 2), "at"),
        ({"strength": 2, "cue": "in", "containers": ["unit"]}, {}, (2, 1), ""),
        ({"strength": 2, "cue": "in"}, {"strength": 0}, (2, 0), ""),
    ],
)
def test_one_sure_place_of_a_list_makes_its_neighbour_one(
    left: dict[str, Any], right: dict[str, Any], strengths: tuple[int, int], cue: str
) -> None:
    one, other, text = two(" and ", left, right)
    spread([one, other], text, ATLAS)
    assert (one.strength, other.strength) == strengths
    assert other.cue == cue

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.mentions.weapons import Weapons
from sayso.model import Block, Document, Reading, WeaponMention
from sayso.rules import Rulebook, load_rulebook
from sayso.rules.words import WeaponRow
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL, Syntax

Read = Callable[[str], tuple[WeaponMention, ...]]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def read(rulebook: Rulebook) -> Read:
    resources = Resources(rulebook=rulebook, gazetteer=None, model=DEFAULT_MODEL)  # type: ignore[arg-type]
    syntax, weapons = Syntax(resources), Weapons(resources)

    def run(text: str) -> tuple[WeaponMention, ...]:
        blocks = (Block(start=0, end=len(text), kind="body"),) if text else ()
        reading = Reading(document=Document(id="d", text=text, text_sha256=""), blocks=blocks)
        return weapons(replace(reading, sentences=syntax(reading)))

    return run


@pytest.mark.parametrize(
    ("text", "phrase", "means"),
    [
        ("The city was hit by Shahed drones.", "Shahed drones", "drone"),
        ("Two ballistic missiles struck the port.", "ballistic missiles", "missile"),
        ("An Iskander-M missile hit the hotel.", "Iskander-M missile", "missile"),
        ("Grad rockets fell on the suburb.", "Grad rockets", "rocket"),
        ("Artillery pounded the ridge.", "Artillery", "shell"),
        ("A helicopter gunship fired on the convoy.", "helicopter gunship", "aircraft"),
        ("An F-16 crossed the bay.", "F-16", "aircraft"),
        ("FAB-500 bombs wrecked the flats.", "FAB-500 bombs", "air-bomb"),
        ("The truck hit an improvised explosive device.", "improvised explosive device", "explosive"),
        ("A roadside bomb killed the driver.", "roadside bomb", "explosive"),
        ("Men with machetes raided the farm.", "machetes", "blade"),
        ("Police fired tear gas at the crowd.", "tear gas", "chemical"),
        ("A sea drone rammed the tanker.", "sea drone", "naval"),
    ],
)
def test_weapons_and_their_means(read: Read, text: str, phrase: str, means: str) -> None:
    (weapon,) = read(text)
    assert (weapon.text, weapon.means) == (phrase, means)


@pytest.mark.parametrize(
    "text",
    ["They shell the town at night.", "The fuel tank leaked.", "The gold mines closed.", "He is a grad student."],
)
def test_words_that_only_look_like_weapons(read: Read, text: str) -> None:
    assert read(text) == ()


def test_a_named_bomb_is_dropped_from_the_air(read: Read) -> None:
    """Else an air strike with glide bombs is coded as a bombing on the ground."""
    assert [w.means for w in read("KAB-500 bombs and glide bombs fell.")] == ["air-bomb", "air-bomb"]


def test_every_row_is_proved_by_its_examples(read: Read, rulebook: Rulebook) -> None:
    for row in rulebook.rows(WeaponRow):
        for text in row.example:
            assert row.rule in {w.rule for w in read(text)}, (row.rule, text)
        for text in row.counter:
            assert row.rule not in {w.rule for w in read(text)}, (row.rule, text)


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(
        st.sampled_from("a drone Grad rocket - long range mine , . FAB 500 bombs’ S-300 Ivan 🚀 ²".split()), max_size=15
    )
)
def test_any_text_gives_spans_that_equal_their_text(read: Read, words: list[str]) -> None:
    text = " ".join(words)
    for weapon in read(text):
        assert text[weapon.start : weapon.end] == weapon.text != ""
        assert weapon.start <= weapon.head < weapon.end

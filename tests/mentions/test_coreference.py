"""The coreference stage: whom pronouns and definite phrases stand for; nobody where that is unclear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.gazetteer import Gazetteer
from sayso.mentions.actors import Actors
from sayso.mentions.coreference import Coreference
from sayso.model import ActorMention, Block, Document, Reading
from sayso.rules import load_rulebook
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL, Syntax


def lines(text: str) -> Iterator[Block]:
    """One body block for each line that holds anything."""
    for match in re.finditer(r"[^\n]+", text):
        yield Block(start=match.start(), end=match.end(), kind="body")


@cache
def stages() -> tuple[Syntax, Actors, Coreference]:
    resources = Resources(
        rulebook=load_rulebook(),
        gazetteer=Gazetteer.open(),
        model=DEFAULT_MODEL,
    )
    return Syntax(resources), Actors(resources), Coreference(resources)


def read(text: str) -> tuple[ActorMention, ...]:
    syntax, actors, coreference = stages()
    reading = Reading(document=Document(id="x", text=text, text_sha256=""))
    reading = replace(reading, blocks=tuple(lines(text)))
    reading = replace(reading, sentences=syntax(reading))
    return coreference(replace(reading, actors=actors(reading)))


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Russia's defense ministry said it had destroyed 14 drones.", "it", "Russia's defense ministry"),
        ("Belarus sent two brigades to its frontier.", "its", "Belarus"),
        ("Governor Ana Reyes warned residents. She left the town later.", "She", "Ana Reyes"),
        ("Ukrainian President Omar Deng said his military forces held the town.", "his military forces",
         "Ukrainian military"),
        ("Washington urged Kigali to withdraw its forces.", "its forces", "Rwandan military"),
        ("Al-Shabaab claimed the attack. The group said ten soldiers died.", "group", "Al-Shabaab"),
        ("“I saw smoke,” said Halima Nur, a resident.", "I", "Halima Nur"),
        ("“We will fight on,” said Houthi spokesman Karim Daud.", "We", "Houthis"),
        ("The officer was asleep when gunmen shot him, said police chief Omar Deng.", "him", "officer"),
        ("Omar Deng heard a blast as he left, he said.", "he", "Omar Deng"),
        ("President Omar Deng flew to Taro. There the president met soldiers.", "president", "Omar Deng"),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, words: str, name: str) -> None:
    found = {m.text: m.name for m in read(text)}
    assert found.get(words) == name


@pytest.mark.parametrize(
    "text",
    [
        "The army said it was necessary to leave.",
        "It rained in Taro. It seems that the road is closed.",
        "A boy and his father were killed when debris fell on their house.",
        "They said nothing.",
        "The group left.",
    ],
)
def test_nobody_is_better_than_somebody(text: str) -> None:
    assert {m.text.lower() for m in read(text)} <= {"his"}


def test_a_mention_has_the_identity_of_its_antecedent() -> None:
    [found] = [m for m in read("Hezbollah fired rockets. The group lost two men.") if m.text == "group"]
    assert (found.id, found.entity) == ("HEZBOLLAH", "HEZBOLLAH")
    assert found.rule == "nominals/group"


def test_the_one_quoted_is_never_the_third_person_of_the_quote() -> None:
    found = {m.text: m.name for m in read("“I was looking at him,” said Karim Daud.")}
    assert "him" not in found


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["he", "his", "army", "the", "group", "said", "it", "\"", "“", "”", "We", "Hamas", "Ana Reyes", ",", ".",
             "\n", "their", "soldiers", "she", "our", "troops"]
        ),
        max_size=25,
    ).map(" ".join)
)  # fmt: skip
def test_spans_are_exact_on_odd_text(text: str) -> None:
    for mention in read(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start <= mention.head < mention.end

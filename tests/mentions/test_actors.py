"""The actors stage: who is named, by which name, and whose side that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.gazetteer import Gazetteer
from sayso.mentions.actors import Actors
from sayso.mentions.actors.persons import Persons, compatible, similar
from sayso.model import ActorMention, Block, Document, Reading
from sayso.rules import builtin_folder, load_rulebook, read_table
from sayso.rules.actors import (
    ActorRow,
    RoleRow,
    StateRow,
    TitleRow,
)  # fmt: skip
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL, Syntax


def lines(text: str) -> Iterator[Block]:
    """One body block for each line that holds anything."""
    for match in re.finditer(r"[^\n]+", text):
        yield Block(start=match.start(), end=match.end(), kind="body")


@cache
def stages() -> tuple[Syntax, Actors]:
    resources = Resources(
        rulebook=load_rulebook(),
        gazetteer=Gazetteer.open(),
        model=DEFAULT_MODEL,
    )
    return Syntax(resources), Actors(resources)


def actors(text: str, published: date | None = date(2024, 8, 11)) -> tuple[ActorMention, ...]:
    syntax, stage = stages()
    reading = Reading(document=Document(id="x", text=text, text_sha256="", published=published))
    reading = replace(reading, blocks=tuple(lines(text)))
    return stage(replace(reading, sentences=syntax(reading)))


def one(text: str, words: str) -> ActorMention:
    found = [m for m in actors(text) if m.text == words]
    assert found, f"{words!r} not among {[m.text for m in actors(text)]}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "name", "id", "side"),
    [
        ("Ukrainian troops crossed the river.", "Ukrainian troops", "Ukrainian military", "UKR-MIL", "UKR"),
        ("Kyiv's forces crossed the river.", "Kyiv's forces", "Ukrainian military", "UKR-MIL", "UKR"),
        ("Russia’s defense ministry said it shot down drones.", "Russia’s defense ministry",
         "Russia's defense ministry", "RUS-MOD", "RUS"),
        ("Moscow rejected the offer.", "Moscow", "Russia", "RUS", "RUS"),
        ("A house was damaged by Ukrainian shelling.", "Ukrainian", "Ukraine", "UKR", "UKR"),
        ("An Israeli airstrike hit the camp.", "Israeli", "Israel", "ISR", "ISR"),
        ("Houthi rebels fired a missile.", "Houthi rebels", "Houthis", "HOUTHIS", "HOUTHIS"),
        ("Local Russian officials called for help.", "Local Russian officials", "Local Russian officials", None, "RUS"),
    ],
)  # fmt: skip
def test_states_and_their_bodies(text: str, words: str, name: str, id: str | None, side: str) -> None:
    found = one(text, words)
    assert (found.name, found.id, found.side) == (name, id, side)


@pytest.mark.parametrize(
    "text",
    [
        "The convoy left for Moscow on Monday.",
        "Shells fell near Kyiv.",
        "Fighting broke out in western Russia.",
        "Kyiv was hit by rain.",
        "The police station burned down.",
        "Ships from Port-au-Prince were late.",
    ],
)
def test_places_and_things_do_not_act(text: str) -> None:
    assert actors(text) == ()


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Tarovian President Omar Deng spoke. Later Deng left.", "Deng", "Omar Deng", "government"),
        ("The bridge was closed, Taro governor Ana Reyes said.", "Taro governor Ana Reyes", "Ana Reyes", "authority"),
        ("Army spokesman Karim Daud denied it.", "Army spokesman Karim Daud", "Karim Daud", "military"),
        ("Halima Nur, a resident, saw smoke.", "Halima Nur", "Halima Nur", "witness"),
        ("A spokesman for the M23, Paul Otieno, denied it.", "spokesman for the M23", "Paul Otieno", "armed-group"),
        ("The UN secretary-general Ana Reyes spoke.", "UN secretary-general Ana Reyes", "Ana Reyes", "international"),
    ],
)
def test_persons(text: str, words: str, name: str, kind: str) -> None:
    found = one(text, words)
    assert (found.name, found.kind, found.person) == (name, kind, True)


def test_a_person_who_is_called_as_a_state_is_a_person() -> None:
    """Israel Katz is not Israel, nor is Michael Jordan a kingdom's."""
    found = one("Foreign Minister Israel Katz spoke on Monday.", "Foreign Minister Israel Katz")
    assert (found.name, found.id, found.person) == ("Israel Katz", None, True)


def test_a_name_after_its_office_and_a_comma_is_the_holders() -> None:
    text = "He spoke to the governor of Taro state, Ana Reyes, on Monday."
    assert one(text, "governor of Taro state").name == "Ana Reyes"


def test_a_body_of_two_remits_is_one() -> None:
    assert one("The Ministry of Trade and Industry denied it.", "Ministry of Trade and Industry").kind == "government"


def test_a_misspelt_surname_does_not_split_a_person() -> None:
    found = actors("President Omar Hasanov spoke on Monday. Later Hasanvo left. Hasanov said so. Hasanov denied it.")
    persons = [m for m in found if m.person]
    assert {m.entity for m in persons} == {"omar hasanov"}
    assert {m.name for m in persons} == {"Omar Hasanov"}


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("More than 30 people fled.", "people", "civilians"),
        ("The local emergency ministry said so.", "local emergency ministry", "authority"),
        ("Rights groups said so.", "Rights groups", "ngo"),
        ("A 4-year-old boy was killed.", "4-year-old boy", "civilians"),
        ("Witnesses heard a blast.", "Witnesses", "witness"),
        ("Fighting went on, according to reports.", "reports", "unnamed"),
        ("Hospital officials counted the dead.", "Hospital officials", "medical"),
        ("People familiar with the matter said so.", "People familiar with the matter", "unnamed"),
    ],
)
def test_roles(text: str, words: str, kind: str) -> None:
    assert one(text, words).kind == kind


@pytest.mark.parametrize(
    ("text", "words", "form"),
    [
        ("Hamas denied it.", "Hamas", "listed"),
        ("Ukrainian troops crossed the river.", "Ukrainian troops", "listed"),
        ("Moscow rejected the offer.", "Moscow", "state"),
        ("Two Ukrainians were arrested.", "Ukrainians", "state"),
        ("Local officials denied it.", "Local officials", "role"),
        ("Halima Nur, a resident, saw smoke.", "Halima Nur", "named"),
    ],
)
def test_a_mention_says_how_its_words_name_the_actor(text: str, words: str, form: str) -> None:
    """A user's own row has another id, and must count as the built-in ones do."""
    assert one(text, words).form == form


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Greek-owned ships left the port.", "Greek"),
        ("Russian-backed fighters left the town.", "Russian"),
        ("The treaty entered into force.", "force"),
        ("Avarian fighter jets took off.", "fighter"),
    ],
)
def test_parts_of_other_words_are_nobody(text: str, word: str) -> None:
    assert word not in [m.text for m in actors(text)]


def test_coordinated_actors_are_one_mention_each() -> None:
    assert [m.text for m in actors("Police and rescuers reached the village.")] == ["Police", "rescuers"]


def test_an_abbreviation_goes_by_the_name_that_explains_it() -> None:
    found = actors("The Coastal Justice Front (CJF) seized a port. The CJF said it lost two men.")
    assert {m.name for m in found if "CJF" in m.text} == {"Coastal Justice Front"}


def test_head_is_the_syntactic_head() -> None:
    found = one("The ministry of health said so.", "ministry of health")
    assert found.head == found.start


def test_side_of_an_office_follows_its_place() -> None:
    text = "Russia closed the border. Kursk governor Ana Reyes said so."
    assert one(text, "Kursk governor Ana Reyes").side == "RUS"


def test_names_alike() -> None:
    assert similar("zelenskyy", "zelenksyy")
    assert not similar("daud", "daus")
    assert compatible(["omar", "deng"], ["deng"])
    assert not compatible(["omar", "deng"], ["ana", "deng"])
    persons = Persons()
    first = persons.add_full(["Abdel", "al-Deng"])
    assert persons.match(["Deng"]) is first
    assert persons.match(["Reyes"]) is None


@pytest.mark.parametrize("row_type", [RoleRow, TitleRow, StateRow, ActorRow])
def test_every_example_is_found_by_its_row(row_type: type[RoleRow]) -> None:
    rows = read_table((builtin_folder(),), row_type)
    for row in rows[:: max(1, len(rows) // 60)]:
        for example in row.example:
            assert row.rule in {m.rule for m in actors(example, None)}, (row.rule, example)
        for counter in row.counter:
            assert row.rule not in {m.rule for m in actors(counter, None)}, (row.rule, counter)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Ukrainian", "troops", "the", "President", "al", "-", "Deng", "'s", "RSF", "(", ")", ",", "said", "of",
             "ministry", "\u2019s", "Kyiv", "\ufb01", "İ", "\n", "\n\n", "“", "”", "General", ".", "U.S.", "ß", "he",
             "\u202e"]
        ),
        max_size=25,
    ).map(" ".join)
)  # fmt: skip
def test_spans_are_exact_on_odd_text(text: str) -> None:
    for mention in actors(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start <= mention.head < mention.end
        assert mention.name
        assert mention.entity


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Darfur governor Ana Reyes left. The governor of Darfur spoke.", "governor of Darfur", "Ana Reyes"),
        ("Army spokesman Omar Saleh left. The military spokesman spoke.", "military spokesman", "military spokesman"),
        ("A police chief spoke.\nPolice chief Omar Saleh left.", "police chief", "Omar Saleh"),
        ("Police chief Omar Saleh left. A police chief spoke.", "police chief", "police chief"),
        ("Ambassador Omar Saleh left. The Iraqi ambassador spoke.", "Iraqi ambassador", "Omar Saleh"),
        ("Ambassador Omar Saleh left. Iraqi and Syrian ambassadors spoke.", "ambassadors", "ambassadors"),
        ("Mayor of Kharkiv Ihor Melnyk spoke.", "Mayor of Kharkiv Ihor Melnyk", "Ihor Melnyk"),
    ],
)
def test_those_in_office_have_the_name_that_the_report_gives_elsewhere(text: str, words: str, name: str) -> None:
    """Without it one who is quoted twice, once by office, counts as two sources."""
    found = [m for m in actors(text) if m.text.endswith(words)]
    assert [m.name for m in found][-1].endswith(name), [(m.text, m.name) for m in actors(text)]

"""Withholding: a blurred publication quotes no name that may be one of a village, and still tells who said what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.gazetteer import Gazetteer
from sayso.service.blurring import WITHHELD, WITHHELD_NAME
from sayso.service.ledger import Ledger
from sayso.service.publishing import Publication, Terms
from sayso.service.reading import Reader
from sayso.service.withholding import Names, Stretch, common_words, lower_words


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(["Izmail", "Bar"], ["Odessa"], Gazetteer.open())


def told(text: str, found: list[Stretch]) -> str:
    for one in reversed(found):
        text = text[: one.start] + (WITHHELD if one.kind == "place" else WITHHELD_NAME) + text[one.end :]
    return text.replace(WITHHELD, "[P]").replace(WITHHELD_NAME, "[N]")


QUOTES = [
    ("Nine people were killed in Izmail, the army said.", "Nine people were killed in [P], the army said."),
    # Places that no claim stands at: of the gazetteer, also of several words.
    ("They fled from Reni to Nova Kakhovka on Monday.", "They fled from [P] to [P] on Monday."),
    ("Reni was quiet, while Reni's port burned.", "[P] was quiet, while [P]'s port burned."),
    ("RENI: shelling of the port", "[P]: shelling of the port"),
    # Places that nothing knows, wherever they stand.
    ("Shells fell on Sjenokos and on Mala Sjenokivka.", "Shells fell on [N] and on [N]."),
    ("Sjenokos burned.", "[N] burned."),
    ("The Sjenokos-Reni road was cut.", "The [P] road was cut."),
    # What tells of a place by another way.
    ("It fell 12 km south of Odessa.", "It fell 12 km south of [P]."),
    ("It fell at 45.3512, 28.8401 at night.", "It fell at [P], [P] at night."),
    ("See https://maps.example/reni and #sjenokos.", "See [P] and [P]."),
    ("strike on sjenokos port, they wrote at night", "[N]"),
    ("Drones over izmail port again, the mayor wrote.", "Drones over [P] port again, the mayor wrote."),
    ("Взрывы в Измаиле, сообщили власти", "[N] в [N], сообщили власти"),
    # Camps that the rulebook lists, though it lists provinces and regions too.
    ("Shells fell on Zamzam at night, while Darfur was quiet.", "Shells fell on [P] at night, while Darfur was quiet."),
    # What is harmless.
    ("Russian forces struck in March, President Sjenok said.", "Russian forces struck in March, President [N] said."),
    ("A drone hit the Odesa region; Hamas and the United Nations said nothing.",) * 2,
    ("Kurdish fighters left at Easter.",) * 2,
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), QUOTES)
def test_of_a_sentence_only_harmless_names_are_left(names: Names, text: str, wanted: str):
    found = names.anywhere(text, ["UA", "RU"], frozenset(), [])
    assert told(text, found) == wanted


def test_names_that_are_shown_anyway_are_left(names: Names):
    text = "Oleh Kiper told Danube Post that Sjenokos was empty."
    found = names.anywhere(text, ["UA"], frozenset(), ["Oleh Kiper", "Danube Post"])
    assert told(text, found) == "Oleh Kiper told Danube Post that [N] was empty."


def test_words_that_the_report_writes_small_are_words(names: Names):
    common = lower_words("the smelters of http://sjenokos.example and @sjenokos worked")
    assert "smelters" in common
    assert "sjenokos" not in common
    assert told("Smelters burned.", names.anywhere("Smelters burned.", [], common, [])) == "Smelters burned."
    assert told("Smelters burned.", names.anywhere("Smelters burned.", [], frozenset(), [])) == "[N] burned."


def test_a_village_called_as_a_word_is_withheld_where_its_capital_gives_it_away(names: Names):
    text = "Soldiers entered Bilka, then Most."
    assert "Most" not in told(text, Names(["Most"], [], Gazetteer.open()).anywhere(text, ["UA"], frozenset(), []))
    assert told("Most fled.", names.anywhere("Most fled.", ["UA"], frozenset(), [])) == "Most fled."


def test_the_first_word_of_a_sentence_has_its_capital_for_another_reason(names: Names):
    for text, wanted in (("Most fled.", "Most fled."), ("They left. Most fled.", "They left. Most fled."),
                         ("They fled to Most.", "They fled to [P].")):  # fmt: skip
        assert told(text, names.anywhere(text, ["CZ"], frozenset(), [])) == wanted


@pytest.mark.parametrize(
    ("text", "outlet", "wanted"),
    [
        ("mayor of Sjenokos", False, "mayor of [N]"),
        ("Reni hospital", False, "[P] hospital"),
        ("Reni Courier", True, "[P] Courier"),
        ("Oleh Reni", False, "Oleh Reni"),
        ("head of the Odesa region administration", False, "head of the Odesa region administration"),
        ("doctors in Izmail", False, "doctors in [P]"),
        ("Delta Wire", True, "Delta Wire"),
    ],
)
def test_of_what_somebody_is_called_places_are_withheld_and_persons_left(
    names: Names, text: str, outlet: bool, wanted: str
):
    assert told(text, names.of_name(text, ["UA"], outlet=outlet)) == wanted


def test_the_words_of_the_language_are_known_without_any_report():
    assert {"drones", "saturday", "eleven", "residents", "however"} <= common_words()


REPORT = """Sjenokos burns after drone strike

Russian drones struck a grain terminal in Izmail on Saturday and killed nine people, the regional administration said.

Residents said shelling from Mala Sjenokivka killed two people near Reni and that Sjenokos, where the shelling of
Izmail was heard, was empty. "Reni is next," Oleh Kiper, the governor, said.
"""


def test_a_site_of_a_ledger_names_no_village(tmp_path: Path, reader: Reader):
    source = tmp_path / "reports.jsonl"
    report = {"outlet": "Reni Courier", "published": "2025-09-14", "title": "Reni and Sjenokos burn", "text": REPORT}
    source.write_text(json.dumps(report) + "\n", encoding="utf-8")
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.add([source], reader)
        plain = list(Publication(ledger.store, Terms(everything=True)).incidents())
        blurred = list(Publication(ledger.store, Terms(everything=True, blur=20)).incidents())
    assert "Sjenok" in repr(plain)
    shown = repr([(f.claims, f.comparison, f.dossier.told, f.dossier.documents, f.where) for f in blurred])
    for name in ("Sjenok", "Izmail", "Izmayil", "Reni"):
        assert name not in shown
    quotes = " ".join("".join(one.quote) for found in blurred for one in found.claims if one.quote)
    assert "drones struck a grain terminal in [place withheld] on Saturday and killed nine people" in quotes
    assert "the regional administration said" in quotes

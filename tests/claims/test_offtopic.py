"""Other fields borrow the words of war, and reports of war name banks, courts and doctors: both are told apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso import Reader
from sayso.rules.ontology import types_with

FIELDS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("offtopic.yaml").read_text(encoding="utf-8"))
AMONG: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("among.yaml").read_text(encoding="utf-8"))
VIOLENT = types_with("armed") | {"abduction"}
ALLOWED = 0.02
"""Nothing is learned from these texts: those to learn from stand in ``corpus/offtopic``."""


def test_other_fields_yield_no_violence(reader: Reader) -> None:
    """Harm: a count of attacks that holds football matches, price wars and primaries."""
    texts = [text for field in FIELDS.values() for text in field]
    assert len(FIELDS) >= 10
    assert len(texts) >= 150
    wrong = []
    for text in texts:
        reading = reader.read_text(text, published=date(2026, 3, 12))
        wrong += [(claim.type, claim.rule, text) for claim in reading.claims if claim.type in VIOLENT][:1]
    assert len(wrong) <= ALLOWED * len(texts), "\n".join(map(str, wrong))


@pytest.mark.parametrize(
    "text",
    [
        "Shelling hit a clinic in Goma on Monday, a doctor said.",
        "Israel struck a clinic in Khan Younis on Monday, a doctor said.",
        "Russia hit a ferry and a crane in the port of Odesa overnight, the manager of the terminal said.",
        "Rebels attacked a bank and the office of a phone company in Goma, a reporter said.",
        "An airstrike destroyed a boiler house and a gas station in Sumy on Friday.",
        "Gunmen stormed a court in Quetta on Monday and shot at the judge.",
        "Drones hit a gas platform off Haifa, its engineers said.",
        "The RSF shelled a kitchen for refugees in El Fasher, killing a cook.",
        "Fighters captured the opposition candidate's home town and attacked a campaign rally.",
        "Russian forces advanced towards Pokrovsk in rain and snow.",
        "A mine blew up under a lorry carrying patients near Sake on Tuesday.",
        "Troops clashed with rebels near a gas field, the company said.",
        "Russia struck the railway and a bank in Kharkiv, the mayor said.",
    ],
)
def test_a_note_of_war_that_names_another_field_is_read(reader: Reader, text: str) -> None:
    """Harm: a strike on a bank or a clinic is passed over because markets and medicine have such words."""
    reading = reader.read_text(text, published=date(2026, 3, 12))
    assert any(claim.type in VIOLENT for claim in reading.claims)


@pytest.mark.parametrize(("word", "text"), AMONG["something"])
def test_violence_told_among_other_matters_is_read(reader: Reader, word: str, text: str) -> None:
    """Harm: a bombing is passed over because it is told on a sports page, in an election report or in court."""
    reading = reader.read_text(text, published=date(2026, 3, 12))
    told = [text[c.sentence.start : c.sentence.end] for c in reading.claims if c.type in VIOLENT]
    assert any(word in sentence for sentence in told), told


@pytest.mark.parametrize("text", AMONG["nothing"])
def test_a_report_of_another_field_in_several_sentences_gives_none(reader: Reader, text: str) -> None:
    """Harm: more words of war in a longer report add up to a war."""
    reading = reader.read_text(text, published=date(2026, 3, 12))
    assert [c.type for c in reading.claims if c.type in VIOLENT] == []

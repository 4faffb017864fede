"""Roles: who did it and to whom. Each case names a way of telling that would else lose or misname someone."""

from __future__ import annotations

import pytest

from sayso.model import Claim
from sayso.service.reading import Reader


def _claim(reader: Reader, text: str, kind: str) -> Claim:
    found = [c for c in reader.read_text(text).claims if c.type == kind]
    assert found, f"no {kind} claim"
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        ("A group of masked men attacked farmers near Kutum on Sunday, killing four.", "attack-civilians", ["men"]),
        ("Australia, Japan and New Zealand called for restraint.", "demand", ["Australia", "Japan", "New Zealand"]),
        ("The RSF left Bara. On Tuesday the paramilitaries shelled El Obeid.", "shelling", ["Rapid Support Forces"]),
        ("A warplane of the Sudanese army bombed a market in Nyala on Friday.", "airstrike", ["Sudan"]),
        ("Forty drones were shot down over Odesa overnight, the Ukrainian army said.", "interception", ["Ukrain"]),
        ("The attack carried out by the Rapid Support Forces on a market in El Fasher killed 12 people on Monday.",
         "attack-civilians", ["Rapid Support Forces"]),
        ("Israeli fighter jets dropped two bombs on a road near Rafah on Thursday.", "airstrike", ["Israel"]),
        ("The command post has banned the movement of trucks in Bure until Friday.", "emergency", ["command post"]),
        ("The attack on Kharkiv was beaten back on Monday, the Ukrainian army said.", "repel", ["Ukrain"]),
        ("American forces in Iraq have been attacked since October, by the Pentagon's count.", "clash", []),
    ],
)  # fmt: skip
def test_who_did_it(reader: Reader, text: str, kind: str, actors: list[str]) -> None:
    names = [a.name for a in _claim(reader, text, kind).actors]
    assert len(names) == len(actors)
    assert all(part in name for part, name in zip(actors, names, strict=True))


@pytest.mark.parametrize(
    ("text", "kind", "targets"),
    [
        ("A Russian drone flew into a minibus in Kherson, wounding four people.", "drone-strike", ["minibus"]),
        ("A shell struck an ambulance in Zawiya on Friday and wounded two paramedics.", "shelling", ["ambulance"]),
        ("Gunmen killed dozens of farmers near Kutum on Sunday.", "attack-civilians", ["farmers"]),
        ("France on Monday urged both sides to spare civilians.", "demand", ["sides"]),
        ("A convoy of 14 trucks with aid was turned back at Mellit on Monday.", "aid", ["convoy"]),
        ("None of the pupils or teachers was hurt in Rueso on Monday.", "casualties", ["pupils", "teachers"]),
        ("Russian drones flew over Estonia on Monday.", "violation", ["Estonia"]),
        ("Russia fired 40 drones at Kyiv on Monday. Air defences shot down 30 of them.", "interception", ["Russia"]),
        ("Soldiers of the Rapid Support Forces were killed in Nyala on Monday.", "casualties",
         ["Rapid Support Forces"]),
    ],
)  # fmt: skip
def test_to_whom(reader: Reader, text: str, kind: str, targets: list[str]) -> None:
    assert [t.name for t in _claim(reader, text, kind).targets] == targets


def test_who_says_it_is_no_victim(reader: Reader) -> None:
    """A list of victims must not run on into those who tell of them."""
    text = "A drone struck a clinic in Bara, killing a nurse, residents and a local official said."
    claim = _claim(reader, text, "drone-strike")
    assert not {t.name for t in claim.targets} & {"residents", "local official"}

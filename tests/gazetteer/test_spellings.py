"""Spellings and transliterations of one place meet, whether a list has them or not."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.gazetteer import Gazetteer, fold
from sayso.gazetteer.spellings import respellings
from sayso.mentions.places.atlas import Atlas
from sayso.rules import load_rulebook

PAIRS = list(csv.DictReader((Path(__file__).parent / "variants.csv").open(encoding="utf-8")))
_FLOOR = 0.95


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Atlas(load_rulebook(), Gazetteer.open()).gazetteer


def _ids(gazetteer: Gazetteer, name: str, country: str) -> set[str]:
    found = gazetteer.find(name) or gazetteer.respelt(name)
    return {entry.id for entry in [e for e in found if e.country == country][:4]}


def test_variants_of_conflict_towns_meet(gazetteer: Gazetteer) -> None:
    apart = [
        (p["one"], p["other"])
        for p in PAIRS
        if not _ids(gazetteer, p["one"], p["country"]) & _ids(gazetteer, p["other"], p["country"])
    ]
    assert len(PAIRS) >= 150
    assert 1 - len(apart) / len(PAIRS) >= _FLOOR, apart


def test_different_towns_stay_apart(gazetteer: Gazetteer) -> None:
    for one, other in (
        ("Homs", "Hama"),
        ("Sumy", "Sumgait"),
        ("Goma", "Gao"),
        ("Marib", "Mariupol"),
        ("Kunduz", "Kandahar"),
    ):
        assert fold(one) != fold(other)
        assert not {e.id for e in gazetteer.find(one)} & {e.id for e in gazetteer.find(other)}


def test_a_name_that_is_known_nowhere_is_not_bent_into_one_that_is(gazetteer: Gazetteer) -> None:
    for name in ("Zuqqabiri", "Qwertyuiop", "Xx"):
        assert gazetteer.respelt(name) == ()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=20))
def test_respelling_is_bounded_and_stable(name: str) -> None:
    found = respellings(fold(name))
    assert found == respellings(fold(name))
    assert sum(map(len, found)) < 1_000
    assert all(fold(name) not in keys for keys in found)

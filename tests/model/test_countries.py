"""Codes of countries stand once; whatever else knows countries has the same ones, or none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import sayso
from sayso.exports.countries import countries
from sayso.gazetteer import Gazetteer
from sayso.model.countries import alpha3, codes
from sayso.rules import load_rulebook
from sayso.rules.actors import StateRow

PACKAGE = Path(sayso.__file__).parent
HOME = PACKAGE / "model" / "countries.csv"
STATES = PACKAGE / "lang" / "en" / "rulebook" / "states.csv"
FEW = 12


def pairs(text: str) -> int:
    """How many countries have their alpha-2 and alpha-3 code in one line of this text, or one object of JSON."""
    if text.startswith("{"):
        text = text.replace("\n", " ").replace("}", "}\n")
    return sum(
        any({row.iso2, row.iso3} <= words for words in lines)
        for lines in [[set(re.findall(r"\b[A-Z]{2,3}\b", line)) for line in text.splitlines()]]
        for row in codes().values()
    )


def test_codes_are_one_of_each_for_every_country() -> None:
    known = codes()
    assert len({row.iso3 for row in known.values()}) == len(known) > 240
    assert (known["UA"].iso3, known["UA"].number, known["CD"].iso3, known["XK"].number) == ("UKR", 804, "COD", None)
    assert all(re.fullmatch("[A-Z]{2}", iso2) and re.fullmatch("[A-Z]{3}", row.iso3) for iso2, row in known.items())


def test_whoever_knows_countries_has_these_codes() -> None:
    """Else a state's army and the country it stands in would be of two countries."""
    rows = load_rulebook().rows(StateRow)
    assert len(rows) > 190
    assert {row.id: alpha3().get(row.iso2) for row in rows} == {row.id: row.id for row in rows}
    assert countries().keys() == codes().keys()
    places = Gazetteer.open().countries
    assert len(places) > 230
    assert {place.iso2: place.iso3 for place in places}.items() <= alpha3().items()


def test_a_second_table_is_seen() -> None:
    assert pairs(STATES.read_text(encoding="utf-8")) > 190
    assert pairs(json.dumps({"all": [{"a": row.iso2, "b": row.iso3} for row in codes().values()]}, indent=1)) > 240


@pytest.mark.parametrize("kind", ["*.py", "*.csv", "*.yaml", "*.json"])
def test_no_second_table_stands_anywhere(kind: str) -> None:
    """Else one of them is corrected and the other is not. The rulebook's states are held to the first one above."""
    files = [f for f in PACKAGE.rglob(kind) if f not in (HOME, STATES) and "static" not in f.parts]
    assert files
    assert {str(f.relative_to(PACKAGE)): n for f in files if (n := pairs(f.read_text(encoding="utf-8"))) > FEW} == {}

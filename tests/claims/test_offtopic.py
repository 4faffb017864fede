"""Reports of sport, markets, elections, weather: no violence may be read from the words of war that they borrow."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from sayso import Reader
from sayso.rules.ontology import types_with

FIELDS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("offtopic.yaml").read_text(encoding="utf-8"))
VIOLENT = types_with("armed") | {"abduction"}
ALLOWED = 0.02


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

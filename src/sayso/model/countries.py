"""Codes of countries: ISO 3166-1 alpha-2, alpha-3 and numeric. Whoever needs one asks here; no other table has them.

The rulebook's states are known by alpha-3 and may be fewer; what people call countries stands where it is used (names
of the gazetteer, of the formats of event data).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of one country. ``number``: None where there is none (Kosovo, whose letters are not ISO's own)."""

    iso2: str
    iso3: str
    number: int | None


@cache
def codes() -> Mapping[str, Codes]:
    """ISO 3166-1 alpha-2 to the codes of the country."""
    text = (resources.files("sayso.model") / "countries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return MappingProxyType(
        {r["iso2"]: Codes(r["iso2"], r["iso3"], int(r["number"]) if r["number"] else None) for r in rows}
    )


@cache
def alpha3() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3, as ``incidents.compare`` takes it."""
    return MappingProxyType({iso2: known.iso3 for iso2, known in codes().items()})

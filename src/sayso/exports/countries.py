"""Countries as the formats of event data call them: ISO numbers, names and regions.

``countries.csv`` beside this file: ISO 3166-1 codes, then the names and regions that ACLED and UCDP use. UCDP codes
what happens in Gaza and the West Bank under Israel; that is its convention, not ours.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """One country. ``number``: ISO 3166-1 numeric, None where there is none (Kosovo)."""

    iso2: str
    iso3: str
    number: int | None
    acled_country: str
    acled_region: str
    ucdp_country: str
    ucdp_region: str


@cache
def countries() -> dict[str, CountryCodes]:
    """ISO 3166-1 alpha-2 to the country."""
    text = (resources.files("sayso") / "exports" / "countries.csv").read_text(encoding="utf-8")
    rows = [
        CountryCodes(**{**row, "number": int(row["number"]) if row["number"] else None})  # type: ignore[arg-type]
        for row in csv.DictReader(text.splitlines())
    ]
    return {row.iso2: row for row in rows}


def country(iso2: str | None) -> CountryCodes | None:
    """The country with this ISO 3166-1 alpha-2 code, or None."""
    return countries().get(iso2) if iso2 else None


@cache
def alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3, as ``merging.compare`` takes it."""
    return {code: row.iso3 for code, row in countries().items()}

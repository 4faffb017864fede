"""Countries as the formats of event data call them: names and regions, with the codes of ``model.countries``.

``countries.csv`` beside this file: the names and regions that ACLED and UCDP use. UCDP codes
what happens in Gaza and the West Bank under Israel; that is its convention, not ours.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sayso.model.countries import codes


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
    rows = csv.DictReader(text.splitlines())
    return {
        row["iso2"]: CountryCodes(iso3=codes()[row["iso2"]].iso3, number=codes()[row["iso2"]].number, **row)
        for row in rows
    }


def country(iso2: str | None) -> CountryCodes | None:
    """The country with this ISO 3166-1 alpha-2 code, or None."""
    return countries().get(iso2) if iso2 else None

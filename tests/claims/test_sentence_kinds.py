"""Kinds of sentences that readers of reports get wrong, each with several of the kind and look-alikes that are not.

``kinds/*.yaml``: a kind with its cases. A case has a text and what must (``has``) and must not (``not``) be among its
claims, each as a row of conditions: ``type=a|b``, ``status=``, ``place=`` (part of the name), ``country=``, ``source=``
(part of a name), ``actor=``, ``time=DAY`` or ``DAY..DAY``, ``within=DAY..DAY``, ``notime``, ``voice=``, or a measure
with its number, ``killed=9``, ``killed=3..4``; ``total``/``stock``/``part`` what the figure counts. "nothing violent"
stands for no claim of violence at all. Published on Thursday 12 March 2026 unless ``published`` says otherwise.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.model import MEASURES, Claim, Figure, Reading
from sayso.rules.ontology import types_with
from sayso.service.reading import Reader

FOLDER = Path(__file__).with_name("kinds")
PUBLISHED = date(2026, 3, 12)
VIOLENT = types_with("armed") | {"abduction", "riot"}


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for kind, listed in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            found += [pytest.param(case, id=f"{kind}-{n}") for n, case in enumerate(listed, 1)]
    return found


def figure_fits(figure: Figure, measure: str, value: str, counting: str | None) -> bool:
    if counting == "part":
        return figure.part and figure_fits(figure, measure, value, None)
    low, _, high = value.partition("..")
    bounds = (float(low), float(high or low))
    ends = (figure.low, figure.high if figure.high is not None else figure.low)
    return figure.measure == measure and ends == bounds and counting in (None, figure.counting)


def time_fits(claim: Claim, value: str, within: bool) -> bool:
    first, _, last = value.partition("..")
    wanted = (date.fromisoformat(first), date.fromisoformat(last or first))
    if claim.time is None:
        return False
    told = (claim.time.earliest, claim.time.latest)
    if within:
        return None not in told and wanted[0] <= told[0] and told[1] <= wanted[1]  # type: ignore[operator]
    return told == wanted


def fits(claim: Claim, row: str, reading: Reading) -> bool:
    conditions = row.split()
    counting = next((c for c in conditions if c in ("total", "stock", "new", "part")), None)
    for condition in conditions:
        key, _, value = condition.partition("=")
        value = value.replace("_", " ")
        if key in MEASURES:
            ok = any(figure_fits(f, key, value, counting) for f in claim.figures)
        elif key in ("time", "within"):
            ok = time_fits(claim, value, key == "within")
        elif key == "notime":
            ok = claim.time is None
        elif key == "nofigure":
            ok = not claim.figures
        elif key in ("total", "stock", "new", "part"):
            ok = True
        elif key == "type":
            ok = claim.type in value.split("|")
        elif key == "status":
            ok = claim.status in value.split("|")
        elif key == "voice":
            ok = (claim.attribution.voice if claim.attribution else "own") == value
        elif key == "place":
            ok = claim.place is not None and value.lower() in (claim.place.place.name + claim.place.text).lower()
        elif key == "country":
            ok = claim.place is not None and claim.place.place.country == value
        elif key == "source":
            ok = any(value.lower() in s.name.lower() for s in claim.sources)
        elif key == "actor":
            ok = any(value.lower() in r.name.lower() for r in claim.actors)
        elif key == "target":
            ok = any(value.lower() in r.name.lower() for r in claim.targets)
        else:
            raise ValueError(f"unknown condition {condition!r}")
        if not ok:
            return False
    return True


@pytest.mark.parametrize("case", cases())
def test_kind(reader: Reader, case: dict[str, Any]) -> None:
    published = case.get("published", PUBLISHED)
    reading = reader.read_text(case["text"], published=published)
    told = [(c.type, c.status, [(f.measure, f.low) for f in c.figures]) for c in reading.claims]
    for row in case.get("has", ()):
        assert any(fits(claim, row, reading) for claim in reading.claims), (row, told)
    for row in case.get("not", ()):
        if row == "nothing violent":
            assert not [c for c in reading.claims if c.type in VIOLENT and c.status != "denied"], told
        else:
            assert not any(fits(claim, row, reading) for claim in reading.claims), (row, told)

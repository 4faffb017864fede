"""FollowTheMoney: every entity is one that the library's own schemata allow.

``data/followthemoney.json`` holds the schemata that the export names, with all that they inherit from, the types of
their properties and the codes of countries and languages, as the newest library has them, which needs a compiler and
ICU. The last one that needs neither is asked itself (``test_other_forms``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from sayso.exports import ftm
from sayso.exports.dossiers import Dossier, Told

from .incidents import CIVILIANS, RSF, RUS, UKR, dossier, killed, says

KNOWN = json.loads((Path(__file__).with_name("data") / "followthemoney.json").read_text(encoding="utf-8"))
SCHEMATA: dict[str, Any] = KNOWN["schemata"]
FORMS = {
    "date": re.compile(r"\d{4}(-\d\d(-\d\d)?)?"),
    "url": re.compile(r"https?://[^\s/]+(/\S*)?"),
    "country": re.compile("|".join(KNOWN["country"])),
    "language": re.compile("|".join(KNOWN["language"])),
    "entity": re.compile(r"[0-9a-f]{40}"),
}
HOSTILE = "<script>alert(1)</script> ]]> & \u202eevil \x0b"


def lineage(schema: str) -> Iterator[str]:
    yield schema
    for parent in SCHEMATA[schema]["extends"]:
        yield from lineage(parent)


def faults(entities: list[dict[str, Any]]) -> list[str]:
    """What the schemata do not allow in these entities."""
    by = {entity["id"]: entity["schema"] for entity in entities}
    found = []
    for entity in entities:
        schema, told = SCHEMATA.get(entity["schema"]), entity["properties"]
        if schema is None or schema["abstract"]:
            found.append(f"{entity['schema']} is no schema of entities")
            continue
        allowed = {k: v for name in lineage(entity["schema"]) for k, v in SCHEMATA[name]["properties"].items()}
        found += [f"{entity['schema']} lacks {name}" for name in sorted(set(schema["required"]) - told.keys())]
        for name, values in told.items():
            kind = allowed.get(name)
            if kind is None:
                found.append(f"{entity['schema']} has no property {name}")
                continue
            form = FORMS.get(kind["type"])
            found += [f"{name}: {v!r} is no {kind['type']}" for v in values if form and not form.fullmatch(v)]
            if kind["type"] == "entity":
                found += [f"{name}: a {by.get(v)} is no {kind['range']}" for v in values
                          if kind["range"] not in lineage(by.get(v, "Thing"))]  # fmt: skip
    return found


def at(url: str, told: Told) -> Told:
    return replace(told, document=replace(told.document, url=url))


def written(*dossiers: Dossier) -> list[dict[str, Any]]:
    out = StringIO()
    ftm.write(dossiers, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_entity_is_one_that_the_schemata_allow() -> None:
    war = dossier(
        at("https://a.example/1", says("shelling", "Dead", killed("3", 3), actors=[RUS], targets=[UKR, CIVILIANS]))
    )
    rebels = dossier(at("ftp://no.example", says("clash", HOSTILE, actors=[RSF, UKR], outlet=HOSTILE, title=HOSTILE)))
    bare = dossier(says("protest", days=None, place=None, outlet=None, published=None))
    entities = written(war, rebels, bare)
    assert {entity["schema"] for entity in entities} == {"Article", "Event", "Organization", "PublicBody"}
    assert faults(entities) == []


@pytest.mark.parametrize(
    ("schema", "name", "values", "fault"),
    [
        ("Event", "startDate", ["10 March 2025"], "startDate: '10 March 2025' is no date"),
        ("Event", "country", ["UA"], "country: 'UA' is no country"),
        ("Event", "casualties", ["3"], "Event has no property casualties"),
        ("Event", "proof", ["0" * 40], "proof: a None is no Document"),
        ("Article", "sourceUrl", ["ftp://a.example"], "sourceUrl: 'ftp://a.example' is no url"),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_found(schema: str, name: str, values: list[str], fault: str) -> None:
    """Else a check that lets everything through would pass for ever."""
    entities = written(dossier(says("shelling", actors=[RUS])))
    next(e for e in entities if e["schema"] == schema)["properties"][name] = values
    assert faults(entities) == [fault]

"""One real report, coded by hand and kept outside the project: read where it is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evaluation.claims import Result, score_claims
from evaluation.gold import read_json_gold
from sayso.model import Reading
from sayso.service.reading import Reader

SEED = Path(__file__).parents[1] / "../shared/seed"
FLOORS = {"source": 0.90, "figures": 1.0, "place_named": 0.90, "time": 0.80, "status": 0.90}
FOUND, EXTRA = 21, 3
FIELDS = ("source", "figures", "place_named", "time", "status")

pytestmark = pytest.mark.skipif(not (SEED / "claims.json").is_file(), reason="no ../shared/seed beside the project")


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    return reader.read_path(SEED / "report.txt", published=date(2024, 8, 11), outlet="NBC News")


@pytest.fixture(scope="module")
def result(reading: Reading) -> Result:
    (gold,) = read_json_gold(SEED / "claims.json", reading.document.text)
    return score_claims([(gold, reading)])


def account(result: Result, reading: Reading) -> str:
    """The scores and everything that is wrong, for a person to read."""
    lines = [f"{name:16}{value:.2f}" for name, value in result.scores().items()]
    for pair in result.pairs:
        gold, read = pair.gold, pair.read
        wrong = [name for name in FIELDS if not pair.right.get(name, True)]
        if wrong:
            lines += [
                f"wrong {', '.join(wrong)}: {gold.type} {gold.trigger!r}",
                f"   coded {gold.sources} {gold.place} {gold.earliest}–{gold.latest} {gold.status}",
                f"   read  {tuple(s.name for s in read.sources)} {read.place and read.place.place.name} "
                f"{read.time and (str(read.time.earliest), str(read.time.latest))} {read.status}",
            ]
    lines += [f"missed: {claim.type} {claim.trigger!r}" for _, claim in result.missed]
    lines += [f"extra: {claim.type} {reading.text(claim.trigger)!r} [{claim.rule}]" for _, claim in result.extra]
    return "\n" + "\n".join(lines)


def test_the_claims_are_found_and_few_are_made_up(result: Result, reading: Reading) -> None:
    told = account(result, reading)
    assert len(result.pairs) + len(result.missed) == 25
    assert len(result.pairs) >= FOUND, told
    assert len(result.extra) <= EXTRA, told


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_found_is_right(result: Result, reading: Reading, field: str) -> None:
    assert result.scores()[field] >= FLOORS[field], account(result, reading)

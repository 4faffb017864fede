"""Whether the places of coded reports are known: what the gazetteer lacks told apart from what is chosen wrongly.

Asked with a coded place's words in their report, each once, save words that name nothing ("the city"). ``resolves``:
the reading has a place there, or the name and its context lead to one, with a point; ``near``: that place is within
25 km, of those coded with a point; ``right``: as a claim's place is judged (an area by its name, within its reach).
``known``: some bearer of the name lies within 25 km, so that the rest are gaps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from evaluation.gold import GoldClaim, GoldReport
from evaluation.naming import NEAR_KM, place_strict, same_name
from sayso.gazetteer import Gazetteer
from sayso.mentions.places import Places
from sayso.model import Claim, PlaceMention, Reading, Span
from sayso.model.geo import kilometres
from sayso.service.reading import Reader
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL


@dataclass(frozen=True, slots=True)
class Asked:
    """A coded place and what came of it. ``known``: whether a bearer of its name is near; None without a point."""

    report: str
    gold: GoldClaim
    words: str
    found: PlaceMention | None
    known: bool | None

    @property
    def near(self) -> bool:
        """Whether the place found is within 25 km of the one coded."""
        return self.found is not None and _apart(self.gold, self.found) <= NEAR_KM

    @property
    def right(self) -> bool:
        """Whether it is right as the place of a claim is."""
        return self.found is not None and place_strict(self.gold, _claim(self.found))


def asked(reader: Reader, reports: Iterable[GoldReport]) -> Iterator[Asked]:
    """Every coded place of the reports with words of its own."""
    resources = Resources(rulebook=reader.rulebook, gazetteer=Gazetteer.open(), model=DEFAULT_MODEL)
    stage = Places(resources)
    for report in reports:
        coded = {(c.place, c.evidence.place): c for c in report.claims if c.place and c.evidence.place}
        if not coded:
            continue
        reading = reader.read_text(report.text, published=report.published, outlet=report.outlet)
        spans = [span for _, span in coded if span]
        for claim, span, given in zip(coded.values(), spans, stage.resolve(reading, spans), strict=True):
            words = report.text[span.start : span.end]
            named = same_name(claim.place or "", [words])
            found = _mentioned(reading, claim, span, named) or (given if named else None)
            if found or named:  # "the city" names nothing
                yield Asked(report.id, claim, words, found, _known(claim, words, stage.gazetteer))


def placing_scores(found: Iterable[Asked]) -> dict[str, float]:
    """The shares named above, and those within 25 km of the places coded as points."""
    sums: Counter[str] = Counter()
    for one in found:
        kinds = ["all", *(["point"] if one.known is not None and one.gold.precision == "point" else [])]
        for kind in kinds:
            sums[kind] += 1
            sums[f"{kind} resolves"] += one.found is not None and one.found.place.lat is not None
            sums[f"{kind} right"] += one.right
            sums[f"{kind} coded"] += one.known is not None
            sums[f"{kind} near"] += one.known is not None and one.near
            sums[f"{kind} known"] += bool(one.known) or (one.known is not None and one.near)
    return {
        f"{kind}_{name}": round(sums[f"{kind} {name}"] / max(1, sums[kind if name in _OF_ALL else f"{kind} coded"]), 4)
        for kind in ("all", "point")
        for name in ("resolves", "right", "near", "known")
    }


_OF_ALL = ("resolves", "right")


def placing_lines(found: Iterable[Asked]) -> list[str]:
    """What fails, gaps of the gazetteer first, by country."""
    lines = []
    for one in found:
        if not one.right:
            kind = "gap" if not one.known else "choice"
            place = one.found.place if one.found else None
            read = f"{place.name}, {place.country} ({place.precision})" if place else "nothing"
            gold = f"{one.gold.country or '-'}  {one.gold.place} ({one.gold.precision})"
            lines.append(f"{kind:7}{gold}  “{one.words}” → {read}  {one.report}")
    return sorted(lines, key=lambda line: (not line.startswith("gap"), line))


def _mentioned(reading: Reading, claim: GoldClaim, span: Span, named: bool) -> PlaceMention | None:
    """The reading's place in these words where they name it, or that of the coded name wherever the report has it."""
    here = [m for m in reading.places if named and m.start < span.end and span.start < m.end]
    name = (claim.place or "").casefold()
    others = [m for m in reading.places if name in (m.text.casefold(), m.place.name.casefold())]
    return next(iter(here or others), None)


def _known(claim: GoldClaim, words: str, gazetteer: Gazetteer) -> bool | None:
    if claim.lat is None or claim.lon is None:
        return None
    names = (claim.place or "", words)
    bearers = (e for n in names for e in (*gazetteer.find(n), *gazetteer.villages(n)))
    return any(kilometres(claim.lat, claim.lon, e.lat, e.lon) <= NEAR_KM for e in bearers)


def _apart(gold: GoldClaim, found: PlaceMention) -> float:
    place = found.place
    if gold.lat is None or gold.lon is None or place.lat is None or place.lon is None:
        return float("inf")
    return kilometres(gold.lat, gold.lon, place.lat, place.lon)


def _claim(found: PlaceMention) -> Claim:
    span = Span(start=found.start, end=found.end)
    return replace(_BARE, trigger=span, sentence=span, place=found)


_BARE = Claim(
    id="", type="clash", status="asserted", trigger=Span(start=0, end=0), sentence=Span(start=0, end=0), actors=(),
    targets=(), place=None, time=None, figures=(), attribution=None, confidence=0.0, rule="",
)  # fmt: skip

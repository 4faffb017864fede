"""Check the codings of real reports against their words and the globe: what no coder can have meant.

Offsets, words and values that cannot be are found here; whether a coding is right only a second reading can tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from evaluation.checking import LASTING
from evaluation.drafts import DraftProblem, DraftReport
from evaluation.errors import GoldError
from evaluation.gold import GoldClaim, GoldFigure, GoldReport
from evaluation.real import coding_of, join, read_both, read_coding
from evaluation.stated import allows, heads_in, numbers_in, time_in
from sayso.gazetteer import Gazetteer
from sayso.gazetteer.gazetteer import DATA
from sayso.gazetteer.store import Rows
from sayso.model import PERSONS, Span
from sayso.model.geo import kilometres

"""The units whose figures may rest on names instead of numbers."""
_NEAR_KM = 75.0
"""So far from the next known place of its country a coded point may lie."""
_FAR_KM = 500.0
_WIDE_KM = {"country": 400.0, "admin1": 150.0}
_STRETCH = re.compile(r"\b(?:week|month|year|decade)s?\b")
"""Words for stretches of time, which are coded to their last day even if that is still to come."""
_ZONES = timedelta(1)
"""What a report may be dated before its events, written on the other side of the globe."""
_DEGREES = 5
"""The reach of the search for places of a country, in degrees."""
_ROUGH = 1
"""Degrees of a square in which places are looked for."""


class Countries:
    """Where the known places of each country are, to tell whether a point can lie in it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @cached_property
    def _squares(self) -> dict[tuple[int, int], list[tuple[float, float, str]]]:
        codes = [country.iso2 for country in self._gazetteer.countries]
        found: dict[tuple[int, int], list[tuple[float, float, str]]] = defaultdict(list)
        rows = Rows(DATA / "rows.bin")
        for number in range(rows.count):
            row = rows[number]
            found[_square(row.lat, row.lon)].append((row.lat, row.lon, codes[row.country]))
        return found

    def outside(self, country: str, lat: float, lon: float, margin: float) -> str:
        """Why the point cannot be in the country, or "".

        It can where a known place of the country is within the margin (kilometres), or none of another one is nearer.
        """
        row, column = _square(lat, lon)
        nearest: dict[str, float] = {}
        for up in range(row - _DEGREES, row + _DEGREES + 1):
            for along in range(column - _DEGREES, column + _DEGREES + 1):
                for place in self._squares.get((up, along), ()):
                    apart = kilometres(lat, lon, place[0], place[1])
                    nearest[place[2]] = min(apart, nearest.get(place[2], apart))
        if nearest.get(country, _FAR_KM) <= margin or not nearest or min(nearest, key=nearest.__getitem__) == country:
            return ""
        other = min(nearest, key=nearest.__getitem__)
        return f"{nearest[other]:.0f} km from {other} and {nearest.get(country, _FAR_KM):.0f} or more from {country}"


def _square(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // _ROUGH), int(lon // _ROUGH)


def check_coding(report: GoldReport, countries: Countries) -> Iterator[tuple[int, str]]:
    """The number of a claim (from 1) and what cannot be in it, for all claims of a report that has its text."""
    seen: dict[GoldClaim, int] = {}
    for number, claim in enumerate(report.claims, 1):
        for problem in _check_claim(claim, report, countries):
            yield number, problem
        if claim in seen:
            yield number, f"is the same as claim {seen[claim]}"
        seen[claim] = number


def check_draft(report: DraftReport, file: str, countries: Countries) -> Iterator[DraftProblem]:
    """The same for a report of a draft, with the lines of the draft."""
    raw = coding_of(report.text, report.cluster, "", report.claims, report.none)
    coded = replace(read_coding(raw, file).report, text=report.text.text)
    for number, problem in check_coding(coded, countries):
        yield DraftProblem(file=file, line=report.lines[number - 1], report=report.text.id, problem=problem)


def check_real(corpus: Path, shared: Path, countries: Countries) -> tuple[list[GoldReport], list[GoldError], list[str]]:
    """The real reports of a corpus, what is wrong in their codings (second ones too), and which texts are missing."""
    first, second = read_both(corpus)
    problems: list[GoldError] = []
    missing: dict[str, None] = {}
    for codings in (first, second):
        files = {coding.report.id: coding.file for coding in codings}
        found = join(codings, shared)
        missing |= dict.fromkeys(found.missing)
        problems += [
            GoldError(files[report.id], f"{report.id}: claim {number}", problem)
            for report in found.reports
            for number, problem in check_coding(report, countries)
        ]
    return [coding.report for coding in first], problems, list(missing)


def _check_claim(claim: GoldClaim, report: GoldReport, countries: Countries) -> Iterator[str]:
    text, evidence = report.text, claim.evidence
    for name, span in _spans(claim):
        if span and not 0 <= span.start < span.end <= len(text):
            yield f"{name} [{span.start}, {span.end}] is outside the text"
            return
    if evidence.trigger is None or not claim.sentence.contains(evidence.trigger):
        yield "its trigger is not in its sentence"
    elif text[evidence.trigger.start : evidence.trigger.end] != claim.trigger:
        yield f"its trigger {claim.trigger!r} is not the words of the text"
    if bool(claim.sources) == (claim.voice == "own"):
        yield f"voice {claim.voice!r} does not go with sources {list(claim.sources)}"
    for source, span in zip(claim.sources, evidence.sources, strict=True):
        if span is None:
            yield f"source {source!r} stands on no words of the report"
    sentence = text[claim.sentence.start : claim.sentence.end]
    for figure in claim.figures:
        yield from _check_figure(figure, text, sentence)
    yield from _check_time(claim, text, report.published)
    yield from _check_place(claim, countries)


def _spans(claim: GoldClaim) -> Iterator[tuple[str, Span | None]]:
    evidence = claim.evidence
    yield "sentence", claim.sentence
    for name in ("trigger", "place", "time", "cue"):
        yield name, getattr(evidence, name)
    for name in ("actors", "targets", "sources"):
        yield from ((name.removesuffix("s"), span) for span in getattr(evidence, name))
    yield from (("figure", figure.span) for figure in claim.figures)


def _check_figure(figure: GoldFigure, text: str, sentence: str) -> Iterator[str]:
    name = f"figure {figure.measure} {figure.unit}"
    if figure.span is None:
        yield f"{name} stands on no words"
        return
    words = text[figure.span.start : figure.span.end]
    stated, coded = numbers_in(words), [value for value in (figure.low, figure.high) if value is not None]
    listed = heads_in(words) if figure.unit in PERSONS else 0
    if "as many" in words.lower() or (0 in coded and 0 in numbers_in(sentence)):
        return
    if not any(value in stated or 1 <= value <= listed for value in coded):
        shown = ", ".join(f"{value:g}" for value in coded)
        yield f"{name} is coded {shown}, but its words are {words!r}"
    if figure.bound == "exact" and figure.low != figure.high:
        yield f"{name} is exact but runs from {figure.low} to {figure.high}"


def _check_time(claim: GoldClaim, text: str, published: date | None) -> Iterator[str]:
    span = claim.evidence.time
    if span is None:
        if claim.earliest or claim.latest:
            yield "its time stands on no words"
        return
    if claim.note:  # a coder who reads the time otherwise says why
        return
    words = text[span.start : span.end]
    written = time_in(words)
    if problem := allows(written, claim.earliest, claim.latest, published):
        yield f"time {words!r} {problem}"
    late = max((day for day in (claim.earliest, claim.latest) if day), default=None)
    ahead = written.days or _STRETCH.search(words) or claim.type in LASTING or claim.status in ("planned", "uncertain")
    if late and published and late > published + _ZONES and not ahead:
        yield f"ends on {late}, after the report of {published}, and is {claim.status}"


def _check_place(claim: GoldClaim, countries: Countries) -> Iterator[str]:
    if claim.place is None:
        return
    if claim.evidence.place is None:
        yield f"place {claim.place!r} stands on no words"
    if claim.lat is None or claim.lon is None:
        return
    if not (-90 <= claim.lat <= 90 and -180 <= claim.lon <= 180):
        yield f"coordinates {claim.lat}, {claim.lon} are not on the globe"
    elif claim.country and claim.precision != "region":
        margin = _WIDE_KM.get(claim.precision or "", _NEAR_KM)
        if problem := countries.outside(claim.country, claim.lat, claim.lon, margin):
            yield f"place {claim.place!r} at {claim.lat}, {claim.lon} is {problem}"

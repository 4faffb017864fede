"""Drafts: codings of real reports as a coder writes them, quoting the report; read here into stand-off codings.

A draft is a text file with one or more reports. It quotes them, so it is kept outside the repository; a coding
(``evaluation.real``) holds offsets, names and values, and no words of a report but the triggers.

    report: ID                             # of a collection
    cluster: SLUG                          # the event, e.g. aleppo-hospital-2016-08; same event, same slug
    claim: TYPE STATUS | s3 | shelled      # type, status, sentence(s) "s3" or "s3-4", trigger words in it
     actor: NAME = WORDS @1                # who; WORDS as they stand (in the claim's sentence unless @N names another)
     target: WORDS                         # without "=", the name is the words
     place: NAME, CC, LAT, LON, PRECISION = WORDS     # "-" for a coordinate that is not known; precision default point
     time: 2016-08-01..2016-08-02 = WORDS  # one day, a range, open "..DAY" or "DAY..", "?" when it cannot be resolved
     figure: MEASURE UNIT NUMBER [new|total|stock] [part] = WORDS
     source: NAME = WORDS                  # the chain, closest to the event first; equal standing in the order named
     voice: indirect = said                # own, quote, indirect, according-to; the cue's words
     incident: LABEL                       # the same label for one happening in a report and its cluster
     note: why                             # with a note, a time that words and publication do not allow is let pass
    none: reason                           # instead of claims, for a report that has none

NUMBER: ``12``, ``12+`` (at least), ``<=12`` (at most), ``~12`` (about), ``~200+`` (hundreds), ``7..8`` (a range). WORDS
``#2`` means their second occurrence in the sentence. ``= -`` where nothing in the report says it in words. A line that
begins with ``##`` is a remark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.texts import Text, coded_sentences
from sayso.model import COUNTINGS, EVENT_TYPES, MEASURES, PRECISIONS, STATUSES, UNITS, VOICES, Span

_NUMBER = re.compile(r"(~|<=)?([\d,.]+?)(?:\.\.([\d,.]+))?(\+)?")
_WHERE = re.compile(r"s(\d+)(?:-(\d+))?")
_SUFFIX = re.compile(r"\s+([@#])(\d+)$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class _Wrong(Exception):
    """What is wrong with a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftProblem:
    """What is wrong in a draft: file, line (1-based), the report's id (empty outside one), what."""

    file: str
    line: int
    report: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.report}: {self.problem}"


@dataclass(slots=True)
class DraftReport:
    """One report of a draft. ``claims``: as in a stand-off coding; ``lines``: where each stands in the draft."""

    text: Text
    line: int
    cluster: str = ""
    none: str = ""
    claims: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)

    def span(self, words: str, claim: Mapping[str, Any]) -> list[int]:
        """Where the words stand; ``@N`` names a sentence, ``#N`` an occurrence in it."""
        start, end = claim["sentence"]
        nth = 1
        while match := _SUFFIX.search(words):
            words, number = words[: match.start()], int(match[2])
            if match[1] == "#":
                nth = number
            elif not 1 <= number <= len(self.sentences):
                raise _Wrong(f"there is no sentence {number}; the report has {len(self.sentences)}")
            else:
                start, end = self.sentences[number - 1].start, self.sentences[number - 1].end
        at = start - 1
        for _ in range(nth):
            at = self.text.text.find(words, at + 1, end)
            if at < 0:
                raise _Wrong(f"{words!r} is not in {self.text.text[start:end]!r}")
        return [at, at + len(words)]


def read_draft(path: Path, texts: Mapping[str, Text]) -> tuple[list[DraftReport], list[DraftProblem]]:
    """The reports of a draft, and all that is wrong in it, line by line."""
    reading = _Reading(str(path), texts)
    for line, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if raw.strip() and not raw.lstrip().startswith("##"):
            reading.take(line, raw.strip())
    reading.close()
    return reading.reports, reading.problems


class _Reading:
    """A draft while it is read, line by line."""

    def __init__(self, file: str, texts: Mapping[str, Text]) -> None:
        self.file, self.texts = file, texts
        self.reports: list[DraftReport] = []
        self.problems: list[DraftProblem] = []
        self.report: DraftReport | None = None
        self.claim: dict[str, Any] | None = None

    def take(self, line: int, raw: str) -> None:
        key, colon, value = (part.strip() for part in raw.partition(":"))
        try:
            if not colon:
                raise _Wrong("expected 'key: value'")
            self._take(line, key, value)
        except (_Wrong, ValueError) as error:
            self._wrong(line, str(error))

    def _take(self, line: int, key: str, value: str) -> None:
        if key == "report":
            self.close()
            if value not in self.texts:
                raise _Wrong(f"no report {value!r} in the collections")
            text = self.texts[value]
            self.report = DraftReport(text, line, sentences=coded_sentences(text.text))
            self.reports.append(self.report)
        elif self.report is None:
            raise _Wrong("belongs below a report that could be read")
        elif key == "claim":
            self._end_claim()
            self.claim = _new_claim(value, self.report)
            self.report.claims.append(self.claim)
            self.report.lines.append(line)
        elif key in ("cluster", "none"):
            setattr(self.report, key, value)
        elif self.claim is None:
            raise _Wrong("belongs below a claim that could be read")
        else:
            _fill(key, value, self.claim, self.report)

    def close(self) -> None:
        """End the report: what only the whole of it shows."""
        self._end_claim()
        if self.report is not None:
            if not self.report.cluster:
                self._wrong(self.report.line, "the report has no cluster")
            if bool(self.report.claims) == bool(self.report.none):
                self._wrong(self.report.line, "a report has either claims or 'none: reason'")
        self.report = None

    def _end_claim(self) -> None:
        if self.claim is not None and self.report is not None:
            voice, sources = self.claim["voice"], self.claim["sources"]
            if bool(sources) == (voice == "own"):
                self._wrong(self.report.lines[-1], f"voice {voice!r} does not go with {len(sources)} sources")
        self.claim = None

    def _wrong(self, line: int, problem: str) -> None:
        report = self.report.text.id if self.report else ""
        self.problems.append(DraftProblem(file=self.file, line=line, report=report, problem=problem))


def _new_claim(value: str, report: DraftReport) -> dict[str, Any]:
    try:
        coded, where, trigger = (part.strip() for part in value.split("|", 2))
        kind, status = coded.split()
    except ValueError:
        raise _Wrong("a claim is TYPE STATUS | sN | TRIGGER") from None
    match = _WHERE.fullmatch(where)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last <= len(report.sentences):
        raise _Wrong(f"{where!r} is no sentence of the report (s1 to s{len(report.sentences)})")
    claim: dict[str, Any] = {
        "type": _one_of(kind, EVENT_TYPES, "type"),
        "status": _one_of(status, STATUSES, "status"),
        "sentence": [report.sentences[first - 1].start, report.sentences[last - 1].end],
        "actors": [], "targets": [], "place": None, "time": None, "figures": [], "sources": [], "voice": "own",
    }  # fmt: skip
    claim["trigger"] = report.span(trigger, claim)
    claim["words"] = report.text.text[slice(*claim["trigger"])]
    return claim


def _fill(key: str, value: str, claim: dict[str, Any], report: DraftReport) -> None:
    """One line below a claim."""
    if key in ("actor", "target", "source"):
        claim[f"{key}s"].append(_named(value, report, claim))
    elif key == "figure":
        claim["figures"].append(_figure(value, report, claim))
    elif key in ("place", "time"):
        if claim[key]:
            raise _Wrong(f"the claim has a {key} already")
        read: Callable[..., dict[str, Any]] = _place if key == "place" else _time
        claim[key] = read(value, report, claim)
    elif key == "voice":
        name, _, cue = (part.strip() for part in value.partition(" = "))
        claim["voice"] = _one_of(name, VOICES, "voice")
        if cue:
            claim["cue"] = report.span(cue, claim)
    elif key in ("incident", "note"):
        claim[key] = value
    else:
        raise _Wrong(f"unknown key {key!r}")


def _named(value: str, report: DraftReport, claim: dict[str, Any]) -> dict[str, Any]:
    """``NAME = WORDS`` or ``WORDS``."""
    name, equals, words = (part.strip() for part in value.partition(" = "))
    if equals:
        return {"name": name, "span": None if words == "-" else report.span(words, claim)}
    span = report.span(value, claim)
    return {"name": report.text.text[slice(*span)], "span": span}


def _coded(value: str, form: str) -> tuple[str, str]:
    coded, equals, words = (part.strip() for part in value.partition(" = "))
    if not equals:
        raise _Wrong(f"write {form} = WORDS")
    return coded, words


def _figure(value: str, report: DraftReport, claim: dict[str, Any]) -> dict[str, Any]:
    coded, words = _coded(value, "MEASURE UNIT NUMBER [new|total|stock] [part]")
    measure, unit, amount, *rest = coded.split()
    for word in rest:
        _one_of(word, (*COUNTINGS, "part"), "counting")
    return {
        "measure": _one_of(measure, MEASURES, "measure"),
        "unit": _one_of(unit, UNITS, "unit"),
        **_bounds(amount),
        "counting": next((word for word in rest if word in COUNTINGS), "new"),
        **({"part": True} if "part" in rest else {}),
        "span": report.span(words, claim),
    }


def _bounds(amount: str) -> dict[str, Any]:
    match = _NUMBER.fullmatch(amount)
    if not match:
        raise _Wrong(f"{amount!r} is no number; write 12, 12+, <=12, ~12, ~200+ or 7..8")
    low = float(match[2].replace(",", ""))
    high = float(match[3].replace(",", "")) if match[3] else low
    about = match[1] == "~" or match[3]
    bound = "about" if about else "at-most" if match[1] else "at-least" if match[4] else "exact"
    return {"low": None if match[1] == "<=" else low, "high": None if match[4] else high, "bound": bound}


def _place(value: str, report: DraftReport, claim: dict[str, Any]) -> dict[str, Any]:
    coded, words = _coded(value, "NAME, CC, LAT, LON[, PRECISION]")
    parts = [part.strip() for part in coded.split(",")]
    precision = parts.pop() if parts[-1] in PRECISIONS else "point"
    if len(parts) < 4:
        raise _Wrong("a place is NAME, CC, LAT, LON[, PRECISION] = WORDS; '-' for what is not known")
    *name, country, lat, lon = parts
    if country != "-" and not re.fullmatch("[A-Z]{2}", country):
        raise _Wrong(f"country {country!r} is no code of two capital letters")
    return {
        "name": ", ".join(name),
        "country": None if country == "-" else country,
        **({"lat": None, "lon": None} if "-" in (lat, lon) else {"lat": float(lat), "lon": float(lon)}),
        "precision": precision,
        "span": report.span(words, claim),
    }


def _time(value: str, report: DraftReport, claim: dict[str, Any]) -> dict[str, Any]:
    coded, words = _coded(value, "DAY, DAY..DAY, ..DAY, DAY.. or ?")
    days = ["", ""] if coded == "?" else coded.split("..") if ".." in coded else [coded, coded]
    for day in days:
        if day and not _DAY.fullmatch(day):
            raise _Wrong(f"{day!r} is no day (YYYY-MM-DD)")
    if all(days) and days[0] > days[1]:
        raise _Wrong(f"time runs backwards: {coded}")
    return {"earliest": days[0] or None, "latest": days[1] or None, "span": report.span(words, claim)}


def _one_of(value: str, valid: tuple[str, ...], what: str) -> str:
    if value not in valid:
        raise _Wrong(f"{what} {value!r} is not one of {', '.join(valid)}")
    return value

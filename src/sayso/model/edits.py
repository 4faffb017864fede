"""Edits: what people set in a claim, checked against the vocabulary; claims with it in place; claims that people add.

A value is plain JSON. A span that a person's value has no words for is that of the claim's trigger, so that every
stretch still equals ``text[start:end]``; the rule of such a mention is ``person``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from math import inf
from typing import Any

from sayso.errors import UsageError
from sayso.model.claims import (
    CLAIM_FIELDS,
    COUNTINGS,
    EVENT_TYPES,
    MEASURES,
    SOURCE_KINDS,
    STATUSES,
    Attribution,
    Claim,
    Figure,
    Role,
    Source,
    When,
)
from sayso.model.mentions import ACTOR_KINDS, BOUNDS, PRECISIONS, UNITS, Place, PlaceMention, TimeMention
from sayso.model.text import Span

PERSON = "person"
"""The rule of what a person said of a report, where a machine's would stand."""
Edits = tuple[tuple[str, str], ...]
"""Fields with the values (JSON text) that people set."""

_FIGURE = re.compile(r"(\S+)\s+(?:([a-z-]+)\s+)?(\d[\d,.]*)(?:\s*[-–]\s*(\d[\d,.]*))?(?:\s+(\S+))?")
_FIGURE_FORM = "MEASURE [BOUND] NUMBER[-NUMBER] [UNIT], as in “killed at-least 12 civilians”"
_DAYS_FORM = "YYYY-MM-DD, or first/last with .. for an open end, as in ../2025-03-09"
PLACE_KEYS = ("name", "id", "country", "admin1", "lat", "lon", "precision")
_BREAK = re.compile(r"[.!?]['\"”’)]*\s+|\n+")


def checked(field: str, value: Any) -> Any:
    """The value of a field as it is kept. Raises UsageError, which says what is valid.

    ``type``, ``status``: one of the vocabulary. ``actors``, ``targets``, ``sources``: names (separated by ``;``, or a
    list), or objects with ``name``, ``id``, ``side`` and for sources ``kind``. ``time``: a day, ``first/last``, or
    None. ``place``: an object, or None. ``figures``: such as ``killed at-least 12 civilians``, or a list of objects.
    """
    if field not in _CHECKS:
        raise UsageError(f"{field!r} is no field that can be edited; valid: {', '.join(FIELDS)}")
    return _CHECKS[field](value)


def edited(claim: Claim, edits: Iterable[tuple[str, str]], text: str) -> Claim:
    """The claim with these edits in place; ``text`` is its document's. A value that makes no sense changes nothing."""
    for field, value in edits:
        if field in _SET and makes_sense(field, value):
            claim = _SET[field](claim, checked(field, json.loads(value)), text)
            if field in CLAIM_FIELDS:  # its confidence was said of what the machine read
                claim = replace(claim, field_confidence=replace(claim.field_confidence, **{field: None}))
    return claim.within(text)


def makes_sense(field: str, value: str) -> bool:
    """Whether a field can have this value (JSON text); older ledgers let anything be set."""
    try:
        checked(field, json.loads(value))
    except (ValueError, UsageError):
        return False
    return True


def added(id: str, told: Mapping[str, Any], text: str) -> Claim:
    """A claim that a person found in a document's text; ``told``: ``start`` and ``end`` of its words, ``type``,
    ``status``, and what else of FIELDS is known."""
    trigger = Span(start=told["start"], end=told["end"])
    before = [found.end() for found in _BREAK.finditer(text, 0, trigger.start)]
    after = _BREAK.search(text, trigger.end)
    end = trigger.end + len(text[trigger.end : after.end() if after else len(text)].rstrip())
    claim = Claim(
        id=id, type=told["type"], status=told["status"], trigger=trigger,
        sentence=Span(start=before[-1] if before else 0, end=end), actors=(), targets=(), place=None, time=None,
        figures=(), attribution=None, confidence=1.0, rule=PERSON,
    )  # fmt: skip
    return edited(claim, [(field, json.dumps(told[field])) for field in FIELDS if field in told], text)


def one_of(what: str, value: Any, valid: Collection[str]) -> Any:
    """The value, which must be one of those that are valid. Raises UsageError."""
    if value not in valid:
        raise UsageError(f"{value!r} is no {what}; valid: {', '.join(valid)}")
    return value


def _parties(value: Any, *keys: str) -> list[dict[str, Any]]:
    given = value.split(";") if isinstance(value, str) else value or []
    if not isinstance(given, list):
        raise UsageError(f"{value!r} is no list of names")
    found = []
    for one in given:
        party = {"name": one.strip()} if isinstance(one, str) else one
        if not isinstance(party, dict) or not set(party) <= {"name", *keys} or not _is_named(party):
            raise UsageError(f"{one!r} is no name, nor an object with name, {', '.join(keys)}")
        found.append({"name": party["name"], **{key: party.get(key) for key in keys}})
    return found


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_named(party: dict[Any, Any]) -> bool:
    """Whether it has a name, and text in every other key that is given."""
    return _is_text(party.get("name")) and all(one is None or isinstance(one, str) for one in party.values())


def _roles(value: Any) -> list[dict[str, Any]]:
    found = _parties(value, "id", "side", "kind") if value else []
    return [{**one, "kind": one["kind"] and one_of("kind of actor", one["kind"], ACTOR_KINDS)} for one in found]


def _sources(value: Any) -> list[dict[str, Any]]:
    found = _parties(value, "id", "side", "kind") if value else []
    return [{**one, "kind": one_of("kind of source", one["kind"] or "unnamed", SOURCE_KINDS)} for one in found]


def _days(value: Any) -> dict[str, str | None] | None:
    if not value:
        return None
    try:
        if isinstance(value, str):
            first, _, last = value.partition("/")
            ends = [first, last or first]
        else:
            ends = [value[name] for name in ("earliest", "latest")]
        days = [date.fromisoformat(end) if end and end != ".." else None for end in ends]
    except (ValueError, TypeError, KeyError):
        raise UsageError(f"{value!r} is no day; valid: {_DAYS_FORM}") from None
    if days[0] and days[1] and days[0] > days[1]:
        raise UsageError(f"{days[0]} is after {days[1]}")
    return {name: day.isoformat() if day else None for name, day in zip(("earliest", "latest"), days, strict=True)}


def _place(value: Any) -> dict[str, Any] | None:
    if not value:
        return None
    if not isinstance(value, dict) or not set(value) <= set(PLACE_KEYS) or not _is_text(value.get("name")):
        raise UsageError(f"{value!r} is no place; valid: an object with {', '.join(PLACE_KEYS)}")
    one_of("precision", value.get("precision"), PRECISIONS)
    for name, most in (("lat", 90), ("lon", 180)):
        degrees = value.get(name)
        if degrees is not None and not (isinstance(degrees, int | float) and -most <= degrees <= most):
            raise UsageError(f"{degrees!r} is no {name}; valid: decimal degrees from -{most} to {most}")
    return {name: value.get(name) for name in PLACE_KEYS}


def _figures(value: Any) -> list[dict[str, Any]]:
    given = value.split(";") if isinstance(value, str) else value or []
    if not isinstance(given, list):
        raise UsageError(f"{value!r} is no list of figures; valid: {_FIGURE_FORM}")
    return [_figure(one) for one in given if one]


def _figure(value: Any) -> dict[str, Any]:
    told = _figure_words(value.strip()) if isinstance(value, str) else value
    if not isinstance(told, dict):
        raise UsageError(f"{value!r} is no figure; valid: {_FIGURE_FORM}")
    low, high = told.get("low"), told.get("high")
    numbers = [number for number in (low, high) if number is not None]
    if (
        not numbers
        or not all(isinstance(n, int | float) and 0 <= n < inf for n in numbers)
        or numbers != sorted(numbers)
    ):
        raise UsageError(f"{value!r} has no number, or a lowest above its highest; valid: {_FIGURE_FORM}")
    return {
        "measure": one_of("measure", told.get("measure"), MEASURES),
        "unit": one_of("unit", told.get("unit") or "people", UNITS),
        "low": low, "high": high,
        "bound": one_of("bound", told.get("bound") or "exact", BOUNDS),
        **({"counting": one_of("counting", told["counting"], COUNTINGS)} if told.get("counting") else {}),
        **({"part": told["part"] is True} if "part" in told else {}),
    }  # fmt: skip


def _figure_words(value: str) -> dict[str, Any]:
    found = _FIGURE.fullmatch(value)
    if found is None:
        raise UsageError(f"{value!r} is no figure; valid: {_FIGURE_FORM}")
    measure, bound, first, last, unit = found.groups()
    try:
        low, high = (float(number.replace(",", "")) for number in (first, last or first))
    except ValueError:
        raise UsageError(f"{value!r} is no figure; valid: {_FIGURE_FORM}") from None
    return {
        "measure": measure, "unit": unit, "bound": bound,
        "low": None if bound == "at-most" else low, "high": None if bound == "at-least" else high,
    }  # fmt: skip


def _note(value: Any) -> str:
    return str(value or "")


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "type": lambda value: one_of("event type", value, EVENT_TYPES),
    "status": lambda value: one_of("status", value, STATUSES),
    "actors": _roles, "targets": _roles, "place": _place, "time": _days, "figures": _figures, "sources": _sources,
    "note": _note,
}  # fmt: skip
FIELDS = tuple(_CHECKS)
"""What an edit can set."""


def _span(name: str, claim: Claim, text: str) -> dict[str, Any]:
    """Where the name stands in the claim's sentence, else where its trigger does."""
    start = text.lower().find(name.lower(), claim.sentence.start, claim.sentence.end)
    at = Span(start=start, end=start + len(name)) if start >= 0 else claim.trigger
    return {"start": at.start, "end": at.end}


def _set_roles(claim: Claim, made: list[dict[str, Any]], text: str) -> tuple[Role, ...]:
    return tuple(Role(**_span(one["name"], claim, text), **one) for one in made)


def _set_place(claim: Claim, made: dict[str, Any] | None, text: str) -> Claim:
    if made is None:
        return replace(claim, place=None)
    at = claim.place or claim.trigger
    words = text[at.start : at.end]
    mention = PlaceMention(start=at.start, end=at.end, text=words, rule=PERSON, place=Place(**made))
    return replace(claim, place=mention)


def _set_time(claim: Claim, made: dict[str, str | None] | None, text: str) -> Claim:
    if made is None:
        return replace(claim, time=None)
    earliest, latest = (date.fromisoformat(day) if day else None for day in made.values())
    at = claim.time.mention if claim.time else claim.trigger
    mention = TimeMention(
        start=at.start, end=at.end, text=text[at.start : at.end], rule=PERSON, kind="date", value="", grain="day",
        earliest=earliest, latest=latest,
    )  # fmt: skip
    return replace(claim, time=When(earliest=earliest, latest=latest, mention=mention))


def _set_figures(claim: Claim, made: list[dict[str, Any]], text: str) -> Claim:
    read = {(figure.measure, figure.unit): figure for figure in claim.figures}
    at: dict[str, Any] = {"start": claim.trigger.start, "end": claim.trigger.end}
    pairs = ((read.get((one["measure"], one["unit"])), one) for one in made)
    return replace(claim, figures=tuple(replace(old, **new) if old else Figure(**at, **new) for old, new in pairs))


def _set_sources(claim: Claim, made: list[dict[str, Any]], text: str) -> Claim:
    if not made:
        return replace(claim, attribution=None)
    sources = tuple(Source(**_span(one["name"], claim, text), **one) for one in made)
    said = claim.attribution or Attribution(
        sources=sources, cue=None, content=(claim.sentence,), voice="indirect", stance="asserts", rule=PERSON
    )
    return replace(claim, attribution=replace(said, sources=sources))


_SET: dict[str, Callable[[Claim, Any, str], Claim]] = {
    "type": lambda claim, made, text: replace(claim, type=made),
    "status": lambda claim, made, text: replace(claim, status=made),
    "actors": lambda claim, made, text: replace(claim, actors=_set_roles(claim, made, text)),
    "targets": lambda claim, made, text: replace(claim, targets=_set_roles(claim, made, text)),
    "place": _set_place, "time": _set_time, "figures": _set_figures, "sources": _set_sources,
}  # fmt: skip

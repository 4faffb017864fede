"""The query string as a filter: the same names with the same meaning as the options of the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from sayso.errors import SaysoError, UsageError
from sayso.model import EVENT_TYPES, MEASURES, STATUSES, days
from sayso.service.asking import filter_of, near_of
from sayso.store.filters import Filter
from sayso.store.protocol import Store

WORDS = ("since", "until", "place", "near", "measure", "actor", "target", "source", "text", "document", "incident",
         "min_confidence")  # fmt: skip
"""Parts of a filter that are told once."""
LISTS = {"type": EVENT_TYPES, "status": STATUSES}
"""Parts that may be told several times, with what each may be."""
FLAGS = tuple(f.name for f in fields(Filter) if f.type in (bool, "bool"))
"""Parts that are on or off: ``1`` is on."""
PARTS = ("text", "since", "until", "place", "near", "type", "status", "measure", "actor", "target", "source",
         "document", "incident", "min_confidence", *FLAGS)  # fmt: skip
"""All parts, in the order of the filter bar."""
VIEW = ("show", "sort", "map", "form", "asof", "order", "whose")
"""What the query string says of how one looks, beside what one looks for; ``cursor``, a place in a list, is none."""

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Chip:
    """One value of one part of a filter. ``address``: the same view without it."""

    part: str
    value: str
    address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query string asks for, as words: part to what was told, empty parts left out.

    ``view``: how it is looked at (see VIEW).
    """

    told: Mapping[str, tuple[str, ...]]
    view: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, query: QueryParams) -> Asked:
        """The parts of a filter in a query string; whatever else stands there is left alone."""
        found = {part: tuple(dict.fromkeys(v for v in query.getlist(part) if v.strip())) for part in PARTS}
        found |= {name: () for name in FLAGS if found[name] and _SWITCH.get(found[name][-1].lower()) is False}
        seen = {name: query[name] for name in VIEW if query.get(name, "").strip()}
        return cls({part: values for part, values in found.items() if values}, seen)

    def one(self, part: str) -> str:
        """What was told of a part, the last where it was told several times; empty where it was not."""
        return self.told[part][-1] if part in self.told else ""

    def is_day(self, part: str) -> bool:
        """Whether it is told as YYYY-MM-DD, as a browser's field for days takes it."""
        return bool(_ISO_DAY.fullmatch(self.one(part)))

    def all(self, part: str) -> tuple[str, ...]:
        """Everything that was told of a part."""
        return self.told.get(part, ())

    def query(self, *, without: Iterable[str] = (), **more: Any) -> str:
        """The query string of this filter: ``without`` these parts, with ``more`` in place of what was told."""
        left = set(without) | set(more)
        pairs = [(part, value) for part, values in self.told.items() if part not in left for value in values]
        for name, value in more.items():
            values = value if isinstance(value, list | tuple) else (value,)
            pairs += [(name, str(v)) for v in values if v not in (None, "")]
        return urlencode(pairs)

    def address(self, path: str = "/", *, without: Iterable[str] = (), **more: Any) -> str:
        """Where this filter is seen in this view, from the first row on; ``without`` and ``more`` as of ``query``."""
        left = set(without)
        seen = {name: value for name, value in self.view.items() if name not in left and name not in more}
        told = "&".join(filter(None, (self.query(without=left, **more), urlencode(seen))))
        return f"{path}?{told}" if told else path

    def toggled(self, part: str, value: str, path: str = "/") -> str:
        """The address with a value of a part put in, or taken out where it is there."""
        there = self.all(part)
        if value in there:
            return self.address(path, **{part: [v for v in there if v != value]})
        return self.address(path, **{part: [*there, value] if part in LISTS else value})

    def chips(self, path: str = "/") -> Iterator[Chip]:
        """Everything that is told, one by one, each with the address that takes it out."""
        for part in PARTS:
            for value in self.all(part) if part in LISTS else [self.one(part)] if part in self.told else []:
                rest = [v for v in self.all(part) if v != value] if part in LISTS else ""
                yield Chip(part, value, self.address(path, **{part: rest}))

    def filter(self, store: Store) -> Filter:
        """The filter. Raises UsageError that names the part and what it may be."""
        told: dict[str, Any] = {name: self.one(name) or None for name in WORDS}
        for name in ("since", "until"):
            told[name] = day_of(name, told[name])
        told["near"] = near_of(told["near"]) if told["near"] else None
        told["min_confidence"] = _share(told["min_confidence"]) if told["min_confidence"] else None
        if told["measure"]:
            _one_of("measure", told["measure"], MEASURES)
        for name, choices in LISTS.items():
            for value in self.all(name):
                _one_of(name, value, choices)
        told |= {name: is_on(name, self.one(name)) for name in FLAGS}
        return filter_of(store, types=self.all("type"), statuses=self.all("status"), **told)


def is_on(name: str, value: str) -> bool:
    """Whether a part that is on or off is on; not so where it is empty. Raises UsageError."""
    if value.lower() not in _SWITCH:
        raise UsageError(f"{name}: {value!r} is none of {', '.join(filter(None, _SWITCH))}")
    return _SWITCH[value.lower()]


_SWITCH = {"1": True, "true": True, "yes": True, "on": True, "": False, "0": False, "false": False, "no": False,
           "off": False}  # fmt: skip


def day_of(name: str, value: str | None) -> date | None:
    """The day that was told, None where none was. Raises UsageError that names it."""
    try:
        return days.day_of(value or None)
    except SaysoError as error:
        raise UsageError(f"{name}: {error}") from error


def _share(value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise UsageError(f"min_confidence: {value!r} is no number from 0 to 1")
    return share


def _one_of(name: str, value: str, choices: Iterable[str]) -> None:
    if value not in choices:
        raise UsageError(f"{name}: {value!r} is none of {', '.join(choices)}")

"""What may stand in the query string of the API: described once, for the OpenAPI, for docs/api.md and for checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, get_args

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import UsageError
from sayso.model import EVENT_TYPES, MEASURES, STATUSES
from sayso.service.ledger import Ledger
from sayso.service.overview import Sort
from sayso.service.paging import MOST
from sayso.store.filters import Filter
from sayso.web.filters import PARTS, Asked
from sayso.web.ledgers import ledger_of

SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One name of a query string. ``schema``: JSON Schema of a value; ``many``: may be given several times."""

    name: str
    about: str
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string"})
    many: bool = False
    required: bool = False

    def described(self) -> dict[str, Any]:
        """The parameter as OpenAPI has it."""
        schema = {"type": "array", "items": self.schema} if self.many else self.schema
        told = {"name": self.name, "in": "query", "description": self.about, "required": self.required}
        return {**told, "schema": schema, **({"explode": True, "style": "form"} if self.many else {})}


def _words(most: int = 1_000) -> dict[str, Any]:
    return {"type": "string", "maxLength": most}


_DAY = {"type": "string", "examples": ["2024-08-10"]}
_YES = {"type": "string", "enum": ["1", "true", "yes", "on", "0", "false", "no", "off"]}
_ABOUT: dict[str, tuple[str, dict[str, Any]]] = {
    "text": ('With these words in its sentence; "as they stand", begin*.', _words()),
    "since": ("What can have happened on this day or later.", _DAY),
    "until": ("What can have happened on this day or earlier.", _DAY),
    "place": ("In this place, province or country: its name or gazetteer id.", _words()),
    "near": ("LAT,LON,KM: within so many kilometres of a point.", {"type": "string", "examples": ["48.5,37.9,25"]}),
    "type": ("Of this event type; may be given several times.", {"type": "string", "enum": list(EVENT_TYPES)}),
    "status": ("Of this status; may be given several times.", {"type": "string", "enum": list(STATUSES)}),
    "measure": ("With such a figure.", {"type": "string", "enum": list(MEASURES)}),
    "actor": ("Done by: words of the name, an id of the actor list, or = and the whole name.", _words()),
    "target": ("Done to: words of the name, an id of the actor list, or = and the whole name.", _words()),
    "source": ("Said by: words of the name, an id of the actor list, or = and the whole name.", _words()),
    "document": ("Of this document: its id or the beginning of it.", _words(100)),
    "incident": ("Of this incident: an id that it has or had, or its beginning.", _words(100)),
    "min_confidence": ("Read with at least so much confidence.", {"type": "number", "minimum": 0, "maximum": 1}),
    "rejected": ("1: list those as well that a person rejected.", _YES),
    "undated": ("1: only claims without any day.", _YES),
    "unlocated": ("1: only claims without a place that has coordinates.", _YES),
}
_LISTS = frozenset({"type", "status"})
FILTER = tuple(Parameter(part, *_ABOUT[part], many=part in _LISTS) for part in PARTS)
"""The filter: the names and the meaning of the command line's options."""
LIMIT = Parameter("limit", "Rows at most.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": 50})
CURSOR = Parameter("cursor", "`next` of the page before this one.", _words(2_000))
SORT = Parameter("sort", "`day`: the latest first; `reach`: most independent origins; `claims`: most claims.",
                 {"type": "string", "enum": list(SORTS), "default": "day"})  # fmt: skip


def form(*forms: str) -> Parameter:
    """The parameter ``format``, with these choices."""
    about = "Form of the answer; without it the header Accept says, and else it is JSON."
    return Parameter("format", about, {"type": "string", "enum": list(forms)})


class Question:
    """A request with what its query string asks for. Every method raises UsageError that names the parameter."""

    def __init__(self, request: Request, parameters: Sequence[Parameter]) -> None:
        self.request, self.query = request, request.query_params
        known = {one.name: one for one in parameters}
        for name in self.query:
            if name not in known:
                raise UsageError(f"there is no parameter {name[:50]!r} here; valid: {', '.join(known) or 'none'}")
            if not known[name].many and len(self.query.getlist(name)) > 1:
                raise UsageError(f"{name} can be told once only")
            if any("\0" in value for value in self.query.getlist(name)):
                raise UsageError(f"{name} has a character that no text has (NUL)")
        for one in parameters:
            if one.required and not self.word(one.name):
                raise UsageError(f"{one.name} is missing")

    @property
    def ledger(self) -> Ledger:
        """The ledger of this thread."""
        return ledger_of(self.request)

    def filter(self) -> Filter:
        """The filter."""
        return Asked.of(self.query).filter(self.ledger.store)

    def word(self, name: str, default: str = "") -> str:
        """What was told of a parameter, without blanks around it."""
        return self.query.get(name, "").strip() or default

    def choice(self, name: str, choices: Sequence[str], default: str) -> str:
        """One of the choices."""
        told = self.word(name, default)
        if told not in choices:
            raise UsageError(f"{name}: {told[:50]!r} is none of {', '.join(choices)}")
        return told

    def number(self, name: str, least: float, most: float, default: float) -> float:
        """A number within these bounds."""
        told = self.word(name)
        try:
            found = float(told) if told else default
        except ValueError:
            found = float("nan")
        if not least <= found <= most:
            raise UsageError(f"{name}: {told[:50]!r} is no number from {least:g} to {most:g}")
        return found

    def whole(self, name: str, least: int, most: int, default: int) -> int:
        """A whole number within these bounds."""
        found = self.number(name, least, most, default)
        if found != int(found):
            raise UsageError(f"{name}: {found:g} is no whole number")
        return int(found)

    @property
    def limit(self) -> int:
        """How many rows at most."""
        return self.whole("limit", 1, MOST, 50)

    @property
    def cursor(self) -> str | None:
        """The cursor, where one was told."""
        return self.word("cursor") or None


Answers = Callable[..., Response]


def get(
    router: APIRouter, path: str, *parameters: Parameter, answers: dict[str, Any], summary: str
) -> Callable[[Answers], Answers]:
    """Let a function answer GET of a path: it gets the Question and the parts of the path.

    ``answers``: media type to JSON Schema. A parameter that is not described is refused, so that no misspelt part of a
    filter is passed over.
    """

    def decorate(function: Answers) -> Answers:
        def answer(request: Request, **parts: str) -> Response:
            return function(Question(request, parameters), **parts)

        wraps(function)(answer)
        answer.__signature__ = _signature(path)  # type: ignore[attr-defined]
        content = {media: {"schema": schema} for media, schema in answers.items()}
        router.add_api_route(
            path, answer, methods=["GET"], summary=summary, description=function.__doc__, response_model=None,
            openapi_extra={
                "parameters": [one.described() for one in parameters], "responses": {"200": {"content": content}},
            },
        )  # fmt: skip
        return function

    return decorate


def _signature(path: str) -> Any:
    from inspect import Parameter as Named
    from inspect import Signature

    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    request = Named("request", Named.POSITIONAL_OR_KEYWORD, annotation=Request)
    return Signature([request, *(Named(name, Named.KEYWORD_ONLY, annotation=str) for name in names)])

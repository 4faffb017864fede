"""Schemas of what the API answers: made from the records themselves and from the published schema of a reading."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from pydantic import BaseModel, Field, TypeAdapter

from sayso.model import Comparison, Decision, Link
from sayso.service.overview import DocumentEntry, Facets, Hits, IncidentEntry, MapView, Timeline
from sayso.store.records import FigureRow, SourceRow, Version

_AT = "#/components/schemas/"
_RECORDS = (
    Comparison, Link, DocumentEntry, Facets, Hits, IncidentEntry, MapView, Timeline, FigureRow, SourceRow, Version,
)  # fmt: skip


class Problem(BaseModel):
    """What was wrong. ``code`` is a short word that stays; ``message`` and ``advice`` are for people."""

    status: int
    code: str
    message: str
    advice: str


class Problems(BaseModel):
    """Every refusal and every error."""

    error: Problem


class Health(BaseModel):
    """The server is there. ``read_only``: nothing may be written; ``accounts``: people must sign in."""

    status: str = Field(examples=["ok"])
    version: str
    read_only: bool
    accounts: bool


def ref(name: str) -> dict[str, Any]:
    """A schema by its name."""
    return {"$ref": _AT + name}


def page_of(row: str) -> dict[str, Any]:
    """A page of a list with rows of this schema."""
    return _object(
        {"rows": {"type": "array", "items": ref(row)}, "next": _maybe("string", "The cursor of the next page."),
         "total": {"type": "integer", "description": "Rows of the whole list."}},
    )  # fmt: skip


def features(of: str) -> dict[str, Any]:
    """A GeoJSON collection, which is a page as well."""
    feature = {
        "type": "object", "required": ["type", "id", "geometry", "properties"],
        "properties": {"type": {"const": "Feature"}, "id": {"type": "string"},
                       "geometry": {"oneOf": [{"type": "null"}, {"type": "object"}]}, "properties": {"type": "object"}},
    }  # fmt: skip
    return {
        "type": "object", "description": of, "required": ["type", "features", "next", "total"],
        "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": feature},
                       "next": _maybe("string", "The cursor of the next page."), "total": {"type": "integer"}},
    }  # fmt: skip


@cache
def components() -> dict[str, Any]:
    """Every schema that an answer names, by its name."""
    return {
        **_described(*_RECORDS, Problems, Health),
        **_of_readings(),
        "Decision": _decision(),
        "Claim": _claim(),
        **_shown(),
    }


def _described(*records: Any) -> dict[str, Any]:
    """The schemas of these classes, and of those that they are made of, by name."""
    asked: Any = [(one.__name__, "serialization", TypeAdapter(one)) for one in records]
    _, made = TypeAdapter.json_schemas(asked, ref_template=_AT + "{model}")
    return {name: _closed(schema) for name, schema in made["$defs"].items()}


def _of_readings() -> dict[str, Any]:
    schema = _published("reading.schema.json")
    parts = {_named(name): _moved(part) for name, part in schema["$defs"].items()}
    return {**parts, "ReadBy": _moved(schema["properties"]["sayso"])}


def _named(part: str) -> str:
    return f"Read{part.capitalize()}"


def _moved(node: Any) -> Any:
    """A part of the published schema, with what it refers to under its name here."""
    if isinstance(node, dict) and "$ref" in node:
        _, _, part = node["$ref"].rpartition("#/$defs/")
        name, _, rest = part.partition("/")
        return {**node, "$ref": _AT + _named(name) + (f"/{rest}" if rest else "")}
    if isinstance(node, dict):
        return {key: _moved(value) for key, value in node.items()}
    return [_moved(one) for one in node] if isinstance(node, list) else node


def _claim() -> dict[str, Any]:
    """A claim of the ledger: that of a reading, and what merging and people know of it."""
    read = _moved(_published("reading.schema.json")["$defs"]["claim"])["properties"]
    known = _published("ledger.schema.json")["$defs"]["claim"]["properties"]
    names = ("incident", "rejected", "edits", "as_read", "added_by", "credibility")
    judged = {name: _moved(known[name]) for name in names}
    document = _object(
        {"id": {"type": "string"}, "title": _maybe(), "outlet": _maybe(), "url": _maybe(), "published": _maybe(),
         "kept": {"type": "object", "description": "What went along with the report from its file."}},
    )  # fmt: skip
    words = {"type": "string", "description": "The words of its sentence."}
    return _object({**read, "document": document, "words": words, **judged})


def _decision() -> dict[str, Any]:
    found: dict[str, Any] = _described(Decision)["Decision"]
    found["properties"]["value"] = {"description": "What it sets, as JSON."}
    return found


def _shown() -> dict[str, Any]:
    """One thing with all that is known of it."""
    decisions = {"decisions": {"type": "array", "items": ref("Decision")}}
    claims = {"type": "array", "items": ref("Claim")}
    report = _object({"document": {"type": "string"}, **{
        name: _maybe() for name in ("outlet", "published", "title", "url", "path")}})  # fmt: skip
    reading = _object(
        {"version": {"type": "string"}, "model": {"type": "string"}, "rulebook": {"type": "string"},
         "current": {"type": "boolean"}, "at": {"type": "string"}, "claims": {"type": "integer"}},
    )  # fmt: skip
    return {
        "ShownClaim": _object({**_claim()["properties"], **decisions}),
        "ShownDocument": _object(
            {"document": ref("ReadDocument"), "claims": {"type": "array", "items": ref("ReadClaim")},
             "sayso": ref("ReadBy"), "added": claims, "versions": {"type": "array", "items": ref("Version")},
             "readings": {"type": "array", "items": reading}},
        ),
        "ShownIncident": _object(
            {"incident": {"type": "string"}, "former": {"type": "array", "items": {"type": "string"}},
             "reports": {"type": "array", "items": report}, "claims": claims, "comparison": ref("Comparison"),
             "links": {"type": "array", "items": ref("Link")}, **decisions},
        ),
    }  # fmt: skip


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    closed = {"additionalProperties": False} if "properties" in schema else {}
    text = schema.get("description", "").replace("``", "`")
    about = {"description": " ".join(text.split())} if text else {}
    named = {name: _untitled(part) for name, part in schema.get("properties", {}).items()}
    return {**schema, **({"properties": named} if named else {}), **closed, **about}


def _untitled(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the title, which repeats the name."""
    return {key: value for key, value in schema.items() if key != "title"}


def _maybe(type: str = "string", about: str = "") -> dict[str, Any]:
    return {"type": [type, "null"], **({"description": about} if about else {})}


@cache
def _published(file: str) -> Any:
    return json.loads((resources.files("sayso.exports") / file).read_text(encoding="utf-8"))

"""The HTTP API as Markdown, from its own description: operations with their parameters, then what they answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def reference() -> str:
    """All operations, and every record that an answer is made of."""
    from sayso.web.api.parameters import FILTER
    from sayso.web.api.specification import specification
    from sayso.web.app import RESOURCES

    made = specification(RESOURCES)
    common = {one.name for one in FILTER}
    parts = [_filter(FILTER)]
    for path, operations in made["paths"].items():
        parts += [_operation(method, path, told, common) for method, told in operations.items()]
    parts.append("## Records")
    parts += [
        _record(name, schema)
        for name, schema in sorted(made["components"]["schemas"].items())
        if "properties" in schema
    ]
    return "\n\n".join(parts)


def _filter(parameters: Iterable[Any]) -> str:
    rows = [_parameter(one.described()) for one in parameters]
    return f"## The filter\n\n{_table(('parameter', 'may be', 'what'), rows)}"


def _operation(method: str, path: str, told: dict[str, Any], common: set[str]) -> str:
    lines = [f"## {method.upper()} {path}", _prose(told["description"])]
    own = [one for one in told.get("parameters", []) if one["in"] == "query" and one["name"] not in common]
    if any(one["name"] in common for one in told.get("parameters", [])):
        lines.append("Takes the filter" + (", and:" if own else "."))
    if own:
        lines.append(_table(("parameter", "may be", "what"), map(_parameter, own)))
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if body:
        lines.append(f"Takes {_shape(body)} as JSON.")
    good = next(answer for status, answer in told["responses"].items() if status.startswith("2"))
    answers = [f"`{media}`: {_shape(content['schema'])}" for media, content in good.get("content", {}).items()]
    lines.append(f"Answers {'; '.join(answers)}.")
    return "\n\n".join(lines)


def _record(name: str, schema: dict[str, Any]) -> str:
    rows = [(f"`{key}`", _shape(value), value.get("description", "")) for key, value in schema["properties"].items()]
    about = [_prose(schema["description"])] if schema.get("description") else []
    return "\n\n".join([f"### {name}", *about, _table(("key", "holds", "what"), rows)])


def _parameter(told: dict[str, Any]) -> tuple[str, str, str]:
    schema = told["schema"]
    many = schema.get("type") == "array"
    return f"`{told['name']}`", _shape(schema["items"] if many else schema), told["description"]


def _shape(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].partition("#/components/schemas/")[2].partition("/")[0]
        return f"[{name}](#{name.lower()})"
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(_shape(part) for part in schema[key])
    if "enum" in schema:
        return ", ".join("null" if one is None else f"`{one}`" for one in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    kind = schema.get("type", "any value")
    if kind == "array":
        return "list of " + _shape(schema["items"]) if "items" in schema else "list"
    if kind == "object" and {"rows", "next"} <= schema.get("properties", {}).keys():
        return f"a page of {_shape(schema['properties']['rows']['items'])}"
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return words + _bounds(schema)


def _bounds(schema: dict[str, Any]) -> str:
    told = []
    if "minimum" in schema and "maximum" in schema:
        told.append(f"{schema['minimum']} to {schema['maximum']}")
    if "default" in schema:
        told.append(f"default {schema['default']}")
    if "examples" in schema:
        told.append(f"as in `{schema['examples'][0]}`")
    return f" ({', '.join(told)})" if told else ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def _prose(text: str) -> str:
    return re.sub("``([^`]+)``", r"`\1`", text).strip()

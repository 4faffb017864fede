"""JSON and JSON lines: the contract that everything downstream reads."""

from __future__ import annotations

import json
from importlib import resources
from io import StringIO
from typing import Any

import pytest

from sayso.exports.contract import reading_to_dict
from sayso.model import Reading
from sayso.model.dicts import claim_to_dict, number
from sayso.present import FORMATS

from .readings import TEXT, document, evacuation, hostile, reading

SCHEMA = json.loads((resources.files("sayso.exports") / "reading.schema.json").read_text(encoding="utf-8"))


def written(name: str, *readings: Reading) -> str:
    out = StringIO()
    FORMATS[name](readings, out)
    return out.getvalue()


def violations(value: Any, schema: dict[str, Any], path: str = "$") -> list[str]:
    """What of the schema's own small vocabulary the value breaks."""
    if "$ref" in schema:
        return violations(value, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], path)
    if "anyOf" in schema:
        branches = [violations(value, branch, path) for branch in schema["anyOf"]]
        return [] if not all(branches) else branches[0]
    types = {
        "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "null": type(None),
        "boolean": bool,
    }  # fmt: skip
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    if names and not any(isinstance(value, types[n]) for n in names):
        return [f"{path}: {value!r} is not {names}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{path}: {value!r} is not listed"]
    found = []
    if isinstance(value, dict) and "properties" in schema:
        if list(value) != list(schema["properties"]) or set(schema["required"]) != set(value):
            found.append(f"{path}: keys {list(value)}")
        for key in set(value) & set(schema["properties"]):
            found += violations(value[key], schema["properties"][key], f"{path}.{key}")
    if isinstance(value, list):
        for index, item in enumerate(value):
            found += violations(item, schema["items"], f"{path}[{index}]")
    return found


@pytest.mark.parametrize("sample", [reading(), hostile(), Reading(document=document("x"))], ids=["full", "bad", "bare"])
def test_reading_obeys_the_published_schema(sample: Reading) -> None:
    assert violations(reading_to_dict(sample), SCHEMA) == []


def test_schema_check_is_able_to_fail() -> None:
    broken = reading_to_dict(reading())
    broken["claims"][0]["status"] = "verified"
    assert violations(broken, SCHEMA)


def test_claim_is_exactly_the_contract() -> None:
    found = claim_to_dict(evacuation(), reading().document.text)
    words = {"text": "More than 1,200 people", "start": TEXT.index("More"), "end": TEXT.index("More") + 22}
    assert found["type"] == "evacuation"
    assert found["targets"] == [{"name": "people", "id": None, "kind": None, **words}]
    assert found["figures"] == [
        {
            "measure": "evacuated",
            "unit": "people",
            "low": 1200,
            "high": None,
            "bound": "at-least",
            "counting": "new",
            "part": False,
            **words,
        }
    ]
    assert isinstance(found["figures"][0]["low"], int)
    assert found["time"]["earliest"] is None
    assert found["time"]["latest"] == "2024-02-19"
    assert [s["name"] for s in found["attribution"]["sources"]] == ["regional rescue service", "Velkov News"]
    assert found["attribution"]["said"] == {"earliest": "2024-02-19", "latest": "2024-02-19"}


def test_own_voice_still_has_an_attribution_object() -> None:
    own = next(c for c in reading().claims if c.attribution is None)
    assert claim_to_dict(own, reading().document.text)["attribution"] == {
        "voice": "own", "stance": "asserts", "cue": None, "sources": [], "said": None,
    }  # fmt: skip


def test_every_quoted_stretch_equals_its_offsets() -> None:
    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "text" in value and "start" in value:
                assert value["text"] == TEXT[value["start"] : value["end"]]
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    found = reading_to_dict(reading())
    assert found["document"]["text"] == TEXT
    walk(found["claims"])


def test_one_document_is_an_object_several_an_array_none_an_empty_array() -> None:
    assert json.loads(written("json", reading()))["document"]["outlet"] == "The Velkov Courier"
    assert len(json.loads(written("json", reading(), hostile(), reading()))) == 3
    assert json.loads(written("json")) == []


def test_hostile_text_comes_back_unchanged() -> None:
    assert json.loads(written("json", hostile()))["document"]["text"] == hostile().document.text


def test_jsonl_line_breaks_in_text_would_split_a_record_for_readers_that_use_splitlines() -> None:
    lines = written("jsonl", hostile(), reading()).splitlines()
    assert [json.loads(line)["document"]["text"] for line in lines] == [hostile().document.text, TEXT]


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_lone_surrogates_and_terminal_controls_never_reach_the_stream(name: str) -> None:
    raw = written(name, hostile())
    raw.encode("utf-8")
    assert not any(c in raw for c in "\x1b\x9b\x00\u202e\u2028")


def test_same_reading_gives_the_same_bytes() -> None:
    assert written("json", reading()) == written("json", reading())


@pytest.mark.parametrize(("value", "want"), [(3.0, 3), (2.5, 2.5), (None, None), (float("inf"), None), (0.0, 0)])
def test_numbers_are_whole_where_they_are_whole(value: float | None, want: float | None) -> None:
    assert number(value) == want
    assert type(number(value)) is type(want)

"""JSON lines, lists and single objects; large files value by value."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers.source import MAX_BYTES, opened
from sayso.readers.values import MAX_DEPTH, values

from .making import SENTENCE, errors, good, read_bytes, read_file

ROW = {"text": SENTENCE}


def test_a_bad_line_loses_no_other(tmp_path: Path) -> None:
    bad = {
        "line 2": b"{bad",
        "line 4": b'["x"]',
        "line 5": b'"' + b"x" * 100 + b'"',
        "line 6": b'{"text": "caf\xe9 or \xff was hit by a shell on Sunday"}',
        "line 7": b"[" * 100_000,
        "line 8": b'{"text": ' + b"9" * 10_000 + b"}",
        "line 9": b'{"text": "A shell\\u0000 hit the town on Sunday"}',
        "line 10": b"\0\0\0",
        "line 12": b'{"text": "' + b"word " * (MAX_BYTES // 4) + b'"}',
    }
    good_line = json.dumps(ROW).encode()
    lines = [bad.get(f"line {n}", b"" if n == 11 else good_line) for n in range(1, 14)]
    found = read_file(tmp_path, "a.jsonl", b"\n".join(lines))
    assert [d.record for d in found if isinstance(d, Document)] == ["line 1", "line 3", "line 13"]
    assert [e.where for e in found if isinstance(e, InputError)] == list(bad)
    said = "\n".join(errors(found))
    for reason in ("is no JSON: Expecting", "is no JSON object", "not valid UTF-8", "longer than 10 MB", "NUL"):
        assert reason in said


def test_line_ends_and_marks(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b"\r\n\r\n  " + json.dumps(ROW).encode() + b"\r\n"
    assert [d.record for d in good(read_file(tmp_path, "a.ndjson", data))] == ["line 1", "line 3"]


def test_wide_characters_are_refused_clearly(tmp_path: Path) -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-32"):
        for name in ("a.jsonl", "a.json", "a.csv"):
            data = (json.dumps(ROW) * 20).encode(encoding)
            assert "seems to be UTF-16 or UTF-32" in errors(read_file(tmp_path, name, data))[0]


def test_one_object_over_many_lines_whatever_its_name(tmp_path: Path) -> None:
    for name in ("a.json", "a.jsonl"):
        (document,) = good(read_file(tmp_path, name, json.dumps(ROW, indent=2)))
        assert (document.record, document.format) == ("", "json")


def test_lines_in_a_file_called_json(tmp_path: Path) -> None:
    data = "\n".join([json.dumps(ROW)] * 3)
    assert [d.record for d in good(read_file(tmp_path, "a.json", data))] == ["line 1", "line 2", "line 3"]


def test_a_list_with_bad_elements(tmp_path: Path) -> None:
    deep = "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)
    long = '"' + "x\\n" * (MAX_BYTES // 2) + '"'
    good_one = json.dumps(ROW)
    data = f"[{good_one}, {{bad}}, {deep}, {long}, 12.5e3, null, {good_one}]"
    found = read_file(tmp_path, "a.json", data)
    assert [d.record for d in found if isinstance(d, Document)] == ["[0]", "[6]"]
    assert [e.where for e in found if isinstance(e, InputError)] == ["[1]", "[2]", "[3]", "[4]", "[5]"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "is empty"),
        (" \n ", "is empty"),
        ("[]", None),
        ('{"messages": []}', None),
        ("hello", "is no JSON"),
        ("[1 2]", "byte 3: is no JSON after [1]"),
        ('[{"text": "x', "is cut short"),
        ("[", "is cut short"),
        ("[{}] x", "has something behind its JSON"),
        ('{"a" 1}', "is no JSON"),
        ("{1: 2}", "is no JSON"),
        ("{" * 50, "is no JSON"),
        ("[" * 200_000, "cut short"),
        ('{"a":' * 100_000, "cut short"),
        ('{"chats": ' * 100_000, "cut short"),
        ('{"data": {"text": "' + "\\", "is cut short"),
        ("[" + "1" * 100_000 + "]", "is no JSON"),
    ],
)
def test_damaged_files_say_where(tmp_path: Path, data: str, said: str | None) -> None:
    start = time.monotonic()
    found = errors(read_file(tmp_path, "a.json", data))
    assert found == [] if said is None else said in found[-1]
    assert time.monotonic() - start < 5


def cut(folder: Path, text: str, size: int) -> list[Any]:
    """The values of a file that is read in pieces of this size."""
    path = folder / "a.json"
    path.write_text(text, encoding="utf-8")
    with opened(str(path)) as source:
        read = source.stream.read

        class Small:
            def read(self, _: int) -> bytes:
                return read(size)

        small = type(source)(source.name, source.suffix, source.head, Small())  # type: ignore[arg-type]
        return [value.data and json.loads(value.data) for value in values(small)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(JSON, max_size=6), size=st.integers(1, 40), indent=st.none() | st.integers(0, 2), ascii=st.booleans()
)
def test_any_list_is_cut_as_json_has_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Any], size: int, indent: int | None, ascii: bool
) -> None:
    text = json.dumps(rows, indent=indent, ensure_ascii=ascii)
    with suppress(UnicodeEncodeError):
        assert cut(tmp_path_factory.getbasetemp(), text, size) == rows


def test_the_memory_that_a_large_list_takes_is_that_of_its_elements(tmp_path: Path) -> None:
    import tracemalloc

    element = json.dumps({"text": SENTENCE * 20})
    path = tmp_path / "a.json"
    path.write_text("[" + ",".join([element] * 12_000) + "]")
    assert path.stat().st_size > 15_000_000
    tracemalloc.start()
    with opened(str(path)) as source:
        assert sum(1 for _ in values(source)) == 12_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_pipe_of_text_that_begins_with_a_brace() -> None:
    assert good(read_bytes("{" + SENTENCE + "}"))[0].format == "text"

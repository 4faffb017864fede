"""Ids survive: a record's own, its row, its address, and the columns that the user names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.exports.contract import reading_to_dict
from sayso.service.reading import Reader

from .making import SENTENCE, errors, feed, good, item, message, read_bytes, read_file, telegram

TABLE = f'article_id,desk,text,link\nA-17,east,"{SENTENCE}\n{SENTENCE}",https://x.example/1\n\nA-18,,"{SENTENCE}",\n'


def test_id_row_and_named_columns_of_a_table(tmp_path: Path) -> None:
    """The line at which a record begins is not its row, by which people join what they get back."""
    first, second = good(read_file(tmp_path, "a.csv", TABLE, keep=("desk", "link")))
    assert first.kept == (("id", "A-17"), ("row", "1"), ("desk", "east"), ("link", "https://x.example/1"))
    assert second.kept == (("id", "A-18"), ("row", "2"), ("desk", ""), ("link", ""))
    assert (first.record, second.record, first.url) == ("line 2", "line 5", "https://x.example/1")


def test_values_of_every_kind_and_paths_into_them() -> None:
    rows = [
        {"id": 7, "text": SENTENCE, "n": 3, "ok": True, "none": None, "meta": {"desk": "é", "tags": ["a", "b"]}},
        {"_source": {"text": SENTENCE, "id": "x"}},
    ]
    first, second = good(read_bytes(json.dumps(rows), keep=("n", "ok", "none", "meta.desk", "meta.tags.1", "meta")))
    assert first.kept == (
        ("id", "7"), ("row", "1"), ("n", "3"), ("ok", "true"), ("meta.desk", "é"), ("meta.tags.1", "b"),
        ("meta", '{"desk": "é", "tags": ["a", "b"]}'),
    )  # fmt: skip
    assert second.kept == (("id", "x"), ("row", "2"))


def test_a_column_called_row_is_the_users() -> None:
    (found,) = good(read_bytes(json.dumps([{"text": SENTENCE, "row": "R9"}]), keep=("row",)))
    assert found.kept == (("row", "R9"),)


def test_a_bad_record_keeps_its_number(tmp_path: Path) -> None:
    found = read_file(tmp_path, "a.jsonl", f"{{bad\n\n{json.dumps({'text': SENTENCE})}\n")
    assert found[1].kept == (("row", "2"),)  # type: ignore[union-attr]


def test_a_column_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    assert errors(read_file(tmp_path, "a.csv", TABLE, keep=("dsk",))) == [
        "has no 'dsk' (it has: article_id, desk, text, link) (correct --keep)"
    ]


def test_entries_and_messages_keep_their_own() -> None:
    guid = item(1).replace("<link>", "<guid>urn:1</guid><link>")
    assert good(read_bytes(feed(guid)))[0].kept == (("id", "urn:1"),)
    assert good(read_bytes(telegram([message(12)])))[0].kept == (("id", "12"),)


@pytest.mark.parametrize("processes", [1, 2])
def test_they_stand_in_the_json_of_a_reading(reader: Reader, tmp_path: Path, processes: int) -> None:
    (tmp_path / "a.csv").write_text(TABLE)
    readings = list(reader.read_paths([tmp_path / "a.csv"], keep=("desk",), processes=processes))
    told = [reading_to_dict(one)["document"]["read_from"]["kept"] for one in readings]  # type: ignore[arg-type]
    assert told == [{"id": "A-17", "row": "1", "desk": "east"}, {"id": "A-18", "row": "2", "desk": ""}]

"""Reports that are not in English: one line for a channel, one error for a report that stands alone."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.errors import InputError
from sayso.service.reading import Reader, Unread

from .making import SENTENCE, errors, message, read_bytes, read_file, telegram

UKRAINIAN = "Троє людей загинули в неділю внаслідок обстрілу міста, повідомили в обласній адміністрації."
FRENCH = "Trois personnes ont été tuées dimanche dans la ville, a déclaré le gouverneur de la province à la presse."
MIXED = telegram([message(1), message(2, UKRAINIAN), message(3), message(4, FRENCH), message(5, UKRAINIAN), message(6)])


def test_a_channel_in_two_languages_is_told_in_one_line(tmp_path: Path) -> None:
    """Two thousand errors hide the one that matters."""
    found = read_file(tmp_path, "a.json", MIXED)
    assert [isinstance(one, InputError) for one in found] == [False, False, False, True]
    assert errors(found) == [
        "3 of 6 reports are not in English (2 in Ukrainian, 1 in French), the first at messages[1] "
        "(sayso reads English; translate them)"
    ]


def test_other_errors_stay_where_they_are_and_each_file_has_its_line(tmp_path: Path) -> None:
    lines = [json.dumps({"text": UKRAINIAN}), "{bad", json.dumps({"text": UKRAINIAN}), json.dumps({"text": SENTENCE})]
    (tmp_path / "b.txt").write_text(UKRAINIAN)
    (tmp_path / "c.txt").write_text(FRENCH)
    read_file(tmp_path, "a.jsonl", "\n".join(lines))
    from sayso.readers import read_reports

    said = [str(one).removeprefix(f"{tmp_path}/") for one in read_reports(tmp_path) if isinstance(one, InputError)]
    assert [one.partition(" (")[0] for one in said] == [
        "a.jsonl: line 2: is no JSON: Expecting property name enclosed in double quotes at character 1 of it",
        "a.jsonl: 2 of 4 reports are not in English",
        "b.txt: seems to be written in Ukrainian", "c.txt: seems to be written in French",
    ]  # fmt: skip


def test_one_message_alone_keeps_its_error() -> None:
    (said,) = errors(read_bytes(telegram([message(1), message(2, UKRAINIAN), message(3)])))
    assert said.startswith("messages[1]: seems to be written in Ukrainian")


def test_several_processes_count_the_same(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(MIXED)
    for processes in (1, 2):
        found = list(reader.read_paths([tmp_path / "a.json"], processes=processes))
        assert [isinstance(one, Unread) for one in found] == [False, False, False, True]
        assert "3 of 6 reports are not in English" in str(found[-1].error)  # type: ignore[union-attr]


def test_chats_that_were_left_are_read_as_well() -> None:
    chat = {"name": "Valley Watch", "type": "public_channel", "id": 77}
    export = {
        "about": "…", "chats": {"about": "…", "list": [{**chat, "messages": [message(1)]}]},
        "left_chats": {"about": "…", "list": [{**chat, "name": "Hill Watch", "messages": [message(2)]}]},
    }  # fmt: skip
    found = read_bytes(json.dumps(export))
    assert [(one.record, one.outlet) for one in found] == [  # type: ignore[union-attr]
        ("chats.list[0].messages[0]", "Valley Watch"), ("left_chats.list[0].messages[0]", "Hill Watch"),
    ]  # fmt: skip

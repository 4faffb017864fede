"""Telegram exports: messages, forwards, edits; service messages and pictures without words left out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from sayso.model import Document

from .making import SENTENCE, errors, good, message, read_bytes, read_file, telegram

EXAMPLE = Path(__file__).parents[2] / "examples" / "formats" / "result.json"


def test_a_message_is_a_document() -> None:
    (document,) = good(read_bytes(telegram([message(5)])))
    assert (document.text, document.outlet, document.byline) == (SENTENCE, "Valley Watch", None)
    assert (document.published, document.published_from) == (date(2024, 8, 11), "metadata")
    assert (document.record, document.format) == ("messages[0]", "telegram")
    assert (document.edited, document.forwarded_from, document.url) == (None, None, None)


def test_words_in_pieces_are_one_text() -> None:
    pieces = [{"type": "bold", "text": "Update\n\n"}, SENTENCE, " ", {"type": "link", "text": "https://example.org"}, 7]
    (document,) = good(read_bytes(telegram([message(1, pieces)])))
    assert document.text == f"Update\n\n{SENTENCE} https://example.org"
    assert document.title == "Update"


def test_forwards_keep_whose_they_are_and_edits_their_day() -> None:
    forward = message(1, forwarded_from="Hill News", edited="2024-08-13T00:00:00", edited_unixtime="1723530600")
    (document,) = good(read_bytes(telegram([forward])))
    assert (document.outlet, document.forwarded_from, document.edited) == (
        "Valley Watch",
        "Hill News",
        date(2024, 8, 13),
    )


def test_days_count_in_utc_whatever_the_clock_of_the_exporter() -> None:
    """The same post exported in two time zones must be the same document."""
    one, other = message(1), message(1, date="2024-08-10T20:30:00")
    (first,), (second,) = good(read_bytes(telegram([one]))), good(read_bytes(telegram([other])))
    assert (first.id, first.published) == (second.id, second.published)
    old = {key: value for key, value in other.items() if key != "date_unixtime"}
    assert good(read_bytes(telegram([old])))[0].published == date(2024, 8, 10)


def test_what_has_no_words_is_passed_over() -> None:
    service = {"id": 1, "type": "service", "action": "pin_message", "text": SENTENCE}
    found = good(
        read_bytes(telegram([service, message(2, ""), message(3, []), message(4, "\U0001f6a8\U0001f6a8"), message(5)]))
    )
    assert [d.record for d in found] == ["messages[4]"]


def test_the_same_alert_twice_is_two_documents_and_two_exports_agree() -> None:
    found = good(read_bytes(telegram([message(1), message(2)])))
    assert found[0].id != found[1].id
    later = good(read_bytes(telegram([message(2), message(3)])))
    assert found[1].id == later[0].id


def test_in_a_group_the_sender_is_the_byline() -> None:
    (document,) = good(read_bytes(telegram([message(1, **{"from": "Ann"})], type="public_supergroup")))
    assert (document.outlet, document.byline) == ("Valley Watch", "Ann")
    (signed,) = good(read_bytes(telegram([message(1, author="Carl Roe")])))
    assert signed.byline == "Carl Roe"


def test_an_export_of_all_chats(tmp_path: Path) -> None:
    chats = [json.loads(telegram([message(1)], name=name, id=n)) for n, name in enumerate(["Valley Watch", None])]
    export = {"about": "…", "contacts": {"list": [{"first_name": "A"}]}, "chats": {"about": "…", "list": chats}}
    found = good(read_file(tmp_path, "result.json", json.dumps(export)))
    assert [(d.record, d.outlet) for d in found] == [
        ("chats.list[0].messages[0]", "Valley Watch"),
        ("chats.list[1].messages[0]", None),
    ]


def test_odd_messages_lose_no_other() -> None:
    odd = [{}, None, 3, "x", [], {"type": "message", "text": {"text": []}}, {"type": [], "text": SENTENCE}]
    worse = [message(1, SENTENCE, date_unixtime="x", date=[1], edited={}, forwarded_from=4, author=["x"])]
    found = read_bytes(telegram([*odd, *worse, message(9)]))
    assert [d.record for d in found if isinstance(d, Document)] == ["messages[7]", "messages[8]"]
    assert len(errors(found)) == 4


def test_the_example_is_read() -> None:
    found = good(read_bytes(EXAMPLE.read_bytes()))
    assert len(found) > 2
    assert any(d.forwarded_from for d in found)
    assert any(d.edited for d in found)

"""Which column holds what, told or guessed, and how a record becomes a report."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import UsageError
from sayso.readers import parse_columns
from sayso.readers.columns import FIELDS, day_of

from .making import PAGE, SECOND, SENTENCE, errors, good, read_bytes, read_file


def read_row(row: dict[str, Any], **options: Any) -> Any:
    (document,) = good(read_bytes(json.dumps(row), **options))
    return document


def test_news_please() -> None:
    document = read_row(
        {
            "authors": ["Ann Poe", "Carl Roe"], "date_download": "2024-08-12 01:00:00", "date_modify": "2024-08-13",
            "date_publish": "2024-08-11 06:00:00", "description": "In short", "filename": "x", "language": "en",
            "maintext": SENTENCE, "source_domain": "example.org", "text": None, "title": "Strike on market",
            "title_page": None, "url": "https://example.org/a",
        }
    )  # fmt: skip
    assert document.text == f"Strike on market\n\n{SENTENCE}"
    assert [(b.kind, b.start, b.end) for b in document.layout] == [("headline", 0, 16)]
    assert (document.title, document.byline, document.outlet) == (
        "Strike on market",
        "Ann Poe, Carl Roe",
        "example.org",
    )
    assert (document.published, document.published_from) == (date(2024, 8, 11), "metadata")
    assert (document.edited, document.url) == (date(2024, 8, 13), "https://example.org/a")


def test_wordpress_and_reliefweb_and_elasticsearch() -> None:
    wordpress = read_row(
        {"id": 4, "date": "2024-08-11T06:00:00", "link": "https://example.org/a",
         "title": {"rendered": "Nine &amp; ten"}, "content": {"rendered": f"<p>{SENTENCE}</p>\n<p>{SECOND}</p>"}}
    )  # fmt: skip
    assert wordpress.text == f"Nine & ten\n\n{SENTENCE}\n\n{SECOND}"
    fields = {"title": "Flash update", "body": SENTENCE, "date": {"original": "2024-08-11T00:00:00+00:00"},
              "source": [{"name": "Relief Desk"}, {"name": "Valley Aid"}], "url": "https://example.org/r"}  # fmt: skip
    for row in ({"data": [{"id": "1", "fields": fields}]}, {"hits": {"hits": [{"_id": "1", "_source": fields}]}}):
        document = read_row(row)
        assert (document.outlet, document.published) == ("Relief Desk, Valley Aid", date(2024, 8, 11))
        assert document.text == f"Flash update\n\n{SENTENCE}"


def test_names_are_recognised_in_any_case_and_punctuation() -> None:
    document = read_row(
        {"Article-Text": SENTENCE, "HEADLINE": "Strike", "Pub Date": "11 Aug 2024", "publicationName": 1}
    )
    assert (document.title, document.published) == ("Strike", date(2024, 8, 11))


def test_a_mapping_decides_even_against_the_common_names() -> None:
    row = {"text": "not this", "notes": SENTENCE, "meta": {"who": [{"name": "Valley Post"}]}, "when": "2024-08-11"}
    columns = parse_columns("text=notes, outlet=meta.who.0.name ,published=when")
    document = read_row(row, columns=columns)
    assert (document.text, document.outlet, document.published) == (SENTENCE, "Valley Post", date(2024, 8, 11))


@pytest.mark.parametrize("wrong", ["text", "text=", "txt=body", "=body"])
def test_a_wrong_mapping_says_what_is_valid(wrong: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_columns(wrong)
    assert "text=COLUMN" in str(caught.value) or ", ".join(FIELDS) in str(caught.value)


def test_what_is_missing_is_told_with_what_is_there() -> None:
    assert "has no text (it has: a, b) (say what holds it: --map" in errors(read_bytes('{"a": 1, "b": 2}'))[0]
    row = json.dumps({"maintext": "", "title": "Strike"})
    assert "has nothing in 'maintext'" in errors(read_bytes(row))[0]
    assert "has no 'x.y' (it has: text)" in errors(read_bytes('{"text": "a b"}', columns={"text": "x.y"}))[0]


def test_plain_text_is_kept_exactly() -> None:
    text = f"  {SENTENCE}\r\n\r\n\u2028\t{SECOND} a < b & c <i>d</i>\n"
    assert read_row({"text": text}).text == text
    assert read_row({"text": text, "title": "Strike"}).text.removeprefix("Strike\n\n") == text


def test_a_title_that_the_text_begins_with_is_not_doubled() -> None:
    """Else each claim of a headline would count twice."""
    text = f"STRIKE ON MARKET\n\n{SENTENCE}"
    assert read_row({"text": text, "title": "Strike on market"}).text == text


def test_mark_up_is_read_as_mark_up() -> None:
    body = (
        f"<div><h2>What happened</h2><p>{SENTENCE}<br>{SECOND}</p><script>x()</script><ul><li>One &amp; two</ul></div>"
    )
    document = read_row({"body": body})
    assert document.text == f"What happened\n\n{SENTENCE}\n\n{SECOND}\n\nOne & two"
    assert [b.kind for b in document.layout] == ["headline"]
    assert SENTENCE in read_row({"html": PAGE}).text


def test_two_alerts_with_the_same_words_are_two_documents() -> None:
    rows = [{"text": SENTENCE, "date": f"2024-08-1{n}"} for n in (1, 2)] + [{"text": SENTENCE, "id": n} for n in (1, 2)]
    documents = good(read_bytes("\n".join(map(json.dumps, rows))))
    assert len({d.id for d in documents}) == 4


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-08-11", date(2024, 8, 11)),
        ("2024-08-11 06:00:00", date(2024, 8, 11)),
        ("2024-08-11T23:30:00-05:00", date(2024, 8, 11)),
        ("20240811063000", date(2024, 8, 11)),
        ("20240811", date(2024, 8, 11)),
        ("Sun, 11 Aug 2024 06:00:00 GMT", date(2024, 8, 11)),
        ("August 11, 2024 | 6:00", date(2024, 8, 11)),
        (1723357800, date(2024, 8, 11)),
        (1723357800000, date(2024, 8, 11)),
        ("1723357800", date(2024, 8, 11)),
        ({"original": "2024-08-11"}, date(2024, 8, 11)),
        ("03/04/2024", None),
        ("yesterday", None),
        ("", None),
        (True, None),
        (float("nan"), None),
        (10**400, None),
        (1e300, None),
        ("2024-13-45", None),
    ],
)
def test_days(value: Any, day: date | None) -> None:
    assert day_of(value) == day


def test_a_dateline_serves_where_the_record_has_no_day(tmp_path: Path) -> None:
    (document,) = good(read_file(tmp_path, "a.jsonl", json.dumps({"text": f"GOMA, 4 July 2024 (Agency) - {SENTENCE}"})))
    assert (document.published, document.published_from) == (date(2024, 7, 4), "dateline")

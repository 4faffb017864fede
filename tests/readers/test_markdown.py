"""Markdown: words and figures are whole, paragraphs stay, and what only looks like Markdown is not touched."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import pytest

from sayso.model import Document
from sayso.readers.markdown import MAX_MARKDOWN, is_markdown, paragraphs

from .making import SENTENCE, good, read_bytes, read_file


def one(text: str) -> Document:
    (found,) = good(read_bytes(json.dumps([{"title": "Weekly update", "text": text}])))
    assert found.text.startswith("Weekly update\n\n")
    return found


def body(text: str) -> str:
    return one(text).text.removeprefix("Weekly update\n\n")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Forces [demolished](#demolitions) **21 structures** and hurt _37 people_.",
            "Forces demolished 21 structures and hurt 37 people.",
        ),
        ("The [Red Cross](https://rc.example/a_(b)) said *nine* were hurt.", "The Red Cross said nine were hurt."),
        ("**Kherson**\nTwo people were killed.\nFive were hurt.", "Kherson\nTwo people were killed.\nFive were hurt."),
        (
            "## Clashes\n\n- **Two** killed in Jenin\n- five hurt in Nablus\n",
            "Clashes\n\nTwo killed in Jenin\n\nfive hurt in Nablus",
        ),
        ("### Toll\n1. Two were killed\n2. Five were hurt", "Toll\n\nTwo were killed\n\nFive were hurt"),
        (
            "__Two__ people were killed, said [the mayor][1].\n\n[1]: https://m.example",
            "Two people were killed, said the mayor.",
        ),
        (
            "Two were killed.[^1] ![smoke over the town](https://p.example/a.jpg)\n\nFive were hurt.",
            "Two were killed.[^1] \n\nFive were hurt.",
        ),
        (
            '> "We counted **nine** trucks," he said.\n\nHe gave no names.',
            '"We counted nine trucks," he said.\n\nHe gave no names.',
        ),
        ("Not ~~16~~ but **six** people were killed.", "Not but six people were killed."),
        ("**Army &amp; police** <br> were there.", "Army & police\nwere there."),
    ],
)
def test_markdown_becomes_plain_words(text: str, meant: str) -> None:
    """ "**21 structures**" is no count of structures, and "[demolished](#d)" no word that a rule knows."""
    assert [line.strip() for line in body(text).splitlines()] == [line.strip() for line in meant.splitlines()]


@pytest.mark.parametrize(
    "text",
    [
        "Ahmad* and Sara* fled. *Their names were changed.",
        "*Names changed for safety. Five people were killed, he said.",
        "The plot of 5 * 3 metres and 2 ** 3 others burned.",
        "The R&D unit kept the list in file_of_names and old_file_2.",
        'He wrote "the [militants] (who had fled)" and [sic](see the note).',
        "- Two killed in Jenin\n- five hurt in Nablus\n",
        "1. Two killed\n2. Five hurt",
        "#Kherson: two killed\n#Ukraine",
        "**Provisional figures, to be confirmed by the ministry.",
        "Toll: 4 | 12\nA line of bars | and words | here.",
        "The number +380 *** ** 12 called twice.",
        "Two killed\n-----\nFive hurt",
    ],
)
def test_what_only_looks_like_markdown_is_kept_exactly(text: str) -> None:
    """A footnote's asterisk, a product and a file's name are no emphasis; a list is as good in plain text."""
    assert body(text) == text


def test_headings_are_headlines_and_their_words_are_where_they_are_said_to_be() -> None:
    found = one("## Clashes in the north\n\n**Two** people were killed.\n\n## Toll\n\nFive were hurt.")
    assert [found.text[b.start : b.end] for b in found.layout] == ["Weekly update", "Clashes in the north", "Toll"]


def test_a_table_is_lines_with_its_header() -> None:
    table = "| Town | Killed | Injured |\n|---|---:|---|\n| **Jenin** | 4 | 12 |\n| Tulkarm |  | 7 |\n"
    assert body(f"{SENTENCE}\n\n{table}\n\n{SENTENCE}") == (
        f"{SENTENCE}\n\nTown | Killed | Injured\nJenin | 4 | 12\nTulkarm | | 7\n\n{SENTENCE}"
    )


def test_a_number_that_counts_no_items_stays() -> None:
    assert [w for w, _ in paragraphs("x", "14. March 2026 was quiet.")] == ["14. March 2026 was quiet."]
    assert [w for w, _ in paragraphs("x", "1. March saw **two** attacks.")] == ["1. March saw two attacks."]


def test_where_the_source_says_so_a_column_or_a_name(tmp_path: Path) -> None:
    text = "- *Two* people were killed in the town of Oldbridge, the governor said."
    plain = "Two people were killed in the town of Oldbridge, the governor said."
    out = io.StringIO()
    csv.writer(out).writerows([["id", "body_markdown"], ["7", text]])
    assert good(read_bytes(out.getvalue(), columns={"markdown": "body_markdown"}))[0].text == plain
    assert good(read_bytes(json.dumps({"markdown": text})))[0].text == plain
    front = f'---\ntitle: "Two killed"\ndate: 2026-03-11\nauthor: Ann Poe\n---\n\n{text}\n'
    (found,) = good(read_file(tmp_path, "a.md", front))
    assert (found.title, str(found.published), found.byline, found.format) == (
        "Two killed", "2026-03-11", "Ann Poe", "markdown",
    )  # fmt: skip
    assert found.text == f"Two killed\n\n{plain}"


def test_a_text_file_is_markdown_only_if_that_is_sure(tmp_path: Path) -> None:
    """The promise that a text file's offsets are the file's own is broken for nothing less."""
    (kept,) = good(read_file(tmp_path, "a.txt", f"{SENTENCE} It was *not* the first _strike_."))
    assert kept.text == f"{SENTENCE} It was *not* the first _strike_."
    (found,) = good(read_file(tmp_path, "b.txt", f"# Strike\n\n{SENTENCE} It was [the third](https://x.example/1)."))
    assert found.text == f"Strike\n\n{SENTENCE} It was the third."
    assert (found.title, found.format) == ("Strike", "text")


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "*",
        "a*b ",
        "**a ",
        "_a ",
        "> ",
        "- ",
        "[a](",
        "`",
        "<",
        "![[",
        "|a",
        "1. x\n",
        "~~a ",
        "<b>",
        "# ",
        "[x]: http://a\n",
        "---\n",
    ],
)
def test_much_of_one_thing_takes_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + " word"
    start = time.monotonic()
    is_markdown(text)
    found = good(read_bytes(json.dumps({"text": f"**{SENTENCE}**\n\n{text[:50_000]}"}))) if piece != "<b>" else []
    assert all("Three people were killed" in d.text for d in found)
    assert time.monotonic() - start < 20


def test_a_text_of_many_megabytes_is_not_parsed() -> None:
    assert not is_markdown("**a** " * MAX_MARKDOWN)

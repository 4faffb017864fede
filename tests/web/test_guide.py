"""The guide to the web app tells the keys that there are, and the screens."""

from __future__ import annotations

import re
from pathlib import Path

from sayso.web.pages.reader import keys as reader_keys
from sayso.web.pages.reader import part_of
from sayso.web.pages.review import keys as review_keys
from sayso.web.viewing import SCREENS

GUIDE = (Path(__file__).parents[2] / "docs" / "web.md").read_text(encoding="utf-8")


def _told(text: str) -> set[str]:
    """The keys in a stretch of Markdown; ``1`` – ``6`` are six."""
    named = set(re.findall(r"`([^`]+)`", text)) | {word for word in ("Enter", "Space", "Backspace") if word in text}
    return named | {"1", "2", "3", "4", "5", "6"} if "`1` – `6`" in text else named


def test_the_keys_of_the_queue_are_told():
    rows = re.findall(r"^\| (.*?) \| .* \|$", GUIDE.split("|---|---|", 1)[1].split("\n\n", 1)[0], re.MULTILINE)
    there = {"Space" if one["key"] == " " else one["key"] for one in review_keys()}
    assert _told("\n".join(rows)) == there


def test_the_keys_of_the_reader_are_told():
    told = GUIDE.split("the reader `", 1)[1].split("\n\n", 1)[0]
    assert _told(f"`{told}") == {one["key"] for one in reader_keys(part_of(200, ""))} | {"[", "]"}


def test_every_screen_is_told():
    assert [name for _, name in SCREENS if name.lower() not in GUIDE.lower()] == []

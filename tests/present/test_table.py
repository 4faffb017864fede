"""The terminal table: readable in 80 columns, without colour, whatever the report holds."""

from __future__ import annotations

from io import BytesIO, StringIO, TextIOWrapper

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Reading
from sayso.present import FORMATS
from tests.exports.readings import document, hostile, reading


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")


def table(*readings: Reading, out: StringIO | None = None) -> str:
    out = out or StringIO()
    FORMATS["table"](readings, out)
    return out.getvalue()


def test_claim_reads_as_who_says_what_where_when_in_which_words() -> None:
    assert table(reading()).split("\n\n")[1].splitlines() == [
        "1  asserted · evacuation of people: at least 1,200 people evacuated",
        "   said by regional rescue service → Velkov News → The Velkov Courier",
        "   Orlan Oblast, XK (admin1, 41.50, 21.00) · up to 19 February 2024",
        "   │ More than 1,200 people have been evacuated from the Orlan region, the",
        "   │ regional rescue service said on Monday, according to the Velkov news",
        "   │ agency.",
        "   “evacuated” at 108–117, sentence 75–221, rule evacuation/evacuated",
    ]


def test_status_shows_without_colour() -> None:
    shown = table(reading())
    assert "✗ DENIED" in shown
    assert "? UNCERTAIN" in shown
    assert "» PLANNED" in shown


def test_header_and_foot() -> None:
    lines = table(reading()).splitlines()
    assert lines[1] == "The Velkov Courier · published 20 February 2024 (as given) · 7 claims"
    assert lines[-1] == "Read by machine, not verified. model en_core_web_sm · rulebook 0123456789ab"


def test_no_claims_is_said_plainly() -> None:
    assert "No claims" in table(Reading(document=document("Quiet.")))


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_lines_fit_the_terminal(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert max(map(len, table(reading(), hostile()).splitlines())) <= min(int(columns), 100)


def test_colour_only_on_a_terminal_that_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in table(reading())
    assert "\x1b[1;7mevacuated" in table(reading(), out=Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "31m" not in table(reading(), out=Terminal())


def test_escape_sequence_in_a_report_would_rewrite_the_readers_terminal() -> None:
    shown = table(hostile())
    assert not any(c in shown for c in "\x1b\x9b\x07\x00\u202e\ud800")
    assert "⟨U+202E⟩" in shown


def test_stream_that_cannot_show_arrows_gets_question_marks_not_a_crash() -> None:
    raw = BytesIO()
    out = TextIOWrapper(raw, encoding="ascii")
    FORMATS["table"]([reading()], out)
    out.flush()
    assert b"said by regional rescue service ? Velkov News" in raw.getvalue()


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_never_fails_on_odd_titles(title: str) -> None:
    shown = table(Reading(document=document("x", title=title, outlet=title)))
    shown.encode("utf-8")

"""What sayso promises of every reading, whatever the report (the promises are listed in the documentation)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.exports.contract import dumps, reading_to_dict
from sayso.model import (
    ACTOR_KINDS,
    BOUNDS,
    EVENT_TYPES,
    MEASURES,
    PRECISIONS,
    SOURCE_KINDS,
    STANCES,
    STATUSES,
    UNITS,
    VOICES,
    Claim,
    Reading,
    Span,
)
from sayso.model.mentions import Mention
from sayso.present import FORMATS
from sayso.service.reading import Reader, Unread

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted(p for p in (ROOT / "examples").iterdir() if p.suffix in (".txt", ".html"))
MAIN = "from sayso.cli import main; main()"
DAY = date(2025, 9, 14)


def spans(value: Any) -> Iterator[Span]:
    """Every span in a reading, however deep; tokens and their sentences too."""
    if isinstance(value, Span):
        yield value
    if is_dataclass(value):
        for field in fields(value):
            if not field.name.startswith("_"):
                yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


def check(reading: Reading) -> None:
    """Everything that holds of any reading."""
    text = reading.document.text
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text), span
        if hasattr(span, "text"):
            assert span.text == text[span.start : span.end]
    for name in ("blocks", "sentences", "actors", "places", "times", "counts", "weapons", "coreferences"):
        starts = [item.start for item in getattr(reading, name)]
        assert starts == sorted(starts), f"{name} are not in text order"
    for mention in (*reading.actors, *reading.places, *reading.times, *reading.counts, *reading.weapons):
        assert isinstance(mention, Mention)
        assert "/" in mention.rule, mention
    assert all(actor.kind in ACTOR_KINDS for actor in reading.actors)
    for claim in reading.claims:
        check_claim(claim, reading)
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)
    for quoted in quotations(reading_to_dict(reading)):
        assert quoted["text"] == text[quoted["start"] : quoted["end"]]


def check_claim(claim: Claim, reading: Reading) -> None:
    assert claim.sentence.contains(claim.trigger)
    assert any(s.start <= claim.trigger.start and claim.trigger.end <= s.end for s in reading.sentences)
    assert claim.type in EVENT_TYPES
    assert claim.status in STATUSES
    assert 0 < claim.confidence <= 1
    for figure in claim.figures:
        assert (figure.measure in MEASURES, figure.unit in UNITS, figure.bound in BOUNDS) == (True, True, True)
        assert figure.low is not None or figure.high is not None
        assert figure.low is None or figure.high is None or 0 <= figure.low <= figure.high
    if claim.attribution:
        assert claim.sources, "the report's own voice has no attribution"
        assert claim.attribution.voice in VOICES
        assert claim.attribution.stance in STANCES
        assert all(source.kind in SOURCE_KINDS for source in claim.sources)
        assert all(source.name.strip() for source in claim.sources)
    if claim.time and claim.time.earliest and claim.time.latest:
        assert claim.time.earliest <= claim.time.latest
    if claim.place:
        assert claim.place.place.precision in PRECISIONS


def quotations(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of the JSON that quotes the text."""
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from quotations(item)


@pytest.fixture(scope="module")
def readings(reader: Reader) -> dict[Path, Reading]:
    return {path: reader.read_path(path) for path in EXAMPLES}


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 16


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_quoted_stretch_is_the_reports(readings: dict[Path, Reading], path: Path) -> None:
    reading = readings[path]
    check(reading)
    assert reading.claims
    if path.suffix == ".txt":
        assert reading.document.text.encode("utf-8") == path.read_bytes()


def test_no_network_is_touched() -> None:
    """Reports may be secret: reading must work, and stay, on this machine."""
    program = (
        "import sys\n"
        "REACH = {'connect', 'getaddrinfo', 'gethostbyname', 'gethostbyaddr', 'getnameinfo', 'sendto', 'sendmsg'}\n"
        "def refuse(event, args):\n"
        "    if event.startswith('socket.') and event.removeprefix('socket.') in REACH:\n"
        "        raise SystemExit('the network was reached for')\n"
        "sys.addaudithook(refuse)\n"
        "from sayso.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "read", "--format", "jsonl", *map(str, EXAMPLES)],
        capture_output=True, timeout=180, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == len(EXAMPLES)


def test_the_same_report_gives_the_same_bytes(reader: Reader, readings: dict[Path, Reading]) -> None:
    for path, before in readings.items():
        assert dumps(reading_to_dict(reader.read_path(path))) == dumps(reading_to_dict(before))


def test_the_same_report_gives_the_same_bytes_in_another_process(readings: dict[Path, Reading]) -> None:
    """Python shuffles sets anew in each process; nothing may hang on their order."""
    expected = "".join(dumps(reading_to_dict(reading)) + "\n" for reading in readings.values())
    for seed in ("1", "20250914"):
        done = subprocess.run(
            [sys.executable, "-c", MAIN, "read", "--format", "jsonl", *map(str, EXAMPLES)],
            capture_output=True, timeout=180, check=False, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        assert done.stdout.decode("utf-8") == expected


INTRUDERS = (
    "\u00a0", "\u202f", "\u2028", "\r\n", "\n\n", "\t", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\u2066",
    "\u2069", "\u0301", "\u0327", "\ufb01", "\ufb03", "“", "”", "«", "»", "‘", "’", "'", '"', "„", "—", "–", "-", "…",
    "...", "\U0001f680", "\U0001f469\u200d\U0001f692", "\U0001f1fa\U0001f1e6", "ß", "İ", "ǆ", "٣", "½", "１２", "²",
    "\x07", "\x1b[31m", "\x7f", "\ud800", "\uffff", "\U000e0041", "<b>", "&amp;", "&#8217;", "%s", "{}", "\\u0000",
    "=1+1", "الجيش", "军队", "(", ")", "[", "]", ":", ";", ",", ".", "!", "@", "#", "$", "€", "1,000,000",
)  # fmt: skip
"""What gets into reports from web pages, copy and paste, and people who mean harm."""


@st.composite
def wounded(draw: st.DrawFn) -> str:
    """A stretch of an example with odd characters put in, pieces cut out or doubled."""
    text = draw(st.sampled_from(PLAIN))
    start = draw(st.integers(0, max(0, len(text) - 50)))
    text = text[start : start + draw(st.integers(20, 400))]
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(text)))
        kind = draw(st.sampled_from("iiiiidx"))
        if kind == "i":
            text = text[:at] + draw(st.sampled_from(INTRUDERS)) + text[at:]
        elif kind == "d":
            text = text[:at] + text[at + draw(st.integers(1, 12)) :]
        else:
            text = text[:at] + text[max(0, at - 15) : at] * draw(st.integers(1, 4)) + text[at:]
    return text


PLAIN = [path.read_text("utf-8") for path in EXAMPLES if path.suffix == ".txt"]
PATIENT = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@PATIENT
@given(text=wounded())
def test_a_wounded_report_is_read_and_quoted_exactly(reader: Reader, text: str) -> None:
    reading = reader.read_text(text, published=DAY)
    check(reading)
    assert reading.document.text == text


@PATIENT
@given(text=st.text(max_size=200))
def test_any_text_at_all_is_read(reader: Reader, text: str) -> None:
    check(reader.read_text(text, published=DAY))


@pytest.mark.parametrize("published", [None, date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29)])
def test_any_day_of_publication_will_do(reader: Reader, published: date | None) -> None:
    """Counting back from the first day there is, or on from the last, must not crash."""
    text = (
        "Rebels captured Goma overnight, the army said on Monday. Two weeks ago 30 people were killed; last year 40. "
        "Talks will be held tomorrow, next month and in ten years. Since 1998, three centuries ago, in the 1990s."
    )
    check(reader.read_text(text, published=published))


HOSTILE = {
    "nothing but quotes": "“" * 3000 + '"' * 3000,
    "nothing but brackets": "([{" * 3000,
    "one long word": "a" * 60_000,
    "one long sentence": "the army said that " * 400 + "Goma fell.",
    "a tower of quotes": "“He said " * 800,
    "many numbers": "12,345 and " * 3000,
    "a huge number": "At least " + "9" * 5000 + " people were killed in Goma.",
    "many dashes": "-" * 20_000,
    "zalgo": "G" + "\u0301" * 5000 + "oma fell.",
    "bidi": "\u202eThe army\u202c said \u2066Goma\u2069 fell.",
    "many line ends": "Goma\n" * 500,
    "many names": "Goma, Kyiv, Gaza, Sudan, " * 500,
    "script": "<script>alert(1)</script> The army said Goma fell.",
    "formula": "=HYPERLINK(\"x\") The army said Goma fell.\n@SUM(1)\n+1\n-1",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_neither_crashes_nor_hangs(reader: Reader, name: str) -> None:
    check(reader.read_text(HOSTILE[name], published=DAY))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400) | st.binary(max_size=60).map(lambda b: b"<html><body><p>" + b * 3))
def test_any_bytes_at_all_give_a_reading_or_a_clear_error(
    reader: Reader, tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    (result,) = reader.read_paths([path])
    if isinstance(result, Unread):
        assert str(path) in str(result.error)
        assert "\n" not in str(result.error)
    else:
        check(result)


def test_nothing_is_shown_as_verified(readings: dict[Path, Reading]) -> None:
    """A machine has read it; nobody has checked it. No form of output may say otherwise."""
    from io import StringIO

    for name, write in FORMATS.items():
        out = StringIO()
        write([reading for path, reading in readings.items() if path.name.startswith("13-")], out)
        words = out.getvalue().casefold()
        assert "machine-verified" not in words, name
        assert '"verified"' not in words, name

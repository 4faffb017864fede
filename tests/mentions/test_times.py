"""Time expressions: found where they are, resolved as the codebook says, silent where they are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import RulebookError
from sayso.mentions.times import Times
from sayso.mentions.times.grammar import Grammar
from sayso.model import Block, Document, Reading, TimeMention
from sayso.rules.rulebook import load_rulebook
from sayso.rules.times import TimeRow
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL, Syntax

SUNDAY = date(2024, 8, 11)


@cache
def stages() -> tuple[Syntax, Times, tuple[TimeRow, ...]]:
    rulebook = load_rulebook()
    resources = Resources(rulebook=rulebook, gazetteer=None, model=DEFAULT_MODEL)  # type: ignore[arg-type]
    return Syntax(resources), Times(resources), rulebook.rows(TimeRow)


def times(text: str, published: date | None = SUNDAY) -> tuple[TimeMention, ...]:
    syntax, stage, _ = stages()
    document = Document(id="d", text=text, text_sha256="", published=published)
    reading = Reading(document=document, blocks=(Block(start=0, end=len(text), kind="body"),))
    return stage(replace(reading, sentences=syntax(reading)))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "words", "value", "earliest", "latest"),
    [
        ("Shells killed five on Sunday.", "Sunday", "2024-08-11", "2024-08-11", "2024-08-11"),
        ("Shells killed five on Monday.", "Monday", "2024-08-05", "2024-08-05", "2024-08-05"),
        ("The truce will begin on Monday.", "Monday", "2024-08-12", "2024-08-12", "2024-08-12"),
        ("It was agreed last Sunday.", "last Sunday", "2024-08-04", "2024-08-04", "2024-08-04"),
        ("Drones hit the port overnight.", "overnight", "2024-08-10TNI", "2024-08-10", "2024-08-11"),
        ("Drones hit the port on Friday night.", "Friday night", "2024-08-09TNI", "2024-08-09", "2024-08-09"),
        ("Drones hit the port last week.", "last week", "2024-W31", "2024-07-29", "2024-08-04"),
        ("Drones hit the port last month.", "last month", "2024-07", "2024-07-01", "2024-07-31"),
        ("Drones hit the port in March.", "March", "2024-03", "2024-03-01", "2024-03-31"),
        ("Drones hit the port in October.", "October", "2023-10", "2023-10-01", "2023-10-31"),
        ("Drones hit the port on 12 March 2023.", "12 March 2023", "2023-03-12", "2023-03-12", "2023-03-12"),
        ("Drones hit the port on 6 May last year.", "6 May last year", "2023-05-06", "2023-05-06", "2023-05-06"),
        ("The camp is shut until October.", "October", "2024-10", "", "2024-10-31"),
        ("Aid is payable Sept. 7.", "Sept. 7", "2024-09-07", "2024-09-07", "2024-09-07"),
        ("Movement was restricted until Friday.", "Friday", "2024-08-16", "", "2024-08-16"),
        ("Raids doubled a couple of years ago.", "a couple of years ago", "2022", "2022-01-01", "2022-12-31"),
        ("Drones hit the port on Aug. 6.", "Aug. 6", "2024-08-06", "2024-08-06", "2024-08-06"),
        ("Nine died in early 2024.", "early 2024", "2024", "2024-01-01", "2024-03-31"),
        ("Nine died over the past 24 hours.", "the past 24 hours", "PT24H", "2024-08-10", "2024-08-11"),
        ("Nine died two days ago.", "two days ago", "2024-08-09", "2024-08-09", "2024-08-09"),
        ("Fighting went on for the third day.", "the third day", "P3D", "2024-08-09", "2024-08-11"),
        ("Talks ran from Monday to Wednesday.", "Monday to Wednesday", None, "2024-08-05", "2024-08-07"),
        ("Talks ran between 3 and 5 March.", "3 and 5 March", None, "2024-03-03", "2024-03-05"),
        ("Talks were held on March 12-14.", "March 12-14", None, "2024-03-12", "2024-03-14"),
        ("Sirens rang at 5:30 a.m. on Aug. 6.", "5:30 a.m. on Aug. 6", "2024-08-06T05:30", "2024-08-06", "2024-08-06"),
        ("The 30-month war goes on.", "30-month", "P30M", "", ""),
        ("The camp is shelled every day.", "every day", "P1D", "", ""),
    ],
)  # fmt: skip
def test_resolves(text: str, words: str, value: str | None, earliest: str, latest: str) -> None:
    (found,) = [m for m in times(text) if m.text.lower().removeprefix("the ") == words.lower().removeprefix("the ")]
    assert value is None or found.value == value
    assert (found.earliest, found.latest) == (day(earliest), day(latest))


@pytest.mark.parametrize(
    ("text", "sense", "earliest", "latest"),
    [
        ("Some 300 have fled since October 7.", "since", "2023-10-07", "2024-08-11"),
        ("It is the largest raid since the start of the war.", "since", "", ""),
        ("Nine died since the start of the war in April 2023.", "since", "2023-04-01", "2024-08-11"),
        ("The curfew was imposed until Friday.", "until", "", "2024-08-16"),
        ("They had fled by Saturday evening.", "until", "", "2024-08-10"),
        ("So far 12 bodies have been found.", "so-far", "", "2024-08-11"),
    ],
)
def test_senses(text: str, sense: str, earliest: str, latest: str) -> None:
    (found,) = times(text)
    assert (found.sense, found.earliest, found.latest) == (sense, day(earliest), day(latest))


@pytest.mark.parametrize(
    "text",
    [
        "A 6-year-old girl and her 31-year-old uncle were hurt.",
        "The second attack may come.",
        "Troops march north.",
        "The Sunday Times reported it.",
        "UN Resolution 1701 was cited.",
        "The M23 rebels took the town.",
        "The fall of the city was swift.",
    ],
)
def test_stays_silent(text: str) -> None:
    assert times(text) == ()


def test_relative_expressions_stay_open_without_a_publication_day() -> None:
    """Harm prevented: a report without a date was dated by the day it was read."""
    for found in times("Nine died on Sunday, last week and in March, two days ago, overnight.", None):
        assert (found.earliest, found.latest) == (None, None)
    (absolute,) = times("Nine died on 12 March 2024.", None)
    assert absolute.earliest == date(2024, 3, 12)


def test_ambiguous_numeric_date_is_left_open_unless_publication_decides() -> None:
    """Harm prevented: 12/03/2024 read as the wrong one of two days."""
    assert times("The order of 12/03/2024 was found.")[0].earliest is None
    assert times("The order of 10/08/2024 was found.")[0].earliest == date(2024, 8, 10)
    assert times("The order of 25/03/2024 was found.")[0].earliest == date(2024, 3, 25)


def test_attack_known_by_its_day_is_not_moved_to_the_coming_anniversary() -> None:
    """Harm prevented: "the Oct. 7 attack" in a report of early October dated to a day yet to come."""
    found = times("The march recalled the Oct. 7 attack.", date(2024, 10, 4))
    assert found[0].earliest == date(2023, 10, 7)


def test_later_day_counts_from_the_date_told_last() -> None:
    found = times("The town fell on July 3. Two days later, the camp fell. The next day, aid came.")
    assert [m.earliest for m in found] == [date(2024, 7, 3), date(2024, 7, 5), date(2024, 7, 6)]


def test_examples_of_the_table() -> None:
    for row in stages()[2]:
        for example in row.example:
            assert row.rule in {m.rule for m in times(example)}, (row.id, example)
        for counter in row.counter:
            assert row.rule not in {m.rule for m in times(counter)}, (row.id, counter)


@pytest.mark.parametrize("pattern", ["( weekday", "weekday )", "wekday", ""])
def test_bad_pattern_names_its_row(pattern: str) -> None:
    row = TimeRow(id="x", pattern=pattern, resolve="weekday", file="t.csv", line=3)
    with pytest.raises(RulebookError, match=r"t\.csv"):
        Grammar([row])


def told(found: TimeMention) -> str:
    """Its day, with the hour where that is told, its days, or its value where it has none."""
    first, last = found.earliest, found.latest
    if first is None and last is None:
        return found.value or "-"
    if first != last:
        return f"{first or ''}..{last or ''}"
    return found.value if found.value.startswith(f"{first}T") else f"{first}"


ROWS = yaml.safe_load(Path(__file__).with_name("times.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ROWS)
def test_kinds_of_expressions_and_their_look_alikes(kind: str) -> None:
    for row, wanted in ROWS[kind].items():
        published, _, text = row[1:].partition("] ") if row.startswith("[") else (SUNDAY.isoformat(), "", row)
        found = times(text, None if published == "none" else day(published))
        assert ", ".join(map(told, found)) == wanted, row


@pytest.mark.parametrize(
    "text",
    [
        "The 9th and the 10th brigades withdrew.",
        "More than 2014 soldiers surrendered.",
        "They had known each other for some time; in that time nothing was told.",
        "He did so in this period.",
    ],
)
def test_look_alikes_stay_silent(text: str) -> None:
    assert [m for m in times(text) if m.earliest] == []


@pytest.mark.parametrize("words", ["During this period", "In that time", "During that period", "In this time"])
def test_a_stretch_told_before_dates_what_is_told_of_it(words: str) -> None:
    """Else the figures of a periodical report, whose title alone names the days, have no time."""
    told, again = times(f"Update for 16-28 February 2024. {words} nine died.")
    assert (told.earliest, told.latest) == (again.earliest, again.latest) == (date(2024, 2, 16), date(2024, 2, 28))


def test_a_day_told_before_is_no_stretch() -> None:
    (found,) = times("The town fell on 28 February 2024. During that time nine died.")
    assert found.value == "2024-02-28"


def test_a_row_of_days_is_told_as_running() -> None:
    assert [m.running for m in times("Fighting went on for the third day on Friday.")] == [True, False]


WORDS = st.sampled_from(
    "on since until the last next 3 12 31 2024 0000 99 March May Sunday week days night overnight ago later earlier "
    "first 5:30 a.m. - , to and of early mid quarter century 1990s 12/13/2024 2024-02-31 99999999999 several "
    "evenings nights this that time period yesterday 9th 10th into in".split()
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(WORDS, max_size=14), published=st.sampled_from([SUNDAY, None, date.min, date.max]))
def test_any_words_give_true_spans_and_ordered_days(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    for found in times(text, published):
        assert text[found.start : found.end] == found.text
        assert not found.earliest or not found.latest or found.earliest <= found.latest


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=60))
def test_odd_text_never_raises(text: str) -> None:
    for found in times(text):
        assert text[found.start : found.end] == found.text


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(published=st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_past_weekday_lies_within_the_week_up_to_publication(published: date) -> None:
    (found,) = times("Shells killed five on Thursday.", published)
    assert found.earliest is not None
    assert timedelta(0) <= published - found.earliest < timedelta(7)
    assert found.earliest.isoweekday() == 4


def test_that_weekday_is_the_one_told_of() -> None:
    """ "That Friday" in a report published later must not slide to the week of publication."""
    found = times("The raid began on Friday, 10 May 2024. He spoke that Friday.")
    assert [m.value for m in found] == ["2024-05-10", "2024-05-10"]


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Shells fell on the port in the first week of March.", "2024-03-01", "2024-03-07"),
        ("Shells fell on the port in the second week of March.", "2024-03-08", "2024-03-14"),
        ("The war began in the early 1990s.", "1990-01-01", "1993-12-31"),
        ("The war ended in the late 1990s.", "1996-01-01", "1999-12-31"),
        ("Deaths fell in the fourth quarter.", "2023-10-01", "2023-12-31"),
        ("The port will reopen in the first quarter.", "2025-01-01", "2025-03-31"),
        ("The port will reopen in the fourth quarter.", "2024-10-01", "2024-12-31"),
    ],
)  # fmt: skip
def test_a_part_of_a_stretch_begins_and_ends_where_it_does(text: str, earliest: str, latest: str) -> None:
    """Else an attack of the first week counts in the second one too, and a plan is set in a quarter that is over."""
    (found,) = times(text)
    assert (found.earliest, found.latest) == (day(earliest), day(latest))


def test_a_year_before_a_quarter_is_a_quarter() -> None:
    found = times("Attacks doubled in the second quarter from a year earlier.")
    assert [m.value for m in found] == ["2024-Q2", "2023-Q2"]


def test_a_year_since_which_something_holds_does_not_date_what_follows() -> None:
    found = times("They have sealed off the town since February 2022; a convoy got through on 2 March.")
    assert [m.value for m in found] == ["2022-02", "2024-03-02"]

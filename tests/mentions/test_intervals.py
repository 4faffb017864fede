"""An interval never ends before it begins, whatever words a report puts together."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import Reader

PUBLISHED = st.sampled_from([date(2024, 8, 11), date(2024, 1, 1), date(2024, 2, 29), None])
WHEN = st.sampled_from(
    [
        "on Sunday", "since Monday", "until Friday", "by 1 May", "overnight", "overnight into Thursday", "last week",
        "from Friday to Monday", "between 3 and 5 March", "on the nights of 7-8 and 8-9 March", "since October 7",
        "between the 9th and the 10th", "in late December", "for the third day", "over the past 24 hours", "in 2023",
        "from December to January", "on the last Friday of February", "two days later", "the week before last",
        "so far",
        "since the end of the war", "before dawn", "on Monday of next week",
        "in the first half of 2024", "during that time",
    ]
)  # fmt: skip
WHAT = st.sampled_from(
    [
        "Shelling killed nine people in Goma {}.", "Troops have held the town {}.",
        "Drones hit the port {}, killing two.",
        "Some 3,000 people fled the district {}.", "The truce will begin {}.", "Nine bodies were found {}.",
        "The army said {} that rebels had taken the bridge {}.", "{} gunmen abducted ten villagers.",
    ]
)  # fmt: skip
SENTENCE = st.builds(lambda what, one, two: what.format(one, two), WHAT, WHEN, WHEN)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(sentences=st.lists(SENTENCE, min_size=1, max_size=4), published=PUBLISHED)
def test_no_interval_of_a_reading_ends_before_it_begins(
    reader: Reader, sentences: list[str], published: date | None
) -> None:
    """Else an incident's days are empty, and nothing can ever fall within them."""
    reading = reader.read_text(" ".join(sentences), published=published)
    spans = [(m.text, m.earliest, m.latest) for m in reading.times]
    spans += [(c.type, c.time.earliest, c.time.latest) for c in reading.claims if c.time]
    for words, earliest, latest in spans:
        assert not earliest or not latest or earliest <= latest, words

"""Captions: the day of a report that nobody dated, told by the picture above it or beside the name of a weekday.

"Smoke rises over Gaza City, November 13, 2018." closes with the day that the scene was seen: the report's "Monday" is
the nearest one. "On Saturday (July 18, 2015)" says which Saturday is meant, and so all the others. A report that opens
"May 2" and has 2010-05 in its number or address is of that May: here "yesterday" is known as well. What a dateline of
"May 5" tells of "today" was on that day, also where the report came out two days later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sayso.grammar.clauses import governor
from sayso.model import Reading, TimeMention

_PAST = frozenset({"VBD", "MD"})
_YEAR = re.compile(r"\d{4}")
_CLOSING = ".)\"'”’ "
_BESIDE = re.compile(r",? ?\(?$")
_NEAR, _HEAD = 4, 200
_LATE = 7
"""How many days after the day of its dateline a report may come out."""
_NUMBER = re.compile(r"\b((?:19|20)\d\d)[-/.](0[1-9]|1[0-2])\b")
_NO_YEAR = re.compile(r"XXXX-(\d\d)-(\d\d)")


def day_of_release(reading: Reading, found: Sequence[TimeMention]) -> date | None:
    """The day of an undated report, from the first day that it names and a year and month in its number or address."""
    if reading.document.published is not None:
        return None
    days = (_NO_YEAR.fullmatch(m.value) for m in found if m.start < _HEAD)
    month, day = next((told.groups() for told in days if told), ("", ""))
    years = {number[1] for number in _NUMBER.finditer(reading.document.text) if number[2] == month}
    if len(years) != 1:
        return None
    try:
        return date.fromisoformat(f"{years.pop()}-{month}-{day}")
    except ValueError:  # the 29th of February of another year
        return None


def day_of_dateline(reading: Reading, found: Sequence[TimeMention]) -> date | None:
    """The day in the dateline of a report that came out up to a week later: "SRINAGAR, May 5:"."""
    published = reading.document.published
    line = next((s for s in reading.sentences if s.kind == "dateline"), None)
    days = [m for m in found if line and line.contains(m) and m.grain == "day" and m.earliest == m.latest]
    day = days[0].earliest if len(days) == 1 else None
    return day if day and published and 0 < (published - day).days <= _LATE else None


def day_of_news(reading: Reading, found: Sequence[TimeMention]) -> date | None:
    """The last such day of an undated report, or None."""
    if reading.document.published is not None:
        return None
    dated = [m for m in found if m.grain == "day" and m.earliest and m.earliest == m.latest and _YEAR.search(m.text)]
    days = [m.earliest for m in dated if m.earliest and (_is_of_weekday(m, found, reading) or _is_caption(m, reading))]
    return max(days, default=None)


def _is_of_weekday(mention: TimeMention, found: Sequence[TimeMention], reading: Reading) -> bool:
    """Whether a weekday stands right before a date, which fell on it."""
    text, day = reading.document.text, mention.earliest
    wanted = f"XXXX-WXX-{day.isoweekday()}" if day else ""
    before = (m for m in found if m.value == wanted and 0 <= mention.start - m.end <= _NEAR)
    return any(_BESIDE.fullmatch(text[m.end : mention.start]) for m in before)


def _is_caption(mention: TimeMention, reading: Reading) -> bool:
    """Whether a date closes a sentence that tells, in the present or without a verb, what is seen."""
    sentence = reading.sentence_at(mention.start)
    head = sentence.head_of(mention) if sentence else None
    if sentence is None or head is None or reading.document.text[mention.end : sentence.end].strip(_CLOSING):
        return False
    verbs = [t for t in sentence.tokens if t.dep == "ROOT"]
    if sentence.head(head).pos == "ADP":  # "a trial that began on 19 October 2005"
        verbs += [verb] if (verb := governor(sentence, head)) else []
    helping = [t for verb in verbs for t in sentence.children(verb, "aux", "auxpass")]
    return not any(t.tag in _PAST for t in (*verbs, *helping))

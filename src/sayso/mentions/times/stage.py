"""The stage: find time expressions sentence by sentence and resolve them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import takewhile
from typing import ClassVar

from sayso.lang import lexicon
from sayso.mentions.times import absolute, lengths, relative, years
from sayso.mentions.times.captions import day_of_dateline, day_of_news, day_of_release
from sayso.mentions.times.context import Found, Match, Memory, Sense, Undated
from sayso.mentions.times.grammar import Grammar
from sayso.mentions.times.lexer import APART, Lexeme, Lexer
from sayso.mentions.times.merge import Piece, merge
from sayso.mentions.times.quoted import Told, told_days
from sayso.mentions.times.tense import Direction, Tense
from sayso.model import Reading, Sentence, Span, TimeMention
from sayso.rules.times import Resolver, TimeRow, TimeWordRow
from sayso.rules.units import NumberRow
from sayso.stage import Resources

RESOLVERS: dict[Resolver, Callable[[Match], Found | None]] = {
    "iso": absolute.iso,
    "slash": absolute.slash,
    "date": absolute.month_date,
    "day-range": absolute.day_range,
    "day-of-month": absolute.day_of_month,
    "month": absolute.month,
    "ending": absolute.unit_ending,
    "month-part": absolute.month_part,
    "month-weekday": absolute.month_weekday,
    "year": years.year,
    "decade": years.decade,
    "century": years.century,
    "season": years.season,
    "quarter": years.quarter,
    "half": years.half,
    "holiday": absolute.holiday,
    "weekday": relative.weekday,
    "weekday-of-week": relative.weekday_of_week,
    "weekend": relative.weekend,
    "deictic": relative.deictic,
    "overnight": relative.overnight,
    "part": relative.part,
    "clock": relative.clock,
    "relative-unit": lengths.unit,
    "told-stretch": relative.told_stretch,
    "ago": relative.ago,
    "day-ago": relative.day_ago,
    "shift": relative.shift,
    "window": lengths.window,
    "duration": lengths.duration,
    "nth-unit": lengths.nth_unit,
    "set": lengths.repeated,
    "frequency": lengths.frequency,
    "ref": lengths.reference,
    "sofar": lengths.so_far,
    "event": lengths.event,
}
_EVENT_DAY = lexicon("times")["stage.event_day"]
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PRON"})


class Times:
    """Fills ``times``. Spans leave out the preposition ("Saturday" of "on Saturday"), as TIMEX3 does.

    Days are told from ``Document.published``; without it, from the day of a caption as far as that tells them, and the
    others keep an empty or partly unknown value ("XXXX-10-07") and open bounds. A time since which something holds
    runs to publication; one until which it holds has no first day.
    """

    needs: ClassVar[tuple[str, ...]] = ("sentences",)
    fills: ClassVar[str] = "times"

    def __init__(self, resources: Resources) -> None:
        words = resources.rulebook.rows(TimeWordRow)
        self._lexer = Lexer(words, resources.rulebook.rows(NumberRow))
        self._grammar = Grammar(resources.rulebook.rows(TimeRow))
        self._words = {kind: _words(words, kind) for kind in (*APART, "since", "until")}
        self._tense = Tense(self._words)

    def __call__(self, reading: Reading) -> tuple[TimeMention, ...]:
        """Every time expression, in text order."""
        found = self._find(reading, ())
        released = day_of_release(reading, found) or day_of_dateline(reading, found)
        if released:
            reading = replace(reading, document=replace(reading.document, published=released))
            found = self._find(reading, ())
        around = day_of_news(reading, found)
        told = told_days(reading, found)
        return self._find(reading, told, around) if told or around else found

    def _find(self, reading: Reading, told: Sequence[Told], around: date | None = None) -> tuple[TimeMention, ...]:
        """Every time expression; ``told``: the quotations whose day of saying is known."""
        mentions: list[TimeMention] = []
        memory = Memory()
        for sentence in reading.sentences:
            lexemes = self._lexer(sentence, reading.document.text)
            memory.explicit = None
            pieces = list(self._pieces(sentence, lexemes, partial(_today, reading, told), memory, around))
            pieces = merge(pieces, lexemes)
            if len(lexemes) == len(pieces) == 1 and pieces[0].row.resolve == "year":
                memory.heading = lexemes[0].number
            mentions += [_mention(p, lexemes, reading) for p in pieces]
            memory.stretch = next((p.found.period for p in reversed(pieces) if _is_stretch(p)), memory.stretch)
        return tuple(mentions)

    def _pieces(
        self,
        sentence: Sentence,
        lexemes: list[Lexeme],
        today: Callable[[int], date | None],
        memory: Memory,
        around: date | None,
    ) -> Iterator[Piece]:
        """The longest match that resolves at each lexeme, from left to right.

        ``today``: the day that an expression at an offset counts from.
        """
        kinds = self._grammar.kinds(lexemes)
        at, previous = 0, None
        while at < len(lexemes):
            step = 1
            for row, end in self._grammar.candidates(kinds, at):
                if self._in_name(lexemes, at, end):
                    step = end - at
                    break
                sense = self._sense(lexemes, at)
                if row.resolve == "clock" and at and lexemes[at - 1].kind == "shift":
                    sense = "at"  # "shortly before 5 p.m."
                if previous and previous.row.resolve in ("part", "clock") and at - previous.end <= 1:
                    sense = previous.sense
                direction = partial(self._direction, sentence, lexemes, at, end)
                match = Match(row, lexemes, at, end, today(lexemes[at].start), memory, sense, direction, around)
                found = _resolve(match)
                if found:
                    previous = Piece(row, found, at, end, sense)
                    yield previous
                    _remember(memory, match, found)
                    step = end - at
                    break
            at += step

    def _direction(self, sentence: Sentence, lexemes: list[Lexeme], start: int, end: int) -> Direction:
        before = lexemes[start - 1] if start else None
        if before and before.kind == "ahead":
            return "future"
        head = sentence.head_of(Span(start=lexemes[start].start, end=lexemes[end - 1].end))
        return self._tense.direction(sentence, head, before) if head else "open"

    def _sense(self, lexemes: list[Lexeme], start: int) -> Sense:
        before = lexemes[start - 1] if start else None
        if before is None or (before.kind == "shift" and lexemes[start].kind in ("part", "daypart")):
            return "at"  # "before dawn": then, not at any time up to it
        if before.lower in self._words["since"] or self._begins_count(lexemes, start - 1):
            return "since"
        return "until" if before.lower in self._words["until"] else "at"

    def _begins_count(self, lexemes: list[Lexeme], at: int) -> bool:
        """Whether a day is that of an event since which is counted: "since the truce of 3 May", "since it (3 May)"."""
        if lexemes[at].lower not in _EVENT_DAY:
            return False
        named = takewhile(lambda x: x.token.pos in _NAMING or x.lower in _EVENT_DAY, reversed(lexemes[:at]))
        first = at - sum(1 for _ in named)
        return 0 < first < at and lexemes[first - 1].lower in self._words["since"]

    def _in_name(self, lexemes: list[Lexeme], start: int, end: int) -> bool:
        """Whether the expression is part of a name: "Sunday Times", "Black September", "Resolution 1701"."""
        first, final = lexemes[start], lexemes[end - 1]
        if first.kind not in ("weekday", "month", "year") and final.kind not in ("weekday", "month"):
            return False
        before = lexemes[start - 1] if start else None
        after = lexemes[end] if end < len(lexemes) else None
        return bool(
            (before and before.lower in self._words["name-before"] and before.token.text[:1].isupper())
            or (after and after.lower in self._words["name-after"] and after.token.text[:1].isupper())
        )


def _today(reading: Reading, told: Sequence[Told], offset: int) -> date | None:
    """The day that what stands in a quotation was said, where it is known; else that of publication."""
    quoted = next((t.day for t in told if t.start <= offset < t.end), None)
    return quoted or reading.document.published


def _resolve(match: Match) -> Found | None:
    try:
        return RESOLVERS[match.row.resolve](match)
    except Undated as undated:
        return undated.found
    except (ValueError, OverflowError):  # outside the calendar: the year 0, a million years ago
        return None


def _remember(memory: Memory, match: Match, found: Found) -> None:
    period = found.period
    if period is None or found.grain in ("decade", "century"):
        return
    if match.sense != "since" or memory.last is None:  # "since May" bounds a count; "a week earlier" counts from a day
        memory.last = period
    if match.get("year", "iso") and match.sense != "since":
        memory.explicit = period
    if match.row.resolve == "quarter":
        memory.quarter = period


def _is_stretch(piece: Piece) -> bool:
    """Whether it runs from one day to another, so that "during this period" takes it up."""
    period = piece.found.period
    return period is not None and "/" in period.value


def _words(rows: Iterable[TimeWordRow], kind: str) -> frozenset[str]:
    return frozenset(word for row in rows if row.kind == kind for word in row.words)


def _mention(piece: Piece, lexemes: list[Lexeme], reading: Reading) -> TimeMention:
    start, end = lexemes[piece.start].start, lexemes[piece.end - 1].end
    found = piece.found
    sense = found.sense or (piece.sense if found.kind in ("date", "time") else "at")
    earliest, latest = found.earliest, found.latest
    published = reading.document.published
    if sense == "since":
        latest = published if published and earliest and earliest <= published else None
    elif sense == "until":
        earliest = None
    return TimeMention(
        start=start,
        end=end,
        text=reading.document.text[start:end],
        rule=piece.row.rule,
        kind=found.kind,
        value=found.value,
        earliest=earliest,
        latest=latest,
        grain=found.grain,
        sense=sense,
        running=piece.row.resolve == "nth-unit",
    )

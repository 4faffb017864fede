"""What the words of a coded figure or time say, read without the reader that is measured: numbers, days, weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from sayso.rules import load_rulebook
from sayso.rules.times import TimeWordRow
from sayso.rules.units import NumberRow

_TOKEN = re.compile(r"\d+(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+")
_PARTS = re.compile(r",|;|&|\b(?:and|or|plus|as well as)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AGE = re.compile(r"\b\d+[- ]years?[- ]olds?\b|\baged? \d+\b|,\s*\d{1,2}\s*,", re.IGNORECASE)
_SPACED = re.compile(r"(?<=\d) (?=\d{3}\b)")
_TOGETHER = {"twin": 2, "both": 2, "couple": 2, "pair": 2, "duo": 2, "trio": 3, "double": 2, "triple": 3}
_UNHURT = re.compile(
    r"\b(?:no|not|none|nobody|nothing|nor|neither|never|without|escaped|only|safe(?:ly)?|un(?:hurt|harmed|injured|scathed))\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_Date = tuple[int | None, int | None, int | None]
_DAY = re.compile(r"([12]?\d|3[01])(?:st|nd|rd|th)?|0[1-9]")


@dataclass(frozen=True, slots=True)
class _Tables:
    numbers: Mapping[str, float]
    multipliers: Mapping[str, float]
    phrases: tuple[tuple[str, float], ...]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    deictics: Mapping[str, int]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    rulebook = load_rulebook()
    rows = rulebook.rows(NumberRow)
    times = rulebook.rows(TimeWordRow)

    def words(kind: str) -> dict[str, float]:
        return {word: row.value for row in rows if row.kind == kind for word in row.words}

    def of_time(kind: str) -> dict[str, int]:
        return {word: int(row.value.split()[0]) for row in times if row.kind == kind for word in row.words}

    vague = words("vague")
    return _Tables(
        numbers=words("cardinal") | of_time("ord") | _TOGETHER,
        multipliers=words("multiplier"),
        phrases=tuple(sorted(vague.items(), key=lambda item: -len(item[0]))),
        weekdays=of_time("weekday"),
        months=of_time("month"),
        deictics=of_time("deictic"),
    )


def numbers_in(words: str) -> set[float]:
    """Every number that the words state: each by itself and as put together ("two hundred and five", "1.2 million")."""
    tables = _tables()
    low = _SPACED.sub("", _AGE.sub(" ", words)).lower().replace("-", " ")
    found: set[float] = set()
    for phrase, meant in tables.phrases:
        if re.search(rf"\b{phrase.replace('-', ' ')}\b", low):
            found.add(meant)
            low = low.replace(phrase.replace("-", " "), " ; ")
    total: float | None = None
    current: float | None = None
    for token in [*_TOKEN.findall(low), ";"]:
        value = _value(token, tables)
        if value is not None:
            found.add(value)
            adds = current is not None and (current >= 20 > value or current >= 100 > value)
            current = value if current is None else current + value if adds else value
        elif token in tables.multipliers:
            by = tables.multipliers[token]
            found |= {by, (current or 1) * by}
            current = (current or 1) * by
            if by >= 1000:
                total, current = (total or 0) + current, None
        elif token != "and":
            total = current = None
        if total is not None or current is not None:
            found.add((total or 0) + (current or 0))
    return found | ({0.0} if _UNHURT.search(words) else set())


def _value(token: str, tables: _Tables) -> float | None:
    if token[0].isdigit():
        return float(token.replace(",", ""))
    return tables.numbers.get(token)


def heads_in(words: str) -> float:
    """How many are meant where names or nouns are listed ("a boy and his two sisters": 3)."""
    parts = [numbers_in(part) for part in _PARTS.split(_AGE.sub(",", words)) if part.strip()]
    return sum(max(found - {0.0}, default=1.0) for found in parts)


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """What the words of a time say. ``days``: written dates, with None for what is left open (year, month, day)."""

    days: tuple[_Date, ...] = ()
    weekdays: tuple[int, ...] = ()
    shifts: tuple[int, ...] = field(default=())


def time_in(words: str) -> WrittenTime:
    """The dates, weekdays (Monday 1) and days counted from today ("yesterday": -1) that stand in the words."""
    tables = _tables()
    tokens = re.findall(r"\d+(?:st|nd|rd|th)?|[^\W\d_]+", words)
    weekdays = [tables.weekdays[t.lower()] for t in tokens if t.lower() in tables.weekdays and t[0].isupper()]
    shifts = [tables.deictics[t.lower()] for t in tokens if t.lower() in tables.deictics]
    iso = re.findall(r"\b(\d{4})-(\d\d)-(\d\d)\b", words)
    days: list[_Date] = [(int(y), int(m), int(d)) for y, m, d in iso] or list(_dates(tokens, tables.months))
    return WrittenTime(tuple(days), tuple(weekdays), tuple(shifts))


def _dates(tokens: list[str], months: Mapping[str, int]) -> Iterator[_Date]:
    used: set[int] = set()
    for at, token in enumerate(tokens):
        if token.lower() not in months or not token[0].isupper():
            continue
        before, after = at - 1, at + 1
        if before >= 0 and tokens[before] == "of":
            before -= 1
        day = next((n for n in (before, after) if 0 <= n < len(tokens) and n not in used and _day_of(tokens[n])), None)
        year = next(
            (n for n in (after, after + 1) if n < len(tokens) and n != day and _YEAR.fullmatch(tokens[n])), None
        )
        used |= {at, *(n for n in (day, year) if n is not None)}
        yield (
            int(tokens[year]) if year is not None else None,
            months[token.lower()],
            _day_of(tokens[day]) if day is not None else None,
        )
    for at, token in enumerate(tokens):
        if at not in used and _YEAR.fullmatch(token):
            yield int(token), None, None


def _day_of(token: str) -> int:
    match = _DAY.fullmatch(token)
    return int(match[1] or token) if match else 0


def allows(written: WrittenTime, earliest: date | None, latest: date | None, published: date | None) -> str:
    """Why the coded days are not what the words allow, or "" when they may be.

    Where the words hold several expressions, one that fits is enough.
    """
    ends = [day for day in (earliest, latest) if day]
    if not ends:
        return _unresolved(written, published)
    tests = [(_fits(day, earliest, latest), _shown(day)) for day in written.days]
    if not written.days:
        near = not published or any(timedelta(-14) <= day - published <= timedelta(7) for day in ends)
        days = {day.isoweekday() for day in _days(earliest, latest)}
        tests += [(near and n in days, f"weekday {n}, near publication") for n in written.weekdays]
        tests += [
            (_near(published + timedelta(n), ends), f"{n:+} days from publication") for n in written.shifts if published
        ]
    if not tests or any(fits for fits, _ in tests):
        return ""
    return f"is coded {earliest or ''}..{latest or ''}, but the words say {', '.join(said for _, said in tests)}"


def _unresolved(written: WrittenTime, published: date | None) -> str:
    if any(None not in day for day in written.days) or (
        published and (written.days or written.weekdays or written.shifts)
    ):
        return "is left open, but the words can be resolved"
    return ""


def _fits(day: _Date, earliest: date | None, latest: date | None) -> bool:
    year, month, number = day
    ends = [end for end in (earliest, latest) if end]
    if number is not None:
        return any(end.day == number and end.month == month and year in (None, end.year) for end in ends)
    years = [year] if year is not None else sorted({end.year for end in ends})
    return any(
        _meet(date(y, month or 1, 1), _last(y, month or 12), earliest or date.min, latest or date.max) for y in years
    )


def _meet(first: date, last: date, earliest: date, latest: date) -> bool:
    return first <= latest and earliest <= last


def _last(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def _days(earliest: date | None, latest: date | None) -> list[date]:
    """The days coded, of a long or open stretch its ends alone and the day before the last (a night's)."""
    ends = {day for day in (earliest, latest) if day}
    return sorted(ends | {latest - timedelta(1)} if latest and earliest != latest else ends)


def _near(day: date, ends: Sequence[date]) -> bool:
    """Whether the day is one of the ends, give or take one: collections may date a report a day late."""
    return any(abs(day - end) <= timedelta(1) for end in ends)


def _shown(day: _Date) -> str:
    return "-".join(f"{part:02}" if part is not None else "?" for part in day)

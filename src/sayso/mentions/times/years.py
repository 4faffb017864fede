"""Dates that name a year, or a larger or smaller part of the calendar than a month."""

from __future__ import annotations

import re
from datetime import date

from sayso.lang import lexicon
from sayso.mentions.times import calendar
from sayso.mentions.times.absolute import number, related_year
from sayso.mentions.times.context import Found, Match, unresolved
from sayso.mentions.times.lexer import Lexeme

WORDS = lexicon("times")
_READS_AS_YEAR_WORDS = WORDS["years.reads_as_year"]

_DIGITS = re.compile(r"\d+")


def year(m: Match) -> Found | None:
    """2014, early 2024, the year 2000; None for a number that is no year."""
    found = m.get("year")
    assert found
    through = m.get("day", "num")
    if through:
        first, last = number(found), number(found) // 100 * 100 + number(through)
        if last != first + 1:
            return None
        return Found("date", f"{first}/{last}", date(first, 1, 1), date(last, 12, 31), "year")
    bare = len(m.parts) == 1
    if bare and not _reads_as_year(m, found):
        return None
    return m.dated(calendar.year(number(found)))


def _reads_as_year(m: Match, found: Lexeme) -> bool:
    before, after = m.before, m.after
    if not found.lower[0].isdigit():
        return True
    if not "1900" <= found.lower <= "2099" and not (before and before.kind in ("in", "since")):
        return False
    if (
        after
        and after.start == found.end
        and after.kind != "comma"
        and after.kind != "dash"
        and after.token.pos != "PUNCT"
    ):
        return after.lower in _READS_AS_YEAR_WORDS
    if before and before.end == found.start and before.kind != "" and before.kind != "dash":
        return False
    if before and (before.kind in ("in", "since", "until", "of", "to", "and", "shift", "month") or before.lower == "("):
        return not _counts(found, after)
    if before and (before.token.pos in ("PROPN", "SYM", "NUM", "VERB", "X") or before.lower in "$€£#№/"):
        return False
    return not _counts(found, after) or bool(before and before.kind in ("the", "dash"))


def _counts(found: Lexeme, after: Lexeme | None) -> bool:
    """Whether the number counts the noun after it."""
    return bool(after and (after.lower in "%°" or after.kind == "num" or after.token.tag == "NNS"))


def decade(m: Match) -> Found | None:
    """The 1990s, the nineties."""
    found = m.get("decade")
    assert found
    digits = _DIGITS.search(found.value)
    assert digits
    first = int(digits.group())
    return m.dated(calendar.decade(first if first > 99 else 1900 + first))


def century(m: Match) -> Found | None:
    """The 19th century, last century."""
    ordinal = m.get("ord")
    if ordinal:
        wanted = number(ordinal)
    elif m.published:
        wanted = m.published.year // 100 + 1 + (-1 if m.get("last") else 1 if m.get("next") else 0)
    else:
        return unresolved("century")
    return m.dated(calendar.century(wanted)) if 1 <= wanted <= 99 else None


def season(m: Match) -> Found | None:
    """The summer of 2023, last winter, in the spring."""
    name, year = m.get("season"), m.get("year")
    assert name
    if year:
        return m.dated(calendar.season(number(year), name.value))
    if not m.get("last", "this", "next", "that", "mod"):
        placed = m.before and m.before.kind in ("in", "since", "until", "to", "on", "and", "at")
        if not placed or (m.after and (m.after.lower == "of" or m.after.token.pos in ("NOUN", "PROPN"))):
            return None
    if m.published is None:
        return unresolved("season", f"XXXX-{name.value}")
    periods = [calendar.season(m.published.year + y, name.value) for y in range(-2, 3)]
    if m.get("this"):
        return m.dated(next(p for p in periods if p.last >= m.published or p.first.year == m.published.year))
    if m.future:
        return m.dated(
            next(p for p in periods if p.last >= m.published and not (m.get("next") and p.first <= m.published))
        )
    return m.dated(next(p for p in reversed(periods) if (p.last if m.get("last") else p.first) < m.published))


def quarter(m: Match) -> Found | None:
    """The third quarter, the first quarter of 2024, last quarter."""
    ordinal, year = m.get("ord"), m.get("year")
    if ordinal and not 1 <= number(ordinal) <= 4:
        return None
    if ordinal and year:
        return m.dated(calendar.quarter(number(year), number(ordinal)))
    known = m.memory.quarter
    if not ordinal and not m.get("last", "this", "next"):
        return m.dated(known) if known else None
    if m.published is None:
        return unresolved("season")
    if m.get("unit"):
        wanted = number(ordinal) if ordinal else known.last.month // 3 if known else 0
        return m.dated(calendar.quarter(related_year(m), wanted)) if wanted else None
    now = (m.published.month + 2) // 3
    if ordinal:
        wanted = number(ordinal)
        just_over = wanted == now - 1
        step = (wanted < now and not just_over) if m.future else -(wanted > now)
        return m.dated(calendar.quarter(m.published.year + step, wanted))
    moved = now + (-1 if m.get("last") else 1 if m.get("next") else 0)
    return m.dated(calendar.quarter(m.published.year + (moved - 1) // 4, (moved - 1) % 4 + 1))


def half(m: Match) -> Found | None:
    """The first half of 2024, the second half of the month."""
    ordinal, year, unit = m.get("ord"), m.get("year"), m.get("unit")
    assert ordinal
    if number(ordinal) not in (1, 2) or (unit and unit.value != "Y"):
        return None
    if year is None and m.published is None:
        return unresolved("season")
    return m.dated(calendar.half(number(year) if year else related_year(m), number(ordinal)))

"""Dates that name a year, or a larger or smaller part of the calendar than a month."""

from __future__ import annotations

from datetime import date

from sayso.grammar.clauses import governor, is_finite, own_subjects
from sayso.lang import lexicon
from sayso.mentions.times import calendar, relative
from sayso.mentions.times.absolute import related_year
from sayso.mentions.times.context import Found, Match, unresolved
from sayso.mentions.times.lexer import Lexeme

_POSSESSIVE = lexicon("times")["years.possessive"]
_PERCENT = "%°"
_SIGNS = "$€£#№/"


def year(m: Match) -> Found | None:
    """2014, early 2024, the year 2000, 2014-15; None for a number that is no year."""
    found, through = m.need("year"), m.get("day", "num")
    if through:
        first, last = found.number, found.number // 100 * 100 + through.number
        if last != first + 1:
            return None
        return Found("date", f"{first}/{last}", date(first, 1, 1), date(last, 12, 31), "year")
    if len(m.parts) == 1 and not _reads_as_year(m, found):
        return None
    return m.dated(calendar.year(found.number))


def _reads_as_year(m: Match, found: Lexeme) -> bool:
    before, after = m.before, m.after
    if not found.lower[0].isdigit():
        return True
    if not "1900" <= found.lower <= "2099" and not m.follows("in", "since"):
        return False
    if after and after.start == found.end and after.kind not in ("comma", "dash") and after.token.pos != "PUNCT":
        return after.lower in _POSSESSIVE
    if before is None:
        return not _counts(m, after)
    if before.end == found.start and before.kind not in ("", "dash"):
        return False
    apart = before.token.pos in ("PROPN", "SYM", "NUM", "VERB", "X") or before.lower in _SIGNS
    if apart and not m.follows("shift", "month"):
        return False
    return not _counts(m, after) or m.follows("the", "dash")


def _counts(m: Match, after: Lexeme | None) -> bool:
    """Whether the number counts the noun after it; "In 2014 militants attacked", "in 2014 three bombs" do not."""
    if after is None or after.token.tag != "NNS":
        counted = after is not None and after.kind == "num" and not m.follows("in")
        return counted or (after is not None and after.lower in _PERCENT)
    return not (m.follows("in", "since") and _acts(after))


def _acts(lexeme: Lexeme) -> bool:
    """Whether the noun is the subject of a clause, by its label or because the verb after it has no other."""
    noun, sentence = lexeme.token, lexeme.sentence
    verb = governor(sentence, noun)
    if verb is None or noun.dep in ("nsubj", "nsubjpass"):
        return verb is not None
    return noun.index < verb.index and not own_subjects(sentence, verb) and is_finite(sentence, verb)


def decade(m: Match) -> Found | None:
    """The 1990s, the nineties; not somebody's age: "in their 40s", "in her late thirties"."""
    first = m.need("decade").number
    if any(x.token.tag == "PRP$" for x in m.lexemes[max(m.start - 1, 0) : m.start]):
        return None
    return m.dated(calendar.decade(first if first > 99 else 1900 + first))


def century(m: Match) -> Found | None:
    """The 19th century, last century."""
    ordinal = m.get("ord")
    wanted = ordinal.number if ordinal else m.today("century").year // 100 + 1 + m.step
    return m.dated(calendar.century(wanted)) if 1 <= wanted <= 99 else None


def season(m: Match) -> Found | None:
    """The summer of 2023, last winter, in the spring."""
    code, year = m.need("season").value, m.get("year")
    if year:
        return m.dated(calendar.season(year.number, code))
    if not m.get("last", "this", "next", "that", "mod"):
        named = m.after and (m.after.kind == "of" or m.after.token.pos in ("NOUN", "PROPN"))
        if named or not m.follows("in", "since", "until", "to", "on", "and", "at"):
            return None
    today = m.today("season", f"XXXX-{code}")
    periods = [calendar.season(today.year + y, code) for y in range(-2, 3)]
    if m.get("this") and m.tense != "past":
        return m.dated(next(p for p in periods if p.last >= today or p.first.year == today.year))
    if m.future:
        begun = today if m.step > 0 else date.min
        return m.dated(next(p for p in periods if p.last >= today and p.first > begun))
    return m.dated(next(p for p in reversed(periods) if (p.last if m.step < 0 else p.first) < today))


def quarter(m: Match) -> Found | None:
    """The third quarter, the first quarter of 2024, Q1 2024, last quarter, the same quarter last year."""
    ordinal, year, known = m.get("ord", "nth-quarter"), m.get("year"), m.memory.quarter
    wanted = ordinal.number if ordinal else known.last.month // 3 if known else 0
    if ordinal and not 1 <= wanted <= 4:
        return None
    if ordinal and year:
        return m.dated(calendar.quarter(year.number, wanted))
    if shifted := m.get("shift"):  # "the quarter before"
        wanted += int(shifted.value)
        ended = known is not None and relative.ends_clause(m)
        return m.dated(calendar.quarter(known.last.year, wanted)) if known and ended else unresolved("season")
    if not ordinal and not m.get("last", "this", "next"):
        return m.dated(known) if known else None
    today = m.today("season")
    if m.get("unit"):
        return m.dated(calendar.quarter(related_year(m), wanted)) if wanted else None
    now = (today.month + 2) // 3
    if ordinal is None:
        return m.dated(calendar.quarter(today.year, now + m.step))
    step = wanted < now - 1 if m.future else -(wanted > now)
    return m.dated(calendar.quarter(today.year + step, wanted))


def half(m: Match) -> Found | None:
    """The first half of 2024, the second half of the year, the first nine months of 2024."""
    wanted, year, unit, units = m.need("ord").number, m.get("year"), m.get("unit"), m.get("units")
    if wanted not in (1, 2) or (unit and unit.value != "Y"):
        return None
    named = year.number if year else related_year(m)
    if units is None:
        return m.dated(calendar.half(named, wanted))
    count = m.need("day", "num").number
    if wanted != 1 or units.value != "M" or count not in range(1, 12):
        return None
    return m.dated(calendar.first_months(named, count))

"""Later: an event dated by another one and the length of time between the two."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.clauses import governor
from sayso.grammar.tenses import HAVE, PRESENT, is_helped
from sayso.lang import lexicon
from sayso.mentions.times import calendar
from sayso.model import TimeMention, Token
from sayso.model.claims import When

_AFTER = lexicon("claims")["when.after"]
_PASSING = lexicon("claims")["when.passing"]
_FOR = lexicon("grammar")["prepositions.for"]
_DAYS = frozenset({"day", "part-of-day"})
_OPENING = 8
_MONTH, _YEAR = 28, 365
_OVER, _ABOUT = (tuple(lexicon("claims").row(f"when.{key}")) for key in ("over", "about"))
_DECADE = lexicon("claims").row("when.decade")[0]
_LENGTH = re.compile(r"P(T?)(\d+)([HDWMY])")
_UNITS = {"TH": 1 / 24, "D": 1, "W": 7, "M": 30.44, "Y": 365.25}
_LONGEST = 100 * 366
"""How many days a length of time has at most from which a day is reckoned; a calendar has no day 3,000 years ago."""


def counted(draft: Draft, evidence: Evidence) -> When | None:
    """ "A drone hit a bus on Friday, two days after rockets killed nine", "ten years after a bomb killed 37 …".

    For what stands behind "after" the later day less the length; for what comes before it, the day behind it and the
    length. A length in months or years gives the month, for nobody counts these by the day.
    """
    sentence, chain = draft.sentence, (draft.trigger, *draft.sentence.ancestors(draft.trigger))
    times = evidence.times_in.get(sentence.index, ())
    dated = [m for m in times if m.grain in _DAYS and m.latest]
    for length in times:
        behind_it = (t for t in sentence.tokens if t.start >= length.end and t.lower not in _PASSING)
        after = next((t for t in behind_it if not any(m.start <= t.start < m.end for m in dated)), None)
        days = _days_long(length)
        if days is None or after is None or after.lower not in _AFTER:
            continue
        governed = sentence.head(after) if after.dep == "mark" else next(iter(sentence.children(after, "pobj")), after)
        opens = length.start - sentence.start < _OPENING  # "two months after it, a school reopened on Monday"
        comma = next((t.start for t in sentence.tokens[after.index :] if opens and t.text == ","), sentence.end)
        behind = [m for m in dated if m.start < comma and governed in _above(m, evidence)]
        before = [m for m in dated if m not in behind]
        if governed in chain and after.start < draft.trigger.start and not behind:
            stated = None if opens and days < _MONTH else evidence.reading.document.published
            later = before[0].latest if before else stated
            return _day_of(later - timedelta(days), days, length, before[0] if before else length) if later else None
        outside = draft.trigger.start < length.start or (opens and comma < draft.trigger.start)
        joined = (draft.trigger.index, draft.trigger.head if draft.trigger.dep == "conj" else -1)
        if outside and behind and not before and any(t.index in joined for t in sentence.ancestors(after)):
            assert behind[0].latest is not None
            reckoned = _day_of(behind[0].latest + timedelta(days), days, length, length)
            told = evidence.reading.document.published
            late = told is not None and reckoned.earliest is not None and reckoned.earliest > told
            return replace(reckoned, earliest=behind[0].latest, latest=told) if late else reckoned
    return None


def told_of_before(draft: Draft) -> frozenset[int]:
    """Where the words stand that tell of an event some time before: "shot, a week after *gunmen killed his son*"."""
    sentence, verb = draft.sentence, draft.frame.verb or draft.trigger
    clauses = [t for t in sentence.children(verb, "advcl") if sentence.children(t, "npadvmod")]
    marked = [t for t in clauses if any(m.lower in _AFTER for m in sentence.children(t, "mark"))]
    return frozenset(t.start for clause in marked for t in sentence.subtree(clause))


def gone_on(draft: Draft, evidence: Evidence) -> When | None:
    """ "Have been shelling the port for ten months": from ten months before publication until then.

    A fight that only sets the scene gets no day by it.
    """
    verb, published = draft.frame.verb, evidence.reading.document.published
    goes_on = is_helped(draft.sentence, verb, HAVE, PRESENT) and not draft.rule.has("scene")
    if verb is None or published is None or not goes_on:
        return None
    for length in evidence.times_in.get(draft.sentence.index, ()):
        days, head = _days_long(length), evidence.head(length)
        over = draft.sentence.head(head) if head else None
        if days is not None and over and over.lower in _FOR and governor(draft.sentence, over) == verb:
            value = _LENGTH.fullmatch(length.value)
            first = calendar.shift(published, -int(value[2]), value[1] + value[3]) if value else None
            runs = replace(length, sense="since", earliest=first, latest=published)
            return When(earliest=first, latest=published, mention=runs)
    return None


def counted_back(when: When, later: date) -> When | None:
    """The time that a length of time before another day tells; None where it is told otherwise."""
    days = _days_long(when.mention)
    return _day_of(later - timedelta(days), days, when.mention, when.mention) if days is not None else None


def _above(mention: TimeMention, evidence: Evidence) -> tuple[Token, ...]:
    """The words over a time, the nearest first."""
    head = evidence.head(mention)
    sentence = evidence.reading.sentence_at(mention.start)
    return (head, *sentence.ancestors(head)) if head and sentence else ()


def _days_long(length: TimeMention) -> int | None:
    """How many days a length of time has, or None where that is not told or longer than anybody reckons by."""
    found = _LENGTH.fullmatch(length.value) if length.kind == "duration" else None
    unit = found[1] + found[3] if found else ""
    days = int(int(found[2]) * _UNITS[unit]) if found and unit in _UNITS else None
    return days if days is not None and days <= _LONGEST else None


def _day_of(day: date, days: int, length: TimeMention, mention: TimeMention) -> When:
    """A day, or a month where the length is of months; of "more than two decades" no first day, and of "nearly 20
    years" the years around it."""
    told = calendar.month(day.year, day.month) if days >= _MONTH else calendar.day(day)
    words = length.text.lower()
    if days >= _MONTH and words.startswith(_OVER):
        return When(earliest=None, latest=told.last, mention=mention)
    if days >= _YEAR and (words.startswith(_ABOUT) or _DECADE in words):
        return When(earliest=date(day.year - 1, 1, 1), latest=date(day.year + 1, 12, 31), mention=mention)
    return When(earliest=told.first, latest=told.last, mention=mention)

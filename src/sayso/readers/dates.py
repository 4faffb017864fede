"""Dates: the one given as an option, the one a report carries near its top, and the one in its address."""

from __future__ import annotations

import re
from datetime import date

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTH = rf"(?P<month>{'|'.join(_MONTH_NAMES)}|sept|{'|'.join(_MONTHS)})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(rf"(?<![\w/.-]){form}(?![\w/])", re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:T[\d:.Z+-]*)?",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}",
        rf"{_YEAR}/(?P<month>\d\d)/(?P<day>\d\d)",
    )
)
_TOP = 10
_LINE = re.compile(r"[^\n\r\v\f\u0085\u2029]+")
_LABEL = re.compile(
    r"\W*(?:first )?(published|posted|issued|as of|date|released|updated|last updated|modified)\b", re.I
)
_FIRST_YEAR, _LAST_YEAR = 1700, 2100
_ZERO = (date(1970, 1, 1), date(1900, 1, 1))  # where programs begin to count
_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?:"
    r"/(?P<month>\d{1,2}|[a-z]{3,9})/(?P<day>\d{1,2})(?=[/?#]|$)|"  # /2026/03/11/, /2026/mar/11/
    r"-(?P<month2>\d\d)-(?P<day2>\d\d)(?![^\W_])|"  # /2026-03-11/, /2026-03-11-slug
    r"(?P<month3>\d\d)/?(?P<day3>\d\d)(?=[/-])|"  # /20260311/, /202603/11/, /20260311-slug
    r"/(?P<month4>\d\d)(?P<day4>\d\d)(?=/)|"  # /2026/0311/
    r"-(?P<month5>\d\d)/(?P<day5>\d\d)(?=/)"  # /2026-03/11/
    r")",
    re.IGNORECASE,
)
_SLUG = re.compile(r"-(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:\.\w{1,5})?/?$")
_AFTER_DATE = re.compile(r"\s*(?:\([^()]{2,60}\)|/[\w /]{2,40}/)?\s*(?:--|[-\u2013\u2014:_])")
_FILLER = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\b\d{1,2}[:.]\d\d(?::\d\d)?\b|\b[ap]\.?m\b\.?|"
    r"\b(?:gmt|utc|est|edt|bst|ist|cet|cest|eet|eest|msk|eat|cat|pst|pdt)\b|"
    r"\b(?:first|last|published|posted|issued|date|released|updated|modified|as of|on|at)\b|[^\w]",
    re.IGNORECASE,
)


def possible(day: date | None) -> date | None:
    """The day, unless it stands for an unknown one: one of the year 1 or 9999, or the day that programs count from."""
    return day if day is not None and _FIRST_YEAR <= day.year <= _LAST_YEAR and day not in _ZERO else None


def published_day(
    option: date | None, stated: date | None, text: str, url: str | None = None, *, last: bool = False
) -> tuple[date | None, str]:
    """The day of publication and how it is known: ``option``, ``metadata``, ``dateline``, ``address``, or empty.

    As the user says, else as file or record say (``stated``), else as the report says near its top, else as its
    address says. ``last``: what is stated is the day of the file, and counts only where the report says nothing.
    """
    if option:
        return option, "option"
    if (stated := possible(stated)) and not last:
        return stated, "metadata"
    if found := find_published(text):
        return found, "dateline"
    if stated:
        return stated, "metadata"
    found = address_day(url or "")
    return found, "address" if found else ""


def address_day(url: str) -> date | None:
    """The day in the path of an address, ``/2026/03/11/``, ``/2026-03-11-slug``, ``/20260311/``; None without one.

    Of an address that an archive of the web puts behind its own only the page's part counts, never a number alone as a
    page's name, and never a year and a month.
    """
    path = (
        url[max(url.lower().rfind("http://"), url.lower().rfind("https://"), 0) :].partition("?")[0].partition("#")[0]
    )
    path = path[path.find("/", path.find("://") + 3) :] if "://" in path else path
    for found in (*_ADDRESS.finditer(path), *_SLUG.finditer(path)):
        parts = found.groupdict()
        year, *rest = (value for value in parts.values() if value)
        month = rest[0] if rest[0].isdigit() else str(_MONTHS.get(rest[0].lower()[:3], 0))
        try:
            return date(int(year), int(month), int(rest[1]))
        except ValueError:
            continue
    return None


def find_published(text: str, *, near_title: bool = False) -> date | None:
    """The day of publication that a report states near its top, or None.

    Looked for in the first ten lines that are not blank: a line that holds little but a date ("Published: August 11,
    2024"), or a dateline before the first sentence ("GOMA, 4 July 2024 -"). A line that says ``updated`` counts only
    when no other does. A date without a year is not completed. ``near_title``: these are the lines that stand between a
    page's headline and its first paragraph, where a name beside a date is enough.
    """
    fallback: date | None = None
    for number, match in enumerate(_LINE.finditer(text, 0, min(len(text), 20_000))):
        if number >= _TOP * 2:
            break
        found, updated = _line_date(match.group().strip()[:300], near_title)
        if found and not updated:
            return found
        fallback = fallback or found
    return fallback


def is_date_line(line: str) -> bool:
    """Whether a line holds nothing but a date, with a weekday, an hour or "Published:" at most; no such day counts."""
    found = next(filter(None, (form.search(line[:300]) for form in _FORMS)), None)
    return found is not None and not _FILLER.sub("", line[: found.start()] + line[found.end() :])


def _line_date(line: str, near_title: bool) -> tuple[date | None, bool]:
    found = first_date(line)
    if found is None:
        return None, False
    day, start, end = found
    label = _LABEL.match(line)
    rest = _FILLER.sub("", line[:start] + line[end:])
    stands_alone = len(rest) <= 30 and not line.endswith((".", "!", "?")) and len(line) <= 120
    if (label and len(line) <= 160) or (stands_alone and not rest) or _is_dateline(line, start, end):
        return day, bool(label and label.group(1).lower() in ("updated", "last updated", "modified"))
    if stands_alone and (near_title or re.match(r"(?:by\b|[A-Z][\w .'\u2019-]{1,30},)", line)):
        return day, False
    return None, False


def _is_dateline(line: str, start: int, end: int) -> bool:
    """Whether only names stand before the date, and only an agency between it and a dash."""
    names = re.findall(r"[^\W\d_]+", line[:start])
    return len(names) <= 8 and all(n[0].isupper() for n in names) and bool(_AFTER_DATE.match(line, end))


def first_date(text: str) -> tuple[date, int, int] | None:
    """The first full date in the text, with start and end; None when there is none, or no such day."""
    found = min((m for form in _FORMS if (m := form.search(text))), key=re.Match.start, default=None)
    if found is None:
        return None
    month = found["month"].lower()
    try:
        day = date(int(found["year"]), int(month) if month.isdigit() else _MONTHS[month[:3]], int(found["day"]))
    except ValueError:
        return None
    return day, found.start(), found.end()

"""What the shape of a paragraph tells: datelines, time stamps, by-lines, credits at its end, lines of links."""

from __future__ import annotations

import re

from sayso.lang import lexicon
from sayso.mentions.blocks.cues import Cues

WORDS = lexicon("blocks")
_STATES_TIME_WORDS = WORDS["shapes.states_time"]

_TIME_WORDS = WORDS["shapes.time_words"]
_TIME_FILLER = WORDS["shapes.time_filler"]
_STRONG_FILLER = WORDS["shapes.strong_filler"]
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_STAMP = re.compile(
    r"\[?\d{1,2}(?::|\.|h)\d\d(?::\d\d)?\]?(?:\s*[ap]\.?m\b\.?)?(?:\s*\(?(?:GMT|UTC|EST|EDT|ET|BST|CET|CEST|EET|EEST|MSK|EAT|CAT|IST)"
    r"(?:[+-]\d{1,2})?\b\)?)?\s*(?:[-\u2013\u2014:|]\s*)?(?=[A-Z\"\u201c\u2018])"
)
_SEPARATOR = re.compile(r"\s*\u2014\s*|\s*\u2013\s+|\s*--+\s*|(?<=[\s)\]])[-_]\s+|:\s+|(?<=\s)[-\u2013_](?=\S)")
_AGENCY = re.compile(r"[(\[][^()\[\]\d]{2,60}\d?[)\]]")
_LOWER_PLACE = WORDS["shapes.lower_place"]
_LINK = re.compile(r"(?:https?://|www\.|t\.me/)\S+|(?:(?<![\w.+-])[\w.+-]+)?[#@][\w.-]+")
_PLACE_AGENCY = re.compile(r"(?:[^\W\d_][\w .,'\u2019-]{1,40}\s)?\(([^()]{2,30})\)\s*(?=[A-Z\"\u201c]|$)")
_BYLINE = re.compile(r"by[:\s]\s*", re.IGNORECASE)
_BYLINE_FILLER = WORDS["shapes.byline_filler"]
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,90})[)\]]$")
_GLUED = re.compile(
    r"(?<=[a-z0-9\u00e0-\u00ff][.!?])(?=[A-Z\u00a9])|(?<=[a-z][\"\u201d\u2019)])(?=[A-Z\u00a9])|(?<=[a-z0-9])(?=[A-Z]{2})"
)
_STOP = re.compile(r"[.!?][\"\u201d\u2019)]?\s+(?=[A-Z\u00a9])|\s+(?=\u00a9)|\s+\|\s+")
_SLASHED = re.compile(
    r"\b(?:REUTERS|Reuters|AFP|AP|AP Photo|EPA|EPA-EFE|TASS|Anadolu|Getty Images)\s?/\s?[\w .,'\u2019-]{2,50}$"
)
_LABELLED = re.compile(
    r"(?:^|(?<=[.!?])\s*|(?<=\s))(?:Photo|Photograph|Picture|Image|Credit|Photo credit|Image credit|Courtesy)"
    r"(?: by|:| courtesy)\s.{2,60}$"
)
_TAIL = 120
_DASHES = frozenset("-\u2013\u2014_:")


def is_time_line(text: str) -> bool:
    """Whether the line holds nothing but a date or time, perhaps with "Published" or a place in front."""
    if len(text) > 100 or not any(c.isdigit() for c in text):
        return False
    words = _WORD.findall(text)
    lower = [w.lower() for w in words]
    rest = [w for w, low in zip(words, lower, strict=True) if not _timely(low)]
    named = any(low in _TIME_WORDS for low in lower)
    if not rest:
        return named or bool(_CLOCK.search(text)) or any(low in _STRONG_FILLER for low in lower)
    place = all(w[0].isupper() or w in _LOWER_PLACE for w in rest) and not _timely(lower[0])
    return named and place and len(rest) <= 5 and "," in text and text[-1] not in ".!?"


def states_time(text: str) -> bool:
    """Whether a line that begins with "Published" or the like goes on with a date or time, not as a sentence."""
    words = [w.lower() for w in _WORD.findall(text)]
    timely = any(w in _TIME_WORDS or w in _STATES_TIME_WORDS for w in words) or _CLOCK.search(text)
    return bool(timely) and not text.rstrip().endswith((".", "!", "?"))


def _timely(word: str) -> bool:
    return word.isdigit() or word in _TIME_WORDS or word in _TIME_FILLER


def stamp_end(text: str) -> int:
    """Where a live blog's time stamp at the start of the line ends ("14:32 GMT - Blasts heard"), or 0."""
    match = _STAMP.match(text)
    return match.end() if match else 0


def dateline_end(text: str, cues: Cues, *, first: bool) -> int:
    """Where a dateline at the start of the paragraph ends, its dash and space included, or 0.

    "GOMA, July 4 (Agency) - Fighters entered". It needs a date, an agency in brackets or a place in capitals; a place
    alone ("Goma, DR Congo - Fighters") counts only in the first paragraph of the report (``first``).
    """
    agency = _PLACE_AGENCY.match(text) if first else None
    if agency and cues.credit(agency.group(1)) and all(map(_placelike, _WORD.findall(agency.group()))):
        return agency.end()
    if len(text) < _TAIL and text[-1] in _DASHES:
        return len(text) if dateline_end(f"{text} Xx", cues, first=first) > len(text) else 0
    for separator in _SEPARATOR.finditer(text, 0, _TAIL):
        following = text[separator.end() : separator.end() + 1]
        if following and not (following.isupper() or following.isdigit() or following in "\"'\u201c\u2018[("):
            continue
        if following and _is_dateline(text[: separator.start()], text, separator, cues, first):
            return separator.end()
    return 0


def _is_dateline(prefix: str, text: str, separator: re.Match[str], cues: Cues, first: bool) -> bool:
    """Whether what stands before the separator is place, date and agency, and not a clause or a label."""
    agency = _AGENCY.search(prefix)
    place = _AGENCY.sub(" ", prefix).strip(" ,.")
    words = _WORD.findall(place)
    names = [w for w in words if not _timely(w.lower())]
    dated = any(w.lower() in _TIME_WORDS for w in words) and any(w.isdigit() for w in words)
    shouting = text[separator.end() : separator.end() + 60].isupper()
    if (
        len(names) > (3 if shouting and not agency else 6)
        or any(c in place for c in '!?;"\u201c')
        or not all(_placelike(w) for w in names)
    ):
        return False
    if not names or not cues.is_place(place):
        return bool(agency and not words and first)
    if names[0].lower() == "the" or (agency and not agency.start()):
        return False
    if agency or (dated and len(names) <= 5 and "," in place):
        return True
    colon = ":" in separator.group()
    capitals = sum(map(len, names)) >= 4 and names[0].isupper() and len(names[0]) > 2 and not shouting
    if colon:
        return capitals and first and place.isupper()
    return (capitals and (first or len(names) <= 3)) or (
        first and (len(names) <= 2 or "," in place) and separator.group()[:1].isspace() and not shouting
    )


def _placelike(word: str) -> bool:
    return word[0].isupper() or word in _LOWER_PLACE


def is_links(text: str) -> bool:
    """Whether the line is only links, hashtags, handles or marks."""
    rest = _LINK.sub("", text)
    return not any(c.isalpha() for c in rest) and (rest != text or not any(c.isdigit() for c in rest))


def is_byline(text: str) -> bool:
    """Whether the line is "By" and names."""
    match = _BYLINE.match(text)
    if match is None or len(text) > 160 or text.endswith(("!", "?")):
        return False
    words = _WORD.findall(text[match.end() :])
    if not 1 <= len(words) <= 16 or words[0].lower() in _TIME_WORDS or words[0].isdigit():
        return False
    names = all(w[0].isupper() or w.lower() in _BYLINE_FILLER or w.isdigit() for w in words)
    return names and not (text.endswith(".") and len(words) > 4)


def credit_start(text: str, cues: Cues) -> int | None:
    """Where a picture credit at the end of the paragraph starts (0: the whole paragraph is one), or None."""
    if len(text) > 1500 or text.endswith((".", "!", "?", ":", ",")):
        return None
    if cues.credit(text):
        return 0
    bracketed = _BRACKETED.search(text, max(0, len(text) - _TAIL))
    if bracketed:
        inside = bracketed.group(1)
        return bracketed.start() if cues.credit(inside) or _LABELLED.match(inside) else None
    for pattern in (_SLASHED, _LABELLED):
        found = pattern.search(text, max(0, len(text) - _TAIL))
        if found:
            return found.end() - len(found.group().lstrip())
    cuts = [m.end() for pattern in (_STOP, _GLUED) for m in pattern.finditer(text, max(0, len(text) - _TAIL))]
    return next((cut for cut in sorted(cuts) if cues.credit(text[cut:])), None)

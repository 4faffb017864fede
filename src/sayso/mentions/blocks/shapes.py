"""What the shape of a paragraph tells: datelines, time stamps, by-lines, credits at its end, lines of links."""

from __future__ import annotations

import re
from collections.abc import Callable

from sayso.lang import lexicon
from sayso.mentions.blocks.cues import Cues

WORDS = lexicon("blocks")
_STRONG_FILLER = WORDS["times.telling"] | WORDS["zones"]
_TIME_FILLER = WORDS["times.filler"] | _STRONG_FILLER


def _either(name: str) -> str:
    return "|".join(map(re.escape, WORDS.row(name)))


_HALF_DAYS = "|".join(r"\.?".join(word) for word in lexicon("times").row("lexer.half_days"))
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_STAMP = re.compile(
    rf"\[?\d{{1,2}}(?::|\.|h)\d\d(?::\d\d)?\]?(?:\s*(?:{_HALF_DAYS})\b\.?)?"
    rf"(?:\s*\(?(?:{_either('zones').upper()})(?:[+-]\d{{1,2}})?\b\)?)?"
    r"\s*(?:[-\u2013\u2014:|]\s*)?(?=[A-Z\"\u201c\u2018])"
)
_SEPARATOR = re.compile(
    r"\s*\u2014\s*|\s*\u2013\s+|\s*--+\s*|(?:\s|(?<=[)\]]))[-_]\s+|:\s+|\s[-\u2013_](?=\S)|(?<=\))\.\s?-\s*"
    r"|\s/\s(?:[\w. -]{2,30}:\s)?"
)
_AGENCY = re.compile(r"[(\[][^()\[\]\d]{2,60}\d?[)\]]")
_LINK = re.compile(r"(?:https?://|www\.|t\.me/)\S+|(?:(?<![\w.+-])[\w.+-]+)?[#@][\w.-]+")
_PLACE_AGENCY = re.compile(r"(?:[^\W\d_][\w .,'\u2019-]{1,40}\s)?\(([^()]{2,30})\)\s*(?=[A-Z\"\u201c]|$)")
_BYLINE = re.compile(rf"(?:{_either('bylines.by')})[:\s]\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,90})[)\]]$")
_GLUED = re.compile(
    r"(?<=[a-z0-9\u00e0-\u00ff][.!?])(?=[A-Z\u00a9])|(?<=[a-z][\"\u201d\u2019)])(?=[A-Z\u00a9])|(?<=[a-z0-9])(?=[A-Z]{2})"
)
_STOP = re.compile(r"[.!?][\"\u201d\u2019)]?\s+(?=[A-Z\u00a9])|\s+(?=\u00a9)|\s+\|\s+")
_SLASHED = re.compile(rf"\b(?:{_either('credits.agencies')})\s?/\s?[\w .,'\u2019-]{{2,50}}$")
_LABELLED = re.compile(
    rf"(?:^|(?<=[.!?])\s*|(?<=\s))(?:{_either('credits.labels')})(?::|(?:{_either('credits.of')}))\s.{{2,60}}$"
)
_ROW = re.compile(r"[^.!?]{2,25}(?: [-\u2013\u2014] [^.!?]{1,25}){2,}")  # "Township - Killed - Wounded"
_INITIALS = 6
_TOLD = 100  # from what length a paragraph behind "Colombo: " is a report and no item of a list
_HEAD = 120  # how far a dateline reaches into a paragraph, and a credit from its end
_DASHES = frozenset("-\u2013\u2014_:")


class Shapes:
    """Tells paragraphs by their shape; ``times``: names of months and weekdays; ``is_city``: whether a name is that of
    a large city."""

    def __init__(self, cues: Cues, times: frozenset[str], is_city: Callable[..., bool]) -> None:
        self._is_city = is_city
        self._cues = cues
        self._times = times

    def _timely(self, word: str) -> bool:
        return word.isdigit() or word in self._times or word in _TIME_FILLER

    def is_time_line(self, text: str) -> bool:
        """Whether the line holds nothing but a date or time, perhaps with "Published" or a place in front."""
        if len(text) > 100 or not any(c.isdigit() for c in text):
            return False
        words = _WORD.findall(text)
        lower = [w.lower() for w in words]
        rest = [w for w in words if not self._timely(w.lower())]
        named = not self._times.isdisjoint(lower)
        if not rest:
            return named or bool(_CLOCK.search(text)) or not _STRONG_FILLER.isdisjoint(lower)
        place = all(map(_placelike, rest)) and not self._timely(lower[0])
        return named and place and len(rest) <= 5 and "," in text and text[-1] not in ".!?"

    def states_time(self, text: str) -> bool:
        """Whether a line that begins with "Published" or the like goes on with a date or time, not as a sentence."""
        words = {w.lower() for w in _WORD.findall(text)}
        timely = words & self._times or words & WORDS["times.days"] or _CLOCK.search(text)
        return bool(timely) and not text.rstrip().endswith((".", "!", "?"))

    def dateline_end(self, text: str, *, first: bool) -> int:
        """Where a dateline at the start of the paragraph ends, its dash and space included, or 0.

        "GOMA, July 4 (Agency) - Fighters entered". It needs a date, an agency in brackets or a place in capitals; a
        place alone ("Goma, DR Congo - Fighters") counts only in the first paragraph of the report (``first``). A live
        blog's time stamp ("14:32 GMT - Blasts heard") is one as well.
        """
        stamp = _STAMP.match(text)
        if stamp:
            return stamp.end()
        agency = _PLACE_AGENCY.match(text) if first else None
        if agency and self._cues.credit(agency.group(1)) and all(map(_placelike, _WORD.findall(agency.group()))):
            return agency.end()
        if len(text) < _HEAD and text[-1] in _DASHES:
            return len(text) if self.dateline_end(f"{text} Xx", first=first) > len(text) else 0
        end = 0
        for separator in _SEPARATOR.finditer(text, 0, 0 if _ROW.fullmatch(text) else _HEAD):
            after = text[separator.end() : separator.end() + 1]
            number = not any(map(str.isalpha, text[separator.end() :]))  # "Homicides - 17"
            opens = after.isupper() or (after.isdigit() and not number) or after in "\"'\u201c\u2018[("
            if after and opens and self._is_dateline(text[: separator.start()], text, separator, first):
                end = separator.end()
                if "/" not in separator.group():  # of "KUTUM / EL FASHER - Armed men" both towns
                    break
        return end

    def _is_dateline(self, prefix: str, text: str, separator: re.Match[str], first: bool) -> bool:
        """Whether what stands before the separator is place, date and agency, and not a clause or a label."""
        agency = _AGENCY.search(prefix)
        place = _AGENCY.sub(" ", prefix).strip(" ,.")
        words = _WORD.findall(place)
        names = [w for w in words if not self._timely(w.lower())]
        shouting = text[separator.end() : separator.end() + 60].isupper()
        if len(names) > (3 if shouting and not agency else 6) or any(c in place for c in '!?;"\u201c'):
            return False
        if not all(map(_placelike, names)):
            return False
        if not names or not self._cues.is_place(place):
            return bool(agency and not words and first)
        if names[0].lower() in WORDS["places.not_first"] or (agency and not agency.start()):
            return False
        dated = any(w.lower() in self._times for w in words) and any(w.isdigit() for w in words)
        if agency or (dated and len(names) <= 5 and "," in place):
            return True
        capitals = sum(map(len, names)) >= 4 and names[0].isupper() and len(names[0]) > 2 and not shouting
        if ":" in separator.group():
            told = len(text) > _TOLD and text[-1] == "." and text[separator.end()].isupper()
            initials = place.isalpha() and len(place) <= _INITIALS and not self._is_city(place, 0)  # "SOHR: …"
            capitals = capitals and place.isupper() and not initials
            return first and ((told and self._is_city(place.split(",")[0])) or capitals)
        if capitals and (first or len(names) <= 3):
            return True
        spaced = separator.group()[:1].isspace() and not shouting
        return first and spaced and (len(names) <= 2 or "," in place)

    def is_byline(self, text: str) -> bool:
        """Whether the line is "By" and names."""
        match = _BYLINE.match(text)
        if match is None or len(text) > 160 or text.endswith(("!", "?")):
            return False
        words = _WORD.findall(text[match.end() :])
        if not 1 <= len(words) <= 16 or words[0].lower() in self._times or words[0].isdigit():
            return False
        names = all(w[0].isupper() or w.lower() in WORDS["bylines.filler"] or w.isdigit() for w in words)
        return names and not (text.endswith(".") and len(words) > 4)

    def credit_start(self, text: str) -> int | None:
        """Where a picture credit at the end of the paragraph starts (0: the whole paragraph is one), or None."""
        if len(text) > 1500 or text.endswith((".", "!", "?", ":", ",")):
            return None
        if self._cues.credit(text):
            return 0
        tail = max(0, len(text) - _HEAD)
        bracketed = _BRACKETED.search(text, tail)
        if bracketed:
            inside = bracketed.group(1)
            return bracketed.start() if self._cues.credit(inside) or _LABELLED.match(inside) else None
        labelled = _SLASHED.search(text, tail) or _LABELLED.search(text, tail)
        if labelled:
            return labelled.end() - len(labelled.group().lstrip())
        cuts = sorted(m.end() for pattern in (_STOP, _GLUED) for m in pattern.finditer(text, tail))
        return next((cut for cut in cuts if self._cues.credit(text[cut:])), None)


def is_links(text: str) -> bool:
    """Whether the line is only links, hashtags, handles or marks."""
    rest = _LINK.sub("", text)
    return not any(c.isalpha() for c in rest) and (rest != text or not any(c.isdigit() for c in rest))


def _placelike(word: str) -> bool:
    return word[0].isupper() or word in WORDS["places.lower"]

"""Content words of a stretch of text, folded so that two tellings of one thing can be compared."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\d+-year-old|[^\W\d_]+(?:['’][^\W\d_]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")

STOP_WORDS = frozenset(
    """a about above according added after afternoon again against all also although among an and another any april
    are around as at august away back be because been before being between both but by came can could day days
    december did do does down during each early eight eleven even evening every february few first five
    following for former four friday from further gave get give go had has have he her here him his hour hours
    how however i if in including into is it its itself january july june just last late later least like made
    many march may me might monday month months more morning most much must near nearly new next night nine no
    nor not november now october of off on one only onto or other others our out over own part people per put
    report reported reports s said same saturday saw say saying says second see september seven several she
    should since six so some statement still such sunday t ten than that the their them then there these they
    third this those though three through thursday thus time to today told tomorrow tonight too took toward
    towards tuesday twelve two under until up upon us very was we wednesday week weeks well went were what when
    where which while who whom whose why will with within without would year years yesterday yet you""".split()
)
"""Words that any two reports share: grammar, days and months, small numbers, the verbs of saying."""


def fold(text: str) -> str:
    """The text in lower case, without accents and other marks above or below letters."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text)
    return "".join(c for c in spread if not unicodedata.combining(c)).casefold()


def content_words(text: str) -> frozenset[str]:
    """The words of a text that say something of their own: folded, without numbers, possessives and stop words."""
    found = (_POSSESSIVE.sub("", word) for word in _WORD.findall(fold(text)))
    return frozenset(word for word in found if len(word) > 1 and word not in STOP_WORDS)

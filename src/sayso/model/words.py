"""Content words of a stretch of text, folded so that two tellings of one thing can be compared."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")

STOP_WORDS = frozenset(
    """a about above after again against all also although among an and another any are around as at away back be
    because been before being between both but by came can could did do does down during each early eight eleven even
    every few first five following for former four from further gave get give go had has have he her here him his how
    however i if in including into is it its itself just last late later least like made many may me might more most
    much must near nearly new next nine no nor not now of off on one only onto or other others our out over own part per
    put said same saturday saw say saying says second see seven several she should since six so some still such sunday
    ten than that the their them then there these they third this those though three through thus thursday time to told
    too took toward towards tuesday twelve two under until up upon us very was we wednesday week well went were what when
    where which while who whom whose why will with within without would year yesterday yet you monday friday today
    tonight tomorrow morning evening night afternoon day days hours hour month months weeks years january february march
    april june july august september october november december according added reported reports report statement people
    s t""".split()
)
"""Words that any two reports share: grammar, days and months, small numbers, the verbs of saying."""


def fold(text: str) -> str:
    """The text in lower case, without accents and other marks above or below letters."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text)
    return "".join(c for c in spread if not unicodedata.combining(c)).lower()


def content_words(text: str) -> frozenset[str]:
    """The words of a text that say something of their own: folded, without numbers, possessives and stop words."""
    found = (_POSSESSIVE.sub("", word) for word in _WORD.findall(fold(text)))
    return frozenset(word for word in found if len(word) > 1 and word not in STOP_WORDS)

"""Folding: spellings of one name that reports use side by side become one key.

Case, accents, hyphens, dots and apostrophes do not count; "Saint" and "St" meet; the Arabic article is one
whatever its vowel or the letter it takes on ("ad-Dali" and "al-Dali" meet); doubled letters, "gh", "ou" and endings
that transliterations write in several ways ("-iyya", "-iyah", "-yi", "-yy") are one. The keys of the gazetteer's
files are made with this, whatever the language of a report: a change here needs new files.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.model.words import fold as bare

_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d",
        "Đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a", "Ə": "a", "ħ": "h", "Ħ": "h", "ŋ": "n", "Ŋ": "n",
        "ɓ": "b", "ɗ": "d", "ƙ": "k", "'": None, "\u2019": None, "\u2018": None, "\u02bc": None, "\u02bb": None,
        "\u02be": None, "\u02bf": None, "`": None, "\u00b4": None, "\u2032": None, ".": None,
    }
)  # fmt: skip
_NOT_WORD = re.compile(r"[^\w]+|_+")
_ARTICLES = frozenset(
    ("al", "el", "ad", "ed", "ar", "er", "as", "es", "ash", "esh", "at", "et", "an", "en", "az", "ez", "ul", "ud", "il",
     "adh", "ath")
)  # fmt: skip
_WORDS = {"saint": "st", "sainte": "st", "mount": "mt", "fort": "ft"}
_SPELLINGS = re.compile(r"gh|ou|dj|(\w)\1")
_SPELT = {"gh": "g", "ou": "u", "dj": "j"}
_ENDINGS = re.compile(r"(?:iya|iyah|eya|ia|iyeh|iye)$|(?:yi|iy|ij|yj|y|i)$|(?<=\w\w)ah$|(?<=\w\w)eh$")


def fold(name: str) -> str:
    """The key under which a name is looked up; empty for a name without letters or digits."""
    if len(name) > 200:
        name = name[:200]
    return _fold(name)


@lru_cache(maxsize=20_000)
def _fold(name: str) -> str:
    plain = bare(name.translate(_LETTERS)).translate(_LETTERS)
    words = _NOT_WORD.sub(" ", plain).split()
    last = len(words) - 1
    return " ".join(_word(word, n < last) for n, word in enumerate(words))


def _word(word: str, followed: bool) -> str:
    if followed and word in _ARTICLES:
        return "al"
    word = _WORDS.get(word, word)
    if len(word) <= 3:
        return word
    return _ENDINGS.sub(_ending, _SPELLINGS.sub(_spelling, word))


def _spelling(match: re.Match[str]) -> str:
    found = match.group()
    return _SPELT.get(found, found[0])


def _ending(match: re.Match[str]) -> str:
    found = match.group()
    if found in ("ah", "eh"):
        return "a"
    return "y" if found in ("yi", "iy", "ij", "yj", "y", "i") else "ia"


def without_article(key: str) -> str:
    """The key without a leading Arabic article; the same key when there is none."""
    return key[3:] if key.startswith("al ") and len(key) > 6 else key

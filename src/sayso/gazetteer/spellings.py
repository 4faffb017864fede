"""Spellings: how else a folded name might be written, for names that are known under none of their usual spellings.

Folding makes one key of the commonest variants and the gazetteer lists many more; what is left are transliterations
that no list has ("Beledwayne", "Wahiguya"). Here one name becomes its likely respellings, fewest changes first, by
what transliterations of Arabic, Cyrillic, Ge'ez, Burmese and French spelling vary in: vowels, "kh" and "h", "h" and
"g", "q" and "k", silent letters, and the endings of Ukrainian and Russian forms of one name.
"""

from __future__ import annotations

import re

_SWAPS = (
    "a/e", "e/i", "i/y", "o/u", "a/o", "ei/ai", "ay/ai", "ay/ei", "aw/ao", "au/o", "oo/u", "ie/e", "ia/a", "ye/e",
    "yo/e", "io/yo", "iu/yu", "ia/ya", "h/g", "kh/h", "kh/k", "q/k", "q/g", "c/k", "ch/sh", "ch/kh", "tch/ch",
    "tsh/ch", "tch/tsh", "j/y", "j/zh", "zh/z", "v/w", "w/u", "ou/wa", "ph/p", "th/t", "dh/d", "z/s", "ts/s", "x/ks",
    "gu/g", "iy/y", "h/",
)  # fmt: skip
_ENDINGS = (
    ("iv", "ov"), ("iv", "ev"), ("ivka", "ovka"), ("ivka", "evka"), ("ne", "noe"), ("ne", "noye"), ("ove", "ovo"),
    ("eve", "evo"), ("ske", "skoe"), ("sk", "tsk"), ("ey", "y"), ("e", ""), ("a", ""), ("ay", "e"), ("way", "we"),
)  # fmt: skip
_LEAST, _TWICE, _MOST = 5, 9, 400


def respellings(key: str) -> list[list[str]]:
    """Respellings of a folded name: first those with one change, then those with two (of long names only)."""
    if len(key) < _LEAST:
        return []
    once = _changed(key)
    if len(key) < _TWICE:
        return [once]
    seen = {key, *once}
    twice: list[str] = []
    for other in once:
        for word in _changed(other):
            if word not in seen and len(twice) < _MOST:
                seen.add(word)
                twice.append(word)
    return [once, twice]


def _changed(key: str) -> list[str]:
    found: dict[str, None] = {}
    if " " in key:
        found[key.replace(" ", "")] = None
    for one, other in _ENDINGS:
        for end, new in ((one, other), (other, one)):
            if end and key.endswith(end) and len(key) - len(end) > 2:
                found[key[: len(key) - len(end)] + new] = None
            elif not end:
                found[key + new] = None
    for pattern, new in _RULES:
        for match in pattern.finditer(key):
            if match.start() or new:
                found[key[: match.start()] + new + key[match.end() :]] = None
    found.pop(key, None)
    return list(found)


def _rules() -> list[tuple[re.Pattern[str], str]]:
    pairs = [tuple(swap.split("/")) for swap in _SWAPS]
    both = [(a, b) for a, b in pairs] + [(b, a) for a, b in pairs if b]
    return [(re.compile(re.escape(one)), other) for one, other in both]


_RULES = _rules()

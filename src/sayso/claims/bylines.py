"""Bylines: dates that say when a text was put out, and so date nothing that it tells."""

from __future__ import annotations

import re

from sayso.lang import lexicon
from sayso.model import TimeMention

_PUT_OUT = lexicon("claims")["bylines.put_out"]
_LINE = 60
_HANDLE = re.compile(r"\(@\w+\)$")
_AGENCY = re.compile(r"\s*\([A-Z][^)\n]{1,30}\)\s*\.?\s*[-–—]")


def is_byline(mention: TimeMention, text: str) -> bool:
    """Whether a date says when a text was put out ("Published: 17 Apr 2023", "Cairo, Apr 20 (EFE) -")."""
    before = text[max(mention.start - _LINE, 0) : mention.start].rpartition("\n")[2].rstrip().removesuffix(":")
    if _HANDLE.search(before) or (before.rpartition(" ")[2].lower() in _PUT_OUT and text[mention.start - 2] == ":"):
        return True
    return bool(_AGENCY.match(text, mention.end))

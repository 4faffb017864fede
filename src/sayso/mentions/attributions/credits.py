"""Reports that name their source at the head: "Source: …", then "Quote: …", "Details: …", until the background."""

from __future__ import annotations

import re

from sayso.mentions.attributions.words import Words
from sayso.model import Reading, Source, SourceKind, Span

_CREDIT = re.compile(
    r"\s*Sources?:\s*(?P<name>[^\n;,]{1,120}?)"
    r"(?=\s+(?:on|via|in|at|as|by|to|during|from)\s|[.;,\n]|\s*$)"
)
_OPENS = re.compile(r"\s*(?:Quote|Details|Quote from)\b[^:\n]{0,60}:")
_CLOSES = re.compile(r"\s*(?:Background|Reminder|For reference|Previously|Context|Earlier|What happened before)\s*:")


def credited(reading: Reading, words: Words) -> tuple[Source, tuple[Span, ...]] | None:
    """The source that the head of the report names, and the paragraphs that are its word; None in any other form."""
    text = reading.document.text
    credit = None
    spans: list[Span] = []
    for block in reading.blocks:
        match = _CREDIT.match(text, block.start, block.end)
        if match is not None and credit is None:
            credit = match
        elif credit is not None and block.kind == "body":
            if _CLOSES.match(text, block.start, block.end) or (not spans and not _OPENS.match(text, block.start)):
                break
            spans.append(Span(start=block.start, end=block.end))
    if credit is None or not spans or not credit["name"].strip():
        return None
    start, end = credit.span("name")
    name = text[start:end]
    source = Source(start=start, end=end, name=name, id=None, kind=_kind(name, words), side=None)
    return source, tuple(spans)


def _kind(name: str, words: Words) -> SourceKind:
    """The kind that the last telling word of the name gives."""
    return next((words.kinds[w] for w in reversed(name.lower().split()) if w in words.kinds), "unnamed")

"""What a source is and on whose side it speaks, where its own words or its place tell more than its head noun."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from sayso.lang import lexicon
from sayso.model import Reading, Source, SourceKind

WORDS = lexicon("attributions")
_PRESS_OFFICES = WORDS.table("sides.press_offices")
_OWNED = tuple(WORDS.row("sides.owned"))
_ADVOCATES = frozenset({"expert", "armed-group", "unnamed", "international"})
_OFFICIAL = frozenset({"government", "authority", "unnamed", "witness"})
_FEWEST: Final = 3
_MOST: Final = 0.75


class Sides:
    """Settles kind and side of sources in one reading. ``local``: code of the state where nearly all of it happens."""

    def __init__(self, reading: Reading, words: dict[str, SourceKind], states: dict[str, str]) -> None:
        self._words = words
        countries = Counter(p.place.country for p in reading.places if p.place.country)
        top, count = next(iter(countries.most_common(1)), ("", 0))
        sure = count >= _FEWEST and count >= _MOST * sum(countries.values())
        self.local = states.get(top) if sure else None

    def settled(self, source: Source) -> Source:
        """The source with kind and side as its words and its place tell; listed ones as they are."""
        words = source.name.lower().split()
        if source.id is not None or not words:
            return source
        kind, side = self._kind(source, words), source.side
        public = words[-1] in WORDS["sides.public"] and not any(w.endswith(_OWNED) for w in words)
        if side is None and kind == "authority" and public:
            side = self.local
        return source if (kind, side) == (source.kind, source.side) else replace(source, kind=kind, side=side)

    def _kind(self, source: Source, words: list[str]) -> SourceKind:
        *before, head = words
        if head in _PRESS_OFFICES and WORDS["sides.press"] & set(words) and source.kind in ("media", "expert"):
            kind: SourceKind = _PRESS_OFFICES[head]
            return kind
        if head in WORDS["sides.agency"] and WORDS["sides.news"] & set(words):
            return "media"
        told = next((self._words[w] for w in before if w in self._words), None)
        if told == "ngo" and head in WORDS["sides.bodies"] and source.kind in _ADVOCATES:
            return told
        if told and told != "ngo" and head in WORDS["sides.offices"] and source.kind in _OFFICIAL:
            return told
        return "ngo" if head in WORDS["sides.union"] and source.name.islower() and told != "ngo" else source.kind

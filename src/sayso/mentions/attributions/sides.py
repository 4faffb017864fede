"""What a source is and on whose side it speaks, where its own words or its place tell more than its head noun."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from sayso.model import Reading, Source, SourceKind
from sayso.rules import Rulebook
from sayso.rules.actors import StateRow
from sayso.rules.cues import ChannelRow

_MODIFIED: Final[dict[str, SourceKind]] = {"soldiering": "military", "nursing": "medical", "advocacy": "ngo"}
_HEADS = frozenset(
    "officer officers official officials source sources spokesman spokeswoman spokesperson commander commanders "
    "director administrator staff worker workers".split()
)
_BODIES = frozenset({"centre", "center", "institute", "group", "network", "forum", "watchdog", "union", "committee"})
_NEWS = frozenset({"news", "semi-official", "press", "wire"})
_PRESS_OFFICES: Final[dict[str, SourceKind]] = {
    "secretary": "government", "officer": "government", "centre": "unnamed", "center": "unnamed",
    "service": "unnamed", "office": "unnamed",
}  # fmt: skip
_ADVOCATES = frozenset({"expert", "armed-group", "unnamed", "international"})
_FEWEST: Final = 3
_MOST: Final = 0.75
_STATE: Final = 3
_PUBLIC = frozenset(
    "police mayor governor official officials authorities administration prosecutor prosecutors directorate "
    "commissioner office officer officers service government".split()
)
"""Local offices of the state: not elders, chiefs or committees, who may stand apart from it."""


class Sides:
    """Settles kind and side of sources in one reading. ``local``: code of the state where nearly all of it happens."""

    def __init__(self, reading: Reading, words: dict[str, SourceKind], states: dict[str, str]) -> None:
        self._words = words
        countries = Counter(p.place.country for p in reading.places if p.place.country)
        (top, count) = countries.most_common(1)[0] if countries else (None, 0)
        sure = count >= _FEWEST and count >= _MOST * sum(countries.values())
        self.local = states.get(top or "") if sure else None

    def settled(self, source: Source) -> Source:
        """The source with kind and side as its words and its place tell; listed ones as they are."""
        if source.id is not None:
            return source
        kind = self._kind(source)
        side = source.side
        words = source.name.lower().split()
        public = bool(words) and words[-1] in _PUBLIC and not any(w.endswith(("'s", "’s")) for w in words)
        if side is None and kind == "authority" and public and self.local:
            side = self.local
        return source if (kind, side) == (source.kind, side and source.side) else replace(source, kind=kind, side=side)

    def _kind(self, source: Source) -> SourceKind:
        words = source.name.lower().split()
        head = words[-1] if words else ""
        if head in _PRESS_OFFICES and "press" in words and source.kind in ("media", "expert"):
            group = source.side is not None and len(source.side) != _STATE
            return "armed-group" if group else _PRESS_OFFICES[head]
        if head == "agency" and _NEWS & set(words):
            return "media"
        told = next((self._words[w] for w in words[:-1] if w in self._words), None)
        if told == "ngo":
            return told if head in _BODIES and source.kind in _ADVOCATES else source.kind
        if told and head in _HEADS and source.kind in ("government", "authority", "unnamed", "witness"):
            return told
        return "ngo" if words[-1:] == ["union"] and source.name.islower() else source.kind


def modifier_kinds(rulebook: Rulebook) -> dict[str, SourceKind]:
    """Words before an office noun, and the kind they make it."""
    return {
        word: _MODIFIED[row.role] for row in rulebook.rows(ChannelRow) if row.role in _MODIFIED for word in row.words
    }


def state_codes(rulebook: Rulebook) -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes by alpha-2."""
    return {row.iso2: row.id for row in rulebook.rows(StateRow) if row.iso2}

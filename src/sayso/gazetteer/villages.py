"""Villages: settlements too small for the gazetteer proper, asked only for names that a report's words make places.

There are more of them than of all other places, and most of their names are also a person's, a word's or a larger
place's: looked up like the others they would be found where nobody means them. The files are as the gazetteer's (see
``store``); a row's first-level unit is the number of a row there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import marisa_trie

from sayso.errors import GazetteerError
from sayso.gazetteer.entries import Entry
from sayso.gazetteer.folding import without_article
from sayso.gazetteer.spellings import respellings
from sayso.gazetteer.store import NAME_RECORD, OWN, WOF, Record, Rows

_MOST = 150


class Villages:
    """The villages of a folder. ``made``: makes the entry of a row, given its id."""

    def __init__(self, folder: Path, made: Callable[[Record, str], Entry]) -> None:
        self._rows, self._made = Rows(folder / "villages.bin"), made
        self._trie: Any = marisa_trie.RecordTrie(NAME_RECORD)
        try:
            self._trie.mmap(str(folder / "villages.marisa"))
        except (OSError, RuntimeError) as error:
            raise GazetteerError(f"the villages cannot be read: {error} (reinstall sayso)") from error

    def find(self, key: str) -> list[Entry]:
        """Those that bear the folded name, with or without an article."""
        found = self._trie.get(key, ()) or self._trie.get(without_article(key), ())
        return [self._entry(n) for (n,) in found[:_MOST]]

    def respelt(self, key: str) -> list[Entry]:
        """Those that the folded name may be another spelling of, by the fewest changes."""
        for keys in respellings(key):
            if found := [e for other in keys if other in self._trie for e in self.find(other)]:
                return list({e.id: e for e in found}.values())
        return []

    def by_id(self, id: str) -> Entry | None:
        """The village of this id, or None."""
        scheme, _, number = id.partition(":")
        if scheme not in ("geonames", "wof", "village") or not number.isdecimal() or len(number) > 10:
            return None
        row = self._rows.number(int(number) + (OWN if scheme == "village" else 0))
        return None if row is None else self._entry(row)

    def _entry(self, number: int) -> Entry:
        row = self._rows[number]
        if row.geoname >= OWN:
            return self._made(row, f"village:{row.geoname - OWN}")
        return self._made(row, f"{'wof' if row.geoname >= WOF else 'geonames'}:{row.geoname}")

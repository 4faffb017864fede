"""Names that claims bear: what a person may mean who begins to type one."""

from __future__ import annotations

from sayso.errors import UsageError
from sayso.model.words import fold
from sayso.store.records import ActorNamed, PlaceNamed
from sayso.store.sqlite.conditions import match_words
from sayso.store.sqlite.connection import Connection

_LOOKED_AT = 500
_PLACE = "SELECT DISTINCT name, id, country, admin1, precision FROM places"


class Names:
    """The part of a ledger that completes names."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def places(self, words: str, *, limit: int) -> list[PlaceNamed]:
        begun = fold(words)
        if not begun:
            return []
        rows = self._db.all(
            f"{_PLACE} WHERE folded >= ?1 AND folded < ?1 || ?2 ORDER BY length(folded), folded LIMIT ?3",
            (begun, "\U0010ffff", limit),
        )
        return [PlaceNamed(*row) for row in rows]

    def actors(self, words: str, *, limit: int) -> list[ActorNamed]:
        try:
            query = match_words(words.strip().rstrip("*") + "*")
        except UsageError:
            return []
        rows = self._db.all(
            "SELECT DISTINCT a.name, a.id, a.side FROM (SELECT rowid FROM actor_names WHERE actor_names MATCH ?"
            " LIMIT ?) f JOIN actors a ON a.n = f.rowid ORDER BY a.id IS NULL, length(a.name), a.name LIMIT ?",
            (query, _LOOKED_AT, limit),
        )
        return [ActorNamed(*row) for row in rows]

    def actor(self, name: str) -> ActorNamed | None:
        words = " ".join(f'"{word}"' for word in name.replace('"', " ").split())
        found = self.actors(words, limit=_LOOKED_AT) if words else []
        return next((one for one in found if one.name == name), None)

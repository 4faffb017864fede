"""Looking up names: rows of the places, actors and sources that a filter names; what a person begins to type."""

from __future__ import annotations

from sayso.errors import UsageError
from sayso.model.geo import kilometres
from sayso.model.words import fold
from sayso.store.filters import Exactly, Near, Where, exact_of
from sayso.store.records import ActorNamed, PlaceNamed
from sayso.store.sqlite.conditions import match_words
from sayso.store.sqlite.connection import LAST, Connection, storable

_NAMES = 5_000
"""At most so many names may match the words of one filter."""
_LOOKED_AT = 500
_PLACE = "SELECT DISTINCT name, id, country, admin1, precision FROM places"


class Names:
    """The part of a ledger that finds places, actors and sources by their names, and completes names."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def places_of(self, where: Where) -> list[int]:
        """Rows of the places with one of the ids or names that do not lie in the units or countries anyway."""
        rows = self._db.among("SELECT n, country, admin1 FROM places WHERE folded IN ({})", where.names)
        rows += self._db.among("SELECT n, country, admin1 FROM places WHERE id IN ({})", where.ids)
        return sorted({n for n, c, unit in rows if c not in where.countries and (c, unit) not in where.units})

    def placed(self, names: frozenset[str], ids: frozenset[str]) -> bool:
        """Whether some claim was ever placed in one of these folded names or ids."""
        return bool(
            self._db.among("SELECT 1 FROM places WHERE folded IN ({}) LIMIT 1", names)
            or self._db.among("SELECT 1 FROM places WHERE id IN ({}) LIMIT 1", ids)
        )

    def placed_within(self, country: str, unit: str | None) -> bool:
        """Whether some claim was ever placed in this country and, if given, first-level unit."""
        sql = "SELECT 1 FROM places WHERE country = ?" + (" AND admin1 = ?" if unit else "") + " LIMIT 1"
        return self._db.one(sql, (country, unit) if unit else (country,)) is not None

    def places_near(self, near: Near) -> list[int]:
        """Rows of the places known to the point or the district that lie in the circle."""
        rows = self._db.all(
            "SELECT n, lat, lon FROM places WHERE lat BETWEEN ? AND ? AND lon IS NOT NULL"
            " AND precision IN ('point', 'admin2')", near.latitudes(),
        )  # fmt: skip
        return [n for n, lat, lon in rows if kilometres(near.lat, near.lon, lat, lon) <= near.km]

    def names_like(self, table: str, words: str) -> list[int]:
        """Rows of ``actors`` or ``sources`` with this id or alias of the actor list, with these words in the name, or
        after ``=`` of this name."""
        if exact := exact_of(words):
            return self._named(table, exact)
        rows = self._db.among(f"SELECT n FROM {table} WHERE id IN ({{}})", _ids_called(words))
        index = f"{table.removesuffix('s')}_names"
        rows += self._db.all(f"SELECT rowid FROM {index} WHERE {index} MATCH ? LIMIT ?", (match_words(words), _NAMES))
        return sorted({n for (n,) in rows})

    def _named(self, table: str, exact: Exactly) -> list[int]:
        columns = "n, side, kind" if table == "sources" else "n, side"
        rows = self._db.all(f"SELECT {columns} FROM {table} WHERE name = ?", (storable(exact.name),))
        return [n for n, *rest in rows if exact.kind is None or rest == [exact.side, exact.kind]]

    def places(self, words: str, *, limit: int) -> list[PlaceNamed]:
        """Places of claims with a name that begins so, by name."""
        begun = fold(words)
        if not begun:
            return []
        rows = self._db.all(
            f"{_PLACE} WHERE folded >= ?1 AND folded < ?1 || ?2 ORDER BY length(folded), folded LIMIT ?3",
            (begun, LAST, limit),
        )
        return [PlaceNamed(*row) for row in rows]

    def actors(self, words: str, *, limit: int) -> list[ActorNamed]:
        """Actors and targets with all these words in the name, the last as a beginning; those with an id first."""
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
        """The one actor with this id or alias of the actor list, else one of exactly this name."""
        listed = self._db.among("SELECT id, name, side FROM actors WHERE id IN ({})", _ids_called(name))
        by_id = {id: ActorNamed(name, id, side) for id, name, side in listed}
        if len(by_id) == 1:
            return by_id.popitem()[1]
        words = " ".join(f'"{word}"' for word in name.replace('"', " ").split())
        found = self.actors(words, limit=_LOOKED_AT) if words else []
        return next((one for one in found if one.name == name), None)


def _ids_called(name: str) -> frozenset[str]:
    from sayso.rules.called import ids_called  # loads the rules, which a ledger can do without until it is asked

    return ids_called(name)

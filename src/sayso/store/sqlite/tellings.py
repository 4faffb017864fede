"""What documents tell of happenings: tellings, the keys they are found by, how far they agree."""

from __future__ import annotations

import hashlib
import struct
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence

from sayso.model import Circle, Feature, Link, Telling
from sayso.store.sqlite.connection import Connection
from sayso.store.sqlite.packing import pack, pack_circles, pack_value, unpack_circles
from sayso.store.sqlite.rows import document_row

_REMEMBERED = 4_000
_LINK = (
    "SELECT a.id, b.id, l.score, l.told FROM links l JOIN tellings a ON a.n = l.left JOIN tellings b ON b.n = l.right"
)
_BOUND = """SELECT h.telling FROM telling_claims f JOIN claims c ON c.n = f.claim
    JOIN decision_claims mine ON mine.claim = c.id
    JOIN holding d ON d.n = mine.decision AND (d.kind = 'merge' OR d.kind = 'split' AND d.value = 'true')
    JOIN decision_claims other ON other.decision = d.n
    JOIN claims o ON o.id = other.claim AND o.current = 1 JOIN telling_claims h ON h.claim = o.n
    WHERE f.telling IN ({})"""

DROP_EMPTY = "DELETE FROM incidents WHERE n = ? AND NOT EXISTS (SELECT 1 FROM incident_tellings WHERE incident = n)"


class Tellings:
    """The part of a ledger that merging works on. Nothing here judges; it keeps what merging finds."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._kept: OrderedDict[int, Telling] = OrderedDict()
        db.on_undo.append(self._kept.clear)

    def save(
        self,
        document: str,
        tellings: Iterable[tuple[Telling, Iterable[str]]],
        *,
        gone: Collection[str] | None = None,
    ) -> frozenset[str]:
        """Replace what a document tells; each telling with the block keys it is found by.

        ``gone``: the ids of the tellings to replace; None: all of the document, whose circles are forgotten then. The
        claims of each must be listed. Gives the ids of other tellings that were linked to, or in one incident with,
        those that are gone: their incidents have to be made anew.
        """
        with self._db.transaction():
            row = document_row(self._db, document)
            unsettled = self.drop(row, gone)
            claims = dict(self._db.all("SELECT id, n FROM claims WHERE document = ? AND current = 1", (row,)))
            for telling, keys in tellings:
                self._save(row, telling, sorted({hashed(key) for key in keys}), claims)
            return frozenset(unsettled)

    def _save(self, document: int, telling: Telling, keys: list[int], claims: dict[str, int]) -> None:
        n = self._db.insert(
            "INSERT INTO tellings (id, document, keys, told) VALUES (?, ?, ?, ?)",
            (telling.id, document, struct.pack(f"<{len(keys)}q", *keys), pack(telling)),
        )
        self._db.many("INSERT INTO block_keys (key, telling) VALUES (?, ?)", [(key, n) for key in keys])
        strange = [id for id in telling.claims if id not in claims]
        if strange:
            raise self._db.fault(f"claim {strange[0]} is not of the current reading of {telling.document}")
        rows = [(claims[id], n) for id in dict.fromkeys(telling.claims)]
        self._db.many("INSERT INTO telling_claims (claim, telling) VALUES (?, ?)", rows)
        self._remember(n, telling)

    def drop(self, document: int, only: Collection[str] | None = None) -> set[str]:
        """Remove the tellings of the document in this row, all or these; the ids of others that were tied to them."""
        if only is None:
            self._db.run("DELETE FROM circles WHERE document = ?", (document,))
            rows = self._db.all("SELECT n, keys FROM tellings WHERE document = ?", (document,))
        else:
            rows = self._db.among(f"SELECT n, keys FROM tellings WHERE document = {document} AND id IN ({{}})", only)
        if not rows:
            return set()
        gone = [n for n, _ in rows]
        tied = self._linked(gone)
        tied |= {n for (n,) in self._db.among(
            "SELECT telling FROM incident_tellings WHERE incident IN"
            " (SELECT incident FROM incident_tellings WHERE telling IN ({}))", gone,
        )}  # fmt: skip
        for n, keys in rows:
            marks = [(key, n) for key in struct.unpack(f"<{len(keys) // 8}q", keys)]
            self._db.many("DELETE FROM block_keys WHERE key = ? AND telling = ?", marks)
            self._kept.pop(n, None)
        incidents = self._db.among("SELECT DISTINCT incident FROM incident_tellings WHERE telling IN ({})", gone)
        self._db.many("DELETE FROM tellings WHERE n = ?", [(n,) for n in gone])
        self._db.many(DROP_EMPTY, incidents)
        return {id for (id,) in self._db.among("SELECT id FROM tellings WHERE n IN ({})", tied - set(gone))}

    def _linked(self, tellings: Iterable[int]) -> set[int]:
        given = list(tellings)
        found = {n for (n,) in self._db.among("SELECT right FROM links WHERE left IN ({}) AND score > 0", given)}
        return found | {n for (n,) in self._db.among("SELECT left FROM links WHERE right IN ({}) AND score > 0", given)}

    def get(self, ids: Iterable[str]) -> list[Telling]:
        """These tellings, by id; an id that is not there is passed over."""
        return self._unpacked(self._db.among("SELECT n FROM tellings WHERE id IN ({})", ids))

    def of(self, document: str) -> list[Telling]:
        """What a document tells, by id."""
        row = document_row(self._db, document)
        return self._unpacked(self._db.all("SELECT n FROM tellings WHERE document = ?", (row,)))

    def holding(self, claims: Iterable[str]) -> list[Telling]:
        """The tellings that hold at least one of these claims, by id."""
        return self._unpacked(self._db.among(
            "SELECT DISTINCT h.telling FROM claims c JOIN telling_claims h ON h.claim = c.n WHERE c.id IN ({})", claims
        ))  # fmt: skip

    def circles(self, document: str, rests_on: str) -> list[Circle] | None:
        """The circles kept of a document; None where none were kept, or what they rest on is something else."""
        told = (document_row(self._db, document), rests_on)
        row = self._db.one("SELECT claims, scores FROM circles WHERE document = ? AND rests_on = ?", told)
        return None if row is None else self._db.guarded(lambda: unpack_circles(*row))

    def encircle(self, document: str, circles: Iterable[Circle], rests_on: str) -> None:
        """Keep the circles of a document; ``rests_on``: names what their scores were found with."""
        with self._db.transaction():
            self._db.run(
                "INSERT OR REPLACE INTO circles (document, rests_on, claims, scores) VALUES (?, ?, ?, ?)",
                (document_row(self._db, document), rests_on, *pack_circles(circles)),
            )

    def with_keys(self, keys: Iterable[str]) -> list[Telling]:
        """The tellings, of any document, that are found by at least one of these keys, by id."""
        hashes = {hashed(key) for key in keys}
        return self._unpacked(self._db.among("SELECT DISTINCT telling FROM block_keys WHERE key IN ({})", hashes))

    def _unpacked(self, rows: Iterable[Sequence[int]]) -> list[Telling]:
        wanted = {row[0] for row in rows}
        found = {n: self._kept[n] for n in wanted if n in self._kept}
        for n, told in self._db.among("SELECT n, told FROM tellings WHERE n IN ({})", wanted - set(found)):
            found[n] = self._db.unpacked(Telling, told)
            self._remember(n, found[n])
        return sorted(found.values(), key=lambda telling: telling.id)

    def _remember(self, n: int, telling: Telling) -> None:
        # A row's number is never given twice, so what is remembered under it stays true.
        self._kept[n] = telling
        if len(self._kept) > _REMEMBERED:
            self._kept.popitem(last=False)

    def link(self, links: Iterable[Link]) -> None:
        """Keep links between tellings that are kept; one between the same two replaces what was known."""
        made = list(links)
        with self._db.transaction():
            numbers = self._numbers({id for link in made for id in (link.left, link.right)})
            self._db.many(
                "INSERT OR REPLACE INTO links (left, right, score, told) VALUES (?, ?, ?, ?)",
                [
                    (numbers[link.left], numbers[link.right], link.score,
                     pack_value([[f.name, f.value, f.weight] for f in link.features]))
                    for link in made
                ],
            )  # fmt: skip

    def _numbers(self, ids: Iterable[str]) -> dict[str, int]:
        return dict(self._db.among("SELECT id, n FROM tellings WHERE id IN ({})", ids))

    def links(self, tellings: Iterable[str], *, bare: bool = False) -> list[Link]:
        """The links that have at least one of these tellings at an end, by their ids; ``bare``: without features."""
        numbers = list(self._numbers(tellings).values())
        rows = {row[:2]: row for row in self._db.among(f"{_LINK} WHERE l.left IN ({{}})", numbers)}
        rows |= {row[:2]: row for row in self._db.among(f"{_LINK} WHERE l.right IN ({{}})", numbers)}
        if bare:
            return [
                Link(left=a, right=b, score=score, features=())
                for a, b, score, _ in (rows[key] for key in sorted(rows))
            ]
        return [self._link(*rows[key]) for key in sorted(rows)]

    def _link(self, left: str, right: str, score: float, told: bytes) -> Link:
        features = tuple(Feature(name=n, value=v, weight=float(w)) for n, v, w in self._db.unpacked_value(told))
        return Link(left=left, right=right, score=score, features=features)

    def reach(self, tellings: Iterable[str]) -> set[str]:
        """The tellings that can be reached from these over links with a score above 0 or what people hold together.

        Those given are among them, as far as they are kept.
        """
        reached = set(self._numbers(tellings).values())
        fresh = reached
        while fresh:
            found = self._linked(fresh) | {n for (n,) in self._db.among(_BOUND, fresh)}
            fresh = found - reached
            reached |= fresh
        return {id for (id,) in self._db.among("SELECT id FROM tellings WHERE n IN ({})", reached)}


def hashed(key: str) -> int:
    """A text as eight bytes, the same on every machine: what is kept of a key."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)

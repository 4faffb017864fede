"""What documents tell of happenings: tellings, the keys they are found by, links between them, incidents."""

from __future__ import annotations

import hashlib
import struct
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sayso.errors import LedgerError
from sayso.model import EFFECTS, Account, Feature, Incident, Link, Telling
from sayso.store.sqlite.base import Base, day_number, storable
from sayso.store.sqlite.packing import pack, pack_value

__all__ = ["Happenings"]

V = TypeVar("V")
_REMEMBERED = 4_000
_LINK = (
    "SELECT a.id, b.id, l.score, l.told FROM links l JOIN tellings a ON a.n = l.left JOIN tellings b ON b.n = l.right"
)


class Happenings(Base):
    """The part of the ledger that merging works on. Nothing here judges; it keeps what merging finds."""

    _tellings: OrderedDict[int, Telling]

    def save_tellings(self, document: str, tellings: Iterable[tuple[Telling, Iterable[str]]]) -> frozenset[str]:
        """Replace what a document tells; each telling with the block keys it is found by.

        Its claims must be of the document's current reading. Gives the ids of tellings of other documents that were
        linked to, or in one incident with, tellings that are gone: their incidents have to be made anew.
        """
        with self.transaction():
            row = self._one("SELECT n FROM documents WHERE id = ?", (document,))
            if row is None:
                raise LedgerError(str(self.path), f"there is no document {document}")
            unsettled = self._drop_tellings(row[0])
            claims = dict(
                self._all(
                    "SELECT c.id, c.n FROM claims c JOIN readings r ON r.n = c.reading"
                    " WHERE r.document = ? AND r.current = 1", row,
                )
            )  # fmt: skip
            for telling, keys in tellings:
                self._save_telling(row[0], telling, sorted({hashed(key) for key in keys}), claims)
            return frozenset(unsettled)

    def _save_telling(self, document: int, telling: Telling, keys: list[int], claims: dict[str, int]) -> None:
        n = self._insert(
            "INSERT INTO tellings (id, document, keys, told) VALUES (?, ?, ?, ?)",
            (telling.id, document, struct.pack(f"<{len(keys)}q", *keys), pack(telling)),
        )
        self._many("INSERT INTO block_keys (key, telling) VALUES (?, ?)", [(key, n) for key in keys])
        strange = [id for id in telling.claims if id not in claims]
        if strange:
            raise LedgerError(str(self.path), f"claim {strange[0]} is not of the current reading of {telling.document}")
        rows = [(claims[id], n) for id in dict.fromkeys(telling.claims)]
        self._many("INSERT INTO telling_claims (claim, telling) VALUES (?, ?)", rows)
        self._remember(n, telling)

    def _drop_tellings(self, document: int) -> set[str]:
        """Remove the tellings of a document; the ids of those of other documents that were tied to them."""
        rows = self._all("SELECT n, keys FROM tellings WHERE document = ?", (document,))
        if not rows:
            return set()
        gone = [n for n, _ in rows]
        tied = {n for (n,) in self._among("SELECT right FROM links WHERE left IN ({}) AND score > 0", gone)}
        tied |= {n for (n,) in self._among("SELECT left FROM links WHERE right IN ({}) AND score > 0", gone)}
        tied |= {n for (n,) in self._among(
            "SELECT telling FROM incident_tellings WHERE incident IN"
            " (SELECT incident FROM incident_tellings WHERE telling IN ({}))", gone,
        )}  # fmt: skip
        for n, keys in rows:
            marks = [(key, n) for key in struct.unpack(f"<{len(keys) // 8}q", keys)]
            self._many("DELETE FROM block_keys WHERE key = ? AND telling = ?", marks)
            self._tellings.pop(n, None)
        incidents = self._among("SELECT DISTINCT incident FROM incident_tellings WHERE telling IN ({})", gone)
        self._many("DELETE FROM tellings WHERE n = ?", [(n,) for n in gone])
        self._drop_empty(incidents)
        return {id for (id,) in self._among("SELECT id FROM tellings WHERE n IN ({})", tied - set(gone))}

    def _drop_empty(self, incidents: Iterable[Sequence[int]]) -> None:
        self._many(
            "DELETE FROM incidents WHERE n = ? AND NOT EXISTS (SELECT 1 FROM incident_tellings WHERE incident = n)",
            incidents,
        )

    def tellings(self, ids: Iterable[str]) -> list[Telling]:
        """These tellings, by id; an id that is not there is passed over."""
        return self._unpacked(self._among("SELECT n FROM tellings WHERE id IN ({})", ids))

    def tellings_of(self, document: str) -> list[Telling]:
        """What a document tells, by id."""
        return self._unpacked(
            self._all("SELECT t.n FROM tellings t JOIN documents d ON d.n = t.document WHERE d.id = ?", (document,))
        )

    def tellings_with_keys(self, keys: Iterable[str]) -> list[Telling]:
        """The tellings, of any document, that are found by at least one of these keys, by id."""
        hashes = {hashed(key) for key in keys}
        return self._unpacked(self._among("SELECT DISTINCT telling FROM block_keys WHERE key IN ({})", hashes))

    def telling_of_claims(self, claims: Iterable[str]) -> dict[str, str]:
        """Claim id to the id of the telling that holds it, for claims of current readings."""
        return dict(
            self._among(
                "SELECT c.id, t.id FROM claims c JOIN telling_claims h ON h.claim = c.n"
                " JOIN tellings t ON t.n = h.telling WHERE c.id IN ({})", claims,
            )
        )  # fmt: skip

    def _unpacked(self, rows: Iterable[Sequence[int]]) -> list[Telling]:
        wanted = {row[0] for row in rows}
        missing = [n for n in wanted if n not in self._tellings]
        found = {n: self._tellings[n] for n in wanted if n in self._tellings}
        for n, told in self._among("SELECT n, told FROM tellings WHERE n IN ({})", missing):
            found[n] = self._unpack(Telling, told)
            self._remember(n, found[n])
        return sorted(found.values(), key=lambda telling: telling.id)

    def _remember(self, n: int, telling: Telling) -> None:
        # A row's number is never given twice, so what is remembered under it stays true.
        self._tellings[n] = telling
        if len(self._tellings) > _REMEMBERED:
            self._tellings.popitem(last=False)

    def save_links(self, links: Iterable[Link]) -> None:
        """Keep links between tellings that are kept; one between the same two replaces what was known."""
        made = list(links)
        with self.transaction():
            numbers = self._numbers({id for link in made for id in (link.left, link.right)})
            self._many(
                "INSERT OR REPLACE INTO links (left, right, score, told) VALUES (?, ?, ?, ?)",
                [
                    (numbers[link.left], numbers[link.right], link.score,
                     pack_value([[f.name, f.value, f.weight] for f in link.features]))
                    for link in made
                ],
            )  # fmt: skip

    def _numbers(self, ids: Iterable[str]) -> dict[str, int]:
        return dict(self._among("SELECT id, n FROM tellings WHERE id IN ({})", ids))

    def links_of(self, tellings: Iterable[str]) -> list[Link]:
        """The links that have at least one of these tellings at an end, by their ids."""
        numbers = list(self._numbers(tellings).values())
        rows = {row[:2]: row for row in self._among(f"{_LINK} WHERE l.left IN ({{}})", numbers)}
        rows |= {row[:2]: row for row in self._among(f"{_LINK} WHERE l.right IN ({{}})", numbers)}
        return [self._link(*rows[key]) for key in sorted(rows)]

    def _link(self, left: str, right: str, score: float, told: bytes) -> Link:
        features = tuple(Feature(name=n, value=v, weight=float(w)) for n, v, w in self._unpack_value(told))
        return Link(left=left, right=right, score=score, features=features)

    def component(self, tellings: Iterable[str]) -> set[str]:
        """The tellings that can be reached from these over links with a score above 0 or merge decisions.

        Those given are among them, as far as they are kept.
        """
        reached = set(self._numbers(tellings).values())
        fresh = reached
        while fresh:
            found = {n for (n,) in self._among("SELECT right FROM links WHERE left IN ({}) AND score > 0", fresh)}
            found |= {n for (n,) in self._among("SELECT left FROM links WHERE right IN ({}) AND score > 0", fresh)}
            found |= {n for (n,) in self._among(_MERGED, fresh)}
            fresh = found - reached
            reached |= fresh
        return {id for (id,) in self._among("SELECT id FROM tellings WHERE n IN ({})", reached)}

    def set_incidents(self, incidents: Iterable[Incident], *, among: Iterable[str]) -> None:
        """Let these tellings belong to these incidents, and to no others.

        ``among``: the ids of all tellings whose incidents were made anew; one that is in no incident given is in none
        from now on.
        """
        with self.transaction():
            numbers = self._numbers(among)
            old = self._among("SELECT DISTINCT incident FROM incident_tellings WHERE telling IN ({})", numbers.values())
            self._many("DELETE FROM incident_tellings WHERE telling = ?", [(n,) for n in numbers.values()])
            self._drop_empty(old)
            for incident in incidents:
                self._set_incident(incident)

    def _set_incident(self, incident: Incident) -> None:
        tellings = self.tellings(incident.tellings)
        accounts = [account for telling in tellings for account in telling.accounts]
        if not accounts:
            raise LedgerError(str(self.path), f"incident {incident.id} has no telling that is kept")
        self._run(
            "INSERT INTO incidents (id, first, last, type, place, country, claims, documents, links)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET (first, last, type, place, country,"
            " claims, documents, links) = (excluded.first, excluded.last, excluded.type, excluded.place,"
            " excluded.country, excluded.claims, excluded.documents, excluded.links)",
            (incident.id, *_summary(accounts), len({t.document for t in tellings}),
             pack_value([[link.left, link.right] for link in incident.links])),
        )  # fmt: skip
        (n,) = self._one("SELECT n FROM incidents WHERE id = ?", (incident.id,)) or (0,)
        self._many(
            "INSERT INTO incident_tellings (telling, incident) VALUES (?, ?)",
            [(m, n) for m in self._numbers(incident.tellings).values()],
        )

    def incident(self, id: str) -> Incident | None:
        """The incident with its tellings, claims and the links that hold it together; None when there is none."""
        row = self._one("SELECT n, links FROM incidents WHERE id = ?", (id,))
        if row is None:
            return None
        ids = [t for (t,) in self._all(
            "SELECT t.id FROM incident_tellings i JOIN tellings t ON t.n = i.telling WHERE i.incident = ?", row[:1]
        )]  # fmt: skip
        holding = {tuple(pair) for pair in self._unpack_value(row[1])}
        tellings = self.tellings(ids)
        return Incident(
            id=id,
            tellings=tuple(t.id for t in tellings),
            claims=tuple(sorted(claim for t in tellings for claim in t.claims)),
            links=tuple(link for link in self.links_of(ids) if (link.left, link.right) in holding),
        )

    def incidents_of(self, tellings: Iterable[str]) -> dict[str, str]:
        """Telling id to the id of its incident."""
        return dict(
            self._among(
                "SELECT t.id, i.id FROM tellings t JOIN incident_tellings m ON m.telling = t.n"
                " JOIN incidents i ON i.n = m.incident WHERE t.id IN ({})", tellings,
            )
        )  # fmt: skip


_MERGED = """SELECT h.telling FROM telling_claims f JOIN claims c ON c.n = f.claim
    JOIN decision_claims mine ON mine.claim = c.id
    JOIN decisions d ON d.n = mine.decision AND d.kind = 'merge'
    JOIN decision_claims other ON other.decision = d.n
    JOIN claims o ON o.id = other.claim AND o.current = 1 JOIN telling_claims h ON h.claim = o.n
    WHERE f.telling IN ({})"""


def hashed(key: str) -> int:
    """The key as the eight bytes that are kept of it."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _summary(accounts: Sequence[Account]) -> tuple[int, int, str, str | None, str | None, int]:
    """First and last day, the most frequent type and place, and how many claims, for listings."""
    lasts = [day for a in accounts if (day := a.latest or a.said or a.published)]
    firsts = [day for a in accounts if (day := a.earliest or a.latest)] or lasts
    last = max((a.latest for a in accounts if a.latest), default=max(lasts, default=None))
    first = min(firsts, default=None)
    kind = _most([a.type for a in accounts if a.type not in EFFECTS] or [a.type for a in accounts])
    spots = [a.spot for a in accounts if a.spot]
    fine = [spot for spot in spots if spot.precision in ("point", "admin2")] or spots
    place = _most([(spot.name, spot.country) for spot in fine]) if fine else (None, None)
    first = min(first, last) if first and last else first
    return day_number(first), day_number(last), kind, storable(place[0]), place[1], len(accounts)


def _most(values: Sequence[V]) -> V:
    return min(Counter(values).items(), key=lambda item: (-item[1], str(item[0])))[0]

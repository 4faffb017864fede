"""Incidents: tellings held to speak of one happening, and the ids that incidents were ever given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from sayso.model import Account, Given, Incident
from sayso.store.filters import Filter
from sayso.store.records import Gist, IncidentRow
from sayso.store.sqlite.claims import LATEST, Claims
from sayso.store.sqlite.connection import LAST, Connection
from sayso.store.sqlite.decisions import Decisions
from sayso.store.sqlite.gists import incident_row, place_of, summary
from sayso.store.sqlite.packing import pack, pack_value
from sayso.store.sqlite.tellings import DROP_EMPTY, Tellings

_COLUMNS = "id, first, last, type, place, country, claims, documents"
_HELD = """SELECT i.id, t.id FROM incident_tellings m JOIN incidents i ON i.n = m.incident
    JOIN tellings t ON t.n = m.telling WHERE """
_HEIRS = "SELECT id FROM incident_names WHERE out_of = ? ORDER BY n"
_TAKERS = """SELECT k.incident FROM passages p JOIN claim_incidents k ON k.claim = p.claim
    WHERE p.incident = ? ORDER BY p.n"""
_BARE = Filter()


class Incidents:
    """The part of a ledger that keeps incidents. Every id that one was given answers, whatever was joined since."""

    def __init__(self, db: Connection, tellings: Tellings, decisions: Decisions, claims: Claims) -> None:
        self._db, self._tellings, self._decisions, self._claims = db, tellings, decisions, claims

    def holding(self, claims: Iterable[str]) -> dict[str, str]:
        """Claim to the incident that it stands in."""
        return dict(self._db.among("SELECT claim, incident FROM claim_incidents WHERE claim IN ({})", set(claims)))

    def given(self, claims: Iterable[str]) -> tuple[list[Given], dict[str, str]]:
        """The ids that some of these claims founded or were last held in, in the order of giving; claim to the last.

        An incident that holds other claims as well keeps its id, and stands behind none of these claims.
        """
        asked = set(claims)
        held = self.holding(asked)
        firsts = self._firsts(asked, held)
        # A claim that comes back may find that its incident goes on without it.
        standing = self._db.among(
            "SELECT i.id, c.id FROM incidents i JOIN incident_tellings m ON m.incident = i.n"
            " JOIN telling_claims h ON h.telling = m.telling JOIN claims c ON c.n = h.claim WHERE i.id IN ({})",
            set(held.values()),
        )
        elsewhere = {id for id, claim in standing if claim not in asked}
        held = {claim: id for claim, id in held.items() if id not in elsewhere}
        columns = "SELECT n, id, founder, now FROM incident_names"
        names = {*self._db.among(f"{columns} WHERE founder IN ({{}})", asked)}
        names |= {*self._db.among(f"{columns} WHERE id IN ({{}})", set(held.values()))}
        return [
            Given(id=id, founder=founder, now=now, first=frozenset(firsts.get(id, ())))
            for _, id, founder, now in sorted(names)
        ], held

    def _firsts(self, claims: set[str], held: Mapping[str, str]) -> dict[str, list[str]]:
        """Incident to those of the claims that were held in it before any other."""
        passed = self._db.among("SELECT n, claim, incident FROM passages WHERE claim IN ({})", claims)
        first = {**held, **{claim: id for _, claim, id in sorted(passed, reverse=True)}}
        firsts: dict[str, list[str]] = {}
        for claim, id in first.items():
            firsts.setdefault(id, []).append(claim)
        return firsts

    def assign(
        self,
        incidents: Iterable[Incident],
        *,
        among: Iterable[str],
        now: Mapping[str, str] | None = None,
        gist: Callable[[Sequence[Account]], Gist] | None = None,
        afresh: Collection[str] = (),
    ) -> None:
        """Let these tellings belong to these incidents, and to no others.

        ``among``: the ids of all tellings whose incidents were made anew; one that is in no incident given is in none
        from now on. ``now``: ids that name nothing any more, each with the id that answers for it. ``gist``: what says
        what the accounts of an incident come to; asked for those that are not what they were.
        """
        with self._db.transaction():
            tellings = {n for (n,) in self._db.among("SELECT n FROM tellings WHERE id IN ({})", among)}
            same, old = self._standing(tellings)
            fresh = []
            counted = set(afresh)
            for incident in incidents:
                numbers = [n for (n,) in self._db.among("SELECT n FROM tellings WHERE id IN ({})", incident.tellings)]
                standing = same.pop((incident.id, frozenset(numbers), _holding(incident)), None)
                if standing is None or not counted.isdisjoint(incident.claims):
                    fresh.append((incident, numbers))
                else:
                    tellings.difference_update(numbers)
                    old.discard(standing)
            self._db.many("DELETE FROM incident_tellings WHERE telling = ?", [(n,) for n in tellings])
            self._db.many(DROP_EMPTY, [(n,) for n in old])
            for incident, numbers in fresh:
                self._set(incident, numbers, gist)
            for id, other in (now or {}).items():
                self._db.run("UPDATE incident_names SET now = ? WHERE now = ?", (other, id))

    def _standing(self, tellings: set[int]) -> tuple[dict[tuple[str, frozenset[int], bytes], int], set[int]]:
        """The incidents of these tellings: those whose gist is known, by what makes them up; the rows of all.

        A telling that is told anew has another number, so that what has the same numbers has the same accounts.
        """
        held: dict[int, set[int]] = {}
        for (old,) in self._db.among("SELECT DISTINCT incident FROM incident_tellings WHERE telling IN ({})", tellings):
            held[old] = set()
        for n, telling in self._db.among(
            "SELECT incident, telling FROM incident_tellings WHERE incident IN ({})", held
        ):
            held[n].add(telling)
        rows = self._db.among("SELECT n, id, links FROM incidents WHERE origins IS NOT NULL AND n IN ({})", held)
        return {(id, frozenset(held[n]), links): n for n, id, links in rows}, set(held)

    def _set(
        self, incident: Incident, numbers: Sequence[int], gist: Callable[[Sequence[Account]], Gist] | None
    ) -> None:
        """Keep an incident of the tellings in these rows."""
        tellings = self._tellings.get(incident.tellings)
        if not tellings:
            raise self._db.fault(f"incident {incident.id} has no telling that is kept")
        accounts = [account for telling in tellings for account in telling.accounts]
        rejected = self._decisions.rejected(incident.claims)
        counted = [account for account in accounts if account.claim not in rejected] or accounts
        told = gist(counted) if gist else None
        n = self._db.insert(
            f"INSERT INTO incidents ({_COLUMNS}, links, spot, origins, told) VALUES ({','.join('?' * 12)})",
            (incident.id, *summary(counted), len(counted), len({account.document for account in counted}),
             _holding(incident), place_of(self._db, counted), told and told.origins, told and pack(told)),
        )  # fmt: skip
        self._db.many(
            "INSERT INTO incident_tellings (telling, incident) VALUES (?, ?)", [(telling, n) for telling in numbers]
        )
        self._db.run(
            "INSERT INTO incident_names (id, founder, now, out_of) VALUES (?1, ?2, ?1, ?3)"
            " ON CONFLICT (id) DO UPDATE SET now = id WHERE now <> id",
            (incident.id, min(incident.claims), self._parent(incident)),
        )
        self._db.many(
            "INSERT OR IGNORE INTO passages (claim, incident) SELECT claim, incident FROM claim_incidents"
            " WHERE claim = ? AND incident <> ?",
            [(claim, incident.id) for claim in incident.claims],
        )
        self._db.many(
            "INSERT INTO claim_incidents VALUES (?, ?)"
            " ON CONFLICT (claim) DO UPDATE SET incident = excluded.incident WHERE incident <> excluded.incident",
            [(claim, incident.id) for claim in incident.claims],
        )

    def _parent(self, incident: Incident) -> str | None:
        """The id of the incident that most of the claims were last held in, if it is another one."""
        held = self._db.among("SELECT incident FROM claim_incidents WHERE claim IN ({})", incident.claims)
        others = Counter(id for (id,) in held if id != incident.id)
        return max(sorted(others), key=lambda id: others[id], default=None)

    def _answering(self, id: str) -> str | None:
        """The id of the incident that answers to this one; None where it was never given.

        An id that another ledger gave, or this one would have in another order, stands for the incident of its founder;
        one whose last claims are gone for what was split off from it latest, or what another one took from it.
        """
        asked, seen = [id], set[str]()
        first = None
        while asked:
            at = asked.pop()
            now = self._now(at)
            first = first or now
            if now is None or now in seen:
                continue
            if self._db.one("SELECT 1 FROM incidents WHERE id = ?", (now,)):
                return now
            seen.add(now)
            asked += [heir for (heir,) in (*self._db.all(_TAKERS, (now,)), *self._db.all(_HEIRS, (now,)))]
        return first

    def _now(self, id: str) -> str | None:
        row = self._db.one("SELECT now FROM incident_names WHERE id = ?", (id,)) or self._db.one(
            "SELECT incident FROM claim_incidents WHERE claim = ? AND ? LIKE 'i%'", (id[1:].partition("-")[0], id)
        )
        return str(row[0]) if row else None

    def former(self, id: str) -> tuple[str, ...]:
        """The other ids that this incident answers to, in the order of giving."""
        rows = self._db.all("SELECT id FROM incident_names WHERE now = ? AND id <> now ORDER BY n", (id,))
        return tuple(other for (other,) in rows)

    def get(self, id: str) -> Incident | None:
        """The incident that answers to an id, with its tellings, claims and the links that hold it together.

        An id that another order of arrival would have given stands for the incident of the claim in it.
        """
        row = self._db.one("SELECT n, links, id FROM incidents WHERE id = ?", (self._answering(id),))
        if row is None:
            return None
        ids = [t for _, t in self._db.all(f"{_HELD} i.n = ?", row[:1])]
        holding = {tuple(pair) for pair in self._db.unpacked_value(row[1])}
        tellings = self._tellings.get(ids)
        return Incident(
            id=row[2],
            tellings=tuple(t.id for t in tellings),
            claims=tuple(sorted(claim for t in tellings for claim in t.claims)),
            links=tuple(link for link in self._tellings.links(ids) if (link.left, link.right) in holding),
        )

    def search(self, filter: Filter = _BARE, *, limit: int | None = None) -> Iterator[IncidentRow]:
        """The incidents with at least one matching claim, the one with the latest such claim first."""
        seen: set[int] = set()
        if limit is not None and limit <= 0:
            return
        found = self._claims.conditions(filter)
        rows = self._db.rows(
            "SELECT m.incident FROM claims c CROSS JOIN telling_claims h ON h.claim = c.n"
            f" CROSS JOIN incident_tellings m ON m.telling = h.telling WHERE {found} ORDER BY {LATEST}",
            found.values,
        )
        for (incident,) in rows:
            if incident in seen:
                continue
            seen.add(incident)
            yield incident_row(*self._db.all(f"SELECT {_COLUMNS} FROM incidents WHERE n = ?", (incident,))[0])
            if limit is not None and len(seen) >= limit:
                return

    def find(self, prefix: str) -> set[str]:
        """The ids of the incidents that answer to an id that begins so."""
        rows = self._db.all(
            "SELECT now FROM incident_names WHERE id >= ?1 AND id < ?1 || ?2 UNION SELECT incident FROM"
            " claim_incidents WHERE substr(?1, 1, 1) = 'i' AND claim >= substr(?1, 2) AND claim < substr(?1, 2) || ?2"
            " LIMIT 20", (prefix, LAST),
        )  # fmt: skip
        return {self._answering(id) or id for (id,) in rows}


def _holding(incident: Incident) -> bytes:
    return pack_value([[link.left, link.right] for link in incident.links])

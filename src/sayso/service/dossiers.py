"""Dossiers: each incident of a ledger with its claims as people left them, as exports take it."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from sayso.exports.countries import alpha3
from sayso.exports.dossiers import Dossier, Told
from sayso.exports.forms import Tally
from sayso.incidents.comparing import compare
from sayso.incidents.origins import origins_of
from sayso.model import EVENT_TYPES, STATUSES, Claim, Comparison, EventType, Incident, Origin, Status
from sayso.store.sqlite import Filter, Ledger, Listed

__all__ = ["Origins", "dossier", "dossiers", "value_of"]

_REMEMBERED = 2_000


def dossiers(ledger: Ledger, filter: Filter, tally: Tally | None = None) -> Iterator[Dossier]:
    """The incidents with at least one matching claim, each with all its claims, the latest first.

    One whose claims a person rejected, all of them, is passed over, and counted in ``tally``.
    """
    for row in ledger.incidents(filter):
        made = dossier(ledger, row.id)
        if made:
            yield made
        elif tally:
            tally.left_out["rejected"] += 1


def dossier(ledger: Ledger, id: str) -> Dossier | None:
    """One incident with its claims, but those that a person rejected; None where none is left.

    A type or a status that a person set stands in place of the machine's.
    """
    told = tuple(sorted(map(_told, ledger.claims(Filter(incident=id))), key=_in_text))
    incident = ledger.incident(id)
    if incident is None or not told:
        return None
    claims = {t.claim.id: t.claim for t in told}
    return Dossier(incident=incident, told=told, comparison=_compared(ledger, incident, claims))


def _compared(ledger: Ledger, incident: Incident, claims: dict[str, Claim]) -> Comparison:
    accounts = [
        replace(account, type=claim.type, status=claim.status)
        for telling in ledger.tellings(incident.tellings)
        for account in telling.accounts
        if (claim := claims.get(account.claim))
    ]
    return compare(accounts, ledger.copies({account.document for account in accounts}), alpha3())


def _told(listed: Listed) -> Told:
    claim = listed.claim
    for field, value in listed.edits:
        said = value_of(value)
        if field == "type" and said in EVENT_TYPES:
            claim = replace(claim, type=cast(EventType, said))
        elif field == "status" and said in STATUSES:
            claim = replace(claim, status=cast(Status, said))
    return Told(claim=claim, document=listed.document, edits=listed.edits)


def _in_text(told: Told) -> tuple[str, str, int, str]:
    return str(told.document.published or "9"), told.document.id, told.claim.trigger.start, told.claim.id


def value_of(text: str) -> Any:
    """The value of an edit, which is JSON text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


class Origins:
    """Which origin a claim of an incident goes back to; remembers the incidents asked for last."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: OrderedDict[str, tuple[dict[str, str], int]] = OrderedDict()

    def of(self, incident: str | None, claim: str) -> tuple[str | None, int | None]:
        """The name of the claim's origin, and how many origins its incident has; None outside one."""
        if incident is None:
            return None, None
        if incident not in self._known:
            origins = self._origins(incident)
            self._known[incident] = {c: o.name for o in origins for c in o.claims}, len(origins)
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        names, count = self._known[incident]
        return names.get(claim), count

    def _origins(self, incident: str) -> tuple[Origin, ...]:
        made = self._ledger.incident(incident)
        if made is None:
            return ()
        rejected = self._ledger.rejected(made.claims)
        tellings = self._ledger.tellings(made.tellings)
        accounts = [a for telling in tellings for a in telling.accounts if a.claim not in rejected]
        return origins_of(accounts, self._ledger.copies({account.document for account in accounts}))

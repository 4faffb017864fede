"""What a merge or a split would change: it is decided and taken back at once, so that nothing is foretold wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.service.comparing import Case, case_of
from sayso.service.deciding import By, decide
from sayso.store.protocol import Store

_NOBODY = By("preview", "preview")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The incidents that hold the claims (ids) named, as they are ``before`` and would be ``after`` the decision."""

    claims: tuple[str, ...]
    before: tuple[Case, ...]
    after: tuple[Case, ...]

    @property
    def changes(self) -> bool:
        """Whether any claim would be in another company than now."""
        return _groups(self.before) != _groups(self.after)

    def fate(self, claim: str) -> Fate | None:
        """Where a claim goes; None where it is in none of the incidents after."""
        there = next((case for case in self.after if claim in case.incident.claims), None)
        if there is None:
            return None
        ids = {case.incident.id: case for case in self.before}
        was = next((case for case in self.before if claim in case.incident.claims), None)
        others = [one for one in there.incident.claims if one != claim]
        if not others:
            return Fate(kind="alone", case=there, beside=0)
        known = ids.get(there.incident.id)
        if known is None or known is was:
            stays = was is not None and set(was.incident.claims) == set(there.incident.claims)
            return Fate(kind="stays" if stays else "apart", case=there, beside=len(others))
        return Fate(kind="joins", case=known, beside=len(others))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """Where a claim goes: ``alone`` to an incident of its own, ``apart`` to a new one with ``beside`` other claims of
    those it stood with, ``joins`` one that is there already (``case``), or ``stays`` where it is."""

    kind: Literal["alone", "apart", "joins", "stays"]
    case: Case
    beside: int


class _TakenBack(Exception):
    """Ends the transaction in which something was tried."""


def what_if(store: Store, kind: Literal["merge", "split"], ids: Sequence[str]) -> WhatIf:
    """What the decision would change; ``ids`` as of ``deciding.decide``. Nothing is kept of it.

    Raises UsageError and LedgerError as the decision would, and LedgerError where another process is writing.
    """
    after: tuple[Case, ...] = ()
    before: tuple[Case, ...] = ()
    while True:  # an incident that a claim joins may be parted by it: where its other claims go is looked for as well
        claims, after = _tried(store, kind, ids, _claims(before))
        before = _cases(store, (*claims, *_claims(after)))
        if set(_claims(before)) <= set(_claims(after)):
            return WhatIf(claims=claims, before=before, after=after)


def _tried(
    store: Store, kind: Literal["merge", "split"], ids: Sequence[str], more: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Case, ...]]:
    """The claims of the decision, and the incidents of these and ``more`` claims as they would be."""
    found: list[tuple[tuple[str, ...], tuple[Case, ...]]] = []
    try:
        with store.transaction():
            claims = decide(store, kind, ids, _NOBODY).claims
            found.append((claims, _cases(store, (*claims, *more))))
            raise _TakenBack
    except _TakenBack:
        return found[0]


def _claims(cases: Sequence[Case]) -> list[str]:
    return [claim for case in cases for claim in case.incident.claims]


def _cases(store: Store, claims: Sequence[str]) -> tuple[Case, ...]:
    wanted = dict.fromkeys(claims)
    held = store.incidents.holding(wanted)
    return tuple(case_of(store, id) for id in dict.fromkeys(held[claim] for claim in wanted if claim in held))


def _groups(cases: Sequence[Case]) -> set[tuple[str, ...]]:
    return {case.incident.claims for case in cases}

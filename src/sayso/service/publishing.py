"""Publishing: what a ledger says, as it may be shown to anybody: accepted claims, places as coarse as is wished.

Nothing here knows of pages. Incidents are made one by one; besides, no more is held than the ids of accepted claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sayso.errors import LedgerError, UsageError
from sayso.exports.dossiers import Dossier, Told
from sayso.model import Claim, Comparison, Decision, Document, Incident, PlaceMention
from sayso.service.asking import comparison_of
from sayso.service.blurring import WITHHELD, Blur
from sayso.service.dossiers import in_text, told_of
from sayso.service.withholding import FINE
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed

_ALL = Filter()
_TELLING = ("place", "near", "text", "actor", "target", "source")
"""Parts of a filter that can tell where something was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is published. ``filter``: incidents with a matching claim, each whole; ``told``: the filter in words, as
    pairs; ``everything``: claims that nobody accepted too; ``blur``: kilometres, None for exact places; ``quotes``:
    with the words of the reports."""

    title: str = ""
    filter: Filter = _ALL
    told: tuple[tuple[str, str], ...] = ()
    everything: bool = False
    blur: float | None = None
    quotes: bool = True

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """The filter in words as it may be published: where places are blurred, without what could name one."""
        if self.blur is None:
            return self.told
        return tuple((name, WITHHELD if name in _TELLING else value) for name, value in self.told)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's decision about a claim: who, when; ``field``: what they set, empty for an acceptance."""

    by: str
    day: date
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedClaim:
    """A claim as it is published. ``quote``: its sentence before, in and after its trigger; None if it is withheld.

    ``read``: the claim as the machine read it where people set fields of it. ``verdicts``: people's decisions about it,
    oldest first. ``added_by``: who added it, where the machine did not read it.
    """

    claim: Claim
    document: Document
    quote: tuple[str, str, str] | None
    verdicts: tuple[Verdict, ...] = ()
    read: Claim | None = None
    added_by: str | None = None

    @property
    def accepted(self) -> Verdict | None:
        """The latest acceptance."""
        return next((verdict for verdict in reversed(self.verdicts) if not verdict.field), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedIncident:
    """An incident as it is published: its claims in the order of reports, and what follows from them.

    ``where``: where it happened, as in ``dossier`` but chosen before places were blurred; ``point``: its latitude and
    longitude, None where it is known to no more than a province. ``changed``: the latest decision about it, None where
    there is none; ``formed``: how many decisions of people held it together or apart; ``left_out``: how many of its
    claims are not published since nobody accepted them.
    """

    dossier: Dossier
    claims: tuple[PublishedClaim, ...]
    where: PlaceMention | None
    point: tuple[float, float] | None
    changed: datetime | None
    formed: int
    left_out: int

    @property
    def id(self) -> str:
        """The incident's id."""
        return self.dossier.incident.id

    @property
    def comparison(self) -> Comparison:
        """Its claims set against each other."""
        return self.dossier.comparison


class Publication:
    """What is published of a ledger, on these terms. Raises UsageError where they make no sense."""

    def __init__(self, store: Store, terms: Terms) -> None:
        if terms.filter.rejected:
            raise UsageError("what a person rejected is never published: leave --rejected out")
        self._store, self.terms = store, terms
        self._blur = Blur.of(store, terms.blur) if terms.blur is not None else None
        self._accepted = accepted(store)

    def incidents(self) -> Iterator[PublishedIncident]:
        """The incidents, the latest first; those that hold nothing to be published are passed over."""
        for id in self._ids():
            found = self._incident(id)
            if found:
                yield found

    def _ids(self) -> Iterator[str]:
        """Ids of the incidents with a claim that matches and is to be published."""
        if self.terms.everything:
            yield from (row.id for row in self._store.incidents.search(self.terms.filter))
            return
        last: dict[str, tuple[date, str]] = {}
        for claim in sorted(self._accepted):
            listed = self._store.claims.get(claim)
            if listed.current and listed.incident:
                day = listed.day or date.min
                last[listed.incident] = max(last.get(listed.incident, (date.min, "")), (day, claim))
        for id in sorted(last, key=lambda id: last[id], reverse=True):
            if self._matches(id):
                yield id

    def _matches(self, incident: str) -> bool:
        wanted = self.terms.filter
        if wanted.incident not in (None, incident):
            return False
        found = self._store.claims.search(replace(wanted, incident=incident))
        return any(self._shown(listed) for listed in found)

    def _shown(self, listed: Listed) -> bool:
        return self.terms.everything or listed.claim.id in self._accepted or listed.added_by is not None

    def _incident(self, id: str) -> PublishedIncident | None:
        incident = self._store.incidents.get(id)
        if incident is None:
            raise LedgerError(str(self._store.path), f"incident {id} is gone: the ledger changed", "publish again")
        held = list(self._store.claims.search(Filter(incident=incident.id)))
        shown = sorted(filter(self._shown, held), key=in_text)
        if not shown:
            return None
        decisions = self._store.decisions.holding([listed.claim.id for listed in shown])
        claims = tuple(self._claim(listed, decisions) for listed in shown)
        told = tuple(Told(claim=one.claim, document=one.document, edits=listed.edits, added_by=one.added_by)
                     for one, listed in zip(claims, shown, strict=True))  # fmt: skip
        dossier = Dossier(incident=incident, told=told, comparison=self._compared(incident, shown))
        where = _where(dossier, shown)
        return PublishedIncident(
            dossier=dossier,
            claims=claims,
            where=self._blur.mention(where) if where and self._blur else where,
            point=self._point(where),
            changed=max((decision.at for decision in decisions), default=None),
            formed=sum(decision.kind in ("merge", "split") for decision in decisions),
            left_out=len(held) - len(shown),
        )

    def _point(self, where: PlaceMention | None) -> tuple[float, float] | None:
        place = where.place if where else None
        if place is None or place.precision not in FINE or place.lat is None or place.lon is None:
            return None
        return self._blur.grid.middle(place.lat, place.lon) if self._blur else (place.lat, place.lon)

    def _compared(self, incident: Incident, shown: Sequence[Listed]) -> Comparison:
        ids = {listed.claim.id for listed in shown}
        accounts = [account for telling in self._store.tellings.get(incident.tellings)
                    for account in telling.accounts if account.claim in ids]  # fmt: skip
        if self._blur:
            accounts = list(map(self._blur.account, accounts))
        made = comparison_of(self._store, accounts)
        return self._blur.comparison(made) if self._blur else made

    def _claim(self, listed: Listed, decisions: Sequence[Decision]) -> PublishedClaim:
        about = [d for d in decisions if d.kind in ("accept", "edit") and listed.claim.id in d.claims]
        return PublishedClaim(
            claim=self._blur.claim(listed.claim) if self._blur else replace(listed.claim),
            document=self._document(listed.document),
            quote=self._quote(listed) if self.terms.quotes else None,
            verdicts=tuple(Verdict(d.by, d.at.date(), d.field or "") for d in about),
            read=(self._blur.claim(listed.read) if self._blur else listed.read) if listed.edits else None,
            added_by=listed.added_by,
        )

    def _document(self, document: Document) -> Document:
        """What a report is called; its text is not published."""
        if self._blur:
            return self._blur.document(document)
        return Document(
            id=document.id, text="", text_sha256="", title=document.title, outlet=document.outlet, url=document.url,
            published=document.published, published_from=document.published_from,
        )  # fmt: skip

    def _quote(self, listed: Listed) -> tuple[str, str, str]:
        whole, trigger, text = listed.claim.sentence, listed.claim.trigger, listed.document.text
        parts = (listed.words, "", "")
        if whole.contains(trigger):
            parts = text[whole.start : trigger.start], text[trigger.start : trigger.end], text[trigger.end : whole.end]
        return self._blur.quote(listed, parts) if self._blur else parts


def accepted(store: Store) -> frozenset[str]:
    """The ids of the claims that a person accepted, or added, and nobody rejected since."""
    last: dict[str, str] = {}
    for decision in sorted(store.decisions.of_kind("accept", "reject", "add"), key=lambda d: d.at):
        last |= dict.fromkeys(decision.claims, decision.kind)
    return frozenset(claim for claim, kind in last.items() if kind != "reject")


def _where(dossier: Dossier, shown: Sequence[Listed]) -> PlaceMention | None:
    """Where an incident happened by its claims as they stand in the ledger, whatever of it is blurred."""
    return replace(dossier, told=tuple(map(told_of, shown))).where

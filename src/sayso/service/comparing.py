"""One incident with everything that is known of it, side by side: what a screen or a page in print shows of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sayso.errors import AbsentError
from sayso.exports.dossiers import Dossier
from sayso.incidents.comparing import against, compare
from sayso.incidents.series import contradict
from sayso.model import Account, Comparison, Copy, Decision, Document, Feature, Incident, Origin, Standing, Sum, Telling
from sayso.model.countries import alpha3
from sayso.service.asking import accounts_in
from sayso.service.dossiers import in_text, told_of
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed

Mark = Literal["agree", "differs", "single", "silent", "beside", "updated", "denied", "part"]
"""How a value stands to what the other claims say: ``single``: no other claim says anything of it; ``beside``: the
claim tells an effect of the act, whose kind and doer it does not speak of, or its source gives the figure beside
another in one report. Of figures alone: ``updated``: the same source gave another in a later report; ``denied``: it
says that this is not so; ``part``: of another figure, never set against any.
"""
FIELDS = ("status", "type", "actors", "targets", "place", "time")
"""Fields that are set against each other, beside the figures."""
_VERDICTS = ("accept", "reject")
_ACTS = ("type", "actors", "targets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How one field of a claim stands. ``against``: the claims (ids) that cannot be right with it."""

    mark: Mark
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure of a claim and how it stands."""

    figure: Sum
    mark: Mark
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A claim beside the others. ``standing``: how its source stands to what it claims; ``origin``: the name of the
    root that it goes back to; ``cells``: by field (see FIELDS)."""

    listed: Listed
    standing: Standing
    origin: str
    cells: Mapping[str, Cell]
    figures: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A report that carries an origin's claims (ids). ``via``: between the origin and it, closest to the origin first.

    ``of``: the earlier report (id) whose text it shares, ``share`` of it (0 to 1), ``whole`` where that makes it a
    copy. ``carried``: reports that share its text in turn.
    """

    document: Document
    claims: tuple[str, ...]
    via: tuple[str, ...]
    of: str | None
    share: float
    whole: bool
    carried: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """An independent origin and who carries it. ``claims``: ids.

    ``unnamed``: what its sources are called, where none of them is named; they cannot be told apart and count as one.
    """

    name: str
    unnamed: tuple[str, ...]
    claims: tuple[str, ...]
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why two reports were held to tell one happening: what they tell (claims), the score, and its reasons."""

    left: tuple[Listed, ...]
    right: tuple[Listed, ...]
    score: float
    reasons: tuple[Feature, ...]


@dataclass(frozen=True, kw_only=True)
class Case:
    """An incident with its claims set against each other.

    ``sides``: its claims but those that a person rejected (``rejected``), by day of publication, then as they stand in
    the text. ``former``: other ids that it answers to. ``decisions``: about its claims, oldest first; those whose id is
    in ``holding`` were not taken back.
    """

    incident: Incident
    sides: tuple[Side, ...]
    rejected: tuple[Listed, ...]
    comparison: Comparison
    tellings: tuple[Telling, ...]
    copies: tuple[Copy, ...]
    former: tuple[str, ...]
    decisions: tuple[Decision, ...]
    holding: frozenset[str]

    @cached_property
    def claims(self) -> dict[str, Listed]:
        """Its claims by id, those rejected too."""
        return {one.claim.id: one for one in (*(side.listed for side in self.sides), *self.rejected)}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Claim to its number in the order of ``sides``, from 1."""
        return {side.listed.claim.id: n for n, side in enumerate(self.sides, 1)}

    @cached_property
    def accepted(self) -> dict[str, str]:
        """The claims that a person accepted, as far as that holds, with who did last."""
        verdicts = {c: d for d in self.decisions if d.id in self.holding and d.kind in _VERDICTS for c in d.claims}
        return {claim: decision.by for claim, decision in verdicts.items() if decision.kind == "accept"}

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The reports that tell of it, by day of publication."""
        return tuple({side.listed.document.id: side.listed.document for side in self.sides}.values())

    @cached_property
    def dossier(self) -> Dossier:
        """It in short, as exports choose: leading type, days, place. Its claims must not be all rejected."""
        listed = [side.listed for side in self.sides] or self.rejected
        return Dossier(incident=self.incident, told=tuple(map(told_of, listed)), comparison=self.comparison)

    @cached_property
    def roots(self) -> tuple[Root, ...]:
        """Its independent origins with who carries them, those with most claims first."""
        found = [
            Root(
                name=" or ".join(self._unnamed(origin)) or origin.name,
                unnamed=self._unnamed(origin),
                claims=origin.claims,
                carriers=_carriers(self, origin.claims),
            )
            for origin in self.comparison.origins
        ]
        return tuple(sorted(found, key=lambda root: (-len(root.claims), root.name)))

    def _unnamed(self, origin: Origin) -> tuple[str, ...]:
        """What the sources of an origin are called where none is named; empty for one that is."""
        if not origin.key.startswith("unnamed "):
            return ()
        sources = [self.claims[claim].claim.sources for claim in origin.claims if claim in self.claims]
        names = {told[0].name.casefold(): told[0].name for told in sources if told}
        return tuple(names[folded] for folded in sorted(names))

    @cached_property
    def why(self) -> tuple[Why, ...]:
        """The links that hold it together, the strongest first."""
        told = {t.id: tuple(self.claims[c] for c in t.claims if c in self.claims) for t in self.tellings}
        links = sorted(self.incident.links, key=lambda link: (-link.score, link.left, link.right))
        return tuple(Why(left=told[x.left], right=told[x.right], score=x.score, reasons=x.features) for x in links)


def case_of(store: Store, id: str) -> Case:
    """An incident by an id that it has or had, whole. Raises LedgerError where none answers to it."""
    incident = store.incidents.get(id)
    if incident is None:
        raise AbsentError(str(store.path), f"no incident in it has the id {id!r}", "see sayso incidents")
    listed = list(store.claims.search(Filter(incident=incident.id, rejected=True)))
    accounts = accounts_in(store, incident)
    copies = tuple(store.copies.among({account.document for account in accounts}))
    comparison = compare(accounts, copies, alpha3())
    ordered = sorted(listed, key=in_text)
    return Case(
        incident=incident, sides=_sides([one for one in ordered if not one.rejected], accounts, comparison),
        rejected=tuple(one for one in ordered if one.rejected), comparison=comparison,
        tellings=tuple(store.tellings.get(incident.tellings)), copies=copies,
        former=store.incidents.former(incident.id), decisions=tuple(store.decisions.recorded(incident.claims)),
        holding=frozenset(decision.id for decision in store.decisions.holding(incident.claims)),
    )  # fmt: skip


def _sides(listed: Sequence[Listed], accounts: Sequence[Account], comparison: Comparison) -> tuple[Side, ...]:
    contrary = against(accounts)
    silent = {field.name: frozenset(field.silent) for field in comparison.fields}
    speaking = {field.name: {claim for said in field.values for claim in said.claims} for field in comparison.fields}
    standings = dict(comparison.standings)
    origins = {claim: origin.name for origin in comparison.origins for claim in origin.claims}
    figures = _figures(comparison)

    def cell(field: str, claim: str) -> Cell:
        if others := contrary.get(field, {}).get(claim):
            return Cell(mark="differs", against=others)
        if claim in speaking[field]:
            return Cell(mark="agree" if len(speaking[field]) > 1 else "single")
        return Cell(mark="silent" if claim in silent[field] or field not in _ACTS else "beside")

    return tuple(
        Side(
            listed=one, standing=standings.get(one.claim.id, "unknown"), origin=origins.get(one.claim.id, ""),
            cells={field: cell(field, one.claim.id) for field in FIELDS},
            figures=tuple(figures.get(one.claim.id, ())),
        )
        for one in listed
    )  # fmt: skip


def _figures(comparison: Comparison) -> dict[str, list[Counted]]:
    """Claim to its figures, each held against the latest that the other sources give."""
    found: dict[str, list[Counted]] = defaultdict(list)
    for series in comparison.figures:
        sums = list(map(series.sum_of, series.points))
        last = {p.source: n for n, p in enumerate(series.points) if p.move not in ("denied", "beside")}
        for n, point in enumerate(series.points):
            others = [m for source, m in last.items() if source != point.source]
            contrary = [series.points[m].claim for m in others if contradict(sums[n], sums[m])]
            mark: Mark
            if point.move == "denied":
                mark, contrary = "denied", [series.points[m].claim for m in others]
            elif series.part:
                mark, contrary = "part", []
            elif point.move == "beside":
                mark, contrary = "beside", []
            elif any(p.move == "update" and p.source == point.source for p in series.points[n + 1 :]):
                mark, contrary = "updated", []
            else:
                mark = "differs" if contrary else "agree" if others else "single"
            found[point.claim].append(Counted(figure=sums[n], mark=mark, against=tuple(sorted(contrary))))
    return found


def _carriers(case: Case, claims: Iterable[str]) -> tuple[Carrier, ...]:
    """The reports that carry these claims, those that copy another of them beneath it."""
    held: dict[str, list[Listed]] = defaultdict(list)
    for one in (case.claims[claim] for claim in claims if claim in case.claims):
        held[one.document.id].append(one)
    above: dict[str, Copy] = {}
    for copy in sorted(case.copies, key=lambda c: (-c.share, c.of)):
        if copy.document in held and copy.of in held:
            above.setdefault(copy.document, copy)
    below = defaultdict(list)
    for document in held:
        below[above[document].of if document in above else None].append(document)

    def carrier(document: str) -> Carrier:
        of, told = above.get(document), sorted(held[document], key=in_text)
        via = next((names for one in told if (names := tuple(s.name for s in one.claim.sources[1:]))), ())
        return Carrier(
            document=told[0].document, claims=tuple(one.claim.id for one in told), via=via,
            of=of.of if of else None, share=of.share if of else 0.0, whole=bool(of and of.whole),
            carried=under(document),
        )  # fmt: skip

    def under(parent: str | None) -> tuple[Carrier, ...]:
        return tuple(carrier(document) for document in sorted(below[parent], key=lambda d: in_text(held[d][0])))

    return under(None)

"""Comparing: the claims of one incident side by side, field by field; what agrees, what differs, who is silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.incidents.origins import origins_of, standing_of
from sayso.incidents.profiles import same_name
from sayso.incidents.series import series_of
from sayso.model import EFFECTS, Account, Blame, Comparison, Copy, Dispute, Field, Party, Said, Spot, Standing, Verdict
from sayso.model.geo import apart
from sayso.model.words import fold

SAME_KM = 5.0
"""Two towns this close are one place for the comparison."""
_BESIDE = EFFECTS | {"interception", "repel"}
"""What goes with an attack and is not the act itself: its types and actors say nothing of whose act it was."""


def compare(
    accounts: Sequence[Account], copies: Iterable[Copy] = (), codes: Mapping[str, str] | None = None
) -> Comparison:
    """Set the claims of one incident against each other.

    ``copies``: among their documents. ``codes``: ISO alpha-2 to alpha-3 country codes. The result depends on the claims
    alone, not on the order in which they are given.
    """
    ordered = sorted(accounts, key=lambda a: (a.published is None, a.published, a.document, a.order, a.claim))
    standings = {a.claim: standing_of(a, codes or {}) for a in ordered}
    return Comparison(
        fields=tuple(_fields(ordered)),
        figures=series_of(ordered),
        blame=tuple(_blame(ordered, standings)),
        disputes=tuple(_disputes(ordered)),
        origins=origins_of(ordered, copies),
        standings=tuple((a.claim, standings[a.claim]) for a in ordered),
    )


def _fields(accounts: Sequence[Account]) -> Iterable[Field]:
    for part in _PARTS:
        yield _field(part, part.among(accounts))


@dataclass(frozen=True, slots=True)
class _Part:
    """A field: its value in an account, None where that is silent; ``fits``: whether two values can both hold (a town
    and its region), without it only equal ones do; ``acts``: what goes with an act says nothing of it."""

    name: str
    value: Callable[[Account], str | None]
    fits: Callable[[Account, Account], bool] | None = None
    acts: bool = False

    def among(self, accounts: Sequence[Account]) -> Sequence[Account]:
        """Those that can say something of it."""
        return [a for a in accounts if a.type not in _BESIDE] or accounts if self.acts else accounts

    def together(self, a: Account, b: Account) -> bool:
        """Whether two accounts with different values of it can both be right."""
        return bool(self.fits and self.fits(a, b))


def _field(part: _Part, accounts: Sequence[Account]) -> Field:
    said, first, silent = _said(part, accounts)
    speakers = sum(map(len, said.values()))
    verdict: Verdict = "silent" if not said else "single" if speakers == 1 else "agree"
    if any(one < other and not part.together(first[one], first[other]) for one in said for other in said):
        verdict = "differ"
    values = [Said(value=v, claims=tuple(sorted(c))) for v, c in said.items()]
    values.sort(key=lambda s: (-len(s.claims), s.value))
    return Field(name=part.name, verdict=verdict, values=tuple(values), silent=tuple(sorted(silent)))


def _said(part: _Part, accounts: Iterable[Account]) -> tuple[dict[str, list[str]], dict[str, Account], list[str]]:
    """Value to the claims that give it, value to the first account that does, the claims that are silent."""
    said: dict[str, list[str]] = defaultdict(list)
    first: dict[str, Account] = {}
    silent = []
    for account in accounts:
        found = part.value(account)
        if found is None:
            silent.append(account.claim)
        else:
            said[found].append(account.claim)
            first.setdefault(found, account)
    return said, first, silent


def against(accounts: Sequence[Account]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Field to claim to the claims that cannot be right with it there, sorted; claims that nothing stands against are
    left out, and so are fields without any."""
    ordered = sorted(accounts, key=lambda a: (a.published is None, a.published, a.document, a.order, a.claim))
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for part in _PARTS:
        said, first, _ = _said(part, part.among(ordered))
        for one, claims in said.items():
            others = (said[o] for o in said if o != one and not part.together(first[min(o, one)], first[max(o, one)]))
            if contrary := tuple(sorted(claim for held in others for claim in held)):
                found.setdefault(part.name, {}).update(dict.fromkeys(claims, contrary))
    return found


def _days(account: Account) -> str | None:
    first, last = account.earliest, account.latest
    if first is None and last is None:
        return None
    if first == last:
        return str(first)
    return f"{first or '…'} to {last or '…'}"


def _one_time(a: Account, b: Account) -> bool:
    """Whether the two times overlap; an open end reaches as far as need be."""
    before = a.latest is not None and b.earliest is not None and a.latest < b.earliest
    after = b.latest is not None and a.earliest is not None and b.latest < a.earliest
    return not before and not after


def _one_place(a: Account, b: Account) -> bool:
    """Whether the two places are one, or one may lie in the other."""
    assert a.spot is not None
    assert b.spot is not None
    if same_name(a.spot, b.spot):
        return True
    if _coarse(a.spot) or _coarse(b.spot):
        known = a.spot.country and b.spot.country
        region = a.spot.admin1 and b.spot.admin1 and "country" not in (a.spot.precision, b.spot.precision)
        return not (known and a.spot.country != b.spot.country) and not (region and a.spot.admin1 != b.spot.admin1)
    km = apart(a.spot, b.spot)
    return km is None or km <= SAME_KM


def _coarse(spot: Spot) -> bool:
    return spot.precision not in ("point", "admin2")


def _names(parties: Iterable[Party]) -> str | None:
    return ", ".join(sorted({p.name for p in parties})) or None


def _share_a_name(a: Account, b: Account) -> bool:
    """Whether the parties of one account are among the other's; roles are compared as they stand on either side."""
    for one, other in ((a.actors, b.actors), (a.targets, b.targets)):
        if one and other and _keys(one) & _keys(other):
            return True
    return False


def _keys(parties: Iterable[Party]) -> set[str]:
    return {p.id.split("-")[0] if p.id else fold(p.name) for p in parties}


_PARTS = (
    _Part("type", lambda a: a.type, acts=True),
    _Part("place", lambda a: a.spot.name if a.spot else None, _one_place),
    _Part("time", _days, _one_time),
    _Part("actors", lambda a: _names(a.actors), _share_a_name, acts=True),
    _Part("targets", lambda a: _names(a.targets), _share_a_name, acts=True),
    _Part("status", lambda a: a.status),
)


def _blame(accounts: Sequence[Account], standings: Mapping[str, Standing]) -> Iterable[Blame]:
    """Who names whom as the actor; a denied act says that it was not them."""
    found: dict[tuple[str, str, bool], list[Account]] = defaultdict(list)
    for account in accounts:
        if account.type in _BESIDE:
            continue
        source = account.teller
        for party in account.targets if account.type == "accuse" else account.actors:
            found[source, party.name, account.status == "denied"].append(account)
    for (source, actor, denied), held in sorted(found.items()):
        yield Blame(
            source=source,
            standing=standings[held[0].claim],
            actor=actor,
            denied=denied,
            claims=tuple(sorted(a.claim for a in held)),
        )


def _disputes(accounts: Sequence[Account]) -> Iterable[Dispute]:
    """Claims and denials of one type, by whoever; a denied toll stands against the asserted ones."""
    kinds: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for account in accounts:
        if account.status in ("asserted", "denied"):
            kinds[account.type][account.status == "denied"].append(account.claim)
    for kind, (asserted, denied) in sorted(kinds.items()):
        if asserted and denied:
            yield Dispute(content=kind, asserted=tuple(sorted(asserted)), denied=tuple(sorted(denied)))

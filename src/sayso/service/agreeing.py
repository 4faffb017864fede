"""Two reviewers of the same claims: how far they agree beyond chance, and what they have to settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sayso.model import Claim, Decision
from sayso.model.edits import edited
from sayso.service.fields import LABELS, edit_text, value_words
from sayso.store.protocol import Store
from sayso.store.records import Listed

_VERDICTS = {"accept": "accept", "reject": "reject"}
FIELDS = tuple(name for name in LABELS if name != "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Agreement on one thing. ``claims``: how many were compared; ``same``: on how many both said the same.

    ``kappa``: Cohen's, from -1 to 1: agreement beyond what chance gives, 0 being chance; None where both always said
    one and the same, which leaves nothing to chance, or nothing was compared.
    """

    name: str
    claims: int
    same: int
    kappa: float | None

    @property
    def percent(self) -> float | None:
        """Of the claims compared, the share on which both said the same, in percent."""
        return 100 * self.same / self.claims if self.claims else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One field of a claim in words, empty for nothing: as the machine ``read`` it, and as each reviewer left it."""

    label: str
    read: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        """Whether the two left it otherwise."""
        return self.first != self.second


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A claim that two reviewers judge otherwise. ``verdicts``: the last of each; ``fields``: field, what the first
    and what the second leaves it at, as edits are written; ``left``: every field that any of them or the machine fills,
    those on which they differ first."""

    listed: Listed
    verdicts: tuple[Decision, Decision]
    fields: tuple[tuple[str, str, str], ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two reviewers set side by side. ``both``: claims that both judged; ``settled``: how many of those that they
    disagreed on were settled since; ``open``: the others."""

    people: tuple[str, str]
    both: int
    verdicts: Measured
    fields: tuple[Measured, ...]
    open: tuple[Disagreement, ...]
    settled: int


@dataclass(frozen=True, slots=True)
class _Judged:
    """What one reviewer made of one claim before it was settled."""

    verdict: Decision
    edits: tuple[tuple[str, str], ...]


def agreement(store: Store, first: str, second: str) -> Agreement:
    """How far two people agree on the claims that both judged, each by their last verdict and edits.

    A claim that was settled counts as they judged it before. Fields are compared where both accepted.
    """
    settled: dict[str, datetime] = {}
    for decision in store.decisions.of_kind("settle"):
        settled.setdefault(decision.claims[0], decision.at)
    left, right = (_judged(store.decisions.made_by(name), settled) for name in (first, second))
    both = sorted(left.keys() & right.keys())
    pairs = [(left[claim].verdict.kind, right[claim].verdict.kind) for claim in both]
    values: dict[str, list[tuple[str, str]]] = {name: [] for name in FIELDS}
    open_: list[Disagreement] = []
    differ = 0
    for claim in both:
        listed, one, other = store.claims.get(claim), left[claim], right[claim]
        fields: list[tuple[str, str, str]] = []
        if one.verdict.kind == other.verdict.kind == "accept":
            said = _values(listed, one), _values(listed, other)
            for name in FIELDS:
                values[name].append((said[0][name], said[1][name]))
            fields = [(name, said[0][name], said[1][name]) for name in FIELDS if said[0][name] != said[1][name]]
        if fields or one.verdict.kind != other.verdict.kind:
            differ += 1
            if claim not in settled:
                verdicts = one.verdict, other.verdict
                left_at = _left(listed, one, other)
                open_.append(Disagreement(listed=listed, verdicts=verdicts, fields=tuple(fields), left=left_at))
    return Agreement(
        people=(first, second), both=len(both), verdicts=measured("verdict", pairs),
        fields=tuple(measured(name, values[name]) for name in FIELDS), open=tuple(open_), settled=differ - len(open_),
    )  # fmt: skip


def measured(name: str, pairs: Sequence[tuple[str, str]]) -> Measured:
    """Agreement on pairs of values, one pair a claim."""
    same = sum(one == other for one, other in pairs)
    return Measured(name=name, claims=len(pairs), same=same, kappa=_kappa(pairs, same))


def _kappa(pairs: Sequence[tuple[str, str]], same: int) -> float | None:
    if not pairs:
        return None
    count = len(pairs)
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(left[value] * right[value] for value in left) / (count * count)
    return None if chance == 1 else (same / count - chance) / (1 - chance)


def _judged(decisions: Iterable[Decision], settled: Mapping[str, datetime]) -> dict[str, _Judged]:
    """Claim to the last verdict on it, with the edits, of one person before the claim was settled."""
    verdicts: dict[str, Decision] = {}
    edits: dict[str, dict[str, str]] = {}
    for decision in decisions:
        for claim in decision.claims:
            if claim in settled and decision.at >= settled[claim]:
                continue
            if decision.kind in _VERDICTS:
                verdicts[claim] = decision
            elif decision.kind == "edit" and decision.field and decision.value is not None:
                edits.setdefault(claim, {})[decision.field] = decision.value
    return {claim: _Judged(verdict, tuple(sorted(edits.get(claim, {}).items()))) for claim, verdict in verdicts.items()}


def _values(listed: Listed, judged: _Judged) -> dict[str, str]:
    """Each field as one reviewer leaves it."""
    claim = _edited(listed, judged)
    return {name: edit_text(name, claim) for name in FIELDS}


def _left(listed: Listed, one: _Judged, other: _Judged) -> tuple[Left, ...]:
    """The fields as read and as both leave them, in words, those that differ first."""
    read, first, second = listed.read, _edited(listed, one), _edited(listed, other)
    told = [
        Left(
            label=label, read=value_words(name, read), first=value_words(name, first), second=value_words(name, second)
        )
        for name, label in LABELS.items()
        if name in FIELDS
    ]
    return tuple(sorted((one for one in told if one.read or one.first or one.second), key=lambda one: not one.differs))


def _edited(listed: Listed, judged: _Judged) -> Claim:
    return edited(listed.read, judged.edits, listed.document.text)

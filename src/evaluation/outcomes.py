"""What became of each claim: found, missed or invented, with the rule behind it; what changed between two runs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from evaluation.claims import Result
from evaluation.gold import GoldClaim, GoldReport
from sayso.model import Claim, Reading

Kind = Literal["found", "missed", "extra"]
FIELDS = ("source", "status", "place", "time", "figures", "actors", "targets", "voice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One claim. ``kind``: a coded claim was found or missed, or a claim was read that nobody coded (extra).

    ``key`` is the same in every run for the same coded claim (for an extra one: for the same words and type).
    ``wrong``: the fields of a found claim that differ. ``rule``: the event rule that made it, empty when missed.
    """

    report: str
    kind: Kind
    type: str
    trigger: str
    sentence: str
    key: str
    rule: str = ""
    wrong: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The outcome as JSON."""
        return {name: value for name, value in asdict(self).items() if value not in ("", ())}


def outcome_from_json(raw: dict[str, Any]) -> Outcome:
    """The outcome that ``as_json`` wrote; unknown keys are left out."""
    known = {f.name for f in fields(Outcome)}
    values = {name: value for name, value in raw.items() if name in known}
    return Outcome(**{**values, "wrong": tuple(values.get("wrong", ()))})


def outcomes(result: Result, read: Iterable[tuple[GoldReport, Reading]]) -> list[Outcome]:
    """The outcome of every coded and every read claim, in order of reports."""
    readings = {gold.id: reading for gold, reading in read}
    found: list[Outcome] = []
    for pair in result.pairs:
        wrong = tuple(name for name in FIELDS if not pair.right.get(name, True))
        found.append(_coded(pair.report, "found", pair.gold, readings[pair.report], pair.read.rule, wrong))
    found += [_coded(report, "missed", claim, readings[report]) for report, claim in result.missed]
    found += [_extra(report, claim, readings[report]) for report, claim in result.extra]
    order = {report: index for index, report in enumerate(readings)}
    return sorted(found, key=lambda o: (order[o.report], o.kind, o.key))


def _coded(
    report: str, kind: Kind, claim: GoldClaim, reading: Reading, rule: str = "", wrong: tuple[str, ...] = ()
) -> Outcome:
    return Outcome(
        report=report,
        kind=kind,
        type=claim.type,
        trigger=claim.trigger,
        sentence=_words(reading.text(claim.sentence)),
        key="|".join(
            (report, claim.type, str(claim.sentence.start), claim.trigger, claim.status, *claim.sources, *claim.actors)
        ),
        rule=rule,
        wrong=wrong,
    )


def _extra(report: str, claim: Claim, reading: Reading) -> Outcome:
    trigger = reading.text(claim.trigger)
    return Outcome(
        report=report,
        kind="extra",
        type=claim.type,
        trigger=trigger,
        sentence=_words(reading.text(claim.sentence)),
        key="|".join(("extra", report, claim.type, str(claim.trigger.start), trigger)),
        rule=claim.rule,
    )


def _words(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Errors of one kind with one cause. ``examples``: some of them."""

    number: int
    error: str
    cause: str
    examples: tuple[Outcome, ...]


def worst(some: Sequence[Outcome], number: int) -> list[Cost]:
    """The causes that cost most: extra claims and wrong fields by rule, missed claims by type."""
    causes: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for outcome in some:
        if outcome.kind == "extra":
            causes["extra claim", outcome.rule].append(outcome)
        elif outcome.kind == "missed":
            causes["missed claim", outcome.type].append(outcome)
        for name in outcome.wrong:
            causes[f"wrong {name}", outcome.rule].append(outcome)
    ranked = sorted(causes.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        Cost(number=len(examples), error=error, cause=cause, examples=tuple(examples[:2]))
        for (error, cause), examples in ranked[:number]
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs from an earlier run in one claim: ``gained``, ``lost``, ``extra``, ``extra gone``, or a field."""

    change: str
    outcome: Outcome


def changes(before: Iterable[Outcome], after: Iterable[Outcome]) -> list[Change]:
    """What a change of rules did: claims found and lost, claims invented and no more, fields put right or wrong.

    Claims of reports that only one of the runs read are left out.
    """
    old, new = list(before), list(after)
    both = {o.report for o in old} & {o.report for o in new}
    earlier = {o.key: o for o in _numbered(o for o in old if o.report in both)}
    later = {o.key: o for o in _numbered(o for o in new if o.report in both)}
    found: list[Change] = []
    for key, outcome in later.items():
        past = earlier.get(key)
        if outcome.kind == "extra" and past is None:
            found.append(Change(change="extra", outcome=outcome))
        elif past is not None and past.kind != outcome.kind:
            found.append(Change(change="gained" if outcome.kind == "found" else "lost", outcome=outcome))
        elif past is not None:
            found += [Change(change=f"{f} right", outcome=outcome) for f in past.wrong if f not in outcome.wrong]
            found += [Change(change=f"{f} wrong", outcome=outcome) for f in outcome.wrong if f not in past.wrong]
    found += [
        Change(change="extra gone", outcome=o) for key, o in earlier.items() if o.kind == "extra" and key not in later
    ]
    return sorted(found, key=lambda c: c.change)


def _numbered(some: Iterable[Outcome]) -> Iterable[Outcome]:
    """The same, with keys that occur twice told apart."""
    seen: Counter[str] = Counter()
    for outcome in some:
        seen[outcome.key] += 1
        if seen[outcome.key] == 1:
            yield outcome
        else:
            raw = asdict(outcome) | {"key": f"{outcome.key}#{seen[outcome.key]}"}
            yield Outcome(**raw)

"""Score incidents: which claims were held to speak of one happening, against the labels of the corpus.

Two ways: ``given`` merges the coded claims themselves, which measures merging alone; ``read`` merges everything that
was read and judges the read claims that stand for a coded one with a label. All reports are merged at once, so that
every conflict, town and day may be taken for another's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from evaluation.claims import Result
from evaluation.clusters import clustering_scores
from evaluation.data import Scores, share
from evaluation.gold import GoldClaim, GoldReport
from sayso.incidents import accounts_of, merge
from sayso.model import Account, Party, Precision, Reading, Spot, Sum
from sayso.model.geo import apart
from sayso.model.words import content_words

Label = tuple[str, str]
"""Cluster and label: labels are the same throughout a cluster only."""
_DAYS, _NEAR_KM, _FAR_KM = 3, 5.0, 150.0


def incident_scores(read: Sequence[tuple[GoldReport, Reading]], result: Result) -> Scores:
    """CoNLL F1 and B³ both ways, and the share of distractors that were kept apart; empty where nothing is labelled."""
    coded = {
        account.claim: (account, (gold.cluster or gold.id, claim.incident))
        for gold, reading in read
        for claim, account in zip(gold.claims, gold_accounts(gold, reading), strict=True)
        if claim.incident
    }
    if not coded:
        return {}
    found = _scores("given", coded, [account for account, _ in coded.values()])
    labels: dict[str, Label] = {}
    for pair in result.pairs:
        if pair.gold.incident:
            labels[f"{pair.report} {pair.read.id}"] = (_cluster(pair.report, read), pair.gold.incident)
    told = [_renamed(a, gold.id) for gold, reading in read for a in accounts_of(reading)]
    known = {a.claim: (a, labels[a.claim]) for a in told if a.claim in labels}
    return found | _scores("read", known, told)


def gold_accounts(gold: GoldReport, reading: Reading) -> list[Account]:
    """The coded claims of a report as accounts. Ids and precisions, which are not coded, come from the reading."""
    return [_account(gold, claim, number, reading) for number, claim in enumerate(gold.claims)]


def distractors(told: Mapping[str, tuple[Account, Label]]) -> list[tuple[Label, Label]]:
    """Pairs of incidents of one cluster that are easily taken for each other.

    They share an event type, and are told of the same town on days up to three apart, or of the same day and towns up
    to 150 km apart.
    """
    held: defaultdict[Label, list[Account]] = defaultdict(list)
    for account, label in told.values():
        held[label].append(account)
    return [
        (one, other)
        for one, other in combinations(sorted(held), 2)
        if one[0] == other[0] and _alike(held[one], held[other])
    ]


def _scores(name: str, known: Mapping[str, tuple[Account, Label]], told: Iterable[Account]) -> Scores:
    documents: defaultdict[str, list[Account]] = defaultdict(list)
    for account in told:
        documents[account.document].append(account)
    holder = {claim: incident.id for incident in merge(documents.values()) for claim in incident.claims}
    gold = {claim: label for claim, (_, label) in known.items()}
    read = {claim: holder[claim] for claim in known}
    pairs = distractors(known)
    where: defaultdict[Label, set[str]] = defaultdict(set)
    for claim, label in gold.items():
        where[label].add(holder[claim])
    apart = sum(not where[one] & where[other] for one, other in pairs)
    return clustering_scores(f"incidents_{name}", gold, read) | {f"distractors_{name}": share(apart, len(pairs))}


def _alike(one: Sequence[Account], other: Sequence[Account]) -> bool:
    if not {a.type for a in one} & {a.type for a in other}:
        return False
    here, there = _town(one), _town(other)
    day, then = (next((a.latest for a in some if a.earliest and a.latest), None) for some in (one, other))
    km = apart(here, there) if here and there else None
    if km is None or day is None or then is None:
        return False
    gap = abs((day - then).days)
    return (km <= _NEAR_KM and 1 <= gap <= _DAYS) or (gap == 0 and _NEAR_KM < km <= _FAR_KM)


def _town(some: Sequence[Account]) -> Spot | None:
    return next((a.spot for a in some if a.spot and a.spot.precision in ("point", "admin2")), None)


def _cluster(report: str, read: Sequence[tuple[GoldReport, Reading]]) -> str:
    return next(gold.cluster or gold.id for gold, _ in read if gold.id == report)


def _renamed(account: Account, report: str) -> Account:
    return replace(account, claim=f"{report} {account.claim}", document=report)


def _account(gold: GoldReport, claim: GoldClaim, number: int, reading: Reading) -> Account:
    at = gold.text.find(claim.trigger, claim.sentence.start)
    return Account(
        claim=f"{gold.id} {number:03}",
        document=gold.id,
        order=at if at >= 0 else claim.sentence.start,
        sentence=claim.sentence.start,
        type=claim.type,  # type: ignore[arg-type]
        status=claim.status,  # type: ignore[arg-type]
        trigger=claim.trigger,
        actors=tuple(_party(name, reading) for name in claim.actors),
        targets=tuple(_party(name, reading) for name in claim.targets),
        spot=_spot(claim, reading),
        earliest=claim.earliest,
        latest=claim.latest,
        figures=tuple(
            Sum(
                measure=f.measure,  # type: ignore[arg-type]
                unit=f.unit,  # type: ignore[arg-type]
                low=f.low,
                high=f.high,
                bound=f.bound,  # type: ignore[arg-type]
                counting=f.counting,  # type: ignore[arg-type]
                part=f.part,
            )
            for f in claim.figures
        ),
        sources=tuple(_party(name, reading) for name in claim.sources),
        words=content_words(gold.text[claim.sentence.start : claim.sentence.end]),
        published=gold.published,
        said=gold.published,
        outlet=gold.outlet,
    )


def _party(name: str, reading: Reading) -> Party:
    known = next((actor for actor in reading.actors if actor.name == name), None)
    return Party(name=name, id=known.id if known else None, side=known.side if known else None)


def _spot(claim: GoldClaim, reading: Reading) -> Spot | None:
    if claim.place is None:
        return None
    named = next((m.place for m in reading.places if m.text.lower() == claim.place.lower()), None)
    precision: Precision = named.grain if named else "point"
    if claim.precision:
        precision = claim.precision  # type: ignore[assignment]
    return Spot(
        name=claim.place,
        id=named.id if named else None,
        country=claim.country,
        admin1=named.admin1 if named else None,
        lat=claim.lat,
        lon=claim.lon,
        precision=precision,
    )

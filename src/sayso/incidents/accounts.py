"""Accounts: claims as merging sees them, without offsets."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.model import Account, ActorMention, Claim, Figure, Party, Place, Reading, Role, Source, Spot, Sum
from sayso.model.words import content_words, fold


def accounts_of(reading: Reading) -> tuple[Account, ...]:
    """The claims of a reading as accounts, in text order."""
    persons = reading.befallen
    return tuple(account_of(claim, reading, persons) for claim in reading.claims)


def account_of(claim: Claim, reading: Reading, persons: Iterable[ActorMention] = ()) -> Account:
    """One claim of a reading as an account. ``persons``: who may have been struck or have struck."""
    document = reading.document
    said = claim.attribution
    return Account(
        claim=claim.id,
        document=document.id,
        order=claim.trigger.start,
        sentence=claim.sentence.start,
        type=claim.type,
        status=claim.status,
        trigger=reading.text(claim.trigger),
        actors=tuple(map(_party, claim.actors)),
        targets=tuple(map(_party, claim.targets)),
        spot=spot_of(claim.place.place) if claim.place else None,
        earliest=claim.time.earliest if claim.time else None,
        latest=claim.time.latest if claim.time else None,
        figures=tuple(map(_sum, claim.figures)),
        sources=tuple(map(_source, claim.sources)),
        words=content_words(reading.text(claim.sentence)),
        names=frozenset(last_name(p.name) for p in persons if claim.sentence.contains(p)),
        published=document.published,
        said=(said and (said.said_latest or said.said_earliest)) or document.published,
        outlet=document.outlet,
    )


def last_name(name: str) -> str:
    """The last word of a person's name, folded, without what follows it ("Jr.", "III")."""
    words = [w.strip(".,'’") for w in fold(name).split()]
    return next((w for w in reversed(words) if w and w not in _AFTER_NAMES), "")


_AFTER_NAMES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def spot_of(place: Place) -> Spot:
    """Where a place lies, without what else is known of it; the area around it is no point of its own."""
    listed = place.grain == place.precision
    return Spot(
        name=place.name,
        id=place.id,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat if listed else None,
        lon=place.lon if listed else None,
        precision=place.grain,
    )


def _party(role: Role) -> Party:
    return Party(name=role.name, id=role.id, side=role.side)


def _source(source: Source) -> Party:
    return Party(name=source.name, id=source.id, side=source.side, kind=source.kind)


def _sum(figure: Figure) -> Sum:
    return Sum(
        measure=figure.measure, unit=figure.unit, low=figure.low, high=figure.high, bound=figure.bound,
        counting=figure.counting, part=figure.part,
    )  # fmt: skip

"""A stream of invented reports, as readings, to measure a ledger with: no text is analysed, the claims are made up.

It has what makes merging hard: several wars at once, towns close together, attacks day after day in the same town,
several outlets on one attack, tolls that rise, wire copy, follow-ups the next day, running totals. Everything follows
from the seed; the n-th report is the same however many are made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from sayso.model import (
    Attribution,
    Block,
    Claim,
    Document,
    Figure,
    Measure,
    Place,
    PlaceMention,
    Reading,
    Role,
    Source,
    Span,
    TimeMention,
    When,
)

FIRST = date(2022, 1, 1)
REPORTS_A_DAY = 90
_WARS = (
    ("UA", "UKR", 49.0, 36.0), ("SD", "SDN", 13.5, 25.4), ("MM", "MMR", 21.0, 96.5), ("CD", "COD", -1.2, 29.0),
    ("SY", "SYR", 35.5, 36.9), ("YE", "YEM", 15.0, 44.0), ("ML", "MLI", 15.5, -2.0), ("SO", "SOM", 3.0, 44.8),
    ("ET", "ETH", 12.5, 39.0), ("HT", "HTI", 18.6, -72.3), ("PS", "PSE", 31.4, 34.4), ("NG", "NGA", 11.8, 13.1),
)  # fmt: skip
_SYLLABLES = "ba ka ro ma su li to ne da vi sha ur ko mi ra te go lu ze pa".split()
_ACTS: tuple[tuple[str, str], ...] = (
    ("shelling", "shelled"), ("airstrike", "bombed"), ("drone-strike", "hit"), ("attack-civilians", "attacked"),
    ("missile-strike", "struck"), ("clash", "fought over"),
)  # fmt: skip
_TARGETS = "market school hospital bridge depot village power-station bus bakery mosque church camp".split()
_SOURCES = (("governor", "authority"), ("residents", "witness"), ("health ministry", "government"),
            ("army", "military"), ("rebels", "armed-group"), ("aid group", "ngo"), ("police", "authority"))  # fmt: skip
_WORDS = "smoke glass queue morning roof families rescue road fuel winter fields workers children shelter".split()


@dataclass(frozen=True, slots=True)
class _Attack:
    war: int
    town: int
    day: date
    act: int
    target: str
    killed: int
    words: tuple[str, ...]


def readings(number: int, *, seed: int = 7, first: int = 0) -> Iterator[Reading]:
    """Invented readings from the ``first``-th on, a dozen claims each on average, in the order of publication."""
    for n in range(first, first + number):
        yield _reading(n, seed)


def long_reading(reports: int, *, seed: int = 7, first: int = 0, every: int = 1) -> Reading:
    """One report made of so many: their texts one below the other, with all their claims and the date of the first.

    ``every``: steps over so many reports each time, so that they tell of more days.
    """
    parts = [_reading(first + every * n, seed) for n in range(reports)]
    text = "\n".join(part.document.text for part in parts)
    digest = hashlib.sha256(f"{first}\n{text}".encode()).hexdigest()
    claims: list[Claim] = []
    blocks: list[Block] = []
    start = 0
    for part in parts:
        claims += (_moved(claim, start) for claim in part.claims)
        blocks += (_moved(block, start) for block in part.blocks)
        start += len(part.document.text) + 1
    whole = replace(
        parts[0].document, id=digest[:16], text=text, text_sha256=digest, title=f"Reports {first} to {first + reports}",
        path=f"stream/long-{first}",
    )  # fmt: skip
    numbered = tuple(_numbered(claim, digest[:16], k) for k, claim in enumerate(claims))
    return replace(parts[0], document=whole, claims=numbered, blocks=tuple(blocks))


def _moved(value: Any, by: int) -> Any:
    """The value with every offset in it moved."""
    if isinstance(value, tuple):
        return tuple(_moved(item, by) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    told = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
    return replace(
        value, **{name: item + by if name in ("start", "end") else _moved(item, by) for name, item in told.items()}
    )


def town_of(war: int, town: int) -> Place:
    """The n-th invented town of a war: forty to each, within some two hundred kilometres."""
    country, _, lat, lon = _WARS[war]
    chance = Random(f"town {war} {town}")
    name = "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()
    return Place(
        name=name,
        id=f"invented:{war}-{town}",
        country=country,
        admin1=f"Region {town % 5}",
        lat=round(lat + chance.uniform(-1.5, 1.5), 3),
        lon=round(lon + chance.uniform(-1.5, 1.5), 3),
        precision="point",
    )


def _attacks(war: int, day: date, seed: int) -> list[_Attack]:
    """The attacks of one war on one day."""
    chance = Random(f"{seed} {war} {day}")
    return [
        _Attack(
            war, chance.randrange(40), day, chance.randrange(len(_ACTS)), chance.choice(_TARGETS),
            chance.choice((1, 2, 3, 4, 6, 9, 14, 27)), tuple(chance.sample(_WORDS, 4)),
        )
        for _ in range(chance.randint(2, 6))
    ]  # fmt: skip


def _reading(n: int, seed: int) -> Reading:
    chance = Random(f"{seed} report {n}")
    published = FIRST + timedelta(n // REPORTS_A_DAY)
    war = chance.randrange(len(_WARS))
    told = chance.sample(attacks := _attacks(war, published - timedelta(chance.choice((0, 0, 0, 1))), seed), 2)
    told += chance.sample(attacks, 1)
    outlet = f"{chance.choice(('Meridian', 'Eastbridge', 'Harbour', 'Plain'))} {chance.randrange(30)}"
    body = _Body(published, chance)
    for attack in told:
        for _ in range(chance.randint(3, 5)):
            body.claim(attack)
    text = body.text
    digest = hashlib.sha256(f"{n}\n{text}".encode()).hexdigest()
    document = Document(
        id=digest[:16], text=text, text_sha256=digest, title=f"Report {n}", outlet=outlet, published=published,
        published_from="metadata", language="en", path=f"stream/{n}",
    )  # fmt: skip
    claims = tuple(_numbered(claim, digest[:16], k) for k, claim in enumerate(body.claims))
    blocks = (Block(start=0, end=len(text), kind="body"),)
    return Reading(document=document, blocks=blocks, claims=claims, model="none", rulebook="stream")


def _numbered(claim: Claim, document: str, k: int) -> Claim:
    return replace(claim, id=hashlib.sha256(f"{document} {k}".encode()).hexdigest()[:16])


class _Body:
    """A text in the making, with the claims that stand in it."""

    def __init__(self, published: date, chance: Random) -> None:
        self.text, self.claims = "", list[Claim]()
        self._published, self._chance = published, chance

    def _put(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start=start, end=len(self.text))

    def claim(self, attack: _Attack) -> None:
        """A sentence on an attack, and its claim: the attack itself, its toll, damage, or a denial."""
        place, (kind, verb) = town_of(attack.war, attack.town), _ACTS[attack.act]
        name, source_kind = self._chance.choice(_SOURCES)
        form = self._chance.choice(("attack", "attack", "toll", "damage", "denial"))
        if self.text:
            self.text += " "
        start = len(self.text)
        who = self._put(f"Fighters of {_WARS[attack.war][1]}")
        self._put(" did not " if form == "denial" else " ")
        trigger = self._put({"attack": verb, "denial": verb, "toll": "killed", "damage": "destroyed"}[form])
        self._put(" ")
        number = attack.killed + self._chance.choice((0, 0, 0, 1, 3))
        counted = self._put(f"{number} people" if form == "toll" else f"the {attack.target}")
        self._put(" in ")
        where = self._put(place.name)
        self._put(" on ")
        when = self._put(f"{attack.day:%d %B}")
        self._put(f" amid {', '.join(self._chance.sample(attack.words, 2))}, the ")
        said = self._put(name)
        self._put(" said.")
        sentence = Span(start=start, end=len(self.text))
        toll: tuple[tuple[Measure, float], ...] = (("killed", float(number)),) if form == "toll" else ()
        self.claims.append(
            Claim(
                id="", type=kind if form in ("attack", "denial") else "casualties" if form == "toll" else "damage",  # type: ignore[arg-type]
                status="denied" if form == "denial" else "asserted", trigger=trigger, sentence=sentence,
                actors=(Role(start=who.start, end=who.end, name=_WARS[attack.war][1], id=f"{_WARS[attack.war][1]}-MIL",
                             side=_WARS[attack.war][1]),) if form != "toll" else (),
                targets=() if form == "toll" else (Role(start=counted.start, end=counted.end, name=attack.target,
                                                        id=None),),
                place=PlaceMention(start=where.start, end=where.end, text=place.name, rule="stream", place=place),
                time=When(earliest=attack.day, latest=attack.day, mention=TimeMention(
                    start=when.start, end=when.end, text=self.text[when.start : when.end], rule="stream", kind="date",
                    value=str(attack.day), earliest=attack.day, latest=attack.day, grain="day")),
                figures=tuple(Figure(start=counted.start, end=counted.end, measure=m, unit="people", low=v, high=v,
                                     bound="exact") for m, v in toll),
                attribution=Attribution(
                    sources=(Source(start=said.start, end=said.end, name=name, id=None, kind=source_kind, side=None),),  # type: ignore[arg-type]
                    cue=None, content=(sentence,), voice="indirect", stance="asserts", rule="stream",
                    said_earliest=self._published, said_latest=self._published),
                confidence=0.8, rule=f"{kind}/stream",
            )
        )  # fmt: skip

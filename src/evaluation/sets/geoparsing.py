"""LGL and TR-News: place names found and resolved (Gritta et al. 2019; Lieberman 2010; Kamalloo and Rafiei 2018).

Mapping. ``given``: the coded names are handed to the places stage and only where they are is judged. ``found``: the
reading's own place mentions; one is right when it overlaps a coded name and lies within 161 km (100 miles) of it, or
within 25 km in the figures that say so. Mentions without coordinates of their own are left out, as are coded names
without.
``given_country``: share of the given names, among those coded with a country, whose country is right; places of no
country (seas, continents) are left out. Both sets code adjectives ("Turkish") as names; sayso's mentions leave these
out.
"""

from __future__ import annotations

from collections import Counter

from evaluation.data import PublicSet, Record, Scores, prf, share
from sayso.gazetteer import Gazetteer
from sayso.mentions.places import Places
from sayso.model import PlaceMention, Reading, Span
from sayso.model.geo import kilometres
from sayso.service.reading import Reader
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL


def score(reader: Reader, records: list[Record]) -> Scores:
    """Accuracy of given names (161 km, 25 km, country); precision, recall, F1 of places found and resolved."""
    resources = Resources(rulebook=reader.rulebook, gazetteer=Gazetteer.open(), model=DEFAULT_MODEL)
    stage = Places(resources)
    sums: Counter[str] = Counter()
    for record in records:
        reading = reader.read_text(record["text"])
        gold = [t for t in record["toponyms"] if t["lat"] is not None]
        _given(stage, reading, gold, sums)
        _countries(stage, reading, gold, sums)
        _found(reading, record["toponyms"], sums)
    scores = {f"given_{km}km": share(sums[f"given {km}"], sums["gold"]) for km in (161, 25)}
    scores["given_country"] = share(sums["country right"], sums["country"])
    scores |= prf("found", sums["right 161"], sums["read"], sums["gold"])
    return scores | prf("found_25km", sums["right 25"], sums["read"], sums["gold"])


def _given(stage: Places, reading: Reading, gold: list[Record], sums: Counter[str]) -> None:
    sums["gold"] += len(gold)
    spans = [Span(start=t["start"], end=t["end"]) for t in gold]
    for toponym, mention in zip(gold, stage.resolve(reading, spans), strict=True):
        for km in (161, 25):
            sums[f"given {km}"] += mention is not None and _near(mention, toponym, km)


def _countries(stage: Places, reading: Reading, gold: list[Record], sums: Counter[str]) -> None:
    coded = [(t, code) for t in gold if (code := _code(stage.gazetteer, t.get("country") or ""))]
    spans = [Span(start=t["start"], end=t["end"]) for t, _ in coded]
    sums["country"] += len(coded)
    for (_, code), mention in zip(coded, stage.resolve(reading, spans), strict=True):
        sums["country right"] += mention is not None and mention.place.country == code


def _code(gazetteer: Gazetteer, name: str) -> str | None:
    """The ISO alpha-2 code of a country's English name; None when there is no such country."""
    return next((e.country for e in gazetteer.find(name) if e.feature == "country"), None)


def _found(reading: Reading, toponyms: list[Record], sums: Counter[str]) -> None:
    left = list(toponyms)
    for mention in reading.places:
        if mention.place.lat is None or mention.place.grain != mention.place.precision:
            continue
        match = next((t for t in left if mention.start < t["end"] and t["start"] < mention.end), None)
        if match is not None:
            left.remove(match)
            if match["lat"] is None:
                continue
        sums["read"] += 1
        for km in (161, 25):
            sums[f"right {km}"] += match is not None and _near(mention, match, km)


def _near(mention: PlaceMention, toponym: Record, km: float) -> bool:
    place = mention.place
    if place.lat is None or place.lon is None:
        return False
    return kilometres(place.lat, place.lon, toponym["lat"], toponym["lon"]) <= km


LGL = PublicSet(
    name="geoparsing-lgl",
    title="LGL: places in local papers",
    files=("geoparsing/lgl.jsonl.gz",),
    main="given_161km",
    score=score,
    published="Mordecai 3, given names, accuracy within 161 km: .827",
    comparable="Same metric; Mordecai's figure is on a held-out fifth of the set and it was trained on the rest. "
    "LGL is "
    "local papers of North America, without word of where a paper is from: the hardest ambiguity, not our texts.",
    quick=4,
)
TRNEWS = PublicSet(
    name="geoparsing-trnews",
    title="TR-News: places in world news",
    files=("geoparsing/trnews.jsonl.gz",),
    main="given_161km",
    score=score,
    published="Mordecai 3, given names, accuracy within 161 km: .873",
    comparable="Same metric; Mordecai's figure is on a held-out fifth of the set and it was trained on the rest.",
    quick=4,
)

"""Incidents made by hand: what each report says is one line, and a dossier of some of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sayso.exports.dossiers import Dossier, Told
from sayso.incidents import account_of, compare
from sayso.model import (
    Attribution,
    Claim,
    Document,
    Figure,
    Incident,
    Place,
    PlaceMention,
    Reading,
    Role,
    Source,
    Span,
    TimeMention,
    When,
)
from sayso.model.countries import alpha3

DAY = date(2025, 3, 10)
PLACES = {
    "Kharkiv": Place(name="Kharkiv", id="geonames:706483", country="UA", admin1="Kharkiv", lat=49.9808, lon=36.2527,
                     precision="point"),
    "Sumy": Place(name="Sumy", id="geonames:692194", country="UA", admin1="Sumy", lat=50.9216, lon=34.8003,
                  precision="point"),
    "Sumy Oblast": Place(name="Sumy Oblast", id="geonames:692196", country="UA", admin1="Sumy", lat=51.0, lon=34.0,
                         precision="admin1"),
    "Izium Raion": Place(name="Izium Raion", id="x:1", country="UA", admin1="Kharkiv", lat=49.2, lon=37.3,
                         precision="admin2"),
    "Ukraine": Place(name="Ukraine", id="geonames:690791", country="UA", admin1=None, lat=49.0, lon=32.0,
                     precision="country"),
    "Black Sea": Place(name="Black Sea", id="region:black-sea", country=None, admin1=None, lat=43.4, lon=34.3,
                       precision="region"),
    "El Fasher": Place(name="El Fasher", id="geonames:379003", country="SD", admin1="North Darfur", lat=13.6279,
                       lon=25.3494, precision="point"),
}  # fmt: skip
RUS = ("Russian military", "RUS-MIL", "RUS")
UKR = ("Ukrainian military", "UKR-MIL", "UKR")
RSF = ("Rapid Support Forces", "RSF-SDN", "RSF-SDN")
CIVILIANS = ("civilians", None, None)
Party = tuple[str, str | None, str | None]
Count = tuple[str, str, str, float | None, float | None, str]


def killed(
    words: str, low: float | None, high: float | None = None, bound: str = "exact", unit: str = "people"
) -> Count:
    """A figure of people killed; an exact one where only ``low`` is given."""
    return words, "killed", unit, low, low if bound == "exact" else high, bound


def says(
    kind: Any,
    words: str = "It happened",
    *counts: Count,
    status: Any = "asserted",
    outlet: str | None = "The Meridian",
    source: str | None = None,
    place: str | Place | None = "Kharkiv",
    near: bool = False,
    days: tuple[date | None, date | None] | None = (DAY, DAY),
    published: date | None = DAY,
    actors: Sequence[Party] = (),
    targets: Sequence[Party] = (),
    edits: Sequence[tuple[str, str]] = (),
    title: str | None = None,
) -> Told:
    """What one report says: ``words`` and then the words of its figures are its text."""
    text = " ".join([words, *(count[0] for count in counts)]) + "."
    digest = hashlib.sha256(f"{text}|{outlet}|{published}".encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(id=digest[:16], text=text, text_sha256=digest, outlet=outlet, published=published, title=title)
    at = {"start": 0, "end": max(len(words), 1)}
    figures = tuple(
        Figure(
            start=text.index(w, len(words)), end=text.index(w, len(words)) + len(w), measure=m, unit=u, low=low,
            high=high, bound=b,
        )  # type: ignore[arg-type]
        for w, m, u, low, high, b in counts
    )  # fmt: skip
    said = source and Attribution(
        sources=(Source(**at, name=source, id=None, kind="authority", side=None),), cue=None,
        content=(Span(**at),), voice="indirect", stance="asserts", rule="cues/say", said_latest=published,
    )  # fmt: skip
    found = PLACES[place] if isinstance(place, str) else place
    claim = Claim(
        id=hashlib.sha256(f"{digest}|{kind}|{status}|{source}".encode("utf-8", "surrogatepass")).hexdigest()[:16],
        type=kind, status=status, trigger=Span(**at), sentence=Span(start=0, end=len(text)),
        actors=tuple(Role(**at, name=n, id=i, side=s) for n, i, s in actors),
        targets=tuple(Role(**at, name=n, id=i, side=s) for n, i, s in targets),
        place=found and PlaceMention(**at, text=words, rule="gazetteer/x", place=found, near=near),
        time=days and When(earliest=days[0], latest=days[1], mention=TimeMention(
            **at, text=words, rule="times/x", kind="date", value="", earliest=days[0], latest=days[1], grain="day")),
        figures=figures, attribution=said or None, confidence=0.9, rule=f"{kind}/x",
    )  # fmt: skip
    return Told(claim=claim, document=document, edits=tuple(edits))


def dossier(*told: Told) -> Dossier:
    """One incident of which these tell."""
    accounts = [account_of(t.claim, Reading(document=t.document)) for t in told]
    claims = tuple(sorted(t.claim.id for t in told))
    incident = Incident(id=hashlib.sha256(claims[0].encode()).hexdigest()[:16], tellings=(), claims=claims)
    return Dossier(incident=incident, told=told, comparison=compare(accounts, (), alpha3()))


def with_type(told: Told, kind: Any) -> Told:
    """The same as another type."""
    return replace(told, claim=replace(told.claim, type=kind))

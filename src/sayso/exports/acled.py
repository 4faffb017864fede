"""ACLED-shaped CSV: one row for an incident, coded by ACLED's published rules as far as reports alone tell.

``Actor1`` and ``Actor2`` carry no direction there, so who did what to whom stands in columns of our own behind the 31.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sayso.exports import narrating
from sayso.exports.acled_types import EVENT_OF, disorder, mapped, sub_event
from sayso.exports.deaths import Deaths, deaths
from sayso.exports.dossiers import LONGEST, WORDS_ONLY, Days, Dossier, party_key, side_key
from sayso.exports.forms import Column, Form, Value
from sayso.exports.narrating import degrees, names
from sayso.exports.parties import Sort
from sayso.model import Role

INTER: dict[Sort, str] = {
    "state": "State forces", "rebels": "Rebel group", "militia": "Political militia", "communal": "Identity militia",
    "rioters": "Rioters", "protesters": "Protesters", "civilians": "Civilians", "outsiders": "External/Other forces",
}  # fmt: skip
_ORDER = tuple(INTER.values())
_VIOLENT = ("Battles", "Explosions/Remote violence", "Violence against civilians")
_CIVILIAN_UNITS = frozenset({"civilians", "children", "women"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two actors of a row: its name, those beside it, its inter text."""

    name: str = ""
    beside: str = ""
    inter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An incident as ACLED's columns take it."""

    dossier: Dossier
    days: Days
    dead: Deaths | None
    sub: str
    one: Side
    two: Side

    @property
    def date(self) -> date:
        """The day itself, or the middle of the days."""
        return self.days.first + timedelta((self.days.count - 1) // 2)

    @property
    def civilians(self) -> bool:
        """Whether civilians were the target."""
        if EVENT_OF[self.sub] == "Violence against civilians" or self.sub == "Excessive force against protesters":
            return True
        if EVENT_OF[self.sub] not in ("Explosions/Remote violence", "Riots"):
            return False
        sorts = {self.dossier.sort(role) for role in self.dossier.targets} - {"thing"}
        if sorts:
            return sorts <= {"civilians", "protesters"}
        figures = [f for t in self.dossier.held for f in t.claim.figures if f.measure in ("killed", "injured")]
        units = {f.unit for f in figures if f.low != 0}
        return bool(units & _CIVILIAN_UNITS) and "soldiers" not in units


def code(dossier: Dossier) -> Row | str:
    """The incident as a row, or why it is left out."""
    if dossier.status in ("denied", "planned"):
        return dossier.status
    if dossier.type in WORDS_ONLY:
        return "words only"
    if dossier.type == "casualties" and not any(f.low or f.high for t in dossier.held for f in t.claim.figures):
        return "nobody hurt"
    if dossier.where is None:
        return "no place"
    if dossier.days is None:
        return "no date"
    if dossier.days.last - dossier.days.first > LONGEST:
        return "too long"
    sub = sub_event(dossier)
    one, two = _sides(dossier, sub)
    return Row(dossier=dossier, days=dossier.days, dead=deaths(dossier), sub=sub, one=one, two=two)


def _sides(dossier: Dossier, sub: str) -> tuple[Side, Side]:
    """The two sides: who acts, and whom it befell or who acts against them. ACLED names an unknown attacker."""
    actors = list(dossier.actors)
    first = [r for r in actors if side_key(r) == side_key(actors[0])]
    others = [r for r in actors if r not in first]
    met = [r for r in dossier.targets if dossier.sort(r) != "thing" and party_key(r) not in map(party_key, actors)]
    if met:
        second = [*met, *(r for r in others if side_key(r) == side_key(met[0]))]
    else:
        second = [r for r in others if side_key(r) == side_key(others[0])]
    first += [r for r in others if r not in second]
    unknown = Side(name=_unknown(dossier), inter=INTER["militia"]) if EVENT_OF[sub] in _VIOLENT else Side()
    one = _side(dossier, first) if actors else unknown
    if second:
        two = _side(dossier, second)
    elif EVENT_OF[sub] == "Violence against civilians":
        two = Side(name=_civilians(dossier), inter=INTER["civilians"])
    else:
        two = unknown if EVENT_OF[sub] == "Battles" and actors else Side()
    return one, two


def _side(dossier: Dossier, roles: list[Role]) -> Side:
    main, *rest = roles
    sort = dossier.sort(main)
    name = _civilians(dossier) if sort == "civilians" and not main.id else names([main.name])
    named = [main.name] if name.startswith("Civilians (") and main.name.lower() not in ("people", "civilians") else []
    return Side(name=name, beside=names([*named, *(r.name for r in rest)]), inter=INTER.get(sort, ""))


def _civilians(dossier: Dossier) -> str:
    return f"Civilians ({dossier.country.acled_country})" if dossier.country else "Civilians"


def _unknown(dossier: Dossier) -> str:
    where = f" ({dossier.country.acled_country})" if dossier.country else ""
    return f"Unidentified Armed Group{where}"


def _interaction(row: Row) -> str:
    found = sorted({row.one.inter, row.two.inter} - {""}, key=_ORDER.index)
    if row.one.inter and row.one.inter == row.two.inter:
        found *= 2
    return "-".join(found) if len(found) > 1 else f"{found[0]} only" if found else ""


def _time_precision(row: Row) -> int:
    if row.days.known != "days":
        return 3
    return 1 if row.days.count == 1 else 2 if row.days.count <= 7 else 3


def _geo_precision(row: Row) -> int:
    where = row.dossier.where
    assert where is not None
    if where.place.precision == "point":
        return 2 if where.near else 1
    return 2 if where.place.precision == "admin2" else 3


def _pin(value: float | None, row: Row) -> Value:
    """A coordinate, where the place is no wider than a province."""
    place = row.dossier.place
    return degrees(value) if place and place.precision in ("point", "admin2", "admin1") else None


def _timestamp(row: Row) -> int | None:
    told = [d.published for d in row.dossier.documents if d.published]
    return int(datetime(max(told).year, max(told).month, max(told).day, tzinfo=UTC).timestamp()) if told else None


def _id(row: Row) -> str:
    return (row.dossier.country.iso3 if row.dossier.country else "ZZZ") + row.dossier.incident.id


def _name(roles: tuple[Role, ...]) -> str:
    return names([role.name for role in roles])


_STANDARD = (
    Column("event_id_cnty", "ISO alpha-3 code of the country (ZZZ where there is none) and the incident's id", _id),
    Column("event_date", "the day; of several days the middle one; where no source tells, that of the first report",
           lambda r: r.date.isoformat()),
    Column("year", "of `event_date`", lambda r: r.date.year),
    Column("time_precision", "1 one day, 2 two to seven days, 3 longer, or only one end of the time or the day of the "
           "report is known", _time_precision),
    Column("disorder_type", "follows from `sub_event_type`", lambda r: disorder(r.sub)),
    Column("event_type", "follows from `sub_event_type`", lambda r: EVENT_OF[r.sub]),
    Column("sub_event_type", "the one closest to the incident's leading type, its words and who fought whom",
           lambda r: r.sub),
    Column("actor1", "who did it, as most origins say; an attacker whom nobody names is `Unidentified Armed Group "
           "(Country)`; names are ours, without ACLED's years", lambda r: r.one.name),
    Column("assoc_actor_1", "who else acted on that side", lambda r: r.one.beside),
    Column("inter1", "what `actor1` is, in words; a state's forces abroad are `External/Other forces`, a listed armed "
           "group is a `Rebel group`, nameless gunmen a `Political militia`", lambda r: r.one.inter),
    Column("actor2", "to whom, or the other side of a clash; `Civilians (Country)` for civilians",
           lambda r: r.two.name),
    Column("assoc_actor_2", "who else stood on that side", lambda r: r.two.beside),
    Column("inter2", "what `actor2` is", lambda r: r.two.inter),
    Column("interaction", "both inter texts in ACLED's order, or one with `only`", _interaction),
    Column("civilian_targeting", "`Civilian targeting` where all the named targets are civilians, or else the dead and "
           "injured are", lambda r: "Civilian targeting" if r.civilians else None),
    Column("iso", "ISO 3166-1 numeric", lambda r: r.dossier.country.number if r.dossier.country else None),
    Column("region", "ACLED's region of the country", lambda r: r.dossier.country.acled_region if r.dossier.country
           else None),
    Column("country", "ACLED's name of the country", lambda r: r.dossier.country.acled_country if r.dossier.country
           else None),
    Column("admin1", "the province of the place", lambda r: r.dossier.admin1),
    Column("admin2", "the place itself where it is a district", lambda r: r.dossier.place.name if
           r.dossier.place.precision == "admin2" else None),
    Column("admin3", "always empty"),
    Column("location", "the finest place that most origins name", lambda r: r.dossier.place.name),
    Column("latitude", "of the place, where it is no wider than a province: nothing is pinned to a capital",
           lambda r: _pin(r.dossier.place.lat, r)),
    Column("longitude", "as latitude", lambda r: _pin(r.dossier.place.lon, r)),
    Column("geo_precision", "1 a named town, 2 near it or a district, 3 anything wider", _geo_precision),
    Column("source", "the outlets, by day of publication; the title of a report whose outlet is not known",
           lambda r: narrating.outlets(r.dossier)),
    Column("source_scale", "always empty"),
    Column("notes", "in words: who says what, how far tolls differ, what is disputed, what people set",
           lambda r: narrating.notes(r.dossier, r.dead)),
    Column("fatalities", "the most conservative toll: the smallest number that all origins' latest tolls allow, and "
           "where they contradict each other the lowest; 0 where none is given", lambda r: r.dead.conservative if
           r.dead else 0),
    Column("tags", "`sayso: uncertain` where no source asserts it, `sayso: disputed` where sources differ",
           lambda r: names([*(["sayso: uncertain"] if r.dossier.status == "uncertain" else []),
                            *(["sayso: disputed"] if r.dossier.disputed else [])])),
    Column("timestamp", "midnight (UTC) of the latest report's day, as Unix time", _timestamp),
)  # fmt: skip
OURS = (
    Column("sayso_incident", "the incident's id", lambda r: r.dossier.incident.id),
    Column("sayso_status", "asserted, or uncertain", lambda r: r.dossier.status),
    Column("sayso_actors", "who did it", lambda r: _name(r.dossier.actors)),
    Column("sayso_targets", "to whom, things included", lambda r: _name(r.dossier.targets)),
    Column("sayso_earliest", "first day", lambda r: r.days.first.isoformat()),
    Column("sayso_latest", "last day", lambda r: r.days.last.isoformat()),
    Column("sayso_precision", "of the place: point, admin2, admin1, country, region",
           lambda r: r.dossier.place.precision),
    Column("sayso_from_context", "which of `type`, `place` and `time` no claim tells in its own sentence: they come "
           "from elsewhere in a report, or its day", lambda r: names(list(r.dossier.from_context))),
    Column("sayso_killed_low", "the lowest number an origin's latest toll gives", lambda r: r.dead.low if r.dead else
           None),
    Column("sayso_killed_high", "the highest", lambda r: r.dead.high if r.dead else None),
    Column("sayso_disputed", "on what sources differ", lambda r: names(list(r.dossier.disputed))),
    Column("sayso_claims", "how many claims", lambda r: len(r.dossier.told)),
    Column("sayso_reports", "how many reports", lambda r: len(r.dossier.documents)),
    Column("sayso_report_ids", "the ids that the reports had where they came from",
           lambda r: narrating.report_ids(r.dossier)),
    Column("sayso_origins", "how many independent origins", lambda r: len(r.dossier.comparison.origins)),
    Column("sayso_origin_names", "their names", lambda r: narrating.origins(r.dossier)),
)  # fmt: skip
"""Columns of our own, behind those of a format; they take a row with ``dossier``, ``days`` and ``dead``."""

RULES = (
    "The leading type is that which most independent origins tell, acts of violence before other acts, acts before "
    "their effects, and what is only said last. Actors, targets, place and days are those of its claims; where they "
    "say nothing, those of the others.",
    "Of several places the finest counts, of several days those that fit most origins, then the fewest.",
    "Claims that a person rejected count for nothing; a type or status that a person set replaces the machine's.",
    "A denied claim is no event; an uncertain one is. Both stand in the notes.",
    "An origin's later toll replaces its earlier one. An outlet that repeats an agency is the agency's origin.",
    "The parts of a toll (soldiers, civilians, women, children) are added up where no total is given.",
    "Vague numbers: tens 10, dozens 12, scores 20, hundreds 100, thousands 1,000; killed without a number counts "
    "nobody.",
    "Running totals, stocks and a part of the dead told by itself never count; what covers more than 31 days does not "
    "where a claim counts the event itself.",
)
LEFT_OUT = {
    "denied": "every claim denies it",
    "planned": "it is only announced, ordered or threatened",
    "no place": "no claim says where",
    "no date": "neither a claim nor a report has a day",
    "rejected": "a person rejected all its claims",
}
FORM = Form(
    name="acled",
    about="The 31 columns of an ACLED export, one row for an incident, then columns of our own that begin with "
    "`sayso_`.",
    columns=(*_STANDARD, *OURS),
    rules=(
        *RULES,
        "By leading type, where nothing below decides: " + ", ".join(f"`{kind}` {sub}" for kind, sub in mapped()) + ".",
        "The words of the leading claims tell chemical weapons, suicide bombs, grenades, sexual violence, mobs, bases "
        "set up, protests that were dispersed or shot at; those of a toll told alone tell its cause.",
        "Long-range fire from one side is remote violence; exchanged, or beside a clash of two armed sides, it is an "
        "armed clash.",
        "`Government regains territory` where the state of that country takes a place, `Non-state actor overtakes "
        "territory` where anyone else does, a foreign state included; `Non-violent transfer of territory` where the "
        "words say that nobody resisted.",
    ),
    lost=(
        "Who says what: one row has one version. The claims, chains of sources and exact words are in JSON lines.",
        "Who did what to whom: `actor1` and `actor2` have no direction (see `sayso_actors`, `sayso_targets`).",
        "Bounds of numbers, and how a toll grew: `fatalities` is one number; deaths are not split by side.",
        "Everything counted that is not deaths: injured, displaced, launched, destroyed.",
        "Doubt and denial, but for the notes; planned events.",
        "The time in hours, and days that are not whole.",
        "The day-by-day rows that ACLED's coders make of an event of several days: it is one row here.",
    ),
    left_out={
        **LEFT_OUT,
        "words only": "warnings, accusations, threats, demands and refusals are no events there",
        "nobody hurt": "it only says that nobody was hurt, or counts nobody",
        "too long": "it covers more than 31 days: a running total or background",
    },
    code=code,
)

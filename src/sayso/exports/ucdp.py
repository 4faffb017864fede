"""UCDP-GED-shaped CSV: one row for an incident with at least one death, coded as far as reports alone tell.

Ids of conflicts, dyads, sides and countries are UCDP's own and stay empty: which conflict a death belongs to is its
coders' judgement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import floor

from sayso.exports.acled import LEFT_OUT, OURS, RULES
from sayso.exports.deaths import Deaths, deaths
from sayso.exports.dossiers import Days, Dossier, side_key
from sayso.exports.forms import Column, Form
from sayso.exports.narrating import degrees, names
from sayso.exports.parties import state_of
from sayso.model import Role
from sayso.rules.ontology import types_with

DIRECT = types_with("direct")
"""Leading types whose dead are direct deaths of armed force; protests and riots are not UCDP's."""
_LONGEST_DAYS = 366
_WATERS = re.compile(r"\b(?:sea|ocean|gulf|strait|channel|bay)\b", re.IGNORECASE)
_FIGHTERS = ("state", "outsiders", "rebels", "militia", "communal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An incident as UCDP's columns take it. ``violence``: 1 state-based, 2 non-state, 3 one-sided, None unknown."""

    dossier: Dossier
    days: Days
    dead: Deaths
    violence: int | None
    side_a: Role | None
    side_b: Role | None
    deaths_a: int
    deaths_b: int

    @property
    def unknown(self) -> int:
        """What is left of ``best`` when the other three are taken off."""
        return self.dead.best - self.deaths_a - self.deaths_b - self.dead.civilians


def code(dossier: Dossier) -> Row | str:
    """The incident as a row, or why it is left out."""
    if dossier.status in ("denied", "planned"):
        return dossier.status
    dead = deaths(dossier)
    if dead is None or dead.best < 1:
        return "no deaths"
    if dossier.type not in DIRECT:
        return "not armed force"
    if dossier.where is None:
        return "no place"
    if dossier.days is None:
        return "no date"
    if dossier.days.count > _LONGEST_DAYS:
        return "too long"
    violence, a, b = _sides(dossier)
    deaths_a = dead.soldiers if a and dead.side and dead.side == side_key(a) else 0
    deaths_b = dead.soldiers if b and dead.side and dead.side == side_key(b) and not deaths_a else 0
    return Row(
        dossier=dossier, days=dossier.days, dead=dead, violence=violence, side_a=a, side_b=b, deaths_a=deaths_a,
        deaths_b=deaths_b,
    )  # fmt: skip


def _sides(dossier: Dossier) -> tuple[int | None, Role | None, Role | None]:
    """Type of violence and the two sides. Unknown unless the reports name who fought whom, or who killed civilians."""
    acting = [r for r in dossier.actors if dossier.sort(r) in _FIGHTERS]
    if not acting:
        return None, None, None
    a = acting[0]
    against = [r for r in (*acting, *dossier.targets) if dossier.sort(r) in _FIGHTERS and side_key(r) != side_key(a)]
    if not against:
        return (3 if dossier.type == "attack-civilians" else None), a, None
    b = against[0]
    if state_of(b) and not state_of(a):
        a, b = b, a
    return (1 if state_of(a) else 2), a, b


def _side_b(row: Row) -> str | None:
    return "Civilians" if row.violence == 3 else row.side_b.name if row.side_b else None


def _dyad(row: Row) -> str | None:
    other = _side_b(row)
    return f"{row.side_a.name} - {other}" if row.side_a and other else None


def where_precision(dossier: Dossier) -> int | None:
    """UCDP's ``where_prec``: 1 exact, 2 near, 3 district, 4 province, 5 vague, 6 country, 7 sea or air."""
    where = dossier.where
    if where is None:
        return None
    if where.place.precision == "region" and _WATERS.search(where.place.name):
        return 7
    if where.place.precision == "point":
        return 2 if where.near else 1
    return {"admin2": 3, "admin1": 4, "region": 5, "country": 6}[where.place.precision]


def date_precision(days: Days) -> int:
    """UCDP's ``date_prec``: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year, or no more than an end."""
    if days.known != "days":
        return 5
    return next((grade for grade, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days.count <= most), 5)


def priogrid(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell (half a degree wide) that holds a point: 1 in the south-west, 720 to a row."""
    row = min(floor((lat + 90) * 2), 359)
    column = floor((lon + 180) * 2) % 720
    return row * 720 + column + 1


def _point(row: Row) -> tuple[float, float] | None:
    place = row.dossier.place
    if place is None or place.lat is None or place.lon is None or place.precision == "region":
        return None
    return place.lat, place.lon


def _wkt(row: Row) -> str | None:
    point = _point(row)
    return f"POINT ({degrees(point[1])} {degrees(point[0])})" if point else None


def _cell(row: Row) -> int | None:
    point, place = _point(row), row.dossier.place
    # A cell says where; of a province or a country it would say more than the reports do.
    return priogrid(*point) if point and place and place.precision in ("point", "admin2") else None


def _articles(row: Row) -> str:
    told = [(d.outlet or "", d.published.isoformat() if d.published else "", d.title or d.file or "",
             *([d.url] if d.url else [])) for d in row.dossier.documents]  # fmt: skip
    return names(
        [",".join(part.replace(",", " ") for part in (*parts[:3], *map(_address, parts[3:]))) for parts in told]
    )


def _address(url: str) -> str:
    """An address without the characters that separate reports and their parts."""
    return url.replace(",", "%2C").replace(";", "%3B")


def _dates(row: Row) -> str:
    return "; ".join(dict.fromkeys(d.published.isoformat() for d in row.dossier.documents if d.published))


_STANDARD = (
    Column("id", "the incident's id (text, where UCDP has a number)", lambda r: r.dossier.incident.id),
    Column("relid", "empty"),
    Column("year", "of `date_start`", lambda r: r.days.first.year),
    Column("active_year", "empty"),
    Column("code_status", "empty"),
    Column("type_of_violence", "1 when a state and another armed side are named, 2 when two armed sides and no state "
           "are, 3 when an armed side attacked civilians (leading type `attack-civilians`); else empty",
           lambda r: r.violence),
    Column("conflict_dset_id", "empty"),
    Column("conflict_new_id", "empty"),
    Column("conflict_name", "empty"),
    Column("dyad_dset_id", "empty"),
    Column("dyad_new_id", "empty"),
    Column("dyad_name", "both sides, where both are named", _dyad),
    Column("side_a_dset_id", "empty"),
    Column("side_a_new_id", "empty"),
    Column("side_a", "the state, else who acted", lambda r: r.side_a.name if r.side_a else None),
    Column("side_b_dset_id", "empty"),
    Column("side_b_new_id", "empty"),
    Column("side_b", "the other armed side; `Civilians` in one-sided violence", _side_b),
    Column("number_of_sources", "how many reports; independent ones: `sayso_origins`",
           lambda r: len(r.dossier.documents)),
    Column("source_article", "outlet, day, title and, where it is known, address of every report, separated by "
           "`; `", _articles),
    Column("source_office", "the outlets",
           lambda r: names([d.outlet for d in r.dossier.documents if d.outlet])),
    Column("source_date", "the days of the reports", _dates),
    Column("source_headline", "their titles", lambda r: names([d.title or "" for d in r.dossier.documents])),
    Column("source_original", "everybody whom the reports name as a source",
           lambda r: names([s.name for s in r.dossier.sources])),
    Column("where_prec", "1 the place itself, 2 near it, 3 its district, 4 its province, 5 a wider or vague region, "
           "6 the country, 7 at sea", lambda r: where_precision(r.dossier)),
    Column("where_coordinates", "the place's name", lambda r: r.dossier.place.name),
    Column("where_description", "the words that name it", lambda r: r.dossier.where.text),
    Column("adm_1", "the province", lambda r: r.dossier.admin1),
    Column("adm_2", "the district, where the place is one",
           lambda r: r.dossier.place.name if r.dossier.place.precision == "admin2" else None),
    Column("latitude", "of the place; empty for a region", lambda r: degrees(p[0]) if (p := _point(r)) else None),
    Column("longitude", "of the place; empty for a region", lambda r: degrees(p[1]) if (p := _point(r)) else None),
    Column("geom_wkt", "the same as a point", _wkt),
    Column("priogrid_gid", "the PRIO-GRID cell of the point; empty for what is wider than a district", _cell),
    Column("country", "UCDP's name of the country",
           lambda r: r.dossier.country.ucdp_country if r.dossier.country else None),
    Column("country_id", "empty"),
    Column("region", "UCDP's region", lambda r: r.dossier.country.ucdp_region if r.dossier.country else None),
    Column("event_clarity", "2 when it spans more than six days (already aggregated), else 1",
           lambda r: 2 if r.days.count > 6 else 1),
    Column("date_prec", "1 one day, 2 two to six, 3 seven, 4 up to 31, 5 longer, or only one end of the time or the "
           "day of the report is known", lambda r: date_precision(r.days)),
    Column("date_start", "first day", lambda r: r.days.first.isoformat()),
    Column("date_end", "last day", lambda r: r.days.last.isoformat()),
    Column("deaths_a", "soldiers among the dead, where the claim names their side and it is side a",
           lambda r: r.deaths_a),
    Column("deaths_b", "the same for side b", lambda r: r.deaths_b),
    Column("deaths_civilians", "civilians, women and children among the dead, where a claim counts them",
           lambda r: r.dead.civilians),
    Column("deaths_unknown", "the rest of `best`", lambda r: r.unknown),
    Column("best", "the number all origins' latest tolls allow; where they contradict each other, the one that most "
           "origins give, and where no two give the same the middle one", lambda r: r.dead.best),
    Column("high", "the highest number in an origin's latest toll", lambda r: r.dead.high),
    Column("low", "the lowest; 0 where it is only \"up to\"", lambda r: r.dead.low),
    Column("gwnoa", "empty"),
    Column("gwnob", "empty"),
)  # fmt: skip
FORM = Form(
    name="ucdp",
    about="The 49 columns of UCDP's georeferenced event data (GED), one row for an incident with at least one death, "
    "then columns of our own that begin with `sayso_`.",
    columns=(*_STANDARD, *OURS),
    rules=(*RULES, "`best` is always the sum of the four `deaths_` columns."),
    lost=(
        "Which conflict and dyad it belongs to, and all of UCDP's ids: its coders decide that.",
        "Whether a death is a direct one: tolls are taken as the reports give them.",
        "Everything without deaths, and everything counted that is not deaths.",
        "Who says what, but for the sources' names; the exact words.",
        "Doubt and denial, but for `sayso_status` and `sayso_disputed`.",
    ),
    left_out={
        **LEFT_OUT,
        "no deaths": "no source counts a death, or the likeliest number is none",
        "not armed force": "its leading type is none by which armed force kills (a protest, an evacuation, a threat …)",
        "too long": "it covers more than a year",
    },
    code=code,
)

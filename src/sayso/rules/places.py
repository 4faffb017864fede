"""Tables of places: regions that no gazetteer entry holds, names that reports use, and words that point at places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from sayso.model import Precision
from sayso.rules.table import Row

CueKind = Literal[
    "in", "near", "with", "of", "unit", "direction", "title", "body", "facility", "organisation", "agent", "address",
    "object", "target", "part", "vague", "stop", "evidence", "landmark", "prefix", "closing", "not",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow(Row):
    """A curated region or camp. ``country``: ISO alpha-2, empty when it lies in several.

    ``lat``, ``lon``: a point inside it. ``note``: said of contested territory.
    """

    FILE: ClassVar[str] = "regions.csv"
    FIELD: ClassVar[str] = "places"

    name: str
    lat: float
    lon: float
    precision: Precision
    country: str | None = None
    aliases: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNameRow(Row):
    """What English reports call a place of the gazetteer.

    ``geonames``: its number there. ``aliases``: further names. ``abbreviations``: names that count only after the name
    of a place inside it ("Alexandria, La."). ``note``: said of contested territory, and of all places in it.
    """

    FILE: ClassVar[str] = "place_names.csv"
    FIELD: ClassVar[str] = "places"

    geonames: int
    name: str
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCueRow(Row):
    """Words that show that a name is, or is not, a place; a mention accepted for this reason carries the row's rule.

    ``kind``:
        in, near, with   prepositions: it happens there; close to it; the place is a party ("war with Russia")
        of               nouns before "of" ("the town of X")
        unit             nouns after the name; ``feature`` says what they make of it ("X district")
        direction        "northern", "south-eastern": a part of what follows
        title, body      the name belongs to a person's or an authority's title ("X governor", "X police")
        facility         the name is part of a facility's, which stands there ("X Airport")
        organisation     the name is part of an organisation's and no place ("X Post")
        agent, address   verbs whose subject, or object, is a government rather than a place
        object           verbs whose object is a place ("captured X"); their passive subject likewise
        target           the same for verbs whose object may as well be a person ("hit X")
        landmark         nouns after a name, or before "of" and a name, that make it a place ("X crossing")
        prefix, closing  first and last words of names of places ("Kibbutz X", "X River")
        not              first or last words that no unknown name of a place has ("Operation X")
        part             nouns whose owner is a place ("Sudan's capital")
        vague            nouns of unnamed areas after a count ("three border regions")
        stop             names that are no places unless the words around say so
        evidence         no words: apposition, dateline, entity, established, prominent
    """

    FILE: ClassVar[str] = "place_cues.csv"
    FIELD: ClassVar[str] = "places"

    kind: CueKind
    words: tuple[str, ...] = ()
    feature: Literal["", "admin1", "admin2", "city", "region"] = ""

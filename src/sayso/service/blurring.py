"""Blurring: where things happened, told no finer than a publication should tell it.

Points are moved to the middle of the square of a fixed grid that they lie in. The grid is the same for all and nothing
is drawn at random, so that all points of a square come out as one and no number of them, averaged, gives one back.
Names of towns, villages and districts give way to the province, and are withheld in all other words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, floor, radians

from sayso.errors import UsageError
from sayso.gazetteer import Gazetteer
from sayso.model import Account, Claim, Comparison, Document, Place, PlaceMention, Precision, Role, Source, Spot, When
from sayso.model.words import fold
from sayso.service.packs import pack_paths
from sayso.service.withholding import FINE, Names, Stretch, lower_words
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed

MOST_KM = 100.0
WITHHELD = "[place withheld]"
"""What stands in the place of a name."""
_NOWHERE = ("-",)
KM_OF_DEGREE = 111.2
"""Kilometres in a degree of latitude."""
WITHHELD_NAME = "[name withheld]"
"""What stands in the place of a name that may be one of a place."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Squares of twice ``km`` kilometres a side: wherever in a square a point is, a circle of ``km`` fits around its
    middle. Raises UsageError unless ``km`` is from 1 to MOST_KM."""

    km: float

    def __post_init__(self) -> None:
        if not 1 <= self.km <= MOST_KM:
            raise UsageError(f"--blur takes kilometres from 1 to {MOST_KM:.0f}, not {self.km:g}")

    def middle(self, lat: float, lon: float) -> tuple[float, float]:
        """The middle of the square that a point lies in: latitude and longitude in degrees, to three places."""
        high = 2 * self.km / KM_OF_DEGREE
        across = min(max((floor(lat / high) + 0.5) * high, -90.0), 90.0)
        wide = high / max(cos(radians(across)), 0.01)
        along = (floor(lon / wide) + 0.5) * wide
        return round(across, 3), round((along + 180) % 360 - 180, 3)


class Blur:
    """Blurs what a ledger tells. ``names``: of places finer than a province, to be withheld wherever they stand;
    ``coarse``: of larger ones, which may stand; ``gazetteer``: what knows further places; ``people``: names of persons
    and listed actors, which may stand though a place is called so; ``countries``: what a document, or documents that
    name somebody, tell of, by id or name; ``outlets``: names of media."""

    def __init__(
        self, km: float, names: Iterable[str], *, coarse: Iterable[str] = (), gazetteer: Gazetteer | None = None,
        people: Iterable[str] = (), countries: Mapping[str, Collection[str]] | None = None,
        outlets: Iterable[str] = (),
    ) -> None:  # fmt: skip
        self.grid = Grid(km)
        self._names = Names(names, coarse, gazetteer)
        self._people, self._outlets = frozenset(people), frozenset(outlets)
        self._countries = countries or {}
        self._told: dict[str, str] = {}
        self._common: tuple[str, frozenset[str]] = ("", frozenset())

    @classmethod
    def of(cls, store: Store, km: float) -> Blur:
        """What withholds every name finer than a province that any claim of the ledger is placed at, or that the
        gazetteer and the installed place packs know."""
        grid = Grid(km)  # a refusal is better told before all is read
        fine: set[str] = set()
        coarse: set[str] = set()
        people: set[str] = set()
        countries: dict[str, set[str]] = {}
        outlets: set[str] = set()
        for listed in store.claims.search(Filter(rejected=True)):
            called = list(_named(listed.claim))
            people |= {one.name for one in called if one.id or one.kind == "person"}
            outlets |= {one.name for one in called if one.kind == "media"} | {listed.document.outlet or ""}
            if listed.claim.place is None:
                continue
            place, told = listed.claim.place.place, listed.claim.place.text
            for key in (listed.document.id, listed.document.outlet or "", *(one.name for one in called)):
                countries.setdefault(key, set()).update(filter(None, [place.country]))
            if place.precision in FINE or place.grain in FINE:
                fine |= {place.name, told}
            else:
                coarse |= {place.name, told}
            coarse.add(place.admin1 or "")
        known = set(map(fold, coarse))
        named = sorted(name for name in fine if fold(name) not in known)
        return cls(grid.km, named, coarse=sorted(coarse), gazetteer=Gazetteer.open(pack_paths()), people=people,
                   countries=countries, outlets=outlets)  # fmt: skip

    def words(self, text: str) -> str:
        """What somebody or something is called, with what may name such a place withheld."""
        told = self._told.get(text)
        if told is None:
            if text in self._people:
                found = self._names.surely(text)
            else:
                where = self._countries.get(text) or _NOWHERE
                found = self._names.of_name(text, where, outlet=text in self._outlets)
            told = self._told[text] = _without(text, found)
        return told

    def quote(self, listed: Listed, parts: tuple[str, str, str]) -> tuple[str, str, str]:
        """Words of a claim's report before, in and after its trigger, with every name withheld but harmless ones; all
        in the first where a name reaches over the trigger."""
        text, edges = "".join(parts), (len(parts[0]), len(parts[0]) + len(parts[1]))
        shown = [self.words(one.name) for one in _named(listed.claim)]
        found = self._anywhere(listed.document, text, [name for name in shown if "[" not in name])
        if any(one.start < edge < one.end for one in found for edge in edges):
            return _without(text, found), "", ""
        pieces = []
        for start, end in ((0, edges[0]), edges, (edges[1], len(text))):
            within = [Stretch(s.start - start, s.end - start, s.kind) for s in found if start <= s.start < end]
            pieces.append(_without(text[start:end], within))
        return pieces[0], pieces[1], pieces[2]

    def _anywhere(self, document: Document, text: str, shown: Iterable[str] = ()) -> list[Stretch]:
        if self._common[0] != document.id:
            self._common = document.id, lower_words(document.text)
        return self._names.anywhere(text, self._countries.get(document.id, ()), self._common[1], shown)

    def place(self, place: Place) -> Place:
        """The place no finer than its province (else its country), at the middle of its square."""
        fine = place.precision in FINE or place.grain in FINE
        lat, lon = self._point(place.lat, place.lon)
        if not fine:
            return replace(place, lat=lat, lon=lon, note="")
        unit = place.admin1 or place.country or WITHHELD
        precision: Precision = "admin1" if place.admin1 else "country" if place.country else "region"
        return Place(name=unit, id=None, country=place.country if place.admin1 else None, admin1=place.admin1,
                     lat=lat, lon=lon, precision=precision)  # fmt: skip

    def spot(self, spot: Spot) -> Spot:
        """As ``place``."""
        made = self.place(Place(name=spot.name, id=spot.id, country=spot.country, admin1=spot.admin1, lat=spot.lat,
                                lon=spot.lon, precision=spot.precision))  # fmt: skip
        return Spot(name=made.name, id=made.id, country=spot.country, admin1=made.admin1, lat=made.lat, lon=made.lon,
                    precision=made.precision)  # fmt: skip

    def account(self, account: Account) -> Account:
        """An account with its place blurred; names stand, so that who is who can still be told."""
        return replace(account, spot=self.spot(account.spot)) if account.spot else account

    def claim(self, claim: Claim) -> Claim:
        """A claim without its report's text, its place blurred, names withheld."""
        said = claim.attribution
        return replace(
            claim,
            actors=tuple(replace(role, name=self.words(role.name)) for role in claim.actors),
            targets=tuple(replace(role, name=self.words(role.name)) for role in claim.targets),
            place=self.mention(claim.place) if claim.place else None,
            time=self._when(claim.time) if claim.time else None,
            attribution=said and replace(
                said, sources=tuple(replace(one, name=self.words(one.name)) for one in said.sources)
            ),
        )  # fmt: skip

    def document(self, document: Document) -> Document:
        """What a document is called, names withheld; its text, address and path are left out."""
        title = document.title and _without(document.title, self._anywhere(document, document.title))
        return Document(
            id=document.id, text="", text_sha256="", published=document.published, title=title,
            outlet=document.outlet and self.words(document.outlet),
        )  # fmt: skip

    def comparison(self, compared: Comparison) -> Comparison:
        """A comparison with names withheld."""
        fields = [replace(f, values=tuple(replace(v, value=self.words(v.value)) for v in f.values))
                  for f in compared.fields]  # fmt: skip
        series = [replace(s, points=tuple(replace(p, source=self.words(p.source)) for p in s.points))
                  for s in compared.figures]  # fmt: skip
        blame = [replace(b, source=self.words(b.source), actor=self.words(b.actor)) for b in compared.blame]
        origins = [replace(o, key="", name=self.words(o.name)) for o in compared.origins]
        return replace(compared, fields=tuple(fields), figures=tuple(series), blame=tuple(blame),
                       origins=tuple(origins))  # fmt: skip

    def mention(self, mention: PlaceMention) -> PlaceMention:
        """As ``place``, without the words that name it."""
        return replace(mention, place=self.place(mention.place), text="", rule="", near=False, doubtful=False)

    def _when(self, when: When) -> When:
        return replace(when, mention=replace(when.mention, text=self.words(when.mention.text)))

    def _point(self, lat: float | None, lon: float | None) -> tuple[float | None, float | None]:
        return (None, None) if lat is None or lon is None else self.grid.middle(lat, lon)


def _named(claim: Claim) -> Iterator[Role | Source]:
    yield from claim.actors
    yield from claim.targets
    yield from claim.attribution.sources if claim.attribution else ()


def _without(text: str, found: Sequence[Stretch]) -> str:
    """The text with these stretches withheld."""
    pieces, done = [], 0
    for one in found:
        pieces += [text[done : one.start], WITHHELD if one.kind == "place" else WITHHELD_NAME]
        done = one.end
    return "".join([*pieces, text[done:]])

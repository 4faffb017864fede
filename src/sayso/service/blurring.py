"""Blurring: where things happened, told no finer than a publication should tell it.

Points are moved to the middle of the square of a fixed grid that they lie in. The grid is the same for all and nothing
is drawn at random, so that all points of a square come out as one and no number of them, averaged, gives one back.
Names of towns, villages and districts give way to the province, and are withheld in all other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import cos, floor, radians

from sayso.errors import UsageError
from sayso.model import Account, Claim, Comparison, Document, Place, PlaceMention, Precision, Spot, When
from sayso.model.words import fold
from sayso.store.filters import Filter
from sayso.store.protocol import Store

MOST_KM = 100.0
WITHHELD = "[place withheld]"
"""What stands in the place of a name."""
KM_OF_DEGREE = 111.2
"""Kilometres in a degree of latitude."""
FINE = ("point", "admin2")
"""Precisions finer than a province."""
_WORD = re.compile(r"\w+")
_SHORTEST = 3


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
    """Blurs what a ledger tells. ``names``: of places finer than a province, to be withheld wherever they stand."""

    def __init__(self, km: float, names: Iterable[str]) -> None:
        self.grid = Grid(km)
        self._names: dict[str, set[tuple[str, ...]]] = {}
        for name in names:
            words = tuple(map(fold, _WORD.findall(name)))
            if words and len(name) >= _SHORTEST:
                self._names.setdefault(words[0], set()).add(words)

    @classmethod
    def of(cls, store: Store, km: float) -> Blur:
        """What withholds every name finer than a province that any claim of the ledger is placed at."""
        fine: set[str] = set()
        coarse: set[str] = set()
        for listed in store.claims.search(Filter(rejected=True)):
            if listed.claim.place is not None:
                place, told = listed.claim.place.place, listed.claim.place.text
                if place.precision in FINE or place.grain in FINE:
                    fine |= {place.name, told}
                else:
                    coarse |= {place.name, told}
                coarse.add(place.admin1 or "")
        known = set(map(fold, coarse))
        return cls(km, sorted(name for name in fine if fold(name) not in known))

    def words(self, text: str) -> str:
        """The text with every such name withheld."""
        pieces, done = [], 0
        for start, end in self.stretches(text):
            pieces += [text[done:start], WITHHELD]
            done = end
        return "".join([*pieces, text[done:]])

    def stretches(self, text: str) -> list[tuple[int, int]]:
        """Where the names stand in a text, in order: half-open ranges; only words with a capital letter count."""
        found = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
        folded = [fold(word) for _, _, word in found]
        held: list[tuple[int, int]] = []
        at = 0
        while at < len(found):
            names = self._names.get(folded[at], ()) if found[at][2][:1] != found[at][2][:1].lower() else ()
            longest = max((len(n) for n in names if tuple(folded[at : at + len(n)]) == n), default=0)
            if longest:
                held.append((found[at][0], found[at + longest - 1][1]))
            at += longest or 1
        return held

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
        return Document(
            id=document.id, text="", text_sha256="", published=document.published,
            title=document.title and self.words(document.title), outlet=document.outlet and self.words(document.outlet),
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

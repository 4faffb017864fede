"""What an export is given of one incident, and what it draws from it: leading type, days, place, parties.

Formats that have one row for an incident must choose where the claims differ. How they choose is here, once for all of
them; what they leave unsaid is told in notes and counted. Nothing is chosen that no claim says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, TypeVar

from sayso.exports.countries import CountryCodes, country
from sayso.exports.parties import Sort, sort_of, state_of
from sayso.model import FINENESS, Claim, Comparison, Document, EventType, Incident, Place, PlaceMention, Role, Source
from sayso.model.words import fold

H = TypeVar("H", bound=Hashable)
LONGEST = timedelta(days=30)
"""What lasts longer than this (31 days) is a running total or background, not one event."""

LEAD: tuple[tuple[EventType, ...], ...] = (
    ("capture", "drone-strike", "missile-strike", "airstrike", "shelling", "bombing", "abduction", "attack-civilians",
     "clash", "advance", "riot", "protest"),
    ("interception", "repel", "withdraw", "siege", "arrest"),
    ("casualties",),
    ("damage", "displacement", "evacuation", "disruption", "deploy", "violation", "agree", "aid", "supply", "emergency",
     "sanction"),
    ("warning", "accuse", "threaten", "demand", "reject"),
)  # fmt: skip
"""Which types give an incident its name: the first group that any claim is of, in it the type most
origins tell, of several the first."""
WORDS_ONLY = frozenset(LEAD[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim of an incident as it counts now.

    ``edits``: field and value (JSON text) that a person set, and that stand in ``claim``. ``added_by``: the person who
    added it, where the machine did not read it.
    """

    claim: Claim
    document: Document
    edits: tuple[tuple[str, str], ...] = ()
    added_by: str | None = None

    @property
    def said(self) -> date | None:
        """The last day on which it can have been said, else that of publication."""
        by = self.claim.attribution
        return (by and (by.said_latest or by.said_earliest)) or self.document.published

    @property
    def words(self) -> str:
        """The words of its sentence."""
        return self.document.text[self.claim.sentence.start : self.claim.sentence.end]

    @property
    def runs_on(self) -> bool:
        """Whether all that it counts is more than the event: running totals and stocks."""
        return bool(self.claim.figures) and all(figure.counting != "new" for figure in self.claim.figures)

    @property
    def tells(self) -> frozenset[str]:
        """Which of ``type``, ``place`` and ``time`` its own sentence tells, or a person set."""
        claim, told = self.claim, {field for field, _ in self.edits}
        if self.added_by is not None:
            return frozenset({"type", "place", "time"})
        told |= {"type"} if claim.rule.startswith(f"{claim.type}/") else set()
        told |= {"place"} if claim.place and claim.sentence.contains(claim.place) else set()
        told |= {"time"} if claim.time and claim.sentence.contains(claim.time.mention) else set()
        return frozenset(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """When an incident happened: inclusive days. ``known``: ``days``, one ``end`` of them, or only the ``report``'s."""

    first: date
    last: date
    known: Literal["days", "end", "report"]

    @property
    def count(self) -> int:
        """How many days it spans."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """An incident with its claims (those that no person rejected, at least one) and their comparison."""

    incident: Incident
    told: tuple[Told, ...]
    comparison: Comparison

    @cached_property
    def origin(self) -> dict[str, str]:
        """Claim id to the key of its independent origin."""
        return {claim: origin.key for origin in self.comparison.origins for claim in origin.claims}

    @cached_property
    def held(self) -> tuple[Told, ...]:
        """The claims that something happened: asserted ones and uncertain ones."""
        return tuple(t for t in self.told if t.claim.status in ("asserted", "uncertain"))

    @cached_property
    def status(self) -> str:
        """``asserted`` when some claim asserts it; else uncertain, denied or planned, whichever comes first."""
        found = {t.claim.status for t in self.told}
        return next(s for s in ("asserted", "uncertain", "denied", "planned") if s in found)

    @cached_property
    def type(self) -> EventType:
        """The leading type (see LEAD)."""
        kinds = self._by_origins((t, t.claim.type) for t in self.held or self.told)
        group = next(group for group in LEAD if any(kind in kinds for kind in group))
        return min((kind for kind in group if kind in kinds), key=lambda kind: (-kinds[kind], group.index(kind)))

    @cached_property
    def leading(self) -> tuple[Told, ...]:
        """The claims of the leading type's group that hold, those of the event before running totals; else all."""
        group = next(group for group in LEAD if self.type in group)
        found = tuple(t for t in self.held if t.claim.type in group)
        return tuple(t for t in found if not t.runs_on) or found or self.told

    @cached_property
    def days(self) -> Days | None:
        """When it happened: of the days that claims give, those that fit most origins; of these the fewest days."""
        whole = [(t, t.claim.time) for t in self._first(lambda t: bool(_both(t)))]
        ranges = [(t, w.earliest, w.latest) for t, w in whole if w and w.earliest and w.latest]
        if ranges:
            best = min({(a, b) for _, a, b in ranges}, key=lambda r: (-self._fitting(r, ranges), r[1] - r[0], r))
            return Days(first=best[0], last=best[1], known="days")
        ends = [end for t in self.held or self.told if (w := t.claim.time) and (end := w.latest or w.earliest)]
        if ends:
            return Days(first=min(ends), last=min(ends), known="end")
        reported = [day for t in self.told if (day := t.document.published)]
        return Days(first=min(reported), last=min(reported), known="report") if reported else None

    @cached_property
    def where(self) -> PlaceMention | None:
        """Where it happened: the finest place, of several the one that most origins give."""
        told = self._first(lambda t: t.claim.place is not None)
        places = [(t, t.claim.place) for t in told if t.claim.place]
        if not places:
            return None
        count = self._by_origins((t, place_key(m.place)) for t, m in places)
        return min(
            (m for _, m in places),
            key=lambda m: (
                FINENESS[m.place.grain],
                -count[place_key(m.place)],
                m.near,
                m.place.name,
                m.place.id or "",
            ),
        )

    @property
    def place(self) -> Place | None:
        """The place of ``where``."""
        return self.where.place if self.where else None

    @property
    def admin1(self) -> str | None:
        """The province of the place, or the place where it is one."""
        place = self.place
        return (place.name if place.precision == "admin1" else place.admin1) if place else None

    @cached_property
    def country(self) -> CountryCodes | None:
        """The country it happened in: the place's, else one that a claim's place lies in."""
        found = self._by_origins((t, m.place.country) for t in self.held or self.told if (m := t.claim.place))
        codes = [self.place.country if self.place else None, *sorted(found, key=lambda c: (-found[c], c or ""))]
        return next((known for code in codes if (known := country(code))), None)

    @cached_property
    def actors(self) -> tuple[Role, ...]:
        """Who did it, those named by most origins first; each once."""
        return self._parties(lambda claim: claim.actors)

    @cached_property
    def targets(self) -> tuple[Role, ...]:
        """To whom, those named by most origins first; each once."""
        return self._parties(lambda claim: claim.targets)

    @cached_property
    def from_context(self) -> tuple[str, ...]:
        """Which of type, place and time no claim says in its own sentence; a time that is the report's day is one."""
        found = [] if any("type" in t.tells for t in self.leading if t.claim.type == self.type) else ["type"]
        if self.where is not None:
            here = place_key(self.where.place)
            by = [t for t in self.told if t.claim.place and place_key(t.claim.place.place) == here]
            found += [] if any("place" in t.tells for t in by) else ["place"]
        if self.days is not None:
            ends = {self.days.first, self.days.last}
            timed = [(t, t.claim.time) for t in self.told]
            by = [t for t, when in timed if when and ends & {when.earliest, when.latest}]
            found += [] if any("time" in t.tells for t in by) else ["time"]
        return tuple(found)

    @property
    def disputed(self) -> tuple[str, ...]:
        """Fields on which the claims differ, and what is asserted and denied."""
        fields = [f.name for f in self.comparison.fields if f.verdict == "differ" and f.name != "status"]
        figures = [f"{s.measure} {s.unit}" for s in self.comparison.figures if s.contested]
        return (*fields, *figures, *(f"{d.content} denied" for d in self.comparison.disputes))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The reports that tell of it, by day of publication."""
        found = {t.document.id: t.document for t in self.told}
        return tuple(sorted(found.values(), key=lambda d: (d.published or date.max, d.id)))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Everybody in a chain of sources, each once."""
        found = {fold(s.name): s for t in self.told for s in reversed(t.claim.sources)}
        return tuple(found[name] for name in sorted(found))

    def sort(self, role: Role) -> Sort:
        """What kind of party it is, where this happened."""
        return sort_of(role, self.country.iso3 if self.country else None)

    def _first(self, fits: Callable[[Told], bool]) -> list[Told]:
        """The leading claims that fit, else all that hold, else all (what is denied happened somewhere, if at all)."""
        return next((f for among in (self.leading, self.held, self.told) if (f := list(filter(fits, among)))), [])

    def _by_origins(self, values: Iterable[tuple[Told, H]]) -> dict[H, int]:
        found: defaultdict[H, set[str]] = defaultdict(set)
        for told, value in values:
            found[value].add(self.origin.get(told.claim.id, told.claim.id))
        return {value: len(origins) for value, origins in found.items()}

    def _fitting(self, days: tuple[date, date], ranges: Sequence[tuple[Told, date, date]]) -> int:
        return len({self.origin.get(t.claim.id, t.claim.id) for t, a, b in ranges if a <= days[1] and days[0] <= b})

    def _parties(self, part: Callable[[Claim], tuple[Role, ...]]) -> tuple[Role, ...]:
        # Who is named in a denial alone did nothing, as far as anybody says.
        among = self.leading if any(part(t.claim) for t in self.leading) else self.held
        named = [(t, role) for t in among for role in part(t.claim)]
        count = self._by_origins((t, party_key(role)) for t, role in named)
        first: dict[str, Role] = {}
        for _, role in named:
            first.setdefault(party_key(role), role)
        # Their order in the text stands where as many origins name them.
        return tuple(first[key] for key in sorted(first, key=lambda key: -count[key]))


def party_key(role: Role) -> str:
    """Equal for two names of one party."""
    return role.id or fold(role.name)


def side_key(role: Role) -> str:
    """Equal for two parties that stand on one side."""
    return state_of(role) or role.side or party_key(role)


def place_key(place: Place) -> str:
    """Equal for two mentions of one place."""
    return place.id or f"{fold(place.name)} {place.country}"


def _both(told: Told) -> bool:
    when = told.claim.time
    return bool(when and when.earliest and when.latest and when.earliest <= when.latest)

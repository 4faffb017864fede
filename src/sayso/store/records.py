"""What the ledger takes and gives, beyond the model's own classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from sayso.model import Bound, Claim, Counting, Document, EventType, Measure, Reading, SourceKind, Spot, Status, Unit
from sayso.model.edits import Edits

WaitOrder = Literal["doubt", "field", "reach", "recent"]
Outcome = Literal["new", "version", "reread", "known"]


class ReadBy(NamedTuple):
    """What read a document: sayso's version, the language model, the rulebook's fingerprint."""

    version: str
    model: str
    rulebook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of a reading that was added.

    ``document``: its id. ``outcome``: ``new``; ``version``, an edited article that joins its older versions;
    ``reread``, a known document read anew; ``known``, nothing changed. ``current``: whether its claims are the ones
    listed now (not so when a later version is known). ``superseded``: ids of documents whose claims are listed no
    longer. ``unsettled``: ids of tellings that were linked to, or in one incident with, tellings that are gone now.
    """

    document: str
    outcome: Outcome
    current: bool
    claims: int
    superseded: tuple[str, ...] = ()
    unsettled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Something that could not be read. ``locator``: file and record; ``at``: when first, in UTC."""

    locator: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a document: its id, its number from 1, whether it is the one listed, when it was added."""

    document: str
    number: int
    current: bool
    added: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A reading as the ledger keeps it: what read it and when; ``current`` when its claims are listed."""

    read_by: ReadBy
    current: bool
    at: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A claim as people left it, with its document and what read it.

    ``read``: as the machine read it; ``edits``: field to the value (JSON text) that a person last set it to, and that
    stands in ``claim``. ``added_by``: who added it, where the machine did not read it.
    ``credibility``: the grade, 1 to 6, that a person gave it last (``model.grades``). ``day``: the day it is listed
    under, the last on which it can have happened. ``current``: it is of the reading and version listed now.
    ``rejected``: a person rejected it. ``incident``: the id of its incident, if any.
    """

    claim: Claim
    read: Claim
    document: Document
    read_by: ReadBy
    day: date | None
    current: bool = True
    rejected: bool = False
    incident: str | None = None
    edits: Edits = ()
    added_by: str | None = None
    credibility: str | None = None

    @property
    def reading(self) -> Reading:
        """The claim as the only one of a reading, as the exports take it."""
        return Reading(
            document=self.document, claims=(self.claim,), model=self.read_by.model, rulebook=self.read_by.rulebook
        )

    @property
    def words(self) -> str:
        """The words of its sentence."""
        return self.document.text[self.claim.sentence.start : self.claim.sentence.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source with how many claims name it; ``id``, ``kind`` and ``side`` as in Source."""

    name: str
    id: str | None
    kind: SourceKind
    side: str | None
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure of one claim. ``sources``: the chain, closest to the event first; empty in the report's own voice.

    ``said``: the day it was said, else that of publication; ``day``: the day of what is counted.
    """

    claim: str
    document: str
    outlet: str | None
    type: EventType
    status: Status
    measure: Measure
    unit: Unit
    low: float | None
    high: float | None
    bound: Bound
    counting: Counting
    part: bool
    day: date | None
    said: date | None
    place: str | None
    sources: tuple[str, ...]


def figures_of(listed: Listed, measure: Measure | None = None) -> Iterator[FigureRow]:
    """The figures of a claim, of this measure alone where one is given."""
    claim, document, by = listed.claim, listed.document, listed.claim.attribution
    said = by and (by.said_latest or by.said_earliest)
    for figure in claim.figures:
        if measure in (None, figure.measure):
            yield FigureRow(
                claim=claim.id, document=document.id, outlet=document.outlet, type=claim.type, status=claim.status,
                measure=figure.measure, unit=figure.unit, low=figure.low, high=figure.high, bound=figure.bound,
                counting=figure.counting, part=figure.part, day=listed.day, said=said or document.published,
                place=claim.place.place.name if claim.place else None,
                sources=tuple(source.name for source in claim.sources),
            )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document in short. ``file``: the name of its file, without folders, and which part of it."""

    id: str
    title: str | None
    file: str | None
    outlet: str | None
    url: str | None
    language: str | None
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where words were found. ``id``: of the document, or of the claim whose sentence it is; ``row``: its document.

    ``text``: the title, or a stretch of the report that begins at the offset ``start``. ``marks``: the stretches of it
    that were looked for, as half-open ranges, in order.
    """

    id: str
    row: DocumentRow
    in_title: bool
    text: str
    start: int
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The figure that tells an incident in short: the lowest and highest of the latest figures of each source.

    ``low`` or ``high`` None: open on that side. ``bound``: ``exact`` only where both are one number.
    """

    measure: Measure
    unit: Unit
    counting: Counting
    low: float | None
    high: float | None
    bound: Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What the claims of an incident come to, set against each other.

    ``origins``: independent ones. ``asserted`` to ``planned``: claims by status. ``headline``: None where no claim has
    a figure. ``differs``: some claims cannot both hold, in a field, a figure, or by a denial.
    """

    origins: int
    asserted: int
    denied: int
    uncertain: int
    planned: int
    headline: Headline | None
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """An incident in short: its days, its most frequent type and place, how many claims and documents."""

    id: str
    first: date | None
    last: date | None
    type: EventType
    place: str | None
    country: str | None
    claims: int
    documents: int


class Waits(NamedTuple):
    """A claim that waits for a verdict: its id, its confidence, how many documents tell of its incident."""

    claim: str
    confidence: float
    documents: int


class PlaceNamed(NamedTuple):
    """A place of claims: its name, its gazetteer id if it has one, where it lies, how finely it is known."""

    name: str
    id: str | None
    country: str | None
    admin1: str | None
    precision: str


class ActorNamed(NamedTuple):
    """An actor or target of claims: its name, ``id`` and ``side`` as in ActorMention."""

    name: str
    id: str | None
    side: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentShown:
    """An incident as a list shows it. ``spot``: its place, None where no claim tells; ``gist``: None where it was not
    made yet (in a ledger of an older sayso)."""

    row: IncidentRow
    spot: Spot | None
    gist: Gist | None

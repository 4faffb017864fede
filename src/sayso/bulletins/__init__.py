"""Bulletins: claims from lines with labels and from tables, the second producer beside the rules.

"Number of injured: 31" under "Brought to the hospitals of El Fasher in the past 48 hours:" tells a toll as a sentence
does. The label gives type and measure (``labels.csv``), the headings above it place and time, and a heading with
"since" makes its numbers running totals. In a table the head of a column is the label and the first cell the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from sayso.bulletins.lines import Cell, Labels, Line, cells_of, labelled, number_of
from sayso.extract import Proposal
from sayso.lang import lexicon
from sayso.mentions.places import Places
from sayso.model import Counting, Figure, PlaceMention, Reading, Sentence, Span, TimeMention
from sayso.model.claims import When
from sayso.rules.words import LabelRow
from sayso.stage import Resources

__all__ = ["BulletinProducer"]

WORDS = lexicon("bulletins")
_CONFIDENCE = 0.7
_COLUMNS = 2
M = TypeVar("M", bound=Span)
_WHOM = frozenset({"civilians", "children", "women", "soldiers", "households"})


@dataclass(slots=True)
class _Heading:
    """What the lines above say of those below.

    ``running``: their numbers run on from a beginning; ``columns``: the heads of a table; ``placed``, ``dated``: which
    of them heads places, and days.
    """

    place: PlaceMention | None = None
    time: When | None = None
    running: bool = False
    placed: int | None = None
    dated: int | None = None
    columns: list[tuple[LabelRow, bool] | None] = field(default_factory=list)


class BulletinProducer:
    """Proposes a claim for each labelled number and for each row of a table. Built once."""

    name = "bulletins"

    def __init__(self, resources: Resources) -> None:
        self._labels = Labels(resources.rulebook)
        self._resources = resources

    @cached_property
    def _places(self) -> Places:
        """Resolves the names in a column of places; made when the first table asks for it."""
        return Places(self._resources)

    def __call__(self, reading: Reading) -> list[Proposal]:
        """The proposals of a reading, in text order."""
        found: list[Proposal] = []
        heading = _Heading()
        for _, group in groupby(reading.sentences, key=lambda s: s.block):
            sentences = list(group)
            row = self._row(sentences, reading, heading)
            if row is not None:
                found += row
                continue
            heading.columns = []
            block = Span(start=sentences[0].start, end=sentences[-1].end)
            lines = list(labelled(block, reading, self._labels))
            _read_heading(sentences, lines, reading, heading)
            found += [self._proposal([line], _above(line, sentences, reading, heading), reading) for line in lines]
        return found

    def _row(self, sentences: Sequence[Sentence], reading: Reading, heading: _Heading) -> list[Proposal] | None:
        """The proposals of a table's row (none for its head); None for a block that is no row."""
        block = Span(start=sentences[0].start, end=sentences[-1].end)
        cells = cells_of(block, reading)
        if len(cells) < _COLUMNS:
            return None
        heads = [self._labels.find(cell.text, column=True) for cell in cells]
        if any(heads[1:]) and not any(number_of(cell.text) is not None for cell in cells):
            heading.columns = list(heads)
            heading.placed, heading.dated = (
                next((n for n, cell in enumerate(cells) if cell.text.lower() in WORDS[f"table.{kind}"]), None)
                for kind in ("places", "days")
            )
            return []
        if len(heading.columns) != len(cells):
            return None
        lines = list(_cells(cells, heading.columns))
        summed = cells[0].text.lower() in WORDS["table.sum"]
        named = cells[heading.placed or 0]
        place = None if summed else _covering(named, reading.places)
        if place is None and heading.placed is not None and not summed:
            place, *_ = self._places.resolve(reading, [named, *reading.places])
        day = None if summed or heading.dated is None else _covering(cells[heading.dated], reading.times)
        time = _when(day, False, reading) if day else heading.time
        here = _Heading(place=place or (heading.place if summed else None), time=time, running=heading.running)
        kinds = groupby(lines, key=lambda line: line.row.type)
        return [self._proposal(list(group), here, reading, cells[0]) for _, group in kinds]

    def _proposal(
        self, lines: list[Line], heading: _Heading, reading: Reading, trigger: Span | None = None
    ) -> Proposal:
        first = lines[0]
        figures = tuple(f for line in lines for f in _figures(line, heading, reading))
        label = trigger or first.label
        return Proposal(
            producer=self.name,
            type=first.row.type,
            status="asserted",
            trigger=Span(start=label.start, end=label.end),
            confidence=_CONFIDENCE,
            why=first.row.rule,
            place=heading.place,
            time=heading.time,
            figures=figures,
        )


def _cells(cells: Sequence[Cell], columns: Sequence[tuple[LabelRow, bool] | None]) -> Iterator[Line]:
    """The numbers of a row under heads that are labels; a zero tells nothing."""
    for cell, head in zip(cells, columns, strict=True):
        value = number_of(cell.text)
        if head is not None and value:
            span = Span(start=cell.start, end=cell.end)
            yield Line(head[0], span, span, value, head[1])


def _figures(line: Line, heading: _Heading, reading: Reading) -> Iterator[Figure]:
    """The figures of a line; of people, the noun behind the number says of which: "Killed: 2 civilians", and others may
    follow: "Killed: 5 soldiers, 3 civilians", "Wounded: 61, of them 19 children"."""
    counting: Counting = "total" if line.running or heading.running else "new"
    count = _covering(line.number, reading.counts) if line.row.unit == "people" else None
    unit = count.unit if count is not None and count.unit in _WHOM else line.row.unit
    more = reading.document.text[line.number.end : line.number.end + 1] == "+"  # "Houses burned: 40+"
    first = Figure(
        start=line.number.start, end=line.number.end, measure=line.row.measure, unit=unit, low=line.value,
        high=None if more else line.value, bound="at-least" if more else "exact", counting=counting,
    )  # fmt: skip
    yield first
    end, text = count.end if count else line.number.end, reading.document.text
    for other in reading.counts if line.row.unit == "people" else ():
        between = text[end : other.start].lower().strip(" ,(").removeprefix("and").strip()
        if other.start < end or other.unit not in _WHOM or between not in WORDS["further"] | {""}:
            continue
        told = replace(first, start=other.start, end=other.end, low=other.low, high=other.high, bound=other.bound)
        yield replace(told, unit=other.unit, part=other.part_of is not None or bool(between))
        end = other.end


def _above(line: Line, sentences: Sequence[Sentence], reading: Reading, heading: _Heading) -> _Heading:
    """The heading within the line's own paragraph: "Toll for Monday: dead - 4. Since 3 May: dead - 19.", or in its own
    label: "Dead since 3 May: 19"."""
    sentence = next((s for s in sentences if s.start <= line.label.start < s.end), sentences[0])
    dated = [t for t in reading.times if sentence.start <= t.start < line.label.end and (t.earliest or t.latest)]
    today = any(t.earliest == reading.document.published for t in dated)  # "Dead since dawn: 7"
    own = not today and bool(set(reading.text(line.label).lower().split()) & WORDS["heading.running"])
    end = line.label.end if own else line.label.start
    told = [t for t in dated if t.start < end]
    running = bool({t.lower for t in sentence.tokens if t.end <= end} & WORDS["heading.running"])
    if (sentence == sentences[0] and not own) or not (told or running):
        return heading
    return replace(heading, time=_when(told[0], running, reading) if told else None, running=running)


def _read_heading(sentences: Sequence[Sentence], lines: Sequence[Line], reading: Reading, heading: _Heading) -> None:
    """Take from a line what it says of those below: a place, a time, that numbers run on.

    A line with a labelled number says it only of itself and of what follows in its paragraph.
    """
    block = Span(start=sentences[0].start, end=sentences[-1].end)
    times = [t for t in reading.times if block.start <= t.start < block.end and (t.earliest or t.latest)]
    places = [p for p in reading.places if block.start <= p.start < block.end]
    if places:
        first = lines[0].label.start if lines else block.end
        heading.place = next((p for p in reversed(places) if p.start < first), places[0]) if lines else places[0]
    if times and not lines:
        words = {t.lower for s in sentences for t in s.tokens}
        today = times[0].earliest == times[0].latest == reading.document.published
        if today and heading.time and heading.time.latest == heading.time.earliest and not heading.running:
            return  # "Brought in today" is of the bulletin's own day
        heading.running = bool(words & WORDS["heading.running"])
        heading.time = _when(times[0], heading.running, reading)
    elif times and heading.time is None:
        heading.time = _when(times[0], False, reading)


def _when(mention: TimeMention, running: bool, reading: Reading) -> When:
    latest = reading.document.published if running or mention.sense == "since" else mention.latest
    return When(earliest=mention.earliest, latest=latest, mention=mention)


def _covering(span: Span, mentions: Sequence[M]) -> M | None:
    return next((m for m in mentions if m.start < span.end and span.start < m.end), None)

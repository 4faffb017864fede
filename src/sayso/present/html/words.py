"""The report's text with the words of its claims marked.

Marks overlap (a figure inside a role, a place inside a source), so the text is cut at every boundary and each piece
carries all marks that cover it, nested; lanes keep their underlines apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sayso.exports.web_annotations import spans_of
from sayso.model import Claim, Reading, Span
from sayso.present.html.safe import running

LEGEND = {
    "trigger": "event",
    "source": "source",
    "cue": "word of saying",
    "role": "who and whom",
    "figure": "figure",
    "place": "place",
    "time": "time",
}
"""Kind of mark to what it is called on the page."""
_LANES = 4
_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:[^\S\n]*\n[^\S\n]*\S(?:.*\S)?)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Span):
    """A marked stretch. ``claims``: numbers (from 1) of the claims that it belongs to; ``lane``: of its underline."""

    kind: str
    claims: tuple[int, ...]
    lane: int = 0


def words(
    reading: Reading, key: str, *, placed: bool = False, shown: range | None = None, link: Callable[[int], str] = str
) -> str:
    """The text as paragraphs; ``key`` starts every element id, so that several reports can share a page.

    ``placed``: with the offsets of each mark (``data-at``) and of each piece of text (``data-o``), for scripts.
    ``shown``: the numbers of the claims whose cards are on the page; of the others only the words that name the event
    are marked, and lead to where ``link`` says that the claim of a number is shown.
    """
    found: list[str] = []
    pen = _Pen(reading, key, placed, shown, link)
    stretches = list(_ranked(paragraphs(reading)))
    pieces = _pieces(reading, [paragraph for _, paragraph in stretches], shown)
    for kind, paragraph in stretches:
        inner = "".join(pen.piece(span, marks) for span, marks in pieces[paragraph.start])
        label = "" if kind == "body" else f'<span class="kind">{kind}</span>'
        name = "below" if kind == BELOW else kind
        found.append(f'<p class="block {name}" dir="auto">{label}{inner}</p>')
    return "\n".join(found)


BELOW = "below the headline"
"""What a line is called that stands as a headline and is none: it follows one before the text begins, such as the name
of the outlet, a series, a note of correction."""


def _ranked(found: Iterable[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """The paragraphs with their kinds, of the headlines before the text begins only the first as such."""
    headed = begun = False
    for kind, span in found:
        begun = begun or kind == "body"
        yield (BELOW if kind == "headline" and headed and not begun else kind), span
        headed = headed or kind == "headline"


def stretch(reading: Reading, part: Span, key: str) -> str:
    """A part of the text with its marks, as content of one element; with the offsets of each mark (``data-at``)."""
    pen = _Pen(reading, key, placed=True)
    return "".join(pen.piece(span, marks) for span, marks in _pieces(reading, [part])[part.start])


def paragraphs(reading: Reading) -> Iterator[tuple[str, Span]]:
    """All of the text but white space, in order and without overlap, each paragraph with its block's kind."""
    text, done = reading.document.text, 0
    stretches: list[tuple[str, int, int]] = []
    for block in sorted(reading.blocks, key=lambda b: (b.start, b.end)):
        start, end = max(block.start, done), min(block.end, len(text))
        if start >= end:
            continue
        stretches += [("body", done, start), (block.kind, start, end)]
        done = end
    for kind, start, end in [*stretches, ("body", done, len(text))]:
        for found in _PARAGRAPH.finditer(text, start, end):
            yield kind, Span(start=found.start(), end=found.end())


def marks_of(reading: Reading, shown: range | None = None) -> list[Mark]:
    """Every marked stretch once, in text order, outer before inner; of claims not ``shown`` only the event's words."""
    size = len(reading.document.text)
    owners: dict[tuple[int, int, str], list[int]] = {}
    for number, claim in enumerate(reading.claims, 1):
        here = shown is None or number in shown
        for kind, span in _spans(claim) if here else (("trigger", claim.trigger),):
            start, end = max(span.start, 0), min(span.end, size)
            numbers = owners.setdefault((start, end, kind), [])
            if start < end and number not in numbers:
                numbers.append(number)
    order = sorted((key for key, numbers in owners.items() if numbers), key=lambda k: (k[0], -k[1], k[2]))
    active: list[Mark] = []
    found: list[Mark] = []
    for start, end, kind in order:
        active = [mark for mark in active if mark.end > start]
        taken = {mark.lane for mark in active}
        free = next((lane for lane in range(_LANES) if lane not in taken), _LANES - 1)
        mark = Mark(start=start, end=end, kind=kind, claims=tuple(owners[start, end, kind]), lane=free)
        found.append(mark)
        if kind not in ("sentence", "trigger"):
            active.append(mark)
    return found


def _spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    for name, span in spans_of(claim):
        yield ("role" if name in ("actor", "target") else name), span


def _pieces(
    reading: Reading, stretches: Iterable[Span], shown: range | None = None
) -> dict[int, list[tuple[Span, list[Mark]]]]:
    """Start of each stretch, which are in text order, to its pieces, each with the marks that cover it."""
    marks = marks_of(reading, shown)
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    found: dict[int, list[tuple[Span, list[Mark]]]] = {}
    active: list[Mark] = []
    next_mark = next_edge = 0
    for paragraph in stretches:
        pieces = found.setdefault(paragraph.start, [])
        start = paragraph.start
        while start < paragraph.end:
            while next_mark < len(marks) and marks[next_mark].start <= start:
                active.append(marks[next_mark])
                next_mark += 1
            active = [mark for mark in active if mark.end > start]
            while next_edge < len(edges) and edges[next_edge] <= start:
                next_edge += 1
            end = min(edges[next_edge], paragraph.end) if next_edge < len(edges) else paragraph.end
            pieces.append((Span(start=start, end=end), list(active)))
            start = end
    return found


class _Pen:
    """Writes pieces of a report's text as mark-up; the first piece of each claim's trigger carries its id."""

    def __init__(
        self, reading: Reading, key: str, placed: bool, shown: range | None = None, link: Callable[[int], str] = str
    ) -> None:
        self._reading, self._key, self._placed = reading, key, placed
        self._shown, self._link = shown, link
        self._seen: set[int] = set()

    def piece(self, span: Span, marks: list[Mark]) -> str:
        """One piece with all marks that cover it."""
        shown = running(self._reading.text(span))
        if self._placed:
            shown = f'<span data-o="{span.start}">{shown}</span>'
        triggers = [mark for mark in marks if mark.kind == "trigger"]
        if triggers:
            shown += _numbers({n for mark in triggers if mark.end == span.end for n in mark.claims})
            shown = self._trigger(shown, triggers)
        for mark in reversed([m for m in marks if m.kind != "trigger"]):
            lane = "" if mark.kind == "sentence" else f" l{mark.lane}"
            where = f'{self._at([mark])} data-c="{self._claims(mark.claims)}"'
            shown = f'<span class="m {mark.kind}{lane}"{where}>{shown}</span>'
        return shown

    def _trigger(self, shown: str, triggers: list[Mark]) -> str:
        """A link from the event's word to its card."""
        numbers = sorted({n for mark in triggers for n in mark.claims})
        new = [n for n in numbers if n not in self._seen]
        self._seen.update(new)
        own = f' id="{self._key}w{new[0]}"' if new else ' tabindex="-1"'
        more = "".join(f'<span id="{self._key}w{n}"></span>' for n in new[1:])
        here = [n for n in numbers if self._shown is None or n in self._shown]
        href = f"#{self._key}c{here[0]}" if here else self._link(numbers[0])
        where = f'href="{href}"{self._at(triggers)} data-c="{self._claims(here)}"'
        return f'<a class="m trigger"{own} {where}>{more}{shown}</a>'

    def _at(self, marks: list[Mark]) -> str:
        """Where the marks stand, for scripts."""
        return f' data-at="{" ".join(f"{m.start}-{m.end}" for m in marks)}"' if self._placed else ""

    def _claims(self, numbers: Iterable[int]) -> str:
        return " ".join(f"{self._key}c{n}" for n in numbers)


def _numbers(ending: set[int]) -> str:
    """The numbers of the claims whose trigger ends here."""
    return f'<sup aria-hidden="true">{",".join(map(str, sorted(ending)))}</sup>' if ending else ""

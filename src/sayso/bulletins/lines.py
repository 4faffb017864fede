"""Lines: "Number of injured: 31", in a list or one after the other in a paragraph, and the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.lang import lexicon
from sayso.model import PERSONS, Reading, Span
from sayso.rules import Rulebook
from sayso.rules.units import UnitRow
from sayso.rules.words import LabelRow

__all__ = ["Cell", "Labels", "Line", "cells_of", "labelled"]

WORDS = lexicon("bulletins")
_FILLERS = WORDS.row("label.fillers")
_QUALIFIED = re.compile(rf" (?:{'|'.join(WORDS.row('label.qualifying'))})\b")
_LABELLED = re.compile(
    r"(?P<label>[^\W\d_][^:;.|\n]{1,60}?)\s*(?::|=|\||\t|\s[–—-])\s*(?P<number>\d[\d,.]*(?<=\d))(?![\w%/:]|[.,]\d)"
)
_TELLS = re.compile(r"(?::|=|\||\t|\s[–—-])\s*\d").search
"""Whether there may be a labelled number at all, which nearly no paragraph has."""
_PAIR = r"[^\W\d_](?:[^\W\d_]| ){2,30} \d[\d,.]*(?<=\d)"
_STRUNG = re.compile(rf"(?:^|:\s+){_PAIR}(?:(?:,|;|,? and| ?[|/•·]) {_PAIR})+(?=\s*(?:[.;]|$))", re.M)
"""Labels with their numbers behind a heading or as a line: "Last 48 hours: martyrs 14, injuries 39.", "Dead 3 | Hurt 9"
"""
_PAIRED = re.compile(r"(?P<label>[^\W\d_](?:[^\W\d_]| ){2,30}?) (?P<number>\d[\d,.]*(?<=\d))")
_MARKS = "".join(sorted(set(" ,;•*–—-·>#")))
_DASH = re.compile(r".*\s[–—-]\s+")
_SEPARATOR = re.compile(r"\s*[|\t;]\s*| {2,}")
_DASHES = re.compile(r"\s+[–—-]+\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A label with its number. ``label``/``number``: where they stand; ``running``: the label says "total"."""

    row: LabelRow
    label: Span
    number: Span
    value: float
    running: bool


@dataclass(frozen=True, slots=True)
class Cell(Span):
    """One cell of a table's row, without white space around it."""

    text: str


class Labels:
    """The labels of the rulebook, looked up by their words."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rows = {word: row for row in rulebook.rows(LabelRow) for word in row.words}
        people = (row for row in rulebook.rows(UnitRow) if row.unit in PERSONS)
        self._people = {word: row.unit for row in people for word in row.words}

    def find(self, words: str, *, column: bool = False) -> tuple[LabelRow, bool] | None:
        """The row of a label and whether it says that it is a total; None for what is no label.

        ``column``: the label heads a column.
        """
        plain = re.sub(r"\([^)]*\)", "", words.lower()).strip(_MARKS)
        running = False
        for filler in _FILLERS:
            if plain.startswith(f"{filler} ") or plain.endswith(f" {filler}"):
                plain = plain.removeprefix(f"{filler} ").removesuffix(f" {filler}").strip()
                running = running or filler in WORDS["label.totals"]
        if plain.endswith(WORDS.row("label.saying")):
            return None  # "1,388 casualties in July, the mission said: 286 dead"
        plain = plain if plain in self._rows else _QUALIFIED.split(plain)[0].strip()
        row = self._rows.get(plain) or self._suffered(plain)
        return (row, running) if row is not None and (column or not row.column) else None

    def _suffered(self, plain: str) -> LabelRow | None:
        """ "Health workers killed": people, and what befell them."""
        who, _, what = plain.rpartition(" ")
        row = self._rows.get(what)
        unit = self._people.get(who.removesuffix("s")) or self._people.get(who)
        return replace(row, unit=unit) if row and unit and row.unit in PERSONS else None


def number_of(text: str) -> float | None:
    """The value of a number in digits, thousands separated or not."""
    plain = re.sub(r"[\s\u202f\u00a0]|,(?=\d{2,3}(?:\D|$))", "", text)
    try:
        return float(plain)
    except ValueError:
        return None


def labelled(block: Span, reading: Reading, labels: Labels) -> Iterator[Line]:
    """The labelled numbers of a block, in a line of their own or strung together ("Killed: 41. Injured: 77")."""
    text = reading.text(block)
    for match in (*(_LABELLED.finditer(text) if _TELLS(text) else ()), *_strung(text)):
        words = match["label"].removeprefix("and ")
        offset = len(words) - len(words.lstrip(_MARKS))
        found = labels.find(words[offset:])
        if found is None and (dash := _DASH.search(words)):  # "Since 3 May – dead: 12"
            offset = dash.end()
            found = labels.find(words[offset:])
        value = number_of(match["number"])
        if found is None or value is None:
            continue
        start = block.start + match.start("label") + offset
        label = Span(start=start, end=block.start + match.end("label"))
        number = Span(start=block.start + match.start("number"), end=block.start + match.end("number"))
        yield Line(found[0], label, number, value, found[1])


def _strung(text: str) -> Iterator[re.Match[str]]:
    """The labels and numbers of a list behind a heading; not behind one that says that they run on, whose beginning
    is another than that of the numbers beside it."""
    for whole in _STRUNG.finditer(text):
        heading = text[text.rfind(". ", 0, whole.start()) + 1 : whole.start()].lower().split()
        if not WORDS["heading.running"] & set(heading):
            yield from _PAIRED.finditer(text, *whole.span())


def cells_of(line: Span, reading: Reading) -> list[Cell]:
    """The cells of a table's row; one cell where the line is none."""
    text, cells, start = reading.text(line), [], 0
    marks = list(_SEPARATOR.finditer(text)) or list(_DASHES.finditer(text))
    marks = marks if len(marks) > 1 or _SEPARATOR.search(text) else []
    for match in (*marks, None):
        end = match.start() if match else len(text)
        words = text[start:end]
        lead = len(words) - len(words.lstrip())
        begin = line.start + start + lead
        if words.strip():
            cells.append(Cell(start=begin, end=begin + len(words.strip()), text=words.strip()))
        start = match.end() if match else end
    return cells

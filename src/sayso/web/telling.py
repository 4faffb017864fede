"""Claims, figures and places in words, as templates take them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from markupsafe import Markup

from sayso import wording
from sayso.model import Bound, Counting, Document, Figure, Measure, Series, Unit
from sayso.model.geo import kilometres
from sayso.present.citing import disputed_words
from sayso.present.html import cards
from sayso.present.html.safe import inline
from sayso.present.ledger import chain_of
from sayso.present.listing import range_words
from sayso.service.comparing import Case
from sayso.service.overview import Cell
from sayso.store.records import Found, Headline, Listed

_LEAST_KM = 5


def amount(low: float | None, high: float | None, bound: Bound, measure: Measure, unit: Unit,
           counting: Counting = "new", part: bool = False) -> str:  # fmt: skip
    """A figure in words: ``at least 12 people killed``."""
    return wording.figure_words(
        Figure(
            start=0, end=0, measure=measure, unit=unit, low=low, high=high, bound=bound, counting=counting, part=part
        )
    )


def headline(told: Headline) -> str:
    """The figure that tells an incident in short, in words."""
    return amount(told.low, told.high, told.bound, told.measure, told.unit, told.counting)


def sentence(listed: Listed) -> Markup:
    """A claim's sentence, with the word that tells the event in bold."""
    return Markup(cards.sentence(listed.claim, listed.reading))  # escaped there


def chain(listed: Listed) -> Markup:
    """Who says it, from the source closest to the event to the outlet."""
    return arrows(chain_of(listed))


def arrows(names: Iterable[str]) -> Markup:
    """Names in a row, each carried by the next."""
    return Markup(' <span class="arrow">→</span> ').join(Markup(inline(n)) for n in names)


def outlet_of(document: Document) -> str:
    """What a report is called in short: its outlet, else its title in quotation marks."""
    return document.outlet or f"“{wording.title_words(document)}”"


def marked(found: Found) -> Markup:
    """Words found, with those that were looked for marked."""
    shown, at = Markup(""), 0
    for start, end in found.marks:
        shown += Markup("{}<mark>{}</mark>").format(*map(_seen, (found.text[at:start], found.text[start:end])))
        at = end
    return shown + _seen(found.text[at:])


def apart(text: str, other: str) -> Markup:
    """A text with the words marked that the other has not, where it has some of them; else as it is."""
    words, others = re.findall(r"\S+", text), re.findall(r"\S+", other)
    same = SequenceMatcher(None, words, others, autojunk=False)
    if not same.find_longest_match().size:
        return Markup(inline(text))
    shown = Markup("")
    for step, start, end, *_ in same.get_opcodes():
        if told := " ".join(words[start:end]):
            shown += Markup("{}" if step == "equal" else "<mark>{}</mark>").format(_seen(told)) + " "
    return Markup("<bdi>{}</bdi>").format(shown.rstrip())


def _seen(text: str) -> str:
    """A stretch of text with nothing in it that a reader cannot see, the spaces at its ends kept."""
    return wording.show_hidden(" ".join(re.split(r"\s+", text)))


def in_order(case: Case, claims: Iterable[str]) -> list[str]:
    """Those of these claims (ids) that stand in the comparison, by their number."""
    return sorted((claim for claim in claims if claim in case.numbers), key=case.numbers.__getitem__)


def span(series: Series) -> str:
    """The lowest to the highest of the latest figures of all sources: ``12–15``, ``400 or more``; empty if none."""
    held = [point for point in series.points if point.move != "denied"]
    if series.low is None or not held:
        return ""
    low = series.low if any(point.low is not None for point in held) else None
    high = series.high if any(point.high is not None for point in held) else None
    return range_words(low, high, "exact")


def circle(cell: Cell) -> str:
    """The circle, as a filter's ``near`` takes it, that holds a cell of the map."""
    west, south, east, north = cell.bounds
    km = max(kilometres(cell.lat, cell.lon, lat, lon) for lat in (south, north) for lon in (west, east))
    return f"{cell.lat:.4f},{cell.lon:.4f},{max(_LEAST_KM, round(km + 1))}"


HELPERS: dict[str, Any] = {
    "amount": amount, "headline": headline, "sentence": sentence, "chain": chain, "arrows": arrows, "circle": circle,
    "disputed": disputed_words, "marked": marked, "apart": apart,
    "in_order": in_order, "outlet_of": outlet_of, "span": span, "bounds": range_words,
}  # fmt: skip
"""What templates call, by name."""

"""Table: a reading for a person at a terminal; one block per claim, led by who says it.

Colours and other emphasis only where the stream is a terminal that has them (``NO_COLOR`` is obeyed); what they say,
words and signs say as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from sayso import wording
from sayso.model import Claim, Reading, Span, Status

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDEST = 100
"""Columns beyond which a line of text reads badly."""
_COLOURS: dict[Status, str] = {"asserted": "green", "denied": "red", "uncertain": "yellow", "planned": "blue"}


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write each reading under its own header; what the stream cannot encode becomes ``?``."""
    from rich.console import Console

    console = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=False)
    console.width = min(console.width, WIDEST)
    encoding = getattr(out, "encoding", None) or "utf-8"
    for index, reading in enumerate(readings):
        with console.capture() as captured:
            if index:
                console.print()
            _print_reading(console, reading)
        lines = (line.rstrip() for line in captured.get().splitlines())
        out.write("".join(f"{line}\n" for line in lines).encode(encoding, "replace").decode(encoding))


def _print_reading(console: Console, reading: Reading) -> None:
    from rich.text import Text

    doc = reading.document
    console.print(Text(wording.title_words(doc), style="bold"))
    about = (
        wording.visible(doc.outlet) if doc.outlet else "outlet unknown",
        wording.published_words(doc),
        wording.count_words(len(reading.claims), "claim"),
    )
    console.print(Text(" · ".join(about), style="dim"))
    console.print()
    if not reading.claims:
        console.print(Text("No claims: nothing in this report matched a rule for an event."))
        console.print()
    gutter = len(str(len(reading.claims))) + 2
    for number, claim in enumerate(reading.claims, 1):
        lead = str(number).ljust(gutter)
        for bar, line in _block(claim, reading):
            for part in line.wrap(console, max(console.width - gutter - len(bar), 20)):
                console.print(Text.assemble((lead, "bold"), (bar, "dim"), part), no_wrap=True, overflow="ignore")
                lead = " " * gutter
        console.print()
    console.print(Text(f"{wording.READ_BY_MACHINE} {wording.reader_words(reading)}", style="dim"))


def _block(claim: Claim, reading: Reading) -> Iterator[tuple[str, Text]]:
    """The claim's lines, each with the bar that stands before it: words of the report have one."""
    from rich.text import Text

    mark = wording.STATUS_MARKS[claim.status]
    status = f"{mark} {claim.status.upper()}" if mark else claim.status
    yield "", Text.assemble((status, f"bold {_COLOURS[claim.status]}"), " · ", (wording.what_words(claim), "bold"))
    yield "", _saying(claim, reading)
    place = f"{wording.place_words(claim.place)} ({wording.pin_words(claim.place)})" if claim.place else ""
    time = wording.time_words(claim.time) if claim.time else ""
    if place or time:
        yield "", Text(" · ".join(part for part in (place, time) if part))
    yield "│ ", _sentence(claim, reading)
    word = wording.visible(reading.text(claim.trigger))
    where = f"“{word}” at {_range(claim.trigger)}, sentence {_range(claim.sentence)}, rule {claim.rule}"
    yield "", Text(where, style="dim")


def _saying(claim: Claim, reading: Reading) -> Text:
    from rich.text import Text

    said = Text(f"{wording.saying_words(claim)} ")
    for index, name in enumerate(wording.chain(claim, reading.document)):
        said.append(" → " if index else "").append(name, style="cyan")
    voice = wording.voice_words(claim)
    return said.append(f", {voice}" if voice else "")


def _sentence(claim: Claim, reading: Reading) -> Text:
    """The words of the claim, the trigger set apart where the terminal can."""
    from rich.text import Text

    text, whole, trigger = reading.document.text, claim.sentence, claim.trigger
    if not whole.contains(trigger):
        return Text(wording.visible(reading.text(whole)), style="italic")
    before = _inner(text[whole.start : trigger.start], left=False)
    after = _inner(text[trigger.end : whole.end], left=True)
    word = wording.visible(reading.text(trigger))
    return Text.assemble((before, "italic"), (word, "bold reverse"), (after, "italic"))


def _inner(text: str, *, left: bool) -> str:
    """The text made visible, keeping one space on the side where it meets the trigger."""
    shown, edge = wording.visible(text), text[:1] if left else text[-1:]
    if not edge.isspace():
        return shown
    return f" {shown}" if left else f"{shown} "


def _range(span: Span) -> str:
    return f"{span.start}–{span.end}"

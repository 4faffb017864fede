"""Readings made by hand, so that exports are tested without reading anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from sayso.model import (
    Attribution,
    Block,
    Claim,
    Document,
    Figure,
    Place,
    PlaceMention,
    Reading,
    Role,
    Source,
    Span,
    TimeMention,
    When,
)

TEXT = """Dam road reopened after week of fighting

By Ana Petrov

VELKOV, Tuesday — More than 1,200 people have been evacuated from the Orlan region, the regional rescue service \
said on Monday, according to the Velkov news agency.

“Our units took the bridge at Sorvo and captured 14 soldiers,” General Ilya Marek said. The defence ministry denied \
that any bridge had been lost.

Two to four drones reportedly hit a grain store near Sorvo overnight. Shelling killed up to seven civilians, \
residents say.

The army will send 300 troops to Sorvo in March 2024.
"""
PUBLISHED = date(2024, 2, 20)


def at(words: str, text: str = TEXT, nth: int = 0) -> Span:
    """The span of the nth occurrence of these words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start=start, end=start + len(words))


def _pos(words: str, text: str = TEXT, nth: int = 0) -> dict[str, int]:
    span = at(words, text, nth)
    return {"start": span.start, "end": span.end}


def document(text: str = TEXT, **changes: Any) -> Document:
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    base = Document(id=digest[:12], text=text, text_sha256=digest)
    return replace(base, **changes)


def blocks(text: str = TEXT) -> tuple[Block, ...]:
    """Paragraphs as blocks: the first a headline, the second a byline, the rest body."""
    found, start = [], 0
    for index, paragraph in enumerate(text.split("\n\n")):
        kind = ("headline", "byline")[index] if index < 2 else "body"
        length = len(paragraph.rstrip("\n"))
        found.append(Block(start=start, end=start + length, kind=kind))  # type: ignore[arg-type]
        start += len(paragraph) + 2
    return tuple(found)


def place(words: str, nth: int = 0, **changes: Any) -> PlaceMention:
    base = Place(name=words, id="geonames:1", country="XK", admin1="Orlan", lat=41.5, lon=21.0, precision="point")
    return PlaceMention(**_pos(words, nth=nth), text=words, rule="gazetteer/1", place=replace(base, **changes))


def when(words: str, earliest: date | None, latest: date | None, grain: Any = "day", nth: int = 0) -> When:
    mention = TimeMention(
        **_pos(words, nth=nth),
        text=words,
        rule="times/x",
        kind="date",
        value="",
        earliest=earliest,
        latest=latest,
        grain=grain,
    )
    return When(earliest=earliest, latest=latest, mention=mention)


def source(words: str, name: str | None = None, kind: Any = "authority", side: str | None = None) -> Source:
    return Source(**_pos(words), name=name or words, id=None, kind=kind, side=side)


def role(words: str, name: str | None = None, id: str | None = None, nth: int = 0) -> Role:
    return Role(**_pos(words, nth=nth), name=name or words, id=id)


def claim(type: Any, trigger: str, sentence: str, **changes: Any) -> Claim:
    """A bare claim in the report's own voice; ``changes`` fill it."""
    base = Claim(
        id=sha256(f"{type}{trigger}".encode()).hexdigest()[:12],
        type=type,
        status="asserted",
        trigger=at(trigger),
        sentence=at(sentence),
        actors=(),
        targets=(),
        place=None,
        time=None,
        figures=(),
        attribution=None,
        confidence=0.8,
        rule=f"{type}/{trigger.split()[0]}",
    )
    return replace(base, **changes)


def evacuation() -> Claim:
    """Overlapping role and figure, a chain of two sources, an open figure, a time open to one side."""
    sentence = TEXT[TEXT.index("More than 1,200") : TEXT.index("\n\n“Our")]
    return claim(
        "evacuation",
        "evacuated",
        sentence,
        targets=(role("More than 1,200 people", "people"),),
        place=place("Orlan region", name="Orlan Oblast", precision="admin1"),
        time=when("Monday", None, date(2024, 2, 19)),
        figures=(
            Figure(
                **_pos("More than 1,200 people"),
                measure="evacuated",
                unit="people",
                low=1200.0,
                high=None,
                bound="at-least",
            ),
        ),
        attribution=Attribution(
            sources=(
                source("regional rescue service", side="XKX"),
                source("Velkov news agency", "Velkov News", "media", "XKX"),
            ),
            cue=at("said"),
            content=(at("More than 1,200 people have been evacuated from the Orlan region"),),
            voice="indirect",
            stance="asserts",
            rule="cues/say",
            said_earliest=date(2024, 2, 19),
            said_latest=date(2024, 2, 19),
        ),
        confidence=0.9,
    )


def _general() -> Attribution:
    return Attribution(
        sources=(source("General Ilya Marek", "Ilya Marek", "military", "XKX"),),
        cue=at("said", nth=1),
        content=(at("Our units took the bridge at Sorvo and captured 14 soldiers"),),
        voice="quote",
        stance="asserts",
        rule="cues/say",
    )


def claims() -> tuple[Claim, ...]:
    """One claim of every status and voice."""
    quoted = "“Our units took the bridge at Sorvo and captured 14 soldiers,” General Ilya Marek said."
    denied = "The defence ministry denied that any bridge had been lost."
    hit = "Two to four drones reportedly hit a grain store near Sorvo overnight."
    shelled = "Shelling killed up to seven civilians, residents say."
    sent = "The army will send 300 troops to Sorvo in March 2024."
    ministry = Attribution(
        sources=(source("defence ministry", kind="government", side="XKX"),),
        cue=at("denied"),
        content=(at("any bridge had been lost"),),
        voice="indirect",
        stance="denies",
        rule="cues/deny",
    )
    people = Attribution(
        sources=(source("residents", kind="witness"),),
        cue=at("say"),
        content=(at("Shelling killed up to seven civilians"),),
        voice="according-to",
        stance="asserts",
        rule="cues/say",
    )
    return (
        evacuation(),
        claim(
            "capture",
            "took",
            quoted,
            actors=(role("Our units", "units"),),
            place=place("Sorvo"),
            attribution=_general(),
        ),
        claim(
            "casualties",
            "captured",
            quoted,
            figures=(figure("14 soldiers", "captured", "soldiers", 14, 14, "exact"),),
            attribution=_general(),
        ),
        claim("withdraw", "lost", denied, status="denied", attribution=ministry),
        claim(
            "drone-strike",
            "hit",
            hit,
            status="uncertain",
            targets=(role("a grain store", "grain store"),),
            place=place("Sorvo", nth=1, precision="admin2"),
            time=when("overnight", date(2024, 2, 19), date(2024, 2, 20)),
            figures=(figure("Two to four drones", "launched", "drones", 2, 4, "about"),),
        ),
        claim(
            "shelling",
            "Shelling",
            shelled,
            figures=(figure("up to seven civilians", "killed", "civilians", None, 7, "at-most"),),
            attribution=people,
        ),
        claim(
            "deploy",
            "send",
            sent,
            status="planned",
            actors=(role("The army", "army", "XKX-MIL"),),
            place=place("Sorvo", nth=2),
            time=when("March 2024", date(2024, 3, 1), date(2024, 3, 31), "month"),
            figures=(figure("300 troops", "deployed", "soldiers", 300, 300, "exact"),),
        ),
    )


def figure(words: str, measure: Any, unit: Any, low: float | None, high: float | None, bound: Any) -> Figure:
    return Figure(**_pos(words), measure=measure, unit=unit, low=low, high=high, bound=bound)


def reading(**changes: Any) -> Reading:
    """The sample report with its claims; ``changes`` replace fields of the reading."""
    base = Reading(
        document=document(
            title="Dam road reopened after week of fighting",
            outlet="The Velkov Courier",
            published=PUBLISHED,
            published_from="option",
            language="en",
        ),
        blocks=blocks(),
        claims=claims(),
        model="en_core_web_sm",
        rulebook="0123456789ab",
    )
    return replace(base, **changes)


HOSTILE = (
    "<script>window.pwned=1</script><img src=x onerror='window.pwned=1'> killed \u202etnemirepxe\u202c "
    "</script><!-- \x1b[31mred\x1b[0m ]]> \x00 \x9b2J & &lt; {{7*7}} ${x} \u2028 \ud800 end"
)


def hostile() -> Reading:
    """Script, mark-up, bidi and terminal controls, a lone surrogate: in text, title, outlet, names."""
    trigger = at("killed", HOSTILE)
    whole = Span(start=0, end=len(HOSTILE))
    source_ = Source(start=0, end=8, name="</script><script>window.pwned=1</script>", id=None, kind="media", side=None)
    said = Attribution(
        sources=(source_,), cue=None, content=(whole,), voice="quote", stance="asserts", rule="cues/quote"
    )
    bad = Claim(
        id='x" onclick="window.pwned=1',
        type="casualties",
        status="asserted",
        trigger=trigger,
        sentence=whole,
        actors=(Role(start=0, end=8, name="=HYPERLINK(1)", id=None),),
        targets=(Role(start=0, end=8, name="\u202eevil\x1b]0;title\x07", id=None),),
        place=None,
        time=None,
        figures=(),
        attribution=said,
        confidence=0.5,
        rule="casualties/kill",
    )
    return Reading(
        document=document(HOSTILE, title=HOSTILE, outlet="=cmd|' /C calc'!A0", url="javascript:window.pwned=1"),
        claims=(bad,),
        model="m",
        rulebook="r",
    )

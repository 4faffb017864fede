"""Markdown tables of what coded reports were read to: invented and real side by side, broken down, kinds of error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from evaluation.breakdown import SHOWN, Breakdown, Part
from evaluation.confusions import confusion_rows
from evaluation.gate import Pin, held

NAMES = {"corpus": "invented", "real": "real"}
"""What the sets of coded reports are called on the pages."""
LEAST = 20
"""Parts with fewer claims are told in number only."""
_TITLES = {"conflict": "war", "register": "register", "outlet": "outlet"}


def side_by_side(pins: Mapping[str, Pin]) -> str:
    """One column for each set and split of coded reports that is pinned ("corpus/dev", "real/dev"); "" for none."""
    keys = sorted(
        (key for key in pins if key.split("/")[0] in NAMES), key=lambda key: (key.split("/")[1], key.split("/")[0])
    )
    if not keys:
        return ""
    titles = [f"{NAMES[key.split('/')[0]]}, {' '.join(key.split('/')[1:])}" for key in keys]
    names = list(dict.fromkeys(name for key in keys for name in pins[key].scores))
    about = [
        f"{title[:1].upper()}{title[1:]}: {pin.records} reports, data `{pin.hash}`, measured {pin.date}."
        for title, pin in zip(titles, map(pins.__getitem__, keys), strict=True)
    ]
    rows = (
        [f"`{name}`" + ("" if held(name) else " (not held)"), *(_shown(pins[key].scores.get(name)) for key in keys)]
        for name in names
    )
    return "\n".join(about) + "\n\n" + table(["score", *titles], rows)


def parts_table(under: Breakdown, key: str) -> str:
    """The scores by war, register or outlet; parts with few claims in one line."""
    parts = under.parts.get(key, ())
    large = [part for part in parts if part.claims >= LEAST]
    small = [part for part in parts if part.claims < LEAST]
    head = [_TITLES[key], "reports", "claims", *(f"`{name}`" for name in SHOWN)]
    text = table(head, map(_part_row, large))
    if small:
        text += f"\n{len(small)} more with fewer than {LEAST} claims each: {', '.join(part.name for part in small)}.\n"
    return text


def _part_row(part: Part) -> list[str]:
    return [part.name, str(part.reports), str(part.claims), *(_shown(part.scores[name]) for name in SHOWN)]


def types_table(under: Breakdown) -> str:
    """What the claims of each type were read as."""
    rows = (
        [f"`{name}`", *map(str, numbers), others or "–"] for name, *numbers, others in confusion_rows(under.types, 5)
    )
    return table(["type", "coded", "found", "missed", "invented", "read as"], rows)


def errors_table(under: Breakdown, number: int = 20) -> str:
    """The kinds of error that cost most, with the types of the claims they were made in."""
    rows = (
        [str(toll.number), toll.kind, ", ".join(f"{name} {n}" for name, n in toll.types.most_common(4))]
        for toll in under.tolls[:number]
    )
    return table(["errors", "kind", "in claims of type"], rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    return "".join(f"{line}\n" for line in _lines(head, rows))


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"

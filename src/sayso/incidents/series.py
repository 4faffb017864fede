"""Series: how the figures of an incident moved, by source and day; updates told from contradictions.

What is new, running totals, stocks and parts are never set against each other. A later figure by the same source is an
update of its own. Figures of two sources contradict each other when they cannot
both hold: "at least 12" and "15" can, 12 and 15 cannot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sayso.model import Account, Counting, Measure, Move, Point, Series, Sum, Unit
from sayso.model.words import content_words, fold

_Kind = tuple[Measure, Unit, Counting, bool]


def series_of(accounts: Sequence[Account]) -> tuple[Series, ...]:
    """The series of every measure, unit and way of counting that some account gives, in order of name."""
    stated: defaultdict[_Kind, list[tuple[Account, Sum]]] = defaultdict(list)
    for account in accounts:
        for figure in account.figures:
            if figure.low is not None or figure.high is not None:
                stated[figure.measure, figure.unit, figure.counting, figure.part].append((account, figure))
    return tuple(_series(kind, stated[kind]) for kind in sorted(stated))


def _series(kind: _Kind, stated: list[tuple[Account, Sum]]) -> Series:
    measure, unit, counting, part = kind
    stated = sorted(stated, key=lambda s: (_day(s[0]) or date.max, s[0].document, s[0].order, s[0].claim))
    latest: dict[str, tuple[Account, Sum]] = {}
    points = []
    for account, figure in stated:
        source = _speaker(account)
        move = _move(account, figure, latest.get(source), [f for s, (_, f) in latest.items() if s != source])
        points.append(
            Point(
                day=_day(account),
                source=account.teller,
                low=figure.low,
                high=figure.high,
                bound=figure.bound,
                status=account.status,
                claim=account.claim,
                move=move,
            )
        )
        if move not in ("denied", "beside"):
            latest[source] = (account, figure)
    held = [figure for _, figure in latest.values()]
    values = [v for f in held for v in (f.low, f.high) if v is not None]
    return Series(
        measure=measure,
        unit=unit,
        counting=counting,
        part=part,
        points=tuple(points),
        low=min(values, default=None),
        high=max(values, default=None),
        contested=not part and any(contradict(a, b) for n, a in enumerate(held) for b in held[:n]),
    )


def contradict(a: Sum, b: Sum) -> bool:
    """Whether two figures of one thing cannot both hold: their ranges are apart. "About" reaches a tenth either way."""
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    return high_a < low_b or high_b < low_a


def _range(figure: Sum) -> tuple[float, float]:
    slack = 0.1 if figure.bound == "about" else 0.0
    low = figure.low * (1 - slack) if figure.low is not None else float("-inf")
    high = figure.high * (1 + slack) if figure.high is not None else float("inf")
    return low, high


def _move(account: Account, figure: Sum, own: tuple[Account, Sum] | None, others: list[Sum]) -> Move:
    if account.status == "denied":
        return "denied"
    if own is not None:
        if (figure.low, figure.high, figure.bound) == (own[1].low, own[1].high, own[1].bound):
            return "same"
        return "beside" if account.document == own[0].document else "update"
    return "differs" if any(contradict(figure, other) for other in others) else "first"


def _day(account: Account) -> date | None:
    return account.said or account.published


def _speaker(account: Account) -> str:
    """Who gives the figure: a listed id, else the folded name; in own voice the outlet."""
    if not account.sources:
        return f"outlet {account.outlet or account.document}"
    source = account.sources[0]
    return source.id or " ".join(sorted(content_words(source.name))) or fold(source.name)

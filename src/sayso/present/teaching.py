"""What teaching a reader brought, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.service.teaching import Change, HeldOut, Outcome
from sayso.wording import count_words, visible

__all__ = ["outcome_lines", "score_lines"]

_SHOWN = 20


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """What was learned from, and what held-out records say of it."""
    records = outcome.records
    told = ", ".join(f"{number} {verdict}" for verdict, number in records.verdicts.items())
    count, documents = sum(records.verdicts.values()), len(records.documents)
    yield f"{count_words(count, 'record')} of {count_words(documents, 'report')} ({told})"
    if records.undecided:
        yield f"passed over: {count_words(records.undecided, 'claim')} that nobody judged"
    yield from (
        _held_out(outcome.held_out)
        if outcome.held_out
        else ("all records are of one report: nothing could be held out to say what teaching brings",)
    )
    yield f"{outcome.folder}: {outcome.name}, made in {outcome.seconds:.0f} s"
    yield f"read with it: --reader-model {outcome.folder}"


def _held_out(held: HeldOut) -> Iterator[str]:
    yield "On the records themselves, each judged by a reader that was not taught with its report (before → after):"
    yield f"  of {held.wanted} claims that people have, read with type and status: {held.found[0]} → {held.found[1]}"
    yield f"  of {held.unwanted} that they rejected, still read: {held.kept[0]} → {held.kept[1]}"
    yield f"  claims read in all: {held.claims[0]} → {held.claims[1]}"
    for better in (True, False):
        changes = [change for change in held.changes if change.better is better]
        if changes:
            yield f"  {'better' if better else 'worse'}:"
            yield from map(_change, changes[:_SHOWN])
        if len(changes) > _SHOWN:
            yield f"    and {len(changes) - _SHOWN} more (report.json)"
    if not held.better:
        yield "  no more is right than before: these records teach too little to be used; add some, or look at them"


def _change(change: Change) -> str:
    now = {
        (True, True): "now read", (True, False): "no longer read", (False, True): "no longer read",
        (False, False): "now read",
    }[change.wanted, change.better]  # fmt: skip
    wanted = "people have it" if change.wanted else "people rejected it"
    return f"    “{visible(change.words)}” {change.type}: {now} ({wanted}; {change.document})"


def score_lines(scores: Iterable[tuple[str, str, float, float]]) -> Iterator[str]:
    """How the coded reports are read: set, score, before and after."""
    rows = list(scores)
    width = max((len(f"{key} {name}") for key, name, _, _ in rows), default=0)
    for key, name, before, after in rows:
        gained = before - after if name.endswith("_ece") else after - before  # an error is better when it is smaller
        word = "same" if round(after, 3) == round(before, 3) else "better" if gained > 0 else "worse"
        yield f"  {f'{key} {name}':{width}}  {before:.3f} → {after:.3f}  {word}"

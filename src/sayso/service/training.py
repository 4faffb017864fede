"""What people decided in a ledger, as training records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TextIO

from sayso.exports import training
from sayso.exports.forms import Tally
from sayso.exports.training import Judged
from sayso.model import Decision
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed

_KINDS = ("accept", "reject", "edit", "add")


def write_training(
    ledger: Store, filter: Filter, out: TextIO, raw: bool, *, named: bool = False, undecided: bool = False
) -> Tally:
    """A line for each claim that people decided, document by document, in text order.

    ``named``: with the names of who decided; ``undecided``: of all claims.
    """
    tally = Tally(what="record")
    decided: dict[str, list[Decision]] = defaultdict(list)
    for decision in ledger.decisions.of_kind(*_KINDS):
        if decision.field != "note":
            decided[decision.claims[0]].append(decision)
    seen: set[str] = set()
    for listed in _claims(ledger, filter, None if undecided else set(decided)):
        decisions = decided.get(listed.claim.id, [])
        seen.add(listed.claim.id)
        judged = _judged(listed, decisions, named)
        if judged is None:
            tally.left_out["added, then taken back"] += 1
        elif judged.verdict or undecided:
            out.write(training.line(training.record(judged, listed.document)))
            tally.written += 1
    absent = len(set(decided) - seen)
    if absent:
        tally.left_out["not listed, or not of this filter"] += absent
    return tally


def _claims(ledger: Store, filter: Filter, decided: set[str] | None) -> Iterator[Listed]:
    """The claims that match, those that were rejected among them; of these ids, or all."""
    wanted = replace(filter, rejected=True)
    if decided is None:
        for listed in ledger.claims.by_document(wanted):
            yield from sorted(listed, key=_place)
        return
    for document in ledger.claims.documents_of(decided):
        if filter.document in (None, document):
            found = ledger.claims.search(replace(wanted, document=document))
            yield from sorted((one for one in found if one.claim.id in decided), key=_place)


def _place(listed: Listed) -> tuple[int, str]:
    return listed.claim.trigger.start, listed.claim.id


def _judged(listed: Listed, decisions: Sequence[Decision], named: bool) -> Judged | None:
    """What people decided of a claim in the end; None where a person took back what a person added."""
    edited = tuple(field for field, _ in listed.edits if field != "note")
    added = listed.added_by is not None
    if added and listed.rejected:
        return None
    accepted = any(decision.kind == "accept" for decision in decisions)
    verdict = (
        "reject" if listed.rejected else "add" if added else "edit" if edited else "accept" if accepted else None
    )  # fmt: skip
    last = max(decisions, key=lambda decision: decision.at, default=None)
    return Judged(
        claim=listed.claim,
        read=None if added else listed.read,
        verdict=verdict,
        edited=edited,
        reason=last.reason if last else None,
        by=last.by if last and named else None,
        at=last.at.isoformat() if last else None,
        read_by=listed.read_by,
    )

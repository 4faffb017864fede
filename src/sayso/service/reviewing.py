"""Reviewing: decisions that need a look, because what they judge is read otherwise now, or not any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.incidents import bound_by
from sayso.model import Claim, Decision
from sayso.model.edits import makes_sense
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed
from sayso.wording import figure_words

_OF_MERGING = ("type", "place", "time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A decision that needs a look, at one of its claims. ``why``: for people; ``here``: what stands at its words now.

    A later decision about the same, or ``undo``, takes it off the list.
    """

    decision: Decision
    claim: str
    why: str
    here: tuple[Listed, ...] = ()


def review(store: Store) -> Iterator[Look]:
    """The decisions that count and do not hold as they were made, in the order of making."""
    holding = store.decisions.holding()
    for decision, claims in _counting(holding):
        judged = store.decisions.judged(decision.id)
        for claim in claims:
            yield from _looks(store, decision, claim, judged[claim])
    yield from _unmet(store, holding)


def _counting(holding: list[Decision]) -> Iterator[tuple[Decision, list[str]]]:
    """Each decision with the claims about which no later one says anything else."""
    last: dict[tuple[str, str], str] = {}
    for decision in sorted(holding, key=lambda d: d.at):
        last |= {(claim, _about(decision)): decision.id for claim in decision.claims}
    for decision in holding:
        claims = [claim for claim in decision.claims if last[claim, _about(decision)] == decision.id]
        if claims:
            yield decision, claims


def _about(decision: Decision) -> str:
    """What the decision is about, of each of its claims: a later one about the same takes its place."""
    if decision.kind in ("accept", "reject"):
        return "verdict"
    if decision.kind in ("credibility", "settle"):
        return decision.kind
    return decision.id if decision.kind in ("merge", "split", "add") else f"edit {decision.field}"


def _looks(store: Store, decision: Decision, id: str, judged: Claim) -> Iterator[Look]:
    listed = store.claims.get(id)
    if not listed.current:
        versions = store.documents.versions(listed.document.id)
        newer = not any(v.current for v in versions if v.document == listed.document.id)
        why = "its report has a newer version" if newer else "its report is read without it now"
        yield Look(decision=decision, claim=id, why=why, here=_here(store, listed))
    elif decision.kind == "add":
        here = tuple(one for one in _here(store, listed) if not one.added_by)
        if here:
            yield Look(decision=decision, claim=id, why="the machine reads a claim at these words now", here=here)
    else:
        was, now = _facts(judged), _facts(listed.read)
        fields = [decision.field] if decision.field else _OF_MERGING if len(decision.claims) > 1 else list(was)
        changed = [f"{name}: {was[name]} → {now[name]}" for name in fields if name in was and was[name] != now[name]]
        if changed:
            why = f"it is read otherwise now: {'; '.join(changed)}"
            yield Look(decision=decision, claim=id, why=why, here=(listed,))
    if decision.kind == "edit" and not makes_sense(decision.field or "", decision.value or ""):
        yield Look(decision=decision, claim=id, why=f"{decision.value} is no value of {decision.field}", here=(listed,))


def _here(store: Store, gone: Listed) -> tuple[Listed, ...]:
    """The claims of its document that are listed at the words of a claim."""
    found = store.claims.search(Filter(document=gone.document.id, rejected=True))
    others = (one for one in found if one.claim.id != gone.claim.id)
    return tuple(one for one in others if one.claim.trigger.overlaps(gone.claim.trigger))


def _unmet(store: Store, holding: list[Decision]) -> Iterator[Look]:
    """Merges whose claims a later decision keeps apart by way of others."""
    merges = [decision for decision in holding if decision.kind == "merge"]
    for one in bound_by(holding).together:
        listed = [found for claim in one if (found := store.claims.get(claim)).current]
        decision = next((d for d in reversed(merges) if set(one) <= set(d.claims)), None)
        if decision and len({found.incident for found in listed}) > 1:
            why = "another decision keeps its claims apart"
            yield Look(decision=decision, claim=one[0], why=why, here=tuple(listed))


def _facts(claim: Claim) -> dict[str, str]:
    """What a claim says, by the names of the fields that people can set."""
    return {
        "type": claim.type,
        "status": claim.status,
        "actors": ", ".join(role.name for role in claim.actors) or "nobody",
        "targets": ", ".join(role.name for role in claim.targets) or "nobody",
        "place": claim.place.place.name if claim.place else "nowhere",
        "time": f"{claim.time.earliest or '…'} to {claim.time.latest or '…'}" if claim.time else "no time",
        "figures": ", ".join(map(figure_words, claim.figures)) or "no figures",
        "sources": " → ".join(source.name for source in claim.sources) or "the report itself",
    }

"""Parts: each captured place is a claim of its own ("captured the towns of A and B")."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.claims.resolve.scenes import within
from sayso.model import Token
from sayso.model.claims import When

_SPLIT = frozenset({"capture"})


def by_place(draft: Draft, evidence: Evidence) -> list[Draft]:
    """The draft, or one for each of the named places that it was done to."""
    if draft.type not in _SPLIT:
        return [draft]
    places: dict[int, Token] = {}
    for token in _done_to(draft):
        mention = evidence.place(token)
        if mention is not None:
            places.setdefault(mention.start, token)
    places = {start: token for start, token in places.items() if not _holds_another(token, places.values(), evidence)}
    if len(places) < 2:
        return [draft]
    found: list[Draft] = []
    days = [m for m in evidence.times_in.get(draft.sentence.index, ()) if m.start > min(places)]
    for number, token in enumerate(places.values(), 1):
        targets = tuple(r for r in draft.targets if r.start <= token.start < r.end)
        part = draft.another(
            targets=targets or draft.targets, place=evidence.place(token), place_given=True, part=number
        )
        day = next((m for m in days if m.start > token.start), None) if len(days) > 1 else None
        if day is not None:  # "took Bunia on Saturday and Beni on Sunday"
            part.decide("its own day", time=When(earliest=day.earliest, latest=day.latest, mention=day))
        found.append(part)
    return found


def _holds_another(token: Token, others: Iterable[Token], evidence: Evidence) -> bool:
    """Whether another of the places lies in this one: "a district of the province was retaken".

    Of two that are listed side by side ("Masisi and Sake") each is meant.
    """
    place = evidence.place(token)
    apart = [other for other in others if other.dep != "conj" and token.dep != "conj"]
    inner = [found.place for other in apart if (found := evidence.place(other))]
    return place is not None and any(within(one, place.place) for one in inner)


def _done_to(draft: Draft) -> list[Token]:
    frame = draft.frame
    objects = frame.objects if draft.rule.target != "oblique" else []
    return [*objects, *(t for p, t in frame.obliques if p == "of")]

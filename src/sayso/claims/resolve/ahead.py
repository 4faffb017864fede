"""Ahead: a town that only later sentences name is a claim's where one of them goes on telling of its event.

It does so where it names the event, or a thing of it, as told before ("the attack in X", "the bomb"), counts the same
dead, or tells an event of the same kind of the same people, or of any right after and not as of another place ("In X,
…"), with no other number and no earlier or later day; and a report that comes back to one town alone is about that.
Otherwise the town is another event's: the claim is where its own sentence or one before it says.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.bind.means import ATTACKS, REFERS_BACK
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.claims.resolve.anchors import takes_up
from sayso.claims.resolve.scenes import key_of
from sayso.claims.steps import Story
from sayso.model import FINENESS, PlaceMention, Sentence
from sayso.model.geo import holds
from sayso.rules.ontology import types_with

__all__ = ["counts_others", "settle_ahead"]

_HARM = types_with("local")
_FINE = frozenset({"point", "admin2"})
_OPENING = 4
_NEXT = 2


def settle_ahead(drafts: Sequence[Draft], story: Story) -> None:
    """Take from each claim a town that only later sentences name, of another event."""
    evidence = story.evidence
    for draft in drafts:
        place, until = draft.place, draft.sentence.end
        if place is None or place.start < until or place.place.grain not in _FINE:
            continue
        named = [p for p in evidence.reading.places if key_of(p) == key_of(place)]
        if any(p.start < until for p in named) or _is_of_report(place, story):
            continue
        if not any(_goes_on(draft, p, story) for p in named):
            draft.decide("named later, of another event", place=_before(draft, place, evidence))


def _is_of_report(place: PlaceMention, story: Story) -> bool:
    """Whether the report tells of one town alone, and comes back to it."""
    fine = [(index, key_of(p)) for index, p in story.places.known.scenes if p.place.grain in _FINE]
    return len({index for index, _ in fine}) > 1 and {key for _, key in fine} == {key_of(place)}


def _goes_on(draft: Draft, mention: PlaceMention, story: Story) -> bool:
    """Whether the sentence of a place goes on telling of a claim's event."""
    sentence = story.evidence.reading.sentence_at(mention.start)
    if sentence is None:
        return False
    ahead = sentence.index - draft.sentence.index
    told = [d for d in story.told if d.sentence is sentence]
    kin = [d for d in told if d.type == draft.type or {d.type, draft.type} <= ATTACKS | _HARM]
    them = any(t.pos == "PRON" for d in kin for t in (*d.frame.subjects, *d.frame.objects))  # "they were shot"
    if any(_counted(draft) & _counted(d) for d in kin) or (ahead == 1 and them):
        return True
    if _names_again(draft, sentence, kin, story.evidence):
        return True
    like = [d for d in told if d.type == draft.type and not _differs(draft, d)]
    near = ahead <= _NEXT and mention.start - sentence.start > _OPENING
    return bool(like) and (near or any(_done_to(draft) & _done_to(d) for d in like))


def _names_again(draft: Draft, sentence: Sentence, kin: Sequence[Draft], evidence: Evidence) -> bool:
    """Whether an article says of an attack, or of a thing of the event's own words, that it was told before.

    Not of a force: "the soldiers", "the rebels" may be any.
    """
    frame = draft.frame
    around = (*draft.words, *frame.subjects, *frame.objects, *(t for _, t in frame.obliques))
    own = {t.lemma for t in around}
    again = {t.index for d in kin for t in (*d.words, *d.frame.subjects)}
    return any(
        (noun.lemma in own or noun.index in again or evidence.is_class(noun, "attack"))
        and any(t.lower in REFERS_BACK for t in sentence.children(noun, "det"))
        for noun in sentence.tokens
        if noun.pos == "NOUN" and not evidence.is_force(noun)
    )


def _counted(draft: Draft) -> set[tuple[str, float | None]]:
    return {(f.measure, f.low) for f in draft.figures if f.low}


def _counts_alike(one: Draft, other: Draft) -> bool:
    return bool({measure for measure, _ in _counted(one)} & {measure for measure, _ in _counted(other)})


def counts_others(draft: Draft, later: Draft, evidence: Evidence) -> bool:
    """ "Gunmen killed nine in Jos. … On 3 May six were shot dead": whether the later has other dead."""
    return _counts_alike(draft, later) and not _counted(draft) & _counted(later) and not takes_up(later, evidence)


def _done_to(draft: Draft) -> set[str]:
    """Those whom it befell, by name or by the last word for them."""
    return {role.id or role.name.casefold().split()[-1] for role in draft.targets if role.name}


def _differs(one: Draft, other: Draft) -> bool:
    """Whether two tell numbers of the same, which are others, or other days."""
    if _counts_alike(one, other):
        return True
    days = [(d.time.earliest, d.time.latest) for d in (one, other) if d.time and d.time_given]
    return len(days) == 2 and days[0] != days[1]


def _before(draft: Draft, ahead: PlaceMention, evidence: Evidence) -> PlaceMention | None:
    """The finest place named up to the end of its sentence that holds the later one; the nearest of several."""
    named = (p for p in evidence.reading.places if p.start < draft.sentence.end)
    wider = (p for p in named if FINENESS[p.place.grain] > FINENESS[ahead.place.grain])
    known = (p for p in wider if holds(p.place, ahead.place))
    return min(known, key=lambda p: (FINENESS[p.place.grain], -p.start), default=None)

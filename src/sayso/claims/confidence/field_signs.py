"""Signs of a field: what a claim shows that tells how likely a coder has this field so. None names a side, a place or a
person, nor says of a party what kind it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from sayso.claims.bind.extent import is_perfect, is_pluperfect
from sayso.claims.confidence.signs import at_least
from sayso.claims.link import LINKED
from sayso.claims.link.surroundings import steps
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.model import Sentence, Span
from sayso.rules.ontology import family_of

__all__ = ["FieldSigns"]

_SURE = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
_MARGINS = (0.05, 0.2, 0.5, 0.8)
_RIVALS, _FAR, _MANY = (0, 1, 2, 4), (0, 1, 2, 5, 10), (1, 2, 4, 8, 16, 32)
_DAYS = (0, 1, 3, 7, 31, 366)
_QUOTES = frozenset("\"“”'‘’")


class FieldSigns:
    """The signs of the fields of a report's claims, all of them settled. ``drafts``: all claims of the report."""

    def __init__(self, story: Story, drafts: Sequence[Draft]) -> None:
        self._evidence, self._reading, self._drafts = story.evidence, story.evidence.reading, drafts
        reading = self._reading
        self._makers = {
            "sources": self._sources, "place": self._place, "time": self._time, "actors": self._actors,
            "targets": self._targets, "figures": self._figures,
        }  # fmt: skip
        self._references = {mention.start for mention in reading.coreferences}
        self._report = [
            f"places {steps(len({m.place.name for m in reading.places}), _MANY)}",
            f"times {steps(len(reading.times), _MANY)}", f"sayings {steps(len(reading.attributions), _MANY)}",
            f"claims {steps(len(drafts), _MANY)}", *(["undated"] if reading.document.published is None else []),
        ]  # fmt: skip
        self._keys = {name: [_key(name, draft) for draft in drafts] for name in self._makers}
        self._often = {name: Counter(keys) for name, keys in self._keys.items()}

    def __call__(self, number: int, field: str) -> Iterator[str]:
        """The signs of a field of the claim of this number that belong to it alone (see ``shared``)."""
        draft, keys = self._drafts[number], self._keys[field]
        how = list(self._makers[field](draft))
        yield from how
        yield f"{how[0]} family {family_of(draft.type)}"
        yield f"by {_reason(draft, field)}"
        if field in draft.shares:
            share, other = draft.shares[field]
            yield from at_least("share", share, _SHARES)
            yield from at_least("margin", share - other, _MARGINS)
        else:
            yield "not weighed"
        if number and keys[number - 1] == keys[number]:
            yield "as the claim before"
        same = self._often[field][keys[number]]
        yield f"alike {steps(same, (1, 2, 4, 8))}"
        if same * 2 > len(keys):
            yield "as most claims"

    def shared(self, number: int) -> Iterator[str]:
        """The signs of a claim that every field of it has."""
        draft = self._drafts[number]
        sentence, trigger, frame = draft.sentence, draft.trigger, draft.frame
        yield from self._report
        yield from (f"type {draft.type}", f"family {family_of(draft.type)}", f"status {draft.status}")
        yield from (f"pos {trigger.pos}", f"at {trigger.dep}", f"block {sentence.kind}")
        yield from at_least("sure", draft.confidence, _SURE)
        yield f"voice {draft.attribution.voice if draft.attribution else 'own'}"
        yield f"sentence {steps(sentence.index, (0, 1, 2, 4, 8, 16))}"
        yield f"words {steps(len(sentence.tokens), (10, 20, 30, 45))}"
        yield f"beside {steps(sum(d.sentence is sentence for d in self._drafts), (1, 2, 3, 4))}"
        if not draft.rule.when:
            yield "unruled"
        marks = {
            "passive": frame.passive, "parts": draft.part > 0, "harms": draft.harms, "perfect": is_perfect(draft),
            "pluperfect": is_pluperfect(draft),
        }  # fmt: skip
        yield from (mark for mark, is_so in marks.items() if is_so)

    def _far(self, draft: Draft, span: Span) -> Iterator[str]:
        """How far its words stand from the claim's sentence, and in which kind of block."""
        sentence = self._reading.sentence_at(span.start)
        if sentence is None:
            return
        far = sentence.index - draft.sentence.index
        yield f"{'ahead' if far > 0 else 'back'} {steps(abs(far), _FAR)}"
        yield f"words in {sentence.kind}"
        if span.start in self._references:
            yield "reference"
        if far == 0:
            yield f"apart {steps(len(self._between(draft, span, sentence)), (0, 2, 5, 10, 20))}"

    @staticmethod
    def _between(draft: Draft, span: Span, sentence: Sentence) -> Sequence[Any]:
        first, last = sorted((span, draft.span), key=lambda one: one.start)
        return [t for t in sentence.tokens if first.end <= t.start < last.start]

    def _place(self, draft: Draft) -> Iterator[str]:
        here = self._evidence.places_in.get(draft.sentence.index, ())
        mention = draft.place
        if mention is None:
            yield "hinted" if draft.place_hint else "none"
            yield f"rivals {steps(len(here), _RIVALS)}"
            return
        how = "given" if draft.place_given else "here" if draft.sentence.contains(mention) else "carried"
        yield how
        yield f"rivals {steps(sum(other is not mention for other in here), _RIVALS)}"
        yield from (
            f"grain {mention.place.grain}",
            f"{how} grain {mention.place.grain}",
            f"locative {mention.locative}",
        )
        yield f"feature {mention.place.feature[:1]}"
        yield from (mark for mark, is_so in (("near", mention.near), ("doubtful", mention.doubtful)) if is_so)
        yield from self._far(draft, mention)

    def _time(self, draft: Draft) -> Iterator[str]:
        here = self._evidence.times_in.get(draft.sentence.index, ())
        when = draft.time
        if when is None:
            yield "none"
            yield f"rivals {steps(len(here), _RIVALS)}"
            return
        yield "given" if draft.time_given else "here" if draft.sentence.contains(when.mention) else "carried"
        yield f"rivals {steps(sum(other is not when.mention for other in here), _RIVALS)}"
        yield from (f"grain {when.grain}", f"sense {when.mention.sense}", f"kind {when.mention.kind}")
        yield from self._far(draft, when.mention)
        if when.earliest is None or when.latest is None:
            yield "open"
        else:
            yield f"long {steps((when.latest - when.earliest).days, _DAYS)}"
        last, published = when.latest or when.earliest, self._reading.document.published
        if last and published:
            yield f"age {steps((published - last).days, _DAYS)}" if last <= published else "to come"

    def _actors(self, draft: Draft) -> Iterator[str]:
        yield from self._parties(draft, "actors", draft.rule.actor)

    def _targets(self, draft: Draft) -> Iterator[str]:
        yield from self._parties(draft, "targets", draft.rule.target)

    def _parties(self, draft: Draft, name: str, slot: object) -> Iterator[str]:
        roles, others = (draft.actors, draft.targets) if name == "actors" else (draft.targets, draft.actors)
        decided = any(d.field == name for d in draft.decisions)
        yield ("decided" if decided else "told") if roles else "none"
        yield from (
            f"slot {slot}",
            f"slot {slot} {steps(len(roles), (0, 1, 2))}",
            f"many {steps(len(roles), (0, 1, 2))}",
        )
        yield from (f"others {steps(len(others), (0, 1, 2))}", f"subjects {bool(draft.frame.subjects)}")
        yield f"objects {bool(draft.frame.objects)}"
        here = self._evidence.actors_in.get(draft.sentence.index, ())
        used = {role.start for role in (*roles, *others)}
        yield f"rivals {steps(sum(a.start not in used for a in here), _RIVALS)}"
        for role in roles[:1]:
            yield from self._far(draft, role)
        said = {(source.id or source.name) for source in (draft.attribution.sources if draft.attribution else ())}
        if any((role.id or role.name) in said for role in roles):
            yield "is the source"

    def _sources(self, draft: Draft) -> Iterator[str]:
        said = draft.attribution
        quoted = any(t.text in _QUOTES for t in draft.sentence.tokens)
        near = [a for a in self._reading.attributions if draft.sentence.contains(a.sources[0])]
        if said is None:
            yield "none"
            yield from (f"quotes {quoted}", f"rivals {steps(len(near), _RIVALS)}")
            return
        yield said.voice
        here = draft.sentence.contains(said.sources[0])
        yield from (f"quotes {quoted} {here}", f"rivals {steps(len(near) - here, _RIVALS)}", f"cue {said.rule}")
        yield from (f"chain {steps(len(said.sources), (1, 2))}", f"stance {said.stance}", f"act {said.act}")
        yield f"bare {said.cue is None}"
        yield from self._far(draft, said.sources[0])

    def _figures(self, draft: Draft) -> Iterator[str]:
        figures = draft.figures
        yield f"number {steps(len(figures), (0, 1, 2))}"
        used = {figure.start for figure in figures}
        here = self._evidence.counts_in.get(draft.sentence.index, ())
        left = [count for count in here if count.start not in used]
        yield f"rivals {steps(len(left), _RIVALS)}"
        yield f"left without a number {all(count.by_article for count in left)}"
        yield from (f"left {count.unit}" for count in left)
        for figure in figures:
            yield from (f"measure {figure.measure}", f"unit {figure.unit}", f"bound {figure.bound}")
            yield from (f"counting {figure.counting}", f"part {figure.part}", f"{figure.measure} {figure.unit}")
            yield from self._far(draft, figure)
        if draft.unitless:
            yield "without a noun"


def _reason(draft: Draft, field: str) -> str:
    """The reason of the last decision about a field."""
    named = "attribution" if field == "sources" else field
    last = next((d.reason for d in reversed(draft.decisions) if d.field == named), "told")
    return LINKED if last.startswith(LINKED) else last


def _key(field: str, draft: Draft) -> Hashable:
    """What is the same where two claims have the same in a field."""
    if field == "place":
        return draft.place.place.name if draft.place else None
    if field == "time":
        return (draft.time.earliest, draft.time.latest) if draft.time else None
    if field == "sources":
        return tuple(s.id or s.name for s in draft.attribution.sources) if draft.attribution else ()
    if field == "figures":
        return tuple((f.measure, f.low, f.high) for f in draft.figures)
    return tuple(sorted(role.id or role.name for role in getattr(draft, field)))

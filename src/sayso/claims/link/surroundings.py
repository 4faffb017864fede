"""Surroundings: what a report names that a field of a claim may be: persons and bodies, places, things.

Mentions of one and the same are one ``Named``; what holds of it wherever it is asked for (how it is called, how often
it is named) are its own signs, made once for a report.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from sayso.claims.bind.targets import phrase_role
from sayso.claims.link.context import Context, Seen
from sayso.claims.link.neighbours import NOTHING, Told
from sayso.claims.naming import called
from sayso.claims.records import Draft
from sayso.claims.resolve.scenes import key_of
from sayso.claims.steps import Story
from sayso.model import ActorMention, PlaceMention, Role, Sentence, Span, Token, role_of
from sayso.model.geo import holds

__all__ = ["NOTHING", "At", "Named", "Surroundings", "steps"]

_THINGS = ("building", "infrastructure", "base", "vehicle", "civilian", "soldier", "force", "vessel", "aerial")
_CLOSE = frozenset({"compound", "nmod", "amod", "poss"})
_MOST_PLACES = 48
"""The most places that are looked at for a claim; only very long reports name more, and those are far from it."""
_MOST_MENTIONS = 64
"""The most mentions of one and the same that are looked at for a claim."""
_STANDING = frozenset({"dobj", "nsubjpass", "pobj", "nsubj", "conj", "appos", "attr"})
_BLOCKS = ("headline", "byline", "dateline", "caption", "credit", "related", "boilerplate")


@dataclass(eq=False)
class At:
    """Where something is named: the mention or role, its sentence, the word that heads it there."""

    mention: Any
    sentence: Sentence
    head: Token

    @cached_property
    def verb(self) -> Token | None:
        """The verb that the word hangs on."""
        return next((t for t in self.sentence.ancestors(self.head) if t.pos == "VERB"), None)

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """How the word stands in its own sentence."""
        return tuple(self._standing())

    def _standing(self) -> Iterator[str]:
        above = self.sentence.head(self.head)
        yield f"dep {self.head.dep}"
        if self.head.dep in _CLOSE and above.pos == "NOUN":
            yield f"of noun {above.lemma}"
        if self.head.dep == "pobj":
            over = self.sentence.head(above)
            yield from (f"prep {above.lower}", f"prep of {over.pos}")
            if over.pos == "NOUN":
                yield f"at noun {over.lemma}"


@dataclass(slots=True, eq=False)
class Named:
    """What a report names, by ``key``; ``at``: where, in text order; ``signs``: what holds of it in all the report."""

    key: Hashable
    at: list[At] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)

    def near(self, trigger: Span) -> list[Span]:
        """The characters on which it is named; in very long reports only those around a trigger."""
        first = 0
        if len(self.at) > _MOST_MENTIONS:
            before = bisect_left(self.at, trigger.start, key=lambda at: at.mention.start) - _MOST_MENTIONS // 2
            first = max(0, min(before, len(self.at) - _MOST_MENTIONS))
        return [at.mention for at in self.at[first : first + _MOST_MENTIONS]]


def steps(number: float, bounds: Sequence[int]) -> str:
    """The first of these bounds that a number does not pass, as a word; "more" past them all."""
    at = bisect_left(bounds, number)
    return str(bounds[at]) if at < len(bounds) else "more"


class Surroundings:
    """What a report names, for the drafts made of it, as the rules left them."""

    def __init__(self, story: Story, drafts: Sequence[Draft]) -> None:
        self.evidence, self.setting, self.drafts = story.evidence, story.places, drafts
        said = story.estimates.likelihoods if story.estimates else None
        self._context = Context(said) if said is not None and said.states is not None else None
        reading = story.evidence.reading
        self._opening = next((s.index for s in reading.sentences if s.kind == "body"), 0)
        self._speakers = {s.start for a in reading.attributions for s in a.sources}
        self.places = self._grouped(reading.places, lambda mention, head: key_of(mention))
        self.actors = self._grouped((*reading.actors, *reading.coreferences), self._actor)
        self._actor_at = {at.mention.start: one for one in self.actors.values() for at in one.at}
        self._placed = _Named(self.places)
        self._acting = _Named(self.actors)
        self._things: dict[int, list[Named]] = {}
        self._lone: dict[tuple[int, int], Named] = {}
        self._told: dict[str, Told] = {}
        self._seats: dict[Named, bool] = {}
        for group, signs in ((self.places, self._of_place), (self.actors, _of_actor)):
            most = max((len(one.at) for one in group.values()), default=0)
            for one in group.values():
                one.signs += [*self._common(one, most, len(group)), *signs(one)]

    def _grouped(self, mentions: Iterable[Any], key: Callable[[Any, Token], Hashable]) -> dict[Hashable, Named]:
        found: dict[Hashable, Named] = {}
        for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
            sentence = self.evidence.reading.sentence_at(mention.start)
            head = self.evidence.head(mention)
            if sentence is not None and head is not None:
                name = key(mention, head)
                found.setdefault(name, Named(name)).at.append(At(mention, sentence, head))
        return found

    def _actor(self, mention: ActorMention, head: Token) -> Hashable:
        known = self._resolved(mention, head)
        return called(known)

    def _resolved(self, mention: ActorMention, head: Token) -> ActorMention:
        """The mention as whoever it stands for."""
        found = self.evidence.actor(head)
        return found if found is not None and found.start == mention.start else mention

    def _common(self, one: Named, most: int, others: int) -> Iterator[str]:
        yield f"named {steps(len(one.at), (1, 2, 4, 8))}"
        yield f"of {steps(others, (1, 2, 4, 8, 16))}"
        if len(one.at) == most:
            yield "named most"
        speaks = sum(at.mention.start in self._speakers for at in one.at)
        if speaks:
            yield f"speaks {steps(speaks, (1, 3))}"
        blocks = {at.sentence.kind for at in one.at}
        yield from (f"in {kind}" for kind in _BLOCKS if kind in blocks)
        if any(at.sentence.index == self._opening for at in one.at):
            yield "in opening"

    def _of_place(self, one: Named) -> Iterator[str]:
        place = one.at[0].mention.place
        mentions: list[PlaceMention] = [at.mention for at in one.at]
        yield from (f"grain {place.grain}", f"feature {place.feature[:1]}")
        yield from (f"locative {some}" for some in (False, True) if any(m.locative is some for m in mentions))
        if any(mention.near for mention in mentions):
            yield "near"
        if any(mention.doubtful for mention in mentions):
            yield "doubtful"
        yield from self.setting.known.signs(place, str(one.key))
        inner = sum(holds(place, other.at[0].mention.place) for other in self.places.values()) - 1
        yield f"holds {steps(inner, (0, 1, 3))}"

    def places_near(self, here: int, other: Hashable) -> list[Named]:
        """The places named nearest before the end of a sentence, then behind it, and the one that has the other key."""
        near = self._placed.nearest(here, _MOST_PLACES)
        return [one for one in self.places.values() if one in near or one.key == other]

    def actors_near(self, here: int, within: int) -> list[Named]:
        """Who is named so many sentences around one, or in a headline."""
        near = self._acting.within(here - within, here + within)
        return [one for one in self.actors.values() if one in near]

    def seen(self, draft: Draft, options: Sequence[Sequence[Span]]) -> Seen | None:
        """A draft's trigger and the options of a field, by their mentions, as the encoder sees them; None where it saw
        nothing."""
        return self._context.seen(draft.type, draft.span, options) if self._context else None

    def stands_for_party(self, at: At) -> bool:
        """Whether a place is named as a party: "Kyiv said", "Kyiv's forces", and not "Sudan's Darfur region"."""
        if self.evidence.actor(at.head) is not None:
            return True
        return at.head.dep == "poss" and self.evidence.place(at.sentence.head(at.head)) is None

    def is_seat(self, one: Named) -> bool:
        """Whether a place is named only as that of somebody who speaks, or where somebody was born."""
        if one not in self._seats:
            self._seats[one] = all(self.setting.is_of_who(at.mention, at.sentence) for at in one.at)
        return self._seats[one]

    def role(self, at: At) -> Role:
        """The role that a mention of someone has."""
        return at.mention if isinstance(at.mention, Role) else role_of(self._resolved(at.mention, at.head))

    def of_role(self, role: Role) -> Named:
        """What a role names; one of its own where no mention of the report is it."""
        found = self._actor_at.get(role.start) or self.actors.get(called(role))
        return found or self._alone(role)

    def _alone(self, span: Role) -> Named:
        """Words that no mention of the report stands on, as one that is named once."""
        known = (span.start, span.end)
        if known not in self._lone:
            sentence = self.evidence.reading.sentence_at(span.start)
            head = sentence.head_of(span) if sentence else None
            if sentence is None or head is None:
                self._lone[known] = Named(("alone", span.start), [], ["odd"])
            else:
                things = (one for one in self.things(sentence) if one.at[0].head is head)
                self._lone[known] = next(things, None) or self._thing(span, sentence, head)
        return self._lone[known]

    def things(self, sentence: Sentence) -> list[Named]:
        """The nouns of a sentence on which no mention of someone, of a place or of a time stands."""
        if sentence.index not in self._things:
            nouns = [t for t in sentence.tokens if self._is_thing(t)]
            self._things[sentence.index] = [
                self._thing(phrase_role(sentence, t, self.evidence), sentence, t) for t in nouns
            ]
        return self._things[sentence.index]

    def _is_thing(self, token: Token) -> bool:
        if token.pos not in ("NOUN", "PROPN") or token.dep not in _STANDING or self.evidence.in_time(token):
            return False
        return self.evidence.actor(token) is None and self.evidence.place(token) is None

    def _thing(self, role: Role, sentence: Sentence, head: Token) -> Named:
        evidence = self.evidence
        signs = ["thing", f"noun {head.tag}"]
        if head.pos == "NOUN":
            signs.append(f"word {head.lemma}")
        signs += [f"class {name}" for name in _THINGS if evidence.is_class(head, name)]
        tests = (("counted", evidence.count(head)), ("weapon", evidence.weapon(head)))
        signs += [name for name, found in tests if found is not None]
        if evidence.is_person(head):
            signs.append("people")
        signs += [f"det {t.lower}" for t in sentence.children(head, "det")]
        return Named(("thing", role.name.casefold()), [At(role, sentence, head)], signs)

    def key(self, value: PlaceMention | tuple[Role, ...] | None) -> Hashable:
        """What tells a value of a field from others."""
        if not value:
            return NOTHING
        if isinstance(value, tuple):
            return tuple(sorted(str(self.of_role(role).key) for role in value))
        return key_of(value)

    def told(self, name: str) -> Told:
        """The values of a field that the rules gave the drafts."""
        if name not in self._told:
            keys = [self.key(getattr(draft, name)) for draft in self.drafts]
            self._told[name] = Told(name, keys, self.drafts)
        return self._told[name]

    def drafts_near(self, here: int, within: int) -> list[int]:
        """The numbers of the drafts so many sentences around one."""
        found = (self._drafted.get(number, ()) for number in range(here - within, here + within + 1))
        return sorted(chain.from_iterable(found))

    @cached_property
    def _drafted(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, draft in enumerate(self.drafts):
            found.setdefault(draft.sentence.index, []).append(number)
        return found


class _Named:
    """Who or what is named, by sentence."""

    def __init__(self, group: Mapping[Hashable, Named]) -> None:
        named = ((at.sentence.index, at.head.start, one) for one in group.values() for at in one.at)
        every = sorted(named, key=lambda found: found[:2])
        self._sentences = [sentence for sentence, _, _ in every]
        self._named = [one for _, _, one in every]
        self._headlines = {one for one in group.values() if any(at.sentence.kind == "headline" for at in one.at)}

    def nearest(self, here: int, most: int) -> set[Named]:
        """So many, named nearest before the end of a sentence, then behind it."""
        end, found = bisect_right(self._sentences, here), set[Named]()
        for number in chain(range(end - 1, -1, -1), range(end, len(self._named))):
            found.add(self._named[number])
            if len(found) == most:
                break
        return found

    def within(self, first: int, last: int) -> set[Named]:
        """Those that are named in these sentences or in a headline."""
        start, end = bisect_left(self._sentences, first), bisect_right(self._sentences, last)
        return {*self._named[start:end], *self._headlines}


def _of_actor(one: Named) -> Iterator[str]:
    mention: ActorMention = one.at[0].mention
    if one.at[0].head.pos == "NOUN":
        yield f"word {one.at[0].head.lemma}"
    yield f"plural {mention.plural}"

"""Mentioned: which mention stands on which word, dates of bylines apart. Built once for a reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeVar

from sayso.claims.forces import Forces
from sayso.grammar.clauses import subject_of
from sayso.grammar.phrases import after
from sayso.lang import lexicon
from sayso.model import (
    ActorMention,
    CountMention,
    PlaceMention,
    Reading,
    Sentence,
    Span,
    TimeMention,
    Token,
    Unit,
    WeaponMention,
)  # fmt: skip
from sayso.model.mentions import Mention

WORDS = lexicon("claims")
_RULERS = WORDS["parties.governments"] | WORDS["agents.rulers"]
_ARMED = ("military", "armed-group", "international")
M = TypeVar("M", bound=Mention)


class Mentioned:
    """Mentions by word.

    ``classes``: the word classes of the rulebook; ``forces`` tells whose bare "troops" are; ``numbers``: the values of
    number words; ``persons``: nouns of one person with the unit in which they are counted.
    """

    def __init__(
        self,
        reading: Reading,
        classes: Mapping[str, frozenset[str]],
        forces: Forces,
        numbers: Mapping[str, float] | None = None,
        persons: Mapping[str, Unit] | None = None,
    ) -> None:
        self.reading = reading
        self._numbers = numbers or {}
        self.persons = persons or {}
        self.classes = classes
        self.forces = forces
        named = [m for m in reading.actors if not self._is_site(m)]
        actors = _by_head((*named, *reading.coreferences))
        self._actors = {
            h: forces.resolve(m, self._leader(m, actors), self._acting(m, actors)) for h, m in actors.items()
        }
        self._counts = _by_head(reading.counts)
        self._weapons = _by_head(reading.weapons)
        self._weapon_tokens = {t.start for w in reading.weapons for t in self._tokens(w)}
        self._places = {t.start: p for p in reading.places for t in self._tokens(p)}
        self._place_heads = {t.start: p for p in reading.places if (t := self.head(p))}
        self._count_tokens = {t.start: c for c in reading.counts for t in self._tokens(c)}
        self.cues = frozenset(
            t.start
            for a in reading.attributions
            if a.cue and a.act == "speech" and any(s.name != "unnamed" for s in a.sources)
            for t in self._tokens(a.cue)
        )
        self.source_words = frozenset(
            t.start for a in reading.attributions if a.act == "speech" for s in a.sources for t in self._tokens(s)
        )
        self._times = {t.start: m for m in reading.times for t in self._tokens(m)}
        self._timed = frozenset(self._times)
        self._named = self._timed | {t.start for m in reading.actors if m.form == "listed" for t in self._tokens(m)}
        self.times_in = _by_sentence(reading, [m for m in reading.times if not is_byline(m, reading.document.text)])
        self.places_in = _by_sentence(reading, reading.places)
        self.counts_in = _by_sentence(reading, reading.counts)
        self.actors_in = _by_sentence(reading, (*named, *reading.coreferences))

    def _is_site(self, mention: ActorMention) -> bool:
        """Whether a capital's name before an attack is all that says where it was: "the Kabul bombing"."""
        place = next((p for p in self.reading.places if p.start == mention.start and p.end == mention.end), None)
        head = self.head(mention) if place and place.place.grain not in ("country", "region") else None
        sentence = self.reading.sentence_at(mention.start) if head else None
        if place is None or head is None or sentence is None or head.dep not in ("compound", "nmod"):
            return False
        deed = sentence.head(head)
        bombs = (w.head for w in self.reading.weapons if w.means == "explosive")
        attack = deed.lemma in self.classes.get("attack", ()) or deed.start in bombs
        return attack and not any(p is not place and p.overlaps(sentence) for p in self.reading.places)

    def _leader(self, mention: ActorMention, actors: Mapping[int, ActorMention]) -> ActorMention | None:
        """Whose the force is called, where that is a person, an alliance or an unlisted body: "his forces", "its
        troops"; to whom it is loyal; the unit it is of: "a soldier from the 1st Brigade"."""
        if mention.id is not None or mention.person:
            return None
        sentence = self.reading.sentence_at(mention.head)
        head = next((t for t in sentence.tokens if t.start == mention.head), None) if sentence else None
        if sentence is None or head is None:
            return None
        named = ((t, a) for t in sentence.children(head, "poss") if (a := actors.get(t.start)))
        owning = (a for t, a in named if a.person or a.kind == "international" or (a.id is None and t.pos == "PRON"))
        units = after(sentence, head, WORDS["forces.unit_of"]) if head.lemma in WORDS["agents.members"] else ()
        own = (t for t in units if t.pos == "PROPN" and not sentence.children(t, "poss"))
        bodies = (a for t in own if (a := actors.get(t.start)) and a.kind in _ARMED and " " in a.text)
        return next(chain(_followed(sentence, head, mention, actors), bodies, owning), None)

    def _acting(self, mention: ActorMention, actors: Mapping[int, ActorMention]) -> set[str | None]:
        """The ids of those who do something to whom the mention tells of: "the front blamed the rebels"."""
        sentence, head = self.reading.sentence_at(mention.head), self.head(mention)
        if mention.id is not None or sentence is None or head is None or head.dep != "dobj":
            return set()
        return {a.id for t in subject_of(sentence, sentence.head(head)) if (a := actors.get(t.start))}

    def _tokens(self, mention: Span) -> tuple[Token, ...]:
        sentence = self.reading.sentence_at(mention.start)
        return sentence.within(mention) if sentence else ()

    def head(self, span: Span) -> Token | None:
        """The word that heads a mention, or any stretch of one sentence."""
        sentence = self.reading.sentence_at(span.start)
        return sentence.head_of(span) if sentence else None

    def actor(self, token: Token) -> ActorMention | None:
        """The actor whose head word this is."""
        return self._actors.get(token.start)

    def place(self, token: Token) -> PlaceMention | None:
        """The place whose name this word heads or belongs to."""
        return self._place_heads.get(token.start) or self._places.get(token.start)

    def count(self, token: Token) -> CountMention | None:
        """The count whose counted noun, or number, this word is."""
        return self._counts.get(token.start) or self._count_tokens.get(token.start)

    def time(self, token: Token) -> TimeMention | None:
        """The time expression whose words this is one of."""
        return self._times.get(token.start)

    def value(self, token: Token) -> float | None:
        """The value of a number in one word ("two", "1,300"); None for what is none, a day or a year."""
        if token.pos != "NUM" or token.start in self._timed:
            return None
        plain = token.text.replace(",", "")
        return float(plain) if plain.isdecimal() else self._numbers.get(token.lower)

    def in_name(self, token: Token) -> bool:
        """Whether the word is part of a time expression or of a listed name ("March", "Rapid Support Forces")."""
        return token.start in self._named

    def in_time(self, token: Token) -> bool:
        """Whether the word is part of a time expression."""
        return token.start in self._timed

    def is_of_weapon(self, token: Token) -> bool:
        """Whether the word is part of a weapon's name."""
        return token.start in self._weapon_tokens

    def weapon(self, token: Token) -> WeaponMention | None:
        """The weapon whose head word this is."""
        return self._weapons.get(token.start)


def _followed(
    sentence: Sentence, head: Token, force: ActorMention, actors: Mapping[int, ActorMention]
) -> Iterator[ActorMention]:
    """To whom a force is loyal; the force itself where that is nobody known. Not to the government or president of no
    named land: these are the state's that the report tells of."""
    bound = (t for t in sentence.children(head, "amod", "acl") if t.lemma in WORDS["forces.loyal"])
    for one in (one for t in bound for one in after(sentence, t, WORDS["forces.loyal_to"])):
        whom = next((a for a in actors.values() if a.start <= one.start < a.end), force)
        if one.lemma not in _RULERS and (whom.kind != "government" or whom.side):
            yield whom


def _by_head(mentions: Iterable[M]) -> dict[int, M]:
    found: dict[int, M] = {}
    for mention in mentions:
        found[mention.head] = mention  # type: ignore[attr-defined]
    return found


def _by_sentence(reading: Reading, mentions: Iterable[M]) -> dict[int, tuple[M, ...]]:
    found: dict[int, list[M]] = {}
    for mention in mentions:
        sentence = reading.sentence_at(mention.start)
        if sentence:
            found.setdefault(sentence.index, []).append(mention)
    return {index: tuple(group) for index, group in found.items()}


_PUT_OUT = WORDS["bylines.put_out"]
_LINE = 60
_HANDLE = re.compile(r"\(@\w+\)$")
_AGENCY = re.compile(r"\s*\([A-Z][^)\n]{1,30}\)\s*\.?\s*[-–—]")


def is_byline(mention: TimeMention, text: str) -> bool:
    """Whether a date says when a text was put out ("Published: 17 Apr 2023", "Cairo, Apr 20 (EFE) -")."""
    before = text[max(mention.start - _LINE, 0) : mention.start].rpartition("\n")[2].rstrip().removesuffix(":")
    if _HANDLE.search(before) or (before.rpartition(" ")[2].lower() in _PUT_OUT and text[mention.start - 2] == ":"):
        return True
    return bool(_AGENCY.match(text, mention.end))

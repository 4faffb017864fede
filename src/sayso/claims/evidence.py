"""Evidence: which mention stands on which word. Built once for a reading, asked by every part of the claims stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from sayso.claims.bylines import is_byline
from sayso.claims.forces import Forces
from sayso.grammar.clauses import subject
from sayso.grammar.frames import NOMINAL
from sayso.lang import lexicon
from sayso.model import (
    ActorMention,
    CountMention,
    PlaceMention,
    Reading,
    Span,
    TimeMention,
    Token,
    WeaponMention,
)  # fmt: skip
from sayso.model.mentions import Mention

WORDS = lexicon("claims")
_ARMED_WORDS = WORDS["evidence.armed"]

M = TypeVar("M", bound=Mention)

FORCE_KINDS = frozenset({"military", "armed-group"})
STATE_KINDS = frozenset({"party", "government", "military"})


_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_MANY = WORDS["evidence.many"]
_PARTIES = WORDS["evidence.parties"]
_SPEAKING_OF_ITSELF = WORDS["evidence.itself"]
_SPEAKING = WORDS["evidence.speaking"]
_PEOPLE = WORDS["evidence.people"]


class Evidence:
    """Mentions by word.

    ``classes``: the word classes of the rulebook; ``forces`` tells whose bare "troops" are; ``numbers``: the values of
    number words.
    """

    def __init__(
        self,
        reading: Reading,
        classes: Mapping[str, frozenset[str]],
        forces: Forces,
        numbers: Mapping[str, float] | None = None,
    ) -> None:
        self.reading = reading
        self._numbers = numbers or {}
        self.classes = classes
        self.forces = forces
        actors = _by_head((*reading.actors, *reading.coreferences))
        self._actors = {h: forces.resolve(m, self._leader(m, actors)) for h, m in actors.items()}
        self._counts = _by_head(reading.counts)
        self._weapons = _by_head(reading.weapons)
        self._weapon_tokens = {t.start for w in reading.weapons for t in self._tokens(w)}
        self._places = {t.start: p for p in reading.places for t in self._tokens(p)}
        self._place_heads = {t.start: p for p in reading.places if (t := self._head(p))}
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
        self.actors_in = _by_sentence(reading, (*reading.actors, *reading.coreferences))

    def _leader(self, mention: ActorMention, actors: Mapping[int, ActorMention]) -> ActorMention | None:
        """Whose the force is called, where that is a person or an unlisted body: "his forces", "its troops"."""
        if mention.id is not None or mention.person:
            return None
        sentence = self.reading.sentence_at(mention.head)
        head = next((t for t in sentence.tokens if t.start == mention.head), None) if sentence else None
        owned = sentence.children(head, "poss") if sentence and head else ()
        return next(
            (a for t in owned if (a := actors.get(t.start)) and (a.person or (a.id is None and t.pos == "PRON"))), None
        )

    def _tokens(self, mention: Span) -> tuple[Token, ...]:
        sentence = self.reading.sentence_at(mention.start)
        return sentence.within(mention) if sentence else ()

    def _head(self, mention: Span) -> Token | None:
        sentence = self.reading.sentence_at(mention.start)
        return sentence.head_of(mention) if sentence else None

    def head(self, mention: Mention) -> Token | None:
        """The word that carries the mention in its sentence."""
        return self._head(mention)

    def head_word(self, span: Span) -> Token | None:
        """The word that heads any stretch of one sentence."""
        return self._head(span)

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

    def is_class(self, token: Token, name: str) -> bool:
        """Whether the word belongs to a word class."""
        words = self.classes.get(name, frozenset())
        return token.lemma in words or token.lower in words

    def _stands_in(self, token: Token, words: frozenset[str]) -> bool:
        """Whether the word is a pronoun of these whose bearer the report leaves open."""
        return token.pos == "PRON" and token.lower in words and self.actor(token) is None

    def _is_party(self, token: Token) -> bool:
        """ "They attacked", "the group said it killed": a party left open; a bare "it killed" is the bomb."""
        if not self._stands_in(token, _SPEAKING_OF_ITSELF):
            return self._stands_in(token, _PARTIES)
        sentence = self.reading.sentence_at(token.start)
        clause = sentence.head(token) if sentence else token
        if sentence is None or clause.dep != "ccomp" or sentence.head(clause).index > token.index:
            return False
        speaker = subject(sentence, sentence.head(clause))
        return speaker is None or speaker.tag in ("NN", "NNP")

    def _bare_number(self, token: Token) -> bool:
        """ "Two have come back", "many left": an amount of nothing that is named."""
        if token.dep not in NOMINAL or (token.pos != "NUM" and token.lemma not in _MANY) or self.in_name(token):
            return False
        sentence = self.reading.sentence_at(token.start)
        return sentence is not None and not sentence.children(token, "prep", "nmod", "compound")

    def is_force(self, token: Token) -> bool:
        """Whether the word stands for an armed force or group."""
        mention = self.actor(token)
        if self._is_party(token):
            return True
        if (mention and mention.kind in FORCE_KINDS) or self._armed(token):
            return True
        return token.pos in ("NOUN", "PROPN", "ADJ") and self.is_class(token, "force") and not self._civil(mention)

    def is_state(self, token: Token) -> bool:
        """Whether the word stands for a state, its government or its forces."""
        mention = self.actor(token)
        if self._is_party(token):
            return True
        return mention is not None and mention.kind in STATE_KINDS and not mention.person

    def is_person(self, token: Token) -> bool:
        """Whether the word stands for people of any kind."""
        mention = self.actor(token)
        if mention and (mention.person or mention.kind in ("civilians", "witness", "medical", "person")):
            return True
        if self._stands_in(token, _PEOPLE) or self._bare_number(token):
            return True
        count = self.count(token)
        if count and count.unit in ("people", "civilians", "children", "women", "soldiers"):
            return True
        return self.is_class(token, "civilian") or self.is_class(token, "soldier") or token.entity == "PERSON"

    def is_civilian(self, token: Token) -> bool:
        """Whether the word stands for people who are not fighters."""
        mention = self.actor(token)
        if (mention and mention.kind in FORCE_KINDS) or self._armed(token):
            return False
        if self.is_class(token, "vessel"):
            return True
        return self.is_class(token, "civilian") or bool(mention and mention.kind in ("civilians", "medical", "witness"))

    def is_place(self, token: Token) -> bool:
        """Whether the word names a place: one that was found, or a name that nothing else explains."""
        if self.place(token) is not None:
            return True
        if token.pos != "PROPN" or self.actor(token) or self.weapon(token) or self.in_name(token):
            return False
        return token.entity in _PLACE_LABELS or (token.entity == "PERSON" and self._single(token))

    def _single(self, token: Token) -> bool:
        sentence = self.reading.sentence_at(token.start)
        return sentence is not None and not sentence.children(token, "compound", "det", "poss", "amod", "nmod", "appos")

    def _armed(self, token: Token) -> bool:
        """ "armed men", "masked gunmen on motorcycles": people told to be armed are a force."""
        sentence = self.reading.sentence_at(token.start)
        if sentence is None or token.pos != "NOUN":
            return False
        return any(t.lower in _ARMED_WORDS for t in sentence.children(token, "amod"))

    def _preceded_by(self, token: Token, words: list[str]) -> bool:
        sentence = self.reading.sentence_at(token.start) if words else None
        if sentence is None:
            return not words
        row = sentence.tokens[max(token.index - len(words), 0) : token.index]
        return [t.lower for t in row] == words or [t.lemma for t in row] == words

    @staticmethod
    def _civil(mention: ActorMention | None) -> bool:
        return mention is not None and mention.kind in ("civilians", "witness", "medical", "media", "ngo")

    def passes(self, token: Token, tests: tuple[str, ...]) -> bool:
        """Whether the word passes one of the tests of an event rule (see ``rules.events``)."""
        words, others = _sorted_out(tests)
        if token.lemma in words or token.lower in words:
            return True
        if token.pos == "PROPN" and token.lower.endswith("s") and token.lower[:-1] in words:
            return True  # "Drones" at the head of a sentence
        return any(self._passes_other(token, test) for test in others)

    def _passes_other(self, token: Token, test: str) -> bool:
        if test[0] == "=":
            *before, last = test[1:].split()
            return last in (token.lemma, token.lower) and self._preceded_by(token, before)
        if test[0] == "@":
            return self.is_class(token, test[1:])
        return _TESTS[test](self, token)


@lru_cache(maxsize=4096)
def _sorted_out(tests: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The single words among the tests, and the other tests."""
    words = frozenset(t[1:] for t in tests if t[0] == "=" and " " not in t)
    return words, tuple(t for t in tests if t[0] != "=" or " " in t)


def _is_actor(evidence: Evidence, token: Token) -> bool:
    mention = evidence.actor(token)
    if mention is None:
        return token.pos == "PRON" and token.lower in _SPEAKING
    return mention.kind != "civilians"


def _is_aerial(evidence: Evidence, token: Token) -> bool:
    weapon = evidence.weapon(token)
    aerial = weapon is not None and weapon.means in ("drone", "missile", "rocket", "aircraft")
    return aerial or evidence.is_class(token, "aerial")


def _is_projectile(evidence: Evidence, token: Token) -> bool:
    weapon = evidence.weapon(token)
    return weapon is not None and weapon.means in ("drone", "missile", "rocket")


def _is_facility(evidence: Evidence, token: Token) -> bool:
    return any(evidence.is_class(token, name) for name in ("building", "infrastructure", "base"))


def _is_number(evidence: Evidence, token: Token) -> bool:
    """A number of nothing that is named with it: "the army counted nine"."""
    count = evidence.count(token) if token.pos == "NUM" else None
    return count is not None and count.unit is None


_TESTS: dict[str, Callable[[Evidence, Token], bool]] = {
    "actor": _is_actor,
    "force": Evidence.is_force,
    "state": Evidence.is_state,
    "civilian": Evidence.is_civilian,
    "person": Evidence.is_person,
    "place": Evidence.is_place,
    "weapon": lambda e, t: e.weapon(t) is not None,
    "aerial": _is_aerial,
    "projectile": _is_projectile,
    "facility": _is_facility,
    "speaker": lambda e, t: e.is_class(t, "speaker"),
    "count": lambda e, t: e.count(t) is not None,
    "number": _is_number,
    "any": lambda e, t: True,
}


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

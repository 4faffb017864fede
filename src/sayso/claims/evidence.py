"""Evidence: what each word stands for. Built once for a reading, asked by every part of the claims stage."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from sayso.claims.mentioned import Mentioned
from sayso.grammar.clauses import subject
from sayso.grammar.frames import NOMINAL
from sayso.grammar.phrases import owners
from sayso.lang import lexicon
from sayso.model import PERSONS, ActorMention, Means, Span, Token

WORDS = lexicon("claims")

FORCE_KINDS = frozenset({"military", "armed-group"})
STATE_KINDS = frozenset({"party", "government", "military"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_MANY, _CARRIED = WORDS["evidence.many"], WORDS["agents.carried"]


class Evidence(Mentioned):
    """What the words of a report stand for, by the mentions on them and the classes they belong to.

    ``classes``: the word classes of the rulebook; ``forces`` tells whose bare "troops" are; ``numbers``: the values of
    number words.
    """

    def is_class(self, token: Token, name: str) -> bool:
        """Whether the word belongs to a word class."""
        words = self.classes.get(name, frozenset())
        return token.lemma in words or token.lower in words

    def _stands_in(self, token: Token, words: frozenset[str]) -> bool:
        """Whether the word is a pronoun of these whose bearer the report leaves open."""
        return token.pos == "PRON" and token.lower in words and self.actor(token) is None

    def _is_party(self, token: Token) -> bool:
        """ "They attacked", "the group said it killed": a party left open; a bare "it killed" is the bomb."""
        if not self._stands_in(token, WORDS["evidence.itself"]):
            return self._stands_in(token, WORDS["evidence.parties"])
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

    def in_force_name(self, mention: Span) -> bool:
        """Whether the words are part of the name of an army or a group ("Islamic State of Iraq")."""
        sentence = self.reading.sentence_at(mention.start)
        return any(
            a.kind in FORCE_KINDS and a.form == "listed" and a.start < mention.start and mention.end <= a.end
            for a in (self.actors_in.get(sentence.index, ()) if sentence else ())
        )

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
        if self._stands_in(token, WORDS["evidence.people"]) or self._bare_number(token):
            return True
        count = self.count(token)
        if count and count.unit in PERSONS:
            return True
        named = token.entity == "PERSON" and self.place(token) is None
        return named or self.is_class(token, "civilian") or self.is_class(token, "soldier")

    def is_civilian(self, token: Token) -> bool:
        """Whether the word stands for people who are not fighters."""
        mention = self.actor(token)
        if (mention and mention.kind in FORCE_KINDS) or self._armed(token):
            return False
        if self.is_class(token, "vessel"):
            return not self.is_of_force(token)
        return self.is_class(token, "civilian") or bool(mention and mention.kind in ("civilians", "medical", "witness"))

    def is_of_force(self, token: Token) -> bool:
        """Whether what the word names is told to be for war, or a force's: "rebel boats", "a team of the police"."""
        sentence = self.reading.sentence_at(token.start)
        beside = owners(sentence, token) if sentence else []
        return any(t.lower in WORDS["evidence.warlike"] or self.is_force(t) for t in beside)

    def on_foot(self, token: Token) -> bool:
        """Whether a bomber is a man with a bomb: "a suicide bomber"."""
        sentence = self.reading.sentence_at(token.start)
        return sentence is not None and any(t.lemma in _CARRIED for t in sentence.children(token, "compound"))

    def is_place(self, token: Token) -> bool:
        """Whether the word names a place: one that was found, or a name that nothing else explains."""
        if self.place(token) is not None:
            return True
        if token.pos != "PROPN" or self.actor(token) or self.weapon(token) or self.in_name(token):
            return False
        return token.entity in PLACE_LABELS or (token.entity == "PERSON" and self._single(token))

    def _single(self, token: Token) -> bool:
        sentence = self.reading.sentence_at(token.start)
        return sentence is not None and not sentence.children(token, "compound", "det", "poss", "amod", "nmod", "appos")

    def _armed(self, token: Token) -> bool:
        """ "armed men", "masked gunmen on motorcycles": people told to be armed are a force."""
        sentence = self.reading.sentence_at(token.start)
        if sentence is None or token.pos != "NOUN" or token.lemma in WORDS["evidence.no_people"]:
            return False
        return any(t.lower in WORDS["evidence.armed"] for t in sentence.children(token, "amod"))

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
            count = self.count(token) if test == "@weaponry" else None  # "12 fighters" are men, "12 F-16 fighters" none
            return self.is_class(token, test[1:]) and (count is None or count.unit not in PERSONS)
        return _TESTS[test](self, token)


@lru_cache(maxsize=4096)
def _sorted_out(tests: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The single words among the tests, and the other tests."""
    words = frozenset(t[1:] for t in tests if t[0] == "=" and " " not in t)
    return words, tuple(t for t in tests if t[0] != "=" or " " in t)


def _is_actor(evidence: Evidence, token: Token) -> bool:
    mention = evidence.actor(token)
    if mention is None:
        return token.pos == "PRON" and token.lower in WORDS["evidence.speaking"]
    return mention.kind != "civilians"


def _flies(evidence: Evidence, token: Token, *means: Means) -> bool:
    weapon = evidence.weapon(token)
    return weapon is not None and weapon.means in ("drone", "missile", "rocket", *means)


def _is_number(evidence: Evidence, token: Token) -> bool:
    """A number of nothing that is named with it: "the army counted nine"."""
    count = evidence.count(token) if token.pos == "NUM" else None
    return count is not None and not count.noun


_TESTS: dict[str, Callable[[Evidence, Token], bool]] = {
    "actor": _is_actor,
    "force": Evidence.is_force,
    "state": Evidence.is_state,
    "civilian": Evidence.is_civilian,
    "person": Evidence.is_person,
    "place": Evidence.is_place,
    "weapon": lambda e, t: e.weapon(t) is not None,
    "aerial": lambda e, t: _flies(e, t, "aircraft") or (e.is_class(t, "aerial") and not e.on_foot(t)),
    "projectile": _flies,
    "facility": lambda e, t: any(e.is_class(t, name) for name in ("building", "infrastructure", "base")),
    "speaker": lambda e, t: e.is_class(t, "speaker"),
    "count": lambda e, t: e.count(t) is not None,
    "number": _is_number,
    "any": lambda e, t: True,
}

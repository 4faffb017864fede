"""Violence: whether a report tells of violence by arms at all, before events are read off its words.

Sport, markets, politics, weather and work borrow the words of war ("struck", "raid", "under fire", "shot down talk of a
merger"). A report is one of violence when it names, often enough for its length, what such talk does not: a force, a
weapon, people killed or hurt. In any other report the words of an armed event are one only where their own sentence
names a force or a weapon, or counts the dead or hurt.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.bind.measures import PEOPLE
from sayso.claims.evidence import FORCE_KINDS, Evidence
from sayso.claims.records import Draft
from sayso.lang import lexicon
from sayso.model import ActorMention, Figure, Means, Reading, Sentence, Token
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")
_HARM = WORDS["violence.harm"]
_OTHERS = WORDS["violence.others"]
_TOPICS = WORDS["violence.topics"]
_ARMS: frozenset[Means] = frozenset(
    {"drone", "missile", "shell", "aircraft", "air-bomb", "explosive", "firearm", "chemical"}
)
_ARMED = types_with("armed")
_HURT = frozenset({"killed", "casualties"})
_GROUPS = WORDS["violence.groups"]
_BEARING = WORDS["violence.bearing"]
_PLAIN = WORDS["violence.plain"]
_BESIDE = WORDS["violence.beside"]
_ENOUGH = 2
_DENSITY = 0.15
"""Marks of violence for each sentence, from which on a report is one of violence: nine of ten off-topic reports name
fewer, nineteen of twenty reports of a conflict more."""
_SHORT = 30


class Violence:
    """What of violence a reading names. Built once for a reading."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        reading = evidence.reading
        marks = _marks(reading)
        self._some, self._plenty = marks > 0, marks >= max(_ENOUGH, _DENSITY * len(reading.sentences))
        words = [(s, t) for s in reading.sentences for t in s.tokens]
        self._note = len(words) <= _SHORT and not any(t.lemma in _TOPICS and not _is_landmark(s, t) for s, t in words)

    def is_meant(self, draft: Draft) -> bool:
        """Whether the draft's words mean violence rather than borrow its name."""
        toll = draft.type == "casualties"
        placed = draft.sentence.index in self._evidence.places_in
        if self._plenty or not (toll or draft.type in _ARMED) or (self._note and (self._some or placed)):
            return True
        if toll and (self._some or draft.figures):
            return True
        return any(_is_hurt(figure) for figure in draft.figures) or self._names_arms(draft, placed)

    def _names_arms(self, draft: Draft, placed: bool) -> bool:
        """Whether the sentence names a force, a weapon or, with a place, a state ("Israel struck Tyre")."""
        evidence, sentence = self._evidence, draft.sentence
        if any(
            _is_force(m) or (placed and m.kind == "government" and m.id)
            for m in evidence.actors_in.get(sentence.index, ())
        ):
            return True
        return any(evidence.is_of_weapon(t) or _is_plain(t) for t in sentence.tokens)


def _marks(reading: Reading) -> int:
    """How many things a reading names that only violence has: forces, weapons, people killed or hurt."""
    forces = {(m.id or m.name) for m in reading.actors if _is_force(m)}
    weapons = {w.start for w in reading.weapons if w.means in _ARMS}
    harms = [
        t for s in reading.sentences for t in s.tokens
        if t.lemma in _HARM and t.pos in ("VERB", "NOUN", "ADJ") and not _is_other(s.tokens, t.index)
    ]  # fmt: skip
    plain = {t.start for s in reading.sentences for t in s.tokens if _is_plain(t)}
    return len(forces) + len(weapons | plain) + len(harms)


def _is_landmark(sentence: Sentence, token: Token) -> bool:
    """Whether a word only says where something is: "clashes near the museum"."""
    return token.dep == "pobj" and sentence.head(token).lower in _BESIDE


def _is_plain(token: Token) -> bool:
    """Whether a word is of arms and no other field's: "shelling", "gunmen"; not "a friend of mine"."""
    return token.pos != "PRON" and (token.lemma in _PLAIN or token.lower in _PLAIN)


def _is_force(mention: ActorMention) -> bool:
    """Whether a mention is of a force: a listed one, or called by more than "group" or "network"."""
    words = mention.name.lower().split()
    return mention.kind in FORCE_KINDS and bool(
        mention.id or words[-1] not in _GROUPS or not _BEARING.isdisjoint(words)
    )


def _is_hurt(figure: Figure) -> bool:
    """Whether a figure counts people killed or hurt; a single one hurt may be beaten in a game only."""
    return figure.measure in _HURT or (figure.measure == "injured" and figure.unit in PEOPLE and (figure.low or 0) > 1)


def _is_other(tokens: Sequence[Token], index: int) -> bool:
    """Whether the harm is that of a storm, a crash or an illness told right beside it."""
    near = tokens[max(index - 12, 0) : index + 12]
    return any(t.lemma in _OTHERS for t in near)

"""Violence: whether a sentence tells of violence by arms, judged before events are read off its words.

Sport, markets, politics, weather and work borrow the words of war ("struck", "raid", "under fire", "shot down talk of a
merger"). A report is one of violence when it names, often enough for its length, what such talk does not: a force, a
weapon, people killed or hurt; in any other report the sentence itself must. Besides, the words of the sentence and of
its report must not speak for another field; what each weighs is learned (``weights/violence.csv``). Less is asked of
them where the sentence names who is armed, or with what, and where it was or that it killed: a sports page may tell of
a bombing. A report that names no armed side but burglars and nightclubs, lions or leaks tells of a crime, a beast
or a mishap; one of heroes and episodes of what is made up; and what is older than a lifetime is history.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from math import sqrt

from sayso.claims.evidence import FORCE_KINDS
from sayso.claims.records import Draft
from sayso.claims.weights import BIAS, weights
from sayso.lang import lexicon
from sayso.model import MEANS, PERSONS, ActorMention, Figure, Reading, Sentence, Token
from sayso.rules.ontology import types_with

__all__ = ["BORROWED", "Violence"]

WORDS = lexicon("claims")
_BEARING = WORDS["violence.bearing"]
_PLAIN_WORDS = WORDS["violence.plain"]
_SHOOTING = WORDS["violence.shooting"]
_TOPICS = WORDS["violence.topics"]
_PRIVATE, _WILD = WORDS["violence.private"], WORDS["means.beasts"] - WORDS["means.livestock"]
_STORIES = WORDS["violence.stories"]
_BY = WORDS["violence.by"]
_SIDELESS, _BURSTING = WORDS["violence.sideless"], WORDS["violence.bursting"]
_ARMED_TYPES = types_with("armed")
BORROWED = _ARMED_TYPES | {"abduction"}
"""The types of event whose words other fields borrow."""
_STATE_KINDS = frozenset({"party", "government"})
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
_SHORTEST, _FEWEST = 3, 5
_OF_SENTENCE, _OF_REPORT, _OF_MARK = 1.0, 3.0, 0.4
"""How much all words of a sentence, all words of its report and one thing named count beside each other."""
_LEAST, _PLACED, _SURE = -1.6, -3.0, -5.0
"""The log-odds that a sentence needs: one without a place of the event; one with it, or with guns; and one with what no
other field has, or with a force or a weapon and whom it hurt."""
_ENOUGH, _DENSITY, _NOTE = 2, 0.15, 30
"""Things named that only violence has, in all and for each sentence, from which on a report is one of violence; how
many words a note has at most, which need name but one of them or a place."""
_FEW_PRIVATE, _PRIVATE_DENSITY, _FEW_STORIES, _STORY_DENSITY = 1, 0.15, 2, 0.3
"""Words of private violence, and of stories, in all and for each sentence, from which on a report is of that."""
_LIFETIME = 75
"""After how many years a fight is history."""
_KNOWN, _FORCE, _STATE, _PLAIN, _PLACE = "(known force)", "(force)", "(state)", "(plain)", "(place)"
_ARMED = {_FORCE} | {f"({means})" for means in MEANS} - {"(other)", "(vehicle)", "(blade)"}
_GUNS = {"(shell)", "(firearm)"}
_OF_WAR = _ARMED - _GUNS - {_FORCE, "(aircraft)"}
"""Weapons that only a side of a war has."""
_KILLED = frozenset({"killed", "casualties"})
_HURT = _KILLED | {"injured"}


class Violence:
    """How likely each sentence of a reading tells of violence by arms. Built once for a reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._weights = weights("violence")
        self._known: dict[int, float] = {}

    def is_meant(self, draft: Draft) -> bool:
        """Whether the draft's words mean violence rather than borrow its name."""
        if draft.type != "casualties" and draft.type not in BORROWED:
            return draft.type != "arrest" or not self._is_private(draft)
        if self._is_history(draft) or _is_bloodless(draft):
            return False
        named = self._named[draft.sentence.index]
        hurt = any(_is_hurt(figure) for figure in draft.figures)
        if draft.type == "casualties":
            return bool(self._marks or draft.figures)
        if self._is_made_up(draft) or self._is_private(draft):
            return False
        note = self._is_note and (self._marks or _PLACE in named)
        if draft.type in _ARMED_TYPES and not (self._is_of_war or hurt or note or _is_armed(named)):
            return False
        in_capitals = not self._report
        return in_capitals or self.log_odds(draft.sentence) > self._needed(draft, named)

    def _is_history(self, draft: Draft) -> bool:
        """ "The fort that the British attacked in 1814": nobody who lives has seen it."""
        published, told = self._reading.document.published, draft.time.latest if draft.time else None
        return published is not None and told is not None and published.year - told.year > _LIFETIME

    def _is_private(self, draft: Draft) -> bool:
        """Whether the report names no armed side and is of a crime, a beast or a mishap: "was shot at a nightclub"."""
        words = _BURSTING if draft.rule.has("explodes") else _PRIVATE
        if draft.rule.has("names-attack") and not draft.actors:
            words |= _WILD  # "The attack took place near a lake"
        if self._is_sided or not self._has(words, _FEW_PRIVATE, _PRIVATE_DENSITY):
            return False
        return not any(role.kind in _STATE_KINDS | FORCE_KINDS and _is_a_side(role.name) for role in draft.actors)

    def _is_made_up(self, draft: Draft) -> bool:
        """Whether the report is of a film, a book or a game, and the draft no news, which has both place and time."""
        return self._has(_STORIES, _FEW_STORIES, _STORY_DENSITY) and not (draft.place_given and draft.time_given)

    def _has(self, words: frozenset[str], few: int, density: float) -> bool:
        """Whether the report has so many of these words, for its length."""
        return len(self._nouns & words) >= max(few, density * len(self._reading.sentences))

    @cached_property
    def _nouns(self) -> frozenset[str]:
        """The nouns of the report, and each with the one that stands before it: "gas-main"."""
        nouns = [(s, t) for s in self._reading.sentences for t in s.tokens if t.pos == "NOUN"]
        joined = {f"{c.lemma}-{t.lemma}".lower() for s, t in nouns for c in s.children(t, "compound")}
        return frozenset({t.lemma.lower() for _, t in nouns} | joined)

    @cached_property
    def _is_sided(self) -> bool:
        """Whether the report names anybody who is armed for a side, or what only a side of a war has."""
        reading = self._reading
        forces = any(_mark(m) in (_KNOWN, _FORCE) and _is_a_side(m.name) for m in reading.actors)
        plain = any(_is_plain(t) and t.lower not in _SIDELESS for s in reading.sentences for t in s.tokens)
        return forces or plain or any(f"({w.means})" in _OF_WAR for w in reading.weapons)

    def _needed(self, draft: Draft, named: set[str]) -> float:
        """The log-odds from which on the draft's sentence is one of violence."""
        bearing = any(not _BEARING.isdisjoint(role.name.lower().split()) for role in draft.actors)
        harmed = [figure for figure in draft.figures if figure.measure in _HURT]
        armed, hurt = bool(_ARMED & named) or any(figure.unit == "soldiers" for figure in harmed), bool(harmed)
        shot = draft.trigger.lemma in _SHOOTING and any(figure.measure == "killed" for figure in harmed)
        told = hurt or (self._is_note and _PLACE in named)  # "Rockets hit Kherson on Monday."
        if bearing or _PLAIN in named or (armed and told) or shot:
            return _SURE
        return _PLACED if draft.place_given or _GUNS & named else _LEAST

    @cached_property
    def _marks(self) -> int:
        """How many things the report names that only violence has: forces, weapons, people killed or hurt."""
        reading = self._reading
        forces = {(m.id or m.name) for m in reading.actors if _mark(m) in (_KNOWN, _FORCE)}
        weapons = {w.start for w in reading.weapons if f"({w.means})" in _ARMED}
        plain = {t.start for s in reading.sentences for t in s.tokens if _is_plain(t)}
        harms = [
            t for s in reading.sentences for t in s.tokens
            if t.lemma in WORDS["violence.harm"] and t.pos in ("VERB", "NOUN", "ADJ")
            and not any(n.lemma in WORDS["means.causes"] for n in s.tokens[max(t.index - 12, 0) : t.index + 12])
        ]  # fmt: skip
        return len(forces) + len(weapons | plain) + len(harms)

    @cached_property
    def _is_of_war(self) -> bool:
        return self._marks >= max(_ENOUGH, _DENSITY * len(self._reading.sentences))

    @cached_property
    def _is_note(self) -> bool:
        """Whether the report is short and names nothing of another field but to say where something is."""
        words = [(s, t) for s in self._reading.sentences for t in s.tokens]
        topics = [(s.head(t), t) for s, t in words if t.lemma in _TOPICS]  # but not "clashes near the museum"
        beside = (t.dep == "pobj" and head.lower in WORDS["violence.beside"] for head, t in topics)
        return len(words) <= _NOTE and all(beside)

    def log_odds(self, sentence: Sentence) -> float:
        """How likely the sentence tells of violence, as log-odds."""
        if sentence.index not in self._known:
            table, here = self._weights, self._words[sentence.index]
            named = sum(table[mark] for mark in sorted(self._named[sentence.index]) if mark in table)
            told = sum(table[word] for word in sorted(here) if word in table)
            found = named * _OF_MARK + told * _of(_OF_SENTENCE, here) + self._told
            self._known[sentence.index] = table.get(BIAS, 0.0) + found
        return self._known[sentence.index]

    @cached_property
    def _told(self) -> float:
        """What the words of the whole report add to the log-odds of each of its sentences."""
        table = self._weights
        return sum(table[word] for word in sorted(self._report) if word in table) * _of(_OF_REPORT, self._report)

    def signs(self, sentence: Sentence, *, alone: bool = False) -> Mapping[str, float]:
        """What speaks for or against it, and how much it counts: words by lemma, things named in brackets.

        ``alone``: as if it were the whole report.
        """
        found: dict[str, float] = dict.fromkeys(self._named[sentence.index], _OF_MARK)
        here = self._words[sentence.index]
        everywhere = here if alone else self._report
        for word in everywhere:
            found[word] = (word in here) * _of(_OF_SENTENCE, here) + _of(_OF_REPORT, everywhere)
        return found

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        """The words of each sentence; none in capitals, so that no side, person or place is one."""
        return [
            frozenset(
                t.lemma for t in s.tokens
                if t.pos in _TELLING and t.text.islower() and t.lemma.isalpha() and len(t.lemma) >= _SHORTEST
            )
            for s in self._reading.sentences
        ]  # fmt: skip

    @cached_property
    def _report(self) -> frozenset[str]:
        return frozenset().union(*self._words)

    @cached_property
    def _named(self) -> list[set[str]]:
        """What each sentence names, in brackets."""
        reading = self._reading
        named: list[set[str]] = [{_PLAIN} if any(map(_is_plain, s.tokens)) else set() for s in reading.sentences]
        actors = ((actor.start, mark) for actor in (*reading.actors, *reading.coreferences) if (mark := _mark(actor)))
        weapons = ((weapon.start, f"({weapon.means})") for weapon in reading.weapons)
        for start, mark in (*actors, *weapons, *((place.start, _PLACE) for place in reading.places)):
            sentence = reading.sentence_at(start)
            if sentence:
                named[sentence.index].add(mark)
        return named


def _is_bloodless(draft: Draft) -> bool:
    """ "Ambushed the premier with a motion", "captured four seats", "killing off 300 brands": by or of paper only."""
    told = {t.lemma for t in draft.frame.objects} & WORDS["violence.bloodless"]
    return bool(told) or any(p in _BY and t.lemma in WORDS["violence.papers"] for p, t in draft.frame.obliques)


def _of(much: float, words: Collection[str]) -> float:
    """How much each of so many words counts, where all together count so much."""
    return much / sqrt(max(len(words), _FEWEST))


def _mark(actor: ActorMention) -> str | None:
    """Which sort of armed side a mention is of; a "group" or "network" is a force where its words say it bears arms."""
    if actor.kind in _STATE_KINDS:
        return _STATE if actor.id else None
    if actor.kind not in FORCE_KINDS:
        return None
    words = actor.name.lower().split()
    vague = words[-1] in WORDS["violence.groups"] and _BEARING.isdisjoint(words)
    return _KNOWN if actor.id else None if vague else _FORCE


def _is_a_side(name: str) -> bool:
    return _SIDELESS.isdisjoint(name.lower().split())


def _is_plain(token: Token) -> bool:
    """Whether a word is of arms and no other field's: "shelling", "gunmen"; not "a friend of mine"."""
    return token.pos != "PRON" and (token.lemma in _PLAIN_WORDS or token.lower in _PLAIN_WORDS)


def _is_armed(named: set[str]) -> bool:
    """Whether a sentence names a force, a weapon or, with a place, a state ("Israel struck Tyre")."""
    weapon = any(f"({means})" in named for means in MEANS if means != "other")
    return weapon or bool({_KNOWN, _FORCE, _PLAIN} & named) or named >= {_STATE, _PLACE}


def _is_hurt(figure: Figure) -> bool:
    """Whether a figure counts people killed or hurt; a single one hurt may be beaten in a game only."""
    several = figure.measure == "injured" and figure.unit in PERSONS and (figure.low or 0) > 1
    return several or figure.measure in _KILLED

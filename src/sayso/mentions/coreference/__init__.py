"""Coreference: pronouns and definite phrases, as mentions of the actor they stand for.

Precise rather than greedy: where nothing fits, or two fit equally, there is no mention. The text is read once,
forwards; what has been resolved is a candidate for what follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from sayso.grammar.clauses import subject_of
from sayso.grammar.quotes import Quotes
from sayso.lang import lexicon
from sayso.mentions.coreference.nominals import REACH, Nominals
from sayso.mentions.coreference.parts import Candidate, candidate, is_human
from sayso.mentions.coreference.pronouns import OBJECTS, THIRD, Genders, is_empty_it, resolve
from sayso.mentions.coreference.speakers import speakers
from sayso.model import ActorMention, Reading, Sentence, Token
from sayso.rules.actors import ActorRow, AgencyRow, StateRow, main_forces
from sayso.stage import Resources

WORDS = lexicon("coreference")
_WE = WORDS["pronouns.first_plural"]
_THE = WORDS["articles.definite"]
_FIRST = _WE | WORDS["pronouns.first_singular"]


class Coreference:
    """Fills ``coreferences``."""

    needs: ClassVar[tuple[str, ...]] = ("sentences", "actors")
    fills: ClassVar[str] = "coreferences"

    def __init__(self, resources: Resources) -> None:
        rulebook = resources.rulebook
        self.says = frozenset(v.lemma for v in rulebook.rows(AgencyRow) if v.sense == "says")
        self.nominals = Nominals(rulebook)
        self.states = {row.id: row for row in rulebook.rows(StateRow)}
        self.forces = main_forces(rulebook.rows(ActorRow), rulebook.rows(StateRow))

    def __call__(self, reading: Reading) -> tuple[ActorMention, ...]:
        """The pronouns and definite phrases that stand for an actor, in text order."""
        return tuple(_Reader(reading, self).read())


class _Reader:
    """One pass over one document."""

    def __init__(self, reading: Reading, stage: Coreference) -> None:
        self._reading, self._stage = reading, stage
        self._by_sentence = _candidates(reading)
        self._quotes = Quotes(reading.document.text)
        self._speakers: dict[int, ActorMention] = {}
        self._known: list[Candidate] = []  # only those that may still be taken up: see _forget
        self._armies: dict[str, ActorMention] = {}  # named so far; a lone one is "the army" however far back
        self._genders = Genders()
        self._found: list[ActorMention] = []

    def read(self) -> list[ActorMention]:
        """Everything that is resolved, in text order."""
        sentences = self._reading.sentences
        for sentence in sentences:
            self._forget(sentence)
            actors = self._by_sentence.get(sentence.index, [])
            for one in actors:
                if one.mention.kind == "military" and one.mention.id is not None:
                    self._armies.setdefault(one.mention.id, one.mention)
            covered = {t.index: c for c in actors for t in sentence.within(c.mention)}
            self._known += actors
            for token in sentence.tokens:
                found = self._token(sentence, token, covered.get(token.index))
                if found:
                    self._keep(sentence, found, covered.get(token.index))
        self._speakers = speakers(sentences, self._by_sentence, self._quotes, self._stage.says)
        for sentence in sentences:
            for token in sentence.tokens:
                if token.lower in _FIRST and token.pos == "PRON" and self._quotes.at(token.start):
                    found = self._first(sentence, token)
                    self._found += [found] if found else []
        return sorted(self._found, key=lambda m: m.start)

    def _forget(self, sentence: Sentence) -> None:
        """Drop the candidates that stand too far back: a sentence of a long text costs no more than one of a short."""
        passed = 0
        while passed < len(self._known) and sentence.index - self._known[passed].sentence.index > REACH:
            passed += 1
        del self._known[:passed]

    def _token(self, sentence: Sentence, token: Token, inside: Candidate | None) -> ActorMention | None:
        if token.lower in THIRD and token.pos == "PRON":
            return self._third(sentence, token)
        bare = inside is None or (inside.head.index == token.index and _bare(inside.mention))
        if bare and (short := self._short(sentence, token)):
            return self._mention(token, short, "coreference/short-name")
        row = self._stage.nominals.row(sentence, token) if bare or token.dep == "poss" else None
        if row is None:
            return None
        others = self._told_of(sentence, token)
        known = [one for one in self._known if one.mention.entity not in others]
        found = self._stage.nominals.resolve(sentence, token, row, known)
        if found is None and row.kinds == ("military",) and len(self._armies) == 1 and not self._armies.keys() & others:
            found = next(iter(self._armies.values()))
        return self._mention(token, found, row.rule) if found else None

    def _told_of(self, sentence: Sentence, token: Token) -> set[str]:
        """ "The army said the Turkish troops had fired", "the army fled, and Turkish troops fired": of whom somebody
        tells by name, or who does something beside them, and so none of them; nor does "the group blamed the rebels"
        tell of one party."""
        here = self._by_sentence.get(sentence.index, ())
        verb = sentence.head(token)
        if token.dep in OBJECTS:
            return {c.mention.entity for c in here if c.head in subject_of(sentence, verb)}
        speaks = token.dep == "nsubj" and verb.lemma in self._stage.says
        behind = (c for c in here if c.mention.start > token.start)
        others = (c.mention for c in behind if speaks or (token.dep == "nsubj" and c.subject))
        return {m.entity for m in others if m.id is not None}

    def _short(self, sentence: Sentence, token: Token) -> ActorMention | None:
        """ "The Tigers", after "the Tamil Tigers": a later word of a listed name, with "the"."""
        if token.pos != "PROPN" or not any(t.lower in _THE for t in sentence.children(token, "det")):
            return None
        named = (one.mention for one in reversed(self._known) if one.mention.id and not one.mention.person)
        return next((m for m in named if m.end <= token.start and token.text in m.text.split()[1:]), None)

    def _third(self, sentence: Sentence, token: Token) -> ActorMention | None:
        if is_empty_it(sentence, token):
            return None
        quoted = self._quotes.at(token.start) is not None
        found = resolve(sentence, token, self._known, self._genders, self._stage.says, quoted=quoted)
        if found is None:
            return None
        self._genders.learn(found, token.lower)
        return self._owned(sentence, token, found) or self._mention(token, found, "coreference/pronoun")

    def _first(self, sentence: Sentence, token: Token) -> ActorMention | None:
        speaker = self._speakers.get(sentence.index)
        own = self._owned(sentence, token, speaker) if speaker else None
        if speaker and own is None and token.lower in _WE and is_human(speaker):
            speaker = self._side_of(speaker)
        return own or (self._mention(token, speaker, "coreference/speaker") if speaker else None)

    def _side_of(self, speaker: ActorMention) -> ActorMention | None:
        """Those for whom a person says "we": the forces of an officer's state, a party, a state; else nobody known."""
        side = speaker.side or ""
        army, party, state = (
            self._stage.forces.get(side), self._stage.nominals.listed.get(side), self._stage.states.get(side)
        )  # fmt: skip
        if army and speaker.kind == "military":
            return replace(speaker, id=army.id, name=army.name, entity=army.id, person=False)
        if party:
            return replace(speaker, id=party.id, name=party.name, entity=party.id, kind=party.kind, person=False)
        if state and speaker.kind == "government":
            return replace(speaker, id=state.id, name=state.name, entity=state.id, person=False)
        return None

    def _owned(self, sentence: Sentence, token: Token, owner: ActorMention) -> ActorMention | None:
        """ "his military forces", "its army", "our troops": the forces of the owner's side, or the owner's own."""
        if token.dep != "poss":
            return None
        head = sentence.head(token)
        force = next((c for c in self._by_sentence.get(sentence.index, []) if c.head.index == head.index), None)
        if force is None or force.mention.id is not None:
            return None
        cadres = force.mention.kind == "party" and force.mention.plural
        if not cadres and force.mention.kind not in ("military", "armed-group"):
            return None
        army = self._stage.forces.get(owner.side or "") if force.mention.kind == "military" else None
        if army:
            owner = replace(owner, id=army.id, name=army.name, kind="military", entity=army.id, person=False)
        elif owner.kind not in ("armed-group", "military") or owner.person:
            return None
        whole = self._mention(token, owner, "coreference/forces", last=force.head)
        return replace(whole, plural=force.mention.plural)

    def _mention(self, first: Token, antecedent: ActorMention, rule: str, last: Token | None = None) -> ActorMention:
        """The words from first to last (or only the first) as a mention of whom they stand for."""
        last = last or first
        return replace(
            antecedent, start=first.start, end=last.end, text=self._reading.document.text[first.start : last.end],
            head=last.start, rule=rule, form="reference",
        )  # fmt: skip

    def _keep(self, sentence: Sentence, found: ActorMention, instead_of: Candidate | None) -> None:
        self._found.append(found)
        if instead_of in self._known:
            self._known.remove(instead_of)
        one = candidate(found, sentence)
        if one:
            self._known.append(one)
            self._by_sentence.setdefault(sentence.index, []).append(one)


def _bare(mention: ActorMention) -> bool:
    """Whether the mention says no more than its noun: "group", "ministry"."""
    return mention.id is None and not mention.person and mention.side is None and " " not in mention.text


def _candidates(reading: Reading) -> dict[int, list[Candidate]]:
    found: dict[int, list[Candidate]] = {}
    for mention in reading.actors:
        sentence = reading.sentence_at(mention.start)
        one = candidate(mention, sentence) if sentence else None
        if sentence and one:
            found.setdefault(sentence.index, []).append(one)
    return found

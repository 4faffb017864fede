"""Coreference: pronouns and definite phrases, as mentions of the actor they stand for.

Precise rather than greedy: where nothing fits, or two fit equally, there is no mention. The text is read once,
forwards; what has been resolved is a candidate for what follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from sayso.mentions.coreference.nominals import REACH, Nominals
from sayso.mentions.coreference.parts import Candidate, candidate
from sayso.mentions.coreference.pronouns import HE, SHE, THIRD, Genders, is_empty_it, is_human, resolve
from sayso.mentions.coreference.speakers import FIRST, PLURAL_FIRST, quoted, speakers
from sayso.model import ActorMention, Reading, Sentence, Token
from sayso.rules.actors import ActorRow, AgencyRow, Force, StateRow, main_forces
from sayso.stage import Resources


class Coreference:
    """Fills ``coreferences``."""

    needs: ClassVar[tuple[str, ...]] = ("sentences", "actors")
    fills: ClassVar[str] = "coreferences"

    def __init__(self, resources: Resources) -> None:
        rulebook = resources.rulebook
        self._says = frozenset(v.lemma for v in rulebook.rows(AgencyRow) if v.sense == "says")
        self._nominals = Nominals(rulebook)
        self._states = {row.id: row for row in rulebook.rows(StateRow)}
        self._forces = main_forces(rulebook.rows(ActorRow), rulebook.rows(StateRow))

    def __call__(self, reading: Reading) -> tuple[ActorMention, ...]:
        """The pronouns and definite phrases that stand for an actor, in text order."""
        return tuple(_Reader(reading, self._says, self._nominals, self._forces, self._states).read())


class _Reader:
    """One pass over one document."""

    def __init__(
        self,
        reading: Reading,
        says: frozenset[str],
        nominals: Nominals,
        forces: dict[str, Force],
        states: dict[str, StateRow],
    ) -> None:
        self._reading, self._says, self._nominals, self._forces = reading, says, nominals, forces
        self._states = states
        self._by_sentence = _candidates(reading)
        self._marks = quoted(reading.sentences)
        self._speakers: dict[int, ActorMention] = {}
        self._known: list[Candidate] = []  # only those that may still be taken up: see _forget
        self._armies: dict[str, ActorMention] = {}  # named so far; a lone one is "the army" however far back
        self._genders = Genders()
        self._found: list[ActorMention] = []

    def read(self) -> list[ActorMention]:
        """Everything that is resolved, in text order."""
        for sentence in self._reading.sentences:
            self._forget(sentence)
            actors = self._by_sentence.get(sentence.index, [])
            for one in actors:
                if one.mention.kind == "military" and one.mention.id is not None and not one.mention.person:
                    self._armies.setdefault(one.mention.id, one.mention)
            covered = {t.index: c for c in actors for t in sentence.within(c.mention)}
            self._known += actors
            for token in sentence.tokens:
                found = self._token(sentence, token, covered.get(token.index))
                if found:
                    self._keep(sentence, found, covered.get(token.index))
        self._speakers = speakers(self._reading.sentences, self._by_sentence, self._marks, self._says)
        for sentence in self._reading.sentences:
            for token in sentence.tokens:
                if token.lower in FIRST and token.pos == "PRON" and self._marks[sentence.index][token.index]:
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
        if inside is None or token.dep == "poss" or (inside.head.index == token.index and _bare(inside.mention)):
            row = self._nominals.row(sentence, token)
            antecedent = self._nominals.resolve(sentence, token, row, self._known) if row else None
            if antecedent is None and row and row.kinds == ("military",) and len(self._armies) == 1:
                antecedent = next(iter(self._armies.values()))
            if antecedent and row:
                return self._mention(token, token, antecedent, row.rule)
        return None

    def _third(self, sentence: Sentence, token: Token) -> ActorMention | None:
        if is_empty_it(sentence, token):
            return None
        antecedent = resolve(
            sentence, token, self._known, self._genders, self._says, quoted=self._marks[sentence.index][token.index]
        )
        if antecedent is None:
            return None
        if token.lower in HE:
            self._genders.learn(antecedent, "he")
        elif token.lower in SHE:
            self._genders.learn(antecedent, "she")
        return self._owned(sentence, token, antecedent) or self._mention(
            token, token, antecedent, "coreference/pronoun"
        )

    def _first(self, sentence: Sentence, token: Token) -> ActorMention | None:
        speaker = self._speakers.get(sentence.index)
        if speaker is None:
            return None
        own = self._owned(sentence, token, speaker)
        if own is None and token.lower in PLURAL_FIRST and is_human(speaker):
            speaker = self._side_of(speaker)
        return own or (self._mention(token, token, speaker, "coreference/speaker") if speaker else None)

    def _side_of(self, speaker: ActorMention) -> ActorMention | None:
        """Those for whom a person says "we": the forces of an officer's state, a party, a state; else nobody known."""
        army = self._forces.get(speaker.side or "")
        if army and speaker.kind == "military":
            return replace(speaker, id=army.id, name=army.name, entity=army.id, person=False)
        row = self._nominals.listed.get(speaker.side or "") or self._states.get(speaker.side or "")
        if row is None or (isinstance(row, StateRow) and speaker.kind != "government"):
            return None
        kind = row.kind if isinstance(row, ActorRow) else "government"
        return replace(speaker, id=row.id, name=row.name, entity=row.id, kind=kind, person=False)

    def _owned(self, sentence: Sentence, token: Token, owner: ActorMention) -> ActorMention | None:
        """ "his military forces", "its army", "our troops": the forces of the owner's side, or the owner's own."""
        if token.dep != "poss":
            return None
        head = sentence.head(token)
        force = next((c for c in self._by_sentence.get(sentence.index, []) if c.head.index == head.index), None)
        if force is None or force.mention.kind not in ("military", "armed-group") or force.mention.id is not None:
            return None
        army = self._forces.get(owner.side or "") if force.mention.kind == "military" else None
        if army:
            named = replace(owner, id=army.id, name=army.name, kind="military", entity=army.id, person=False)
        elif owner.kind in ("armed-group", "military") and not owner.person:
            named = owner
        else:
            return None
        return self._mention(token, force.head, named, "coreference/forces", plural=force.mention.plural)

    def _mention(
        self, first: Token, last: Token, antecedent: ActorMention, rule: str, plural: bool | None = None
    ) -> ActorMention:
        return replace(
            antecedent, start=first.start, end=last.end, text=self._reading.document.text[first.start : last.end],
            head=last.start, rule=rule, form="reference", plural=antecedent.plural if plural is None else plural,
        )  # fmt: skip

    def _keep(self, sentence: Sentence, found: ActorMention, instead_of: Candidate | None) -> None:
        self._found.append(found)
        if instead_of is not None and instead_of in self._known:
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

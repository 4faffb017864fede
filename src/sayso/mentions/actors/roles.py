"""Noun phrases that name someone by role: "local officials", "Ukrainian troops", "a spokesman for the army"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.grammar.phrases import is_below
from sayso.lang import lexicon
from sayso.mentions.actors.affiliation import Affiliation
from sayso.mentions.actors.joint import ALLIED, joint_owners
from sayso.mentions.actors.listed import Hit
from sayso.mentions.actors.scene import (
    LOCATIVE,
    MODIFIERS,
    WORDS,
    Draft,
    Scene,
    head_of,
    is_hyphen,
    modified,
    opening,
)
from sayso.mentions.actors.words import Words
from sayso.model import Sentence, Token
from sayso.rules.actors import RoleRow

_CITING = WORDS["prepositions.citing"]
_IN = WORDS["prepositions.in"]
_OF = WORDS["prepositions.of"]
_OF_BODY = WORDS["prepositions.of_body"]
_ACCUSING = lexicon("grammar")["verbs.accusing"]
_LONGEST = 8


class Roles:
    """Finds phrases of role and drafts whom they name."""

    def __init__(self, words: Words, affiliation: Affiliation) -> None:
        self._words = words
        self._affiliation = affiliation

    def add(self, scene: Scene) -> None:
        """Draft every role phrase whose words are free."""
        for token, role in self._heads(scene):
            first, last = self._extent(scene, token, role)
            forces = role.kind == "military" and role.sense == "forces"
            own, joint = joint_owners(scene, token) if forces else (token.index, [])
            first = own if joint and scene.free(joint[-1].first, token.index) else first
            holder = next((d for d in scene.drafts if d.first == first and d.person and d.last < token.index), None)
            if not scene.free(holder.last + 1 if holder else first, token.index):
                continue
            named = _named_after(scene, token, role)
            if named:
                scene.add(self._named(scene, named, first))
                continue
            if not scene.free(token.index, last):
                last = token.index
            draft = scene.add(self._affiliation.draft(scene, token, role, first, last))
            for hit in joint:
                scene.add(self._affiliation.sharing(scene, draft, hit, role))
            if holder and draft.side is None:
                draft.side = holder.side

    def _heads(self, scene: Scene) -> Iterator[tuple[Token, RoleRow]]:
        sentence = scene.sentence
        listed = {i for h in scene.hits if h.actor for i in range(h.first, h.last + 1)}
        for token in sentence.tokens:
            role = self._words.role(token)
            if role is None or token.index in scene.taken or token.index in listed:
                continue
            if token.index and token.text[0].isupper() and is_hyphen(sentence.tokens[token.index - 1]):
                continue  # Port-au-Prince
            around = sentence.tokens[max(token.index - 1, 0) : token.index + 2 : 2]
            if token.lower in ALLIED and [t.pos for t in around] == ["CCONJ", "NOUN"]:
                continue  # the forces that they share come after: "Afghan and coalition security forces"
            if self._is_actor(sentence, token, role):
                yield token, role

    def _is_actor(self, sentence: Sentence, token: Token, role: RoleRow) -> bool:
        above = sentence.head(token)
        joined = any(t.pos == "CCONJ" for t in sentence.tokens[token.index + 1 : token.index + 2])
        if token.dep in MODIFIERS and token.head > token.index and not joined:
            return self._stands_alone(sentence, token, role, above)
        if role.sense in ("body", "forces") and token.dep == "poss" and self._words.role(above):
            return False  # "the group's leaders" is one phrase
        if role.qualified and token.tag == "NN" and not sentence.children(token, "compound", "amod", "poss"):
            return False
        if role.sense == "report":
            return self._words.speaks(sentence, token) or (token.dep == "pobj" and above.lower in _CITING)
        return role.sense != "body" or self._body_acts(sentence, token, above)

    def _stands_alone(self, sentence: Sentence, token: Token, role: RoleRow, above: Token) -> bool:
        """Whether a role noun before another noun is someone: "regime bombardment", "an army convoy"."""
        whole = modified(sentence, token)
        if whole.lemma in role.unless:
            return False
        if role.kind == "military" and whole.lemma in WORDS["nouns.detached"]:
            return True
        if role.sense in ("forces", "body"):
            return token.text.islower() and self._words.is_deed(whole)
        return role.sense == "people" and above.lemma in WORDS["nouns.tolls"]

    def _body_acts(self, sentence: Sentence, token: Token, above: Token) -> bool:
        """Whether an organisation is someone here, and not a place or a thing done ("a movement of people")."""
        if token.dep == "attr" or (token.dep == "pobj" and above.lower in LOCATIVE):
            return False
        if token.dep in ("dobj", "dative"):
            return above.lemma in self._words.address
        if token.dep == "pobj" and token.tag == "NN" and above.lower not in WORDS["prepositions.agentive"]:
            return self._words.speaks(sentence, token)
        preposition = sentence.child(token, "prep")
        if preposition and preposition.lower in _OF and token.pos == "NOUN":
            member = sentence.child(preposition, "pobj")
            role = self._words.role(member) if member else None
            return role is None or role.sense in ("body", "report")
        return True

    def _extent(self, scene: Scene, token: Token, role: RoleRow) -> tuple[int, int]:
        """First and last token of the phrase, without what others have taken."""
        tokens = scene.sentence.tokens
        first, last = opening(scene.sentence, token), _closing(scene.sentence, token, role)
        while first < token.index and (first in scene.taken or tokens[first].tag == "POS"):
            holder = next((d for d in scene.drafts if d.first == first and d.person), None)
            if holder and holder.last + 1 < token.index and tokens[holder.last + 1].tag == "POS":
                return first, last
            first += 1
        before = next((h for h in scene.hits if h.last == first - 1 and h.form == "demonym"), None)
        if before and scene.free(before.first, before.last):
            first = before.first  # "Ethiopian air force jets": the parser joins the demonym to the jets
        return first, last

    def _named(self, scene: Scene, hit: Hit, first: int) -> Draft:
        """The draft of a listed actor together with the noun that presents it."""
        row = hit.actor
        assert row is not None
        name = self._affiliation.listed_name(row, scene.words(hit.first, hit.last))
        head = head_of(scene.sentence, first, hit.last)
        return Draft(scene.sentence, first, hit.last, head, name, row.kind, row, id=row.id, side=hit.side)


def _named_after(scene: Scene, token: Token, role: RoleRow) -> Hit | None:
    """The listed actor whose name follows right after the noun: "state news agency TASS"."""
    if role.sense not in ("body", "forces"):
        return None
    named = (h for h in scene.hits if h.actor and h.first == token.index + 1)
    return next((h for h in named if scene.free(h.first, h.last)), None)


def _closing(sentence: Sentence, token: Token, role: RoleRow) -> int:
    """Index of the last token: the head, or the end of "of …", "for …" where that is part of the name."""
    last = token.index
    if role.sense in ("forces", "report"):
        return last
    for after in sentence.tokens[last + 1 : last + 2]:
        if after.lower in WORDS["phrases.knowing"] and is_below(sentence, token, after):
            inside = [t for t in sentence.subtree(after) if t.index > last and t.pos not in ("VERB", "PUNCT")]
            return inside[-1].index if len(inside) < _LONGEST else last
    for _ in range(2 if role.sense in ("person", "body") else 0):
        after = sentence.tokens[min(last + 1, len(sentence.tokens) - 1)]
        over = sentence.head(after)
        charged = over.lemma in _ACCUSING and over.index < token.index  # "was blamed by residents for the raid"
        if after.pos != "ADP" or charged or not _belongs(role, token, after, last):
            break
        end = _object_end(sentence, after)
        if end is None:
            break
        word, proper = after.lower, sentence.tokens[end].pos == "PROPN"
        if role.sense == "body" and (word in _OF_BODY or word in _IN) and not proper:
            break
        last = end
    return last


def _belongs(role: RoleRow, head: Token, preposition: Token, last: int) -> bool:
    word = preposition.lower
    if word in _OF:
        return True
    if role.sense == "person":
        return word in WORDS["prepositions.of_office"] and last == head.index
    return (word in _OF_BODY and head.pos == "PROPN") or (word in _IN and last > head.index)


def _object_end(sentence: Sentence, preposition: Token) -> int | None:
    """The last token of the preposition's object, relative clauses and appositions left out."""
    target = sentence.child(preposition, "pobj")
    if target is None or target.index < preposition.index or target.entity in ("DATE", "TIME"):
        return None
    last, tokens = target.index, sentence.tokens
    if any(t.text in ',;:()"' for t in tokens[preposition.index : last]):
        return None
    while last + 2 < len(tokens) and tokens[last + 1].lower in WORDS["joining"] and tokens[last + 2].pos == "PROPN":
        if tokens[last].pos != "PROPN" or tokens[last + 2].head not in (last, target.index):
            break
        last += 2
    return last

"""Holders: "the governor of Darfur" under the name that the report gives elsewhere ("Darfur governor Ana Reyes").

Only where the report names one such person, and calls nobody else so: a minister of another state, a former or a deputy
one. What one phrase tells of the office the other must tell too. A bare "the governor" is left to coreference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.lang import lexicon
from sayso.mentions.actors.scene import WORDS, Draft, Scene
from sayso.mentions.actors.words import Words
from sayso.model.words import fold
from sayso.rules.actors import RoleRow

_ALIKE = {word: noun for noun, others in WORDS.table("offices.alike").items() for word in others.split()}
_OTHER = WORDS["offices.other"]
_THE, _ONE = (lexicon("attributions")[f"articles.{kind}"] for kind in ("definite", "indefinite"))
_TELLING = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_OFFICIAL = frozenset({"government", "authority", "military", "armed-group", "party", "international"})
"""The kinds of those who hold an office of which there is one; there are many doctors and residents."""
_LEAD = 1
_LEAST = 2


@dataclass(frozen=True, slots=True)
class _Office:
    """What a phrase tells of an office: its nouns of office, and all its words."""

    nouns: frozenset[str]
    told: frozenset[str]

    def fits(self, other: _Office) -> bool:
        """Whether both may be for one office: one tells all that the other does, and neither is a deputy's or past."""
        alike = self.told <= other.told or other.told <= self.told
        return alike and not self.nouns.isdisjoint(other.nouns) and self.told & _OTHER == other.told & _OTHER


_Offices = dict[_Office, list[Draft]]


def name_holders(scenes: Sequence[Scene], words: Words) -> None:
    """Give phrases of office the identity of the one person of the report who holds it."""
    held: _Offices = {}
    unnamed: _Offices = {}
    for scene in scenes:
        for office, draft in _offices(scene, words):
            (held if draft.person else unnamed).setdefault(office, []).append(draft)
    for office, drafts in unnamed.items() if held else ():
        holder = _holder(office, held) if len(office.told) >= _LEAST else None
        if holder is None or any(_is_anothers(one, office, held) for one in unnamed):
            continue
        for draft in drafts:
            if _is_known(draft, holder):
                _become(draft, holder)


def _holder(office: _Office, held: _Offices) -> Draft | None:
    """Where the one person is first named who may hold the office; None where it may be several or nobody."""
    found = [drafts for one, drafts in held.items() if office.fits(one)]
    entities = {draft.entity for drafts in found for draft in drafts}
    return min((drafts[0] for drafts in found), key=lambda d: d.start) if len(entities) == 1 else None


def _is_anothers(one: _Office, office: _Office, held: _Offices) -> bool:
    """Whether another phrase is for another such office, or for more than one, of somebody who is not named apart."""
    alike = office.fits(one)
    if office.nouns.isdisjoint(one.nouns) or (alike and one.told <= office.told):
        return False
    return not any(one.fits(other) and office.fits(other) == alike for other in held)


def _offices(scene: Scene, words: Words) -> Iterator[tuple[_Office, Draft]]:
    for draft in scene.drafts:
        role = isinstance(draft.row, RoleRow) and draft.row.sense == "person" and draft.kind in _OFFICIAL
        if draft.plural or draft.id is not None or not (draft.person or role):
            continue
        told = list(_told(scene, draft, words))
        nouns = frozenset(word for word, is_office in told if is_office)
        if nouns:
            yield _Office(nouns, frozenset(word for word, _ in told)), draft


def _told(scene: Scene, draft: Draft, words: Words) -> Iterator[tuple[str, bool]]:
    """What a phrase tells of an office, and whether it is a noun for one; owners by their number in the actor list."""
    name = set(fold(draft.name).split()) if draft.person else set()
    listed = {at: hit.row.id for hit in scene.hits for at in range(hit.first, hit.last + 1)}
    for token in scene.sentence.tokens[draft.first : draft.last + 1]:
        role = words.role(token)
        if token.index in listed:
            yield listed[token.index], False
        elif role is not None:
            yield _ALIKE.get(role.id, role.id), role.sense == "person"
        elif token.pos in _TELLING and fold(token.text) not in name and token.lower not in WORDS["offices.own"]:
            yield token.lemma, False


def _is_known(draft: Draft, holder: Draft) -> bool:
    """ "The police spokesman", "Turkey's president", "Russian Foreign Minister"; "a police spokesman" in the lead of a
    report that names him further on."""
    tokens = draft.sentence.tokens
    before = tokens[draft.first - 1].lower if draft.first else ""
    owned = any(t.tag == "POS" for t in tokens[draft.first : draft.head.index])
    called = draft.head.text[0].isupper() and tokens[draft.first].text[0].isupper()
    ahead = before in _ONE and draft.sentence.paragraph <= _LEAD and holder.start > draft.end
    return before in _THE or owned or called or ahead


def _become(draft: Draft, holder: Draft) -> None:
    draft.name, draft.entity, draft.person = holder.name, holder.entity, True
    draft.kind, draft.side = holder.kind if holder.kind != "person" else draft.kind, draft.side or holder.side

"""Affiliation: of which kind and on whose side someone is whom a role or a title names, and which force or body."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.grammar.words import PLURAL
from sayso.mentions.actors.appositions import apposition, before_comma
from sayso.mentions.actors.listed import Hit
from sayso.mentions.actors.names import Name
from sayso.mentions.actors.scene import WORDS, Draft, Scene, head_of, is_hyphen
from sayso.mentions.actors.states import listed_name
from sayso.mentions.actors.words import Words
from sayso.model import ActorKind, Token
from sayso.rules.actors import ActorRow, Force, RoleRow, StateRow, TitleRow

_PLAIN_FORCE = WORDS["phrases.plain_force"]
_UNARMED = {noun: frozenset(words.split()) for noun, words in WORDS.table("nouns.unarmed").items()}
_PLURALS = WORDS["nouns.plural"]
_BODIES = {end: [set(words.split()) for words in groups] for end, groups in WORDS.table("state_bodies").items()}
_SETTLED: frozenset[ActorKind] = frozenset({"civilians", "witness", "expert", "media", "medical", "party"})
"""Kinds that stay what they are whatever body or word stands beside the noun."""
_ARMED: frozenset[ActorKind] = frozenset({"armed-group", "military", "party"})
_UNIFORMED = _ARMED | {"authority", "international"}


class Affiliation:
    """Works out kind, side and identity. ``listed``: the actor list by id; ``forces``: those of the states."""

    def __init__(self, words: Words, listed: Mapping[str, ActorRow], forces: Mapping[str, Force]) -> None:
        self._words = words
        self._listed = listed
        self._forces = forces

    def listed_name(self, row: ActorRow, text: str) -> str:
        """What a listed actor is called; see ``states.listed_name``."""
        return listed_name(row, self._words, self._forces, text)

    def draft(self, scene: Scene, token: Token, role: RoleRow, first: int, last: int) -> Draft:
        """The draft of a phrase of role whose head is the token."""
        draft = Draft(scene.sentence, first, last, token, scene.words(first, last), role.kind, role)
        draft.plural = token.tag in PLURAL or token.lemma in _PLURALS or token.lower in _PLURALS
        knowing = role.sense == "people" and last > token.index  # "people familiar with the matter"
        draft.kind = "unnamed" if knowing else self._kind(scene, role, token, first, last)
        before = next((h for h in reversed(scene.within(first, last)) if h.last < token.index), None)
        if role.sense == "forces" and draft.kind == role.kind:
            self._as_force(scene, draft, role, before)
        else:
            draft.side = scene.side(first, last)
            if role.sense == "body" and before and isinstance(before.row, StateRow):
                self._as_state_body(draft, before.row, before.last)
            armed = role.kind == "armed-group" or (role.sense == "body" and draft.kind == "armed-group")
            group = before.actor if before and armed else None
            if before and group and group.kind in _ARMED and _is_plain(scene, before, token):
                _become(draft, group)  # "the Coast Front militant group", "the Coast Front terrorist organisation"
        if draft.id is None and (owner := before or _owner_after(scene, token)):
            self._as_members(scene, draft, role, owner)
        return draft

    def _as_members(self, scene: Scene, draft: Draft, role: RoleRow, owner: Hit) -> None:
        """ "Coast Front members", "members of the Coast Front", "KFOR troops": the body that they belong to.

        Of an international body only forces are meant: its members are states.
        """
        row = owner.actor
        bodies = _UNIFORMED if role.sense == "forces" else _UNIFORMED - {"international"}
        if row is None or row.kind not in bodies or not (draft.members and _is_plain(scene, owner, draft.head)):
            return
        draft.name, draft.id, draft.side = self.listed_name(row, row.name), row.id, draft.side or owner.side
        draft.kind = row.kind if row.kind in _ARMED else "military"

    def describe(self, scene: Scene, name: Name) -> tuple[ActorKind | None, str | None]:
        """Kind and side of a named person, from title and appositions."""
        kind: ActorKind | None = None
        side: str | None = None
        tokens, own = scene.sentence.tokens, (name.opening, name.first - 1)
        if isinstance(name.title, TitleRow):
            kind = name.title.kind if name.title.kind != "person" else None
            side = scene.side(*own)
        for start, end in (own, apposition(tokens, name.last), before_comma(tokens, name.opening)):
            token, role = self._office(tokens[start : end + 1], name)
            if token and role:
                kind = kind or self._kind(scene, role, token, start, end)
                side = side or scene.side(start, end)
        hit = next((h for h in scene.hits if h.last == name.opening - 2 and h.actor), None)
        if hit and hit.actor and tokens[name.opening - 1].text == ")":  # "Free Coast Front (FCF) leader Ana Reyes"
            return hit.actor.kind, side or hit.side
        return kind, side

    def _office(self, tokens: tuple[Token, ...], name: Name) -> tuple[Token | None, RoleRow | None]:
        """The word for someone's office among the tokens."""
        if isinstance(name.title, RoleRow) and (title := next((t for t in tokens if t.index == name.title_at), None)):
            return title, name.title
        roles = ((t, self._words.role(t)) for t in tokens)
        return next(((t, role) for t, role in roles if role and role.sense == "person"), (None, None))

    def _kind(self, scene: Scene, role: RoleRow, token: Token, first: int, last: int) -> ActorKind:
        """The role's own kind unless the body named with it, or a word before it, decides."""
        if any(t.lemma in _UNARMED.get(token.lemma, ()) for t in scene.sentence.tokens[first : last + 1]):
            return "civilians"
        if role.sense not in ("person", "body"):
            return role.kind
        general, person = role.kind not in _SETTLED, role.sense == "person"
        if not general:
            return role.kind
        if person and (actor := next((h.actor for h in scene.within(first, last) if h.actor), None)):
            return actor.kind
        others = [t for t in scene.sentence.tokens[first : last + 1] if t.index != token.index]
        for other in others if person else (t for t in others if t.index < token.index):
            modifier = self._words.modifiers.get(other.lower)
            if modifier and not _is_remit(role, modifier.kind):
                return modifier.kind
        bodies = (self._words.role(t) for t in others if person)
        return next((b.kind for b in bodies if b and b.sense in ("forces", "body")), role.kind)

    def _as_force(self, scene: Scene, draft: Draft, role: RoleRow, before: Hit | None) -> None:
        """A force named by its owner: the listed group, or the state's military."""
        if before is None:
            return
        row = before.row
        whole = _is_plain(scene, before, draft.head) and (draft.plural or role.collective)
        if isinstance(row, ActorRow):
            draft.side = before.side
            draft.kind = row.kind if "armed-group" in (role.kind, row.kind) else role.kind
            if whole and row.kind in _ARMED:
                _become(draft, row)
                draft.name = self.listed_name(row, row.name)
        elif role.kind == "military":
            draft.side = row.id
            if whole:
                self._as_main_force(draft, row.id, role)

    def sharing(self, scene: Scene, force: Draft, hit: Hit, role: RoleRow) -> Draft:
        """The draft of the state's force that shares a noun with another one: "Iraqi" in "Iraqi and Turkish forces"."""
        owner = head_of(scene.sentence, hit.first, hit.last)
        name = " ".join((scene.words(hit.first, hit.last), *force.name.split()[1:]))
        draft = Draft(scene.sentence, hit.first, hit.last, owner, name, force.kind, role, side=hit.row.id, plural=True)
        if force.id or force.side is None:
            self._as_main_force(draft, hit.row.id, role)
        return draft

    def _as_main_force(self, draft: Draft, state: str, role: RoleRow) -> None:
        force = self._forces[state]
        draft.name, draft.id, draft.row = force.name, force.id, force.row or role

    def _as_state_body(self, draft: Draft, state: StateRow, named_to: int) -> None:
        """A ministry or the government of a state, as the actor list has it; ``named_to``: where the state's name
        ends."""
        draft.side = state.id
        words = {t.lower for t in draft.sentence.tokens[draft.first : draft.last + 1]}
        alone = draft.head.index == draft.last and draft.last - named_to <= 2
        for end, groups in _BODIES.items():
            if (len(groups) > 1 or alone) and all(words & group for group in groups):
                row = self._listed.get(f"{state.id}-{end}")
                if row:
                    draft.id, draft.row, draft.kind = row.id, row, row.kind
                elif len(groups) == 1:
                    draft.id = f"{state.id}-{end}"
                return


def _is_plain(scene: Scene, owner: Hit, noun: Token) -> bool:
    """Whether nothing between an owner and a noun makes it a part of the whole."""
    tokens = scene.sentence.tokens
    if owner.first and is_hyphen(tokens[owner.first - 1]):  # "the anti-Coast Front group"
        return False
    plain = _PLAIN_FORCE if isinstance(owner.row, StateRow) else _PLAIN_FORCE | WORDS["phrases.plain_group"]
    return all(t.lower in plain or t.tag == "POS" or is_hyphen(t) for t in tokens[owner.last + 1 : noun.index])


def _become(draft: Draft, row: ActorRow) -> None:
    draft.name, draft.id, draft.row, draft.kind = row.name, row.id, row, row.kind


def _is_remit(role: RoleRow, kind: ActorKind) -> bool:
    """Whether a word of this kind before the noun leaves its kind as it is: a "local source" is no authority."""
    if role.remit:
        return kind not in ("authority", "armed-group", "party")
    return role.kind == "unnamed" and kind == "authority"


def _owner_after(scene: Scene, token: Token) -> Hit | None:
    """The listed actor after "of" or "from"."""
    preposition = scene.sentence.child(token, "prep")
    if preposition is None or preposition.lower not in WORDS["prepositions.of_force"]:
        return None
    owner = scene.sentence.child(preposition, "pobj")
    named = (h for h in scene.hits if owner and h.actor and h.first <= owner.index and h.last > preposition.index)
    return next((h for h in named if owner and (owner.index <= h.last or _is_plain(scene, h, owner))), None)

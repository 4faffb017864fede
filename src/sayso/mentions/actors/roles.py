"""Noun phrases that name someone by role: "local officials", "Ukrainian troops", "a spokesman for the army"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.lang import lexicon
from sayso.mentions.actors.appositions import apposition, before_comma
from sayso.mentions.actors.lexicon import Hit, words_of
from sayso.mentions.actors.parts import LOCATIVE, Draft, Scene, backed, governs, is_hyphen, opening, owner
from sayso.mentions.actors.people import Name
from sayso.mentions.actors.states import listed_name
from sayso.mentions.actors.words import Words
from sayso.model import ActorKind, Sentence, Token
from sayso.rules.actors import ActorRow, Force, RoleRow, StateRow, TitleRow

WORDS = lexicon("actors")
_BELONGS_WORDS = WORDS["roles.belongs"]
_OBJECT_END_WORDS = WORDS["roles.object_end"]
_DRAFT_WORDS = WORDS["roles.draft"]
_BELONGS_2_WORDS = WORDS["roles.belongs_2"]
_OWNER_AFTER_WORDS = WORDS["roles.owner_after"]
_IS_ACTOR_WORDS = WORDS["roles.is_actor"]
_CLOSING_WORDS = WORDS["roles.closing"]
_STATE_BODY_WORDS = WORDS["roles.state_body"]
_STATE_BODY_2_WORDS = WORDS["roles.state_body_2"]
_STATE_BODY_3_WORDS = WORDS["roles.state_body_3"]
_STATE_BODY_4_WORDS = WORDS["roles.state_body_4"]
_STATE_BODY_5_WORDS = WORDS["roles.state_body_5"]

_FLYING = WORDS["roles.flying"]
_INSIDE = ("compound", "amod", "nmod", "npadvmod")
_AGENTIVE = words_of("by with against between from like including")
_CABINET = words_of("minister ministry secretary president government")
_COLLECTIVE = words_of(
    "force military army navy battalion brigade regiment division garrison artillery militia gang cartel patrol"
)
_KNOWING = words_of("familiar close briefed")
_TOLLS = WORDS["roles.tolls"]
_PLAIN_FORCE = WORDS["roles.plain_force"]


class Roles:
    """Finds role noun phrases and works out whom they name. ``listed``: the actor list by id."""

    def __init__(self, words: Words, listed: dict[str, ActorRow], armies: dict[str, Force]) -> None:
        self._words = words
        self._listed = listed
        self._armies = armies

    def add(self, scene: Scene) -> None:
        """Draft every role phrase whose words are free."""
        for token, role in self._heads(scene):
            first, last = self._extent(scene, token, role)
            holder = next((d for d in scene.drafts if d.first == first and d.person and d.last < token.index), None)
            if scene.free(holder.last + 1 if holder else first, token.index):
                named = self._named_after(scene, token, role)
                if named:
                    scene.add(self._named(scene, named, first))
                    continue
                if not scene.free(token.index, last):
                    last = token.index
                draft = self._draft(scene, token, role, first, last)
                if holder and draft.side is None:
                    draft.side = holder.side
                scene.add(draft)

    def _extent(self, scene: Scene, token: Token, role: RoleRow) -> tuple[int, int]:
        """First and last token of the phrase, without what others have taken."""
        tokens = scene.sentence.tokens
        first, last = opening(scene.sentence, token.index), self._closing(scene, token, role)
        while first < token.index and (first in scene.taken or tokens[first].tag == "POS"):
            holder = next((d for d in scene.drafts if d.first == first and d.person), None)
            if holder and tokens[holder.last + 1].tag == "POS" and tokens[holder.last + 1].index < token.index:
                return first, last
            first += 1
        before = next((h for h in scene.hits if h.last == first - 1 and h.entries[0].form == "demonym"), None)
        if before and scene.free(before.first, before.last):
            first = before.first  # "Ethiopian air force jets": the parser joins the demonym to the jets
        return first, last

    def _named_after(self, scene: Scene, token: Token, role: RoleRow) -> Hit | None:
        """The listed actor whose name follows right after the noun: "state news agency TASS"."""
        if role.sense not in ("body", "forces"):
            return None
        return next(
            (h for h in scene.hits if h.actor and h.first == token.index + 1 and scene.free(h.first, h.last)), None
        )

    def _named(self, scene: Scene, hit: Hit, first: int) -> Draft:
        """The draft of a listed actor together with the noun that presents it."""
        row = hit.actor
        assert row is not None
        run = scene.sentence.tokens[first : hit.last + 1]
        head = next((t for t in reversed(run) if not first <= t.head <= hit.last or t.head == t.index), run[-1])
        name = listed_name(row, self._words, self._armies, scene.words(hit.first, hit.last))
        return Draft(scene.sentence, first, hit.last, head.index, name, row.rule, row.kind, row.id, hit.side)

    def _heads(self, scene: Scene) -> Iterator[tuple[Token, RoleRow]]:
        sentence = scene.sentence
        listed = {i for h in scene.hits if h.actor for i in range(h.first, h.last + 1)}
        for token in sentence.tokens:
            role = self._words.role(token)
            if role and token.index and token.text[0].isupper() and is_hyphen(sentence.tokens[token.index - 1]):
                continue  # Port-au-Prince
            if (
                role
                and token.index not in scene.taken
                and token.index not in listed
                and self._is_actor(sentence, token, role)
            ):
                yield token, role

    def _is_actor(self, sentence: Sentence, token: Token, role: RoleRow) -> bool:
        above = sentence.head(token)
        after = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
        joined = after is not None and after.pos == "CCONJ"
        if token.dep in _INSIDE and token.head > token.index and not joined:
            if token.lemma == "fighter" and owner(sentence, token).lemma in _FLYING:
                return False  # "Avarian fighter jets" are the state's
            if (
                role.sense in ("forces", "body")
                and token.text.islower()
                and self._words.is_deed(owner(sentence, token))
            ):
                return True  # "regime bombardment", "army shelling"
            return role.id == "civilian" and above.lemma in _TOLLS
        if token.dep == "poss" and role.sense in ("body", "forces") and self._words.role(above):
            return False  # "the group's leaders" is one phrase
        if role.id == "force" and token.tag == "NN" and not sentence.children(token, "compound", "amod", "poss"):
            return False  # "entered into force"
        if role.sense == "report":
            return self._words.speaks(sentence, token) or (token.dep == "pobj" and above.lower in _IS_ACTOR_WORDS)
        if role.sense == "body":
            return self._body_acts(sentence, token, above)
        return True

    def _body_acts(self, sentence: Sentence, token: Token, above: Token) -> bool:
        """Whether an organisation is someone here, and not a place or a thing done ("a movement of people")."""
        if token.dep == "attr" or (token.dep == "pobj" and above.lower in LOCATIVE):
            return False
        if token.dep in ("dobj", "dative"):
            return above.lemma in self._words.address
        if token.dep == "pobj" and token.tag == "NN" and above.lower not in _AGENTIVE:
            return self._words.speaks(sentence, token)
        preposition = sentence.child(token, "prep")
        if preposition and preposition.lower == "of" and token.pos == "NOUN":
            member = sentence.child(preposition, "pobj")
            role = self._words.role(member) if member else None
            return role is None or role.sense in ("body", "report")
        return True

    def _closing(self, scene: Scene, token: Token, role: RoleRow) -> int:
        """Index of the last token: the head, or the end of "of …", "for …" where that is part of the name."""
        if role.sense not in ("person", "body") and role.id != "person":
            return token.index
        sentence, last = scene.sentence, token.index
        after = sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None
        if after is not None and after.lower in _KNOWING and governs(sentence, token, after):
            inside = [t for t in sentence.subtree(after) if t.index > last and t.pos not in ("VERB", "PUNCT")]
            return max(t.index for t in inside) if len(inside) < 8 else last
        for _ in range(2):
            after = sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None
            if after is None or after.pos != "ADP" or not self._belongs(role, token, after, last):
                break
            end = self._object_end(sentence, after)
            if end is None or (
                after.lower in _CLOSING_WORDS and role.sense == "body" and sentence.tokens[end].pos != "PROPN"
            ):
                break
            last = end
        return last

    def _belongs(self, role: RoleRow, head: Token, preposition: Token, last: int) -> bool:
        word = preposition.lower
        if role.id == "person":
            return False
        if word == "of" or (word in _BELONGS_2_WORDS and role.sense == "person" and last == head.index):
            return True
        if role.sense == "body" and head.pos == "PROPN" and word in _BELONGS_WORDS:
            return True
        return word == "in" and role.sense == "body" and last > head.index

    def _object_end(self, sentence: Sentence, preposition: Token) -> int | None:
        """The last token of the preposition's object, relative clauses and appositions left out."""
        target = sentence.child(preposition, "pobj")
        if target is None or target.index < preposition.index or target.entity in ("DATE", "TIME"):
            return None
        last, tokens = target.index, sentence.tokens
        if any(t.text in ',;:()"' for t in tokens[preposition.index : last]):
            return None
        while (
            last + 2 < len(tokens) and tokens[last + 1].lower in _OBJECT_END_WORDS and tokens[last + 2].pos == "PROPN"
        ):
            if tokens[last].pos != "PROPN" or sentence.head(tokens[last + 2]).index not in (last, target.index):
                break
            last += 2
        return last

    def _draft(self, scene: Scene, token: Token, role: RoleRow, first: int, last: int) -> Draft:
        inside = [
            h for h in scene.hits if first <= h.first and h.last <= last and not backed(scene.sentence, h)
        ]  # fmt: skip
        before = next((h for h in inside if h.last < token.index), None)
        name = scene.words(first, last)
        draft = Draft(scene.sentence, first, last, token.index, name, role.rule, role.kind)
        draft.plural = token.tag in ("NNS", "NNPS") or token.lemma in _DRAFT_WORDS or token.lower == "people"
        draft.kind = self._kind(scene, role, token, first, last, inside)
        if role.sense == "forces":
            self._forces(scene, draft, role, token, before)
        elif inside:
            draft.side = next((h.side for h in inside if h.side), None)
        if role.sense == "body" and isinstance(before and before.entries[0].row, StateRow):
            self._state_body(scene, draft, before)
        return draft

    def describe(self, scene: Scene, name: Name) -> tuple[ActorKind | None, str | None]:
        """Kind and side of a named person, from title and appositions."""
        kind: ActorKind | None = None
        side: str | None = None
        tokens, title = scene.sentence.tokens, name.title
        if isinstance(title, TitleRow):
            kind = title.kind if title.kind != "person" else None
            side = self._side_in(scene, name.opening, name.first - 1)
        for start, end in (
            (name.opening, name.first - 1),
            apposition(tokens, name.last),
            before_comma(tokens, name.opening),
        ):
            token, role = self._person_role(tokens[start : end + 1], name)
            if token is None or role is None:
                continue
            inside = [h for h in scene.hits if start <= h.first and h.last <= end]
            kind = kind or self._kind(scene, role, token, start, end, inside)
            side = side or self._side_in(scene, start, end)
        hit = next((h for h in scene.hits if h.last == name.opening - 2 and h.actor), None)
        if hit and hit.actor and tokens[name.opening - 1].text == ")":  # "Free Coast Front (FCF) leader Ana Reyes"
            return hit.actor.kind, side or hit.side
        return kind, side

    def _person_role(self, tokens: tuple[Token, ...], name: Name) -> tuple[Token | None, RoleRow | None]:
        for token in tokens:
            if token.index == name.title_at and isinstance(name.title, RoleRow):
                return token, name.title
        for token in tokens:
            role = self._words.role(token)
            if role and role.sense == "person":
                return token, role
        return None, None

    def _side_in(self, scene: Scene, first: int, last: int) -> str | None:
        inside = (h for h in scene.hits if first <= h.first and h.last <= last and not backed(scene.sentence, h))
        return next((h.side for h in inside if h.side), None)

    def _kind(self, scene: Scene, role: RoleRow, token: Token, first: int, last: int, inside: list[Hit]) -> ActorKind:
        """The role's own kind unless the body named with it, or a word before it, decides."""
        if role.sense in ("people", "report", "forces"):
            return "unnamed" if role.id == "person" and last > token.index else role.kind
        general = role.kind not in ("civilians", "witness", "expert", "media", "medical", "party")
        if general and role.sense == "person":
            actor = next((h.actor for h in inside if h.actor), None)
            if actor:
                return "medical" if actor.kind == "medical" else actor.kind
        for other in scene.sentence.tokens[first : last + 1]:
            if other.index == token.index:
                continue
            modifier = self._words.modifiers.get(other.lower)
            if modifier and role.id == "source" and modifier.kind == "authority":
                continue
            if modifier and role.id in _CABINET and modifier.kind not in ("authority", "armed-group", "party"):
                continue
            if modifier and general and not (other.index > token.index and role.sense == "body"):
                return modifier.kind
        if general and role.sense == "person":
            for other in scene.sentence.tokens[first : last + 1]:
                body = self._words.role(other) if other.index != token.index else None
                if body and body.sense in ("forces", "body"):
                    return body.kind
        return role.kind

    def _forces(self, scene: Scene, draft: Draft, role: RoleRow, token: Token, before: Hit | None) -> None:
        """A force named by its owner: the listed group, or the state's military."""
        owned = self._owner_after(scene, token) if before is None else None
        if owned and owned.actor and draft.plural:  # "fighters of the Coast Front"
            draft.side, draft.kind = owned.side, owned.actor.kind
            draft.name, draft.id, draft.rule = owned.actor.name, owned.actor.id, owned.actor.rule
        if before is None:
            return
        row = before.entries[0].row
        between = [
            t for t in scene.sentence.tokens[before.last + 1 : token.index] if t.tag != "POS" and not is_hyphen(t)
        ]
        plain_force = all(t.lower in _PLAIN_FORCE for t in between) and (draft.plural or role.id in _COLLECTIVE)
        if isinstance(row, ActorRow):
            draft.side = before.side
            draft.kind = row.kind if role.kind == "armed-group" or row.kind == "armed-group" else role.kind
            if plain_force and row.kind in ("armed-group", "military", "party"):
                name = listed_name(row, self._words, self._armies, row.name)
                draft.name, draft.id, draft.rule, draft.kind = name, row.id, row.rule, row.kind
        elif role.kind == "military":
            draft.side = row.id
            if plain_force:
                self._army(draft, row)

    def _owner_after(self, scene: Scene, token: Token) -> Hit | None:
        preposition = scene.sentence.child(token, "prep")
        owner = (
            scene.sentence.child(preposition, "pobj")
            if preposition and preposition.lower in _OWNER_AFTER_WORDS
            else None
        )
        return next((h for h in scene.hits if owner and h.actor and h.first <= owner.index <= h.last), None)

    def _army(self, draft: Draft, state: StateRow) -> None:
        army = self._armies[state.id]
        draft.name, draft.id, draft.rule = army.name, army.id, army.rule or draft.rule

    def _state_body(self, scene: Scene, draft: Draft, before: Hit | None) -> None:
        assert before is not None
        row = before.entries[0].row
        assert isinstance(row, StateRow)
        draft.side = row.id
        words = {t.lower for t in scene.sentence.tokens[draft.first : draft.last + 1]}
        wanted = None
        if words & _STATE_BODY_WORDS and words & _STATE_BODY_2_WORDS:
            wanted = f"{row.id}-MOD"
        elif draft.head == draft.last and words & _STATE_BODY_3_WORDS and draft.last - before.last <= 2:
            wanted = f"{row.id}-GOV"
        elif words & _STATE_BODY_4_WORDS and words & _STATE_BODY_5_WORDS:
            wanted = f"{row.id}-MFA"
        if wanted in self._listed:
            draft.id, draft.rule, draft.kind = wanted, self._listed[wanted].rule, self._listed[wanted].kind
        elif wanted and wanted.endswith("-GOV"):
            draft.id = wanted

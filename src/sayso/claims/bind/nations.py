"""Nations: the forces of several states, or those of a state, behind one noun ("troops from Chad and Niger")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sayso.claims.bind.targets import phrase_role
from sayso.claims.evidence import FORCE_KINDS, Evidence
from sayso.claims.records import Draft
from sayso.grammar.phrases import expand, origin
from sayso.grammar.words import PLURAL
from sayso.lang import lexicon
from sayso.model import ActorMention, Role, Sentence, Token, role_of

WORDS = lexicon("claims")
_MACHINES = WORDS["agents.machines"]
_ALLIED = WORDS["nations.allied"]
_JOINED = 4


def forces_of(sentence: Sentence, token: Token, evidence: Evidence) -> list[Role]:
    """The forces that a plural noun says it comes from, or that share one noun with the state before; [] for none."""
    mention = evidence.actor(token)
    if together := _together(sentence, token, evidence):
        return together
    regular = token.lemma in _MACHINES or (mention is not None and mention.kind == "military" and not mention.person)
    unarmed = mention is not None and mention.kind == "authority"  # "police officers from"
    if unarmed or not (regular or (token.tag in PLURAL and token.lemma in WORDS["agents.members"])):
        return []
    word = origin(sentence, token) if token.tag in PLURAL else None
    named = [t for noun in sentence.children(word, "pobj") for t in expand(sentence, noun)] if word else []
    found = [role for t in named for role in _of(sentence, t, evidence, regular)]
    if found or mention is None or not regular:
        return found
    sharing = [*map(role_of, _sharing(sentence, mention, evidence))]
    before = sentence.children(token, "amod", "nmod", "compound")  # "rebel and government forces"
    rebels = [t for t in before if t.lemma in WORDS["forces.epithets"] and sentence.children(t, "conj")]
    sharing += [phrase_role(sentence, t, evidence) for t in rebels]
    return [*sharing, role_of(mention)] if sharing else []


def forces_or(
    tokens: list[Token], draft: Draft, evidence: Evidence, role_of_word: Callable[[Draft, Token, Evidence], Role | None]
) -> list[Role]:
    """For each word the forces of all the states that it names, else the role that it stands for."""
    found: list[Role] = []
    for token in tokens:
        forces = forces_of(draft.sentence, token, evidence)
        if not forces and len(joint := _joint_owners(draft.sentence, token, evidence)) > 1:
            forces = [role for owner in joint if (role := role_of_word(draft, owner, evidence))]
        role = None if forces else role_of_word(draft, token, evidence)
        found += forces or ([role] if role else [])
    return found


def _joint_owners(sentence: Sentence, token: Token, evidence: Evidence) -> list[Token]:
    """The states whose weapons or craft they are, by words joined before the noun: "Russian and Syrian warplanes"."""
    if evidence.actor(token) or not (token.lemma in _MACHINES or evidence.is_of_weapon(token)):
        return []
    before = [t for one in sentence.children(token, "amod", "nmod", "poss") for t in expand(sentence, one)]
    return [t for t in before if evidence.is_state(t)]


def _of(sentence: Sentence, token: Token, evidence: Evidence, regular: bool) -> list[Role]:
    """The forces of a state, or those that a name or another noun of forces stands for."""
    place, mention = evidence.place(token), evidence.actor(token)
    force = evidence.forces.of_country(place.country) if place and place.place.grain == "country" and regular else None
    if place and force:
        return [Role(start=place.start, end=place.end, name=force.name, id=force.id, kind="military")]
    if mention is None or mention.person or mention.kind not in FORCE_KINDS:
        return []
    return forces_of(sentence, token, evidence) or ([role_of(mention)] if mention.form == "listed" else [])


def _together(sentence: Sentence, token: Token, evidence: Evidence) -> list[Role]:
    """Who makes up "the joint force", "the security force" in a report that told of "Avarian and coalition forces"."""
    told = next((m for m in evidence.actors_in.get(sentence.index, ()) if m.head == token.start), None)
    words = (told.name if told.form == "reference" else told.text).lower().split() if told else []
    if told is None or told.id is not None or not WORDS["nations.together"].issuperset(words):
        return []
    for before in reversed(evidence.reading.actors):
        where = evidence.reading.sentence_at(before.start)
        if before.end <= token.start and where is not None and before.text.lower().split()[0] in _ALLIED:
            last = evidence.forces.resolve(before)
            sharing = _sharing(where, before, evidence)
            if sharing:
                return [replace(role_of(m), start=told.start, end=told.end) for m in (*sharing, last)]
    return []


def _sharing(sentence: Sentence, mention: ActorMention, evidence: Evidence) -> list[ActorMention]:
    """The states' forces named by an adjective alone right before those of the last state, in text order."""
    found: list[ActorMention] = []
    first = mention
    by_end = {m.end: m for m in evidence.actors_in.get(sentence.index, ()) if m.kind == "military"}
    while (before := _before(sentence, first)) is not None and (other := by_end.get(before.end)) is not None:
        if " " in other.text or other.head != before.start or before.pos not in ("ADJ", "PROPN"):
            break
        found.insert(0, other)
        first = other
    return found


def _before(sentence: Sentence, mention: ActorMention) -> Token | None:
    """The word before a mention where only a comma or a joining word stands between them."""
    tokens = [t for t in sentence.tokens if t.end <= mention.start][-_JOINED:]
    joined = False
    while tokens and (tokens[-1].text == "," or tokens[-1].pos == "CCONJ"):
        joined = True
        tokens.pop()
    return tokens[-1] if tokens and joined else None

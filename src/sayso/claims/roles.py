"""Roles: who did it and to whom, from the frame of a trigger."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.agents import RECKONING, agent_of
from sayso.claims.candidates import Candidate
from sayso.claims.evidence import Evidence
from sayso.claims.means import ATTACKS
from sayso.claims.targets import phrase_role, struck_things, target_of, wholes, without_bystanders
from sayso.grammar.frames import Frame, expand, subject_of
from sayso.lang import lexicon
from sayso.model import EventType, Role, Token

WORDS = lexicon("claims")
_ASSIGN_ROLES_WORDS = WORDS["roles.assign_roles"]

_AGAINST = WORDS.row("roles.against")
_AIMS = WORDS.row("roles.aims")
_TARGETLESS: frozenset[EventType] = frozenset({"withdraw", "deploy", "emergency"})


def assign_roles(candidate: Candidate, evidence: Evidence) -> None:
    """Fill ``actors`` and ``targets``."""
    rule, frame = candidate.rule, candidate.frame
    slots: dict[str, list[Token]] = {
        "subject": sufferers(frame) if rule.target == "subject" else frame.subjects,
        "object": frame.objects,
        "oblique": [t for p, t in frame.obliques if p in _aimed_at(candidate)],
        "possessor": frame.subjects,
        "none": [],
    }
    if rule.actor == "both":
        candidate.actors = _sides(candidate, evidence)
        return
    agents = _wholes(candidate, slots[rule.actor]) or (frame.subjects if rule.actor == "oblique" else [])
    candidate.actors = _unique([r for t in agents if (r := agent_of(candidate, t, evidence))])
    if not candidate.actors and candidate.trigger.pos == "NOUN":
        candidate.actors = _done_by(candidate, evidence)
    if not candidate.actors and (frame.passive or (candidate.type == "interception" and frame.subjects)):
        candidate.actors = _named_by(candidate, evidence) or _told_by(candidate, evidence)
    if not candidate.actors and candidate.type == "protest" and frame.verb is not None:
        marchers = subject_of(candidate.sentence, frame.verb)
        candidate.actors = _unique([r for t in marchers if (r := agent_of(candidate, t, evidence))])
    objects = slots[rule.target]
    if rule.target == "oblique" and not objects:
        objects = [t for t in frame.objects if rule.speaker or candidate.trigger.pos != "VERB"]
    if rule.speaker:
        candidate.targets = _addressed(candidate, evidence)
    else:
        objects = _outermost(candidate, objects)
        roles = [r for t in _wholes(candidate, objects) if (r := target_of(candidate, t, evidence))]
        if rule.target != "none" and not any(r.name.lower() not in _ASSIGN_ROLES_WORDS for r in roles):
            roles += [r for t in struck_things(candidate, evidence) if (r := target_of(candidate, t, evidence))]
        candidate.targets = _unique(without_bystanders(roles))
        if candidate.type in _TARGETLESS:
            candidate.targets = ()
    taken = {r.start for r in candidate.actors}
    candidate.targets = tuple(r for r in candidate.targets if r.start not in taken)


def _addressed(candidate: Candidate, evidence: Evidence) -> tuple[Role, ...]:
    """To whom something is said, or of whom it is demanded: "called on all sides", "demand that the army leave"."""
    frame, sentence = candidate.frame, candidate.sentence
    objects = [*frame.objects, *[t for p, t in frame.obliques if p in _TOWARD]]
    if candidate.type == "demand":
        objects += [t for p, t in frame.obliques if p == "from"]
        for verb in sentence.children(candidate.trigger, "ccomp"):
            objects += sentence.children(verb, "nsubj")
    roles = [r for t in _wholes(candidate, objects) if (r := _hearer(candidate, t, evidence))]
    return _unique(roles)[:3]


def _hearer(candidate: Candidate, token: Token, evidence: Evidence) -> Role | None:
    found = agent_of(candidate, token, evidence, civil=True)
    if found is None and token.pos == "NOUN" and token.lemma in _PARTIES:
        return phrase_role(candidate.sentence, token, evidence)
    return found


_TOWARD = WORDS.row("roles.toward")
_PARTIES = WORDS["roles.parties"]


def _done_by(candidate: Candidate, evidence: Evidence) -> tuple[Role, ...]:
    """Who did it where a participle tells: "the attack carried out by the front", "the raid claimed by the group"."""
    sentence = candidate.sentence
    for verb in sentence.children(candidate.trigger, "acl"):
        if verb.tag != "VBN" or verb.lemma not in _DONE:
            continue
        by = sentence.children(verb, "agent")
        agents = [a for b in by for t in sentence.children(b, "pobj") for a in expand(sentence, t)]
        return _unique([r for t in agents if (r := agent_of(candidate, t, evidence))])
    return ()


_DONE = WORDS["roles.done"]


def _outermost(candidate: Candidate, tokens: list[Token]) -> list[Token]:
    """Without what only tells of another one: "a convoy of 14 trucks" is the convoy."""
    kept = []
    for token in tokens:
        head = candidate.sentence.head(token)
        whole = candidate.sentence.head(head) if head.lower == "of" and token.dep == "pobj" else None
        if (
            whole is None
            or whole not in tokens
            or whole.pos != "NOUN"
            or whole in wholes(candidate.sentence, whole)[1:]
            or wholes(candidate.sentence, whole) != [whole]
        ):
            kept.append(token)
    return kept


def _named_by(candidate: Candidate, evidence: Evidence) -> tuple[Role, ...]:
    """Who did it where "by …" stands at some distance from its verb: "was taken on the road to the town by gunmen"."""
    sentence, trigger = candidate.sentence, candidate.trigger
    for word in sentence.subtree(trigger):
        if word.lower != "by" or word.index < trigger.index:
            continue
        agents = [a for t in sentence.children(word, "pobj") for a in expand(sentence, t)]
        if any(
            t.start in evidence.source_words or t.pos == "NUM" or _bystander(t, evidence) or t.lemma in RECKONING
            for t in agents
        ):
            continue
        return _unique([r for t in _wholes(candidate, agents) if (r := agent_of(candidate, t, evidence))])
    return ()


def _told_by(candidate: Candidate, evidence: Evidence) -> tuple[Role, ...]:
    """Who did it where a force tells in the passive what it does itself: "60 drones were shot down, the army said"."""
    kinds = _OWN_DEEDS.get(candidate.type)
    if not kinds or candidate.attribution is None or candidate.status == "denied":
        return ()
    source = candidate.attribution.sources[0]
    if source.kind not in kinds or source.start in {t.start for t in candidate.frame.objects}:
        return ()
    person = any(m.start == source.start and m.person for m in evidence.reading.actors)
    if source.kind == "military" or (source.kind == "government" and candidate.type == "interception"):
        force = evidence.forces.of_state(source.side) or evidence.forces.home
        if force is None or (person and candidate.type == "arrest"):
            return ()
        return (Role(start=source.start, end=source.end, name=force.name, id=force.id, side=source.side),)
    if person:
        return ()
    return (Role(start=source.start, end=source.end, name=source.name, id=source.id, side=source.side),)


def _bystander(token: Token, evidence: Evidence) -> bool:
    mention = evidence.actor(token)
    return mention is not None and mention.kind in ("media", "ngo", "medical")


_OWN_DEEDS: dict[EventType, frozenset[str]] = {
    "interception": frozenset({"military", "government", "armed-group", "party"}),
    "arrest": frozenset({"military", "authority"}),
    "repel": frozenset({"military", "armed-group"}),
}


def _wholes(candidate: Candidate, tokens: list[Token]) -> list[Token]:
    return [whole for token in tokens for whole in wholes(candidate.sentence, token)]


def _aimed_at(candidate: Candidate) -> tuple[str, ...]:
    """The prepositions that lead to whom or what an event is aimed at."""
    if candidate.type in ("supply", "aid"):
        return ("to", "for")
    if candidate.type in ATTACKS:
        return (*_AIMS, "of") if candidate.trigger.pos != "VERB" else _AIMS
    if candidate.type == "violation":
        return (*_AIMS, "of", "over", "in", "off")
    return (*_AIMS, "of", "to", "from", "with", "oprd")


def sufferers(frame: Frame) -> list[Token]:
    """Those an event happens to, where the rule calls them its subject: in the passive they are the objects."""
    return frame.objects if frame.passive or not frame.subjects else frame.subjects


def _sides(candidate: Candidate, evidence: Evidence) -> tuple[Role, ...]:
    """Every side of a fight, a deal or talks, in text order."""
    frame, sentence = candidate.frame, candidate.sentence
    tokens = [*frame.subjects, *frame.objects]
    tokens += [t for p, t in frame.obliques if p in _AGAINST]
    sides = [t for token in tokens for t in expand(sentence, token)]
    roles = [r for t in sides if (r := agent_of(candidate, t, evidence) or _country(candidate, t, evidence))]
    return _unique(sorted(roles, key=lambda r: r.start))


def _country(candidate: Candidate, token: Token, evidence: Evidence) -> Role | None:
    """A state named as the other side: "clashes with Azerbaijan"."""
    place = evidence.place(token)
    if place is None or place.place.precision != "country" or candidate.sentence.head(token).lower not in _AGAINST:
        return None
    return Role(start=place.start, end=place.end, name=place.place.name, id=None)


def _unique(roles: list[Role]) -> tuple[Role, ...]:
    found: dict[str, Role] = {}
    for role in roles:
        found.setdefault(role.id or role.name.casefold(), role)
    return tuple(found.values())


def actors_from_context(candidate: Candidate, found: Sequence[Candidate]) -> tuple[Role, ...]:
    """Who did it, where the sentences just before say so of the same event: an attack of the same kind and place."""
    if not candidate.actors and candidate.type == "agree":
        deals = (c for c in reversed(found) if c.type == "agree" and len(c.actors) > 1)
        return next((c.actors for c in deals), ())
    if candidate.actors or candidate.type not in ATTACKS:
        return candidate.actors
    for before in reversed(found):
        if candidate.sentence.index - before.sentence.index > _REACH:
            break
        if (
            before.actors
            and before.type == candidate.type
            and before.status != "denied"
            and _same_place(before, candidate)
        ):
            return before.actors
    return ()


_REACH = 6


def _same_place(one: Candidate, other: Candidate) -> bool:
    if one.place is None or other.place is None:
        return one.place is other.place
    return one.place.place.name == other.place.place.name

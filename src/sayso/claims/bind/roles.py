"""Roles: who did it and to whom, from the frame of a trigger."""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.bind.agents import RECKONING, agent_of
from sayso.claims.bind.means import ATTACKS
from sayso.claims.bind.targets import phrase_role, struck_things, target_of, wholes, without_bystanders
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.frames import Frame, expand, subject_of
from sayso.lang import lexicon
from sayso.model import EventType, Role, Token, role_of
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")
_ANYONE = WORDS["roles.anyone"]

_AGAINST = WORDS.row("roles.against")
_AIMS = WORDS.row("roles.aims")
_TARGETLESS = types_with("no-target")


def roles_of(draft: Draft, evidence: Evidence) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """The actors and the targets."""
    rule, frame = draft.rule, draft.frame
    slots: dict[str, list[Token]] = {
        "subject": sufferers(frame) if rule.target == "subject" else frame.subjects,
        "object": frame.objects,
        "oblique": [t for p, t in frame.obliques if p in _aimed_at(draft)],
        "possessor": frame.subjects,
        "none": [],
    }
    if rule.actor == "both":
        return _sides(draft, evidence), ()
    agents = _wholes(draft, slots[rule.actor]) or (frame.subjects if rule.actor == "oblique" else [])
    actors = _unique([r for t in agents if (r := agent_of(draft, t, evidence))])
    if not actors and draft.trigger.pos == "NOUN":
        actors = _done_by(draft, evidence)
    if not actors and (frame.passive or (draft.type == "interception" and frame.subjects)):
        actors = _named_by(draft, evidence) or _told_by(draft, evidence)
    if not actors and draft.type == "protest" and frame.verb is not None:
        marchers = subject_of(draft.sentence, frame.verb)
        actors = _unique([r for t in marchers if (r := agent_of(draft, t, evidence))])
    taken = {r.start for r in actors}
    return actors, tuple(r for r in _targets(draft, slots[rule.target], evidence) if r.start not in taken)


def _targets(draft: Draft, objects: list[Token], evidence: Evidence) -> tuple[Role, ...]:
    """To whom or what it happened; ``objects``: the words in the rule's slot of the target."""
    rule, frame = draft.rule, draft.frame
    if rule.target == "oblique" and not objects:
        objects = [t for t in frame.objects if rule.speaker or draft.trigger.pos != "VERB"]
    if rule.speaker:
        return _addressed(draft, evidence)
    if draft.type in _TARGETLESS:
        return ()
    roles = [r for t in _wholes(draft, _outermost(draft, objects)) if (r := target_of(draft, t, evidence))]
    if rule.target != "none" and all(r.name.lower() in _ANYONE for r in roles):
        roles += [r for t in struck_things(draft, evidence) if (r := target_of(draft, t, evidence))]
    return _unique(without_bystanders(roles))


def _addressed(draft: Draft, evidence: Evidence) -> tuple[Role, ...]:
    """To whom something is said, or of whom it is demanded: "called on all sides", "demand that the army leave"."""
    frame, sentence = draft.frame, draft.sentence
    objects = [*frame.objects, *[t for p, t in frame.obliques if p in _TOWARD]]
    if draft.type == "demand":
        objects += [t for p, t in frame.obliques if p == "from"]
        for verb in sentence.children(draft.trigger, "ccomp"):
            objects += sentence.children(verb, "nsubj")
    roles = [r for t in _wholes(draft, objects) if (r := _hearer(draft, t, evidence))]
    return _unique(roles)[:3]


def _hearer(draft: Draft, token: Token, evidence: Evidence) -> Role | None:
    found = agent_of(draft, token, evidence, civil=True)
    if found is None and token.pos == "NOUN" and token.lemma in _PARTIES:
        return phrase_role(draft.sentence, token, evidence)
    return found


_TOWARD = WORDS.row("roles.toward")
_PARTIES = WORDS["roles.parties"]


def _done_by(draft: Draft, evidence: Evidence) -> tuple[Role, ...]:
    """Who did it where a participle tells: "the attack carried out by the front", "the raid claimed by the group"."""
    sentence = draft.sentence
    for verb in sentence.children(draft.trigger, "acl"):
        if verb.tag != "VBN" or verb.lemma not in _DONE:
            continue
        by = sentence.children(verb, "agent")
        agents = [a for b in by for t in sentence.children(b, "pobj") for a in expand(sentence, t)]
        return _unique([r for t in agents if (r := agent_of(draft, t, evidence))])
    return ()


_DONE = WORDS["roles.done"]


def _outermost(draft: Draft, tokens: list[Token]) -> list[Token]:
    """Without what only tells of another one: "a convoy of 14 trucks" is the convoy."""
    kept = []
    for token in tokens:
        head = draft.sentence.head(token)
        whole = draft.sentence.head(head) if head.lower == "of" and token.dep == "pobj" else None
        if (
            whole is None
            or whole not in tokens
            or whole.pos != "NOUN"
            or whole in wholes(draft.sentence, whole)[1:]
            or wholes(draft.sentence, whole) != [whole]
        ):
            kept.append(token)
    return kept


def _named_by(draft: Draft, evidence: Evidence) -> tuple[Role, ...]:
    """Who did it where "by …" stands at some distance from its verb: "was taken on the road to the town by gunmen"."""
    sentence, trigger = draft.sentence, draft.trigger
    for word in sentence.subtree(trigger):
        if word.lower != "by" or word.index < trigger.index:
            continue
        agents = [a for t in sentence.children(word, "pobj") for a in expand(sentence, t)]
        if any(
            t.start in evidence.source_words or t.pos == "NUM" or _bystander(t, evidence) or t.lemma in RECKONING
            for t in agents
        ):
            continue
        return _unique([r for t in _wholes(draft, agents) if (r := agent_of(draft, t, evidence))])
    return ()


def _told_by(draft: Draft, evidence: Evidence) -> tuple[Role, ...]:
    """Who did it where a force tells in the passive what it does itself: "60 drones were shot down, the army said"."""
    kinds = _OWN_DEEDS.get(draft.type)
    if not kinds or draft.attribution is None or draft.status == "denied":
        return ()
    source = draft.attribution.sources[0]
    if source.kind not in kinds or source.start in {t.start for t in draft.frame.objects}:
        return ()
    person = any(m.start == source.start and m.person for m in evidence.reading.actors)
    if source.kind == "military" or (source.kind == "government" and draft.type == "interception"):
        force = evidence.forces.of_state(source.side) or evidence.forces.home
        if force is None or (person and draft.type == "arrest"):
            return ()
        return (replace(role_of(source), name=force.name, id=force.id, kind="military"),)
    if person:
        return ()
    return (role_of(source),)


def _bystander(token: Token, evidence: Evidence) -> bool:
    mention = evidence.actor(token)
    return mention is not None and mention.kind in ("media", "ngo", "medical")


_OWN_DEEDS: dict[EventType, frozenset[str]] = {
    "interception": frozenset({"military", "government", "armed-group", "party"}),
    "arrest": frozenset({"military", "authority"}),
    "repel": frozenset({"military", "armed-group"}),
}


def _wholes(draft: Draft, tokens: list[Token]) -> list[Token]:
    return [whole for token in tokens for whole in wholes(draft.sentence, token)]


def _aimed_at(draft: Draft) -> tuple[str, ...]:
    """The prepositions that lead to whom or what an event is aimed at."""
    if draft.type in ("supply", "aid"):
        return ("to", "for")
    if draft.type in ATTACKS:
        return (*_AIMS, "of") if draft.trigger.pos != "VERB" else _AIMS
    if draft.type == "violation":
        return (*_AIMS, "of", "over", "in", "off")
    return (*_AIMS, "of", "to", "from", "with", "oprd")


def sufferers(frame: Frame) -> list[Token]:
    """Those an event happens to, where the rule calls them its subject: in the passive they are the objects."""
    return frame.objects if frame.passive or not frame.subjects else frame.subjects


def _sides(draft: Draft, evidence: Evidence) -> tuple[Role, ...]:
    """Every side of a fight, a deal or talks, in text order."""
    frame, sentence = draft.frame, draft.sentence
    tokens = [*frame.subjects, *frame.objects]
    tokens += [t for p, t in frame.obliques if p in _AGAINST]
    sides = [t for token in tokens for t in expand(sentence, token)]
    roles = [r for t in sides if (r := agent_of(draft, t, evidence) or _country(draft, t, evidence))]
    return _unique(sorted(roles, key=lambda r: r.start))


def _country(draft: Draft, token: Token, evidence: Evidence) -> Role | None:
    """A state named as the other side: "clashes with Azerbaijan"."""
    place = evidence.place(token)
    if place is None or place.place.grain != "country" or draft.sentence.head(token).lower not in _AGAINST:
        return None
    return Role(start=place.start, end=place.end, name=place.place.name, id=None)


def _unique(roles: list[Role]) -> tuple[Role, ...]:
    found: dict[str, Role] = {}
    for role in roles:
        found.setdefault(role.id or role.name.casefold(), role)
    return tuple(found.values())

"""Roles: who did it and to whom, from the frame of a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.model import ActorMention, EventType, Role, Sentence, Token, role_of
from sayso.stages.claims.candidates import Candidate
from sayso.stages.claims.evidence import Evidence
from sayso.stages.claims.frames import Frame, expand, subject_of
from sayso.stages.claims.means import ATTACKS
from sayso.stages.claims.targets import owner_of, phrase_role, struck_things, target_of, wholes, without_bystanders

_AGAINST = ("against", "with", "between", "and", "by", "among")
_NOT_ACTORS = frozenset({"civilians", "witness"})
_AIMS = ("on", "upon", "against", "at", "into", "toward", "towards")
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
    candidate.actors = _unique([r for t in agents if (r := _agent(candidate, t, evidence))])
    if not candidate.actors and frame.passive:
        candidate.actors = _named_by(candidate, evidence) or _told_by(candidate, evidence)
    if not candidate.actors and candidate.type == "protest" and frame.verb is not None:
        marchers = subject_of(candidate.sentence, frame.verb)
        candidate.actors = _unique([r for t in marchers if (r := _agent(candidate, t, evidence))])
    objects = slots[rule.target]
    if rule.target == "oblique" and not objects:
        objects = [t for t in frame.objects if rule.speaker or candidate.trigger.pos != "VERB"]
    if rule.speaker:
        candidate.targets = _addressed(candidate, evidence)
    else:
        roles = [r for t in _wholes(candidate, objects) if (r := target_of(candidate, t, evidence))]
        if rule.target != "none" and not any(r.name.lower() not in ("people", "person") for r in roles):
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
    found = _agent(candidate, token, evidence, civil=True)
    if found is None and token.pos == "NOUN" and token.lemma in _PARTIES:
        return phrase_role(candidate.sentence, token, evidence)
    return found


_TOWARD = ("on", "upon", "against", "at", "to", "for")
_PARTIES = frozenset(
    "party side country nation state faction belligerent authority leader community government chief army".split()
)


def _named_by(candidate: Candidate, evidence: Evidence) -> tuple[Role, ...]:
    """Who did it where "by …" stands at some distance from its verb: "was taken on the road to the town by gunmen"."""
    sentence, trigger = candidate.sentence, candidate.trigger
    for word in sentence.subtree(trigger):
        if word.lower != "by" or word.index < trigger.index:
            continue
        agents = [a for t in sentence.children(word, "pobj") for a in expand(sentence, t)]
        if any(t.start in evidence.source_words or t.pos == "NUM" or _bystander(t, evidence) for t in agents):
            continue
        return _unique([r for t in _wholes(candidate, agents) if (r := _agent(candidate, t, evidence))])
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
}


def _wholes(candidate: Candidate, tokens: list[Token]) -> list[Token]:
    return [whole for token in tokens for whole in wholes(candidate.sentence, token)]


def _aimed_at(candidate: Candidate) -> tuple[str, ...]:
    """The prepositions that lead to whom or what an event is aimed at."""
    if candidate.type in ("supply", "aid"):
        return ("to", "for")
    if candidate.type in ATTACKS:
        return (*_AIMS, "of") if candidate.trigger.pos != "VERB" else _AIMS
    return (*_AIMS, "of", "to", "from", "with", "oprd")


def sufferers(frame: Frame) -> list[Token]:
    """Those an event happens to, where the rule calls them its subject: in the passive they are the objects."""
    return frame.objects if frame.passive or not frame.subjects else frame.subjects


def _agent(candidate: Candidate, token: Token, evidence: Evidence, civil: bool = False) -> Role | None:
    """The word as someone who acts; a weapon or a text stands for whoever owns it, a member for the group."""
    if token.start in evidence.source_words and token.dep == "conj" and candidate.type in (*ATTACKS, *_HARM):
        return None  # "clashes, hospital sources said": who says it is not who did it
    mention = evidence.actor(token)
    if mention and mention.id is None and not mention.person:
        beside = _beside(candidate.sentence, token, evidence)
        if beside:
            return beside
    if mention and not mention.person and (mention.id is None or mention.rule.startswith("roles/")):
        group = _group(candidate, token, evidence)
        if group:
            return group
    if mention:
        if mention.kind in _NOT_ACTORS and not civil and candidate.type not in _UNREST:
            state = _nation(mention, evidence) if candidate.type in _ARMED or candidate.type == "clash" else None
            if state:
                return state
            if not mention.person and _violent(candidate, token):
                return phrase_role(candidate.sentence, token, evidence)
            return role_of(mention) if mention.person else None
        if (mention.kind == "medical" and candidate.type in _HARM) or (mention.id is None and _is_tool(token)):
            return None
        if mention.kind == "government" and token.lemma in ("regime", "junta") and candidate.type in _ARMED:
            return _home_force(mention, evidence)
        if evidence.weapon(token) is None or mention.id is not None:
            return role_of(mention)
    owner = owner_of(candidate.sentence, token, evidence)
    if owner:
        regime = owner.name.lower() in ("regime", "junta") and candidate.type in _ARMED and evidence.forces.home
        return replace(owner, name=regime.name, id=regime.id) if regime else owner
    named = _beside(candidate.sentence, token, evidence)
    if named:
        return named
    thing = evidence.weapon(token) is not None or any(
        evidence.is_class(token, c) for c in ("aerial", "vehicle", "weaponry")
    )
    if token.lemma in _MACHINES and token.dep not in ("compound", "nmod") and candidate.type in (*ATTACKS, "advance"):
        force = evidence.forces.machine(token.start)
        return replace(role_of(force), start=token.start, end=token.end) if force else None
    if evidence.is_force(token) and not thing:
        return phrase_role(candidate.sentence, token, evidence)
    if evidence.is_person(token) and (civil or candidate.type in _UNREST or _violent(candidate, token)):
        return phrase_role(candidate.sentence, token, evidence)
    return None


def _nation(mention: ActorMention, evidence: Evidence) -> Role | None:
    """The state, where its people stand for it: "the Avarians shelled the ridge"."""
    if not mention.rule.startswith("states/") or not mention.plural or evidence.forces.of_state(mention.side) is None:
        return None
    state = next((m for m in evidence.reading.actors if m.id == mention.side), None)
    return replace(role_of(mention), name=state.name, id=state.id) if state else None


def _is_tool(token: Token) -> bool:
    """A word of role that here stands for a weapon ("artillery fire", "a suicide bomber")."""
    return token.lemma in ("artillery", "bomber", "mortar", "suicide bomber")


def _home_force(mention: ActorMention, evidence: Evidence) -> Role:
    force = evidence.forces.home
    return replace(role_of(mention), name=force.name, id=force.id) if force else role_of(mention)


def _group(candidate: Candidate, token: Token, evidence: Evidence) -> Role | None:
    """The group that the word is a part of: "fighters of the Coast Front", "a unit of the national guard"."""
    if token.lemma not in _MEMBERS:
        return None
    for preposition in candidate.sentence.children(token, "prep"):
        for inner in candidate.sentence.children(preposition, "pobj") if preposition.lower == "of" else ():
            owner = evidence.actor(inner)
            if owner and owner.kind not in _NOT_ACTORS and not owner.person:
                return role_of(owner)
    return None


def _violent(candidate: Candidate, token: Token) -> bool:
    """Whether people without arms in their name are those who do the violence: "men in uniform took two boys"."""
    if token.pos == "NOUN" and candidate.type in (
        "abduction",
        "attack-civilians",
        "clash",
        "bombing",
        "shelling",
        "damage",
    ):
        return token.lemma in _VIOLENT
    return False


def _beside(sentence: Sentence, token: Token, evidence: Evidence) -> Role | None:
    """Who a noun stands for by its apposition: "the M5, the movement that holds the city", "a militia known as …"."""
    named = [sentence.head(token)] if token.dep == "appos" else []
    for verb in sentence.children(token, "acl"):
        if verb.lemma in ("know", "call", "dub", "name"):
            named += sentence.children(verb, "oprd", "attr", "dobj")
            named += [t for p in sentence.children(verb, "prep") for t in sentence.children(p, "pobj")]
    for other in named:
        mention = evidence.actor(other)
        if mention and not mention.person and (mention.id is not None or other.pos == "PROPN"):
            return role_of(mention)
        if other.pos == "PROPN" and token.dep != "appos":
            return phrase_role(sentence, other, evidence)
    return None


_ARMED: tuple[EventType, ...] = (*ATTACKS, "capture", "advance", "siege", "withdraw", "repel", "interception")
_MACHINES = frozenset(["jet", "warplane", "aircraft", "plane", "helicopter", "gunship", "tank", "warship"])
_UNREST: tuple[EventType, ...] = ("protest", "riot", "displacement", "aid", "evacuation")
_HARM: tuple[EventType, ...] = ("casualties", "clash")
_MEMBERS = frozenset(
    "member fighter soldier officer troop unit element man group personnel force guard agent commander "
    "ranger rebel militant combatant volunteer".split()
)
_VIOLENT = frozenset("man youth mob tribesman settler herder herdsman villager youngster teenager assassin".split())


def _sides(candidate: Candidate, evidence: Evidence) -> tuple[Role, ...]:
    """Every side of a fight, a deal or talks, in text order."""
    frame, sentence = candidate.frame, candidate.sentence
    tokens = [*frame.subjects, *frame.objects]
    tokens += [t for p, t in frame.obliques if p in _AGAINST]
    roles = [r for token in tokens for t in expand(sentence, token) if (r := _agent(candidate, t, evidence))]
    return _unique(sorted(roles, key=lambda r: r.start))


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

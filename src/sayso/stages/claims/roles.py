"""Roles: who did it and to whom, from the frame of a trigger."""

from __future__ import annotations

from sayso.model import ActorMention, Role, Sentence, Token, role_of
from sayso.stages.claims.candidates import Candidate
from sayso.stages.claims.evidence import Evidence
from sayso.stages.claims.frames import expand

_MODIFIERS = frozenset({"det", "nummod", "amod", "compound", "nmod", "poss", "quantmod", "case", "punct", "advmod"})
_AGAINST = ("against", "with", "between", "and", "by", "among")
_NOT_ACTORS = frozenset({"civilians", "witness"})
_TARGET_PREPS = ("on", "against", "at", "in", "into", "toward", "towards", "of", "for", "to", "from", "oprd", "with")


def assign_roles(candidate: Candidate, evidence: Evidence) -> None:
    """Fill ``actors`` and ``targets``."""
    rule, frame = candidate.rule, candidate.frame
    slots: dict[str, list[Token]] = {
        "subject": [*frame.subjects, *frame.objects] if rule.target == "subject" else frame.subjects,
        "object": frame.objects,
        "oblique": [t for p, t in frame.obliques if p in _TARGET_PREPS],
        "possessor": frame.subjects,
        "none": [],
    }
    if rule.actor == "both":
        candidate.actors = _sides(candidate, evidence)
        return
    agents = slots[rule.actor] or (frame.subjects if rule.actor == "oblique" else [])
    candidate.actors = _unique([r for t in agents if (r := _agent(candidate, t, evidence))])
    objects = slots[rule.target]
    if rule.target == "oblique" and not objects:
        objects = [t for t in frame.objects if rule.speaker or candidate.trigger.pos != "VERB"]
    if rule.speaker:
        objects = [*frame.objects, *[t for p, t in frame.obliques if p in ("on", "upon", "against", "at", "to", "for")]]
        candidate.targets = _unique([r for t in objects if (r := _agent(candidate, t, evidence, civil=True))])[:3]
    else:
        candidate.targets = _unique([r for t in objects if (r := _target(candidate, t, evidence))])
    taken = {r.start for r in candidate.actors}
    candidate.targets = tuple(r for r in candidate.targets if r.start not in taken)


def _agent(candidate: Candidate, token: Token, evidence: Evidence, civil: bool = False) -> Role | None:
    """The word as someone who acts; a weapon or a text stands for whoever owns it."""
    mention = evidence.actor(token)
    if mention:
        if mention.kind in _NOT_ACTORS and not civil and candidate.type not in ("protest", "riot", "displacement"):
            return role_of(mention) if mention.person else None
        if evidence.weapon(token) is None:
            return role_of(mention)
    for child in candidate.sentence.children(token, "poss", "amod", "compound", "nmod"):
        owner = evidence.actor(child)
        if owner and owner.kind not in _NOT_ACTORS:
            return role_of(owner)
    thing = evidence.weapon(token) is not None or any(
        evidence.is_class(token, c) for c in ("aerial", "vehicle", "weaponry")
    )
    if evidence.is_force(token) and not thing:
        return phrase_role(candidate.sentence, token, evidence)
    if civil and evidence.is_person(token):
        return phrase_role(candidate.sentence, token, evidence)
    return None


def _target(candidate: Candidate, token: Token, evidence: Evidence) -> Role | None:
    """The word as what was hit: people, forces, facilities, or the place itself."""
    if token.pos in ("PRON", "VERB", "AUX", "ADV", "NUM") and not evidence.actor(token):
        count = evidence.count(token)
        return Role(start=count.start, end=count.end, name=evidence.reading.text(count), id=None) if count else None
    mention = evidence.actor(token)
    if mention:
        return role_of(mention)
    place = evidence.place(token)
    if place:
        return Role(start=place.start, end=place.end, name=place.place.name, id=place.place.id)
    if token.pos in ("NOUN", "PROPN") and not _is_abstract(token):
        return phrase_role(candidate.sentence, token, evidence)
    return None


_ABSTRACT = frozenset(
    "attack strike report statement day night week month year hour time way case part number amount "
    "damage casualty death result toll war level area operation fire side home house moment line sunday "
    "monday tuesday wednesday thursday friday saturday morning evening afternoon".split()
) - {"house", "home", "area"}  # fmt: skip


def _is_abstract(token: Token) -> bool:
    return token.lemma in _ABSTRACT


def phrase_role(sentence: Sentence, token: Token, evidence: Evidence) -> Role:
    """The noun phrase around a word, without article and what follows it, as a role."""
    first = token
    for child in sentence.children(token, *_MODIFIERS):
        if child.index < token.index and child.dep not in ("punct",):
            deepest = min(sentence.subtree(child), key=lambda t: t.index)
            first = min(first, deepest, key=lambda t: t.index)
    while first.index < token.index and (first.pos == "DET" or first.text in ("'s", "-", ",")):
        first = sentence.tokens[first.index + 1]
    text = evidence.reading.document.text[first.start : token.end]
    return Role(start=first.start, end=token.end, name=text, id=None)


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


def mention_roles(mentions: tuple[ActorMention, ...]) -> tuple[Role, ...]:
    """Mentions as roles, each actor once."""
    return _unique([role_of(m) for m in mentions])

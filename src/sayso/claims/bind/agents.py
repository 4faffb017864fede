"""Agents: what a word stands for as the one who acts: a force, a state, a group, the owner of a weapon."""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.bind.means import ATTACKS
from sayso.claims.bind.targets import ABSTRACT, owning_role, phrase_role
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.phrases import of_which
from sayso.grammar.words import PLURAL
from sayso.lang import lexicon
from sayso.model import ActorMention, Role, Sentence, Source, Token, role_of
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")
_TOOLS = WORDS["agents.tools"]

_TELLERS = frozenset({"media", "unnamed"})
"""Those who tell and do nothing else of what they tell."""
_OPENING = (": ", ":\n", '"', "\u201c", "\u00ab")
_NOT_ACTORS = frozenset({"civilians", "witness"})
_TELLERS_OF_OTHERS = _NOT_ACTORS | {"media", "medical", "expert"}


def acting_role(draft: Draft, token: Token, evidence: Evidence, civil: bool = False) -> Role | None:
    """The word as someone who acts; a weapon or a text stands for whoever owns it, a member for the group.

    ``civil``: people without arms count as well, as in those to whom something is said.
    """
    mention = evidence.actor(token)
    if token.start in evidence.source_words and not civil:  # "clashes, hospital sources said": they did not do it
        later = token in draft.sentence.children(draft.sentence.head(token), "pobj")[1:]  # "by gunmen, police said"
        joined = (token.dep == "conj" or later) and draft.type in (*ATTACKS, *_HARM)
        if not draft.rule.speaker and (joined or (mention is not None and mention.kind in _TELLERS)):
            return None
    if token.tag == "JJ" and token.lemma in _ADJECTIVES and (mention is None or mention.id is None):
        return None  # "a military curfew"
    if _is_sort(draft, token, evidence):
        return None
    if mention is None:
        return _unnamed(draft, token, evidence, civil)
    if not mention.person:
        named = _beside(draft.sentence, token, evidence) if mention.id is None else None
        if named is None and (mention.id is None or mention.form == "role"):
            named = _group(draft, token, evidence)
        if named:
            return named
    if draft.type in ATTACKS and not civil and _stands_by(token, mention):
        return None
    if mention.kind in _NOT_ACTORS and not civil and draft.type not in _UNREST:
        return _civilian(draft, token, mention, evidence)
    tool = mention.id is None and token.lemma in _TOOLS and not evidence.on_foot(token)  # "bombers took off"
    if tool or (mention.kind == "medical" and draft.type in _HARM):
        return None
    if mention.kind == "government" and token.lemma in _RULERS and draft.type in _ARMED:
        return _home_force(role_of(mention), evidence)
    if evidence.weapon(token) is None or mention.id is not None:
        return role_of(mention)
    return _unnamed(draft, token, evidence, civil)


def speaking_role(draft: Draft, token: Token, evidence: Evidence) -> Role | None:
    """The word as someone who says so by the verb of saying itself: people without arms do that as well."""
    found = acting_role(draft, token, evidence)
    if found is not None or (draft.frame.verb or draft.trigger).start not in evidence.cues:
        return found
    mention = evidence.actor(token)
    if mention is not None and mention.kind in _NOT_ACTORS:
        return role_of(mention)
    speaks = evidence.is_person(token) or evidence.is_class(token, "speaker")
    return phrase_role(draft.sentence, token, evidence) if speaks and token.pos == "NOUN" else None


def _is_sort(draft: Draft, token: Token, evidence: Evidence) -> bool:
    """ "A terrorist attack", "an anti-terrorist operation": of what sort it is; "terrorist rocket fire" is theirs."""
    before = draft.sentence.tokens[max(token.index - 2, 0) : token.index]
    against = [t.lower for t in before] == ["anti", "-"]
    if not against and (token.lemma not in _SORTS or token.dep not in ("amod", "compound", "nmod")):
        return False
    beside = draft.sentence.children(draft.sentence.head(token), "compound", "nmod")
    arms = (*draft.words, *beside, *(t for _, t in draft.frame.obliques))
    return against or not any(evidence.is_of_weapon(t) for t in arms)


def _stands_by(token: Token, mention: ActorMention) -> bool:
    """Whether it is no attacker: a spokesman, a newspaper, a medic, a name of nobody known before the word for what
    happened there ("the Pahalgam attack")."""
    beside = token.dep in ("compound", "nmod") and mention.form == "named" and mention.kind == "unnamed"
    told = token.pos == "NOUN" and token.lemma in WORDS["agents.bystanders"]
    return mention.kind in ("media", "medical") or told or (beside and not mention.text.isupper())


def _unnamed(draft: Draft, token: Token, evidence: Evidence, civil: bool) -> Role | None:
    """A word that is no mention of someone: whose it is, else the force or the people that it tells of."""
    if token.pos == "PRON":
        return _self(draft, token, evidence)
    if token.lemma in RECKONING:
        return None
    if token.lemma in WORDS["agents.allies"]:
        called = draft.sentence.children(token, "compound", "amod", "nmod", "appos")
        known = (evidence.actor(t) for t in called if not evidence.is_state(t))
        return next((role_of(ally) for ally in known if ally and ally.id), None)
    owner = owning_role(draft.sentence, token, evidence)
    if owner:
        ruled = owner.name.lower() in _RULERS and draft.type in _ARMED
        return _home_force(owner, evidence) if ruled else owner
    named = _beside(draft.sentence, token, evidence)
    if named:
        return named
    if token.lemma in _MACHINES and token.dep not in ("compound", "nmod") and draft.type in (*ATTACKS, "advance"):
        allied = [t for t in draft.sentence.children(token, "compound", "amod", "nmod") if t.lower in _ALLIED]
        force = evidence.forces.ally if allied else evidence.forces.machine(token.start)
        if allied and force is None:
            return phrase_role(draft.sentence, allied[0], evidence)
        return replace(role_of(force), start=token.start, end=token.end) if force else None
    armament = evidence.is_of_weapon(token) and token.tag != "JJ"  # "a terrorist rocket attack" tells who made it
    thing = armament or any(evidence.is_class(token, c) for c in _THINGS)
    if evidence.is_force(token) and not thing:
        return phrase_role(draft.sentence, token, evidence)
    office = token.lemma in _OFFICES or (token.pos == "PROPN" and not token.entity)  # "the Treasury listed"
    if draft.type in _OFFICIAL and office and evidence.place(token) is None:
        return phrase_role(draft.sentence, token, evidence)
    if evidence.is_person(token) and (civil or draft.type in _UNREST or _violent(draft, token)):
        return phrase_role(draft.sentence, token, evidence)
    return phrase_role(draft.sentence, token, evidence) if _must_be_people(draft, token, evidence) else None


def _self(draft: Draft, token: Token, evidence: Evidence) -> Role | None:
    """A force that tells of its own deeds by a pronoun the report leaves open: "it had killed 200, the group said"; who
    gives: "several countries said they would send arms"."""
    if draft.attribution is None or token.lower not in WORDS["agents.self"]:
        return None
    source = draft.attribution.sources[0]
    if token.lower in WORDS["roles.they"] and _speaks_of_others(token, source, evidence):
        return None
    name = evidence.head(source) if source.kind == "unnamed" else None
    armed = source.kind in ("armed-group", "military", "party") or (name is not None and name.tag == "NNPS")
    gives = draft.type in ("supply", "aid") and source.kind not in _TELLERS_OF_OTHERS
    if not gives and (not armed or draft.type not in _ARMED_DEEDS):
        return None
    return (speaks_for(source, evidence) if source.kind == "military" else None) or role_of(source)


def _speaks_of_others(they: Token, source: Source, evidence: Evidence) -> bool:
    """ "“They shelled a school,” the general said", "General Poe: They shelled a school": not the general's men."""
    between = evidence.reading.document.text[source.end : they.start]
    return source.start > they.start or any(mark in between for mark in _OPENING)


def speaks_for(source: Source, evidence: Evidence) -> Role | None:
    """The forces that a commander or an army tells of: those of its state, else of the one the report is about."""
    force = evidence.forces.of_state(source.side) or evidence.forces.home
    return replace(role_of(source), name=force.name, id=force.id, kind="military") if force else None


def _civilian(draft: Draft, token: Token, mention: ActorMention, evidence: Evidence) -> Role | None:
    """Someone told of as a civilian who acts all the same: a nation, a person by name, men who do violence."""
    people = mention.form == "state" and mention.plural and draft.type in _ARMED  # "Serbs fired shells into"
    if mention.person or people:
        return role_of(mention)
    before = draft.sentence.children(token, "compound", "amod", "nmod")
    guards = token.lemma in _GUARDS and any(t.lemma in _GUARDING for t in before)  # "Armenian border guards"
    acts = guards or _violent(draft, token) or _must_be_people(draft, token, evidence)
    return phrase_role(draft.sentence, token, evidence) if acts else None


def _must_be_people(draft: Draft, token: Token, evidence: Evidence) -> bool:
    """Whether it stands as the one who does what only people do, whatever it is called: "two brothers massacred"."""
    frame = draft.frame
    if not draft.rule.has("by-people") or draft.trigger.pos != "VERB" or not frame.objects:
        return False
    named = token.pos in ("NOUN", "PROPN") and token in frame.subjects and token.lemma not in ABSTRACT
    people = evidence.is_person(token) or (token.tag in PLURAL and not frame.passive)
    elsewhere = evidence.place(token) or evidence.in_time(token) or evidence.weapon(token)
    return named and people and not elsewhere and token.start not in evidence.source_words


def _home_force(role: Role, evidence: Evidence) -> Role:
    """The main forces of the report's state, in place of its rulers."""
    force = evidence.forces.home
    return replace(role, name=force.name, id=force.id) if force else role


def _group(draft: Draft, token: Token, evidence: Evidence) -> Role | None:
    """The group that the word is a part of: "fighters of the Coast Front", "a unit of the national guard", "a Coast
    Front militant"."""
    member = evidence.actor(token)
    group = evidence.forces.group(member) if member and draft.type in _ARMED_DEEDS else None
    if member and group:
        return replace(role_of(group), start=member.start, end=member.end)
    if token.lemma not in WORDS["agents.members"]:
        return None
    named = (evidence.actor(inner) for inner in of_which(draft.sentence, token))
    return next((role_of(m) for m in named if m and m.kind not in _NOT_ACTORS and not m.person), None)


def _violent(draft: Draft, token: Token) -> bool:
    """Whether people without arms in their name are those who do the violence: "men in uniform took two boys"."""
    return token.pos == "NOUN" and draft.type in _VIOLENCE and token.lemma in WORDS["agents.violent"]


def _beside(sentence: Sentence, token: Token, evidence: Evidence) -> Role | None:
    """Who a noun stands for by its apposition: "the M5, the movement that holds the city", "the paramilitary M5", "a
    militia known as …"."""
    named = [sentence.head(token)] if token.dep == "appos" else []
    named += [t for t in sentence.children(token, "appos") if sentence.subtree(t)[0].index == token.index + 1]
    for verb in sentence.children(token, "acl"):
        if verb.lemma in WORDS["agents.beside"]:
            named += sentence.children(verb, "oprd", "attr", "dobj")
            named += [t for p in sentence.children(verb, "prep") for t in sentence.children(p, "pobj")]
    for other in named:
        mention = evidence.actor(other)
        if mention and not mention.person and (mention.id is not None or other.pos == "PROPN"):
            return role_of(mention)
        if other.pos == "PROPN" and token.dep != "appos" and not evidence.in_time(other):
            return phrase_role(sentence, other, evidence)
    return None


_ARMED = types_with("armed")
_VIOLENCE = types_with("violent")
_ARMED_DEEDS = types_with("own-deed")
_OFFICIAL = types_with("official")
_OFFICES = WORDS["agents.offices"]
RECKONING = WORDS["agents.reckoning"]
"""What is meant by "by the Pentagon's count": nobody who did anything."""
_RULERS = WORDS.row("agents.rulers")
_THINGS = WORDS.row("agents.things")
_MACHINES = WORDS["agents.machines"]
_ALLIED = WORDS["nations.allied"]
_UNREST = types_with("unrest")
_HARM = types_with("harmed")
_GUARDS, _GUARDING = WORDS["agents.guards"], WORDS["agents.guarding"]
_ADJECTIVES, _SORTS = WORDS["agents.adjectives"], WORDS["agents.sorts"]

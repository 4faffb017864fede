"""Means: what kind of attack an attack is.

The codebook's order: the means named with the attack decide; else the means the report gives for the same attack;
else a bare "strike" by a state is an airstrike and a bare "bombing" a bombing; else the target decides: soldiers,
police, a base make a clash, civilians and their places an attack on civilians.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.phrases import after, of_which, owners
from sayso.lang import lexicon
from sayso.model import EventType, Means, Token
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")
_ANYONE = WORDS["means.anyone"]
REFERS_BACK = WORDS["means.refers_back"]

ATTACKS = types_with("attack")
_BY_MEANS: dict[Means, EventType] = {
    "drone": "drone-strike",
    "missile": "missile-strike",
    "rocket": "shelling",
    "shell": "shelling",
    "aircraft": "airstrike",
    "air-bomb": "airstrike",
    "explosive": "bombing",
}
_PREPS = WORDS.row("means.preps")
_CIVIL_STOPS = WORDS["means.civil_stops"]
_UNITS = WORDS["means.units"]
_VAGUE_WEAPONS = WORDS["means.vague_weapons"]
_REMOTE = types_with("remote")
_BOMBS, _LADEN = WORDS["means.bombs"], WORDS["means.laden"]
_STRIKE, _BOMB, _BOMBING_NOUN = WORDS["means.strike"], WORDS["means.bomb"], WORDS["means.bombing_noun"]
_TERROR = WORDS["means.terror"]
_DETAINING = frozenset({"military", "authority", "government"})
_OF_PROTEST, _OF_WAR = WORDS["means.of_protest"], WORDS["means.of_war"]
_FLYING = tuple(f"={name}" for name in WORDS.row("means.flying"))


def attack_type(draft: Draft, evidence: Evidence, before: EventType | None) -> EventType:
    """The type of an attack. ``before``: that of the attack the report spoke of last, if any."""
    counted = bool(draft.frame.objects) and all(t.pos == "NUM" for t in draft.frame.objects)
    # "they said they had killed 12": of those who were fought just before
    if draft.rule.has("kills") and (_only_forces(draft, evidence) or (before == "clash" and counted)):
        return "clash"
    armed = any(evidence.weapon(t) for t in draft.frame.subjects)
    if not armed and any(evidence.is_class(t, "vessel") and not evidence.is_of_force(t) for t in draft.frame.objects):
        return "attack-civilians"
    if draft.rule.has("falls"):
        drones = any(_is_of(t, "drone", evidence) for t in draft.frame.subjects)
        return "drone-strike" if drones else "airstrike"
    if before is None and draft.trigger.lemma not in WORDS["means.whatever_means"]:
        before = evidence_means(evidence)
    if before == "airstrike" and _of_group(draft.frame.subjects, evidence):
        before = None
    carried = any(_is_of(t, "drone", evidence) for t in draft.frame.subjects)
    if carried and draft.trigger.lemma in WORDS["means.by_drone"]:  # "a drone dropped a grenade"
        return "drone-strike"
    if any(evidence.passes(t, _FLYING) or _is_of(t, "aircraft", evidence) for t in draft.frame.subjects):
        return "airstrike"
    for token in _instruments(draft):
        weapon = evidence.weapon(token)
        if weapon and weapon.means in _BY_MEANS:
            if token.lemma in _BOMB and before == "airstrike" and draft.rule.has("any-bomb"):
                return before
            return before if before is not None and token.lemma in _VAGUE_WEAPONS else _BY_MEANS[weapon.means]
    lemma = draft.trigger.lemma
    rule = draft.rule
    if rule.has("bombs"):
        return _bombing(draft, evidence, before)
    if any(evidence.is_class(t, "suicide") for t in frame_words(draft)):
        return "bombing"
    if not rule.has("any-means"):
        return rule.type
    doers = draft.frame.subjects
    if any(t.lemma in WORDS["means.guns"] for t in doers):
        return "shelling"
    if any(p == "with" and t.lemma in _BOMBS for p, t in draft.frame.obliques) or _by_laden(draft):
        return "bombing"
    vague = lemma in WORDS["means.vague_hits"] or rule.has("vague") or refers_back(draft)
    if before is not None and before in _REMOTE and vague:
        return "airstrike" if _bare_strike(draft, evidence, before) else before
    if rule.has("answers"):
        return before if before in _REMOTE else "clash"
    if rule.has("explodes") or any(t.lemma in WORDS["means.blasts"] for t in doers):
        return before if before in ("airstrike", "missile-strike", "drone-strike", "shelling") else "bombing"
    by_hand = lemma in _STRIKE and draft.trigger.pos == "VERB" and _of_group(doers, evidence)
    if lemma == "barrage" or (lemma in WORDS["means.air_words"] and not by_hand):
        if _by_state(draft, evidence) or before == "airstrike":
            return "airstrike"
        if before in ("missile-strike", "drone-strike") or (before == "shelling" and lemma != "strike"):
            return before
        return "airstrike" if lemma in _STRIKE and draft.trigger.pos == "NOUN" else "shelling"
    return _by_target(draft, evidence, before if refers_back(draft) else None)


def _bare_strike(draft: Draft, evidence: Evidence, before: EventType) -> bool:
    """A strike by a state that is not the one told of before: "and the army answered with strikes on the airport"."""
    if draft.trigger.lemma not in _STRIKE or not _by_state(draft, evidence):
        return False
    return before == "shelling" or (draft.trigger.pos == "NOUN" and not refers_back(draft))


def _only_forces(draft: Draft, evidence: Evidence) -> bool:
    """Whether all who were shot are soldiers, police or fighters."""
    shot = [t for t in draft.frame.objects if t.pos in ("NOUN", "PROPN")]
    civil = any(evidence.is_civilian(t) for t in shot)
    return bool(shot) and not civil and all(evidence.is_force(t) or evidence.is_class(t, "soldier") for t in shot)


def _is_of(token: Token, means: Means, evidence: Evidence) -> bool:
    weapon = evidence.weapon(token)
    return weapon is not None and weapon.means == means


def evidence_means(evidence: Evidence) -> EventType | None:
    """The means that a report names by far the most, for its attacks told without any."""
    named = Counter(_BY_MEANS[w.means] for w in evidence.reading.weapons if w.means in _BY_MEANS)
    if not named:
        return None
    (kind, often), total = named.most_common(1)[0], sum(named.values())
    return kind if often >= 2 and often * 10 >= total * 7 else None


def frame_words(draft: Draft) -> list[Token]:
    """Who acts, and what modifies the trigger."""
    sentence, frame = draft.sentence, draft.frame
    return [*frame.subjects, *sentence.children(draft.trigger, "compound", "amod", "nmod")]


def _instruments(draft: Draft) -> Iterator[Token]:
    """Words that may name the means, nearest first."""
    frame, sentence = draft.frame, draft.sentence
    yield from draft.words
    sent = draft.trigger.lemma in WORDS["means.sending"] and not draft.rule.has("fired-at")
    if sent or draft.rule.target == "oblique":
        yield from frame.objects
        yield from (t for word in frame.objects for a in sentence.children(word, "amod") for t in sentence.children(a))
    yield from sentence.children(draft.trigger, "compound", "amod", "nmod")
    for token in () if draft.rule.has("suffered") else frame.subjects:
        yield token
        yield from sentence.children(token, "compound", "nmod")
    for prep, token in frame.obliques:
        if prep in _PREPS:
            yield token
            yield from sentence.subtree(token)  # "with a lorry full of explosives"
    for child in sentence.children(draft.trigger, "advcl"):
        if child.lemma in WORDS["means.instruments"]:
            yield from sentence.children(child, "dobj")


def _by_laden(draft: Draft) -> bool:
    """ "Hit a hotel with a lorry full of fertiliser", "with a van packed with gas": a vehicle that is a bomb."""
    led = [one for p, t in draft.frame.obliques if p == "with" and t.tag == "NN" for one in draft.sentence.children(t)]
    led += [t for t in draft.sentence.children(draft.trigger, "advcl") if draft.sentence.children(t, "mark", "nsubj")]
    return any(t.lemma in _LADEN and t.dep in ("amod", "acl", "advcl") for t in led)


def refers_back(draft: Draft) -> bool:
    """Whether an article or a demonstrative says that the event was told before: "the attack"."""
    articles = {t.lower for t in draft.sentence.children(draft.trigger, "det", "poss")}
    return bool(articles & REFERS_BACK)


def _by_state(draft: Draft, evidence: Evidence) -> bool:
    acting = [one for one in map(evidence.actor, draft.frame.subjects) if one is not None and one.side]
    return any(len(one.side or "") == 3 and one.kind in ("party", "government", "military") for one in acting)


def _of_group(tokens: Iterable[Token], evidence: Evidence) -> bool:
    """Whether one of the words is for an armed group, which has no aircraft."""
    return any(one is not None and one.kind == "armed-group" for one in map(evidence.actor, tokens))


def _bombing(draft: Draft, evidence: Evidence, before: EventType | None) -> EventType:
    if before == "airstrike" and draft.trigger.lemma in _BOMBING_NOUN and len(draft.words) == 1:
        return "airstrike"  # not "the car bombing"
    if _by_state(draft, evidence) or draft.trigger.lemma in WORDS["means.bombing"]:
        return "airstrike"
    told = draft.trigger.pos in ("NOUN", "PROPN") or _of_group(draft.frame.subjects, evidence)
    return "bombing" if told else "airstrike"


def _by_target(draft: Draft, evidence: Evidence, before: EventType | None) -> EventType:
    frame = draft.frame
    hit = (*frame.objects, *(t for p, t in frame.obliques if p in WORDS["means.by_target"]))
    tokens = [t for t in hit if t.lemma not in _ANYONE]  # "an ambush on a squad wounded three men"
    civil = any(evidence.is_civilian(t) or evidence.is_class(t, "building") for t in tokens)
    parts = (c for t in tokens for c in draft.sentence.children(t, "compound", "nmod", "amod"))
    if civil or any(c.lemma in _CIVIL_STOPS for c in parts):  # "a bus station" is no post of a force
        return "attack-civilians"
    units = [t for t in tokens if t.lemma in _UNITS]
    beside = [
        o for t in units for o in (*owners(draft.sentence, t), *after(draft.sentence, t, WORDS["means.meant_for"]))
    ]
    beside = [o for o in beside if o.lemma not in _ANYONE or o.dep == "pobj"]  # not of "a four-man team"
    if any(t.lower in WORDS["means.civil_units"] or evidence.is_civilian(t) for t in beside):
        return "attack-civilians"  # "an aid convoy", "a group of traders", "a camp for the displaced"
    if any(evidence.is_force(t) or evidence.is_class(t, "base") for t in tokens):
        return "clash"
    moving = [t for t in tokens if t.lemma in _UNITS or any(evidence.is_class(t, c) for c in ("vehicle", "vessel"))]
    if any(evidence.is_of_force(t) for t in moving):
        return "clash"
    if any(t.lemma in WORDS["means.civil_vehicles"] for t in tokens):
        return "attack-civilians"
    if any(evidence.is_class(t, "settlement") or evidence.is_class(t, "infrastructure") for t in tokens):
        return "attack-civilians"
    if before is not None and draft.trigger.pos == "NOUN":
        return before
    acting = {t.index for t in frame.subjects}
    harmed = any(evidence.is_class(t, "civilian") for t in frame.sentence.tokens if t.index not in acting)
    rampage = draft.rule.has("rampage") and not _by_state(draft, evidence)
    terror = any(t.lemma in _TERROR for t in frame.sentence.children(draft.trigger, "compound", "amod", "nmod"))
    return "attack-civilians" if harmed or rampage or terror else "clash"


def custody_type(draft: Draft, evidence: Evidence) -> EventType:
    """Detention by police, army or court is an arrest; by any other armed group ("the police of the M23") abduction."""
    sentence = draft.sentence
    if draft.rule.actor == "oblique":  # "in the custody of the army"
        held = (evidence.actor(token) for _, token in draft.frame.obliques)
        return "arrest" if any(one and one.kind in _DETAINING for one in held) else draft.type
    held_by = [word for t in draft.frame.subjects for word in (t, *of_which(sentence, t))]
    if _of_group(held_by, evidence):
        return "abduction"
    plain = len(draft.words) == 1 or draft.words[-1].tag == "IN"  # "took from", not "soldiers took away 11 men"
    lawful = _DETAINING if plain else _DETAINING - {"military"}
    taken = any(one is not None and one.kind in lawful for one in map(evidence.actor, draft.frame.subjects))
    return "arrest" if draft.rule.has("takes") and taken else draft.type


def is_brawl(draft: Draft, evidence: Evidence) -> bool:
    """Whether a fight is one of a crowd: its sentence tells of a protest or its means, and names no armed group."""
    tokens = draft.sentence.tokens
    crowd = any(t.lemma in _OF_PROTEST or t.lower in _OF_PROTEST for t in tokens)
    armed = any(t.lemma in _OF_WAR for t in tokens if t.pos in ("NOUN", "PROPN"))
    return crowd and not armed and not _of_group(tokens, evidence)

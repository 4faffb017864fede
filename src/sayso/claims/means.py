"""Means: what kind of attack an attack is.

The codebook's order: the means named with the attack decide; else the means the report gives for the same attack;
else a bare "strike" by a state is an airstrike and a bare "bombing" a bombing; else the target decides: soldiers,
police, a base make a clash, civilians and their places an attack on civilians.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.claims.candidates import Candidate
from sayso.claims.evidence import Evidence
from sayso.lang import lexicon
from sayso.model import EventType, Means, Token

WORDS = lexicon("claims")
_BY_DRONE_WORDS = WORDS["means.by_drone"]
_INSTRUMENTS_WORDS = WORDS["means.instruments"]
_BOMBING_WORDS = WORDS["means.bombing"]
_BY_TARGET_WORDS = WORDS["means.by_target"]
_REFERS_BACK_WORDS = WORDS["means.refers_back"]

ATTACKS: frozenset[EventType] = frozenset(
    {"shelling", "airstrike", "missile-strike", "drone-strike", "bombing", "attack-civilians", "clash"}
)
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
_AIR_WORDS = WORDS["means.air_words"]
_WARSHIP_WORDS = WORDS["means.warship_words"]
_CIVIL_VEHICLES = WORDS["means.civil_vehicles"]
_VAGUE_WEAPONS = WORDS["means.vague_weapons"]
_SENDING = WORDS["means.sending"]
_WHATEVER_MEANS = WORDS["means.whatever_means"]
_SHOOTINGS = frozenset({"shot-dead", "kill-civilian"})
_REMOTE: frozenset[EventType] = frozenset({"shelling", "airstrike", "missile-strike", "drone-strike", "bombing"})
_VAGUE_HITS = WORDS["means.vague_hits"]
_GUNS = WORDS["means.guns"]
_BOMBS = WORDS["means.bombs"]
_GENERIC = frozenset(
    {
        "attack-noun",
        "attack-verb",
        "came-under-attack",
        "bombard",
        "blast",
        "detonate",
        "open-fire",
        "gunmen-open-fire",
        "side-strikes",
        "hit-verb",
        "retaliate",
        "ambush-any",
        "fire-harms",
        "descend",
        "fired-on",
    }
)


def attack_type(candidate: Candidate, evidence: Evidence, before: EventType | None) -> EventType:
    """The type of an attack. ``before``: that of the attack the report spoke of last, if any."""
    if candidate.rule.id in _SHOOTINGS and _only_forces(candidate, evidence):
        return "clash"
    if any(_merchant_ship(candidate, token, evidence) for token in candidate.frame.objects):
        return "attack-civilians"
    if candidate.rule.id == "bomb-falls":
        return "airstrike"
    if candidate.rule.id == "drop-bomb":
        drones = any(w.means == "drone" for t in candidate.frame.subjects if (w := evidence.weapon(t)))
        return "drone-strike" if drones else "airstrike"
    if before is None and candidate.trigger.lemma not in _WHATEVER_MEANS:
        before = evidence_means(evidence)
    if _by_drone(candidate, evidence):
        return "drone-strike"
    for token in _instruments(candidate):
        weapon = evidence.weapon(token)
        if weapon and weapon.means in _BY_MEANS:
            if token.lemma == "bomb" and before == "airstrike" and candidate.rule.id == "bomb-harms":
                return before
            return before if before is not None and token.lemma in _VAGUE_WEAPONS else _BY_MEANS[weapon.means]
    lemma = candidate.trigger.lemma
    rule = candidate.rule
    if rule.id == "bomb-verb" or rule.id == "bombing-noun":
        return _bombing(candidate, evidence, before)
    if any(evidence.is_class(t, "suicide") for t in frame_words(candidate)):
        return "bombing"
    if rule.id not in _GENERIC:
        return rule.type
    if any(t.lemma in _GUNS for t in candidate.frame.subjects):
        return "shelling"
    if any(p == "with" and t.lemma in _BOMBS for p, t in candidate.frame.obliques):
        return "bombing"
    vague = lemma in _VAGUE_HITS or rule.id == "fire-harms" or _refers_back(candidate)
    if before is not None and before in _REMOTE and vague:
        return "airstrike" if _bare_strike(candidate, evidence, before) else before
    if rule.id == "retaliate":
        return before if before in _REMOTE else "clash"
    if rule.id in ("blast", "detonate"):
        return before if before in ("airstrike", "missile-strike", "drone-strike", "shelling") else "bombing"
    if lemma in _AIR_WORDS or lemma == "barrage":
        if _by_state(candidate, evidence) or before == "airstrike":
            return "airstrike"
        if before in ("missile-strike", "drone-strike") or (before == "shelling" and lemma != "strike"):
            return before
        return "airstrike" if lemma == "strike" and candidate.trigger.pos == "NOUN" else "shelling"
    return _by_target(candidate, evidence, before if _refers_back(candidate) else None)


def _bare_strike(candidate: Candidate, evidence: Evidence, before: EventType) -> bool:
    """A strike by a state that is not the one told of before: "and the army answered with strikes on the airport"."""
    if candidate.trigger.lemma != "strike" or not _by_state(candidate, evidence):
        return False
    return before == "shelling" or (candidate.trigger.pos == "NOUN" and not _refers_back(candidate))


def _only_forces(candidate: Candidate, evidence: Evidence) -> bool:
    """Whether all who were shot are soldiers, police or fighters."""
    shot = [t for t in candidate.frame.objects if t.pos in ("NOUN", "PROPN")]
    civil = any(evidence.is_civilian(t) for t in shot)
    return bool(shot) and not civil and all(evidence.is_force(t) or evidence.is_class(t, "soldier") for t in shot)


def settle_reference(candidate: Candidate, found: Sequence[Candidate], evidence: Evidence) -> None:
    """ "Sunday's attack", "the assault": the type of the attack that it names, the one of that day if there is one."""
    if candidate.rule.id != "attack-noun" or candidate.frame.objects:
        return
    if not _refers_back(candidate) and not candidate.sentence.children(candidate.trigger, "poss"):
        return
    if any(evidence.weapon(t) for t in (*candidate.words, *frame_words(candidate))):
        return
    attacks = [c for c in found if c.type in ATTACKS]
    days = [c for c in attacks if c.time and candidate.time_given and candidate.time and _same_day(c, candidate)]
    named = main_attack(days or attacks)
    if named is not None:
        candidate.type = named.type


def _same_day(one: Candidate, other: Candidate) -> bool:
    return bool(one.time and other.time and one.time.earliest and one.time.earliest == other.time.earliest)


def main_attack(attacks: Sequence[Candidate]) -> Candidate | None:
    """The attack that a report is about: the last one told of the kind that it began with."""
    return next((a for a in reversed(attacks) if a.type == attacks[0].type), None)


def _by_drone(candidate: Candidate, evidence: Evidence) -> bool:
    """ "a drone dropped a grenade": who carries the bomb decides, not the bomb."""
    return candidate.trigger.lemma in _BY_DRONE_WORDS and any(
        (w := evidence.weapon(t)) is not None and w.means == "drone" for t in candidate.frame.subjects
    )


def evidence_means(evidence: Evidence) -> EventType | None:
    """The means that a report names by far the most, for its attacks told without any."""
    named = Counter(_BY_MEANS[w.means] for w in evidence.reading.weapons if w.means in _BY_MEANS)
    if not named:
        return None
    (kind, often), total = named.most_common(1)[0], sum(named.values())
    return kind if often >= 2 and often * 10 >= total * 7 else None


def frame_words(candidate: Candidate) -> list[Token]:
    """Who acts, and what modifies the trigger."""
    sentence, frame = candidate.sentence, candidate.frame
    return [*frame.subjects, *sentence.children(candidate.trigger, "compound", "amod", "nmod")]


def _instruments(candidate: Candidate) -> Iterator[Token]:
    """Words that may name the means, nearest first."""
    frame, sentence = candidate.frame, candidate.sentence
    yield from candidate.words
    sent = candidate.trigger.lemma in _SENDING and candidate.rule.id != "fired-on"
    if sent or candidate.rule.target == "oblique":
        yield from frame.objects
    yield from sentence.children(candidate.trigger, "compound", "amod", "nmod")
    for token in () if candidate.rule.id == "came-under-attack" else frame.subjects:
        yield token
        yield from sentence.children(token, "compound", "nmod")
    for prep, token in frame.obliques:
        if prep in _PREPS:
            yield token
    for child in sentence.children(candidate.trigger, "advcl"):
        if child.lemma in _INSTRUMENTS_WORDS:
            yield from sentence.children(child, "dobj")


def _refers_back(candidate: Candidate) -> bool:
    articles = {t.lower for t in candidate.sentence.children(candidate.trigger, "det", "poss")}
    return bool(articles & _REFERS_BACK_WORDS)


def _merchant_ship(candidate: Candidate, token: Token, evidence: Evidence) -> bool:
    """A vessel that is not told to be a warship; attacks on merchant ships are attacks on civilians by any means."""
    if not evidence.is_class(token, "vessel"):
        return False
    words = {t.lower for t in candidate.sentence.children(token, "compound", "amod", "nmod")}
    return not words & _WARSHIP_WORDS


def _by_state(candidate: Candidate, evidence: Evidence) -> bool:
    for token in candidate.frame.subjects:
        mention = evidence.actor(token)
        if mention and mention.side and len(mention.side) == 3 and mention.kind in ("party", "government", "military"):
            return True
    return False


def _bombing(candidate: Candidate, evidence: Evidence, before: EventType | None) -> EventType:
    if before == "airstrike" and candidate.trigger.lemma == "bombing":
        return "airstrike"
    if _by_state(candidate, evidence) or candidate.trigger.lemma in _BOMBING_WORDS:
        return "airstrike"
    return "bombing" if candidate.trigger.pos in ("NOUN", "PROPN") else "airstrike"


def _by_target(candidate: Candidate, evidence: Evidence, before: EventType | None) -> EventType:
    frame = candidate.frame
    tokens = [*frame.objects, *(t for p, t in frame.obliques if p in _BY_TARGET_WORDS)]
    if any(evidence.is_civilian(t) or evidence.is_class(t, "building") for t in tokens):
        return "attack-civilians"
    if any(evidence.is_force(t) or evidence.is_class(t, "base") for t in tokens):
        return "clash"
    if any(_civil_vehicle(candidate, t) for t in tokens):
        return "attack-civilians"
    if any(evidence.is_class(t, "settlement") or evidence.is_class(t, "infrastructure") for t in tokens):
        return "attack-civilians"
    if before is not None and candidate.trigger.pos == "NOUN":
        return before
    acting = {t.index for t in frame.subjects}
    harmed = any(evidence.is_class(t, "civilian") for t in frame.sentence.tokens if t.index not in acting)
    rampage = candidate.rule.id == "gunmen-open-fire" and not _by_state(candidate, evidence)
    return "attack-civilians" if harmed or rampage else "clash"


def _civil_vehicle(candidate: Candidate, token: Token) -> bool:
    words = {t.lower for t in candidate.sentence.children(token, "compound", "amod", "nmod", "poss")}
    return token.lemma in _CIVIL_VEHICLES and not words & _WARSHIP_WORDS


def custody_type(candidate: Candidate, evidence: Evidence) -> EventType:
    """Detention by police, army or court is an arrest; by any other armed group ("the police of the M23") abduction."""
    sentence = candidate.sentence
    for token in candidate.frame.subjects:
        of = [p for p in sentence.children(token, "prep") if p.lower == "of"]
        for word in (token, *(t for p in of for t in sentence.children(p, "pobj"))):
            mention = evidence.actor(word)
            if mention and mention.kind == "armed-group":
                return "abduction"
    return candidate.type

"""Targets: what a word stands for as the one an event happened to: people, forces, facilities, or the place itself."""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.bind.means import ATTACKS
from sayso.claims.evidence import FORCE_KINDS, Evidence
from sayso.claims.records import Draft
from sayso.grammar.phrases import expand, members, of_which, own_name, owners, possessors
from sayso.grammar.words import is_noun
from sayso.lang import lexicon
from sayso.model import ActorMention, Relation, Role, Sentence, Token, role_of
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")

_MODIFIERS: frozenset[Relation] = frozenset(
    {"det", "nummod", "amod", "compound", "nmod", "poss", "quantmod", "case", "punct", "advmod"}
)
_NOT_OWNERS = frozenset({"civilians", "witness"})
ABSTRACT = WORDS["targets.abstract"]
_SETS = WORDS["targets.sets"]
_GROUP = WORDS["targets.group"]
"""Words for how many: what is meant is who or what stands after "of"."""
_PARTS = WORDS["targets.parts"]
"""Words for a part of something: what was hit is the whole."""
_ONLY_PEOPLE = types_with("owned")
_OF_PEOPLE = types_with("person")
_INTO = WORDS.row("targets.into")
_STRIKING = WORDS["targets.striking"]


def target_of(draft: Draft, token: Token, evidence: Evidence) -> Role | None:
    """The word as what was hit, or None where it names nobody and nothing of the kind."""
    if draft.type == "interception" and (evidence.weapon(token) or token.pos != "PROPN"):
        return owning_role(draft.sentence, token, evidence)
    if evidence.in_time(token) or token.index == draft.trigger.index:
        return None
    if _is_torn(draft.sentence, token):
        return None
    bare = not draft.sentence.children(token, *_MODIFIERS)
    if token in draft.words and token.tag == "NN" and bare:
        return None  # "took four soldiers hostage": a word of the deed itself
    mention, count = evidence.actor(token), evidence.count(token)
    if count is not None and count.high == 0 and not count.noun:
        return None  # "no-one was hurt"
    if token.start in evidence.source_words and not draft.rule.speaker:
        return None  # "killing two, residents said": the parser may take who says it for one more victim
    if token.pos in ("PRON", "VERB", "AUX", "ADV", "NUM", "DET") and not mention:
        return None  # "three of them", "others": nobody is named
    if draft.type in _OF_PEOPLE and (evidence.weapon(token) or token.lemma in WORDS["targets.arms"]):
        return None
    if evidence.weapon(token) and draft.type in ATTACKS and token.lemma not in WORDS["targets.machines"]:
        return None
    if token.lemma in WORDS["targets.standing"] and draft.type in ATTACKS:
        holder = owning_role(draft.sentence, token, evidence)
        if holder is not None and (holder.kind in FORCE_KINDS or holder.kind == "party"):
            return holder  # "positions of the front", "an army convoy"
    own = evidence.actor(own_name(draft.sentence, token)) if token.tag == "NN" else None
    if own is not None and own.person:  # "a constable, Nur Nabi, was injured"
        return role_of(own)
    if mention:
        return _force_of(draft, token, evidence) or role_of(mention)
    hurt = evidence.is_person(token) or evidence.is_force(token)
    if draft.type == "casualties" and not hurt and (token.pos != "PROPN" or evidence.place(token)):
        return None  # "bodies had come in from the town": only people are hurt
    several = token.tag == "NNS"  # "two villages of the north" name none
    place = None if several else evidence.place(token)
    if place:
        if draft.type == "casualties":
            return None
        return Role(start=place.start, end=place.end, name=place.place.name, id=place.place.id)
    if token.lemma in WORDS["targets.settlements"] and not several:
        named = _settlement(draft.sentence, token, evidence)
        if named:
            return named
    if token.pos not in ("NOUN", "PROPN") or token.lemma in ABSTRACT or token.lemma in WORDS["targets.nobody"]:
        return None
    carried = draft.type == "aid" and evidence.is_class(token, "vehicle")
    if draft.type in _ONLY_PEOPLE and not carried and not evidence.is_person(token):
        return owning_role(draft.sentence, token, evidence)
    if draft.type == "casualties" and token.lemma in WORDS["targets.counted"] and is_plain(draft.sentence, token):
        return None
    return phrase_role(draft.sentence, token, evidence)


def _is_torn(sentence: Sentence, token: Token) -> bool:
    """Whether it is a mark, or a word before a hyphen: the "counter" of "counter-attacks"."""
    after = sentence.tokens[token.index + 1 : token.index + 2]
    return not token.text[:1].isalnum() or any(t.text == "-" and t.start == token.end for t in after)


def _force_of(draft: Draft, token: Token, evidence: Evidence) -> Role | None:
    """The force whose men were hurt: "members of the Coast Front", "its men"."""
    if draft.type not in ("casualties", "clash") or token.lemma not in WORDS["targets.members"]:
        return None
    sentence = draft.sentence
    for owner in (*possessors(sentence, token), *of_which(sentence, token)):
        force = evidence.actor(owner)
        armed = force is not None and (force.kind in FORCE_KINDS or (force.kind == "party" and force.id is not None))
        if force and armed and (force.id is not None or force.text[:1].isupper()):
            return role_of(force)
    return None


def wholes(sentence: Sentence, token: Token) -> list[Token]:
    """What a word for a number or a part is said of: "hundreds of civilians", "the grounds of a clinic"."""
    if (token.lemma in _SETS and not (token.lemma in _GROUP and token.tag == "NNS")) or token.lemma in _PARTS:
        inner = of_which(sentence, token)
        if inner and (token.lemma in _SETS or is_noun(inner[0])):
            return [t for i in inner for t in expand(sentence, i)]
    return [token]


def struck_things(draft: Draft, evidence: Evidence) -> list[Token]:
    """What an attack without an object landed in: "flew into a minibus", "fell in the grounds of a clinic"."""
    if draft.type not in ATTACKS:
        return []
    sentence = draft.sentence
    tokens = [w for p, t in draft.frame.obliques if p in _INTO for w in wholes(sentence, t)]
    hits = [v for v in sentence.children(draft.trigger, "relcl") if v.lemma in _STRIKING and is_noun(draft.trigger)]
    struck = [w for v in hits for t in sentence.children(v, "dobj") for w in members(sentence, [t])]
    things = [t for t in tokens if is_noun(t) and evidence.weapon(t) is None and is_thing(t, evidence)]
    return things or struck  # "a bombardment which hit a school"


def without_bystanders(roles: list[Role]) -> list[Role]:
    """Without people who are only counted, where what was hit is named beside them."""
    named = [r for r in roles if r.name.lower() not in WORDS["targets.without_bystanders"]]
    return named or roles


def is_thing(token: Token, evidence: Evidence) -> bool:
    """Whether the word names a building, a base, infrastructure or a vehicle."""
    things = ("building", "infrastructure", "base", "vehicle")
    return not evidence.is_person(token) and any(evidence.is_class(token, name) for name in things)


def owning_role(sentence: Sentence, token: Token, evidence: Evidence) -> Role | None:
    """Whose weapon, strike or text it is: "Russian drones", "Hamas's rockets"."""
    for child in owners(sentence, token):
        if child.dep == "poss" and token.lemma in _RIVALS:
            continue  # "by their captors"
        owner = evidence.actor(child)
        if owner and owner.id is None and child.lemma in WORDS["targets.owner_of"] and child.dep == "compound":
            owner = _air_force(owner, sentence, child, evidence)  # "Avarian fighter jets"
        tool = owner is not None and owner.id is None and (child.lemma in _TOOLS or evidence.is_of_weapon(child))
        if owner and not tool and owner.kind not in _NOT_OWNERS:
            return role_of(owner)
    return None


_TOOLS, _RIVALS = WORDS["targets.tools"], WORDS["targets.rivals"]


def _air_force(owner: ActorMention, sentence: Sentence, token: Token, evidence: Evidence) -> ActorMention | None:
    """Whose fighters fly: the forces of the state that the word itself or the one before it names."""
    force = evidence.forces.of_state(owner.side)
    if force is not None:
        return replace(owner, name=force.name, id=force.id)
    before = sentence.tokens[token.index - 1] if token.index else None
    return evidence.actor(before) if before is not None else None


def _settlement(sentence: Sentence, token: Token, evidence: Evidence) -> Role | None:
    """The place named beside a word for a settlement: "the town of Toretsk"."""
    beside = list(sentence.children(token, "appos", "compound", "nmod"))
    beside += of_which(sentence, token)
    beside += [sentence.head(token)] if token.dep == "appos" else []
    place = next(filter(None, map(evidence.place, beside)), None)
    return Role(start=place.start, end=place.end, name=place.place.name, id=place.place.id) if place else None


def is_plain(sentence: Sentence, token: Token) -> bool:
    """Whether a noun stands without anything that tells more than how many."""
    return not any(t.pos in ("ADJ", "PROPN", "NOUN") and t.tag != "JJR" and t.lower not in WORDS["targets.plain"]
                   for t in sentence.children(token, "amod", "compound", "poss", "nmod"))  # fmt: skip


def phrase_role(sentence: Sentence, token: Token, evidence: Evidence) -> Role:
    """The noun phrase around a word, without article and what follows it, as a role."""
    first = token
    number = max((t.index for t in sentence.children(token, "nummod") if t.index < token.index), default=-1)
    for child in sentence.children(token, *_MODIFIERS):  # not what stands before the number: "shot dead nine men"
        if number < child.index < token.index and child.dep != "punct":
            deepest = min(sentence.subtree(child), key=lambda t: t.index)
            first = min(first, deepest, key=lambda t: t.index)
    while first.index < token.index and (first.pos in _NO_NAME or first.tag == "PRP$" or first.lower in _QUANTITIES):
        after = sentence.tokens[first.index + 1]
        if first.pos == "NUM" and after.tag == "HYPH" and first.end == after.start:
            break  # "a four-man team"
        first = after
    text = evidence.reading.document.text[first.start : token.end]
    return Role(start=first.start, end=token.end, name=text, id=None)


_NO_NAME, _QUANTITIES = frozenset({"DET", "NUM", "ADV", "ADP"}), WORDS["targets.quantities"]

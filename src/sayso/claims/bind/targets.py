"""Targets: what a word stands for as the one an event happened to: people, forces, facilities, or the place itself."""

from __future__ import annotations

from sayso.claims.bind.means import ATTACKS
from sayso.claims.evidence import FORCE_KINDS, Evidence
from sayso.claims.naming import called
from sayso.claims.records import Draft
from sayso.grammar.clauses import is_infinitive, is_passive, subject_of, subjects
from sayso.grammar.phrases import after, expand, members, of_which, own_name, owners
from sayso.grammar.words import is_noun, is_verb
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
_STRIKING, _SEEKING = WORDS["targets.striking"], WORDS["targets.seeking"]
_GETTING, _RID_OF = WORDS["targets.to"], WORDS["targets.rid_of"]
_AIMED = types_with("fighting") | ATTACKS


def target_of(draft: Draft, token: Token, evidence: Evidence) -> Role | None:
    """The word as what was hit, or None where it names nobody and nothing of the kind."""
    if draft.type == "interception" and (evidence.weapon(token) or token.pos != "PROPN"):
        return owning_role(draft.sentence, token, evidence)
    if evidence.in_time(token) or token.index == draft.trigger.index:
        return None
    if _is_torn(draft.sentence, token):
        return None
    if token in draft.words and token.tag == "NN":  # "took four soldiers hostage": a word of the deed itself
        whom = draft.sentence.children(token, "compound", "nmod")[-1:]
        if whom or not draft.sentence.children(token, *_MODIFIERS):
            return target_of(draft, whom[0], evidence) if whom else None
    named, count = evidence.actor(token), evidence.count(token)
    mention = None if named and named.form == "reference" and _is_doer(draft, named, evidence) else named
    if count is not None and count.high == 0 and not count.noun:
        return None  # "no-one was hurt"
    if token.start in evidence.source_words and not draft.rule.speaker:
        return None  # "killing two, residents said": the parser may take who says it for one more victim
    if token.pos in ("PRON", "VERB", "AUX", "ADV", "NUM", "DET") and not mention:
        thing = _taken_up(draft.sentence, token, evidence)
        return target_of(draft, thing, evidence) if thing else None  # "three of them", "others": nobody is named
    if draft.type in _OF_PEOPLE and (evidence.weapon(token) or token.lemma in WORDS["targets.arms"]):
        return None
    if evidence.weapon(token) and draft.type in ATTACKS and token.lemma not in WORDS["targets.machines"]:
        return None
    if token.lemma in WORDS["targets.standing"] and draft.type in ATTACKS:
        first = draft.sentence.head(token) if token.dep == "conj" else token
        held = (owning_role(draft.sentence, t, evidence) for t in (token, *expand(draft.sentence, first)))
        holder = next(filter(None, held), None)  # "positions and dens of the front"
        sort = draft.sentence.children(token, "compound") if holder and holder.id is None else ()  # "an army convoy"
        if holder and not sort and holder.kind in (*FORCE_KINDS, "party") and not _is_doer(draft, holder, evidence):
            return holder  # "positions of the front", "a Malian army convoy"
    own = evidence.actor(own_name(draft.sentence, token)) if token.tag == "NN" else None
    if own is not None and own.person:  # "a constable, Nur Nabi, was injured"
        return role_of(own)
    if mention:
        return role_of(mention)
    hurt = evidence.is_person(token) or evidence.is_force(token)
    if draft.type == "casualties" and not hurt and (token.pos != "PROPN" or evidence.place(token)):
        return None  # "bodies had come in from the town": only people are hurt
    if place := _place_named(draft.sentence, token, evidence):
        return place if draft.type != "casualties" else None
    whose = [t for t in of_which(draft.sentence, token) if evidence.place(t) is None]
    told = [*whose, *(t for t in draft.sentence.children(token, "amod") if is_verb(t))]
    if token.lemma in WORDS["targets.vague"] and is_plain(draft.sentence, token) and not told:
        return None  # "struck 400 targets": nothing is named
    if token.pos not in ("NOUN", "PROPN") or token.lemma in ABSTRACT or token.lemma in WORDS["targets.nobody"]:
        return None
    carried = draft.type == "aid" and evidence.is_class(token, "vehicle")
    if draft.type in _ONLY_PEOPLE and not carried and not evidence.is_person(token):
        return owning_role(draft.sentence, token, evidence)
    if draft.type == "casualties" and token.lemma in WORDS["targets.counted"] and is_plain(draft.sentence, token):
        return None
    return phrase_role(draft.sentence, token, evidence)


def _is_doer(draft: Draft, party: Role | ActorMention, evidence: Evidence) -> bool:
    """Whether it is one of those who act: "the rebels ambushed their patrol" is told of somebody else's."""
    doers = (m for t in draft.frame.subjects if (m := evidence.actor(t)))
    return draft.rule.target != "subject" and called(party) in map(called, doers)


def _taken_up(sentence: Sentence, token: Token, evidence: Evidence) -> Token | None:
    """The thing for which "it" stands in a clause below its own: "the convoy was near Goma when it was attacked"."""
    clause = sentence.head(token)
    if token.tag != "PRP" or clause.dep != "advcl":
        return None
    above = subjects(sentence, sentence.head(clause))
    return next((t for t in above if t.pos == "NOUN" and not evidence.actor(t)), None)


def _is_torn(sentence: Sentence, token: Token) -> bool:
    """Whether it is a mark, or a word before a hyphen: the "counter" of "counter-attacks"."""
    after = sentence.tokens[token.index + 1 : token.index + 2]
    return not token.text[:1].isalnum() or any(t.text == "-" and t.start == token.end for t in after)


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
    fronted = draft.trigger.index if draft.trigger.pos == "VERB" else 0  # "at a quarry, rebels fired four shells"
    tokens = [w for p, t in draft.frame.obliques if p in _INTO and t.index >= fronted for w in wholes(sentence, t)]
    clauses = sentence.children(draft.trigger, "relcl", "acl") if is_noun(draft.trigger) else ()
    hits = [v for v in clauses if v.lemma in _STRIKING and not is_passive(sentence, v)]
    struck = [w for v in hits for t in sentence.children(v, "dobj") for w in members(sentence, [t])]
    things = [t for t in tokens if is_noun(t) and evidence.weapon(t) is None and is_thing(t, evidence)]
    return things or struck  # "a bombardment which hit a school", "raids targeting officials"


def sought(draft: Draft, evidence: Evidence) -> list[Token]:
    """Whom a raid or an offensive is after: "to free the hostages", "to clear the district of rebels"."""
    sentence = draft.sentence
    verbs = [*sentence.children(draft.trigger, "acl"), *(t for p, t in draft.frame.obliques if p in _GETTING)]
    for verb in (v for v in verbs if draft.type in _AIMED and v.lemma in _SEEKING and is_infinitive(sentence, v)):
        objects = sentence.children(verb, "dobj")
        rid_of = [t for word in (verb, *objects) for t in after(sentence, word, _RID_OF)]
        for named in (objects, rid_of):
            told = [w for one in named for t in expand(sentence, one) for w in wholes(sentence, t)]
            people = [t for t in told if evidence.is_person(t) or evidence.is_force(t)]
            if people:
                return people
    return []


def passing(draft: Draft, evidence: Evidence) -> list[Token]:
    """Who was on the way where a bomb went off: "burst as the patrol was passing", "was driving home when it burst"."""
    if draft.type != "bombing":
        return []
    sentence, burst = draft.sentence, draft.frame.verb or draft.trigger
    clauses = [(t, t) for t in sentence.children(burst, "advcl")]
    clauses += [(sentence.head(burst), burst)] if burst.dep == "advcl" else []
    going = [
        verb
        for verb, clause in clauses
        if verb.tag == "VBG" and verb.lemma in WORDS["targets.on_the_way"] and sentence.children(verb, "aux")
        and any(t.lower in WORDS["targets.while"] for t in sentence.children(clause, "mark", "advmod"))
    ]  # fmt: skip
    told = [one for verb in going for t in subject_of(sentence, verb) for one in expand(sentence, t)]
    return [t for t in told if evidence.actor(t) or evidence.is_person(t) or evidence.is_class(t, "vehicle")]


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
        tool = owner is not None and owner.id is None and (child.lemma in _TOOLS or evidence.is_of_weapon(child))
        if owner and not tool and owner.kind not in _NOT_OWNERS:
            return role_of(owner)
    return None


_TOOLS, _RIVALS = WORDS["targets.tools"], WORDS["targets.rivals"]


def _place_named(sentence: Sentence, token: Token, evidence: Evidence) -> Role | None:
    """The place that the word names, or that is named beside a word for a settlement: "the town of Toretsk"."""
    if token.tag == "NNS":  # "two villages of the north" name none
        return None
    beside = [token]
    if token.lemma in WORDS["targets.settlements"]:
        beside += [*sentence.children(token, "appos", "compound", "nmod"), *of_which(sentence, token)]
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

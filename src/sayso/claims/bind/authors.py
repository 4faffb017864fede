"""Authors: who did what a noun names, where the words around it tell: an agent, the blame, whose operation it was."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.claims.bind.agents import acting_role
from sayso.claims.bind.means import ATTACKS
from sayso.claims.bind.nations import forces_or
from sayso.claims.evidence import FORCE_KINDS, Evidence
from sayso.claims.naming import each_once
from sayso.claims.records import Draft
from sayso.grammar.answering import answering
from sayso.grammar.clauses import agents, antecedent
from sayso.grammar.frames import frame_of
from sayso.grammar.phrases import after, expand, of_which, owners, series_of
from sayso.grammar.words import is_verb
from sayso.lang import lexicon
from sayso.model import Role, Token
from sayso.rules.ontology import types_with

__all__ = ["done_by", "in_operation", "narrowed", "with_allies"]

WORDS = lexicon("claims")
_LAYING, _LAID_ON, _DONE = WORDS["roles.laying"], WORDS["roles.laid_on"], WORDS["roles.done"]
_SUSPICION = WORDS["roles.suspicion"]
_HELPING, _BESIDE, _TOGETHER = WORDS["roles.helping"], WORDS["roles.beside"], WORDS["roles.together"]
_JOINT = types_with("armed") | {"arrest"}
_BETWEEN = WORDS["roles.between"]
_COURSE, _OPERATIONS = WORDS["roles.course"], WORDS["roles.operations"]


def in_operation(draft: Draft, evidence: Evidence) -> tuple[Role, ...]:
    """Whose operation it was in which somebody came to harm: "killed in the army's offensive", "arrested in a raid
    conducted by the police", "blamed for the raid in which they died"."""
    sentence, verb = draft.sentence, draft.frame.verb or draft.trigger
    course = [antecedent(sentence, verb, t) for p, t in draft.frame.obliques if p in _COURSE]
    for noun in (t for t in course if t.lemma in _OPERATIONS):
        told = (*frame_of(sentence, noun).subjects, *owners(sentence, noun))
        own = [one for t in told for one in expand(sentence, t) if _is_party(one, evidence)]
        roles = narrowed(forces_or(own, draft, evidence, acting_role)) or done_by(draft, noun, evidence)
        if roles:
            return roles
    return ()


def with_allies(draft: Draft, doers: list[Token], evidence: Evidence) -> list[Token]:
    """Who acts, and the forces that act with them: "troops backed by militiamen", "soldiers alongside peacekeepers", "a
    column of soldiers and militiamen"."""
    if draft.type not in _JOINT or not doers:
        return doers
    sentence = draft.sentence
    told = [t for t in (*doers, draft.frame.verb or draft.trigger) if t.index != draft.trigger.index or is_verb(t)]
    beside = [t for word in told for t in after(sentence, word, _BESIDE)]
    beside += [t for word in doers if word.lemma in WORDS["agents.mixed"] for t in of_which(sentence, word)]
    preps = [p for word in told for p in sentence.children(word, "prep")]
    with_them = [p for p in preps if any(t.lower in _TOGETHER for t in sentence.children(p))]
    beside += [t for p in with_them for t in sentence.children(p, "pobj")]
    for word in told:
        verbs = [v for v in sentence.children(word, "acl", "advcl") if v.lemma in _HELPING]
        beside += [t for v in verbs if v.tag == "VBN" for t in agents(sentence, v)]
        beside += [t for v in verbs for t in after(sentence, v, _BESIDE)]
    allies = [one for t in beside for one in expand(sentence, t)]
    forces = [t for t in allies if (m := evidence.actor(t)) and m.kind in FORCE_KINDS and not m.person]
    return [*doers, *(t for t in forces if t not in doers)]


def done_by(draft: Draft, noun: Token, evidence: Evidence) -> tuple[Role, ...]:
    """Who did it where a verb beside the noun tells: "the attack carried out by the front", "blamed on the group",
    "the front is responsible for the deaths"."""
    sentence = draft.sentence
    answer = answering(sentence, noun)
    told: list[Token] = [*answer[1]] if answer else []
    nouns = dict.fromkeys((noun, series_of(sentence, noun)))
    beside = [t for one in nouns for t in sentence.children(one, "acl", "relcl")]
    for said in (t for t in beside if t.dep == "acl"):  # "a raid believed to have been carried out by the front"
        verbs = (said, *sentence.children(said, "xcomp"))
        told += [t for verb in verbs if verb.tag == "VBN" and verb.lemma in _DONE for t in agents(sentence, verb)]
    top = list(nouns)[-1]
    over = sentence.head(top)
    for verb in (*beside, over):
        stands = top.dep in ("dobj", "nsubjpass") if verb is over else not _is_told_by(draft, verb)
        if verb.lemma in _LAYING and is_verb(verb) and stands:
            torn = (t for t in sentence.subtree(noun) if t.dep == "pobj" and t.pos == "PROPN")  # hung on any noun
            told += after(sentence, verb, _LAID_ON) + [t for t in torn if sentence.head(t).lower in _LAID_ON]
    for verb in sentence.ancestors(noun):  # "suspicion for the attack fell on the front"
        if any(t.lemma in _SUSPICION for t in sentence.children(verb, "nsubj")):
            told += after(sentence, verb, _LAID_ON)
    between = [a for t in after(sentence, noun, _BETWEEN) for a in expand(sentence, t)]
    if draft.type in ATTACKS and len(between) > 1 and all(map(evidence.is_force, between)):
        told += between[:1]  # "mutual shelling between rebels and the army"
    return each_once(forces_or([a for t in told for a in expand(sentence, t)], draft, evidence, acting_role))


def _is_told_by(draft: Draft, verb: Token) -> bool:
    """ "The bombing that Mali has blamed on the group": somebody else says so, and not who tells of the bombing."""
    told = draft.sentence.children(verb, "nsubj") if verb.dep == "relcl" else ()
    return any(t.tag not in ("WDT", "WP") for t in told)


def _is_party(token: Token, evidence: Evidence) -> bool:
    """Whether it names a state, a force or a body of the list; not the party of "a wedding party"."""
    mention = evidence.actor(token)
    return mention is not None and (mention.id is not None or mention.kind in FORCE_KINDS or evidence.is_state(token))


def narrowed(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Each once; of "members of the front" and "the front" the latter alone, as of "the group Coast Front"."""
    found = each_once(roles)
    return tuple(r for r in found if not any(_gives_way(r, other) for other in found))


def _gives_way(role: Role, other: Role) -> bool:
    """Whether its words hold those of another one and more; where one of the two is known, that one stays."""
    same = (role.start, role.end) == (other.start, other.end)  # several who make up "the joint force"
    if (role.id is None) != (other.id is None):
        return role.id is None and role.overlaps(other) and not same
    return role.contains(other) and not same

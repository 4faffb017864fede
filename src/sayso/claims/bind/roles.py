"""Roles: who did it and to whom, from the frame of a trigger."""

from __future__ import annotations

from sayso.claims.bind.agents import RECKONING, acting_role, speaking_role, speaks_for
from sayso.claims.bind.authors import done_by, in_operation, narrowed, with_allies
from sayso.claims.bind.hearers import addressed, spoken_of
from sayso.claims.bind.means import ATTACKS
from sayso.claims.bind.nations import forces_or
from sayso.claims.bind.sides import sides_of
from sayso.claims.bind.targets import (
    ABSTRACT,
    is_plain,
    passing,
    phrase_role,
    sought,
    struck_things,
    target_of,
    wholes,
    without_bystanders,
)
from sayso.claims.evidence import Evidence
from sayso.claims.naming import each_once, own_side
from sayso.claims.records import Draft
from sayso.grammar.clauses import is_passive, subject_of, undergoers
from sayso.grammar.frames import Frame, governor
from sayso.grammar.judging import involving
from sayso.grammar.phrases import after, expand, led_by, of_which, owners
from sayso.grammar.words import OF, is_noun, is_verb
from sayso.lang import lexicon
from sayso.mentions.coreference.parts import is_human
from sayso.model import EventType, Role, Sentence, Token, role_of
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")

_AIMS = WORDS.row("roles.aims")
_TARGETLESS = types_with("no-target")
_GIVEN: frozenset[EventType] = frozenset({"supply", "aid"})
_GETTING = ("to", "for")
_WHOSE = ("by", "from")
_UNTOLD = ATTACKS | {"arrest"}
_ORDERING = frozenset({"person", "government"})


def roles_of(draft: Draft, evidence: Evidence) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """The actors and the targets."""
    rule, frame = draft.rule, draft.frame
    slots: dict[str, list[Token]] = {
        "subject": sufferers(frame) if rule.target == "subject" else frame.subjects,
        "object": frame.objects,
        "oblique": _aimed(draft, evidence),
        "possessor": frame.subjects,
        "none": [],
    }
    if rule.actor == "both":
        return sides_of(draft, evidence), ()
    if rule.speaker and (accused := spoken_of(draft, evidence)):
        return (), each_once(accused)
    doers = _wholes(draft, slots[rule.actor]) or (frame.subjects if rule.actor == "oblique" else [])
    # of "a general strike" the first word is no general
    doers = [t for t in with_allies(draft, doers, evidence) if t.pos != "ADJ" or t not in draft.words]
    acting = speaking_role if rule.speaker else acting_role
    actors = narrowed(forces_or(doers, draft, evidence, acting)) or _actors_besides(draft, evidence)
    if draft.type == "deploy" and all(r.kind in _ORDERING for r in actors):
        actors = _moved(draft, evidence, anybody=frame.passive and not actors) or actors
    taken = {r.start for r in actors}
    targets = tuple(r for r in _targets(draft, slots[rule.target], evidence) if r.start not in taken)
    if not actors and draft.type in _WITHIN:
        actors = tuple(r for r in in_operation(draft, evidence) if not own_side((r,), targets))
    return actors, targets


def _actors_besides(draft: Draft, evidence: Evidence) -> tuple[Role, ...]:
    """Who did it where nobody stands in the rule's own slot: by a word beside the trigger, or by the trigger itself."""
    rule, frame, sentence = draft.rule, draft.frame, draft.sentence
    actors: tuple[Role, ...] = ()
    if draft.trigger.pos in ("NOUN", "PROPN"):
        before = sentence.children(draft.trigger, "amod", "compound", "nmod") if frame.light else ()
        named = [r for t in before if evidence.actor(t) and (r := acting_role(draft, t, evidence))]
        actors = done_by(draft, draft.trigger, evidence) or each_once(named) or _involved(draft, evidence)
    if not actors and (frame.passive or (draft.type == "interception" and frame.subjects)):
        actors = _named_by(draft, evidence) or _told_by(draft, evidence) or _then_attacking(draft, evidence)
    if not actors and (draft.type in _REMOTE or rule.has("suffered")):
        behind = [t for word in draft.words for t in after(sentence, word, _FROM)]
        origins = _wholes(draft, [*behind, *(t for p, t in frame.obliques if p in _FROM)])
        actors = each_once(forces_or([t for t in origins if evidence.is_force(t)], draft, evidence, acting_role))
    if not actors and rule.has("gets"):
        givers = [t for p, t in frame.obliques if p in _FROM]
        giving = [acting_role(draft, t, evidence) or target_of(draft, t, evidence) for t in givers]
        actors = each_once(role for role in giving if role)
    if not actors and rule.has("doer"):  # "two suicide bombers struck"
        nouns = [t for t in draft.words if is_noun(t)][-1:]
        actors = each_once(acting_role(draft, t, evidence) or phrase_role(sentence, t, evidence) for t in nouns)
    if not actors and draft.type == "protest" and frame.verb is not None:
        marchers = [t for t in subject_of(sentence, frame.verb) if not _is_country(t, evidence)]
        if is_passive(sentence, frame.verb):  # "the march was met by soldiers with tear gas"
            marchers = [t for t in marchers if not evidence.is_force(t)]
        actors = each_once([r for t in marchers if (r := acting_role(draft, t, evidence))])
    return actors


def _moved(draft: Draft, evidence: Evidence, anybody: bool) -> tuple[Role, ...]:
    """The forces that are sent: "troops were sent", "the king approved the deployment of American troops".

    ``anybody``: those of whom nothing tells whose they are as well.
    """
    frame = draft.frame
    told = [*frame.objects, *(t for p, t in frame.obliques if p in OF and is_noun(draft.trigger))]
    moved = [t for t in told if evidence.is_force(t)]
    known = [t for t in moved if (m := evidence.actor(t)) and m.id is not None and m.form != "role"]
    return each_once(forces_or(moved if anybody else known, draft, evidence, acting_role))


def _involved(draft: Draft, evidence: Evidence) -> tuple[Role, ...]:
    """Who "was involved" in it, "rebels involved in it", or of whom it is denied: "had no hand in the killing"."""
    word = involving(draft.sentence, draft.trigger)
    verb = word if word is None or is_verb(word) else governor(draft.sentence, word)
    told = undergoers(draft.sentence, verb) if verb else ()
    doers = [t for t in told if draft.status == "denied" or evidence.is_force(t)]  # not the lorry that was involved
    return each_once([r for t in doers if (r := acting_role(draft, t, evidence))])


def _is_country(token: Token, evidence: Evidence) -> bool:
    """ "Egypt is roiling with protests": where they march, not who does; "Palestinians" do."""
    mention = evidence.actor(token)
    return mention is not None and not mention.plural and (mention.form == "state" or mention.kind == "government")


def _targets(draft: Draft, objects: list[Token], evidence: Evidence) -> tuple[Role, ...]:
    """To whom or what it happened; ``objects``: the words in the rule's slot of the target."""
    rule, frame = draft.rule, draft.frame
    if rule.target == "oblique" and all(t.lemma in ABSTRACT for t in objects):  # "was fired on at close range"
        open_to = draft.trigger.pos != "VERB" or frame.passive or rule.speaker or rule.has("doer")
        objects = frame.objects if open_to else []
    if rule.speaker:
        return each_once(addressed(draft, evidence))
    if draft.type in _TARGETLESS:
        return ()
    burst = of_which(draft.sentence, draft.trigger) if rule.has("explodes") else []  # "the blast of a car bomb"
    told = [t for t in _wholes(draft, _outermost(draft, objects)) if t not in burst and not _is_bare(draft, t)]
    told = [t for t in told if not _is_named(draft.sentence, t, told)]
    roles = forces_or(told, draft, evidence, target_of) or _told_before(draft, told, evidence)
    hurt = frame.passive and any(evidence.is_person(t) for t in objects)  # "were beaten at a checkpoint"
    if rule.target != "none" and not hurt and all(r.name.lower() in WORDS["roles.anyone"] for r in roles):
        roles += [r for t in struck_things(draft, evidence) if (r := target_of(draft, t, evidence))]
    further = (*sought(draft, evidence), *passing(draft, evidence))
    roles = roles or [r for t in further if (r := target_of(draft, t, evidence))]
    if draft.type in _GIVEN and (rule.target == "object" or not roles):
        given = [t for t in _recipients(draft) if draft.type == "supply" or evidence.place(t) is None]
        roles = [r for t in given if (r := acting_role(draft, t, evidence) or target_of(draft, t, evidence))] or roles
    return each_once(without_bystanders(roles))


def _told_before(draft: Draft, told: list[Token], evidence: Evidence) -> list[Role]:
    """Who is told by a word beside the noun: "700 civilian casualties", "repelled a rebel attack"."""
    sentence = draft.sentence
    if draft.type == "repel":
        words = [t for attack in told for t in (*owners(sentence, attack), *after(sentence, attack, _WHOSE))]
        if told and not draft.frame.passive:  # "by" hung on the verb
            words += [t for p, t in draft.frame.obliques if p in _BY]
        return [r for t in words for one in expand(sentence, t) if (r := acting_role(draft, one, evidence))]
    before = sentence.children(draft.trigger, "amod", "compound", "nmod") if draft.type == "casualties" else ()
    return [phrase_role(sentence, t, evidence) for t in before if evidence.is_civilian(t) or evidence.is_force(t)]


def _is_named(sentence: Sentence, token: Token, told: list[Token]) -> bool:
    """ "Two traders, Adan and Deby": those who are named right behind are told by their names."""
    names = [t for t in sentence.children(token, "appos") if t in told]
    return token.pos == "NOUN" and any(t.entity == "PERSON" for t in names)


def _recipients(draft: Draft) -> list[Token]:
    """Who gets what is given: "sent billions in military aid to Ukraine", "approved aid for two towns"."""
    sentence, frame, over = draft.sentence, draft.frame, draft.frame.verb or draft.sentence.head(draft.trigger)
    given = [draft.trigger, *frame.objects, *(t for p, t in frame.obliques if p in WORDS["roles.in"]), over]
    got = [one for word in given for t in after(sentence, word, _GETTING) for one in expand(sentence, t)]
    equipped = over.lemma in WORDS["verbs.equipping"] and is_noun(draft.trigger)  # "supplied the front with arms"
    return got or [one for t in sentence.children(over, "dobj", "nsubjpass") for one in expand(sentence, t) if equipped]


def _is_bare(draft: Draft, token: Token) -> bool:
    """ "Killed 12 people": nobody is named beside the number; "fired on people waiting for food" tells of some."""
    if draft.type not in _UNTOLD or token.lower not in WORDS["roles.bare"]:
        return False
    return is_plain(draft.sentence, token) and not draft.sentence.children(token, "acl", "relcl")


_BY = lexicon("grammar")["prepositions.by"]


def _outermost(draft: Draft, tokens: list[Token]) -> list[Token]:
    """Without what only tells of another one: "a convoy of 14 trucks" is the convoy."""
    above = [(t, w) for t in tokens if (w := led_by(draft.sentence, t, OF)) in tokens and w and w.pos == "NOUN"]
    inner = [t for t, whole in above if wholes(draft.sentence, whole) == [whole]]
    return [t for t in tokens if t not in inner]


def _named_by(draft: Draft, evidence: Evidence) -> tuple[Role, ...]:
    """Who did it where "by …" stands at some distance from its verb: "was taken on the road to the town by gunmen".

    Not who did what a clause with a subject of its own tells: "and a nurse was abducted by gunmen".
    """
    sentence, trigger = draft.sentence, draft.trigger
    for word in sentence.subtree(trigger):
        if word.lower not in _BY or word.index < trigger.index or sentence.children(word, "neg"):
            continue
        if word.head != trigger.index and sentence.children(sentence.head(word), "nsubj", "nsubjpass"):
            continue
        found = [a for t in sentence.children(word, "pobj") for a in expand(sentence, t)]
        if any(t.start in evidence.source_words or t.pos == "NUM" or t.lemma in RECKONING for t in found):
            continue
        return each_once([r for t in _wholes(draft, found) if (r := acting_role(draft, t, evidence))])
    return ()


def _told_by(draft: Draft, evidence: Evidence) -> tuple[Role, ...]:
    """Who did it where a force tells in the passive what it does itself: "60 drones were shot down, the army said"."""
    kinds = _OWN_DEEDS.get(draft.type)
    if not kinds or draft.attribution is None or draft.status == "denied":
        return ()
    source = draft.attribution.sources[0]
    if source.kind not in kinds or source.start in {t.start for t in draft.frame.objects}:
        return ()
    here = [m for m in evidence.reading.actors if m.start == source.start or m.name == source.name]
    person = any(m.person or (m.kind == "authority" and is_human(m)) for m in here)  # "the mayor said"
    if source.kind == "military" or (source.kind == "government" and draft.type == "interception"):
        force = speaks_for(source, evidence)
        return (force,) if force and not (person and draft.type == "arrest") else ()
    return () if person else (role_of(source),)


def _then_attacking(draft: Draft, evidence: Evidence) -> tuple[Role, ...]:
    """Who did it where a clause beside the passive tells of attackers: "were abducted when gunmen raided the clinic".

    Not where those to whom it was done are such themselves: "two rebels were killed when militants fought".
    """
    sentence = draft.sentence
    if draft.type not in _SUFFERED or any(evidence.is_force(t) and _lawless(t, evidence) for t in draft.frame.objects):
        return ()
    for clause in sentence.children(draft.frame.verb or draft.trigger, "advcl"):
        marks = sentence.children(clause, "mark", "advmod")
        opens = any(t.lower in _WHEN and t.index < clause.index for t in marks)
        apart = sentence.children(clause, "aux", "npadvmod")  # "after rebels had left", "a day after rebels came"
        done = sentence.children(clause, "dobj") and not apart
        doers = [t for t in subject_of(sentence, clause) if t.pos != "PRON"] if opens and done else []
        if doers and all(_lawless(t, evidence) for t in doers):
            return each_once([r for t in doers if (r := acting_role(draft, t, evidence))])
    return ()


def _lawless(token: Token, evidence: Evidence) -> bool:
    mention = evidence.actor(token)
    return mention is not None and mention.kind == "armed-group" and not mention.person


_REMOTE = types_with("remote")
_SUFFERED = types_with("violent") | types_with("harmed")
_WITHIN = _SUFFERED | {"arrest", "displacement"}
_FROM, _WHEN = WORDS["roles.from"], WORDS["roles.when"]


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


def _aimed(draft: Draft, evidence: Evidence) -> list[Token]:
    """The words behind such a preposition; not where those who are aimed at were: "at a depot, they fired four rounds",
    "opened fire on soldiers on a bridge"."""
    sentence, aimed_at = draft.sentence, _aimed_at(draft)
    tokens = [t for p, t in draft.frame.obliques if p in aimed_at and t not in draft.words]
    if draft.type not in ATTACKS or draft.trigger.pos != "VERB":
        return tokens
    own = [t for t in tokens if sentence.head(sentence.head(t)) is draft.trigger]
    first = next((t.index for t in own if t.index > draft.trigger.index), draft.trigger.index)
    where = [t for t in own if t.index != first and not (evidence.is_person(t) or evidence.is_force(t))]
    return [t for t in tokens if t not in where]


def sufferers(frame: Frame) -> list[Token]:
    """Those an event happens to, where the rule calls them its subject: in the passive they are the objects."""
    return frame.objects if frame.passive or not frame.subjects else frame.subjects

"""Hearers: to whom something is said, of whom it is demanded, and who is accused or threatened in somebody's words."""

from __future__ import annotations

from sayso.claims.bind.agents import acting_role
from sayso.claims.bind.targets import phrase_role, wholes
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.clauses import agents, is_passive
from sayso.grammar.phrases import after, expand
from sayso.lang import lexicon
from sayso.model import Role, Token

WORDS = lexicon("claims")
_CALLED_ON, _FROM, _FOR = WORDS["roles.called_on"], WORDS["roles.from"], WORDS["roles.for"]
_TOWARD = WORDS.row("roles.toward")
_BY, _WITH = lexicon("grammar")["prepositions.by"], WORDS["roles.with"]
_MOST = 3


def addressed(draft: Draft, evidence: Evidence) -> list[Role]:
    """To whom something is said, or of whom it is demanded: "called on all sides", "demand that the army leave".

    Of what is condemned or refused, whose it is: "the sanctions imposed by the bloc".
    """
    frame, sentence = draft.frame, draft.sentence
    objects = [*frame.objects, *[t for p, t in frame.obliques if p in _TOWARD]]
    if draft.type == "demand":
        objects += [t for p, t in frame.obliques if p in _FROM]
        objects += [t for one in frame.objects for t in after(sentence, one, _FROM)]
        for verb in sentence.children(draft.trigger, "ccomp", "advcl"):
            # "demanded that they leave", "called for them to leave"
            wanted = verb.dep == "ccomp" or any(t.lower in _FOR for t in sentence.children(verb, "mark"))
            objects += sentence.children(verb, "nsubj", "nsubjpass") if wanted else ()
    else:
        done = [verb for one in objects for verb in sentence.children(one, "acl", "relcl")]
        objects += [t for one in frame.objects for t in after(sentence, one, _BY)]
        if draft.type == "accuse":  # "alleged that soldiers have looted shops"
            held = [verb for verb in sentence.children(draft.trigger, "ccomp") if not is_passive(sentence, verb)]
            told = [t for verb in held for t in sentence.children(verb, "nsubj")]
            objects += [t for t in told if t.index > draft.trigger.index]
        if draft.type == "reject":  # "refuses to talk with the rebels"
            objects += [t for v in sentence.children(draft.trigger, "xcomp") for t in after(sentence, v, _WITH)]
        objects += [t for verb in done for t in agents(sentence, verb)]
    heard = [w for t in objects for one in expand(sentence, t) for w in wholes(sentence, one)]
    return [r for t in heard if (r := _hearer(draft, t, evidence))][:_MOST]


def spoken_of(draft: Draft, evidence: Evidence) -> list[Role]:
    """Whom a speech act is about that stands in somebody's words as a plain deed; [] where its subject speaks.

    "The UN has failed to protect them, he said", "the army must withdraw, they said".
    """
    said, verb = draft.attribution, draft.frame.verb or draft.trigger
    if said is None or verb.start in evidence.cues or not _tells_a_deed(draft, verb):
        return []
    speaker = said.sources[0]
    heard = [w for t in draft.frame.subjects for w in wholes(draft.sentence, t)]
    roles = [r for t in heard if t.start != speaker.start and (r := _hearer(draft, t, evidence))]
    sides = {r.side or r.id for r in roles}
    own = (speaker.side or speaker.id) in sides - {None} or any(r.name == speaker.name for r in roles)
    other = draft.type != "threaten" or (speaker.side is not None and None not in sides)
    return roles if other and not own else []


def _tells_a_deed(draft: Draft, verb: Token) -> bool:
    if draft.type == "demand":
        return any(t.lemma in WORDS["roles.duty"] for t in (verb, *draft.sentence.children(verb, "aux")))
    return draft.type in ("accuse", "threaten") and (not draft.rule.when or draft.rule.actor == "none")


def _hearer(draft: Draft, token: Token, evidence: Evidence) -> Role | None:
    found = acting_role(draft, token, evidence, civil=True)
    if found is not None or evidence.in_time(token):
        return found
    if land := land_of(token, evidence):
        return land
    place = evidence.place(token)
    called = draft.type == "demand" and (token.tag == "NNPS" or any(w.lower in _CALLED_ON for w in draft.words))
    if place is None and token.pos in ("NOUN", "PROPN") and (called or token.lemma in WORDS["roles.parties"]):
        return phrase_role(draft.sentence, token, evidence)
    return None


def land_of(token: Token, evidence: Evidence) -> Role | None:
    """The state of a country that stands where a party does."""
    place = evidence.place(token)
    if place is None or place.place.grain != "country":
        return None
    force = evidence.forces.of_country(place.place.country)
    state = force.state.id if force else None
    name = force.state.name if force else place.place.name
    return Role(start=place.start, end=place.end, name=name, id=state, side=state)

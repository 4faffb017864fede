"""Blame: accusations and claims of responsibility carry an event of their own.

By the codebook an accusation is coded as what is alleged, with the accused as its actor and the accuser as its source;
``accuse`` stays only where what is alleged is not itself an event. "X claimed the attack" is the attack, by X, said
by X. What someone demands, threatens or rejects has not happened, and is no event beside the demand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.bind.means import ATTACKS, refers_back
from sayso.claims.bind.saying import same_sources, spoken_by
from sayso.claims.evidence import Evidence
from sayso.claims.naming import names_of
from sayso.claims.records import Draft
from sayso.claims.resolve.anchors import is_speech
from sayso.claims.resolve.references import DENIED_BEFORE, main_attack
from sayso.claims.steps import Story
from sayso.grammar.answering import answering
from sayso.grammar.chains import is_aside
from sayso.grammar.frames import governor
from sayso.grammar.words import is_verb
from sayso.lang import lexicon
from sayso.model import EventType, Role, role_of

WORDS = lexicon("claims")

_TELLINGS = WORDS["blame.tellings"]
ALLEGED = "alleged by an accuser"
_SURE, _HARDLY = 0.5, 0.2
"""From which likelihood on an accusation stays one, where what is alleged is less likely than the other of them."""
_WANTING = frozenset({"demand", "threaten", "warning", "reject"})


def settle_blame(drafts: list[Draft], story: Story) -> list[Draft]:
    """Turn accusations of one sentence into the claims they make."""
    found, evidence = story.told, story.evidence
    further: list[Draft] = []
    for draft in drafts:
        if draft.rule.has("alleges") and draft.trigger.lemma in WORDS["blame.alleging"]:
            _settle_accusation(draft, drafts, story)
        elif draft.rule.has("responsibility"):
            _settle_responsibility(draft, drafts, found, evidence)
        elif draft.rule.has("deaths"):
            _settle_deaths(draft, evidence)
        elif draft.rule.has("denies-telling"):
            further += _settle_denial(draft, drafts, found)
        elif draft.type in _WANTING and draft.rule.speaker:
            _drop_wanted(draft, drafts)
    return [c for c in (*drafts, *further) if not c.dropped]


def _drop_wanted(speech: Draft, drafts: list[Draft]) -> None:
    """Leave out what stands below a demand, threat, warning or refusal: it is wanted, not told."""
    below = {t.index for t in speech.sentence.subtree(speech.trigger)}
    for other in drafts:
        after = other.trigger.index in below and other.trigger.index > speech.trigger.index
        if other is not speech and after and not other.rule.speaker and _wanted(speech, other):
            other.drop("wanted, not told")


def _wanted(speech: Draft, other: Draft) -> bool:
    """Whether the event is what the speech asks for, rather than a fact told beside it ("after", "because")."""
    for token in (other.trigger, *speech.sentence.ancestors(other.trigger)):
        if token.index == speech.trigger.index:
            return True
        if token.dep in ("advcl", "relcl"):
            return False
    return True


def _settle_accusation(accusation: Draft, drafts: list[Draft], story: Story) -> None:
    sentence = accusation.sentence
    below = {t.index for t in sentence.subtree(accusation.trigger)}
    alleged = [
        c
        for c in drafts
        if c is not accusation
        and not c.rule.speaker
        and c.trigger.index in below
        and c.trigger.index > accusation.trigger.index
        and not _told_by_another(c, accusation)
    ]
    if story.estimates:
        likely = {id(c): story.estimates.likely(c) for c in (accusation, *alleged)}
        alleged = [c for c in alleged if likely[id(c)] >= _HARDLY or likely[id(accusation)] < _SURE]
    for claim in alleged:
        victims = names_of(claim.targets)
        accused = claim.actors or tuple(role for role in accusation.targets if role.name.lower() not in victims)
        claim.decide(ALLEGED, attribution=accusation.attribution, actors=accused)
        if claim.rule.has("deaths") and claim.actors:  # "blamed gunmen for the deaths of 21 people"
            _as_killing(claim, claim.actors)
        if claim.status == "uncertain":
            claim.decide("asserted by the accuser", status="asserted")
    if alleged:
        accusation.drop("carries the claim of what is alleged")
        return
    before = _blamed_for(accusation, drafts) or _attack_before(accusation, story.told)
    if before is not None and _sides(accusation.actors) & _sides(before.actors):
        return  # "the shelling comes after Ankara blamed the militia": it is its own
    own = names_of(accusation.actors)  # nobody blames themselves
    accused = tuple(role for role in accusation.targets if not names_of((role,)) <= own)
    if before is not None and accusation.trigger.lemma in WORDS["blame.settle_accusation"] and accused:
        _become(accusation, before)
        accusation.decide("blamed for it", actors=accused, targets=before.targets)


def _sides(roles: Sequence[Role]) -> set[str]:
    return {side for r in roles if (side := r.side or r.id)}


def _blamed_for(accusation: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """ "A raid that the army blamed on rebels killed nine": the deed that the noun tells, by itself or by its verb."""
    noun = accusation.sentence.head(accusation.trigger)
    if accusation.trigger.dep != "relcl" or noun.dep != "nsubj":
        return None
    told = (c for c in drafts if c is not accusation and c.trigger in (noun, accusation.sentence.head(noun)))
    return next((c for c in told if c.type in ATTACKS), None)


def _as_killing(claim: Draft, actors: tuple[Role, ...]) -> None:
    soldiers = bool(claim.figures) and all(f.unit == "soldiers" for f in claim.figures)
    kind: EventType = "clash" if soldiers else "attack-civilians"
    claim.decide("a killing that somebody is blamed for", type=kind, actors=actors)


def _settle_deaths(deaths: Draft, evidence: Evidence) -> None:
    """ "The militia was blamed for the deaths of nine farmers": by whomever, they were killed by it."""
    answer = answering(deaths.sentence, deaths.trigger)
    blamed = [m for t in answer[1] if (m := evidence.actor(t))] if answer and is_verb(answer[0]) else []
    if blamed:
        _as_killing(deaths, tuple(role_of(m) for m in blamed))


def _told_by_another(claim: Draft, accusation: Draft) -> bool:
    """Whether somebody else says it behind the accusation: "…, while the rebels said they attacked a camp"."""
    cue = claim.attribution.cue if claim.attribution else None
    between = cue is not None and accusation.trigger.start < cue.start < claim.trigger.start
    return between and not same_sources(claim.attribution, accusation.attribution)


def _settle_responsibility(draft: Draft, drafts: list[Draft], found: Sequence[Draft], evidence: Evidence) -> None:
    """ "X claimed the attack": in the same sentence, or the one told last."""
    verb = draft.trigger if draft.trigger.pos == "VERB" else governor(draft.sentence, draft.trigger)
    words = (t.lower for s in draft.frame.subjects for t in draft.sentence.subtree(s))
    nobody = verb is not None and not WORDS["blame.settle_responsibility"].isdisjoint(words)
    here = [c for c in drafts if c.type in ATTACKS and c is not draft]
    if any(_tells_deed(c, draft) for c in here):
        draft.drop("the deed itself is told")
        return
    told = _attack_before(draft, found)
    before = here[0] if here and (told is None or not _names_again(here[0])) else told
    refuted = draft.status == "denied" and draft.rule.status is None
    if before is None or nobody or not draft.actors or refuted:
        draft.drop("nobody takes responsibility for anything told")
        return
    _become(draft, before)
    actors = tuple(_spoken_for(role, evidence) for role in draft.actors)
    draft.decide("takes responsibility", actors=actors, targets=before.targets)


def _tells_deed(attack: Draft, said: Draft) -> bool:
    """ "Said it carried out strikes": a deed of its own, and not the one told before."""
    doers = names_of(attack.actors) & names_of(said.actors)
    return bool(doers) and attack.trigger.pos == "NOUN" and not refers_back(attack)


def _spoken_for(role: Role, evidence: Evidence) -> Role:
    """ "Taliban spokesman X claimed the attack": of those named in the report the one whose name stands before his, or
    the group that he is said to be of: "X, a spokesman for the Coast Front"."""
    known = evidence.forces.groups.get(role.side or "")
    if known and role.id is None and role.kind == "armed-group":
        return replace(role, name=known, id=role.side)
    words = evidence.reading.document.text[role.start : role.end]
    if not set(words.lower().split()) & WORDS["blame.spokesmen"]:
        return role
    named = [m for m in evidence.reading.actors if m.id and not m.person and words.startswith(f"{m.text} ")]
    group = max(named, key=lambda m: len(m.text), default=None)
    if group is None:
        return role
    return replace(role_of(group), start=role.start, end=role.start + len(group.text))


def _names_again(attack: Draft) -> bool:
    """ "the attack" without a place, time or victims of its own: the one told before."""
    bare = not (attack.place_given or attack.time_given or attack.figures or attack.frame.objects)
    return attack.rule.has("names-attack") and bare


def _settle_denial(denial: Draft, drafts: list[Draft], found: Sequence[Draft]) -> list[Draft]:
    """ "a charge that X denied", "X called the report false": what was told just before, or in the report, denied.

    Gives the further drafts of a denial of several claims.
    """
    if _undecided(denial):
        denial.drop("neither confirmed nor denied")
        return []
    tellings = [t for t in denial.frame.objects if t.lemma in _TELLINGS]
    inside = {w.index for t in tellings for w in denial.sentence.subtree(t)} - {denial.trigger.index}
    reported = [c for c in drafts if c.trigger.index in inside and not c.rule.speaker]
    reported = [c for c in reported if not is_aside(c.sentence, c.trigger, denial.trigger.end)]
    for claim in reported:
        claim.decide("a telling that is denied", status="denied", attribution=denial.attribution or claim.attribution)
    earlier = [c for c in drafts if c.trigger.index < denial.trigger.index and not c.rule.speaker]
    near = [c for c in found if denial.sentence.index - c.sentence.index <= 2 and not c.rule.speaker]
    near = near if not _is_behind(denial) else []
    before = _denied(denial, earlier) or _denied(denial, near)
    accused = _accused(denial, before[-1]) if before else ()
    if accused:
        denial.decide("who is accused denies it", actors=accused, attribution=spoken_by(accused, denial, None))
    if reported or not before or not (denial.actors or denial.attribution) or before[-1].status == "denied":
        denial.drop("denies nothing that is told")
        return []
    if denial.attribution and denial.actors and denial.trigger.dep in ("relcl", "acl", "advcl"):
        own = denial.attribution.sources[: len(denial.actors)]  # "which X denied": not said by the source around it
        denial.decide("denied by its own subject", attribution=replace(denial.attribution, sources=own))
    further = [denial.another() for _ in before[1:]]
    for draft, told_before in zip((denial, *further), before, strict=True):
        _become(draft, told_before)
        draft.decide(DENIED_BEFORE, answers=told_before, actors=told_before.actors, targets=told_before.targets)
        draft.decide(DENIED_BEFORE, time=told_before.time, time_given=False)  # its own day is that of the denial
        beside = draft.place if draft.place_given and not draft.frame.passive else None
        if beside and beside.start < draft.trigger.start and told_before.place:  # "the police in Goma deny it"
            draft.decide(DENIED_BEFORE, place=told_before.place, place_given=told_before.place_given)
    return further


def _accused(denial: Draft, told: Draft) -> tuple[Role, ...]:
    """ "The town accused the army of looting, which it denies": "it" is who is accused, and not who accuses it."""
    said = names_of(told.attribution.sources) if told.attribution and told.sentence is denial.sentence else None
    anew = any(t.tag == "PRP" for t in denial.frame.subjects) and said is not None
    return told.actors if anew and names_of(denial.actors) <= (said or set()) else ()


def _is_behind(denial: Draft) -> bool:
    """ "The price has tripled; the ministry disputes this": what is denied stands before it in its own sentence."""
    over = denial.sentence.head(denial.trigger)
    joined = (
        denial.trigger.dep in ("conj", "parataxis", "ccomp") and is_verb(over) and over.index < denial.trigger.index
    )
    return joined or any(t.text == ";" for t in denial.sentence.tokens[: denial.trigger.index])


def _undecided(denial: Draft) -> bool:
    """ "has neither confirmed nor denied that"."""
    sentence, verb = denial.sentence, denial.trigger
    around = (*sentence.children(verb), *sentence.children(sentence.head(verb)))
    return any(t.lower in WORDS["blame.undecided"] for t in around)


def _denied(denial: Draft, told: Sequence[Draft]) -> list[Draft]:
    """The claims that a denial is about: the last one; a denied figure is a toll's; "the claims" are all that was told
    with the last one by the same source."""
    if any(t.lemma in WORDS["blame.denied"] for t in denial.frame.objects):
        return [c for c in told if c.figures][-1:]
    last = list(told[-1:])
    if not any(t.lemma in _TELLINGS and t.tag == "NNS" for t in denial.frame.objects):
        return last
    beside = [c for one in last for c in told if c.sentence is one.sentence and c.status != "denied"]
    return [c for c in beside if same_sources(c.attribution, last[0].attribution)] or last


def _attack_before(draft: Draft, found: Sequence[Draft]) -> Draft | None:
    """The attack that a report speaks of: one told in this or the last sentence, else the one it is about."""
    attacks = [c for c in found if c.type in ATTACKS]
    near = [c for c in attacks if draft.sentence.index - c.sentence.index <= 1]
    return near[-1] if near else main_attack(attacks)


def _become(draft: Draft, before: Draft) -> None:
    """The draft is about the event told before: its type, place and time, not the day of the saying."""
    place = draft.place if draft.place_given else before.place
    own = draft.time_given and not is_speech(draft)
    time = draft.time if own else before.time
    draft.decide("speaks of the event told before", type=before.type, place=place, time=time, time_given=own)

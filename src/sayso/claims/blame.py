"""Blame: accusations and claims of responsibility carry an event of their own.

By the codebook an accusation is coded as what is alleged, with the accused as its actor and the accuser as its source;
``accuse`` stays only where what is alleged is not itself an event. "X claimed the attack" is the attack, by X, said
by X. What someone demands, threatens or rejects has not happened, and is no event beside the demand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.candidates import Candidate
from sayso.claims.evidence import Evidence
from sayso.claims.means import ATTACKS, main_attack
from sayso.grammar.frames import governor
from sayso.lang import lexicon
from sayso.model import Role, role_of

WORDS = lexicon("claims")
_SETTLE_ACCUSATION_WORDS = WORDS["blame.settle_accusation"]
_UNDECIDED_WORDS = WORDS["blame.undecided"]
_DENIED_WORDS = WORDS["blame.denied"]
_SETTLE_RESPONSIBILITY_WORDS = WORDS["blame.settle_responsibility"]

_ALLEGING = WORDS["blame.alleging"]
_TELLINGS = WORDS["blame.tellings"]
_WANTING = frozenset({"demand", "threaten", "warning", "reject"})
_DENYING = frozenset({"deny-claim", "call-false", "be-false"})
_CLAIMING = frozenset({"claim-responsibility", "deny-responsibility", "is-behind"})


def settle_blame(candidates: list[Candidate], found: Sequence[Candidate], evidence: Evidence) -> list[Candidate]:
    """Turn accusations of one sentence into the claims they make. ``found``: the claims of the sentences before."""
    for candidate in candidates:
        if candidate.rule.id == "accuse" and candidate.trigger.lemma in _ALLEGING:
            _settle_accusation(candidate, candidates, found)
        elif candidate.rule.id in _CLAIMING:
            _settle_responsibility(candidate, candidates, found, evidence)
        elif candidate.rule.id in _DENYING:
            _settle_denial(candidate, candidates, found)
        elif candidate.type in _WANTING and candidate.rule.speaker:
            _drop_wanted(candidate, candidates)
    return [c for c in candidates if not c.dropped]


def _drop_wanted(speech: Candidate, candidates: list[Candidate]) -> None:
    """Leave out what stands below a demand, threat, warning or refusal: it is wanted, not told."""
    below = {t.index for t in speech.sentence.subtree(speech.trigger)}
    for other in candidates:
        after = other.trigger.index in below and other.trigger.index > speech.trigger.index
        if other is not speech and after and not other.rule.speaker and _wanted(speech, other):
            other.dropped = True


def _wanted(speech: Candidate, other: Candidate) -> bool:
    """Whether the event is what the speech asks for, rather than a fact told beside it ("after", "because")."""
    for token in (other.trigger, *speech.sentence.ancestors(other.trigger)):
        if token.index == speech.trigger.index:
            return True
        if token.dep in ("advcl", "relcl"):
            return False
    return True


def _settle_accusation(accusation: Candidate, candidates: list[Candidate], found: Sequence[Candidate]) -> None:
    sentence = accusation.sentence
    below = {t.index for t in sentence.subtree(accusation.trigger)}
    alleged = [
        c
        for c in candidates
        if c is not accusation
        and not c.rule.speaker
        and c.trigger.index in below
        and c.trigger.index > accusation.trigger.index
    ]
    for claim in alleged:
        claim.attribution = accusation.attribution
        claim.actors = claim.actors or accusation.targets
        if claim.rule.id in ("loss", "dead-noun") and claim.actors:  # "blamed gunmen for the deaths of 21 people"
            soldiers = bool(claim.figures) and all(f.unit == "soldiers" for f in claim.figures)
            claim.type = "clash" if soldiers else "attack-civilians"
        claim.status = "asserted" if claim.status == "uncertain" else claim.status
    if alleged:
        accusation.dropped = True
        return
    before = _attack_before(accusation, found)
    if before is not None and accusation.trigger.lemma in _SETTLE_ACCUSATION_WORDS and accusation.targets:
        _become(accusation, before)
        accusation.actors, accusation.targets = accusation.targets, before.targets


def _settle_responsibility(
    candidate: Candidate, candidates: list[Candidate], found: Sequence[Candidate], evidence: Evidence
) -> None:
    """ "X claimed the attack": in the same sentence, or the one told last."""
    verb = candidate.trigger if candidate.trigger.pos == "VERB" else governor(candidate.sentence, candidate.trigger)
    nobody = verb is not None and any(
        t.lower in _SETTLE_RESPONSIBILITY_WORDS for s in candidate.frame.subjects for t in candidate.sentence.subtree(s)
    )
    here = [c for c in candidates if c.type in ATTACKS and c is not candidate]
    told = _attack_before(candidate, found)
    before = here[0] if here and (told is None or not _names_again(here[0])) else told
    refuted = candidate.status == "denied" and candidate.rule.status is None
    if before is None or nobody or not candidate.actors or refuted:
        candidate.dropped = True
        return
    _become(candidate, before)
    candidate.actors = tuple(_spoken_for(role, evidence) for role in candidate.actors)
    candidate.targets = before.targets


def _spoken_for(role: Role, evidence: Evidence) -> Role:
    """ "Taliban spokesman X claimed the attack": of those named in the report the one whose name stands before his."""
    words = evidence.reading.document.text[role.start : role.end]
    if not set(words.lower().split()) & _SPOKESMEN:
        return role
    named = [m for m in evidence.reading.actors if m.id and not m.person and words.startswith(f"{m.text} ")]
    group = max(named, key=lambda m: len(m.text), default=None)
    if group is None:
        return role
    return replace(role_of(group), start=role.start, end=role.start + len(group.text))


_SPOKESMEN = WORDS["blame.spokesmen"]


def _names_again(attack: Candidate) -> bool:
    """ "the attack" without a place, time or victims of its own: the one told before."""
    bare = not (attack.place_given or attack.time_given or attack.figures or attack.frame.objects)
    return attack.rule.id == "attack-noun" and bare


def _settle_denial(denial: Candidate, candidates: list[Candidate], found: Sequence[Candidate]) -> None:
    """ "a charge that X denied", "X called the report false": what was told just before, or in the report, denied."""
    if _undecided(denial):
        denial.dropped = True
        return
    told = [t for t in denial.frame.objects if t.lemma in _TELLINGS]
    inside = {w.index for t in told for w in denial.sentence.subtree(t)} - {denial.trigger.index}
    reported = [c for c in candidates if c.trigger.index in inside and not c.rule.speaker]
    for claim in reported:
        claim.status = "denied"
        claim.attribution = denial.attribution or claim.attribution
    earlier = [c for c in candidates if c.trigger.index < denial.trigger.index and not c.rule.speaker]
    near = [c for c in found if denial.sentence.index - c.sentence.index <= 2 and not c.rule.speaker]
    before = _denied(denial, earlier) or _denied(denial, near)
    if reported or before is None or not (denial.actors or denial.attribution) or before.status == "denied":
        denial.dropped = True
        return
    _become(denial, before)
    if denial.attribution and denial.actors and denial.trigger.dep in ("relcl", "acl", "advcl"):
        own = denial.attribution.sources[: len(denial.actors)]  # "which X denied": not said by the source around it
        denial.attribution = replace(denial.attribution, sources=own)
    denial.actors, denial.targets = before.actors, before.targets


def _undecided(denial: Candidate) -> bool:
    """ "has neither confirmed nor denied that"."""
    sentence, verb = denial.sentence, denial.trigger
    around = (*sentence.children(verb), *sentence.children(sentence.head(verb)))
    return any(t.lower in _UNDECIDED_WORDS for t in around)


def _denied(denial: Candidate, told: Sequence[Candidate]) -> Candidate | None:
    """The claim that a denial is about: the last one; a denied figure is a toll's."""
    if any(t.lemma in _DENIED_WORDS for t in denial.frame.objects):
        tolls = [c for c in told if c.figures]
        return tolls[-1] if tolls else None
    return told[-1] if told else None


def _attack_before(candidate: Candidate, found: Sequence[Candidate]) -> Candidate | None:
    """The attack that a report speaks of: one told in this or the last sentence, else the one it is about."""
    attacks = [c for c in found if c.type in ATTACKS]
    near = [c for c in attacks if candidate.sentence.index - c.sentence.index <= 1]
    return near[-1] if near else main_attack(attacks)


def _become(candidate: Candidate, before: Candidate) -> None:
    """The candidate is about the event told before: its type, place and time."""
    candidate.type = before.type
    if not candidate.place_given:
        candidate.place = before.place
    if not candidate.time_given:
        candidate.time = before.time

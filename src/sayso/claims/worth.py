"""Worth: which candidates are claims that a conflict-data coder would want.

Not claims: a word that only refers back to an event already told ("the attack"), scene-setting without a place, figure
or date, and events told without any party, place, time, figure or source.
"""

from __future__ import annotations

from sayso.claims.candidates import Candidate
from sayso.claims.evidence import Evidence
from sayso.claims.means import ATTACKS
from sayso.grammar.frames import LIGHT_VERBS
from sayso.lang import lexicon
from sayso.model import EventType, Token

WORDS = lexicon("claims")
_ONE_OF_MANY_WORDS = WORDS["worth.one_of_many"]

_DEFINITE = WORDS["worth.definite"]
_GENERIC = WORDS["worth.generic"]


def is_worth(candidate: Candidate, evidence: Evidence, found: list[Candidate]) -> bool:
    """Whether the candidate is a claim. ``found``: the claims of the sentences before."""
    if candidate.rule.id == "bare-count":
        return bool(candidate.attribution and candidate.figures) and _toll_before(candidate, found)
    if candidate.rule.speaker:
        return bool(candidate.actors or (candidate.attribution and candidate.type == "casualties"))
    if candidate.sentence.tokens[-1].text == "?":
        return False
    if candidate.status == "denied" and _negated_itself(candidate):
        return True
    if candidate.type == "casualties" and candidate.trigger.dep == "amod" and not candidate.figures:
        return False  # "photos of dead soldiers"
    if candidate.trigger.pos in ("NOUN", "PROPN"):
        if _generic(candidate) or (
            candidate.type == "casualties" and not candidate.figures and not _reported(candidate)
        ):
            return False
        if _one_of_many(candidate):
            return False
        if _refers_back(candidate) and not _own_content(candidate, found):
            return not _told_before(candidate, found)
    return _has_substance(candidate)


def _toll_before(candidate: Candidate, found: list[Candidate]) -> bool:
    """ "the army counted nine" is a toll where the sentences before told one."""
    near = (c for c in found if candidate.sentence.index - c.sentence.index <= _NEAR)
    return any(f.measure in ("killed", "injured", "missing") for c in near for f in c.figures)


_NEAR = 3


def _negated_itself(candidate: Candidate) -> bool:
    """ "no damage", "did not enter": the denial is of this very event."""
    if candidate.trigger.pos == "VERB":
        return bool(candidate.actors or candidate.targets or candidate.place_given)
    return any(t.lower == "no" for t in candidate.sentence.children(candidate.trigger, "det", "neg"))


def _generic(candidate: Candidate) -> bool:
    determiners = {t.lower for t in candidate.sentence.children(candidate.trigger, "det", "predet")}
    return bool(determiners & _GENERIC) and not candidate.figures and candidate.status != "denied"


def _one_of_many(candidate: Candidate) -> bool:
    """ "in the deadliest attack this year", "the second such raid": ranks an event that is told elsewhere."""
    if candidate.type not in ATTACKS or candidate.figures or candidate.targets:
        return False
    return any(
        t.tag == "JJS" or t.entity == "ORDINAL" or t.lower in _ONE_OF_MANY_WORDS
        for t in candidate.sentence.children(candidate.trigger, "amod")
    )


def _reported(candidate: Candidate) -> bool:
    """ "reports of civilian casualties": a toll without a number is a claim only where someone gives it."""
    return candidate.attribution is not None and candidate.rule.id not in ("bodies", "wounded-noun")


def _refers_back(candidate: Candidate) -> bool:
    """ "the attack", "Ukraine's incursion", "an assault" without anything of its own: names an event told elsewhere."""
    definite = any(
        t.lower in _DEFINITE or t.dep == "poss"
        for t in candidate.sentence.children(candidate.trigger, "det", "poss", "amod")
    )
    generic = candidate.rule.id == "attack-noun" and candidate.type in ("clash", "attack-civilians")
    return (definite or generic or not candidate.rule.definite) and not candidate.frame.light


def _own_content(candidate: Candidate, found: list[Candidate]) -> bool:
    """A figure, or a time or a place not told yet that hangs on the trigger itself."""
    if candidate.figures or candidate.harms:
        return True
    inside = {t.start for t in candidate.sentence.subtree(_teller(candidate))}
    family = [c for c in found if c.type in _family(candidate)]
    time = candidate.time if candidate.time_given else None
    if time is not None and time.mention.start in inside:
        days = [(c.time.earliest, c.time.latest) for c in family if c.time]
        if (time.earliest, time.latest) not in days:
            return True
    place = candidate.place
    if place is None or not candidate.place_given or place.start not in inside:
        return False
    told = [c.place.place for c in family if c.place]
    coarse = place.place.precision in ("country", "region")
    return not any(p.name == place.place.name or (coarse and p.country == place.place.country) for p in told)


def _done(candidate: Candidate) -> bool:
    """ "imposed a curfew", "launched an attack": the verb says that someone did it."""
    head = candidate.sentence.head(candidate.trigger)
    return candidate.frame.light and candidate.trigger.dep in ("dobj", "nsubjpass") and head.lemma in LIGHT_VERBS


def _teller(candidate: Candidate) -> Token:
    """The word under which an event noun's own place and time stand: "clashes broke out after midnight" has a verb."""
    head = candidate.sentence.head(candidate.trigger)
    return head if candidate.trigger.dep == "nsubj" and head.lemma in _HAPPENING else candidate.trigger


_HAPPENING = WORDS["worth.happening"]


def _told_before(candidate: Candidate, found: list[Candidate]) -> bool:
    return any(c.type in _family(candidate) for c in found) or not _has_substance(candidate)


def _family(candidate: Candidate) -> frozenset[EventType]:
    """The types under which the same event may have been told."""
    if candidate.type in ATTACKS or candidate.type == "advance":
        return ATTACKS | {"advance"}
    return frozenset({candidate.type})


def _has_substance(candidate: Candidate) -> bool:
    """Specific enough: a figure, its own place or time, or a named party together with a source or a target."""
    if candidate.figures or candidate.time_given or candidate.harms:
        return True
    if candidate.place_given and candidate.place and candidate.place.place.precision != "country":
        return True
    telling = candidate.trigger.pos in ("VERB", "ADP")
    if candidate.attribution and (candidate.actors or candidate.targets or telling):
        return True
    closed = candidate.type == "disruption" and candidate.trigger.pos == "ADJ"
    if candidate.trigger.pos == "VERB" or closed or _done(candidate):
        frame = candidate.frame
        moved = candidate.type in ("deploy", "disruption") and candidate.trigger.pos != "NOUN"
        bound = moved and bool(frame.obliques or frame.objects)
        imposed = candidate.type in ("disruption", "emergency", "warning") and frame.light  # "a curfew was imposed"
        return bound or imposed or bool(candidate.actors or candidate.targets)
    return bool(candidate.actors and candidate.targets)

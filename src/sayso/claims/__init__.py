"""Claims: one thing that some source says happened, with its roles, place, time, figures, source and status.

The parts, in the order they work: ``candidates`` finds triggers whose rule holds (``frames`` reads their roles off the
tree, ``evidence`` knows which mention stands on which word); ``saying`` finds who says it; ``means`` decides what kind
of attack it is; ``roles``, ``figures``, ``where``, ``when`` and ``status`` fill the fields; ``parts`` splits what is
several claims, ``again`` and ``folding`` join what is one; ``worth`` leaves out what no coder would want.
"""

from __future__ import annotations

import hashlib
from typing import ClassVar

from sayso.claims.blame import settle_blame
from sayso.claims.candidates import EVENT_KINDS, Candidate, Finder
from sayso.claims.evidence import Evidence
from sayso.claims.figures import figures_of
from sayso.claims.folding import drop_repeats, fold_sentence
from sayso.claims.forces import Forces
from sayso.claims.means import ATTACKS, attack_type, custody_type, settle_reference
from sayso.claims.names import plain_role, plain_sources
from sayso.claims.parts import by_place
from sayso.claims.roles import actors_from_context, assign_roles
from sayso.claims.saying import Sayings, speaker_attribution
from sayso.claims.setting import PlaceContext
from sayso.claims.status import StatusJudge
from sayso.claims.targets import settle_targets
from sayso.claims.timeline import Timeline
from sayso.claims.tolls import settle_totals
from sayso.claims.when import time_of
from sayso.claims.where import place_of
from sayso.claims.worth import is_worth
from sayso.lang import lexicon
from sayso.model import Claim, EventType, Reading, Sentence, Span, Status
from sayso.rules.actors import ActorRow, StateRow, main_forces
from sayso.stage import Resources

WORDS = lexicon("claims")

__all__ = ["Claims"]


class Claims:
    """Fills ``claims``."""

    needs: ClassVar[tuple[str, ...]] = (
        "sentences", "actors", "places", "times", "counts", "weapons", "coreferences", "attributions",
    )  # fmt: skip
    fills: ClassVar[str] = "claims"

    def __init__(self, resources: Resources) -> None:
        self._finder = Finder(resources.rulebook)
        self._status = StatusJudge(resources.rulebook)
        self._classes = resources.rulebook.classes
        states = resources.rulebook.rows(StateRow)
        self._states = {state.iso2: state.id for state in states}
        self._main_forces = main_forces(resources.rulebook.rows(ActorRow), states)

    def __call__(self, reading: Reading) -> tuple[Claim, ...]:
        evidence = Evidence(reading, self._classes, Forces(reading, self._main_forces, self._states))
        sayings = Sayings(reading)
        places = PlaceContext(evidence)
        before: EventType | None = None
        found: list[Candidate] = []
        for sentence in reading.sentences:
            if sentence.kind not in EVENT_KINDS:
                continue
            candidates = self._in_sentence(sentence, evidence, sayings, places, before)
            for candidate in candidates:
                settle_reference(candidate, found, evidence)
            candidates = settle_blame(candidates, found, evidence)
            for candidate in candidates:
                candidate.place = candidate.place if candidate.part else places.refine(candidate)
                candidate.actors = actors_from_context(candidate, found)
            kept: list[Candidate] = []
            for candidate in fold_sentence(candidates):
                if is_worth(candidate, evidence, [*found, *kept]):
                    kept.append(candidate)
            for candidate in kept:
                settle_totals(candidate, evidence)
                settle_targets(candidate, found, evidence)
                places.remember(candidate)
                if candidate.type in ATTACKS:
                    before = candidate.type
                found.append(candidate)
        places.settle(found)
        Timeline(found, evidence).settle(found)
        return tuple(_claim(c, reading) for c in drop_repeats(found))

    def _in_sentence(
        self, sentence: Sentence, evidence: Evidence, sayings: Sayings, places: PlaceContext, before: EventType | None
    ) -> list[Candidate]:
        """The candidates of a sentence with all that the sentence itself tells."""
        kept: list[Candidate] = []
        for candidate in self._finder.find(sentence, evidence):
            if candidate.rule.by_means:
                candidate.type = attack_type(candidate, evidence, before)
            elif candidate.type == "arrest":
                candidate.type = custody_type(candidate, evidence)
            candidate.attribution = sayings.of(candidate)
            candidate.figures = figures_of(candidate, evidence)
            status = self._status.judge(candidate, evidence)
            if status is None:
                continue
            if status == "asserted" and not candidate.rule.speaker:
                status = sayings.hedge(candidate)
            candidate.status = _with_stance(status, candidate)
            assign_roles(candidate, evidence)
            if candidate.rule.speaker:
                candidate.attribution = speaker_attribution(candidate, evidence, sayings)
                if candidate.type == "casualties":  # who counts the dead did not kill them
                    candidate.actors = candidate.targets = ()
            place, sure = place_of(candidate, evidence, places)
            candidate.place, candidate.place_hint = (place, None) if sure else (None, place)
            candidate.place_given = candidate.place is not None
            candidate.time = time_of(candidate, evidence)
            candidate.time_given = candidate.time is not None
            kept += by_place(candidate, evidence)
        return kept


_HEARSAY = WORDS["claims.hearsay"]


def _with_stance(status: Status, candidate: Candidate) -> Status:
    """The status once the source's own stance is counted in: "denied that", "could not confirm"."""
    attribution = candidate.attribution
    if attribution is None or candidate.rule.speaker:
        return status
    if attribution.stance == "denies":
        return "denied"
    doubted = attribution.stance == "doubts" or attribution.sources[0].name.lower() in _HEARSAY
    if doubted and status == "asserted":
        return "uncertain"
    return status


def _claim(candidate: Candidate, reading: Reading) -> Claim:
    span = candidate.span
    identity = f"{reading.document.id}|{candidate.type}|{span.start}|{span.end}|{candidate.rule.rule}"
    identity += f"|{candidate.part}" if candidate.part else ""
    return Claim(
        id=hashlib.sha256(identity.encode()).hexdigest()[:16],
        type=candidate.type,
        status=candidate.status,
        trigger=span,
        sentence=Span(start=candidate.sentence.start, end=candidate.sentence.end),
        actors=tuple(plain_role(role, reading) for role in candidate.actors),
        targets=tuple(plain_role(role, reading) for role in candidate.targets),
        place=candidate.place,
        time=candidate.time,
        figures=candidate.figures,
        attribution=plain_sources(candidate.attribution, reading),
        confidence=candidate.confidence,
        rule=candidate.rule.rule,
    )

"""Bind: what a trigger's own sentence tells, each field told once.

The parts, in the order they work: ``means`` (what kind of attack), ``saying`` (who says it), ``figures`` with
``measures``, ``people``, ``shares``, ``tolls`` and ``harm``, ``status``, ``roles`` with ``agents``,
``targets`` and ``hearers``, ``where`` with ``nearest``, ``when`` with ``extent``,
and ``parts`` (one trigger that tells several events).
"""

from __future__ import annotations

from sayso.claims.bind.accidents import is_accident
from sayso.claims.bind.dealing import deals_in, told_elsewhere, told_out
from sayso.claims.bind.figures import figures_of, unitless_of
from sayso.claims.bind.means import attack_type, custody_type, is_brawl
from sayso.claims.bind.measures import told_after
from sayso.claims.bind.parts import by_place
from sayso.claims.bind.roles import roles_of
from sayso.claims.bind.saying import is_of_others, quoted_speaker, speaker_attribution
from sayso.claims.bind.status import StatusJudge, with_stance
from sayso.claims.bind.tolls import is_forecast
from sayso.claims.bind.when import time_of
from sayso.claims.bind.where import place_of
from sayso.claims.records import Detected, Draft
from sayso.claims.steps import Story
from sayso.grammar.tellings import retracted_by
from sayso.lang import lexicon
from sayso.model import Status
from sayso.rules import Rulebook

__all__ = ["RuleBinder"]

_OURSELVES = lexicon("claims")["roles.ourselves"]


class RuleBinder:
    """Binds by the rule's slots and measures, and the tree. Built once from the rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._status = StatusJudge(rulebook)

    def __call__(self, detected: Detected, story: Story) -> list[Draft]:
        """The drafts of a trigger; none where the words tell no event (a condition, a fear, a forecast)."""
        key = (detected, story.attack if detected.rule.by_means else None)
        if key not in story.bound:  # a report is read twice
            story.bound[key] = self._bound(detected, story)
        bound = story.bound[key]
        if bound is None:
            return []
        draft, evidence = bound.anew(), story.evidence
        deals = deals_in(draft.sentence, evidence)
        elsewhere = told_elsewhere(draft, deals, evidence)
        place, sure = place_of(draft, evidence, story.places, elsewhere)
        draft.tell(place=place if sure else None, place_hint=None if sure else place, place_given=sure and bool(place))
        time = time_of(draft, evidence, elsewhere)
        draft.tell(time=time, time_given=time is not None)
        return [one for part in by_place(draft, evidence) for one in told_out(part, deals)]

    def _bound(self, detected: Detected, story: Story) -> Draft | None:
        """What hangs on the words and on the attack told last: all but where and when."""
        draft = Draft(detected=detected, type=detected.rule.type, confidence=detected.rule.confidence)
        evidence = story.evidence
        if is_accident(draft, evidence):
            return None
        if draft.rule.by_means:
            draft.decide("its means and its target", type=attack_type(draft, evidence, story.attack))
        elif draft.rule.has("brawl") and is_brawl(draft, evidence):
            draft.decide("a fight at a protest", type="riot")
        elif draft.type in ("arrest", "abduction"):
            draft.decide("who took them", type=custody_type(draft, evidence))
        draft.tell(attribution=story.sayings.of(draft))
        draft.tell(figures=figures_of(draft, evidence))
        told = (c for c in evidence.counts_in.get(draft.sentence.index, ()) if told_after(draft, c))
        if draft.rule.has("bare-count") and {c.start for c in told} & {f.start for f in draft.figures}:
            return None  # "counted nine dead": the dead are told by their own word
        if draft.rule.has("kills") and draft.figures and all(f.unit == "soldiers" for f in draft.figures):
            draft.decide("only soldiers were killed", type="clash")  # "killed 11 soldiers and wounded 20 others"
        draft.tell(unitless=unitless_of(draft, evidence))
        status = self._status_of(draft, story)
        if status is None:
            return None
        draft.tell(status=status)
        if is_forecast(draft, evidence):
            return None
        if retracted_by(draft.sentence, draft.trigger) is not None:
            draft.decide("who told it takes it back, or it is exposed", status="denied")
        self._bind_roles(draft, story)
        return draft

    def _status_of(self, draft: Draft, story: Story) -> Status | None:
        status = self._status.judge(draft)
        if status == "asserted" and not draft.rule.speaker:
            status = story.sayings.hedge(draft)
        return status and with_stance(status, draft)

    @staticmethod
    def _bind_roles(draft: Draft, story: Story) -> None:
        actors, targets = roles_of(draft, story.evidence)
        draft.tell(actors=actors, targets=targets)
        if not draft.rule.speaker:
            return
        said = [story.evidence.reading.text(role) for role in actors]  # "we demand": whoever speaks; not the US
        ourselves = all(w.lower() in _OURSELVES and (len(w) == 1 or not w.isupper()) for w in said)
        if draft.attribution and ourselves and not is_of_others(draft):
            draft.decide("whoever is quoted speaks", actors=quoted_speaker(draft) or actors)
        elif actors or not draft.attribution:
            spoken = speaker_attribution(draft, story.evidence, story.sayings)
            draft.decide("who speaks is the source", attribution=spoken)
        if draft.type == "casualties":
            draft.decide("who counts the dead did not kill them", actors=(), targets=())

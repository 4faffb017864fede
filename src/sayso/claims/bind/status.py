"""Status: asserted, denied, uncertain or planned, and whether the words tell an event at all."""

from __future__ import annotations

from sayso.claims.bind.answers import is_repaying, repaid_by
from sayso.claims.records import Draft
from sayso.grammar.answering import is_answered_for
from sayso.grammar.chains import Chain, chain_of, is_aside
from sayso.grammar.clauses import infinitives
from sayso.grammar.fiction import is_fiction
from sayso.grammar.scope import Hedges, is_negated, is_unreal
from sayso.lang import lexicon
from sayso.model import Status, Token
from sayso.rules import Rulebook
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")
_ANNOUNCING = WORDS["status.announcing"]
_BOMBERS = WORDS["status.bombers"]
_ANNOUNCED, _COMPLETE, _VOWED = types_with("announced"), types_with("complete"), types_with("vowed")


class StatusJudge:
    """Reads hedges, negation, modality. Built once from the rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._hedges = Hedges(rulebook)

    def judge(self, draft: Draft) -> Status | None:
        """The status, or None when the words tell no event (a condition, a fear, a purpose)."""
        sentence, rule = draft.sentence, draft.rule
        chain = chain_of(sentence, _deed(draft) if rule.has("doer") else draft.trigger)
        given = "planned" if draft.type in _VOWED else rule.status
        if given == "planned" and is_repaying(sentence, draft.trigger):
            return None
        repaying = repaid_by(sentence, draft.trigger)
        if repaying is not None and repaying in chain:
            chain = chain[: chain.index(repaying)]  # "to avenge the killing" is an aim, the killing is none
        parties = (*draft.frame.subjects, *draft.frame.objects)
        own = draft.words if rule.when or rule.speaker else ()  # of a trigger that no rule tells any word may be one
        bomber = rule.has("doer") or (
            draft.type == "bombing" and any(t.lemma in _BOMBERS for t in draft.frame.subjects)
        )
        tried = draft.type in _COMPLETE or bomber
        if is_unreal(sentence, chain, own, saying=rule.speaker, tried=tried):
            return None
        if is_fiction(sentence, chain, parties):
            return None
        if given:
            planned = given == "planned"  # "no arrest warrant was issued", "did not threaten": nothing is told
            void = is_negated(sentence, chain, parties, own) if planned else given == "denied" and _is_left_open(draft)
            return None if void else given
        status: Status = "asserted"
        for hedged in self._hedges.over(sentence, chain, own):
            if hedged == "uncertain" or status == "asserted":
                status = hedged
            if hedged == "denied":
                break
        if status == "uncertain" and is_answered_for(sentence, draft.trigger):
            status = "asserted"  # "may be behind the bombing": whose it was is doubted
        if status == "asserted" and draft.type in _ANNOUNCED and _is_announced(draft, chain):
            status = "planned"
        if status == "planned" and rule.speaker and any(t.dep == "neg" for t in draft.words):
            status = "asserted"  # "will not accept the plan" refuses it now
        if any(f.low == 0 and f.high == 0 for f in draft.figures):
            return "asserted" if status == "denied" else status  # "nobody was hurt", "no reports of casualties"
        if not is_negated(sentence, chain, parties, own):
            return status
        slightly = any(t.lower in WORDS["status.degrees"] for t in sentence.children(draft.trigger, "advmod"))
        return None if slightly and draft.type == "casualties" else "denied"  # "was not seriously hurt": was, a little


def _deed(draft: Draft) -> Token:
    """What a doer does, or would: "a suicide bomber planned to *attack* a market"; the doer where no verb tells it."""
    sentence, above = draft.sentence, draft.sentence.head(draft.trigger)
    subject = draft.trigger.dep in ("nsubj", "nsubjpass") and above.pos == "VERB"
    deed = next((t for t in draft.words if t.pos == "VERB"), above if subject else draft.trigger)
    while below := [t for t in sentence.children(deed, "xcomp") if t.tag == "VB"]:
        deed = below[0]
    return deed


def _is_left_open(draft: Draft) -> bool:
    """ "Could not confirm or deny its involvement"."""
    verbs = infinitives(draft.sentence, draft.trigger)
    return any(no not in draft.words for verb in verbs for no in draft.sentence.children(verb, "neg"))


def _is_announced(draft: Draft, chain: Chain) -> bool:
    """ "Announced the deployment of 300 troops", "announced that it was deploying them"."""
    if draft.trigger.pos == "VERB" and draft.trigger.dep == "ccomp":
        return draft.trigger.tag == "VBG" and draft.sentence.head(draft.trigger).lemma in _ANNOUNCING
    return draft.trigger.pos == "NOUN" and any(t.lemma in _ANNOUNCING and t.pos == "VERB" for t in chain[1:])


def with_stance(status: Status, draft: Draft) -> Status:
    """The status once the source's own stance is counted in: "denied that", "could not confirm".

    What stands in a relative clause beside what is denied is the report's own, and loses the source.
    """
    attribution = draft.attribution
    if attribution is None or draft.rule.speaker:
        return status
    unsure = attribution.stance in ("denies", "doubts")
    if unsure and attribution.cue and is_aside(draft.sentence, draft.trigger, attribution.cue.end):
        draft.decide("told as known beside what is denied", attribution=None)
        return status
    if attribution.stance == "denies":
        return "denied"
    doubted = attribution.stance == "doubts" or attribution.sources[0].name.lower() in WORDS["status.hearsay"]
    if doubted and status == "asserted" and not is_answered_for(draft.sentence, draft.trigger):
        return "uncertain"
    return status

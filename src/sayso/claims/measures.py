"""Measures: as what a claim's counts are counted, by its rule, its verb and the words beside the number."""

from __future__ import annotations

from sayso.claims.candidates import Candidate
from sayso.claims.evidence import Evidence
from sayso.claims.harm import outcome
from sayso.claims.people import AIR_UNITS, HUMAN, PERSONS
from sayso.lang import lexicon
from sayso.model import CountMention, EventType, Figure, Measure, Unit

WORDS = lexicon("claims")
_MEASURES_OF_WORDS = WORDS["measures.measures_of"]
_IS_KILLING_WORDS = WORDS["measures.is_killing"]
_MEASURE_TOLD_WORDS = WORDS["measures.measure_told"]
_AID_WORDS = WORDS["measures.aid"]
_IS_KILLING_2_WORDS = WORDS["measures.is_killing_2"]
_TOLD_AFTER_WORDS = WORDS["measures.told_after"]

_DEFAULT_UNIT: dict[Measure, Unit] = {
    "killed": "people", "injured": "people", "missing": "people", "captured": "people", "displaced": "people",
    "evacuated": "people", "returned": "people", "affected": "people", "deployed": "soldiers",
    "launched": "other", "intercepted": "other", "destroyed": "other", "damaged": "other", "seized": "other",
}  # fmt: skip
PEOPLE: frozenset[str] = frozenset({"people", "civilians", "children", "women", "soldiers"})
_COUNTED_PEOPLE = WORDS["measures.counted_people"]
VERB_MEASURE: dict[str, Measure] = {
    "kill": "killed", "slay": "killed", "wound": "injured", "injure": "injured", "hurt": "injured",
    "destroy": "destroyed", "damage": "damaged",
}  # fmt: skip
OBJECT_UNITS = frozenset(
    {"drones", "missiles", "rockets", "shells", "aircraft", "vehicles", "tanks", "vessels", "buildings", "settlements"}
)
_WOUNDED = WORDS["measures.wounded"]
_DYING = WORDS["measures.dying"]
_KILLING_NOUNS = WORDS["measures.killing_nouns"]
WITH_WEAPONS = frozenset({"drone-strike", "missile-strike", "shelling", "airstrike"})
_REMOVED = WORDS["measures.removed"]

_MASSACRE = 10
_BY_TYPE: dict[EventType, Measure] = {"siege": "affected", "sanction": "affected"}
_SURRENDER = WORDS["measures.surrender"]
_FLEE = WORDS["measures.flee"]
_LOOT = WORDS["measures.loot"]
_THROWING = WORDS["measures.throwing"]
_STOPPED = WORDS["measures.stopped"]


def measures_of(candidate: Candidate) -> dict[str, Measure]:
    """For each role of a candidate the measure of who or what is counted in it."""
    measures: dict[str, Measure] = dict(candidate.rule.measure)
    own = VERB_MEASURE.get(candidate.trigger.lemma)
    verbal = candidate.trigger.pos == "VERB"
    if own and verbal and candidate.rule.target != "none":
        measures.setdefault("target", own)
    elif candidate.rule.by_means and candidate.rule.target == "object" and verbal:
        measures.setdefault("target", "affected")
    elif _is_killing(candidate):
        measures.setdefault("target", "killed")
        measures.setdefault("trigger", "killed")
    elif candidate.rule.id == "beat":
        measures.setdefault("target", "injured")
    elif candidate.type in _BY_TYPE:
        measures.setdefault("target", _BY_TYPE[candidate.type])
    elif candidate.rule.id == "convoy-stopped":
        measures.setdefault("target", "affected")
    if candidate.rule.id in ("kill-force", "kill-civilian") and candidate.trigger.lemma in _MEASURES_OF_WORDS:
        measures["target"] = "injured"
    if (ended := outcome(candidate)) is not None:
        measures = {role: ended if m in ("killed", "injured") else m for role, m in measures.items()}
    return measures


def _is_killing(candidate: Candidate) -> bool:
    """ "The execution of three men", "the fatal shooting of two boys"."""
    if candidate.trigger.pos != "NOUN" or candidate.trigger.lemma not in _IS_KILLING_WORDS:
        return candidate.trigger.pos == "NOUN" and candidate.trigger.lemma in _KILLING_NOUNS
    return any(t.lower in _IS_KILLING_2_WORDS for t in candidate.sentence.children(candidate.trigger, "amod"))


def is_one_thing(count: CountMention) -> bool:
    """Whether a thing is told with an article only ("a car"), which counts no things."""
    return count.rule.endswith("one-article") and count.unit not in PERSONS


def measure_told(measure: Measure, count: CountMention, candidate: Candidate, evidence: Evidence) -> Measure:
    """ "40 wounded" counts the injured whatever the verb; tanks "lost" were destroyed."""
    if candidate.type == "aid" and measure == "affected":
        return _aid(count, candidate)
    if candidate.type == "withdraw" and measure == "deployed":
        lemma = candidate.trigger.lemma
        return "captured" if lemma in _SURRENDER else "affected" if lemma in _FLEE else measure
    if measure == "affected" and candidate.trigger.lemma == "shoot" and (count.low or 0) >= _MASSACRE:
        return "killed"  # "shot at least 47 people"
    if measure == "affected" and candidate.trigger.lemma in _REMOVED and count.unit in PERSONS:
        return "killed"
    if measure == "killed" and candidate.trigger.lemma in _MEASURE_TOLD_WORDS:
        return "injured"
    text = evidence.reading.text(count).lower()
    if measure in ("killed", "injured") and not count.noun and (told := _told_after(candidate, count)):
        return told
    if candidate.rule.id == "among-dead" and any(word.lower in _WOUNDED for word in candidate.words):
        return "injured"
    if candidate.trigger.lemma in _DYING or candidate.rule.id == "die":
        return measure
    if measure == "killed" and any(word in text for word in _WOUNDED):
        return "injured"
    if measure == "injured" and any(word in text.split() for word in ("dead", "deaths", "killed", "fatalities")):
        return "killed"
    if (
        measure in ("killed", "intercepted")
        and not is_one_thing(count)
        and count.unit in OBJECT_UNITS - (AIR_UNITS if measure == "intercepted" else set())
    ):
        return "destroyed"
    if measure == "affected" and count.unit in AIR_UNITS - {"aircraft"} and candidate.type in WITH_WEAPONS:
        return "launched"
    thrown = count.unit in AIR_UNITS | {"other"} and candidate.trigger.lemma in _THROWING
    if measure == "affected" and thrown and candidate.type in WITH_WEAPONS:
        return "launched"
    if measure == "deployed" and candidate.type == "violation":
        return "affected"
    return measure


def _aid(count: CountMention, candidate: Candidate) -> Measure:
    """Who is reached and what is held up is affected, what is sent and gets through deployed, what is taken seized."""
    if count.unit in PERSONS or count.noun in _AID_WORDS:
        return "affected"
    lemma = candidate.trigger.lemma
    return "seized" if lemma in _LOOT else "affected" if lemma in _STOPPED else "deployed"


def _told_after(candidate: Candidate, count: CountMention) -> Measure | None:
    """ "17 people were killed and 40-odd hurt": what the word right after a bare number says of it."""
    after = next((t for t in candidate.sentence.tokens if t.start >= count.end), None)
    if after is None:
        return None
    return "injured" if after.lower in (*_WOUNDED, "hurt") else "killed" if after.lower in _TOLD_AFTER_WORDS else None


def make_figure(count: CountMention, measure: Measure) -> Figure | None:
    """The count as a figure of this measure, or None when what is counted cannot have it."""
    unit = count.unit or _DEFAULT_UNIT[measure]
    if count.rule.endswith("one-article") and unit not in PEOPLE:
        return None  # "destroyed a car" counts no cars: things are counted only where a number word stands
    if measure in HUMAN and unit not in PEOPLE:
        if unit != "other" or not count.noun:
            return None
        if count.noun not in _COUNTED_PEOPLE:
            return None
        unit = "other" if count.noun in _AID_WORDS else "people"
    if measure in ("destroyed", "damaged") and unit in PEOPLE:
        return None
    if measure == "affected" and count.rule.endswith("one-article"):
        return None
    if measure in ("intercepted", "launched") and unit in PEOPLE:
        return None
    return Figure(
        start=count.start, end=count.end, measure=measure, unit=unit, low=count.low, high=count.high, bound=count.bound
    )

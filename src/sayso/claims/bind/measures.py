"""Measures: as what a claim's counts are counted, by its rule, its verb and the words beside the number."""

from __future__ import annotations

from sayso.claims.bind.harm import outcome
from sayso.claims.bind.people import AIR_UNITS, HUMAN
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.lang import lexicon
from sayso.model import PERSONS, CountMention, EventType, Figure, Measure, Token, Unit

WORDS = lexicon("claims")
_SHOOT = lexicon("grammar")["verbs.shooting"]
_AID_WORDS = WORDS["measures.aid"]

_DEFAULT_UNIT: dict[Measure, Unit] = {
    "killed": "people", "injured": "people", "missing": "people", "captured": "people", "displaced": "people",
    "evacuated": "people", "returned": "people", "affected": "people", "deployed": "soldiers",
    "launched": "other", "intercepted": "other", "destroyed": "other", "damaged": "other", "seized": "other",
    "casualties": "people",
}  # fmt: skip
_NO_FORCE: frozenset[Unit] = frozenset({"km2", "civilians", "children", "people"})
VERB_MEASURE: dict[str, Measure] = {
    "kill": "killed", "slay": "killed", "wound": "injured", "injure": "injured", "hurt": "injured", "maim": "injured",
    "destroy": "destroyed", "damage": "damaged",
}  # fmt: skip
OBJECT_UNITS = frozenset(
    {"drones", "missiles", "rockets", "shells", "aircraft", "vehicles", "tanks", "vessels", "buildings", "settlements"}
)
_TRADES = tuple(WORDS.row("measures.trades"))
_WOUNDED = WORDS["measures.wounded"]
DYING = WORDS["measures.dying"]
WITH_WEAPONS = frozenset({"drone-strike", "missile-strike", "shelling", "airstrike"})

_MASSACRE = 10
_NEAR = 4
_NEXT = 2
_PAST = frozenset({"VBD", "VBN"})
_HURT = WORDS["measures.hurt"]
_INJURIES = WORDS["measures.injuries"]
CASUALTY = WORDS["measures.casualty"]
_HARM: dict[Measure, frozenset[str]] = {
    "injured": _HURT, "killed": WORDS["measures.told_after"], "missing": lexicon("grammar")["words.gone"],
}  # fmt: skip
_TOLD_AS: dict[str, Measure] = {word: measure for measure, words in _HARM.items() for word in words}
_AND_OR = WORDS["measures.and_or"]
_BY_TYPE: dict[EventType, Measure] = {"siege": "affected", "sanction": "affected"}
_FLEE = WORDS["measures.flee"]
_STOPPED = WORDS["measures.stopped"]


def measures_of(draft: Draft) -> dict[str, Measure]:
    """For each role of a draft the measure of who or what is counted in it."""
    measures: dict[str, Measure] = dict(draft.rule.measure)
    own = VERB_MEASURE.get(draft.trigger.lemma)
    verbal = draft.trigger.pos == "VERB"
    if own and verbal and draft.rule.target != "none":
        measures.setdefault("target", own)
    elif draft.rule.by_means and draft.rule.target == "object" and verbal:
        measures.setdefault("target", "affected")
    elif _is_killing(draft):
        measures.setdefault("target", "killed")
        measures.setdefault("trigger", "killed")
    elif draft.type in _BY_TYPE:
        measures.setdefault("target", _BY_TYPE[draft.type])
    if draft.rule.has("kills") and draft.trigger.lemma in WORDS["measures.measures_of"]:
        measures["target"] = "injured"
    if (ended := outcome(draft)) is not None:
        measures = {role: ended if m in ("killed", "injured") else m for role, m in measures.items()}
    return measures


def _is_killing(draft: Draft) -> bool:
    """ "The execution of three men", "the fatal shooting of two boys"."""
    if draft.trigger.pos != "NOUN" or draft.trigger.lemma not in WORDS["measures.shooting"]:
        return draft.trigger.pos == "NOUN" and draft.trigger.lemma in WORDS["measures.killing_nouns"]
    return any(t.lower in WORDS["measures.deadly"] for t in draft.sentence.children(draft.trigger, "amod"))


def is_one_thing(count: CountMention) -> bool:
    """Whether a thing is told with an article only ("a car"), which counts no things."""
    return count.by_article and count.unit not in PERSONS


def measure_told(measure: Measure, count: CountMention, draft: Draft, evidence: Evidence) -> Measure:
    """ "40 wounded" counts the injured whatever the verb; tanks "lost" were destroyed."""
    if draft.type == "aid" and measure == "affected":
        return _aid(count, draft)
    if draft.type == "withdraw" and measure == "deployed":
        lemma = draft.trigger.lemma
        head = _head(count, draft)
        if count.unit == "other" and head is not None and not evidence.is_force(head):  # "gave up 12 positions"
            return "affected"
        return "captured" if lemma in WORDS["measures.surrender"] else "affected" if lemma in _FLEE else measure
    if measure == "affected" and draft.trigger.lemma in _SHOOT and (count.low or 0) >= _MASSACRE:
        return "killed"  # "shot at least 47 people"
    if measure == "affected" and draft.trigger.lemma in WORDS["measures.removed"] and count.unit in PERSONS:
        return "killed"
    if measure == "killed" and draft.trigger.lemma in WORDS["measures.measure_told"]:
        return "injured"
    both = {count.noun, draft.trigger.lemma} if measure == "killed" else {count.noun}
    if measure in ("killed", "injured") and (count.low or count.high) and CASUALTY & both:
        return "casualties"
    if measure in ("killed", "injured") and _are_both(draft):
        return "casualties"
    text = evidence.reading.text(count).lower()
    told = told_after(draft, count) if measure in ("killed", "injured", "launched") else None
    if told and (not count.noun or told == "casualties"):
        return told
    if draft.rule.has("among") and any(word.lower in _WOUNDED for word in draft.words):
        return "injured"
    beside = draft.trigger.pos == "NOUN" and count.noun in _INJURIES  # "742 martyrs, 1,944 injuries"
    if (draft.trigger.lemma in DYING and not beside) or draft.rule.has("dies"):
        return measure
    if measure == "killed" and (count.noun in _INJURIES or any(word in text for word in _WOUNDED)):
        return "injured"
    if measure == "injured" and any(word in text.split() for word in ("dead", "deaths", "killed", "fatalities")):
        return "killed"
    if measure == "launched" and _is_struck(count, draft, evidence):
        return "affected"
    things = OBJECT_UNITS - AIR_UNITS if measure == "intercepted" else OBJECT_UNITS
    if measure in ("killed", "intercepted") and count.unit in things and not is_one_thing(count):
        return "destroyed"
    if measure == "affected" and count.unit in AIR_UNITS - {"aircraft"} and draft.type in WITH_WEAPONS:
        return "launched"
    if measure == "affected" and draft.type == "bombing" and _is_weapon(count, draft, evidence):
        return "launched"  # "two bombs exploded"
    if measure == "damaged" and draft.trigger.lemma in WORDS["measures.destroying"]:
        return "destroyed"
    thrown = count.unit in AIR_UNITS | {"other"} and draft.trigger.lemma in WORDS["measures.throwing"]
    if measure == "affected" and thrown and draft.type in WITH_WEAPONS:
        return "launched"
    if measure == "deployed" and draft.type == "violation":
        return "affected"
    return measure


def _is_weapon(count: CountMention, draft: Draft, evidence: Evidence) -> bool:
    head = _head(count, draft)
    return head is not None and evidence.weapon(head) is not None


def _is_struck(count: CountMention, draft: Draft, evidence: Evidence) -> bool:
    """ "Attacks at two temples", "two bases were targeted": what is counted is no weapon and no attack."""
    head, verb = _head(count, draft), draft.trigger
    if count.unit in ("buildings", "settlements"):
        return True
    if head is None:
        return False
    sent = verb.pos != "VERB" or verb.lemma in WORDS["measures.throwing"] | WORDS["figures.sending"]
    sent = sent or evidence.is_of_weapon(head) or head.lemma in WORDS["targets.abstract"]  # "repelled two assaults"
    hit = not sent and head in draft.frame.objects
    return hit or head.lemma in WORDS["targets.vague"]


def _head(count: CountMention, draft: Draft) -> Token | None:
    """The noun that is counted."""
    return next((t for t in draft.sentence.tokens if t.start == count.head), None)


def _aid(count: CountMention, draft: Draft) -> Measure:
    """Who is reached and what is held up is affected, what is sent and gets through deployed, what is taken seized."""
    if count.unit in PERSONS or count.noun in _AID_WORDS or not count.noun:  # "reached 300 of them"
        return "affected"
    lemma = draft.trigger.lemma
    return "seized" if lemma in WORDS["measures.loot"] else "affected" if lemma in _STOPPED else "deployed"


def told_after(draft: Draft, count: CountMention) -> Measure | None:
    """ "17 people were killed and 40-odd hurt": what the word right after a bare number says of it.

    "40 killed and wounded", "12 dead or hurt", "60 men, dead and wounded": of both together.
    """
    after = [t for t in draft.sentence.tokens if t.start >= count.end][:_NEAR]
    apart = any(t.text == "," for t in after[:1])
    if after and after[0].lemma in WORDS["measures.suffering"] and any(t.lemma in _INJURIES for t in after[1:]):
        return "injured"  # "and five sustained critical injuries"
    after = after[apart:][:3]
    told = [_TOLD_AS.get(t.lower) for t in after if t.lower not in _AND_OR]
    if not told or told[0] is None or after[0].lower in _AND_OR:  # "killed 12 and wounded 30"
        return None
    joined = len(after) == 3 and after[1].lower in _AND_OR and told[1] is not None and told[1] != told[0]
    return "casualties" if joined else None if apart else told[0]


def _are_both(draft: Draft) -> bool:
    """ "Killed and injured 29 civilians", "40 people died or were injured": the number is of both together."""
    sentence, verb, head = draft.sentence, draft.trigger, draft.sentence.head(draft.trigger)
    if WORDS["harm.died"] & {head.lemma, verb.lemma}:
        behind = verb.dep == "conj" and head.lemma in WORDS["harm.died"]
        hurt = [verb] if behind else sentence.children(verb, "conj")
        hurt = [t for t in hurt if VERB_MEASURE.get(t.lemma) == "injured"]
        return any(not sentence.children(t, "nsubj", "nsubjpass", "dobj") for t in hurt)
    near = verb.dep == "conj" and verb.index - head.index == _NEXT and verb.tag in _PAST | {head.tag}
    own = sentence.children(head, "dobj", "nsubjpass", "auxpass") or sentence.children(verb, "nsubj")
    shared = near and not own and bool(sentence.children(verb, "dobj"))
    return shared and VERB_MEASURE.get(head.lemma) == "killed"


def make_figure(count: CountMention, measure: Measure) -> Figure | None:
    """The count as a figure of this measure, or None when what is counted cannot have it."""
    unit = count.unit or _DEFAULT_UNIT[measure]
    if unit == "other" and count.noun in _AID_WORDS:
        unit = "households"
    if count.by_article and unit not in PERSONS:
        return None  # "destroyed a car" counts no cars: things are counted only where a number word stands
    if measure in HUMAN and unit not in PERSONS | {"households"}:
        if unit != "other" or not count.noun:
            return None
        people = not count.rule.startswith("units/") and count.text.split()[-1][:1].isupper()  # "three Kabulis"
        if count.noun not in WORDS["measures.counted_people"] and not count.noun.endswith(_TRADES) and not people:
            return None
        unit = "people"
    if measure in ("destroyed", "damaged") and unit in PERSONS:
        return None
    if (measure in ("affected", "deployed") and count.by_article) or (measure == "deployed" and unit in _NO_FORCE):
        return None
    if measure in ("intercepted", "launched", "seized") and unit in PERSONS | {"households"}:
        return None
    return Figure(
        start=count.start, end=count.end, measure=measure, unit=unit, low=count.low, high=count.high, bound=count.bound
    )

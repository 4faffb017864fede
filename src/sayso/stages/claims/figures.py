"""Figures: which counts a claim states, and as what measure."""

from __future__ import annotations

from dataclasses import replace

from sayso.model import CountMention, Figure, Measure, Token, Unit
from sayso.stages.claims.candidates import Candidate
from sayso.stages.claims.evidence import Evidence
from sayso.stages.claims.harm import outcome
from sayso.stages.claims.people import AIR_UNITS, HUMAN, single_people, told_unit
from sayso.stages.claims.roles import sufferers
from sayso.stages.claims.tolls import after_colon, on_trigger

_DEFAULT_UNIT: dict[Measure, Unit] = {
    "killed": "people", "injured": "people", "missing": "people", "captured": "people", "displaced": "people",
    "evacuated": "people", "returned": "people", "affected": "people", "deployed": "soldiers",
    "launched": "other", "intercepted": "other", "destroyed": "other", "damaged": "other", "seized": "other",
}  # fmt: skip
PEOPLE: frozenset[str] = frozenset({"people", "civilians", "children", "women", "soldiers"})
_WITH_WEAPONS = frozenset({"drone-strike", "missile-strike", "shelling", "airstrike"})
_VERB_MEASURE: dict[str, Measure] = {
    "kill": "killed", "slay": "killed", "wound": "injured", "injure": "injured", "hurt": "injured",
    "destroy": "destroyed", "damage": "damaged",
}  # fmt: skip
_OBJECT_UNITS = frozenset(
    {"drones", "missiles", "rockets", "shells", "aircraft", "vehicles", "tanks", "vessels", "buildings", "settlements"}
)
_WOUNDED = frozenset({"wounded", "injured", "injury", "wound"})
_COUNTING = frozenset({"NOUN", "NUM", "ADJ", "CCONJ", "ADV", "PROPN"})
_DYING = frozenset({"die", "succumb", "perish"})
_KILLING_NOUNS = frozenset(
    "killing murder execution assassination massacre slaughter slaying beheading lynching decapitation".split()
)
_FEW = 2
_MASSACRE = 10
_LOST: frozenset[Measure] = frozenset({"destroyed", "damaged", "intercepted"})
_COUNTED_PEOPLE = frozenset(
    "family household body corpse hostage prisoner casualty death victim fatality dead injury arrest captive "
    "detainee remains".split()
)


def figures_of(candidate: Candidate, evidence: Evidence) -> tuple[Figure, ...]:
    """The figures of a candidate by the measures its rule gives to the roles."""
    found: dict[tuple[int, int], Figure] = {}
    measures = dict(candidate.rule.measure)
    own = _VERB_MEASURE.get(candidate.trigger.lemma)
    if own and candidate.trigger.pos == "VERB" and candidate.rule.target != "none":
        measures.setdefault("target", own)
    elif candidate.rule.by_means and candidate.rule.target == "object" and candidate.trigger.pos == "VERB":
        measures.setdefault("target", "affected")
    elif _is_killing(candidate):
        measures.setdefault("target", "killed")
    if (ended := outcome(candidate)) is not None:
        measures = {role: ended if m in ("killed", "injured") else m for role, m in measures.items()}
    for role, measure in measures.items():
        for plain in _counts(candidate, role, evidence):
            count = told_unit(plain, measure, candidate, evidence)
            chosen = _measure(measure, count, candidate, evidence)
            if chosen == "affected" and candidate.trigger.lemma == "shoot" and (count.low or 0) >= _MASSACRE:
                chosen = "killed"  # "shot at least 47 people"
            if _one_thing(count) and (candidate.trigger.dep == "acl" or candidate.rule.id == "burning"):
                continue  # "a car destroyed in the strike" is scenery
            figure = make_figure(count, chosen)
            if figure:
                found.setdefault((figure.start, figure.end), figure)
    for count in _weapons_used(candidate, evidence):
        sent = make_figure(count, "launched")
        if sent:
            found.setdefault((sent.start, sent.end), sent)
    figures = [f for f in sorted(found.values(), key=lambda f: f.start) if not _is_whole(f, candidate, evidence)]
    if candidate.type != "casualties":
        figures = [f for f in figures if f.low != 0 or f.high != 0 or f.measure in ("killed", "injured")]
    figures = _nobody_hurt(figures, candidate)
    counts = {c.start: c for c in evidence.counts_in.get(candidate.sentence.index, ())}
    figures = figures or single_people(candidate, measures.get("target"), evidence)
    candidate.unitless = frozenset(f.start for f in figures if f.start in counts and counts[f.start].unit is None)
    return tuple(_with_parts(figures, candidate, evidence))


def _is_killing(candidate: Candidate) -> bool:
    """ "The execution of three men", "the fatal shooting of two boys"."""
    if candidate.trigger.pos != "NOUN" or candidate.trigger.lemma not in ("shooting", "stabbing"):
        return candidate.trigger.pos == "NOUN" and candidate.trigger.lemma in _KILLING_NOUNS
    return any(t.lower in ("fatal", "deadly") for t in candidate.sentence.children(candidate.trigger, "amod"))


def _one_thing(count: CountMention) -> bool:
    return count.rule.endswith("one-article") and count.unit not in PEOPLE


def _weapons_used(candidate: Candidate, evidence: Evidence) -> list[CountMention]:
    """Counted weapons that an attack was made with: "two drones hit", "attacked with 37 drones"."""
    if candidate.type not in _WITH_WEAPONS:
        return []
    tokens = [*candidate.frame.subjects, *(t for p, t in candidate.frame.obliques if p in ("with", "using"))]
    tokens += [child for t in candidate.sentence.children(candidate.trigger, "advcl") if t.lemma == "use"
               for child in candidate.sentence.children(t, "dobj")]  # fmt: skip
    counts = [evidence.count(t) for t in tokens if evidence.weapon(t)]
    return [c for c in counts if c is not None and not c.rule.endswith("one-article")]


def _is_whole(figure: Figure, candidate: Candidate, evidence: Evidence) -> bool:
    """ "58 of the 71 drones": what was done was done to the part, not to the whole."""
    counts = evidence.counts_in.get(candidate.sentence.index, ())
    return any(c.part_of == figure.start and c.start < figure.start for c in counts)


def _nobody_hurt(figures: list[Figure], candidate: Candidate) -> list[Figure]:
    """ "Nobody was hurt", "no casualties": none killed and none injured."""
    if len(figures) != 1 or figures[0].low != 0 or figures[0].high != 0:
        return figures
    words = {candidate.trigger.lemma, *(t.lemma for t in candidate.words)}
    if not words & {"hurt", "harm", "casualty", "victim", "unhurt", "unharmed"}:
        return figures
    return [replace(figures[0], measure="killed"), replace(figures[0], measure="injured")]


def make_figure(count: CountMention, measure: Measure) -> Figure | None:
    """The count as a figure of this measure, or None when what is counted cannot have it."""
    unit = count.unit or _DEFAULT_UNIT[measure]
    if count.rule.endswith("one-article") and unit not in PEOPLE and measure not in _LOST:
        return None  # "a car" counts no cars, but "destroyed a car" one
    if measure in HUMAN and unit not in PEOPLE:
        if unit != "other" or not count.noun:
            return None
        if count.noun not in _COUNTED_PEOPLE:
            return None
        unit = "other" if count.noun in ("family", "household") else "people"
    if measure in ("destroyed", "damaged") and unit in PEOPLE:
        return None
    if measure == "affected" and count.rule.endswith("one-article"):
        return None
    if measure in ("intercepted", "launched") and unit in PEOPLE:
        return None
    return Figure(
        start=count.start, end=count.end, measure=measure, unit=unit, low=count.low, high=count.high, bound=count.bound
    )


def _measure(measure: Measure, count: CountMention, candidate: Candidate, evidence: Evidence) -> Measure:
    """ "40 wounded" counts the injured whatever the verb; tanks "lost" were destroyed."""
    text = evidence.reading.text(count).lower()
    if measure in ("killed", "injured") and not count.noun and (told := _told_after(candidate, count)):
        return told
    if candidate.rule.id == "among-dead" and any(word.lower in _WOUNDED for word in candidate.words):
        return "injured"
    if candidate.trigger.lemma in _DYING:
        return measure
    if measure == "killed" and any(word in text for word in _WOUNDED):
        return "injured"
    if measure == "injured" and any(word in text.split() for word in ("dead", "deaths", "killed", "fatalities")):
        return "killed"
    if (
        measure in ("killed", "intercepted")
        and not _one_thing(count)
        and count.unit in _OBJECT_UNITS - (AIR_UNITS if measure == "intercepted" else set())
    ):
        return "destroyed"
    if measure == "affected" and count.unit in AIR_UNITS - {"aircraft"} and candidate.type in _WITH_WEAPONS:
        return "launched"
    if measure == "deployed" and candidate.type == "violation":
        return "affected"
    if candidate.rule.id in ("kill-force", "kill-civilian") and candidate.trigger.lemma in ("wound", "injure", "beat"):
        return "injured"
    return measure


def _told_after(candidate: Candidate, count: CountMention) -> Measure | None:
    """ "17 people were killed and 40-odd hurt": what the word right after a bare number says of it."""
    after = next((t for t in candidate.sentence.tokens if t.start >= count.end), None)
    if after is None:
        return None
    return "injured" if after.lower in (*_WOUNDED, "hurt") else "killed" if after.lower in ("dead", "killed") else None


def _counts(candidate: Candidate, role: str, evidence: Evidence) -> list[CountMention]:
    frame = candidate.frame
    if role == "target":
        tokens = sufferers(frame) if candidate.rule.target == "subject" else list(frame.objects)
        if candidate.type in ("disruption", "aid"):
            tokens += [t for p, t in frame.obliques if p in ("to", "for")]
        if candidate.trigger.lemma in ("launch", "fire", "send", "intercept", "down", "shoot", "destroy"):
            tokens += [t for p, t in frame.obliques if p in ("with", "include", "including")]
        if candidate.rule.target in ("oblique", "none") or candidate.trigger.pos != "VERB":
            tokens += [t for p, t in frame.obliques if p in ("of", "on", "to", "by", "as", "include", "among")]
    elif role == "actor":
        tokens = list(frame.subjects)
    else:
        return on_trigger(candidate, evidence)
    found = []
    for token in tokens:
        count = _count_at(candidate, token, evidence)
        if count and count not in found and not _told_of_others(candidate, count):
            found.append(count)
    if not found and candidate.trigger.tag in ("VBN", "VBD"):
        return after_colon(candidate, evidence) or _just_before(candidate, evidence)
    return found


def _told_of_others(candidate: Candidate, count: CountMention) -> bool:
    """ "A man was killed and three soldiers wounded": the second count goes with the second participle."""
    tokens = candidate.sentence.tokens
    if count.start < candidate.trigger.start:
        return False
    for token in tokens[candidate.trigger.index + 1 :]:
        if token.start >= count.end and token.tag in ("VBN", "VBD") and token.lemma in _VERB_MEASURE:
            after = tokens[token.index + 1].pos if token.index + 1 < len(tokens) else ""
            return token.lemma != candidate.trigger.lemma and after not in ("NUM", "ADJ", "DET", "NOUN", "PROPN")
        if token.start >= count.end and token.pos not in _COUNTING:
            return False
    return False


def _just_before(candidate: Candidate, evidence: Evidence) -> list[CountMention]:
    """ "left 30 dead and 60 wounded", "five injured", "and two civilians and three soldiers wounded"."""
    found: list[CountMention] = []
    for token in reversed(candidate.sentence.tokens[: candidate.trigger.index]):
        if token.pos not in _COUNTING:
            break
        count = evidence.count(token)
        if count and count not in found:
            found.append(count)
    return found


def _count_at(candidate: Candidate, token: Token, evidence: Evidence) -> CountMention | None:
    count = evidence.count(token)
    if count:
        return count
    for child in candidate.sentence.children(token, "nummod", "amod", "quantmod", "det"):
        count = evidence.count(child)
        if count:
            return count
    return None


def _as_whole(count: CountMention, whole: Figure) -> CountMention:
    """ "five aircraft, among them three Rafales": an unlisted name counts what the whole counts."""
    return replace(count, unit=whole.unit) if count.unit == "other" and whole.unit in _OBJECT_UNITS else count


def _with_parts(figures: list[Figure], candidate: Candidate, evidence: Evidence) -> list[Figure]:
    """Add counts that are part of a counted whole ("31 people, including seven children")."""
    starts = {f.start for f in figures}
    for count in evidence.counts_in.get(candidate.sentence.index, ()):
        whole = next((f for f in figures if f.start == count.part_of), None)
        if whole is None or count.start in starts:
            continue
        if count.unit is None and not count.noun:
            continue  # "two of them gravely", "nine of them in a tent camp": no unit of their own
        if count.unit == "people" and whole.unit in PEOPLE and (count.high or _FEW + 1) <= _FEW:
            continue  # "two of them brothers", "including a husband and wife": who they were, no count of their own
        part = make_figure(_as_whole(count, whole), whole.measure)
        if part:
            figures.append(part)
            starts.add(part.start)
    return sorted(figures, key=lambda f: f.start)

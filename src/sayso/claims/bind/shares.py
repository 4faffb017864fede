"""Shares: counts that are part of another one, and which of the two a claim states."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.claims.bind.measures import CASUALTY, OBJECT_UNITS, VERB_MEASURE, make_figure, told_after
from sayso.claims.bind.people import HUMAN, exactly, is_one_person
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.frames import expand
from sayso.grammar.phrases import led_by, of_which
from sayso.grammar.words import OF, RELATIVE
from sayso.lang import lexicon
from sayso.model import PERSONS, CountMention, Figure, Measure, Unit

WORDS = lexicon("claims")
_WHO, _IN = lexicon("grammar")["pronouns.people"], lexicon("grammar")["prepositions.in"]

_SETTING_OFF = frozenset("-–—(")
_LIST = 60
_ORDINALS = WORDS.row("shares.nth")
_NTH = re.compile(r"(\d+)(?:st|nd|rd|th)")
_OPEN: frozenset[Measure] = frozenset({"casualties", "affected", "injured"})
_FEW = 2


def with_parts(figures: list[Figure], draft: Draft, evidence: Evidence) -> list[Figure]:
    """Add counts that are part of a counted whole ("31 people, including seven children")."""
    figures = _without_shares([*_wholes_of(figures, draft, evidence), *figures], draft, evidence)
    starts = {f.start for f in figures}
    for count in evidence.counts_in.get(draft.sentence.index, ()):
        whole = next((f for f in figures if f.start == count.part_of), None)
        behind = whole is not None and count.start < whole.start and not _is_among(count, evidence)
        if whole is None or count.start in starts or (behind and _modifies(draft)):
            continue
        told = told_after(draft, count) if whole.measure in _OPEN and not count.noun else None
        if count.unit is None and not count.noun and not told and not _told_apart(count, draft, evidence):
            continue  # "two of them gravely": no unit of their own
        few = (count.high or _FEW + 1) <= _FEW and (not count.noun or count.noun in WORDS["people.kin"])
        if count.unit == "people" and whole.unit in PERSONS and (few or count.noun == "man"):
            continue  # "two of them brothers", "including a husband and wife": who they were, no count of their own
        part = make_figure(_as_whole(count, whole), told or whole.measure)
        if part:
            figures.append(replace(part, part=True))
            starts.add(part.start)
    return sorted([*figures, *_single_parts(figures, draft, evidence)], key=lambda f: f.start)


def _single_parts(figures: list[Figure], draft: Draft, evidence: Evidence) -> list[Figure]:
    """Each person told behind "including" without a number: a name, or "a senior local administrator"."""
    sentence, found = draft.sentence, list[Figure]()
    for cue in (t for t in sentence.tokens if t.lower in WORDS["shares.including"]):
        wholes = [f for f in figures if f.end <= cue.start and f.unit in PERSONS and not f.part and f.low != 1]
        whole = next((f for f in reversed(wholes) if cue.start - f.end < _LIST), None)
        if whole is None or whole.measure not in HUMAN:
            continue
        tokens = [x for t in sentence.children(cue, "pobj", "dobj") for x in expand(sentence, t)]
        for token in tokens:
            if any(f.start <= token.start < f.end for f in figures) or not is_one_person(token, sentence, evidence):
                continue
            fights = any(evidence.is_force(t) for t in (token, *of_which(sentence, token)))
            unit: Unit = "soldiers" if fights or whole.unit == "soldiers" else "people"
            found.append(replace(exactly(1.0, token, whole.measure, unit), part=True))
    return found


def _wholes_of(figures: list[Figure], draft: Draft, evidence: Evidence) -> list[Figure]:
    """The whole of a part found alone: "80 civilians, among them 14 women, were killed"."""
    counts = {c.start: c for c in evidence.counts_in.get(draft.sentence.index, ())}
    found: dict[int, Figure] = {}
    for figure in figures:
        whole = counts.get(counts[figure.start].part_of or -1) if figure.start in counts else None
        if whole is None or whole.start > figure.start or whole.unit not in PERSONS:
            continue
        text = evidence.reading.document.text
        if figure.start < draft.trigger.start and not text[figure.end : draft.trigger.start].strip():
            continue  # "60 victims, among them 14 killed": the 14 alone
        between = text[whole.end : figure.start].lower()
        told = between.lstrip(", (").startswith(("includ", "among")) or between.strip()[:1] in _SETTING_OFF
        if not told or len(between) > _LIST:
            continue
        made = make_figure(whole, "casualties" if whole.noun in CASUALTY else figure.measure)
        if made and all(f.start != made.start for f in figures):
            found[made.start] = made
    return list(found.values())


def _told_apart(count: CountMention, draft: Draft, evidence: Evidence) -> bool:
    """Whether a part is told of by itself: "including 300 who fled", "nine of them in Rafah"."""
    after = [t for t in draft.sentence.tokens if t.start >= count.end][:3]
    if (count.low or 0) <= _FEW or not after:
        return False
    return after[0].lower in _WHO or (after[0].lower in _IN and any(evidence.place(t) for t in after))


def nth_of(draft: Draft) -> tuple[Figure, ...]:
    """ "He is the 19th farmer killed this year": how many with him; none where no such number is told."""
    noun = draft.sentence.head(draft.trigger)
    dies = VERB_MEASURE.get(draft.trigger.lemma) == "killed" or draft.rule.has("dies")
    if draft.trigger.dep not in ("relcl", "acl") or noun.dep not in ("attr", "appos") or not dies:
        return ()
    words = (noun, *draft.sentence.children(noun, "amod"))
    found = ((t, _ORDINALS.index(t.lower) + 1.0) for t in words if t.lower in _ORDINALS)
    digits = ((t, float(m[1])) for t in words if (m := _NTH.fullmatch(t.lower)))
    return tuple(exactly(number, token, "killed", "people") for token, number in (*found, *digits) if number > 1)


def _as_whole(count: CountMention, whole: Figure) -> CountMention:
    """ "five aircraft, among them three Rafales": an unlisted name counts what the whole counts."""
    if count.unit is None or (count.unit == "other" and whole.unit in OBJECT_UNITS):
        return replace(count, unit=whole.unit)
    return count


def _without_shares(figures: list[Figure], draft: Draft, evidence: Evidence) -> list[Figure]:
    """Without what is told as part of another of the figures: "eight people, among them three children and a monk"."""
    whole_of = {c.start: c.part_of for c in evidence.counts_in.get(draft.sentence.index, ())}
    told = {(f.start, f.measure) for f in figures}
    return [f for f in figures if (whole_of.get(f.start), f.measure) not in told or (whole_of[f.start] or 0) > f.start]


def is_left_out(figure: Figure, draft: Draft, evidence: Evidence) -> bool:
    """ "58 of the 71 drones", "some of the 40 men": what was done was done to the part, not to the whole."""
    counts = evidence.counts_in.get(draft.sentence.index, ())
    if _modifies(draft):
        return any(c.start == figure.start and (c.part_of or 0) > c.start for c in counts)
    heads = [t for t in draft.sentence.tokens for c in counts if c.start == figure.start and c.head == t.start]
    over = (of for t in heads if (of := led_by(draft.sentence, t, OF)) and of.end <= figure.start)
    unnumbered = any(t.lemma in WORDS["shares.unnumbered"] for t in over)
    parts = (c for c in counts if c.part_of == figure.start and c.start < figure.start)
    return unnumbered or any(not _is_among(c, evidence) for c in parts)


def taken_out_of(count: CountMention, draft: Draft, evidence: Evidence) -> CountMention:
    """ "Five of eight drones": the five, where the count of the eight is found; of "12 among the 31" the 31."""
    counts = evidence.counts_in.get(draft.sentence.index, ())
    if _is_among(count, evidence):
        return next((c for c in counts if c.start == count.part_of), count)
    if _modifies(draft):
        return count  # "71 of 103 drones launched by …": all were launched
    parts = (c for c in counts if c.part_of == count.start and c.start < count.start)
    return next((c for c in parts if not _is_among(c, evidence)), count)


def _is_among(part: CountMention, evidence: Evidence) -> bool:
    """ "Twelve children among 31 killed": the whole behind it was killed too."""
    between = evidence.reading.document.text[part.end : part.part_of or part.end]
    return bool(lexicon("counts")["parts.among"] & set(between.lower().split()))


def _modifies(draft: Draft) -> bool:
    """Whether the trigger is a participle that tells of the noun before it."""
    own = draft.sentence.children(draft.trigger, "nsubj", "nsubjpass")
    objects = [t for t in draft.sentence.children(draft.trigger, "dobj") if t.tag not in RELATIVE]
    taken = draft.trigger.dep == "relcl" and not objects  # "15 of the 43 whom they had taken"
    downed = draft.type == "interception"  # "58 of 71 drones downed"
    return draft.trigger.dep in ("acl", "relcl") and not downed and (not own or (taken and own[0].tag not in RELATIVE))

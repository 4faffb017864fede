"""Where: the place of an event, from its own words, its sentence, or the context that governs it."""

from __future__ import annotations

from sayso.model import PlaceMention, Sentence, Token
from sayso.stages.claims.candidates import Candidate
from sayso.stages.claims.evidence import Evidence
from sayso.stages.claims.frames import governor

_FINENESS = {"point": 0, "admin2": 1, "admin1": 2, "region": 3, "country": 4}
_SPEECH = frozenset({"accuse", "threaten", "demand", "reject", "sanction", "agree", "supply"})
_ORIGIN = frozenset({"displacement", "evacuation"})


def place_of(candidate: Candidate, evidence: Evidence) -> PlaceMention | None:
    """The place that the sentence itself gives for the event, or None."""
    sentence = candidate.sentence
    mentions = [p for p in evidence.places_in.get(sentence.index, ()) if _usable(candidate, p)]
    if not mentions:
        return None
    ranked: list[tuple[float, PlaceMention]] = []
    for mention in mentions:
        distance = _distance(candidate, mention, evidence)
        if distance is not None:
            ranked.append((distance, mention))
    if not ranked:
        return None
    best = min(distance for distance, _ in ranked)
    close = [m for distance, m in ranked if distance <= best + 1]
    return smallest(close)


def smallest(mentions: list[PlaceMention]) -> PlaceMention:
    """The smallest that holds them all, else the first: the finest of those in one place, else the first named."""
    first = min(mentions, key=lambda m: (_FINENESS[m.place.precision], m.start))
    finest = [m for m in mentions if m.place.precision == first.place.precision]
    return min(finest, key=lambda m: m.start)


def _usable(candidate: Candidate, mention: PlaceMention) -> bool:
    """Whether the mention says where something is; the name of the target of an attack does as well."""
    if mention.locative:
        return True
    return any(mention.start <= t.start < mention.end for t in candidate.frame.objects)


def _distance(candidate: Candidate, mention: PlaceMention, evidence: Evidence) -> float | None:
    """How far a place is from the trigger in the tree: 0 under it, more for each clause between; None: elsewhere."""
    sentence, trigger = candidate.sentence, candidate.trigger
    head = evidence.head(mention)
    if head is None:
        return None
    path = [head, *sentence.ancestors(head)]
    if _is_said_at(sentence, head, candidate, evidence):
        return None
    penalty = 0.0
    if candidate.type in _ORIGIN and _preposition(sentence, head) in ("to", "into", "toward", "towards"):
        penalty = 3
    if candidate.type in ("deploy", "advance") and _preposition(sentence, head) == "from":
        penalty = 3
    if trigger in path:
        return penalty + 0.1 * sum(1 for t in path[: path.index(trigger)] if t.pos in ("VERB", "AUX"))
    chain = [trigger, *sentence.ancestors(trigger)]
    for steps, above in enumerate(chain):
        if above in path:
            below_verbs = [
                t for t in path[: path.index(above)] if t.pos in ("VERB", "AUX") and t.dep not in ("aux", "auxpass")
            ]
            above_verbs = [t for t in chain[1:steps] if t.pos == "VERB"]
            return penalty + 0.5 + 2 * len(below_verbs) + len(above_verbs) + (0.2 if head.start > trigger.start else 0)
    return penalty + 6


def _preposition(sentence: Sentence, head: Token) -> str:
    above = sentence.head(head)
    return above.lemma if above.pos == "ADP" else ""


def _is_said_at(sentence: Sentence, head: Token, candidate: Candidate, evidence: Evidence) -> bool:
    """Whether the place says where something was said, or belongs to the name of the source."""
    attribution = candidate.attribution
    if attribution is None:
        return False
    if any(s.start <= head.start < s.end for s in attribution.sources):
        return True
    verb = governor(sentence, head)
    cue = attribution.cue
    return bool(
        verb
        and cue
        and cue.start <= verb.start < cue.end
        and not any(c.start <= head.start < c.end for c in attribution.content)
    )


class PlaceContext:
    """The places a report has given so far, to govern sentences that give none."""

    def __init__(self, evidence: Evidence) -> None:
        self._last: PlaceMention | None = None
        self._paragraph = -1
        self._lead = _lead_place(evidence)

    def remember(self, candidate: Candidate) -> None:
        """Take note of a place given in a claim's own sentence."""
        if candidate.place_given and candidate.place and candidate.place.place.precision != "country":
            self._last, self._paragraph = candidate.place, candidate.sentence.paragraph

    def refine(self, candidate: Candidate) -> PlaceMention | None:
        """The candidate's own place; where that is missing or only a country, the finer one that governs it."""
        own = candidate.place
        if own is None:
            return self.governing(candidate)
        if own.place.precision not in ("country", "region") or candidate.type in _SPEECH | {"deploy", "supply"}:
            return own
        context = self.governing(candidate)
        finer = context is not None and _FINENESS[context.place.precision] < _FINENESS[own.place.precision]
        if context is not None and finer and context.place.country == own.place.country:
            return context
        return own

    def governing(self, candidate: Candidate) -> PlaceMention | None:
        """The place from the sentences before, or the report's lead, for an event that gives none."""
        if candidate.type in _SPEECH:
            return None
        near = self._last is not None and candidate.sentence.paragraph - self._paragraph <= 2
        return self._last if near else (self._lead or self._last)


def _lead_place(evidence: Evidence) -> PlaceMention | None:
    """The finest locative place of the first two body sentences that have one."""
    seen = 0
    for sentence in evidence.reading.sentences:
        if sentence.kind != "body":
            continue
        mentions = [p for p in evidence.places_in.get(sentence.index, ()) if p.locative]
        if mentions:
            return smallest(mentions)
        seen += 1
        if seen >= 3:
            break
    return None

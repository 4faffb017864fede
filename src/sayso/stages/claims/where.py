"""Where: the place of an event, from its own words, its sentence, or the context that governs it.

In the sentence the place closest to the trigger in the tree counts, the smallest of those equally close. A place in
what names the source, in another party's clause or in a relative clause about something else is no place of the event;
a border, a hospital and the place that people or troops go to (or weapons come from) are so only where nothing else is.
A speech act takes the place within what it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model import PlaceMention, Sentence, Token
from sayso.model.mentions import Place
from sayso.stages.claims.candidates import Candidate
from sayso.stages.claims.evidence import Evidence
from sayso.stages.claims.frames import governor
from sayso.stages.claims.means import ATTACKS

_FINENESS = {"point": 0, "admin2": 1, "admin1": 2, "region": 3, "country": 4}
_SPEECH = frozenset({"accuse", "threaten", "demand", "reject", "sanction", "agree", "supply"})
_LOCAL = frozenset({"casualties", "arrest", "warning"})
_LOCAL_KINDS = ("authority", "medical")
_HARM = frozenset({"casualties", "damage", "disruption", "arrest"})
_ORIGIN = frozenset({"displacement", "evacuation"})
_TO = ("to", "into", "toward", "towards")
_LINE = re.compile(r"\b(?:border|frontier)\b", re.I)
_INDOORS = re.compile(r"\b(?:hospital|clinic|morgue|prison)\b", re.I)
_BUILT = ("building", "infrastructure", "base", "settlement")
# What a clause between a place and the word above it adds to their distance, by how the clause hangs on.
_STEP = {"near-relative": 0.3, "relative": 2.5, "conj": 2.0, "advcl": 1.2, "ccomp": 0.1, "xcomp": 0.1, "pcomp": 0.1}
_OTHER_STEP = 1.0
_APART = 9.0


def place_of(candidate: Candidate, evidence: Evidence) -> PlaceMention | None:
    """The place that the sentence itself gives for the event, or None."""
    sentence = candidate.sentence
    named = evidence.places_in.get(sentence.index, ())
    mentions = [p for p in named if _usable(candidate, p, evidence)]
    ranked: list[tuple[float, PlaceMention]] = []
    for mention in mentions:
        distance = _distance(candidate, mention, evidence)
        if distance is not None and distance < _APART:
            ranked.append((distance, mention))
    if not ranked:
        return _of_authority(candidate, named, evidence)
    best = min(distance for distance, _ in ranked)
    close = [m for distance, m in ranked if distance <= best + 1]
    return smallest(close)


def _of_authority(candidate: Candidate, named: tuple[PlaceMention, ...], evidence: Evidence) -> PlaceMention | None:
    """The place of a local authority or hospital that tells of its own doings ("police in X say they held two")."""
    attribution = candidate.attribution
    if attribution is None or candidate.type not in _LOCAL:
        return None
    if candidate.type != "warning" and not any(s.kind in _LOCAL_KINDS for s in attribution.sources):
        return None
    fine = (p for p in named if p.place.precision not in ("country", "region"))
    return next((p for p in fine if _in_source(candidate, p, evidence)), None)


def _in_source(candidate: Candidate, mention: PlaceMention, evidence: Evidence) -> bool:
    head = evidence.head(mention)
    if head is None:
        return False
    sources = candidate.attribution.sources if candidate.attribution else ()
    if any(s.start <= head.start < s.end for s in sources):
        return True
    return any(t.start in evidence.source_words for t in (head, *candidate.sentence.ancestors(head)))


def smallest(mentions: list[PlaceMention]) -> PlaceMention:
    """The smallest that holds them all, else the first: the finest of those in one place, else the first named."""
    first = min(mentions, key=lambda m: (_FINENESS[m.place.precision], m.start))
    finest = [m for m in mentions if m.place.precision == first.place.precision]
    return min(finest, key=lambda m: m.start)


def _usable(candidate: Candidate, mention: PlaceMention, evidence: Evidence) -> bool:
    """Whether the mention says where something is; the name of a target, or in that of a building, does as well."""
    if mention.place.id is None and mention.text.islower():
        return False  # "multiple areas"
    if mention.locative:
        return True
    if any(mention.start <= t.start < mention.end for t in candidate.frame.objects):
        return True
    head = evidence.head(mention)
    if head is None or head.dep not in ("poss", "compound", "nmod", "pobj") or mention.place.precision == "country":
        return False
    noun = candidate.sentence.head(head)
    if head.dep == "pobj":
        noun = candidate.sentence.head(noun) if noun.lower == "of" else head
    return any(evidence.is_class(noun, name) for name in _BUILT)


def _distance(candidate: Candidate, mention: PlaceMention, evidence: Evidence) -> float | None:
    """How far a place is from the trigger in the tree: 0 under it, more for each clause between; None: elsewhere."""
    sentence, trigger = candidate.sentence, candidate.trigger
    head = evidence.head(mention)
    if head is None or _is_said_at(sentence, head, candidate, evidence):
        return None
    chain = [trigger, *sentence.ancestors(trigger)]
    path = [head, *sentence.ancestors(head)]
    above = next((t for t in chain if t in path), None)
    penalty = _penalty(candidate, mention, head)
    if above is None:
        return None if candidate.rule.speaker else penalty + 6
    if above is not trigger and any(t.start in evidence.source_words for t in path[1:]):
        return None
    path = path[: path.index(above)]
    below = _clauses(candidate, path)
    if above is trigger:
        return penalty + below
    if candidate.rule.speaker:
        return None
    between = chain[: chain.index(above)]
    outer = [t for t in between[1:] if t.pos == "VERB"]
    behind = head.start > above.start and any(_stands_alone(sentence, t) for t in between)
    return penalty + 0.5 + below + len(outer) + (0.2 if head.start > trigger.start else 0) + (1.0 if behind else 0)


def _stands_alone(sentence: Sentence, verb: Token) -> bool:
    """Whether a coordinated verb has a subject of its own, and so an event of its own."""
    return verb.dep == "conj" and verb.pos == "VERB" and bool(sentence.children(verb, "nsubj", "nsubjpass"))


def _clauses(candidate: Candidate, path: list[Token]) -> float:
    """What the clauses between a place and the word above it add to its distance."""
    sentence, total = candidate.sentence, 0.0
    around = {t.index for t in (*candidate.words, *candidate.frame.objects, *(t for _, t in candidate.frame.obliques))}
    for token in path:
        if _stands_alone(sentence, token):
            return _APART
        if token.dep in ("relcl", "acl"):
            total += _STEP["near-relative"] if sentence.head(token).index in around else _STEP["relative"]
        elif token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
            total += _STEP.get(token.dep, _OTHER_STEP)
    return total


def _penalty(candidate: Candidate, mention: PlaceMention, head: Token) -> float:
    """What speaks against a place: whither where it should be whence, a border, a hospital where the hurt are taken."""
    preposition = _preposition(candidate.sentence, head)
    penalty = 0.0
    if candidate.type in _ORIGIN and preposition in _TO:
        penalty += 3
    if preposition == "from" and _whence(candidate, head):
        penalty += 3
    if candidate.type in ("deploy", "advance") and preposition == "from":
        penalty += 3
    if candidate.type in ATTACKS and preposition == "from":
        penalty += 1.5
    if candidate.type == "casualties" and preposition in _TO:
        penalty += 3
    line = is_line(mention) and candidate.type not in ("deploy", "violation", "advance")
    if line or _INDOORS.search(mention.text):
        penalty += 3
    return penalty


def _whence(candidate: Candidate, head: Token) -> bool:
    """ "a soldier from the capital", "fighters from the coast": where people come from is not where they are."""
    sentence = candidate.sentence
    noun = sentence.head(sentence.head(head))
    return candidate.type not in _ORIGIN and noun.pos in ("NOUN", "PROPN") and noun not in candidate.words


def is_line(mention: PlaceMention) -> bool:
    """Whether the words name a border rather than a place on one side of it."""
    return _LINE.search(mention.text) is not None


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
    """The places a report has given so far, to govern sentences that give none.

    While the report is read, a place governs until another is given. Once all is read, ``settle`` decides anew with
    the whole in view: the place of the event that the report opens with governs, save in a paragraph that gives
    another; a toll, damage or arrest still follows the place of the paragraph before.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._last: PlaceMention | None = None
        self._paragraph = -1
        self._lead = _lead_place(evidence)

    def remember(self, candidate: Candidate) -> None:
        """Take note of a place given in a claim's own sentence."""
        if _governs(candidate):
            self._last, self._paragraph = candidate.place, candidate.sentence.paragraph

    def refine(self, candidate: Candidate) -> PlaceMention | None:
        """The candidate's own place; where that is missing or only a country, the finer one that governs it."""
        return _refined(candidate, self.governing(candidate))

    def governing(self, candidate: Candidate) -> PlaceMention | None:
        """The place from the sentences before, or the report's lead, for an event that gives none."""
        if candidate.type in _SPEECH:
            return None
        near = self._last is not None and candidate.sentence.paragraph - self._paragraph <= 2
        return self._last if near else (self._lead or self._last)

    def settle(self, candidates: Sequence[Candidate]) -> None:
        """Decide the places that come from the context once all candidates are known."""
        main = self._main(candidates)
        self._last, self._paragraph = None, -1
        for candidate in candidates:
            if candidate.place_given and candidate.place:
                self.remember(candidate)
                candidate.place = _refined(candidate, main)
            elif candidate.type in _SPEECH:
                candidate.place = None
            elif self._last is not None and candidate.sentence.paragraph - self._paragraph <= (candidate.type in _HARM):
                candidate.place = self._last
            else:
                candidate.place = main or self._last

    def _main(self, candidates: Sequence[Candidate]) -> PlaceMention | None:
        """The place of the event that the report opens with; the finer one after it, where it is coarse at first."""
        given = [c.place for c in candidates if _governs(c) and c.place]
        if not given:
            return self._lead
        first = given[0]
        if first.place.precision == "point":
            return first
        finer = [p for p in given[:4] if p.place.precision == "point" and _holds(first.place, p.place)]
        return finer[0] if finer else first


def _governs(candidate: Candidate) -> bool:
    place = candidate.place if candidate.place_given else None
    if place is None or place.place.precision == "country" or candidate.type in _SPEECH:
        return False
    return not is_line(place) and not _INDOORS.search(place.text)


def _refined(candidate: Candidate, context: PlaceMention | None) -> PlaceMention | None:
    own = candidate.place if candidate.place_given else None
    if own is None:
        return context
    if own.place.precision not in ("country", "region") or candidate.type in _SPEECH - {"accuse"} | {"deploy"}:
        return own
    finer = context is not None and _FINENESS[context.place.precision] < _FINENESS[own.place.precision]
    return context if context is not None and finer and _holds(own.place, context.place) else own


def _holds(coarse: Place, fine: Place) -> bool:
    """Whether the coarser place may hold the finer one: same country, and same first-level unit where it is one."""
    if coarse.country != fine.country:
        return False
    return coarse.precision in ("country", "region") or coarse.admin1 == fine.admin1


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

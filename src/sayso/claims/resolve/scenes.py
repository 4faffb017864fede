"""Scenes: the places that the sentences of a report say something is at, and how much the report is about each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.claims.detect import EVENT_KINDS
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.claims.resolve.standing import is_whereabouts
from sayso.lang import lexicon
from sayso.model import FINENESS, PlaceMention, Sentence, Token
from sayso.model.geo import holds
from sayso.model.mentions import Place
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")

_HARM = types_with("local")
_LINE = re.compile(r"\b(?:border|frontier)\b", re.I)
_HEADED = re.compile(r"\s*:\s|\s+[—–-]+\s|[.!]\s")
_INDOORS = re.compile(r"\b(?:hospital|clinic|morgue|prison)\b", re.I)
_BEFORE_NOUNS = frozenset({"compound", "nmod", "amod"})
_WEIGHTS = WORDS.table("scenes.weights")
_LEAD = 3
_LOOSE = 0.4
_SECOND = 0.85
_FINE = ("point", "admin2")
_HOLDER = 0.6
_TOLD = 1.2


def key_of(mention: PlaceMention) -> str:
    """What the mentions of one place share."""
    return mention.place.id or mention.place.name


def scenes_of(evidence: Evidence) -> list[tuple[int, PlaceMention]]:
    """The places where the sentences of the body say that something is, with the number of their sentence."""
    found: list[tuple[int, PlaceMention]] = []
    for sentence in evidence.reading.sentences:
        if sentence.kind not in EVENT_KINDS:
            continue
        mentions = [p for p in evidence.places_in.get(sentence.index, ()) if _is_scene(sentence, p, evidence)]
        found += [(sentence.index, p) for p in mentions]
    return found


def headings_of(evidence: Evidence) -> tuple[dict[int, PlaceMention], bool]:
    """The places that head lines ("Sumy — shelling, two dead"), by paragraph; and whether the report is a list of such.

    Of a report that is none only later datelines count: the first one is that of the report.
    """
    lines: dict[int, PlaceMention] = {}
    datelines: dict[int, PlaceMention] = {}
    text, begun = evidence.reading.document.text, False
    paragraphs = {s.paragraph for s in evidence.reading.sentences if s.kind in EVENT_KINDS}
    for sentence in evidence.reading.sentences:
        place = next(iter(evidence.places_in.get(sentence.index, ())), None)
        opens = place is not None and not any(c.isalnum() for c in text[sentence.start : place.start])
        if place is not None and opens and _HEADED.match(text, place.end):
            line = sentence.paragraph + (sentence.kind == "dateline")
            lines.setdefault(line, place)
            if begun and sentence.kind == "dateline":
                datelines.setdefault(line, place)
        begun = begun or sentence.kind in EVENT_KINDS
    listed = len(paragraphs) > 1 and 2 * len(lines) >= len(paragraphs)
    return (lines, True) if listed else (datelines, False)


def _is_scene(sentence: Sentence, mention: PlaceMention, evidence: Evidence, anywhere: bool = False) -> bool:
    """Whether a mention says where the sentence's events are: not who spoke, who somebody is, or whence they came.

    ``anywhere``: those of its subordinate clauses as well.
    """
    if not (mention.locative and can_govern(mention)):
        return False
    head = evidence.head(mention)
    if head is None or head.start in evidence.source_words:
        return False
    above = sentence.head(head)
    if is_birthplace(sentence, head) or is_whereabouts(sentence, mention, head):
        return False
    if above.pos == "ADP" and above.lower in WORDS["scenes.away"] and evidence.is_person(sentence.head(above)):
        return False
    if above.pos == "ADP" and above.lower in WORDS["scenes.is_scene"]:
        return False
    for token in sentence.ancestors(head):
        if token.start in evidence.source_words or (not anywhere and token.dep in ("relcl", "acl", "advcl")):
            return False
        if token.pos == "VERB":
            return token.start not in evidence.cues or head.start > token.start
    return True


def is_birthplace(sentence: Sentence, head: Token) -> bool:
    """ "a teacher born in X", "an X native": a place of somebody's life, at which nothing told happens."""
    above = sentence.head(head)
    noun = sentence.head(above) if above.pos == "ADP" else above
    return noun.lower in WORDS["scenes.born"] and (noun is not above or head.dep in _BEFORE_NOUNS)


def _is_outer(sentence: Sentence, mention: PlaceMention, evidence: Evidence) -> bool:
    """Whether another place is said to be in this one: the town of "a village in the town's district"."""
    head = evidence.head(mention)
    above = sentence.head(head) if head else None
    if head is None or above is None or above.lower not in WORDS["scenes.is_outer"]:
        return False
    noun = sentence.head(above)
    inner = evidence.place(sentence.head(noun) if noun.dep == "appos" else noun)
    return inner is not None and inner is not mention and inner.start < mention.start


def weights_of(evidence: Evidence, scenes: Sequence[tuple[int, PlaceMention]]) -> dict[str, tuple[float, PlaceMention]]:
    """How much each place is what the report is about, by its headline, dateline, lead and scenes."""
    totals: dict[str, float] = defaultdict(float)
    first: dict[str, PlaceMention] = {}
    inside = {p.start for _, p in scenes}
    body = [s.index for s in evidence.reading.sentences if s.kind == "body"][:_LEAD]
    lead = body[-1] if body else -1
    begun: set[int] = set()
    for mention in evidence.reading.places:
        sentence = evidence.reading.sentence_at(mention.start)
        if sentence is None or not can_govern(mention):
            continue
        if sentence.kind in ("headline", "dateline"):
            weight = _WEIGHTS[sentence.kind] * (1.0 if mention.locative else _LOOSE)
        elif mention.start in inside or (
            0 <= sentence.index <= lead and _is_scene(sentence, mention, evidence, anywhere=True)
        ):
            if _is_outer(sentence, mention, evidence):
                continue
            weight = _WEIGHTS["lead" if sentence.index <= lead else "body"]
        else:
            continue
        totals[key_of(mention)] += weight * (_SECOND if sentence.index in begun else 1.0)
        if mention.locative and mention.place.grain in _FINE:
            begun.add(sentence.index)
        known = first.setdefault(key_of(mention), mention)
        if sentence.kind in EVENT_KINDS and not _in_body(known, evidence):
            first[key_of(mention)] = mention
    return {key: (weight, first[key]) for key, weight in totals.items()}


def _in_body(mention: PlaceMention, evidence: Evidence) -> bool:
    sentence = evidence.reading.sentence_at(mention.start)
    return sentence is not None and sentence.kind in EVENT_KINDS


def heaviest(weights: dict[str, tuple[float, PlaceMention]]) -> PlaceMention | None:
    """The place with most weight; a place within another takes part of the other's.

    Where that is a province or a wider region, the town within it that the report tells of.
    """
    best: tuple[float, PlaceMention] | None = None
    for weight, mention in weights.values():
        outer = sum(w for w, other in weights.values() if other is not mention and within(mention.place, other.place))
        total = weight + _HOLDER * outer
        if best is None or total > best[0]:
            best = (total, mention)
    if best is None or best[1].place.grain not in ("admin1", "region"):
        return best[1] if best else None
    inner = [(w, m) for w, m in weights.values() if w >= _TOLD and within(m.place, best[1].place)]
    return max(inner, key=lambda found: found[0])[1] if inner else best[1]


def within(fine: Place, coarse: Place) -> bool:
    """Whether the finer place lies in the coarser; a name that no gazetteer holds may lie anywhere."""
    return FINENESS[fine.grain] < FINENESS[coarse.grain] and (fine.id is None or holds(coarse, fine))


def can_govern(mention: PlaceMention) -> bool:
    """Whether a place may stand for others: a name finer than a country, no border and no house."""
    if mention.place.grain == "country" or (mention.place.id is None and mention.text.islower()):
        return False
    return not is_line(mention) and not is_indoors(mention)


def is_line(mention: PlaceMention) -> bool:
    """Whether the words name a border rather than a place on one side of it."""
    return _LINE.search(mention.text) is not None


def is_indoors(mention: PlaceMention) -> bool:
    """Whether the words name a hospital or prison, where people are taken."""
    return _INDOORS.search(mention.text) is not None


def smallest(mentions: Iterable[PlaceMention]) -> PlaceMention:
    """The smallest that holds them all, else the first: the finest of those in one place, else the first named."""
    listed = list(mentions)
    first = min(listed, key=lambda m: (FINENESS[m.place.grain], m.start))
    finest = [m for m in listed if m.place.grain == first.place.grain]
    return min(finest, key=lambda m: m.start)


def lead_place(evidence: Evidence) -> PlaceMention | None:
    """The finest locative place of the first body sentences that have one, save where who speaks has a seat."""
    seen = 0
    for sentence in evidence.reading.sentences:
        if sentence.kind != "body":
            continue
        mentions = [p for p in evidence.places_in.get(sentence.index, ()) if p.locative]
        heads = [(p, h) for p in mentions if (h := evidence.head(p))]
        heads = [(p, h) for p, h in heads if sentence.head(sentence.head(h)).start not in evidence.source_words]
        mentions = [p for p, h in heads if not is_whereabouts(sentence, p, h)]
        if mentions:
            return smallest(mentions)
        seen += 1
        if seen >= _LEAD:
            break
    return None


@dataclass(frozen=True, slots=True)
class Known:
    """What a report is about, for weighing one place beside others.

    ``weights``: of each place by key; ``scenes``: the sentences that set one; ``headings``: paragraphs under a heading
    that names a place, None for a report that is a list of such.
    """

    evidence: Evidence
    main: PlaceMention | None
    weights: Mapping[str, tuple[float, PlaceMention]]
    scenes: Sequence[tuple[int, PlaceMention]]
    headings: Mapping[int, PlaceMention] | None

    def signs(self, place: Place, key: str) -> Iterator[str]:
        """How a place stands to what the report is about."""
        order = sorted(self.weights, key=lambda one: -self.weights[one][0])
        yield f"weight {min(order.index(key), 3)}" if key in order else "weight none"
        if self.main is None:
            return
        if key_of(self.main) == key:
            yield "main"
        elif within(place, self.main.place):
            yield "inside main"
        elif within(self.main.place, place):
            yield "around main"
        elif self.main.place.country == place.country:
            yield "in main country"

    def scene_before(self, sentence: Sentence) -> tuple[PlaceMention, bool] | None:
        """The scene that was set last at or before a sentence, and whether in its paragraph."""
        found = next((p for index, p in reversed(self.scenes) if index <= sentence.index), None)
        at = self.evidence.reading.sentence_at(found.start) if found else None
        return (found, at.paragraph == sentence.paragraph) if found and at else None

    def is_listed(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in a list whose lines each have a place, or under a place's heading."""
        return self.headings is None or sentence.paragraph in self.headings


def dealt_out(drafts: Sequence[Draft]) -> frozenset[int]:
    """Numbers of the sentences that deal out the dead to several places: "four in Sur and two in Qana, and 30 hurt"."""
    named: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for draft in drafts:
        if draft.place_given and draft.place:
            named[draft.sentence.index, draft.trigger.index].add(draft.place.place.name)
    return frozenset(sentence for (sentence, _), places in named.items() if len(places) > 1)


def is_of_all(draft: Draft, given: Sequence[Draft], dealt: Collection[int]) -> bool:
    """ "Six were killed in Sur and one in Qana. Forty were hurt": in which of the towns nobody says."""
    behind = draft.type == "casualties" and any(d.sentence.index in dealt for d in given[-1:])
    return behind or (draft.type in _HARM and draft.sentence.index in dealt)

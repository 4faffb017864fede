"""Setting: the places that a report gives, to govern events whose own words give none.

A report has a main place, the one it comes back to: named in its headline, its dateline and its first sentences, and
the place of the events it tells. A sentence that sets another scene ("In Kadugli, …") governs what follows in its
paragraph. "There", "the town" and "the province" stand for the place last named that can be called so.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from sayso.claims.bind.answers import repaid_by
from sayso.claims.bind.aside import is_remembered
from sayso.claims.bind.extent import is_counted_up
from sayso.claims.bind.means import ATTACKS
from sayso.claims.bind.tolls import is_total
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.claims.resolve.references import DENIED_BEFORE
from sayso.claims.resolve.scenes import (
    Known,
    can_govern,
    dealt_out,
    headings_of,
    heaviest,
    is_birthplace,
    is_of_all,
    key_of,
    lead_place,
    scenes_of,
    weights_of,
    within,
)
from sayso.claims.resolve.standing import (
    is_in_part,
    is_of_many,
    is_other_town,
    is_spread,
    is_whereabouts,
    on_its_day,
    opens,
    runs_long,
    stands_for_country,
    stands_for_place,
)
from sayso.claims.resolve.undated import is_elsewhere, is_standing
from sayso.lang import lexicon
from sayso.model import FINENESS, PlaceMention, Sentence, Token
from sayso.model.geo import holds
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")
SPEECH = types_with("no-scene")
_HARM = types_with("local")
_WHOLE = WORDS["setting.whole"]
_TOLLS = frozenset({"casualties", "displacement"})
_TAKING = frozenset({"abduction", "arrest"})
_STRIFE = WORDS["counting.strife"] | WORDS["counting.wars"]
_OF_STRIFE = 100
_OF_WAR = 500
"""From how many dead, or driven out, on a figure is taken for that of a war where the sentence speaks of one."""
_REFINED = ATTACKS | {"casualties", "damage", "accuse", "abduction", "advance", "repel"}
_TOWNS = frozenset({"point", "admin2"})
_NEAR_SENTENCES, _NEXT = 3, 60
_EVENT = {"point": 1.0, "admin2": 1.0}
_COARSE = 0.5


class PlaceContext:
    """The places a report has given, to govern sentences that give none.

    While the report is read, a place governs until another is given. Once all is read, ``settle`` decides anew with
    the whole in view.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._scenes = scenes_of(evidence)
        self._headings, self._listed = headings_of(evidence)
        self._weights = weights_of(evidence, self._scenes)
        self._main = heaviest(self._weights) or lead_place(evidence)
        self.known = Known(evidence, self._main, self._weights, self._scenes, None if self._listed else self._headings)
        self._last: PlaceMention | None = None
        self._paragraph = -1

    def anew(self) -> PlaceContext:
        """The same report's places before any sentence was read."""
        again = copy(self)
        again._last, again._paragraph = None, -1
        return again

    def is_at_home(self, place: PlaceMention) -> bool:
        """Whether a place lies in the country that the report is about, as far as that is known."""
        return self._main is None or self._main.place.country == place.place.country

    def remember(self, draft: Draft) -> None:
        """Take note of a place given in a claim's own sentence."""
        if _governs(draft):
            self._last, self._paragraph = draft.place, draft.sentence.paragraph

    def refine(self, draft: Draft) -> PlaceMention | None:
        """The draft's own place; where that is missing or only a country, the finer one that governs it."""
        if draft.type in SPEECH:
            return draft.place if draft.place_given else None
        near = self._last is not None and draft.sentence.paragraph - self._paragraph <= 2
        return self._refined(draft, self._last if near else (self._main or self._last))

    def _refined(self, draft: Draft, context: PlaceMention | None) -> PlaceMention | None:
        """The draft's own place; the finer one of the context where it has none, or no more than where that lies.

        "In Ecuador" is the whole country, unless the finer place stands in this sentence or the one beside it; "seven
        were killed in southern Thailand last month" are those of all of it.
        """
        own = draft.place if draft.place_given else None
        context = None if is_elsewhere(draft) else context
        if own is None or context is None:
            return own or context
        inside = draft.sentence.contains(own)
        if own.place.grain not in ("country", "region") or draft.type not in _REFINED:
            return own
        if any(is_total(figure, draft) for figure in draft.figures):
            return own  # "the 19th killed in Colombia this year": not all of them in the town told before
        head = self._evidence.head(own) if inside else None
        at = self._evidence.reading.sentence_at(context.start)
        told = at is not None and at.kind == "body" and at.index < draft.sentence.index
        apart = inside and opens(draft.sentence, own)
        if (own.place.grain == "country" and not inside) or (told and (apart or is_other_town(draft.sentence, head))):
            return own  # "in the Caribbean country", "in a village in the west", "In the east, …"
        whole = head is not None and draft.sentence.head(head).lower in _WHOLE
        near = 0 if whole and is_of_many(draft, self._evidence) else 1
        if whole and (at is None or abs(at.index - draft.sentence.index) > near):
            return own
        finer = FINENESS[context.place.grain] < FINENESS[own.place.grain]
        return context if finer and holds(own.place, context.place) else own

    def settle(self, drafts: Sequence[Draft]) -> None:
        """Decide the places that come from the context once all drafts are known."""
        main = self._main_of(drafts)
        given, dealt = list[Draft](), dealt_out(drafts)
        for draft in drafts:
            if draft.answers and draft.answers in drafts and not draft.place_given:
                draft.decide(DENIED_BEFORE, place=draft.answers.place)
            elif draft.place_given and draft.place:
                finer = draft.place if draft.part else self._refined(draft, main)
                draft.decide("the finer place that the report is about", place=finer)
                if _governs(draft):
                    given.append(draft)
            elif draft.type in SPEECH or _is_of_no_place(draft) or is_of_all(draft, given, dealt):
                draft.decide("a place only by its own words", place=None)
            else:
                found = self._around(draft, main)
                if found is None and not is_in_part(draft):
                    found = on_its_day(draft, given) or _finer(self._near(draft, given), main)
                heading = self._headings.get(draft.sentence.paragraph)
                if heading or self._listed:  # each line of a list has a place of its own, or none
                    found = heading
                doubtful = found is None or (heading is None and self._only_here(found, draft))
                if found and found.place.grain != "country" and self._is_of_war(draft):
                    found = self._country(draft, found)
                draft.decide("the place that governs", place=draft.place_hint if doubtful else found)

    def _main_of(self, drafts: Sequence[Draft]) -> PlaceMention | None:
        """The main place, once it is known where the events that the report tells are."""
        weights = dict(self._weights)
        seen: set[tuple[str, int]] = set()
        for draft in drafts:
            place = draft.place
            if place is None or not _governs(draft) or (place.place.name, draft.sentence.index) in seen:
                continue
            seen.add((place.place.name, draft.sentence.index))
            weight, mention = weights.get(key_of(place), (0.0, place))
            weights[key_of(place)] = (weight + _EVENT.get(place.place.grain, _COARSE), mention)
        return heaviest(weights) or self._main

    def _only_here(self, place: PlaceMention, draft: Draft) -> bool:
        """Whether a place is named in the event's own sentence alone, where it is not the event's."""
        own = draft.sentence
        mentions = self._evidence.reading.places
        return not any(key_of(p) == key_of(place) for p in mentions if not own.start <= p.start < own.end)

    def _around(self, draft: Draft, main: PlaceMention | None) -> PlaceMention | None:
        """ "In four districts", "in the east of the province": the province around the main place; for "four provinces"
        and "the south of the country" the country."""
        if main is None or not (is_spread(draft) or is_in_part(draft)):
            return None
        places = self._evidence.reading.places
        outer = [p for p in places if p.start < draft.sentence.end and within(main.place, p.place)]
        wide = [p for p in outer if p.place.grain in ("admin1", "region")]
        provinces = any(t.lemma in WORDS["setting.provinces"] and t.tag == "NNS" for t in draft.sentence.tokens)
        if provinces or any(t.lemma in WORDS["setting.lands"] for t in draft.sentence.tokens):
            wide = [p for p in outer if p.place.grain == "country"]
        return wide[-1] if wide else None

    def _is_of_war(self, draft: Draft) -> bool:
        """Whether the figures are those of a war, or of the whole country: they are of no town."""
        tokens, head = draft.sentence.tokens, draft.sentence.head
        if draft.figures and draft.type in _TOLLS | ATTACKS | _TAKING and runs_long(draft):
            return True
        if draft.type not in _TOLLS:
            return False
        if any(t.lemma in WORDS["setting.lands"] and head(t).lower in _WHOLE for t in tokens):
            return True
        dead = max((f.high or f.low or 0 for f in draft.figures), default=0)
        strife = dead >= _OF_STRIFE and is_counted_up(draft) and any(t.lemma in _STRIFE for t in tokens)
        return strife or (dead >= _OF_WAR and any(t.lemma in WORDS["setting.wars"] for t in tokens))

    def _country(self, draft: Draft, found: PlaceMention) -> PlaceMention | None:
        """The country around the place found, if the report names it."""
        own = self._evidence.places_in.get(draft.sentence.index, ())
        countries = [p for p in (*own, *self._evidence.reading.places) if p.place.grain == "country"]
        return next((p for p in countries if p in own or p.place.country == found.place.country), None)

    def _nation(self, region: PlaceMention) -> PlaceMention | None:
        """The country that "the Caribbean country" stands for: the main place's, else the one named last."""
        named = [p for p in self._evidence.reading.places if p.place.grain == "country" and self.is_at_home(p)]
        return next((p for p in reversed(named) if p.start < region.start), next(iter(named), None))

    def _near(self, draft: Draft, given: Sequence[Draft]) -> PlaceMention | None:
        """The place that the sentences just before give: that of an event, or a scene set."""
        sentence = draft.sentence
        event = given[-1] if given else None
        scene = next((p for index, p in reversed(self._scenes) if index < sentence.index), None)
        scene_at = self._evidence.reading.sentence_at(scene.start) if scene else None
        if event and (scene_at is None or event.sentence.index >= scene_at.index):
            scene, scene_at = event.place, event.sentence
        if scene is None or scene_at is None:
            return None
        if scene_at.paragraph == sentence.paragraph:
            return scene if sentence.index - scene_at.index <= _NEAR_SENTENCES else None
        follows = sentence.index - scene_at.index == 1 and draft.type in _HARM and not draft.time_given
        return scene if follows else None

    def named_again(self, sentence: Sentence) -> list[tuple[Token, PlaceMention]]:
        """The words of a sentence that stand for a place named before, each with that place."""
        found: list[tuple[Token, PlaceMention]] = []
        for region in self._evidence.places_in.get(sentence.index, ()):
            head = self._evidence.head(region)
            if head and stands_for_country(sentence, region, head) and (country := self._nation(region)):
                found.append((sentence.head(head), country))
        for token in sentence.tokens:
            wanted = stands_for_place(sentence, token)
            if wanted:
                place = self._named_before(token, sentence, wanted)
                if place:
                    found.append((token, place))
        return found

    def _named_before(self, token: Token, sentence: Sentence, wanted: frozenset[str]) -> PlaceMention | None:
        """The place last named within a few sentences that can be called so, else the main one.

        A name with the word in it ("Rueso district") comes before any other.
        """
        inside = self._evidence.places_in.get(sentence.index, ())
        here = [p for p in inside if p.end <= token.start and not self.is_of_who(p, sentence)]
        before = [p for index, p in self._scenes if 0 < sentence.index - index <= _NEAR_SENTENCES]
        just_before = [p for p in self._evidence.places_in.get(sentence.index - 1, ()) if p.locative]
        if not wanted & _TOWNS:
            before = [p for index, p in self._scenes if index < sentence.index]
        told = [self._last] if self._last and self._is_close(self._last, sentence) else []
        known = sorted((*before, *just_before, *told), key=lambda p: p.start)
        fitting = [p for p in (*known, *here) if p.place.grain in wanted]
        called = [p for p in fitting if token.lower in p.text.lower()]
        if called or fitting:
            last = (called or fitting)[-1]  # of "Novopavlivka, in the Dnipropetrovsk region" the village
            inner = (p for p in reversed(fitting) if within(p.place, last.place) and 0 <= last.start - p.end <= _NEXT)
            return next(inner, last)
        return self._main if self._main is not None and self._main.place.grain in wanted else None

    def is_of_who(self, place: PlaceMention, sentence: Sentence) -> bool:
        """Whether a place only says who somebody is: where a known body sits that speaks ("the General Staff in Kyiv
        rejected"), where a person was born; or where another place lies."""
        head = self._evidence.head(place)
        if head and (is_birthplace(sentence, head) or is_whereabouts(sentence, place, head)):
            return True
        words = {t.start for t in (head, *sentence.ancestors(head))} if head else ()
        sources = (s for a in self._evidence.reading.attributions for s in a.sources if s.id)
        return any(s.start <= start < s.end for s in sources for start in words)

    def _is_close(self, place: PlaceMention, sentence: Sentence) -> bool:
        at = self._evidence.reading.sentence_at(place.start)
        return at is not None and 0 < sentence.index - at.index <= _NEAR_SENTENCES


def _is_of_no_place(draft: Draft) -> bool:
    """Whether no place told before is that of an event without one of its own."""
    repaid = repaid_by(draft.sentence, draft.trigger) is not None  # "to avenge air strikes"
    return repaid or is_standing(draft) or is_elsewhere(draft) or is_remembered(draft)


def _governs(draft: Draft) -> bool:
    place = draft.place if draft.place_given else None
    return place is not None and draft.type not in SPEECH and can_govern(place)


def _finer(near: PlaceMention | None, main: PlaceMention | None) -> PlaceMention | None:
    """The near place, save where it is the province or region around the main one."""
    if near is None or main is None:
        return near or main
    return main if near.place.grain in ("admin1", "region") and within(main.place, near.place) else near

"""The linker: takes another value than the rules' where the learned weights are surely for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp
from typing import Any

from sayso.claims.bind.answers import clause_of
from sayso.claims.bind.harm import places_itself
from sayso.claims.bind.later import told_of_before
from sayso.claims.bind.saying import is_of_others
from sayso.claims.link.options import BESIDE, FIELDS, LinkedField, Option, options_of, situation_of
from sayso.claims.link.relations import Relations
from sayso.claims.link.scoring import Scorer
from sayso.claims.link.surroundings import Surroundings
from sayso.claims.naming import names_of
from sayso.claims.records import Draft
from sayso.claims.resolve.references import IN_ATTACK
from sayso.claims.resolve.standing import opens
from sayso.claims.resolve.undated import is_elsewhere
from sayso.claims.steps import Story
from sayso.model import PlaceMention, Role
from sayso.model.geo import holds

__all__ = ["LINKED", "LearnedLinker", "eligible", "is_open"]

LINKED = "learned links"
"""How the reason of a decision by the linker begins."""
_MARGINS: dict[LinkedField, float] = {"place": 0.5, "actors": 1.5, "targets": 1.0}
"""How much likelier than the rules' choice, in logarithms, another one must be (held-out reports of the train part)."""
_GIVEN: dict[LinkedField, float] = {"place": 1.0, "actors": 3.0, "targets": 2.5}
"""The same for a place that stands in the sentence itself, and where the rules found somebody."""
_NO_PLACE = -0.5
"""The same for no place where only the context gives one: less likely will do, for a wrong place is worse than none."""
_SHOWN = 3


class LearnedLinker:
    """Links by learned weights. ``scorer``: gives those of a field; what ships is read when it is first needed."""

    def __init__(self, scorer: Callable[[LinkedField], Scorer] = Scorer.shipped) -> None:
        self._scorer = scorer

    def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
        """Decide the fields anew, all seen with what the rules had chosen for the others."""
        around = Surroundings(story, drafts)
        scored = []
        for number, draft in enumerate(drafts):
            relations = Relations(draft, number)
            for name in FIELDS:
                if not is_open(draft, name, story):
                    continue
                options = options_of(draft, name, around, relations)
                if len(options) > 1:
                    seen = around.seen(draft, [option.at for option in options])
                    scores = self._scorer(name)(situation_of(draft, name), [option.signs for option in options], seen)
                    scored.append((draft, name, options, scores))
        shares: dict[Draft, dict[str, tuple[float, float]]] = {}
        for draft, name, options, scores in scored:
            shares.setdefault(draft, {})[name] = _decide(draft, name, options, scores)
        for draft, found in shares.items():
            draft.tell(shares=found)


def _decide(draft: Draft, name: LinkedField, options: Sequence[Option], scores: Sequence[float]) -> tuple[float, float]:
    """How likely the value is that the draft has from now on, and the likeliest of the others."""
    ranked = sorted(zip(options, scores, strict=True), key=lambda pair: (-pair[1], not pair[0].chosen))
    rules = next(score for option, score in ranked if option.chosen)
    likelier = (pair for pair in ranked if not pair[0].chosen and pair[1] - rules > _margin(pair[0], draft, name))
    best, score = next((pair for pair in likelier if eligible(pair[0], draft, name)), (None, rules))
    if best is None:
        return exp(rules), exp(next(score for option, score in ranked if not option.chosen))
    shown = ", ".join(f"{option.words} {exp(score):.2f}" for option, score in ranked[:_SHOWN])
    draft.decide(f"{LINKED}: {shown}; the rules' choice {exp(rules):.2f}", **_given(draft, name, best.value))
    return exp(score), exp(next(other for option, other in ranked if option is not best))


def _margin(option: Option, draft: Draft, name: LinkedField) -> float:
    """How much likelier than the rules' choice an option must be."""
    here = draft.place is not None and (draft.place_given or draft.sentence.contains(draft.place))
    if here if name == "place" else getattr(draft, name):
        return _GIVEN[name]
    return _NO_PLACE if name == "place" and option.value is None else _MARGINS[name]


def is_open(draft: Draft, name: LinkedField, story: Story) -> bool:
    """Whether a field may be decided anew: actors that the sentence's own words give, or an attack
    that they refer to, may not.

    Nor may those of a trigger that tells several events, whose words are dealt out among them, the places of a list
    with a place for each line, a place that the event is called by, that of what is denied or elsewhere, and one that
    is missing.
    """
    if draft.part:
        return False
    if name == "place":
        fixed = draft.answers or is_elsewhere(draft) or story.places.known.is_listed(draft.sentence) or _opens(draft)
        return draft.place is not None and not (fixed or _called_by(draft, story))
    if name == "targets" and not any(d.field == "targets" for d in draft.decisions):
        return len(draft.targets) < 2 and not any(map(_is_bare_name, draft.targets))
    return not getattr(draft, name) or any(d.field == name and d.reason != IN_ATTACK for d in draft.decisions)


def _opens(draft: Draft) -> bool:
    """ "In the east, …": a part of a country before all else sets the scene of its sentence."""
    region = draft.place is not None and draft.place_given and draft.place.place.grain == "region"
    return draft.place is not None and region and opens(draft.sentence, draft.place)


def _called_by(draft: Draft, story: Story) -> bool:
    """ "The Kidal attack": the place, which acts nowhere, stands before the very word for the event."""
    place, sentence = draft.place, draft.sentence
    head = sentence.head_of(place) if place is not None and draft.place_given and sentence.contains(place) else None
    before = head is not None and head.dep in ("compound", "nmod") and sentence.head(head) in draft.words
    return before and head is not None and story.evidence.actor(head) is None


def _is_bare_name(role: Role) -> bool:
    """Whether it is a name of which nothing else is known, as that of a settlement that is taken or of a person."""
    return role.kind in (None, "person") and role.id is None and role.name[:1].isupper()


def eligible(option: Option, draft: Draft, name: LinkedField) -> bool:
    """Whether a draft may have it: nobody is actor and target of one claim, those counted as its dead did not do it,
    nor did who only tells what others demand or whose deed this answers, nor was anybody of an earlier event; a town or
    area in which nothing is said to be is no place, a place that the sentence gives may change but is not taken away,
    nor given up for that of another event of the sentence where it stands in the event's own clause, and what is
    counted over an area is not pinned to a part of it.
    """
    if name == "place":
        taken = option.value is None and draft.place_given
        beside = draft.trigger.pos == "VERB" and BESIDE in option.signs and places_itself(draft)
        return not (option.who or taken or beside or _pins(option.value, draft))
    before = told_of_before(draft)
    if any(role.start in before for role in option.value):
        return False
    others = names_of(draft.targets if name == "actors" else draft.actors)
    if name == "actors":
        said = names_of(draft.attribution.sources) if draft.attribution and is_of_others(draft) else set()
        answer = clause_of(draft.sentence, draft.trigger)  # "answered an army raid by shelling a base"
        if answer is not None and any(answer.start < role.start < draft.trigger.start for role in option.value):
            return False
        if said & names_of(option.value):
            return False
    return others.isdisjoint(names_of(option.value))


def _pins(place: PlaceMention | None, draft: Draft) -> bool:
    """Whether a count that is no single event's, told of an area, would stand at a place within it."""
    if place is None or draft.place is None or all(figure.counting == "new" for figure in draft.figures):
        return False
    return place.place != draft.place.place and holds(draft.place.place, place.place)


def _given(draft: Draft, name: LinkedField, value: Any) -> Any:
    """The field with what goes with it: whether the sentence itself gives it."""
    if name == "place":
        return {"place": value, "place_given": value is not None and draft.sentence.contains(value)}
    return {name: value}

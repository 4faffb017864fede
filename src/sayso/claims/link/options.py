"""Options: the values that a field of a claim may have, the rules' choice and "none" among them, and their signs."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sayso.claims.bind.extent import is_perfect, is_pluperfect
from sayso.claims.bind.means import ATTACKS
from sayso.claims.link.grounds import Grounds
from sayso.claims.link.neighbours import NOTHING, signs_of
from sayso.claims.link.relations import Relations
from sayso.claims.link.surroundings import Named, Surroundings, steps
from sayso.claims.records import Draft
from sayso.claims.resolve.scenes import key_of
from sayso.model import PlaceMention, Role, Span
from sayso.model.geo import holds
from sayso.rules.ontology import family_of

__all__ = ["BESIDE", "FIELDS", "LinkedField", "Option", "options_of", "situation_of"]

LinkedField = Literal["place", "actors", "targets"]
FIELDS: tuple[LinkedField, ...] = ("place", "actors", "targets")
"""In the order in which they are decided."""
BESIDE = "beside it"
"""The sign of a value that another claim of the same sentence has by the rules."""
_HARMS = ATTACKS | {"casualties"}
_OTHER: dict[str, LinkedField] = {"actors": "targets", "targets": "actors"}
_WITHIN: dict[str, int] = {"actors": 3, "targets": 1}
"""How many sentences back and ahead someone is looked for."""
_LONG = 31
_RANKS = (0, 1, 2, 4, 8)


@dataclass(slots=True, eq=False)
class Option:
    """A value, the signs that speak for it or against it, and a key that tells it from others.

    ``chosen``: it is the rules' choice; ``who``: a town or area in which nothing is said to be there ("Kyiv's forces");
    ``at``: wherever the report names it.
    """

    value: Any
    signs: list[str]
    key: Hashable = NOTHING
    chosen: bool = False
    who: bool = False
    at: Sequence[Span] = ()

    @property
    def words(self) -> str:
        """The value in words."""
        if isinstance(self.value, tuple):
            return ", ".join(role.name for role in self.value) or "none"
        return self.value.text if self.value is not None else "none"


def situation_of(draft: Draft, name: LinkedField) -> list[str]:
    """What of a draft tells how its field is to be chosen."""
    rule, trigger, frame, said = draft.rule, draft.trigger, draft.frame, draft.attribution
    marks = {
        "speaker": rule.speaker, "passive": frame.passive, "light": frame.light, "unruled": not rule.when,
        "place given": draft.place_given, "time given": draft.time_given, "harms": draft.harms,
        "parts": draft.part > 0, "perfect": is_perfect(draft), "pluperfect": is_pluperfect(draft),
        "subjects": bool(frame.subjects), "objects": bool(frame.objects), "has actors": bool(draft.actors),
        "has targets": bool(draft.targets), "has place": bool(draft.place), "has time": bool(draft.time),
    }  # fmt: skip
    return [
        f"type {draft.type}", f"family {family_of(draft.type)}", f"pos {trigger.pos}", f"tag {trigger.tag}",
        f"lemma {trigger.lemma}", f"at {trigger.dep}", f"status {draft.status}", f"block {draft.sentence.kind}",
        f"voice {said.voice if said else 'own'}", *_kind_of_source(draft, name),
        f"slot {rule.actor if name == 'actors' else rule.target}", *(mark for mark, is_so in marks.items() if is_so),
        *(f"figure {figure.measure} {figure.counting}" for figure in draft.figures[:2]),
        *_sizes(draft), *([f"rules grain {draft.place.place.grain}"] if draft.place else []),
        f"sentence {steps(draft.sentence.index, (0, 1, 2, 4, 8, 16))}", f"rules {_how(draft, name)}",
    ]  # fmt: skip


def _kind_of_source(draft: Draft, name: LinkedField) -> Iterator[str]:
    """Who tells it; not where parties are chosen, so that whether they are a state or a group tells nothing."""
    if draft.attribution and name not in _OTHER:
        yield f"source {draft.attribution.sources[0].kind}"


def _sizes(draft: Draft) -> Iterator[str]:
    most = max((f.high or f.low or 0 for f in draft.figures), default=0)
    if most:
        yield f"size {steps(most, (1, 9, 99, 999))}"
    when = draft.time
    if when and when.earliest and when.latest and (when.latest - when.earliest).days > _LONG:
        yield "over long"


def _how(draft: Draft, name: str) -> str:
    """How the rules came to their choice."""
    last = next((d.reason for d in reversed(draft.decisions) if d.field == name), "told")
    value = getattr(draft, name)
    return f"{last}: {min(len(value), 2) if isinstance(value, tuple) else int(value is not None)}"


def options_of(draft: Draft, name: LinkedField, around: Surroundings, relations: Relations) -> list[Option]:
    """The values that a field may have, each once; none first."""
    makers = {"place": _places, "actors": _parties, "targets": _parties}
    none: Any = () if name in _OTHER else None
    every = {NOTHING: Option(none, ["none"])}
    for option in makers[name](draft, name, around, relations):
        every.setdefault(option.key, option)
    chosen = every[around.told(name).keys[relations.number]]
    chosen.chosen = True
    chosen.signs += ["rules'", f"rules' by {_how(draft, name)}"]
    near = around.told(name).nearest(relations.number)
    for option in every.values():
        option.signs += _elsewhere(option.key, relations.number, name, around)
        option.signs += signs_of(option.key, near)
    return list(every.values())


def _elsewhere(key: Hashable, at: int, name: LinkedField, around: Surroundings) -> Iterator[str]:
    """Which other claims have the value by the rules; ``at``: the number of the claim that is asked for."""
    told, draft = around.told(name), around.drafts[at]
    if told.before[at] == key:
        yield "of the claim before"
    own = told.keys[at] == key
    if told.beside[draft.sentence.index, key] > own:
        yield BESIDE
    if told.beside[draft.type, key] > own:
        yield "of its type"
    yield f"of claims {steps(len(told.at.get(key, ())) - own, (0, 1, 2, 4, 8))}"
    if name in _OTHER and key != NOTHING:
        others = around.told(_OTHER[name])
        if others.keys[at] == key:
            yield "its other party"
        opposite = len(others.at.get(key, ())) - (others.keys[at] == key)
        yield f"other party of {steps(opposite, (0, 1, 3))}"


def _ranked(some: Sequence[Named], relations: Relations) -> Iterator[tuple[Named, str]]:
    """Each with how many others are named nearer to the trigger, in the same sentence or before it."""
    for number, one in enumerate(sorted(some, key=relations.far)):
        yield one, f"rank {steps(number, _RANKS)}"


def _places(draft: Draft, name: LinkedField, around: Surroundings, relations: Relations) -> Iterator[Option]:
    rules, grounds = draft.place, Grounds(draft, around)
    near = around.places_near(draft.sentence.index, key_of(rules) if rules is not None else NOTHING)
    for one, rank in _ranked(near, relations):
        at = relations.nearest(one)
        mention: PlaceMention = at.mention
        signs = [*one.signs, *relations.signs(one), rank, *grounds.signs(one, at)]
        who = around.stands_for_party(at)
        if who:
            signs.append("a party")
        if rules is not None and one.key != key_of(rules):
            signs += _beside(mention, rules)
        same = rules is not None and one.key == key_of(rules)
        who = mention.place.grain != "country" and (who or not mention.locative or around.is_seat(one))
        yield Option(rules if same else mention, signs, one.key, who=who, at=one.near(draft.span))
    if rules is not None:
        yield Option(rules, ["odd"], key_of(rules), at=(rules,))


def _beside(mention: PlaceMention, rules: PlaceMention) -> Iterator[str]:
    """How a place lies to the one that the rules chose."""
    if holds(rules.place, mention.place):
        yield "inside the rules'"
    elif holds(mention.place, rules.place):
        yield "around the rules'"
    elif mention.place.country == rules.place.country:
        yield "in the rules' country"


def _parties(draft: Draft, name: LinkedField, around: Surroundings, relations: Relations) -> Iterator[Option]:
    here, own, within = draft.sentence.index, getattr(draft, name), _WITHIN[name]
    if own:
        yield _several(own, draft, name, around, relations)
    near = around.actors_near(here, within)
    things = around.things(draft.sentence) if name == "targets" else []
    for one, rank in _ranked([*near, *things], relations):
        role = around.role(relations.nearest(one))
        if name == "targets" and _only_tells(role, draft, around):
            continue
        signs = [*one.signs, *relations.signs(one), rank, "one", *_sides(role, draft, name, around)]
        yield Option((role,), signs, (str(one.key),), at=one.near(draft.span))
    seen: set[Hashable] = {NOTHING}
    near_by = around.drafts_near(here, within)
    for field in _OTHER:
        told, firsts = around.told(field), dict[Hashable, int]()
        for number in near_by:
            firsts.setdefault(told.keys[number], number)
        for key in sorted(firsts.keys() - seen, key=lambda key: told.at[key][0]):
            seen.add(key)
            yield _several(getattr(around.drafts[firsts[key]], field), draft, name, around, relations)
    both = (*draft.actors, *draft.targets)
    if len(both) == 2:
        yield _several(both, draft, name, around, relations)


def _only_tells(role: Role, draft: Draft, around: Surroundings) -> bool:
    """ "A shell killed my sons, Maryam Saleh said": a person of no side who tells it was not struck, unless the rules
    say so."""
    told = draft.attribution.sources if draft.attribution else ()
    person = role.id is None and role.side is None and draft.type in _HARMS
    return person and any(role.name == s.name for s in told) and around.key((role,)) != around.key(draft.targets)


def _several(
    roles: tuple[Role, ...], draft: Draft, name: LinkedField, around: Surroundings, relations: Relations
) -> Option:
    signs: list[str] = ["one" if len(roles) == 1 else "two" if len(roles) == 2 else "many"]
    for role in roles[:3]:
        one = around.of_role(role)
        signs += [*one.signs, *relations.signs(one), *_sides(role, draft, name, around)]
    at = [span for role in roles for span in around.of_role(role).near(draft.span) or (role,)]
    return Option(roles, signs, around.key(roles), at=at)


def _sides(role: Role, draft: Draft, name: LinkedField, around: Surroundings) -> Iterator[str]:
    """Whether it is the claim's source, or of the side of its source or of its other party."""
    side = role.side or role.id
    for source in draft.attribution.sources[:1] if draft.attribution else ():
        if (role.id or role.name) == (source.id or source.name):
            yield "is the source"
        if side is not None and side == source.side:
            yield "of the source's side"
    other: tuple[Role, ...] = getattr(draft, _OTHER[name])
    if side is not None and other:
        yield f"side of other {any(side == (o.side or o.id) for o in other)}"

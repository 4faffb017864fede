"""Parties: what is left of actors and targets when all is decided.

A government is its state, and a state that strikes or moves troops is its forces; whoever is found late to have
demanded or threatened is the source as well; people of whom a report tells only the number are nobody in particular,
save where they are spoken to or reached; and a town that is taken or struck is the place, no target.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sayso.claims.bind.saying import speaker_attribution
from sayso.claims.naming import called, names_of
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.grammar.phrases import after
from sayso.lang import lexicon
from sayso.model import Role, Source
from sayso.rules.ontology import types_with

__all__ = ["settle_parties"]

_Party = TypeVar("_Party", Role, Source)
_WORDS = lexicon("claims")
_BARE = _WORDS["roles.bare"]
_SETTLEMENTS = _WORDS["targets.settlements"]
_BY_FORCES, _ADDRESSING = types_with("forces"), types_with("addressee")
_DONE_TO = types_with("direct", "origin")
_SUFFERED = types_with("armed") | types_with("harm")
_TAKEN, _STRUCK = types_with("taken"), types_with("attack")
_GOVERNMENTS = _WORDS["parties.governments"]
_NATIONAL = _WORDS["parties.national"]
_LESSER = _WORDS["parties.lesser"]
_ACTING, _IN = _WORDS["parties.acting"], _WORDS["parties.in"]
_LEADING = frozenset({"government", "military"})
_RULERS, _RIVALS = _WORDS["agents.rulers"], _WORDS["targets.rivals"]


def settle_parties(drafts: Sequence[Draft], story: Story) -> None:
    """Decide actors, targets and sources of claims whose fields are all chosen."""
    for draft in drafts:
        for field in ("actors", "targets"):
            state = _told_state if _are_hosted(draft, story) else _state
            _replace(draft, field, state, "a government is its state", story)
        if told := draft.attribution:
            sources = tuple(_state(source, story) for source in told.sources)
            draft.decide("a government is its state", attribution=replace(told, sources=sources))
        if not draft.rule.speaker:
            _replace(draft, "actors", _acted_for, "officials act for their state", story)
        elif draft.attribution is None and draft.actors and draft.type in _ADDRESSING:
            spoken = speaker_attribution(draft, story.evidence, story.sayings)
            draft.decide("who speaks is the source", attribution=spoken and replace(spoken, voice="indirect"))
        if draft.type in _BY_FORCES:
            _replace(draft, "actors", _forces, "a state does this by its forces", story)
        _loosen(draft, story)
        _part(draft)
        targets = tuple(role for role in draft.targets if not _is_nobody(role, draft, story))
        draft.decide("how many people there were, or which town was taken, names nobody", targets=targets)


def _are_hosted(draft: Draft, story: Story) -> bool:
    """ "The rebels and the government met in Oslo": of the country of the talks the report names nothing else."""
    if draft.type != "agree" or draft.place is None:
        return False
    here = draft.place.place
    return all(p.place.name == here.name for p in story.evidence.reading.places if p.place.country == here.country)


def _replace(draft: Draft, field: str, instead: Callable[[Role, Story], Role], why: str, story: Story) -> None:
    """Put others in the place of a draft's parties, each once."""
    told: tuple[Role, ...] = getattr(draft, field)
    found = {called(role): role for role in (instead(role, story) for role in told)}
    changed: Any = {field: tuple(found.values())}
    if changed[field] != told:
        draft.decide(why, **changed)


def _part(draft: Draft) -> None:
    """Nobody does it to himself: of violence and harm whoever suffers is told more plainly, else whoever acts."""
    both = names_of(draft.actors) & names_of(draft.targets)
    if both:
        field = "actors" if draft.type in _SUFFERED and len(draft.actors) == 1 else "targets"
        kept: Any = {field: tuple(role for role in getattr(draft, field) if called(role) not in both)}
        draft.decide("nobody does it to himself", **kept)


def _loosen(draft: Draft, story: Story) -> None:
    """ "Ukraine captured 20 soldiers", "the enemy lost 20 soldiers, the army said": whose they are is not told, and not
    that of whoever did it or tells of the enemy."""
    doers: list[Role | Source] = [r for r in draft.actors for t in draft.frame.subjects if r.start <= t.start < r.end]
    if draft.attribution and any(t.lemma in _RIVALS for t in draft.frame.subjects):
        doers += draft.attribution.sources
    armies = (story.evidence.forces.of_state(role.side or role.id) for role in doers)
    own = {role.id for role in doers} | {army.id for army in armies if army}
    bare = {m.start: m for m in story.evidence.reading.actors if m.id is None and m.side is None} if own else {}
    others = tuple(
        replace(role, name=bare[role.start].name, id=None, side=None)
        if role.id and role.id in own and role.start in bare else role for role in draft.targets
    )  # fmt: skip
    draft.decide("whose they are is not told", targets=others)


def _state(role: _Party, story: Story) -> _Party:
    """The state, in place of its government; the one at home where a bare "the government" is told of."""
    words = role.name.lower().split()
    if role.kind != "government" or words[-1] not in _GOVERNMENTS or _LESSER.intersection(words):
        return role
    forces = story.evidence.forces
    force = forces.of_state(role.side) or (forces.home if _NATIONAL.issuperset(words) else None)
    return replace(role, name=force.state.name, id=force.state.id, side=force.state.id) if force else role


def _told_state(role: Role, story: Story) -> Role:
    """The state, in place of a government that is told to be its own."""
    return _state(role, story) if role.side else role


def _acted_for(role: Role, story: Story) -> Role:
    """The state for which officials or authorities act, where the words tell which; anybody else as they are."""
    words = role.name.lower().split()
    if role.id is not None or not words or words[-1] not in _ACTING or _LESSER.intersection(words):
        return role
    forces, head = story.evidence.forces, story.evidence.head(role)
    sentence = story.evidence.reading.sentence_at(role.start)
    where = after(sentence, head, _IN) if sentence and head else []
    lands = (place.place for t in where if (place := story.evidence.place(t)) and place.place.grain == "country")
    land = next(lands, None)
    force = forces.of_state(role.side) or (forces.of_country(land.country) if land else None)
    return replace(role, name=force.state.name, id=force.state.id, side=force.state.id) if force else role


def _forces(role: Role, story: Story) -> Role:
    """The main forces of a state, in its place or in that of who leads it; anybody else as they are."""
    ruling = role.kind == "government" and role.name.lower().split()[-1] in _RULERS
    leading = role.kind in _LEADING and any(m.start == role.start and m.person for m in story.evidence.reading.actors)
    force = story.evidence.forces.of_state(role.side if ruling or leading else role.id)
    return replace(role, name=force.name, id=force.id, side=force.state.id, kind="military") if force else role


def _is_nobody(role: Role, draft: Draft, story: Story) -> bool:
    """Whether it is a word of people of which nothing more is said, or the town that was taken or struck."""
    return _is_town(role, draft, story) or (draft.type in _DONE_TO and _is_bare(role, draft, story))


def _is_bare(role: Role, draft: Draft, story: Story) -> bool:
    """Whether only how many is told of them; "people waiting for food", "our people" tell who they were."""
    sentence = story.evidence.reading.sentence_at(role.start)
    tokens = sentence.within(role) if sentence else ()
    if sentence is None or len(tokens) != 1 or not _BARE & {tokens[0].lower, tokens[0].lemma}:
        return False
    return all(t in draft.words for t in sentence.children(tokens[0], "acl", "relcl", "poss"))


def _is_town(role: Role, draft: Draft, story: Story) -> bool:
    """Whether it is the town that was taken, known by name or unnamed; where one was struck, a named one."""
    head = story.evidence.head(role)
    called = head is not None and head.lemma in _SETTLEMENTS
    named = [m for m in story.evidence.reading.places if m.start == role.start and (called or m.end == role.end)]
    if draft.type in _TAKEN:
        return called or any(m.place.population for m in named)
    return draft.type in _STRUCK and any(m.place.grain != "country" for m in named)

"""The properties of event types: each stands once, in the head of the type's file (``events/TYPE.yaml``).

A property is a trait that a type has or has not, and the code asks for the types that have it. Adding a type takes its
file with its traits and its name in ``EVENT_TYPES``. Heads are read apart from the rules below them, so that who only
needs the properties (an export, a scorer) does not load a rulebook.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from sayso.errors import RulebookError
from sayso.lang import LOADER, folder_of
from sayso.model import EVENT_TYPES, EventType

__all__ = ["FAMILIES", "TRAITS", "family_of", "plover_of", "types_with"]

TRAITS: dict[str, str] = {
    "attack": "violence by one side, whose kind its means and its target decide",
    "remote": "an attack from afar, by a means that the report may name elsewhere",
    "deed": "a happening on the ground: its day and place govern the details told after it, and theirs it",
    "armed": "only forces and armed groups do it, so that rulers and peoples named as its actor stand for their forces",
    "forces": "a state that is named as its actor does it by its forces",
    "own-deed": "what a force that tells of itself by 'we' or 'it' may have done",
    "violent": "people without arms in their name ('youths', 'herders') may do it",
    "unrest": "people who bear no arms act in it, or are moved by it",
    "official": "an office or a body orders, grants or forbids it",
    "speech-act": "something said to or of somebody: of two in a sentence, who is addressed tells them apart",
    "no-scene": "it has a place only where its own words give one",
    "addressee": "its target is named in what is rejected",
    "harm": "a toll or damage, that goes on the claim of the attack which did it",
    "harmed": "who did it is not who told of it, and the medical staff who tell of it did not do it",
    "local": "it takes the place of the scene just told",
    "host": "a toll or damage in its sentence by the same source goes on its claim",
    "counted": "told in the perfect ('have been evacuated') it is a running total",
    "person": "only people are its targets, never weapons",
    "owned": "its targets are people, or the owner of the things named",
    "served": "of two in a sentence, who or what it was done to tells them apart",
    "no-target": "it happens to nobody",
    "taken": "a settlement that is taken, entered, left or besieged is its place, and no target",
    "sending": "drones, missiles or aircraft are sent, that may be shot down",
    "origin": "it is placed where people leave, not where they go",
    "loose": "a time told elsewhere does not date it",
    "beside": "it takes the time of an event in its own sentence",
    "fighting": "told as going on, it runs from the day it began until it was told",
    "complete": "tried without success, it did not happen",
    "announced": "announced, it is planned: 'announced the withdrawal of its troops'",
    "vowed": "told at all, it is planned: what is threatened has not been done",
    "direct": "its dead are direct deaths of armed force",
}
"""Every trait and what it says of a type."""
FAMILIES = (
    "fight", "territory", "remote", "interception", "coerce", "harm", "disruption", "movement", "warning", "emergency",
    "deploy", "violation", "aid", "agree", "speech", "sanction", "unrest",
)  # fmt: skip
"""Groups of types that two tellings of one event are told under."""


@cache
def _heads() -> dict[EventType, dict[str, Any]]:
    """The head of each type's file: all that stands before its rules."""
    heads: dict[EventType, dict[str, Any]] = {}
    for kind in EVENT_TYPES:
        path = folder_of() / "rulebook" / "events" / f"{kind}.yaml"
        head = yaml.load(path.read_text(encoding="utf-8").partition("\nrules:")[0], Loader=LOADER)
        unknown = sorted(set(head.get("traits", ())) - set(TRAITS))
        if unknown:
            raise RulebookError(str(path), 1, f"unknown trait {unknown[0]!r}", sorted(TRAITS))
        if head.get("family") not in FAMILIES:
            raise RulebookError(str(path), 1, f"family {head.get('family')!r} is not a valid value", FAMILIES)
        heads[kind] = head
    return heads


@cache
def types_with(*traits: str) -> frozenset[EventType]:
    """The event types that have one of these traits. Raises KeyError for a trait that is not documented."""
    wanted = {TRAITS[trait] and trait for trait in traits}
    return frozenset(kind for kind, head in _heads().items() if wanted & set(head.get("traits", ())))


def family_of(kind: EventType) -> str:
    """The family of a type."""
    return str(_heads()[kind]["family"])


def plover_of(kind: EventType) -> str | None:
    """The PLOVER class that a type is closest to, None where there is none."""
    found: str | None = _heads()[kind].get("plover")
    return found

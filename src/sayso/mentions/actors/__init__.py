"""Actors: every stretch that names someone who can act, suffer or speak.

Listed names come from the rulebook (``listed``), persons from titles and capitalised names (``names``, ``persons``),
the rest from nouns of role (``roles``); states count only where they act (``states``). Mentions do not overlap,
except that a phrase may begin with the name of its owner ("Reyes's office"): the longest phrase wins, persons first.
"""

from __future__ import annotations

from typing import ClassVar

from sayso.mentions.actors.abbreviations import defined_abbreviations
from sayso.mentions.actors.affiliation import Affiliation
from sayso.mentions.actors.appositions import join_appositions
from sayso.mentions.actors.holders import name_holders
from sayso.mentions.actors.listed import Context, ListedNames, choose, context_of, plain
from sayso.mentions.actors.names import Name, drop_names_from_hits, find_names, repeated_names
from sayso.mentions.actors.offices import is_place, part_from_place, side_of_office
from sayso.mentions.actors.organisations import add_organisations, name_owners
from sayso.mentions.actors.persons import Person, Persons
from sayso.mentions.actors.roles import Roles
from sayso.mentions.actors.scene import Draft, Scene, head_of
from sayso.mentions.actors.states import add_listed
from sayso.mentions.actors.words import Words
from sayso.model import ActorMention, Reading
from sayso.model.words import fold
from sayso.rules.actors import ActorRow, StateRow, main_forces
from sayso.rules.places import PlaceCueRow
from sayso.stage import Resources


class Actors:
    """Fills ``actors``."""

    needs: ClassVar[tuple[str, ...]] = ("sentences",)
    fills: ClassVar[str] = "actors"

    def __init__(self, resources: Resources) -> None:
        rulebook = resources.rulebook
        self._names = ListedNames(rulebook)
        self._words = Words(rulebook)
        listed = {row.id: row for row in rulebook.rows(ActorRow)}
        self._forces = main_forces(rulebook.rows(ActorRow), rulebook.rows(StateRow))
        self._affiliation = Affiliation(self._words, listed, self._forces)
        self._roles = Roles(self._words, self._affiliation)
        self._gazetteer = resources.gazetteer
        self._grounds = {w for row in rulebook.rows(PlaceCueRow) if row.kind == "prefix" for w in row.words}

    def __call__(self, reading: Reading) -> tuple[ActorMention, ...]:
        """The actors of all sentences, in text order."""
        text = plain(reading.document.text)
        scenes, context = self._scenes(reading, text)
        self._add_persons(scenes, context)
        explained = defined_abbreviations(text, self._words.is_body)
        for scene in scenes:
            self._roles.add(scene)
            add_listed(scene, self._words, self._forces)
            add_organisations(scene, self._words, explained)
            name_owners(scene, explained)
            join_appositions(scene)
        name_holders(scenes, self._words)
        drafts = sorted((d for s in scenes for d in s.drafts), key=lambda d: d.start)
        return tuple(_mention(d, reading.document.text) for d in drafts)

    def _scenes(self, reading: Reading, text: str) -> tuple[list[Scene], Context]:
        found = [(s, list(self._names.find(s, text))) for s in reading.sentences]
        context = context_of((hit for _, hits in found for hit in hits), reading.document.published)
        scenes = [Scene(sentence, choose(hits, context), text) for sentence, hits in found]
        for scene in scenes:
            drop_names_from_hits(scene)
        return scenes, context

    def _add_persons(self, scenes: list[Scene], context: Context) -> None:
        names = [(scene, name) for scene in scenes for name in find_names(scene, self._words)]
        for scene, name in names:
            part_from_place(scene, name, self._words, self._gazetteer)
            if name.strong and not name.told and self._is_ground(scene, name):
                name.strong = False
        persons = Persons()
        drafts = [self._strong(scene, name, persons, context) for scene, name in names if name.strong]
        drafts += [found for scene, name in names if not name.strong and (found := _weak(scene, name, persons))]
        known = persons.words
        for scene in scenes if known else ():
            drafts += [found for name in list(repeated_names(scene, known)) if (found := _weak(scene, name, persons))]
        for draft, person in drafts:
            draft.name, draft.entity = person.name, fold(person.name)
            draft.kind, draft.side = person.kind, draft.side or person.side

    def _is_ground(self, scene: Scene, name: Name) -> bool:
        opens = scene.sentence.tokens[name.first].lower in self._grounds  # "Barangay Dulag"
        return opens or is_place(scene.words(name.first, name.last), self._gazetteer)

    def _strong(self, scene: Scene, name: Name, persons: Persons, context: Context) -> tuple[Draft, Person]:
        person = persons.add_full(scene.words(name.first, name.last).split())
        kind, side = self._affiliation.describe(scene, name)
        if kind and person.kind == "person":
            person.kind = kind
        person.side = person.side or side or side_of_office(scene, name, context, self._gazetteer)
        return _draft(scene, name, person), person


def _weak(scene: Scene, name: Name, persons: Persons) -> tuple[Draft, Person] | None:
    """The draft of a name that repeats one known already."""
    person = persons.match(scene.words(name.first, name.last).split())
    if person is None:
        return None
    if scene.free(name.first, name.last):
        return _draft(scene, name, person), person
    for holder in scene.drafts:  # "Reyes's chief of staff Ana Daud": she is on his side
        if holder.first <= name.first and name.last < holder.last and holder.side is None:
            holder.side = person.side
    return None


def _draft(scene: Scene, name: Name, person: Person) -> Draft:
    head = head_of(scene.sentence, name.opening, name.last)
    return scene.add(
        Draft(scene.sentence, name.opening, name.last, head, person.name, "person", name.title, "persons/name",
              person=True)
    )  # fmt: skip


def _mention(draft: Draft, text: str) -> ActorMention:
    return ActorMention(
        start=draft.start, end=draft.end, text=text[draft.start : draft.end],
        rule=draft.row.rule if draft.row else draft.rule, form=draft.form, name=draft.name,
        id=draft.id, kind=draft.kind, side=draft.side, entity=draft.id or draft.entity or fold(draft.name),
        head=draft.head.start, person=draft.person, plural=draft.plural,
    )  # fmt: skip

"""Actors: every stretch that names someone who can act, suffer or speak.

Listed names come from the rulebook (``lexicon``), persons from titles and capitalised names (``people``,
``clusters``), the rest from nouns of role (``roles``); states count only where they act (``states``). Mentions
do not overlap, except that a phrase may begin with the name of its owner ("Reyes's office"): the longest phrase wins,
persons first.
"""

from __future__ import annotations

from typing import ClassVar

from sayso.mentions.actors.appositions import join_appositions
from sayso.mentions.actors.clusters import Person, Persons
from sayso.mentions.actors.lexicon import Context, Lexicon, choose, context_of, defined_abbreviations, plain
from sayso.mentions.actors.organisations import add_organisations
from sayso.mentions.actors.parts import Draft, Scene
from sayso.mentions.actors.people import Name, drop_names_from_hits, find_names, repeated_names
from sayso.mentions.actors.places import Places
from sayso.mentions.actors.roles import Roles
from sayso.mentions.actors.states import add_listed
from sayso.mentions.actors.words import Words
from sayso.model import ActorMention, Reading
from sayso.model.words import fold
from sayso.rules.actors import ActorRow, StateRow, main_forces
from sayso.stage import Resources


class Actors:
    """Fills ``actors``."""

    needs: ClassVar[tuple[str, ...]] = ("sentences",)
    fills: ClassVar[str] = "actors"

    def __init__(self, resources: Resources) -> None:
        rulebook = resources.rulebook
        self._lexicon = Lexicon(rulebook)
        self._words = Words(rulebook)
        listed = {row.id: row for row in rulebook.rows(ActorRow)}
        self._forces = main_forces(rulebook.rows(ActorRow), rulebook.rows(StateRow))
        self._roles = Roles(self._words, listed, self._forces)
        self._places = Places(resources.gazetteer)

    def __call__(self, reading: Reading) -> tuple[ActorMention, ...]:
        """The actors of all sentences, in text order."""
        text = plain(reading.document.text)
        scenes, context = self._scenes(reading, text)
        self._add_persons(scenes, context)
        explained = {short: text[a:b] for short, (a, b) in defined_abbreviations(text).items()}
        for scene in scenes:
            self._roles.add(scene)
            add_listed(scene, self._words, self._forces)
            add_organisations(scene, self._words, explained)
            join_appositions(scene)
        drafts = sorted((d for s in scenes for d in s.drafts), key=lambda d: d.start)
        return tuple(_mention(d, reading.document.text) for d in drafts)

    def _scenes(self, reading: Reading, text: str) -> tuple[list[Scene], Context]:
        found = [(s, list(self._lexicon.find(s, text))) for s in reading.sentences]
        context = context_of((hit for _, hits in found for hit in hits), reading.document.published)
        scenes = [Scene(sentence, choose(hits, context), text) for sentence, hits in found]
        for scene in scenes:
            drop_names_from_hits(scene)
        return scenes, context

    def _add_persons(self, scenes: list[Scene], context: Context) -> None:
        names = [(scene, name) for scene in scenes for name in find_names(scene, self._words)]
        for scene, name in names:
            if name.strong and not name.told and self._places.is_place(scene.words(name.first, name.last)):
                name.strong = False
        persons, drafts = Persons(), list[tuple[Draft, Person]]()
        for scene, name in names:
            if name.strong:
                drafts.append(self._strong(scene, name, persons, context))
        for scene, name in names:
            found = None if name.strong else self._weak(scene, name, persons)
            drafts += [found] if found else []
        known = persons.words
        for scene in scenes if known else ():
            for name in list(repeated_names(scene, known)):
                found = self._weak(scene, name, persons)
                drafts += [found] if found else []
        for draft, person in drafts:
            draft.name, draft.entity = person.name, fold(person.name)
            draft.kind, draft.side = person.kind, draft.side or person.side

    def _strong(self, scene: Scene, name: Name, persons: Persons, context: Context) -> tuple[Draft, Person]:
        person = persons.add_full(scene.words(name.first, name.last).split())
        kind, side = self._roles.describe(scene, name)
        if kind and person.kind == "person":
            person.kind = kind
        person.side = person.side or side or self._places.side(scene, name, context)
        return self._draft(scene, name, person), person

    def _weak(self, scene: Scene, name: Name, persons: Persons) -> tuple[Draft, Person] | None:
        person = persons.match(scene.words(name.first, name.last).split())
        if person is None:
            return None
        if scene.free(name.first, name.last):
            return self._draft(scene, name, person), person
        for holder in scene.drafts:  # "Reyes's chief of staff Ana Daud": she is on his side
            if holder.first <= name.first and name.last < holder.last and holder.side is None:
                holder.side = person.side
        return None

    def _draft(self, scene: Scene, name: Name, person: Person) -> Draft:
        run = scene.sentence.tokens[name.opening : name.last + 1]
        head = next((t for t in reversed(run) if not name.opening <= t.head <= name.last or t.head == t.index), run[-1])
        rule = name.title.rule if name.title else "persons/name"
        draft = Draft(scene.sentence, name.opening, name.last, head.index, person.name, rule, "person", person=True)
        scene.add(draft)
        return draft


def _mention(draft: Draft, text: str) -> ActorMention:
    head = draft.sentence.tokens[draft.head]
    return ActorMention(
        start=draft.start, end=draft.end, text=text[draft.start : draft.end], rule=draft.rule, name=draft.name,
        id=draft.id, kind=draft.kind, side=draft.side, entity=draft.id or draft.entity or fold(draft.name),
        head=head.start, person=draft.person, plural=draft.plural,
    )  # fmt: skip

"""What the gazetteer tells of actors: names that are places, and whose side an office at a place is on."""

from __future__ import annotations

from sayso.gazetteer import Gazetteer
from sayso.mentions.actors.listed import Context
from sayso.mentions.actors.names import Name
from sayso.mentions.actors.scene import WORDS, Scene
from sayso.mentions.actors.words import Words
from sayso.rules.actors import RoleRow

_NAMED = 2
"""The least words of a name in full."""
_PEOPLED = 15_000
_UNITS = frozenset({"country", "admin1", "region"})


def is_place(name: str, gazetteer: Gazetteer) -> bool:
    """Whether the name is that of a town or unit of some size."""
    return any(e.population >= _PEOPLED or e.feature in _UNITS for e in gazetteer.find(name)[:3])


def part_from_place(scene: Scene, name: Name, words: Words, gazetteer: Gazetteer) -> None:
    """Leave the place of an office out of its holder's name: "governor of Tillaberi Ana Maria Reyes"."""
    tokens, at = scene.sentence.tokens, name.first
    over = at > 1 and tokens[at - 1].lower in WORDS["offices.over"] and words.title(tokens[at - 2]) is not None
    for last in range(name.last - _NAMED, at - 1, -1) if over and name.title is None else ():
        if is_place(scene.words(at, last), gazetteer):
            name.first, name.opening, name.title, name.title_at = last + 1, at - 2, words.title(tokens[at - 2]), at - 2
            name.strong = True
            return


def side_of_office(scene: Scene, name: Name, context: Context, gazetteer: Gazetteer) -> str | None:
    """The state of the place of the person's office ("Kursk governor"), if the document names that state."""
    if not isinstance(name.title, RoleRow) or name.title.kind not in ("authority", "government"):
        return None
    for token in scene.sentence.tokens[name.opening : name.first]:
        if token.pos == "PROPN" and token.index != name.title_at:
            codes = (gazetteer.country(e.country) for e in gazetteer.find(token.text)[:5] if e.country)
            side = next((c.iso3 for c in codes if c and context.countries[c.iso3]), None)
            if side:
                return side
    return None

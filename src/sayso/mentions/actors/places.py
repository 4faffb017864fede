"""What the gazetteer tells of actors: names that are places, and whose side an office at a place is on."""

from __future__ import annotations

from sayso.gazetteer import Gazetteer
from sayso.mentions.actors.lexicon import Context
from sayso.mentions.actors.parts import Scene
from sayso.mentions.actors.people import Name
from sayso.rules.actors import RoleRow

_PEOPLED = 15_000
_UNITS = frozenset({"country", "admin1", "region"})


class Places:
    """Looks names up in the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def is_place(self, name: str) -> bool:
        """Whether the name is that of a town or unit of some size."""
        return any(e.population >= _PEOPLED or e.feature in _UNITS for e in self._gazetteer.find(name)[:3])

    def side(self, scene: Scene, name: Name, context: Context) -> str | None:
        """The state of the place of the person's office ("Kursk governor"), if the document names that state."""
        if not isinstance(name.title, RoleRow) or name.title.kind not in ("authority", "government"):
            return None
        for token in scene.sentence.tokens[name.opening : name.first]:
            if token.pos != "PROPN" or token.index == name.title_at:
                continue
            for entry in self._gazetteer.find(token.text)[:5]:
                country = self._gazetteer.country(entry.country) if entry.country else None
                if country and context.countries[country.iso3]:
                    return country.iso3
        return None

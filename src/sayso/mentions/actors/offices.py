"""What the gazetteer tells of actors: places among names, and whose side an office or a joint force is on."""

from __future__ import annotations

from sayso.gazetteer import Gazetteer
from sayso.mentions.actors.listed import Context, Hit
from sayso.mentions.actors.names import Name
from sayso.mentions.actors.scene import MODIFIERS, WORDS, Scene, head_of
from sayso.mentions.actors.words import Words
from sayso.model import Token
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


ALLIED = WORDS["phrases.allied"]
_AND = WORDS["conjunctions.and"]


def joint_owners(scene: Scene, head: Token) -> tuple[int, list[Hit]]:
    """Where the last of those who share a noun of forces begins, and the states named before, the last first.

    Without others the place is that of the noun itself.
    """
    tokens, at = scene.sentence.tokens, head.index - 1
    while at >= 0 and (tokens[at].lower in WORDS["phrases.plain_force"] | ALLIED or tokens[at].pos == "NOUN"):
        at -= 1
    # "U.S. and Iraqi forces": the name of a state that stands before a noun as an adjective does
    before = {h for h in scene.hits if h.form == "state" and head_of(scene.sentence, h.first, h.last).dep in MODIFIERS}
    ends = {h.last: h for h in scene.hits if h.form == "demonym" or h in before}
    allied = at + 1 < head.index and tokens[at + 1].lower in ALLIED
    if not allied and (at not in ends or ends[at].form != "demonym"):
        return head.index, []
    last = at + 1 if allied else ends[at].first
    found: list[Hit] = []
    at = last - 1
    while at >= 0 and (tokens[at].text == "," or tokens[at].lower in _AND):
        while at >= 0 and (tokens[at].text == "," or tokens[at].lower in _AND):
            at -= 1
        hit = ends.get(at)
        if hit is None:
            break
        found.append(hit)
        at = hit.first - 1
    return (last, found) if found else (head.index, [])

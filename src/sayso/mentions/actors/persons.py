"""Which names are the same person's: full names, surnames and misspelt ones."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from sayso.mentions.actors.names import PARTICLES
from sayso.model import ActorKind
from sayso.model.words import fold


@dataclass(slots=True)
class Person:
    """One person of the document. ``parts``: folded words of the fullest name, particles left out."""

    parts: list[str]
    full: list[str]
    spellings: Counter[str] = field(default_factory=Counter)
    kind: ActorKind = "person"
    side: str | None = None

    @property
    def surname(self) -> str:
        """The last word of the name, folded."""
        return self.parts[-1]

    @property
    def name(self) -> str:
        """The fullest name, its surname as the document spells it most often."""
        own = _last_part(self.full)
        top = max(self.spellings.values(), default=0)
        best = next((s for s in (own, *self.spellings) if self.spellings[s] == top), own)
        text = " ".join(self.full)
        return text[: len(text) - len(own)] + best if text.endswith(own) else text


class Persons:
    """The persons of a document, joined as their names come in: full names first, then single words."""

    def __init__(self) -> None:
        self.found: list[Person] = []

    def add_full(self, words: list[str]) -> Person:
        """The person of a strong name; a new one when none fits. ``words``: as in the text."""
        person = self.match(words)
        if person is None:
            person = Person(_parts(words), words)
            person.spellings[_last_part(words)] += 1
            self.found.append(person)
        return person

    def match(self, words: list[str]) -> Person | None:
        """The person whose name this repeats, one with the very word rather than one spelt alike; or None."""
        parts = _parts(words)
        fitting = [person for person in reversed(self.found) if compatible(person.parts, parts)]
        person = next((p for p in fitting if parts[-1] in p.parts), next(iter(fitting), None))
        if person and similar(parts[-1], person.surname):
            person.spellings[_last_part(words)] += 1
        if person and len(parts) > len(person.parts):
            person.parts, person.full = parts, words
        return person

    @property
    def words(self) -> frozenset[str]:
        """The words of all names so far, folded, surnames in every spelling."""
        return frozenset(w for p in self.found for s in (*p.parts, *p.spellings) if len(w := fold(s)) > 3)


def _parts(words: list[str]) -> list[str]:
    pieces = [p for w in words for p in re.split(r"[-']", fold(w)) if any(c.isalnum() for c in p)]
    parts = [p for p in (piece.strip(".") for piece in pieces) if p not in PARTICLES]
    return parts or pieces


def _last_part(words: list[str]) -> str:
    return re.split(r"[-']", words[-1])[-1] or words[-1]


def similar(one: str, other: str) -> bool:
    """Whether two folded words are one name, spelt differently at most: one slip from 5 letters on, two from 8."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter < 5 or one[0] != other[0]:
        return False
    return OSA.distance(one, other, score_cutoff=2) <= (2 if shorter >= 8 else 1)


def compatible(known: list[str], new: list[str]) -> bool:
    """Whether a name may be that of a known person: the shorter one's words stand in the longer one."""
    short, long = (new, known) if len(new) <= len(known) else (known, new)
    if len(short) == 1:
        return similar(short[0], long[-1]) or (len(short[0]) > 2 and short[0] in long)
    if not similar(short[-1], long[-1]) and short != long[: len(short)]:
        return False
    rest = list(long[:-1])
    return short == long[: len(short)] or all(_first_names(s, rest) for s in short[:-1])


def _first_names(name: str, others: list[str]) -> bool:
    return any(
        similar(name, o) or (len(name) == 1 and o.startswith(name)) or (len(o) == 1 and name.startswith(o))
        for o in others
    )

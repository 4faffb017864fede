"""Withholding: which words of a text may name a place finer than a province, so that a blurred publication leaves
them out.

What a gazetteer or the ledger knows as such a place is withheld, and so is every other name that nothing says is
harmless: a name stands only where it is that of a listed actor, a state, a province, or one that the publication
shows anyway (who says it, who did it), or a word that English writes without a capital too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.gazetteer import Gazetteer
from sayso.lang import Lexicon, folder_of
from sayso.model.words import fold
from sayso.rules.actors import ActorRow, StateRow
from sayso.rules.places import RegionRow
from sayso.rules.rulebook import builtin_folder
from sayso.rules.table import read_table

FINE = ("point", "admin2")
"""Precisions finer than a province."""
_FINE_FEATURES = ("city", "admin2")
_WORD = re.compile(r"\w+")
_LOWER = re.compile(r"(?<![\w./@#-])[a-z]{2,}(?![\w@/])")
_TELLING = re.compile(r"https?://\S+|www\.\S+|[#@]\w+|-?\d{1,3}\.\d{3,}|\d{1,3}\s*°[\d\s.'′\"″]*[NSEWnsew]?")
"""Addresses, tags, and coordinates."""
_ENDS = re.compile(r"[.!?:;\"“”‘(\[–—\n]")
_BETWEEN = re.compile(r"[\s'’./-]*")
_LONGEST = 5
"""Words of the longest name that is looked for."""
_SHORTEST, _LOWEST = 3, 5
_FEW = 4
"""Words with letters from which on a text without any capital is taken for one whose names nobody can tell."""

_REMEMBERED = 100_000
"""Names for which it is remembered where they lie."""

Kind = Literal["place", "name"]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text to be withheld, ``start`` to ``end`` (half-open): surely a place, or a name that may be."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    key: str
    first: bool

    @property
    def capital(self) -> bool:
        """Whether it is written as a name is, or in a script that does not tell."""
        letter = self.text[:1]
        return letter.isalpha() and letter.upper() == letter


class Names:
    """Words of places and of what is none. ``fine``: names of places to be withheld; ``coarse``: those of provinces and
    what is larger; ``gazetteer``: what knows further places, None for nothing."""

    def __init__(self, fine: Iterable[str], coarse: Iterable[str] = (), gazetteer: Gazetteer | None = None) -> None:
        words = Lexicon(folder_of() / "withholding.yaml")
        self._joining, self._before = words["joining"], words["before_places"]
        self._distances, self._units = words["distances"], words["units"]
        self._gazetteer = gazetteer
        self._known_in: dict[str, frozenset[str | None]] = {}
        camps, regions, bodies = public_names()
        self._fine = _Index([*(name for name in fine if len(name) >= _SHORTEST), *(camps if gazetteer else ())])
        self._coarse = _Index([*coarse, *regions])
        self._bodies = _Index([*bodies, *words.row("harmless")])
        self._countries = _Index(country.name for country in gazetteer.countries) if gazetteer else _Index(())

    def surely(self, text: str) -> list[Stretch]:
        """The places of the ledger alone, wherever a text names them."""
        tokens, found, at = _tokens(text), [], 0
        while at < len(tokens):
            long = self._fine.longest(tokens, at) if tokens[at].capital else 0
            if long:
                found.append(Stretch(tokens[at].start, tokens[at + long - 1].end, "place"))
            at += long or 1
        return found

    def of_name(self, text: str, countries: Collection[str], *, outlet: bool = False) -> list[Stretch]:
        """Of what somebody is called: places of the ledger; places of the gazetteer in these countries where the name
        is not put together as a person's is (``outlet``: it is no person's); names behind words like "of"."""
        return self._merged(text, self._found(text, countries, frozenset(), _Index(()), _OUTLET if outlet else _NAME))

    def anywhere(
        self, text: str, countries: Collection[str], common: frozenset[str], shown: Iterable[str]
    ) -> list[Stretch]:
        """Of a sentence or title: places, and all names but harmless ones; all of it where that cannot be told.

        ``countries``: ISO alpha-2 codes of those that the report tells of, none for any. ``common``: words that the
        report writes without a capital; ``shown``: names that are shown beside it.
        """
        tokens = _tokens(text)
        written = [token for token in tokens if token.text.isalpha()]
        if len(written) >= _FEW and not any(token.capital for token in written):
            return [Stretch(0, len(text), "name")]
        found = self._found(text, countries, common, _Index(shown), _TEXT)
        found += [Stretch(m.start(), m.end(), "place") for m in _TELLING.finditer(text)]
        return self._merged(text, sorted(found, key=lambda one: (one.start, -one.end)))

    def _found(
        self, text: str, countries: Collection[str], common: frozenset[str], shown: _Index, sort: int
    ) -> list[Stretch]:
        tokens, found, at = _tokens(text), [], 0
        asked = _Asked(tokens, countries, common, shown, sort)
        while at < len(tokens):
            long, kind = self._at(asked, at)
            if kind:
                found.append(Stretch(tokens[at].start, tokens[at + long - 1].end, kind))
            at += long
        return found

    def _at(self, asked: _Asked, at: int) -> tuple[int, Kind | None]:
        """How many words from here on belong together, and what they are; None for what may stand."""
        tokens, token = asked.tokens, asked.tokens[at]
        if not token.capital:
            lower = len(token.key) >= _LOWEST and token.key not in common_words()
            return (1, "place") if lower and self._fine.longest(tokens, at) == 1 else (1, None)
        if unit := self._unit(tokens, at):
            return unit, None
        if long := self._fine.longest(tokens, at):
            return long, "place"
        coarse = self._coarse.longest(tokens, at)
        if coarse and not self._countries.longest(tokens, at) and any(t.key in self._distances for t in tokens):
            return coarse, "place"
        harmless = max(coarse, self._bodies.longest(tokens, at), asked.shown.longest(tokens, at))
        place = self._known(asked, at)
        if place > harmless:
            return place, "place"
        if harmless:
            return harmless, None
        if len(token.text) == 1 or asked.plain(token):
            return 1, None
        behind = at > 0 and tokens[at - 1].key in self._before
        return 1, "name" if asked.sort == _TEXT or behind else None

    def _unit(self, tokens: Sequence[_Token], at: int) -> int:
        """How many words from here on are a province with the word for one behind it ("Odesa region")."""
        if self._gazetteer is None or any(token.key in self._distances for token in tokens):
            return 0
        for long in range(1, min(_LONGEST, len(tokens) - at)):
            if tokens[at + long].key in self._units:
                name = " ".join(token.text for token in tokens[at : at + long])
                return long if any(e.feature == "admin1" for e in self._gazetteer.find(name)) else 0
        return 0

    def _known(self, asked: _Asked, at: int) -> int:
        """How many words from here on are a place of the gazetteer finer than a province in one of the countries."""
        tokens = asked.tokens
        for long in range(min(_LONGEST, len(tokens) - at), 0, -1):
            last = tokens[at + long - 1]
            if not last.capital or (long == 1 and not asked.alone(last)) or not asked.as_place(at, long):
                continue
            held = self._held(" ".join(token.text for token in tokens[at : at + long]))
            if held and (not asked.countries or not held.isdisjoint(asked.countries)):
                return long
        return 0

    def _held(self, name: str) -> frozenset[str | None]:
        """The countries with such a place of this name."""
        found = self._known_in.get(name)
        if found is None and self._gazetteer:
            entries = (*self._gazetteer.find(name), *self._gazetteer.villages(name))
            found = frozenset(e.country for e in entries if e.feature in _FINE_FEATURES)
            if len(self._known_in) > _REMEMBERED:
                self._known_in.clear()
            self._known_in[name] = found
        return found or frozenset()

    def _merged(self, text: str, found: Sequence[Stretch]) -> list[Stretch]:
        """Stretches that only blanks, dashes or small words are between, as one."""
        merged: list[Stretch] = []
        for one in found:
            if merged and (one.start <= merged[-1].end or self._joined(text[merged[-1].end : one.start])):
                last = merged.pop()
                kind: Kind = "place" if "place" in (last.kind, one.kind) else "name"
                one = Stretch(last.start, max(last.end, one.end), kind)
            merged.append(one)
        return merged

    def _joined(self, between: str) -> bool:
        words = [word.lower() for word in _WORD.findall(between)]
        return len(words) <= 1 and set(words) <= self._joining and bool(_BETWEEN.fullmatch(_WORD.sub("", between)))


_TEXT, _NAME, _OUTLET = range(3)
"""What is looked at: a sentence or title; what somebody is called; what an outlet is called."""


class _Asked:
    """A text that is looked at, and what is known of it."""

    def __init__(
        self, tokens: Sequence[_Token], countries: Collection[str], common: frozenset[str], shown: _Index, sort: int
    ) -> None:
        self.tokens, self.countries, self.shown, self.sort = tokens, countries, shown, sort
        self._common, self._titled = common, _is_title(tokens)

    def plain(self, token: _Token) -> bool:
        """Whether English writes the word without a capital too."""
        return token.key in self._common or token.key in common_words()

    def alone(self, token: _Token) -> bool:
        """Whether a word can be a place's name by itself: not where it may have its capital for another reason."""
        return len(token.text) >= _SHORTEST and not (self.plain(token) and (token.first or self._titled))

    def as_place(self, at: int, long: int) -> bool:
        """Whether words stand where a place would; those of a person's name do not."""
        if self.sort == _TEXT:
            return True
        before = self.tokens[at - 1] if at else None
        behind = self.tokens[at + long] if at + long < len(self.tokens) else None
        if before is not None:
            return self.plain(before) or not before.capital
        return self.sort == _OUTLET or (behind is not None and (self.plain(behind) or not behind.capital))


class _Index:
    """Names by their first word, folded."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, set[Key]] = {}
        for name in names:
            key = tuple(map(fold, _WORD.findall(name)))
            if key:
                self._by_first.setdefault(key[0], set()).add(key)

    def longest(self, tokens: Sequence[_Token], at: int) -> int:
        """How many words from here on the longest such name has; 0 where there is none."""
        names = self._by_first.get(tokens[at].key, ())
        return max((len(n) for n in names if tuple(t.key for t in tokens[at : at + len(n)]) == n), default=0)


def lower_words(text: str) -> frozenset[str]:
    """The words that a text writes without a capital, addresses and tags left out."""
    return frozenset(_LOWER.findall(text))


@cache
def common_words() -> frozenset[str]:
    """The words that the files of the language write without a capital: grammar, calendar, numbers, what happens."""
    files = [path for path in sorted(folder_of().rglob("*")) if path.suffix in (".csv", ".yaml")]
    return frozenset(word for path in files for word in _LOWER.findall(path.read_text("utf-8")))


@cache
def public_names() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Names that the rulebook lists: places finer than a province; larger ones; states, their people, actors."""
    folders = (builtin_folder(),)
    rows = read_table(folders, RegionRow)
    camps = tuple(name for row in rows if row.precision in FINE for name in (row.name, *row.aliases))
    larger = tuple(name for row in rows if row.precision not in FINE for name in (row.name, *row.aliases))
    states = [name for row in read_table(folders, StateRow) for name in (row.name, *row.aliases, *row.demonyms)]
    plural = [f"{name}s" for name in states]
    actors = [name for row in read_table(folders, ActorRow) for name in (row.name, *row.aliases)]
    countries = tuple(country.name for country in Gazetteer.open().countries)
    return camps, (*larger, *countries), (*states, *plural, *actors)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    last = 0
    for match in _WORD.finditer(text):
        first = not found or bool(_ENDS.search(text, last, match.start()))
        found.append(_Token(match.start(), match.end(), match[0], fold(match[0]), first))
        last = match.end()
    return found


def _is_title(tokens: Sequence[_Token]) -> bool:
    """Whether a text writes most of its longer words with a capital, names or not."""
    long = [token for token in tokens if len(token.text) > 3 and token.text.isalpha()]
    return len(long) > 2 and sum(token.capital for token in long) >= 0.7 * len(long)

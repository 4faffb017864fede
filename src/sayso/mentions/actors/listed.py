"""Names that the rulebook lists: actors, states, demonyms, capitals; found by their text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from sayso.lang import lexicon
from sayso.model import ActorKind, Sentence, Token
from sayso.rules import Rulebook
from sayso.rules.actors import ActorRow, StateRow

Form = Literal["actor", "state", "demonym", "capital", "metonym"]
_SIDES: frozenset[ActorKind] = frozenset({"armed-group", "party", "military"})
"""Kinds of actors without a state that are a side of their own."""
_NO_PLURAL_AFTER = lexicon("actors")["demonyms.no_plural_after"]
_ARTICLES = lexicon("places")["articles.indefinite"]
_SHARED = lexicon("actors")["names.shared"]
_WORD = re.compile(r"\w+")
_PLAIN = str.maketrans("\u2018\u2019\u02bc`\u00b4\u2010\u2011\u2012\u2013\u2212\u00a0\u202f\u2009", "'''''-----   ")
_SHORTEST_LOUD = 4
"""Letters that a lone name must have to count in a sentence all in capitals."""


def plain(text: str) -> str:
    """The text with typographic apostrophes, dashes and spaces in their plain forms; offsets stay."""
    return text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a listed name."""

    row: ActorRow | StateRow
    form: Form
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens ``first`` to ``last`` (inclusive) of a sentence are a listed name; ``meanings``: the likeliest first."""

    first: int
    last: int
    meanings: tuple[Meaning, ...]

    @property
    def row(self) -> ActorRow | StateRow:
        """What it most likely means."""
        return self.meanings[0].row

    @property
    def form(self) -> Form:
        """The form of what it most likely means."""
        return self.meanings[0].form

    @property
    def actor(self) -> ActorRow | None:
        """The listed actor it may name, if any."""
        return next((m.row for m in self.meanings if isinstance(m.row, ActorRow)), None)

    @property
    def state(self) -> StateRow | None:
        """The state it may name, or stand for, or belong to."""
        return next((m.row for m in self.meanings if isinstance(m.row, StateRow)), None)

    @property
    def side(self) -> str | None:
        """The side that the name gives to what it modifies: a state's code, or a party's id."""
        row = self.row
        if isinstance(row, StateRow):
            return row.id
        return row.side or (row.id if row.kind in _SIDES else None)


class _Name(NamedTuple):
    text: str
    exact: bool
    meanings: tuple[Meaning, ...]

    def stands_at(self, text: str, start: int) -> bool:
        """Whether the name stands there, with at least one of its capitals (all when ``exact``)."""
        found = text[start : start + len(self.text)]
        if found == self.text:
            return True
        if self.exact or found.lower() != self.text.lower():
            return False
        return self.text.islower() or any(a.isupper() and b.isupper() for a, b in zip(self.text, found, strict=True))


class ListedNames:
    """All listed names, looked up by their first word."""

    def __init__(self, rulebook: Rulebook) -> None:
        names: dict[str, dict[tuple[str, Form], Meaning]] = defaultdict(dict)
        for text, meaning in _names(rulebook):
            names[plain(text)].setdefault((meaning.row.id, meaning.form), meaning)
        self._by_word: dict[str, list[_Name]] = defaultdict(list)
        for text in sorted(names, key=len, reverse=True):
            if word := _WORD.search(text):
                meanings = tuple(names[text].values())
                name = _Name(text, text.isupper() or _exact(meanings), meanings)
                self._by_word[word.group().lower()].append(name)

    def find(self, sentence: Sentence, text: str) -> Iterator[Hit]:
        """Listed names in the sentence, in text order; the longest where several start. ``text`` is plain."""
        ends = {t.end: t.index for t in sentence.tokens}
        shouting = text[sentence.start : sentence.end].isupper()
        kept: Hit | None = None
        for token in sentence.tokens:
            if kept and token.index > kept.last:
                yield kept
                kept = None
            hit = self._longest(text, token, ends)
            if hit is None or _runs_on(sentence, hit) or self._is_namesake(sentence, hit) or _is_sort(sentence, hit):
                continue
            if shouting and hit.first == hit.last and len(token.text) < _SHORTEST_LOUD:
                continue
            if kept is None or hit.last - hit.first > kept.last - kept.first:
                kept = hit
        if kept:
            yield kept

    def _is_namesake(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether a group's name is the end of another one's: "the Garo National Liberation Army"; a state or a people
        before it says whose it is."""
        before = sentence.tokens[hit.first - 1] if hit.first else None
        if before is None or hit.actor is None or sentence.tokens[hit.first].lower not in _SHARED:
            return False
        own = before.pos == "PROPN" and before.dep == "compound" and hit.first <= before.head <= hit.last
        return own and before.text[0].isupper() and before.lower not in self._by_word

    def _longest(self, text: str, token: Token, ends: dict[int, int]) -> Hit | None:
        word = _WORD.match(text, token.start)
        for name in self._by_word.get(word.group().lower(), ()) if word else ():
            last = ends.get(token.start + len(name.text))
            if last is not None and name.stands_at(text, token.start):
                return Hit(token.index, last, name.meanings)
        return None


def _exact(meanings: tuple[Meaning, ...]) -> bool:
    return all(isinstance(m.row, ActorRow) and m.row.exact for m in meanings)


def _runs_on(sentence: Sentence, hit: Hit) -> bool:
    """Whether a name that also means something else is only the beginning of a longer one."""
    if hit.last + 1 >= len(sentence.tokens) or not _exact(hit.meanings):
        return False
    after = sentence.tokens[hit.last + 1]
    return after.pos == "PROPN" and after.text[0].isupper()


def _is_sort(sentence: Sentence, hit: Hit) -> bool:
    """Whether an article and a small letter make a name a thing of its sort: "to establish an Islamic state"."""
    before = sentence.tokens[max(hit.first - 2, 0) : hit.first]
    small = hit.first < hit.last and sentence.tokens[hit.last].text[0].islower()
    return small and hit.actor is not None and any(t.lower in _ARTICLES for t in before)


def _names(rulebook: Rulebook) -> Iterator[tuple[str, Meaning]]:
    for row in rulebook.rows(ActorRow):
        for name in (row.name, *row.aliases):
            yield name, Meaning(row, "actor")
        for name in row.weak:
            yield name, Meaning(row, "actor", weak=True)
    for state in rulebook.rows(StateRow):
        for name in (state.name, *state.aliases):
            yield name, Meaning(state, "state")
        for name in state.demonyms:
            yield name, Meaning(state, "demonym")
            if name[-1] not in _NO_PLURAL_AFTER:
                yield f"{name}s", Meaning(state, "demonym")
        for name in state.metonyms:
            yield name, Meaning(state, "metonym")
        yield state.capital, Meaning(state, "capital")


@dataclass(frozen=True, slots=True)
class Context:
    """What a document tells about its names. ``countries``: how often it names each state or its side.

    ``named``: ids of the listed actors that it names beyond doubt.
    """

    countries: Counter[str]
    named: frozenset[str]
    published: date | None

    def supports(self, meaning: Meaning) -> bool:
        """Whether a short form may mean this: its actor or a country of it is named in the document."""
        row = meaning.row
        if not meaning.weak or isinstance(row, StateRow) or row.id in self.named:
            return True
        return any(self.countries[c] for c in _countries(row))

    def rank(self, meaning: Meaning) -> tuple[bool, bool, bool, int]:
        """How likely the meaning is: it existed on the day, is named in full, its country is spoken of."""
        row, day = meaning.row, self.published
        if isinstance(row, StateRow):
            return (True, False, meaning.form == "state", self.countries[row.id])
        alive = day is None or (row.active_from or day) <= day <= (row.active_to or day)
        return (alive, row.id in self.named, True, max(self.countries[c] for c in _countries(row)))


def context_of(hits: Iterable[Hit], published: date | None) -> Context:
    """Countries and actors that the document names beyond doubt."""
    countries: Counter[str] = Counter()
    named: set[str] = set()
    for hit in hits:
        if hit.state:
            countries[hit.state.id] += 1
        (sure, *others) = hit.meanings
        if not others and not sure.weak and isinstance(sure.row, ActorRow):
            named.add(sure.row.id)
            countries.update(_countries(sure.row))
    return Context(countries, frozenset(named), published)


def choose(hits: Iterable[Hit], context: Context) -> list[Hit]:
    """The hits that mean something in this document, each with its meanings in order of likelihood.

    A meaning counts when its full name stands in the document, when the document speaks of its country, and when
    the actor existed at the date of publication.
    """
    chosen = []
    for hit in hits:
        meanings = sorted(filter(context.supports, hit.meanings), key=context.rank, reverse=True)
        if meanings:
            chosen.append(Hit(hit.first, hit.last, tuple(meanings)))
    return chosen


def _countries(row: ActorRow) -> tuple[str, ...]:
    return tuple(c for c in dict.fromkeys((row.side, row.id.partition("-")[0], *row.area)) if c)

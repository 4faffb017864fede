"""Names that the rulebook lists: actors, states, demonyms, capitals; found by their text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from sayso.model import Sentence
from sayso.rules import Rulebook
from sayso.rules.actors import ActorRow, StateRow


def words_of(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


Form = Literal["actor", "state", "demonym", "capital", "metonym"]
_WORD = re.compile(r"\w+")
_PLAIN = str.maketrans("\u2018\u2019\u02bc`\u00b4\u2010\u2011\u2012\u2013\u2212\u00a0\u202f\u2009", "'''''-----   ")
_DEFINED = re.compile(r"\(\s*(?:the\s+)?\"?([A-Z][A-Za-z0-9-]{1,9})\"?\s*[),;]")
_SMALL = words_of("of the for and de du des la le in al et to on a")


def plain(text: str) -> str:
    """The text with typographic apostrophes, dashes and spaces in their plain forms; offsets stay."""
    return text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a listed name."""

    row: ActorRow | StateRow
    form: Form
    weak: bool = False

    @property
    def side(self) -> str | None:
        """The side that the name gives to what it modifies: a state's code, or a party's id."""
        if isinstance(self.row, StateRow):
            return self.row.id
        return self.row.side or (self.row.id if self.row.kind in ("armed-group", "party", "military") else None)


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens ``first`` to ``last`` (inclusive) of a sentence are a listed name; ``entries`` are what it may mean."""

    first: int
    last: int
    entries: tuple[Entry, ...]

    def entry(self, *forms: Form) -> Entry | None:
        """The first meaning of one of these forms."""
        return next((e for e in self.entries if e.form in forms), None)

    @property
    def actor(self) -> ActorRow | None:
        """The listed actor it names, if any."""
        found = self.entry("actor")
        return found.row if found and isinstance(found.row, ActorRow) else None

    @property
    def state(self) -> StateRow | None:
        """The state it names, or stands for, or belongs to."""
        found = self.entry("state", "demonym", "metonym", "capital")
        return found.row if found and isinstance(found.row, StateRow) else None

    @property
    def side(self) -> str | None:
        """See ``Entry.side``."""
        return self.entries[0].side


class _Name(NamedTuple):
    text: str
    exact: bool
    entries: tuple[Entry, ...]

    def stands_at(self, text: str, start: int) -> bool:
        """Whether the name stands there, with at least one of its capitals (all when ``exact``)."""
        found = text[start : start + len(self.text)]
        if found == self.text:
            return True
        if self.exact or found.lower() != self.text.lower():
            return False
        return self.text.islower() or any(a.isupper() and b.isupper() for a, b in zip(self.text, found, strict=True))


class Lexicon:
    """All listed names, looked up by their first word."""

    def __init__(self, rulebook: Rulebook) -> None:
        names: dict[str, dict[tuple[str, Form], Entry]] = defaultdict(dict)
        for text, entry in _entries(rulebook):
            names[text].setdefault((entry.row.id, entry.form), entry)
        self._by_word: dict[str, list[_Name]] = defaultdict(list)
        for text, entries in names.items():
            self._add(text, tuple(entries.values()))
        for found in self._by_word.values():
            found.sort(key=lambda n: -len(n.text))

    def _add(self, text: str, entries: tuple[Entry, ...]) -> None:
        word = _WORD.search(text)
        if word:
            exact = text.isupper() or all(isinstance(e.row, ActorRow) and e.row.exact for e in entries)
            self._by_word[word.group().lower()].append(_Name(text, exact, entries))

    def find(self, sentence: Sentence, text: str) -> Iterator[Hit]:
        """Listed names in the sentence, in text order; the longest where several start. ``text`` is plain."""
        ends = {t.end: t.index for t in sentence.tokens}
        shouting = text[sentence.start : sentence.end].isupper()
        kept: Hit | None = None
        for token in sentence.tokens:
            if kept and token.index > kept.last:
                yield kept
                kept = None
            word = _WORD.match(text, token.start)
            if not word or word.group().lower() not in self._by_word:
                continue
            hit = self._longest(word.group().lower(), text, token.start, ends, token.index)
            if hit is None or _runs_on(sentence, hit) or (shouting and hit.first == hit.last and len(token.text) < 4):
                continue
            if kept is None or hit.last - hit.first > kept.last - kept.first:
                kept = hit
        if kept:
            yield kept

    def _longest(self, word: str, text: str, start: int, ends: dict[int, int], at: int) -> Hit | None:
        for name in self._by_word.get(word, ()):
            end = start + len(name.text)
            if end in ends and name.stands_at(text, start):
                return Hit(at, ends[end], name.entries)
        return None


def _runs_on(sentence: Sentence, hit: Hit) -> bool:
    """Whether a name that also means something else is only the beginning of a longer one."""
    rows = [e.row for e in hit.entries]
    if hit.last + 1 >= len(sentence.tokens) or not all(isinstance(r, ActorRow) and r.exact for r in rows):
        return False
    after = sentence.tokens[hit.last + 1]
    return after.pos == "PROPN" and after.text[0].isupper()


def _entries(rulebook: Rulebook) -> Iterator[tuple[str, Entry]]:
    for row in rulebook.rows(ActorRow):
        for alias in (row.name, *row.aliases):
            yield plain(alias), Entry(row, "actor")
        for alias in row.weak:
            yield plain(alias), Entry(row, "actor", weak=True)
    for state in rulebook.rows(StateRow):
        for name in (state.name, *state.aliases):
            yield plain(name), Entry(state, "state")
        for name in state.demonyms:
            yield plain(name), Entry(state, "demonym")
            if name[-1] not in "shez.K":
                yield plain(name) + "s", Entry(state, "demonym")
        for name in state.metonyms:
            yield plain(name), Entry(state, "metonym")
        yield plain(state.capital), Entry(state, "capital")


@dataclass(frozen=True, slots=True)
class Context:
    """What a document tells about its names. ``countries``: how often it names each state or its side.

    ``named``: ids of the listed actors that it names beyond doubt.
    """

    countries: Counter[str]
    named: frozenset[str]
    published: date | None


def context_of(hits: Iterable[Hit], published: date | None) -> Context:
    """Countries and actors that the document names beyond doubt."""
    countries: Counter[str] = Counter()
    named: set[str] = set()
    for hit in hits:
        if hit.state:
            countries[hit.state.id] += 1
        sure = hit.entries[0]
        if len(hit.entries) == 1 and not sure.weak and isinstance(sure.row, ActorRow):
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
        entries = [e for e in hit.entries if not e.weak or _supported(e.row, context)]
        if len(entries) > 1:
            entries.sort(key=lambda e: _rank(e, context), reverse=True)
        if entries:
            chosen.append(Hit(hit.first, hit.last, tuple(entries)))
    return chosen


def _countries(row: ActorRow) -> tuple[str, ...]:
    return tuple(c for c in dict.fromkeys((row.side, row.id.partition("-")[0], *row.area)) if c)


def _supported(row: ActorRow | StateRow, context: Context) -> bool:
    return isinstance(row, StateRow) or row.id in context.named or any(context.countries[c] for c in _countries(row))


def _rank(entry: Entry, context: Context) -> tuple[bool, bool, bool, int]:
    row, published = entry.row, context.published
    if isinstance(row, StateRow):
        return (True, False, entry.form == "state", context.countries[row.id])
    alive = not published or (
        (not row.active_from or row.active_from <= published) and (not row.active_to or row.active_to >= published)
    )
    return (alive, row.id in context.named, True, max(context.countries[c] for c in _countries(row)))


def defined_abbreviations(text: str) -> dict[str, tuple[int, int]]:
    """Abbreviations that the document explains: "Front for Justice (FFJ)" gives FFJ and the span of the name."""
    found: dict[str, tuple[int, int]] = {}
    for match in _DEFINED.finditer(text):
        short = match.group(1)
        if sum(c.isupper() for c in short) < 2 or short in found:
            continue
        start = _expansion(text, match.start(), short)
        if start is not None:
            found[short] = (start, len(text[: match.start()].rstrip(' "')))
    return found


def _expansion(text: str, end: int, short: str) -> int | None:
    """Where the name begins that ends at ``end`` and whose initials spell the abbreviation, or None."""
    letters = [c.lower() for c in short if c.isalpha()]
    words = list(_WORD.finditer(text, max(0, end - 120), end))
    for word in reversed(words):
        if not letters:
            break
        initial = word.group()[0]
        if initial.lower() == letters[-1] and (initial.isupper() or word.group().lower() in _SMALL):
            letters.pop()
            start = word.start()
        elif word.group().lower() not in _SMALL:
            return None
    return start if not letters and text[start].isupper() else None

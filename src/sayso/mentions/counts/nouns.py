"""Find the noun that a number counts, and its unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.grammar.words import FINITE, PLURAL, PROPER
from sayso.lang import lexicon
from sayso.mentions.counts.line import Line
from sayso.model import PERSONS, Token, Unit
from sayso.rules.units import UnitRow
from sayso.rules.word_index import WordIndex

WORDS = lexicon("counts")

DETERMINERS = WORDS["determiners"]
OF = WORDS["of"]
_JOINS = WORDS["joins"]
_HARMING, _DYING = WORDS["nouns.harming"], WORDS["nouns.dying"]
_TRADES, _NO_TRADES = tuple(WORDS.row("nouns.trades")), WORDS["nouns.no_trades"]
_SINGULARS = WORDS.table("singulars")
_LONGEST_NAME = 8
_NOUNS = PLURAL | PROPER | {"NN"}
_MODIFIERS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "RB", "CD", "POS", "HYPH", "AFX", "``", "''", "FW", "NFP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DASHES = "-–—/"
_MAX_NOUN_PHRASE = 12


@dataclass(frozen=True, slots=True)
class Noun:
    """The counted noun: its token, the row that lists it (None: unlisted), and its unit.

    ``last``: the last token of the counted stretch ("women and children": both nouns). ``first``: the first token
    of the noun phrase after the number. ``unit`` is None when the row says that this is no figure.
    """

    first: int
    token: Token
    last: int
    row: UnitRow | None
    unit: Unit | None

    @property
    def person(self) -> bool:
        """Whether persons are counted."""
        return self.row is not None and self.unit in PERSONS

    @property
    def plural(self) -> bool:
        """Whether the noun is a plural."""
        return self.token.tag in PLURAL


class NounFinder:
    """Finds counted nouns by the rows of ``units.csv``; ``days``: words for days, which begin another phrase."""

    def __init__(self, rows: Sequence[UnitRow], days: frozenset[str]) -> None:
        self._nouns = WordIndex((w, r) for r in rows for w in r.words)
        self._modifiers = {w: r for r in rows for w in r.modifiers}
        self._people = next((r for r in rows if r.unit == "people"), None)
        self._days = days

    def find(self, line: Line, at: int) -> Noun | None:
        """The noun of the phrase that starts at token ``at``, or None when no noun phrase starts there."""
        last = self._head(line, at)
        if last is None:
            return None
        row = self._row(line, last, at)
        if row is None:
            last, row = self._inner(line, at, last)
        token = line.tokens[last]
        if row is None:
            aged = token.tag in ("NN", "NNS") and any(age_end(line, p) for p in range(at, min(at + 2, last)))
            people = aged or (token.entity == "NORP" and token.tag != "JJ") or _suffers(line, token)
            row = self._people if people else None
        if row is None:
            return Noun(at, token, last, None, "other")
        if row.through:
            row = self._through(line, last, row)
        if row.unit == "people":
            row = next((self._modifiers[w] for w in line.words[at:last] if w in self._modifiers), row)
        return self._coordinated(line, Noun(at, token, last, row, row.unit))

    def _head(self, line: Line, at: int) -> int | None:
        """Index of the last noun of the noun phrase that starts at ``at``."""
        noun, place = None, at
        while place < min(len(line), at + _MAX_NOUN_PHRASE):
            token = line.tokens[place]
            if (skip := age_end(line, place)) is not None:
                if noun is not None:
                    break
                place = skip
                continue
            if noun is not None and (aside := _aside(line, place)):
                place += aside
                continue
            # a listed plural may have been taken for a verb: "12 guards the"
            verb = noun is None and token.pos == "VERB" and token.tag == "VBZ" and token.lemma in self._nouns.last
            if token.tag in _NOUNS or verb:
                if self._starts_anew(line, place, noun):
                    break
                noun = place
            elif not (self._opens(line, place) if noun is None else _continues(line, place, noun)):
                break
            place += 1
        return noun

    def _opens(self, line: Line, place: int) -> bool:
        """Whether the token can stand between number and noun, or opens a noun of two words ("per cent")."""
        found = self._nouns.ending([line.word(place), line.word(place + 1)], 2)
        return _modifies(line, place) or (found is not None and found[0] == 0)

    def _starts_anew(self, line: Line, place: int, noun: int | None) -> bool:
        """Whether the noun at ``place`` belongs to the next phrase ("12 people Monday", "12 dead Saturday")."""
        token = line.tokens[place]
        if line.words[place] in self._days:
            return True
        if token.entity in ("DATE", "TIME") and token.lemma not in self._nouns.last:
            return True
        return noun is not None and noun == place - 1 and line.tag(noun) == "NNS" and token.tag in PROPER

    def _row(self, line: Line, last: int, at: int) -> UnitRow | None:
        """The row of the longest listed noun that ends at ``last``."""
        word, before = line.words[last], line.words[at:last]
        forms = dict.fromkeys((word, line.tokens[last].lemma, _singular(word)))
        found = [self._nouns.ending([*before, form], last - at + 1) for form in forms if form in self._nouns.last]
        return min((hit for hit in found if hit), key=lambda hit: hit[0], default=(0, None))[1]

    def _inner(self, line: Line, at: int, last: int) -> tuple[int, UnitRow | None]:
        """A listed plural before an unlisted last noun ("12 soldiers KIA"), else the last noun without a row."""
        for place in range(last - 1, at - 1, -1):
            tag = line.tag(place)
            row = self._row(line, place, at) if tag in PLURAL else None
            if row or tag == "NNPS":
                return place, row
        return last, None

    def _through(self, line: Line, last: int, row: UnitRow) -> UnitRow:
        """The row of the noun after "of" where it settles the unit, else the noun's own row: members of a town are no
        towns."""
        if line.word(last + 1) not in OF:
            return row
        place = line.skip(last + 2, DETERMINERS)
        inner = self._head(line, place)
        found = self._row(line, inner, place) if inner is not None else None
        same = found is not None and (row.unit not in PERSONS or found.unit in PERSONS)
        return found if found and same and found.unit not in (None, "other", "people", row.unit) else row

    def _coordinated(self, line: Line, noun: Noun) -> Noun:
        """Take in "and children" of "12 women and children", "12 women, children and guards": the number counts all."""
        if not (noun.plural and noun.person):
            return noun
        units, last, joined = {noun.unit}, noun.last, False
        while not joined and (line.word(last + 1) in _JOINS or line.word(last + 1) == ","):
            joined = line.word(last + 1) in _JOINS
            last += 2
            row = self._row(line, last, last) if line.tag(last) == "NNS" else None
            if row is None or row.unit not in PERSONS or not _is_listed(line, noun, last):
                return noun
            units.add(row.unit)
        unit = noun.unit if len(units) == 1 else "people"
        speaks = noun.token.dep not in _SUBJECTS and line.tag(last + 1) in FINITE  # "killed 12 men, guards said"
        return replace(noun, last=last, unit=unit) if joined and not speaks else noun


def _is_listed(line: Line, noun: Noun, place: int) -> bool:
    """Whether a noun hangs on the counted one, or beside it."""
    token = line.tokens[place]
    return token.dep == "conj" or (token.head, token.dep) == (noun.token.head, noun.token.dep)


def _suffers(line: Line, noun: Token) -> bool:
    """Whether those whom no row lists are told to suffer what is told of people: "13 diggers were killed"."""
    verb = line.tokens[noun.head]
    behind = line.token(noun.index + 1)
    trade = noun.tag == "NN" and noun.lemma.endswith(_TRADES) and noun.lemma not in _NO_TRADES
    if noun.tag != "NNS" and not trade:
        return False
    if behind is not None and behind.head == noun.index and behind.tag == "VBN":
        return behind.lemma in _HARMING  # "seven dockers killed in the blast"
    harmed = noun.dep == "dobj" or noun.dep == "nsubjpass"
    return verb.lemma in (_HARMING if harmed else _DYING if noun.dep == "nsubj" else ())


def _singular(word: str) -> str:
    """The singular of a plural that the tagger took for a name and left as it was ("12 Soldiers Killed")."""
    ending = next((plural for plural in _SINGULARS if word.endswith(plural)), "")
    return word.removesuffix(ending) + str(_SINGULARS.get(ending, ""))


def _modifies(line: Line, place: int) -> bool:
    """Whether the token can stand between number and noun."""
    token = line.tokens[place]
    if token.tag in _MODIFIERS:
        return token.dep != "prep"  # "220 more injured following four strikes"
    if not 0 < place < len(line) - 1:
        return False
    if token.text == "," and line.word(place - 1) in WORDS["finder.fallen"]:
        return False  # "left 26 dead, state media said"
    if token.tag == "CC" or token.text == ",":
        return all(line.tag(beside) in ("JJ", "VBN", "NN") for beside in (place - 1, place + 1))
    return token.tag in ("SYM", ":") and token.text in _DASHES and not line.tokens[place - 1].space


def _aside(line: Line, place: int) -> int:
    """How many tokens stand between a name and the noun behind it: "three Border Force (BF) personnel", "six Front of
    the Coast (FC) militants"."""
    opening = place
    if line.word(place) in OF:
        while opening - place < _LONGEST_NAME and line.word(opening) != "(":
            opening += 1
    closing = next((at for at in range(opening + 2, opening + 4) if line.word(at) == ")"), opening)
    inner = line.tokens[opening + 1 : closing] if line.word(opening) == "(" else ()
    named = bool(inner) and all(t.text[0].isupper() for t in inner)
    return closing + 1 - place if named and line.tag(closing + 1) in _NOUNS else 0


def _continues(line: Line, place: int, noun: int) -> bool:
    """Whether the phrase goes on after a token that is no noun ("rocket-propelled grenades", "air and sea drones")."""
    tag, after, next_to_noun = line.tag(place), line.tag(place + 1), noun == place - 1
    if tag in ("HYPH", "POS"):
        return bool(after) and line.glued(place - 1)  # not "40 people - soldiers and police"
    if tag in ("JJ", "CD", "VBN") and line.tag(place - 1) == "HYPH":
        return True
    if tag == "CC":
        return next_to_noun and (line.tag(noun), after, line.tag(place + 2)) == ("NN", "NN", "NNS")
    return tag == "JJ" and next_to_noun and line.tag(noun) == "NNP" and after in ("NN", "NNS", "JJ")


def age_end(line: Line, place: int) -> int | None:
    """The token after an age that modifies ("35-year-old", "4 year old"), or None when there is none here."""
    word = line.word(place)
    if not (word[:1].isdigit() or word.isalpha()):
        return None
    unit = place + 1 + (line.word(place + 1) == "-")
    if line.word(unit) in WORDS["ages.short"]:
        return unit + 1 + (line.word(unit + 1) == ".")  # "62 y.o. man"
    old = unit + 1 + (line.word(unit + 1) == "-")
    return old + 1 if line.word(unit) in WORDS["ages.units"] and line.word(old) in WORDS["ages.old"] else None

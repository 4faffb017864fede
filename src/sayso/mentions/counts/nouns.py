"""Find the noun that a number counts, and its unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.lang import lexicon
from sayso.model import Sentence, Token, Unit
from sayso.rules.units import UnitRow
from sayso.rules.word_index import WordIndex

WORDS = lexicon("counts")
_CONTINUES_WORDS = WORDS["nouns.continues"]
_COORDINATED_WORDS = WORDS["nouns.coordinated"]
_MODIFIES_WORDS = WORDS["nouns.modifies"]

PERSONS: frozenset[Unit | None] = frozenset({"people", "civilians", "children", "women", "soldiers"})
DETERMINERS = WORDS["nouns.determiners"]
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_MODIFIERS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "RB", "CD", "POS", "HYPH", "AFX", "``", "''", "FW", "NFP"})
_OLD = WORDS["nouns.old"]
_AGES = WORDS["nouns.ages"]
_DAYS = WORDS["nouns.days"]
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


class NounFinder:
    """Finds counted nouns by the rows of ``units.csv``."""

    def __init__(self, rows: Sequence[UnitRow]) -> None:
        self._nouns = WordIndex((w, r) for r in rows for w in r.words)
        self._modifiers = {w: r for r in rows for w in r.modifiers}
        self._people = next((r for r in rows if "people" in r.words), None)

    def find(self, sentence: Sentence, words: list[str], at: int) -> Noun | None:
        """The noun of the phrase that starts at token ``at``, or None when no noun phrase starts there."""
        last = self._head(sentence, words, at)
        if last is None:
            return None
        token = sentence.tokens[last]
        row = self._row(sentence, words, last, at)
        if row is None:
            last, row = self._inner(sentence, words, at, last)
            token = sentence.tokens[last]
        aged = (
            row is None and token.tag in ("NN", "NNS") and any(age_end(words, p) for p in range(at, min(at + 2, last)))
        )
        if aged or (row is None and token.entity == "NORP" and token.tag != "JJ"):
            row = self._people
        if row is None:
            return Noun(at, token, last, None, "other")
        if row.through:
            row = self._through(sentence, words, last, row)
        if row.unit == "people":
            row = next((self._modifiers[w] for w in words[at:last] if w in self._modifiers), row)
        return self._coordinated(sentence, words, Noun(at, token, last, row, row.unit))

    def _head(self, sentence: Sentence, words: list[str], at: int) -> int | None:
        """Index of the last noun of the noun phrase that starts at ``at``."""
        tokens, noun, place = sentence.tokens, None, at
        while place < len(tokens) and place - at < _MAX_NOUN_PHRASE:
            token = tokens[place]
            if (skip := age_end(words, place)) is not None:
                if noun is not None:
                    break
                place = skip
                continue
            is_noun = token.tag in _NOUNS or (noun is None and self._plural(token, words[place]))
            if is_noun:
                if self._starts_anew(tokens, words, place, noun):
                    break
                noun = place
            elif noun is not None:
                if not _continues(tokens, place, noun):
                    break
            elif not self._modifies(tokens, place):
                break
            place += 1
        return noun

    def _plural(self, token: Token, word: str) -> bool:
        """Whether this is a listed plural that the tagger took for a verb ("12 guards the")."""
        return token.pos == "VERB" and word.endswith("s") and token.lemma in self._nouns.last

    def _starts_anew(self, tokens: Sequence[Token], words: list[str], place: int, noun: int | None) -> bool:
        """Whether the noun at ``place`` belongs to the next phrase ("12 people Monday", "12 dead Saturday")."""
        token = tokens[place]
        if words[place] in _DAYS:
            return True
        if token.entity in ("DATE", "TIME") and token.lemma not in self._nouns.last:
            return True
        if noun is None:
            return False
        previous = tokens[place - 1]
        return place - 1 == noun and previous.tag == "NNS" and token.tag in ("NNP", "NNPS")

    def _modifies(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether the token can stand between number and noun."""
        token = tokens[place]
        if token.tag in _MODIFIERS:
            return True
        if place == 0 or place + 1 >= len(tokens):
            return False
        around = tokens[place - 1].tag, tokens[place + 1].tag
        if token.tag == "CC" or token.text == ",":
            return around[0] in _MODIFIES_WORDS and around[1] in _MODIFIES_WORDS
        return token.tag in ("SYM", ":") and token.text in "-–—/" and not tokens[place - 1].space

    def _row(self, sentence: Sentence, words: list[str], last: int, at: int) -> UnitRow | None:
        """The row of the longest listed noun that ends at ``last``."""
        lemma = sentence.tokens[last].lemma
        best: tuple[int, UnitRow] | None = None
        for form in dict.fromkeys((words[last], lemma, _singular(words[last]))):
            if form not in self._nouns.last:
                continue
            found = self._nouns.ending([*words[at:last], form], last - at + 1)
            if found and (best is None or found[0] < best[0]):
                best = found
        return best[1] if best else None

    def _inner(self, sentence: Sentence, words: list[str], at: int, last: int) -> tuple[int, UnitRow | None]:
        """A listed plural before an unlisted last noun ("12 soldiers KIA"), else the last noun without a row."""
        for place in range(last - 1, at - 1, -1):
            token = sentence.tokens[place]
            row = self._row(sentence, words, place, at) if token.tag in ("NNS", "NNPS") else None
            if row or token.tag == "NNPS":
                return place, row
        return last, None

    def _through(self, sentence: Sentence, words: list[str], last: int, row: UnitRow) -> UnitRow:
        """The row of the noun after "of" where it settles the unit, else the noun's own row."""
        place = last + 1
        if place >= len(words) or words[place] != "of":
            return row
        place += 1
        while place < len(words) and words[place] in DETERMINERS:
            place += 1
        inner = self._head(sentence, words, place)
        found = self._row(sentence, words, inner, place) if inner is not None else None
        settles = found is not None and found.unit not in (None, "other", "people") and found.unit != row.unit
        return found if found is not None and settles else row

    def _coordinated(self, sentence: Sentence, words: list[str], noun: Noun) -> Noun:
        """Take in "and children" of "12 women and children": the number counts both."""
        place = noun.last + 1
        if place + 1 >= len(words) or words[place] not in _COORDINATED_WORDS or noun.token.tag not in ("NNS", "NNPS"):
            return noun
        last = place + 1
        if sentence.tokens[last].tag != "NNS":
            return noun
        row = self._row(sentence, words, last, last)
        if row is None or not (noun.person and row.unit in PERSONS):
            return noun
        unit: Unit | None = noun.unit if row.unit == noun.unit else "people"
        return Noun(noun.first, noun.token, last, noun.row, unit)


def _singular(word: str) -> str:
    """The singular of a plural that the tagger took for a name and left as it was ("12 Soldiers Killed")."""
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return "child" if word == "children" else word.removesuffix("s")


def _continues(tokens: Sequence[Token], place: int, noun: int) -> bool:
    """Whether the phrase goes on after a token that is no noun ("rocket-propelled grenades", "air and sea drones")."""
    token, after = tokens[place], tokens[place + 1].tag if place + 1 < len(tokens) else ""
    if token.tag in ("HYPH", "POS"):
        return bool(after)
    if token.tag in ("JJ", "CD", "VBN") and tokens[place - 1].tag == "HYPH":
        return True
    if token.tag == "CC" and tokens[noun].tag == "NN" and after == "NN" and noun == place - 1:
        return place + 2 < len(tokens) and tokens[place + 2].tag == "NNS"
    return token.tag == "JJ" and tokens[noun].tag == "NNP" and noun == place - 1 and after in _CONTINUES_WORDS


def age_end(words: list[str], place: int) -> int | None:
    """The token after an age that modifies ("35-year-old", "4 year old"), or None when there is none here."""
    parts = [place + n for n in range(1, 5) if place + n < len(words)]
    span = [words[p] for p in parts]
    if not (words[place][0].isdigit() or words[place].isalpha()):
        return None
    if len(span) >= 4 and span[0] == "-" and span[1] in _AGES and span[2] == "-" and span[3] in _OLD:
        return place + 5
    if len(span) >= 3 and span[0] == "-" and span[1] in _AGES and span[2] in _OLD:
        return place + 4
    if len(span) >= 3 and span[0] in _AGES and span[1] == "-" and span[2] in _OLD:
        return place + 4
    if len(span) >= 2 and span[0] in _AGES and span[1] in _OLD:
        return place + 3
    return None

"""Weapons: noun phrases that name a weapon or means of attack, by the rows of ``weapons.csv``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sayso.lang import lexicon
from sayso.model import Reading, Sentence, Token, WeaponMention
from sayso.rules.word_index import WordIndex
from sayso.rules.words import WeaponRow
from sayso.stage import Resources

WORDS = lexicon("weapons")

_MODIFIERS = frozenset({"JJ", "VBN", "HYPH", "AFX"})
_PLURALS = WORDS.table("plurals")
_MAX_MODIFIERS = 4


@dataclass(frozen=True, slots=True)
class _Alias:
    """A listed word form: its row, and how it must be written: ``capital`` first letter, or all ``upper``."""

    row: WeaponRow
    capital: bool
    upper: bool


@dataclass(frozen=True, slots=True)
class _Match:
    """A listed phrase in a sentence: tokens ``first`` to ``last`` (inclusive); ``named``: written as a name."""

    first: int
    last: int
    row: WeaponRow
    named: bool


class Weapons:
    """Fills ``weapons``."""

    needs: ClassVar[tuple[str, ...]] = ("sentences",)
    fills: ClassVar[str] = "weapons"

    def __init__(self, resources: Resources) -> None:
        rows = resources.rulebook.rows(WeaponRow)
        self._index = WordIndex((form, alias) for row in rows for form, alias in _forms(row))

    def __call__(self, reading: Reading) -> tuple[WeaponMention, ...]:
        """All weapons of the document, in text order."""
        text = reading.document.text
        found: list[WeaponMention] = []
        for sentence in reading.sentences:
            words = [t.text.lower().replace("’", "'") for t in sentence.tokens]
            found += [_mention(text, sentence, words, m) for m in _merged(self._matches(sentence, words))]
        return tuple(found)

    def _matches(self, sentence: Sentence, words: list[str]) -> Iterator[_Match]:
        """The longest listed phrases, from left to right, none overlapping."""
        place = 0
        while place < len(words):
            found = self._match(sentence, words, place) if words[place] in self._index.first else None
            if found:
                yield found
            place = found.last + 1 if found else place + 1

    def _match(self, sentence: Sentence, words: list[str], place: int) -> _Match | None:
        for phrase, alias in self._index.first[words[place]]:
            end = place + len(phrase)
            if len(phrase) > 1 and tuple(words[place:end]) != phrase:
                continue
            tokens = sentence.tokens[place:end]
            if _written(tokens, alias) and _is_noun(sentence, tokens) and not _excepted(words, place, end, alias.row):
                return _Match(place, end - 1, alias.row, alias.capital)
        return None


def _forms(row: WeaponRow) -> Iterator[tuple[str, _Alias]]:
    """Each word of the row in singular and plural, in lower case."""
    for word in row.words:
        letters = [c for c in word if c.isalpha()]
        upper = len(letters) > 1 and all(c.isupper() for c in letters)
        alias = _Alias(row, any(c.isupper() for c in word), upper)
        for form in dict.fromkeys((word.lower(), _plural(word.lower()))):
            yield form, alias


def _plural(word: str) -> str:
    singular = next(ending for ending in _PLURALS if word.endswith(ending))
    return word.removesuffix(singular) + str(_PLURALS[singular])


def _written(tokens: tuple[Token, ...], alias: _Alias) -> bool:
    """Whether the words are written as a name has to be ("the Grad", not "a grad student")."""
    first = tokens[0].text
    if alias.upper:
        return first.isupper() or (first[:-1].isupper() and first.endswith("s"))
    return not alias.capital or any(t.text[0].isupper() for t in tokens)


def _is_noun(sentence: Sentence, tokens: tuple[Token, ...]) -> bool:
    """Whether the phrase is used as a noun: "they shell the town" and "Ivan Antonov" are not weapons."""
    head = tokens[-1]
    if len(tokens) > 1:
        return True
    if head.text.islower() and (head.pos in ("VERB", "PRON", "ADV") and head.dep not in ("amod", "compound")):
        return False
    before = sentence.tokens[head.index - 1] if head.index else None
    return not (head.entity == "PERSON" and before is not None and before.entity == "PERSON")


def _excepted(words: list[str], first: int, end: int, row: WeaponRow) -> bool:
    beside = (words[first - 1] if first else "", words[end] if end < len(words) else "")
    return bool(row.unless) and any(word in row.unless for word in beside)


def _merged(matches: Iterator[_Match]) -> list[_Match]:
    """Neighbouring names as one ("Iskander-M" + "ballistic missiles"): the name decides, else the last noun."""
    merged: list[_Match] = []
    for match in matches:
        if merged and match.first == merged[-1].last + 1:
            held = merged.pop()
            row = held.row if held.named or match.row.means == "other" else match.row
            match = _Match(held.first, match.last, row, held.named)
        merged.append(match)
    return merged


def _mention(text: str, sentence: Sentence, words: list[str], match: _Match) -> WeaponMention:
    first = match.first
    while first > 0 and match.first - first < _MAX_MODIFIERS and _modifies(sentence.tokens, words, first - 1):
        first -= 1
    while first < match.first and sentence.tokens[first].tag == "HYPH":
        first += 1
    start, head = sentence.tokens[first].start, sentence.tokens[match.last]
    return WeaponMention(
        start=start, end=head.end, text=text[start : head.end], rule=match.row.rule, means=match.row.means,
        head=head.start,
    )  # fmt: skip


def _modifies(tokens: tuple[Token, ...], words: list[str], place: int) -> bool:
    """Whether the token belongs to the name of the weapon ("long-range", "homemade")."""
    token = tokens[place]
    if token.entity or words[place] in WORDS["not_modifiers"]:
        return False
    glued = not token.space and tokens[place + 1].tag == "HYPH"
    if token.tag == "VBN" and token.dep not in ("amod", "compound"):
        return False
    return token.tag in _MODIFIERS or (glued and token.tag in ("NN", "RB"))

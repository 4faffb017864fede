"""Which words are alike to the parser: the names of states, their adjectives, their people, their capitals.

A parser that was trained on the news of some years reads "Israeli shelling" otherwise than "Azerbaijani shelling". So
every state's name of one word is shown to it as that of one and the same state, word for word: the tree does not
hang on who the sides are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.lang import lexicon
from sayso.rules.actors import StateRow
from sayso.syntax.pairs import shown_pairs

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Alike"]

_ROW = lexicon("syntax").row
_NAME, _CAPITAL, _PEOPLE, _PLURAL = _ROW("syntax.alike")
_ENDINGS = _ROW("syntax.alike.endings")
_IN_FULL, *_SHORT = _ROW("syntax.alike.short")


class Alike:
    """Shows texts to a parser with one state's name for every state's, and "incl." in full; without states as they
    are."""

    def __init__(self, states: Iterable[StateRow]) -> None:
        rows = list(states)
        self._stands = {form: other for row in rows for form, other in _forms(row) if form.isalpha()}
        self._stands |= dict.fromkeys(_SHORT if rows else (), _IN_FULL)
        longer = (form.split() for row in rows for form in (row.name, *row.aliases, *row.demonyms, row.capital))
        self._parts = {pair for words in longer for pair in pairwise(words)}

    def shown(self, doc: Doc) -> Doc:
        """The text as it is shown; itself where it names no state and has none of the pairs."""
        from spacy.tokens import Doc as Made

        told = [token.text for token in doc]
        words = shown_pairs(told)
        if words == told and not self._stands.keys() & set(words):
            return doc
        longer = {at + n for at, pair in enumerate(pairwise(words)) if self._one_name(*pair) for n in (0, 1)}
        shown = [word if at in longer else self._stands.get(word, word) for at, word in enumerate(words)]
        return Made(doc.vocab, words=shown, spaces=[bool(token.whitespace_) for token in doc])

    def _one_name(self, word: str, behind: str) -> bool:
        """ "South Sudan", "IRC Yemen": whether two words are of one name."""
        letters = word.isupper() and len(word) > 1 and word not in self._stands
        return (word, behind) in self._parts or (letters and self._stands.get(behind) == _NAME)


def _forms(row: StateRow) -> Iterator[tuple[str, str]]:
    yield row.capital, _CAPITAL
    for name in (row.name, *row.aliases):
        yield name, _NAME
    for demonym in row.demonyms:
        if demonym.endswith(tuple(_ENDINGS)):
            yield demonym, _PEOPLE
            yield f"{demonym}s", _PLURAL

"""Attributes: the rules of a parser's attribute ruler, asked once for each kind of word instead of for each word.

Nearly all its rules look at one word: its tag, its relation, its form. Which of them a word meets is therefore kept by
these; the few that look at two words are tried where the first is met. What a rule sets, a later one may set anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from spacy.attrs import DEP, IS_SPACE, LOWER, TAG
from spacy.tokens._retokenize import set_token_attrs

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.strings import StringStore
    from spacy.tokens import Doc

__all__ = ["Attributes"]

Values = tuple[int, ...]
Test = Callable[[int], bool]

_SEEN = {"TAG": TAG, "DEP": DEP, "LOWER": LOWER, "IS_SPACE": IS_SPACE}
"""What a rule may look at."""
_PLACE = {name: number for number, name in enumerate(_SEEN)}
_WORD = _PLACE["LOWER"]
_KINDS = frozenset({"IN", "NOT_IN", "REGEX"})
_LONGEST = 2
_KEPT = 1 << 16


class Attributes:
    """Sets attributes of parsed words as a spaCy attribute ruler does whose rules look at no more than two words."""

    def __init__(self, ruler: AttributeRuler) -> None:
        strings, rules = ruler.vocab.strings, cast("Sequence[Mapping[str, Any]]", ruler.patterns)
        self._attrs, self._at = ruler.attrs, ruler.indices
        self._rules = [
            (number, *_form_apart(_tests(pattern[0], strings)), [_tests(word, strings) for word in pattern[1:]])
            for number, rule in enumerate(rules) for pattern in rule["patterns"]
        ]  # fmt: skip
        self._may = lru_cache(maxsize=_KEPT)(self._might)
        self._met = lru_cache(maxsize=_KEPT)(self._meets)
        self._set = lru_cache(maxsize=_KEPT)(self._joined)

    @classmethod
    def suits(cls, component: Any) -> bool:
        """Whether it is a ruler that this can stand in for."""
        from spacy.pipeline import AttributeRuler

        return type(component) is AttributeRuler and all(map(_is_plain, component.patterns))

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the attributes of the words of texts."""
        for doc in docs:
            rows = [tuple(row) for row in doc.to_array(list(_SEEN.values())).tolist()]
            found = [self._met(row) for row in rows]
            further: dict[int, list[int]] = {}
            for at, (_, pairs) in enumerate(found[:-1]):
                for number, behind in pairs:
                    if _holds(behind, rows[at + 1]):
                        further.setdefault(at + self._at[number] % _LONGEST, []).append(number)
            for at, (numbers, _) in enumerate(found):
                every = tuple(sorted((*numbers, *further[at]))) if at in further else numbers
                if every:
                    set_token_attrs(doc[at], self._set(every))

    def _meets(self, row: Values) -> tuple[Values, Sequence[tuple[int, Mapping[int, Test]]]]:
        """The rules of one word that a word meets, and those of two whose first word it may be."""
        word = row[_WORD]
        may = self._may((*row[:_WORD], *row[_WORD + 1 :]))
        met = [(number, rest) for number, test, rest in may if test is None or test(word)]
        alone = tuple(number for number, rest in met if not rest)
        return alone, [(number, rest[0]) for number, rest in met if rest]

    def _might(self, row: Values) -> list[tuple[int, Test | None, Sequence[Mapping[int, Test]]]]:
        """The rules that a word of this kind may meet, with what they ask of its form; ``row`` is without the form."""
        whole = (*row[:_WORD], 0, *row[_WORD:])
        return [(number, form, rest) for number, form, tests, rest in self._rules if _holds(tests, whole)]

    def _joined(self, numbers: Values) -> dict[int, Any]:
        return dict(chain.from_iterable(self._attrs[number].items() for number in numbers))


def _is_plain(rule: Mapping[str, Any]) -> bool:
    words = [word for pattern in rule["patterns"] for word in pattern]
    known = all(name in _SEEN and _is_known(wanted) for word in words for name, wanted in word.items())
    longest = max(len(pattern) for pattern in rule["patterns"])
    return known and longest <= _LONGEST and 0 <= rule["index"] < _LONGEST and "_" not in rule["attrs"]


def _is_known(wanted: Any) -> bool:
    return isinstance(wanted, str | bool) or (isinstance(wanted, dict) and wanted.keys() <= _KINDS)


def _holds(tests: Mapping[int, Test], row: Values) -> bool:
    return all(test(row[place]) for place, test in tests.items())


def _form_apart(tests: Mapping[int, Test]) -> tuple[Test | None, Mapping[int, Test]]:
    """What is asked of a word's form, if anything is, and of the rest."""
    return tests.get(_WORD), {place: test for place, test in tests.items() if place != _WORD}


def _tests(word: Mapping[str, Any], strings: StringStore) -> dict[int, Test]:
    """What a rule asks of a word, by the place of what it looks at in a row."""
    return {_PLACE[name]: _test(wanted, strings) for name, wanted in word.items()}


def _test(wanted: Any, strings: StringStore) -> Test:
    if isinstance(wanted, str):
        return strings.add(wanted).__eq__
    if isinstance(wanted, bool):
        return int(wanted).__eq__
    every = [_test_of(kind, value, strings) for kind, value in wanted.items()]
    return lambda seen: all(test(seen) for test in every)


def _test_of(kind: str, value: Any, strings: StringStore) -> Test:
    if kind == "REGEX":
        search = re.compile(value).search
        return lambda seen: search(strings[seen]) is not None
    numbers = frozenset(strings.add(one) for one in value)
    return numbers.__contains__ if kind == "IN" else lambda seen: seen not in numbers

"""Phrases: a small pattern language over the tokens of a sentence.

A phrase is a row of elements separated by spaces; they match consecutive tokens:

    word          a token whose lemma or lower-case text is ``word``
    a|b           one of several words
    word/VERB     the same, with this Universal part of speech (``/NOUN``, ``/ADJ`` …); ``*/VERB`` any verb
    @class        a token whose lemma is in this word class (``classes.csv``)
    x?            optional
    ...           up to four tokens that are neither a comma nor a full stop
    *             any one token

What phrases cannot say is written in Python, not in a bigger pattern language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.model import Sentence, Token

GAP = 4
NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "csubj"})
_STOPS = frozenset(",.;:!?\"'()")


class PhraseError(ValueError):
    """A phrase cannot be parsed; the caller adds file and line."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a phrase. ``words`` empty: any word. ``gap``: stands for up to GAP tokens."""

    words: frozenset[str]
    pos: str = ""
    optional: bool = False
    gap: bool = False

    def matches(self, token: Token) -> bool:
        """Whether the token fits this element."""
        if self.pos and token.pos != self.pos and not (self.pos == "NOUN" and _like_noun(token)):
            return False
        return not self.words or token.lemma in self.words or token.lower in self.words


def _like_noun(token: Token) -> bool:
    """Names, and gerunds that stand where a noun stands ("fighting continued"), whatever the tagger calls them."""
    return token.pos == "PROPN" or (token.tag == "VBG" and token.dep in NOMINAL)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase. ``source``: its text. ``needs``: words after its first of which a sentence must have one."""

    source: str
    elements: tuple[Element, ...]
    needs: frozenset[str] = frozenset()

    def match(self, sentence: Sentence, start: int) -> tuple[Token, ...] | None:
        """The tokens matched (gaps left out) when the phrase matches at token ``start``, else None."""
        if len(self.elements) == 1:
            token = sentence.tokens[start]
            return (token,) if self.elements[0].matches(token) else None
        found = _match(self.elements, sentence.tokens, start)
        return tuple(sentence.tokens[i] for i in found) if found else None


def _match(elements: tuple[Element, ...], tokens: tuple[Token, ...], at: int) -> tuple[int, ...] | None:
    if not elements:
        return ()
    first, rest = elements[0], elements[1:]
    if first.gap:
        for skip in range(GAP + 1):
            if skip and (at + skip > len(tokens) or tokens[at + skip - 1].text in _STOPS):
                return None
            found = _match(rest, tokens, at + skip)
            if found is not None:
                return found
        return None
    if at < len(tokens) and first.matches(tokens[at]):
        found = _match(rest, tokens, at + 1)
        if found is not None:
            return (at, *found)
    return _match(rest, tokens, at) if first.optional else None


def compile_phrase(
    source: str, classes: Mapping[str, frozenset[str]], known: dict[str, Element] | None = None
) -> Phrase:
    """Parse a phrase. Raises PhraseError on an unknown class or an empty phrase.

    ``known``: elements already parsed with these classes; the new ones are added.
    """
    parsed = {} if known is None else known
    parts = [part for written in source.split() for part in _tokens(written)]
    for part in parts:
        if part not in parsed:
            parsed[part] = _element(part, classes)
    elements = tuple(parsed[part] for part in parts)
    if not elements or all(e.optional or e.gap for e in elements):
        raise PhraseError(f"phrase {source!r} matches nothing in particular")
    if elements[0].gap or elements[0].optional:
        raise PhraseError(f"phrase {source!r} must begin with a word")
    required = [e.words for e in elements[1:] if e.words and not e.optional]
    return Phrase(source, elements, min(required, key=len, default=frozenset()))


def _tokens(part: str) -> tuple[str, ...]:
    """A hyphenated word as the tokenizer splits it: "cease-fire/NOUN" is "cease", "-", "fire/NOUN"."""
    if "-" not in part or any(mark in part for mark in "|@?"):
        return (part,)
    first, *rest = part.split("-")
    return (first, *(piece for word in rest for piece in ("-", word))) if first and all(rest) else (part,)


def _element(part: str, classes: Mapping[str, frozenset[str]]) -> Element:
    if part == "...":
        return Element(frozenset(), gap=True)
    optional = part.endswith("?") and len(part) > 1
    part = part.removesuffix("?") if optional else part
    words, _, pos = part.partition("/")
    if words == "*":
        return Element(frozenset(), pos, optional)
    if words[0] == "@" and words[1:] in classes:
        return Element(classes[words[1:]], pos, optional)  # shared: classes are large, and named by many phrases
    found: set[str] = set()
    for word in words.split("|"):
        if word.startswith("@"):
            if word[1:] not in classes:
                raise PhraseError(f"unknown word class {word!r}; valid: {', '.join(sorted(classes))}")
            found |= classes[word[1:]]
        else:
            found.add(word.lower())
    return Element(frozenset(found), pos, optional)


T = TypeVar("T")


class PhraseIndex(Generic[T]):
    """Many phrases, each with a payload, matched together: looked up by their first word and its part of speech."""

    def __init__(self, phrases: Iterable[tuple[Phrase, T]]) -> None:
        self._by_word: dict[str, list[tuple[Phrase, T]]] = defaultdict(list)
        self._any: list[tuple[Phrase, T]] = []
        self._ready: dict[tuple[str, str, str, bool], tuple[tuple[Phrase, T], ...]] = {}
        for phrase, payload in phrases:
            words = phrase.elements[0].words
            for word in words:
                self._by_word[word].append((phrase, payload))
            if not words:
                self._any.append((phrase, payload))

    def find(self, sentence: Sentence) -> Iterator[tuple[tuple[Token, ...], T]]:
        """Every match of every phrase, in text order; longer phrases of one start first."""
        present = {t.lemma for t in sentence.tokens}
        present.update([t.lower for t in sentence.tokens])
        for token in sentence.tokens:
            candidates = self._candidates(token)
            if not candidates:
                continue
            matches = [
                (tokens, payload)
                for phrase, payload in candidates
                if (not phrase.needs or not phrase.needs.isdisjoint(present))
                and (tokens := phrase.match(sentence, token.index))
            ]
            yield from sorted(matches, key=lambda m: -len(m[0])) if len(matches) > 1 else matches

    def _candidates(self, token: Token) -> Sequence[tuple[Phrase, T]]:
        """The phrases that may start with the token: mostly none."""
        lower = token.lower
        if token.lemma not in self._by_word and lower not in self._by_word:
            return self._any
        key = (token.lemma, lower, token.pos, _like_noun(token))
        ready = self._ready.get(key)
        if ready is None:
            ready = self._ready[key] = tuple(self._starting(token, lower))
        return ready

    def _starting(self, token: Token, lower: str) -> Iterator[tuple[Phrase, T]]:
        found = self._by_word.get(token.lemma, ())
        more = self._by_word.get(lower, ()) if lower != token.lemma else ()
        for candidate in (*found, *(c for c in more if c not in found), *self._any):
            if candidate[0].elements[0].matches(token):
                yield candidate

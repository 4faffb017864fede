"""Memory of who has spoken: "he added", "the doctor said" and "the agency reported" are someone named before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.phrases import core
from sayso.mentions.attributions.ranges import described
from sayso.mentions.attributions.words import Words
from sayso.model import Source, Token

_DEFINITE = frozenset({"the", "this", "that", "same", "these", "those"})
_MEDIA = frozenset("paper agency newspaper station channel broadcaster outlet network daily".split())
_REACH = 3
_BARE = 2
_KEPT = 64
_Key = tuple[str | None, str]


@dataclass(slots=True)
class _Known:
    """A source named before, the lower-case words and lemmas it was named with, and who was told."""

    source: Source
    words: frozenset[str]
    passed: tuple[Source, ...] = ()


class Memory:
    """The sources of one document so far, in text order."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._known: dict[_Key, _Known] = {}  # whoever spoke last stands last
        self._first: dict[str, Source] = {}
        self.last: tuple[Source, ...] = ()
        self.human: tuple[Source, ...] = ()
        self.paragraph = 0

    def note(self, cue: Cue, inner: bool = False, human: bool = True) -> None:
        """Keep the sources of a cue, with the words of its cue clause that describe them.

        ``inner``: it stands inside what somebody else says, so that "he added" goes past it. ``human``: a
        person speaks, not a body.
        """
        sentence = cue.sentence
        for source in cue.sources:
            tokens: list[Token] = []
            if source.start >= sentence.start:
                tokens += _fore(sentence.within(source))
            if len(cue.sources) == 1 and cue.speaker is not None:
                tokens += _fore(core(sentence, cue.speaker))
                ranges = [*cue.named, *([cue.aside] if cue.aside else [])]
                tokens += [t for r in ranges for t in _fore(sentence.tokens[r[0] : r[1] + 1])]
            words = frozenset({t.lemma for t in tokens} | {t.lower for t in tokens})
            self._keep(source, words, cue.passed)
        for source in cue.passed:
            self._keep(source, frozenset(word.lower() for word in source.name.split()), ())
        if cue.sources and cue.act == "speech" and not cue.report and not inner:
            self.last, self.paragraph = cue.sources, sentence.paragraph
            self.human = cue.sources if human else self.human

    def hear(self, sources: Sequence[Source]) -> None:
        """Keep sources that somebody cites."""
        for source in sources:
            self._keep(source, frozenset(word.lower() for word in source.name.split()), ())

    def _keep(self, source: Source, words: frozenset[str], passed: tuple[Source, ...]) -> None:
        earlier = self._known.pop(_key(source), None)
        if earlier is not None:
            words, passed = words | earlier.words, passed or earlier.passed
        self._known[_key(source)] = _Known(source, words, passed)
        if source.id is not None:
            self._first.setdefault(source.id, source)

    def _lately(self) -> Iterator[_Known]:
        """Those who spoke, the last one first; as many as a reader keeps in mind."""
        return islice(reversed(self._known.values()), _KEPT)

    def recall(self, cue: Cue) -> tuple[Source, ...]:
        """The source named before that the cue's definite noun phrase stands for, or nothing."""
        head = cue.speaker
        if head is None or head.tag not in ("NN", "NNS", "NNP") or len(cue.named) > 1:
            return ()
        sentence = cue.sentence
        if cue.named:
            first, last = described(sentence, cue.named[0])
            phrase = list(sentence.tokens[first : last + 1])
        else:
            phrase = core(sentence, head)
        start = phrase[0].index
        definite = start > 0 and sentence.tokens[start - 1].lower in _DEFINITE and not cue.aside
        if len(phrase) > _BARE or not (definite or phrase[0].lower == "same"):
            return ()
        wanted = {t.lemma for t in phrase} - {"same"}
        for known in self._lately():
            medium = head.lemma in _MEDIA and known.source.kind == "media"
            if medium or (wanted <= known.words and len(known.source.name.split()) > len(phrase)):
                return (replace(known.source, start=phrase[0].start, end=phrase[-1].end),)
        if (
            head.tag != "NNP"
            and self._words.is_a("statement", head)
            and self.last
            and cue.sentence.paragraph - self.paragraph <= _REACH
        ):
            return self.last
        return ()

    def medium(self, source: Source) -> Source:
        """The outlet named before that "the agency" or "the paper" stands for; else the source itself."""
        words = source.name.lower().split()
        if source.id is None and words and words[-1] in _MEDIA and source.name.islower() and len(words) <= _BARE:
            for known in self._lately():
                if known.source.kind == "media" and not known.source.name.islower():
                    return replace(known.source, start=source.start, end=source.end)
        return source

    def passed(self, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        """Who was told when these sources spoke before: what they add was told to the same outlet."""
        if len(sources) != 1:
            return ()
        known = self._known.get(_key(sources[0]))
        return known.passed if known else ()

    def fullest(self, source: Source, pronoun: bool) -> Source:
        """The source under the words it was first named with, where it is only a pronoun here."""
        if not pronoun:
            return source
        first = self._first.get(source.id or "")
        return replace(source, name=first.name) if first else source


def _fore(tokens: Sequence[Token]) -> list[Token]:
    """The words before the first preposition: what somebody is, not where or of what."""
    end = next((n for n, t in enumerate(tokens) if t.tag == "IN" and n), len(tokens))
    return list(tokens[:end])


def _key(source: Source) -> _Key:
    return source.id, source.name.casefold()

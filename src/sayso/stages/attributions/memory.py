"""Memory of who has spoken: "he added", "the doctor said" and "the agency reported" are someone named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.model import Source, Token
from sayso.stages.attributions.frames import Frame
from sayso.stages.attributions.phrases import core
from sayso.stages.attributions.ranges import described
from sayso.stages.attributions.words import Words

_DEFINITE = frozenset({"the", "this", "that", "same", "these", "those"})
_MEDIA = frozenset("paper agency newspaper station channel broadcaster outlet network daily".split())
_REACH = 3
_BARE = 2


@dataclass(slots=True)
class _Known:
    """A source named before, the lower-case words and lemmas it was named with, where, and who was told."""

    source: Source
    words: frozenset[str]
    paragraph: int
    passed: tuple[Source, ...] = ()


class Memory:
    """The sources of one document so far, in text order."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._known: list[_Known] = []
        self.last: tuple[Source, ...] = ()
        self.paragraph = 0

    def note(self, frame: Frame, inner: bool = False) -> None:
        """Keep the sources of a frame, with the words of its cue clause that describe them.

        ``inner``: it stands inside what somebody else says, so that "he added" goes past it.
        """
        sentence = frame.sentence
        for source in frame.sources:
            tokens: list[Token] = []
            if source.start >= sentence.start:
                tokens += _fore(sentence.within(source))
            if len(frame.sources) == 1 and frame.speaker is not None:
                tokens += _fore(core(sentence, frame.speaker))
                ranges = [*frame.named, *([frame.aside] if frame.aside else [])]
                tokens += [t for r in ranges for t in _fore(sentence.tokens[r[0] : r[1] + 1])]
            words = frozenset({t.lemma for t in tokens} | {t.lower for t in tokens})
            earlier = next((k for k in reversed(self._known) if _same(k.source, source)), None)
            if earlier is not None:
                words |= earlier.words
            passed = frame.passed or (earlier.passed if earlier else ())
            self._known.append(_Known(source, words, sentence.paragraph, passed))
        for source in frame.passed:
            words = frozenset(word.lower() for word in source.name.split())
            self._known.append(_Known(source, words, sentence.paragraph))
        if frame.sources and frame.act == "speech" and not frame.report and not inner:
            self.last, self.paragraph = frame.sources, sentence.paragraph

    def recall(self, frame: Frame) -> tuple[Source, ...]:
        """The source named before that the frame's definite noun phrase stands for, or nothing."""
        head = frame.speaker
        if head is None or head.tag not in ("NN", "NNS") or len(frame.named) > 1:
            return ()
        sentence = frame.sentence
        if frame.named:
            first, last = described(sentence, frame.named[0])
            phrase = list(sentence.tokens[first : last + 1])
        else:
            phrase = core(sentence, head)
        start = phrase[0].index
        definite = start > 0 and sentence.tokens[start - 1].lower in _DEFINITE and not frame.aside
        if len(phrase) > 2 or not (definite or phrase[0].lower == "same"):
            return ()
        wanted = {t.lemma for t in phrase} - {"same"}
        for known in reversed(self._known):
            medium = head.lemma in _MEDIA and known.source.kind == "media"
            if medium or (wanted <= known.words and len(known.source.name.split()) > len(phrase)):
                return (replace(known.source, start=phrase[0].start, end=phrase[-1].end),)
        if self._words.is_a("statement", head) and self.last and frame.sentence.paragraph - self.paragraph <= _REACH:
            return self.last
        return ()

    def medium(self, source: Source) -> Source:
        """The outlet named before that "the agency" or "the paper" stands for; else the source itself."""
        words = source.name.lower().split()
        if source.id is None and words and words[-1] in _MEDIA and source.name.islower() and len(words) <= _BARE:
            for known in reversed(self._known):
                if known.source.kind == "media" and not known.source.name.islower():
                    return replace(known.source, start=source.start, end=source.end)
        return source

    def passed(self, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        """Who was told when these sources spoke before: what they add was told to the same outlet."""
        if len(sources) != 1:
            return ()
        for known in reversed(self._known):
            if _same(known.source, sources[0]):
                return known.passed
        return ()

    def fullest(self, source: Source, pronoun: bool) -> Source:
        """The source under the words it was first named with, where it is only a pronoun here."""
        if not pronoun:
            return source
        for known in self._known:
            if source.id is not None and known.source.id == source.id:
                return replace(source, name=known.source.name)
        return source


def _fore(tokens: Sequence[Token]) -> list[Token]:
    """The words before the first preposition: what somebody is, not where or of what."""
    end = next((n for n, t in enumerate(tokens) if t.tag == "IN" and n), len(tokens))
    return list(tokens[:end])


def _same(one: Source, other: Source) -> bool:
    if one.id is not None or other.id is not None:
        return one.id == other.id and one.name.casefold() == other.name.casefold()
    return one.name.casefold() == other.name.casefold()

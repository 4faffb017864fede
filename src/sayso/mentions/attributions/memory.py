"""Memory of who has spoken: "he added", "the doctor said" and "the agency reported" are someone named before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from sayso.grammar.phrases import core, expand
from sayso.grammar.ranges import described
from sayso.lang import lexicon
from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.words import Words
from sayso.model import Source, Token

WORDS = lexicon("attributions")
_DEFINITE = WORDS["articles.definite"]
_INDEFINITE = WORDS["articles.indefinite"]
_SAME = WORDS["same"]
_MEDIA = WORDS["nouns.media"]
_BASED = WORDS["based"]
_REACH = 3
_LEAD = 1
_SOON = 6
_WATCHING = ("ngo", "expert")
_BARE = 2
_KEPT = 64
_OF_NAME, _DAYS = frozenset({"NNP", "HYPH"}), frozenset({"DATE", "TIME"})


@dataclass(slots=True)
class _Known:
    """A source named before, the lower-case words and lemmas it was named with, and who was told."""

    source: Source
    words: frozenset[str]
    passed: tuple[Source, ...] = ()
    first: int = 0
    """Index of the sentence in which it was first named."""


class Memory:
    """The sources of one document so far, in text order."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._known: dict[tuple[str | None, str], _Known] = {}  # whoever spoke last stands last
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
            phrases: list[Sequence[Token]] = [sentence.within(source)]
            if len(cue.sources) == 1 and cue.speaker is not None:
                ranges = [*cue.named, *([cue.aside] if cue.aside else [])]
                phrases += [core(sentence, cue.speaker), *(sentence.tokens[r[0] : r[1] + 1] for r in ranges)]
            # the words before the first preposition: what somebody is, not where or of what
            tokens = [t for p in phrases for t in (*p[:1], *takewhile(lambda t: t.tag != "IN", p[1:]))]
            self._keep(source, {t.lemma for t in tokens} | {t.lower for t in tokens}, cue.passed, sentence.index)
        self.hear(cue.passed, sentence.index)
        if cue.sources and cue.act == "speech" and not cue.report and not inner:
            self.last, self.paragraph = cue.sources, sentence.paragraph
            self.human = cue.sources if human else self.human

    def hear(self, sources: Iterable[Source], index: int) -> None:
        """Keep sources that somebody cites or tells in the sentence with this index."""
        for source in sources:
            self._keep(source, set(source.name.lower().split()), (), index)

    def _keep(self, source: Source, words: set[str], passed: tuple[Source, ...], index: int) -> None:
        key = (source.id, source.name.casefold())
        earlier = self._known.pop(key, _Known(source, frozenset(), first=index))
        self._known[key] = _Known(source, earlier.words | words, passed or earlier.passed, earlier.first)

    def _lately(self) -> Iterator[_Known]:
        """Those who spoke, the last one first; as many as a reader keeps in mind."""
        return islice(reversed(self._known.values()), _KEPT)

    def recall(self, cue: Cue) -> tuple[Source, ...]:
        """The source named before that the cue's definite noun phrase stands for, or nothing."""
        head, sentence = cue.speaker, cue.sentence
        if head is None or head.tag not in ("NN", "NNS", "NNP"):
            return ()
        if len(cue.named) > 1 or len(expand(sentence, head)) > 1:
            return ()  # "the U.S. and NATO": several
        if cue.named:
            first, last = described(sentence, cue.named[0])
            phrase = list(sentence.tokens[first : last + 1])
        else:
            phrase = core(sentence, head)
        start = phrase[0].index
        definite = start > 0 and sentence.tokens[start - 1].lower in _DEFINITE and not cue.aside
        placed, phrase = phrase, _unplaced(phrase)
        watching = head.tag == "NN" and (self._watches(phrase) or len(placed) > len(phrase))
        if (len(phrase) > _BARE and not watching) or not (definite or phrase[0].lower in _SAME):
            return ()
        near = sentence.paragraph - self.paragraph <= _REACH
        vague = head.tag == "NNS" and len(phrase) == 1 and self._words.kinds.get(head.lemma) == "unnamed"
        if near and vague and self.last and not any(map(self._is_name, self.last)):
            return self.last  # "rebel sources said …, army officials said …, the sources said"
        wanted = {t.lemma for t in phrase} - _SAME
        local = self._words.kinds.get(head.lemma) == "authority"
        elsewhere = _opening(sentence.tokens[: phrase[0].index]) if local else frozenset()
        for known in self._lately():
            there = {*known.words, *known.source.name.lower().split()}
            if elsewhere and elsewhere.isdisjoint(there):
                continue  # "In Dosso, the prefect said": not the one of Tillabéri
            meant = head.lemma in _MEDIA and known.source.kind == "media"
            meant = meant or (watching and known.source.kind in _WATCHING and self._is_body(known))
            alike = head.lemma in self._words.people or self._words.people.isdisjoint(known.words)  # not "the army"
            if meant or (alike and wanted <= known.words and len(known.source.name.split()) > len(phrase)):
                return (replace(known.source, start=phrase[0].start, end=phrase[-1].end),)
        named = any(t.pos == "PROPN" for t in phrase)  # "the Lakenews.net website"
        return self.last if near and not named and self._words.is_a("statement", head) else ()

    def foretold(self, cue: Cue) -> Source | None:
        """Who a noun phrase of the lead announces: "a monitoring group said", "an Algerian paper reported", "the
        interior minister said" and then, a few sentences on, the name; None where nobody is named so."""
        head, sentence, said = cue.speaker, cue.sentence, cue.sources
        if head is None or head.tag not in ("NN", "NNP") or len(said) != 1 or self._is_name(said[0]):
            return None
        phrase = [t for t in sentence.within(said[0]) if t.index <= head.index]
        before = sentence.tokens[phrase[0].index - 1] if phrase and phrase[0].index else None
        if sentence.paragraph > _LEAD or before is None or before.lower not in _INDEFINITE | _DEFINITE:
            return None
        lemmas, watching = {t.lemma for t in phrase}, self._watches(phrase)
        if before.lower in _DEFINITE and (head.lemma not in self._words.people or self._alike(lemmas) != 1):
            return None
        for known in sorted(self._known.values(), key=lambda k: k.first):
            alike = known.source.kind == said[0].kind and lemmas <= known.words and self._is_name(known.source)
            told = known.source.kind == "ngo" and self._is_body(known) if watching else alike
            if told and sentence.index < known.first <= sentence.index + _SOON:
                return replace(known.source, start=said[0].start, end=said[0].end)
        return None

    def _alike(self, lemmas: set[str]) -> int:
        """How many with names are called by these words."""
        return sum(lemmas <= known.words and self._is_name(known.source) for known in self._known.values())

    def _is_name(self, source: Source) -> bool:
        """Whether the source has a name of its own; "NGO" is none, though it has capitals."""
        words = source.name.split()
        noun = words[-1].lower()
        plain = noun in self._words.kinds or (words[-1] == noun and noun.removesuffix("s") in self._words.kinds)
        return source.id is not None or (any(w[:1].isupper() for w in words[-2:]) and not plain)

    def _is_body(self, known: _Known) -> bool:
        """Whether it is a body with a name, and not one of its people."""
        return self._is_name(known.source) and self._words.people.isdisjoint(known.words)

    def _watches(self, phrase: Sequence[Token]) -> bool:
        """Whether the words are for a body that watches or helps, by its own noun or a word before it."""
        head = phrase[-1]
        told = any(self._words.modifiers.get(t.lower) == "ngo" for t in phrase[:-1])
        kind = self._words.kinds.get(head.lemma) or self._words.kinds.get(head.lower)
        return kind == "ngo" or (told and head.lemma in WORDS["sides.bodies"])

    def medium(self, source: Source) -> Source:
        """The outlet named before that "the agency" or "the paper" stands for; else the source itself."""
        words = source.name.lower().split()
        if words[-1] in _MEDIA and source.name.islower() and len(words) <= _BARE:
            for known in self._lately():
                if known.source.kind == "media" and not known.source.name.islower():
                    return replace(known.source, start=source.start, end=source.end)
        return source

    def passed(self, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        """Who was told when these sources spoke before: what they add was told to the same outlet."""
        known = self._known.get((sources[0].id, sources[0].name.casefold())) if len(sources) == 1 else None
        return known.passed if known else ()


def _opening(tokens: Sequence[Token]) -> frozenset[str]:
    """The words of the name with which a sentence says where it is: "In Port Sudan, …"; none for other openings."""
    named = tokens[1:-2] if len(tokens) > 3 and tokens[0].tag == "IN" and tokens[-2].text == "," else ()
    is_name = all(t.tag in _OF_NAME and t.entity not in _DAYS for t in named)
    return frozenset(t.lower for t in named) if is_name else frozenset()


def _unplaced(phrase: Sequence[Token]) -> list[Token]:
    """The phrase without "Britain-based"."""
    based = next((n for n, t in enumerate(phrase) if n and t.lower in _BASED and phrase[n - 1].tag == "HYPH"), -1)
    return list(phrase[based + 1 :] if based < len(phrase) - 1 else phrase)

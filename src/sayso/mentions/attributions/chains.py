"""Chains: which cue stands inside which, and so who passes on whose words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.lang import lexicon
from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.sources import Speakers
from sayso.model import Sentence, Source, Token

WORDS = lexicon("attributions")
_RELATIVE = lexicon("grammar")["pronouns.relative"]
_LONGEST = 5
_NEAR = 10


def outer_cues(cues: Sequence[Cue]) -> dict[int, list[Cue]]:
    """For each cue (by ``id``) the cues whose content holds it, innermost first."""
    spans = sorted(((c.start, c.end, n) for n, cue in enumerate(cues) for c in cue.content), reverse=True)
    active: list[tuple[int, int]] = []
    found: dict[int, list[Cue]] = {}
    for cue in sorted(cues, key=lambda c: c.span.start):
        at = cue.span.start
        while spans and spans[-1][0] <= at:
            _, end, number = spans.pop()
            active.append((end, number))
        active = [a for a in active if a[0] > at]
        around = {n for _, n in active if not cue.holds(cues[n].span.start)}
        found[id(cue)] = sorted((cues[n] for n in around), key=lambda c: sum(s.end - s.start for s in c.content))
    return found


class Chains:
    """Chains of sources; each cue's own part is made once, however many cues stand inside it."""

    def __init__(self, speakers: Speakers) -> None:
        self._speakers = speakers
        self._made: dict[int, list[Source]] = {}

    def of(self, cue: Cue, around: Iterable[Cue]) -> tuple[Source, ...]:
        """The chain of a cue, from the source closest to the event to the one closest to the reader."""
        chain = list(self._own(cue))
        for outer in around:
            if outer.stance == "denies" or outer.act != "speech":
                continue
            if _told_to_outlet(cue) and all(s.kind != "media" for s in outer.sources):
                continue
            if self._is_finding(cue):
                chain = []
            chain = self._own(outer) + chain if outer.citation and _passes_on(cue, outer) else chain + self._own(outer)
        found: list[Source] = []
        for source in chain:
            if not any(_same(source, s) for s in found):
                found.append(source)
        return tuple([s for s in found if s.name != "unnamed"] or found)[:_LONGEST]

    def _own(self, cue: Cue) -> list[Source]:
        if id(cue) not in self._made:
            heads = [cue.speaker, *cue.inner] if cue.speaker else cue.inner
            cited = [t for head in heads for t in _cited_by(cue.sentence, head)]
            named = [head for head in cue.inner if not (cue.sources and self._speakers.is_finding(head))]
            inner = [s for head in (*cited, *named) for s in self._speakers.of(cue.sentence, head)]
            self._made[id(cue)] = [*inner, *cue.sources, *cue.passed]
        return self._made[id(cue)]

    def _is_finding(self, cue: Cue) -> bool:
        """Whether the speaker is only a report, or what the outer source found ("the army said an inquiry
        suggested")."""
        if cue.speaker is cue.anchor:
            return True
        alone = len(cue.sources) == 1 and not cue.passed and cue.sources[0].kind == "unnamed"
        return alone and cue.speaker is not None and self._speakers.is_finding(cue.speaker)


def extended(chain: tuple[Source, ...], outer: Source) -> tuple[Source, ...]:
    """The chain with one more source, nearest the reader."""
    return (*(s for s in chain if not _same(outer, s)), outer)[-_LONGEST:]


def _passes_on(cue: Cue, cited: Cue) -> bool:
    """Whether an outlet reports what the source cited behind it has said: "DPD reported that …, according to X".

    Of an unlisted name that "reports" or "writes" nothing else is known: it is taken for an outlet.
    """
    relays = cue.anchor.lemma in WORDS["verbs.relaying"]
    media = [s.kind == "media" or (relays and s.kind == "unnamed" and s.name[:1].isupper()) for s in cue.sources]
    return bool(media) and all(media) and all(s.kind != "media" for s in cited.sources)


def _told_to_outlet(cue: Cue) -> bool:
    """ "A doctor told Reuters that …" comes from the outlet, and from nobody who is quoted beside."""
    return any(s.kind == "media" for s in cue.passed)


def _cited_by(sentence: Sentence, head: Token) -> tuple[Token, ...]:
    """Y in "X, which in turn cited Y" and "media that quoted Y"."""
    tokens = sentence.tokens
    for verb in tokens[head.index + 1 : head.index + _NEAR]:
        related = any(t.lower in _RELATIVE for t in tokens[head.index + 1 : verb.index])
        if related and verb.lemma in WORDS["verbs.citing"] and verb.tag.startswith("VB"):
            return sentence.children(verb, "dobj")
    return ()


def _same(one: Source, other: Source) -> bool:
    return (one.id is not None and one.id == other.id) or one.name.casefold() == other.name.casefold()


def below(cues: list[Cue]) -> list[Cue]:
    """Fold every "citing X" into the cue of the one who cites; the rest of the cues."""
    rest = [c for c in cues if not c.below]
    for citing in cues:
        host = _host(citing, rest) if citing.below else None
        if host is not None and citing.speaker is not None:
            host.inner.append(citing.speaker)
            host.citing.append(citing)
    return rest


def _host(citing: Cue, cues: Sequence[Cue]) -> Cue | None:
    above = {t.index for t in citing.sentence.ancestors(citing.anchor)}
    near = [c for c in cues if not c.report]
    earlier = [c for c in near if c.anchor.index < citing.anchor.index]
    return next((c for c in near if c.anchor.index in above), earlier[-1] if earlier else None)

"""Chains: which frame stands inside which, and so who passes on whose words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sayso.mentions.attributions.frames import Frame
from sayso.mentions.attributions.phrases import OBJECTS
from sayso.mentions.attributions.sources import Speakers
from sayso.model import Sentence, Source, Token

_LONGEST = 5
_NEAR = 10


def outer_frames(frames: Sequence[Frame]) -> dict[int, list[Frame]]:
    """For each frame (by ``id``) the frames whose content holds its cue, innermost first."""
    spans = sorted(((c.start, c.end, n) for n, f in enumerate(frames) for c in f.content), reverse=True)
    active: list[tuple[int, int]] = []
    found: dict[int, list[Frame]] = {}
    for frame in sorted(frames, key=lambda f: f.cue.start):
        at = frame.cue.start
        while spans and spans[-1][0] <= at:
            _, end, number = spans.pop()
            active.append((end, number))
        active = [a for a in active if a[0] > at]
        around = {n for _, n in active if frames[n] is not frame and not _holds(frame, frames[n])}
        found[id(frame)] = sorted((frames[n] for n in around), key=_size)
    return found


def _holds(frame: Frame, other: Frame) -> bool:
    return any(c.start <= other.cue.start < c.end for c in frame.content)


def _size(frame: Frame) -> int:
    return sum(c.end - c.start for c in frame.content)


class Chains:
    """Chains of sources; each frame's own part is made once, however many frames stand inside it."""

    def __init__(self, speakers: Speakers) -> None:
        self._speakers = speakers
        self._made: dict[int, list[Source]] = {}

    def of(self, frame: Frame, around: Iterable[Frame]) -> tuple[Source, ...]:
        """The chain of a frame, from the source closest to the event to the one closest to the reader."""
        return _chain(frame, around, self._own, self._speakers)

    def _own(self, frame: Frame) -> list[Source]:
        if id(frame) not in self._made:
            self._made[id(frame)] = _own(frame, self._speakers)
        return self._made[id(frame)]


def _chain(
    frame: Frame, around: Iterable[Frame], own: Callable[[Frame], list[Source]], speakers: Speakers
) -> tuple[Source, ...]:
    chain = list(own(frame))
    for outer in around:
        if outer.stance == "denies" or outer.act != "speech":
            continue
        if _is_finding(frame, speakers):
            chain = []
        if outer.citation and _passes_on(frame, outer):
            chain = own(outer) + chain
        else:
            chain += own(outer)
    found: list[Source] = []
    for source in chain:
        if not any(_same(source, s) for s in found):
            found.append(source)
    named = [s for s in found if s.name != "unnamed"]
    return tuple((named or found)[:_LONGEST])


def _relays(frame: Frame, source: Source) -> bool:
    """Whether an unlisted name that "reports" or "writes" is an outlet, as nothing else is known of it."""
    return source.kind == "unnamed" and frame.anchor.lemma in ("report", "write") and source.name[:1].isupper()


def extended(chain: tuple[Source, ...], outer: Source) -> tuple[Source, ...]:
    """The chain with one more source, nearest the reader."""
    return chain if any(_same(outer, s) for s in chain) else (*chain, outer)[-_LONGEST:]


def _passes_on(frame: Frame, cited: Frame) -> bool:
    """Whether an outlet reports what the source cited behind it has said: "DPD reported that …, according to X"."""
    return (
        not frame.citation
        and bool(frame.sources)
        and all(s.kind == "media" or _relays(frame, s) for s in frame.sources)
        and all(s.kind != "media" for s in cited.sources)
    )


def _is_finding(frame: Frame, speakers: Speakers) -> bool:
    """Whether the speaker is only a report, or what the outer source found ("the army said an inquiry suggested")."""
    if frame.report and frame.speaker is frame.anchor:
        return True
    if len(frame.sources) != 1 or frame.speaker is None or frame.inner or frame.passed:
        return False
    return frame.sources[0].kind == "unnamed" and speakers.is_finding(frame.speaker)


def _own(frame: Frame, speakers: Speakers) -> list[Source]:
    cited = [t for head in (*frame.inner, frame.speaker) if head for t in _cited_by(frame.sentence, head)]
    inner = [s for head in (*cited, *frame.inner) for s in _inner(frame, head, speakers)]
    return [*inner, *frame.sources, *frame.passed]


def _inner(frame: Frame, head: Token, speakers: Speakers) -> tuple[Source, ...]:
    for citing in frame.citing:
        if citing.speaker is head and citing.named:
            return speakers.phrases(frame.sentence, citing.named, citing.aside)
    return speakers.of(frame.sentence, head)


def _cited_by(sentence: Sentence, head: Token) -> list[Token]:
    """Y in "X, which in turn cited Y" and "media that quoted Y"."""
    tokens = sentence.tokens
    for verb in tokens[head.index + 1 : head.index + _NEAR]:
        if verb.lemma not in ("cite", "quote") or verb.tag not in ("VBD", "VBZ", "VBP", "VBN"):
            continue
        if not any(t.lower in ("which", "who", "that") for t in tokens[head.index + 1 : verb.index]):
            continue
        if sentence.child(verb, "auxpass") is not None:
            return []
        cited = sentence.child(verb, *OBJECTS)
        if cited is None:
            cited = next((t for t in tokens[verb.index + 1 :] if t.pos in ("NOUN", "PROPN")), None)
        return [cited] if cited is not None else []
    return []


def _same(one: Source, other: Source) -> bool:
    if one.id is not None and one.id == other.id:
        return True
    return one.name.casefold() == other.name.casefold()


def below(frames: list[Frame]) -> list[Frame]:
    """Fold every "citing X" into the frame that cites; the rest of the frames."""
    rest = [f for f in frames if not f.below]
    for citing in (f for f in frames if f.below):
        host = _host(citing, rest)
        if host is not None and citing.speaker is not None:
            host.inner.append(citing.speaker)
            host.citing.append(citing)
        elif citing.content:
            rest.append(citing)
    return rest


def _host(citing: Frame, frames: Iterable[Frame]) -> Frame | None:
    above = {t.index for t in citing.sentence.ancestors(citing.anchor)}
    near = [f for f in frames if f.sentence is citing.sentence and not f.report]
    for frame in near:
        if frame.anchor.index in above and frame.content:
            return frame
    earlier = [f for f in near if f.anchor.index < citing.anchor.index and not f.citation]
    return earlier[-1] if earlier else None

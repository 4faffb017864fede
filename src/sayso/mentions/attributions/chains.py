"""Chains: which cue stands inside which, and so who passes on whose words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.sources import Speakers
from sayso.model import Sentence, Source, Token

_LONGEST = 5
_NEAR = 10


def outer_cues(cues: Sequence[Cue]) -> dict[int, list[Cue]]:
    """For each cue (by ``id``) the cues whose content holds its cue, innermost first."""
    spans = sorted(((c.start, c.end, n) for n, f in enumerate(cues) for c in f.content), reverse=True)
    active: list[tuple[int, int]] = []
    found: dict[int, list[Cue]] = {}
    for cue in sorted(cues, key=lambda f: f.span.start):
        at = cue.span.start
        while spans and spans[-1][0] <= at:
            _, end, number = spans.pop()
            active.append((end, number))
        active = [a for a in active if a[0] > at]
        around = {n for _, n in active if cues[n] is not cue and not _holds(cue, cues[n])}
        found[id(cue)] = sorted((cues[n] for n in around), key=_size)
    return found


def _holds(cue: Cue, other: Cue) -> bool:
    return any(c.start <= other.span.start < c.end for c in cue.content)


def _size(cue: Cue) -> int:
    return sum(c.end - c.start for c in cue.content)


class Chains:
    """Chains of sources; each cue's own part is made once, however many cues stand inside it."""

    def __init__(self, speakers: Speakers) -> None:
        self._speakers = speakers
        self._made: dict[int, list[Source]] = {}

    def of(self, cue: Cue, around: Iterable[Cue]) -> tuple[Source, ...]:
        """The chain of a cue, from the source closest to the event to the one closest to the reader."""
        return _chain(cue, around, self._own, self._speakers)

    def _own(self, cue: Cue) -> list[Source]:
        if id(cue) not in self._made:
            self._made[id(cue)] = _own(cue, self._speakers)
        return self._made[id(cue)]


def _chain(
    cue: Cue, around: Iterable[Cue], own: Callable[[Cue], list[Source]], speakers: Speakers
) -> tuple[Source, ...]:
    chain = list(own(cue))
    for outer in around:
        if outer.stance == "denies" or outer.act != "speech":
            continue
        if _is_finding(cue, speakers):
            chain = []
        if outer.citation and _passes_on(cue, outer):
            chain = own(outer) + chain
        else:
            chain += own(outer)
    found: list[Source] = []
    for source in chain:
        if not any(_same(source, s) for s in found):
            found.append(source)
    named = [s for s in found if s.name != "unnamed"]
    return tuple((named or found)[:_LONGEST])


def _relays(cue: Cue, source: Source) -> bool:
    """Whether an unlisted name that "reports" or "writes" is an outlet, as nothing else is known of it."""
    return source.kind == "unnamed" and cue.anchor.lemma in ("report", "write") and source.name[:1].isupper()


def extended(chain: tuple[Source, ...], outer: Source) -> tuple[Source, ...]:
    """The chain with one more source, nearest the reader."""
    return chain if any(_same(outer, s) for s in chain) else (*chain, outer)[-_LONGEST:]


def _passes_on(cue: Cue, cited: Cue) -> bool:
    """Whether an outlet reports what the source cited behind it has said: "DPD reported that …, according to X"."""
    return (
        not cue.citation
        and bool(cue.sources)
        and all(s.kind == "media" or _relays(cue, s) for s in cue.sources)
        and all(s.kind != "media" for s in cited.sources)
    )


def _is_finding(cue: Cue, speakers: Speakers) -> bool:
    """Whether the speaker is only a report, or what the outer source found ("the army said an inquiry suggested")."""
    if cue.report and cue.speaker is cue.anchor:
        return True
    if len(cue.sources) != 1 or cue.speaker is None or cue.inner or cue.passed:
        return False
    return cue.sources[0].kind == "unnamed" and speakers.is_finding(cue.speaker)


def _own(cue: Cue, speakers: Speakers) -> list[Source]:
    cited = [t for head in (*cue.inner, cue.speaker) if head for t in _cited_by(cue.sentence, head)]
    inner = [s for head in (*cited, *cue.inner) for s in _inner(cue, head, speakers)]
    return [*inner, *cue.sources, *cue.passed]


def _inner(cue: Cue, head: Token, speakers: Speakers) -> tuple[Source, ...]:
    for citing in cue.citing:
        if citing.speaker is head and citing.named:
            return speakers.phrases(cue.sentence, citing.named, citing.aside)
    return speakers.of(cue.sentence, head)


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
        cited = sentence.child(verb, "dobj")
        if cited is None:
            cited = next((t for t in tokens[verb.index + 1 :] if t.pos in ("NOUN", "PROPN")), None)
        return [cited] if cited is not None else []
    return []


def _same(one: Source, other: Source) -> bool:
    if one.id is not None and one.id == other.id:
        return True
    return one.name.casefold() == other.name.casefold()


def below(cues: list[Cue]) -> list[Cue]:
    """Fold every "citing X" into the cue that cites; the rest of the cues."""
    rest = [f for f in cues if not f.below]
    for citing in (f for f in cues if f.below):
        host = _host(citing, rest)
        if host is not None and citing.speaker is not None:
            host.inner.append(citing.speaker)
            host.citing.append(citing)
        elif citing.content:
            rest.append(citing)
    return rest


def _host(citing: Cue, cues: Iterable[Cue]) -> Cue | None:
    above = {t.index for t in citing.sentence.ancestors(citing.anchor)}
    near = [f for f in cues if f.sentence is citing.sentence and not f.report]
    for cue in near:
        if cue.anchor.index in above and cue.content:
            return cue
    earlier = [f for f in near if f.anchor.index < citing.anchor.index and not f.citation]
    return earlier[-1] if earlier else None

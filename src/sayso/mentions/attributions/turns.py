"""Turns of a conversation: paragraphs that open with who speaks, in capitals and before a colon.

"A. POE (HOST): Who holds the bridge?", "Q. Who holds it?" It takes several such paragraphs, one of which names somebody
who is known or tells what he or she is; "BREAKING: Two killed" names nobody. What somebody is needs no capitals:
"Governor Poe: None." A turn goes on up to the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from sayso.grammar.phrases import span_of
from sayso.lang import lexicon
from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.words import Words
from sayso.model import ActorKind, ActorMention, Reading, Sentence, Span
from sayso.rules.cues import CitationRow

_NO_NAMES = lexicon("attributions")["labels.no_names"]
_ASKING = lexicon("attributions")["turns.asking"]
_TURN: Final = re.compile(
    r"(?P<open>\[|A \()?(?P<name>[^\W\d_][^:()\[\]\n,]{0,40}?)\s*"
    r"(?P<role>\([^():\n]{2,60}\)|,[^():\[\]\d\n–—-]{2,60})?(?(open)[\])]:?|(?::|(?<=\bQ)\.))(?=\s)"
)
_FEWEST: Final = 2
_SHARE: Final = 3  # one paragraph in so many opens with a name


def paragraphs(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences in their paragraphs."""
    return (list(group) for _, group in groupby(sentences, key=lambda s: s.paragraph))


def turns(reading: Reading, people: Mapping[str, ActorMention], words: Words, row: CitationRow) -> list[Cue]:
    """The cues of a conversation's turns, each with what is said in it; none where the report is no conversation.

    ``people``: persons by surname, in small letters.
    """
    groups = [g for g in paragraphs(reading.sentences) if g[0].kind in ("headline", "body")]
    opened = [(n, m) for n, group in enumerate(groups) if (m := _opening(reading.document.text, group, words))]
    names = {match["name"] for _, match in opened}
    if len(names) < _FEWEST or _SHARE * len(opened) < len(groups) - opened[0][0]:
        return []
    if not any(_is_somebody(match, people, words) for _, match in opened):
        return []
    ends = [*(number for number, _ in opened[1:]), len(groups)]
    said = zip(opened, ends, strict=True)
    cues = (_cue(match, groups[n:end], row, _person(match, people, words)) for (n, match), end in said)
    return [cue for cue in cues if cue is not None]


def _person(match: re.Match[str], people: Mapping[str, ActorMention], words: Words) -> ActorMention:
    """Who speaks: the person whom the report names so elsewhere, else the name as it stands, not in capitals."""
    start, end = match.span("name")
    name = match["name"].title()
    return people.get(_surname(match)) or ActorMention(
        start=start, end=end, text=match["name"], rule="", name=name, id=None, side=None, entity=name, head=start,
        kind=_rank(match, words) or "person", person=True,
    )  # fmt: skip


def _opening(text: str, group: Sequence[Sentence], words: Words) -> re.Match[str] | None:
    match = _TURN.match(text, group[0].start, group[-1].end)
    if match is None or match["name"].casefold() in _NO_NAMES:
        return None
    return match if match["name"].isupper() or _is_role(match, words) or _rank(match, words) else None


def _is_somebody(match: re.Match[str], people: Mapping[str, ActorMention], words: Words) -> bool:
    """Whether the label tells a role, a rank or a name that the report has elsewhere."""
    known = _rank(match, words) is not None or _surname(match) in people or _is_role(match, words)
    return match["role"] is not None or known


def _is_role(match: re.Match[str], words: Words) -> bool:
    """Whether the name tells an office or a trade of one person, with capitals: "Presenter", "Governor Poe"."""
    parts = str(match["name"]).split()
    titled = all(part[0].isupper() for part in parts)
    plain = [part.strip(".").casefold() for part in parts]
    return titled and any(part in words.people or part in _ASKING for part in plain)


def _surname(match: re.Match[str]) -> str:
    return str(match["name"]).split()[-1].casefold()


def _rank(match: re.Match[str], words: Words) -> ActorKind | None:
    """The kind of those who bear the rank or title that opens the name."""
    first, *rest = str(match["name"]).split()
    return words.ranks.get(first.strip(".").casefold()) if rest else None


def _cue(
    match: re.Match[str], groups: Sequence[Sequence[Sentence]], row: CitationRow, person: ActorMention
) -> Cue | None:
    """The cue of one turn, up to the end of the last of its paragraphs; None where nothing is said in it."""
    at = Span(start=match.start("name"), end=match.end("name"))
    sentence = next((s for s in groups[0] if s.start < at.end <= s.end), groups[0][0])
    name = [t for t in sentence.within(at) if t.text[0].isalpha()]
    last = groups[-1][-1].end
    start = next((t.start for g in groups for s in g for t in s.tokens if t.start >= match.end()), last)
    if not name or start >= last or len(match["name"]) == 1:
        return None
    colon = next((t for t in sentence.tokens if t.end == match.end()), name[-1])
    return Cue(
        sentence=sentence, anchor=colon, span=span_of((colon,)), rule=row.rule, stance=row.stance, act="speech",
        first=name[0].index, last=colon.index, speaker=name[-1],
        content=[Span(start=start, end=last)], person=person,
    )  # fmt: skip

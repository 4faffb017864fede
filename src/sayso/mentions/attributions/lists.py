"""What is said in other sentences: in the items that follow ("The ministry said in its evening summary:"), or in those
before ("The mayor reported this on Telegram")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.labels import paragraphs
from sayso.model import Reading, Sentence, Span

_ITEM = re.compile(
    r"[ \t]*(?:[•●▪◦‣⁃∙·*➤►✔☑—–-]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+|[ \t]*[\U0001f300-\U0001faff\u2600-\u27bf]"
)


def follow_lists(cues: Sequence[Cue], reading: Reading) -> None:
    """Let each cue whose sentence ends in a colon take in the list items, or the paragraph, that follow."""
    text = reading.document.text
    ending = {f.sentence.index: f for f in cues if _announces(f)}
    if not ending:
        return
    groups = list(paragraphs(reading.sentences))
    for number, group in enumerate(groups[:-1]):
        cue = ending.get(group[-1].index)
        items = _items(groups, number + 1, text) if cue else []
        if cue is None or not items or groups[number + 1][0].kind != group[0].kind:
            continue
        cue.content.append(Span(start=items[0][0].start, end=items[-1][-1].end))


def look_back(cues: Sequence[Cue], sentences: Sequence[Sentence]) -> None:
    """Give "the mayor reported this" and "this was reported by the mayor" what stands before them.

    That is the rest of the paragraph so far, or the paragraph before, back to where somebody else has spoken.
    """
    spoken = {f.sentence.index for f in cues if f.content and f.act == "speech"}
    for cue in cues:
        if cue.content or cue.citation or cue.report or cue.act != "speech" or not _points_back(cue):
            continue
        index = cue.sentence.index
        if index == 0 or sentences[index - 1].kind != cue.sentence.kind:
            continue
        first, paragraph = index, sentences[index - 1].paragraph
        near = cue.sentence.paragraph - paragraph <= 1
        while near and first and sentences[first - 1].paragraph == paragraph and first - 1 not in spoken:
            first -= 1
        if first < index:
            cue.content.append(Span(start=sentences[first].start, end=sentences[index - 1].end))
            cue.side = "left"


def _points_back(cue: Cue) -> bool:
    """Whether "this" or "it" is all that is said, and the sentence says nothing else."""
    said = cue.sentence.child(cue.anchor, "dobj", "nsubjpass")
    return said is not None and said.lower in ("this", "it", "that") and cue.anchor.dep == "ROOT"


def _announces(cue: Cue) -> bool:
    """Whether the cue announces what follows: nothing but its own clause stands before the closing colon."""
    tokens = cue.sentence.tokens
    closes = tokens[-1].text == ":" and cue.act == "speech" and not cue.report and not cue.below
    return closes and (cue.citation or not cue.content or cue.anchor.lemma in ("say", "report", "announce"))


def _items(groups: Sequence[Sequence[Sentence]], start: int, text: str) -> list[Sequence[Sentence]]:
    end = start
    while end < len(groups) and _is_item(groups[end][0], text):
        end += 1
    return list(groups[start:end])


def _is_item(sentence: Sentence, text: str) -> bool:
    line = max(text.rfind("\n", 0, sentence.start), text.rfind("\r", 0, sentence.start)) + 1
    return _ITEM.match(text, line) is not None

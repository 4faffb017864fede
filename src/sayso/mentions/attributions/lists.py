"""What is said in other sentences: in the items that follow ("The ministry said in its evening summary:"), or in those
before ("The mayor reported this on Telegram")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.mentions.attributions.frames import Frame
from sayso.mentions.attributions.labels import paragraphs
from sayso.model import Reading, Sentence, Span

_ITEM = re.compile(
    r"[ \t]*(?:[•●▪◦‣⁃∙·*➤►✔☑—–-]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+|[ \t]*[\U0001f300-\U0001faff\u2600-\u27bf]"
)


def follow_lists(frames: Sequence[Frame], reading: Reading) -> None:
    """Let each frame whose sentence ends in a colon take in the list items, or the paragraph, that follow."""
    text = reading.document.text
    ending = {f.sentence.index: f for f in frames if _announces(f)}
    if not ending:
        return
    groups = list(paragraphs(reading.sentences))
    for number, group in enumerate(groups[:-1]):
        frame = ending.get(group[-1].index)
        items = _items(groups, number + 1, text) if frame else []
        if frame is None or not items or groups[number + 1][0].kind != group[0].kind:
            continue
        frame.content.append(Span(start=items[0][0].start, end=items[-1][-1].end))


def look_back(frames: Sequence[Frame], sentences: Sequence[Sentence]) -> None:
    """Give "the mayor reported this" and "this was reported by the mayor" what stands before them.

    That is the rest of the paragraph so far, or the paragraph before, back to where somebody else has spoken.
    """
    spoken = {f.sentence.index for f in frames if f.content and f.act == "speech"}
    for frame in frames:
        if frame.content or frame.citation or frame.report or frame.act != "speech" or not _points_back(frame):
            continue
        index = frame.sentence.index
        if index == 0 or sentences[index - 1].kind != frame.sentence.kind:
            continue
        first, paragraph = index, sentences[index - 1].paragraph
        near = frame.sentence.paragraph - paragraph <= 1
        while near and first and sentences[first - 1].paragraph == paragraph and first - 1 not in spoken:
            first -= 1
        if first < index:
            frame.content.append(Span(start=sentences[first].start, end=sentences[index - 1].end))
            frame.side = "left"


def _points_back(frame: Frame) -> bool:
    """Whether "this" or "it" is all that is said, and the sentence says nothing else."""
    said = frame.sentence.child(frame.anchor, "dobj", "nsubjpass")
    return said is not None and said.lower in ("this", "it", "that") and frame.anchor.dep == "ROOT"


def _announces(frame: Frame) -> bool:
    """Whether the cue announces what follows: nothing but its own clause stands before the closing colon."""
    tokens = frame.sentence.tokens
    closes = tokens[-1].text == ":" and frame.act == "speech" and not frame.report and not frame.below
    return closes and (frame.citation or not frame.content or frame.anchor.lemma in ("say", "report", "announce"))


def _items(groups: Sequence[Sequence[Sentence]], start: int, text: str) -> list[Sequence[Sentence]]:
    end = start
    while end < len(groups) and _is_item(groups[end][0], text):
        end += 1
    return list(groups[start:end])


def _is_item(sentence: Sentence, text: str) -> bool:
    line = max(text.rfind("\n", 0, sentence.start), text.rfind("\r", 0, sentence.start)) + 1
    return _ITEM.match(text, line) is not None

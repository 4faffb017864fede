"""Lists: what an issuer says in the items that follow ("The ministry said in its evening summary:")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model import Reading, Sentence, Span
from sayso.stages.attributions.frames import Frame
from sayso.stages.attributions.labels import paragraphs

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

"""What is said in other sentences: in the items that follow ("The ministry said in its evening summary:"), or in those
before ("The mayor reported this on Telegram")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from sayso.lang import lexicon
from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.labels import paragraphs
from sayso.model import Reading, Sentence, Span

WORDS = lexicon("attributions")
_ANNOUNCING = WORDS["verbs.announcing"]
_THIS = WORDS["pronouns.this"]
_ITEM = re.compile(
    r"[ \t]*(?:[•●▪◦‣⁃∙·*➤►✔☑—–-]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+|[ \t]*[\U0001f300-\U0001faff\u2600-\u27bf]"
)


def follow_lists(cues: Sequence[Cue], reading: Reading) -> None:
    """Let each cue whose sentence ends in a colon take in the list items that follow."""
    ending = {c.sentence.index: c for c in cues if _announces(c)}
    groups = list(paragraphs(reading.sentences)) if ending else []
    for number, group in enumerate(groups):
        cue = ending.get(group[-1].index)
        following = takewhile(lambda g: _is_item(g[0], reading.document.text), groups[number + 1 :])
        items = list(following) if cue else []
        if cue is not None and items:
            cue.content.append(Span(start=items[0][0].start, end=items[-1][-1].end))


def look_back(cues: Sequence[Cue], sentences: Sequence[Sentence]) -> None:
    """Give "the mayor reported this" and "this was reported by the mayor" what stands before them.

    That is the rest of the paragraph so far, or the paragraph before, back to where somebody else has spoken.
    """
    spoken = {c.sentence.index for c in cues if c.content and c.act == "speech"}
    for cue in cues:
        if cue.content or cue.act != "speech" or cue.anchor.dep != "ROOT" or not _says_this(cue):
            continue
        first = index = cue.sentence.index
        paragraph = sentences[index - 1].paragraph
        near = cue.sentence.paragraph - paragraph <= 1
        while near and first and sentences[first - 1].paragraph == paragraph and first - 1 not in spoken:
            first -= 1
        if first < index:
            cue.content.append(Span(start=sentences[first].start, end=sentences[index - 1].end))
            cue.side = "left"


def _says_this(cue: Cue) -> bool:
    """Whether "this" or "it" is all that is said."""
    return any(t.lower in _THIS for t in cue.sentence.children(cue.anchor, "dobj", "nsubjpass"))


def _announces(cue: Cue) -> bool:
    """Whether the cue announces what follows: nothing but its own clause stands before the closing colon."""
    closes = cue.sentence.tokens[-1].text == ":" and cue.act == "speech"
    return closes and (cue.citation or not cue.content or cue.anchor.lemma in _ANNOUNCING)


def _is_item(sentence: Sentence, text: str) -> bool:
    line = max(text.rfind("\n", 0, sentence.start), text.rfind("\r", 0, sentence.start)) + 1
    return _ITEM.match(text, line) is not None

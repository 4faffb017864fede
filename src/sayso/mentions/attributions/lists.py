"""What is said in the list or paragraph that follows: "The ministry said in its evening summary:"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from sayso.lang import lexicon
from sayso.mentions.attributions.cue import QUOTE_MARKS, Cue
from sayso.mentions.attributions.turns import paragraphs
from sayso.model import Reading, Sentence, Span

WORDS = lexicon("attributions")
_ANNOUNCING, _REPORTING = WORDS["verbs.announcing"], WORDS["verbs.report"]
_ITEM = re.compile(
    r"[ \t]*(?:[•●▪◦‣⁃∙·*➤►✔☑—–-]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+|[ \t]*[\U0001f300-\U0001faff\u2600-\u27bf]"
)


def follow_lists(cues: Sequence[Cue], reading: Reading) -> None:
    """Let each cue whose sentence ends in a colon take in the list items that follow, or the paragraph."""
    ending = {c.sentence.index: c for c in cues if announces(c)}
    groups = list(paragraphs(reading.sentences)) if ending else []
    for number, group in enumerate(groups):
        cue = ending.get(group[-1].index)
        following = takewhile(lambda g: _is_item(g[0], reading.document.text), groups[number + 1 :])
        items = list(following) or _reported(cue, groups[number + 1 : number + 2]) if cue else []
        if cue is not None and items:
            cue.content.append(Span(start=items[0][0].start, end=items[-1][-1].end))


def _reported(cue: Cue, following: Sequence[Sequence[Sentence]]) -> list[Sequence[Sentence]]:
    """The next paragraph, where somebody reports it, and no quotation marks tell what is said."""
    if cue.anchor.lemma not in _REPORTING:
        return []
    return [group for group in following if group[0].tokens[0].text not in QUOTE_MARKS]


def announces(cue: Cue) -> bool:
    """Whether the cue announces what follows: nothing but its own clause stands before the closing colon."""
    closes = cue.sentence.tokens[-1].text == ":" and cue.act == "speech"
    return closes and (cue.citation or not cue.content or cue.anchor.lemma in _ANNOUNCING)


def _is_item(sentence: Sentence, text: str) -> bool:
    line = max(text.rfind("\n", 0, sentence.start), text.rfind("\r", 0, sentence.start)) + 1
    return _ITEM.match(text, line) is not None

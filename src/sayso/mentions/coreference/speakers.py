"""First person inside quotation marks: it stands for whoever is quoted."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.grammar.quotes import Quotes
from sayso.mentions.coreference.parts import Candidate
from sayso.model import ActorMention, Sentence


def speakers(
    sentences: Sequence[Sentence], by_sentence: dict[int, list[Candidate]], quotes: Quotes, says: frozenset[str]
) -> dict[int, ActorMention]:
    """Who speaks the quotations of each sentence, by index: named there, else the only one named in the paragraph."""
    own: dict[int, ActorMention] = {}
    paragraphs: dict[int, list[ActorMention]] = {}
    for sentence in sentences:
        for one in by_sentence.get(sentence.index, ()) if quotes.inside(sentence) else ():
            verb = sentence.head(one.head)
            if one.head.dep == "nsubj" and verb.lemma in says and not quotes.at(one.head.start):
                own[sentence.index] = one.mention
                paragraphs.setdefault(sentence.paragraph, []).append(one.mention)
                break
    for sentence in sentences:
        there = paragraphs.get(sentence.paragraph, [])
        if sentence.index not in own and len({m.entity for m in there}) == 1:
            own[sentence.index] = there[0]
    return own

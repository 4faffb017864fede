"""First person inside quotation marks: it stands for whoever is quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.mentions.coreference.parts import Candidate
from sayso.model import ActorMention, Sentence, Token

PLURAL_FIRST = frozenset({"we", "us", "our", "ours"})
FIRST = PLURAL_FIRST | {"i", "me", "my", "mine"}
_OPEN, _CLOSE, _PLAIN = "\u201c\u201e\u00ab", "\u201d\u00bb", '"\u201f\u2033'


def quoted(sentences: Sequence[Sentence]) -> dict[int, tuple[bool, ...]]:
    """For each sentence, by index, whether each of its tokens stands in quotation marks; anew in each paragraph."""
    found: dict[int, tuple[bool, ...]] = {}
    inside, paragraph = False, -1
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            inside, paragraph = False, sentence.paragraph
        flags = []
        for token in sentence.tokens:
            if token.text[0] in _OPEN or (token.text[0] in _PLAIN and not inside):
                inside = True
            elif token.text[0] in _CLOSE or token.text[0] in _PLAIN:
                inside = False
            flags.append(inside)
        found[sentence.index] = tuple(flags)
    return found


def speakers(
    sentences: Sequence[Sentence],
    by_sentence: dict[int, list[Candidate]],
    marks: dict[int, tuple[bool, ...]],
    says: frozenset[str],
) -> dict[int, ActorMention]:
    """Who speaks the quotations of each sentence, by index: named there, else in the paragraph."""
    own = {
        s.index: found
        for s in sentences
        if (found := next(_subjects(s, by_sentence.get(s.index, []), marks[s.index], says), None))
    }
    paragraphs: dict[int, list[ActorMention]] = {}
    for sentence in sentences:
        if sentence.index in own:
            paragraphs.setdefault(sentence.paragraph, []).append(own[sentence.index])
    for sentence in sentences:
        there = paragraphs.get(sentence.paragraph, [])
        if sentence.index not in own and len({m.entity for m in there}) == 1:
            own[sentence.index] = there[0]
    return own


def _subjects(
    sentence: Sentence, known: list[Candidate], marks: tuple[bool, ...], says: frozenset[str]
) -> Iterator[ActorMention]:
    if not any(marks):
        return
    for one in known:
        verb: Token = sentence.head(one.head)
        if one.head.dep == "nsubj" and verb.lemma in says and not marks[one.head.index]:
            yield one.mention

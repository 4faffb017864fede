"""Noun phrases read off the order of words, where the tree cannot be trusted: ranges of tokens, both ends included."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.grammar.words import is_noun
from sayso.lang import lexicon
from sayso.model import Sentence, Token

WORDS = lexicon("grammar")
Range = tuple[int, int]
_SHARED = WORDS["nouns.shared"]
_ARTICLES = WORDS["ranges.articles"]
_CUTS = frozenset({"IN", "WP", "WDT", "VBD", "VBZ", "VBN", "VBG", "TO", "RB"})
_FRESH = frozenset({"DT", "CD", "PRP$"})
_ENDS = frozenset({",", "(", ")", ";", "—", "–"})


def surface_head(sentence: Sentence, range_: Range) -> Token | None:
    """The last noun before the first preposition, participle or comma; None when there is no noun."""
    found: Token | None = None
    for token in sentence.tokens[range_[0] : range_[1] + 1]:
        noun = is_noun(token) or token.pos == "PRON" or token.tag == "FW"
        if token.index and sentence.tokens[token.index - 1].tag == "HYPH":  # "state-run"
            found = token if noun else None
            continue
        if token.tag == "IN" or token.text == "," or (found and (token.tag in _CUTS or token.text in _ENDS)):
            break
        if noun or (token.tag in ("CD", "DT", "JJ") and (found is None or found.tag in ("CD", "DT", "JJ"))):
            found = token
    return found if found is not None and found.lower not in _ARTICLES else None


def described(sentence: Sentence, range_: Range) -> Range:
    """The phrase without its article, and without what stands behind a comma, a relative clause or a bare adverb."""
    first, last = range_
    tokens = sentence.tokens
    while first < last and tokens[first].lower in _ARTICLES:
        first += 1
    for index in range(first + 1, last + 1):
        token = tokens[index]
        participle = token.tag in ("VBN", "VBG") and index > first + 1
        participle = participle and tokens[index - 1].tag not in ("DT", "JJ", "IN", "HYPH")
        person = token.tag == "IN" and all(t.entity == "PERSON" for t in tokens[first:index])
        ends = token.text in _ENDS or token.tag in ("WP", "WDT") or token.lower in WORDS["ranges.adverbs"]
        if ends or person or participle:
            last = index - 1
            break
    while last > first and (tokens[last].entity in ("DATE", "TIME") or tokens[last].pos in ("PUNCT", "ADP", "CCONJ")):
        last -= 1
    return first, last


def members(sentence: Sentence, range_: Range) -> list[Range]:
    """The phrase taken apart at "and", unless what is joined only completes it ("the governors of A and B"), and at the
    commas before it."""
    tokens = sentence.tokens
    found: list[Range] = []
    start, end = range_
    for index in range(start + 1, end):
        if tokens[index].text == "," and tokens[index + 1].tag in _FRESH and _goes_on(tokens[index + 1 : end + 1]):
            found.append((start, index - 1))
            start = index + 1
        if tokens[index].lower not in WORDS["joints.members"]:
            continue
        before, after, last = tokens[index - 1], tokens[index + 1], tokens[end]
        shared = before.tag in ("NN", "NNP", "JJ") and tokens[start].tag not in _FRESH and last.lemma in _SHARED
        if shared or (after.tag not in _FRESH and any(t.tag in ("IN", "TO") for t in tokens[start:index])):
            continue  # "hospital and civil protection sources"
        plain = after.tag in ("NN", "NNS", "JJ") or after.text.islower()
        plural = plain and any(t.tag in ("NNS", "NNPS") for t in tokens[index + 1 : end + 1])
        if after.tag in _FRESH or plural:
            found.append((start, index - 1))
            start = index + 1
    return [*found, (start, end)]


def _goes_on(rest: Sequence[Token]) -> bool:
    """Whether what stands behind a comma ends in one more that is joined to it: "a doctor and two residents"."""
    joints = [i for i, t in enumerate(rest[:-1]) if t.lower in WORDS["joints.members"]]
    return bool(joints) and rest[joints[-1] + 1].tag in _FRESH

"""Noun phrases read off the order of words, where the tree cannot be trusted: ranges of tokens, both ends included."""

from __future__ import annotations

from sayso.model import Sentence, Token

Range = tuple[int, int]
_CUTS = frozenset({"IN", "WP", "WDT", "VBN", "VBG", "TO", "RB"})
_SOURCES = frozenset({"source", "official", "officer"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "which", "who", "and", "but", "as"})


def surface_head(sentence: Sentence, range_: Range) -> Token | None:
    """The last noun before the first preposition, participle or comma; None when there is no noun."""
    found: Token | None = None
    for token in sentence.tokens[range_[0] : range_[1] + 1]:
        if token.index and sentence.tokens[token.index - 1].tag == "HYPH":  # "state-run"
            joined = found is not None and found.index == token.index - 2
            found = token if token.tag in _NOUNS else None if joined else found
            continue
        noun = token.tag in ("NN", "NNS", "NNP", "NNPS", "PRP", "FW") or token.pos in ("NOUN", "PROPN", "PRON")
        if found is not None and (token.tag in _CUTS or token.text in (",", "(", "-", "–")) and token.tag != "HYPH":
            break
        if token.tag == "IN" or token.text == ",":
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
        ends = token.text in (",", "(", ";", "—", "–", ")") or token.tag in ("WP", "WDT")
        person = token.tag == "IN" and all(t.entity == "PERSON" for t in tokens[first:index])
        if (
            person
            or ends
            or token.lower in ("there", "here", "also")
            or (token.tag in ("VBN", "VBG") and index > first + 1)
        ):
            if token.tag in ("VBN", "VBG") and tokens[index - 1].tag in ("DT", "JJ", "IN", "HYPH"):
                continue
            last = index - 1
            break
    while last > first and tokens[last].entity in ("DATE", "TIME"):
        last -= 1
    while last > first and (tokens[last].pos in ("PUNCT", "ADP", "CCONJ") or tokens[last].tag == "POS"):
        last -= 1
    return first, last


def members(sentence: Sentence, range_: Range) -> list[Range]:
    """The phrase taken apart at "and", unless what is joined only completes it ("the governors of A and B")."""
    tokens = sentence.tokens
    found: list[Range] = []
    start = range_[0]
    for index in range(range_[0] + 1, range_[1]):
        if tokens[index].lower not in ("and", "or") or index + 1 > range_[1]:
            continue
        inside = any(t.tag in ("IN", "TO") for t in tokens[start:index])
        after = tokens[index + 1]
        fresh = after.tag in ("DT", "CD", "PRP$") or (
            any(t.tag == "NNS" for t in tokens[index + 1 : range_[1] + 1]) and after.tag in ("NNS", "JJ", "NN")
        )
        if _shared(tokens[start], tokens[index - 1], tokens[range_[1]]):
            continue
        joined = not inside or after.tag in ("DT", "CD", "PRP$")
        if joined and (fresh or _alike(tokens[index - 1], tokens[range_[1]])):
            found.append((start, index - 1))
            start = index + 1
    found.append((start, range_[1]))
    if any(surface_head(sentence, part) is None for part in found):
        return [range_]
    return found


def _shared(first: Token, before: Token, last: Token) -> bool:
    """Whether both nouns only say of what kind the sources are: "hospital and civil protection sources"."""
    return before.tag in ("NN", "NNP", "JJ") and first.tag not in ("DT", "CD") and last.lemma in _SOURCES


def _alike(before: Token, last: Token) -> bool:
    """Whether both are persons' names or bare nouns: "police and rescue workers", "Ali and Omar"."""
    if before.tag in ("NN", "NNS"):
        return last.tag in ("NN", "NNS")
    return before.entity == last.entity == "PERSON"

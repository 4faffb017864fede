"""The name that a role noun bears behind it: people and groups stand under their own names.

"The spokesman of the army in Ituri, Lieutenant Jules Ngongo,", "spokeswoman for the ministry Lt. Gen. Srey Malyna",
"a coalition of gangs called Viv Ansanm", "a man who gave his name as Chuy".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.model import Sentence, Token

_REACH: Final = 14
_LONGEST: Final = 5
_FEWEST: Final = 2
_NAMING = (
    ("called",), ("named",), ("dubbed",), ("nicknamed",), ("known", "as"), ("known", "only", "as"),
    ("calling", "itself"), ("calling", "himself"), ("calling", "themselves"), ("calls", "itself"),
    ("uses", "the", "name"), ("gave", "his", "name", "as"), ("gave", "her", "name", "as"),
    ("call", "sign"), ("nom", "de", "guerre"), ("identified", "as"), ("identified", "only", "as"),
    ("called", "only"), ("gave", "only", "one", "name", ","),
)  # fmt: skip
_BETWEEN = frozenset({"IN", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "POS", "CC", "HYPH", "CD", ",", "TO"})
_PLACES = frozenset({"GPE", "LOC", "FAC", "ORG", "NORP", "DATE"})


def called(sentence: Sentence, head: Token) -> list[Token]:
    """The name in "a group calling itself X"; empty where the noun is given no name."""
    tokens = sentence.tokens
    for at in range(head.index + 1, min(head.index + _REACH, len(tokens))):
        if tokens[at].text in (",", ";", ":", ".") and tokens[at].space and not _relative(tokens, at):
            return []
        for phrase in _NAMING:
            end = at + len(phrase)
            if tuple(t.lower for t in tokens[at:end]) == phrase:
                return _run(tokens, end)
        if tokens[at].tag in ("VBD", "VBZ", "VBP", "MD") and not _relative(tokens, at - 1):
            return []
    return []


def behind(sentence: Sentence, head: Token, ranks: frozenset[str]) -> list[Token]:
    """A person's name in apposition somewhere behind the role noun, with a comma or a rank before it."""
    tokens = sentence.tokens
    for at in range(head.index + 1, min(head.index + _REACH, len(tokens))):
        token = tokens[at]
        ranked = token.lower.rstrip(".") in ranks and token.text[:1].isupper()
        if ranked or token.text == ",":
            start = at + 1
            while start < len(tokens) and (tokens[start].text == "." or tokens[start].lower.rstrip(".") in ranks):
                ranked, start = True, start + 1
            name = _run(tokens, start)
            if name and _stands(tokens, name, ranked, token.text == ","):
                return name
        if token.tag not in _BETWEEN and token.text != ".":
            return []
    return []


def _stands(tokens: Sequence[Token], name: Sequence[Token], ranked: bool, comma: bool) -> bool:
    """Whether the capitalised words are a person's name: a rank says so, or two commas around more than one word."""
    end = name[-1].index + 1
    after = tokens[end] if end < len(tokens) else None
    if ranked:
        return (
            after is None
            or after.text in (",", ".", ";")
            or after.tag.startswith(("V", "M", "RB"))
            or after.text == "("
        )
    closed = after is not None and (after.text == "," or (after.text == "." and end == len(tokens) - 1))
    known = name[-1].entity == "PERSON" or all(t.entity not in _PLACES for t in name)
    return comma and closed and len(name) >= _FEWEST and known


def _run(tokens: Sequence[Token], start: int) -> list[Token]:
    """The proper nouns from ``start`` on, hyphens among them; empty when they are none or too many for a name."""
    name: list[Token] = []
    for token in tokens[start:]:
        joined = token.text in ("-", "’", "'", ".") and name and (not token.space or not name[-1].space)
        if not (joined or (token.tag in ("NNP", "NNPS", "FW") and token.text[:1].isalpha())):
            break
        name.append(token)
    while name and not name[-1].text[-1].isalnum():
        name.pop()
    words = [t for t in name if t.text[0].isalpha()]
    return name if words and words[0].text[0].isupper() and len(words) <= _LONGEST + 2 else []


def _relative(tokens: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and any(t.lower in ("who", "which", "that") for t in tokens[at : at + 2])

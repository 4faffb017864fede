"""The name that a role noun bears behind it: people and groups stand under their own names.

"The spokesman of the army in Ituri, Lieutenant Jules Ngongo,", "spokeswoman for the ministry Lt. Gen. Srey Malyna",
"a coalition of gangs called Viv Ansanm", "a man who gave his name as Chuy".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sayso.grammar.words import FINITE, PROPER
from sayso.lang import lexicon
from sayso.model import Reading, Sentence, Token

WORDS = lexicon("attributions")
_NAMING = tuple(tuple(phrase.split()) for phrase in WORDS.row("naming.phrases"))
_RELATIVE = lexicon("grammar")["pronouns.relative"]
_REACH: Final = 14
_LONGEST: Final = 7
_BETWEEN = PROPER | {"IN", "DT", "NN", "NNS", "JJ", "POS", "CC", "HYPH", "CD", ",", "TO", "."}
_PLACES = frozenset({"GPE", "LOC", "FAC", "ORG", "NORP", "DATE"})
_GROUND = frozenset({"GPE", "LOC", "FAC", "NORP", "DATE"})
_MARKS = {",": ",", "(": ")"}


def called(sentence: Sentence, head: Token) -> list[Token]:
    """The name in "a group calling itself X"; empty where the noun is given no name."""
    tokens = sentence.tokens
    for at in range(head.index + 1, min(head.index + _REACH, len(tokens))):
        clause = any(t.lower in _RELATIVE for t in tokens[at - 1 : at + 2])
        if not clause and (tokens[at].text in (",", ";", ":") or tokens[at].tag in FINITE):
            return []
        for phrase in _NAMING:
            end = at + len(phrase)
            if tuple(t.lower for t in tokens[at:end]) == phrase:
                return _run(tokens, end)
    return []


def bodily(sentence: Sentence, head: Token) -> list[Token]:
    """The name of a body behind its description, between commas or in brackets: "the refugee agency, UNHCR,"."""
    tokens = sentence.tokens
    for at in range(head.index + 1, min(head.index + _REACH, len(tokens) - 2)) if head.text.islower() else ():
        closing = _MARKS.get(tokens[at].text)
        if closing is not None:
            name = _run(tokens, at + 1 + (tokens[at + 1].tag == "DT"))
            return name if name and _closes(tokens, name, closing) else []
        if tokens[at].tag not in _BETWEEN:
            return []
    return []


def _closes(tokens: Sequence[Token], name: Sequence[Token], closing: str) -> bool:
    """Whether a body's name ends where its comma or bracket closes, or its short form does: "Red Lantern (RL),"."""
    end = name[-1].index + 1
    if tokens[end].text == "(" and closing == ",":
        end = next((t.index + 1 for t in tokens[end : end + 4] if t.text == ")"), end)
    listed = end + 1 == len(tokens) or tokens[end + 1].pos in ("CCONJ", "PROPN")  # "the ministry, UNHCR, and"
    ground = any(t.entity in _GROUND for t in name)
    plain = name[0].text.isupper() if closing == ")" else not listed
    return tokens[end].text == closing and not ground and plain


def behind(sentence: Sentence, head: Token, ranks: Collection[str]) -> list[Token]:
    """A person's name in apposition somewhere behind the role noun, with a comma or a rank before it."""
    tokens = sentence.tokens
    for at in range(head.index + 1, min(head.index + _REACH, len(tokens))):
        start = at + 1 if tokens[at].text == "," else at
        first = start
        while start < len(tokens) and (tokens[start].text == "." or tokens[start].lower.rstrip(".") in ranks):
            start += 1
        ranked = start > first and tokens[first].text[:1].isupper()
        name = _run(tokens, start) if ranked or first > at else []
        if name and (ranked or _set_off(tokens, name)):
            return name
        if tokens[at].tag not in _BETWEEN:
            return []
    return []


def _set_off(tokens: Sequence[Token], name: Sequence[Token]) -> bool:
    """Whether two commas stand around capitalised words that are a person's name."""
    end = name[-1].index + 1
    closed = end < len(tokens) and (tokens[end].text == "," or (tokens[end].text == "." and end == len(tokens) - 1))
    known = name[-1].entity == "PERSON" or all(t.entity not in _PLACES for t in name)
    return closed and len(name) > 1 and known


def _run(tokens: Sequence[Token], start: int) -> list[Token]:
    """The proper nouns from ``start`` on, hyphens among them; empty when they are none or too many for a name."""
    name: list[Token] = []
    for token in tokens[start:]:
        joined = token.text in ("-", "’", "'", ".") and name and (not token.space or not name[-1].space)
        if not (joined or (token.tag in (*PROPER, "FW") and token.text[:1].isalpha())):
            break
        name.append(token)
    while name and not name[-1].text[-1].isalnum():
        name.pop()
    fits = name and name[0].text[0].isupper() and sum(t.text[0].isalpha() for t in name) <= _LONGEST
    return name if fits else []


def joined_towns(reading: Reading) -> set[int]:
    """Where towns start that are joined to where somebody is, and do not speak: "police in Bida and Kano said"."""
    places = {m.start for m in reading.places}
    towns = (m.start for m in reading.places if m.place.precision != "country")
    pairs = ((at, [t for t in s.tokens if t.end <= at][-2:]) for at in towns if (s := reading.sentence_at(at)))
    joined = ((at, pair[0]) for at, pair in pairs if len(pair) == 2 and pair[1].pos == "CCONJ")
    return {at for at, where in joined if where.dep == "pobj" and where.start in places}

"""Cues told by the order of words alone, where a long sentence breaks the tree: "…, a doctor and two residents told X."

A word of saying with nothing but a noun phrase between the last comma and itself, and nothing but who was told, when
and where behind itself, speaks for what stands before that comma.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.grammar.clauses import subject
from sayso.grammar.phrases import expand
from sayso.grammar.ranges import Range, surface_head
from sayso.grammar.words import FINITE, RELATIVE
from sayso.lang import lexicon
from sayso.mentions.attributions.cue import QUOTE_MARKS
from sayso.model import Sentence, Token

WORDS = lexicon("attributions")
_BEHIND = WORDS["surface.adjuncts"]
_DATES = WORDS["surface.dates"]
_OPENERS = WORDS["surface.openers"]
_HELPING = WORDS["surface.helping"]
_TO_WITH = WORDS["prepositions.to_with"]
_OF = lexicon("grammar")["prepositions.of"]
_BOUNDS = frozenset({",", ";", ":", "—", "–", "--", "…"}) | QUOTE_MARKS
_NOMINAL = frozenset("DT PDT NN NNS NNP NNPS JJ JJR JJS CD POS PRP$ VBN VBG HYPH FW NFP".split())
_SPOKEN = FINITE | {"VBN", "NNS", "NN", "VB"}
_FRESH = frozenset({"DT", "CD", "PRP$", "NNS"})
_LONGEST = 24
_CLAUSE = 12


@dataclass(slots=True)
class Surface:
    """A cue read off the order of words. ``speakers``: range of the noun phrase that speaks, ``aside`` that of an
    apposition between it and the cue. ``told``: range of who was told. ``first``/``last``: range of the clause; what is
    said stands before ``first``, and behind ``last`` when the cue stands in its middle."""

    speakers: Range
    first: int
    last: int
    aside: Range | None = None
    told: Range | None = None


def postposed(sentence: Sentence, verb: Token, addressee: bool) -> Surface | None:
    """The cue clause around a word of saying that follows its content, or None where the words stand otherwise."""
    tokens = sentence.tokens
    if verb.tag not in _SPOKEN or verb.index < 2:
        return None
    behind = behind_verb(tokens, verb.index, addressee)
    before = _before(tokens, verb.index) if behind else None
    if behind is None or before is None:
        return None
    (first, end), aside = before
    first = _listed(sentence, verb, first) if aside is None else first
    start = first + 1 if tokens[first].lower in _OPENERS and first < verb.index - 1 else first
    helped = tokens[verb.index - 1].lower in _HELPING and verb.tag == "VBN"
    if verb.tag not in FINITE and not helped and not _mistagged(tokens, verb):
        return None
    if surface_head(sentence, (start, end)) is None:
        return None
    return Surface((start, end), first, behind[0], aside, behind[1])


def _listed(sentence: Sentence, verb: Token, first: int) -> int:
    """Where a list of speakers begins, of which the last stand between comma and verb: "X, Y and Z said"."""
    own = subject(sentence, verb)
    if own is None or own.index >= first or not any(t.index >= first for t in expand(sentence, own)):
        return first
    start = sentence.subtree(own)[0].index
    between = sentence.tokens[start:first]
    plain = between[0].tag in _FRESH and all(_nominal(t) or t.text == "," for t in between)
    return start if plain and start and _bounds(sentence.tokens[start - 1]) else first


def inverted(sentence: Sentence, verb: Token, marked: bool = True) -> Surface | None:
    """The cue clause in "…, said X of the Y, who …", with the verb right after a comma or quotation mark.

    ``marked``: whether that must stand there.
    """
    tokens, at = sentence.tokens, verb.index
    if at < 3 or verb.tag not in (*FINITE, "VBN") or (marked and not _bounds(tokens[at - 1], hyphen=True)):
        return None
    own = subject(sentence, verb)
    told = any(t.index > at for t in sentence.children(verb, "ccomp"))
    if own and (told or (own.index < at and sentence.children(verb, "dobj"))):
        return None
    end = at + 1
    while end < len(tokens) and _nominal(tokens[end]):
        end += 1
    if end < len(tokens) and not _bounds(tokens[end], hyphen=True) and tokens[end].tag != "WP":
        return None
    while tokens[end - 1].text == ".":
        end -= 1
    speakers = (at + 1, end - 1)
    return Surface(speakers, at, end - 1) if surface_head(sentence, speakers) else None


def leading(sentence: Sentence, verb: Token) -> tuple[Range, Range | None] | None:
    """The noun phrase right before a verb that opens its sentence or clause, with an apposition in between."""
    found = _before(sentence.tokens, verb.index, opens=True) if verb.tag in FINITE and verb.index else None
    return found if found and surface_head(sentence, found[0]) else None


def behind_verb(tokens: Sequence[Token], at: int, addressee: bool) -> tuple[int, Range | None] | None:
    """The last token of the clause and who was told; None when something else than that stands behind the verb."""
    end = at + 1
    while end < len(tokens) and not _ends(tokens, end):
        end += 1
    if end - at > _LONGEST:
        return None
    told: Range | None = None
    start = at + 1
    while addressee and start < end and _nominal(tokens[start]) and tokens[start].lower not in _BEHIND:
        if start > at + 1 and tokens[start].lower in _DATES:
            break  # "told Xinhua Tuesday"
        start += 1
    if start > at + 1:
        told = (at + 1, start - 1)
    elif start + 1 < end and tokens[start].lower in _TO_WITH:
        told = (start + 1, end - 1)
    rest = tokens[start:end]
    if rest and (not _adjunct(rest[0]) or (told and rest[0].tag == "TO")):
        return None
    if any(t.tag in FINITE or t.lower in WORDS["that"] for t in rest):
        return None
    for index in range(at + 3, end - 1):  # "announced in a statement to X"
        if told is None and tokens[index].lower in _TO_WITH and tokens[index - 1].lemma in WORDS["nouns.talk"]:
            told = (index + 1, end - 1)
    quotes = [any(t.text in QUOTE_MARKS for t in part) for part in (tokens[:end], tokens[end : end + 2])]
    opens = end < len(tokens) - 1 and (tokens[end].text == ":" or quotes == [False, True])
    return None if opens else (end - 1, told)


def _ends(tokens: Sequence[Token], at: int) -> bool:
    closes = tokens[at].text in ".!?" and at >= len(tokens) - 2
    return _bounds(tokens[at]) or closes or tokens[at].lower in WORDS["surface.citing"]


def _adjunct(token: Token) -> bool:
    dated = token.lower in _DATES or token.entity in ("DATE", "TIME")
    return dated or token.lower in _BEHIND or token.tag == "RB"


def _before(tokens: Sequence[Token], at: int, opens: bool = False) -> tuple[Range, Range | None] | None:
    """The ranges of the noun phrase before the verb and of the apposition in between."""
    while at > 1 and tokens[at - 1].lower in _HELPING:
        at -= 1
    if tokens[at - 1].text != ",":
        start = _back(tokens, at - 1, opens)
        return None if start is None or start > at - 1 else ((start, at - 1), None)
    aside = at - 2
    while aside >= 0 and tokens[aside].text != ",":
        aside -= 1
    relative = tokens[aside + 1].tag in (*RELATIVE, "VBG", "VBN", "WRB")
    if aside < 1 or at - aside > _LONGEST or (not relative and any(t.tag in FINITE for t in tokens[aside:at])):
        return None
    start = _back(tokens, aside - 1, opens)
    if start is None or start > aside - 1:
        return None
    if tokens[start].tag in ("DT", "CD") and tokens[start - 1].text == ",":  # "X, the mayor of Y, who …", "X, 34, who"
        name = _back(tokens, start - 2, opens)
        if name is not None and all(t.tag in ("NNP", ".") for t in tokens[name : start - 1]):
            return (name, start - 2), (start, at - 2)
    return (start, aside - 1), (aside + 1, at - 2)


def _back(tokens: Sequence[Token], at: int, opens: bool) -> int | None:
    """Where the noun phrase that ends at ``at`` begins: right after a comma, dash or quotation mark; else None.

    ``opens``: it may open the sentence as well.
    """
    start = at
    while start >= 0 and not _bounds(tokens[start]):
        token = tokens[start]
        opener = token.lower in _OPENERS and start > 0 and _bounds(tokens[start - 1], hyphen=True)
        lone = token.lower in WORDS["pronouns.subject"] and (start == at or tokens[start - 1].lower in _OF)
        if at - start > _LONGEST:
            return None
        if not (_nominal(token) or opener or lone):
            start = _relative(tokens, start)
            if start < 0:
                return None
        start -= 1
    if start + 1 < at and tokens[start + 1].tag in RELATIVE:
        return None  # "the blast on Monday, which X claimed"
    return start + 1 if start > 0 or (opens and start < 0) else None


def _relative(tokens: Sequence[Token], at: int) -> int:
    """The "who" of the clause that ends at ``at`` ("an official who fled from there"), or -1."""
    for index in range(at, max(at - _CLAUSE, 0), -1):
        if _bounds(tokens[index], hyphen=True):
            return -1
        if tokens[index].lower in WORDS["pronouns.who"]:
            return index
    return -1


def _bounds(token: Token, hyphen: bool = False) -> bool:
    """Whether a clause can end here; ``hyphen``: at a hyphen, too."""
    return token.text in _BOUNDS or (hyphen and token.text == "-")


def is_nominal_word(token: Token) -> bool:
    """Whether the word can stand in a bare noun phrase."""
    return token.tag in _NOMINAL


def _nominal(token: Token) -> bool:
    return is_nominal_word(token) or token.lower in WORDS["surface.links"] or token.lower in WORDS["surface.loose"]


def _mistagged(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether a noun in form is the verb: "…, Radio Sahel reports, quoting", "…, the militia claims." """
    previous = tokens[verb.index - 1]
    if verb.tag == "VBN":
        return previous.tag not in FINITE | {"VB"}
    return verb.tag != "VB" and verb.lower.endswith("s") and previous.tag in ("NNP", "NNPS", "NN", "CD")

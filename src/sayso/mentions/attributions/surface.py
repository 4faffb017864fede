"""Cues told by the order of words alone, where a long sentence breaks the tree: "…, a doctor and two residents told X."

A word of saying with nothing but a noun phrase between the last comma and itself, and nothing but who was told, when
and where behind itself, speaks for what stands before that comma.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.mentions.attributions.cue import QUOTE_MARKS
from sayso.mentions.attributions.ranges import Range, surface_head
from sayso.model import Sentence, Token

_BOUNDS = frozenset({",", ";", ":", "—", "–", "--", "-", "…"}) | QUOTE_MARKS
_NOMINAL = frozenset("DT PDT NN NNS NNP NNPS JJ JJR JJS CD POS PRP$ VBN VBG HYPH FW NFP".split())
_LINKS = frozenset("of at in for from with on to near under inside by and or &".split())
_LOOSE = frozenset({"there", "here", "close", "also", "(", ")", "'", "’", "."})
_BEHIND = frozenset("on in at by via from through over during after late early to".split())
_OPENERS = frozenset({"as", "and", "but", "while"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SPOKEN = _FINITE | {"VBN", "NNS", "NN", "VB"}
_HELPING = frozenset({"has", "have", "had", "also", "further", "later", "earlier", "then", "since"})
_PERSONAL = frozenset({"he", "she", "it", "they", "we", "i"})
_TALKS = frozenset("statement interview remark comment message note letter".split())
_CITING = frozenset({"citing", "quoting", "adding", "according"})
_LONGEST = 24
_CLAUSE = 12


@dataclass(slots=True)
class Surface:
    """A cue read off the order of words. ``speakers``: ranges of the noun phrases that speak, ``aside`` the range of
    an apposition between them and the cue. ``told``: range of who was told. ``first``/``last``: range of the clause;
    what is said stands before ``first``, and behind ``last`` when the cue stands in its middle. ``opener``: "as" or
    the like before the clause."""

    verb: Token
    speakers: Range
    first: int
    last: int
    aside: Range | None = None
    told: Range | None = None
    opener: str = ""


def postposed(sentence: Sentence, verb: Token, addressee: bool) -> Surface | None:
    """The cue clause around a word of saying that follows its content, or None where the words stand otherwise."""
    tokens = sentence.tokens
    if verb.tag not in _SPOKEN or verb.index < 2:
        return None
    behind = _behind(tokens, verb.index, addressee)
    if behind is None:
        return None
    last, told = behind
    before = _before(tokens, verb.index)
    if before is None:
        return None
    speakers, aside = before
    first = speakers[0]
    opener = ""
    if tokens[first].lower in _OPENERS and first < verb.index - 1:
        opener = tokens[first].lower
        speakers = (first + 1, speakers[1])
    helped = tokens[verb.index - 1].lower in _HELPING and verb.tag == "VBN"
    if verb.tag not in _FINITE and not helped and not _mistagged(tokens, verb, speakers):
        return None
    head = surface_head(sentence, speakers)
    if head is None or not _speaks_up(tokens, first):
        return None
    return Surface(verb, speakers, first, last, aside, told, opener)


def inverted(sentence: Sentence, verb: Token) -> Surface | None:
    """The cue clause in "…, said X of the Y, who …", with the verb right after a comma or quotation mark."""
    tokens = sentence.tokens
    at = verb.index
    if at < 3 or verb.tag not in ("VBD", "VBZ", "VBN") or tokens[at - 1].text not in _BOUNDS:
        return None
    if any(t.index > at for t in sentence.children(verb, "ccomp")) and sentence.child(verb, "nsubj", "nsubjpass"):
        return None
    end = at + 1
    while end < len(tokens) and end - at <= _LONGEST and _nominal(tokens[end]):
        end += 1
    stop = end >= len(tokens) or tokens[end].text in _BOUNDS or tokens[end].text in ".!?" or tokens[end].tag == "WP"
    speakers = (at + 1, end - 1)
    while speakers[1] > speakers[0] and tokens[speakers[1]].text == ".":
        speakers = (speakers[0], speakers[1] - 1)
    if not stop or end == at + 1 or surface_head(sentence, speakers) is None or not _speaks_up(tokens, at):
        return None
    return Surface(verb, speakers, at, speakers[1])


def _behind(tokens: Sequence[Token], at: int, addressee: bool) -> tuple[int, Range | None] | None:
    """The last token of the clause and who was told; None when something else than that stands behind the verb."""
    end = at + 1
    while end < len(tokens) and not _ends(tokens, end):
        end += 1
        if end - at > _LONGEST:
            return None
    rest = range(at + 1, end)
    told: Range | None = None
    start = at + 1
    if addressee and start < end:
        while start < end and _nominal(tokens[start]) and tokens[start].lower not in _BEHIND:
            start += 1
        told = (at + 1, start - 1) if start > at + 1 else None
    elif start < end and tokens[start].lower in ("to", "with") and start + 1 < end:
        told = (start + 1, end - 1)
    if start < end and (not _adjunct(tokens[start]) or (told is not None and tokens[start].tag == "TO")):
        return None
    if told is None:
        told = _after_statement(tokens, at, end)
    if any(tokens[i].tag in _FINITE or tokens[i].lower == "that" for i in rest if tokens[i].index >= start):
        return None
    if end < len(tokens) - 1 and (tokens[end].text == ":" or _quote_opens(tokens, end)):
        return None
    return end - 1, told


def _after_statement(tokens: Sequence[Token], at: int, end: int) -> Range | None:
    """X in "announced in a statement to X", "said in an interview with X"."""
    for index in range(at + 3, end - 1):
        if tokens[index].lower in ("to", "with") and tokens[index - 1].lemma in _TALKS:
            return index + 1, end - 1
    return None


def _quote_opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words behind the clause are a quotation and those before it are none."""
    if not any(t.text in QUOTE_MARKS for t in tokens[at : at + 2]):
        return False
    return not any(t.text in QUOTE_MARKS for t in tokens[:at])


def _ends(tokens: Sequence[Token], at: int) -> bool:
    text = tokens[at].text
    return text in _BOUNDS - {"-"} or (text in ".!?" and at >= len(tokens) - 2) or tokens[at].lower in _CITING


def _adjunct(token: Token) -> bool:
    return (
        token.lower in _BEHIND
        or token.entity in ("DATE", "TIME")
        or token.tag == "RB"
        or token.lower.endswith("day")
        or token.lower in ("last", "this", "earlier", "later")
    )


def leading(sentence: Sentence, verb: Token) -> tuple[Range, Range | None] | None:
    """The noun phrase right before a verb that opens its sentence or clause, with an apposition in between."""
    if verb.tag not in _FINITE or verb.index == 0:
        return None
    found = _before(sentence.tokens, verb.index, opens=True)
    if found is None or surface_head(sentence, found[0]) is None:
        return None
    return found


def _before(tokens: Sequence[Token], at: int, opens: bool = False) -> tuple[Range, Range | None] | None:
    """The ranges of the noun phrase before the verb and of the apposition in between."""
    while at > 1 and tokens[at - 1].lower in _HELPING:
        at -= 1
    if tokens[at - 1].text != ",":
        start = _back(tokens, at - 1, opens)
        return None if start is None or start > at - 1 else ((start, at - 1), None)
    aside = at - 2
    while aside >= 0 and tokens[aside].text != "," and at - aside <= _LONGEST:
        aside -= 1
    if aside < 1 or tokens[aside].text != "," or aside + 1 > at - 2:
        return None
    relative = tokens[aside + 1].tag in ("WP", "WDT", "WP$", "VBG", "VBN", "WRB")
    if not relative and any(t.tag in _FINITE for t in tokens[aside + 1 : at - 1]):
        return None
    start = _back(tokens, aside - 1, opens)
    if start is None or start > aside - 1:
        return None
    if tokens[start].tag == "DT" and start >= 2 and tokens[start - 1].text == ",":
        name = _back(tokens, start - 2, opens)
        if name is not None and name <= start - 2 and all(t.tag in ("NNP", ".") for t in tokens[name : start - 1]):
            return (name, start - 2), (start, at - 2)
    return (start, aside - 1), (aside + 1, at - 2)


def _back(tokens: Sequence[Token], at: int, opens: bool) -> int | None:
    """Where the noun phrase that ends at ``at`` begins: right after a comma, dash or quotation mark; else None.

    ``opens``: it may open the sentence as well.
    """
    start = at
    while start >= 0 and tokens[start].text not in _BOUNDS - {"-"}:
        token = tokens[start]
        opener = token.lower in _OPENERS and start > 0 and tokens[start - 1].text in _BOUNDS
        lone = token.lower in _PERSONAL and (start == at or tokens[start - 1].lower == "of")
        if at - start > _LONGEST:
            return None
        if not (_nominal(token) or opener or lone):
            start = _relative(tokens, start)
            if start < 0:
                return None
        start -= 1
    return start + 1 if start > 0 or (opens and start < 0) else None


def _relative(tokens: Sequence[Token], at: int) -> int:
    """The "who" of the clause that ends at ``at`` ("an official who fled from there"), or -1."""
    for index in range(at, max(at - _CLAUSE, 0), -1):
        if tokens[index].text in _BOUNDS:
            return -1
        if tokens[index].lower in ("who", "which"):
            return index
    return -1


def _nominal(token: Token) -> bool:
    return (token.tag in _NOMINAL and token.tag not in _FINITE) or token.lower in _LINKS or token.lower in _LOOSE


def _mistagged(tokens: Sequence[Token], verb: Token, speakers: Range) -> bool:
    """Whether a noun in form is the verb: "…, Radio Sahel reports, quoting", "…, the militia claims." """
    if verb.tag == "VBN":
        return tokens[verb.index - 1].tag not in ("VBD", "VBZ", "VBP", "VB", "MD")
    if verb.tag == "VB" or not verb.lower.endswith("s"):
        return False
    previous = tokens[verb.index - 1]
    return previous.tag in ("NNP", "NNPS", "NN") and speakers[1] - speakers[0] >= 0 and previous.lower != "news"


def _speaks_up(tokens: Sequence[Token], first: int) -> bool:
    """Whether what stands before the clause says something: it holds a verb or a quotation."""
    return any(
        t.tag in _FINITE or (t.tag == "VBN" and t.dep != "amod") or t.text in QUOTE_MARKS for t in tokens[:first]
    )

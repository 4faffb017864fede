"""What stands before a cue clause or goes on behind it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.grammar.words import is_verb_form
from sayso.mentions.attributions.cue import QUOTE_MARKS, Cue, stretch
from sayso.mentions.attributions.governed import cut, stop
from sayso.model import Sentence, Span

_NEAR = 8
_DAY = 5
_NOISES = frozenset({"chant", "shout", "cry", "scream", "yell", "protest", "complain", "call", "demand"})
_BREAKS = frozenset(
    {
        "but",
        "while",
        "although",
        "though",
        "whereas",
        "as",
        "after",
        "before",
        "when",
        "because",
        "which",
        "who",
        "whose",
        "where",
        "even",
    }
)
_TIMES = frozenset(
    f"{unit}{ending}" for unit in ("minute", "hour", "day", "week", "month", "year") for ending in ("", "s")
)
_OWN_CUES = frozenset(
    {
        "add",
        "cite",
        "quote",
        "say",
        "accord",
        "refer",
        "speak",
        "request",
        "describe",
        "call",
        "warn",
        "note",
        "ask",
        "stress",
        *"emphasize emphasise explain insist claim urge recall argue suggest announce accuse blame praise vow".split(),
    }
)
_ELSEWHERE = frozenset({"in", "on", "at", "elsewhere", "later", "meanwhile", "separately", "then"})
_TAKING_UP = frozenset({"it", "they", "he", "she", "none", "most"})
BACK_BREAKS = frozenset({"but", "while", "although", "though", "whereas"})


def left_content(cue: Cue) -> list[Span]:
    """What stands before a cue clause set off by a comma, dash or quotation mark, and what goes on after it.

    With nothing there, what follows the cue clause to the end of the sentence, for the parser's slips.
    """
    sentence, tokens = cue.sentence, cue.sentence.tokens
    found: list[Span] = []
    before = cue.first - 1
    set_off = before >= 1 and (tokens[before].pos == "PUNCT" or tokens[before].text in QUOTE_MARKS)
    as_clause = before >= 2 and tokens[before].lower == "as" and tokens[before - 1].text == ","
    as_clause = as_clause and sentence.child(cue.anchor, "dobj") is None
    if (set_off or as_clause) and cue.anchor.dep not in ("relcl", "acl"):
        if _relative(cue):
            return [s for s in (_resumed(cue, cue.segment),) if s is not None]
        start = left_bound(sentence, before)
        left = stretch(sentence, start, before - (1 if as_clause else 0))
        aside = cue.anchor.tag == "VBG" and cue.anchor.lemma in _NOISES
        if left is not None and _says_something(sentence, left) and not aside:
            found.append(left)
            cue.side = "left"
            after = _resumed(cue, left)
            if after is not None:
                found.append(after)
                cue.side = "both"
            return found
    clause = _that_clause(cue) or _dated_clause(cue)
    if clause is not None:
        return [clause]
    follows = cue.last + 1
    if follows < len(tokens) - 1 and _opens_content(cue, follows):
        span = stretch(sentence, follows, stop(sentence, follows, len(tokens) - 1))
        if span is not None:
            found.append(span)
    return found


def _relative(cue: Cue) -> bool:
    """Whether the cue clause stands right behind a relative pronoun: "in which, a monitor says, 89 people died"."""
    tokens = cue.sentence.tokens
    return cue.first > 1 and tokens[cue.first - 1].text == "," and tokens[cue.first - 2].tag in ("WDT", "WP")


def around(cue: Cue, inverted: bool) -> list[Span]:
    """What stands before a cue clause told by the order of words, and what goes on behind it."""
    sentence = cue.sentence
    if _relative(cue):
        return [s for s in (_resumed(cue, cue.segment),) if s is not None]
    left = stretch(sentence, left_bound(sentence, cue.first - 1), cue.first - 1)
    if left is None or not (_says_something(sentence, left) or _predicate_follows(cue)):
        return []
    cue.side = "left"
    after = _resumed(cue, left) if not inverted or _quote_follows(cue) else None
    if after is None:
        return [left]
    cue.side = "both"
    return [left, after]


def _predicate_follows(cue: Cue) -> bool:
    """Whether the verb of what is said stands behind the cue clause: "The test, the ministry said, was its third"."""
    tokens = cue.sentence.tokens
    at = cue.last + 1
    return at + 2 < len(tokens) and tokens[at].text == "," and tokens[at + 1].tag in ("VBD", "VBZ", "VBP", "MD")


def _quote_follows(cue: Cue) -> bool:
    rest = cue.sentence.tokens[cue.last + 1 : cue.last + 3]
    return any(t.text in QUOTE_MARKS for t in rest)


def carry_past_semicolons(cues: Sequence[Cue]) -> None:
    """Let the last cue of a sentence take in what stands behind a semicolon: nobody else speaks there."""
    if not cues:
        return
    cue = max(cues, key=lambda f: f.last)
    tokens = cue.sentence.tokens
    if not cue.content or cue.act != "speech" or cue.report or cue.below or cue.stance == "denies":
        return
    end = max(cue.last, max(t.index for t in cue.sentence.within(cue.content[-1])))
    if any(f is not cue and f.last > end for f in cues) or end + 2 >= len(tokens) or tokens[end + 1].text != ";":
        return
    span = stretch(cue.sentence, end + 2, len(tokens) - 1)
    if span is not None:
        cue.content.append(span)


def _that_clause(cue: Cue) -> Span | None:
    """A "that" clause which the parser hung on a noun in between ("admitted on the third day that …")."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    for token in tokens[cue.anchor.index + 1 : cue.anchor.index + _NEAR]:
        verb = sentence.head(token)
        if token.lower == "that" and verb.index > token.index and verb.dep in ("relcl", "acl", "ccomp", "advcl"):
            if sentence.child(verb, "nsubj", "nsubjpass") not in (None, token):
                cue.last = token.index - 1
                return stretch(sentence, token.index, cut(sentence, token.index, sentence.subtree(verb)[-1].index))
            return None
    return None


def _dated_clause(cue: Cue) -> Span | None:
    """A clause which the parser hung on the day before it ("said Friday its air defences shot down")."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    for day in tokens[cue.anchor.index + 1 : cue.anchor.index + _DAY]:
        if day.entity not in ("DATE", "TIME") and not day.lower.endswith("day"):
            continue
        clause = sentence.child(day, "relcl", "acl", "ccomp", "advcl")
        if clause is None or clause.index < day.index or sentence.child(clause, "nsubj", "nsubjpass") is None:
            continue
        cue.last = day.index
        return stretch(sentence, day.index + 1, cut(sentence, day.index + 1, sentence.subtree(clause)[-1].index))
    return None


def left_bound(sentence: Sentence, before: int) -> int:
    """The token at which the clause begins that ends at ``before``: after ", but", ", while" with a subject."""
    tokens = sentence.tokens
    for index in range(before, 1, -1):
        if tokens[index].lower in BACK_BREAKS and tokens[index - 1].text in (",", ";"):
            rest = tokens[index + 1 : before]
            if any(t.dep in ("nsubj", "nsubjpass") for t in rest):
                return index + 1
    return 0


def _says_something(sentence: Sentence, span: Span) -> bool:
    return any(is_verb_form(t) or t.text in QUOTE_MARKS for t in sentence.within(span))


def _resumed(cue: Cue, left: Span) -> Span | None:
    """What goes on after a medial cue clause; None when it is the report's own voice again."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    at = cue.last + 1
    if at >= len(tokens) - 1 or tokens[at].text not in (",", ":", "—", "-", *QUOTE_MARKS):
        return None
    while at < len(tokens) and tokens[at].text in (",", ":", "—", "-"):
        at += 1
    if at >= len(tokens) - 1:
        return None
    first = tokens[at]
    open_clause = not any(t.dep == "ROOT" or t.tag in ("VBD", "VBZ", "VBP", "MD") for t in sentence.within(left))
    if first.text not in QUOTE_MARKS and not open_clause and _own_voice(sentence, at):
        return None
    return stretch(sentence, at, stop(sentence, at, len(tokens) - 1))


def _own_voice(sentence: Sentence, at: int) -> bool:
    """Whether the report's own voice goes on here, behind a clause that somebody else has said."""
    first = sentence.tokens[at]
    if first.lower == "but" and sentence.tokens[at + 1].lower in _TAKING_UP:
        return False
    if first.lower in _BREAKS:
        return not _elided(sentence, at)
    if first.lower == "and" and sentence.tokens[at + 1].lower in _ELSEWHERE:
        return True
    return _time_clause(sentence, at) or (first.tag == "VBG" and first.lemma in _OWN_CUES)


def _time_clause(sentence: Sentence, at: int) -> bool:
    """Whether "two days after …", "barely an hour before …" begins here: the report's own bearings."""
    for token in sentence.tokens[at : at + 5]:
        if token.lower in ("after", "before", "since", "when"):
            return token.index > at
        if token.text == "," or not (token.lower in _TIMES or token.pos in ("NUM", "DET", "ADV", "ADJ")):
            return False
    return False


def _elided(sentence: Sentence, at: int) -> bool:
    """Whether "and 20 others wounded" goes on with a passive whose auxiliary was left out."""
    rest = sentence.tokens[at + 1 :]
    verbs = [t for t in rest if is_verb_form(t)]
    counted = bool(rest) and (rest[0].pos in ("NUM", "DET", "ADJ") or rest[0].tag == "CD")
    if sentence.tokens[at].lower != "and" or not counted or len(verbs) != 1:
        return False
    return verbs[0].tag in ("VBN", "VBD") and sentence.child(verbs[0], "dobj", "aux", "auxpass") is None


def _opens_content(cue: Cue, at: int) -> bool:
    """Whether what follows the cue clause can be its content although the parser hung it elsewhere."""
    tokens = cue.sentence.tokens
    here = tokens[at].text
    after = tokens[at + 1].text
    if here in QUOTE_MARKS or here in (":", "that") or (here in (",", ":") and after in QUOTE_MARKS):
        return True
    return cue.anchor.head > cue.last and cue.anchor.dep in ("ccomp", "parataxis", "dep", "nsubj")

"""What stands before a cue clause or goes on behind it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.grammar.clauses import subject
from sayso.grammar.words import FINITE, RELATIVE, is_verb_form
from sayso.lang import lexicon
from sayso.mentions.attributions.cue import QUOTE_MARKS, Cue, stretch
from sayso.mentions.attributions.governed import cut, stop
from sayso.model import Sentence, Span, Token

WORDS = lexicon("attributions")
_AS = WORDS["as"]
_THAT = WORDS["that"]
_NEAR = 8
_DASHES = (",", ":", "—", "-")


def left_content(cue: Cue) -> list[Span]:
    """What stands before a cue clause set off by a comma, dash or quotation mark, and what goes on after it.

    With nothing there, what follows the cue clause to the end of the sentence, for the parser's slips.
    """
    sentence, tokens = cue.sentence, cue.sentence.tokens
    before = cue.first - 1
    set_off = before >= 1 and tokens[before].pos == "PUNCT"
    as_clause = before >= 2 and tokens[before].lower in _AS and tokens[before - 1].text == ","
    as_clause = as_clause and sentence.child(cue.anchor, "dobj") is None
    aside = cue.anchor.tag == "VBG" and cue.anchor.lemma in WORDS["verbs.noises"]
    if (set_off or as_clause) and not aside and cue.anchor.dep not in ("relcl", "acl"):
        found = around(cue, before - 1 if as_clause else before)
        if found:
            return found
    clause = _that_clause(cue)
    follows = cue.last + 1
    if clause is None and follows < len(tokens) - 1 and _opens_content(cue, follows):
        clause = stretch(sentence, follows, stop(sentence, follows, len(tokens) - 1))
    return [clause] if clause else []


def behind_as(cue: Cue) -> Span | None:
    """What follows "As the agency reported," at the head of a sentence."""
    tokens, end = cue.sentence.tokens, len(cue.sentence.tokens) - 1
    opens = 0 < cue.first <= 2 and tokens[cue.first - 1].lower in _AS
    if not opens or cue.last + 2 > end or tokens[cue.last + 1].text != ",":
        return None
    return stretch(cue.sentence, cue.last + 2, cut(cue.sentence, cue.last + 2, end))


def around(cue: Cue, before: int, resumes: bool = True) -> list[Span]:
    """What stands before a cue clause, up to the token ``before``, and what goes on behind it.

    ``resumes``: whether it can go on there. Right behind a relative pronoun ("in which, a monitor says, 89 people
    died") all of it stands behind.
    """
    sentence, tokens = cue.sentence, cue.sentence.tokens
    if cue.first > 1 and tokens[cue.first - 1].text == "," and tokens[cue.first - 2].tag in RELATIVE:
        after = _resumed(cue, cue.segment)
        return [after] if after else []
    left = stretch(sentence, left_bound(sentence, before), before)
    goes_on = tokens[cue.last + 2 : cue.last + 3]  # "among the dead, police said, were two nurses"
    if left is None or not any(_tells(t) for t in (*sentence.within(left), *goes_on)):
        return []
    after = _resumed(cue, left) if resumes else None
    cue.side = "both" if after else "left"
    return [left, after] if after else [left]


def _tells(token: Token) -> bool:
    """Whether something is said with the word: a verb, a quotation mark, or an adjective as in "nine dead"."""
    bare = token.tag == "JJ" and not (token.dep == "amod" and token.head > token.index)
    return is_verb_form(token) or token.text in QUOTE_MARKS or bare


def carry_past_semicolons(cues: Sequence[Cue]) -> None:
    """Let the last cue of a sentence take in what stands behind a semicolon: nobody else speaks there."""
    cue = max(cues, key=lambda c: c.last, default=None)
    if cue is None or not cue.content or cue.act != "speech" or cue.report or cue.stance == "denies":
        return
    tokens = cue.sentence.tokens
    end = max(cue.last, max(t.index for t in cue.sentence.within(cue.content[-1])))
    if end + 2 < len(tokens) and tokens[end + 1].text == ";":
        span = stretch(cue.sentence, end + 2, len(tokens) - 1)
        cue.content += [span] if span else []


def _that_clause(cue: Cue) -> Span | None:
    """A "that" clause which the parser hung on a noun in between ("admitted on the third day that …")."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    for token in tokens[cue.anchor.index + 1 : cue.anchor.index + _NEAR]:
        verb = sentence.head(token)
        if token.lower in _THAT and verb.index > token.index and verb.dep in ("relcl", "acl", "ccomp", "advcl"):
            if subject(sentence, verb) in (None, token):
                return None
            cue.last = token.index - 1
            return stretch(sentence, token.index, cut(sentence, token.index, sentence.subtree(verb)[-1].index))
    return None


def left_bound(sentence: Sentence, before: int) -> int:
    """The token at which the clause begins that ends at ``before``: after ", but", ", while" with a subject."""
    tokens = sentence.tokens
    for index in range(before, 1, -1):
        breaks = tokens[index].lower in WORDS["joints.contrast"] and tokens[index - 1].text in (",", ";")
        if breaks and any(t.dep in ("nsubj", "nsubjpass") for t in tokens[index + 1 : before]):
            return index + 1
    return 0


def _resumed(cue: Cue, left: Span) -> Span | None:
    """What goes on after a medial cue clause; None when it is the report's own voice again."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    at = cue.last + 1
    if at >= len(tokens) - 1 or tokens[at].text not in (*_DASHES, *QUOTE_MARKS):
        return None
    while tokens[at].text in _DASHES and at < len(tokens) - 1:
        at += 1
    open_clause = not any(t.dep == "ROOT" or t.tag in FINITE for t in sentence.within(left))
    if at == len(tokens) - 1 or (not open_clause and _own_voice(sentence, at)):
        return None
    return stretch(sentence, at, stop(sentence, at, len(tokens) - 1))


def _own_voice(sentence: Sentence, at: int) -> bool:
    """Whether the report's own voice goes on here, behind a clause that somebody else has said."""
    first, second = sentence.tokens[at], sentence.tokens[at + 1]
    if first.lower in WORDS["joints.report"]:
        return not (first.lower in WORDS["but"] and second.lower in WORDS["pronouns.taking_up"])
    if first.lower in WORDS["and.only"] and second.lower in WORDS["pronouns.elsewhere"]:
        return True
    return _time_clause(sentence, at) or (first.tag == "VBG" and first.lemma in WORDS["verbs.own_cues"])


def _time_clause(sentence: Sentence, at: int) -> bool:
    """Whether "two days after …", "barely an hour before …" begins here: the report's own bearings."""
    for token in sentence.tokens[at : at + 5]:
        if token.lower in WORDS["joints.time"]:
            return token.index > at
        if not (token.lower in WORDS["nouns.time"] or token.pos in ("NUM", "DET", "ADV", "ADJ")):
            return False
    return False


def _opens_content(cue: Cue, at: int) -> bool:
    """Whether what follows the cue clause can be its content although the parser hung it elsewhere."""
    here, after = cue.sentence.tokens[at : at + 2]
    if here.text in QUOTE_MARKS or here.text == ":" or here.lower in _THAT:
        return True
    if here.text == "," and after.text in QUOTE_MARKS:
        return True
    return cue.anchor.head > cue.last and cue.anchor.dep in ("ccomp", "parataxis", "dep", "nsubj")

"""Phrases that name a source ("according to", "citing") and nouns of report ("reports of", "the claim that")."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.grammar.clauses import agent_of
from sayso.grammar.phrases import span_of
from sayso.grammar.words import is_nominal
from sayso.mentions.attributions.content import BACK_BREAKS, left_bound
from sayso.mentions.attributions.cue import Cue, stretch
from sayso.mentions.attributions.phrases import core
from sayso.mentions.attributions.speakers import owner_of
from sayso.mentions.attributions.words import Words
from sayso.model import Sentence, Span, Token
from sayso.rules import Rulebook
from sayso.rules.cues import CitationRow, ReportRow
from sayso.rules.phrases import PhraseIndex

_NEAR = 10
_PHRASES = frozenset({"clause", "below", "nothing"})
_RESUMES = frozenset(
    {"as", "while", "but", "although", "though", "whereas", "after", "before", "when", "because", "and", "with"}
)


class Citations:
    """The phrases of ``citations.csv``."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._words = words
        rows = (row for row in rulebook.rows(CitationRow) if row.place in _PHRASES)
        self._index = PhraseIndex((rulebook.phrase(row.phrase, row), row) for row in rows)

    def find(self, sentence: Sentence) -> Iterator[Cue]:
        """The cues of all citing phrases."""
        reached = -1
        for matched, row in self._index.find(sentence):
            if matched[0].index <= reached:
                continue
            head = self._named(sentence, matched)
            if row.place == "nothing":
                reached = matched[-1].index
            if head is None or row.place == "nothing":
                continue
            reached = matched[-1].index
            last = max(t.index for t in sentence.subtree(head))
            last = _cut(sentence, head, last)
            cue = Cue(
                sentence=sentence, anchor=matched[0], span=span_of(matched), rule=row.rule, stance=row.stance,
                act="speech", first=matched[0].index, last=last, speaker=head, citation=True,
                below=row.place == "below",
            )  # fmt: skip
            if self._words.is_a("statement", head):
                cue.speaker = owner_of(sentence, head, self._words) or head
            _name_behind(cue, head)
            self._pass_on(cue, head)
            if not cue.below:
                cue.content = _governed(cue) or _behind_comma(cue, head)
            if cue.below or cue.content:
                yield cue

    def _pass_on(self, cue: Cue, head: Token) -> None:
        """Who carries it: "according to a report seen by X", "a transcript published by X" (which is X's word)."""
        sentence = cue.sentence
        for made in sentence.children(head, "acl", "relcl"):
            carrier = agent_of(sentence, made) if self._words.is_a("carrier", made) else None
            if carrier is not None:
                if carrier is cue.speaker:
                    continue
                bare = len(core(sentence, head)) == 1 and self._words.is_a("statement", head)
                cue.speaker = carrier if bare else head
                cue.carriers = [] if bare else [carrier]

    def _named(self, sentence: Sentence, matched: tuple[Token, ...]) -> Token | None:
        """The head of the noun phrase that follows the phrase."""
        end = matched[-1]
        if end.pos == "NOUN":
            return _whose(sentence, end)
        for child in sentence.children(end, "pobj", "dobj", "nsubj"):
            if child.index > end.index and is_nominal(child):
                return None if matched[0].lower == "per" and child.lower in ("cent", "person", "day", "year") else child
        if end.index + 1 >= len(sentence.tokens):
            return None
        token = sentence.tokens[end.index + 1]
        for above in (token, *sentence.ancestors(token)):
            if above.index <= end.index or not (is_nominal(above) or above.pos == "DET"):
                break
            token = above
        return token if is_nominal(token) and matched[0].lower != "per" else None


def _name_behind(cue: Cue, head: Token) -> None:
    """The name in "quoting the director of the hospital, Omar Tarik", which the parser hangs on the hospital."""
    tokens = cue.sentence.tokens
    comma = next((t.index for t in tokens[head.index + 1 : head.index + _NEAR] if t.text == ","), None)
    if comma is None or head.pos != "NOUN" or any(t.pos in ("VERB", "AUX") for t in tokens[head.index : comma]):
        return
    end = comma + 1
    while end < len(tokens) and tokens[end].tag == "NNP":
        end += 1
    if end - comma > 2 and (end == len(tokens) or tokens[end].text in (",", ".")) and tokens[end - 1].entity != "GPE":
        cue.named, cue.aside = [(head.index, comma - 1)], (comma + 1, end - 1)


def _whose(sentence: Sentence, noun: Token) -> Token | None:
    """X in "by X's count", "by the count of X"."""
    owner = sentence.child(noun, "poss") or _named_before(sentence, noun)
    for prep in sentence.children(noun, "prep") if owner is None else ():
        owner = sentence.child(prep, "pobj") if prep.lemma == "of" else None
        if owner is not None:
            break
    return owner


def _named_before(sentence: Sentence, noun: Token) -> Token | None:
    """X in "by United Nations estimates", "by Israeli tallies": the name right before the noun."""
    before = sentence.tokens[noun.index - 1] if noun.index else noun
    named = before.tag in ("NNP", "NNPS") or before.entity == "NORP"
    return before if named and sentence.head(before) is noun else None


def _cut(sentence: Sentence, head: Token, last: int) -> int:
    """End of the source phrase: before a clause that the parser hung on it after a comma."""
    tokens = sentence.tokens
    for index in range(head.index + 1, last):
        after = tokens[index + 1]
        if tokens[index].text == "," and (after.lower in _RESUMES or after.lower == "that" or after.tag == "VBG"):
            return index - 1
    while last + 1 < len(tokens) and tokens[last + 1].text.isupper() and tokens[last + 1].text.isalpha():
        last += 1
    return last


def _governed(cue: Cue) -> list[Span]:
    sentence, tokens = cue.sentence, cue.sentence.tokens
    end = len(tokens) - 1
    after = cue.last + 1
    if cue.first <= 1 or all(t.pos in ("PUNCT", "CCONJ", "ADV") for t in tokens[: cue.first]):
        cue.side = "right"
        span = stretch(sentence, after, _forward(sentence, after, end))
        return [span] if span else []
    opened = next((t for t in reversed(tokens[: cue.first]) if t.text != ","), tokens[0])
    if opened.lower in ("that", "which") and tokens[cue.first - 1].text == ",":
        span = stretch(sentence, after, _forward(sentence, after, end))
        return [span] if span else []
    cue.side = "left"
    left = stretch(sentence, left_bound(sentence, cue.first - 1), cue.first - 1)
    found = [left] if left else []
    while after <= end and tokens[after].text in (",", "—", "-", ")"):
        after += 1
    open_clause = not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens[: cue.first])
    resumes = after < end and tokens[after].lower in _RESUMES
    if after < end and tokens[after - 1].text == "," and (open_clause or not resumes):
        right = stretch(sentence, after, _forward(sentence, after, end))
        if right:
            found.append(right)
            cue.side = "both"
    return found


def _behind_comma(cue: Cue, head: Token) -> list[Span]:
    """What follows the comma behind a citation that opens its sentence, where the parser took all of it for names."""
    tokens = cue.sentence.tokens
    comma = next((t.index for t in tokens[head.index + 1 :] if t.text == ","), None)
    if comma is None or cue.first > 1 or comma + 2 >= len(tokens):
        return []
    cue.last = comma - 1
    return _governed(cue)


def _forward(sentence: Sentence, start: int, end: int) -> int:
    """The last token of the clause that begins at ``start``: before ", but" with a subject."""
    tokens = sentence.tokens
    for index in range(start + 1, end):
        breaks = tokens[index].lower in BACK_BREAKS and tokens[index - 1].text in (",", ";")
        if breaks and any(t.dep in ("nsubj", "nsubjpass") for t in tokens[index + 1 :]):
            return index - 1
    return end


class Reports:
    """The nouns of ``reports.csv``."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._words = words
        self._rows = {word: row for row in rulebook.rows(ReportRow) for word in row.words}

    def find(self, sentence: Sentence, verbs: dict[int, Cue]) -> Iterator[Cue]:
        """The cues of all nouns of report; ``verbs``: the cues of the sentence's verbs, by index of the verb."""
        for token in sentence.tokens:
            row = self._rows.get(token.lemma)
            if row is None or token.pos != "NOUN":
                continue
            content = self._content(sentence, token, row)
            if content is None:
                continue
            owner = owner_of(sentence, token, self._words)
            above = verbs.get(token.head)
            if above is not None and (owner is None or owner is above.speaker or above.stance == "denies"):
                continue
            if owner is None and not row.alone:
                continue
            first = min(t.index for t in sentence.subtree(token))
            yield Cue(
                sentence=sentence, anchor=token, span=span_of((token,)), rule=row.rule, stance=row.stance, act=row.act,
                first=min(first, token.index), last=token.index, speaker=owner or token, report=True, content=[content],
            )  # fmt: skip

    def _content(self, sentence: Sentence, noun: Token, row: ReportRow) -> Span | None:
        for child in sentence.children(noun, "acl", "ccomp", "relcl"):
            marked = sentence.child(child, "mark")
            if marked is not None and marked.lemma == "that" and child.index > noun.index:
                below = sentence.subtree(child)
                return stretch(sentence, below[0].index, below[-1].index)
        if row.of:
            for prep in sentence.children(noun, "prep"):
                inner = sentence.child(prep, "pobj", "pcomp")
                if prep.lemma == "of" and inner is not None:
                    below = sentence.subtree(inner)
                    return stretch(sentence, below[0].index, below[-1].index)
        return None

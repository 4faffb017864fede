"""Phrases that name a source ("according to", "citing") and nouns of report ("reports of", "the claim that")."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.grammar.clauses import agent_of
from sayso.grammar.phrases import after as nouns_after
from sayso.grammar.phrases import bounds, core, owners, span_of
from sayso.grammar.words import FINITE, PROPER
from sayso.lang import lexicon
from sayso.mentions.attributions.content import left_bound
from sayso.mentions.attributions.cue import Cue, stretch
from sayso.mentions.attributions.governed import cut
from sayso.mentions.attributions.speakers import listeners, maker_of
from sayso.mentions.attributions.words import Words
from sayso.model import Sentence, Span, Token
from sayso.rules import Rulebook
from sayso.rules.cues import CitationRow, ReportRow
from sayso.rules.phrases import PhraseIndex

WORDS = lexicon("attributions")
_PHRASES = frozenset({"clause", "below", "nothing"})
_OF = lexicon("grammar")["prepositions.of"]
_NO = WORDS["no"]
_BRACKETS = ("(", ")")
_EDGES = (",", "—", "-", ")")


class Citations:
    """The phrases of ``citations.csv``."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._words = words
        rows = (row for row in rulebook.rows(CitationRow) if row.place in _PHRASES)
        self._index = PhraseIndex((rulebook.phrase(row.phrase, row), row) for row in rows)

    def find(self, sentence: Sentence) -> Iterator[Cue]:
        """The cues of all citing phrases."""
        for matched, row in self._index.find(sentence):
            head = self._named(sentence, matched)
            if row.place == "nothing" or head is None or (row.place == "below" and not self._words.speaks(head)):
                continue
            cue = Cue(
                sentence=sentence, anchor=matched[0], span=span_of(matched), rule=row.rule, stance=row.stance,
                act="speech", first=matched[0].index, last=max(bounds(sentence, head)[1], matched[-1].index),
                speaker=head, citation=True, below=row.place == "below",
            )  # fmt: skip
            self._settle_speaker(cue, head)
            cue.content = [] if cue.below else _governed(cue)
            if cue.below or cue.content:
                yield cue

    def _named(self, sentence: Sentence, matched: tuple[Token, ...]) -> Token | None:
        """The head of the noun phrase that follows the phrase, or whose count it is ("by X's count", "by the count of
        X")."""
        end = matched[-1]
        if end.pos == "NOUN":
            named = (
                t for t in owners(sentence, end) if t.dep in ("poss", "pobj") or t.tag in PROPER or t.entity == "NORP"
            )
            told = (t for t in sentence.children(end, "compound") if t.lemma in self._words.kinds)  # "by police count"
            return next(iter((*named, *told)), None)
        for child in sentence.children(end, "pobj", "dobj", "nsubj"):
            if child.index > end.index:
                rate = matched[0].lower in WORDS["per"] and child.lower in WORDS["nouns.rate"]
                alone = not sentence.children(child, "prep", "acl", "relcl", "poss", "compound")
                nobodys = child.lemma in WORDS["nouns.unsigned"] and alone  # "according to available information"
                return None if rate or nobodys or child.lemma in WORDS["nouns.measuring"] else child
        return None

    def _settle_speaker(self, cue: Cue, head: Token) -> None:
        """Who stands behind a statement, and who carries it: "according to a report seen by X", "a transcript
        published by X" (which is X's word)."""
        sentence = cue.sentence
        cue.told += listeners(sentence, head)
        statement = self._words.is_a("statement", head)
        if statement:
            cue.speaker = maker_of(sentence, head, self._words) or head
        for made in sentence.children(head, "acl", "relcl"):
            carrier = agent_of(sentence, made) if self._words.is_a("carrier", made) else None
            if carrier is not None and carrier is not cue.speaker:
                bare = statement and len(core(sentence, head)) == 1
                cue.speaker, cue.carriers = (carrier, []) if bare else (head, [carrier])


def _governed(cue: Cue) -> list[Span]:
    """What the source has said: all behind a phrase that opens its sentence, else the clause around it."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    start, end = cue.last + 1, len(tokens) - 1
    opening = tokens[: cue.first]
    brackets = [t for t in opening if t.text in _BRACKETS]
    if brackets and brackets[-1].text == "(" and brackets[-1].index < cue.first - 1:
        span = stretch(sentence, brackets[-1].index + 1, cue.first - 1)
        return [span] if span else []  # "dozens (hundreds according to the fighters)"
    clause = [t for t in opening if t.text != ","]
    if all(t.pos in ("PUNCT", "CCONJ", "ADV") for t in opening) or clause[-1].lower in WORDS["pronouns.which"]:
        span = stretch(sentence, start, cut(sentence, start, end))
        return [span] if span else []
    left = stretch(sentence, left_bound(sentence, cue.first - 1), cue.first - 1)
    while start <= end and tokens[start].text in _EDGES:
        start += 1
    right = None
    if start < end and tokens[start - 1].text == ",":
        open_clause = not any(t.tag in FINITE for t in opening)
        resumes = open_clause or tokens[start].lower not in WORDS["joints.resuming"]
        right = stretch(sentence, start, cut(sentence, start, end)) if resumes else None
    cue.side = "both" if right else "left"
    return [s for s in (left, right) if s is not None]


class Reports:
    """The nouns of ``reports.csv``."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._words = words
        self._rows = {word: row for row in rulebook.rows(ReportRow) for word in row.words}

    def find(self, sentence: Sentence, verbs: dict[int, Cue]) -> Iterator[Cue]:
        """The cues of all nouns of report; ``verbs``: the cues of the sentence's verbs, by index of the verb."""
        for token in sentence.tokens:
            row = self._rows.get(token.lemma)
            content = _content(sentence, token, row) if row and token.pos == "NOUN" else None
            if row is None or content is None:
                continue
            owner = maker_of(sentence, token, self._words)
            above = verbs.get(token.head)
            told = above is not None and (owner is None or owner is above.speaker)
            denied = any(c.stance == "denies" and c.holds(token.start) for c in verbs.values())
            none = any(t.lower in _NO for t in sentence.children(token, "det", "neg"))  # "no reports of casualties"
            if told or denied or (owner is None and (none or not row.alone)):
                continue
            yield Cue(
                sentence=sentence, anchor=token, span=span_of((token,)), rule=row.rule, stance=row.stance, act=row.act,
                first=bounds(sentence, token)[0], last=token.index, speaker=owner or token, report=True,
                content=[content],
            )  # fmt: skip


def _content(sentence: Sentence, noun: Token, row: ReportRow) -> Span | None:
    """What the noun tells: its "that" clause, what stands after "of", or the number that it is or stands at."""
    clauses = sentence.children(noun, "acl", "ccomp", "relcl")
    heads = [c for c in clauses if any(m.lemma in WORDS["that"] for m in sentence.children(c, "mark"))]
    if row.of and not heads:
        heads = nouns_after(sentence, noun, _OF) or [
            c for p in sentence.children(noun, "prep") if p.lemma in _OF for c in sentence.children(p, "pcomp")
        ]
    verb = sentence.head(noun)
    if row.of and not heads and noun.dep == "nsubj":
        behind = (t for over in (verb, *sentence.children(verb, "prep")) for t in sentence.children(over))
        number = next((t for t in behind if t.tag == "CD" and t.index > verb.index), None)
        return stretch(sentence, verb.index, number.index) if number else None
    return stretch(sentence, *bounds(sentence, heads[0])) if heads else None

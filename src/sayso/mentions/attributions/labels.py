"""Labels: a source named by its place on the page, before a colon ("Medical source: 38 bodies") or behind a dash.

Such a label opens a paragraph or headline, and what follows it there is what the source says; a name behind a dash
("… of that." — Sara Idris) signs the quotation before it. A heading before a colon ("Gaza:", "Killed: 17") names a
topic and is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import Final

from sayso.grammar.phrases import span_of
from sayso.grammar.quotes import Quotes
from sayso.grammar.ranges import Range, members, surface_head
from sayso.lang import lexicon
from sayso.mentions.attributions.cue import QUOTE_MARKS, Cue
from sayso.mentions.attributions.words import Words
from sayso.model import ActorMention, Reading, Sentence, Span, Token
from sayso.rules import Rulebook
from sayso.rules.cues import CitationRow

WORDS = lexicon("attributions")
_LINKS = WORDS["labels.links"]
_CREDITS = WORDS["labels.credits"]
_TO = WORDS["to"]
_LONGEST: Final = 14
_SHORT: Final = 3
_WORDS_OF_NAME: Final = 6
_NAMES = frozenset("DT PDT NN NNS NNP NNPS JJ CD POS PRP$ VBN HYPH FW".split())
_TOPICS = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "EVENT", "LAW", "WORK_OF_ART", "CARDINAL", "QUANTITY"})
_GROUPED = frozenset({"armed-group", "military", "ngo", "international", "medical", "authority", "media"})
_SIGNED = re.compile(r"[ \t\u00a0]*(?:―|—|–|--)[ \t\u00a0]*(?=[^\W\d_])([^\n\"“”]{3,80}?)[ \t\u00a0.]*(?:\n|$)")


class Labels:
    """Finds labels and signatures; built once."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._words = words
        rows = {row.place: row for row in rulebook.rows(CitationRow)}
        self._label, self._signature = rows.get("label"), rows.get("signature")

    def find(self, reading: Reading, quotes: Quotes) -> dict[int, list[Cue]]:
        """The cues of all labels and signatures, by index of their sentence."""
        found: dict[int, list[Cue]] = {}
        labelled = self._labelled(reading, quotes, self._label) if self._label else ()
        signed = _signed(reading, quotes, self._signature) if self._signature else ()
        for cue in (*labelled, *signed):
            found.setdefault(cue.sentence.index, []).append(cue)
        return found

    def _labelled(self, reading: Reading, quotes: Quotes, row: CitationRow) -> Iterator[Cue]:
        actors = {m.head: m for m in reading.actors}
        people = {m.name.split()[-1].casefold(): m for m in reversed(reading.actors) if m.person}
        opened = [(group, place) for group in paragraphs(reading.sentences) for place in (label_of(group[0]),) if place]
        spoken = Counter(_words(group[0], range_) for group, (range_, _) in opened)
        for group, (range_, colon) in opened:
            sentence = group[0]
            speakers, told = _addressed(sentence, range_)
            head, following = surface_head(sentence, speakers), _following(group, colon)
            if head is None or following is None or _words(sentence, speakers) in _CREDITS:
                continue
            turn = spoken[_words(sentence, range_)] > 1 and head.text.isupper() and len(head.text) > 1
            person = people.get(head.lower) if head.text[:1].isupper() else None
            if not turn and not self._speaks(sentence, speakers, head, actors.get(head.start) or person):
                continue
            said = None if turn else quotes.at(following.start)
            yield Cue(
                sentence=sentence, anchor=colon, span=span_of((colon,)), rule=row.rule, stance=row.stance,
                act="speech", first=range_[0], last=colon.index, speaker=head, listener=told,
                named=members(sentence, speakers), content=[said or Span(start=following.start, end=group[-1].end)],
                person=person if turn else None,
            )  # fmt: skip

    def _speaks(self, sentence: Sentence, range_: Range, head: Token, mention: ActorMention | None) -> bool:
        """Whether the label names somebody who can speak, rather than a place or a topic."""
        person = mention is not None and mention.person
        if person or head.entity in _TOPICS:
            return person
        grouped = mention is not None and mention.kind in _GROUPED and mention.id != mention.side
        words = sentence.tokens[range_[0] : range_[1] + 1]
        finding = self._words.is_a("finding", head) and len(words) <= _SHORT
        if grouped or finding or head.lemma in self._words.kinds:
            return True
        titled = any(t.lower in self._words.kinds or t.lower in self._words.ranks for t in words)
        return head.entity == "PERSON" and (titled or all(t.entity == "PERSON" for t in words))


def _signed(reading: Reading, quotes: Quotes, row: CitationRow) -> Iterator[Cue]:
    text = reading.document.text
    for quote in quotes.all:
        match = _SIGNED.match(text, quote.end)
        sentence = reading.sentence_at(match.start(1)) if match and quotes.said_whole(quote) else None
        if match is None or sentence is None:
            continue
        tokens = sentence.within(Span(start=match.start(1), end=match.end(1)))
        name = list(takewhile(lambda t: t.text not in (",", "(", ";", *QUOTE_MARKS), tokens))
        proper = all(t.text[:1].isupper() or t.text in (".", "-", "’", "'") for t in name)
        if name and proper and len(name) <= _WORDS_OF_NAME:
            yield Cue(
                sentence=sentence, anchor=name[0], span=Span(start=quote.end, end=name[0].start), rule=row.rule,
                stance=row.stance, act="speech", first=name[0].index, last=tokens[-1].index, speaker=name[-1],
                named=[(name[0].index, name[-1].index)], side="left",
                content=[Span(start=quote.start, end=quote.end)],
            )  # fmt: skip


def paragraphs(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences in their paragraphs."""
    return (list(group) for _, group in groupby(sentences, key=lambda s: s.paragraph))


def label_of(sentence: Sentence) -> tuple[Range, Token] | None:
    """The noun phrase before the colon near the beginning of the sentence, and the colon; None without one."""
    tokens = sentence.tokens
    colon = next((t for t in tokens[: _LONGEST + 1] if t.text == ":" and t.space), None)
    if colon is None:
        return None
    start = colon.index
    while start and _nominal(tokens[start - 1]):
        start -= 1
    while tokens[start].tag == "CD":
        start += 1
    before = tokens[:start]
    if start == colon.index or any(t.pos in ("VERB", "NOUN", "PROPN") and t.text.isalpha() for t in before):
        return None
    return (start, colon.index - 1), colon


def _nominal(token: Token) -> bool:
    return token.tag in _NAMES or token.lower in _LINKS or (token.text == "." and not token.space)


def _words(sentence: Sentence, range_: Range) -> str:
    return " ".join(t.lower for t in sentence.tokens[range_[0] : range_[1] + 1])


def _addressed(sentence: Sentence, range_: Range) -> tuple[Range, Range | None]:
    """The speaker and who was told, in "Brigade spokesman to Radio Nile:"."""
    for token in sentence.tokens[range_[0] + 1 : range_[1]]:
        if token.lower in _TO:
            return (range_[0], token.index - 1), (token.index + 1, range_[1])
    return range_, None


def _following(group: Sequence[Sentence], colon: Token) -> Token | None:
    """The first token behind the colon, in its sentence or the next of the paragraph.

    None when no words follow, or such as are said of the label: "Mobile network: cut in both counties".
    """
    rest = [*group[0].tokens[colon.index + 1 :], *(t for s in group[1:2] for t in s.tokens)]
    told = rest and rest[0].tag in ("VBN", "VBD", "JJ") and rest[0].text.islower()
    return rest[0] if not told and any(t.text.isalpha() for t in rest) else None

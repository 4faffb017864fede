"""Labels: a source named by its place on the page, before a colon ("Medical source: 38 bodies") or behind a dash.

Such a label opens a paragraph or headline, and what follows it there is what the source says; a name behind a dash
("… of that." — Sara Idris) signs the quotation before it. A heading before a colon ("Gaza:", "Killed: 17") names a
topic and is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.grammar.phrases import span_of
from sayso.mentions.attributions.cue import QUOTE_MARKS, Cue
from sayso.mentions.attributions.quotes import Quotes
from sayso.mentions.attributions.ranges import Range, members, surface_head
from sayso.mentions.attributions.words import Words
from sayso.model import ActorMention, Reading, Sentence, Span, Token
from sayso.rules import Rulebook
from sayso.rules.cues import CitationRow

_LONGEST: Final = 14
_SHORT: Final = 3
_NAMES = frozenset("DT PDT NN NNS NNP NNPS JJ CD POS PRP$ VBN HYPH FW".split())
_LINKS = frozenset("of in at for from near and & to with".split())
_TOPICS = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "EVENT", "LAW", "WORK_OF_ART", "CARDINAL", "QUANTITY"})
_GROUPED = frozenset({"armed-group", "military", "ngo", "international", "medical", "authority", "media"})
_SIGNED = re.compile(r"[ \t\u00a0]*(?:―|—|–|--)[ \t\u00a0]*(?=[^\W\d_])([^\n\"“”]{3,80}?)[ \t\u00a0.]*(?:\n|$)")
_WORDS_OF_NAME: Final = 6
_CREDITS = frozenset({"source", "sources"})


class Labels:
    """Finds labels; built once. ``row``: the rules they are found by."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._words = words
        rows = {row.place: row for row in rulebook.rows(CitationRow)}
        self._label, self._signature = rows.get("label"), rows.get("signature")

    def find(self, reading: Reading, quotes: Quotes) -> dict[int, list[Cue]]:
        """The cues of all labels and signatures, by index of their sentence."""
        found: dict[int, list[Cue]] = {}
        for cue in (*self._labelled(reading, quotes), *self._signed(reading, quotes)):
            found.setdefault(cue.sentence.index, []).append(cue)
        return found

    def _labelled(self, reading: Reading, quotes: Quotes) -> Iterator[Cue]:
        row = self._label
        if row is None:
            return
        actors = {m.head: m for m in reading.actors}
        people = {m.name.split()[-1].casefold(): m for m in reversed(reading.actors) if m.person and m.name.split()}
        opened = [(group, place) for group in paragraphs(reading.sentences) for place in (label_of(group[0]),) if place]
        spoken = Counter(_words(group[0], place[0]) for group, place in opened)
        for group, (range_, colon) in opened:
            sentence = group[0]
            speakers, told = _addressed(sentence, range_)
            head = surface_head(sentence, speakers)
            if head is None:
                continue
            turn = spoken[_words(sentence, range_)] > 1 and head.text.isupper() and len(head.text) > 1
            person = people.get(head.lower) if head.text[:1].isupper() else None
            following = _following(group, colon)
            if _words(sentence, speakers) in _CREDITS:
                continue
            if following is None or _is_told_of(following):
                continue
            if not (turn or self._speaks(sentence, speakers, head, actors.get(head.start) or person)):
                continue
            quoted = quotes.at(following.start) if not turn else None
            said = quoted or _behind(group, following, turn)
            yield Cue(
                sentence=sentence, anchor=colon, span=span_of((colon,)), rule=row.rule, stance=row.stance,
                act="speech", first=range_[0], last=colon.index, speaker=head, listener=told,
                named=members(sentence, speakers), content=[said],
                person=person if turn else None,
            )  # fmt: skip

    def _speaks(self, sentence: Sentence, range_: Range, head: Token, mention: ActorMention | None) -> bool:
        """Whether the label names somebody who can speak, rather than a place or a topic."""
        if head.entity in _TOPICS and not (mention and mention.person):
            return False
        if mention is not None and (mention.person or (mention.kind in _GROUPED and mention.id != mention.side)):
            return True
        if head.lemma in self._words.kinds or head.lower in self._words.kinds:
            return True
        words = sentence.tokens[range_[0] : range_[1] + 1]
        if head.tag == "NN" and self._words.is_a("finding", head) and len(words) <= _SHORT:
            return True
        titled = any(t.lower in self._words.kinds or t.lower in self._words.ranks for t in words)
        return head.entity == "PERSON" and (titled or all(t.entity == "PERSON" for t in words))

    def _signed(self, reading: Reading, quotes: Quotes) -> Iterator[Cue]:
        row, text = self._signature, reading.document.text
        for quote in quotes.all if row else ():
            match = _SIGNED.match(text, quote.end)
            if row is None or match is None or quote.open or not quotes.said_whole(quote):
                continue
            sentence = reading.sentence_at(match.start(1))
            tokens = sentence.within(Span(start=match.start(1), end=match.end(1))) if sentence else ()
            name = _name(tokens)
            if sentence is None or not name:
                continue
            yield Cue(
                sentence=sentence, anchor=name[0], span=Span(start=quote.end, end=name[0].start), rule=row.rule,
                stance=row.stance, act="speech", first=name[0].index, last=tokens[-1].index, speaker=name[-1],
                named=[(name[0].index, name[-1].index)], side="left",
                content=[Span(start=quote.start, end=quote.end)],
            )  # fmt: skip


def paragraphs(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences in their paragraphs."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and sentence.paragraph != group[-1].paragraph:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def label_of(sentence: Sentence) -> tuple[Range, Token] | None:
    """The noun phrase before the colon near the beginning of the sentence, and the colon; None without one."""
    tokens = sentence.tokens
    colon = next((t for t in tokens[: _LONGEST + 1] if t.text == ":" and t.space), None)
    if colon is None:
        return None
    start = colon.index
    while start and _nominal(tokens[start - 1]):
        start -= 1
    while start < colon.index and tokens[start].tag == "CD":
        start += 1
    before = tokens[:start]
    if start == colon.index or any(t.pos in ("VERB", "NOUN", "PROPN") and t.text.isalpha() for t in before):
        return None
    return (start, colon.index - 1), colon


def _nominal(token: Token) -> bool:
    return token.tag in _NAMES or token.lower in _LINKS or (token.text == "." and not token.space)


def _is_told_of(after: Token) -> bool:
    """Whether what follows is said of the label and not by it: "Mobile network: cut in both counties"."""
    return after.tag in ("VBN", "VBD", "JJ") and after.text.islower()


def _words(sentence: Sentence, range_: Range) -> str:
    return " ".join(t.lower for t in sentence.tokens[range_[0] : range_[1] + 1])


def _addressed(sentence: Sentence, range_: Range) -> tuple[Range, Range | None]:
    """The speaker and who was told, in "Brigade spokesman to Radio Nile:"."""
    for token in sentence.tokens[range_[0] + 1 : range_[1]]:
        if token.lower == "to":
            return (range_[0], token.index - 1), (token.index + 1, range_[1])
    return range_, None


def _following(group: Sequence[Sentence], colon: Token) -> Token | None:
    """The first token behind the colon, in its sentence or the next of the paragraph; None when no words follow."""
    rest = [*group[0].tokens[colon.index + 1 :], *(t for s in group[1:2] for t in s.tokens)]
    return rest[0] if any(t.text.isalpha() for t in rest) else None


def _behind(group: Sequence[Sentence], following: Token, turn: bool) -> Span:
    """What the label says: the rest of a short paragraph or of a turn in a conversation, else of the sentence."""
    short = turn or len(group) <= _SHORT
    end = next(s.end for s in group if s.end > following.start) if not short else group[-1].end
    return Span(start=following.start, end=end)


def _name(tokens: Sequence[Token]) -> list[Token]:
    """The proper name with which a signature begins; empty when it begins with none."""
    name: list[Token] = []
    for token in tokens:
        if token.text in (",", "(", ";") or token.text in QUOTE_MARKS:
            break
        name.append(token)
    proper = name and all(t.text[:1].isupper() or t.text in (".", "-", "’", "'") for t in name)
    return name if proper and len(name) <= _WORDS_OF_NAME and name[-1].text[:1].isalpha() else []

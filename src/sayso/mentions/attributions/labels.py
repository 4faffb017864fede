"""Labels: a source named by its place on the page, before a colon ("Medical source: 38 bodies") or behind a dash.

Such a label opens a paragraph, a headline or one of several headlines in a row, and what follows it, up to the next
one, is what the source says; so is a line that closes with one ("Two killed in Sumy: governor"). A name behind a dash
("… of that." — Sara Idris) signs the quotation before it, and with its handle a post that the report shows
("… all are safe. — Sara Idris (@sidris)"). A heading before a colon ("Gaza:", "Killed: 17") names a
topic and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile, zip_longest
from typing import Final

from sayso.grammar.phrases import span_of
from sayso.grammar.quotes import Quotes
from sayso.grammar.ranges import Range, members, surface_head
from sayso.grammar.words import PROPER
from sayso.lang import lexicon
from sayso.mentions.attributions.cue import QUOTE_MARKS, Cue
from sayso.mentions.attributions.turns import paragraphs, turns
from sayso.mentions.attributions.words import Words
from sayso.model import ActorMention, Reading, Sentence, Span, Token
from sayso.rules import Rulebook
from sayso.rules.cues import CitationRow

WORDS = lexicon("attributions")
_LINKS = WORDS["labels.links"]
_LONGEST: Final = 14
_SHORT: Final = 3
_LONGEST_CLOSING: Final = 6
_MARKS: Final = frozenset({":", "—", "–", "-", "--", "―"})
_WORDS_OF_NAME: Final = 6
_INITIALS: Final = range(3, 7)
_NAMES = frozenset("DT PDT NN NNS NNP NNPS JJ CD POS PRP$ VBN HYPH FW".split())
_TOPICS = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "EVENT", "LAW", "WORK_OF_ART", "CARDINAL", "QUANTITY"})
_BEARERS = frozenset({"PERSON", "ORG"})
_GROUPED = frozenset({"armed-group", "military", "ngo", "international", "medical", "authority", "media", "party"})
_OFFICES = frozenset({"government", "authority", "medical", "ngo", "media", "military"})
_OFFICE_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "POS"})
_SIGNED = re.compile(r"[ \t\u00a0]*(?:―|—|–|--)[ \t\u00a0]*(?=[^\W\d_])([^\n\"“”]{3,80}?)[ \t\u00a0.]*(?:\n|$)")

_POSTED = re.compile(r"(?:―|—|–|--)[ \t\u00a0]*(?=[^\W\d_])([^\n\"“”()]{2,60}?)[ \t\u00a0]*\(@\w{1,30}\)")
_POST: Final = 320
"""The most characters of a post, with a link behind it."""


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
        posted = _posted(reading, self._signature) if self._signature else ()
        for cue in (*labelled, *signed, *posted):
            found.setdefault(cue.sentence.index, []).append(cue)
        return found

    def _labelled(self, reading: Reading, quotes: Quotes, row: CitationRow) -> Iterator[Cue]:
        headings = {m.start: m.end for m in reading.places if m.locative}
        placed = {m.end for m in (*reading.places, *reading.weapons, *reading.times)}
        actors = {m.head: m for m in reading.actors if headings.get(m.start) != m.end}
        people = {m.name.split()[-1].casefold(): m for m in reversed(reading.actors) if m.person}
        taken = turns(reading, people, self._words, row)
        yield from taken
        held = {cue.sentence.paragraph for cue in taken}
        for group in paragraphs(reading.sentences):
            if group[0].paragraph in held:
                continue
            opened = [0] if label_of(group[0]) else []
            opened += [n for n in range(1, len(group)) if opened and self._opens_anew(group, n, quotes)]
            for number, end in zip_longest(opened, opened[1:], fillvalue=len(group)):
                place = label_of(group[number])
                words = group[number].tokens[place[0][0] : place[0][1] + 1] if place else ()
                named = words and headings.get(words[0].start) == words[-1].end  # "Khan Younis: four dead"
                cue = self._cue(group[number], place, row, actors, people) if place and not named else None
                following = _following(group[number:end], cue.anchor) if cue else None
                if cue and following:
                    cue.content = [quotes.at(following.start) or Span(start=following.start, end=group[end - 1].end)]
                    yield cue
            closing = closing_of(group[-1]) or self._bracketed(group[-1], actors)
            cue = self._cue(group[-1], closing, row, actors, people) if closing else None
            if cue is not None and cue.speaker is not None and cue.speaker.end in placed:
                continue  # "Explosion at the port – Odesa", "2 killed (Monday)"
            if cue is not None and closing is not None and not quotes.at(group[-1].start):
                until = group[-1].tokens[closing[1].index - 1].end
                cue.content, cue.side = [Span(start=group[-1].start, end=until)], "left"
                yield cue

    def _bracketed(self, sentence: Sentence, actors: Mapping[int, ActorMention]) -> tuple[Range, Token] | None:
        """An office or a name in brackets that closes a line without a full stop, and the bracket: "3 dead (mayor
        Danylo)", "3 dead (Danylo)"; not a party or an agency."""
        tokens = sentence.tokens
        mark = next((t for t in tokens[-_LONGEST_CLOSING - 2 :] if t.text == "("), None)
        inside = tokens[mark.index + 1 : -1] if mark and tokens[-1].text == ")" else ()
        plain = inside and all(t.tag in _OFFICE_TAGS or t.lower in WORDS["labels.within"] for t in inside)
        plain = plain and not any(t.text[:1].isdigit() for t in inside)  # not "two dead (93rd Brigade)"
        held = any(self._words.kinds.get(t.lemma) in _OFFICES or t.lower in self._words.ranks for t in inside)
        if not mark or not plain or mark.index < _SHORT:
            return None
        range_ = inside[0].index, inside[-1].index
        known = actors.get(inside[-1].start)
        named = (known is None or known.person) and _is_name(sentence, range_, mark)
        return (range_, mark) if held or named else None

    def _opens_anew(self, group: Sequence[Sentence], number: int, quotes: Quotes) -> bool:
        """Whether a sentence inside a paragraph opens with the name of somebody else who speaks, as headlines that
        are strung together do: "UN: 900 fled. Governor: Two killed."; not with a heading ("Killed: 17")."""
        place = label_of(group[number])
        if place is None or quotes.at(group[number].start):
            return False
        (first, last), colon = place
        behind = _following(group[number:], colon)
        head = group[number].tokens[last]
        named = head.tag in PROPER or head.text.isupper() or head.lemma in self._words.kinds
        short = first == 0 and last - first < _SHORT + 1
        return named and short and behind is not None and not behind.text[0].islower()

    def _cue(
        self, sentence: Sentence, place: tuple[Range, Token], row: CitationRow, actors: Mapping[int, ActorMention],
        people: Mapping[str, ActorMention],
    ) -> Cue | None:  # fmt: skip
        """The cue of a label, its content still to be told; None where it names nobody who speaks."""
        range_, colon = place
        speakers, told = _addressed(sentence, range_)
        head = surface_head(sentence, speakers) or sentence.tokens[speakers[1]]
        tagged = range_[0] > 0 and sentence.tokens[range_[0] - 1].text == "#"  # "#Sudan: …" tells what it is about
        if tagged or head.text[0] == "#" or _words(sentence, speakers) in WORDS["labels.no_names"]:
            return None
        person = people.get(head.lower) if head.text[:1].isupper() else None
        mention = actors.get(head.start) or person
        if not self._speaks(sentence, speakers, head, mention) and not (mention is None and _is_name(sentence, *place)):
            return None
        return Cue(
            sentence=sentence, anchor=colon, span=span_of((colon,)), rule=row.rule, stance=row.stance, act="speech",
            first=min(range_[0], colon.index), last=max(range_[1], colon.index), speaker=head, listener=told,
            named=members(sentence, speakers) or [speakers],
        )  # fmt: skip

    def _speaks(self, sentence: Sentence, range_: Range, head: Token, mention: ActorMention | None) -> bool:
        """Whether the label names somebody who can speak, rather than a place or a topic."""
        person = mention is not None and mention.person
        if person or head.entity in _TOPICS:
            return person
        words = sentence.tokens[range_[0] : range_[1] + 1]
        state = mention is not None and mention.kind == "party" and mention.id == mention.side
        grouped = mention is not None and mention.kind in _GROUPED and not state
        finding = self._words.is_a("finding", head) and len(words) <= _SHORT
        service = head.lower in WORDS["labels.services"] and len(words) > 1  # "Kurdish security"
        initials = len(words) == 1 and head.text.isalpha() and head.text.isupper() and len(head.text) in _INITIALS
        initials = initials and not sentence.tokens[-1].text.isupper() and not state  # "SOHR: …"
        if (
            grouped
            or finding
            or service
            or initials
            or not self._words.kinds.keys().isdisjoint((head.lemma, head.lower))
        ):
            return True
        titled = any(t.lower in self._words.kinds or t.lower in self._words.ranks for t in words)
        owned = len(words) > 1 and words[-2].tag == "POS" and head.tag in PROPER  # "Egypt's Sisi"
        return owned or (head.entity == "PERSON" and (titled or all(t.entity == "PERSON" for t in words)))


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
            yield _signature(sentence, name, Span(start=quote.start, end=quote.end), row)


def _posted(reading: Reading, row: CitationRow) -> Iterator[Cue]:
    """What the signature of a post signs: its paragraph, where that is no longer than a post; else one sentence."""
    for group in paragraphs(reading.sentences):
        end = 0
        for match in _POSTED.finditer(reading.document.text, group[0].start, group[-1].end):
            sentence = reading.sentence_at(match.start(1))
            name = sentence.within(Span(start=match.start(1), end=match.end(1))) if sentence else ()
            before = [s.start for s in group if end <= s.start < match.start()]
            if sentence is not None and name and before:
                start = before[0] if match.start() - before[0] <= _POST else before[-1]
                yield _signature(sentence, name, Span(start=start, end=match.start()), row)
            end = match.end()


def _signature(sentence: Sentence, name: Sequence[Token], signed: Span, row: CitationRow) -> Cue:
    return Cue(
        sentence=sentence, anchor=name[0], span=Span(start=signed.end, end=name[0].start), rule=row.rule,
        stance=row.stance, act="speech", first=name[0].index, last=name[-1].index, speaker=name[-1],
        named=[(name[0].index, name[-1].index)], side="left", content=[signed],
    )  # fmt: skip


def label_of(sentence: Sentence) -> tuple[Range, Token] | None:
    """The noun phrase before the colon near the beginning of the sentence, and the colon; None without one."""
    tokens = sentence.tokens
    colon = next((t for t in tokens[: _LONGEST + 1] if t.text == ":" and t.space), None)
    if colon is None:
        return None
    start = colon.index
    while start and _nominal(tokens[start - 1]):
        start -= 1
    while tokens[start].tag == "CD" or (start < colon.index and not tokens[start].text[0].isalnum()):
        start += 1  # "‼️ Kherson: …"
    before = tokens[:start]
    if start == colon.index or any(t.pos in ("VERB", "NOUN", "PROPN") and t.text[0].isalpha() for t in before):
        return None
    return (start, colon.index - 1), colon


def closing_of(sentence: Sentence) -> tuple[Range, Token] | None:
    """The noun phrase that closes a line without a full stop, behind a colon or dash, and that mark: "Two killed in
    Sumy: governor", "41 drones shot down — Air Force"."""
    tokens = sentence.tokens
    mark = next((t for t in reversed(tokens[-_LONGEST_CLOSING - 1 : -1]) if t.text in _MARKS and t.space), None)
    behind = tokens[mark.index + 1 :] if mark is not None else ()
    named = all(_nominal(t) or t.text == "#" or t.entity in _BEARERS for t in behind)
    if mark is None or mark.index < _SHORT or not named:
        return None
    tags = (t.index for t in tokens[mark.index + 2 : -1] if t.text == "#")  # not "— mayor #Orlov"
    tagged = next((at for at in tags if at > mark.index + 2 or tokens[at + 1].entity in _TOPICS), len(tokens))
    spaced = mark.text == ":" or tokens[mark.index - 1].space
    return ((mark.index + 1, tagged - 1), mark) if spaced else None


def _is_name(sentence: Sentence, range_: Range, mark: Token) -> bool:
    """Whether a line closes with a dash and a name of one or two words: "Kherson: 3 killed after shelling – Orlov"."""
    words = sentence.tokens[range_[0] : range_[1] + 1]
    closing = mark.index < range_[0] and mark.text != ":" and len(words) < _SHORT
    return closing and all(t.text.istitle() and (t.tag in PROPER or t.entity in _BEARERS) for t in words)


def _nominal(token: Token) -> bool:
    letters = token.text.isupper() and len(token.text) > 1  # "WHO", whatever it is tagged as
    return letters or token.tag in _NAMES or token.lower in _LINKS or (token.text == "." and not token.space)


def _words(sentence: Sentence, range_: Range) -> str:
    return " ".join(t.lower for t in sentence.tokens[range_[0] : range_[1] + 1])


def _addressed(sentence: Sentence, range_: Range) -> tuple[Range, Range | None]:
    """The speaker and who was told, in "Brigade spokesman to Radio Nile:"."""
    for token in sentence.tokens[range_[0] + 1 : range_[1]]:
        if token.lower in WORDS["to"]:
            return (range_[0], token.index - 1), (token.index + 1, range_[1])
    return range_, None


def _following(group: Sequence[Sentence], colon: Token) -> Token | None:
    """The first token behind the colon, in its sentence or the next of the paragraph.

    None when no words follow, or such as are said of the label: "Mobile network: cut in both counties".
    """
    rest = [*group[0].tokens[colon.index + 1 :], *(t for s in group[1:2] for t in s.tokens)]
    told = rest and rest[0].tag in ("VBN", "VBD", "JJ") and rest[0].text.islower()
    return rest[0] if not told and any(t.text.isalpha() for t in rest) else None

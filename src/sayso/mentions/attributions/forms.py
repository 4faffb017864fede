"""Forms of a report that tell who speaks whole stretches of it: interviews, and reports that credit their source.

The form decides, never the words of one sentence. An interview has paragraphs marked "Q." and "A.", or at least three
questions that stand as paragraphs of their own with answers in the first person between them (an article with questions
for headings, answered in the third person, is none). A credited report says "Source: …" at its head, then "Quote: …",
"Details: …", until the background.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.lang import lexicon
from sayso.mentions.attributions.labels import label_of, paragraphs
from sayso.mentions.attributions.sources import Speakers
from sayso.mentions.attributions.words import Words
from sayso.model import ActorMention, Attribution, Reading, Sentence, Source, SourceKind, Span, Voice

WORDS = lexicon("attributions")
Paragraph = list[Sentence]


def _opening(name: str, marks: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(WORDS.row(name))}){marks}")


_ASKED = _opening("form.question", r"\s*[.:—–]")
_ANSWERED = _opening("form.answer", r"\s*[.:—–]")
_NOTE = re.compile(rf"\([^()]{{1,400}}[–—-]\s*(?:{'|'.join(WORDS.row('form.editor'))})\.?\)|\[[^\[\]]{{1,400}}\]")
_CREDIT = re.compile(
    rf"\s*(?:{'|'.join(WORDS.row('form.source'))}):\s*(?P<name>[^\n;,]{{1,120}}?)"
    rf"(?=\s+(?:{'|'.join(WORDS.row('form.behind_source'))})\s|[.;,\n]|\s*$)"
)
_OPENS = _opening("form.told", r"\b[^:\n]{0,60}:")
_CLOSES = _opening("form.background", r"\s*:")
_FIRST_PERSON = WORDS["pronouns.first"]
_FEWEST_MARKED: Final = 2
_FEWEST_QUESTIONS: Final = 3
_LONGEST_QUESTION: Final = 45
_LONGEST_PROMPT: Final = 30
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Stretches of a report, in text order, that are all one source's word."""

    source: Source
    spans: tuple[Span, ...]
    voice: Voice
    rule: str

    def holds(self, offset: int) -> bool:
        """Whether one of the stretches holds the character at this offset."""
        return any(s.start <= offset < s.end for s in self.spans)

    def attributions(self) -> list[Attribution]:
        """Each stretch as what the source has said."""
        return [
            Attribution(
                sources=(self.source,), cue=None, content=(span,), voice=self.voice, stance="asserts", rule=self.rule
            )
            for span in self.spans
        ]


def speeches(reading: Reading, words: Words, speakers: Speakers) -> list[Speech]:
    """What the form of the report gives to one source: the answers of an interview, or all below a credit."""
    return [s for s in (_interview(reading, speakers), _credited(reading, words)) if s is not None]


def _interview(reading: Reading, speakers: Speakers) -> Speech | None:
    text = reading.document.text
    groups = [g for g in paragraphs(reading.sentences) if g[0].kind in ("headline", "body")]
    first, answers = _marked(groups, text) or _plain(groups) or (0, [])
    person = _asked(reading, groups[:first]) if first else None
    if person is None:
        return None
    spans = tuple(s for a in answers for s in _spoken(a, text))
    return Speech(source=speakers.of_person(person), spans=spans, voice="quote", rule="citations/interview")


def _marked(groups: Sequence[Paragraph], text: str) -> tuple[int, list[Paragraph]] | None:
    """Index of the first question and the answers, told by "Q." and "A."."""
    answers: list[Paragraph] = []
    asked: list[int] = []
    answered, open_ = 0, False
    for number, group in enumerate(groups):
        if _ASKED.match(text, group[0].start):
            asked, open_ = [*asked, number], False
        elif asked and _ANSWERED.match(text, group[0].start):
            answered, open_ = answered + 1, True
        if open_:
            answers.append(group)
    return (asked[0], answers) if min(len(asked), answered) >= _FEWEST_MARKED else None


def _plain(groups: Sequence[Paragraph]) -> tuple[int, list[Paragraph]] | None:
    """Index of the first question and the answers, told by questions that stand alone."""
    asking = [n for n, g in enumerate(groups) if n and g[-1].tokens[-1].text == "?" and _length(g) <= _LONGEST_QUESTION]
    if len(asking) < _FEWEST_QUESTIONS:
        return None
    prompts = set(range(asking[0], len(groups), 2))  # some of which may be no questions
    if not prompts.issuperset(asking) or any(_length(groups[n]) > _LONGEST_PROMPT for n in prompts):
        prompts = set(asking)
    answers = [g for n, g in enumerate(groups) if n > asking[0] and n not in prompts]
    personal = sum(any(t.lower in _FIRST_PERSON for s in g for t in s.tokens) for g in answers)
    return (asking[0], answers) if personal >= max(2, _HALF * len(answers)) else None


def _length(group: Paragraph) -> int:
    return sum(len(s.tokens) for s in group)


def _asked(reading: Reading, opening: Sequence[Paragraph]) -> ActorMention | None:
    """Who is asked: whom the headline quotes, else the person named most often before the first question."""
    label = label_of(opening[0][0])
    heads = {t.start for t in opening[0][0].tokens[: label[1].index]} if label else set()
    named = [m for m in reading.actors if m.end <= opening[-1][-1].end]
    people = [m for m in named if m.person]
    counted = Counter(m.name for m in people)
    fullest = max(people, key=lambda m: (" " in m.name, counted[m.name], -m.start), default=None)
    return next((m for m in named if m.head in heads), fullest)


def _spoken(group: Paragraph, text: str) -> list[Span]:
    """The stretches of an answer, less notes of the editor's."""
    at, end = group[0].start, group[-1].end
    spans = []
    for note in _NOTE.finditer(text, at, end):
        spans.append(Span(start=at, end=note.start()))
        at = note.end()
    spans.append(Span(start=at, end=end))
    return [s for s in spans if text[s.start : s.end].strip()]


def _credited(reading: Reading, words: Words) -> Speech | None:
    """The source that the head of the report names, and the paragraphs that are its word."""
    text = reading.document.text
    credit: re.Match[str] | None = None
    spans: list[Span] = []
    for block in reading.blocks:
        if credit is None:
            credit = _CREDIT.match(text, block.start, block.end)
        elif block.kind == "body":
            if _CLOSES.match(text, block.start, block.end) or not (spans or _OPENS.match(text, block.start)):
                break
            spans.append(Span(start=block.start, end=block.end))
    if credit is None or not spans:
        return None
    start, end = credit.span("name")
    name = text[start:end]
    kind: SourceKind = next((words.kinds[w] for w in reversed(name.lower().split()) if w in words.kinds), "unnamed")
    source = Source(start=start, end=end, name=name, id=None, kind=kind, side=None)
    return Speech(source=source, spans=tuple(spans), voice="indirect", rule="citations/label")

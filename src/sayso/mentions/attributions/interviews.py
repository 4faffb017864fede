"""Interviews: reports whose form is question and answer, where every answer is said by the one who was asked.

The form decides, never the words of one sentence: paragraphs marked "Q." and "A.", or at least three questions that
stand as paragraphs of their own with answers in the first person between them. An article with questions for
headings, answered in the third person, is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.lang import lexicon
from sayso.mentions.attributions.labels import label_of
from sayso.mentions.attributions.sources import Speakers
from sayso.mentions.attributions.turns import paragraphs
from sayso.model import ActorMention, Reading, Sentence, Source, Span

WORDS = lexicon("attributions")
Paragraph = list[Sentence]


def _opening(name: str, marks: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(WORDS.row(name))}){marks}")


_ASKED = _opening("form.question", r"\s*[.:—–]")
_ANSWERED = _opening("form.answer", r"\s*[.:—–]")
_NOTE = re.compile(rf"\([^()]{{1,400}}[–—-]\s*(?:{'|'.join(WORDS.row('form.editor'))})\.?\)|\[[^\[\]]{{1,400}}\]")
_FEWEST_MARKED: Final = 2
_FEWEST_QUESTIONS: Final = 3
_LONGEST_QUESTION: Final = 45
_LONGEST_PROMPT: Final = 30
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Who answers, and the stretches of the answers in text order."""

    source: Source
    answers: tuple[Span, ...]

    def holds(self, offset: int) -> bool:
        """Whether an answer holds the character at this offset."""
        return any(s.start <= offset < s.end for s in self.answers)


def interview(reading: Reading, speakers: Speakers) -> Interview | None:
    """The interview that the report is, or None."""
    text = reading.document.text
    groups = [g for g in paragraphs(reading.sentences) if g[0].kind in ("headline", "body")]
    first, answers = _marked(groups, text) or _plain(groups) or (0, [])
    person = _asked(reading, groups[:first]) if first else None
    if person is None:
        return None
    return Interview(source=speakers.of_person(person), answers=tuple(s for a in answers for s in _spoken(a, text)))


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
    personal = sum(any(t.lower in WORDS["pronouns.first"] for s in g for t in s.tokens) for g in answers)
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

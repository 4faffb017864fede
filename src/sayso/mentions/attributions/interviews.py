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

from sayso.mentions.attributions.labels import label_of, paragraphs
from sayso.model import ActorMention, Reading, Sentence, Span

Paragraph = list[Sentence]
_ASKED = re.compile(r"\s*(?:Q|Question)\s*[.:—–]")
_ANSWERED = re.compile(r"\s*(?:A|Answer)\s*[.:—–]")
_NOTE = re.compile(r"\([^()]{1,400}[–—-]\s*(?:Ed|Editor|Editors)\.?\)|\[[^\[\]]{1,400}\]")
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "us", "me", "myself", "ourselves"})
_FEWEST_MARKED: Final = 2
_FEWEST_QUESTIONS: Final = 3
_LONGEST_QUESTION: Final = 45
_LONGEST_PROMPT: Final = 30
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Who answers, and the stretches of the answers in text order."""

    person: ActorMention
    answers: tuple[Span, ...]

    def holds(self, offset: int) -> bool:
        """Whether an answer holds the character at this offset."""
        return any(a.start <= offset < a.end for a in self.answers)


def interview(reading: Reading) -> Interview | None:
    """The interview that the report is, or None."""
    text = reading.document.text
    groups = [g for g in paragraphs(reading.sentences) if g[0].kind in ("headline", "body")]
    found = _marked(groups, text) or _plain(groups)
    if found is None:
        return None
    first, answers = found
    person = _asked(reading, groups[:first])
    if person is None:
        return None
    return Interview(person=person, answers=tuple(s for a in answers for s in _spoken(a, text)))


def _marked(groups: Sequence[Paragraph], text: str) -> tuple[int, list[Paragraph]] | None:
    """Index of the first question and the answers, told by "Q." and "A."."""
    answers: list[Paragraph] = []
    first, asked, answered, open_ = -1, 0, 0, False
    for number, group in enumerate(groups):
        if _ASKED.match(text, group[0].start):
            first = number if first < 0 else first
            asked, open_ = asked + 1, False
        elif first >= 0 and _ANSWERED.match(text, group[0].start):
            answered, open_ = answered + 1, True
        if open_:
            answers.append(group)
    return (first, answers) if min(asked, answered) >= _FEWEST_MARKED else None


def _plain(groups: Sequence[Paragraph]) -> tuple[int, list[Paragraph]] | None:
    """Index of the first question and the answers, told by questions that stand alone."""
    asking = [n for n, g in enumerate(groups) if n and _is_question(g)]
    if len(asking) < _FEWEST_QUESTIONS:
        return None
    first = asking[0]
    prompts = set(range(first, len(groups), 2))
    if not (prompts.issuperset(asking) and all(_short(groups[n], _LONGEST_PROMPT) for n in prompts)):
        prompts = set(asking)
    answers = [g for n, g in enumerate(groups) if n > first and n not in prompts]
    personal = sum(any(t.lower in _FIRST_PERSON for s in g for t in s.tokens) for g in answers)
    return (first, answers) if answers and personal >= max(2, _HALF * len(answers)) else None


def _is_question(group: Paragraph) -> bool:
    return group[-1].tokens[-1].text == "?" and _short(group, _LONGEST_QUESTION)


def _short(group: Paragraph, longest: int) -> bool:
    return sum(len(s.tokens) for s in group) <= longest


def _asked(reading: Reading, opening: Sequence[Paragraph]) -> ActorMention | None:
    """Who is asked: whom the headline quotes, else the person named most often before the first question."""
    if not opening:
        return None
    label = label_of(opening[0][0])
    heads = {t.start for s in opening[0][:1] for t in s.tokens[: label[1].index]} if label else set()
    end = opening[-1][-1].end
    named = [m for m in reading.actors if m.end <= end]
    quoted = next((m for m in named if m.head in heads), None)
    people = [m for m in named if m.person]
    if quoted is not None or not people:
        return quoted
    counted = Counter(m.name for m in people)
    return max(people, key=lambda m: (" " in m.name, counted[m.name], -m.start))


def _spoken(group: Paragraph, text: str) -> list[Span]:
    """The stretches of an answer, less notes of the editor's."""
    at, end = group[0].start, group[-1].end
    spans = []
    for note in _NOTE.finditer(text, at, end):
        spans.append(Span(start=at, end=note.start()))
        at = note.end()
    spans.append(Span(start=at, end=end))
    return [s for s in spans if text[s.start : s.end].strip()]

"""A reading: everything found so far in one document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, fields
from importlib import import_module

from sayso.model.claims import Attribution, Claim
from sayso.model.mentions import ActorMention, CountMention, PlaceMention, TimeMention, WeaponMention
from sayso.model.text import Block, Document, Sentence, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the stages have found so far; each stage fills one field.

    ``coreferences``: pronouns and definite phrases ("he", "the ministry"), as mentions of the actor they stand
    for. Every tuple is in text order. ``model`` and ``rulebook`` say what read the document.
    """

    document: Document
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    counts: tuple[CountMention, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    coreferences: tuple[ActorMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    model: str = ""
    rulebook: str = ""

    def __post_init__(self) -> None:
        for claim in self.claims:
            claim.within(self.document.text)

    def text(self, span: Span) -> str:
        """The words of a span."""
        return self.document.text[span.start : span.end]

    def _repr_html_(self) -> str:
        """For notebooks: the marked text beside the claims."""
        # The face is asked for by name: nothing of the model stands on it.
        framed: Callable[[Reading], str] = import_module("sayso.present.notebook").framed
        return framed(self)

    @property
    def befallen(self) -> tuple[ActorMention, ...]:
        """The persons named who are nobody's source: whom it befell, or who did it."""
        speakers = {source.name for said in self.attributions for source in said.sources}
        return tuple(m for m in self.actors if m.person and m.name not in speakers)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at this offset, or None between sentences."""
        index = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        if index < 0 or self.sentences[index].end <= offset:
            return None
        return self.sentences[index]


FILLED = tuple(f.name for f in fields(Reading) if f.name not in ("document", "model", "rulebook"))
"""The fields of a reading that a stage can fill."""

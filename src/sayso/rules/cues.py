"""Tables of attribution: verbs of saying, phrases that name a source, nouns of report, and channels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from sayso.model import Stance
from sayso.rules.table import Row

Act = Literal["speech", "belief", "intention"]
Governed = Literal[
    "clause", "quote", "to", "gerund", "object", "predicate",
    "nothing", "as", "of", "for", "on", "against", "about", "with", "from", "over", "in", "at",
]  # fmt: skip
"""What a verb's content can be: a finite clause, a quotation, an infinitive, an -ing clause, a noun phrase,
a noun phrase and what it is called, or a phrase with this preposition. ``nothing``: the phrase is no cue
("claimed dozens of lives")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRow(Row):
    """A verb of saying, believing or intending.

    ``phrase``: see ``rules.phrases``; its first word is the verb. ``governs``: what its content can be.
    ``subjects``: ``evidence`` when only a report, video, figure and the like makes it a cue ("the video shows").
    ``addressee``: its bare object is the one who is told ("told Reuters").
    ``passive``: its passive without an agent speaks for somebody unnamed ("is said to have fled").
    """

    FILE: ClassVar[str] = "cues.csv"
    FIELD: ClassVar[str] = "attributions"

    phrase: str
    stance: Stance
    governs: tuple[Governed, ...]
    act: Act = "speech"
    subjects: Literal["any", "evidence"] = "any"
    addressee: bool = False
    passive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRow(Row):
    """A phrase after which the source is named ("according to", "citing").

    ``place``: ``clause`` when it speaks for the clause it stands in; ``below`` when it names the source that stands
    below another one ("TASS reported, citing the governor"); ``nothing`` when the phrase is no cue. ``label``: the
    source stands before a colon that opens a paragraph; ``signature``: behind a dash after a quotation;
    ``interview``: the answers of an interview (``phrase`` is then only what a reader sees).
    """

    FILE: ClassVar[str] = "citations.csv"
    FIELD: ClassVar[str] = "attributions"

    phrase: str
    stance: Stance = "asserts"
    place: Literal["clause", "below", "nothing", "label", "signature", "interview"] = "clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow(Row):
    """A noun of saying ("claim", "report"). ``words``: lemmas.

    ``of``: an "of" phrase is its content ("reports of shelling"). ``alone``: it stands as an unnamed source when
    nobody is named ("amid reports of casualties").
    """

    FILE: ClassVar[str] = "reports.csv"
    FIELD: ClassVar[str] = "attributions"

    words: tuple[str, ...]
    stance: Stance = "asserts"
    act: Act = "speech"
    of: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow(Row):
    """Words around a cue that are no source of their own, or that tell what they are.

    ``role``: ``platform`` (Telegram: a channel, never a source), ``audience`` (reporters: told, but not named),
    ``outlet`` (newspaper, television: a source when told), ``masthead`` (words in the names of outlets: "Post"),
    ``bureau`` (agency, service: an outlet when it is one of news), ``carrier`` (verbs: "a statement carried by SANA"),
    ``evidence`` (nouns that can show something), ``finding`` (those of them that are no source beside who made them),
    ``statement`` (nouns of a vehicle: "a statement from the ministry"),
    ``soldiering``, ``nursing``, ``advocacy`` (words before an office noun that make it military, medical, an ngo's:
    "reserve officers", "hospital director", "rights centre"),
    ``refusal`` (verbs and adjectives: "declined to confirm").
    """

    FILE: ClassVar[str] = "channels.csv"
    FIELD: ClassVar[str] = ""

    role: Literal[
        "platform", "audience", "outlet", "masthead", "bureau",
        "carrier", "evidence", "finding", "statement", "refusal", "soldiering", "nursing", "advocacy",
    ]  # fmt: skip
    words: tuple[str, ...]

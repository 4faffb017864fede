"""Table of cues: words of saying, believing and intending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from sayso.model import Stance
from sayso.rules.table import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRow(Row):
    """A cue of attribution. ``phrase``: see ``rules.phrases``."""

    FILE: ClassVar[str] = "cues.csv"
    FIELD: ClassVar[str] = "attributions"

    phrase: str
    stance: Stance
    act: Literal["speech", "belief", "intention"] = "speech"

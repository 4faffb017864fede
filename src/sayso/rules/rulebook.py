"""The rulebook: every table and event rule, loaded and checked together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sayso.errors import RulebookError
from sayso.lang import folder_of
from sayso.rules.actors import ActorRow, AgencyRow, DeedRow, ModifierRow, NominalRow, RoleRow, StateRow, TitleRow
from sayso.rules.cues import ChannelRow, CitationRow, CueRow, ReportRow
from sayso.rules.events import EventFile, EventRule, read_events
from sayso.rules.phrases import Element, Phrase, PhraseError, compile_phrase
from sayso.rules.places import PlaceCueRow, PlaceNameRow, RegionRow
from sayso.rules.table import R, Row, read_table
from sayso.rules.times import TimeRow, TimeWordRow
from sayso.rules.units import NumberRow, QualifierRow, UnitRow
from sayso.rules.words import BlockRow, ClassRow, HedgeRow, LabelRow, WeaponRow

TABLES: tuple[type[Row], ...] = (
    ActorRow,
    BlockRow,
    StateRow,
    RoleRow,
    ModifierRow,
    DeedRow,
    AgencyRow,
    TitleRow,
    NominalRow,
    CueRow,
    CitationRow,
    ReportRow,
    ChannelRow,
    HedgeRow,
    UnitRow,
    NumberRow,
    QualifierRow,
    RegionRow,
    PlaceNameRow,
    PlaceCueRow,
    TimeRow,
    TimeWordRow,
    WeaponRow,
    ClassRow,
    LabelRow,
)


def builtin_folder() -> Path:
    """The folder of the rulebook that ships with sayso."""
    return folder_of() / "rulebook"


@dataclass(frozen=True)
class Rulebook:
    """All rules. ``folders``: the built-in one first, then a user's overlays in order."""

    folders: tuple[Path, ...]
    tables: dict[type[Row], tuple[Row, ...]]

    def rows(self, row_type: type[R]) -> tuple[R, ...]:
        """The rows of one table."""
        return self.tables[row_type]  # type: ignore[return-value]

    @cached_property
    def classes(self) -> dict[str, frozenset[str]]:
        """Word classes for phrases: class name to lemmas."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows(ClassRow):
            found[row.id] |= set(row.words)
        return {name: frozenset(words) for name, words in found.items()}

    @cached_property
    def _elements(self) -> dict[str, Element]:
        return {}

    def phrase(self, source: str, row: Row | EventRule) -> Phrase:
        """Compile a phrase that stands in ``row``; RulebookError names its file and line."""
        try:
            return compile_phrase(source, self.classes, self._elements)
        except PhraseError as error:
            raise RulebookError(row.file, row.line, str(error)) from error

    @cached_property
    def events(self) -> tuple[EventFile, ...]:
        """The event types with their rules, in the order of the ontology."""
        return read_events(self.folders, frozenset(self.classes))

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hex digits of SHA-256 over every file of the rulebook and of the language's lexicons."""
        digest = hashlib.sha256()
        for folder in (*self.folders, folder_of() / "lexicon"):
            for path in sorted(p for p in folder.rglob("*") if p.suffix in (".csv", ".yaml")):
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()[:12]


def load_rulebook(overlays: Sequence[Path] = ()) -> Rulebook:
    """The built-in rulebook with a user's overlays on top.

    An overlay is a folder with files named like those of the built-in rulebook; its rows are added, or
    replace those of the same id. Hidden files are passed over. Raises RulebookError on anything that is wrong.
    """
    folders = (builtin_folder(), *overlays)
    valid = {table.FILE for table in TABLES}
    for folder in overlays:
        if not folder.is_dir():
            raise RulebookError(str(folder), 0, "no such folder" if not folder.exists() else "is not a folder")
        for path in sorted((*folder.glob("[!.]*"), *folder.glob("events/[!.]*"))):
            known = path.suffix == ".yaml" if path.parent != folder else path.name in valid or path.name == "events"
            if not known:
                raise RulebookError(str(path), 0, "is not a rulebook file", [*sorted(valid), "events/*.yaml"])
    return Rulebook(folders, {table: read_table(folders, table) for table in TABLES})

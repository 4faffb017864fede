"""The pipeline: stages in order, checked at start-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from sayso.bulletins import BulletinProducer
from sayso.claims import RuleProducer
from sayso.datasets import FORMATS, DatasetProducer
from sayso.errors import PipelineError
from sayso.extract import Extraction
from sayso.mentions.actors import Actors
from sayso.mentions.attributions import Attributions
from sayso.mentions.blocks import Blocks
from sayso.mentions.coreference import Coreference
from sayso.mentions.counts import Counts
from sayso.mentions.places import Places
from sayso.mentions.times import Times
from sayso.mentions.weapons import Weapons
from sayso.model import FILLED, Document, Reading
from sayso.progress import part
from sayso.stage import Resources, Stage
from sayso.syntax import Syntax
from sayso.syntax.lines import Lines


class Claims(Extraction):
    """Fills ``claims``: what lines with labels tell, then what the rules read off sentences."""

    def __init__(self, resources: Resources) -> None:
        super().__init__([BulletinProducer(resources), RuleProducer(resources)])


class RowClaims(Extraction):
    """Fills ``claims`` of a data set's row: what the row says."""

    needs: ClassVar[tuple[str, ...]] = ("sentences", "actors")

    def __init__(self, resources: Resources) -> None:
        super().__init__([DatasetProducer(resources)])


STAGES: tuple[type[Stage], ...] = (
    Blocks,
    Syntax,
    Actors,
    Places,
    Times,
    Counts,
    Weapons,
    Coreference,
    Attributions,
    Claims,
)
ROW_STAGES: tuple[type[Stage], ...] = (Blocks, Lines, Actors, RowClaims)
"""The stages of a row of a data set, of which nothing is read but its fields."""


_SHARES = {"Syntax": 45, "Claims": 48}
"""What of the time of a long report these stages take, for who watches; each of the others 1."""


class Pipeline:
    """Reads documents. Built once; the same document always gives the same reading."""

    def __init__(
        self,
        resources: Resources,
        stages: Sequence[type[Stage]] = STAGES,
        rows: Sequence[type[Stage]] = ROW_STAGES,
    ) -> None:
        check_order(stages)
        check_order(rows)
        self.resources = resources
        built = {stage: stage(resources) for stage in dict.fromkeys((*stages, *rows))}
        self._stages = [built[stage] for stage in stages]
        self._rows = [built[stage] for stage in rows]

    def read(self, document: Document) -> Reading:
        """Everything the stages find in the document."""
        model, rulebook = self.resources.read_by
        reading = Reading(document=document, model=model, rulebook=rulebook)
        stages = self._rows if document.format in FORMATS else self._stages
        shares = [_SHARES.get(type(stage).__name__, 1) for stage in stages]
        for n, stage in enumerate(stages):
            with part(sum(shares[:n]) / sum(shares), sum(shares[: n + 1]) / sum(shares)):
                found: dict[str, Any] = {stage.fills: stage(reading)}
            reading = replace(reading, **found)
        return reading


def check_order(stages: Sequence[type[Stage]]) -> None:
    """Raise PipelineError when a stage needs what no earlier one fills, or fills what is not a field."""
    filled: set[str] = set()
    for stage in stages:
        missing = [need for need in stage.needs if need not in filled]
        if missing:
            raise PipelineError(f"stage {stage.__name__} needs {', '.join(missing)}, which no earlier stage fills")
        if stage.fills not in FILLED:
            raise PipelineError(f"stage {stage.__name__} fills {stage.fills!r}; valid: {', '.join(FILLED)}")
        filled.add(stage.fills)

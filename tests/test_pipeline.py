"""The order of the stages is checked before anything is read."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from sayso.errors import PipelineError
from sayso.mentions.blocks import Blocks
from sayso.model import FILLED, Reading
from sayso.pipeline import STAGES, Claims, check_order
from sayso.stage import Resources
from sayso.syntax import Syntax


def test_every_field_of_a_reading_is_filled_by_one_stage() -> None:
    assert sorted(stage.fills for stage in STAGES) == sorted(FILLED)


def test_a_stage_that_comes_too_early_says_what_it_lacks() -> None:
    with pytest.raises(PipelineError, match="stage Syntax needs blocks, which no earlier stage fills"):
        check_order([Syntax, Blocks])
    with pytest.raises(PipelineError, match=r"stage Claims needs .*attributions"):
        check_order([Blocks, Syntax, Claims])


class Weather:
    needs: ClassVar[tuple[str, ...]] = ()
    fills: ClassVar[str] = "weather"

    def __init__(self, resources: Resources) -> None: ...

    def __call__(self, reading: Reading) -> tuple[Any, ...]:
        return ()


def test_a_stage_must_fill_a_field_of_the_reading() -> None:
    with pytest.raises(PipelineError, match="stage Weather fills 'weather'; valid: blocks, sentences"):
        check_order([Weather])

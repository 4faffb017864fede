"""Days as tables and notebooks give them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from sayso import Filter, Reader, Reading
from sayso.errors import UsageError
from sayso.model.days import day_of

DAY = date(2025, 1, 28)


@pytest.mark.parametrize("given", [DAY, datetime(2025, 1, 28, 23, 5), "2025-01-28", " 2025-01-28T08:00:00Z "])
def test_a_day_is_a_day_however_it_is_given(given: Any) -> None:
    assert day_of(given) == DAY
    assert type(Filter(since=given).since) is date


def test_what_is_missing_in_a_table_is_no_day_and_what_is_none_is_told() -> None:
    assert day_of(None) is day_of(float("nan")) is None
    for wrong in ("2024-02-30", "yesterday", "", "11/08/2024", "2024", 7):
        with pytest.raises(UsageError, match=r"is not a date \(write it as YYYY-MM-DD"):
            Filter(until=wrong)  # type: ignore[arg-type]


def test_a_text_and_its_day_are_read_as_they_stand_in_a_table(reader: Reader) -> None:
    text: Any = "Rebels captured Goma on Monday, the army said."
    (read,) = reader.read_texts(text, published="2025-01-28")  # type: ignore[arg-type]
    assert isinstance(read, Reading)
    assert (read.document.text, read.document.published) == (text, DAY)
    time = reader.read_text(text, published=datetime(2025, 1, 28)).claims[0].time
    assert time is not None
    assert (time.earliest, type(time.earliest)) == (date(2025, 1, 27), date)

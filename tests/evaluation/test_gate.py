"""The gate: no score falls below what was once reached."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evaluation.corpus import corpus_folder
from evaluation.data import PublicSet, data_folder, present
from evaluation.documents import PAGE, benchmarks_page
from evaluation.errors import GoldError
from evaluation.gate import Pins, falls, held, pin, problems, read_pins, write_pins
from evaluation.real import coding_files
from evaluation.running import Measured, Skipped, chosen, run_corpus, run_public, run_real
from evaluation.sets import SETS
from sayso.errors import UsageError
from sayso.service.reading import Reader

CORPUS = Path(__file__).parents[2] / "corpus"
DAY, LATER = date(2025, 1, 7), date(2025, 2, 7)


def measured(data: str = "abc", **scores: float) -> Measured:
    return Measured(key="corpus/dev", title="", records=3, hash=data, scores=scores)


def test_the_corpus_is_read_as_well_as_ever(reader: Reader) -> None:
    """A change that costs claims somewhere is seen here, not by the people who lose them."""
    assert problems(run_corpus(reader, corpus_folder(CORPUS), "dev"), read_pins()) == []


@pytest.mark.parametrize("public", SETS, ids=lambda public: public.name)
def test_a_sample_of_each_public_set_is_read_as_well_as_ever(public: PublicSet, reader: Reader) -> None:
    folder = data_folder()
    if not present(public, folder):
        pytest.skip(f"the public data sets are not beside this checkout ({public.files[0]})")
    assert problems(run_public(reader, public, folder, quick=True), read_pins()) == []


def test_real_reports_are_read_as_well_as_ever(reader: Reader) -> None:
    if not coding_files(CORPUS):
        pytest.skip("no real reports have been coded yet")
    found = run_real(reader, CORPUS, data_folder().parent, "dev")
    if isinstance(found, Skipped) or found.missing:
        pytest.skip("the texts of the real reports are not beside this checkout")
    assert problems(found, read_pins()) == []


def test_the_page_of_scores_is_that_of_the_pins() -> None:
    """Else the page promises what no run reached: sayso bench --write-docs."""
    page = PAGE.read_text(encoding="utf-8")
    assert page == benchmarks_page(read_pins())
    assert all(public.title in page for public in SETS if public.name in read_pins().sets)


def test_a_fall_beyond_the_tolerance_is_told_with_both_values() -> None:
    pins = Pins({}, [])
    pin([measured(type_f1=0.6, every=0.2)], pins, DAY)
    assert falls(measured(type_f1=0.5985, every=0.2), pins) == []
    assert problems(measured(type_f1=0.59, every=0.2), pins) == ["corpus/dev: type_f1 fell from 0.6000 to 0.5900"]


def test_a_score_that_is_gone_has_fallen() -> None:
    pins = Pins({}, [])
    pin([measured(type_f1=0.6)], pins, DAY)
    assert [fall.now for fall in falls(measured(), pins)] == [0.0]


def test_precision_may_be_traded_for_recall() -> None:
    pins = Pins({}, [])
    pin([measured(type_precision=0.8, type_recall=0.4, source_p=0.7, source_r=0.6)], pins, DAY)
    assert problems(measured(type_precision=0.7, type_recall=0.5, source_p=0.6, source_r=0.7), pins) == []
    assert [held(name) for name in ("source_p", "type_recall", "type_f1", "source", "exact")] == [False, False] + [
        True
    ] * 3


def test_a_mean_error_may_fall() -> None:
    """Else the gate would refuse a reading whose numbers are closer to the stated ones."""
    pins = Pins({}, [])
    pin([measured(killed_mae=0.4, killed_exact=0.7)], pins, DAY)
    assert problems(measured(killed_mae=0.2, killed_exact=0.8), pins) == []
    assert not held("killed_mae")


def test_scores_on_other_data_are_not_compared() -> None:
    """Else a report taken out of the corpus could hide a fall."""
    pins = Pins({}, [])
    pin([measured(type_f1=0.6)], pins, DAY)
    assert "the data changed since it was pinned (abc, now xyz)" in problems(measured("xyz", type_f1=0.9), pins)[0]
    assert "nothing is pinned" in problems(measured(), Pins({}, []))[0]


def test_pins_rise_but_fall_only_with_a_reason_that_is_kept(tmp_path: Path) -> None:
    pins = Pins({}, [])
    pin([measured(type_f1=0.6, every=0.2)], pins, DAY)
    with pytest.raises(UsageError, match=r"type_f1 fell from 0\.6000 to 0\.5000; to pin lower"):
        pin([measured(type_f1=0.5, every=0.3)], pins, LATER)
    assert pins.sets["corpus/dev"].scores == {"type_f1": 0.6, "every": 0.2}
    pin([measured(type_f1=0.5, every=0.3)], pins, LATER, reason="rumours are no claims any more")
    assert pins.sets["corpus/dev"].scores == {"type_f1": 0.5, "every": 0.3}
    assert pins.lowered == [
        {
            "date": "2025-02-07",
            "set": "corpus/dev",
            "reason": "rumours are no claims any more",
            "scores": {"type_f1": [0.6, 0.5]},
        }
    ]
    write_pins(pins, tmp_path / "pins.json")
    assert read_pins(tmp_path / "pins.json") == pins
    assert "rumours are no claims any more" in benchmarks_page(pins)


def test_pins_do_not_creep_down_within_the_tolerance() -> None:
    """Else ten runs, each a little worse, lower a pin by two hundredths and nobody notices."""
    pins = Pins({}, [])
    pin([measured(type_f1=0.6)], pins, DAY)
    for value in (0.599, 0.5985, 0.5981):
        pin([measured(type_f1=value)], pins, LATER)
    assert pins.sets["corpus/dev"].scores["type_f1"] == 0.6
    assert pins.sets["corpus/dev"].date == "2025-01-07"


def test_lower_scores_on_new_data_need_a_reason_too() -> None:
    pins = Pins({}, [])
    pin([measured(type_f1=0.6)], pins, DAY)
    with pytest.raises(UsageError):
        pin([measured("xyz", type_f1=0.5)], pins, LATER)


def test_a_broken_file_of_pins_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "pins.json").write_text("{}", encoding="utf-8")
    with pytest.raises(GoldError, match="is not a file of pins"):
        read_pins(tmp_path / "pins.json")
    assert read_pins(tmp_path / "none.json") == Pins({}, [])


def test_sets_are_chosen_by_name() -> None:
    assert chosen(["geoparsing", "te3"]) == ["geoparsing-lgl", "geoparsing-trnews", "te3"]
    assert set(chosen([])) == {"corpus", "real", *(public.name for public in SETS)}
    with pytest.raises(UsageError, match="no set is called 'ace'; valid: corpus, real, polnear"):
        chosen(["ace"])

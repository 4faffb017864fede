"""What a program imports: light, listed, typed."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

import sayso
from tests.store.making import LineReader, write_reports


def test_what_is_offered_is_listed_and_there() -> None:
    assert dir(sayso) == sorted(sayso.__all__)
    assert {"Filter", "Ledger", "Reader", "read_many"} <= set(sayso.__all__)
    for name in sayso.__all__:
        assert getattr(sayso, name)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = sayso.nothing
    assert (resources.files("sayso") / "py.typed").is_file()


def test_the_import_is_light_and_a_ledger_needs_no_language_model() -> None:
    code = "import sys, sayso; assert 'sqlite3' not in sys.modules; sayso.Ledger; print('sayso.rules' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_ledger_from_end_to_end(tmp_path: Path) -> None:
    with sayso.Ledger(tmp_path / "a.db", create=True) as ledger:
        assert ledger.add(write_reports(tmp_path / "reports", 4), LineReader()).claims == 8
        listed = next(ledger.claims(sayso.Filter(types=("shelling",))))
        made = ledger.decide("reject", [listed.claim.id], sayso.By("Ann", "misread"))
        assert ledger.claims(sayso.Filter(types=("shelling",)), limit=1) is not None
        assert made.claims == (listed.claim.id,)
        tally = ledger.export("csv", tmp_path / "out.csv")
        assert (tally.written, tally.what) == (7, "claim")

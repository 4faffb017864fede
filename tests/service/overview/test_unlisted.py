"""A village that no gazetteer holds is shown in the area around it, not as if nobody had said where."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.service.ledger import Ledger
from sayso.service.overview import map_cells
from sayso.service.reading import Reader
from sayso.store.filters import Filter


def test_an_unlisted_village_lies_in_its_area(tmp_path: Path, reader: Reader):
    text = "Rebels shelled the village of Sjenokos in Odesa Oblast on Monday and killed two people, the army said."
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text, "published": "2025-01-28"}) + "\n", encoding="utf-8")
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.add([tmp_path / "a.jsonl"], reader)
        placed = [one.claim.place.place for one in ledger.claims() if one.claim.place]
        assert {(place.name, place.precision) for place in placed} == {("Sjenokos", "admin1")}
        shown = map_cells(ledger.store, Filter())
    assert (shown.unlocated, len(shown.cells)) == (0, 0)
    assert [(area.name, area.precision) for area in shown.areas] == [("Sjenokos", "admin1")]

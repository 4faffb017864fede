"""An invented collection of texts, as real ones lie beside a checkout, and a draft that codes it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

INVENTED = (
    {
        "id": "t-1",
        "text": "Rebels shelled Sake on Monday, the army said. At least 12 people were killed.\n\n"
        "In Goma nurses marched.",
        "outlet": "Radio Kivu",
        "published": "2025-01-07",
        "conflict": "drc",
        "register": "wire",
    },
    {
        "id": "t-2",
        "text": "The shelling of Sake on Monday killed 12 people.",
        "published": "2025-01-08",
        "conflict": "drc",
    },
    {"id": "t-3", "text": "A party met in Kinshasa to choose its leader."},
)
DRAFT = """report: t-1
cluster: sake-2025-01
claim: shelling asserted | s1 | shelled
 actor: M23 = Rebels
 target: Sake
 place: Sake, CD, -1.57, 29.04 = Sake
 time: 2025-01-06 = Monday
 source: army
 voice: indirect = said
 incident: sake
claim: casualties asserted | s2 | killed
 figure: killed people 12+ = At least 12 people
 place: Sake, CD, -1.57, 29.04 = Sake @1
 time: 2025-01-06 = Monday @1
 incident: sake
report: t-2
cluster: sake-2025-01
claim: shelling asserted | s1 | shelling
 figure: killed people 12 = 12 people
 place: Sake, CD, -1.57, 29.04 = Sake
 time: 2025-01-06 = Monday
 incident: sake
report: t-3
cluster: congress
none: a party congress
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A shared folder with the invented collection ``texts/none``."""
    folder = tmp_path / "shared"
    (folder / "texts").mkdir(parents=True)
    with gzip.open(folder / "texts" / "none.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in INVENTED)
    return folder


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft that codes all of the invented collection."""
    path = tmp_path / "b01.draft"
    path.write_text(DRAFT, encoding="utf-8")
    return path

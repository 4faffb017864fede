"""Make the records of docs/teaching.md anew: ``python scripts/make_teaching.py``.

Reads the invented posts of ``examples/teaching/posts.jsonl`` into a ledger, decides as a person who knows the channel
would, and writes ``examples/teaching/records.jsonl``. The channel says "arrival" for the impact of a shell.
"""

from __future__ import annotations

import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.service.reading import Reader

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "teaching"
AT = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
OTHERWISE = re.compile(r"(delegation|uniforms|hall|first train|commander|Geneva|board|reinforced glass|spring) ?", re.I)
"""Posts in which an arrival is no impact."""
NONE = ("begin", "asked people to stay", "works again", "welcomed", "thanked", "wait")
"""Words that the reader takes for events, and that are none in these posts."""
MOST = 40


def main() -> None:
    """Read, decide, write."""
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "border.db", create=True) as ledger:
        ledger.add([FOLDER / "posts.jsonl"], Reader(), keep=["licence"])
        made = sum(decided(ledger, document) for document in ledger.store.documents.listed())
        tally = ledger.export("training", FOLDER / "records.jsonl")
    print(f"{made} decisions, {tally.written} records")


def decided(ledger: Ledger, document: str) -> int:
    """Decide all claims of a post and add its arrivals; how many decisions."""
    reading = ledger.store.documents.reading(document)
    text = reading.document.text
    for claim in reading.claims:
        words = reading.text(claim.trigger)
        kind = "reject" if words in NONE else "accept"
        reason = "tells of no event" if kind == "reject" else "as the post says"
        ledger.decide(kind, [claim.id], By("Example", reason, AT))
    found = re.search(r"arrivals?", text, re.IGNORECASE)
    if found is None or OTHERWISE.search(text):
        return len(reading.claims)
    why = By("Example", "this channel calls the impact of a shell an arrival", AT)
    ledger.add_claim(document, found.span(), "shelling", why)
    return len(reading.claims) + 1


if __name__ == "__main__":
    main()

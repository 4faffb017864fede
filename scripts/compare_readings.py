"""Tell whether a change of the code changed a reading: keep the readings of many reports, then compare.

    python scripts/compare_readings.py keep FILE      # before the change
    python scripts/compare_readings.py against FILE   # after it: which reports read differently, claim by claim

The reports are the examples, the corpus and, where ``../shared/texts`` is present, every fifteenth text of it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sayso import Reader

_TOLD = ("type", "status", "trigger", "actors", "targets", "place", "time", "figures", "attribution", "confidence")


def texts(every: int) -> Iterator[tuple[str, str, date | None]]:
    """Name, text and day of publication of each report."""
    for path in sorted((*Path("examples").glob("*.txt"), *Path("corpus/reports").glob("*/*.txt"))):
        yield path.stem, path.read_text(encoding="utf-8"), date(2024, 6, 15)
    for path in sorted(Path("../shared/texts").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % every == 0:
                    record = json.loads(line)
                    day = record.get("published")
                    yield record["id"], record["text"], date.fromisoformat(day) if day else None


def readings(every: int) -> dict[str, list[dict[str, Any]]]:
    """The claims of every report, without ids and rules, which may change their names."""
    from sayso.exports.contract import reading_to_dict

    reader = Reader()
    found = {}
    for name, text, day in texts(every):
        claims = reading_to_dict(reader.read_text(text, published=day))["claims"]
        found[name] = [{key: claim.get(key) for key in _TOLD} for claim in claims]
    return found


def main() -> int:
    """Keep or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("keep", "against"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--every", type=int, default=15)
    options = parser.parse_args()
    now = json.loads(json.dumps(readings(options.every), default=str))
    if options.command == "keep":
        options.file.write_text(json.dumps(now), encoding="utf-8")
        return 0
    before = json.loads(options.file.read_text(encoding="utf-8"))
    changed = [name for name in now if now[name] != before.get(name)]
    for name in changed:
        old, new = before.get(name, []), now[name]
        for sign, claims, others in (("-", old, new), ("+", new, old)):
            for claim in claims:
                if claim not in others:
                    print(f"{sign} {name}: {json.dumps(claim, ensure_ascii=False)[:400]}")
    print(f"{len(changed)} of {len(now)} reports read differently")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())

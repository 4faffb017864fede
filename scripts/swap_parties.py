"""Swap the parties of the corpus's reports and tell what is read otherwise.

    python scripts/swap_parties.py [--show N] [PAIR …]      # the pairs of src/evaluation/parties.yaml

The share of claims that differ in type, status, trigger or roles, for each pair, and of those at whose words the other
reading has no claim of this type and status; ``--show``: N differences of each.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation.corpus import read_corpus
from evaluation.swapping import pairs, swapped
from sayso.service.reading import Reader


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pair", nargs="*")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    reader = Reader()
    reports = [r for split in ("train", "dev") for r in read_corpus(Path("corpus"), split)]
    claims = differ = moved = 0
    for pair in pairs():
        if options.pair and pair.name not in options.pair:
            continue
        found = swapped(reader, reports, [pair])
        one_way = sum(not d.swapped for d in found.differences)
        claims, differ, moved = claims + found.claims, differ + one_way, moved + found.moved
        print(
            f"{pair.name:24} {one_way:4} of {found.claims:5} claims differ ({found.share:.1%}), "
            f"{found.moved} in type or status, {found.doubts} doubts"
        )
        for difference in found.differences[: options.show]:
            print("   ", "+" if difference.swapped else "-", difference.report, difference.claim)
    print(
        f"{'all':24} {differ:4} of {claims:5} claims differ ({differ / max(claims, 1):.1%}), "
        f"{moved} in type or status ({moved / max(claims, 1):.1%})"
    )


if __name__ == "__main__":
    main()

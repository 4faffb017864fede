"""Learn the weights by which claims are weighed: ``python scripts/learn_weights.py [--shared FOLDER]``.

Reads the train parts of the corpus and of the real reports, whose texts lie in the shared folder, and writes
``src/sayso/lang/en/weights/claims.csv``. The same data and the same rules give the same bytes; to be run again when
rules have changed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation.corpus import corpus_folder
from evaluation.learning import cases_of, learned, lessons, write_weights
from evaluation.texts import shared_folder
from sayso.lang import folder_of
from sayso.service.reading import Reader

NOTE = "Log-odds that a coder has a claim with this sign; learned by scripts/learn_weights.py."


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="The folder with the texts of the real reports.")
    options = parser.parse_args()
    cases = cases_of(Reader(), lessons(corpus_folder(), shared_folder(options.shared)))
    write_weights(folder_of() / "weights" / "claims.csv", learned(cases), NOTE)
    print(f"{len(cases)} claims, {sum(case.right for case in cases)} right")


if __name__ == "__main__":
    main()

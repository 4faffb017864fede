"""Learn which words tell violence from other fields: ``python scripts/learn_violence.py [--shared FOLDER]``.

Reads the train parts of the corpus and of the real reports, the reports of other fields in ``corpus/offtopic`` and
uncoded reports of the shared folder, and writes ``src/sayso/lang/en/weights/violence.csv``: a weight for each word, and
no words in their order. The same data give the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation.corpus import corpus_folder
from evaluation.learning import write_weights
from evaluation.texts import shared_folder
from evaluation.violence import learned, rows_of
from sayso.lang import folder_of
from sayso.service.reading import Reader

NOTE = "Log-odds that a sentence with this word, or naming this, tells of violence; by scripts/learn_violence.py."


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="The folder with the texts of the real reports.")
    options = parser.parse_args()
    rows = rows_of(Reader(), corpus_folder(), shared_folder(options.shared))
    write_weights(folder_of() / "weights" / "violence.csv", learned(rows), NOTE)
    print(f"{len(rows)} sentences, {sum(row.right for row in rows)} of violence")


if __name__ == "__main__":
    main()

"""Learn how sure each field of a claim is: ``python scripts/learn_fields.py [--shared FOLDER]``.

Reads the train parts of the corpus and of the real reports, whose texts lie in the shared folder, and writes a table
for each field into ``src/sayso/lang/en/weights/fields``. The same data and the same rules give the same bytes; to be
run again when rules, links or the weights of claims have changed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation.corpus import corpus_folder
from evaluation.fields import field_cases, write_fields
from evaluation.learning import lessons
from evaluation.texts import shared_folder
from sayso.claims.confidence import FIELD_WEIGHTS
from sayso.lang import folder_of
from sayso.service.reading import Reader


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="The folder with the texts of the real reports.")
    options = parser.parse_args()
    cases = field_cases(Reader().resources, lessons(corpus_folder(), shared_folder(options.shared)))
    write_fields(folder_of() / "weights" / FIELD_WEIGHTS, cases)
    for name, some in cases.items():
        print(f"{name}: {len(some)} claims, {sum(case.right for case in some)} right")


if __name__ == "__main__":
    main()

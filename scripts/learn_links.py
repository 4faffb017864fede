"""Learn which place, actor and target a claim has: ``python scripts/learn_links.py [--shared FOLDER]``.

Reads the train parts of the corpus and of the real reports, whose texts lie in the shared folder, and writes
``src/sayso/lang/en/links`` with a manifest. Shows first, fold by fold, how often reports that were held out are right
by the rules and by the linker. The same data, rules and machine give the same bytes; to be run again when rules have
changed much.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation.corpus import corpus_folder
from evaluation.learning import lessons
from evaluation.links import Choice, choices_of, fold_of
from evaluation.networks import learn, seal, write
from evaluation.texts import shared_folder
from sayso.claims.link import FIELDS
from sayso.gazetteer import Gazetteer
from sayso.lang import folder_of
from sayso.rules import load_rulebook
from sayso.service.reading import DEFAULT_MODEL
from sayso.stage import Resources

MARGINS = (0.0, 0.25, 0.5, 1.0, 2.0)


def shown(choices: list[Choice], folds: int) -> None:
    """Print the share of right choices of held-out reports, by the rules and with each margin over them."""
    judged: list[tuple[Choice, list[float]]] = []
    for fold in range(folds):
        scorer = learn([choice for choice in choices if fold_of(choice.group, folds) != fold]).scorer()
        own = [choice for choice in choices if fold_of(choice.group, folds) == fold and not choice.given]
        judged += [(choice, scorer(choice.situation, choice.options, choice.seen)) for choice in own]
    for kind in sorted({choice.kind for choice, _ in judged}):
        some = [pair for pair in judged if pair[0].kind == kind]
        line = [f"{sum(c.right[c.rules] for c, _ in some) / len(some):.3f} by the rules"]
        for margin in MARGINS:
            right = sum(c.right[taken(c, scores, margin)] for c, scores in some)
            moved = sum(taken(c, scores, margin) != c.rules for c, scores in some)
            line.append(f"{right / len(some):.3f} at {margin} ({moved / len(some):.0%} changed)")
        print(f"{choices[0].field} {kind} ({len(some)}): {', '.join(line)}", flush=True)


def taken(choice: Choice, scores: list[float], margin: float) -> int:
    """The option that is taken where it must be so much likelier than the rules'."""
    best = max(range(len(scores)), key=lambda number: scores[number])
    return best if scores[best] - scores[choice.rules] > margin else choice.rules


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="The folder with the texts of the real reports.")
    parser.add_argument("--folds", type=int, default=4, help="0: show nothing of held-out reports")
    options = parser.parse_args()
    resources = Resources(rulebook=load_rulebook(), gazetteer=Gazetteer.open(), model=DEFAULT_MODEL)
    choices = choices_of(resources, lessons(corpus_folder(), shared_folder(options.shared)))
    folder = folder_of() / "links"
    folder.mkdir(exist_ok=True)
    for field in FIELDS:
        some = [choice for choice in choices if choice.field == field]
        if options.folds:
            shown(some, options.folds)
        write(folder / f"{field}.npz", learn(some))
    groups = {choice.group for choice in choices}
    seal(folder, f"trained on {len(choices) // len(FIELDS)} coded claims of {len(groups)} groups of reports")


if __name__ == "__main__":
    main()

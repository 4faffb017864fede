"""A user's own row counts as a built-in one: rows taken out and given back as an overlay read the same.

Else the program would know some rows by name, and a user who adds a force, a cue or a phrase would get less of it.
"""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from sayso.model import Reading
from sayso.rules import builtin_folder
from sayso.service.reading import Reader

DAY = date(2024, 8, 11)
ORDERED = ("times.csv",)
"""Tables whose rows are tried in order, as event rules are: of them the last ones are given back."""


def part(whole: Path, rest: Path, own: Path) -> None:
    """Write the built-in rulebook as two: a third of every table and event file in ``own``, the others in ``rest``."""
    shutil.copytree(whole, rest)
    (own / "events").mkdir(parents=True)
    for path in sorted(rest.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = [cells for cells in csv.reader(file) if cells and not cells[0].startswith("#")]
        given = rows[-len(rows) // 3 :] if path.name in ORDERED else rows[::3]
        for folder, kept in ((rest, [row for row in rows if row not in given]), (own, given)):
            with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header, *kept])
    for path in sorted(rest.glob("events/*.yaml")):
        event = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # "on" is no truth value
        rules = event["rules"]
        first = len(rules) - len(rules) // 3
        path.write_text(yaml.safe_dump({**event, "rules": rules[:first]}, sort_keys=False), encoding="utf-8")
        own_file = yaml.safe_dump({"type": event["type"], "rules": rules[first:]}, sort_keys=False)
        (own / "events" / path.name).write_text(own_file, encoding="utf-8")


@pytest.fixture(scope="module")
def overlaid(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("rulebook")
    part(builtin_folder(), folder / "rest", folder / "own")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sayso.rules.rulebook.builtin_folder", lambda: folder / "rest")
        return Reader(overlays=[folder / "own"])


def told(reading: Reading) -> dict[str, object]:
    return {
        "actors": reading.actors, "places": reading.places, "times": reading.times, "counts": reading.counts,
        "weapons": reading.weapons, "coreferences": reading.coreferences, "attributions": reading.attributions,
        "claims": reading.claims,
    }  # fmt: skip


def test_rows_given_back_as_an_overlay_read_the_same(reader: Reader, overlaid: Reader, examples: list[Path]) -> None:
    assert reader.rulebook.folders != overlaid.rulebook.folders
    for path in (path for path in examples if path.suffix == ".txt"):
        text = path.read_text(encoding="utf-8")
        ours, theirs = (told(r.read_text(text, published=DAY)) for r in (reader, overlaid))
        assert ours == theirs, path.name

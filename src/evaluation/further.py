"""Real reports that nobody coded: what a larger model says of them teaches the smaller one that ships.

Left out are reports of collections for research only, those that tell of an event of which a report of dev or test
tells, and those that share wording with one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from evaluation.gold import GoldReport
from evaluation.real import read_both, real_split
from evaluation.texts import collections, read_texts
from evaluation.triggers import RESEARCH_ONLY

__all__ = ["TAUGHT", "further_reports"]

TAUGHT = Path("build") / "taught.jsonl.gz"
"""What the larger model says of them (``evaluation.triggers.write_held_out``)."""
_GRAM, _SHARED = 8, 0.05
"""Words in a row that two texts may share, and the share of them that makes one text too near to another."""


def further_reports(corpus: Path, shared: Path) -> list[GoldReport]:
    """The reports that may teach, without claims, in order of their collections."""
    coded = {one.report.id: real_split(one.report.cluster or "") for both in read_both(corpus) for one in both}
    named = [name for name in collections(shared) if name.startswith("texts/") and name not in RESEARCH_ONLY]
    texts = read_texts(shared, named)
    held = {id for id, part in coded.items() if part != "train"}
    near = {id for group in _groups(shared) if held & set(group) for id in group}
    seen = {gram for id in held if id in texts for gram in _grams(texts[id].text)}
    return [
        GoldReport(id=text.id, text=text.text, outlet=text.outlet, claims=())
        for text in texts.values()
        if text.id not in coded and text.id not in near and not _copied(text.text, seen)
    ]


def _groups(shared: Path) -> Iterable[list[str]]:
    path = shared / "texts" / "clusters.json"
    return [group["ids"] for group in json.loads(path.read_text(encoding="utf-8"))] if path.is_file() else []


def _copied(text: str, seen: set[tuple[str, ...]]) -> bool:
    grams = _grams(text)
    return len(grams & seen) > _SHARED * len(grams)


def _grams(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return {tuple(words[at : at + _GRAM]) for at in range(len(words) - _GRAM + 1)}

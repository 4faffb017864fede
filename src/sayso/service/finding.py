"""Find places by name, for the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sayso.gazetteer import Gazetteer, find_rows
from sayso.mentions.places import Places
from sayso.rules import load_rulebook
from sayso.stage import Resources


def find_places(
    name: str, *, overlays: Sequence[Path] = (), limit: int = 10, packs: Sequence[Path] = ()
) -> list[dict[str, Any]]:
    """What a name may stand for, most likely first: the gazetteer's places, those of ``packs`` and the
    rulebook's regions and camps.

    Each is a mapping of ``name``, ``id``, ``feature``, ``country``, ``admin1``, ``lat``, ``lon``, ``population``.
    """
    resources = Resources(rulebook=load_rulebook(overlays), gazetteer=Gazetteer.open(packs), model="")
    return find_rows(Places(resources).gazetteer, name, limit)

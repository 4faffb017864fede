"""Names: what is to be resolved, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.gazetteer import Entry


@dataclass(slots=True)
class Name:
    """A name to resolve: its mentions share one meaning.

    ``feature``: the kind that the words give it ("district"), or empty. ``containers``: ids of places said to hold it.
    ``around``: places said to, where none holds a bearer of the name.
    ``holds``: ids of bearers that the words say hold another place. ``whole``: ids of those whose whole name the words
    give ("Plateau State"). ``count``: how often it is mentioned.
    ``chosen``: the answer so far; ``sure``: how far ahead it is, 0 to 1.
    """

    text: str
    key: str
    feature: str = ""
    containers: tuple[str, ...] = ()
    around: tuple[Entry, ...] = ()
    holds: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    count: int = 1
    fixed: Entry | None = None
    candidates: tuple[Entry, ...] = ()
    chosen: Entry | None = None
    sure: float = 0.0
    priors: dict[str, float] = field(default_factory=dict)

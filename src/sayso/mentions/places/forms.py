"""Forms: what a name that is known to be a place may be short or long for, and which country it tells of."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.gazetteer import Entry, Gazetteer, fold
from sayso.mentions.places.atlas import Atlas
from sayso.mentions.places.evidence import LARGE, weight
from sayso.mentions.places.spots import WORDS

_SHORT = WORDS.table("names.short_forms")
_ENDINGS = [(*pair.split(), "")[:2] for pair in WORDS.row("names.of_peoples")]
_LONGEST = 3


def other_forms(name: str, atlas: Atlas) -> Iterator[str]:
    """Longer and shorter forms: "Platte Co." is a county, "North London" in London, "Ottawa Airport" in Ottawa."""
    first, *rest = words = name.split()
    if not rest:
        return
    if long := _SHORT.get(rest[-1].lower()):
        yield " ".join((*words[:-1], long))
    if atlas.has(first.lower(), "direction"):
        yield " ".join(rest)
    if atlas.has(rest[-1].lower(), "facility"):
        for last in range(len(rest), 0, -1):
            yield " ".join(words[:last])


def home_of(outlet: str, atlas: Atlas) -> str | None:
    """The country that an outlet is named after ("Kyiv Independent", "Sudan Tribune", "Times of Israel"), or None."""
    words = [word for word in outlet.split() if word.lower() not in WORDS["articles.definite"]]
    of = next((n + 1 for n, word in enumerate(words) if word in WORDS["prepositions.of"]), len(words))
    for name in (words[:_LONGEST], words[of : of + _LONGEST]):
        for last in range(len(name), 0, -1):
            start = " ".join(name[:last])
            if start.lower() in atlas.demonyms:
                return atlas.demonyms[start.lower()]
            found = atlas.gazetteer.find(start)[:1]
            if found and weight(found[0], fold(start)) >= LARGE and not atlas.has(start.lower(), "direction"):
                return found[0].country
    return None


def unit_of_people(name: str, gazetteer: Gazetteer) -> Entry | None:
    """The unit or continent of an adjective or a people: "Ohioans", "Dagestani", "European"; None for others."""
    for word in (name, name.removesuffix("s")):
        for ending, own in _ENDINGS:
            root = word.removesuffix(ending) + own
            if not word.endswith(ending) or len(word) - len(ending) < 3:
                continue
            for entry in gazetteer.find(root)[:3]:
                if entry.feature in ("admin1", "region") and fold(entry.name).startswith(fold(root)):
                    return entry
    return None

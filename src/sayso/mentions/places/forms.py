"""Forms: what a name that is known to be a place may be short or long for."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.gazetteer import Entry, Gazetteer, fold
from sayso.lang import lexicon
from sayso.mentions.places.evidence import weight
from sayso.mentions.places.lexicon import Lexicon

WORDS = lexicon("places")

_SHORT = WORDS.table("forms.short")
_ENDINGS = (
    ("ian", "ia"), ("ian", "io"), ("an", "a"), ("an", "o"), ("an", "e"), ("an", "as"), ("an", ""), ("ean", "e"),
    ("n", ""), ("i", ""), ("z", "zia"), ("n", "nya"),
)  # fmt: skip


def other_forms(name: str, lexicon: Lexicon) -> Iterator[str]:
    """Longer and shorter forms: "Platte Co." is a county, "North London" in London, "Ottawa Airport" in Ottawa."""
    words = name.split()
    if len(words) < 2:
        return
    if words[-1].lower() in _SHORT:
        yield " ".join((*words[:-1], _SHORT[words[-1].lower()]))
    if lexicon.has("direction", words[0].lower()):
        yield " ".join(words[1:])
    if lexicon.has("facility", words[-1].lower()):
        for last in range(len(words) - 1, 0, -1):
            yield " ".join(words[:last])


def home_of(outlet: str, lexicon: Lexicon) -> str | None:
    """The country that an outlet is named after ("Kyiv Independent", "Sudan Tribune", "Times of Israel"), or None."""
    words = [word for word in outlet.split() if word.lower() != "the"]
    later = words[words.index("of") + 1 :] if "of" in words else []
    for name in (words, later):
        for last in range(min(3, len(name)), 0, -1):
            start = " ".join(name[:last])
            if start.lower() in lexicon.demonyms:
                return lexicon.demonyms[start.lower()]
            found = lexicon.gazetteer.find(start)[:1]
            if found and weight(found[0], fold(start)) >= 2:
                return found[0].country
    return None


def unit_of_people(name: str, gazetteer: Gazetteer) -> Entry | None:
    """The unit or continent of an adjective or a people: "Ohioans", "Dagestani", "European"; None for others."""
    for word in (name, name.removesuffix("s")):
        for ending, stem in _ENDINGS:
            if not word.endswith(ending) or len(word) - len(ending) < 3:
                continue
            root = word[: len(word) - len(ending)] + stem
            for entry in gazetteer.find(root)[:3]:
                if entry.feature in ("admin1", "region") and fold(entry.name).startswith(fold(root)):
                    return entry
    return None

"""When two names name the same: by their words, and more kindly by the actor list and the area of a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from evaluation.gold import GoldClaim
from sayso.gazetteer import Gazetteer
from sayso.model import Claim, Reading
from sayso.model.claims import Role, Source
from sayso.model.geo import kilometres
from sayso.model.words import fold
from sayso.rules import load_rulebook
from sayso.rules.actors import ActorRow, RoleRow, StateRow, main_forces

CHANNELS = frozenset({"telegram", "x", "twitter", "facebook", "whatsapp", "youtube", "instagram", "tiktok"})
NEAR_KM, FAR_KM = 25.0, 161.0
"""How near a place must be whatever its name, and how near one of the same name (100 miles)."""
_REACH_KM = {"admin2": 60.0, "admin1": FAR_KM, "region": 300.0}
_FILLERS = frozenset(
    "the a an of for and s president mr mrs ms dr gen general lt col colonel major minister prime state news agency "
    "local spokesman spokesperson spokeswoman governor mayor".split()
)
Names = Sequence[str]
"""What someone is called: the canonical name, and the words in the text."""
Same = Callable[[str, Names], bool]


def same_name(gold: str, names: Names) -> bool:
    """Whether a coded name and one of the read ones (canonical name, words in the text) name the same.

    Names are compared by their content words, without titles and articles: one holds all of the other's, or they
    share more than half of the longer one's.
    """
    wanted = _content(gold)
    for name in names:
        got = _content(name)
        if not wanted or not got:
            if gold.casefold() == name.casefold():
                return True
            continue
        common = wanted & got
        if common and (common in (wanted, got) or len(common) * 2 > max(len(wanted), len(got))):
            return True
    return False


def same_actor(gold: str, names: Names) -> bool:
    """Whether they name the same by their words, or are names of one actor of the list.

    A name that several rows bear is that of any of them. ``names`` may hold ids of the list as well.
    """
    if same_name(gold, names):
        return True
    known = _listed()
    wanted = known.get(_key(gold), frozenset())
    return any(wanted & (known.get(_key(name), frozenset()) | {name}) for name in names)


def same_names(gold: Names, read: Sequence[Names], same: Same = same_name) -> bool:
    """Whether two sets of names are the same, whatever the order."""
    left = list(read)
    for name in gold:
        match = next((r for r in left if same(name, r)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def same_chain(gold: Names, read: Sequence[Names], same: Same = same_name) -> bool:
    """Whether the chain of sources is the same, in order; platforms are channels and do not count."""
    wanted = [name for name in gold if name.casefold() not in CHANNELS]
    return len(wanted) == len(read) and all(same(name, names) for name, names in zip(wanted, read, strict=True))


def called(some: Iterable[Role | Source], reading: Reading) -> list[Names]:
    """What each is called in a reading: its name, and its words."""
    return [(one.name, reading.text(one)) for one in some]


def listed(some: Iterable[Role | Source], reading: Reading) -> list[Names]:
    """The same, with its id in the actor list if it has one, for ``same_actor``."""
    return [(one.name, reading.text(one), *([one.id] if one.id else [])) for one in some]


def place_within(gold: GoldClaim, claim: Claim, km: float) -> bool:
    """Whether the place is within so many kilometres; both without a place agree.

    A coded point that the reading does not know is not met; where none was coded, the name decides.
    """
    place = claim.place.place if claim.place else None
    if gold.place is None and gold.lat is None:
        return place is None
    if place is None:
        return False
    if gold.lat is None or gold.lon is None:
        return same_place_name(gold, claim)
    if place.lat is None or place.lon is None:
        return False
    return kilometres(gold.lat, gold.lon, place.lat, place.lon) <= km


def same_place_name(gold: GoldClaim, claim: Claim) -> bool:
    """Whether the places share a word of their names, or there is none on either side."""
    if gold.place is None or claim.place is None:
        return gold.place is None and claim.place is None
    return bool(_content(gold.place) & (_content(claim.place.place.name) | _content(claim.place.text)))


def place_strict(gold: GoldClaim, claim: Claim) -> bool:
    """Whether the place is within 25 km, or of the same name and within 161 km.

    Of an area that was coded as one no point is asked but its name: the same country, or an area of the same name whose
    middle lies within the reach of such areas.
    """
    if place_within(gold, claim, NEAR_KM):
        return True
    place = claim.place.place if claim.place else None
    if place is None or not (gold.precision == "country" or same_place_name(gold, claim)):
        return False
    if gold.precision == "country":
        return place.precision == "country" and place.country == gold.country
    return place_within(
        gold, claim, _REACH_KM.get(gold.precision or "", FAR_KM) if place.precision != "point" else FAR_KM
    )


def place_named(gold: GoldClaim, claim: Claim) -> bool:
    """Whether the place is right, or the right name without a point of its own, or in the area that was coded."""
    if place_strict(gold, claim):
        return True
    if gold.place is None or claim.place is None:
        return False
    place = claim.place.place
    unknown = place.lat is None or place.lon is None or place.grain != place.precision
    if gold.lat is None or gold.lon is None or unknown:
        return same_place_name(gold, claim)
    area = gold.precision or _area(gold.place, gold.lat, gold.lon)
    if area == "country":
        return place.country == gold.country
    return area in _REACH_KM and place_within(gold, claim, _REACH_KM[area])


@lru_cache(maxsize=4000)
def _area(name: str, lat: float, lon: float) -> str:
    """What kind of area the gazetteer knows by this name there; "" for a settlement, and where it knows none."""
    near = [
        (kilometres(lat, lon, entry.lat, entry.lon), entry.feature)
        for entry in _gazetteer().find(name)
        if entry.feature == "country" or kilometres(lat, lon, entry.lat, entry.lon) <= FAR_KM
    ]
    feature = min(near, default=(0.0, ""))[1]
    return feature if feature in ("country", *_REACH_KM) else ""


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, frozenset[str]]:
    """The ids that each name of the actor list stands for; a state's forces by all their common names."""
    rulebook = load_rulebook()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rulebook.rows(ActorRow):
        for name in (row.name, *row.aliases, *row.weak):
            found[_key(name)].add(row.id)
    states = rulebook.rows(StateRow)
    forces = main_forces(rulebook.rows(ActorRow), states)
    nouns = [
        word for row in rulebook.rows(RoleRow) if row.sense == "forces" for word in (row.id, f"{row.id}s", *row.words)
    ]
    for state in states:
        for name in (state.name, *state.aliases, *state.metonyms, state.capital):
            found[_key(name)].add(state.id)
        for owner in (*state.demonyms, state.name, *state.aliases):
            for noun in nouns:
                found[_key(f"{owner} {noun}")].add(forces[state.id].id)
    return {name: frozenset(ids) for name, ids in found.items()}


def _key(name: str) -> str:
    return " ".join(_words(name)).removeprefix("the ").replace(" s ", " ")


def _content(name: str) -> frozenset[str]:
    words = frozenset(map(_stem, _words(name)))
    return words - _FILLERS or words


def _words(name: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(name)).split()


def _stem(word: str) -> str:
    """Plural and demonym endings cut off, so that "Ukraine" and "Ukrainian" meet."""
    for ending in ("ians", "ian", "ans", "an", "ese", "ish", "is", "i", "s", "es", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word

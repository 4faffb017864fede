"""Which names of a document are places, which mentions share a meaning, and which bearer of a name is meant.

By a gazetteer of a few invented places, so that each rule decides alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest

from sayso.gazetteer import Entry, Gazetteer, fold
from sayso.mentions.places.evidence import LARGE, LISTED, TOWN, VILLAGE, weight
from sayso.mentions.places.grouping import names_of, settle
from sayso.mentions.places.name import Name
from sayso.mentions.places.resolve import Resolver
from sayso.mentions.places.spots import Spot
from sayso.model import Sentence, Token


def place(id: str, name: str, country: str = "AA", at: tuple[float, float] = (10.0, 10.0), **more: Any) -> Entry:
    return Entry(id=id, name=name, country=country, lat=at[0], lon=at[1], **{"feature": "city", **more})


class Few:
    """A gazetteer of the given places; the larger bearer of a name stands first, ``names`` are further ones."""

    def __init__(self, *entries: Entry, **names: str) -> None:
        self.entries = sorted(entries, key=lambda entry: -entry.population)
        self.names = {entry.id: {fold(entry.name), fold(names.get(entry.id, entry.name))} for entry in entries}

    def find(self, name: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if fold(name) in self.names[entry.id])

    def knows(self, key: str) -> bool:
        return bool(self.find(key))

    def by_id(self, id: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.id == id), None)

    def contains(self, outer: Entry, inner: Entry) -> bool:
        return inner.admin1 == outer.id


def given(*entries: Entry, **names: str) -> Gazetteer:
    return cast(Gazetteer, Few(*entries, **names))


def spot(name: str, strength: int = 1, **more: Any) -> Spot:
    token = Token(start=0, end=1, index=0, text=name, lemma=name, pos="PROPN", tag="NNP", dep="pobj", head=0)
    sentence = Sentence(start=0, end=1, index=0, block=0, paragraph=0, kind="body", tokens=(token,))
    return Spot(sentence, 0, 0, 0, 1, name, fold(name), strength=strength, **more)


def kept(spots: list[Spot], gazetteer: Gazetteer) -> list[bool]:
    found, waiting = settle(spots, gazetteer)
    taken = [any(one is other for other in found) for one in spots]
    assert waiting == [one for one, sure in zip(spots, taken, strict=True) if one.strength and not sure]
    return taken


PERSON = {"person": True}


@pytest.mark.parametrize(
    ("spots", "expected"),
    [
        ([(1, {}), (0, {})], [False, False]),
        ([(1, {}), (2, {})], [True, True]),
        ([(1, PERSON), (2, {})], [True, True]),
        ([(1, PERSON), (1, PERSON), (2, {})], [False, False, False]),
        ([(1, PERSON), (1, PERSON), (3, {})], [False, False, True]),
        ([(1, PERSON), (2, {**PERSON, "cue": "in"})], [True, True]),
        ([(1, PERSON), (2, {**PERSON, "cue": ""})], [False, False]),
        ([(1, PERSON), (1, PERSON), (2, {"containers": ["u"]})], [True, True, True]),
    ],
)
def test_a_name_is_a_place_unless_more_of_it_is_said_of_a_person(spots: Any, expected: list[bool]) -> None:
    """Harm: a commander's name puts an event in the town that bears it."""
    assert kept([spot("Mareth", strength, **more) for strength, more in spots], given(place("m", "Mareth"))) == expected


@pytest.mark.parametrize(("people", "expected"), [(5_000, True), (4_999, False)])
def test_another_name_of_a_settled_place_is_that_place(people: int, expected: bool) -> None:
    gazetteer = given(place("m", "Mareth", population=people), m="Old Harbour")
    spots = [spot("Mareth", 2), spot("Old Harbour"), spot("A name of no list", 2)]
    assert kept(spots, gazetteer) == [True, expected, True]


def test_mentions_of_one_name_share_what_holds_it_unless_the_words_say_otherwise() -> None:
    spots = [
        spot("Mareth"),
        spot("Mareth", containers=["u1"]),
        spot("Mareth", containers=["u2"]),
        spot("Mareth", containers=["u2"], holds="v"),
        spot("Mareth", feature="admin1"),
        spot("Sukan", around=(place("x", "X"),)),
    ]
    found = {(n.key, n.feature, n.containers): (n.count, n.holds, len(n.around)) for n, _ in names_of(spots)}
    assert found == {
        ("mareth", "", ("u2",)): (3, {"v"}, 0),
        ("mareth", "", ("u1",)): (1, {"v"}, 0),
        ("mareth", "admin1", ("u2",)): (1, {"v"}, 0),
        ("sukan", "", ()): (1, frozenset(), 1),
    }


def chosen(gazetteer: Gazetteer, *names: Name, leanings: dict[str, float] | None = None) -> list[str]:
    Resolver(gazetteer)(list(names), leanings or {})
    return [name.chosen.id if name.chosen else "" for name in names]


def name(text: str, **more: Any) -> Name:
    return Name(text=text, key=fold(text), **more)


@pytest.mark.parametrize(
    ("more", "key", "known"),
    [
        ({"population": 200_000}, "mareth", LARGE),
        ({"population": 199_999}, "mareth", TOWN),
        ({"population": 900_000}, "old harbour", TOWN),  # by another name than its own
        ({"population": 15_000}, "mareth", TOWN),
        ({"population": 14_999}, "mareth", VILLAGE),
        ({"feature": "country"}, "mareth", LISTED),
        ({"feature": "region"}, "old harbour", LISTED),
        ({"feature": "admin1", "population": 200_000}, "mareth", LARGE),
        ({"rule": "places/mareth", "population": 200_000}, "old harbour", LISTED),
        ({"rule": "places/mareth", "population": 199_999}, "old harbour", LARGE),
    ],
)
def test_how_well_known_a_place_is_under_a_name(more: Any, key: str, known: int) -> None:
    assert weight(place("m", "Mareth", **more), key) == known


HERE = place("here", "Mareth", "AA", (10.0, 10.0), population=3_000, admin1="unit")
THERE = place("there", "Mareth", "BB", (50.0, 50.0), population=90_000)
UNIT = place("unit", "Dune", "AA", (10.5, 10.5), feature="admin1", population=400_000)
NEXT = place("next", "Sukan", "AA", (10.3, 10.1), population=40_000, admin1="unit")
COUNTRY = place("land", "Aland", "AA", (12.0, 12.0), feature="country", population=9_000_000)


def test_the_words_and_the_other_names_decide_between_bearers_and_else_the_size() -> None:
    gazetteer = given(HERE, THERE, UNIT, NEXT, COUNTRY)
    assert chosen(gazetteer, name("Mareth")) == ["there"]
    assert chosen(gazetteer, name("Mareth", containers=("unit",))) == ["here"]
    assert chosen(gazetteer, name("Mareth"), name("Sukan")) == ["here", "next"]
    assert chosen(gazetteer, name("Mareth"), name("Aland", count=2)) == ["here", "land"]
    assert chosen(gazetteer, name("Mareth"), leanings={"AA": 9.0}) == ["here"]
    assert chosen(gazetteer, name("Mareth", fixed=THERE), name("Sukan")) == ["there", "next"]
    assert chosen(gazetteer, name("Nowhere")) == [""]


def test_a_word_beside_the_name_says_which_kind_is_meant() -> None:
    town = place("town", "Dune", "AA", (10.4, 10.4), population=90_000, admin1="unit")
    gazetteer = given(town, UNIT)
    assert chosen(gazetteer, name("Dune", feature="city")) == ["town"]
    assert chosen(gazetteer, name("Dune", feature="admin1")) == ["unit"]
    assert chosen(given(replace(town, population=300_000), UNIT), name("Dune")) == ["town"]  # it fills its unit


@pytest.mark.parametrize(
    ("kind", "people", "fits"),
    [
        ({"feature": "admin2", "name": "Sulam"}, "", True),
        ({"feature": "admin2", "name": "Sulam Bay"}, "Sulam", False),
        ({"feature": "region", "name": "Sulam"}, "", True),
    ],
)
def test_some_units_of_the_second_level_are_called_provinces(kind: dict[str, Any], people: str, fits: bool) -> None:
    unit = place("unit2", **{"population": 9_000, **kind})
    town = place("town", "Sulam", "BB", (50.0, 50.0), population=20_000)
    names = {"unit2": people} if people else {}
    assert (chosen(given(unit, town, **names), name("Sulam", feature="admin1")) == ["unit2"]) is fits


def test_a_town_called_after_its_unit_is_not_meant_by_the_units_name() -> None:
    unit = place("unit", "Sulam", feature="admin1", at=(10.2, 10.2), population=300_000)
    town = place("town", "Jarro", population=90_000, admin1="unit")
    assert chosen(given(unit, town, town="Sulam"), name("Sulam")) == ["unit"]
    assert chosen(given(unit, town, town="Sulam"), name("Jarro")) == ["town"]


def candidates(named: Name, *entries: Entry) -> set[str]:
    Resolver(given(*entries))([named], {})
    return {entry.id for entry in named.candidates}


def test_a_listed_area_stands_for_the_settlements_that_are_it() -> None:
    listed = place("listed", "Mareth", feature="region", rule="regions/mareth")
    every = [
        listed,
        place("close", "Mareth", at=(10.1, 10.1), population=5_000),
        place("empty", "Mareth", at=(14.0, 10.0)),
        place("far", "Mareth", at=(14.0, 10.0), population=5_000),
        place("abroad", "Mareth", "BB", (10.1, 10.1)),
        place("unit", "Mareth", feature="admin2", at=(10.1, 10.1)),
    ]
    assert candidates(name("Mareth"), *every) == {"listed", "far", "abroad", "unit"}
    assert candidates(name("Mareth", fixed=every[1]), *every) == {"close"}
    assert len(candidates(name("Mareth"), replace(listed, rule=""), *every[1:])) == len(every)


def test_where_nothing_holds_the_name_what_lies_near_may() -> None:
    around = (place("around", "Dune", "AA", (10.0, 10.0)),)
    near = place("near", "Mareth", "AA", (10.5, 10.0))
    others = [place("far", "Mareth", "AA", (14.0, 10.0)), place("abroad", "Mareth", "BB", (10.2, 10.0))]
    assert candidates(name("Mareth", around=around), near, *others) == {"near"}
    assert candidates(name("Mareth", around=around, fixed=others[0]), near, *others) == {"far"}
    land = place("land", "Mareth", "BB", (30.0, 30.0), feature="country")
    assert candidates(name("Mareth", around=around), near, *others, land) == {"near", "far", "abroad", "land"}


FAR = place("far", "Sukan", "BB", (50.0, 50.0), population=40_000)
HAMLET = place("hamlet", "Mareth", "AA", population=3_000)


def strange() -> Iterator[Any]:
    """A name beside others, and whether its only bearer is a namesake of what is meant."""
    other, named = name("Sukan"), name("Mareth")
    yield HAMLET, [named, other], {}, True
    yield HAMLET, [named, other], {"AA": 1.0}, False
    yield HAMLET, [named], {}, False
    yield HAMLET, [named, replace(other, fixed=replace(FAR, country="AA"))], {}, False
    yield HAMLET, [named, replace(other, fixed=replace(FAR, lat=12.0, lon=10.0))], {}, False
    yield HAMLET, [replace(named, containers=("unit",)), other], {}, False
    yield replace(HAMLET, population=6_000), [named, other], {}, False  # a town, and no other country has the name
    yield replace(HAMLET, population=6_000), [named, other, name("Tel"), name("Wadd")], {}, True
    yield replace(HAMLET, population=200_000), [named, other, name("Tel"), name("Wadd")], {}, False
    yield replace(HAMLET, feature="admin2"), [named, other], {}, True
    yield replace(HAMLET, feature="admin1"), [named, other], {}, False


@pytest.mark.parametrize(("only", "names", "leanings", "foreign"), list(strange()))
def test_a_small_place_in_a_country_spoken_of_nowhere_else_is_a_namesake(
    only: Entry, names: list[Name], leanings: dict[str, float], foreign: bool
) -> None:
    """Harm: a raid on a village that no list has is put in another country's village of that name."""
    more = [place(id, id.title(), "BB", (50.0, 50.5), population=30_000) for id in ("tel", "wadd")]
    names = [replace(one) for one in names]
    resolver = Resolver(given(only, FAR, *more))
    resolver(names, leanings)
    assert ("mareth" in [one.key for one in resolver.foreign(names, leanings)]) is foreign

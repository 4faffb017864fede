"""Where forces fight: which bearer of a name is meant, and which stays in doubt."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from tests.mentions.test_place_names import FAR, HERE, THERE, name, place

from sayso.gazetteer import Entry
from sayso.mentions.places.ground import Ground
from sayso.mentions.places.name import Name
from sayso.rules.actors import StateRow

STATES = [SimpleNamespace(id=c * 3, iso2=c * 2, capital=f"{c} Port") for c in "ABC"]
REDS, BLUES, UN = (
    SimpleNamespace(id=id, kind=kind, area=area)
    for id, kind, area in (
        ("REDS", "armed-group", ("AAA", "ZZZ")), ("BLUES", "party", ("AAA",)), ("UN", "international", ("BBB",))
    )
)  # fmt: skip
GROUND = Ground(cast(Any, SimpleNamespace(rows=lambda of: STATES if of is StateRow else [REDS, BLUES, UN])))


def force(kind: str, id: str | None, side: str = "", person: bool = False) -> Any:
    return SimpleNamespace(kind=kind, id=id, side=side, person=person)


GROUP, ARMY = force("armed-group", "REDS"), force("military", "BBB-MIL", "BBB")


@pytest.mark.parametrize(
    ("forces", "countries"),
    [
        ([GROUP], {"AA"}),
        ([ARMY], set()),
        ([GROUP, ARMY], {"AA", "BB"}),
        ([GROUP, force("government", "BBB", "BBB"), force("military", "X", "X")], {"AA"}),
        ([force("armed-group", "REDS", person=True), force("armed-group", None), force("international", "UN")], set()),
        ([force("party", "BLUES"), force("armed-group", "GREENS", "BBB")], {"AA"}),
    ],
)
def test_forces_tell_of_their_ground(forces: list[Any], countries: set[str]) -> None:
    assert GROUND(forces) == countries


def borne(*bearers: Entry, chosen: Entry | None = None, sure: float = 0.5, **more: Any) -> Name:
    """A name with its bearers, the likeliest first."""
    priors = {entry.id: 3.0 - n / 2 for n, entry in enumerate(bearers)}
    return name("Mareth", candidates=bearers, chosen=chosen or bearers[0], sure=sure, priors=priors, **more)


OTHERS = name("Sukan", chosen=FAR)
SPELT = replace(HERE, name="Elsewhere", population=4_000)
CITY = replace(THERE, population=600_000)


@pytest.mark.parametrize(
    ("named", "beside", "known", "chosen", "lost"),
    [
        (borne(THERE, HERE), [], (), "here", False),
        (borne(THERE, HERE), [OTHERS], (), "there", False),  # the report tells of that country
        (borne(THERE, HERE, containers=("u",)), [], (), "there", False),
        (borne(HERE, THERE), [], (), "here", False),
        (borne(THERE, SPELT), [], (), "there", False),
        (borne(THERE, replace(SPELT, population=5_000)), [], (), "here", False),
        (borne(CITY, HERE), [], (), "there", False),
        (borne(CITY, replace(HERE, population=100_000)), [], (), "here", False),
        (borne(THERE, replace(HERE, feature="country")), [], (), "there", False),
        (borne(replace(THERE, population=49_999)), [], (), "there", True),
        (borne(replace(THERE, population=49_999)), [], ("BB",), "there", False),
        (borne(replace(THERE, feature="admin2")), [], (), "there", True),
    ],
)
def test_where_forces_fight_their_villages_are_meant(
    named: Name, beside: list[Name], known: Any, chosen: str, lost: bool
) -> None:
    """Harm: a raid of a group is put in the large town of that name on another continent."""
    named, ground = replace(named), frozenset({"AA"})
    assert (GROUND.settle([named, *beside], ground, frozenset(), known) == [named]) is lost
    assert named.chosen is not None
    assert named.chosen.id == chosen
    assert GROUND.settle([borne(THERE)], ground, frozenset({"mareth"}), ()) != []  # said to be taken
    assert GROUND.settle([borne(THERE, HERE), borne(HERE)], frozenset(), frozenset({"mareth"}), ()) == []


@pytest.mark.parametrize(
    ("named", "beside", "chosen", "doubted"),
    [
        (borne(THERE), [], "there", True),
        (borne(THERE), [OTHERS], "there", False),
        (borne(THERE, sure=0.7), [], "there", False),
        (borne(replace(THERE, population=40_000), sure=0.8), [], "there", True),
        (borne(THERE, HERE), [], "here", True),  # armed groups fight there alone
        (borne(THERE, place("c", "Mareth", "CC")), [], "there", True),
        (borne(THERE, FAR, place("d", "Dune", "DD"), HERE), [], "there", True),  # far less likely
        (borne(THERE, place("c", "Mareth", "CC"), CITY, HERE), [], "there", True),
        (borne(HERE, THERE), [], "here", True),
        (borne(replace(THERE, rule="places/mareth")), [], "there", False),
    ],
)
def test_a_bearer_of_which_nothing_else_is_told_is_in_doubt(
    named: Name, beside: list[Name], chosen: str, doubted: bool
) -> None:
    named = replace(named)
    assert (GROUND.doubt([named, *beside], ()) == [named]) is doubted
    assert named.chosen is not None
    assert named.chosen.id == chosen
    assert GROUND.doubt([named, *beside], ("AA", "BB", "CC")) == []

"""Sorts of parties: what the reading knew of an actor is not guessed again from its name."""

from __future__ import annotations

import pytest

from sayso.exports.parties import Sort, sort_of, state_of
from sayso.model import ActorKind, Role


def role(name: str, kind: ActorKind | None = None, id: str | None = None, side: str | None = None) -> Role:
    return Role(start=0, end=1, name=name, id=id, side=side, kind=kind)


@pytest.mark.parametrize(
    ("told", "sort"),
    [
        (role("Hernán Cabal", "government"), "state"),  # a minister by name is a state's, not a thing
        (role("Rodelio Caber", "person"), "civilians"),
        (role("Valley Guard", "armed-group"), "rebels"),
        (role("unidentified gunmen", "armed-group"), "militia"),
        (role("herders", "civilians"), "communal"),
        (role("demonstrators", "civilians"), "protesters"),
        (role("a crowd", "civilians"), "rioters"),
        (role("peacekeepers", "military"), "outsiders"),
        (role("police officers", "authority"), "state"),
        (role("UN envoy", "international"), "outsiders"),
        (role("patients", "civilians"), "civilians"),
        (role("reporters", "media"), "civilians"),
        (role("self-defence group", "armed-group"), "militia"),
    ],
)
def test_the_kind_decides_and_words_only_make_it_finer(told: Role, sort: Sort) -> None:
    assert sort_of(told, "COL") == sort


@pytest.mark.parametrize(
    ("told", "sort"),
    [
        (role("depot"), "thing"), (role("police checkpoint"), "thing"), (role("power station"), "thing"),
        (role("Sumy", id="geonames:692194"), "thing"), (role("army"), "state"), (role("villagers"), "civilians"),
        (role("the Kremlin", id="RUS"), "outsiders"), (role("M23", id="M23"), "rebels"),
        (role("my own list's guard", id="NOV-GUARD"), "rebels"), (role("their army", id="NOV-MIL"), "rebels"),
    ],
)  # fmt: skip
def test_without_a_kind_the_id_or_the_head_noun_tells(told: Role, sort: Sort) -> None:
    """Else a checkpoint of the police would be a state force that was attacked."""
    assert sort_of(told, "COD") == sort


def test_a_state_in_its_own_country_is_the_state() -> None:
    army = role("Congolese military", "military", "COD-MIL", "COD")
    assert (sort_of(army, "COD"), sort_of(army, "RWA"), state_of(army)) == ("state", "outsiders", "COD")
    assert state_of(role("M23", "armed-group", "M23", "M23")) is None

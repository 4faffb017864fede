"""Properties of event types: each documented, each had by some type and not by all."""

from __future__ import annotations

import pytest

from sayso.model import EVENT_TYPES
from sayso.rules.events import RULE_TRAITS
from sayso.rules.ontology import FAMILIES, TRAITS, family_of, types_with
from sayso.rules.rulebook import load_rulebook


@pytest.mark.parametrize("trait", TRAITS)
def test_a_trait_parts_the_types(trait: str) -> None:
    assert 0 < len(types_with(trait)) < len(EVENT_TYPES)


def test_every_type_has_a_family_and_every_family_a_type() -> None:
    assert {family_of(kind) for kind in EVENT_TYPES} == set(FAMILIES)


def test_an_unheard_trait_is_refused() -> None:
    """Else a misspelt trait would silently hold for no type."""
    with pytest.raises(KeyError):
        types_with("atack")


def test_any_of_several_traits_will_do() -> None:
    assert types_with("harm", "unrest") == types_with("harm") | types_with("unrest")


def test_every_trait_of_rules_is_had_by_one() -> None:
    """Else code asks for what no rule has."""
    had = {trait for file in load_rulebook().events for rule in file.rules for trait in rule.traits}
    assert had == set(RULE_TRAITS)

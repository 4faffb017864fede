"""Incidents from accounts: order of arrival, decisions, distractors."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.incidents import Bound, keys_of, merge, told_by
from sayso.model import Account, Party, Spot, Sum
from tests.incidents.strategies import FIRST, TOWNS, documents

ARMY = Party(name="Northern Army", id="UKR-MIL", side="UKR")


def shelling(document: str, spot: Spot = TOWNS[0], day: int = 0, killed: float = 12, words: str = "market bread queue"):
    when = FIRST + timedelta(day)
    return Account(
        claim=f"{document}-0", document=document, order=0, sentence=0, type="shelling", status="asserted",
        trigger="shelled", actors=(ARMY,), spot=spot, earliest=when, latest=when,
        figures=(Sum(measure="killed", unit="people", low=killed, high=killed, bound="exact"),),
        words=frozenset(words.split()), published=when, said=when,
    )  # fmt: skip


def groups(*told: Account) -> list[set[str]]:
    return [{c.split("-")[0] for c in i.claims} for i in merge([a] for a in told)]


@settings(max_examples=60, deadline=None)
@given(documents(), st.randoms(use_true_random=False))
def test_incidents_do_not_depend_on_the_order_of_arrival(told, random):
    shuffled = told[:]
    random.shuffle(shuffled)
    assert merge(shuffled) == merge(told)


@settings(max_examples=40, deadline=None)
@given(documents())
def test_every_claim_in_exactly_one_incident(told):
    held = sorted(c for i in merge(told) for c in i.claims)
    assert held == sorted(a.claim for accounts in told for a in accounts)


@settings(max_examples=40, deadline=None)
@given(documents())
def test_blocks_meet_both_ways(told):
    """A pair that met only when the one arrived first would make incidents hang on the order of arrival."""
    tellings = [t for accounts in told for t in told_by(accounts).tellings]
    for a in tellings:
        for b in tellings:
            stored_a, sought_a = map(set, keys_of(a))
            stored_b, sought_b = map(set, keys_of(b))
            assert bool(sought_a & stored_b) == bool(sought_b & stored_a)


@settings(max_examples=40, deadline=None)
@given(documents(), st.data())
def test_decisions_win_over_the_machine(told, data):
    claims = sorted(a.claim for accounts in told for a in accounts)
    if len(claims) < 2:
        return
    one, other = sorted(data.draw(st.permutations(claims))[:2])
    holder = {c: i.id for i in merge(told, Bound(together=((one, other),))) for c in i.claims}
    assert holder[one] == holder[other]
    holder = {c: i.id for i in merge(told, Bound(apart=frozenset({(one, other)}))) for c in i.claims}
    assert holder[one] != holder[other]


def test_two_outlets_on_one_shelling_are_one_incident():
    assert groups(shelling("a"), shelling("b", killed=14, words="market bread dead")) == [{"a", "b"}]


def test_same_type_and_day_alone_never_merge():
    far = replace(TOWNS[2])
    bare = [replace(x, figures=(), words=frozenset(), actors=()) for x in (shelling("a"), shelling("b", spot=far))]
    assert len(groups(*bare)) == 2
    unplaced = [replace(x, spot=None) for x in bare]
    assert len(groups(*unplaced)) == 2


def test_same_town_next_day_stays_apart():
    later = shelling("b", day=1, killed=3, words="school roof pupils")
    assert len(groups(shelling("a"), later)) == 2


def test_same_day_next_town_stays_apart():
    other = replace(TOWNS[1], lat=50.4, lon=36.6)
    assert len(groups(shelling("a"), shelling("b", spot=other, killed=3, words="bridge river"))) == 2


def test_running_total_of_a_war_stays_apart_from_an_incident():
    total = replace(shelling("b", killed=40_000), type="casualties", earliest=None, words=frozenset({"war", "began"}))
    assert len(groups(shelling("a"), total)) == 2


def test_links_explain_their_score():
    (incident,) = merge([[shelling("a")], [shelling("b")]])
    (link,) = incident.links
    assert abs(sum(f.weight for f in link.features) - link.score) < 1e-6
    assert {"same-kind", "same-place", "same-day", "same-figure"} <= {f.name for f in link.features}

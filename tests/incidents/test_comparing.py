"""Claims of one incident side by side: fields, figures over time, blame, denials, origins, standing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.incidents import compare
from sayso.incidents.comparing import against
from sayso.model import Account, Copy, Party, Spot, Sum
from tests.incidents.strategies import documents

TOWN = Spot(name="Sarnova", id="t1", country="UA", admin1="North", lat=50.0, lon=36.0, precision="point")
REGION = Spot(name="North", id="r1", country="UA", admin1="North", lat=50.5, lon=36.5, precision="admin1")
ARMY = Party(name="Northern Army", id="UKR-MIL", side="UKR", kind="military")
COLUMN = Party(name="Red Column", id="REDC", side="REDC", kind="armed-group")
RESIDENTS = Party(name="residents", kind="witness")
WIRE = Party(name="Eastbridge", id=None, kind="media")
CODES = {"UA": "UKR"}


def killed(low: float, high: float | None = None, bound: str = "exact") -> Sum:
    return Sum(measure="killed", unit="people", low=low, high=low if bound == "exact" else high, bound=bound)


def counted(figure: Sum, counting: str = "new", part: bool = False) -> Sum:
    return replace(figure, counting=counting, part=part)


def account(name: str, *, day: int = 1, **values) -> Account:
    when = date(2025, 3, day)
    base = Account(
        claim=name, document=name, order=0, sentence=0, type="shelling", status="asserted", trigger="shelled",
        spot=TOWN, earliest=date(2025, 3, 1), latest=date(2025, 3, 1), published=when, said=when,
        outlet=f"Paper {name}",
    )  # fmt: skip
    return replace(base, **values)


def field(comparison, name):
    return next(f for f in comparison.fields if f.name == name)


def test_fields_agree_differ_and_keep_silent():
    told = [account("a", actors=(COLUMN,)), account("b", actors=(ARMY,)), account("c", spot=REGION)]
    found = compare(told)
    assert field(found, "actors").verdict == "differ"
    assert field(found, "actors").silent == ("c",)
    assert field(found, "place").verdict == "agree"  # a town and the region it lies in can both hold
    assert field(found, "targets").verdict == "silent"


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        ({"lat": TOWN.lat, "lon": TOWN.lon}, "agree"),
        ({"lat": 10.0, "lon": 10.0}, "differ"),
        ({"lat": None, "lon": None}, "agree"),
        ({"precision": "admin1"}, "agree"),
        ({"precision": "admin1", "admin1": "Elsewhere"}, "differ"),
        ({"precision": "country", "admin1": "Elsewhere"}, "agree"),
        ({"precision": "country", "country": "SD"}, "differ"),
    ],
)
def test_two_places_differ_only_where_neither_can_hold_the_other(other, verdict):
    """Harm: a town and its province are shown as two accounts that contradict each other."""
    spot = replace(TOWN, **{"id": None, "name": "Elsewhere", **other})
    assert field(compare([account("a"), account("b", spot=spot)]), "place").verdict == verdict


@pytest.mark.parametrize(
    ("first", "last", "verdict"),
    [(2, 3, "differ"), (1, 3, "agree"), (None, 3, "agree"), (None, 1, "agree"), (2, None, "differ")],
)
def test_two_times_differ_only_where_they_do_not_meet(first, last, verdict):
    days = [day and date(2025, 3, day) for day in (first, last)]
    told = [account("a"), account("b", earliest=days[0], latest=days[1])]
    for both in (told, told[::-1]):
        assert field(compare(both), "time").verdict == verdict


def test_a_later_toll_of_the_same_source_is_an_update_and_no_contradiction():
    told = [
        account("a", sources=(ARMY,), figures=(killed(9),)),
        account("b", day=2, sources=(ARMY,), figures=(killed(12),)),
    ]
    (series,) = compare(told).figures
    assert [p.move for p in series.points] == ["first", "update"]
    assert not series.contested
    assert (series.low, series.high) == (12, 12)


def test_two_sources_with_other_tolls_contradict_each_other():
    told = [
        account("a", sources=(ARMY,), figures=(killed(9),)),
        account("b", sources=(COLUMN,), figures=(killed(30),)),
    ]
    (series,) = compare(told).figures
    assert [p.move for p in series.points] == ["first", "differs"]
    assert series.contested
    assert (series.low, series.high) == (9, 30)


def test_at_least_twelve_and_fifteen_can_both_hold():
    told = [
        account("a", sources=(ARMY,), figures=(killed(12, None, "at-least"),)),
        account("b", sources=(COLUMN,), figures=(killed(15),)),
    ]
    assert not compare(told).figures[0].contested


def test_who_blames_whom_and_who_denies_it():
    told = [
        account("a", sources=(ARMY,), actors=(COLUMN,)),
        account("b", sources=(COLUMN,), actors=(COLUMN,), status="denied"),
        account("c", sources=(COLUMN,), actors=(ARMY,)),
    ]
    found = compare(told, codes=CODES)
    assert {(b.source, b.actor, b.denied) for b in found.blame} == {
        ("Northern Army", "Red Column", False),
        ("Red Column", "Red Column", True),
        ("Red Column", "Northern Army", False),
    }
    (dispute,) = found.disputes
    assert dispute.denied == ("b",)


def test_thirty_outlets_with_one_agency_are_one_origin():
    told = [account(f"p{n:02}", sources=(RESIDENTS, WIRE)) for n in range(30)]
    assert len(compare(told).origins) == 1


def test_the_same_ministry_carried_by_two_is_one_origin():
    ministry = Party(name="Ministry of Health", kind="authority")
    told = [account("a", sources=(ministry,)), account("b", sources=(ministry, WIRE))]
    assert len(compare(told).origins) == 1


@pytest.mark.parametrize(
    ("sources", "count"),
    [
        ([("residents", "witness", None), ("residents", "witness", None)], 1),
        ([("officials", "government", None), ("security sources", "unnamed", None), ("police", "authority", None)], 1),
        ([("a doctor", "medical", None), ("hospital officials", "medical", None)], 1),
        ([("witnesses", "witness", None), ("a doctor", "medical", None)], 2),
        ([("officials", "government", "NOR"), ("officials", "government", "RED")], 2),
        ([("officials", "government", None), ("Ministry of Health", "government", None)], 2),
        ([("witnesses", "witness", None), ("Amina Deng", "witness", None)], 2),
        ([("a paper", "media", None), ("Meridian", "media", None)], 2),
        ([("State media", "media", None), ("a paper", "media", None)], 1),
    ],
)
def test_vague_names_of_one_kind_are_no_independent_origins(sources, count):
    """Four papers that copy one agency's "officials" do not make an event four times as sure."""
    parties = [Party(name=name, kind=kind, side=side) for name, kind, side in sources]
    told = [account(f"p{n}", sources=(party, WIRE) if n else (party,)) for n, party in enumerate(parties)]
    assert len(compare(told).origins) == count


def test_copies_of_one_text_are_one_origin():
    told = [account("a"), account("b"), account("c")]
    assert len(compare(told).origins) == 3
    copies = [Copy(document="b", of="a", share=0.9, whole=True)]
    assert sorted(o.claims for o in compare(told, copies).origins) == [("a", "b"), ("c",)]


def test_an_admission_reads_differently_from_an_accusation():
    told = [
        account("a", sources=(COLUMN,), actors=(COLUMN,)),
        account("b", sources=(ARMY,), actors=(COLUMN,), targets=(RESIDENTS,)),
        account("c", sources=(Party(name="UN office", kind="international"),), actors=(COLUMN,)),
        account("d", sources=(RESIDENTS,), actors=(COLUMN,)),
        account("e", actors=(COLUMN,)),
        account("f", sources=(ARMY,), actors=(COLUMN,)),  # done in its own country
        account("g", sources=(ARMY,)),  # nobody is said to have done it, nor whom it befell
        account("h", sources=(Party(name="ministry", id="UKR-GOV"),), actors=(Party(name="a brigade", side="UKR"),)),
    ]
    assert [s for _, s in compare(told, codes=CODES).standings] == [
        "acting", "suffering", "third", "unknown", "unknown", "suffering", "third", "acting",
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(told, random):
    accounts = [a for document in told for a in document]
    shuffled = accounts[:]
    random.shuffle(shuffled)
    assert compare(shuffled) == compare(accounts)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_no_claim_is_lost_and_every_figure_is_in_a_series(told):
    accounts = [a for document in told for a in document]
    found = compare(accounts)
    assert sorted(c for o in found.origins for c in o.claims) == sorted(a.claim for a in accounts)
    assert sum(len(s.points) for s in found.figures) == sum(len(a.figures) for a in accounts)
    for one in found.fields:
        spoke = [c for v in one.values for c in v.claims]
        assert not set(spoke) & set(one.silent)


def test_totals_stocks_and_parts_never_contradict_a_toll():
    """Else a war's 3,800 dead would make 140 in one strike look disputed."""
    told = [
        account("a", sources=(ARMY,), figures=(killed(140), counted(killed(1), part=True))),
        account("b", sources=(RESIDENTS,), figures=(counted(killed(3800), "total"), counted(killed(7), part=True))),
        account("c", sources=(WIRE,), figures=(counted(killed(20), "stock"),)),
    ]
    found = compare(told).figures
    assert [(s.counting, s.part, s.low, s.high, s.contested) for s in found] == [
        ("new", False, 140, 140, False), ("new", True, 1, 7, False), ("stock", False, 20, 20, False),
        ("total", False, 3800, 3800, False),
    ]  # fmt: skip
    two = compare([*told, account("d", sources=(Party(name="UN"),), figures=(counted(killed(4100), "total"),))]).figures
    assert [s.contested for s in two if s.counting == "total"] == [True]


@pytest.mark.parametrize(("first", "last", "shown"), [(1, 3, "2025-03-01 to 2025-03-03"), (None, 3, "… to 2025-03-03"),
                                                      (1, None, "2025-03-01 to …"), (2, 2, "2025-03-02")])  # fmt: skip
def test_days_with_an_open_end_are_shown_as_such(first, last, shown):
    days = {"earliest": first, "latest": last}
    told = account("a", **{name: date(2025, 3, day) if day else None for name, day in days.items()})
    assert [value.value for value in field(compare([told]), "time").values] == [shown]


WORDS = frozenset("market shells fell dawn traders stalls burned".split())


def test_what_two_outlets_have_in_the_same_words_goes_back_to_the_first():
    told = [account("a", published=None), account("b", day=2), account("c", day=3), account("d", day=3)]
    told = [replace(one, words=WORDS if one.claim != "d" else WORDS - {"dawn", "stalls"}) for one in told]
    assert [(o.name, o.claims) for o in compare(told).origins] == [("Paper b", ("a", "b", "c")), ("Paper d", ("d",))]
    few = [replace(one, words=frozenset(sorted(WORDS)[:5])) for one in told]
    assert len(compare(few).origins) == 4


def test_a_named_source_stays_an_origin_whatever_the_words_around_it():
    """Harm: two witnesses that papers quote in the same words count as one."""
    people = [Party(name="Amina Deng", kind="witness"), Party(name="Orla Mwamba", kind="witness"), ARMY]
    told = [account(name, sources=(one,), words=WORDS) for name, one in zip("abc", people, strict=True)]
    assert len(compare(told).origins) == 3


def test_what_stands_against_a_claim_cannot_be_right_with_it():
    there = replace(TOWN, id="t9", name="Elsewhere", lat=10.0)
    told = [account("a"), account("b", spot=REGION), account("c", spot=there), account("d", status="denied")]
    found = against(told)
    assert found["place"] == {"a": ("c",), "c": ("a", "d"), "d": ("c",)}
    assert found["status"] == {"a": ("d",), "b": ("d",), "c": ("d",), "d": ("a", "b", "c")}
    assert "type" not in found


def test_a_figure_without_a_number_is_in_no_series():
    most = Sum(measure="killed", unit="people", low=None, high=12, bound="at-most")
    told = [account("a", figures=(replace(most, high=None),)), account("b", figures=(most,))]
    assert [[point.claim for point in series.points] for series in compare(told).figures] == [["b"]]


def test_an_effect_says_nothing_of_the_act_but_of_its_place():
    """Harm: deaths at a place contradict the raid that caused them, as if one of the two had not been."""
    there = replace(TOWN, id="t9", name="Elsewhere", lat=10.0)
    found = compare([account("a"), account("b", type="casualties", spot=there)])
    assert [(value.value, value.claims) for value in field(found, "type").values] == [("shelling", ("a",))]
    assert (field(found, "type").verdict, field(found, "place").verdict) == ("single", "differ")
    alone = compare([account("b", type="casualties")])
    assert [value.value for value in field(alone, "type").values] == ["casualties"]

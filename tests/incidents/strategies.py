"""Plausible accounts for property tests: few towns, days and parties, so that some of them meet."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from sayso.model import Account, Party, Spot, Sum

FIRST = date(2025, 3, 1)
TOWNS = [
    Spot(name="Sarnova", id="t1", country="UA", admin1="North", lat=50.0, lon=36.0, precision="point"),
    Spot(name="Belka", id="t2", country="UA", admin1="North", lat=50.1, lon=36.1, precision="point"),
    Spot(name="Tirgan", id="t3", country="SD", admin1="West", lat=13.0, lon=25.0, precision="point"),
    Spot(name="North", id="r1", country="UA", admin1="North", lat=50.5, lon=36.5, precision="admin1"),
    Spot(name="Ukraine", id="c1", country="UA", admin1=None, lat=49.0, lon=32.0, precision="country"),
]
PARTIES = [
    Party(name="Northern Army", id="UKR-MIL", side="UKR"),
    Party(name="Red Column", id="REDC", side="REDC"),
    Party(name="residents"),
]
WORDS = ["market", "bridge", "shell", "night", "school", "river", "bus", "hospital", "apartment", "grain"]


@st.composite
def accounts(draw: st.DrawFn, document: str, number: int) -> Account:
    """One account of a document."""
    day = FIRST + timedelta(draw(st.integers(0, 4)))
    dated = draw(st.booleans())
    return Account(
        claim=f"{document}-{number:02}",
        document=document,
        order=number * 100,
        sentence=number * 100,
        type=draw(st.sampled_from(["shelling", "airstrike", "casualties", "damage", "capture", "demand"])),
        status=draw(st.sampled_from(["asserted", "denied"])),
        trigger=draw(st.sampled_from(["shelled", "struck", "killed"])),
        actors=tuple(draw(st.lists(st.sampled_from(PARTIES), max_size=1))),
        targets=tuple(draw(st.lists(st.sampled_from(PARTIES), max_size=1))),
        spot=draw(st.none() | st.sampled_from(TOWNS)),
        earliest=day if dated else None,
        latest=day if dated else None,
        figures=tuple(draw(st.lists(sums, max_size=2))),
        sources=tuple(draw(st.lists(st.sampled_from(PARTIES), max_size=2))),
        words=frozenset(draw(st.lists(st.sampled_from(WORDS), max_size=6))),
        names=frozenset(draw(st.lists(st.sampled_from(["orlov", "deng"]), max_size=1))),
        published=FIRST + timedelta(draw(st.integers(0, 5))),
        outlet=draw(st.sampled_from(["Meridian", "Eastbridge"])),
    )


sums = st.builds(
    Sum,
    measure=st.sampled_from(["killed", "injured"]),
    unit=st.just("people"),
    low=st.sampled_from([3.0, 4.0, 12.0]),
    high=st.sampled_from([12.0, None]),
    bound=st.just("exact"),
)


@st.composite
def documents(draw: st.DrawFn, most: int = 5) -> list[list[Account]]:
    """Some documents, each as its accounts."""
    found = []
    for n in range(draw(st.integers(1, most))):
        published = FIRST + timedelta(draw(st.integers(0, 5)))
        told = [draw(accounts(f"d{n}", k)) for k in range(draw(st.integers(1, 4)))]
        found.append([_at(a, published) for a in told])
    return found


def _at(account: Account, published: date) -> Account:
    from dataclasses import replace

    return replace(account, published=published, said=published)

"""Accounts: what merging knows of a claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sayso.incidents.accounts import account_of, last_name
from tests.store.making import DAY, PLACES, document, read


def test_an_account_says_what_the_claim_does() -> None:
    """What is lost here no merging can know: where it was, how many, who says so, and in which words."""
    reading = read(document("shelling asserted Goma 12 army market burned\nairstrike denied - - - market quiet\n"))
    placed, bare = (account_of(claim, reading) for claim in reading.claims)
    assert placed.spot is not None
    assert (placed.spot.id, placed.spot.lat) == (PLACES["Goma"].id, PLACES["Goma"].lat)
    assert (placed.type, placed.status, placed.document) == ("shelling", "asserted", reading.document.id)
    assert [figure.low for figure in placed.figures] == [12]
    assert len(placed.sources) == 1
    assert (bare.spot, bare.figures, bare.sources) == (None, (), ())
    assert placed.order < bare.order
    assert placed.published == DAY


def test_a_claim_was_made_when_its_source_spoke_else_when_it_was_published() -> None:
    """Harm: a toll of last week told once more counts as the latest."""
    reading = read(document("shelling asserted Goma 12 army market burned\nclash asserted Goma 3 - rebels fought\n"))
    quoted, own = reading.claims
    assert quoted.attribution is not None
    days = {"said_earliest": DAY - timedelta(8), "said_latest": DAY - timedelta(7)}
    for said, when in ((days, DAY - timedelta(7)), ({**days, "said_latest": None}, DAY - timedelta(8)),
                       (dict.fromkeys(days), DAY)):  # fmt: skip
        told = replace(quoted, attribution=replace(quoted.attribution, **said))
        assert account_of(told, reading).said == when
    assert account_of(own, reading).said == DAY


def test_a_person_goes_by_the_last_name() -> None:
    assert last_name("Dr. José Mwamba Jr.") == "mwamba"
    assert last_name("Mwamba") == "mwamba"
    assert last_name("III") == ""

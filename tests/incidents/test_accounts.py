"""Accounts: what merging knows of a claim."""

from __future__ import annotations

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


def test_a_person_goes_by_the_last_name() -> None:
    assert last_name("Dr. José Mwamba Jr.") == "mwamba"
    assert last_name("Mwamba") == "mwamba"
    assert last_name("III") == ""

"""Tellings of a document: what is told anew of some claims is what the whole document tells."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.incidents import tellings
from sayso.incidents.bindings import FREE
from sayso.incidents.tellings import told_again, told_by
from sayso.model import Account
from tests.incidents.strategies import accounts


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(2, 7))
def test_told_anew_of_one_claim_is_as_if_all_were_told(data: Any, size: int) -> None:
    """Harm: after an edit the ledger holds other incidents than a ledger made at once."""
    old = [data.draw(accounts("d", n)) for n in range(size)]
    at = data.draw(st.integers(0, size - 1))
    edited = data.draw(st.sampled_from([[old[at]], [], [data.draw(accounts("d", at))]]))
    new, named = [*old[:at], *edited, *old[at + 1 :]], {old[at].claim}
    before, after = told_by(old), told_by(new)
    changed = set() if edited == [old[at]] else named
    again = told_again(new, FREE, before.circles, named=named, changed=changed)
    stale = again.claims | named
    tellings = [one for one in before.tellings if stale.isdisjoint(one.claims)]
    circles = [one for one in before.circles if stale.isdisjoint(one.claims)]
    assert {*tellings, *again.tellings} == {*after.tellings}
    assert {*circles, *again.circles} == {*after.circles}


@pytest.mark.parametrize(("agree", "one"), [(0.001, True), (0.0, False), (-0.001, False)])
def test_two_accounts_are_one_telling_where_anything_more_speaks_for_it_than_against(
    monkeypatch: pytest.MonkeyPatch, agree: float, one: bool
) -> None:
    """Harm: one raid that a report tells twice is counted as two."""
    monkeypatch.setattr(tellings, "score", lambda one, other: agree)
    told = [Account(claim=name, document="d", order=0, sentence=0, type="clash", status="asserted", trigger="fought")
            for name in "ab"]  # fmt: skip
    whole = told_by(told)
    assert len(whole.tellings) == (1 if one else 2)
    for circles, changed in ((whole.circles, ()), ((), {"a"})):
        again = told_again(told, FREE, circles, named={"a"}, changed=changed)
        assert again.claims == ({"a", "b"} if one else {"a"})
        assert len(again.tellings) == 1

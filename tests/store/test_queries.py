"""Listing claims, figures, sources and incidents: every filter, and hostile words in each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import LedgerError, UsageError
from sayso.model import Source
from sayso.model.geo import kilometres
from sayso.service.asking import find
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter, Near, Where, exact_of
from sayso.store.sqlite import claims as queries
from sayso.store.sqlite.rows import days

from .making import BY, DAY, document, read

TEXTS = {
    "a": "clash asserted Goma 3 army gunmen fought by the bridge\nshelling denied Sake - town_mayor nothing was hit\n",
    "b": "airstrike uncertain Sumy 12 army jets bombed the old bridge\nclash asserted Ukraine - - men sought café\n",
    "c": "capture planned - - army takes the bridge itself next week\n",
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Ledger(tmp_path_factory.mktemp("queries") / "a.db", create=True) as opened:
        for n, (name, text) in enumerate(TEXTS.items()):
            report = document(text, outlet=f"Outlet {name}", title=name, published=DAY + timedelta(days=n))
            opened.store.documents.add(read(report), read_by=BY)
        yield opened


def kinds(ledger: Ledger, **filter: Any) -> list[str]:
    return [listed.claim.type for listed in ledger.claims(Filter(**filter))]


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ({}, ["capture", "clash", "airstrike", "shelling", "clash"]),
        ({"types": ("clash",)}, ["clash", "clash"]),
        ({"types": ("clash", "capture")}, ["capture", "clash", "clash"]),
        ({"statuses": ("denied",)}, ["shelling"]),
        ({"statuses": ("denied", "planned")}, ["capture", "shelling"]),
        ({"since": DAY}, ["capture", "clash", "airstrike"]),
        ({"until": DAY}, ["clash", "airstrike", "shelling", "clash"]),
        ({"since": DAY, "until": DAY}, ["clash", "airstrike"]),
        ({"since": date.min, "until": date.max}, ["capture", "clash", "airstrike", "shelling", "clash"]),
        ({"measure": "killed"}, ["airstrike", "clash"]),
        ({"measure": "seized"}, []),
        ({"source": "ARMY"}, ["capture", "airstrike", "clash"]),
        ({"source": "mayor town"}, ["shelling"]),
        ({"source": "=mayor"}, []),
        ({"source": "=town mayor"}, ["shelling"]),
        ({"source": "=town mayor|authority|COD"}, ["shelling"]),
        ({"source": "=town mayor|authority|"}, []),
        ({"source": "=town mayor|military|COD"}, []),
        ({"actor": "m23"}, ["capture", "clash", "airstrike", "shelling", "clash"]),
        ({"target": "m23"}, []),
        ({"text": "bridge"}, ["capture", "airstrike", "clash"]),
        ({"text": '"old bridge"'}, ["airstrike"]),
        ({"text": "bridges bombing"}, ["airstrike"]),
        ({"text": "fo*"}, ["clash"]),
        ({"text": "cafe"}, ["clash"]),
        ({"text": "bridge", "source": "army", "types": ("clash",)}, ["clash"]),
        ({"where": Where(countries=frozenset({"UA"}))}, ["clash", "airstrike"]),
        ({"where": Where(units=frozenset({("CD", "North Kivu")}))}, ["shelling", "clash"]),
        ({"where": Where(ids=frozenset({"geonames:692194"}))}, ["airstrike"]),
        ({"where": Where(names=frozenset({"sake", "sumy"}))}, ["airstrike", "shelling"]),
        ({"where": Where(names=frozenset({"sake"}), countries=frozenset({"UA"}))}, ["clash", "airstrike", "shelling"]),
        ({"where": Where()}, []),
        ({"near": Near(lat=-1.68, lon=29.23, km=5)}, ["clash"]),
        ({"near": Near(lat=-1.68, lon=29.23, km=50)}, ["shelling", "clash"]),
        ({"near": Near(lat=49.0, lon=32.0, km=10)}, []),  # the point of a country is no point on the ground
        ({"near": Near(lat=90, lon=0, km=20_000)}, ["airstrike", "shelling", "clash"]),
        ({"undated": True}, []),
        ({"unlocated": True}, ["capture"]),
        ({"unlocated": True, "where": Where(countries=frozenset({"UA"}))}, []),
    ],
)
@pytest.mark.parametrize("few", [4_000, 0])
def test_filters(ledger: Ledger, filter: Any, expected: list[str], few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answer whether the matching claims are few enough to be looked up, or tested one by one."""
    monkeypatch.setattr(queries, "FEW", few)
    assert sorted(kinds(ledger, **filter)) == sorted(expected)
    listed = [claim.day for claim in ledger.claims(Filter(**filter))]
    assert listed == sorted(listed, key=lambda day: day or date.min, reverse=True)
    assert ledger.store.claims.count(Filter(**filter)) == len(expected)


def test_text_by_probing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "FEW", 0)
    monkeypatch.setattr(queries, "_MANY", 0)
    assert sorted(kinds(ledger, text="bridge")) == ["airstrike", "capture", "clash"]


def test_a_limit_gives_the_latest(ledger: Ledger) -> None:
    assert [c.claim.type for c in ledger.claims(Filter(), limit=1)] == ["capture"]


def test_a_listed_claim_has_its_words_and_its_report(ledger: Ledger) -> None:
    (listed,) = ledger.claims(Filter(types=("airstrike",)))
    assert listed.words == "airstrike uncertain Sumy 12 army jets bombed the old bridge"
    assert (listed.document.outlet, listed.day, listed.current, listed.rejected) == ("Outlet b", DAY, True, False)
    assert listed.reading.text(listed.claim.trigger) == "airstrike"
    assert ledger.store.claims.get(listed.claim.id) == listed


def test_readings_hold_only_what_matches(ledger: Ledger) -> None:
    found = ledger.store.claims.by_document(Filter(types=("clash",)))
    assert [[one.claim.type for one in claims] for claims in found] == [["clash"], ["clash"]]


def test_figures_in_the_order_of_saying(ledger: Ledger) -> None:
    rows = ledger.figures(Filter(measure="killed"))
    assert [(row.low, row.sources, row.place, row.said) for row in rows] == [
        (3.0, ("army",), "Goma", DAY), (12.0, ("army",), "Sumy", DAY + timedelta(days=1)),
    ]  # fmt: skip
    assert [row.low for row in ledger.figures(Filter(measure="killed"), limit=1)] == [12.0]
    assert ledger.figures(Filter(measure="seized")) == []
    assert len(ledger.figures(Filter(statuses=("uncertain",)))) == 1


def test_figures_of_a_report_without_a_day_stand_first_and_what_was_said_later_last(tmp_path: Path) -> None:
    """Harm: a toll that was raised since is read as the latest."""
    text = "clash asserted Goma {} army gunmen fought\n"
    with Ledger(tmp_path / "b.db", create=True) as ledger:
        for number, said, day in ((5, None, DAY), (7, DAY, DAY + timedelta(9)), (6, DAY + timedelta(9), DAY)):
            made = read(document(text.format(number), title=str(number), published=said))
            (claim,) = made.claims
            when = replace(claim.time, earliest=day, latest=day)  # type: ignore[type-var]
            ledger.store.documents.add(replace(made, claims=(replace(claim, time=when),)), read_by=BY)
        rows = ledger.figures(Filter())
    assert [row.low for row in rows] == [5.0, 7.0, 6.0]


@pytest.mark.parametrize(
    ("words", "leads"),
    [
        ("=army", True),
        ("=army|military|UKR", True),
        ("=army|military|RUS", False),
        ("=army|media|UKR", False),
        ("=mayor", False),
        ("=mayor|military|UKR", False),
    ],
)
def test_a_source_leads_a_chain_that_begins_with_it(words: str, leads: bool) -> None:
    chain = [Source(start=0, end=4, name=name, id=None, kind="military", side="UKR") for name in ("army", "mayor")]
    exact = exact_of(words)
    assert exact is not None
    assert (exact.leads(chain), exact.leads([])) == (leads, False)


def test_claims_of_little_confidence_are_left_out(ledger: Ledger) -> None:
    """Harm: who asks for the sure ones is shown them all."""
    every = list(ledger.claims(Filter()))
    assert list(ledger.claims(Filter(min_confidence=0.9))) == every
    assert list(ledger.claims(Filter(min_confidence=0.91))) == []


def test_sources_with_their_claims(ledger: Ledger) -> None:
    assert [(s.name, s.claims) for s in ledger.sources()] == [("army", 3), ("town mayor", 1)]
    assert [(s.name, s.claims) for s in ledger.sources(Filter(types=("clash",)))] == [("army", 1)]
    assert [s.name for s in ledger.sources(Filter(source="mayor"))] == ["town mayor"]
    assert ledger.sources(limit=0) == []


def test_a_rejected_claim_counts_for_no_source_unless_it_is_asked_for(tmp_path: Path) -> None:
    with Ledger(tmp_path / "b.db", create=True) as ledger:
        ledger.store.documents.add(read(document(TEXTS["a"])), read_by=BY)
        (clash,) = ledger.claims(Filter(types=("clash",)))
        ledger.decide("reject", [clash.claim.id], By("Ann", "no"))
        assert [s.name for s in ledger.sources()] == ["town mayor"]
        assert [s.name for s in ledger.sources(Filter(rejected=True))] == ["army", "town mayor"]


def test_a_long_span_is_listed_under_its_last_day(ledger: Ledger) -> None:
    claim = next(ledger.claims(Filter(types=("capture",)))).claim
    assert claim.time is not None
    year = replace(claim, time=replace(claim.time, earliest=date(2024, 1, 1), latest=date(2024, 12, 31)))
    assert days(year, None) == (20241231, 20241231)
    month = replace(claim, time=replace(claim.time, earliest=date(2024, 3, 1), latest=date(2024, 3, 31)))
    assert days(month, None) == (20240301, 20240331)
    since = replace(claim, time=replace(claim.time, earliest=date(2025, 3, 1), latest=None))
    assert days(since, None) == (20250301, 20250312)
    assert days(replace(claim, time=None, attribution=None), None) == (0, 0)


def test_ids_by_their_beginning(ledger: Ledger) -> None:
    whole = next(ledger.claims(Filter())).claim.id
    assert find(ledger.store, whole[:10]) == ("claim", whole)
    assert find(ledger.store, f" {whole} ") == ("claim", whole)
    for none in ("xyz", "", "%", "'; --"):
        with pytest.raises(LedgerError, match="nothing in it has the id"):
            find(ledger.store, none)


def test_a_beginning_of_several_ids_is_refused(ledger: Ledger) -> None:
    ids = sorted(listed.claim.id for listed in ledger.claims(Filter()))
    shared = {id[0] for id in ids if sum(other[0] == id[0] for other in ids) > 1}
    if not shared:
        pytest.skip("no two of these ids begin alike")
    with pytest.raises(LedgerError, match="several ids begin"):
        find(ledger.store, shared.pop())


HOSTILE = (
    "'; DROP TABLE claims; --", '" OR 1=1', "a AND", "NEAR(", "^x", "col:x", "x* y*", '"', '""', "\0", "\ufffd", "(",
    "-x", "%", "_", "'", '"a" "b', "{x}", "?", "NOT", "\u202e", "x" * 10_000,
)  # fmt: skip


def matching(ledger: Ledger, option: str, words: str) -> int | str:
    """How many claims match, or why the words are refused."""
    try:
        return ledger.store.claims.count(Filter(**{option: words}))  # type: ignore[arg-type]
    except UsageError as error:
        return str(error)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("option", ["text", "source", "actor", "target", "document", "incident"])
def test_hostile_words_find_nothing_or_are_refused(ledger: Ledger, option: str, words: str) -> None:
    before = ledger.store.counts()
    assert matching(ledger, option, words) in (0, f"{words!r} has no word to look for")
    assert ledger.store.counts() == before


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(), st.sampled_from(["text", "source", "actor"]))
def test_any_words_can_be_asked_for(ledger: Ledger, words: str, option: str) -> None:
    found = matching(ledger, option, words)
    assert isinstance(found, int) or found == f"{words!r} has no word to look for"


def test_distances() -> None:
    assert kilometres(50.45, 30.52, 50.0, 36.23) == pytest.approx(409, abs=3)
    assert kilometres(0, 179.9, 0, -179.9) == pytest.approx(22.2, abs=0.1)

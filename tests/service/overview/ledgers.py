"""Ledgers in which much happens: reports, new versions, readings by other rules, and what people decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.service.merging import merge_reading
from sayso.store.filters import Filter, Near, Where
from sayso.store.records import ReadBy
from tests.store.making import DAY, document, read

WHO = By("Ann", "so it is")
KINDS = ("clash", "shelling", "airstrike", "casualties")
_LINE = st.tuples(
    st.sampled_from(KINDS), st.sampled_from(("asserted", "asserted", "denied", "uncertain", "planned")),
    st.sampled_from(("Goma", "Sake", "Sumy", "Ukraine", "-")), st.sampled_from(("-", "3", "12")),
    st.sampled_from(("-", "army", "town_mayor")), st.sampled_from(("the bridge fell", "market in ruins", "near café")),
)  # fmt: skip
_REPORT = st.tuples(
    st.lists(_LINE, max_size=4), st.integers(0, 40), st.sampled_from((None, "Harbour", "Plain")), st.integers(0, 5)
)
_STEP = st.one_of(
    st.tuples(st.just("report"), _REPORT),
    st.tuples(st.just("report"), _REPORT),
    st.tuples(st.just("reread"), st.integers(0, 30)),
    st.tuples(st.sampled_from(("reject", "accept", "split")), st.integers(0, 30)),
    st.tuples(st.just("merge"), st.tuples(st.integers(0, 30), st.integers(0, 30))),
    st.tuples(st.just("undo"), st.integers(0, 5)),
    st.tuples(st.just("add"), st.integers(0, 30)),
    st.tuples(st.just("edit"), st.tuples(st.integers(0, 30), st.sampled_from((
        ("type", "capture"), ("status", "denied"), ("place", None), ("time", "2024-01-05"), ("time", None),
        ("sources", "Red Cross; army"), ("actors", "army; rebels"), ("figures", "killed at-least 12 civilians"),
        ("figures", "killed 12 civilians; killed 3 soldiers; injured 2"), ("sources", "army; army; mayor"),
        ("place", {"name": "Kivu", "id": None, "country": "CD", "admin1": "South Kivu", "lat": -3.0, "lon": 28.0,
                   "precision": "admin1"}))))),
)  # fmt: skip
steps = st.lists(_STEP, min_size=3, max_size=14)

filters = st.builds(
    Filter,
    since=st.sampled_from((None, None, DAY, DAY + timedelta(10))),
    until=st.sampled_from((None, None, DAY + timedelta(5))),
    where=st.sampled_from((
        None, None, Where(countries=frozenset({"CD"})), Where(names=frozenset({"sumy"})),
        Where(units=frozenset({("CD", "North Kivu")}), ids=frozenset({"geonames:690791"})))),
    near=st.sampled_from((None, None, Near(lat=-1.68, lon=29.23, km=50))),
    types=st.sampled_from(((), (), ("clash",), ("shelling", "casualties"))),
    statuses=st.sampled_from(((), (), ("denied",), ("asserted", "planned"))),
    measure=st.sampled_from((None, None, "killed")),
    actor=st.sampled_from((None, None, "m23", "army")),
    source=st.sampled_from((None, None, "army", "=town mayor")),
    text=st.sampled_from((None, None, "bridge", '"market in ruins"')),
    min_confidence=st.sampled_from((None, 0.9, 0.95)),
    rejected=st.booleans(),
    undated=st.sampled_from((False, False, True)),
    unlocated=st.sampled_from((False, False, True)),
)  # fmt: skip


def play(ledger: Ledger, told: list[tuple[str, Any]], watch: Callable[[], object]) -> None:
    """Take these steps; ``watch`` is called after each. A step that makes no sense there is passed over."""
    reports: list[Any] = []
    for n, (kind, what) in enumerate(told):
        try:
            _step(ledger, kind, what, n, reports)
        except SaysoError:
            continue
        watch()


def _step(ledger: Ledger, kind: str, what: Any, n: int, reports: list[Any]) -> None:
    if kind == "report":
        lines, day, outlet, article = what
        text = "".join(" ".join((*line, f"number {n}")) + "\n" for line in lines) or f"nothing happened on day {n}\n"
        published: date | None = DAY + timedelta(day) if day else None
        reports.append(document(text, published=published, outlet=outlet, url=f"https://example.org/{article}"))
        _add(ledger, reports[-1], "rules")
    elif kind == "reread" and reports:
        _add(ledger, reports[what % len(reports)], ("turns", "drops")[what % 2])
    else:
        _decide(ledger, kind, what)


def _add(ledger: Ledger, report: Any, rulebook: str) -> None:
    reading = read(report, rulebook=rulebook)
    if rulebook == "turns":
        reading = replace(reading, claims=tuple(replace(c, confidence=0.95) for c in reading.claims))
    with ledger.store.transaction():
        added = ledger.store.documents.add(reading, read_by=ReadBy("1.0", "model", rulebook))
        merge_reading(ledger.store, reading, added)


def _decide(ledger: Ledger, kind: str, what: Any) -> None:
    if kind == "undo":
        held = ledger.store.decisions.holding()
        if held:
            ledger.decide("undo", [held[what % len(held)].id], WHO)
        return
    claims = sorted(ledger.claims(Filter(rejected=True)), key=lambda one: one.claim.id)
    if not claims:
        return
    ids = [one.claim.id for one in claims]
    if kind == "edit":
        at, (field, value) = what
        ledger.decide("edit", [ids[at % len(ids)]], WHO, field=field, value=value)
    elif kind == "merge":
        ledger.decide("merge", [ids[at % len(ids)] for at in what], WHO)
    elif kind == "add":
        one = claims[what % len(claims)]
        span = (one.claim.trigger.end + 1, one.claim.sentence.end)
        ledger.add_claim(one.document.id, span, "bombing", WHO)
    else:
        ledger.decide(kind, [ids[what % len(ids)]], WHO)  # type: ignore[arg-type]

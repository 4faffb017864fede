"""What accounts say together, and who is who in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sayso.incidents import agreement
from sayso.incidents.agreement import link, link_for, reasons, score
from sayso.incidents.profiles import Profile, profile, same_name
from sayso.incidents.weights import weights
from sayso.model import Account, Party, Spot, Sum

DAY = date(2025, 3, 9)
TOWN = Spot(name="Goma", id="g1", country="CD", admin1="North Kivu", lat=-1.68, lon=29.22, precision="point")
BARE = Account(claim="a", document="d", order=0, sentence=0, type="shelling", status="asserted", trigger="shelled")


def told(**changes: Any) -> Profile:
    return profile([replace(BARE, **changes)])


def found(one: dict[str, Any], other: dict[str, Any], *, near: bool = False) -> dict[str, float]:
    """The reasons between two accounts of two documents, or of one, and how much they hold."""
    a, b = replace(BARE, **one), replace(BARE, **{"claim": "b", "document": "d" if near else "e", **other})
    return {name: much for name, _, much in reasons(profile([a]), profile([b]))}


def killed(
    low: float | None, high: float | None = None, unit: Any = "people", measure: Any = "killed"
) -> dict[str, Any]:
    return {"figures": (Sum(measure=measure, unit=unit, low=low, high=high, bound="exact"),)}


def by(name: str, id: str | None = None) -> dict[str, Any]:
    return {"actors": (Party(name=name, id=id),)}


def test_listed_actors_are_one_by_their_id_whatever_they_are_called() -> None:
    """Else "Moscow" and "the Kremlin's forces" would be two parties, and speak against one happening."""
    assert "same-actors" in found(by("Moscow", "RUS"), by("Kremlin troops", "RUS-MIL"))
    assert "other-actors" in found(by("Moscow", "RUS"), by("Kyiv", "UKR"))
    assert "other-actors" in found(by("Moscow"), by("Kremlin"))
    assert told(**by("Moscow", "RUS-MIL")).actors == {"RUS", "mosco"}


def test_actors_and_targets_are_one_by_a_word_of_their_own() -> None:
    assert "same-actors" in found(by("Ukrainian forces"), by("forces of Ukraine"))
    assert "other-actors" in found(by("government forces"), by("rebel forces"))
    assert "same-actors" in found(by("government forces"), by("the forces"))  # nothing but general words
    targets = {"targets": (Party(name="market traders"),)}
    assert "same-targets" in found(targets, targets)
    assert not {"same-actors", "other-actors"} & set(found(targets, by("army")))


@pytest.mark.parametrize(
    ("one", "other", "reason", "much"),
    [
        (12, 12, "same-figure", 1.0), (3, 3, "same-figure", 1.0), (2, 2, "same-figure", 0.5),
        (12, 19, "like-figure", 1.0), (19, 12, "like-figure", 1.0), (12, 20, "other-figure", 1.0),
        (0, 1, "like-figure", 1.0), (0, 2, "other-figure", 1.0),
    ],
)  # fmt: skip
def test_figures_alike(one: float, other: float, reason: str, much: float) -> None:
    assert found(killed(one), killed(other))[reason] == much


def test_a_reason_names_both_sides_where_they_differ_and_one_where_they_do_not() -> None:
    here = {"spot": TOWN, "earliest": DAY, "latest": DAY}
    there = {"spot": replace(TOWN, name="Goma town"), "earliest": DAY, "latest": DAY + timedelta(1)}

    def values(other: dict[str, Any]) -> list[str]:
        why = {name: value for name, value, _ in reasons(told(**here), told(**{"document": "e", **other}))}
        found = [why[name] for name in ("same-place", "same-day")]
        return [value if isinstance(value, str) else value() for value in found]

    assert values(here) == ["Goma", "2025-03-09"]
    assert values(there) == ["Goma · Goma town", "2025-03-09 · 2025-03-09 to 2025-03-10"]


def test_figures_of_other_things_are_not_compared() -> None:
    for other in (killed(12, unit="drones"), killed(12, measure="injured"), killed(None), {}):
        assert not any("figure" in name for name in found(killed(12), other))
    assert "same-figure" in found(killed(12), killed(12, unit="soldiers"))
    assert not any("figure" in name for name in found(killed(12, unit="women"), killed(12, unit="soldiers")))
    assert "same-figure" in found(killed(None, 12), killed(12, 15))
    both = {"figures": (*killed(40)["figures"], *killed(12)["figures"])}
    assert set(found(both, killed(12))) & {"same-figure", "like-figure", "other-figure"} == {"same-figure"}


def spot(**changes: Any) -> dict[str, Any]:
    return {"spot": replace(TOWN, **{"id": None, "name": "Elsewhere", **changes})}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"spot": TOWN}, "same-place"),
        ({"spot": None}, "place-unknown"),
        (spot(name="Goma"), "same-place"),
        (spot(name="GOMA", country=None), "same-place"),
        (spot(name="Goma", country="RW", lat=-5.0), "other-country"),
        (spot(lat=-1.72), "same-place"),
        (spot(lat=-1.74), "near-place"),
        (spot(lat=-1.90), "near-place"),
        (spot(lat=-1.91), "other-place"),
        (spot(lat=None), "place-unknown"),
        (spot(country="RW", lat=-1.7), "same-place"),
        (spot(country="RW", lat=-2.5), "other-country"),
        (spot(country="RW", lat=None), "other-country"),
        (spot(precision="admin1", name="North Kivu"), "within-place"),
        (spot(precision="admin1", name="South Kivu", admin1="South Kivu"), "other-region"),
        (spot(precision="country", name="Congo", admin1=None), "within-place"),
        (spot(precision="admin2", lat=-1.7), "same-place"),
    ],
)
def test_places(other: dict[str, Any], reason: str) -> None:
    assert reason in found({"spot": TOWN}, other)


def test_one_coarse_place_named_twice() -> None:
    for precision, reason in (("admin1", "same-region"), ("region", "same-region"), ("country", "same-country")):
        there = {"spot": replace(TOWN, precision=precision)}
        assert reason in found(there, there)


def on(first: int | None, last: int | None, published: int | None = None) -> dict[str, Any]:
    days = (None if n is None else DAY + timedelta(n) for n in (first, last, published))
    return dict(zip(("earliest", "latest", "published"), days, strict=True))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (on(0, 0), on(0, 0), "same-day"), (on(0, 1), on(1, 2), "same-day"), (on(0, 2), on(1, 1), "overlapping-time"),
        (on(0, 0), on(1, 1), "next-day"), (on(1, 1), on(0, 0), "next-day"), (on(0, 0), on(2, 2), "other-day"),
        (on(0, 0), on(None, None), "one-time-unknown"), (on(0, 0), on(None, None, 3), "told-soon-after"),
        (on(0, 0), on(None, None, -1), "told-soon-after"), (on(0, 0), on(None, None, 4), "told-later"),
        (on(0, 0), on(None, None, -2), "told-before"), (on(None, None, 4), on(0, 0), "told-later"),
        (on(None, None), on(None, None), "time-unknown"), (on(None, None, 0), on(None, None), "time-unknown"),
        (on(None, None, 0), on(None, None, 2), "published-together"),
        (on(None, None, 3), on(None, None, 0), "published-apart"),
    ],
)  # fmt: skip
def test_times(one: dict[str, Any], other: dict[str, Any], reason: str) -> None:
    assert reason in found(one, other)


def test_times_within_one_report_say_nothing_of_publication() -> None:
    assert "one-time-unknown" in found(on(0, 0), on(None, None, 3), near=True)
    assert "time-unknown" in found(on(None, None, 0), on(None, None, 0), near=True)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("shelling", "shelling", "same-kind"), ("casualties", "casualties", "same-effect"),
        ("demand", "demand", "same-speech-act"), ("shelling", "airstrike", "other-means"),
        ("shelling", "casualties", "attack-and-harm"), ("damage", "shelling", "attack-and-harm"),
        ("shelling", "displacement", "attack-and-effect"), ("shelling", "capture", "other-fighting"),
        ("damage", "displacement", "two-effects"), ("protest", "demand", "event-and-speech"),
        ("demand", "protest", "event-and-speech"), ("protest", "aid", "other-kind"),
    ],
)  # fmt: skip
def test_kinds(one: Any, other: Any, reason: str) -> None:
    assert reason in found({"type": one}, {"type": other})
    assert reason in found({"type": other}, {"type": one})


@pytest.mark.parametrize(
    ("gap", "reason"),
    [
        (0, "same-sentence"), (1, "close-by"), (350, "close-by"), (351, "some-way-off"), (1000, "some-way-off"),
        (1001, "far-off"),
    ],
)  # fmt: skip
def test_distance_within_one_report(gap: int, reason: str) -> None:
    assert reason in found({"sentence": 5}, {"sentence": 5 + gap}, near=True)
    assert reason in found({"sentence": 5 + gap}, {"sentence": 5}, near=True)
    assert reason not in found({"sentence": 5}, {"sentence": 5 + gap})


def test_words_names_and_triggers() -> None:
    words = {"words": frozenset({"market", "bread", "queue", "dawn"})}
    assert found(words, words)["words"] == 1.0
    assert found(words, {"words": frozenset({"market"})})["words"] == 0.5
    assert "same-trigger" in found(words, words)
    assert "words" not in found(words, {})
    assert "same-person" in found({"names": frozenset({"orlov"})}, {"names": frozenset({"orlov", "deng"})})
    assert "same-person" not in found({"names": frozenset({"orlov"})}, {"names": frozenset({"deng"})})


def test_the_kind_of_event_alone_ties_nothing() -> None:
    assert "nothing-ties-them" in found(on(0, 0), on(0, 0))
    for tie in ({"spot": TOWN}, {"names": frozenset({"orlov"})}, killed(12), {"words": frozenset({"market"})}):
        assert "nothing-ties-them" not in found(tie, tie)
    few = {"words": frozenset({"market", *"abcdefghijk"})}
    assert "nothing-ties-them" in found(few, {"words": frozenset({"market", *"lmnopqrstuv"})})


def test_a_running_total_is_told_by_its_open_or_long_time() -> None:
    assert told(earliest=None, latest=DAY).total
    assert told(earliest=DAY - timedelta(22), latest=DAY).total
    assert not told(earliest=DAY - timedelta(21), latest=DAY).total
    assert not told().total
    assert not profile([replace(BARE, latest=DAY), replace(BARE, earliest=DAY, latest=DAY)]).total
    assert "total-beside-event" in found(on(None, 0), on(0, 0))


def test_a_profile_draws_the_finest_place_and_the_shortest_time() -> None:
    coarse = replace(TOWN, precision="admin1", name="North Kivu")
    one = replace(BARE, spot=coarse, earliest=DAY, latest=DAY + timedelta(3), sentence=9)
    one = replace(one, words=frozenset({"kivu", "road"}))
    two = replace(BARE, spot=TOWN, earliest=DAY, latest=DAY, names=frozenset({"goma", "orlov"}), type="damage")
    made = profile([one, two])
    assert made.spot == TOWN
    assert made.days == (DAY, DAY)
    assert made.types == {"shelling", "damage"}
    assert (made.words, made.names) == ({"road"}, {"orlov"})  # places are compared as places
    assert (made.start, made.end) == (0, 9)
    assert told(earliest=DAY, latest=DAY - timedelta(1)).days is None


def test_places_are_one_by_id_or_by_name_within_a_country() -> None:
    assert same_name(TOWN, replace(TOWN, name="Ngoma"))
    assert same_name(replace(TOWN, id=None), replace(TOWN, id=None, name="GÓMA"))
    assert not same_name(replace(TOWN, id=None), replace(TOWN, id=None, country="RW"))
    assert not same_name(replace(TOWN, id=None), replace(TOWN, id=None, name="Sake"))


def test_a_link_names_the_smaller_id_first_and_adds_up() -> None:
    a, b = told(spot=TOWN), told(spot=TOWN, document="e")
    made = link("y", "x", a, b)
    assert (made.left, made.right) == ("x", "y")
    assert made == link("x", "y", b, a)
    assert made.score == pytest.approx(sum(feature.weight for feature in made.features))
    assert all(feature.weight for feature in made.features)


def test_tellings_of_one_document_are_weighed_otherwise_than_those_of_two() -> None:
    """Harm: two raids that one report tells apart are taken for one, as two reports of one raid would be."""
    for document, table in (("d", weights().within), ("e", weights().across)):
        a, b = told(spot=TOWN), told(spot=TOWN, document=document)
        made = link("x", "y", a, b)
        assert [(f.name, f.weight) for f in made.features[:2]] == [(n, table[n]) for n in ("start", "same-kind")]
        assert score(a, b) == pytest.approx(made.score, abs=0.01)


def test_what_counts_otherwise_is_neither_the_same_figure_nor_another() -> None:
    """Else a running total would pull a toll to itself, or push it away."""
    toll = killed(40)
    total = {"figures": tuple(replace(f, counting="total") for f in killed(40)["figures"])}
    part = {"figures": tuple(replace(f, part=True) for f in killed(40)["figures"])}
    assert "same-figure" in found(toll, toll)
    for other in (total, part):
        assert not {"same-figure", "like-figure", "other-figure"} & found(toll, other).keys()
    assert told(**total).total
    assert not told(**toll).total
    assert not told().total
    assert "total-beside-event" in found(toll, total)


@pytest.mark.parametrize(("much", "linked"), [(0.001, True), (0.0, False), (-0.001, False)])
def test_tellings_are_linked_where_anything_more_speaks_for_it_than_against(
    monkeypatch: pytest.MonkeyPatch, much: float, linked: bool
) -> None:
    monkeypatch.setattr(agreement, "_weighed", lambda one, other: [("start", "", much)])
    a, b = told(), told(document="e")
    assert link("x", "y", a, b).score == much
    assert (link_for("y", "x", b, a) == link("x", "y", a, b)) is linked

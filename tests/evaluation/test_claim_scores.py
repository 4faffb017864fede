"""Scores of claims: who is paired with whom, and when a field is right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluation.claims import FAMILY, score_claims
from evaluation.gold import GoldClaim, GoldFigure, GoldReport
from evaluation.naming import place_named, place_strict, place_within, same_actor, same_name, same_names
from sayso.model import EVENT_TYPES, Claim, Reading, Span
from sayso.service.reading import Reader

TEXT = (
    "At least 30 people were killed in Goma on Monday, the army said. "
    "Rebels captured Walikale on Sunday. Shelling hit Bukavu on Monday."
)
END = TEXT.index(" Rebels")
TOLL = GoldClaim(
    sentence=Span(start=0, end=END), trigger="killed", type="casualties", status="asserted", place="Goma",
    country="CD", lat=-1.674, lon=29.228, earliest=date(2025, 1, 27), latest=date(2025, 1, 27), sources=("the army",),
    voice="indirect", figures=(GoldFigure(measure="killed", unit="people", low=30, high=None, bound="at-least"),),
)  # fmt: skip
FALL = GoldClaim(
    sentence=Span(start=END + 1, end=END + 36), trigger="captured", type="capture", status="asserted", place="Walikale",
    earliest=date(2025, 1, 26), latest=date(2025, 1, 26), actors=("rebels",),
)  # fmt: skip


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    found = reader.read_text(TEXT, published=date(2025, 1, 29))
    assert [claim.type for claim in found.claims][:2] == ["casualties", "capture"]
    return replace(found, claims=found.claims[:2])


def report(*claims: GoldClaim) -> GoldReport:
    return GoldReport(id="r", text=TEXT, claims=claims)


def test_every_type_has_a_family() -> None:
    assert set(FAMILY) == set(EVENT_TYPES)


def test_what_is_read_as_coded_scores_full_marks(reading: Reading) -> None:
    scores = score_claims([(report(TOLL, FALL), reading)]).scores()
    for name in (
        "type_precision",
        "type_recall",
        "type_f1",
        "figures_f1",
        "source",
        "status",
        "place",
        "time",
        "figures",
    ):
        assert scores[name] == 1.0, name


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sources": ("the navy",)}, "source"),
        ({"sources": ("the army", "TASS")}, "source"),
        ({"sources": ()}, "source"),
        ({"status": "denied"}, "status"),
        ({"latest": date(2025, 1, 28)}, "time"),
        ({"earliest": None, "latest": None}, "time"),
        ({"place": "Bukavu", "lat": -2.5, "lon": 28.86}, "place"),
        ({"place": None, "lat": None, "lon": None}, "place"),
        ({"figures": ()}, "figures"),
        ({"figures": (replace(TOLL.figures[0], bound="exact"),)}, "figures"),
        ({"voice": "quote"}, "voice"),
    ],
)
def test_one_wrong_field_costs_that_field_alone(reading: Reading, change: dict[str, object], field: str) -> None:
    result = score_claims([(report(replace(TOLL, **change), FALL), reading)])  # type: ignore[arg-type]
    (pair,) = [p for p in result.pairs if p.gold.type == "casualties"]
    wrong = {name for name, right in pair.right.items() if not right} - {"place25", "place161"}
    assert wrong - {f"{field}_named"} == {field}
    assert result.scores()["type_f1"] == 1.0


def test_what_is_missed_and_what_is_made_up_are_told(reading: Reading) -> None:
    other = replace(FALL, type="withdraw", trigger="left")
    result = score_claims([(report(TOLL, other), reading)])
    assert result.missed == [("r", other)]
    assert [claim.type for _, claim in result.extra] == ["capture"]
    scores = result.scores()
    assert (scores["type_precision"], scores["type_recall"]) == (0.5, 0.5)
    assert scores["family_f1"] == 1.0, "capture and withdraw are one family"


def test_each_claim_is_used_once(reading: Reading) -> None:
    result = score_claims([(report(TOLL, replace(TOLL, sources=())), reading)])
    assert len(result.pairs) == 1
    assert result.pairs[0].gold == TOLL, "the likelier of the two"


def test_claims_of_other_sentences_are_never_paired(reading: Reading) -> None:
    elsewhere = replace(TOLL, sentence=FALL.sentence)
    assert score_claims([(report(elsewhere), reading)]).pairs == []


def test_nothing_coded_and_nothing_read_is_no_division_by_zero(reading: Reading) -> None:
    scores = score_claims([(report(), replace(reading, claims=()))]).scores()
    assert set(scores.values()) == {0.0}


@pytest.mark.parametrize(
    ("gold", "read", "same"),
    [
        ("the army", "army", True),
        ("Ukrainian military", "Armed Forces of Ukraine", False),
        ("Russian Defense Ministry", "Russia’s Defense Ministry", True),
        ("President Volodymyr Zelenskyy", "Volodymyr Zelenskyy", True),
        ("Zelenskyy", "Volodymyr Zelenskyy", True),
        ("TASS", "state news agency TASS", True),
        ("residents", "officials", False),
        ("Kyiv", "Kharkiv", False),
        ("the", "the", True),
    ],
)
def test_names_are_compared_by_what_they_say(gold: str, read: str, same: bool) -> None:
    assert same_name(gold, [read]) is same


def test_sets_of_names_hang_on_no_order() -> None:
    read = [("Russia", "Moscow"), ("Ukraine", "Kyiv")]
    assert same_names(["Kyiv", "Russia"], read)
    assert not same_names(["Kyiv"], read)
    assert not same_names(["Kyiv", "Kyiv"], read)


def test_a_place_is_right_within_so_many_kilometres(reading: Reading) -> None:
    claim: Claim = reading.claims[0]
    near = replace(TOLL, lat=-1.674 + 0.5)
    assert not place_within(near, claim, 25)
    assert place_within(near, claim, 161)
    assert place_strict(near, claim), "of the same name"
    assert place_within(replace(TOLL, place=None, lat=None, lon=None), replace(claim, place=None), 25)


def test_a_right_name_without_a_point_is_right_by_name_alone(reading: Reading) -> None:
    """Else a reader gains by naming villages that no map of its knows."""
    claim: Claim = reading.claims[0]
    assert claim.place is not None
    lost = replace(claim, place=replace(claim.place, place=replace(claim.place.place, lat=None, lon=None)))
    assert not place_strict(TOLL, lost)
    assert place_named(TOLL, lost)
    assert not place_named(replace(TOLL, place="Bukavu"), lost)
    assert place_strict(replace(TOLL, lat=None, lon=None), lost), "no point was coded"


@pytest.mark.parametrize(
    ("place", "precision", "inside"),
    [
        (("North Kivu", "CD", -0.79, 29.04), "admin1", True),
        (("North Kivu", "CD", -0.79, 29.04), None, True),
        (("Democratic Republic of the Congo", "CD", -2.5, 23.5), "country", True),
        (("Rwanda", "RW", -2.0, 30.0), "country", False),
        (("Sake", "CD", -1.57, 29.04), "point", True),
        (("Kinshasa", "CD", -4.3, 15.3), "point", False),
    ],
)
def test_a_place_may_lie_in_the_area_that_was_coded(
    reading: Reading, place: tuple[str, str, float, float], precision: str | None, inside: bool
) -> None:
    name, country, lat, lon = place
    coded = replace(TOLL, place=name, country=country, lat=lat, lon=lon, precision=precision)
    assert place_named(coded, reading.claims[0]) is inside


@pytest.mark.parametrize(
    ("gold", "read", "same"),
    [
        ("Israeli military", ("Israel Defense Forces", "IDF", "ISR-MIL"), True),
        ("Islamic State", ("ISIL",), True),
        ("Israeli military", ("Syrian military", "army", "SYR-MIL"), False),
        ("gunmen", ("rebels",), False),
    ],
)
def test_one_actor_under_two_names_is_one(gold: str, read: tuple[str, ...], same: bool) -> None:
    assert same_actor(gold, read) is same


def test_what_a_figure_counts_is_judged_where_it_was_coded(reading: Reading) -> None:
    """A running total taken for today's dead is the worst of errors, but says nothing where nobody coded it."""
    assert "counting" not in score_claims([(report(TOLL, FALL), reading)]).scores()
    figure = replace(TOLL.figures[0], span=Span(start=0, end=18))
    for counting, share in (("new", 1.0), ("total", 0.0)):
        coded = replace(TOLL, figures=(replace(figure, counting=counting),))
        assert score_claims([(report(coded, FALL), reading)]).scores()["counting"] == share


def test_names_alone_never_make_a_strict_field_right(reading: Reading) -> None:
    other = replace(TOLL, sources=("Armed Forces of the Democratic Republic of the Congo",))
    result = score_claims([(report(other, FALL), reading)])
    (pair,) = [p for p in result.pairs if p.gold.type == "casualties"]
    assert not pair.right["source"]
    assert not pair.every

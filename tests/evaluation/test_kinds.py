"""Why a reading is wrong, as far as words show it: types taken for others, kinds of error, breakdowns."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from evaluation.breakdown import breakdown, breakdown_from_json
from evaluation.claims import score_claims
from evaluation.confusions import confusion_rows, confusions, leftovers
from evaluation.gold import Evidence, GoldClaim, GoldFigure, GoldReport
from evaluation.kinds import mistakes
from evaluation.reporting import part_lines, toll_lines, type_lines
from sayso.model import Claim, Document, Reading, Span
from sayso.model.claims import Attribution, Figure, Role, Source, When
from sayso.model.mentions import CountMention, Place, PlaceMention, TimeMention

TEXT = (
    "Rebels shelled Sake on Monday, killing 12 people, the army said. "
    "On Sunday rebels captured Walikale. Nurses in Goma spoke of 40 wounded."
)
DAY = date(2025, 1, 7)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


FIRST = at(TEXT[: TEXT.index(" On Sunday")])
SECOND = at("On Sunday rebels captured Walikale.")
THIRD = at("Nurses in Goma spoke of 40 wounded.")
SHELLED = GoldClaim(
    sentence=FIRST, trigger="shelled", type="shelling", status="asserted", actors=("rebels",), targets=("Sake",),
    place="Sake", country="CD", lat=-1.57, lon=29.04, earliest=date(2025, 1, 6), latest=date(2025, 1, 6),
    figures=(GoldFigure(measure="killed", unit="people", low=12, high=12, bound="exact", span=at("12 people")),),
    sources=("army",), voice="indirect", incident="sake",
    evidence=Evidence(
        trigger=at("shelled"), actors=(at("Rebels"),), targets=(at("Sake"),), sources=(at("army"),), place=at("Sake"),
        time=at("Monday"),
    ),
)  # fmt: skip
TAKEN = GoldClaim(
    sentence=SECOND, trigger="captured", type="capture", status="asserted", actors=("rebels",), targets=("Walikale",),
    place="Walikale", country="CD", lat=-1.42, lon=28.06, earliest=date(2025, 1, 5), latest=date(2025, 1, 5),
    incident="walikale",
    evidence=Evidence(
        trigger=at("captured"), actors=(at("rebels"),), targets=(at("Walikale"),), place=at("Walikale"),
        time=at("Sunday"),
    ),
)  # fmt: skip
GOLD = GoldReport(id="r", text=TEXT, claims=(SHELLED, TAKEN), conflict="drc", register="wire", published=DAY)


def place(name: str, lat: float, lon: float) -> PlaceMention:
    span = at(name)
    found = Place(name=name, id=None, country="CD", admin1=None, lat=lat, lon=lon, precision="point")
    return PlaceMention(start=span.start, end=span.end, text=name, rule="", place=found)


def when(word: str, day: date) -> When:
    span = at(word)
    mention = TimeMention(
        start=span.start, end=span.end, text=word, rule="", kind="date", value="", earliest=day, latest=day, grain="day"
    )
    return When(earliest=day, latest=day, mention=mention)


def role(word: str, name: str) -> Role:
    return Role(start=at(word).start, end=at(word).end, name=name, id=None)


def count(words: str) -> CountMention:
    span = at(words)
    return CountMention(
        start=span.start, end=span.end, text=words, rule="", low=1, high=1, bound="exact", unit=None, noun="", head=0
    )


@pytest.fixture(scope="module")
def reading() -> Reading:
    """A reading of both claims as coded, built by hand: what is judged here is the judging."""
    army = Source(start=at("army").start, end=at("army").end, name="army", id=None, kind="military", side=None)
    said = Attribution(sources=(army,), cue=at("said"), content=(), voice="indirect", stance="asserts", rule="")
    killed = at("12 people")
    toll = Figure(start=killed.start, end=killed.end, measure="killed", unit="people", low=12, high=12, bound="exact")
    shelled = Claim(
        id="1", type="shelling", status="asserted", trigger=at("shelled"), sentence=FIRST,
        actors=(role("Rebels", "rebels"),), targets=(role("Sake", "Sake"),), place=place("Sake", -1.57, 29.04),
        time=when("Monday", date(2025, 1, 6)), figures=(toll,), attribution=said, confidence=0.9, rule="",
    )  # fmt: skip
    taken = Claim(
        id="2", type="capture", status="asserted", trigger=at("captured"), sentence=SECOND,
        actors=(role("rebels", "rebels"),), targets=(role("Walikale", "Walikale"),),
        place=place("Walikale", -1.42, 28.06), time=when("Sunday", date(2025, 1, 5)), figures=(), attribution=None,
        confidence=0.9, rule="",
    )  # fmt: skip
    document = Document(id="r", text=TEXT, text_sha256="", published=DAY)
    return Reading(document=document, counts=(count("12 people"), count("40 wounded")), claims=(shelled, taken))


def kinds(reading: Reading, gold: GoldReport, *claims: Claim) -> list[str]:
    read = [(gold, replace(reading, claims=claims))]
    result = score_claims(read)
    return [mistake.kind for mistake in mistakes(result, leftovers(result, read), read)]


def test_what_is_read_as_coded_has_no_mistake(reading: Reading) -> None:
    assert kinds(reading, GOLD, *reading.claims) == []


def coded(**change: Any) -> GoldReport:
    return replace(GOLD, claims=(replace(SHELLED, **change), TAKEN))


OTHER = {"lat": 0.49, "lon": 29.47, "country": "CD"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"status": "denied"}, "status: denied read as asserted"),
        ({"voice": "quote"}, "voice: quote read as indirect"),
        ({"place": None, "lat": None, "lon": None}, "place: a place in the sentence that is not the event's"),
        ({"lat": 12.0, "lon": 30.0}, "place: right name, another place so called"),
        (
            {"place": "Beni", **OTHER, "evidence": replace(SHELLED.evidence, place=at("army"))},
            "place: the wrong one of its sentence",
        ),
        (
            {"place": "Beni", **OTHER, "evidence": replace(SHELLED.evidence, place=at("Goma"))},
            "place: one of its sentence, though another governs",
        ),
        (
            {"earliest": None, "latest": None, "evidence": replace(SHELLED.evidence, time=None)},
            "time: a time in the sentence that is not the event's",
        ),
        ({"earliest": None, "latest": None}, "time: resolved where the report gives no day to count from"),
        ({"earliest": date(2025, 1, 5)}, "time: right words, resolved otherwise"),
        ({"sources": (), "voice": "indirect"}, "source: given to the report's own words"),
        ({"sources": ("army", "TASS")}, "source: one of the chain missing"),
        ({"sources": ("navy",)}, "source: right words under another name"),
        ({"actors": ("Sake",), "targets": ("Sake",)}, "actors: actor and target swapped"),
        ({"actors": ()}, "actors: given where there are none"),
        ({"actors": ("rebels", "bandits")}, "actors: one of several missing"),
        ({"figures": ()}, "figure: one that nobody coded"),
        ({"figures": (replace(SHELLED.figures[0], counting="total"),)}, "counting: total read as new"),
        ({"figures": (replace(SHELLED.figures[0], unit="soldiers"),)}, "figure: wrong in unit"),
        ({"figures": (replace(SHELLED.figures[0], low=13, high=13),)}, "figure: wrong in number"),
        (
            {"figures": (*SHELLED.figures, replace(SHELLED.figures[0], low=40, high=40, span=at("40 wounded")))},
            "figure: number seen, but of no claim",
        ),
        (
            {"figures": (*SHELLED.figures, replace(SHELLED.figures[0], low=2, high=2, span=at("Nurses")))},
            "figure: number not seen",
        ),
    ],
)
def test_a_wrong_field_has_its_kind(reading: Reading, change: dict[str, Any], kind: str) -> None:
    assert kinds(reading, coded(**change), *reading.claims) == [kind]


def test_what_is_lacking_says_where_it_stands(reading: Reading) -> None:
    shelled, taken = reading.claims
    bare = replace(shelled, place=None, time=None, attribution=None, actors=(), targets=())
    assert kinds(reading, GOLD, bare, taken) == [
        "source: missing, stands in its sentence",
        "place: missing, stands in its sentence",
        "time: missing, stands in its sentence",
        "actors: missing, stands in its sentence",
        "targets: missing, stands in its sentence",
        "voice: indirect read as own",
    ]
    elsewhere = coded(evidence=replace(SHELLED.evidence, place=at("Goma"), time=None), earliest=None, latest=None)
    assert "place: missing, told in another sentence" in kinds(reading, elsewhere, replace(bare), taken)


def test_a_place_and_a_day_may_come_from_another_event(reading: Reading) -> None:
    shelled, taken = reading.claims
    carried = replace(taken, place=shelled.place, time=shelled.time)
    assert kinds(reading, GOLD, shelled, carried) == [
        "place: carried from another event, with the right place in its sentence",
        "time: carried from another event, with the right time in its sentence",
    ]


def test_claims_missed_and_invented_have_kinds(reading: Reading) -> None:
    shelled, taken = reading.claims
    toll = replace(shelled, type="casualties", trigger=at("killing"))
    assert kinds(reading, GOLD, shelled, taken, toll) == ["extra: a toll beside its attack"]
    again = replace(shelled, type="clash", trigger=at("shelled"))
    assert kinds(reading, GOLD, shelled, taken, again) == ["extra: a second claim from one word"]
    talk = replace(taken, type="protest", trigger=at("spoke"), sentence=THIRD, place=None, figures=())
    assert kinds(reading, GOLD, shelled, taken, talk) == ["extra: background or talk taken for news"]
    repeat = replace(taken, trigger=at("spoke"), sentence=THIRD)
    assert kinds(reading, GOLD, shelled, taken, repeat) == ["extra: a repeat counted again"]
    assert kinds(reading, replace(GOLD, claims=()), taken) == ["extra: in a report without any claim"]
    assert kinds(reading, GOLD, taken) == ["missed: words that are never read as an event"]
    passed_over = replace(TAKEN, sentence=THIRD, evidence=Evidence(trigger=at("spoke")), incident=None)
    assert kinds(reading, replace(GOLD, claims=(*GOLD.claims, passed_over)), shelled, taken) == [
        "missed: words that are read elsewhere, in a sentence where nothing was read"
    ]
    beside = replace(taken, type="arrest", trigger=at("killing"), sentence=FIRST)
    assert kinds(reading, GOLD, shelled, taken, replace(beside, figures=())) == [
        "extra: beside another claim in its sentence, by words never coded"
    ]
    coded_toll = replace(SHELLED, type="casualties", trigger="killing", evidence=Evidence(trigger=at("killing")))
    both = replace(GOLD, claims=(SHELLED, coded_toll, TAKEN))
    assert kinds(reading, both, shelled, taken) == ["missed: a toll put on its attack"]
    second = replace(SHELLED, sentence=THIRD, trigger="spoke", evidence=Evidence(trigger=at("spoke")))
    assert kinds(reading, replace(GOLD, claims=(*GOLD.claims, second)), shelled, taken) == ["missed: a second telling"]


def test_one_thing_under_two_types_is_a_confusion(reading: Reading) -> None:
    shelled, taken = reading.claims
    read = [(GOLD, replace(reading, claims=(replace(shelled, type="airstrike"), replace(taken, type="withdraw"))))]
    result = score_claims(read)
    left = leftovers(result, read)
    assert (left.missed, left.extra) == ([], [])
    found = confusions(result, left)
    assert found == Counter({("shelling", "airstrike"): 1, ("capture", "withdraw"): 1})
    rows = {row[0]: row[1:] for row in confusion_rows(found)}
    assert rows["shelling"] == (1, 0, 0, 0, "airstrike 1")
    assert rows["airstrike"] == (0, 0, 0, 0, "")
    assert kinds(reading, GOLD, *read[0][1].claims) == [
        "type: shelling read as airstrike",
        "type: capture read as withdraw",
    ]


def test_a_breakdown_survives_its_json_without_words_of_reports(reading: Reading) -> None:
    """It is kept with the pins, and the texts of real reports are not ours to keep."""
    read = [(GOLD, replace(reading, claims=reading.claims[:1]))]
    found = breakdown(score_claims(read), read)
    raw = found.as_json()
    assert "shelled" not in str(raw)
    again = breakdown_from_json(raw)
    assert again.parts == found.parts
    assert again.types == found.types == Counter({("shelling", "shelling"): 1, ("capture", ""): 1})
    assert [(t.kind, t.number) for t in again.tolls] == [("missed: words that are never read as an event", 1)]
    assert [part.name for part in found.parts["conflict"]] == ["drc"]
    assert [part.name for part in found.parts["outlet"]] == ["unknown"]


def test_lines_for_a_terminal(reading: Reading) -> None:
    read = [(GOLD, replace(reading, claims=reading.claims[:1]))]
    found = breakdown(score_claims(read), read)
    assert [line.split() for line in type_lines(found.types)[1:]] == [
        ["capture", "1", "0", "1", "0", "0.000"],
        ["shelling", "1", "1", "0", "0", "1.000"],
    ]
    assert part_lines(found.parts["register"])[1].split()[:4] == ["wire", "1", "2", "0.667"]
    assert toll_lines(found.tolls, 5)[0].strip() == "1 × missed: words that are never read as an event (capture 1)"
    assert "“captured” in “On Sunday rebels captured Walikale.”" in toll_lines(found.tolls, 5)[1]

"""Claims from whole sentences: type by means and target, roles, figures, status, source and what is one claim."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.model import Claim, Reading
from sayso.service.reading import Reader

WEDNESDAY = date(2024, 8, 14)


def read(reader: Reader, text: str) -> Reading:
    return reader.read_text(text, published=WEDNESDAY)


def only(reader: Reader, text: str) -> Claim:
    claims = read(reader, text).claims
    assert len(claims) == 1, [(c.type, c.rule) for c in claims]
    return claims[0]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Russian drones struck a market in Kherson on Monday.", ["drone-strike"]),
        ("A missile strike on Dnipro killed four people on Saturday.", ["missile-strike"]),
        ("Rebels attacked an army base near Goma on Monday.", ["clash"]),
        ("Armed men attacked the village of Zak on Sunday.", ["attack-civilians"]),
        ("Warplanes bombed the village of Kafranbel on Tuesday.", ["airstrike"]),
        ("Artillery fire hit a school in Omdurman on Monday.", ["shelling"]),
        ("A car bomb killed nine people in Mogadishu on Monday.", ["bombing"]),
        ("Air defences shot down 14 drones over Odesa overnight.", ["interception"]),
        ("Rebels captured the town of Walikale on Wednesday.", ["capture"]),
        ("Police arrested 30 students in Dhaka on Monday.", ["arrest"]),
        ("Gunmen abducted 15 pupils from a school in Kuriga.", ["abduction"]),
        ("Twelve people were killed in Goma on Monday.", ["casualties"]),
        ("More than 5,000 people fled Sake on Tuesday.", ["displacement"]),
        ("The Red Cross evacuated 120 people from Sudzha on Saturday.", ["evacuation"]),
        ("The governor declared a state of emergency in Belgorod.", ["emergency"]),
    ],
)
def test_the_means_and_the_target_decide_the_type(reader: Reader, text: str, types: list[str]) -> None:
    assert [claim.type for claim in read(reader, text).claims] == types


@pytest.mark.parametrize(
    "text",
    [
        "The singer died of a heart attack in Kyiv.",
        "If rebels capture Goma, it is over.",
        "Officials feared that rebels could attack Goma.",
        "The war broke out in 2014.",
        "The ministry declined to comment.",
    ],
)
def test_what_did_not_happen_is_no_claim(reader: Reader, text: str) -> None:
    assert [(claim.type, claim.status) for claim in read(reader, text).claims] == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Rebels captured Goma on Monday.", "asserted"),
        ("The army said that rebels had captured Goma.", "asserted"),
        ("The army claims to have captured Goma.", "asserted"),
        ("Rebels reportedly captured Goma on Monday.", "uncertain"),
        ("Rebels may have captured Goma.", "uncertain"),
        ("Rebels are believed to have captured Goma.", "uncertain"),
        ("The army denied that rebels had captured Goma.", "denied"),
        ("Rebels did not capture Goma.", "denied"),
        ("Rebels never captured Goma.", "denied"),
        ("The army will deploy 300 troops to Goma.", "planned"),
        ("The army plans to deploy 300 troops to Goma.", "planned"),
    ],
)
def test_how_firmly_it_is_said(reader: Reader, text: str, status: str) -> None:
    assert only(reader, text).status == status


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("At least 30 people were killed in Goma.", [("killed", "people", 30, None, "at-least")]),
        ("Up to 30 soldiers were wounded in Goma.", [("injured", "soldiers", None, 30, "at-most")]),
        ("About 5,000 people fled Sake on Tuesday.", [("displaced", "people", 5000, 5000, "about")]),
        (
            "Shelling in Goma killed eight civilians and wounded more than 50.",
            [("killed", "civilians", 8, 8, "exact"), ("injured", "civilians", 50, None, "at-least")],
        ),
        ("Air defences shot down 14 drones over Odesa.", [("intercepted", "drones", 14, 14, "exact")]),
        ("Dozens of houses were destroyed in Goma.", [("destroyed", "buildings", 24, None, "about")]),
        ("Several people were killed in Goma.", []),
        ("Prices rose by 30 percent after 40 people were killed in Goma.", [("killed", "people", 40, 40, "exact")]),
    ],
)
def test_figures_keep_their_bounds(reader: Reader, text: str, figures: list[tuple[object, ...]]) -> None:
    found = [f for claim in read(reader, text).claims for f in claim.figures]
    assert [(f.measure, f.unit, f.low, f.high, f.bound) for f in found] == figures


def test_passive_and_active_have_the_same_roles(reader: Reader) -> None:
    active = only(reader, "Rebel fighters captured the town of Goma on Monday.")
    passive = only(reader, "The town of Goma was captured by rebel fighters on Monday.")
    assert [a.name for a in active.actors] == [a.name for a in passive.actors]
    assert active.place is not None
    assert passive.place is not None
    assert active.place.place == passive.place.place


def test_nobody_named_is_nobody_guessed(reader: Reader) -> None:
    claim = only(reader, "Twelve people were killed in Goma on Monday.")
    assert claim.actors == ()
    assert claim.attribution is None


def test_the_chain_runs_from_the_event_to_the_reader(reader: Reader) -> None:
    claim = only(
        reader,
        "More than 900 people have been evacuated from Homs, the local emergency ministry said on Monday, "
        "according to state news agency SANA.",
    )
    inner, outer = claim.sources
    assert "emergency ministry" in inner.name
    assert outer.name.endswith("SANA")
    assert [source.kind for source in claim.sources] == ["authority", "media"]


def test_each_source_makes_its_own_claim(reader: Reader) -> None:
    reading = read(
        reader, "Rebels captured Goma on Monday, the governor said. The army denied that rebels had captured Goma."
    )
    assert [(c.type, c.status, c.sources[0].name) for c in reading.claims] == [
        ("capture", "asserted", "governor"),
        ("capture", "denied", "army"),
    ]


def test_an_attack_and_its_interception_are_two_claims(reader: Reader) -> None:
    claims = read(reader, "Ukraine shot down 58 of the 71 drones launched at the Odesa region overnight.").claims
    assert sorted(claim.type for claim in claims) == ["drone-strike", "interception"]


def test_a_headline_makes_no_claim(reader: Reader) -> None:
    """It repeats what the body tells, without source and figure."""
    text = "Rebels capture Goma\n\nGOMA, Aug. 14 (Eastbridge) — Rebels captured Goma on Monday, the army said.\n"
    (claim,) = read(reader, text).claims
    assert claim.trigger.start > text.index("Eastbridge")


def test_ids_tell_claims_apart_and_do_not_change(reader: Reader) -> None:
    text = "Rebels captured Goma. The army left Bukavu. Rebels captured Goma and Bukavu on Monday, he said."
    first, again = read(reader, text), read(reader, text)
    assert [c.id for c in first.claims] == [c.id for c in again.claims]
    assert len({c.id for c in first.claims}) == len(first.claims)
    assert {c.id for c in first.claims}.isdisjoint(c.id for c in read(reader, text + " ").claims)

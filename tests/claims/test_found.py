"""Which claims are found in ordinary news sentences, and of which type: what each way of telling must not lose."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.model import Claim
from sayso.service.reading import Reader

SATURDAY = date(2024, 11, 16)
KILLED = "Soldiers shot dead nine villagers in Goma on Monday, a rights group said. "
BOMBED = "A suicide bomber killed 21 people in Peshawar on Monday. "


def read(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read_text(text, published=SATURDAY).claims


def told(reader: Reader, text: str) -> list[tuple[str, str]]:
    return [(claim.type, claim.status) for claim in read(reader, text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hundreds of rockets hit the port of Eilat on Monday.", "shelling"),
        ("One of the drones hit a school in Nikopol on Monday.", "drone-strike"),
        ("They abducted 12 girls in Kuriga on Monday.", "abduction"),
        ("Rebels seized Kasendwebe on Monday.", "capture"),
        ("Israel let 90 prisoners go on Monday.", "agree"),
        ("Volunteers counted 70 burnt homes in Bambari.", "damage"),
        ("Hits were recorded at 13 locations, the air force said.", "damage"),
        ("Fighting with the militia in Omdurman on Monday left 27 people dead.", "clash"),
        ("A bus was fired on near Dejen in July.", "attack-civilians"),
        ("The ministry accused Indian troops of opening fire in the Bhimber sector on Monday.", "clash"),
        ("Two teachers are held without charge in Mekelle.", "arrest"),
        ("All staff were flown to Abyei on Monday.", "evacuation"),
        ("The army lost the town of Nasir to the militia in March.", "capture"),
        ("Protesters rallied in Tunis on Monday.", "protest"),
        ("The airport was closed and flights were cancelled.", "disruption"),
        ("A curfew has been imposed in the city.", "emergency"),
        ("Several houses and a church were badly damaged in the shelling.", "shelling"),
        ("Rebels have seized the town of Walikale, residents and the army said.", "capture"),
    ],
)
def test_ways_of_telling_that_were_missed(reader: Reader, text: str, kind: str) -> None:
    assert kind in [claim.type for claim in read(reader, text)]


@pytest.mark.parametrize(
    "denial",
    [
        "The ministry of defence denied this.",
        "The army called the report baseless.",
        'The governor dismissed the allegation as "fantasy".',
        "The army said it had nothing to do with the killings.",
    ],
)
def test_a_denial_of_what_was_reported_is_a_denied_claim_of_its_type(reader: Reader, denial: str) -> None:
    assert told(reader, KILLED + denial) == [("attack-civilians", "asserted"), ("attack-civilians", "denied")]


def test_a_report_that_is_rejected_is_not_asserted(reader: Reader) -> None:
    assert told(reader, "The army rejected reports that its troops had shelled Goma on Monday.") == [
        ("shelling", "denied")
    ]


def test_neither_confirmed_nor_denied_is_no_denial(reader: Reader) -> None:
    assert told(reader, KILLED + "The army has neither confirmed nor denied that.") == [
        ("attack-civilians", "asserted")
    ]


def test_each_captured_place_is_a_claim_of_its_own(reader: Reader) -> None:
    claims = read(reader, "Rebels captured the towns of Masisi and Sake on Monday.")
    assert [c.place.place.name for c in claims if c.place] == ["Masisi", "Sake"]
    assert len({c.id for c in claims}) == 2


@pytest.mark.parametrize(
    "again",
    [
        "A splinter group claimed responsibility for the attack.",
        "Some 20 militants were behind the attack, the governor said.",
    ],
)
def test_the_attack_is_the_one_the_report_is_about(reader: Reader, again: str) -> None:
    assert [c.type for c in read(reader, BOMBED + again)] == ["bombing", "bombing"]


def test_killing_goes_with_the_strikes_that_did_it(reader: Reader) -> None:
    text = "Pakistan carried out airstrikes in Khost, killing 46 people, the governor said."
    assert [c.type for c in read(reader, text)] == ["airstrike"]


def test_accused_of_killing_is_the_attack_itself(reader: Reader) -> None:
    text = "The army has been accused of killing more than 100 civilians in the town of Solenzo."
    assert [c.type for c in read(reader, text)] == ["attack-civilians"]


def test_who_stormed_is_no_protest_beside_it(reader: Reader) -> None:
    assert [c.type for c in read(reader, "Protesters stormed the parliament in Nairobi on Tuesday.")] == ["riot"]


def test_soldiers_alone_killed_make_an_attack_a_clash(reader: Reader) -> None:
    text = "Gunmen ambushed a truckload of engineers near Tubaran on Monday, killing five soldiers."
    assert [c.type for c in read(reader, text)] == ["clash"]


def test_an_attack_begun_and_told_in_one_sentence_is_one_event(reader: Reader) -> None:
    claims = read(reader, "The assault began on Tuesday, when 300 soldiers entered Sumy, officials said.")
    assert [c.type for c in claims] == ["advance"]


def test_a_superlative_ranks_an_event_and_tells_none(reader: Reader) -> None:
    text = "A bomb killed nine soldiers in Tame on Tuesday, in the deadliest attack this year, the army said."
    assert [c.type for c in read(reader, text)] == ["bombing"]


def test_a_bare_number_is_a_toll_only_where_one_was_told(reader: Reader) -> None:
    claims = read(reader, KILLED + "The army had counted seven.")
    assert [(f.measure, f.low) for f in claims[-1].figures] == [("killed", 7)]
    assert read(reader, "Rebels captured Goma on Monday. The army had counted seven.")[1:] == ()


def test_demands_of_two_are_two_claims(reader: Reader) -> None:
    text = "The committee asked Baghdad to withdraw the brigade and urged Washington to deliver the batteries."
    assert [c.type for c in read(reader, text)] == ["demand", "demand"]


def test_nobody_hurt_stands_beside_a_toll(reader: Reader) -> None:
    text = "Over 40 fighters were eliminated in Maradun and no civilian was harmed, the army said."
    assert len(read(reader, text)) == 2


def test_photographs_of_the_dead_are_no_toll(reader: Reader) -> None:
    assert read(reader, "Mourners in Tehran carried portraits of dead commanders on Friday.") == ()


def test_the_name_of_a_drone_is_not_who_sent_it(reader: Reader) -> None:
    (claim,) = read(reader, "An FPV drone hit a truck in Belgorod on Monday.")
    assert claim.actors == ()


def test_the_river_of_a_port_is_not_where_it_happened(reader: Reader) -> None:
    (claim,) = read(reader, "Drones struck a grain terminal in the Danube port of Izmail on Monday.")
    assert claim.place is not None
    assert claim.place.text == "Izmail"


def test_of_a_town_and_its_province_the_town_is_where_it_happened(reader: Reader) -> None:
    text = "A bomber killed nine when he blew himself up at a gate in Baqubah, in the eastern province of Diyala."
    assert {claim.place.text for claim in read(reader, text) if claim.place} == {"Baqubah"}


def test_who_was_captured_in_a_town_is_no_place(reader: Reader) -> None:
    (claim,) = read(reader, "Karim was captured in Basra on Tuesday.")
    assert claim.place is not None
    assert claim.place.text == "Basra"


def test_a_spokesman_who_claims_an_attack_speaks_for_the_group_before_his_office(reader: Reader) -> None:
    """Else the spokesman himself stands as who stormed the post."""
    text = (
        "The Taliban took Kunduz on Friday. "
        "Taliban spokesman Zabihullah Mujahid claimed responsibility for the attack on the post in Baghlan."
    )
    (claim,) = [c for c in read(reader, text) if c.sources]
    assert [actor.id for actor in claim.actors] == ["TALIBAN"]
    assert [source.name for source in claim.sources] == ["Zabihullah Mujahid"]

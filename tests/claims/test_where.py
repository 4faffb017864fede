"""Which place belongs to which event: in the sentence, then from the report."""

from __future__ import annotations

import pytest

from sayso.model import Claim
from sayso.service.reading import Reader


def claims_of(reader: Reader, text: str, kind: str) -> list[Claim]:
    return [c for c in reader.read_text(text).claims if c.type == kind]


def place(claim: Claim) -> str | None:
    return claim.place.text if claim.place else None


OWN = [
    # the smallest of those in the event's own clause
    ("Rockets hit the town of Nikopol in the Dnipropetrovsk region on Tuesday, killing two.", "shelling", "Nikopol"),
    # where the source is, is not where it happened
    ("An official in Nairobi said that militants had killed 12 people in Mandera.", "attack-civilians", "Mandera"),
    # displacement: whence; deployment: whither
    ("Some 3,000 people fled from Goma to Bukavu.", "displacement", "Goma"),
    ("Russia sent 500 troops from Rostov to Kursk.", "deploy", "Kursk"),
    # another party's clause
    ("A drone struck a depot in Odesa and a missile destroyed a bridge in Kerch.", "drone-strike", "Odesa"),
    ("A drone struck a depot in Odesa and a missile destroyed a bridge in Kerch.", "missile-strike", "Kerch"),
    # the name of the target
    ("Russian missiles struck Kharkiv overnight.", "missile-strike", "Kharkiv"),
]


@pytest.mark.parametrize(("text", "kind", "expected"), OWN)
def test_place_of_its_own_sentence(reader: Reader, text: str, kind: str, expected: str) -> None:
    assert expected in (place(claims_of(reader, text, kind)[0]) or "")


def test_later_details_return_to_the_place_of_the_lead(reader: Reader) -> None:
    """A denial after a paragraph about somewhere else must not be put there."""
    text = (
        "A drone struck a hospital in El Fasher on Monday, killing nine people.\n\n"
        "In March, militiamen killed 40 people in Zalingei.\n\n"
        "The militia denied that its drones had struck a hospital."
    )
    denials = [c for c in claims_of(reader, text, "drone-strike") if c.status == "denied"]
    assert [place(c) for c in denials] == ["El Fasher"]


def test_a_hospital_is_not_the_place_of_the_attack(reader: Reader) -> None:
    text = (
        "Gunmen attacked a market in Baidoa on Friday, killing 15 people.\n\n"
        "At least 30 people were wounded, doctors at Erdogan Hospital said."
    )
    toll = [c for c in claims_of(reader, text, "casualties") if c.figures and c.figures[0].measure == "injured"]
    assert [place(c) for c in toll] == ["Baidoa"]


def test_police_in_a_town_arrest_there(reader: Reader) -> None:
    text = "A bomb killed two people in Tehran.\n\nPolice in Isfahan said they arrested 18 people."
    (arrest,) = claims_of(reader, text, "arrest")
    assert place(arrest) == "Isfahan"


def test_a_speech_act_has_no_place_from_the_context(reader: Reader) -> None:
    text = "A drone struck a clinic in Sumy on Tuesday.\n\nKyiv demanded that Moscow release the prisoners."
    (demand,) = claims_of(reader, text, "demand")
    assert place(demand) is None


CONTEXT = [
    # the headline says what the report is about, though another place is told of first
    (
        "Siege of Babanusa enters third week\n\nTraders in Muglad pay double for flour, they say. The market there "
        "was looted in May.\n\nOn Sunday rockets hit a school, killing nine people, a nurse said.\n",
        "shelling",
        "Babanusa",
    ),
    # a scene set without any event governs the next sentence
    (
        "A drone hit a bakery in El Fasher on Monday, killing three.\n\nIn Nyala, the shops have been shut for days. "
        "Gunmen shot dead two guards outside a bank on Tuesday.\n",
        "attack-civilians",
        "Nyala",
    ),
    # words that stand for a place named before
    (
        "Rockets fell on Goma on Friday.\n\nThe rebels entered Bukavu in January. Fighters shot dead 12 men there.\n",
        "attack-civilians",
        "Bukavu",
    ),
    # several districts at once: what holds them
    (
        "A bomb killed two policemen in Moirang, in India's Manipur state, on Friday.\n\n"
        "Mobile service has been cut in four districts.\n",
        "disruption",
        "Manipur",
    ),
    # whither people fled is not where they were attacked
    (
        "Gunmen attacked the town of Baga on Sunday, killing 12 people.\n\nNine people were wounded and were taken "
        "to Maiduguri, a nurse said.\n",
        "casualties",
        "Baga",
    ),
]


@pytest.mark.parametrize(("text", "kind", "expected"), CONTEXT)
def test_place_from_the_report(reader: Reader, text: str, kind: str, expected: str) -> None:
    assert expected in (place(claims_of(reader, text, kind)[-1]) or "")


SILENT = [
    # whence somebody is
    ("A driver from Abidjan was shot dead by gunmen over the weekend.", "attack-civilians"),
    # what a protest is about
    ("Hundreds protested against the minister's visit to Beirut.", "protest"),
    # named for what was believed later
    ("The pilot was taken prisoner in June and is thought to be held in Goma.", "casualties"),
    # whose men they are
    ("Kenya-based militants killed nine policemen on Friday.", "clash"),
]


@pytest.mark.parametrize(("text", "kind"), SILENT)
def test_a_place_of_something_else_is_not_the_events(reader: Reader, text: str, kind: str) -> None:
    """A dot on the map where nothing happened is worse than none."""
    assert {place(c) for c in claims_of(reader, text, kind)} <= {None}


def test_of_places_joined_by_and_the_first_stands_for_both(reader: Reader) -> None:
    (claim,) = claims_of(reader, "Rockets killed nine people in Sumy and Kharkiv on Friday.", "shelling")
    assert place(claim) == "Sumy"


def test_a_country_told_late_in_a_report_stays_a_country(reader: Reader) -> None:
    text = (
        "Drones struck the port of Izmail on Friday, killing two.\n\nFirefighters worked all night.\n\n"
        "The mayor thanked them.\n\nTrains ran late.\n\nThree drones crossed into Romania.\n"
    )
    claims = [c for c in reader.read_text(text).claims if c.type == "violation"]
    assert [place(c) for c in claims] in ([], ["Romania"])


REPORT = (
    "KYIV - Ukrainian troops pulled back on Friday from the village of Novopavlivka, in the Dnipropetrovsk region, a "
    "monitor said. {}"
)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        # where a known body sits is not "there"; of a village and the region around it the village
        (REPORT.format("The General Staff in Kyiv said it had repelled two assaults there."), "repel", "Novopavlivka"),
        ("Shells fell. Hospital sources in Rajouri say five people have died there.", "casualties", "Rajouri"),
        # a whole country stays one
        ("QUITO - Six people were hurt in Quito. Shops closed. Trains stood still. Police killed four protesters "
         "across Ecuador on Monday.", "attack-civilians", "Ecuador"),
        ("Gunmen killed two soldiers in Jayrud on Friday. The war in Syria began in 2011. It has killed 280,000 people "
         "in a decade of conflict.", "casualties", "Syria"),
        # whose side somebody is on is no place
        ("Pro-Moscow rebels shelled Avdiivka, killing two soldiers.", "shelling", "Avdiivka"),
        # a landmark is not what a report is about
        ("Clashes broke out near the museum in Khartoum.", "clash", "Khartoum"),
    ],
)  # fmt: skip
def test_what_the_report_leaves_open_is_where_it_says(reader: Reader, text: str, kind: str, expected: str) -> None:
    assert place(claims_of(reader, text, kind)[-1]) == expected

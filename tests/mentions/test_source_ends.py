"""Who is a source and who is none: times, places and verbs; both ends of a chain; texts that have lost their commas;
who a lead announces; whose word a demand is. Read with the whole pipeline; the texts are ours."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Claim, Reading
from sayso.service.reading import Reader

OCHA = "UN Office for the Coordination of Humanitarian Affairs"
_AFTER = " Shops stayed shut and the hill road was closed to lorries while families queued for bread and water." * 4


def sources(reading: Reading, words: str) -> list[str]:
    """The chain of the claim whose sentence holds the words nearest before or in its trigger."""
    at = reading.document.text.index(words)
    near: list[Claim] = sorted(reading.claims, key=lambda c: abs(c.trigger.start - at))
    return [s.name for s in near[0].sources] if near else ["no claim"]


def read(reader: Reader, text: str) -> Reading:
    return reader.read_text(text, published=date(2024, 6, 10))


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        ("According to yesterday's UNICEF report, 90 people were killed in Goma.", "killed", ["UNICEF"]),
        ("According to last week's OCHA update, about 4,000 people fled Goma.", "fled", [OCHA]),
        ("According to Monday's report by the Red Cross, 90 people were killed in Goma.", "killed", ["Red Cross"]),
        ("A Turkish army statement said 90 rebels were killed in Afrin.", "killed", ["Turkish army"]),
        ("A preliminary report said 90 rebels were killed in Afrin.", "killed", ["preliminary report"]),
        ("New video shows that five men were killed in Aden.", "killed", ["new video"]),
        ("Five men were killed in Aden, according to the New York Post.", "killed", ["New York Post"]),
    ],
)
def test_a_statement_is_the_word_of_the_body_before_it(reader: Reader, text: str, words: str, chain: list[str]) -> None:
    """Else "yesterday" has counted the dead, or a newspaper loses its last word."""
    assert sources(read(reader, text), words) == chain


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Police in Maiduguri and Damaturu said they had arrested 14 men on Sunday.", ["police"]),
        ("Police in Maiduguri and the army said they had arrested 14 men on Sunday.", ["police", "army"]),
        ("Officials in Goma and the UN said that men were arrested on Sunday.", ["officials", "United Nations"]),
        ("Kyiv and Moscow said that men were arrested in Riga on Sunday.", ["Ukraine", "Russia"]),
    ],
)
def test_a_town_joined_to_where_somebody_is_does_not_speak(reader: Reader, text: str, chain: list[str]) -> None:
    assert sources(read(reader, text), "arrested") == chain


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Islamic Relief Sudan said that three people were killed in Omdurman.", ["Islamic Relief Sudan"]),
        ("IRC Yemen said that three people were killed in Aden.", ["IRC Yemen"]),
        ("MSF Haiti reported that nine people were killed in Gonaives.", ["MSF Haiti"]),
        ("Sudan said that three people were killed in Omdurman.", ["Sudan"]),
        ("South Sudan said that three people were killed in Juba.", ["South Sudan"]),
    ],
)
def test_an_office_in_a_country_is_not_the_country(reader: Reader, text: str, chain: list[str]) -> None:
    """Else a state vouches for what a relief office there has counted."""
    assert sources(read(reader, text), "killed") == chain


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        (
            "A nurse who had fled before the raid told Reuters that 12 people were killed in Goma.",
            "killed",
            ["nurse", "Reuters"],
        ),
        (
            "A driver who arrived soon after the blast told Reuters that 12 people were killed in Goma.",
            "killed",
            ["driver", "Reuters"],
        ),
        ("After the raid the mayor told Reuters that 12 people were killed in Goma.", "killed", ["mayor", "Reuters"]),
        (
            "Twelve people were killed in Goma, a nurse told Reuters, as the town continues to be shaken by blasts.",
            "killed",
            ["nurse", "Reuters"],
        ),
        ("The officer continued to say that two villages had been burned.", "burned", ["officer"]),
        ("A police officer reported the raid saying a guard had been killed in Goma.", "killed", ["police officer"]),
    ],
)
def test_neither_a_deed_nor_a_town_speaks(reader: Reader, text: str, words: str, chain: list[str]) -> None:
    """Else the strike itself tells an agency of its dead, and "continues to be" is an act of speech."""
    assert sources(read(reader, text), words) == chain


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        (
            "The Defence Ministry said that a drone on Tuesday hit a depot in Kursk, killing five, according to "
            "Reuters, ending a week of calm.",
            "hit",
            ["Defence Ministry", "Reuters"],
        ),
        (
            "Two drivers told a Reuters correspondent that nine people were killed in Goma.",
            "killed",
            ["drivers", "Reuters"],
        ),
        (
            "The nurse told the Radio Kivu reporter that nine people were killed in Goma.",
            "killed",
            ["nurse", "Radio Kivu"],
        ),
        (
            "A police source confirmed the toll to a Reuters correspondent and said a bomber blew himself up in Goma.",
            "blew",
            ["police source", "Reuters"],
        ),
        ("The nurse told reporters that nine people were killed in Goma.", "killed", ["nurse"]),
        (
            "The ministry said that, according to residents, gunmen had burned ten houses in Goma.",
            "burned",
            ["residents", "ministry"],
        ),
    ],
)
def test_both_ends_of_a_chain_survive(reader: Reader, text: str, words: str, chain: list[str]) -> None:
    """Else an agency vouches for what a ministry claims, or the outlet that was told is lost."""
    assert sources(read(reader, text), words) == chain


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        (
            "The governor accused the rebels of a massacre in Goma, while the rebels said they had attacked two bases.",
            "attacked",
            ["rebels"],
        ),
        (
            "The mayor accused the army of shelling the market in Goma, and the army said it had struck a depot there.",
            "struck",
            ["army"],
        ),
        ("The governor accused the rebels of shelling the market in Goma.", "shelling", ["governor"]),
        ("The ministry said the rebels had demanded a ransom of two million.", "demanded", ["ministry"]),
        ('"We demand that the road be opened," elder Amina Deng told Reuters.', "demand", ["Amina Deng", "Reuters"]),
        ("The rebels demanded a ransom of two million, Reuters reported.", "demanded", ["rebels", "Reuters"]),
        ("The rebels demanded a ransom of two million.", "demanded", ["rebels"]),
        ("The militia refused to withdraw from Goma.", "refused", []),
        ("The mayor said the militia refused to withdraw from Goma.", "refused", ["mayor"]),
    ],
)
def test_what_is_demanded_or_countered_is_the_word_of_who_tells_it(
    reader: Reader, text: str, words: str, chain: list[str]
) -> None:
    """Else an accuser says what the accused admits, and a demand that a ministry reports is the rebels' own word."""
    assert sources(read(reader, text), words) == chain


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        ("At least nine men were killed in the town of Homs a monitoring group said.", "killed", ["monitoring group"]),
        ("Two car bombs killed nine people in Homs on Wednesday the police said.", "killed", ["police"]),
        ("Nine men were killed in the hills Amina Deng said.", "killed", ["Amina Deng"]),
        (
            "The village of Hadar was shelled a source at Quneitra Police Command told Reuters.",
            "shelled",
            ["source at Quneitra Police Command", "Reuters"],
        ),
        ("On Saturday rebels shelled the Russian embassy in Damascus said the mayor.", "shelled", ["mayor"]),
        ("Nine men were killed in Homs on Wednesday.", "killed", []),
        ("Rebels killed the nine men who the police said were spies.", "killed", []),
    ],
)
def test_a_text_without_commas_keeps_its_sources(reader: Reader, text: str, words: str, chain: list[str]) -> None:
    """Else all that a scraped text tells is the report's own word."""
    assert sources(read(reader, text + _AFTER), words) == chain


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        (
            "Nine people were killed in Homs, a monitoring group said on Sunday. The Syrian Observatory for Human "
            "Rights said the dead were shopkeepers.",
            "killed",
            ["Syrian Observatory for Human Rights"],
        ),
        (
            "Nine people were killed in Homs, an NGO said on Sunday. The Syrian Observatory for Human Rights said the "
            "dead were shopkeepers.",
            "killed",
            ["Syrian Observatory for Human Rights"],
        ),
        (
            "The Syrian Observatory for Human Rights said two bombs had gone off. Nine people were killed in Homs, the "
            "Britain-based group said.",
            "killed",
            ["Syrian Observatory for Human Rights"],
        ),
        (
            "Nine people were killed in Homs, a doctor said on Sunday. The Syrian Observatory for Human Rights said "
            "the dead were shopkeepers.",
            "killed",
            ["doctor"],
        ),
        (
            "Nine people were killed in Homs, a monitoring group said on Sunday. The activist Amina Deng said the dead "
            "were shopkeepers.",
            "killed",
            ["monitoring group"],
        ),
    ],
)
def test_a_lead_announces_the_body_that_is_named_soon(reader: Reader, text: str, words: str, chain: list[str]) -> None:
    """Else one observatory is two sources of its own count; but a doctor is none, nor is an activist a body."""
    assert sources(read(reader, text), words) == chain


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        (
            "M23 fighters and Rwandan troops marched on Goma. Bertin Kabeya, head of the M23-led coalition, claims his "
            "forces now control the city.",
            "control",
            "M23",
        ),
        (
            "M23 fighters and Rwandan troops marched on Goma. Congolese officials maintain that government forces "
            "still hold positions in Goma.",
            "hold",
            "Congolese military",
        ),
        (
            "Rwandan troops marched on Goma. The commander said the troops now control the city.",
            "control",
            "Rwandan military",
        ),
    ],
)
def test_whose_forces_somebody_claims(reader: Reader, text: str, words: str, actor: str) -> None:
    """Else a neighbour's army has taken the town that a rebel leader boasts of."""
    reading = read(reader, text)
    at = reading.document.text.index(words)
    claim = min(reading.claims, key=lambda c: abs(c.trigger.start - at))
    assert [a.name for a in claim.actors] == [actor]


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(["yesterday's", "last month's", "Monday's", "this week's"]),
    st.sampled_from(["UNICEF", "OCHA", "UNHCR", "Red Cross"]),
    st.sampled_from(["report", "statement", "update"]),
)
def test_no_day_is_ever_a_source(reader: Reader, when: str, body: str, noun: str) -> None:
    """A time before a report says when it came out, whatever body and noun follow."""
    text = f"According to {when} {body} {noun}, nine people were killed in Goma."
    found = [s for a in read(reader, text).attributions for s in a.sources]
    assert found
    assert all(not s.name.lower().startswith(when.split("'")[0].lower()) for s in found)

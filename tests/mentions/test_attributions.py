"""Attributions: who says it, by which word, what. The sentences are ours; actors are left out on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.mentions.attributions import Attributions
from sayso.model import ActorMention, Attribution, Block, Document, Reading, TimeMention
from sayso.rules import load_rulebook
from sayso.rules.cues import CitationRow, CueRow, ReportRow
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL, Syntax


@lru_cache
def _stages() -> tuple[Syntax, Attributions]:
    resources = cast("Resources", SimpleNamespace(rulebook=load_rulebook(), gazetteer=None, model=DEFAULT_MODEL))
    return Syntax(resources), Attributions(resources)


def parse(text: str, outlet: str | None = None) -> Reading:
    blocks = (Block(start=0, end=len(text), kind="body"),) if text else ()
    reading = Reading(document=Document(id="x", text=text, text_sha256="", outlet=outlet), blocks=blocks)
    return replace(reading, sentences=_stages()[0](reading))


def attributions(text: str) -> list[Attribution]:
    return list(_stages()[1](parse(text)))


def told(text: str) -> list[tuple[list[str], str | None, list[str]]]:
    """Names of the chain, the cue and the contents of every attribution."""
    return [
        (
            [s.name for s in a.sources],
            a.cue and text[a.cue.start : a.cue.end],
            [text[c.start : c.end] for c in a.content],
        )
        for a in attributions(text)
    ]


@pytest.mark.parametrize(
    ("text", "sources", "cue", "content"),
    [
        (
            "The governor said that two villages had been shelled.",
            "governor",
            "said",
            "that two villages had been shelled",
        ),
        ("Two villages were shelled, the governor said.", "governor", "said", "Two villages were shelled"),
        ("Two drones fell, said Omar Tarik, a spokesman for the army.", "Omar Tarik", "said", "Two drones fell"),
        ("The rebels, who hold the port, said they had seized the town.", "rebels", "said", "they had seized the town"),
        (
            "According to the United Nations, 4,000 families fled, while the army kept silent.",
            "United Nations",
            "According to",
            "4,000 families fled",
        ),
        (
            "The army captured the town, a spokesman said, but residents fled to the hills.",
            "spokesman",
            "said",
            "The army captured the town",
        ),
        ("Militants burned the market, as officials circled, the mayor said.", "mayor", "said", None),
        (
            "It was reported that the militia had left the city.",
            "unnamed",
            "reported",
            "that the militia had left the city",
        ),
        ("The road was closed amid reports of an attack.", "reports", "reports", "an attack"),
        ("There were unconfirmed reports of looting.", "unconfirmed reports", "reports", "looting"),
        ("The bridge was hit, the mayor wrote on Telegram.", "mayor", "wrote", "The bridge was hit"),
        (
            "The governors of Kasan, Orel and Tula said that drones were shot down.",
            "governors of Kasan, Orel and Tula",
            "said",
            "that drones were shot down",
        ),
    ],
)
def test_source_cue_and_content(text: str, sources: str, cue: str, content: str | None) -> None:
    found = [(names, word, said) for names, word, said in told(text) if word == cue]
    assert [names for names, _, _ in found] == [[sources]]
    if content is not None:
        assert found[0][2] == [content]


@pytest.mark.parametrize(
    ("text", "cue", "chain"),
    [
        (
            "Nine people were killed, the health office said Friday, according to state news agency TAMAR.",
            "said",
            ["health office", "state news agency TAMAR"],
        ),
        ("The radio reported, citing the governor, that a bridge was hit.", "reported", ["governor", "radio"]),
        ("Reuters quoted a witness as saying that gunmen burned the market.", "saying", ["witness", "Reuters"]),
        ("The bridge was hit, a military spokesman told AFP.", "told", ["military spokesman", "AFP"]),
        ("Nine people were killed, a doctor told reporters.", "told", ["doctor"]),
        (
            "The ministry said in a statement carried by the state news agency that a jet crashed.",
            "said",
            ["ministry", "state news agency"],
        ),
        ("Police and witnesses said that gunmen opened fire.", "said", ["Police", "witnesses"]),
    ],
)
def test_chain_runs_from_the_event_to_the_reader(text: str, cue: str, chain: list[str]) -> None:
    assert [names for names, word, _ in told(text) if word == cue] == [chain]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army denied that it had shelled the camp.", "denies"),
        ("The army did not say whether there were casualties.", "doubts"),
        ("The army declined to confirm that it had carried out the strike.", "doubts"),
        ("The general is believed to have been killed in the blast.", "doubts"),
        ("Relatives asked whether the miners were alive.", "asks"),
        ("The army said that it had shelled the camp.", "asserts"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert stance in [a.stance for a in attributions(text)]


def test_two_sources_in_one_sentence_keep_their_own_halves() -> None:
    """Else the second source is made to vouch for the first one's dead."""
    text = "Twelve died in the raid, according to the hospital, and six were hurt in the clash, according to police."
    assert [(n, c) for n, _, c in told(text)] == [
        (["hospital"], ["Twelve died in the raid"]),
        (["police"], ["six were hurt in the clash"]),
    ]


def test_quotation_split_by_its_cue_and_carried_on() -> None:
    text = '"We saw bodies everywhere," said Amina, a shopkeeper. "They burned the houses."'
    (found,) = attributions(text)
    assert found.voice == "quote"
    assert [text[c.start : c.end] for c in found.content] == [
        '"We saw bodies everywhere,"',
        '"They burned the houses."',
    ]


def test_quotation_over_two_sentences_is_taken_whole() -> None:
    text = "“They came at dawn. They burned the houses,” the elder said."
    (found,) = attributions(text)
    assert text[found.content[0].start : found.content[-1].end] == "“They came at dawn. They burned the houses,”"


def test_word_inside_a_quotation_claims_nothing_outside_it() -> None:
    """Else "alert continues" in a mayor's post becomes a statement by the alert."""
    text = "“Air defence units at work, the alert continues,” he wrote. A guard heard it."
    assert all(
        c.end <= text.index("he wrote") for a in attributions(text) for c in a.content if a.rule == "cues/continue"
    )


def test_time_of_saying() -> None:
    text = "The army said on Wednesday that a jet had crashed on Monday."
    reading = parse(text)
    days = [("Wednesday", date(2024, 8, 7)), ("Monday", date(2024, 8, 5))]
    times = tuple(
        TimeMention(
            start=text.index(w), end=text.index(w) + len(w), text=w, rule="times/day", kind="date", value=d.isoformat(),
            earliest=d, latest=d, grain="day",
        )
        for w, d in days
    )  # fmt: skip
    (found,) = _stages()[1](replace(reading, times=times))
    assert (found.said_earliest, found.said_latest) == (date(2024, 8, 7), date(2024, 8, 7))


def test_actor_mention_and_coreference_name_the_source() -> None:
    text = "He added that the wounded had been moved."
    he = ActorMention(
        start=0, end=2, text="He", rule="roles/governor", name="Omar Tarik", id=None, kind="authority", side="SDN",
        entity="a1", head=0, person=True,
    )  # fmt: skip
    (found,) = _stages()[1](replace(parse(text), coreferences=(he,)))
    assert [(s.name, s.kind, s.side) for s in found.sources] == [("Omar Tarik", "authority", "SDN")]


def test_platform_is_no_source() -> None:
    for text in ("The bridge was hit, the army said on Telegram.", "The bridge was hit, the army told followers on X."):
        assert all(s.name.lower() not in ("telegram", "x") for a in attributions(text) for s in a.sources)


def covering(text: str, word: str, outlet: str | None = None) -> list[str]:
    """The chain of the smallest content of reported speech that holds the word."""
    at = text.index(word)
    found = [
        (c.end - c.start, [s.name for s in a.sources])
        for a in _stages()[1](parse(text, outlet))
        for c in a.content
        if c.start <= at < c.end and a.act == "speech"
    ]
    return min(found, default=(0, []))[1]


@pytest.mark.parametrize(
    ("text", "word", "chain"),
    [
        (
            "Rockets tore through a grain store in the town on Sunday night, killing at least 9 people and wounding "
            "dozens as families waited for bread, a medic at the Orsan Children's Hospital and two drivers told "
            "Harbour Wire.",
            "killing",
            ["medic at the Orsan Children's Hospital", "two drivers", "Harbour Wire"],
        ),
        (
            "Talks on a truce have begun in the capital, the state-run Delta TV reports, quoting a border official.",
            "Talks",
            ["border official", "Delta TV"],
        ),
        ("Four guards were shot, said Mira Sol of the dockers' union, who saw it.", "shot", ["Mira Sol"]),
        ("The militia has massed trucks near the river, an elder who fled from there said.", "massed", ["elder"]),
        ("Soldiers shot dead 45 villagers in the valley, as the rights council has found.", "shot", ["rights council"]),
        ("Nine men died in the fire, by the hospital's count.", "died", ["hospital"]),
        (
            "Two men burned the mill, according to a police report seen by Harbour Wire.",
            "burned",
            ["police report", "Harbour Wire"],
        ),
        ('"Six rebels were killed," the Herald quoted a military statement as saying.', "killed",
         ["military", "Herald"]),
        ("The army said a first inquiry suggested that the shell had gone astray.", "astray", ["army"]),
        ("Seven were killed when gunmen attacked two posts, a clerk told the Post.", "attacked", ["clerk", "Post"]),
        (
            "A captain claimed that his men had returned fire, killed one raider and pushed back the rest.",
            "pushed",
            ["captain"],
        ),
        ("The rebels freed 20 captives, the union said; six were sent home at once.", "sent", ["union"]),
        ("The news agency has learned from the ministry that two men were arrested.", "arrested",
         ["ministry", "news agency"]),
        ("A guard said he saw the blast. An envoy told Harbour Wire that it was a mine, adding that nobody died.",
         "nobody", ["envoy", "Harbour Wire"]),
        (
            "The radio Sawt reported that the road may close, according to a broker in the town.",
            "close",
            ["broker in the town", "radio Sawt"],
        ),
        (
            "Nine people died in the raid, Delta TV said, quoting Radio Sawt, which in turn cited nurses.",
            "died",
            ["nurses", "Radio Sawt", "Delta TV"],
        ),
        ("The general, asked about it, said that there were no soldiers in the town.", "no soldiers", ["general"]),
    ],
)  # fmt: skip
def test_who_says_what_in_sentences_that_break_the_tree(text: str, word: str, chain: list[str]) -> None:
    """Else a toll told by a doctor and two residents stands in the report's own voice."""
    got = [n.removeprefix("state-run ").removeprefix("two ") for n in covering(text, word)]
    assert got == [n.removeprefix("two ") for n in chain]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A drone hit a bus on Thursday, police said, two days after rockets killed nine at the market.", "killed"),
        ("The so-called commander fled and two boats were sunk.", "sunk"),
        ("The union counted its lorries and 14 men left.", "left"),
    ],
)
def test_the_reports_own_bearings_have_no_source(text: str, word: str) -> None:
    """Else the police are made to vouch for an older attack that the report only recalls."""
    assert covering(text, word) == []


@pytest.mark.parametrize(
    "listener", ["reporters", "the parliament", "the UN Security Council", "a rally", "this newspaper", "President Sol"]
)
def test_listeners_that_are_no_outlets_are_no_sources(listener: str) -> None:
    assert covering(f"The bridge was hit, an army spokesman told {listener}.", "hit") == ["army spokesman"]


def test_own_outlet_named_as_listener_is_the_outer_source() -> None:
    text = "The bridge was hit, an army spokesman told Meridian."
    assert covering(text, "hit", outlet="Meridian Wire") == ["army spokesman", "Meridian"]
    for listener in ("this newspaper", "our reporter", "us", "HDP"):
        text = f"The bridge was hit, an army spokesman told {listener}."
        assert covering(text, "hit", outlet="Harbour Daily Post") == ["army spokesman", "Harbour Daily Post"]


def test_definite_phrase_and_unresolved_pronoun_are_the_one_who_spoke_before() -> None:
    """Else "the doctor" and the doctor at the named hospital count as two independent sources."""
    text = "A doctor at the Orsan Hospital said two men had died. The doctor said a third was dying."
    assert covering(text, "third") == ["doctor at the Orsan Hospital"]
    text = "A baker in Orsan said gunmen burned the mill. The gunmen fled, he said."
    assert covering(text, "fled") == ["baker in Orsan"]


_ROWS = [r for t in (CueRow, CitationRow, ReportRow) for r in load_rulebook().rows(t)]


@pytest.mark.parametrize("row", _ROWS, ids=lambda r: r.rule)
def test_examples_and_counter_examples(row: CueRow) -> None:
    for example in row.example:
        rules = {a.rule for a in attributions(example)}
        assert row.rule in rules, example
    for counter in row.counter:
        assert row.rule not in {a.rule for a in attributions(counter)}, counter


_PIECES = [*"“”‘’\"'«»„ ,.:—\n\tabX1", "said ", " the army ", "according to ", "\u200f", "é", "😀"]
_ODD = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


@settings(max_examples=60, deadline=None)
@given(_ODD)
def test_odd_text_never_raises_and_spans_are_in_range(text: str) -> None:
    for found in attributions(text):
        spans = [*found.sources, *found.content, *([found.cue] if found.cue else [])]
        assert found.sources
        assert found.content
        assert all(0 <= s.start < s.end <= len(text) for s in spans)


def test_quotation_marks_without_a_sentence() -> None:
    """Else a paragraph of nothing but marks, none of which is parsed, stops the reading of its report."""
    text = '"Nobody has parsed a word of this."'
    reading = replace(parse(text), sentences=())
    assert _stages()[1](reading) == ()

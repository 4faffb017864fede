"""Who says it, where the form of the report tells: labels, signatures, lists, interviews; names and kinds of sources;
and that a long text costs no more a sentence than a short one. Read with the whole pipeline; the texts are ours."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest

from sayso.mentions.attributions import Attributions
from sayso.mentions.coreference import Coreference
from sayso.model import Attribution, Reading
from sayso.rules import load_rulebook
from sayso.service.reading import Reader
from sayso.stage import Resources

_LONG = 4
_STEADY = 1.4


def covering(reading: Reading, words: str) -> list[str]:
    """The chain of the smallest attribution that holds the words."""
    at = reading.document.text.index(words)
    found = [
        (sum(c.end - c.start for c in a.content), [s.name for s in a.sources])
        for a in reading.attributions
        if any(c.start <= at < c.end for c in a.content)
    ]
    return min(found)[1] if found else []


@pytest.mark.parametrize(
    ("text", "words", "sources"),
    [
        ("Medical source: 38 bodies have been brought in since Saturday.", "bodies", ["Medical source"]),
        ('Governor Alan Reyes: "The bridge has been hit." Shops are shut.', "bridge", ["Alan Reyes"]),
        ('Governor Alan Reyes: "The bridge has been hit." Shops are shut.', "Shops", []),
        ("14:20 Health ministry: 20 killed in Goma.", "killed", ["Health ministry"]),
        ("An eyewitness to Radio Tamar: there was no soldier there.", "soldier", ["eyewitness", "Radio Tamar"]),
        ("Goma: 12 people were killed in the shelling.", "killed", []),
        ("Mobile network: cut in both counties since Monday.", "cut", []),
        ("Killed: 17 soldiers.", "soldiers", []),
        ('"We buried our neighbours in the garden." — Sara Idris', "buried", ["Sara Idris"]),
        ('"We buried our neighbours in the garden." — the shops are shut', "buried", []),
    ],
)
def test_labels_name_the_source(reader: Reader, text: str, words: str, sources: list[str]) -> None:
    """Else a toll that a medic gives on a channel, or a place name before a colon, passes for another's word."""
    assert covering(reader.read_text(text), words) == sources


def test_a_list_belongs_to_whoever_announces_it(reader: Reader) -> None:
    text = (
        "The general staff said in its evening summary:\n\n- 14 drones were shot down near Orsan.\n\n"
        "- Two villages were shelled.\n\nIn the capital, shops stayed shut."
    )
    reading = reader.read_text(text)
    assert covering(reading, "14 drones") == covering(reading, "Two villages") == ["general staff"]
    assert covering(reading, "shops") == []


INTERVIEW = """"We locked the gate and left"

The midwife Nadia Qasim fled Orsan in a grain lorry. We met her in a school.

How did it begin?

With a noise. We received 22 wounded within the hour.

Were you warned?

Nobody told us. My cousin says that the mill was hit first.

What will you do now?

I will go back. They have burned our street.
"""


@pytest.mark.parametrize(
    ("text", "words", "sources"),
    [
        ("The mayor, Ada Brun, said:\n\n“A shell hit the mill.\n\n“Two men died.”", "shell", ["Ada Brun"]),
        ("The mayor, Ada Brun, said:\n\n“A shell hit the mill.\n\n“Two men died.”", "died", ["Ada Brun"]),
        ("Ada Brun said: ‘A shell hit the mill.\n\n‘Two men died.\n\n‘No one came.’", "died", ["Ada Brun"]),
        ("Ada Brun said: ‘A shell hit the mill.\n\n‘Two men died.\n\n‘No one came.’", "came", ["Ada Brun"]),
        ('The army announced:\n\n"Our men took the ridge.\n\n"The enemy withdrew."', "withdrew", ["army"]),
        ("The mayor, Ada Brun, said:\n\nA shell hit the mill, and two men died.", "died", []),
        ("Ada Brun said: ‘A shell hit the mill.’\n\nTwo men died when a drone fell.", "died", []),
    ],
)
def test_a_quotation_over_paragraphs_keeps_its_speaker(
    reader: Reader, text: str, words: str, sources: list[str]
) -> None:
    """Else what a party says in its second paragraph passes for the report's own word."""
    assert covering(reader.read_text(text), words) == sources


def test_an_interview_is_the_word_of_who_answers(reader: Reader) -> None:
    reading = reader.read_text(INTERVIEW)
    assert covering(reading, "22 wounded") == covering(reading, "burned our street") == ["Nadia Qasim"]
    assert covering(reading, "mill was hit") == ["cousin", "Nadia Qasim"]
    assert covering(reading, "grain lorry") == []
    assert {a.voice for a in reading.attributions if a.cue is None} == {"quote"}


def test_questions_and_answers_by_letter(reader: Reader) -> None:
    text = (
        'Mayor of Orsan: "They came at dawn"\n\nQ. What do you know?\n\nA. Nine workers are dead.\n\n'
        "Q. And the guards?\n\nA. Two are missing."
    )
    assert covering(reader.read_text(text), "Nine workers") == ["Mayor of Orsan"]


def test_headings_that_ask_make_no_interview(reader: Reader) -> None:
    """Else an explainer would give every sentence of the report to the first person it names."""
    text = (
        "What we know about the raid\n\nThe mayor, Ali Hassan, was away.\n\nWhat happened?\n\n"
        "Gunmen burned the mill.\n\n"
        "Who did it?\n\nNo group claimed it.\n\nWhat comes next?\n\nThe army sent two companies."
    )
    assert covering(reader.read_text(text), "burned the mill") == []


@pytest.mark.parametrize(
    ("text", "words", "sources"),
    [
        ("A coalition of gangs called Red Hand said it burned the mill.", "burned", ["Red Hand"]),
        ("The spokesman of the army in Orsan, Lieutenant Jules Okoro, said two men died.", "died", ["Jules Okoro"]),
        ("Two men died, spokeswoman for the ministry Lt. Gen. Mira Sol told a briefing.", "died", ["Mira Sol"]),
        ("Two residents of the Abu Salim camp said a jet hit a bakery.", "jet", ["residents of the Abu Salim camp"]),
        ("Nine people died, according to a doctor who was cited by Radio Tamar.", "died", ["doctor", "Radio Tamar"]),
        ("The clinic was told that two men were shot.", "shot", ["clinic"]),
        ("A man walked in, told people to leave, and threw a bomb, a guard said.", "bomb", ["guard"]),
        ("The ministry denied the rebels' claim that a jet had crashed.", "crashed", ["ministry"]),
        ("After days of fighting in which, a monitor says, 89 people died, the army left.", "fighting", []),
        ("The mill was hit, residents said, and two boys were killed by a mine.", "mine", ["residents"]),
        ("The rebels said they hit two trucks, and most were burned.", "burned", ["rebels"]),
        ("The claim that a jet had crashed was reported by Radio Tamar.", "crashed", ["Radio Tamar"]),
        ("Two men died, the governor was quoted by Radio Tamar as saying.", "died", ["governor", "Radio Tamar"]),
        ("A military source speaking to Radio Tamar said two men died.", "died", ["military source", "Radio Tamar"]),
        ("The general said that, according to leaked papers, 40 men died.", "died", ["leaked papers", "general"]),
        ("An elder denied that his men were there, and accused the army of burning a mill.", "mill", ["elder"]),
    ],
)  # fmt: skip
def test_names_and_reach_of_sources(reader: Reader, text: str, words: str, sources: list[str]) -> None:
    assert covering(reader.read_text(text), words) == sources


def test_what_somebody_adds_was_told_to_the_same_outlet(reader: Reader) -> None:
    text = "Two men died, a nurse told Radio Tamar. She said a third was dying. She also said that the road was cut."
    reading = reader.read_text(text)
    assert covering(reading, "third was dying") == ["nurse"]
    assert covering(reading, "road was cut") == ["nurse", "Radio Tamar"]


def test_who_is_talked_of_is_not_who_speaks_next(reader: Reader) -> None:
    """Else "he added" takes up the one quoted inside another's words."""
    text = "The mayor, Omar Tarik, said the rebels had promised to leave. Nobody had left, he added."
    assert covering(reader.read_text(text), "Nobody had left") == ["Omar Tarik"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two reserve officers said the bomb was small.", "military"),
        ("A hospital director said two men had died.", "medical"),
        ("The Orsan Rights Centre said two men had died.", "ngo"),
        ("A transporters' union said two men had died.", "ngo"),
        ("The president's press secretary said two men had died.", "government"),
        ("Kyiv Major Alan Reyes said two men had died.", "authority"),
        ("A bomb fell on the mill, said Amina, 34.", "witness"),
        ("Two men had died, a guard told the semi-official Tabar news agency.", "media"),
    ],
)
def test_kinds_of_sources(reader: Reader, text: str, kind: str) -> None:
    assert reader.read_text(text).attributions[0].sources[-1].kind == kind


def test_local_offices_are_on_the_side_of_the_state_where_it_all_happens(reader: Reader) -> None:
    text = (
        "In Goma, Bukavu and Uvira shops were shut. Police said two men died in Goma. "
        "Local elders said three died in Uvira."
    )
    sides = {s.name: s.side for a in reader.read_text(text).attributions for s in a.sources}
    assert (sides["Police"], sides["Local elders"]) == ("COD", None)


def _report(sentences: int) -> str:
    """A report with a new source in every sentence."""
    names = ("Ali", "Omar", "Sara", "Mira", "Jules", "Nadia")
    people = [f"{names[n % 6]} Tar{chr(97 + n % 26)}{chr(97 + n // 26)}k" for n in range(sentences)]
    parts = [f"Governor {who} said that {n + 2} men died. He added that an army fled." for n, who in enumerate(people)]
    return "\n\n".join(parts)


def _calls(work: Callable[[], Any]) -> int:
    """How many Python calls the work makes: unlike seconds the same on every machine."""
    made = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal made
        made += event == "call"

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made


def test_a_long_report_costs_no_more_a_sentence_than_a_short_one(reader: Reader) -> None:
    """Else a report of ten thousand words with a thousand mentions takes minutes."""
    resources = Resources(rulebook=load_rulebook(), gazetteer=None, model="")  # type: ignore[arg-type]
    stages = Coreference(resources), Attributions(resources)
    costs = []
    for sentences in (40, 40 * _LONG):
        reading = replace(reader.read_text(_report(sentences)), coreferences=(), attributions=(), claims=())
        found: tuple[Attribution, ...] = ()

        def work(reading: Reading = reading) -> None:
            nonlocal found
            linked = replace(reading, coreferences=stages[0](reading))
            found = stages[1](linked)

        costs.append(_calls(work))
        assert len(found) >= sentences
    assert costs[1] < costs[0] * _LONG * _STEADY

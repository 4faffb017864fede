from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.mentions.counts import Counts
from sayso.model import Block, CountMention, Document, Reading
from sayso.rules import Row, Rulebook, load_rulebook
from sayso.rules.times import TimeWordRow
from sayso.rules.units import NumberRow, QualifierRow, UnitRow
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL, Syntax

TABLES: tuple[type[Row], ...] = (UnitRow, NumberRow, QualifierRow)
Read = Callable[[str], tuple[CountMention, ...]]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def read(rulebook: Rulebook) -> Read:
    resources = Resources(rulebook=rulebook, gazetteer=None, model=DEFAULT_MODEL)  # type: ignore[arg-type]
    syntax, counts = Syntax(resources), Counts(resources)

    def run(text: str) -> tuple[CountMention, ...]:
        blocks = (Block(start=0, end=len(text), kind="body"),) if text else ()
        reading = Reading(document=Document(id="d", text=text, text_sha256=""), blocks=blocks)
        return counts(replace(reading, sentences=syntax(reading)))

    return run


def shown(counts: tuple[CountMention, ...]) -> list[tuple[object, ...]]:
    return [(c.text, c.low, c.high, c.bound, c.unit) for c in counts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More than 300 people left the valley.", ("More than 300 people", 300, None, "at-least", "people")),
        ("Up to 800 troops held the ridge.", ("Up to 800 troops", None, 800, "at-most", "soldiers")),
        ("Nearly 40 houses burned down.", ("Nearly 40 houses", 40, 40, "about", "buildings")),
        ("All 29 were rescued.", ("All 29", 29, 29, "exact", None)),
        ("Dozens of villagers fled.", ("Dozens of villagers", 24, None, "about", "people")),
        ("Scores of rockets fell.", ("Scores of rockets", 40, None, "about", "rockets")),
        ("Tens of thousands of people fled.", ("Tens of thousands of people", 20_000, None, "about", "people")),
        ("They lost two dozen tanks.", ("two dozen tanks", 24, 24, "exact", "tanks")),
        ("Half a dozen civilians died.", ("Half a dozen civilians", 6, 6, "about", "civilians")),
        ("Between 5 and 10 soldiers died.", ("Between 5 and 10 soldiers", 5, 10, "about", "soldiers")),
        ("Seven to eight people died.", ("Seven to eight people", 7, 8, "about", "people")),
        ("At least two and possibly three people died.", (
            "At least two and possibly three people", 2, 3, "about", "people")),
        ("Ten or more drones crossed.", ("Ten or more drones", 10, None, "at-least", "drones")),
        ("Twenty-five soldiers surrendered.", ("Twenty-five soldiers", 25, 25, "exact", "soldiers")),
        ("Two hundred and six houses burned.", ("Two hundred and six houses", 206, 206, "exact", "buildings")),
        ("The force now holds 310 square kilometres.", ("310 square kilometres", 310, 310, "exact", "km2")),
        ("Donors gave $60 million.", ("$60 million", 60e6, 60e6, "exact", "usd")),
        ("The raid caused nine civilian deaths.", ("nine civilian deaths", 9, 9, "exact", "civilians")),
    ],
)  # fmt: skip
def test_bounds_and_units_follow_the_codebook(read: Read, text: str, expected: tuple[object, ...]) -> None:
    assert shown(read(text)) == [expected]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,000", 1000), ("1 000", 1000), ("1\u00a0000", 1000), ("1\u2009000", 1000), ("1.000", 1000), ("15k", 15_000),
        ("1.2 million", 1_200_000), ("1,5 million", 1_500_000), ("1.5m", 1_500_000), ("a hundred", 100),
    ],
)  # fmt: skip
def test_numbers_in_the_styles_of_many_outlets(read: Read, written: str, value: float) -> None:
    """Else "1.000 people" is one person and "76 000" is none."""
    (count,) = read(f"The army moved {written} people.")
    assert (count.low, count.high, count.text) == (value, value, f"{written} people")


@pytest.mark.parametrize(
    "text",
    [
        "Output fell by 12 percent.", "The village lies 12 km from the border.", "The truce held for three hours.",
        "The boy is 4 years old.", "The victim, aged 35, was a nurse.", "The base was hit on 24 February 2022.",
        "The siege began in 2014.", "The raid began at 11 p.m.", "Highway 4 was closed.", "Resolution 12 was adopted.",
        "The 93rd Brigade moved its 155mm guns.", "The losses were three times higher.", "Prices reached 500 euros.",
        "A number of people were hurt.", "Several people were hurt.", "Many were hurt.", "They shot at one another.",
        "It was one of the largest raids.", "The plan has three parts.", "The firm gave Rs 25 crore.",
        "Sirens sounded at seven.", "They set the table at nine.",
    ],
)  # fmt: skip
def test_numbers_that_count_nothing_are_no_figures(read: Read, text: str) -> None:
    assert read(text) == ()


def test_nobody_and_no_casualties_are_zero(read: Read) -> None:
    assert [c.low for c in read("No one was hurt.")] == [0]
    assert [(c.low, c.high, c.unit) for c in read("No civilians were killed.")] == [(0, 0, "civilians")]
    found = read("There were no deaths or injuries.")
    assert [(c.noun, c.high) for c in found] == [("death", 0), ("injury", 0)]


def test_a_denied_comparison_is_not_a_zero(read: Read) -> None:
    """ "No more than 12" must never read as no one."""
    assert [(c.low, c.high) for c in read("No more than 12 civilians died.")] == [(None, 12)]


@pytest.mark.parametrize(
    ("text", "total", "unit"),
    [
        ("A 6-year-old girl and her 31-year-old uncle were killed.", 2, "people"),
        ("A woman and her two sons died.", 3, "people"),
        ("A married couple and their daughter were hurt.", 3, "people"),
        ("A boy and a girl were hurt.", 2, "children"),
    ],
)
def test_persons_told_together_are_one_count(read: Read, text: str, total: float, unit: str) -> None:
    (count,) = read(text)
    assert (count.low, count.high, count.bound, count.unit) == (total, total, "exact", unit)
    assert count.rule == "numbers/coordination"


def test_soldiers_and_civilians_are_not_added_up(read: Read) -> None:
    assert [(c.low, c.unit) for c in read("Two soldiers and a civilian were killed.")] == [
        (2, "soldiers"),
        (1, "civilians"),
    ]


def test_one_named_by_article(read: Read) -> None:
    (count,) = read("The shelling killed an elderly man.")
    assert (count.text, count.low, count.rule) == ("an elderly man", 1, "numbers/one-article")


def test_counts_that_are_part_of_another(read: Read) -> None:
    whole, *parts = read("The raid killed 31 people, including seven children and three women.")
    assert [p.part_of for p in parts] == [whole.start, whole.start]
    whole, part = read("Four people were killed, three of them children.")
    assert (part.part_of, part.unit) == (whole.start, "children")
    part, whole = read("The crews downed 38 of 55 drones.")
    assert (part.text, part.low, part.part_of, whole.text) == ("38", 38, whole.start, "55 drones")
    doer, dead = read("A jury convicted a former guard of murdering nine nurses.")
    assert (doer.part_of, dead.part_of) == (None, None)


def test_a_part_in_the_next_sentence(read: Read) -> None:
    """Else the children of a toll are counted a second time."""
    whole, part = read("The raid killed 13 people. Among the dead were four women.")
    assert part.part_of == whole.start


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The toll of the blast stands at seven.", [7]),
        ("The mayor put it at twelve.", [12]),
        ("The toll of the blast stands at seven, not ten.", [7]),
        ("The toll is nine dead, not 12, the mayor said.", [9]),
        ("The blast did not kill ten people.", [10]),
    ],
)
def test_a_toll_in_words_and_what_it_is_not(read: Read, text: str, numbers: list[int]) -> None:
    assert [c.low for c in read(text)] == numbers


def test_an_old_toll_is_left_out(read: Read) -> None:
    """Else a revised toll is reported with both values."""
    assert [c.low for c in read("The toll rose from 12 to 45.")] == [45]
    assert [c.low for c in read("The toll climbed to 47, up from 38 a day earlier.")] == [47]


def test_missing_nouns_leave_the_unit_open(read: Read) -> None:
    first, second = read("The blast killed eight civilians and wounded more than 50.")
    assert (first.unit, second.unit, second.noun, second.low) == ("civilians", None, "", 50)


def test_others_and_more_are_additional(read: Read) -> None:
    assert all(c.additional for c in read("Another 12 were wounded and six others are missing."))


def test_every_row_is_proved_by_its_examples(read: Read, rulebook: Rulebook) -> None:
    rows = [row for table in TABLES for row in rulebook.rows(table)]
    for row in rows:
        for text in row.example:
            assert row.rule in {c.rule for c in read(text)}, (row.rule, text)
        for text in row.counter:
            assert row.rule not in {c.rule for c in read(text)}, (row.rule, text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Shelling damaged 1,25,000 homes.", 125_000, 125_000),
        ("Nearly 2.5 lakh people fled.", 250_000, 250_000),
        ("One and a half lakh people live in camps.", 150_000, 150_000),
        ("Two and a half million people fled.", 2_500_000, 2_500_000),
        ("The flood hit 12,34,567 people.", 1_234_567, 1_234_567),
        ("About 1.2 crore people fled.", 12_000_000, 12_000_000),
        ("Shelling damaged 125,000 homes.", 125_000, 125_000),
        ("One lakh people live in camps.", 100_000, 100_000),
    ],
)
def test_lakh_and_crore(read: Read, text: str, low: float, high: float) -> None:
    """Else "1,25,000 homes" is nothing, or 25,000."""
    (count,) = read(text)
    assert (count.low, count.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They killed three, four people there.", [(3, 4)]),
        ("Then maybe four, five hundred people ran.", [(400, 500)]),
        ("I saw seven, maybe eight people fall.", [(7, 8)]),
        ("Two, three thousand people marched.", [(2000, 3000)]),
        ("They shot ten or twelve protesters.", [(10, 12)]),
        ("They killed three, eight people fled.", [(3, 3), (8, 8)]),
        ("They killed three, four others fled.", [(3, 3), (4, 4)]),
        ("The raids killed 3, 4 people said.", [(3, 3), (4, 4)]),
    ],
)
def test_spoken_guesses(read: Read, text: str, expected: list[tuple[float, float]]) -> None:
    """Else the low of a guess is a toll of its own, and its high an exact one."""
    assert [(c.low, c.high) for c in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The armies lost 12 and three soldiers, respectively.", [(12, "soldiers"), (3, "soldiers")]),
        ("The raids injured six and two people, respectively.", [(6, "people"), (2, "people")]),
        ("They lost four and nine tanks, respectively.", [(4, "tanks"), (9, "tanks")]),
        ("The raid hurt two soldiers and three children.", [(2, "soldiers"), (3, "children")]),
        ("The raid killed two and three soldiers were hurt.", [(2, None), (3, "soldiers")]),
    ],
)
def test_numbers_that_share_a_noun(read: Read, text: str, expected: list[tuple[float, str | None]]) -> None:
    assert [(c.low, c.unit) for c in read(text)] == expected


def test_a_users_own_words_count_as_the_built_in_ones_do(rulebook: Rulebook) -> None:
    """Else an article, a word for nobody or a noun of victims added by hand is half understood."""
    own: dict[type[Row], list[Row]] = {table: list(rulebook.rows(table)) for table in (*TABLES, TimeWordRow)}
    own[NumberRow] += [
        NumberRow(id="my-article", kind="article", words=("yon",)),
        NumberRow(id="my-nobody", kind="none", words=("nary soul",), alone=True, unit="people"),
        NumberRow(id="my-few", kind="vague", value=7, words=("a smattering of",), bound="about", closed=True),
    ]
    own[UnitRow].append(UnitRow(id="my-victims", unit="people", words=("loss",), victims=True))
    tables = rulebook.tables | {table: tuple(rows) for table, rows in own.items()}
    resources = Resources(
        rulebook=Rulebook(rulebook.folders, tables), gazetteer=None, model=DEFAULT_MODEL  # type: ignore[arg-type]
    )  # fmt: skip
    syntax, counts = Syntax(resources), Counts(resources)

    def run(text: str) -> tuple[CountMention, ...]:
        blocks = (Block(start=0, end=len(text), kind="body"),)
        reading = Reading(document=Document(id="d", text=text, text_sha256=""), blocks=blocks)
        return counts(replace(reading, sentences=syntax(reading)))

    assert [(c.low, c.by_article) for c in run("Yon man died.")] == [(1, True)]
    assert [(c.high, c.unit) for c in run("Nary soul was hurt.")] == [(0, "people")]
    assert [(c.low, c.high) for c in run("A smattering of villagers fled.")] == [(7, 7)]
    assert [(c.high, c.unit) for c in run("The raid ended without losses.")] == [(0, "people")]


WORDS = st.sampled_from(
    "12 1,000 3.5 dozen a an no one two hundred and to - – of them people , . $ million soldiers including were his 's "
    "1\u00a0000 5-10 \u0663 ² % from between or more than another old year ( ) # \ud7ff 🚀 10+".split(" ")
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=25))
def test_any_text_gives_spans_that_equal_their_text(read: Read, words: list[str]) -> None:
    text = " ".join(words)
    starts = []
    for count in read(text):
        assert text[count.start : count.end] == count.text != ""
        assert count.start <= count.head < count.end
        assert count.low is None or count.high is None or count.low <= count.high
        starts.append(count.start)
    assert starts == sorted(starts)

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.mentions.blocks import Blocks
from sayso.model import Block, Document, Reading
from sayso.rules import load_rulebook
from sayso.rules.words import BlockRow
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL, Syntax

SEED = Path(__file__).parents[2] / "../shared/seed/report.txt"
ROWS = load_rulebook().rows(BlockRow)
RESOURCES = Resources(
    rulebook=load_rulebook(),
    gazetteer=None,  # type: ignore[arg-type]
    model=DEFAULT_MODEL,
)
STAGE = Blocks(RESOURCES)
LEAD = "Three people were killed in the town of Oldbridge on Sunday, the governor said."
NEXT = "The army denied that its guns had fired at the town, and said that it would look into the case."


def document(text: str, title: str | None = None, layout: tuple[Block, ...] = ()) -> Document:
    return Document(id="x", text=text, text_sha256="", title=title, layout=layout)


def blocks(text: str, title: str | None = None, layout: tuple[Block, ...] = ()) -> list[tuple[str, str]]:
    found = STAGE(Reading(document=document(text, title, layout)))
    return [(b.kind, text[b.start : b.end]) for b in found]


def kind_of(paragraph: str) -> str:
    """The kind of a paragraph in the middle of a report."""
    text = f"{LEAD}\n\n{NEXT}\n\n{paragraph}\n\n{LEAD}\n\n{NEXT}"
    return next(kind for kind, words in blocks(text)[2:] if words[:4] in paragraph)


def check(text: str, found: tuple[Block, ...]) -> None:
    """Blocks are in order, never overlap, are never empty, and cover every letter and digit."""
    end = 0
    for block in found:
        assert end <= block.start < block.end <= len(text)
        assert not any(c.isalnum() for c in text[end : block.start])
        assert text[block.start : block.end].strip()
        end = block.end
    assert not any(c.isalnum() for c in text[end:])


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [LEAD, NEXT, "", "- Item one", "14:32 GMT", "Read more", "FILE - A bridge.AP", "By Ann Poe",
             "GOMA, July 4 (AP) - Shells fell", "(Reuters)", "\u26a1\ufe0fBlast", "#a @b", "KYIV \u2014", "Photo: X",
             "a of", "\u00a9", "(", "/"]
        ),
    ),
    max_size=12,
)  # fmt: skip


@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\x0b", " "]))
def test_blocks_cover_any_text_without_overlap(lines: list[str], join: str) -> None:
    text = join.join(lines)
    check(text, STAGE(Reading(document=document(text))))


@given(LINES, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=4))
def test_blocks_cover_any_text_with_any_layout(lines: list[str], spans: list[tuple[int, int]]) -> None:
    text = "\n".join(lines)
    layout = tuple(Block(start=s, end=e, kind="caption") for s, e in spans if s < e)
    check(text, STAGE(Reading(document=document(text, layout=layout))))


@pytest.mark.parametrize("row", [r for r in ROWS if r.example], ids=lambda row: row.id)
def test_examples_and_counters_of_the_table(row: BlockRow) -> None:
    for example in row.example:
        kinds = {b.rule: b.kind for b in STAGE(Reading(document=document(example)))}
        if row.where != "not-place":
            assert row.rule in kinds, example
            assert kinds[row.rule] == row.kind
    for counter in row.counter:
        assert row.rule not in {b.rule for b in STAGE(Reading(document=document(counter)))}, counter
        assert kind_of(counter) not in ("related", "boilerplate", "credit"), counter


@pytest.mark.parametrize(
    ("kind", "paragraph"),
    [
        ("byline", "By Ann Poe and Carl Roe in Oldbridge"),
        ("byline", "(Reporting by Ann Poe; Editing by Carl Roe)"),
        ("body", "By Sunday, the army had left the town and the villages around it."),
        ("dateline", "August 11, 2024"),
        ("dateline", "Updated 14:02 GMT"),
        ("dateline", "OLDBRIDGE, Aug 11"),
        ("dateline", "10:05 GMT"),
        ("caption", "Residents leave a burned house in Oldbridge on Monday.AFP"),
        ("caption", "Smoke over the harbour (Ann Poe/Reuters)"),
        ("caption", "FILE - Soldiers guard a bridge, May 3, 2023."),
        ("related", "Read more: Talks go on in the capital"),
        ("boilerplate", "Sign up for our newsletter"),
        ("boilerplate", "#war #news @valleypost"),
        ("boilerplate", "\U0001f449 Subscribe to the channel"),
        ("boilerplate", "https://example.org/a"),
        ("credit", "Photo by Ann Poe"),
        ("headline", "What happened in Oldbridge?"),
        ("headline", "A town cut off"),
        ("body", "He had heard it from the state agency, according to TASS."),
        ("body", "Related deaths rose to 40, the clinic said."),
        ("body", "\u201cWe had to leave\u201d"),
    ],
)
def test_kinds(kind: str, paragraph: str) -> None:
    assert kind_of(paragraph) == kind


def test_headline_again_further_down() -> None:
    text = f"Shells hit Oldbridge\n\nShells hit Oldbridge\n\n{LEAD}\n\n{NEXT}\n\nShells Hit Oldbridge\n\n{LEAD}"
    assert [k for k, _ in blocks(text, "Shells hit Oldbridge")] == [
        "headline",
        "headline",
        "body",
        "body",
        "headline",
        "body",
    ]


def test_one_line_report_is_body_not_headline() -> None:
    """Else an alert without a full stop would yield no claim."""
    assert blocks("Three killed as shells hit Oldbridge") == [("body", "Three killed as shells hit Oldbridge")]
    assert [k for k, _ in blocks("Blasts in Oldbridge\nTwo people hurt in Stonefield\nPower is out in the valley")] == [
        "body"
    ] * 3


@pytest.mark.parametrize(
    "dateline",
    ["OLDBRIDGE, Aug 11 (Agency) -", "OLDBRIDGE (AP) \u2014", "Oldbridge, 12 June 2024 (SUNA) \u2013",
     "OLDBRIDGE \u2014", "Oldbridge, Freeland \u2013", "(Reuters) -", "OLDBRIDGE:"],
)  # fmt: skip
def test_dateline_in_front_of_the_first_paragraph(dateline: str) -> None:
    assert blocks(f"{dateline} {LEAD}\n\n{NEXT}") == [("dateline", dateline), ("body", LEAD), ("body", NEXT)]


@pytest.mark.parametrize(
    "text",
    [
        "BREAKING: Three people were killed in the town.",
        "IDF: Three soldiers were killed in the town.",
        "The mayor \u2014 Who had fled \u2014 came back on Sunday.",
        "Governor: Three people were killed in the town.",
        "The toll - Three dead and nine hurt - may rise.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert [k for k, _ in blocks(f"{text}\n\n{NEXT}")] == ["body", "body"]


def test_glued_credits_leave_the_caption() -> None:
    burning = "A bus burns in Oldbridge. Ann Poe / AFP \u2013 Getty Images"
    text = f"{LEAD}\n\n{burning}\n\n{NEXT}\n\nMen dig a trench near Stonefield.EPA\n\n{NEXT}"
    assert [b for b in blocks(text) if b[0] in ("caption", "credit")] == [
        ("caption", "A bus burns in Oldbridge."),
        ("credit", "Ann Poe / AFP \u2013 Getty Images"),
        ("caption", "Men dig a trench near Stonefield."),
        ("credit", "EPA"),
    ]


def test_agency_at_the_end_of_the_report_makes_no_caption() -> None:
    assert blocks(f"{LEAD}\n\n{NEXT} (AFP)")[-2:] == [("body", NEXT), ("credit", "(AFP)")]


def test_teasers_after_a_label_are_related_until_the_report_goes_on() -> None:
    text = f"{LEAD}\n\nRelated\n\nTalks go on in the capital\n\nWhat is the truce line?\n\n{NEXT}"
    assert [k for k, _ in blocks(text)] == ["body", "related", "related", "related", "body"]


WRAPPED = """SHELLS HIT OLDBRIDGE

   OLDBRIDGE, 4 July (Agency) - Three people were killed on Sunday when
shells hit the market of Oldbridge, the governor of the northern region
said in a statement. Nine others were wounded and taken to a clinic in
the town of Stonefield.

   The army denied that its guns had fired at the town and said that it
would look into the case."""


def test_wrapped_lines_are_one_paragraph() -> None:
    found = blocks(WRAPPED)
    assert [k for k, _ in found] == ["headline", "dateline", "body", "body"]
    assert found[2][1].endswith("the town of Stonefield.")


def test_wrapped_lines_are_parsed_as_one_text() -> None:
    """Else a sentence over a line's end falls into two, and loses its subject or its figure."""
    reading = Reading(document=document(WRAPPED), blocks=STAGE(Reading(document=document(WRAPPED))))
    sentences = Syntax(RESOURCES)(reading)
    assert any(s.tokens[0].text == "Three" and s.tokens[-2].text == "statement" for s in sentences)
    assert all(WRAPPED[t.start : t.end] == t.text for s in sentences for t in s.tokens)


def test_lines_that_are_not_wrapped_stay_apart() -> None:
    text = f"Shells hit Oldbridge\n{LEAD}\n{NEXT}\n{LEAD}"
    assert [k for k, _ in blocks(text)] == ["headline", "body", "body", "body"]


def test_list_items_and_posts_lose_their_marks() -> None:
    items = "- Two bridges fell\n\u2022 The power is out\n\u26a1\ufe0f Blasts heard in the north. People hide."
    text = f"{LEAD}\n{items}\n\n{NEXT}"
    assert [w for _, w in blocks(text)][1:4] == [
        "Two bridges fell",
        "The power is out",
        "Blasts heard in the north. People hide.",
    ]


def test_live_blog_time_stamps() -> None:
    text = f"14:32\n{LEAD}\n10:05 GMT - {NEXT}\n[09:15] {LEAD}"
    assert [k for k, _ in blocks(text)] == ["dateline", "body"] * 3


def test_layout_of_the_page_stands() -> None:
    text = f"A town cut off\n\n{LEAD}\n\n{NEXT}"
    layout = (Block(start=16, end=16 + len(LEAD), kind="caption"),)
    assert [k for k, _ in blocks(text, layout=layout)] == ["headline", "caption", "body"]


@pytest.mark.skipif(not SEED.is_file(), reason="the coded example report is not beside the repository")
def test_seed_report_headlines_captions_credits() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = blocks(text)
    kinds = [k for k, _ in found]
    assert kinds[:2] == ["headline", "headline"]
    assert found[0][1] == found[1][1]
    assert (kinds.count("caption"), kinds.count("credit"), kinds.count("headline")) == (2, 2, 2)
    assert set(kinds) == {"headline", "body", "caption", "credit"}

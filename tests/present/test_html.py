"""The page: every word of the report once, the claims beside it, and nothing that can run but our own script."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Block, FieldConfidence, Reading, Span
from sayso.present import FORMATS
from sayso.present.html.words import marks_of, paragraphs
from tests.exports.readings import TEXT, claim, document, evacuation, hostile, reading


def page(*readings: Reading) -> str:
    out = StringIO()
    FORMATS["html"](readings, out)
    return out.getvalue()


class Elements(HTMLParser):
    """Tags with their attributes, and the text of the report column."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def report_text(source: str) -> str:
    column = re.search(r'aria-label="Report">(.*?)</div>\n<div class="claims"', source, re.DOTALL)
    assert column
    bare = re.sub(r'<sup.*?</sup>|<span class="kind">.*?</span>|<[^>]+>', "", column[1])
    return (
        bare.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
    )


def test_report_is_shown_whole_once_and_in_order() -> None:
    assert report_text(page(reading())).split() == TEXT.split()


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="ab \n\t\r.", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5)
)
def test_no_word_is_lost_or_doubled_whatever_the_blocks(text: str, edges: list[tuple[int, int]]) -> None:
    blocks = tuple(Block(start=min(e), end=max(e), kind="body") for e in edges)
    spans = [span for _, span in paragraphs(Reading(document=document(text), blocks=blocks))]
    kept = Counter(i for span in spans for i in range(span.start, span.end))
    assert set(kept.values()) <= {1}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(kept)
    assert spans == sorted(spans, key=lambda s: s.start)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 549), st.integers(1, 80)), min_size=1, max_size=6))
def test_text_survives_marks_that_cross_each_other(spans: list[tuple[int, int]]) -> None:
    base = evacuation()
    crossing = tuple(
        replace(base, id=str(i), trigger=Span(start=a, end=a + n), sentence=Span(start=max(a - n, 0), end=a + 2 * n))
        for i, (a, n) in enumerate(spans)
    )
    source = page(reading(claims=crossing))
    assert report_text(source).split() == TEXT.split()
    ids = Counter(attrs["id"] for _, attrs in Elements(source).tags if attrs.get("id"))
    assert set(ids.values()) == {1}


def test_overlapping_underlines_take_different_lanes() -> None:
    marks = [
        m for m in marks_of(reading()) if m.start == evacuation().figures[0].start and m.kind in ("role", "figure")
    ]
    assert {m.lane for m in marks} == {0, 1}


def test_every_link_inside_the_page_has_a_target_and_every_id_is_unique() -> None:
    tags = Elements(page(reading(), hostile(), reading())).tags
    ids = Counter(attrs["id"] for _, attrs in tags if attrs.get("id"))
    targets = {attrs["href"][1:] for _, attrs in tags if (attrs.get("href") or "").startswith("#")}  # type: ignore[index]
    assert set(ids.values()) == {1}
    assert targets <= set(ids)


def test_two_claims_on_one_word_both_lead_to_it() -> None:
    twice = (claim("capture", "took", "took"), claim("advance", "took", "took"))
    source = page(reading(claims=twice))
    assert 'id="d1w1"' in source
    assert 'id="d1w2"' in source
    assert source.count('<a class="m trigger"') == 1


def test_a_doubtful_field_is_named_in_words_and_one_without_a_value_too() -> None:
    sure = FieldConfidence(sources=0.91, place=0.42, time=0.5, targets=0.3, figures=0.8)
    source = page(reading(claims=(replace(evacuation(), targets=(), field_confidence=sure),)))
    assert (
        '<span aria-hidden="true">△</span> doubtful</dt><dd>where, 42 % sure; whom: nothing read, 30 % sure</dd>'
        in source
    )
    assert "of its fields: said by 0.91, where 0.42, when 0.5, whom 0.3, figures 0.8" in source
    assert "doubtful</dt>" not in page(reading(claims=(evacuation(),)))


def test_policy_allows_our_style_and_script_by_hash_and_nothing_else() -> None:
    source = page(reading())
    for tag in ("style", "script"):
        inner = re.search(f"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        assert inner
        digest = b64encode(sha256(inner[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in source
    assert "default-src 'none'" in source


def test_script_in_a_report_would_run_in_the_readers_browser() -> None:
    tags = Elements(page(hostile())).tags
    assert [tag for tag, _ in tags].count("script") == 1
    assert not [tag for tag, _ in tags if tag in ("img", "iframe", "object")]
    assert not [key for _, attrs in tags for key in attrs if key.startswith("on") or key == "style"]
    assert not [attrs for _, attrs in tags if (attrs.get("href") or "").startswith("javascript")]


def test_page_can_be_written_as_utf8_and_hides_nothing() -> None:
    source = page(hostile())
    source.encode("utf-8")
    assert not any(c in source for c in "\u202e\x1b\x00\x9b\ud800")
    assert "⟨U+202E⟩" in source


def test_page_fetches_nothing() -> None:
    tags = Elements(page(reading())).tags
    loads = [attrs[key] for tag, attrs in tags for key in ("src", "href") if key in attrs and tag != "a"]
    assert loads == ["data:,"]


def test_original_is_linked_when_it_is_a_web_address() -> None:
    doc = document(url="https://news.example/a?b=1&c='2'")
    assert 'href="https://news.example/a?b=1&amp;c=&#x27;2&#x27;"' in page(Reading(document=doc))


def test_nothing_machine_made_is_shown_as_verified() -> None:
    assert page(reading()).count("Read by machine, not verified.") == 2


def test_no_readings_and_no_claims_are_said_plainly() -> None:
    assert "no reports, no claims" in page()
    assert "No claims: nothing in this report" in page(Reading(document=document("Quiet.")))


@pytest.mark.parametrize("name", ["table", "json", "jsonl", "csv", "html"])
def test_same_readings_give_the_same_output(name: str) -> None:
    first, second = StringIO(), StringIO()
    FORMATS[name]([reading(), hostile()], first)
    FORMATS[name]([reading(), hostile()], second)
    assert first.getvalue() == second.getvalue() != ""


def test_the_name_of_the_outlet_is_no_second_headline() -> None:
    """Of the headlines before the text begins the first alone stands as one; those between paragraphs do."""
    lines = ("Market shelled", "Kutum Post", "18 February 2025", "Shells fell.", "How it began")
    kinds = ("headline", "headline", "dateline", "body", "headline")
    told = document("\n\n".join(lines) + "\n")
    starts = [told.text.index(line) for line in lines]
    spans = [(at, at + len(line)) for at, line in zip(starts, lines, strict=True)]
    blocks = [Block(start=at, end=end, kind=kind) for (at, end), kind in zip(spans, kinds, strict=True)]
    shown = page(Reading(document=told, blocks=tuple(blocks)))
    assert re.findall(r'<p class="block headline"[^>]*><span.*?</span>(.*?)</p>', shown) == [lines[0], lines[4]]
    assert re.findall(r'<p class="block below"[^>]*><span.*?</span>(.*?)</p>', shown) == [lines[1]]

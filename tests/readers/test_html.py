from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers import read_report

LEAD = (
    "An air strike hit a market in the town of Oldbridge on Sunday, killing nine people and wounding twelve more, "
    "the regional governor said."
)
SECOND = (
    "Residents said that two aircraft circled over the town before the strike; three shops burned down and the roof "
    "of the bus station fell in."
)
THIRD = "The army denied that it had flown any mission that day, and blamed a gas bottle for the blast in the market."
HEAD = """<meta charset="utf-8"><title>Strike on market kills nine - Valley Post</title>
<meta property="og:site_name" content="Valley Post"><link rel="canonical" href="https://example.org/strike">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle",
"headline": "Strike on market kills nine", "datePublished": "2024-08-11T06:00:00Z",
"author": [{"@type": "Person", "name": "Ann Poe"}, {"@type": "Person", "name": "Carl Roe"}]}]}</script>"""
BODY = f"""<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Strike on market kills nine</h1>
<figure><img src="a.jpg"><figcaption>Smoke rises over the market. <span class="credit">Ann Poe / Agency</span>
</figcaption></figure>
<p>{LEAD}</p><p>{SECOND}</p><h2>What is known</h2><p>{THIRD}</p>
<figure><img src="b.jpg"><figcaption>People leave the town.</figcaption></figure>
<ul><li>Nine people were killed, the clinic said.</li><li>Twelve were wounded.</li></ul></article>
<aside><h3>Read more</h3><figure><figcaption>A bridge elsewhere</figcaption></figure>
<p>Talks go on in the capital</p></aside>
<footer><p>© 2024 Valley Post</p></footer>"""
PAGE = f'<!DOCTYPE html><html lang="en-GB"><head>{HEAD}</head><body>{BODY}</body></html>'


def page(markup: str | bytes, **options: object) -> Document:
    data = markup if isinstance(markup, bytes) else markup.encode()
    return read_report("-", stdin=io.BytesIO(data), **options)  # type: ignore[arg-type]


def test_metadata_comes_from_the_page() -> None:
    document = page(PAGE)
    assert document.title == "Strike on market kills nine"
    assert document.outlet == "Valley Post"
    assert document.byline == "Ann Poe, Carl Roe"
    assert document.url == "https://example.org/strike"
    assert (document.published, document.published_from) == (date(2024, 8, 11), "metadata")
    assert document.language == "en"


def test_options_override_the_page() -> None:
    document = page(PAGE, published=date(2024, 8, 12), outlet="Hill Post")
    assert (document.published, document.published_from, document.outlet) == (date(2024, 8, 12), "option", "Hill Post")


def test_text_is_the_report_and_nothing_else() -> None:
    document = page(PAGE)
    paragraphs = document.text.split("\n\n")
    assert paragraphs[0] == document.title
    assert paragraphs.count("Strike on market kills nine") == 1
    assert [LEAD in paragraphs, SECOND in paragraphs, THIRD in paragraphs] == [True] * 3
    for noise in ("Home", "World", "elsewhere", "Talks go on", "© 2024"):
        assert noise not in document.text


def test_mark_up_tells_headlines_captions_and_credits() -> None:
    document = page(PAGE)
    assert [(b.kind, document.text[b.start : b.end]) for b in document.layout] == [
        ("headline", "Strike on market kills nine"),
        ("caption", "Smoke rises over the market."),
        ("credit", "Ann Poe / Agency"),
        ("headline", "What is known"),
        ("caption", "People leave the town."),
    ]
    assert document.text.index(THIRD) < document.text.index("People leave the town.")


def test_date_near_the_top_of_the_page_text() -> None:
    document = page(
        f"<html><body><article><h1>Strike</h1><p>Published 11 August 2024</p><p>{LEAD}</p><p>{SECOND}</p></article>"
    )
    assert (document.published, document.published_from) == (date(2024, 8, 11), "dateline")


def test_entities_are_never_resolved(tmp_path: Path) -> None:
    """Else a page could read the user's files into a shared ledger."""
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2")
    document = page(
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'
        f"<html><body><p>{LEAD} &x; it said.</p><p>{SECOND}</p></body></html>"
    )
    assert "hunter2" not in document.text
    assert "nine people" in document.text


def test_entity_bomb_stays_small() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    document = page(
        f'<!DOCTYPE html [<!ENTITY a0 "ha">{entities}]><html><body><p>{LEAD} &a11;</p><p>{SECOND}</p></body></html>'
    )
    assert len(document.text) < 2000


@pytest.mark.parametrize(
    ("reason", "markup"),
    [
        ("without a report", "<html><body></body></html>"),
        ("without a report", "<html><body><script>var text = 'The army said'</script></body></html>"),
        ("elements deep", "<html><body>" + "<div>" * 50_000 + LEAD),
        ("attributes", "<html><body><p " + " ".join(f"a{n}=1" for n in range(50_000)) + f">{LEAD}"),
        (
            "Ukrainian",
            "<html><body><p>"
            + "Обстріл міста: троє людей загинули, повідомила влада області. " * 5
            + "</p></body></html>",
        ),
    ],
)
def test_bad_pages_say_what_is_wrong(reason: str, markup: str) -> None:
    with pytest.raises(InputError, match=reason):
        page(markup)


def test_deep_data_in_scripts_is_ignored() -> None:
    script = '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
    assert LEAD in page(f"<html><head>{script}</head><body><p>{LEAD}</p><p>{SECOND}</p></body></html>").text


def test_encoding_named_by_the_page() -> None:
    markup = PAGE.replace("utf-8", "windows-1252").replace("Ann Poe / Agency", "Zoë Poe / Agency")
    assert "Zoë Poe" in page(markup.encode("cp1252")).text


def test_same_page_same_bytes() -> None:
    assert page(PAGE) == page(PAGE)


@pytest.mark.parametrize("byline", ['<p class="byline">By Ann Poe</p>', "<time>11 August 2024</time>"])
def test_a_short_page_keeps_its_paragraphs(byline: str) -> None:
    """Else headline, byline and report are one sentence, and the byline is in the lead."""
    inside = f"<h1>Strike on market</h1>{byline}<p>{LEAD}</p><p>Two shops burned.</p>"
    assert (
        page(f"<html><body><article>{inside}</article></body></html>").text
        == f"Strike on market\n\n{LEAD}\n\nTwo shops burned."
    )

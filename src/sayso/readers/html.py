"""HTML pages: the main text in paragraphs, with headline, captions and credits where the mark-up says so.

The only door to trafilatura, which tells the report from the rest of the page.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import use_config

from sayso.errors import InputError
from sayso.model import BlockKind, Document
from sayso.readers.dates import address_day, find_published, published_day
from sayso.readers.decode import declared_charset, decode, refuse_binary
from sayso.readers.fragment import row_line
from sayso.readers.markup import decoded
from sayso.readers.page import (
    Figure,
    PageFacts,
    beside_title,
    page_facts,
    parse_page,
    saved_from,
    squeeze,
    take_figures,
)
from sayso.readers.records import Given, Record
from sayso.readers.text import assemble, make_document

Paragraph = tuple[str, BlockKind | None]
"""A paragraph's text, and its kind when the page's mark-up says it."""
_SAVE = "save the page with its text, or the text alone"


def document(record: Record, given: Given) -> Document:
    """The report that a page holds."""
    refuse_binary(record.path, record.data)
    return html_document(record.path, record.data, published=given.published, outlet=given.outlet)


def html_document(
    name: str,
    data: bytes | str,
    *,
    published: date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    charset: str | None = None,
    site: str | None = None,
) -> Document:
    """A document from an HTML page; ``url``, ``charset`` and ``site`` (its outlet) are used where the page is silent.

    ``text`` is the headline, then the main text: paragraphs separated by a blank line, without comments, menus and
    teasers as far as they can be told; captions stand where they stood. ``layout`` has the headline, sub-headlines,
    captions and credits. Raises InputError when the page holds no text, or not English.
    """
    markup = data if isinstance(data, str) else decode(name, data, declared_charset(data) or charset)
    tree = parse_page(name, markup)
    facts = page_facts(tree)
    figures = take_figures(tree)
    shown = find_published(beside_title(tree, facts.title), near_title=True)
    paragraphs = _main_text(name, tree)
    if not paragraphs:
        raise InputError(name, "is a page without a report in it", _SAVE)
    text, layout = assemble(_with_captions(_with_title(paragraphs, facts.title), figures))
    saved = saved_from(markup)
    day, day_from = _published(published, facts, shown, text, (*facts.paths, url or "", saved or ""))
    return make_document(
        text,
        name=name,
        title=facts.title,
        outlet=outlet or facts.outlet or site,
        byline=facts.byline,
        url=facts.url or url or saved,
        published=day,
        published_from=day_from,
        language=facts.language,
        layout=layout,
    )


def _published(
    option: date | None, facts: PageFacts, shown: date | None, text: str, addresses: tuple[str, ...]
) -> tuple[date | None, str]:
    """The day of publication and how it is known; ``shown``: the day that stands beside the headline."""
    if shown and not (option or facts.published):
        return shown, "dateline"
    return published_day(option, facts.published, text, next(filter(address_day, addresses), None))


def _main_text(name: str, tree: HtmlElement) -> list[Paragraph]:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what matters is raised here as InputError
    found = _extracted(name, tree)
    if len(found) != 1:
        return found
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    apart = _extracted(name, tree, config=config)  # of a short page all paragraphs come as one, with menus
    return apart if 2 * sum(len(text) for text, _ in apart) > len(found[0][0]) else found


def _extracted(name: str, tree: HtmlElement, **options: Any) -> list[Paragraph]:
    try:
        found: Any = bare_extraction(tree, include_comments=False, include_tables=True, **options)
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        raise InputError(name, "has mark-up that cannot be taken apart", _SAVE) from None
    if found is None or found.body is None:
        return []
    return [(decoded(text), kind) for text, kind in _paragraphs(found.body) if any(c.isalnum() for c in text)]


def _paragraphs(element: Any) -> Iterator[Paragraph]:
    """The paragraphs of trafilatura's simplified tree, in order."""
    for child in element:
        match child.tag:
            case "head":
                yield squeeze("".join(child.itertext())), "headline"
            case "table" if len(child) and all(row.tag == "row" for row in child):
                yield "\n".join(filter(None, map(_row, child))), None
            case "row":
                yield _row(child), None
            case "list" | "table" | "quote" | "div" | "body" if len(child) and not (child.text or "").strip():
                yield from _paragraphs(child)
            case _:
                yield from ((line, None) for line in _lines(child))
        if (child.tail or "").strip():
            yield squeeze(child.tail), None


def _row(element: Any) -> str:
    return row_line(["".join(cell.itertext()) for cell in element])


def _lines(element: Any) -> Iterator[str]:
    """The element's text, one paragraph for each explicit line break."""
    parts = [element.text or ""]
    for node in element.iterdescendants():
        if node.tag == "lb":
            parts.append("\n")
        parts.append(node.text or "")
        parts.append(node.tail or "")
    # White space in the source means nothing; only the line breaks added here do.
    marked = "".join(part if part == "\n" else " ".join(part.splitlines()) for part in parts)
    yield from filter(None, map(squeeze, marked.split("\n")))


def _with_title(paragraphs: list[Paragraph], title: str | None) -> list[Paragraph]:
    """The paragraphs with the title in front, unless it is there already."""
    if title is None:
        return paragraphs
    rest = [p for n, p in enumerate(paragraphs) if not (n < 3 and p[0].casefold() == title.casefold())]
    return [(title, "headline"), *rest]


def _with_captions(paragraphs: list[Paragraph], figures: tuple[Figure, ...]) -> list[Paragraph]:
    """The paragraphs with each caption after the paragraph it stood behind.

    A caption whose neighbour is not part of the main text (a teaser's picture) is left out, unless it stands before the
    main text begins.
    """
    places: dict[str, int] = {}
    for number, (text, _) in enumerate(paragraphs):
        places.setdefault(text.casefold(), number)
    known = {text.casefold() for text, _ in paragraphs}
    at: dict[int, list[Paragraph]] = {}
    for figure in figures:
        place = places.get(figure.before.casefold())
        if place is None or figure.caption.casefold() in known:
            continue
        known.add(figure.caption.casefold())
        if figure.caption:
            at.setdefault(place, []).append((figure.caption, "caption"))
        if figure.credit:
            at.setdefault(place, []).append((figure.credit, "credit"))
    return [q for number, p in enumerate(paragraphs) for q in (p, *at.get(number, ()))]

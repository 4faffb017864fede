"""Stretches of HTML that are a report and nothing else, as feeds and corpora carry them.

There is no menu to tell from the report here, so every word is kept: each block element is a paragraph, each row of a
table a line with bars between its cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from sayso.model import BlockKind
from sayso.readers.page import parse_page, squeeze

_BLOCKS = frozenset(
    """address article aside blockquote body br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr html
    li main nav ol p pre section table td th tr ul""".split()
)
_SILENT = frozenset("script style iframe noscript template svg object form button select head".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_IN_LAYOUT = frozenset("table ul ol h1 h2 h3 h4 h5 h6 figure blockquote".split())
_MAX_CELL = 300


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a paragraph, and its kind."""

    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table, as a line; ``table``: counts the tables."""

    line: str
    table: int


def paragraphs(name: str, markup: str) -> list[tuple[str, BlockKind | None]]:
    """Every paragraph of the mark-up with its kind, where the mark-up tells it. Raises InputError as pages do."""
    return paragraphs_of(parse_page(name, f"<html><body>{markup}</body></html>"))


def paragraphs_of(tree: HtmlElement) -> list[tuple[str, BlockKind | None]]:
    """Every paragraph below an element; the rows of a table are the lines of one."""
    found: list[tuple[str, BlockKind | None]] = []
    words: list[str] = []
    table = 0
    for piece in _pieces(tree):
        if isinstance(piece, str):
            words.append(piece)
            continue
        text = squeeze("".join(words))
        words.clear()
        if any(c.isalnum() for c in text):
            found.append((text, piece.kind if isinstance(piece, _End) else None))
            table = 0
        if isinstance(piece, _Row):
            if table == piece.table:
                found[-1] = (f"{found[-1][0]}\n{piece.line}", None)
            else:
                found.append((piece.line, None))
            table = piece.table
    return found


def row_line(cells: list[str]) -> str:
    """The cells of a table's row as a line: ``Jenin | 4 | 12``; an empty cell keeps its place."""
    return squeeze(" | ".join(map(squeeze, cells)))


def _pieces(tree: HtmlElement) -> Iterator[str | _End | _Row]:
    """The tree's words in order, the rows of its tables, and the end of each paragraph."""
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    table = 0
    while stack:
        node, done = stack.pop()
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            done = True
        elif not done:
            if node.tag in _BLOCKS:
                yield _End()
            table += node.tag == "table"
            cells = _cells(node) if node.tag == "tr" else None
            if cells:
                yield _Row(row_line(cells), table)
                stack.append((node, True))
                continue
            yield node.text or ""
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
            continue
        elif node.tag in _BLOCKS:
            yield _End("headline" if node.tag in _HEADINGS else "caption" if node.tag == "figcaption" else None)
        yield node.tail or ""


def _cells(row: HtmlElement) -> list[str] | None:
    """The words of a row's cells; None for one of a table that only lays out the page, or that has but one cell."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if any(isinstance(e.tag, str) and (e.tag in _IN_LAYOUT or e.tag in _SILENT) for c in cells for e in c.iter()):
        return None
    words = [squeeze(" ".join(cell.itertext())) for cell in cells]
    if sum(any(c.isalnum() for c in cell) for cell in words) < 2 or any(len(cell) > _MAX_CELL for cell in words):
        return None
    return words

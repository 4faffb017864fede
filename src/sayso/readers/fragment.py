"""Stretches of HTML that are a report and nothing else, as feeds and corpora carry them.

There is no menu to tell from the report here, so every word is kept: each block element is a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from sayso.model import BlockKind
from sayso.readers.page import parse_page, squeeze

_BLOCKS = frozenset(
    """address article aside blockquote body br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr html
    li main nav ol p pre section table td th tr ul""".split()
)
_SILENT = frozenset("script style iframe noscript template svg object form button select head".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


def paragraphs(name: str, markup: str) -> list[tuple[str, BlockKind | None]]:
    """Every paragraph of the mark-up with its kind, where the mark-up tells it. Raises InputError as pages do."""
    found: list[tuple[str, BlockKind | None]] = []
    words: list[str] = []
    for piece in _pieces(parse_page(name, f"<html><body>{markup}</body></html>")):
        if isinstance(piece, str):
            words.append(piece)
            continue
        text = squeeze("".join(words))
        words.clear()
        if any(c.isalnum() for c in text):
            found.append((text, piece[0]))
    return found


def _pieces(tree: HtmlElement) -> Iterator[str | tuple[BlockKind | None]]:
    """The tree's words in order, and the end of each paragraph, as its kind."""
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while stack:
        node, done = stack.pop()
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            done = True
        elif not done:
            if node.tag in _BLOCKS:
                yield (None,)
            yield node.text or ""
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
            continue
        elif node.tag in _BLOCKS:
            yield ("headline" if node.tag in _HEADINGS else "caption" if node.tag == "figcaption" else None,)
        yield node.tail or ""

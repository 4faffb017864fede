"""Markdown: its paragraphs as plain words, whether a file is Markdown by its name or a text shows that it is.

The only door to markdown-it-py, which follows CommonMark; tables and struck-out words are read as GitHub has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sayso.model import BlockKind, Document
from sayso.readers.decode import decode, refuse_binary
from sayso.readers.markup import has_tags
from sayso.readers.records import Given, Record

Paragraph = tuple[str, BlockKind | None]
MAX_MARKDOWN = 300_000
"""The longest text that is read as Markdown, in characters; a longer one is read as it stands."""
_LINK = (
    r"\[[^\[\]\n]{1,300}\]\((?:https?://|/|#|\.{1,2}/|mailto:)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*(?:\s+\"[^\"\n]*\")?\)"
)
_TELLING = (
    re.compile(_LINK),
    re.compile(r"(?<![\w*])\*{2,3}(?![\s*])[^*\n]{1,500}(?<!\s)\*{2,3}(?![\w*])"),  # **strong**
    re.compile(r"(?<![\w_])__(?![\s_])[^_\n]{1,500}(?<!\s)__(?![\w_])"),
    re.compile(r"^ {0,3}#{2,6} +[^\s#]", re.M),
    re.compile(r"^ {0,3}\|? *:?-{3,}:? *(?:\| *:?-{3,}:? *)+\|?[ \t]*$", re.M),  # under a table's header
)
_REFERENCE = re.compile(r"\]\[[^\[\]\n]{1,80}\]")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]{1,80}\]: +<?https?://", re.M)
_LIKELY = (
    re.compile(r"^ {0,3}# +[^\s#][^\n]*\n\s*\n", re.M),
    re.compile(r"(?<![\w*\\])\*(?![\s*])[^*\n]{1,200}(?<![\s(])\*(?![\w*])"),
    re.compile(r"(?<![\w_\\/])_(?![\s_])[^_\n]{1,200}(?<!\s)_(?![\w_/])"),
)
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n((?:[^\n]{0,2000}\n){0,100}?)---[ \t]*(?:\r?\n|\Z)")
_FRONT_LINE = re.compile(r"^([A-Za-z][\w-]*):[ \t]+(\S.*?)\s*$", re.M)
_MAY_BE = re.compile(r"[*_#|]|\]\(|\]\[")
_NESTING = 20
_SENTENCE_END = (".", "!", "?", ";", ":")


def document(record: Record, given: Given) -> Document:
    """The report that a Markdown file is; what a front matter says of it is taken as a row's columns are."""
    refuse_binary(record.path, record.data)
    return markdown_document(record.path, decode(record.path, record.data), given)


def markdown_document(name: str, text: str, given: Given) -> Document:
    """A document from Markdown. Raises InputError as ``row_document`` does."""
    from sayso.readers.columns import row_document

    front = _FRONT.match(text)
    told = dict(_FRONT_LINE.findall(front[1])) if front else {}
    body = text[front.end() :] if front else text
    row = {key: value.strip(" \"'") for key, value in told.items()} | {"markdown": body}
    return row_document(name, row, replace(given, columns={}))


def is_markdown(text: str, *, sure: bool = False) -> bool:
    """Whether a text shows that it is Markdown: by a link, strong words, a heading, a table, or by emphasis.

    A lone asterisk, a footnote's, and ``file_name`` show nothing, nor does a list, which plain text has as well.
    ``sure``: one ``#``, or emphasis by one asterisk or low line, which people use in plain text too, is not enough.
    """
    if len(text) > MAX_MARKDOWN or not _MAY_BE.search(text):
        return False
    if _REFERENCE.search(text) and _DEFINITION.search(text):
        return True
    return any(form.search(text) for form in (_TELLING if sure else (*_TELLING, *_LIKELY)))


def paragraphs(name: str, text: str) -> list[Paragraph]:
    """The paragraphs of Markdown as plain words, lines within one kept; rows of a table are the lines of one.

    Of links and emphasis the words stay, of pictures nothing, of struck-out words nothing; list marks go, but for
    numbers that count nothing ("14. March").
    """
    if len(text) > MAX_MARKDOWN:
        return [(text, None)]
    found = [(words.strip(), kind) for words, kind in _Walk(name).blocks(_parser().parse(text))]
    found = [(words, kind) for words, kind in found if any(c.isalnum() for c in words)]
    return found or [(text, None)]  # what is nested beyond reason is no Markdown


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING}).enable(["table", "strikethrough"])


class _Walk:
    """Goes through the parser's tokens. ``name``: the file, for what is wrong with HTML in it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def blocks(self, tokens: list[Any]) -> Iterator[Paragraph]:
        """The paragraphs in order."""
        heading, mark, rows = False, "", list[list[str]]()
        kept = _numbers(tokens)
        for number, token in enumerate(tokens):
            match token.type:
                case "heading_open":
                    heading = True
                case "list_item_open":
                    mark = kept.get(number, "")
                case "tr_open":
                    rows.append([])
                case "table_close":
                    yield _table(rows), None
                    rows = []
                case "inline" if rows:
                    rows[-1].append(self._words(token))
                case "inline":
                    words = mark + self._words(token)
                    titled = heading and len(words) <= 200 and not words.rstrip().endswith(_SENTENCE_END)
                    yield words, "headline" if titled else None
                    heading, mark = False, ""
                case "fence" | "code_block":
                    yield mark + token.content, None
                    mark = ""
                case "html_block":
                    yield from self._html(token.content)

    def _words(self, token: Any) -> str:
        """The words of a paragraph's inside."""
        if any(child.type == "html_inline" for child in token.children) and has_tags(token.content):
            inside = "".join(c.content if c.type == "html_inline" else _escaped(_plain([c])) for c in token.children)
            return "\n".join(words for words, _ in self._html(inside))
        return _plain(token.children)

    def _html(self, markup: str) -> list[Paragraph]:
        from sayso.readers.fragment import paragraphs as paragraphs_of_html

        return paragraphs_of_html(self._name, markup)


def _plain(children: list[Any]) -> str:
    parts: list[str] = []
    struck = 0
    for child in children:
        struck += child.type == "s_open"
        struck -= child.type == "s_close"
        if struck:
            continue
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type in ("text", "text_special", "code_inline"):
            parts.append(child.content)
    return re.sub(r"(?<=\S) {2,}", " ", "".join(parts))


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _table(rows: list[list[str]]) -> str:
    from sayso.readers.fragment import row_line

    return "\n".join(map(row_line, rows))


def _numbers(tokens: list[Any]) -> dict[int, str]:
    """The numbers before items that do not merely count them, by the item's token: all but 1, 2, 3 of two or more."""
    found: dict[int, str] = {}
    lists: list[list[int]] = []
    for number, token in enumerate(tokens):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(number)
            if token.info and token.info not in ("1", str(len(lists[-1]))):
                found[number] = f"{token.info}{token.markup} "
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            items = lists.pop()
            if len(items) == 1 and tokens[items[0]].info:
                found[items[0]] = f"{tokens[items[0]].info}{tokens[items[0]].markup} "
    return found

"""A report as text: document, block, sentence, token.

All offsets are half-open ranges of characters (Unicode code points, as Python counts them) into
``Document.text``: ``text[start:end]`` is the stretch that is meant. They never count bytes, and never
index a sentence or a block.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Literal, get_args

from sayso.model.relations import Relation

BlockKind = Literal["headline", "byline", "dateline", "body", "caption", "credit", "related", "boilerplate"]
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a document: ``document.text[start:end]``; half-open, never empty."""

    start: int
    end: int

    def contains(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Span):
    """A stretch of a document that has one function on the page: one paragraph, or a part of one.

    Its lines, where it has several, are one paragraph wrapped. ``rule``: ``table/id`` of the rule that told its kind,
    or empty.
    """

    kind: BlockKind
    rule: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report as read. ``text`` is canonical and immutable; all offsets index it.

    ``published``: the day of publication, or None when unknown; ``published_from`` says how it is known
    (``option``, ``metadata``, ``dateline``, ``address`` or empty). ``language``: ISO 639-1 code, or None.
    ``layout``: blocks that the reader knew from the page's own mark-up; the blocks stage completes them.

    Where it came from: ``path``, the file as the user named it; ``format``, as which format it was read (``text``,
    ``html``, ``pdf`` …, empty when given as text); ``record``, which part of the file it is (``messages[12]``,
    ``line 40``, ``record 7``, empty for a whole file); ``bytes_sha256`` of the bytes it was read from: the record's
    own, or the file's (unpacked, if it was packed). ``pages``: the offset at which each page of a PDF begins, never
    falling; a page without text begins where the next one does. ``edited``: the day it was last changed, if that is
    told. ``forwarded_from``: whose post it passes on, as the channel names it. ``kept``: what the file says of the
    record beside the report, as pairs of name and value: ``id``, the record's own; ``row``, its number among the
    table's or file's records, from 1; and the columns that the user named. Each name stands once.
    """

    id: str
    text: str
    text_sha256: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: date | None = None
    published_from: str = ""
    language: str | None = None
    path: str | None = None
    layout: tuple[Block, ...] = ()
    format: str = ""
    record: str = ""
    bytes_sha256: str = ""
    pages: tuple[int, ...] = ()
    edited: date | None = None
    forwarded_from: str | None = None
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def file(self) -> str | None:
        """The file's name without its folders, and which part of it (``desk.csv, line 40``); None where there is no
        file (a text, standard input)."""
        name = PurePath(self.path or "-").name
        return None if name == "-" else ", ".join(filter(None, (name, self.record)))

    def page(self, offset: int) -> int | None:
        """The page on which this offset into ``text`` lies, counted from 1; None for what has no pages."""
        return max(bisect_right(self.pages, offset), 1) if self.pages else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Span):
    """A word or punctuation mark.

    ``index``: its place in the sentence; ``head``: the index of its syntactic head in the same sentence
    (its own index for the root). ``lemma`` is lower-case. ``pos`` is the Universal tag (VERB, NOUN …),
    ``tag`` the finer tag of the language's adapter (English: Penn's, VBD, NNS …), ``dep`` its relation to its head
    (nsubj, dobj, pobj …; see ``model.relations``),
    ``entity`` the statistical recogniser's label (PERSON, GPE, ORG …) or empty. ``space``: whether
    white space follows. ``lower``: the text in lower case, made once because every rule asks for it.
    """

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: Relation
    head: int
    entity: str = ""
    space: bool = True
    lower: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", self.text.lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Span):
    """A sentence with its dependency tree.

    ``block``: index of its block in ``Reading.blocks``; ``paragraph``: running number of its paragraph in
    the document (a sentence never crosses a paragraph).
    """

    index: int
    block: int
    paragraph: int
    kind: BlockKind
    tokens: tuple[Token, ...]
    _children: tuple[tuple[int, ...], ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        kids: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                kids[token.head].append(token.index)
        object.__setattr__(self, "_children", tuple(map(tuple, kids)))

    @property
    def root(self) -> Token:
        """The token that heads the sentence (the first one, should the parser leave several)."""
        return next((t for t in self.tokens if t.head == t.index), self.tokens[0])

    def children(self, token: Token, *deps: Relation) -> tuple[Token, ...]:
        """The direct dependents in text order; with ``deps`` only those with one of these labels."""
        below, tokens = self._children[token.index], self.tokens
        if not deps:
            return tuple([tokens[i] for i in below])
        return tuple([tokens[i] for i in below if tokens[i].dep in deps])

    def child(self, token: Token, *deps: Relation) -> Token | None:
        """The first direct dependent with one of these labels, or None."""
        for i in self._children[token.index]:
            if not deps or self.tokens[i].dep in deps:
                return self.tokens[i]
        return None

    def head(self, token: Token) -> Token:
        """The syntactic head (the token itself for the root)."""
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Head, head's head … up to the root, without the token itself."""
        seen = {token.index}
        while token.head not in seen:
            token = self.tokens[token.head]
            seen.add(token.index)
            yield token

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """The token and everything below it, in text order."""
        found, queue = {token.index}, [token.index]
        while queue:
            for child in self._children[queue.pop()]:
                if child not in found:
                    found.add(child)
                    queue.append(child)
        return tuple(self.tokens[i] for i in sorted(found))

    def within(self, span: Span) -> tuple[Token, ...]:
        """The tokens that overlap the span, in text order."""
        first, last = span.start, span.end
        return tuple([t for t in self.tokens if t.start < last and first < t.end])

    def head_of(self, span: Span) -> Token | None:
        """The token of the span whose head lies outside the span (the last such), or None if no token is in it."""
        inside = self.within(span)
        indexes = {t.index for t in inside}
        tops = [t for t in inside if t.head not in indexes or t.head == t.index]
        return tops[-1] if tops else None

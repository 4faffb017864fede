"""Looking for words: which documents and sentences have them, and where they stand in these.

The ledger's indexes hold no text, so that what was found is indexed once more in memory, in the same way, to be marked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from sayso.store.records import Found
from sayso.store.sqlite.conditions import match_words
from sayso.store.sqlite.connection import Connection, storable
from sayso.store.sqlite.documents import Documents
from sayso.store.sqlite.rows import text_of

_MANY = 20_000
"""Beyond so many that match, the latest are taken, as weighing all of them takes too long."""
_AROUND = 160
"""Characters shown before the first word that was looked for, and twice as many after it."""
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Marks around what was found; where a text has them itself they are blanked."""
_BLANK = str.maketrans({"\0": " ", _OPEN: " ", _CLOSE: " "})


class Words:
    """The part of a ledger that looks for words."""

    def __init__(self, db: Connection, documents: Documents) -> None:
        self._db, self._documents = db, documents

    def documents(self, text: str, limit: int) -> list[Found]:
        """Listed documents whose title or text has all the words, the best first.

        Where very many do, those added last. Raises UsageError when no word is left.
        """
        query = match_words(text)
        rows = self._matching("document_words", query, "documents d ON d.n = w.rowid AND d.current = 1", "d.n", limit)
        told = self._documents.entries(rows)
        texts = [(told[n].title or "", text_of(self._db, n)) for n in rows]
        found = []
        for n, (title, body), (in_title, in_body) in zip(rows, texts, _marked(texts, query), strict=True):
            shown, start, marks = (title, 0, in_title) if in_title else _stretch(body, in_body)
            found.append(
                Found(id=told[n].id, row=told[n], in_title=bool(in_title), text=shown, start=start, marks=marks)
            )
        return found

    def claims(self, text: str, limit: int) -> list[Found]:
        """Listed claims, but those rejected, whose sentence has all the words; as ``documents``."""
        query = match_words(text)
        listed = "claims c ON c.sentence = w.rowid AND c.current = 1 AND c.id NOT IN (SELECT claim FROM rejected)"
        rows = self._matching("sentence_words", query, listed, "c.n", limit)
        where = {
            n: place
            for n, *place in self._db.among(
                "SELECT c.n, c.id, s.document, s.start, s.end FROM claims c JOIN sentences s ON s.n = c.sentence"
                " WHERE c.n IN ({})", rows,
            )
        }  # fmt: skip
        told = self._documents.entries({document for _, document, _, _ in where.values()})
        sentences = []
        for n in rows:
            _, document, start, end = where[n]
            sentences.append((text_of(self._db, document)[start:end],))
        found = []
        for n, (sentence,), (marks,) in zip(rows, sentences, _marked(sentences, query), strict=True):
            id, document, start, _ = where[n]
            found.append(
                Found(id=id, row=told[document], in_title=False, text=sentence, start=start, marks=tuple(marks))
            )
        return found

    def _matching(self, index: str, query: str, joined: str, column: str, limit: int) -> list[int]:
        """Rows that match, the best first, or the latest of very many."""
        matching = f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?"
        number = self._db.number(f"SELECT count(*) FROM ({matching})", (query, _MANY + 1))
        order = f"bm25({index}), {column} DESC" if number <= _MANY else "w.rowid DESC"
        join = "JOIN" if number <= _MANY else "CROSS JOIN"
        rows = self._db.all(
            f"SELECT {column} FROM {index} w {join} {joined} WHERE {index} MATCH ? ORDER BY {order} LIMIT ?",
            (query, limit),
        )
        return [n for (n,) in rows]


def _stretch(text: str, marks: Sequence[tuple[int, int]]) -> tuple[str, int, tuple[tuple[int, int], ...]]:
    """A part of the text around the first mark, cut at spaces, where it begins, and the marks in it."""
    first = marks[0][0] if marks else 0
    start = max(0, first - _AROUND)
    if start and (blank := text.find(" ", start, first)) >= 0:
        start = blank + 1
    end = min(len(text), first + 2 * _AROUND)
    if end < len(text) and (blank := text.rfind(" ", first, end)) > first:
        end = blank
    return text[start:end], start, tuple((a - start, b - start) for a, b in marks if start <= a and b <= end)


def _marked(rows: Iterable[Sequence[str]], query: str) -> list[list[tuple[tuple[int, int], ...]]]:
    """For each column of each row where the words of the query stand, as half-open ranges in order."""
    told = [[(storable(text) or "").translate(_BLANK) for text in row] for row in rows]
    if not told:
        return []
    columns = [f"c{n}" for n in range(len(told[0]))]
    db = sqlite3.connect(":memory:")
    try:
        db.execute(
            f"CREATE VIRTUAL TABLE w USING fts5 ({', '.join(columns)}, tokenize='porter unicode61 remove_diacritics 2')"
        )
        marks = ", ".join("?" * len(columns))
        db.executemany(f"INSERT INTO w (rowid, {', '.join(columns)}) VALUES (?, {marks})",
                       [(n, *row) for n, row in enumerate(told, 1)])  # fmt: skip
        shown = ", ".join(f"highlight(w, {n}, ?2, ?3)" for n in range(len(columns)))
        found: dict[int, Any] = {
            n: texts
            for n, *texts in db.execute(f"SELECT rowid, {shown} FROM w WHERE w MATCH ?1", (query, _OPEN, _CLOSE))
        }
    finally:
        db.close()
    return [[_ranges(text) for text in found.get(n, [""] * len(columns))] for n in range(1, len(told) + 1)]


def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Where the marks stand, counted without them."""
    found, at, start = [], 0, 0
    for c in text:
        if c == _OPEN:
            start = at
        elif c == _CLOSE:
            found.append((start, at))
        else:
            at += 1
    return tuple(found)

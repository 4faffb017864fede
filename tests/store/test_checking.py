"""Whatever does not hang together in a ledger is found, and told in words that say where."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.model import Claim, Span
from sayso.service.ledger import Ledger
from sayso.store.sqlite.packing import pack, unpack

from .making import LineReader, write_reports


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """A ledger of reports that tell of the same, with the bytes of their files."""
    path = tmp_path / "a.db"
    with Ledger(path, create=True) as ledger:
        ledger.add(write_reports(tmp_path / "reports", 6), LineReader(), keep_originals=True)
    return path


def problems(path: Path) -> list[str]:
    with Ledger(path) as ledger:
        return list(ledger.store.problems())


def damage(path: Path, *statements: str) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
    return problems(path)


def test_a_sound_ledger_has_no_problem(merged: Path) -> None:
    assert problems(merged) == []


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["DELETE FROM readings WHERE n = 1"], "row 1 of .* names a row of readings that is not there"),
        (["UPDATE texts SET text = text || 'x' WHERE document = 2"], "the text of document .* is not the one"),
        (["UPDATE originals SET bytes = x'00'"], "kept original [0-9a-f]{16} is damaged"),
        (["UPDATE originals SET bytes = (SELECT bytes FROM originals LIMIT 1)"], "kept original .* is damaged"),
        (["UPDATE tellings SET told = x'0102' WHERE n = 1"], "telling .* cannot be read"),
        (["UPDATE claims SET id = 'x' WHERE n = 1"], "the columns of claim x differ from its record"),
        (["UPDATE claims SET status = 'planned' WHERE n = 1"], "the columns of claim .* differ"),
        (["UPDATE sentences SET start = start + 1 WHERE n = 1"], "the columns of claim .* differ"),
        (["UPDATE sentences SET end = end - 1 WHERE n = 1"], "the columns of claim .* differ"),
        (["DELETE FROM actor_names_data WHERE id > 10"], "the index of words actor_names is damaged"),
        (["DELETE FROM source_names_docsize WHERE id = 1"], "the index of words source_names does not match sources"),
        (["INSERT INTO document_words_docsize SELECT 99, sz FROM document_words_docsize LIMIT 1"],
         "the index of words document_words does not match documents"),
        (["UPDATE readings SET current = 0 WHERE n = 1"], "1 documents with more than one current reading or none"),
        (["UPDATE documents SET current = 0 WHERE n = 1"], "1 articles with more than one listed version, or none"),
        (["UPDATE documents SET series = 1 WHERE n = 2"], "1 articles with more than one listed version, or none"),
        (["UPDATE claims SET current = 0 WHERE n = 1"], "1 claims listed that are superseded, or the reverse"),
        (["UPDATE sources SET claims = claims + 1 WHERE n = 1"], "1 sources whose number of claims is wrong"),
        (["DELETE FROM claim_sources WHERE claim = 1"], "1 sources whose number of claims is wrong"),
        (["UPDATE claims SET current = 0 WHERE n = 1"], "1 claims told of in incidents that are superseded"),
        (["DELETE FROM incident_tellings WHERE incident = (SELECT min(n) FROM incidents)"],
         "1 incidents without a telling"),
        (["DELETE FROM incident_names WHERE n = 1"], "1 incidents that answer to no id, or not to their own"),
        (["UPDATE incident_names SET now = 'i0' WHERE n = 1"], "1 incidents that answer to no id, or not to their own"),
        (["UPDATE claim_incidents SET incident = 'i0'"], "12 claims in another incident than the last"),
        (["DELETE FROM claim_incidents WHERE claim = (SELECT id FROM claims WHERE n = 1)"],
         "1 claims in another incident than the last"),
    ],
)  # fmt: skip
def test_what_does_not_hang_together_is_told(merged: Path, statements: list[str], found: str) -> None:
    told = damage(merged, *statements)
    assert any(re.search(found, problem) for problem in told), told


def test_a_claim_that_was_edited_is_no_problem_and_one_with_other_columns_is(merged: Path) -> None:
    from sayso.service.deciding import By

    with Ledger(merged) as ledger:
        claim = next(ledger.claims()).claim
        ledger.decide("edit", [claim.id], By("Ann", "r"), field="type", value="riot")
        ledger.add_claim(next(ledger.claims()).document.id, (0, 6), "clash", By("Ann", "r"))
    assert problems(merged) == []
    assert any(
        "differ" in problem for problem in damage(merged, f"UPDATE claims SET type = 'clash' WHERE id = '{claim.id}'")
    )


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda c: replace(c, place=replace(c.place, text="Kyiv")), "“Kyiv” does not stand at"),
        (lambda c: replace(c, time=replace(c.time, mention=replace(c.time.mention, text="May"))),
         "“May” does not stand"),
        (lambda c: replace(c, trigger=Span(start=3, end=3)), "3–3 lies outside the text"),
        (lambda c: replace(c, trigger=Span(start=-1, end=3)), "-1–3 lies outside the text"),
        (lambda c: replace(c, actors=(replace(c.actors[0], end=99_999),)), "99999 lies outside the text"),
        (lambda c: replace(c, targets=(replace(c.actors[0], end=99_999),)), "99999 lies outside the text"),
        (lambda c: replace(c, figures=(replace(c.figures[0], end=99_999),)), "99999 lies outside the text"),
        (lambda c: replace(c, attribution=replace(c.attribution, sources=(replace(c.sources[0], end=99_999),))),
         "99999 lies outside the text"),
    ],
)  # fmt: skip
def test_words_that_do_not_stand_where_they_should_are_told(merged: Path, change: Any, found: str) -> None:
    with closing(sqlite3.connect(merged)) as db:
        (told,) = db.execute("SELECT told FROM claims WHERE n = 1").fetchone()
        db.execute("UPDATE claims SET told = ? WHERE n = 1", (pack(change(unpack(Claim, told))),))
        db.commit()
    (problem,) = problems(merged)
    assert re.search(f"claim .*: {found}", problem) or found in problem


def test_words_that_end_with_the_text_stand_in_it(tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_text("clash asserted Goma 3 army fought")
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.add([report], LineReader())
        assert list(ledger.store.problems()) == []

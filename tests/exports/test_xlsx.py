"""XLSX: a workbook that a spreadsheet opens, in which text is text whatever it says."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sayso.exports import xlsx
from sayso.exports.xlsx import CELL, INCIDENT_COLUMNS, Workbook, shown

from .incidents import dossier, killed, says

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
HOSTILE = ("=1+1", "+1+cmd", "-2+3", "@SUM(A1)", "http://evil.example", "mailto:a@b.example", "{=A1}", "<b>&", "a\0b",
           "half \ud800", "\u202eevil", "12", " padded ")  # fmt: skip


def book(path: Path, rows: list[tuple[Any, ...]]) -> Path:
    target = path / "a.xlsx"
    made = Workbook(target, ("one", "two"), path)
    for row in rows:
        made.claims.add(row)
    made.figures.add(("c", None, "clash", "asserted", "killed", "people", 3, None, "exact", None, None, "=1", "x", "y"))
    made.add_incident(dossier(says("shelling", "=1+1", killed("three people", 3), outlet="=cmd()")))
    made.sources.add(("@evil", None, "media", None, 2))
    made.close([("ledger", "=a.db")])
    return target


def sheets(path: Path) -> dict[str, list[list[tuple[str, str]]]]:
    """Sheet name to rows of (type, text) cells, read from the bare XML."""
    with zipfile.ZipFile(path) as archive:
        names = re.findall(r'<sheet name="(\w+)"', archive.read("xl/workbook.xml").decode())
        found = {}
        for n, name in enumerate(names, 1):
            text = archive.read(f"xl/worksheets/sheet{n}.xml")
            assert b"<f>" not in text, "a formula"
            assert b"<hyperlink" not in text, "a link"
            rows = ElementTree.fromstring(text).findall(".//m:row", NS)
            found[name] = [[(c.get("t", "n"), "".join(c.itertext())) for c in r.findall("m:c", NS)] for r in rows]
        assert not [part for part in archive.namelist() if "rels" in part and b"http://evil" in archive.read(part)]
    return found


def test_sheets_and_headers(tmp_path: Path) -> None:
    found = sheets(book(tmp_path, []))
    assert list(found) == ["Claims", "Figures", "Incidents", "Sources", "About"]
    assert [text for _, text in found["Incidents"][0]] == list(INCIDENT_COLUMNS)
    assert len(found["Incidents"]) == 2


def test_text_stays_text_whatever_it_says(tmp_path: Path) -> None:
    found = sheets(book(tmp_path, [(text, 1) for text in HOSTILE]))
    assert [row[0] for row in found["Claims"][1:]] == [("inlineStr", shown(text)) for text in HOSTILE]
    assert {row[1] for row in found["Claims"][1:]} == {("n", "1")}
    assert ("inlineStr", "=1+1") in found["Claims"][1]


def test_the_same_again_is_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.mkdir()
    two.mkdir()
    rows = [(text, 1) for text in HOSTILE]
    assert book(one, rows).read_bytes() == book(two, rows).read_bytes()


def test_long_text_is_cut_where_a_cell_ends(tmp_path: Path) -> None:
    text = "x" * (CELL + 10)
    [cell] = [row[0][1] for row in sheets(book(tmp_path, [(text, None)]))["Claims"][1:]]
    assert (len(cell), cell[-1]) == (CELL, "…")


def test_rows_beyond_a_sheet_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 3)
    made = Workbook(tmp_path / "a.xlsx", ("one",), tmp_path)
    for n in range(5):
        made.claims.add((n,))
    assert dict(made.close().left_out) == {"claims beyond the rows of a sheet": 3}


def test_days_are_dates_and_headers_filter(tmp_path: Path) -> None:
    """A day that is text sorts and filters by its letters, and no chart has it on its axis."""
    target = tmp_path / "a.xlsx"
    made = Workbook(target, ("claim", "published", "earliest"), tmp_path)
    made.claims.add(("2026-02-09", "2026-02-09", "1899-01-05"))
    made.figures.add(("c", *[None] * 10, date(2026, 2, 9), "2026-02-08", None, None, None))
    made.close()
    found = sheets(target)
    assert found["Claims"][1] == [("inlineStr", "2026-02-09"), ("n", "46062"), ("inlineStr", "1899-01-05")]
    assert [cell for cell in found["Figures"][1] if cell[0] == "n"] == [("n", "46062"), ("n", "46061")]
    with zipfile.ZipFile(target) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert '<autoFilter ref="A1:C2"/>' in text
    assert 'state="frozen"' in text
    assert "yyyy-mm-dd" in styles

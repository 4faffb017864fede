"""Exports: previewed and saved under the filter of the page; the same bytes as from the command line."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile
from pathlib import Path
from typing import TextIO

import pytest
from starlette.testclient import TestClient

from sayso.errors import ExportError
from sayso.service.exporting import FORMS
from sayso.service.ledger import Ledger
from sayso.service.previewing import preview
from sayso.store.filters import Filter
from sayso.web.streaming import written
from tests.web.conftest import Visit


@pytest.mark.parametrize("form", sorted(name for name, kind in FORMS.items() if kind.write))
def test_saves_what_the_command_line_writes(client: TestClient, ledger_path: Path, form: str) -> None:
    answer = client.get(f"/export/{form}?status=denied")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    out = io.StringIO(newline="")
    with Ledger(ledger_path) as ledger:
        ledger.export(form, None, ledger.filter(statuses=("denied",)), out=out)
    assert answer.content.decode() == out.getvalue()


def test_saves_a_workbook(client: TestClient) -> None:
    answer = client.get("/export/xlsx?type=shelling")
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_nothing_typed_stands_in_the_name_of_the_file(client: TestClient) -> None:
    answer = client.get("/export/csv", params={"text": 'x"\r\nSet-Cookie: a=b'})
    assert answer.headers["content-disposition"] == 'attachment; filename="sayso-claims.csv"'
    assert "set-cookie" not in answer.headers


def test_a_form_that_there_is_not_is_refused(client: TestClient) -> None:
    assert client.get("/export/exe").status_code == 400
    assert client.get("/export?form=exe").status_code == 400
    assert client.get("/export/jsonl?raw=1").status_code == 400


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"ftm", "kml", "training"}))
def test_the_page_begins_as_the_file_does(client: TestClient, ledger_path: Path, form: str) -> None:
    """What is previewed must be what one gets; and the preview of a large ledger must not cost the whole export."""
    assert client.get(f"/export?form={form}").status_code == 200
    out = io.StringIO(newline="")
    with Ledger(ledger_path) as ledger:
        seen = preview(ledger.store, form, Filter())
        if FORMS[form].table is None:
            ledger.export("csv" if form == "xlsx" else form, None, out=out)
        else:
            assert list(seen.columns) == [field.name for field in FORMS[form].fields]
            assert seen.rows
            return
    assert seen.more
    if seen.columns:
        whole = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
        assert list(seen.columns) == whole[0]
        for shown, row in zip(seen.rows, whole[1:], strict=False):
            assert [s[:150] for s in shown] == [value[:150] for value in row]
    else:
        first = out.getvalue().splitlines()[0 if FORMS[form].media.endswith("jsonl") else 1].rstrip(",")
        assert json.loads(seen.text[: seen.text.index("\n}") + 2]).keys() == json.loads(first).keys()


def test_a_preview_of_all_there_is_says_so(client: TestClient, ledger_path: Path) -> None:
    with Ledger(ledger_path) as ledger:
        [incident] = ledger.incidents(limit=1)
        for form in ("geojson", "csv", "jsonl"):
            seen = preview(ledger.store, form, ledger.filter(incident=incident.id), most=max(incident.claims, 1))
            assert not seen.more or (form == "jsonl" and incident.documents > 1)


def test_writing_stops_when_nobody_reads() -> None:
    """A browser that goes away must not leave a thread that writes a million rows."""
    made = []

    def write(out: TextIO) -> None:
        for row in range(10_000_000):
            out.write("x" * 1_000)
            made.append(row)

    pieces = written(write)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    seen = -1
    for _ in range(50):
        if len(made) == seen:
            break
        seen = len(made)
        time.sleep(0.1)
    assert len(made) < 10_000


def test_a_fault_midway_breaks_the_answer_off() -> None:
    """Else half an export looks like a whole one."""

    def write(out: TextIO) -> None:
        out.write("x" * 200_000)
        raise ExportError("it", "the disk is full")

    pieces = written(write)
    next(pieces)
    with pytest.raises(ExportError):
        list(pieces)


def test_method_and_limits_go_along(client: TestClient) -> None:
    text = client.get("/export/about.txt?type=shelling&since=2024-01-01").text
    assert "type: shelling" in text
    assert "since: 2024-01-01" in text
    assert "&#" not in text
    assert "no probability" in text


def test_in_a_browser_without_scripts(chromium: object, served: object) -> None:
    visit = Visit(chromium, served, java_script_enabled=False)  # type: ignore[arg-type]
    visit.page.goto("/export?type=shelling")
    visit.page.get_by_role("link", name="GeoJSON of incidents").click()
    assert "type=shelling" in visit.page.url
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("link", name="Save sayso-incidents.geojson").click()
    features = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))["features"]
    assert features
    visit.close()

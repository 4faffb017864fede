"""What sayso promises of every reading, through every reader."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sayso.exports.contract import dumps, reading_to_dict
from sayso.model import Reading
from sayso.present import FORMATS
from sayso.service.reading import Reader, Unread
from tests.test_promises import check

from .making import SENTENCE, one_of_each

FILES = one_of_each()
REPORTS = 18
BLOCKED = """import sys
REACH = {'connect', 'getaddrinfo', 'gethostbyname', 'gethostbyaddr', 'getnameinfo', 'sendto', 'sendmsg'}
def refuse(event, args):
    if event.startswith('socket.') and event.removeprefix('socket.') in REACH:
        raise SystemExit('the network was reached for')
sys.addaudithook(refuse)
from sayso.cli import main
main()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("every")
    for name, data in FILES.items():
        (made / name).write_bytes(data)
    (made / "bad.jsonl").write_text('{bad\n{"text": "' + SENTENCE + '"}')
    return made


@pytest.fixture(scope="module")
def found(reader: Reader, folder: Path) -> list[Reading | Unread]:
    return list(reader.read_paths([folder]))


def as_json(found: list[Reading | Unread]) -> list[str]:
    return [dumps(reading_to_dict(one)) if isinstance(one, Reading) else str(one.error) for one in found]


def test_every_report_is_read_and_quoted_exactly(found: list[Reading | Unread]) -> None:
    readings = [one for one in found if isinstance(one, Reading)]
    assert len(readings) == REPORTS + 1
    for reading in readings:
        check(reading)
        assert any(claim.type in ("casualties", "attack-civilians") for claim in reading.claims), (
            reading.document.format
        )
        assert "Oldbridge" in reading.document.text


def test_one_bad_record_is_told_in_its_place(found: list[Reading | Unread], folder: Path) -> None:
    (bad,) = (one for one in found if isinstance(one, Unread))
    assert str(bad.error).startswith(f"{folder / 'bad.jsonl'}: line 1: is no JSON")
    following = found[found.index(bad) + 1]
    assert isinstance(following, Reading)
    assert following.document.record == "line 2"


def test_several_processes_read_the_same(reader: Reader, found: list[Reading | Unread], folder: Path) -> None:
    assert as_json(list(reader.read_paths([folder], processes=2))) == as_json(found)


def test_the_same_bytes_in_another_process_without_a_network(found: list[Reading | Unread], folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, "read", "--format", "jsonl", str(folder)],
        capture_output=True, timeout=180, check=False, env={**os.environ, "PYTHONHASHSEED": "7"},
    )  # fmt: skip
    expected = [line for line, one in zip(as_json(found), found, strict=True) if isinstance(one, Reading)]
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert [json.loads(line) for line in done.stdout.splitlines()] == [json.loads(line) for line in expected]


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_of_output_takes_every_report(found: list[Reading | Unread], form: str) -> None:
    from io import StringIO

    out = StringIO()
    FORMATS[form]([one for one in found if isinstance(one, Reading)], out)
    assert "three" in out.getvalue().casefold()


def test_a_fault_in_one_record_does_not_lose_the_others(
    reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reader._pipeline.read

    def stumble(document: Any) -> Reading:
        if document.record == "line 2":
            raise RecursionError("too deep")
        return read(document)

    monkeypatch.setattr(reader._pipeline, "read", stumble)
    results = list(reader.read_paths([folder / "g.jsonl"]))
    assert [type(one) for one in results] == [Reading, Unread]
    assert "line 2: reading it failed: RecursionError" in str(results[1].error)  # type: ignore[union-attr]

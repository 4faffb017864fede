"""Jobs of adding outlive the server in what is told of them; what it broke off is said, and its files are removed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from tempfile import gettempdir

import httpx
import pytest
from starlette.testclient import TestClient

from sayso.web import Settings, create_app
from sayso.web.jobs import Jobs
from sayso.web.remembering import BROKEN_OFF, PREFIX, keep, recalled, record_path
from sayso.web.running import Filed, Job
from sayso.web.uploads import Saved
from tests.web.test_serving import answer, free_port

REPORT = b"Rebels captured Goma on Monday, the army said. At least 12 people were killed in the fighting.\n"


def job(folder: Path, state: str = "reading") -> Job:
    done = Filed("one.txt", "one.txt", 9, "done")
    done.outcomes["new"], done.claims, done.documents = 1, 2, ["d1"]
    bad = Filed("<b>.pdf", "b.pdf", 9)
    bad.refuse("is damaged", "send another", "page 2")
    bad.state = "refused"
    files = [done, bad, Filed("next.txt", "next.txt", 9, "reading"), Filed("last.txt", "last.txt", 9)]
    return Job("abc", "Ada", folder, files, state=state)  # type: ignore[arg-type]


def test_what_is_kept_is_what_is_told(tmp_path: Path) -> None:
    ours = Path(gettempdir()) / f"{PREFIX}test-{os.getpid()}"
    ours.mkdir()
    (ours / "next.txt").write_text("words")
    path = tmp_path / "a.db.adding"
    keep(path, [job(ours, "done"), job(ours)])
    assert path.stat().st_mode & 0o077 == 0
    first, second = recalled(path)
    assert (first.state, first.problem, first.files[0].claims, first.files[0].documents) == ("done", "", 2, ["d1"])
    assert first.files[1].refusals == [("page 2", "is damaged", "send another")]
    assert (second.state, second.problem) == ("failed", BROKEN_OFF)
    assert [one.state for one in second.files] == ["done", "refused", "stopped", "stopped"]
    assert not ours.exists(), "nobody would read them any more"


@pytest.mark.parametrize("name", ["..", "/etc", f"{PREFIX}../../mine", "mine", ""])
def test_no_folder_but_ours_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("sayso.web.remembering.gettempdir", lambda: str(tmp_path / "tmp"))
    (tmp_path / "tmp" / "mine").mkdir(parents=True)
    path = tmp_path / "a.db.adding"
    keep(path, [job(tmp_path / "tmp" / "mine")])
    told = json.loads(path.read_text())
    told["jobs"][0]["folder"] = name
    path.write_text(json.dumps(told))
    assert recalled(path)[0].problem == BROKEN_OFF
    assert (tmp_path / "tmp" / "mine").is_dir()


@pytest.mark.parametrize("told", ["", "{", "[]", '{"jobs": [{}]}', '{"jobs": [{"state": "x"}]}', '{"jobs": 3}'])
def test_a_damaged_record_is_no_reason_not_to_start(ledger_path: Path, told: str) -> None:
    path = record_path(ledger_path)
    path.write_text(told)
    path.chmod(0o600)
    with TestClient(create_app(Settings(ledger=ledger_path)), base_url="http://localhost:8321") as client:
        assert client.get("/add").status_code == 200
    keep(path, [job(Path("/nowhere"))])
    path.chmod(0o666)
    assert recalled(path) == []


def test_jobs_of_a_server_that_ended_are_told_by_the_next(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path / "a.db")
    jobs._waiting.append(job(tmp_path / "held"))  # keeps the line long, so that nothing is read
    jobs._thread = threading.current_thread()
    made = jobs.start(jobs.folder(), "Ada", [Saved("a.txt", "a.txt", 3)])
    jobs.close()
    assert not made.folder.exists()
    (again,) = Jobs(tmp_path / "a.db").listed()
    assert (again.id, again.state, again.problem) == (made.id, "failed", BROKEN_OFF)


@pytest.mark.skipif(os.name != "posix", reason="signals are sent otherwise here")
def test_a_killed_server_leaves_word_of_what_it_was_adding(ledger_path: Path) -> None:
    port = free_port()
    home = f"http://localhost:{port}"
    words = [sys.executable, "-m", "sayso.cli", "serve", "--ledger", str(ledger_path), "--port", str(port)]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL) as process:
        answer(f"{home}/api/health")
        sent = [("files", ("one.txt", REPORT)), ("files", ("two.txt", REPORT + b"More was not known.\n"))]
        begun = httpx.post(f"{home}/add", files=sent, headers={"origin": home}, timeout=60)
        assert begun.status_code == 303
        process.send_signal(signal.SIGKILL)
    with TestClient(create_app(Settings(ledger=ledger_path)), base_url="http://localhost:8321") as client:
        told = client.get(begun.headers["location"])
        assert BROKEN_OFF in told.text
        assert "add the rest again" in told.text
        assert "two.txt" in told.text
        assert begun.headers["location"] in client.get("/add").text


def test_a_job_that_is_done_is_kept_as_done(client: TestClient, ledger_path: Path) -> None:
    begun = client.post("/add", files=[("files", ("one.txt", REPORT))], follow_redirects=False)
    id = begun.headers["location"].rpartition("/")[2]
    until = time.monotonic() + 120
    while not client.app.state.jobs.get(id).over:  # type: ignore[attr-defined]
        assert time.monotonic() < until
        time.sleep(0.1)
    time.sleep(0.5)
    with TestClient(create_app(Settings(ledger=ledger_path)), base_url="http://localhost:8321") as again:
        page = again.get(f"/add/{id}").text
    assert BROKEN_OFF not in page
    assert "1 new" in page

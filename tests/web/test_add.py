"""Adding: files and texts sent by a browser, read in a process apart; what is refused, stopped, killed or hostile."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sayso.errors import UsageError
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter
from sayso.web import Settings, create_app, running
from sayso.web.jobs import Jobs
from sayso.web.running import Job
from sayso.web.uploads import FILE_MOST, Saved, clean, save
from tests.web.conftest import ROOT, Served, Visit
from tests.web.test_sources import checked

REPORT = "Rebels captured Goma on Monday, the army said. At least 12 people were killed in the fighting.\n"
OTHER = "Shelling hit a market in Kharkiv on Tuesday and killed four people, the mayor said.\n"
NAME = '"><img src=x onerror=alert(1)>.txt'


def wait(job: Job, seconds: float = 120) -> Job:
    until = time.monotonic() + seconds
    while not job.over:
        assert time.monotonic() < until, f"the job is not over: {job}"
        time.sleep(0.05)
    return job


def begun(client: TestClient, answer: Any) -> Job:
    assert answer.status_code == 303, answer.text
    found = client.app.state.jobs.get(answer.headers["location"].rpartition("/")[2])  # type: ignore[attr-defined]
    assert isinstance(found, Job)
    return found


def send(client: TestClient, *files: tuple[str, bytes], **data: str) -> Job:
    sent = [("files", file) for file in files]
    return begun(client, client.post("/add", files=sent, data=data, follow_redirects=False))


def test_each_file_is_added_or_refused_with_its_reason(client: TestClient, ledger_path: Path) -> None:
    job = send(
        client, ("one.txt", REPORT.encode()), ("broken.pdf", b"%PDF-1.4 nothing"), ("picture.png", b"\x89PNG"),
        ("addresses.txt", b"https://example.org/a\nhttps://example.org/b\n"),
        ("french.txt", "Les rebelles ont pris la ville lundi, selon l’armée, et douze civils sont morts.".encode()),
        ("../../two.txt", OTHER.encode()), published="2025-01-28", outlet="Wire",
    )  # fmt: skip
    wait(job)
    assert (job.state, job.problem) == ("done", "")
    assert [one.state for one in job.files] == ["done", "refused", "refused", "refused", "refused", "done"]
    page = client.get(f"/add/{job.id}").text
    assert "nothing is fetched" in page
    assert "is damaged" in page
    assert not job.folder.exists()
    with Ledger(ledger_path) as ledger:
        for one in (job.files[0], job.files[5]):
            [document] = one.documents
            assert f"/documents/{document}" in page
            told = ledger.store.documents.reading(document).document
            assert (told.outlet, str(told.published)) == ("Wire", "2025-01-28")
        assert [c.claim.type for c in ledger.claims(Filter(document=job.files[0].documents[0]))]


def test_the_same_again_is_known(client: TestClient) -> None:
    first = wait(send(client, ("one.txt", REPORT.encode())))
    again = wait(send(client, ("other-name.txt", REPORT.encode())))
    assert dict(first.files[0].outcomes) == {"new": 1}
    assert dict(again.files[0].outcomes) == {"known": 1}


def test_a_text_is_added_with_what_is_told_of_it(client: TestClient, ledger_path: Path) -> None:
    told = {"text": REPORT, "title": "Goma falls", "outlet": "Wire", "published": "2025-01-28",
            "url": "https://example.org/goma"}  # fmt: skip
    answer = client.post("/add", data=told, files={"nothing": ("", b"")}, follow_redirects=False)
    job = wait(begun(client, answer))
    with Ledger(ledger_path) as ledger:
        document = ledger.store.documents.reading(job.files[0].documents[0]).document
    assert (document.title, document.outlet, document.url) == ("Goma falls", "Wire", "https://example.org/goma")
    assert str(document.published) == "2025-01-28"
    assert REPORT.strip() in document.text


def test_nothing_and_nonsense_are_told_with_what_was_typed(client: TestClient) -> None:
    answer = client.post("/add", files={"files": ("", b"")})
    assert answer.status_code == 400
    assert "nothing to add" in answer.text
    answer = client.post("/add", data={"text": "Kept <words>", "published": "2025-02-31"}, files={"x": ("", b"")})
    assert answer.status_code == 400
    assert "2025-02-31" in answer.text
    assert "Kept &lt;words&gt;" in answer.text
    assert client.post("/add", data={"text": "no file form"}).status_code == 400


def test_a_full_disk_is_told_and_leaves_nothing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    folder = Jobs.folder

    def remembered(self: Jobs) -> Path:
        made.append(folder(self))
        return made[-1]

    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Jobs, "folder", remembered)
    monkeypatch.setattr("sayso.web.uploads.shutil.copyfileobj", full)
    answer = client.post("/add", files={"files": ("a.txt", REPORT.encode())})
    assert answer.status_code == 400
    assert "No space left" in answer.text
    assert [one for one in made if one.exists()] == []


def test_a_process_that_dies_loses_one_file_only(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that is made to kill the parser must not keep the others out."""
    heard = running.Run._hear

    def kill_on_the_second(self: running.Run, told: dict[str, Any]) -> None:
        heard(self, told)
        if told == {"file": 1}:
            process = self._job.process
            assert process is not None
            os.killpg(process.pid, signal.SIGKILL)

    monkeypatch.setattr(running.Run, "_hear", kill_on_the_second)
    long = "\n\n".join([OTHER] * 400)  # still being read when the signal comes, however late that is
    job = wait(send(client, ("a.txt", REPORT.encode()), ("b.txt", long.encode()), ("c.txt", OTHER.encode())))
    assert [one.state for one in job.files] == ["done", "refused", "done"]
    assert "killed" in job.files[1].refusals[0][1]
    assert job.state == "done"


def test_a_process_that_stalls_is_ended(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "STALLED", 1.0)
    job = wait(send(client, ("a.txt", REPORT.encode())), 30)  # loading alone takes longer
    assert job.state == "failed"
    assert job.files[0].state == "stopped"


def test_stopping_keeps_what_was_added(client: TestClient) -> None:
    job = send(client, *((f"{n}.txt", f"{REPORT}Number {n}.".encode()) for n in range(400)))
    until = time.monotonic() + 60
    while job.done < 2:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert client.post(f"/add/{job.id}/stop", follow_redirects=False).status_code == 303
    wait(job, 10)
    assert job.state == "stopped"
    assert job.done >= 2
    assert {one.state for one in job.files} == {"done", "stopped"}
    assert "Stopped" in client.get(f"/add/{job.id}").text


def long_report() -> bytes:
    """Some 120 kB of our own reports, which take many seconds to read."""
    parts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus" / "reports").rglob("*.txt"))[:60]]
    return "\n\n".join(parts).encode()


def test_one_long_report_tells_how_far_it_is_and_stops_at_once(client: TestClient, ledger_path: Path) -> None:
    with Ledger(ledger_path) as ledger:
        before = ledger.store.counts()
    job = send(client, ("long.txt", long_report()), ("b.txt", OTHER.encode()))
    seen: list[float] = []
    until = time.monotonic() + 300
    while len(seen) < 4:
        assert time.monotonic() < until, job
        assert not job.over
        if job.far > (seen[-1] if seen else 0):
            seen.append(job.far)
        time.sleep(0.05)
    assert seen == sorted(seen)
    assert seen[-1] < 1
    assert "long.txt (" in client.get(f"/add/{job.id}").text
    start = time.monotonic()
    client.post(f"/add/{job.id}/stop")
    wait(job, 10)
    assert time.monotonic() - start < 2
    assert [one.state for one in job.files] == ["stopped", "stopped"]
    with Ledger(ledger_path) as ledger:
        assert ledger.store.counts() == before


def test_a_file_of_many_reports_tells_how_far_it_is(client: TestClient) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus" / "reports").rglob("*.txt"))[60:90]]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    job = send(client, ("many.jsonl", lines.encode()))
    seen: set[float] = set()
    until = time.monotonic() + 300
    while not job.over:
        assert time.monotonic() < until, job
        seen.add(round(job.far, 2))
        time.sleep(0.02)
    assert job.files[0].reports == 30
    assert len([far for far in seen if 0 < far < 1]) >= 3, seen
    assert job.far == 1


def test_events_tell_each_file_once(client: TestClient) -> None:
    job = wait(send(client, ("a.txt", REPORT.encode()), ("b.txt", OTHER.encode())))
    said = client.get(f"/add/{job.id}/events")
    assert said.headers["content-type"].startswith("text/event-stream")
    assert said.text.count('"log"') == 2
    assert "event: end" in said.text
    rest = client.get(f"/add/{job.id}/events", headers={"Last-Event-ID": "1"}).text
    assert rest.count('"log"') == 1


def test_a_job_that_is_not_there(client: TestClient) -> None:
    assert client.get("/add/none").status_code == 404
    assert client.post("/add/none/stop").status_code == 404


def test_a_cross_site_form_adds_nothing(client: TestClient) -> None:
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    answer = client.post("/add", files={"files": ("a.txt", REPORT.encode())}, headers=headers)
    assert answer.status_code == 403
    assert client.app.state.jobs.listed() == []  # type: ignore[attr-defined]


def test_a_file_beyond_the_cap_is_refused_alone(tmp_path: Path) -> None:
    with (tmp_path / "large").open("w+b") as large:
        found = save(tmp_path, "large.txt", large, FILE_MOST + 1, 10**9, set())
        assert "larger" in found.refused
        assert "fit" in save(tmp_path, "a.txt", large, 100, 99, set()).refused
    assert [p.name for p in tmp_path.iterdir()] == ["large"]


NAMES = ("../x", "a/b", "a", "A", "a/b/c", "..", "-", "", "con", "a.txt", "a.txt/", "x" * 300 + ".html")


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(NAMES), max_size=8))
def test_no_name_leads_out_of_the_folder(names: list[str]) -> None:
    """Names are told by whoever sends them; each file must lie in the job's own folder, and none on another."""
    with TemporaryDirectory() as made:
        folder = Path(made).resolve()
        taken: set[str] = set()
        saved = [save(folder, name, io.BytesIO(b"words"), 5, 10**9, taken) for name in names]
        paths = [folder / one.path for one in saved if not one.refused]
        assert len(set(paths)) == len(paths)
        for path in paths:
            assert path.resolve().is_relative_to(folder)
            assert path.resolve() != folder
            assert path.read_bytes() == b"words"


def test_names_are_cleaned() -> None:
    assert clean("../../etc/passwd") == "etc/passwd"
    assert clean("C:\\reports\\a.txt") == "C_/reports/a.txt"
    assert clean("--help") == "help"
    assert clean("a\u202etxt.exe\x00") == "a_txt.exe_"
    assert clean("///") == "file"


def test_too_many_jobs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.web.jobs._WAITING", 1)
    monkeypatch.setattr(Jobs, "_run", lambda self: None)
    jobs = Jobs(tmp_path / "a.db")
    jobs.start(jobs.folder(), "", [Saved("a", "a", 1)])
    folder = jobs.folder()
    with pytest.raises(UsageError, match="wait already"):
        jobs.start(folder, "", [Saved("a", "a", 1)])
    assert not folder.exists()
    jobs.close()


def test_in_a_browser_with_a_hostile_name(visit: Visit, tmp_path: Path) -> None:
    report = tmp_path / NAME.replace("/", "")
    report.write_text(REPORT + "<script>alert(2)</script>\n", encoding="utf-8")
    visit.page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    visit.page.goto("/add")
    visit.page.locator("#files").set_input_files([report])
    visit.page.get_by_role("button", name="Add files").click()
    visit.page.wait_for_url("**/add/*")
    visit.page.get_by_role("heading", name="Added").wait_for(timeout=120_000)
    assert visit.page.get_by_text("onerror=alert(1)").count() > 0
    checked(visit)
    visit.page.locator("td a[href^='/documents/']").first.click()
    visit.page.wait_for_url("**/documents/*")


def test_without_scripts_on_a_phone(chromium: Any, served: Served) -> None:
    visit = Visit(
        chromium, served, java_script_enabled=False, viewport={"width": 360, "height": 800}, color_scheme="dark"
    )
    visit.page.goto("/add")
    visit.page.get_by_label("Paste one report").fill(OTHER)
    visit.page.locator("#outlet").fill("Herald")
    visit.page.get_by_role("button", name="Add the text").click()
    visit.page.get_by_role("heading", name="Added").wait_for(timeout=120_000)
    assert visit.page.get_by_text("1 new").count() == 1
    visit.page.goto("/add")
    assert visit.page.locator("table a[href^='/add/']").count() == 1
    visit.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_looks(chromium: Any, served: Served, scheme: str, width: int) -> None:
    visit = Visit(chromium, served, color_scheme=scheme, viewport={"width": width, "height": 800})
    visit.page.goto("/add")
    checked(visit)
    visit.close()


def test_files_are_kept_where_asked(client: TestClient, ledger_path: Path) -> None:
    one = wait(send(client, ("kept.txt", REPORT.encode()), keep="1"))
    two = wait(send(client, ("not.txt", OTHER.encode())))
    with Ledger(ledger_path) as ledger:
        assert ledger.store.documents.original(one.files[0].documents[0]) == REPORT.encode()
        assert ledger.store.documents.original(two.files[0].documents[0]) is None


def test_who_may_only_read_adds_nothing(ledger_path: Path) -> None:
    app = create_app(Settings(ledger=ledger_path, read_only=True))
    with TestClient(app, base_url="http://localhost:8321", headers={"Origin": "http://localhost:8321"}) as client:
        assert client.get("/add").status_code == 403
        assert client.post("/add", files={"files": ("a.txt", REPORT.encode())}).status_code == 403
        assert app.state.jobs.listed() == []


def run_python(code: str, **more: Any) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(os.path.abspath(part) for part in sys.path if part)
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": path}, **more,
    )  # fmt: skip


def test_the_process_that_reads_has_no_network() -> None:
    """A report that talks its parser into fetching something must not reach anybody."""
    done = run_python(
        "import socket, sys\nfrom sayso.web import worker\nsys.addaudithook(worker._stay_here)\n"
        "for ask in (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: socket.getaddrinfo('localhost', 9)):\n"
        "    try:\n        ask()\n    except PermissionError:\n        print('refused')\n"
    )
    assert done.stdout.split() == ["refused", "refused"]


@pytest.mark.skipif(os.name != "posix", reason="limits of this kind are POSIX")
def test_the_process_that_reads_has_a_limit_on_memory() -> None:
    done = run_python(
        "from sayso.web import worker\nworker._limit()\n"
        "try:\n    bytearray(worker.MEMORY + 1)\nexcept MemoryError:\n    print('refused')\n"
    )
    assert done.stdout.split() == ["refused"]


def test_the_process_that_reads_ends_with_the_server() -> None:
    done = run_python(
        "import sys, threading, time\nfrom sayso.web import worker\nsys.stdin.readline()\n"
        "threading.Thread(target=worker._end_with_the_server, daemon=True).start()\ntime.sleep(50)\nprint('alive')",
        input="{}\n",
    )
    assert done.returncode == 1
    assert done.stdout == ""

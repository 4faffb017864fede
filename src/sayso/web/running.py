"""One job of adding, and the process that reads its files: listened to, watched, ended when it stalls or is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

State = Literal["waiting", "reading", "done", "stopped", "failed"]
FileState = Literal["waiting", "reading", "done", "refused", "stopped"]
STALLED = 180.0
"""Seconds that the process may be silent over one report, or while it loads, before it is ended."""
_SHOWN = 50
"""Documents and refusals that are kept by name for one file."""


@dataclass(slots=True)
class Filed:
    """One file of a job. ``outcomes``: its reports by what became of them; ``documents``: ids of the first of them;
    ``refusals``: where in the file, why, what to do; ``refused``: how many reports in all. While it is read, from 0 to
    1: ``far``, how much of it is done, where that is known; ``report``, how much of the report in hand."""

    name: str
    path: str
    size: int
    state: FileState = "waiting"
    outcomes: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    refused: int = 0
    documents: list[str] = field(default_factory=list)
    refusals: list[tuple[str, str, str]] = field(default_factory=list)
    far: float = 0.0
    report: float = 0.0

    def refuse(self, reason: str, advice: str = "", where: str = "") -> None:
        """Keep that a report of it, or all of it, was refused."""
        self.refused += 1
        if len(self.refusals) < _SHOWN:
            self.refusals.append((where, reason, advice))

    @property
    def reports(self) -> int:
        """How many of its reports are in the ledger now."""
        return self.outcomes.total()


@dataclass(slots=True)
class Job:
    """Files that a person adds. ``log``: a line for each file that is done, with whether something was refused."""

    id: str
    by: str
    folder: Path
    files: list[Filed]
    published: str = ""
    outlet: str = ""
    keep: bool = False
    made: datetime = field(default_factory=lambda: datetime.now(UTC))
    state: State = "waiting"
    problem: str = ""
    loaded: bool = False
    log: list[tuple[str, bool]] = field(default_factory=list)
    stopping: bool = False
    process: subprocess.Popen[str] | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more happens."""
        return self.state in ("done", "stopped", "failed")

    @property
    def done(self) -> int:
        """Files that were read, or refused."""
        return sum(one.state in ("done", "refused") for one in self.files)

    @property
    def far(self) -> float:
        """Files that are done, with the share of the one in hand."""
        return self.done + max((one.far for one in self.files if one.state == "reading"), default=0.0)

    def finish(self, one: Filed) -> None:
        """A file is done."""
        one.far = one.report = 0.0
        one.state = "done" if one.reports else "refused"
        if not one.reports and not one.refused:
            one.refuse("holds no report")
        self.log.append((one.name, one.refused > 0))


class Run:
    """One process that reads files of a job, until they are done, it dies, or it is stopped."""

    def __init__(self, job: Job, ledger: Path) -> None:
        self._job, self._ledger = job, ledger
        self._heard = time.monotonic()
        self._stalled = self._over = False
        self._reading: Filed | None = None

    def read(self, files: Iterable[int]) -> None:
        """Read these files, by number."""
        job = self._job
        order = {
            "ledger": str(self._ledger), "published": job.published, "outlet": job.outlet, "keep": job.keep,
            "files": [(n, job.files[n].path) for n in files],
        }  # fmt: skip
        over = threading.Event()
        with (job.folder / ".said").open("w+") as said:
            process = _process(job.folder, said)
            job.process = process
            if job.stopping:
                kill(process)
            threading.Thread(target=self._watch, args=(process, over), daemon=True).start()
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError):
                process.stdin.write(json.dumps(order) + "\n")
                process.stdin.flush()
            for line in process.stdout:
                self._heard = time.monotonic()
                self._hear(json.loads(line))
            over.set()
            with suppress(BrokenPipeError):
                process.stdin.close()
            process.stdout.close()
            process.wait()
            said.seek(0)
            self._end(process.returncode, said.read()[-4_000:])
        job.process = None

    def _hear(self, told: dict[str, Any]) -> None:
        job = self._job
        self._over = self._over or "over" in told
        if "problem" in told:
            job.problem = told["problem"]
        if "file" not in told:
            job.loaded = job.loaded or "ready" in told
            return
        one = job.files[told["file"]]
        if "outcome" in told:
            one.outcomes[told["outcome"]] += 1
            one.claims += told["claims"]
            if told["document"] and len(one.documents) < _SHOWN:
                one.documents.append(told["document"])
        elif "refused" in told:
            one.refuse(told["refused"], told["advice"], told["where"])
        elif "far" in told:
            one.far, one.report = max(one.far, told["far"]), told["report"]
        elif "end" in told:
            job.finish(one)
            self._reading = None
        else:
            one.state, self._reading = "reading", one

    def _end(self, code: int, said: str) -> None:
        """What is to be said of a process that ended over a file, or before it read any."""
        job, one = self._job, self._reading
        if job.stopping or job.problem or self._over:
            return
        if one is None:
            last = said.strip().splitlines()[-1:] or [f"exit code {code}"]
            job.problem = f"the process that reads could not start: {last[0][:300]}"
            return
        why = f"takes longer than {STALLED:.0f} seconds for one report" if self._stalled else (
            "makes the process that reads it fail (it was killed, or ran out of memory)")  # fmt: skip
        one.refuse(why, "it is damaged, too large, or made to do harm")
        job.finish(one)

    def _watch(self, process: subprocess.Popen[str], over: threading.Event) -> None:
        while not over.wait(1):
            if time.monotonic() - self._heard > STALLED:
                self._stalled = True
                kill(process)
                return


def _process(folder: Path, said: Any) -> subprocess.Popen[str]:
    # -P keeps a file called json.py in the folder from being run; the path is handed on, so that sayso is found.
    path = os.pathsep.join(os.path.abspath(part) for part in sys.path if part)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "sayso.web.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said,
        text=True, encoding="utf-8", cwd=folder, start_new_session=True,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def kill(process: subprocess.Popen[str] | None) -> None:
    """End a process and those that it started."""
    if process is None or process.poll() is not None:
        return
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()

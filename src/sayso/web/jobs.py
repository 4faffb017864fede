"""Jobs of adding: one at a time, each in a process that can be stopped, whoever looks or does not.

A job goes on while nobody looks at it. What became of it is kept beside the ledger: a server that starts again lists
the jobs of those before, and tells which were broken off. A report on which the process dies or stalls is refused, and
another process goes on with the files behind it.
"""

from __future__ import annotations

import atexit
import secrets
import shutil
import threading
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sayso.errors import UsageError
from sayso.web.remembering import PREFIX, keep, recalled, record_path
from sayso.web.running import Filed, Job, Run, kill
from sayso.web.uploads import Saved

_KEPT = 40
"""Jobs that are remembered."""
_WAITING = 20
_EVERY = 2.0
"""Seconds between two looks at what is worth keeping of a job that is read."""


class Jobs:
    """The jobs of a server, the latest first. Safe to be used by several threads."""

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger.absolute()
        self._record = record_path(self._ledger)
        self._jobs: dict[str, Job] = {job.id: job for job in recalled(self._record)}
        self._waiting: deque[Job] = deque()
        self._lock, self._keeping = threading.Condition(), threading.Lock()
        self._thread: threading.Thread | None = None
        self.closed = False
        atexit.register(self.close)

    def folder(self) -> Path:
        """A new folder for the files of a job, which nobody else may read."""
        return Path(mkdtemp(prefix=PREFIX))

    def start(self, folder: Path, by: str, saved: Sequence[Saved], **about: Any) -> Job:
        """Begin a job over files that are saved, as soon as those before it are done. Raises UsageError when too many
        wait already; the folder is removed then, as it is when the job is over."""
        job = Job(secrets.token_hex(8), by, folder, [_filed(one) for one in saved], **about)
        with self._lock:
            if len(self._waiting) >= _WAITING:
                shutil.rmtree(folder, ignore_errors=True)
                raise UsageError(f"{_WAITING} jobs wait already; come back when they are done")
            self._forget()
            self._jobs[job.id] = job
            self._waiting.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
            self._lock.notify()
        self._keep()
        return job

    def listed(self) -> list[Job]:
        """All that are remembered, the latest first."""
        return list(self._jobs.values())[::-1]

    def get(self, id: str) -> Job | None:
        """The job of this id."""
        return self._jobs.get(id)

    def stop(self, job: Job) -> None:
        """Stop a job; what it has added stays."""
        job.stopping = True
        kill(job.process)

    def close(self) -> None:
        """Stop everything and remove what was saved; what is not done is told as broken off by the next server."""
        if any(not job.over for job in self._jobs.values()):
            self._keep()
        self.closed = True
        for job in self._jobs.values():
            self.stop(job)
            shutil.rmtree(job.folder, ignore_errors=True)

    def _keep(self) -> None:
        with self._keeping:
            if not self.closed:
                keep(self._record, list(self._jobs.values()))

    def _keep_while(self, job: Job) -> None:
        while not job.over and not self.closed:
            time.sleep(_EVERY)
            self._keep()

    def _forget(self) -> None:
        over = [id for id, job in self._jobs.items() if job.over]
        for id in over[: max(len(self._jobs) - _KEPT + 1, 0)]:
            del self._jobs[id]

    def _run(self) -> None:
        while not self.closed:
            with self._lock:
                while not self._waiting:
                    self._lock.wait()
                job = self._waiting.popleft()
            threading.Thread(target=self._keep_while, args=(job,), daemon=True).start()
            try:
                self._work(job)
            except Exception as error:  # a fault of one job must not end all others
                job.state, job.problem = "failed", f"a fault in sayso: {type(error).__name__}: {error}"
            finally:
                shutil.rmtree(job.folder, ignore_errors=True)
                self._keep()

    def _work(self, job: Job) -> None:
        job.state = "reading"
        for one in job.files:
            if one.state == "refused":
                job.log.append((one.name, True))
        while (left := [n for n, one in enumerate(job.files) if one.state == "waiting"]) and not job.stopping:
            Run(job, self._ledger).read(left)
            if not job.problem and not job.stopping and job.files[left[0]].state == "waiting":
                job.problem = "the process that reads ended before it read anything"
            if job.problem:
                job.state = "failed"
                break
        for one in job.files:
            if one.state in ("waiting", "reading"):
                one.state = "stopped"
        job.state = "failed" if job.problem else "stopped" if job.stopping else "done"


def _filed(saved: Saved) -> Filed:
    one = Filed(saved.name, saved.path, saved.size, "refused" if saved.refused else "waiting")
    if saved.refused:
        one.refuse(saved.refused, saved.advice)
    return one

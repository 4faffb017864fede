"""What became of jobs of adding, kept beside the ledger: a server that starts again tells which were broken off."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir
from typing import Any, get_args

from sayso.web.running import Filed, FileState, Job, State
from sayso.web.security.access import write_private

PREFIX = "sayso-add-"
"""What folders of files that wait to be read begin with."""
BROKEN_OFF = "The server ended while it was read"
_SHOWN = 10
"""Documents and refusals of a file that are kept by name."""


def record_path(ledger: Path) -> Path:
    """The file that keeps the jobs of a ledger."""
    return ledger.with_name(f"{ledger.name}.adding")


def keep(path: Path, jobs: Iterable[Job]) -> None:
    """Keep what became of these jobs; on a full disk they are forgotten with the server."""
    with suppress(OSError):
        write_private(path, json.dumps({"version": 1, "jobs": [_told(job) for job in jobs]}))


def recalled(path: Path) -> list[Job]:
    """The jobs of servers before, oldest first; those that they did not end are told as broken off, and their files
    removed. Nothing where the file is damaged, missing, or not for its owner alone."""
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            return []
        return [_job(told) for told in json.loads(path.read_text("utf-8"))["jobs"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _told(job: Job) -> dict[str, Any]:
    return {
        "id": job.id, "by": job.by, "made": job.made.isoformat(), "state": job.state, "problem": job.problem,
        "published": job.published, "outlet": job.outlet, "folder": job.folder.name,
        "files": [
            {
                "name": one.name, "size": one.size, "state": one.state, "outcomes": dict(one.outcomes),
                "claims": one.claims, "refused": one.refused, "documents": one.documents[:_SHOWN],
                "refusals": one.refusals[:_SHOWN],
            }
            for one in job.files
        ],
    }  # fmt: skip


def _job(told: dict[str, Any]) -> Job:
    if told["state"] not in get_args(State):
        raise ValueError(told["state"])
    job = Job(
        str(told["id"]), str(told["by"]), _folder(str(told["folder"])), [_filed(one) for one in told["files"]],
        published=str(told["published"]), outlet=str(told["outlet"]), made=datetime.fromisoformat(told["made"]),
        state=told["state"], problem=str(told["problem"]),
    )  # fmt: skip
    if not job.over:
        shutil.rmtree(job.folder, ignore_errors=True)
        job.state, job.problem = "failed", BROKEN_OFF
        for one in job.files:
            if one.state in ("waiting", "reading"):
                one.state = "stopped"
    return job


def _filed(told: dict[str, Any]) -> Filed:
    if told["state"] not in get_args(FileState):
        raise ValueError(told["state"])
    one = Filed(str(told["name"]), "", int(told["size"]), told["state"])
    one.outcomes = Counter({str(name): int(count) for name, count in told["outcomes"].items()})
    one.claims, one.refused = int(told["claims"]), int(told["refused"])
    one.documents = list(map(str, told["documents"]))
    one.refusals = [(str(where), str(reason), str(advice)) for where, reason, advice in told["refusals"]]
    return one


def _folder(name: str) -> Path:
    """The folder that a job had, by its name alone, so that no record can name one that is not ours."""
    ours = name.startswith(PREFIX) and Path(name).name == name
    return Path(gettempdir()) / (name if ours else f"{PREFIX}none")

"""A real Ray cluster of two workers does what processes do, and loses nothing when one is killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from sayso.service.scale.engines import Engine, Processes
from sayso.service.scale.merging import merge_run
from sayso.service.scale.reading import read_run
from tests.service.scale.runs import Lines, a_run, files_of, read_all
from tests.service.scale.test_reading import corpus

pytest.importorskip("ray")


class Slow(Lines):
    """Takes its time, and notes which process it is."""

    def __init__(self, notes: str) -> None:
        super().__init__()
        object.__setattr__(self, "notes", notes)
        Path(notes, str(os.getpid())).touch()

    def read_record(self, found, given):  # type: ignore[no-untyped-def]
        time.sleep(0.1)
        return super().read_record(found, given)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Engine]:
    from sayso.service.scale.cluster import RayCluster

    tests = Path(__file__).parents[2]
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(tests), str(tests.parent / "src"), before)))
    engine = RayCluster(2)
    yield engine
    engine.close()
    os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path, cluster: Engine) -> None:
    path = corpus(tmp_path / "a.jsonl", 60, line_7="{broken")
    read_all(a_run(tmp_path / "one", path))
    notes = tmp_path / "notes"
    notes.mkdir()
    victims: list[int] = []

    def kill() -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            pids = sorted(int(entry.name) for entry in notes.iterdir())
            begun = list((tmp_path / "two/begun").glob("*")) if (tmp_path / "two/begun").exists() else []
            if len(pids) == 2 and begun:
                victims.append(pids[0])
                os.kill(pids[0], signal.SIGKILL)
                return
            time.sleep(0.02)

    killer = threading.Thread(target=kill)
    killer.start()
    done = list(read_run(a_run(tmp_path / "two", path), cluster, partial(Slow, str(notes))))
    killer.join()
    assert victims, "two workers were at it and one was killed"
    assert len(done) == 12
    assert files_of(tmp_path / "two") == files_of(tmp_path / "one")


def test_the_cluster_merges_as_processes_do(tmp_path: Path, cluster: Engine) -> None:
    path = corpus(tmp_path / "a.jsonl", 20)
    read_all(a_run(tmp_path / "one", path))
    read_all(a_run(tmp_path / "two", path), cluster)
    one = merge_run(str(tmp_path / "one"), Processes(), buckets=3, days=2)
    assert merge_run(str(tmp_path / "two"), cluster, buckets=3, days=2) == one > 0
    assert files_of(tmp_path / "two") == files_of(tmp_path / "one")


def test_a_report_that_kills_its_worker_is_an_error_on_a_cluster_too(tmp_path: Path, cluster: Engine) -> None:
    path = corpus(tmp_path / "a.jsonl", 12, line_6='{"text": "A poisoned report of the town and of the day"}')
    read_all(a_run(tmp_path / "one", path), Processes(2), deadly="poisoned")
    read_all(a_run(tmp_path / "two", path), cluster, deadly="poisoned")
    assert files_of(tmp_path / "two") == files_of(tmp_path / "one")

"""A machine of a Ray cluster that is lost while reports are read: the run ends, with the same bytes."""

from __future__ import annotations

import os
import pickle
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import UsageError
from sayso.service.scale.reading import read_run
from tests.service.scale.runs import Lines, a_run, files_of, read_all
from tests.service.scale.test_reading import corpus

pytest.importorskip("ray")
utils = pytest.importorskip("ray.cluster_utils")

SYSTEM = {
    "health_check_initial_delay_ms": 0, "health_check_period_ms": 500, "health_check_failure_threshold": 4,
    "prestart_worker_first_driver": False,
}  # fmt: skip
"""A machine that does not answer soon counts as lost; no process is started before it is needed."""


class Slow(Lines):
    """Takes its time, and notes on which machine it is."""

    def __init__(self, notes: str) -> None:
        import ray

        super().__init__()
        Path(notes, ray.get_runtime_context().get_node_id()).touch()

    def read_record(self, found: Any, given: Any) -> Any:
        time.sleep(0.05)
        return super().read_record(found, given)


def start() -> Any:
    """Two machines of two processors each."""
    size = {"num_cpus": 2, "object_store_memory": 80 << 20, "include_dashboard": False}
    cluster = utils.Cluster(initialize_head=True, head_node_args={**size, "_system_config": SYSTEM})
    cluster.add_node(num_cpus=2, object_store_memory=80 << 20)
    return cluster


@pytest.fixture
def machines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    tests = Path(__file__).parents[2]
    paths = (str(tests), str(tests.parent / "src"), os.environ.get("PYTHONPATH"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    cluster = start()
    yield cluster
    cluster.shutdown()


def when(ready: Callable[[], bool], act: Callable[[], object], seconds: float = 90) -> threading.Thread:
    """Act as soon as something is so, in a thread of its own."""

    def watch() -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if ready():
                act()
                return
            time.sleep(0.02)

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_a_machine_that_is_lost_loses_nothing(tmp_path: Path, machines: Any) -> None:
    from sayso.service.scale.cluster import RayCluster

    path = corpus(tmp_path / "a.jsonl", 60, line_7="{broken")
    read_all(a_run(tmp_path / "one", path))
    notes, two = tmp_path / "notes", tmp_path / "two"
    notes.mkdir()
    lost: list[Any] = []

    def lose() -> None:
        lost.extend(machines.worker_nodes)
        machines.remove_node(lost[0], allow_graceful=False)

    def working() -> bool:
        return len(list(notes.iterdir())) == 2 and len(list(two.glob("parts/*.json"))) >= 2

    cluster = RayCluster(3, machines.address, waiting=1, patience=90)
    loser = when(working, lose)
    list(read_run(a_run(two, path), cluster, partial(Slow, str(notes))))
    loser.join()
    cluster.close()
    assert len(lost) == 1, "a machine was lost while both were at it"
    assert files_of(two, *KEPT) == files_of(tmp_path / "one", *KEPT)


KEPT = ("documents", "claims", "figures", "sources", "errors", "parts")
"""What a run leaves."""


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A cluster that nothing speaks to."""
    from sayso.service.scale.cluster import RayCluster

    monkeypatch.setattr(RayCluster, "_start", lambda self: None)
    return RayCluster(1)


def test_a_cluster_that_does_nothing_is_given_up(alone: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.service.scale import cluster as door

    begun: list[bytes] = []

    def nothing(self: Any, work: bytes) -> Iterator[Any]:
        begun.append(work)
        raise door._StuckError("nothing for 5 seconds")
        yield

    monkeypatch.setattr(door.RayCluster, "_results", nothing)
    with pytest.raises(UsageError, match=r"in 3 tries \(nothing for 5 seconds\)"):
        list(alone.run([1, 2], tuple, str))
    assert len(begun) == 3
    assert len(set(begun)) == 1


def test_what_was_done_is_not_told_again(alone: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.service.scale import cluster as door

    tries = iter(([("a", 1), ("b", 2)], [("b", 2), ("a", 1), ("a", 3)]))

    def some(self: Any, work: bytes) -> Iterator[Any]:
        told = next(tries)
        yield from ((job, pickle.dumps(value)) for job, value in told)
        if len(told) == 2:
            raise door._StuckError

    monkeypatch.setattr(door.RayCluster, "_results", some)
    assert list(alone.run([1], tuple, str)) == [1, 2, 3]

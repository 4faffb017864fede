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
from service.scale.runs import Lines, a_run, files_of, read_all
from service.scale.test_reading import corpus

ray = pytest.importorskip("ray")


class Slow(Lines):
    """Takes its time, and notes which process it is, and on which node of the cluster."""

    def __init__(self, notes: str) -> None:
        super().__init__()
        Path(notes, str(os.getpid())).write_text(ray.get_runtime_context().get_node_id())

    def read_record(self, found, given):  # type: ignore[no-untyped-def]
        time.sleep(0.1)
        return super().read_record(found, given)


@pytest.fixture(scope="module", autouse=True)
def _importable() -> Iterator[None]:
    """The workers find the tests."""
    tests = Path(__file__).parents[2]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join((str(tests), str(tests.parent / "src"))))
        yield


@pytest.fixture(scope="module")
def cluster(_importable: None) -> Iterator[Engine]:
    from sayso.service.scale.cluster import RayCluster

    yield RayCluster(2)
    ray.shutdown()


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
    assert len({int(entry.name) for entry in notes.iterdir()}) > 2, "another took its place"
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


def test_a_node_that_is_lost_loses_nothing(tmp_path: Path) -> None:
    """A machine of a cluster goes down with its workers and with what they had made; the run ends, and is whole."""
    from ray.cluster_utils import Cluster

    from sayso.service.scale.cluster import RayCluster

    path = corpus(tmp_path / "a.jsonl", 90, line_7="{broken")
    read_all(a_run(tmp_path / "one", path))
    notes = tmp_path / "notes"
    notes.mkdir()
    ray.shutdown()
    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False})
    try:
        second = nodes.add_node(num_cpus=2)
        nodes.wait_for_nodes()
        engine = RayCluster(3, nodes.address)
        lost: list[int] = []

        def kill() -> None:
            deadline = time.monotonic() + 120
            while time.monotonic() < deadline:
                at_it = [entry for entry in notes.iterdir() if entry.read_text() == second.node_id]
                if at_it and len(list((tmp_path / "two/parts").glob("[!.]*"))) > 2:
                    nodes.remove_node(second, allow_graceful=False)
                    lost.extend(int(entry.name) for entry in at_it)
                    return
                time.sleep(0.02)

        killer = threading.Thread(target=kill)
        killer.start()
        done = list(read_run(a_run(tmp_path / "two", path), engine, partial(Slow, str(notes))))
        killer.join()
        assert lost, "workers of the second node were at it when it went down"
        assert [node["NodeID"] for node in ray.nodes() if not node["Alive"]] == [second.node_id]
        assert not any(Path(f"/proc/{pid}").exists() for pid in lost), "they went down with it"
        assert len(done) == 18
        assert files_of(tmp_path / "two") == files_of(tmp_path / "one")
    finally:
        ray.shutdown()
        nodes.shutdown()

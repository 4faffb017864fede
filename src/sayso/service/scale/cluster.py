"""Ray: the same work over the machines of a cluster. Needs the extra ``sayso[ray]``; the one door to it.

Ray Data streams jobs to workers that keep their reader; it starts a worker that died anew, gives its job to another,
and holds back cutting when the workers are behind.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sayso.errors import UsageError
from sayso.service.parallel import Lost

S = TypeVar("S")
J = TypeVar("J")
R = TypeVar("R")


class RayCluster:
    """The workers of a Ray cluster. ``workers``: how many, each on one processor; ``address``: of the cluster, as
    ``ray.init`` takes it (``auto``, ``ray://host:10001``); without one a cluster of this machine alone is started.

    The output must lie where all machines see it: a shared file system or an address. Raises UsageError when Ray is not
    installed or the cluster cannot be reached.
    """

    def __init__(self, workers: int, address: str | None = None) -> None:
        self._workers = workers
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
        try:
            import ray
            import ray.data
        except ImportError as error:
            raise UsageError("Ray is not installed: pip install 'sayso[ray]'") from error
        if not ray.is_initialized():
            given = {"address": address} if address else {"num_cpus": workers + 1, "include_dashboard": False}
            try:
                ray.init(log_to_driver=False, logging_level="ERROR", **given)
            except (ConnectionError, ValueError, RuntimeError) as error:
                raise UsageError(f"the cluster {address} cannot be reached: {error}") from error
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.target_max_block_size = 1  # a block is what a worker is given at once: one job

    def run(
        self, sources: Sequence[S], split: Callable[[S], Iterable[J]], make: Callable[[], Callable[[J], R]]
    ) -> Iterator[R | Lost]:
        """As of Engine; in the order in which they are done."""
        import ray.data

        if not sources:
            return
        rows = [{"value": pickle.dumps(source)} for source in sources]
        # Another share of a processor keeps Ray from letting one worker cut a source and do all of its jobs.
        jobs = ray.data.from_items(rows, override_num_blocks=len(rows)).flat_map(_Splitter(split), num_cpus=0.5)
        size = ray.data.ActorPoolStrategy(size=self._workers)
        done = jobs.map(_Worker, fn_constructor_args=(pickle.dumps(make),), compute=size, num_cpus=1)
        for row in done.iter_rows():
            yield pickle.loads(row["value"])


class _Splitter:
    def __init__(self, split: Callable[[Any], Iterable[Any]]) -> None:
        self._split = pickle.dumps(split)

    def __call__(self, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for job in pickle.loads(self._split)(pickle.loads(row["value"])):
            yield {"value": pickle.dumps(job)}


class _Worker:
    """What one process of the cluster keeps: what does the jobs, made once."""

    def __init__(self, make: bytes) -> None:
        self._work: Callable[[Any], Any] = pickle.loads(make)()

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        return {"value": pickle.dumps(self._work(pickle.loads(row["value"])))}

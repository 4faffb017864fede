"""Ray: the same work over the machines of a cluster. Needs the extra ``sayso[ray]``; the one door to it.

Ray Data streams jobs to workers that keep their reader; it starts a worker that died anew, gives its job to another,
and holds back cutting when the workers are behind. It is spoken to by a process of its own, which can be ended where
Ray waits for what never comes (``RayCluster``).
"""

from __future__ import annotations

import atexit
import hashlib
import logging
import os
import pickle
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Event, Lock, Thread
from typing import Any, TypeVar

from sayso.errors import SaysoError, UsageError
from sayso.service.parallel import Lost

S = TypeVar("S")
J = TypeVar("J")
R = TypeVar("R")

_CUTTING = 0.5
"""The share of a processor that cutting takes."""
_TRIES = 3
"""How often in a row nothing may come of it."""
_STARTING = 120.0
"""Seconds in which a cluster must be reached."""
_LOOKING = 1.0
"""Seconds after which it is looked anew how large the cluster is."""
_ENDING = 10.0
"""Seconds that the process that speaks to Ray may take to end by itself."""


class _StuckError(Exception):
    """Ray lost what it cannot make good, or does nothing any more."""


class RayCluster:
    """The workers of a Ray cluster. ``workers``: how many, each on one processor; ``address``: of the cluster, as
    ``ray.init`` takes it (``auto``, ``ray://host:10001``); without one a cluster of this machine alone is started.

    A worker or machine that is lost is made good by Ray, unless what is left has no room for the workers: then it waits
    for another machine, be it for ever. Where none has come for ``waiting`` seconds, or where for whatever reason
    nothing was done for ``patience`` seconds (more than any job takes), all that the run has on the cluster is ended,
    and what was not done yet is begun anew with as many workers as there is room for.

    The output must lie where all machines see it: a shared file system or an address. Raises UsageError when Ray is not
    installed or the cluster cannot be reached.
    """

    def __init__(
        self, workers: int, address: str | None = None, *, waiting: float = 60.0, patience: float = 1800.0
    ) -> None:
        self._workers, self._address = workers, address
        self._waiting, self._patience = waiting, patience
        self._process: BaseProcess | None = None
        if find_spec("ray") is None:
            raise UsageError("Ray is not installed: pip install 'sayso[ray]'")
        atexit.register(self.close)
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        given = theirs, self._workers, self._address, self._waiting
        self._process = context.Process(target=_speak, args=given, daemon=True)
        self._process.start()
        theirs.close()
        try:
            problem = self._told(_STARTING)
        except _StuckError as error:
            problem = str(error)
        if problem is not None:
            self.close()
            raise UsageError(f"the cluster {self._address} cannot be reached: {problem}")

    def close(self) -> None:
        """End all that this has on the cluster, and a cluster that was started for it. A further run begins anew."""
        self._end(_ENDING)

    def _end(self, patience: float) -> None:
        if self._process is None:
            return
        self._connection.close()
        self._process.join(patience)
        self._process.kill()  # Ray ends what a process had that is gone
        self._process.join()
        self._process = None

    def run(
        self, sources: Sequence[S], split: Callable[[S], Iterable[J]], make: Callable[[], Callable[[J], R]]
    ) -> Iterator[R | Lost]:
        """As of Engine; in the order in which they are done. Raises UsageError where the cluster does nothing more."""
        rows = [{"value": pickle.dumps(source)} for source in sources]
        done, vain = Counter[str](), 0
        while rows:
            before, met = done.copy(), Counter[str]()
            try:
                for job, result in self._results(pickle.dumps((rows, split, make))):
                    met[job] += 1
                    if met[job] > before[job]:  # what was done before is not told again
                        done[job] += 1
                        yield pickle.loads(result)
                return
            except _StuckError as error:
                vain = vain + 1 if done == before else 0
                if vain == _TRIES:
                    again = "look after the cluster and run the same again"
                    raise UsageError(f"nothing was done on the cluster in {_TRIES} tries ({error}): {again}") from error

    def _results(self, work: bytes) -> Iterator[tuple[str, bytes]]:
        """Which job was done and what came of it."""
        if self._process is None:
            self._start()
        ended = False
        try:
            self._connection.send_bytes(work)
            while (told := self._told(self._patience)) is not None:
                yield told
            ended = True
        except OSError as error:
            raise _StuckError(f"the process that speaks to Ray ended: {error}") from error
        finally:
            if not ended:
                self._end(0)

    def _told(self, patience: float) -> Any:
        """What the process that speaks to Ray has to say; raised where it is an error."""
        try:
            if not self._connection.poll(patience):
                raise _StuckError(f"nothing for {patience:g} seconds")
            told = pickle.loads(self._connection.recv_bytes())
        except EOFError as error:
            raise _StuckError("the process that speaks to Ray ended") from error
        if isinstance(told, Exception):
            raise told
        return told


def _speak(connection: Connection, workers: int, address: str | None, waiting: float) -> None:
    """Do what is asked over the connection until it is closed; the first thing told is why Ray cannot be reached."""
    problem = _connected(workers, address)
    tell = _Teller(connection)
    tell(problem)
    while problem is None:
        try:
            rows, split, make = pickle.loads(connection.recv_bytes())
        except EOFError:
            return
        try:
            for row in _rows(rows, split, make, workers, partial(_watching, tell, waiting)):
                tell((row["job"], row["value"]))
            tell(None)
        except Exception as error:
            tell(_cause(error))


class _Teller:
    """Tells something over a connection; several threads may."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._lock = connection, Lock()

    def __call__(self, what: object) -> None:
        with self._lock:
            self._connection.send_bytes(pickle.dumps(what))


@contextmanager
def _watching(tell: Callable[[object], None], waiting: float, needed: float) -> Iterator[None]:
    """Tell, as soon as that is so, that the cluster has had fewer processors than are needed for so many seconds."""
    import ray

    ended = Event()

    def watch() -> None:
        since = time.monotonic()
        while not ended.wait(_LOOKING):
            if ray.cluster_resources().get("CPU", 0) >= needed:
                since = time.monotonic()
            elif time.monotonic() - since >= waiting:
                tell(_StuckError("machines were lost, and there is no room for what they did"))
                return

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _connected(workers: int, address: str | None) -> str | None:
    """Connect; why that fails, if it does."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
    import ray
    import ray.data

    given = {"address": address} if address else {"num_cpus": workers + 1, "include_dashboard": False}
    try:
        ray.init(log_to_driver=False, logging_level="ERROR", **given)
    except (ConnectionError, ValueError, RuntimeError) as error:
        return str(error)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.target_max_block_size = 1  # a block is what a worker is given at once: one job
    context.execution_no_progress_timeout_s = -1  # whoever asked looks after that
    return None


def _rows(
    rows: list[dict[str, Any]], split: Any, make: Any, workers: int, watching: Callable[[float], Any]
) -> Iterator[dict[str, Any]]:
    import ray
    import ray.data

    # Another share of a processor keeps Ray from letting one worker cut a source and do all of its jobs.
    jobs = ray.data.from_items(rows, override_num_blocks=len(rows)).flat_map(_Splitter(split), num_cpus=_CUTTING)
    room = ray.cluster_resources().get("CPU", 1)
    number = max(1, min(workers, int(room - _CUTTING)))  # with all taken by workers nothing would be cut
    pool = ray.data.ActorPoolStrategy(size=number)
    done = jobs.map(_Worker, fn_constructor_args=(pickle.dumps(make),), compute=pool, num_cpus=1)
    with watching(min(room, number + _CUTTING)):
        yield from done.iter_rows()


def _cause(error: BaseException) -> Exception:
    """What went wrong: sayso's own error where a job raised it; _StuckError where Ray lost what it cannot make good."""
    import ray

    at, seen = error, list[BaseException]()
    while at not in seen:
        if isinstance(at, SaysoError):
            return at.cause if isinstance(at, ray.exceptions.RayTaskError) else at
        seen.append(at)
        at = getattr(at, "cause", None) or at.__cause__ or at
    words = " ".join(f"{type(error).__name__}: {error}".split())
    is_jobs = any(isinstance(one, ray.exceptions.RayTaskError) for one in seen)
    return RuntimeError(words) if is_jobs or not isinstance(error, ray.exceptions.RayError) else _StuckError(words)


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
        job = row["value"]
        return {"job": hashlib.sha256(job).hexdigest(), "value": pickle.dumps(self._work(pickle.loads(job)))}

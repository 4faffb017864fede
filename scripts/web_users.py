"""Several people at once on one server: what ``scripts/benchmark_web.py LEDGER --users 1 4 16`` measures.

Each user asks one page after another without a pause, chosen by a fixed draw from a mix (overview, lists, map, reports,
incidents, review), as a browser does: compressed, over a connection that stays open. One of them decides instead: looks
at the queue, accepts a claim, goes on. ``exports``: so many programs besides that take whole exports, one by one.
"""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

Pages = Sequence[tuple[str, str]]
"""What a page is called in the tables, and its address."""
_HEADERS = {"Accept-Encoding": "gzip", "Cookie": "sayso_name=Olga"}


class User(threading.Thread):
    """Asks until it is told to stop. ``taken``: page to seconds of each answer; ``refused``: statuses that are none of
    success, with how often each came."""

    def __init__(self, port: int, work: Callable[[User], None]) -> None:
        super().__init__(daemon=True)
        self._port, self._work = port, work
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.refused: Counter[int] = Counter()
        self.stopping = threading.Event()
        self._connection = self._connected()

    def run(self) -> None:
        while not self.stopping.is_set():
            self._work(self)

    def ask(self, name: str, path: str, form: dict[str, str] | None = None) -> int:
        """Ask for a page, or send a form; the status."""
        headers, body = dict(_HEADERS), None
        if form is not None:
            body = urlencode(form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self._port}"}
        started = time.perf_counter()
        try:
            self._connection.request("GET" if form is None else "POST", path, body, headers)
            answer = self._connection.getresponse()
            while answer.read(65_536) and not self.stopping.is_set():
                pass
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._connection = self._connected()
            self.refused[0] += not self.stopping.is_set()
            return 0
        if answer.status >= 400:
            self.refused[answer.status] += 1
            if wait := answer.headers.get("Retry-After"):
                self.stopping.wait(min(float(wait), 5))
        elif not self.stopping.is_set():
            self.taken[name].append(time.perf_counter() - started)
        return answer.status

    def _connected(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)

    def close(self) -> None:
        """End the connection."""
        with suppress(OSError):
            self._connection.close()


def measure(port: int, pages: Pages, claims: Sequence[str], users: int, seconds: float, exports: int) -> dict[str, Any]:
    """What so many users find for so long; the times of what could be finished, in seconds."""
    queue = iter(claims)

    def reading(seed: int) -> Callable[[User], None]:
        draw = random.Random(seed)
        return lambda user: void(user.ask(*draw.choice(pages)))

    def deciding(user: User) -> None:
        user.ask("review", "/review")
        claim = next(queue, None)
        if claim is not None:
            form = {"kind": "accept", "ids": claim, "next": "/review", "by": "Olga", "reason": ""}
            user.ask("decide", "/decisions", form)

    # The one who decides is one of them where there are several.
    works = [reading(seed) for seed in range(users)]
    if users > 1:
        works[-1] = deciding
    people = [User(port, work) for work in works]
    takers = [User(port, lambda user: void(user.ask("export", "/export/csv"))) for _ in range(exports)]
    for one in (*takers, *people):
        one.start()
    time.sleep(seconds)
    for one in (*people, *takers):
        one.stopping.set()
    for one in (*people, *takers):
        one.join(130)
        one.close()
    return {
        "taken": merged(people), "refused": sum((one.refused for one in people), Counter()),
        "exports": sum(len(one.taken["export"]) for one in takers),
        "exports_refused": sum((one.refused for one in takers), Counter()),
    }  # fmt: skip


def merged(people: Sequence[User]) -> dict[str, list[float]]:
    """Page to the seconds of all."""
    found: dict[str, list[float]] = defaultdict(list)
    for one in people:
        for name, times in one.taken.items():
            found[name] += times
    return found


def void(_: object) -> None:
    """Nothing of it."""

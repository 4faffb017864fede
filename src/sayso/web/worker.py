"""The process that reads uploaded reports into the ledger: loads the reader, tells of each report on standard output.

It gets the order as one line of JSON on standard input, and ends when that is closed: with the server, however that
ended. It may not use the network, and has a limit on memory; the parsers of hostile formats run in processes below it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from sayso.errors import InputError, LedgerError, SaysoError
from sayso.progress import watched

if TYPE_CHECKING:
    from sayso.service.adding import Adding

MEMORY = 3_000_000_000
"""The address space it has, in bytes (where the system can limit it)."""
EVERY = 0.4
"""Seconds at least between two lines on how far a file is."""
_NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")


def main() -> None:
    """Read the files of the order, one after another; a line of JSON for each step.

    ``{"ready": true}`` when the reader is loaded, ``{"file": n}`` when a file begins, ``{"file": n, "far": 0.4,
    "report": 0.8}`` as it goes on (how much of the file is done, 0 where that is not known, and of the report in hand),
    ``{"file": n, "outcome": …}`` or ``{"file": n, "refused": …}`` for each report in it, ``{"file": n, "end": true}``
    behind it; ``{"problem": …}`` when nothing can be read or kept any more; ``{"over": true}`` at the end.
    """
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # what a library prints must not stand among the lines
    _limit()
    try:
        _read(order, out)
    except SaysoError as error:
        _tell(out, problem=str(error))
    _tell(out, over=True)


def _read(order: dict[str, Any], out: TextIO) -> None:
    from sayso.lang.taught import from_environment
    from sayso.service.adding import Adding
    from sayso.service.ledger import Ledger
    from sayso.service.packs import pack_paths
    from sayso.service.reading import Reader

    reader = Reader(packs=pack_paths(), taught=from_environment())
    sys.addaudithook(_stay_here)
    given: dict[str, Any] = {name: order[name] or None for name in ("published", "outlet")}
    given["keep_originals"] = order["keep"]
    with Ledger(order["ledger"]) as ledger:
        _tell(out, ready=True)
        for number, path in order["files"]:
            _tell(out, file=number)
            adding = Adding(ledger.store, reader, [path], **given)
            with watched(_Far(out, number, path, adding).tell):
                for step in adding.steps():
                    if step.error is None:
                        outcome = "known" if step.skipped else step.outcome
                        _tell(out, file=number, outcome=outcome, claims=step.claims, document=step.document)
                    else:
                        _tell(out, file=number, **_refused(step.error))
            _tell(out, file=number, end=True)


class _Far:
    """Tells how far a file is, now and then: by the bytes of its reports, where these are not more than it has (it is
    not packed), else by the report in hand alone."""

    def __init__(self, out: TextIO, number: int, path: str, adding: Adding) -> None:
        self._out, self._number, self._adding = out, number, adding
        self._size = max(os.path.getsize(path), 1)
        self._told = 0.0

    def tell(self, done: float) -> None:
        """``done``: of the report in hand, from 0 to 1."""
        if time.monotonic() - self._told < EVERY:
            return
        self._told = time.monotonic()
        taken, in_hand = self._adding.taken, self._adding.in_hand
        far = (taken + done * in_hand) / self._size if taken + in_hand <= self._size else 0.0
        _tell(self._out, file=self._number, far=round(far, 3), report=round(done, 3))


def _refused(error: SaysoError) -> dict[str, str]:
    if isinstance(error, InputError):
        return {"refused": error.reason, "advice": error.advice, "where": error.where}
    if isinstance(error, LedgerError):
        raise error
    return {"refused": str(error), "advice": "", "where": ""}


def _tell(out: TextIO, **told: Any) -> None:
    out.write(json.dumps(told) + "\n")


def _end_with_the_server() -> None:
    while os.read(0, 1):  # not by sys.stdin, whose lock a thread must not hold when the process ends
        pass
    os._exit(1)


def _limit() -> None:
    with_limits = Path("/proc").exists() or sys.platform == "darwin"
    if not with_limits:
        return
    import resource

    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        try:
            _, hard = resource.getrlimit(kind)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (most, hard))
        except (ValueError, OSError):
            continue
    os.nice(5)  # pages come first


def _stay_here(event: str, args: tuple[Any, ...]) -> None:
    if event in _NETWORK:
        raise PermissionError(f"{event} is not allowed here")


if __name__ == "__main__":
    main()

"""Run a parser that hostile input could crash, hang or bloat in a process of its own, which is ended when it does.

The process has limits on time, memory and files, and no network; it gets the bytes on standard input and gives JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from sayso.errors import InputError

SECONDS = 60
"""The time a parser has for one file, by the clock."""
MEMORY = 2_000_000_000
"""The address space it has, in bytes (where the system can limit it)."""
_ANSWER = 200_000_000
_DAMAGED = "it is damaged, or made to do harm"


def parse_apart(name: str, parser: str, data: bytes) -> dict[str, Any]:
    """What the parser of this name (see ``worker``) makes of the bytes. Raises InputError when it does not end well."""
    try:
        done = subprocess.run(
            _command(parser), input=data, capture_output=True, timeout=SECONDS, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired:
        raise InputError(name, f"takes longer than {SECONDS} seconds to take apart", _DAMAGED) from None
    except OSError as error:
        raise InputError(name, f"cannot be taken apart: {error}", "try it again") from error
    told = done.stdout if len(done.stdout) <= _ANSWER else b""
    return _answer(name, told, lambda: _ending(done.returncode, done.stderr))


def stream_apart(name: str, parser: str, file: BinaryIO) -> Iterator[bytes]:
    """The lines of JSON that the parser of this name makes of a file, one after another; the file may be of any size.

    Raises InputError when the parser refuses the file, ends before the end, or gives nothing for SECONDS.
    """
    try:
        process = subprocess.Popen(
            _command(parser), stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(),
            bufsize=1 << 16,
        )  # fmt: skip
    except OSError as error:
        raise InputError(name, f"cannot be taken apart: {error}", "try it again") from error
    watch = _Watch(process)
    try:
        before = watch.line()
        while following := watch.line():
            yield before
            before = following
        _check_end(name, before, process, stalled=watch.stalled)
    finally:
        watch.end()


class _Watch:
    """Reads the lines of a process, and ends it when one takes longer than SECONDS; the time between does not count."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process, self._since, self._over = process, 0.0, threading.Event()
        self.stalled = False
        threading.Thread(target=self._look, daemon=True).start()

    def line(self) -> bytes:
        """The next line; empty at the end."""
        assert self._process.stdout is not None
        self._since = time.monotonic()
        try:
            return self._process.stdout.readline(_ANSWER)
        finally:
            self._since = 0.0

    def end(self) -> None:
        """End the process, if it has not ended."""
        self._over.set()
        self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def _look(self) -> None:
        while not self._over.wait(1):
            if self._since and time.monotonic() - self._since > SECONDS:
                self.stalled = True
                self._process.kill()
                return


def _check_end(name: str, last: bytes, process: subprocess.Popen[bytes], *, stalled: bool) -> None:
    if stalled:
        raise InputError(name, f"takes longer than {SECONDS} seconds to take apart", _DAMAGED)
    answer = _answer(name, last, lambda: _ending(process.wait(), b""))
    if "end" not in answer:
        raise InputError(name, f"makes its parser fail ({_ending(process.wait(), b'')})", _DAMAGED)


def _answer(name: str, told: bytes, ending: Callable[[], str]) -> dict[str, Any]:
    """What a parser says at last. Raises InputError where it refuses the file, or said nothing."""
    try:
        answer = json.loads(told)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise InputError(name, f"makes its parser fail ({ending()})", _DAMAGED)
    if "refused" in answer:
        raise InputError(name, str(answer["refused"]), str(answer.get("advice", "")))
    return answer


def _command(parser: str) -> list[str]:
    # -P keeps a folder's own json.py from being run.
    return [sys.executable, "-P", "-m", "sayso.readers.worker", parser]


def _environment() -> dict[str, str]:
    # The path is handed on so that sayso is found wherever it lies.
    path = os.pathsep.join(part for part in sys.path if part)
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}


def _ending(code: int, said: bytes) -> str:
    if code < 0:
        return f"ended by signal {-code}"
    last = said.decode("utf-8", "replace").strip().splitlines()[-1:]
    return "".join(c for c in last[0] if c.isprintable())[:200] if last else f"exit code {code}"

"""Run a parser that hostile input could crash, hang or bloat in a process of its own, which is ended when it does.

The process has limits on time, memory and files, and no network; it gets the bytes on standard input and gives JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from sayso.errors import InputError

SECONDS = 60
"""The time a parser has for one file, by the clock."""
MEMORY = 2_000_000_000
"""The address space it has, in bytes (where the system can limit it)."""
_ANSWER = 200_000_000
_DAMAGED = "it is damaged, or made to do harm"


def parse_apart(name: str, parser: str, data: bytes) -> dict[str, Any]:
    """What the parser of this name (see ``worker``) makes of the bytes. Raises InputError when it does not end well."""
    # -P keeps a folder's own json.py from being run; the path is handed on so that sayso is found wherever it lies.
    command = [sys.executable, "-P", "-m", "sayso.readers.worker", parser]
    path = os.pathsep.join(part for part in sys.path if part)
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False, env=environment)
    except subprocess.TimeoutExpired:
        raise InputError(name, f"takes longer than {SECONDS} seconds to take apart", _DAMAGED) from None
    except OSError as error:
        raise InputError(name, f"cannot be taken apart: {error}", "try it again") from error
    try:
        answer = json.loads(done.stdout) if len(done.stdout) <= _ANSWER else None
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise InputError(name, f"makes its parser fail ({_ending(done)})", _DAMAGED)
    if "refused" in answer:
        raise InputError(name, str(answer["refused"]), str(answer.get("advice", "")))
    return answer


def _ending(done: subprocess.CompletedProcess[bytes]) -> str:
    if done.returncode < 0:
        return f"ended by signal {-done.returncode}"
    last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
    return "".join(c for c in last[0] if c.isprintable())[:200] if last else f"exit code {done.returncode}"

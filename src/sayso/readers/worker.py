"""The process that ``sandbox`` starts: limits itself, parses standard input, writes JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from sayso.readers.sandbox import MEMORY, SECONDS

PARSERS = {
    "pdf": ("pdf_pages", "parse_pdf"),
    "feed": ("feed_entries", "parse_feed"),
    "docx": ("docx_parts", "parse_docx"),
    "eml": ("eml_parts", "parse_eml"),
    "parquet": ("parquet_rows", "parquet_rows"),
}
"""Name of each parser, the module here that holds it, and its function."""
STREAMS = frozenset({"parquet"})
"""Parsers that are given the file to seek in and give one value after another."""


class Refused(Exception):
    """The input cannot be read: why, and what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice


def main() -> None:
    """Parse standard input with the parser that the first argument names, and write what it gives as JSON.

    A parser gives one value, or one a line; behind the last line stands ``{"end": true}``.
    """
    name = sys.argv[1]
    parser = _parser(name)
    _limit(streams=name in STREAMS)
    sys.addaudithook(_stay_here)
    out = sys.stdout.buffer
    try:
        if name in STREAMS:
            for row in parser(sys.stdin.buffer):
                out.write(_json(row) + b"\n")
            answer: dict[str, Any] = {"end": True}
        else:
            answer = parser(sys.stdin.buffer.read())
    except Refused as refused:
        answer = {"refused": refused.reason, "advice": refused.advice}
    except MemoryError:
        answer = {"refused": f"needs more than {MEMORY // 1_000_000} MB of memory", "advice": "split it"}
    except RecursionError:
        answer = {"refused": "is nested too deep", "advice": "it is damaged, or made to do harm"}
    out.write(_json(answer))


def _json(value: Any) -> bytes:
    return json.dumps(value, default=str).encode("ascii")


def _parser(name: str) -> Callable[[Any], Any]:
    module, function = PARSERS[name]
    found: Callable[[Any], Any] = getattr(import_module(f"sayso.readers.{module}"), function)
    return found


def _limit(*, streams: bool = False) -> None:
    """Limit memory, time (but of what streams), written and open files; nothing where the system cannot (Windows)."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        ("RLIMIT_AS", MEMORY),
        *(() if streams else (("RLIMIT_CPU", SECONDS),)),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", 64),
    ):
        try:
            number = getattr(resource, kind)
            _, hard = resource.getrlimit(number)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(number, (most, most))
        except (AttributeError, ValueError, OSError):
            continue


def _stay_here(event: str, args: tuple[Any, ...]) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork")):
        raise PermissionError(f"{event} is not allowed here")


if __name__ == "__main__":
    from sayso.readers import worker  # not this copy of it: the parsers raise that one's Refused

    worker.main()

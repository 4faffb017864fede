"""The process that ``sandbox`` starts: limits itself, parses standard input, writes JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from sayso.readers.sandbox import MEMORY, SECONDS


class Refused(Exception):
    """The input cannot be read: why, and what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice


def main() -> None:
    """Parse standard input with the parser that the first argument names."""
    parser = _parser(sys.argv[1])
    _limit()
    sys.addaudithook(_stay_here)
    try:
        answer = parser(sys.stdin.buffer.read())
    except Refused as refused:
        answer = {"refused": refused.reason, "advice": refused.advice}
    except MemoryError:
        answer = {"refused": f"needs more than {MEMORY // 1_000_000} MB of memory", "advice": "split it"}
    except RecursionError:
        answer = {"refused": "is nested too deep", "advice": "it is damaged, or made to do harm"}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _parser(name: str) -> Callable[[bytes], dict[str, Any]]:
    if name == "pdf":
        from sayso.readers.pdf_pages import parse_pdf

        return parse_pdf
    if name == "feed":
        from sayso.readers.feed_entries import parse_feed

        return parse_feed
    raise ValueError(name)


def _limit() -> None:
    """Limit memory, time, written and open files; nothing where the system knows no such limits (Windows)."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_CPU", SECONDS),
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
        _refuse(event)


def _refuse(event: str) -> NoReturn:
    raise PermissionError(f"{event} is not allowed here")


if __name__ == "__main__":
    main()

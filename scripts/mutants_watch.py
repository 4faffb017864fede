"""Which tests can notice a mutant: those in which the changed expression comes to something else than the old one.

Every expression of the sample is compiled with a watch around it, and the tests are run once in a fork. So a mutant
needs only a handful of tests, and one that no test ever tells from the old code survives without any.
"""

from __future__ import annotations

import ast
import builtins
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

_ONCE = {
    "next",
    "pop",
    "popleft",
    "popitem",
    "add",
    "append",
    "send",
    "read",
    "execute",
    "cursor",
    "fetchone",
    "fetchall",
}
"""Calls that a second evaluation would see, or do, twice."""


def line_starts(source: str) -> list[int]:
    """Where each line of a file begins, in bytes."""
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def span(node: ast.expr, starts: list[int]) -> tuple[int, int]:
    """From where to where an expression stands in its file, in bytes."""
    end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
    return starts[node.lineno - 1] + node.col_offset, end


class Watching(ast.NodeTransformer):
    """Puts a watch around the expressions that mutants change."""

    def __init__(self, starts: list[int], changes: Mapping[tuple[int, int], list[tuple[int, str]]]) -> None:
        self.starts = starts
        self.changes = changes
        self.watched: set[int] = set()

    def visit(self, node: ast.AST) -> Any:
        """The node, its mutants in it watched; patterns of ``match`` hold no calls."""
        if isinstance(node, ast.pattern):
            return node
        changes = self.changes.get(span(node, self.starts), ()) if isinstance(node, ast.expr) else ()
        once = any(
            isinstance(inner, ast.NamedExpr | ast.Yield | ast.Await)
            or (isinstance(inner, ast.Call) and _called(inner) in _ONCE)
            for inner in ast.walk(node)
        )
        found = self.generic_visit(node)
        for number, after in changes:
            self.watched.add(number)
            other = "None" if once else f"lambda: {after}"
            call = ast.parse(f"_watch({number}, 0, {other})", mode="eval").body
            assert isinstance(call, ast.Call)
            call.args[1] = found
            found = ast.copy_location(call, node)
        return found


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


class Noting:
    """What pytest runs, with the numbers of the mutants that each test tells from the old code."""

    def __init__(self) -> None:
        self.test = ""
        self.seen: dict[int, set[str]] = defaultdict(set)
        self.lasted: dict[str, float] = {}

    def watch(self, number: int, value: Any, other: Callable[[], Any] | None) -> Any:
        """The value as it is; noted where the mutant's would be another."""
        if self.test not in self.seen[number]:
            same = False
            with suppress(Exception):
                same = other is not None and bool(value == other())
            if not same:
                self.seen[number].add(self.test)
        return value

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        """What a fixture does counts for every test of the file: they share it."""
        self.test = item.location[0]
        yield
        self.test = item.nodeid

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """How long the test takes."""
        begun = time.monotonic()
        yield
        self.lasted[item.nodeid] = time.monotonic() - begun


class Chosen:
    """Leaves pytest the named tests, the quickest first."""

    def __init__(self, names: set[str], lasted: Mapping[str, float]) -> None:
        self.names = names
        self.lasted = lasted

    @property
    def lasts(self) -> float:
        """How many seconds they take together."""
        return sum(time for test, time in self.lasted.items() if not self.names.isdisjoint((test, test.split("::")[0])))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Drop the other tests and sort."""
        items[:] = [one for one in items if not self.names.isdisjoint((one.nodeid, one.location[0]))]
        items.sort(key=lambda item: self.lasted.get(item.nodeid, 0.0))


def noted(give: Callable[[], set[int]], tests: tuple[str, ...], folder: Path) -> tuple[dict[int, set[str]], Any]:
    """For each watched mutant the tests that tell it from the old code, and how long each test takes."""
    file = folder / "noted.json"
    if fork := os.fork():
        os.waitpid(fork, 0)
        seen, lasted = json.loads(file.read_text(encoding="utf-8"))
        return {int(number): set(names) for number, names in seen.items()}, lasted
    silence()
    try:
        noting = Noting()
        vars(builtins)["_watch"] = noting.watch
        watched = give()
        pytest.main(["-q", "-p", "no:cacheprovider", *tests], plugins=[noting])
        seen = {number: sorted(noting.seen[number]) for number in watched}
        file.write_text(json.dumps([seen, noting.lasted]), encoding="utf-8")
    except BaseException as error:  # the fork must not run on in its caller's place
        file.write_text(repr(error), encoding="utf-8")
    finally:
        os._exit(0)


def silence() -> None:
    """Let nothing of this process be printed."""
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)

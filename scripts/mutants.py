"""Change one thing in the code at random, run the tests that should notice, and count how many changes they catch.

    python scripts/mutants.py --sample 60            # make mutants

Every mutant is one change of one line: a comparison turned round, ``and`` for ``or``, a ``not`` added, a number off by
one, a returned value emptied. It is made in a copy of the sources in a temporary folder; the working tree is never
touched. Docstrings, annotations and defaults of dataclasses are left alone. The sample is drawn by a fixed seed, so two
runs of the same code judge the same mutants. What survives is listed with file and line: a test is missing there.

Loading what reads takes longer than most tests. So each mutant is first tried in a fork of this process, which has it
loaded, with the changed function in place of the old one, by the tests that can tell the two apart (``mutants_watch``),
the quickest first; only what survives that is tried in a process of its own, or is taken to survive (``--quick``): a
change of what is made at the start is seen by no fork.
"""

from __future__ import annotations

import argparse
import ast
import gc
import inspect
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from mutants_watch import Chosen, Watching, line_starts, noted, silence, span

ROOT = Path(__file__).parents[1]
PARTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "claims": (("claims", "extract", "bulletins", "grammar"), ("tests/grammar", "tests/extract", "tests/claims")),
    "places": (
        ("mentions/places",),
        (
            "tests/mentions/test_ground.py",
            "tests/mentions/test_place_links.py",
            "tests/mentions/test_place_names.py",
            "tests/mentions/test_place_words.py",
            "tests/mentions/test_places.py",
            "tests/gazetteer",
            "tests/claims/test_where.py",
            "tests/claims/test_sentence_kinds.py",
        ),
    ),
    "times": (("mentions/times",), ("tests/mentions/test_times.py", "tests/claims/test_when.py")),
    "incidents": (
        ("incidents",),
        ("tests/incidents", "tests/service/test_merging.py", "tests/service/test_merging_decided.py"),
    ),
    "store": (
        ("store",),
        (
            "tests/store",
            "tests/service/test_queueing.py",
            "tests/service/test_listing.py",
            "tests/service/overview/test_overview.py",
        ),
    ),
    "service": (("service",), ("tests/service", "tests/web/test_export.py", "tests/web/test_incident.py")),
}
"""For each part its packages below ``src/sayso`` and the tests that should notice a change in them."""
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_LONGEST, _SLACK = 600, 20
"""Seconds after which a change that never comes to an end is caught; a fork's tests have ten times their own time."""
_LARGE = 100
"""Sizes of batches and the like: one more or less means nothing."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the file, seen from the root, the line, what was there and what stands there now, each whole."""

    path: Path
    line: int
    start: int
    end: int
    before: str
    after: str

    def applied(self, source: bytes) -> bytes:
        """The file with the change."""
        return source[: self.start] + self.after.encode() + source[self.end :]


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file of the copy, where this process is."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    starts = line_starts(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "strict"}
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for statement in function.body:
            for node in ast.walk(statement):
                changed = _changed(node)
                if changed is None or id(node) in told or not isinstance(node, ast.expr) or node.end_lineno is None:
                    continue
                start, end = span(node, starts)
                before = source.encode()[start:end].decode()
                yield Mutant(path, node.lineno, start, end, before, f"({ast.unparse(changed)})")


def _changed(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _TURNED:
        return ast.Compare(node.left, [_TURNED[type(node.ops[0])]()], node.comparators)
    if isinstance(node, ast.BoolOp):
        return ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value < _LARGE:
        return ast.Constant(node.value + 1)
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return ast.Constant(not node.value)
    if isinstance(node, ast.IfExp):
        return ast.IfExp(node.test, node.orelse, node.body)
    return None


def preload(copy: Path) -> None:
    """Import the copy's sources here, and load a reader that every test of a fork is given in place of its own."""
    sys.path[:0] = [str(copy / "src"), str(copy)]
    os.chdir(copy)
    reading = import_module("sayso.service.reading")
    loaded, load = reading.Reader(), reading.Reader.__init__

    def given(self: Any, *positional: Any, **named: Any) -> None:
        if positional or named:
            load(self, *positional, **named)
        else:
            vars(self).update(vars(loaded))

    reading.Reader.__init__ = given
    gc.freeze()


def caught_at_once(mutant: Mutant, tests: tuple[str, ...], chosen: Chosen) -> bool:
    """Whether a fork of this process in which the function is changed fails the chosen tests."""
    if not chosen.names:
        return False
    if fork := os.fork():
        _, status = os.waitpid(fork, 0)
        return status != 0
    signal.alarm(min(_LONGEST, _SLACK + int(10 * chosen.lasts)))
    silence()
    new = mutant.applied(mutant.path.read_bytes())
    options = ["-q", "-x", "-p", "no:cacheprovider", *tests]
    os._exit(int(pytest.main(options, plugins=[chosen])) if _given(mutant.path, new) else 0)


def watched(mutants: list[Mutant]) -> set[int]:
    """Put a watch around what each mutant changes; the numbers of those where this could be done."""
    found: set[int] = set()
    for path in {mutant.path for mutant in mutants}:
        source = path.read_text(encoding="utf-8")
        changes: dict[tuple[int, int], list[tuple[int, str]]] = {}
        for number, mutant in enumerate(mutants):
            if mutant.path == path:
                changes.setdefault((mutant.start, mutant.end), []).append((number, mutant.after))
        watching = Watching(line_starts(source), changes)
        if _given(path, ast.unparse(ast.fix_missing_locations(watching.visit(ast.parse(source)))).encode()):
            found |= watching.watched
    return found


def _given(path: Path, changed: bytes) -> bool:
    """Give the loaded functions of a file that come out otherwise their new code; whether there are any."""
    module = _module(path)
    old, new = (_codes(compile(text, str(path), "exec")) for text in (path.read_bytes(), changed))
    functions = [(_function(module, name), code) for name, code in new.items() if old.get(name) != code]
    # What stands in place of a function (``preload``) is not given that function's code.
    able = [(f, code) for f, code in functions if f is not None and f.__code__.co_freevars == code.co_freevars]
    for function, code in able:
        function.__code__ = code
    return bool(able)


def _module(path: Path) -> ModuleType:
    return import_module(".".join(path.relative_to("src").with_suffix("").parts).removesuffix(".__init__"))


def _loads(path: Path) -> bool:
    """Whether what a file needs is installed here; else no test of it runs either."""
    try:
        return bool(_module(path))
    except ModuleNotFoundError as error:
        print(f"left out: {path} ({error})")
        return False


def _codes(code: CodeType) -> dict[str, CodeType]:
    """Every function of a module that is not inside another, by its qualified name."""
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    found = {one.co_qualname: one for one in inner if "<" not in one.co_qualname}
    return found | {name: one for outer in inner if not outer.co_flags & inspect.CO_OPTIMIZED
                    for name, one in _codes(outer).items()}  # fmt: skip


def _function(module: ModuleType, name: str) -> FunctionType | None:
    found: Any = module
    for part in name.split("."):
        found = inspect.getattr_static(found, part, None)
    for inner in ("fget", "func", "__func__", "__wrapped__"):
        found = getattr(found, inner, found)
    return found if isinstance(found, FunctionType) else None


def survives(mutant: Mutant, tests: tuple[str, ...], copy: Path) -> bool:
    """Whether the tests still pass with the change in the copy of the sources."""
    target = copy / mutant.path
    kept = target.read_bytes()
    target.write_bytes(mutant.applied(kept))
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider", *tests],
            cwd=copy, env={**os.environ, "PYTHONPATH": str(copy / "src")}, capture_output=True, timeout=_LONGEST,
            check=False,
        )  # fmt: skip
        return run.returncode == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        target.write_bytes(kept)


def main() -> int:
    """Draw a sample, try each mutant, print the share that the tests catch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=60, help="how many mutants in all")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this part (may be given again)")
    parser.add_argument("--quick", action="store_true", help="try mutants in forks alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--floor", type=float, default=0.0, help="fail below this share")
    options = parser.parse_args()
    parts = options.part or list(PARTS)
    caught: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "sayso"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis"))
        shared = ROOT.parent / "shared"
        if shared.exists():
            (copy.parent / "shared").symlink_to(shared)
        preload(copy)
        for part in parts:
            packages, tests = PARTS[part]
            files = sorted(f for p in packages for f in Path("src", "sayso", p).rglob("*.py"))
            every = [m for f in files if _loads(f) for m in mutants_of(f)]
            chosen = random.Random(f"{options.seed}{part}").sample(every, min(len(every), options.sample // len(parts)))
            pytest.main(["-q", "--collect-only", "-p", "no:cacheprovider", *tests])
            seen, lasted = noted(partial(watched, chosen), tests, Path(folder))
            for number, mutant in enumerate(chosen):
                tried[part] += 1
                able = Chosen(seen.get(number, set(lasted)), lasted)
                if not caught_at_once(mutant, tests, able) and (options.quick or survives(mutant, tests, copy)):
                    print(
                        f"survived: {mutant.path}:{mutant.line}: {mutant.before[:70]!r} → {mutant.after[:70]!r}"
                        f" ({len(able.names)} tests tell them apart)",
                        flush=True,
                    )
                else:
                    caught[part] += 1
            print(f"{part}: {caught[part]} of {tried[part]} caught", flush=True)
    share = caught.total() / max(tried.total(), 1)
    print(f"{caught.total()} of {tried.total()} mutants caught ({share:.0%})")
    return 1 if share < options.floor else 0


if __name__ == "__main__":
    sys.exit(main())

"""Changes one thing at random in some modules, runs tests, and says which changes no test notices.

    python scripts/mutate.py src/sayso/incidents src/sayso/store --tests tests/incidents tests/store --number 40

A mutant is a copy of ``src`` with one change: a comparison turned, a number moved by one, a truth value or a connective
flipped, a condition negated, ``min`` and ``max`` exchanged, a statement left out, or a part of a SQL condition turned.
The same ``--seed`` gives the same mutants.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
_TURNED = {ast.Lt: ">=", ast.LtE: "<", ast.Gt: "<=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in",
           ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is", ast.Add: "-", ast.Sub: "+", ast.Mult: "+", ast.Div: "*",
           ast.BitOr: "&", ast.BitAnd: "|"}  # fmt: skip
_SQL = ((" <> ", " = "), ("current = 1", "current = 0"), (" DESC", ""), (" AND ", " OR "), (" > ", " < "),
        (" = ?", " <> ?"))  # fmt: skip
Change = tuple[int, int, str]
"""Offsets in the file, and what takes the place of what stands there."""


def changes(source: str) -> Iterator[Change]:
    """Every change that can be made in a file."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    data = source.encode()

    def span(node: ast.AST) -> tuple[int, int]:
        return (starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset)  # type: ignore

    tree = ast.parse(source)
    bodies = (body for node in ast.walk(tree) if isinstance(body := getattr(node, "body", None), list) and body)
    told = {id(body[0].value) for body in bodies if isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):  # how a class is made says nothing of what it does
        told |= {id(part) for made in getattr(node, "decorator_list", ()) for part in ast.walk(made)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            (_, left), (right, _) = span(node.left), span(node.comparators[0])
            yield left, right, f" {_TURNED[type(node.ops[0])]} "
        elif isinstance(node, ast.BinOp) and type(node.op) in _TURNED:
            (_, left), (right, _) = span(node.left), span(node.right)
            if data[left:right].strip() in (b"+", b"-", b"*", b"/", b"|", b"&"):
                yield left, right, f" {_TURNED[type(node.op)]} "
        elif isinstance(node, ast.BoolOp):
            (_, left), (right, _) = span(node.values[0]), span(node.values[1])
            word = b"and" if isinstance(node.op, ast.And) else b"or"
            if data[left:right].strip() == word:
                yield left, right, " or " if word == b"and" else " and "
        elif isinstance(node, ast.Constant) and id(node) not in told:
            start, end = span(node)
            if isinstance(node.value, bool):
                yield start, end, str(not node.value)
            elif isinstance(node.value, int | float):
                yield start, end, repr(node.value + 1)
            elif isinstance(node.value, str) and "\n" not in node.value:
                for one, other in _SQL:
                    at = data[start:end].find(one.encode())
                    if at >= 0 and re.search(r"\b(SELECT|WHERE|FROM|UPDATE|AND|c\.\w+)\b", node.value):
                        yield start + at, start + at + len(one), other
        elif isinstance(node, ast.If | ast.IfExp | ast.While):
            start, end = span(node.test)
            yield start, end, f"not ({data[start:end].decode()})"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max"):
            start, end = span(node.func)
            yield start, end, "max" if node.func.id == "min" else "min"
        elif isinstance(node, ast.AugAssign) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
            yield (*span(node), "pass")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", type=Path)
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--number", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    files = sorted({file for path in told.modules for file in ([path] if path.is_file() else path.rglob("*.py"))})
    sources = {file: file.read_bytes() for file in files}
    found = [(file, change) for file, data in sources.items() for change in changes(data.decode())]
    chosen = random.Random(told.seed).sample(found, min(told.number, len(found)))
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "src"
        shutil.copytree(ROOT / "src", copy, ignore=shutil.ignore_patterns("__pycache__"))
        for n, (file, (start, end, new)) in enumerate(chosen, 1):
            data = sources[file]
            there = copy / file.resolve().relative_to(ROOT / "src")
            there.write_bytes(data[:start] + new.encode() + data[end:])
            command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *told.tests]
            path = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
            try:
                done = subprocess.run(command, cwd=ROOT, env=path, capture_output=True, timeout=600, check=False)
                killed = done.returncode != 0
            except subprocess.TimeoutExpired:
                killed = True
            there.write_bytes(data)
            line = data[:start].count(b"\n") + 1
            survived += not killed
            mark = "killed  " if killed else "SURVIVED"
            old = " ".join(data[start:end].decode().split())
            print(f"{n:3} {mark} {file}:{line}: {old[:60]!r} → {new.strip()[:60]!r}", flush=True)
    killed_ = len(chosen) - survived
    print(f"{killed_} of {len(chosen)} killed ({100 * killed_ / max(len(chosen), 1):.0f} %)")


if __name__ == "__main__":
    main()

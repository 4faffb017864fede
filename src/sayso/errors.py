"""Every error that sayso raises on purpose.

    SaysoError                 anything below; its text is one line a person can act on
    ├── InputError             a report cannot be read (missing, binary, empty, wrong language …)
    ├── RulebookError          a rulebook file is wrong: file, line, what, and the valid choices
    ├── GazetteerError         the gazetteer or a place pack is missing, damaged or has a bad row
    ├── ModelError             the language model is missing or is not the one in the manifest
    ├── PipelineError          a stage needs what no earlier stage fills
    ├── LedgerError            a ledger cannot be opened, read or written: which, why
    │   └── AbsentError        nothing in it has the id or name that was asked for
    ├── ExportError            an export cannot be written: where to, why
    └── UsageError             an option's value makes no sense (an impossible date, an unknown format)

Each message says what was wrong, where, and what to do next.
"""

from __future__ import annotations

from collections.abc import Iterable


class SaysoError(Exception):
    """Base of all errors raised on purpose; ``str()`` is one line without a trailing newline."""

    def __reduce__(self) -> tuple[object, ...]:  # Exception's own way would call the class with the finished line
        return _again, (type(self), self.args, vars(self))


def _again(kind: type[SaysoError], arguments: tuple[object, ...], known: dict[str, object]) -> SaysoError:
    """An error that another process raised."""
    made = kind.__new__(kind, *arguments)
    vars(made).update(known)
    return made


class InputError(SaysoError):
    """A report cannot be read.

    ``path`` is the report as the user named it (``-`` for standard input), ``reason`` what is wrong
    with it, ``advice`` what to do next (may be empty), ``where`` which part of a file that holds several
    reports (``line 40``, ``messages[12]``, ``record 7``; empty for the whole). ``language``: which language it is
    in, where that alone is what is wrong.
    """

    def __init__(self, path: str, reason: str, advice: str = "", *, where: str = "", language: str = "") -> None:
        self.path, self.reason, self.advice, self.where, self.language = path, reason, advice, where, language
        place = f"{path}: {where}" if where else path
        super().__init__(f"{place}: {reason}" + (f" ({advice})" if advice else ""))

    def at(self, where: str) -> InputError:
        """The same error, told of this part of the file (unless it names a part already)."""
        return InputError(self.path, self.reason, self.advice, where=self.where or where, language=self.language)


class RulebookError(SaysoError):
    """A rulebook file is wrong; names the file, the line (from 1; 0: the whole file) and the valid choices if few."""

    def __init__(self, file: str, line: int, problem: str, choices: Iterable[str] = ()) -> None:
        self.file, self.line, self.problem, self.choices = file, line, problem, tuple(choices)
        valid = f"; valid: {', '.join(self.choices)}" if self.choices else ""
        super().__init__(f"{file}:{line}: {problem}{valid}" if line else f"{file}: {problem}{valid}")


class GazetteerError(SaysoError):
    """The gazetteer or a place pack cannot be used."""


class ModelError(SaysoError):
    """The language model is missing, or its files are not those in the manifest."""


class PipelineError(SaysoError):
    """The stages are in an order that cannot work."""


class LedgerError(SaysoError):
    """A ledger cannot be used. ``path``: its file; ``reason``: what is wrong; ``advice``: what to do next."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        self.path, self.reason, self.advice = path, reason, advice
        super().__init__(f"{path}: {reason}" + (f" ({advice})" if advice else ""))


class AbsentError(LedgerError):
    """Nothing in a ledger has the id or name that was asked for."""


class ExportError(SaysoError):
    """An export cannot be written. ``path``: the file as the user named it; ``reason``: why."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        self.path, self.reason, self.advice = path, reason, advice
        super().__init__(f"{path}: cannot be written: {reason}" + (f" ({advice})" if advice else ""))


class UsageError(SaysoError):
    """An option's value makes no sense."""

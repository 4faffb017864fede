"""The door to the commands that only a checkout has: those that measure how well sayso reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from sayso.errors import UsageError

_ABSENT = {"bench": "Measure how well sayso reads.", "corpus": "Check and show the corpus of hand-coded reports."}


def checkout_commands() -> tuple[click.Command, ...]:
    """``bench`` and ``corpus``; where the package ``evaluation`` is not installed, commands that say so."""
    try:
        from evaluation.commands import bench, corpus
    except ModuleNotFoundError as error:
        if error.name not in ("evaluation", "evaluation.commands"):
            raise
        return tuple(_absent(name, about) for name, about in _ABSENT.items())
    return bench, corpus


def corpus_change() -> Callable[..., Iterator[tuple[str, str, float, float]]] | None:
    """What measures how the coded reports are read by two readers; None where there is no checkout."""
    try:
        from evaluation.commands.teaching import corpus_change as found
    except ModuleNotFoundError as error:
        if error.name not in ("evaluation", "evaluation.commands", "evaluation.commands.teaching"):
            raise
        return None
    return found


def _absent(name: str, about: str) -> click.Command:
    @click.command(name, help=f"{about} Needs a checkout.", context_settings={"ignore_unknown_options": True})
    @click.argument("rest", nargs=-1, type=click.UNPROCESSED)
    def command(rest: tuple[str, ...]) -> None:
        raise UsageError(f"sayso {name} needs a checkout of the project that is installed from there (make setup)")

    return command

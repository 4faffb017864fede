"""``sayso publish``: a ledger as a folder of pages to put anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from sayso.cli import runtime
from sayso.cli.options import filters, ledger_option

_EVERY = 1000


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@filters
@click.option(
    "--all", "everything", is_flag=True, help="Publish claims that nobody accepted too, but no rejected ones."
)
@click.option("--blur", type=float, metavar="KM", help="Blur places to so many kilometres, 1 to 100.")
@click.option("--no-quotes", is_flag=True, help="Leave the words of the reports out.")
@click.option("--title", default="", metavar="TEXT", help="What the site is called.")
@ledger_option
def publish(
    folder: Path, everything: bool, blur: float | None, no_quotes: bool, title: str, ledger_path: Path, **options: Any
) -> None:
    """Write what the ledger says as plain pages into DIR, which open without a server and run no script.

    Incidents that have a matching claim, each with the claims that people accepted. DIR must be new, empty or written
    by this command before; other files in it stay. The same ledger and options give the same bytes.
    """
    from sayso.present.site import publish as write
    from sayso.service.publishing import Terms
    from sayso.wording import count_words

    with runtime.ledger(ledger_path) as ledger:
        chosen = ledger.filter(**options)
        terms = Terms(
            title=title.strip(), filter=chosen, told=_told(options), everything=everything, blur=blur,
            quotes=not no_quotes,
        )  # fmt: skip
        written = write(ledger.store, folder, terms, watch=_watch())
    accepted = "" if not everything else f" ({written.accepted:,} accepted)"
    counts = (
        count_words(written.incidents, "incident"), count_words(written.claims, "claim") + accepted,
        count_words(written.sources, "source"),
    )  # fmt: skip
    click.echo(f"{folder}: {', '.join(counts)}; open {folder / 'index.html'}")
    if not written.incidents:
        click.echo(_EMPTY if not everything else "nothing matches the filter", err=True)


_NAMES = {"types": "type", "statuses": "status"}
_EMPTY = "nobody accepted a claim that matches: accept some (sayso serve, sayso decide accept), or give --all"


def _told(options: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The filter as it was given: option and value, in the order of the options."""
    told = []
    for name, value in sorted(options.items()):
        if value in (None, (), False, ""):
            continue
        words = "yes" if value is True else ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        if name == "near":
            words = ",".join(f"{getattr(value, part.name):g}" for part in fields(value))
        told.append((_NAMES.get(name, name.replace("_", " ")), words))
    return tuple(told)


def _watch() -> Callable[[int], None]:
    def watch(done: int) -> None:
        if done % _EVERY == 0:
            click.echo(f"  {done:,} incidents", err=True)

    return watch

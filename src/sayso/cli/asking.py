"""``sayso claims | incidents | sources | figures | show``: ask a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sayso.cli import runtime
from sayso.cli.options import ledger_option, listed
from sayso.cli.runtime import Listing


@click.command()
@listed(50)
def claims(ledger_path: Path, limit: int, form: str | None, **options: Any) -> None:
    """List claims, the latest day first: what is said to have happened, and who says it."""
    from sayso.present import ledger as present
    from sayso.service.records import CLAIM_COLUMNS, claim_csv, claim_json

    with runtime.ledger(ledger_path) as ledger:
        found = ledger.claims(ledger.filter(**options), limit=limit + 1 if limit else None)
        Listing(
            what="claim", headings=present.CLAIM_CELLS, cells=present.claim_cells, told=claim_json,
            columns=CLAIM_COLUMNS, flat=claim_csv,
        ).write(found, limit, form)  # fmt: skip


@click.command()
@listed(50)
def incidents(ledger_path: Path, limit: int, form: str | None, **options: Any) -> None:
    """List incidents that have a claim of this kind, the latest first."""
    from sayso.present import ledger as present
    from sayso.service.records import plain

    with runtime.ledger(ledger_path) as ledger:
        found = ledger.incidents(ledger.filter(**options), limit=limit + 1 if limit else None)
        shape = Listing(what="incident", headings=present.INCIDENT_CELLS, cells=present.incident_cells, told=plain)
        shape.write(found, limit, form)


@click.command()
@listed(50)
def sources(ledger_path: Path, limit: int, form: str | None, **options: Any) -> None:
    """List who says things, those named in most claims first."""
    from sayso.present import ledger as present
    from sayso.service.records import plain

    with runtime.ledger(ledger_path) as ledger:
        found = ledger.sources(ledger.filter(**options), limit=limit + 1 if limit else None)
        shape = Listing(what="source", headings=present.SOURCE_CELLS, cells=present.source_cells, told=plain)
        shape.write(found, limit, form)


@click.command()
@listed(200)
def figures(ledger_path: Path, limit: int, form: str | None, **options: Any) -> None:
    """Show how figures moved: by source, from low to high, in the order of saying."""
    from sayso.present.ledger import figure_lines
    from sayso.service.records import plain

    with runtime.ledger(ledger_path) as ledger:
        found = ledger.figures(ledger.filter(**options), limit=limit + 1 if limit else None)
        if runtime.form_of(form, piped="jsonl") == "table":
            shown = found[: limit or None]
            runtime.out().writelines(f"{line}\n" for line in figure_lines(shown))
            if len(found) > len(shown):
                runtime.out().write(f"the first {limit:,} figures, --limit shows more\n")
        else:
            Listing(what="figure", headings=(), cells=lambda row: (), told=plain).write(found, limit, form)


@click.command()
@click.argument("id", metavar="ID")
@ledger_option
@click.option("--why", is_flag=True, help="Of an incident: what speaks for and against each link.")
@click.option("--format", "form", type=click.Choice(["table", "json"]),
              help="Form of the output. Default: table at a terminal, json in a pipe.")  # fmt: skip
def show(id: str, ledger_path: Path, why: bool, form: str | None) -> None:
    """Show a document, a claim or an incident with the words; the beginning of its id is enough."""
    from sayso.exports.contract import dumps
    from sayso.present import showing

    with runtime.ledger(ledger_path) as ledger:
        shown = ledger.show(id)
        if runtime.form_of(form, piped="json") == "json":
            runtime.out().write(dumps(showing.to_dict(shown), indent=2) + "\n")
        else:
            showing.write(shown, runtime.out(), why=why)

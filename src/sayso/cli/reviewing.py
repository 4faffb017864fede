"""``sayso ledger queue | decisions | agreement``: what waits for a verdict, what was decided, how far people agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sayso.cli import runtime
from sayso.cli.options import filters, form_option, ledger_option, limit
from sayso.cli.runtime import Listing

_ORDERS = ("worth", "doubt", "field", "reach", "recent")


@click.command()
@filters
@ledger_option
@click.option("--order", type=click.Choice(_ORDERS), default="worth", show_default=True,
              help="worth: doubtful and far told first; doubt: least sure first; field: least sure field first; "
              "reach: told by most reports first; recent: latest day first.")  # fmt: skip
@click.option("--not-by", "person", metavar="NAME", help="What this person has not judged, whoever else has.")
@limit(50)
@form_option
def queue(ledger_path: Path, order: Any, person: str | None, limit: int, form: str | None, **options: Any) -> None:
    """List the claims that wait for a verdict, the one most worth a look first."""
    from sayso.present import ledger as present
    from sayso.service.queueing import ahead
    from sayso.service.records import CLAIM_COLUMNS, claim_csv, claim_json

    with runtime.ledger(ledger_path) as ledger:
        options["rejected"] = options["rejected"] or person is not None
        most = limit + 1 if limit else 1_000_000
        found = ahead(ledger.store, ledger.filter(**options), order, person=person, limit=most)
        Listing(
            what="claim", headings=present.CLAIM_CELLS, cells=present.claim_cells, told=claim_json,
            columns=CLAIM_COLUMNS, flat=claim_csv,
        ).write((ledger.store.claims.get(one.claim) for one in found), limit, form)  # fmt: skip


@click.command()
@ledger_option
@click.option("--by", metavar="NAME", help="Of this person alone.")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True,
              help="JSON lines are exact; in CSV what a spreadsheet would run is defused.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Where to.")
def decisions(ledger_path: Path, by: str | None, form: str, output: Path | None) -> None:
    """Write the decisions that hold, as "sayso decide from" takes them back, in this ledger or another."""
    from sayso.service.files import text_replacing
    from sayso.service.returning import csv_of, jsonl_of

    with runtime.ledger(ledger_path) as ledger:
        told = (csv_of if form == "csv" else jsonl_of)(ledger.store, by=by)
    if output is None:
        runtime.out().write(told)
        return
    with text_replacing(output) as stream:
        stream.write(told)


@click.command()
@click.argument("first", metavar="NAME")
@click.argument("second", metavar="NAME")
@ledger_option
def agreement(first: str, second: str, ledger_path: Path) -> None:
    """Say how far two people agree on the claims that both judged, and list what they have to settle.

    Percent of equal answers and Cohen's kappa (agreement beyond chance), for the verdict and for each field. "sayso
    decide settle" ends a disagreement.
    """
    from sayso.service.agreeing import agreement as compared
    from sayso.wording import count_words, visible

    with runtime.ledger(ledger_path) as ledger:
        found = compared(ledger.store, first, second)
    out = runtime.out()
    both = count_words(found.both, "claim")
    out.write(f"{both} judged by both, {len(found.open)} to settle, {found.settled} settled\n")
    for one in (found.verdicts, *found.fields):
        percent = "" if one.percent is None else f"{one.percent:.0f} %"
        kappa = "" if one.kappa is None else f"kappa {one.kappa:.2f}"
        out.write(f"  {one.name:9} {one.same:>6} of {one.claims:<6} {percent:>5}  {kappa}".rstrip() + "\n")
    for open_ in found.open:
        verdicts = ", ".join(f"{d.kind} by {visible(d.by)}" for d in open_.verdicts)
        fields = "; ".join(f"{name}: {visible(one)} / {visible(other)}" for name, one, other in open_.fields)
        out.write(f"{open_.listed.claim.id}  {verdicts}" + (f"; {fields}" if fields else "") + "\n")

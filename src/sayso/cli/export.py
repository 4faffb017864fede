"""``sayso export``: what a ledger holds, in the forms of other people's tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sayso.cli import runtime
from sayso.cli.options import filters, ledger_option

_NAMES = (
    "jsonl", "csv", "xlsx", "geojson", "kml", "timemap", "acled", "ucdp", "idmc", "plover", "annotations", "ftm",
    "training", "parquet", "parquet-figures", "parquet-sources", "parquet-incidents",
)  # fmt: skip


@click.command()
@click.option("--as", "form", type=click.Choice(_NAMES), required=True, help="Form of the export.")
@click.option("-o", "--output", "output", type=click.Path(path_type=Path), default=Path("-"), metavar="FILE",
              help="The file to write, replaced once all is written; - for standard output (the default).")  # fmt: skip
@filters
@click.option("--raw-csv", is_flag=True, help="Leave text in CSV as it is, even where a spreadsheet would run it.")
@click.option("--hxl", is_flag=True, help="csv and idmc: with a row of HXL's hashtags under the header.")
@click.option("--who", is_flag=True, help="training: with the names of who decided.")
@click.option("--undecided", is_flag=True, help="training: the claims that nobody judged as well.")
@click.option("--explain", is_flag=True, help="Say how the form is filled and what it cannot hold; write nothing.")
@ledger_option
def export(
    form: str, output: Path, raw_csv: bool, hxl: bool, who: bool, undecided: bool, explain: bool, ledger_path: Path,
    **options: Any,
) -> None:  # fmt: skip
    """Export claims or incidents.

    jsonl: documents with their claims, exact. csv, xlsx, parquet, plover, annotations: claims. idmc: figures of people
    displaced. geojson, kml, timemap, acled, ucdp, ftm: incidents that have a matching claim, each whole. training:
    claims that people judged, for sayso train. What a form cannot hold is left out and counted.
    """
    from sayso.service import exporting

    if explain:
        runtime.out().write(exporting.explained(form) + "\n")
        return
    to = None if str(output) == "-" else output
    with runtime.ledger(ledger_path) as ledger:
        tally = ledger.export(
            form, to, ledger.filter(**options), out=runtime.out(), raw=raw_csv, hxl=hxl, who=who, undecided=undecided
        )
    for line in tally.lines(str(to) if to else "standard output"):
        click.echo(line, err=True)
    if exporting.FORMS[form].form:
        click.echo(f"what this form cannot hold: sayso export --as {form} --explain", err=True)

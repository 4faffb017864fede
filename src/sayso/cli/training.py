"""``sayso train``: teach the reader by what people decided."""

from __future__ import annotations

from pathlib import Path

import click

from sayso.cli import checkout, runtime
from sayso.cli.options import rulebook_option


@click.command()
@click.option("--from", "records", type=click.Path(path_type=Path), required=True, metavar="FILE|DIR",
              help="Training records: a file of sayso export --as training, or a folder of them.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR",
              help="The folder to make; one that is there is never overwritten.")  # fmt: skip
@click.option("--base", default="shipped", show_default=True, metavar="shipped|DIR",
              help="What to go on from: what ships, or a folder that sayso train made.")  # fmt: skip
@click.option(
    "--whole",
    is_flag=True,
    help="Train the whole network, not its last layer alone: needs the extra train, takes many minutes.",
)
@click.option("--no-corpus", is_flag=True, help="Do not read the coded reports of a checkout before and after.")
@rulebook_option
def train(records: Path, out: Path, base: str, whole: bool, no_corpus: bool, overlays: tuple[Path, ...]) -> None:
    """Teach the reader by what people accepted, rejected, edited and added in a ledger.

    It goes on from the weights that ship, in a minute or two on a laptop: which words name an event, and how surely a
    claim is one. Says what got better and worse on records that were held out and, in a checkout, on its coded reports.
    Read with the result: --reader-model DIR.
    """
    from sayso.present.teaching import outcome_lines, score_lines
    from sayso.service.packs import pack_paths
    from sayso.service.teaching import teach

    parent = None if base == "shipped" else Path(base)
    done = teach(
        records, out, base=parent, overlays=overlays, packs=pack_paths(), whole=whole,
        watch=lambda told: click.echo(told, err=True),
    )  # fmt: skip
    for line in outcome_lines(done):
        click.echo(line)
    change = None if no_corpus else checkout.corpus_change()
    if change is None:
        return
    click.echo("reading the coded reports before and after; this takes minutes", err=True)
    texts = frozenset(sample.text for sample in done.records.samples)
    readers = (runtime.reader(overlays, None, packs=True, taught=folder) for folder in (parent, out))
    scores = change(*readers, texts)
    click.echo("On the coded reports of the checkout, dev parts (before → after):")
    for line in score_lines(scores):
        click.echo(line)

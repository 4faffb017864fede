"""``sayso scale``: read and merge by the million, on many processes or a cluster."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli import runtime
from sayso.cli.options import given_options, reader_options, together

if TYPE_CHECKING:
    from sayso.service.scale.engines import Engine
    from sayso.service.scale.reading import Done


_workers = together(
    click.option("--processes", type=click.IntRange(1), default=1, show_default=True, help="How many workers."),
    click.option("--engine", type=click.Choice(["processes", "ray"]), default="processes", show_default=True,
                 help="What does the work: processes of this machine, or a Ray cluster."),
    click.option("--cluster", metavar="ADDRESS",
                 help="The Ray cluster: auto, ray://host:10001. Without: this machine."),
)  # fmt: skip


def _engine(engine: str, processes: int, cluster: str | None) -> Engine:
    if engine == "ray":
        from sayso.service.scale.cluster import RayCluster

        return RayCluster(processes, cluster)
    from sayso.service.scale.engines import Processes

    return Processes(processes)


@click.group("scale")
def scale() -> None:
    """Read and merge millions of reports, on many processes or a Ray cluster, and load them into a ledger.

    Three steps over one folder, each of which goes on where it was stopped: read, merge, load.
    """


@scale.command()
@click.argument("inputs", nargs=-1, required=True, metavar="IN…")
@click.argument("out", metavar="OUT")
@given_options("Which column or key holds what, as for sayso read.")
@click.option("--rows", type=click.IntRange(1), default=500, show_default=True, help="Reports of a part.")
@_workers
@reader_options
def read(
    inputs: tuple[str, ...], out: str, rows: int, processes: int, engine: str, cluster: str | None, shard: Any,
    no_packs: bool, overlays: tuple[Path, ...], model: str | None, taught: Path | None, **given: Any,
) -> None:  # fmt: skip
    """Read reports into a folder of Parquet files: documents, claims, figures, sources, errors.

    IN is a file, a folder or an address that fsspec knows (s3://bucket/news/*.parquet), of any format that sayso read
    takes; OUT a folder or an address. Run the same again to go on after a stop. With --shard several jobs of a cluster
    that see the same OUT share one run.
    """
    from sayso.readers import Given
    from sayso.service.parallel import Lost
    from sayso.service.scale.reading import read_run
    from sayso.service.scale.runs import Run
    from sayso.service.scale.runs import inputs as found_in

    files = found_in(inputs)
    make = partial(runtime.reader, overlays, model, packs=not no_packs, taught=taught)
    reader = make()
    given = {name: value for name, value in given.items() if value}
    run = Run(out=out, given=Given(**given), rows=rows, read_by=reader.read_by, files=files)
    # Processes share what is loaded already; the workers of a cluster load their own.
    results = read_run(run, _engine(engine, processes, cluster), make if engine == "ray" else lambda: reader, shard)
    reports = claims = errors = lost = 0
    for done in results:
        if isinstance(done, Lost):
            lost += 1
            continue
        reports, claims, errors = reports + done.reports, claims + done.claims, errors + done.errors
        click.echo(f"{_told(done)}; {reports:,} reports, {claims:,} claims so far", err=True)
    click.echo(f"{out}: {reports:,} reports read now, {claims:,} claims, {errors:,} not readable (see {out}/errors)")
    if lost:
        click.echo(f"sayso: {lost:,} parts killed a worker twice and are not kept: run the same again", err=True)
        sys.exit(1)


def _told(done: Done) -> str:
    return f"part {done.part}: {done.reports:,} reports, {done.claims:,} claims, {done.errors:,} not readable"


@scale.command()
@click.argument("run", metavar="DIR")
@click.option("--buckets", type=click.IntRange(1), default=64, show_default=True,
              help="Into how many partitions the work is cut; a worker holds one in memory.")  # fmt: skip
@click.option("--days", type=click.IntRange(1), default=30, show_default=True, help="Length of a window of days.")
@_workers
def merge(run: str, buckets: int, days: int, processes: int, engine: str, cluster: str | None) -> None:
    """Merge what scale read put into a folder: DIR/incidents. The incidents are those of a ledger of the same reports,
    whatever the partitions."""
    from sayso.service.scale.merging import merge_run

    number = merge_run(
        run, _engine(engine, processes, cluster), buckets=buckets, days=days,
        watch=lambda step: click.echo(step, err=True),
    )  # fmt: skip
    click.echo(f"{run}: {number:,} incidents")


@scale.command()
@click.argument("run", metavar="DIR")
@click.argument("ledger", type=click.Path(path_type=Path), metavar="LEDGER")
def load(run: str, ledger: Path) -> None:
    """Load what was read and merged into a ledger, as if the reports had been added one by one.

    A new LEDGER appears when it is complete; into one that is there the reports are merged one by one.
    """
    from sayso.service.scale.loading import load_run

    done = load_run(run, ledger, lambda now: click.echo(f"{now.reports:,} reports, {now.step}", err=True))
    click.echo(
        f"{ledger}: {done.reports:,} reports, {done.known:,} known, {done.claims:,} claims,"
        f" {done.failures:,} not readable"
    )

"""``sayso places``: look places up, and add, list and remove place packs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sayso.cli import runtime
from sayso.cli.options import rulebook_option
from sayso.errors import SaysoError

_SHOWN = 20


@click.group()
def places() -> None:
    """Look places up, and add places of your own."""


@places.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1), help="Most rows shown.")
@rulebook_option
def find(name: tuple[str, ...], limit: int, overlays: tuple[Path, ...]) -> None:
    """Find a place by name: what it may be, most likely first; your packs included."""
    from sayso.service.packs import find_places, pack_paths

    words = " ".join(name)
    rows = find_places(words, overlays=overlays, limit=limit, packs=pack_paths())
    if not rows:
        raise SaysoError(f"no place is called {words!r} in the gazetteer (try another spelling)")
    for row in rows:
        where = ", ".join(part for part in (row["admin1"], row["country"]) if part)
        people = f"{row['population']:,} people" if row["population"] else ""
        place = f"{row['name']} ({where})" if where else row["name"]
        click.echo(f"{row['id']:20} {row['feature']:8} {row['lat']:9.4f} {row['lon']:9.4f}  {place}  {people}".rstrip())


@places.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the pack. Default: that of the first file. A pack of that name is replaced.")
@click.option("--strict", is_flag=True, help="Add nothing when any row is bad.")
def add(files: tuple[Path, ...], name: str | None, strict: bool) -> None:
    """Add places: tables (.csv) and GeoNames dumps (.txt, .zip), as one pack that every reading then uses.

    A table has a header line with id,name,country,lat,lon and, if wanted, admin1, admin2, feature, population, aliases
    and note. Bad rows are told and left out.
    """
    from sayso.service.packs import add_pack

    info, problems = add_pack(files, name=name, strict=strict)
    for problem in problems[:_SHOWN]:
        click.echo(f"sayso: {runtime.printable(problem)}", err=True)
    if len(problems) > _SHOWN:
        click.echo(f"sayso: … and {len(problems) - _SHOWN:,} more bad rows", err=True)
    left = f"; {len(problems):,} bad rows left out" if problems else ""
    click.echo(f"{info.name}: {info.places:,} places added{left} ({info.path})")
    if problems:
        sys.exit(1)


@places.command()
def packs() -> None:
    """List the place packs that you have added."""
    from sayso.gazetteer import installed

    found = installed()
    for info in found:
        click.echo(f"{info.name:24} {info.places:>10,} places  from {', '.join(info.files)}")
    if not found:
        click.echo("no place packs (add one with: sayso places add FILE…)", err=True)


@places.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
def remove(names: tuple[str, ...]) -> None:
    """Remove place packs by name."""
    from sayso.gazetteer import remove as remove_pack

    for name in names:
        info = remove_pack(name)
        click.echo(f"{info.name}: removed ({info.places:,} places)")

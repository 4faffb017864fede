"""The command line. Commands only: what they do is in ``workflow`` and ``exports``.

Results go to standard output, problems to standard error, one line each. Exit codes: 0 all well, 1 something could not
be read or a check failed, 2 the command was called wrongly.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

import click

from sayso import __version__
from sayso.cli.adding import add, ledger_group
from sayso.cli.asking import claims, decide, figures, incidents, show, sources
from sayso.cli.checkout import checkout_commands
from sayso.cli.export import export
from sayso.cli.options import KEEP, Day
from sayso.cli.places import places
from sayso.errors import SaysoError
from sayso.model import Reading
from sayso.present import FORMATS


class _Commands(click.Group):
    """Turns every error that sayso raises on purpose into one line and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SaysoError as error:
            _problem(error)
            sys.exit(1)
        except BrokenPipeError:
            sys.stderr.close()  # the reader of our output has gone; nothing is left to say
            sys.exit(1)


class _Columns(click.ParamType[dict[str, str]]):
    name = "mapping"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        from sayso.readers import parse_columns

        if isinstance(value, dict):
            return value
        try:
            return parse_columns(value)
        except SaysoError as error:
            self.fail(str(error), param, ctx)


_rulebook = click.option(
    "--rulebook",
    "overlays",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A folder with rules of your own, laid over the built-in ones. May be given several times.",
)
_model = click.option("--model", default=None, help="Another installed spaCy model to read with.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sayso")
def main() -> None:
    """Read reports of armed conflict and crisis: who says what happened."""


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…|-")
@click.option("--published", type=Day(), metavar="DATE", help="The day of publication, YYYY-MM-DD.")
@click.option("--outlet", help="Who published it.")
@click.option(
    "--map",
    "columns",
    type=_Columns(),
    metavar="FIELD=COLUMN,…",
    help="Which column or key of a CSV or JSON corpus holds what: text=body,title=headline,published=day,outlet=source,"
    "url=link. Those with common names need not be told.",
)
@click.option("--keep", multiple=True, metavar="COLUMN", help=KEEP)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="Form of the output. Default: table at a terminal, json in a pipe.",
)
@click.option(
    "--processes",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How many processes read side by side.",
)
@click.option("--no-packs", is_flag=True, help="Leave the place packs that you have added aside.")
@_rulebook
@_model
def read(
    paths: tuple[str, ...],
    published: date | None,
    outlet: str | None,
    columns: dict[str, str] | None,
    keep: tuple[str, ...],
    form: str | None,
    processes: int,
    no_packs: bool,
    overlays: tuple[Path, ...],
    model: str | None,
) -> None:
    """Read reports and show what each source says happened.

    A PATH is a file, a folder (with those in it), or - for standard input. Text, Markdown, HTML, PDF, Word documents,
    mails, RSS and Atom feeds, WARC and ARC archives, Telegram exports (result.json), JSON, JSON lines, CSV and Parquet
    are read, all of them packed or in ZIP and tar archives as well; a file may hold many reports.
    """
    form = form or ("table" if sys.stdout.isatty() else "json")
    reader = _reader(overlays, model, packs=not no_packs)
    failed: list[str] = []

    def readings() -> Iterator[Reading]:
        from sayso.service.reading import Unread

        for result in reader.read_paths(
            paths, published=published, outlet=outlet, columns=columns, keep=keep, processes=processes
        ):
            if isinstance(result, Unread):
                failed.append(result.path)
                _problem(result.error)
            else:
                yield result

    FORMATS[form](readings(), _out())
    if failed:
        sys.exit(1)


@main.group()
def rules() -> None:
    """Check, explain and compare the rules."""


@rules.command()
@_rulebook
@_model
def check(overlays: tuple[Path, ...], model: str | None) -> None:
    """Run every rule's examples: those it must match and those it must not."""
    from sayso.service.rulecheck import check_rules

    number, failures = check_rules(_reader(overlays, model))
    for failure in failures:
        click.echo(str(failure))
    click.echo(f"{number} examples run, {len(failures)} failed", err=bool(failures))
    if failures:
        sys.exit(1)


@rules.command("explain")
@click.argument("sentence")
@click.option("--published", type=Day(), metavar="DATE", help="The day to resolve times against.")
@_rulebook
@_model
def explain_(sentence: str, published: date | None, overlays: tuple[Path, ...], model: str | None) -> None:
    """Say which rule fired on which words of a sentence."""
    from sayso.service.explaining import explain

    if not sentence.strip():
        raise click.UsageError("the sentence is empty")
    reading = _reader(overlays, model, packs=True).read_text(sentence, published=published)
    fired = explain(reading)
    for item in fired:
        click.echo(f"{item.stage:13} {item.rule:34} {item.start:>4}–{item.end:<4} “{item.text}”  {item.result}")
    if not reading.claims:
        click.echo("no claim" if fired else "no rule fired")


@rules.command()
@click.argument("paths", nargs=-1, metavar="[REPORT…]")
@click.option("--published", type=Day(), metavar="DATE", help="The day of publication of the reports.")
@click.option("--rulebook", "overlays", type=click.Path(path_type=Path), multiple=True, required=True,
              help="The folder with your rules.")  # fmt: skip
@_model
def diff(paths: tuple[str, ...], published: date | None, overlays: tuple[Path, ...], model: str | None) -> None:
    """Show what your rules add or change, and which claims of the given reports change with them."""
    from sayso.rules import load_rulebook
    from sayso.service.rulediff import changed_claims, changed_rules

    for change in changed_rules(load_rulebook(), load_rulebook(overlays)):
        click.echo(f"rule {change.change:8} {change.rule}  ({change.file}:{change.line})")
    if not paths:
        return
    before, after = _reader((), model), _reader(overlays, model)
    for path in paths:
        new = after.read_path(path, published=published)
        for kind, claim in changed_claims(before.read_path(path, published=published), new):
            words = " ".join(new.text(claim.sentence).split())
            click.echo(f"claim {kind:8} {path}: {claim.type} [{claim.rule}] {words}")


def _reader(overlays: tuple[Path, ...], model: str | None, *, packs: bool = False) -> Any:
    gc.disable()  # what is loaded now stays until the end: looking for garbage in it only costs time
    from sayso.service.packs import pack_paths
    from sayso.service.reading import DEFAULT_MODEL, Reader

    try:
        reader = Reader(overlays=overlays, model=model or DEFAULT_MODEL, packs=pack_paths() if packs else ())
        gc.freeze()
    finally:
        gc.enable()
    return reader


def _problem(error: SaysoError) -> None:
    """One line on standard error; what does not print (a line end in a file's name, a terminal code) is escaped."""
    line = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(error))
    click.echo(f"sayso: {line}", err=True)


def _out() -> TextIO:
    """Standard output as UTF-8 whatever the locale; a character that cannot be written is escaped, never fatal."""
    out = sys.stdout
    if isinstance(out, TextIOWrapper):
        out.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return out


for _command in (add, claims, incidents, sources, figures, show, decide, export, ledger_group, places):
    main.add_command(_command)
for _command in checkout_commands():
    main.add_command(_command)

"""``sayso rules``: check, explain and compare the rules."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from sayso.cli import runtime
from sayso.cli.options import DAY, model_option, rulebook_option, taught_option


@click.group()
def rules() -> None:
    """Check, explain and compare the rules."""


@rules.command()
@rulebook_option
@model_option
def check(overlays: tuple[Path, ...], model: str | None) -> None:
    """Run every rule's examples: those it must match and those it must not."""
    from sayso.service.rulecheck import check_rules

    number, failures = check_rules(runtime.reader(overlays, model))
    for failure in failures:
        click.echo(str(failure))
    click.echo(f"{number} examples run, {len(failures)} failed", err=bool(failures))
    if failures:
        sys.exit(1)


@rules.command("explain")
@click.argument("sentence")
@click.option("--published", type=DAY, metavar="DATE", help="The day to resolve times against.")
@rulebook_option
@model_option
@taught_option
def explain_(
    sentence: str, published: date | None, overlays: tuple[Path, ...], model: str | None, taught: Path | None
) -> None:
    """Say which rule fired on which words of a sentence, and how its claims were weighed.

    The lines "fields" say how likely a coder has each field of the claim so, the least sure first.
    The lines "links" say which fields the linker took from elsewhere, with the likeliest values.
    The lines "weighed" say how likely the words name an event of the type by the model of triggers, the likeliest other
    types, whether a rule says the same, and what became of it.
    """
    from sayso.service.explaining import explain, linked, weighed

    if not sentence.strip():
        raise click.UsageError("the sentence is empty")
    reader = runtime.reader(overlays, model, packs=True, taught=taught)
    reading = reader.read_text(sentence, published=published)
    fired = [*explain(reading), *linked(reading, reader.resources)]
    for item in fired:
        click.echo(f"{item.stage:13} {item.rule:34} {item.start:>4}–{item.end:<4} “{item.text}”  {item.result}")
    for one in weighed(reader.resources, reading):
        words, span = " ".join(reading.text(one.span).split()), one.span
        click.echo(f"{'weighed':13} {one.rule or one.type:34} {span.start:>4}–{span.end:<4} “{words}”  {one.told}")
    if not reading.claims:
        click.echo("no claim" if fired else "no rule fired")


@rules.command()
@click.argument("paths", nargs=-1, metavar="[REPORT…]")
@click.option("--published", type=DAY, metavar="DATE", help="The day of publication of the reports.")
@click.option("--rulebook", "overlays", type=click.Path(path_type=Path), multiple=True, required=True,
              help="The folder with your rules.")  # fmt: skip
@model_option
def diff(paths: tuple[str, ...], published: date | None, overlays: tuple[Path, ...], model: str | None) -> None:
    """Show what your rules add or change, and which claims of the given reports change with them."""
    from sayso.rules import load_rulebook
    from sayso.service.rulecheck import changed_claims, changed_rules

    for change in changed_rules(load_rulebook(), load_rulebook(overlays)):
        click.echo(f"rule {change.change:8} {change.rule}  ({change.file}:{change.line})")
    if not paths:
        return
    before, after = runtime.reader((), model), runtime.reader(overlays, model)
    for path in paths:
        new = after.read_path(path, published=published)
        for kind, claim in changed_claims(before.read_path(path, published=published), new):
            words = " ".join(new.text(claim.sentence).split())
            click.echo(f"claim {kind:8} {path}: {claim.type} [{claim.rule}] {words}")

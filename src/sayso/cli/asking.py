"""``sayso claims | incidents | sources | figures | show | decide``: ask a ledger, and judge what it says."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso.cli.options import chosen, filters, form_option, ledger_option, limit
from sayso.errors import UsageError
from sayso.model import DECISION_KINDS

if TYPE_CHECKING:
    pass

T = TypeVar("T")


@click.command()
@filters
@ledger_option
@limit(50)
@form_option
def claims(ledger_path: Path, limit: int, form: str | None, **options: Any) -> None:
    """List claims, the latest day first: what is said to have happened, and who says it."""
    from sayso.service import asking

    with _open(ledger_path) as ledger:
        found = ledger.claims(chosen(ledger, options), limit=limit + 1 if limit else None)
        _list(
            found, limit, form, "claim", asking.CLAIM_CELLS, asking.claim_cells, asking.claim_json,
            asking.CLAIM_COLUMNS, asking.claim_csv,
        )  # fmt: skip


@click.command()
@filters
@ledger_option
@limit(50)
@form_option
def incidents(ledger_path: Path, limit: int, form: str | None, **options: Any) -> None:
    """List incidents that have a claim of this kind, the latest first."""
    from sayso.service import asking

    with _open(ledger_path) as ledger:
        found = ledger.incidents(chosen(ledger, options), limit=limit + 1 if limit else None)
        _list(found, limit, form, "incident", asking.INCIDENT_CELLS, asking.incident_cells, asking.incident_json)


@click.command()
@filters
@ledger_option
@limit(50)
@form_option
def sources(ledger_path: Path, limit: int, form: str | None, **options: Any) -> None:
    """List who says things, those named in most claims first."""
    from sayso.service import asking

    with _open(ledger_path) as ledger:
        found = ledger.sources(chosen(ledger, options), limit=limit + 1 if limit else None)
        _list(found, limit, form, "source", asking.SOURCE_CELLS, asking.source_cells, asking.source_json)


@click.command()
@filters
@ledger_option
@limit(200)
@form_option
def figures(ledger_path: Path, limit: int, form: str | None, **options: Any) -> None:
    """Show how figures moved: by source, from low to high, in the order of saying."""
    from sayso import cli
    from sayso.service import asking

    with _open(ledger_path) as ledger:
        found = ledger.figures(chosen(ledger, options), limit=limit or None)
        if _form(form) == "table":
            for line in asking.figure_lines(found):
                cli._out().write(line + "\n")
        else:
            _list(found, 0, form, "figure", (), lambda row: (), asking.figure_json)


@click.command()
@click.argument("id", metavar="ID")
@ledger_option
@click.option("--why", is_flag=True, help="Of an incident: what speaks for and against each link.")
@click.option("--format", "form", type=click.Choice(["table", "json"]),
              help="Form of the output. Default: table at a terminal, json in a pipe.")  # fmt: skip
def show(id: str, ledger_path: Path, why: bool, form: str | None) -> None:
    """Show a document, a claim or an incident with the words; the beginning of its id is enough."""
    from sayso import cli
    from sayso.exports.contract import dumps
    from sayso.service import showing

    with _open(ledger_path) as ledger:
        kind, whole = ledger.find(id)
        if (form or ("table" if sys.stdout.isatty() else "json")) == "json":
            cli._out().write(dumps(showing.JSON[kind](ledger, whole), indent=2) + "\n")
        else:
            showing.show(ledger, kind, whole, cli._out(), why=why)


@click.command()
@click.argument("kind", type=click.Choice(DECISION_KINDS), metavar="KIND")
@click.argument("ids", nargs=-1, required=True, metavar="CLAIM…")
@click.option("--by", required=True, metavar="NAME", help="Who decides.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept.")
@click.option("--set", "edit", metavar="FIELD=VALUE", help="What an edit sets; the value is text or JSON.")
@ledger_option
def decide(kind: Any, ids: Sequence[str], by: str, reason: str, edit: str | None, ledger_path: Path) -> None:
    """Judge claims: accept, reject or edit one; merge some into one incident, or split the first from the rest.

    Decisions are never changed or removed, they win over the machine, and they stay when reports are read again. A
    later decision takes an earlier one back.
    """
    from sayso.service.deciding import decide as decide_

    field, value = _edit(edit)
    if kind == "edit" and field is None:
        raise UsageError("an edit needs --set FIELD=VALUE")
    with _open(ledger_path) as ledger:
        decision = decide_(
            ledger, kind, ids, by=by, reason=reason, at=datetime.now(UTC), field=field,
            value=value,
        )  # fmt: skip
    click.echo(f"{decision.kind} {', '.join(decision.claims)}: decision {decision.id}")


def _edit(told: str | None) -> tuple[str | None, str | None]:
    """The field, and the value as JSON text."""
    if told is None:
        return None, None
    field, equals, value = told.partition("=")
    if not equals or not field.strip():
        raise UsageError(f"{told!r} is not FIELD=VALUE")
    try:
        json.loads(value)
    except ValueError:
        value = json.dumps(value, ensure_ascii=False)
    return field.strip(), value


def _open(path: Path) -> Any:
    from sayso.store.sqlite import Ledger

    return closing(Ledger(path))


def _form(form: str | None) -> str:
    return form or ("table" if sys.stdout.isatty() else "jsonl")


def _list(
    rows: Iterable[T],
    most: int,
    form: str | None,
    what: str,
    headings: Sequence[str],
    cells: Callable[[T], Sequence[str]],
    told: Callable[[T], dict[str, Any]],
    columns: Sequence[str] = (),
    flat: Callable[[T], dict[str, Any]] | None = None,
) -> None:
    """Write rows, of which there may be one more than ``most`` (0: as many as there are)."""
    from sayso import cli
    from sayso.present import listing

    out = cli._out()
    if _form(form) == "table":
        kept = list(rows)
        shown = kept[:most] if most else kept
        listing.write_table(map(cells, shown), headings, out, what=what, more=len(kept) > len(shown))
        return
    wanted: Iterator[T] = islice(rows, most or None)
    if _form(form) == "csv":
        made = list(map(flat or told, wanted))
        listing.write_csv(made, columns or list(made[0] if made else ()), out)
    elif _form(form) == "json":
        listing.write_json(map(told, wanted), out)
    else:
        listing.write_jsonl(map(told, wanted), out)

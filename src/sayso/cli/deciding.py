"""``sayso decide``: judge what a ledger says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli import runtime
from sayso.cli.options import ledger_option, together
from sayso.errors import UsageError
from sayso.model import EVENT_TYPES

if TYPE_CHECKING:
    from sayso.model import Decision


@click.group()
def decide() -> None:
    """Judge claims. Decisions are kept, win over the machine, and stay when reports are read again.

    A later decision takes an earlier one about the same back. What needs a look after reports were read again:
    "sayso ledger review".
    """


_judged = together(
    ledger_option,
    click.option("--by", required=True, metavar="NAME", help="Who decides."),
    click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept."),
)


def _simple(kind: Any, metavar: str, about: str) -> None:
    @decide.command(kind, help=about)
    @click.argument("ids", nargs=-1, required=True, metavar=metavar)
    @_judged
    def command(ids: Sequence[str], by: str, reason: str, ledger_path: Path) -> None:
        from sayso.service.deciding import By

        with runtime.ledger(ledger_path) as ledger:
            _told(ledger.decide(kind, ids, By(by, reason)))


_simple("accept", "CLAIM", "A claim is right; takes a rejection back.")
_simple("reject", "CLAIM", "A claim is wrong: it is listed, counted and compared no more.")
_simple("merge", "CLAIM|INCIDENT…", "They speak of one happening, whatever the machine finds.")
_simple("split", "CLAIM [CLAIM|INCIDENT]…",
        "The first claim speaks of another happening than the rest of its incident, or than those named. "
        "Nothing else moves.")  # fmt: skip
_simple("settle", "CLAIM", "What reviewers disagreed on about a claim is settled: what was decided before this stands.")
_simple("undo", "DECISION", "A decision holds no more.")


@decide.command()
@click.argument("id", metavar="CLAIM")
@click.option("--grade", required=True, metavar="1–6", help="1 confirmed by independent sources, 2 probably true, "
              "3 possibly true, 4 doubtful, 5 improbable, 6 truth cannot be judged.")  # fmt: skip
@_judged
def credibility(id: str, grade: str, by: str, reason: str, ledger_path: Path) -> None:
    """Grade what a claim says, whoever says it, by the Admiralty scheme; 1 only where origins confirm each other."""
    from sayso.service.deciding import By

    with runtime.ledger(ledger_path) as ledger:
        _told(ledger.decide("credibility", [id], By(by, reason), value=grade))


@decide.command()
@click.argument("source", metavar="SOURCE")
@click.option("--grade", required=True, metavar="A–F", help="A reliable, B usually reliable, C fairly reliable, "
              "D not usually reliable, E unreliable, F reliability cannot be judged.")  # fmt: skip
@_judged
def reliability(source: str, grade: str, by: str, reason: str, ledger_path: Path) -> None:
    """Grade a source, by its name or id, whatever it says, by the Admiralty scheme. Kept with who graded it."""
    from sayso.service.deciding import By

    with runtime.ledger(ledger_path) as ledger:
        _told(ledger.decide("reliability", [source], By(by, reason), value=grade))


@decide.command()
@click.argument("id", metavar="CLAIM")
@click.option("--set", "sets", required=True, multiple=True, metavar="FIELD=VALUE",
              help="type, status, actors, targets, sources (names, separated by ;), place (a name or id), time (a day, "
              "or FIRST/LAST), figures (killed at-least 12 civilians; …), note. JSON too; null for none.")  # fmt: skip
@_judged
def edit(id: str, sets: Sequence[str], by: str, reason: str, ledger_path: Path) -> None:
    """A field of a claim is otherwise. It counts everywhere; what was read is kept beside it."""
    from sayso.service.deciding import By

    told = list(map(_set, sets))
    with runtime.ledger(ledger_path) as ledger, ledger.store.transaction():
        made = [ledger.decide("edit", [id], By(by, reason), field=field, value=value) for field, value in told]
    for decision in made:
        _told(decision)


@decide.command()
@click.argument("document", metavar="DOCUMENT")
@click.option("--type", "kind", type=click.Choice(EVENT_TYPES), metavar="TYPE", required=True, help="The event type.")
@click.option("--words", help="The words that tell of it, as they stand in the document, once.")
@click.option("--at", "at", type=(int, int), metavar="START END", help="Their offsets, where they stand several times.")
@click.option("--set", "sets", multiple=True, metavar="FIELD=VALUE", help="What else is known, as for an edit.")
@_judged
def add(
    document: str, kind: str, words: str | None, at: tuple[int, int] | None, sets: Sequence[str], by: str, reason: str,
    ledger_path: Path,
) -> None:  # fmt: skip
    """Add a claim that the machine missed. It is listed, merged and exported as yours."""
    from sayso.service.deciding import By

    place = words or at
    if place is None:
        raise UsageError("name the words with --words, or their offsets with --at")
    with runtime.ledger(ledger_path) as ledger:
        _told(ledger.add_claim(document, place, kind, By(by, reason), **dict(map(_set, sets))))


@decide.command("from")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--by", default="", metavar="NAME", help="Who decides, where a line does not say.")
@click.option("--reason", default="", metavar="TEXT", help="Why, where a line does not say.")
@ledger_option
def from_(file: Path, by: str, reason: str, ledger_path: Path) -> None:
    """Record the decisions of a CSV or JSON-lines file, all or none; those recorded before are passed over.

    Columns: kind, ids, by, reason, at, field, value; for add also words (or start, end), type and other fields.
    """
    with runtime.ledger(ledger_path) as ledger:
        done = ledger.decide_from(file, by=by, reason=reason)
    known = f", {done.known} known" if done.known else ""
    click.echo(f"{file}: {len(done.recorded)} recorded{known}")


def _told(decision: Decision) -> None:
    about = ", ".join(decision.claims) or decision.value
    click.echo(f"{decision.kind} {about}: decision {decision.id}")


def _set(told: str) -> tuple[str, Any]:
    from sayso.service.deciding import from_text

    field, equals, value = told.partition("=")
    if not equals or not field.strip():
        raise UsageError(f"{told!r} is not FIELD=VALUE")
    return field.strip(), from_text(value)

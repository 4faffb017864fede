"""Options that several commands of the ledger share, and the values they take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso.errors import SaysoError
from sayso.model import EVENT_TYPES, MEASURES, STATUSES

if TYPE_CHECKING:
    from sayso.store.filters import Near

F = TypeVar("F", bound=Callable[..., Any])
KEEP = "A column or key whose value goes along with each report, as its own id does. May be given several times."
DEFAULT_LEDGER = "sayso.db"


class Day(click.ParamType[date]):
    """A day, written YYYY-MM-DD or in another plain way."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; fails with what is wrong."""
        from sayso.readers import parse_date

        if isinstance(value, date):
            return value
        try:
            return parse_date(value)
        except SaysoError as error:
            self.fail(str(error), param, ctx)


class Columns(click.ParamType[dict[str, str]]):
    """Which field is in which column: FIELD=COLUMN,…."""

    name = "mapping"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        """The columns by field; fails with what is wrong."""
        from sayso.readers import parse_columns

        if isinstance(value, dict):
            return value
        try:
            return parse_columns(value)
        except SaysoError as error:
            self.fail(str(error), param, ctx)


class Part(click.ParamType[Any]):
    """One of several parts of the reports: I/N."""

    name = "shard"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The shard; fails with what is wrong."""
        from sayso.service.reading import Shard

        try:
            return Shard.told(value) if isinstance(value, str) else value
        except SaysoError as error:
            self.fail(str(error), param, ctx)


class Circle(click.ParamType[Any]):
    """A point and a distance: LAT,LON,KM."""

    name = "circle"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Near:
        """The circle; fails with what is wrong."""
        from sayso.service.asking import near_of

        try:
            return near_of(value) if isinstance(value, str) else value
        except SaysoError as error:
            self.fail(str(error), param, ctx)


ledger_option = click.option(
    "--ledger",
    "ledger_path",
    type=click.Path(path_type=Path),
    default=DEFAULT_LEDGER,
    show_default=True,
    envvar="SAYSO_LEDGER",
    show_envvar=True,
    metavar="FILE",
    help="The ledger.",
)
shard_option = click.option(
    "--shard", type=Part(), metavar="I/N",
    help="Read only the I-th of N parts of the reports, as one of N jobs of a cluster; the parts never overlap.",
)  # fmt: skip
rulebook_option = click.option(
    "--rulebook",
    "overlays",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A folder with rules of your own, laid over the built-in ones. May be given several times.",
)
model_option = click.option("--model", default=None, help="Another installed spaCy model to read with.")
taught_option = click.option(
    "--reader-model", "taught", type=click.Path(path_type=Path), envvar="SAYSO_READER_MODEL", show_envvar=True,
    metavar="DIR", help="Read with a model that sayso train made.",
)  # fmt: skip
_FILTERS = (
    click.option("--since", type=Day(), metavar="DATE", help="What can have happened on this day or later."),
    click.option("--until", type=Day(), metavar="DATE", help="What can have happened on this day or earlier."),
    click.option("--place", metavar="NAME", help="In this place, province or country: its name or gazetteer id."),
    click.option("--near", type=Circle(), metavar="LAT,LON,KM", help="Within so many kilometres of a point."),
    click.option("--type", "types", type=click.Choice(EVENT_TYPES), multiple=True, metavar="TYPE",
                 help="Of this event type; may be given several times."),
    click.option("--status", "statuses", type=click.Choice(STATUSES), multiple=True, metavar="STATUS",
                 help=f"{', '.join(STATUSES)}; may be given several times."),
    click.option("--measure", type=click.Choice(MEASURES), metavar="MEASURE", help="With such a figure: killed, …"),
    click.option("--actor", metavar="NAME", help="Done by: words of the name, or an id of the actor list."),
    click.option("--target", metavar="NAME", help="Done to: words of the name, or an id of the actor list."),
    click.option("--source", metavar="NAME", help="Said by: words of the name, or an id of the actor list."),
    click.option("--text", metavar="WORDS", help='With these words in its sentence; "as they stand", begin*.'),
    click.option("--incident", metavar="ID", help="Of this incident: an id it has or had, or its beginning."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="0–1",
                 help="Read with at least so much confidence: of those at 0.9 nine in ten are right."),
    click.option("--rejected", is_flag=True, help="List those as well that a person rejected."),
    click.option("--undated", is_flag=True, help="Only those that tell no day."),
    click.option("--unlocated", is_flag=True, help="Only those without a place that has coordinates."),
)  # fmt: skip


def filters(command: F) -> F:
    """Give a command the options that choose claims; they arrive as keywords (see ``chosen``)."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def limit(default: int) -> Callable[[F], F]:
    """Give a command ``--limit``; 0 lists all."""
    return click.option(
        "--limit", type=click.IntRange(0), default=default, show_default=True, help="Most rows shown; 0 shows all."
    )


form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    help="Form of the output. Default: table at a terminal, jsonl in a pipe.",
)

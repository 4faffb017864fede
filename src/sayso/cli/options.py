"""Options that several commands of the ledger share, and the values they take."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

import click

from sayso.errors import SaysoError
from sayso.model import EVENT_TYPES, MEASURES, STATUSES

F = TypeVar("F", bound=Callable[..., Any])
DEFAULT_LEDGER = "sayso.db"


class Told(click.ParamType[Any]):
    """A value that a function makes of a person's words. ``reads``: the function, in a module that is loaded when a
    value is given; it fails with what is wrong."""

    def __init__(self, name: str, module: str, reads: str) -> None:
        self.name, self._module, self._reads = name, module, reads

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value."""
        try:
            return attrgetter(self._reads)(import_module(self._module))(value) if isinstance(value, str) else value
        except SaysoError as error:
            self.fail(str(error), param, ctx)


DAY = Told("date", "sayso.model.days", "day_of")
"""A day, written YYYY-MM-DD or in another plain way."""


def together(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one, which stand in this order."""

    def put(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return put


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
reader_options = together(
    click.option(
        "--shard", type=Told("shard", "sayso.service.reading", "Shard.told"), metavar="I/N",
        help="Read only the I-th of N parts of the reports, as one of N jobs of a cluster; the parts never overlap.",
    ),
    click.option("--no-packs", is_flag=True, help="Leave the place packs that you have added aside."),
    rulebook_option, model_option, taught_option,
)  # fmt: skip
"""What is read of the reports, and with what."""
processes_option = click.option(
    "--processes", type=click.IntRange(1), default=1, show_default=True, help="How many processes read side by side."
)


def given_options(columns: str) -> Callable[[F], F]:
    """What the user says of all reports. ``columns``: the help of ``--map``."""
    return together(
        click.option("--published", type=DAY, metavar="DATE", help="The day of publication, YYYY-MM-DD."),
        click.option("--outlet", help="Who published it."),
        click.option("--map", "columns", type=Told("mapping", "sayso.readers", "parse_columns"),
                     metavar="FIELD=COLUMN,…", help=columns),
        click.option("--keep", multiple=True, metavar="COLUMN", help="A column or key whose value goes along with each "
                     "report, as its own id does. May be given several times."),
    )  # fmt: skip


filters = together(
    click.option("--since", type=DAY, metavar="DATE", help="What can have happened on this day or later."),
    click.option("--until", type=DAY, metavar="DATE", help="What can have happened on this day or earlier."),
    click.option("--place", metavar="NAME", help="In this place, province or country: its name or gazetteer id."),
    click.option("--near", type=Told("circle", "sayso.service.asking", "near_of"), metavar="LAT,LON,KM",
                 help="Within so many kilometres of a point."),
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
"""The options that choose claims; they arrive as keywords."""


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


def listed(most: int) -> Callable[[F], F]:
    """Give a command that lists what a ledger holds its options. ``most``: rows shown unless told otherwise."""
    return together(filters, ledger_option, limit(most), form_option)

"""The command line. Commands only: what they do is in ``service``, what it looks like in ``present``.

Results go to standard output, problems to standard error, one line each. Exit codes: 0 all well, 1 something could not
be read or a check failed, 2 the command was called wrongly.
"""

from __future__ import annotations

import click

from sayso import __version__
from sayso.cli.accounts import account, token
from sayso.cli.adding import add
from sayso.cli.asking import claims, figures, incidents, show, sources
from sayso.cli.checkout import checkout_commands
from sayso.cli.deciding import decide
from sayso.cli.demo import demo
from sayso.cli.export import export
from sayso.cli.ledger import ledger_group
from sayso.cli.places import places
from sayso.cli.publishing import publish
from sayso.cli.reading import read
from sayso.cli.reviewing import agreement, decisions, queue
from sayso.cli.rules import rules
from sayso.cli.runtime import Commands
from sayso.cli.scale import scale
from sayso.cli.serving import serve
from sayso.cli.training import train


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sayso")
def main() -> None:
    """Read reports of armed conflict and crisis: who says what happened."""


for _command in (
    read, rules, add, claims, incidents, sources, figures, show, decide, export, train, publish, serve, demo, account,
    token, ledger_group, places, scale, *checkout_commands(),
):  # fmt: skip
    main.add_command(_command)
for _command in (queue, decisions, agreement):
    ledger_group.add_command(_command)

"""``sayso account`` and ``sayso token``: who may ask a server."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sayso.cli.options import ledger_option
from sayso.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])
_ROLE = click.Choice(["reader", "coder", "admin"])


@click.group()
def account() -> None:
    """People who may sign in at a server: readers read, coders decide as well, admins add reports as well.

    They are kept in a file beside the ledger that only its owner may read. A server sees a change at once.
    """


@click.group()
def token() -> None:
    """Tokens that programs ask the HTTP API with: Authorization: Bearer TOKEN."""


def _where(command: F) -> F:
    """Options that say which file is meant; they arrive as ``path``."""

    def run(ledger_path: Path, accounts: Path | None, **options: Any) -> None:
        from sayso.web.settings import access_path  # the web app takes long to load

        command(path=accounts or access_path(ledger_path), **options)

    run.__doc__, run.__name__ = command.__doc__, command.__name__
    named = click.option("--accounts", type=click.Path(path_type=Path), metavar="FILE",
                         help="The file of accounts and tokens. Default: the ledger's name with .access.")  # fmt: skip
    run.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    return ledger_option(named(run))  # type: ignore[return-value]


@account.command("add")
@_where
@click.argument("name", metavar="NAME")
@click.option("--role", type=_ROLE, default="coder", show_default=True, help="What they may do.")
def add_account(path: Path, name: str, role: Any) -> None:
    """Make an account. The password is asked for, or is the first line of standard input."""
    from sayso.web.security import accounts

    made = accounts.add_account(path, name, role, _password())
    click.echo(f"{made.name}: {made.role}, in {path}")


@account.command("change")
@_where
@click.argument("name", metavar="NAME")
@click.option("--role", type=_ROLE, help="What they may do from now on.")
@click.option("--password", is_flag=True, help="Ask for a new password (or take it from standard input).")
def change_account(path: Path, name: str, role: Any, password: bool) -> None:
    """Give an account another role or password."""
    from sayso.web.security import accounts

    if role is None and not password:
        raise UsageError("say what to change: --role ROLE or --password")
    made = accounts.change_account(path, name, role=role, password=_password() if password else None)
    click.echo(f"{made.name}: {made.role}")


def _simple(group: click.Group, name: str, metavar: str, done: str, about: str) -> None:
    """A command that does one thing to an account or a token; ``accounts`` has its function, ``remove_account``."""

    @group.command(name, help=about)
    @_where
    @click.argument("named", metavar=metavar)
    def command(path: Path, named: str) -> None:
        from sayso.web.security import accounts

        click.echo(f"{getattr(accounts, f'{name}_{group.name}')(path, named).name}: {done}")


_simple(account, "remove", "NAME", "removed", "Remove an account. What it decided stays, under its name.")
_simple(account, "disable", "NAME", "disabled",
        "Let nobody in by an account, or by its tokens, until it is enabled.")  # fmt: skip
_simple(account, "enable", "NAME", "enabled", "Let people in again by an account that was disabled.")
_simple(token, "revoke", "ID|NAME", "revoked", "Take a token back; it holds no more from now on.")


@account.command("list")
@_where
def list_accounts(path: Path) -> None:
    """List the accounts: name, role, day of making, whether it holds."""
    from sayso.web.security import access

    for one in access.read(path).accounts:
        click.echo(f"{one.name}\t{one.role}\t{one.made[:10]}\t{'disabled' if one.disabled else 'holds'}")


@account.command("trail")
@_where
def show_trail(path: Path) -> None:
    """List who made, changed or took back which account or token, the latest first: when, who, what, whom."""
    from sayso.web.security import trail

    for one in trail.latest(path):
        click.echo(f"{one.at[:19]}\t{one.by}\t{one.what}\t{one.whom}")


@token.command("new")
@_where
@click.option("--name", required=True, metavar="NAME", help="Whom decisions by it are by.")
@click.option("--scope", type=click.Choice(["read", "write"]), default="read", show_default=True,
              help="read, or write: decide as well.")  # fmt: skip
@click.option("--days", type=click.IntRange(1), default=90, show_default=True, help="How long it is good for.")
def new_token(path: Path, name: str, scope: Any, days: int) -> None:
    """Make a token and write it to standard output; it cannot be shown again."""
    from sayso.web.security import accounts

    made, told = accounts.add_token(path, name, scope, days)
    click.echo(told)
    click.echo(f"{made.name}: {made.scope}, until {made.expires[:10]}; take it back with: sayso token revoke {made.id}",
               err=True)  # fmt: skip


@token.command("list")
@_where
def list_tokens(path: Path) -> None:
    """List the tokens: id, name, scope, last day, whether it holds."""
    from sayso.web.security import access, accounts

    for one in access.read(path).tokens:
        state = "holds" if accounts.holds(one) else "revoked" if one.revoked else "over"
        click.echo(f"{one.id}\t{one.name}\t{one.scope}\t{one.expires[:10]}\t{state}")


def _password() -> str:
    if sys.stdin.isatty():
        told: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return told
    return sys.stdin.readline().rstrip("\r\n")

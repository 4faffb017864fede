"""``sayso serve``: the ledger in a browser."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from sayso.cli.demo import build_apart
from sayso.cli.options import ledger_option, taught_option, together

_options = together(
    click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST",
                 help="Where to listen. Beyond this machine only with accounts (sayso account add)."),
    click.option("--port", type=click.IntRange(1, 65535), default=8321, show_default=True,
                 help="The port to listen on."),
    click.option("--open", is_flag=True, help="Open it in the browser."),
    click.option("--read-only", is_flag=True, help="Show the ledger; let nobody decide or add."),
    click.option("--accounts", type=click.Path(path_type=Path), metavar="FILE",
                 help="The file of accounts and tokens. Default: the ledger's name with .access."),
    click.option("--host-name", "names", multiple=True, metavar="NAME",
                 help="A further name that browsers ask for (a proxy's); may be given several times."),
    click.option("--certificate", type=click.Path(path_type=Path), metavar="FILE",
                 help="Speak TLS with this certificate, in PEM, with those above it."),
    click.option("--key", type=click.Path(path_type=Path), metavar="FILE",
                 help="The certificate's key, in PEM, where it is not in the same file."),
    click.option("--proxy", metavar="ADDRESS",
                 help="Believe a proxy at this address whom it asks for (X-Forwarded-For, X-Forwarded-Proto)."),
    click.option("--demo", is_flag=True,
                 help="Show a ledger of invented reports, made on the spot and gone at the end."),
)  # fmt: skip


@click.command()
@ledger_option
@taught_option
@_options
def serve(ledger_path: Path, demo: bool, taught: Path | None, **options: Any) -> None:
    """Show the ledger in a browser, on this machine alone: look, check, correct. Stop it with Ctrl-C.

    With accounts people sign in, and every decision carries their name; without, they say who they are.
    """
    if taught:
        from sayso.lang.taught import VARIABLE, Taught

        os.environ[VARIABLE] = str(Taught.open(taught).folder.resolve())  # for the processes that read what is added
    if not demo:
        _serve(ledger_path, **options)
        return
    from sayso.web.serving import listen  # what serves takes long to load

    listen(options["host"], options["port"]).close()  # better told now than when all is read
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # else the folder would outlive us
    with TemporaryDirectory(prefix="sayso-demo-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "demo.db"
        build_apart(made)
        _serve(made, **options)


def _serve(ledger: Path, *, open: bool, **options: Any) -> None:
    from sayso.web import Settings, serve  # what serves takes long to load

    settings = Settings(ledger=ledger, **options)
    guarded = settings.local or settings.certificate is not None or settings.proxy is not None
    serve(settings, open=open, ready=lambda: _told(ledger, settings.address, guarded))


def _told(ledger: Path, address: str, guarded: bool) -> None:
    click.echo(f"{ledger}: {address} (Ctrl-C stops it)", err=True)
    if not guarded:
        click.echo("passwords travel as they are: give --certificate and --key, or put a proxy with TLS before it "
                   "(see SECURITY.md)", err=True)  # fmt: skip

"""``sayso serve``: the ledger in a browser."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from sayso.cli.demo import build_apart
from sayso.cli.options import ledger_option


@click.command()
@ledger_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Where to listen.")
@click.option("--port", type=click.IntRange(1, 65535), default=8321, show_default=True, help="The port to listen on.")
@click.option("--open", "open_", is_flag=True, help="Open it in the browser.")
@click.option("--demo", is_flag=True, help="Show a ledger of invented reports, made on the spot and gone at the end.")
def serve(ledger_path: Path, host: str, port: int, open_: bool, demo: bool) -> None:
    """Show the ledger in a browser, on this machine alone: look, check, correct. Stop it with Ctrl-C."""
    if not demo:
        _serve(ledger_path, host, port, open_)
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # else the folder would outlive us
    with TemporaryDirectory(prefix="sayso-demo-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "demo.db"
        build_apart(made)
        _serve(made, host, port, open_)


def _serve(ledger_path: Path, host: str, port: int, open_: bool) -> None:
    from sayso.web import Settings, serve  # what serves takes long to load

    settings = Settings(ledger=ledger_path, host=host, port=port)
    click.echo(f"{ledger_path}: {settings.address} (Ctrl-C stops it)", err=True)
    serve(settings, open=open_)

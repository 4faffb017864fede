"""Running the server, until it is stopped."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from threading import Timer

import uvicorn

from sayso.web.app import create_app
from sayso.web.settings import Settings


def serve(settings: Settings, *, open: bool = False, ready: Callable[[], None] | None = None) -> None:
    """Serve the ledger until interrupted. ``open``: show it in the browser. ``ready``: called when all that can be
    wrong with ledger and accounts was looked at. Raises LedgerError and UsageError."""
    app = create_app(settings)
    if ready:
        ready()
    if open:
        Timer(0.8, webbrowser.open, [settings.address]).start()
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", access_log=False, server_header=False)

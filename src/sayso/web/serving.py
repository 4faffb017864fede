"""Running the server, until it is stopped."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread, Timer

import uvicorn

from sayso.errors import UsageError
from sayso.service.readying import keep_ready
from sayso.web.app import create_app
from sayso.web.settings import Settings


def serve(settings: Settings, *, open: bool = False, ready: Callable[[], None] | None = None) -> None:
    """Serve the ledger until interrupted. ``open``: show it in the browser. ``ready``: called when all that can be
    wrong with ledger and accounts was looked at. Raises LedgerError and UsageError."""
    app = create_app(settings)
    listening = listen(settings.host, settings.port)
    if ready:
        ready()
    stopped = Event()
    Thread(target=keep_ready, args=(settings.ledger, stopped), daemon=True).start()
    if open:
        Timer(0.8, webbrowser.open, [settings.address]).start()
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3
    )
    try:
        with suppress(KeyboardInterrupt):  # that is how it is stopped
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        stopped.set()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, so that nobody is sent to what else may. Raises UsageError where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot listen on port {port} of {host}: {reason}; name another with --port") from error

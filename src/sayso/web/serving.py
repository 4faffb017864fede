"""Running the server, until it is stopped."""

from __future__ import annotations

import socket
import ssl
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread, Timer
from typing import Any

import uvicorn

from sayso.errors import UsageError
from sayso.service.ledger import keep_ready
from sayso.web.app import create_app
from sayso.web.settings import Settings


def serve(settings: Settings, *, open: bool = False, ready: Callable[[], None] | None = None) -> None:
    """Serve the ledger until interrupted. ``open``: show it in the browser. ``ready``: called when all that can be
    wrong with ledger and accounts was looked at. Raises LedgerError and UsageError."""
    app = create_app(settings)
    tls = _tls(settings)
    listening = listen(settings.host, settings.port)
    if ready:
        ready()
    stopped = Event()
    Thread(target=keep_ready, args=(settings.ledger, stopped), daemon=True).start()
    if open:
        Timer(0.8, webbrowser.open, [settings.address]).start()
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3,
        proxy_headers=settings.proxy is not None, forwarded_allow_ips=settings.proxy or "", **tls,
    )  # fmt: skip
    try:
        with suppress(KeyboardInterrupt):  # that is how it is stopped
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        stopped.set()


def _tls(settings: Settings) -> dict[str, Any]:
    """What uvicorn is told of certificate and key. Raises UsageError where they cannot be used together."""
    certificate, key = settings.certificate, settings.key
    if certificate is None:
        if key is not None:
            raise UsageError("--key needs --certificate: a file with the certificate, and those above it, in PEM")
        return {}
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=_no_password)
    except (OSError, ValueError) as error:  # what ssl raises is an OSError
        reason = "cannot be read" if isinstance(error, FileNotFoundError | PermissionError) else "make no pair"
        files = f"{certificate} and {key}" if key else f"{certificate}"
        raise UsageError(f"{files} {reason} ({error.strerror if isinstance(error, OSError) else error}): give the "
                         "certificate and its key in PEM, the key without a password") from error  # fmt: skip
    return {"ssl_certfile": certificate, "ssl_keyfile": key}


def _no_password() -> str:
    raise ValueError("the key has a password")


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, so that nobody is sent to what else may. Raises UsageError where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot listen on port {port} of {host}: {reason}; name another with --port") from error

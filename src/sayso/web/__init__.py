"""The web app: a ledger in a browser, and over HTTP. FastAPI, uvicorn and Jinja2 enter here and nowhere else.

Pages are made on the server and work without JavaScript; islands (``frontend/``) enhance them. What is shown and what
the command line lists come from the same functions of ``service``.
"""

from __future__ import annotations

from sayso.web.app import create_app
from sayso.web.serving import serve
from sayso.web.settings import Settings

__all__ = ["Settings", "create_app", "serve"]

"""The app put together: guards, pages, API, files, and what an error looks like."""

from __future__ import annotations

from importlib import import_module, resources
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sayso import __version__
from sayso.errors import LedgerError, SaysoError, UsageError
from sayso.service.ledger import Ledger
from sayso.web.ledgers import Ledgers
from sayso.web.security.headers import Guard
from sayso.web.settings import Settings
from sayso.web.viewing import render

PAGES = ("overview",)
"""Modules of ``pages``, one a screen; each has a ``router``."""
RESOURCES: tuple[str, ...] = ()
"""Modules of ``api``, one a resource; each has a ``router``, mounted under /api."""


def create_app(settings: Settings) -> FastAPI:
    """The app that shows a ledger. Raises LedgerError where there is none at its path."""
    app = FastAPI(title="sayso", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.state.settings = settings
    Ledger(settings.ledger).close()  # what is wrong with it is better told now than on the first page
    app.state.ledgers = Ledgers(settings.ledger)
    for name in PAGES:
        app.include_router(import_module(f"sayso.web.pages.{name}").router, include_in_schema=False)
    for name in RESOURCES:
        app.include_router(import_module(f"sayso.web.api.{name}").router, prefix="/api")
    files = resources.files("sayso.web") / "static"
    app.mount("/static", StaticFiles(directory=Path(str(files))), name="static")
    app.add_exception_handler(SaysoError, _problem)
    app.add_exception_handler(HTTPException, _refusal)
    app.add_middleware(Guard, settings=settings)
    return app


def _problem(request: Request, error: Exception) -> Response:
    """An error that was raised on purpose, as a page or, under /api, as JSON."""
    missing = isinstance(error, LedgerError) and "has the id" in error.reason
    status = 404 if missing else 400 if isinstance(error, UsageError) else 503
    return _told(request, status, str(error))


def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _told(request, error.status_code, error.detail)


def _told(request: Request, status: int, message: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": {"status": status, "message": message}}, status_code=status)
    return render(request, "errors/error.html", status=status, code=status, message=message)

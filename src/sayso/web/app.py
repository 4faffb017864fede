"""The app put together: guards, pages, API, files, and what an error looks like."""

from __future__ import annotations

from importlib import import_module

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from sayso import __version__
from sayso.errors import SaysoError, UsageError
from sayso.service.ledger import Ledger
from sayso.web.api.specification import specification
from sayso.web.files import Files
from sayso.web.heads import Heads
from sayso.web.jobs import Jobs
from sayso.web.ledgers import Ledgers, few_threads
from sayso.web.problems import not_valid, refusal, sayso_problem
from sayso.web.security.door import Door, Entrance
from sayso.web.security.headers import Guard
from sayso.web.security.sizes import Sizes
from sayso.web.settings import Settings
from sayso.web.squeezing import Squeeze
from sayso.web.streaming import Places

PAGES = (
    "overview", "people", "accounts", "export", "methods", "decisions", "reader", "reviewing", "review", "sources",
    "incidents", "figures", "add",
)  # fmt: skip
"""Modules of ``pages``, one a screen; each has a ``router``."""
RESOURCES = ("lists", "things", "counts", "exports", "decisions", "health")
"""Modules of ``api``, one a resource; each has a ``router``, mounted under /api."""


def create_app(settings: Settings) -> FastAPI:
    """The app that shows a ledger. Raises LedgerError where there is none at its path, and UsageError where others than
    this machine would reach a server without accounts."""
    app = FastAPI(
        title="sayso", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json",
        lifespan=few_threads,
    )  # fmt: skip
    app.openapi = lambda: specification(RESOURCES)  # type: ignore[method-assign]
    app.state.settings = settings
    Ledger(settings.ledger).close()  # what is wrong with it is better told now than on the first page
    app.state.ledgers = Ledgers(settings.ledger)
    app.state.jobs = Jobs(settings.ledger)
    app.state.entrance = _entrance(settings)
    app.state.exports = Places()
    for name in PAGES:
        app.include_router(import_module(f"sayso.web.pages.{name}").router, include_in_schema=False)
    for name in RESOURCES:
        app.include_router(import_module(f"sayso.web.api.{name}").router, prefix="/api")
    app.mount("/static", Files(), name="static")
    app.add_exception_handler(SaysoError, sayso_problem)
    app.add_exception_handler(HTTPException, refusal)
    app.add_exception_handler(RequestValidationError, not_valid)
    app.add_middleware(Heads)  # the innermost first
    app.add_middleware(Door, entrance=app.state.entrance)
    app.add_middleware(Sizes)
    app.add_middleware(Squeeze)
    app.add_middleware(Guard, settings=settings)
    return app


def _entrance(settings: Settings) -> Entrance:
    made = Entrance(settings)
    if (not settings.local or settings.proxy) and not made.held().accounts:
        where = f"by the proxy {settings.proxy}" if settings.local else f"on {settings.host}"
        raise UsageError(
            f"{where} others than this machine can reach the ledger, and it has no accounts; make one with: "
            f"sayso account add NAME --role admin --ledger {settings.ledger}"
        )
    return made

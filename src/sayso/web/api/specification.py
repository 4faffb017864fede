"""The API told to programs: OpenAPI 3.1, made from the routes, the parameters and the records."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from sayso import __version__
from sayso.web.api.schemas import components, ref

_ABOUT = (
    "What a ledger holds, over HTTP: who says what happened, as read by machine, with what people decided kept apart. "
    "Nothing that a machine read has been verified. Reading needs no token on a server without accounts; deciding "
    "needs a token with the scope `write`."
)
_REFUSALS = {
    "400": "A parameter makes no sense, or the host name is not ours", "401": "Sign in, or send a token that holds",
    "403": "Not allowed", "404": "Nothing has this id", "413": "Too large", "422": "The body is not valid",
    "429": "Too many at once", "503": "The ledger cannot be read just now",
}  # fmt: skip
_FOR_GET, _FOR_POST = ("400", "401", "404", "503"), ("400", "401", "403", "404", "413", "422", "503")


@cache
def specification(resources: tuple[str, ...]) -> dict[str, Any]:
    """The OpenAPI of these modules of ``sayso.web.api``."""
    app = FastAPI()
    for name in resources:
        app.include_router(import_module(f"sayso.web.api.{name}").router, prefix="/api")
    made = get_openapi(
        title="sayso", version=__version__, description=_ABOUT,
        routes=[route for route in app.routes if not isinstance(route, APIRoute) or route.include_in_schema],
    )  # fmt: skip
    schemas = {name: s for name, s in made.get("components", {}).get("schemas", {}).items() if "Validation" not in name}
    made["components"] = {
        "schemas": {**schemas, **components()},
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    }
    made["security"] = [{}, {"token": []}]
    for operations in made["paths"].values():
        for method, operation in operations.items():
            _refusals(method, operation)
    return made


def _refusals(method: str, operation: dict[str, Any]) -> None:
    """Every refusal has the one shape."""
    operation["responses"].pop("422", None)
    for status in _FOR_GET if method == "get" else _FOR_POST:
        content = {"application/json": {"schema": ref("Problems")}}
        operation["responses"][status] = {"description": _REFUSALS[status], "content": content}
    if method == "get":
        operation["responses"]["304"] = {"description": "It is as the ETag in If-None-Match says"}

"""Screens with a filter bar: what they show under the filter, or what is wrong with it, whole or in part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso.errors import AbsentError, UsageError
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.web.filters import Asked
from sayso.web.viewing import render

Shows = Callable[[Store, Asked, Filter], dict[str, Any]]
"""What a screen shows of a ledger under a filter: the values of its template."""


def answered(request: Request, template: str, shows: Shows) -> HTMLResponse:
    """The screen of this template. Its block ``found`` is all that a partial answer has, beside the filter bar.

    A filter that makes no sense, or asks for an id that is not there, is told in the bar; ``problem`` is empty else.
    """
    store = request.app.state.ledgers.here().store
    asked = Asked.of(request.query_params)
    try:
        values = shows(store, asked, asked.filter(store))
    except UsageError as error:
        return render(request, template, status=400, asked=asked, problem=str(error))
    except AbsentError as error:
        return render(request, template, status=404, asked=asked, problem=error.reason)
    return render(request, template, asked=asked, problem="", **values)

"""Pages from templates: what every page needs (person, filter, nonce) stands beside what its route gives.

A screen with a filter bar tells in it what is wrong with the filter (``answered``).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso import __version__, wording
from sayso.errors import AbsentError, UsageError
from sayso.exports.countries import country
from sayso.model import EVENT_TYPES, MEASURES, STATUSES
from sayso.model.dicts import number
from sayso.present.html.safe import inline, running
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.web import telling
from sayso.web.files import asset, assets
from sayso.web.filters import FLAGS, VIEW, Asked
from sayso.web.ledgers import store_of
from sayso.web.security.people import person_of

SCREENS = (
    ("/", "Overview"), ("/review", "Review"), ("/sources", "Sources"), ("/figures", "Figures"), ("/add", "Add"),
    ("/export", "Export"), ("/methods", "Methods"),
)  # fmt: skip
"""Address to name of what the navigation lists."""
FILTERED = frozenset({"/", "/review", "/sources", "/figures", "/export"})
"""Screens that a filter goes along to."""


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. ``values``: what the template needs beyond what all pages have."""
    asked = values.pop("asked", None) or Asked.of(request.query_params)
    page = _environment().get_template(template).render(
        request=request, path=request.url.path, here_path=_here(request), asked=asked, nonce=request.state.nonce,
        person=person_of(request), partial=request.headers.get("hx-request-type") == "partial", **values,
    )  # fmt: skip
    return HTMLResponse(page, status_code=status, headers={"Vary": "HX-Request-Type"})


def _here(request: Request) -> str:
    """The address of the page, to come back to."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def text_of(template: str, **values: Any) -> str:
    """A text that is no page, from a template that escapes nothing."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("sayso.web"), autoescape=lambda name: not str(name).endswith(".txt"),
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals.update(
        wording=wording, version=__version__, screens=SCREENS, filtered=FILTERED, event_types=EVENT_TYPES,
        measures=MEASURES, statuses=STATUSES, flags=FLAGS, asset=asset, assets=assets, island=island,
        count_words=wording.count_words, country_name=country_name, go=go, view_names=VIEW, **telling.HELPERS,
    )  # fmt: skip
    made.filters.update(
        inline=lambda text: Markup(inline(text)), running=lambda text: Markup(running(text)), thousands=thousands,
        visible=wording.visible, number=number, part=lambda text: quote(str(text), safe=""),
    )  # fmt: skip
    return made


def thousands(value: int | float) -> str:
    """A number with its thousands apart: ``76,000``."""
    told = number(value)
    return f"{told:,}" if isinstance(told, int | float) else str(told)


def country_name(code: str | None) -> str:
    """The name of a country by its ISO 3166-1 alpha-2 code; the code itself where nothing has its name."""
    known = country(code)
    return known.acled_country if known else code or ""


def go(address: str, target: str = "#found") -> Markup:
    """The attributes of a link that, where scripts run, swaps a part of the page and keeps the address in step."""
    return Markup('href="{0}" hx-get="{0}" hx-target="{1}" hx-swap="outerHTML" hx-push-url="true"').format(
        address, target
    )


def island(value: Any) -> Markup:
    """Data for an island as JSON that can stand in a script element."""
    told = json.dumps(value, ensure_ascii=False, default=str)
    return Markup(told.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


Shows = Callable[[Store, Asked, Filter], dict[str, Any]]
"""What a screen shows of a ledger under a filter: the values of its template."""


def answered(request: Request, template: str, shows: Shows) -> HTMLResponse:
    """The screen of this template. Its block ``found`` is all that a partial answer has, beside the filter bar.

    A filter that makes no sense, or asks for an id that is not there, is told in the bar; ``problem`` is empty else.
    """
    store = store_of(request)
    asked = Asked.of(request.query_params)
    try:
        values = shows(store, asked, asked.filter(store))
    except UsageError as error:
        return render(request, template, status=400, asked=asked, problem=str(error))
    except AbsentError as error:
        return render(request, template, status=404, asked=asked, problem=error.reason)
    return render(request, template, asked=asked, problem="", **values)

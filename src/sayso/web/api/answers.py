"""What an answer of the API looks like: JSON, CSV or GeoJSON, with an ETag, so that the same is not sent twice."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any, TypeVar

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from sayso.exports.contract import dumps
from sayso.present.listing import write_csv
from sayso.service.paging import Page
from sayso.web.api.parameters import Question

Row = TypeVar("Row")
JSON, CSV, GEOJSON = "application/json", "text/csv", "application/geo+json"
MEDIA = {"json": JSON, "csv": CSV, "geojson": GEOJSON}
_UTF8 = "; charset=utf-8"


def told(request: Request, value: Any, *, media: str = JSON, headers: dict[str, str] | None = None) -> Response:
    """A value as JSON."""
    return sent(request, dumps(value).encode(), media, headers)


def sent(request: Request, body: bytes, media: str, headers: dict[str, str] | None = None) -> Response:
    """An answer, or 304 where the asker has it already. The ETag is of the bytes before they are compressed, and weak:
    what is the same has the same, however it is sent."""
    tag = f'W/"{sha256(body).hexdigest()[:32]}"'
    more = {"ETag": tag, "Vary": "Accept, Authorization, Cookie", **(headers or {})}
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=more)
    return Response(body, media_type=media if media != CSV else CSV + _UTF8, headers=more)


def _has(known: str, tag: str) -> bool:
    tags = {one.strip().removeprefix("W/") for one in known.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags


def form_of(question: Question, *forms: str) -> str:
    """The form that was asked for: by ``format``, else by the header Accept, else JSON. Raises UsageError."""
    if question.word("format"):
        return question.choice("format", forms, "json")
    accepted = question.request.headers.get("accept", "").lower()
    media = [part.partition(";")[0].strip() for part in accepted.split(",")]
    return next((name for one in media for name in forms if MEDIA[name] == one), "json")


def paged(
    question: Question,
    page: Page[Row],
    record: Callable[[Row], dict[str, Any]],
    columns: Sequence[str],
    *,
    flat: Callable[[Row], dict[str, Any]] | None = None,
    features: Callable[[Iterable[Row]], Iterable[dict[str, Any]]] | None = None,
) -> Response:
    """A page of a list in the form that was asked for. ``record``: a row as JSON; ``flat``: as columns of CSV."""
    form = form_of(question, *("json", "csv", *(("geojson",) if features else ())))
    headers = {"X-Total-Count": str(page.total)}
    if page.next:
        headers["Link"] = f'<{_next(question.request, page.next)}>; rel="next"'
    if form == "csv":
        out = io.StringIO()
        write_csv(map(flat or record, page.rows), columns, out)
        return sent(question.request, out.getvalue().encode("utf-8", "backslashreplace"), CSV, headers)
    about = {"next": page.next, "total": page.total}
    if form == "geojson" and features:
        collection = {"type": "FeatureCollection", "features": list(features(page.rows)), **about}
        return told(question.request, collection, media=GEOJSON, headers=headers)
    return told(question.request, {"rows": list(map(record, page.rows)), **about}, headers=headers)


def _next(request: Request, cursor: str) -> str:
    """The address of the next page, without host: whatever name we are reached by, it leads back here."""
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{request.url.path}?{QueryParams([*pairs, ('cursor', cursor)])}"

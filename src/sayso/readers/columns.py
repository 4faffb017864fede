"""From the columns of a table, or the keys of an object, to a report.

Which column holds what is told by ``--map``; what that does not tell is told by the columns' names, as news-please,
WordPress, ReliefWeb, Media Cloud, Elasticsearch dumps and common data sets have them. Case and punctuation in a name do
not matter. A value may be nested: ``{"name": …}`` and ``{"rendered": …}`` stand for what they hold, lists are joined,
and ``fields.source.0.name`` leads into them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sayso.errors import InputError, UsageError
from sayso.model import Block, BlockKind, Document
from sayso.readers.dates import first_date, possible, published_day
from sayso.readers.markdown import is_markdown
from sayso.readers.markdown import paragraphs as markdown_paragraphs
from sayso.readers.markup import decoded, is_markup, is_page, unwrapped
from sayso.readers.records import Given
from sayso.readers.text import assemble, first_title, make_document

FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("maintext", "text", "full_text", "body", "article_body", "article_text", "body_text", "clean_text",
             "plain_text", "raw_text", "content", "article", "story", "message", "description_full"),
    "html": ("html", "body_html", "body-html", "content_html", "raw_html"),
    "markdown": ("markdown", "body_markdown", "content_markdown", "text_markdown", "body_md", "content_md", "text_md"),
    "title": ("title", "headline", "heading", "title_page", "subject"),
    "published": ("date_publish", "date_published", "published", "published_at", "publish_date", "publication_date",
                  "published_date", "pub_date", "publication_time", "date", "datetime", "created_at", "created",
                  "timestamp", "time"),
    "outlet": ("outlet", "site_name", "publisher", "publication", "media_name", "source_name", "source", "newspaper",
               "source_domain", "domain", "channel", "site"),
    "byline": ("byline", "authors", "author", "creator"),
    "url": ("url", "link", "article_url", "canonical_url", "permalink", "source_url", "uri"),
    "language": ("language", "lang"),
    "edited": ("date_modify", "date_modified", "modified", "updated_at", "updated", "last_modified", "edited"),
    "id": ("id", "guid", "uuid", "article_id", "doc_id", "story_id", "message_id"),
}  # fmt: skip
"""What can be mapped, and by which names each is recognised, the likeliest first."""
ACLED = frozenset({"event_id_cnty", "event_date", "sub_event_type", "fatalities"})
"""Columns by which a table of ACLED's events is known."""
BODIES = ("text", "html", "markdown")
"""The fields that hold the report's words; the first that is mapped, else the first that holds something, is read."""
WRAPPERS = ("fields", "_source", "article", "attributes", "data", "document")
"""Keys under which some exports put the whole record."""
_INSIDE = ("rendered", "name", "title", "original", "value", "text", "created")
_YEAR_0 = re.compile(r"(?<![+\w-])0\d{3}\b")
_CODE = re.compile(r"[A-Za-z]{2}(?![A-Za-z])")


def is_acled(columns: Iterable[str], given: Given) -> bool:
    """Whether these are the columns of ACLED's events, and the user did not say which of them hold a report's text."""
    return set(columns) >= ACLED and not given.columns


def parse_columns(parts: str) -> dict[str, str]:
    """The mapping that ``text=body,title=headline`` says. Raises UsageError."""
    found: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in parts.split(","))):
        name, equals, column = (p.strip() for p in part.partition("="))
        if not equals or not column:
            raise UsageError(f"{part!r} maps nothing (write it as text=COLUMN)")
        if name not in FIELDS:
            raise UsageError(f"{name!r} cannot be mapped (valid: {', '.join(FIELDS)})")
        found[name] = column
    return found


def check_columns(name: str, columns: list[str], given: Given) -> None:
    """Raise InputError when no column of a table holds the text, or one that is mapped or to be kept is missing."""
    row = dict.fromkeys(columns, "x")
    _find(name, row, given)
    for column in given.keep:
        _lead(name, row, column, "--keep")


def row_document(name: str, row: Mapping[str, Any], given: Given) -> Document:
    """The report that a record holds; its title stands before its text as a headline.

    Raises InputError when it has no text, when a mapped column is missing, or when the text is not English.
    """
    values = _find(name, row, given)
    title = _title(name, _line(values.get("title")))
    body = next(kind for kind in BODIES if kind in values)
    text, layout = compose(name, title, _text(values[body]), markup=body == "html", markdown=body == "markdown")
    stated = _CODE.match(_line(values.get("language")) or "")
    url = _line(values.get("url"))
    published, known = published_day(given.published, day_of(values.get("published")), text, url)
    key = "" if url else _line(values.get("id")) or (published.isoformat() if published else "")
    return make_document(
        text,
        name=name,
        title=title or first_title(text),
        outlet=given.outlet or _line(values.get("outlet")),
        byline=_line(values.get("byline")),
        url=url,
        published=published,
        published_from=known,
        language=stated.group().lower() if stated else None,
        layout=layout,
        key=key,
        edited=day_of(values.get("edited")),
        kept=_kept(name, row, _line(values.get("id")), given),
    )


def _kept(name: str, row: Mapping[str, Any], own: str | None, given: Given) -> tuple[tuple[str, str], ...]:
    """The record's own id, and the values of the columns to keep that it has."""
    found = {"id": own} if own else {}
    for column in given.keep:
        with suppress(InputError):
            value = _lead(name, row, column)
            if value is not None:
                found[column] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return tuple(found.items())


def _title(name: str, stated: str | None) -> str | None:
    title = decoded(stated or "")  # as WordPress gives it: "Nine &amp; ten"
    if is_markdown(title, sure=True):
        title = " ".join(words for words, _ in markdown_paragraphs(name, title))
    return title or None


def compose(
    name: str, title: str | None, text: str, *, markup: bool = False, markdown: bool = False
) -> tuple[str, tuple[Block, ...]]:
    """A title and a text, or a text's mark-up, as one text, with the blocks that are known.

    Plain text is kept exactly, but for character entities in it; Markdown that shows as such becomes plain. The title
    stands before the text unless that begins with it.
    """
    text = unwrapped(text) if "&" in text else text
    parts: list[tuple[str, BlockKind | None]]
    if markup or is_markup(text):
        if is_page(text):
            from sayso.readers.html import html_document  # it takes a second to load

            page = html_document(name, text)
            return page.text, page.layout
        from sayso.readers.fragment import paragraphs

        parts = paragraphs(name, text)
    elif markdown or is_markdown(text):
        parts = markdown_paragraphs(name, text)
    else:
        parts = [(decoded(text), None)] if text.strip() else []
    if title and not (parts and parts[0][0].lstrip().casefold().startswith(title.casefold())):
        parts.insert(0, (title, "headline"))
    return assemble(parts)


def _find(name: str, row: Mapping[str, Any], given: Given) -> dict[str, Any]:
    """The value of each field that the record has."""
    known = {_plain(str(column)): value for column, value in _unwrapped(row).items() if _holds(value)}
    found: dict[str, Any] = {}
    for field, names in FIELDS.items():
        if field in given.columns:
            found[field] = _lead(name, row, given.columns[field])
            continue
        value = next((known[key] for key in map(_plain, names) if key in known), None)
        if value is not None:
            found[field] = value
    body = next((kind for kind in BODIES if kind in given.columns), None)
    body = body or next((kind for kind in BODIES if found.get(kind)), None)
    found = {field: value for field, value in found.items() if field not in BODIES or field == body}
    if body is None or not found.get(body):
        empty = [column for column in row if _plain(str(column)) in map(_plain, FIELDS["text"])]
        if empty and not given.columns.keys() & set(BODIES):
            raise InputError(name, f"has nothing in {empty[0]!r}", "a report needs a text")
        raise InputError(name, f"has no text (it has: {_shown(row)})", "say what holds it: --map text=COLUMN")
    return found


def _unwrapped(row: Mapping[str, Any]) -> Mapping[str, Any]:
    texts = set(map(_plain, FIELDS["text"]))
    for key in WRAPPERS:
        inner = row.get(key)
        if isinstance(inner, dict) and not any(
            _plain(str(c)) in texts and _holds(v) and c != key for c, v in row.items()
        ):
            return {**row, key: None, **inner}
    return row


def _lead(name: str, row: Mapping[str, Any], path: str, option: str = "--map") -> Any:
    """The value at a dotted path. Raises InputError when there is no such column."""
    if path in row:
        return row[path]
    value: Any = row
    for step in path.split("."):
        if isinstance(value, Mapping) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            raise InputError(name, f"has no {path!r} (it has: {_shown(row)})", f"correct {option}")
    return value


def _shown(row: Mapping[str, Any]) -> str:
    names = (" ".join(str(column).split()) for column in list(row)[:20])
    return ", ".join(names)[:300]


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _holds(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


def _text(value: Any, level: int = 0) -> str:
    """The words of a value, lists as paragraphs."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and level < 4:
        return next((_text(value[key], level + 1) for key in _INSIDE if _holds(value.get(key))), "")
    if isinstance(value, list) and level < 4:
        return "\n\n".join(filter(None, (_text(part, level + 1) for part in value)))
    return "" if value is None or isinstance(value, bool | dict | list) else str(value)


def _line(value: Any) -> str | None:
    """The words of a value on one line, lists joined by commas; None when there are none."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_line, value[:20]))) or None
    return " ".join(_text(value)[:2000].split()) or None


def day_of(value: Any) -> date | None:
    """The day of a date as corpora write it: ISO 8601, e-mail style, words, or seconds since 1970; None for others.

    A day that could be a month as well (``03/04/2024``) is not guessed. Seconds count in UTC.
    """
    return possible(_day(value))


def _day(value: Any) -> date | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(value)
    text = (_line(value) or "")[:100]
    if re.fullmatch(r"\d{10}(?:\d{3})?(?:\.\d+)?", text):
        return _since_1970(float(text))
    if re.fullmatch(r"(?:19|20)\d{12}", text):
        text = text[:8]
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    if _YEAR_0.search(text):
        return None  # which the parser of e-mail dates would take for one of this century
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        found = first_date(text)
        return found[0] if found else None


def _since_1970(seconds: float) -> date | None:
    """The day so many seconds, or milliseconds, after the beginning of 1970; None when that is no day of the news."""
    if not 1e8 < seconds < 1e13:
        return None
    return datetime.fromtimestamp(seconds / 1000 if seconds > 1e10 else seconds, UTC).date()

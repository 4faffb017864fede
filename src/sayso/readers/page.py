"""What an HTML page's mark-up says of itself: title, outlet, byline, date, address, language, captions.

Works on a tree that lxml's HTML parser built; that parser resolves no entities of the page's own making, loads nothing
and repairs what is broken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, takewhile
from typing import Any

from lxml import html as lxml_html
from lxml.html import HtmlElement

from sayso.errors import InputError
from sayso.readers.dates import first_date, possible
from sayso.readers.markup import decoded

_SPACE = re.compile(r"\s+")
_DECLARATION = re.compile(r"^[\s\ufeff]*<\?xml[^>]*>")
_ARTICLE = re.compile(r"Article|Report|BlogPosting|WebPage|LiveBlog", re.IGNORECASE)
_DATE_META = (
    "article:published_time", "datepublished", "date", "pubdate", "publishdate", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_CREDIT = re.compile(r"credit|copyright|attribution|byline|photographer|source", re.IGNORECASE)
_MAX_DEPTH = 240
_MAX_ATTRIBUTES = 1000
_TAG = re.compile(r"<[A-Za-z](?:[^\"'>]|\"[^\"]*\"|'[^']*')*+")
_BESIDE, _LONG = 25, 140  # elements looked at, and characters of a line that is no paragraph yet
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>]{1,2000})\s*-->", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A caption as the page marks it. ``before``: the text of the paragraph or heading in front of it, or empty."""

    caption: str
    credit: str
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What the mark-up says; None where it is silent. ``paths``: all addresses that it gives itself."""

    title: str | None
    outlet: str | None
    byline: str | None
    published: date | None
    url: str | None
    paths: tuple[str, ...]
    language: str | None


def parse_page(name: str, markup: str) -> HtmlElement:
    """The page's tree. Raises InputError when there is none, or when it is nested beyond reason."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    cleaned = _DECLARATION.sub("", markup).replace("\0", "")
    if _crowded(cleaned):
        raise InputError(name, f"has an element with over {_MAX_ATTRIBUTES} attributes", "save the page's text instead")
    try:
        tree = lxml_html.document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (ValueError, AssertionError, lxml_html.etree.LxmlError):
        raise InputError(name, "is not an HTML page that can be read", "save the page again, or its text") from None
    if _depth(tree) > _MAX_DEPTH:
        raise InputError(name, f"is nested more than {_MAX_DEPTH} elements deep", "save the page's text instead")
    return tree


def _crowded(markup: str) -> bool:
    """Whether an element has so many attributes that the parser, which compares each with each, would hang."""
    at = 0
    while at >= 0:  # code in scripts is no mark-up
        script = markup.find("<script", at)
        stretch = markup[at : script if script >= 0 else len(markup)]
        for tag in _TAG.finditer(stretch):
            if tag.end() - tag.start() <= 2 * _MAX_ATTRIBUTES:
                continue
            if len(_QUOTED.sub(" ", tag.group()).replace("/", " ").split()) > _MAX_ATTRIBUTES:
                return True
        at = markup.find("</script", script) if script >= 0 else -1
    return False


def _depth(tree: HtmlElement) -> int:
    deepest, level = 0, 0
    for event, _ in lxml_html.etree.iterwalk(tree, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def squeeze(text: str) -> str:
    """The text with every run of white space as one space."""
    return _SPACE.sub(" ", text).strip()


def saved_from(markup: str) -> str | None:
    """The address that a browser wrote into a page it saved, or None."""
    found = _SAVED.search(markup[:2000])
    return found[1] if found else None


def page_facts(tree: HtmlElement) -> PageFacts:
    """Title, outlet, byline, date, address and language; JSON-LD first, then meta elements, then the page."""
    meta = _meta(tree)
    item = _json_ld(tree)
    urls = _urls(tree, item, meta)
    outlet = _named(item.get("publisher")) or meta.get("og:site_name") or meta.get("application-name")
    return PageFacts(
        title=_title(tree, item, meta, outlet),
        outlet=outlet,
        byline=_named(item.get("author")) or _byline(meta),
        published=_published(tree, item, meta),
        url=next((url for url in urls if re.match(r"https?://", url, re.IGNORECASE)), None),
        paths=tuple(urls),
        language=_language(tree, meta),
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        value = squeeze(decoded(element.get("content") or ""))
        if key and value:
            found.setdefault(key.strip().lower(), value)
    return found


def _json_ld(tree: HtmlElement) -> dict[str, Any]:
    """The page's first article-like JSON-LD item, or an empty one."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            kind = item.get("@type")
            if _ARTICLE.search(" ".join(map(str, kind)) if isinstance(kind, list) else str(kind)):
                return item
    return {}


def _items(data: Any, level: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and level < 4:
        for part in data:
            yield from _items(part, level + 1)
    elif isinstance(data, dict) and level < 4:
        yield data
        yield from _items(data.get("@graph"), level + 1)


def _named(value: Any) -> str | None:
    """The name of a JSON-LD person or organisation, several joined by commas."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_named, value[:20]))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return squeeze(decoded(value)) or None if isinstance(value, str) else None


def _byline(meta: dict[str, str]) -> str | None:
    byline = meta.get("author") or meta.get("article:author") or meta.get("dc.creator") or meta.get("byl")
    return byline if byline and not byline.startswith(("http:", "https:")) else None


def _title(tree: HtmlElement, item: dict[str, Any], meta: dict[str, str], outlet: str | None) -> str | None:
    headings = [squeeze(h.text_content()) for h in tree.iter("h1")]
    headline = item.get("headline")
    candidates = [
        headings[0] if len(headings) == 1 else "",
        squeeze(decoded(headline)) if isinstance(headline, str) else "",
        meta.get("og:title", ""),
        *headings,
        squeeze(tree.findtext(".//title") or ""),
    ]
    title = next((c for c in candidates if c and c != outlet), None)
    if title and outlet:
        title = re.sub(rf"\s+[-|\u2013\u2014\u00b7]\s+{re.escape(outlet)}$", "", title)
    return title


def _published(tree: HtmlElement, item: dict[str, Any], meta: dict[str, str]) -> date | None:
    stated = [str(item.get("datePublished") or item.get("dateCreated") or "")]
    stated += [meta.get(key, "") for key in _DATE_META]
    stated += [t.get("datetime") or "" for t in tree.xpath("//time[@datetime][@pubdate or @itemprop='datePublished']")]
    times = tree.xpath("(//article | //main | //header)//time")[:1]
    stated += [t.get("datetime") or squeeze(t.text_content()) for t in times]
    return next(filter(None, map(_day, stated)), None)


def _day(text: str) -> date | None:
    try:
        return possible(datetime.fromisoformat(text.strip()).date())
    except ValueError:
        found = first_date(text)
        return found[0] if found else None


def _urls(tree: HtmlElement, item: dict[str, Any], meta: dict[str, str]) -> list[str]:
    """The addresses that the page gives for its own, the likeliest first; some are but the path."""
    links = [e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    main = item.get("mainEntityOfPage")
    stated = [*links, meta.get("og:url"), item.get("url"), main.get("@id") if isinstance(main, dict) else main]
    return [url.strip() for url in (*stated, meta.get("twitter:url")) if isinstance(url, str) and url.strip()]


def _language(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    stated = tree.get("lang") or meta.get("og:locale") or meta.get("language") or ""
    code = re.match(r"[A-Za-z]{2}(?![A-Za-z])", stated.strip())
    return code.group().lower() if code else None


def beside_title(tree: HtmlElement, title: str | None) -> str:
    """The short lines around the page's headline, where the day and the author stand: those below it, down to the first
    paragraph, then those above it in the same article.
    """
    headings = [*tree.iter("h1"), *tree.iter("h2")]
    head = next((h for h in headings if squeeze(h.text_content()) == title), headings[0] if headings else None)
    if head is None:
        return ""
    lines: list[str] = []
    for element in islice(head.xpath("following::*[not(self::script or self::style)]"), _BESIDE):
        line = squeeze(element.text_content())
        if element.tag == "p" and len(line) > _LONG:
            break
        lines.append(line)
    article = next((a for a in head.iterancestors() if a.tag in ("article", "main")), None)
    if article is not None:
        above = takewhile(lambda e: e is not head, islice(article.iter(), _BESIDE))
        lines += [
            squeeze(e.text_content()) for e in above if isinstance(e.tag, str) and e.tag not in ("script", "style")
        ]
    return "\n".join(line for line in lines if 0 < len(line) <= _LONG)


def take_figures(tree: HtmlElement) -> tuple[Figure, ...]:
    """The captions of the main part of the page, in order; every figure's caption is removed from the tree."""
    found: list[Figure] = []
    before = ""
    captions: list[HtmlElement] = []
    for element in tree.iter("p", "h1", "h2", "h3", "h4", "li", "blockquote", "figcaption"):
        if element.tag != "figcaption":
            if not any(a.tag in ("figcaption", "nav", "footer", "aside") for a in element.iterancestors()):
                before = squeeze(element.text_content()) or before
            continue
        captions.append(element)
        if not any(a.tag in ("nav", "footer", "aside") for a in element.iterancestors()):
            caption, credit = _caption(element)
            if caption or credit:
                found.append(Figure(caption=caption, credit=credit, before=before))
    for element in captions:
        element.drop_tree()
    return tuple(found)


def _caption(element: HtmlElement) -> tuple[str, str]:
    credits = [
        e
        for e in element.iter()
        if e is not element
        and isinstance(e.tag, str)
        and (e.tag in ("cite", "small") or _CREDIT.search(f"{e.get('class') or ''} {e.get('itemprop') or ''}"))
    ]
    credits = [e for e in credits if not any(a in credits for a in e.iterancestors())]
    credit = squeeze(" ".join(e.text_content() for e in credits))
    for e in credits:
        e.drop_tree()
    return squeeze(element.text_content()), credit

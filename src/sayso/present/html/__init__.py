"""HTML: one self-contained page that shows a report's words beside its claims.

Nothing is fetched, ever: style and script stand in the page and its content security policy allows only these, by
hash. Without JavaScript the page reads the same and claims and words are joined by plain links.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib import resources
from string import Template
from typing import TextIO

from sayso import __version__, wording
from sayso.model import EVENT_TYPES, STATUSES, Reading
from sayso.present.html.cards import card
from sayso.present.html.safe import inline, safe
from sayso.present.html.words import LEGEND, words
from sayso.present.references import link_of


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write one page that holds all the readings, in order."""
    out.write(page(tuple(readings)))


def page(readings: Sequence[Reading]) -> str:
    """The whole page."""
    style, script = _file("page.css"), _file("page.js")
    return Template(_file("page.html")).substitute(
        title=safe(wording.title_words(readings[0].document)) if len(readings) == 1 else _counts(readings),
        counts=_counts(readings),
        warning=wording.READ_BY_MACHINE,
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        filters=_filters(readings),
        legend="".join(f'<li><span class="m {kind} l0">{name}</span></li>' for kind, name in LEGEND.items()),
        contents=_contents(readings) if len(readings) > 1 else "",
        reports="\n".join(_report(reading, f"d{n}") for n, reading in enumerate(readings, 1)),
        version=__version__,
    )


@cache
def _file(name: str) -> str:
    return (resources.files("sayso.present.html") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def _counts(readings: Sequence[Reading]) -> str:
    claims = sum(len(reading.claims) for reading in readings)
    return f"{wording.count_words(len(readings), 'report')}, {wording.count_words(claims, 'claim')}"


def _filters(readings: Sequence[Reading]) -> str:
    claims = [claim for reading in readings for claim in reading.claims]
    types = [t for t in EVENT_TYPES if any(c.type == t for c in claims)]
    statuses = [s for s in STATUSES if any(c.status == s for c in claims)]

    def choice(name: str, label: str, values: Sequence[str]) -> str:
        options = "".join(f'<option value="{v}">{v.replace("-", " ")}</option>' for v in values)
        return f'<label>{label} <select name="{name}"><option value="">all</option>{options}</select></label>'

    return choice("type", "Event", types) + choice("status", "Status", statuses)


def _contents(readings: Sequence[Reading]) -> str:
    items = "".join(
        f'<li><a href="#d{n}">{inline(wording.title_words(r.document))}</a> '
        f'<span class="quiet">{wording.count_words(len(r.claims), "claim")}</span></li>'
        for n, r in enumerate(readings, 1)
    )
    return f'<nav class="contents" aria-label="Reports"><ol>{items}</ol></nav>'


def _report(reading: Reading, key: str) -> str:
    doc = reading.document
    about = [
        inline(doc.outlet or "outlet unknown"),
        safe(wording.published_words(doc)),
        wording.count_words(len(reading.claims), "claim"),
    ]
    if url := link_of(doc):
        about.append(f'<a href="{safe(url)}" rel="noopener noreferrer">original</a>')
    cards = "\n".join(card(claim, reading, f"{key}c{n}", f"{key}w{n}", n) for n, claim in enumerate(reading.claims, 1))
    none = "<p>No claims: nothing in this report matched a rule for an event.</p>"
    return f"""<section class="report" id="{key}" aria-labelledby="{key}h">
<header><h2 id="{key}h" dir="auto">{inline(wording.title_words(doc))}</h2>
<p class="quiet">{" · ".join(about)}</p></header>
<div class="columns"><div class="text" role="region" aria-label="Report">{words(reading, key)}</div>
<div class="claims" role="region" aria-label="Claims">{f"<ol>{cards}</ol>" if cards else none}</div></div>
<footer class="quiet">{wording.READ_BY_MACHINE} {safe(wording.reader_words(reading))}</footer>
</section>"""

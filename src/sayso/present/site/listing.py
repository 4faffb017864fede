"""The lists of a site: incidents on pages of some hundred, with map and time line on the first; sources; about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from sayso import __version__, wording
from sayso.model.words import fold
from sayso.present.html.safe import inline, safe
from sayso.present.site.drawing import map_picture, time_picture
from sayso.present.site.incident import figures, heading
from sayso.present.site.shell import Shell, days
from sayso.service.blurring import WITHHELD, WITHHELD_NAME
from sayso.service.publishing import PublishedClaim, PublishedIncident

PAGE = 500
"""Rows on a page of the list."""
MONTHS = 96
"""Months that the time line draws, up to the latest."""
MOST = 300
"""Claims listed of one source."""


@dataclass(slots=True)
class Totals:
    """What is counted while a site is written, for the pages that come last."""

    incidents: int = 0
    claims: int = 0
    accepted: int = 0
    unlocated: int = 0
    undated: int = 0
    points: Counter[tuple[float, float]] = field(default_factory=Counter)
    areas: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    first_of: dict[str, str] = field(default_factory=dict)
    people: Counter[str] = field(default_factory=Counter)
    reported: date | None = None
    decided: date | None = None

    def count(self, found: PublishedIncident, at: str) -> None:
        """Count an incident in; ``at``: the address of its row."""
        self.incidents += 1
        self.claims += len(found.claims)
        for one in found.claims:
            if one.accepted:
                self.accepted += 1
                self.people[one.accepted.by] += 1
        told = [document.published for document in found.dossier.documents if document.published]
        self.reported = max([*told, *([self.reported] if self.reported else [])], default=None)
        if found.changed:
            self.decided = max(found.changed.date(), self.decided or date.min)
        self._place(found)
        if found.dossier.days:
            month = f"{found.dossier.days.last:%Y-%m}"
            self.months[month] += 1
            self.first_of.setdefault(month, at)
        else:
            self.undated += 1

    def _place(self, found: PublishedIncident) -> None:
        if found.where is None:
            self.unlocated += 1
        elif found.point:
            self.points[round(found.point[0], 2), round(found.point[1], 2)] += 1
        else:
            self.areas[wording.place_words(found.where)] += 1


def row(found: PublishedIncident) -> str:
    """An incident as a row of the list."""
    dossier = found.dossier
    when = dossier.days
    differs = ' <span class="verdict differ">≠ differs</span>' if dossier.disputed else ""
    cells = (
        f'<a href="incidents/{safe(found.id)}.html">{inline(heading(found))}</a>{differs}',
        ", ".join(inline(role.name) for role in dossier.actors[:2]),
        safe(figures(found)),
    )  # fmt: skip
    numbers = (len(found.claims), len(dossier.documents), len(found.comparison.origins))
    return (
        f'<tr id="{safe(found.id)}"><td class="day">{days(when.first, when.last) if when else days(None, None)}</td>'
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + "".join(f'<td class="number">{number:,}</td>' for number in numbers)
        + "</tr>"
    )


def list_name(page: int) -> str:
    """The file of a page of the list, counted from 1."""
    return "index.html" if page == 1 else f"list-{page}.html"


def table(rows: Sequence[str], page: int, *, more: bool) -> str:
    """A page of the list as a table, with the way to the pages beside it."""
    words = ("Days", "What", "Who", "Figures")
    heads = "".join(f'<th scope="col">{word}</th>' for word in words)
    heads += "".join(f'<th scope="col" class="number">{word}</th>' for word in ("Claims", "Reports", "Origins"))
    before = f'<a href="{list_name(page - 1)}">Later incidents</a>' if page > 1 else ""
    after = f'<a href="{list_name(page + 1)}">Earlier incidents</a>' if more else ""
    ways = f'<nav class="ways" aria-label="More incidents">{before} {after}</nav>' if before or after else ""
    listed = "\n".join(rows)
    return f"""<div class="scroll" role="region" aria-label="Incidents" tabindex="0"><table>
<thead><tr>{heads}</tr></thead>
<tbody>
{listed}
</tbody></table></div>
{ways}"""


def first_page(shell: Shell, totals: Totals, listed: str) -> str:
    """The content of the first page: what there is, map, time line, the first rows."""
    counts = (
        wording.count_words(totals.incidents, "incident"), wording.count_words(totals.claims, "claim"),
        f"reports up to {wording.day_words(totals.reported)}" if totals.reported else "",
    )  # fmt: skip
    said = " · ".join(filter(None, counts))
    if not totals.incidents:
        listed = "<p class='notice'>Nothing matches: " + (
            "the filter leaves no claim.</p>" if shell.terms.everything
            else "nobody accepted a claim that the filter leaves. Accept claims, or publish with --all.</p>"
        )  # fmt: skip
    return f"""<h1>{inline(shell.title)}</h1>
<p class="quiet">{said}</p>
{_map(totals, shell.terms.blur)}
{_months(totals)}
<section><h2>Incidents</h2>
{listed}</section>"""


def _map(totals: Totals, blur: float | None) -> str:
    picture = map_picture(totals.points, blur)
    beside = []
    if totals.areas:
        named = "".join(f"<li>{inline(name)} {count:,}</li>" for name, count in sorted(totals.areas.items()))
        told = wording.count_words(sum(totals.areas.values()), "incident")
        beside.append(
            f"<details><summary>{told} known to no more than a province, country or region: not on the map</summary>"
            f'<ul class="months">{named}</ul></details>'
        )
    if totals.unlocated:
        beside.append(f'<p class="quiet">{wording.count_words(totals.unlocated, "incident")} without a place.</p>')
    if not picture and not beside:
        return ""
    return f"<section><h2>Where</h2>\n{picture}\n{''.join(beside)}</section>"


def _months(totals: Totals) -> str:
    if not totals.months:
        return ""
    drawn = _between(min(totals.months), max(totals.months))[-MONTHS:]
    older = sum(count for month, count in totals.months.items() if month < drawn[0])
    links = "".join(
        f'<li><a href="{totals.first_of[month]}">{month}</a> {totals.months[month]:,}</li>'
        for month in sorted(totals.months, reverse=True)
    )
    apart = [f"{wording.count_words(older, 'incident')} before {drawn[0]}, not drawn."] if older else []
    apart += [f"{wording.count_words(totals.undated, 'incident')} without a day."] if totals.undated else []
    return f"""<section><h2>When</h2>
{time_picture([(month, totals.months[month]) for month in drawn])}
<details><summary>By month</summary><ul class="months">{links}</ul></details>
<p class="quiet">{" ".join(apart)}</p></section>"""


def _between(first: str, last: str) -> list[str]:
    """All months from the first to the last, as ``2025-06``."""
    year, month = map(int, first.split("-"))
    found = []
    while (told := f"{year:04}-{month:02}") <= last:
        found.append(told)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


@dataclass(slots=True)
class Source:
    """What one source says: ``said`` first-hand, ``carried`` of others; the first MOST of each as mark-up."""

    name: str
    about: str
    said: int = 0
    carried: int = 0
    rows: list[str] = field(default_factory=list)


class Sources:
    """The sources of a site, gathered while its incidents are written."""

    def __init__(self) -> None:
        self._of: dict[str, Source] = {}

    def count(self, found: PublishedIncident) -> None:
        """Count who says what of an incident."""
        for one in found.claims:
            named = [(s.name, ", ".join(filter(None, (s.kind, s.side)))) for s in one.claim.sources]
            outlet = one.document.outlet
            if outlet and outlet not in [name for name, _ in named]:
                named.append((outlet, "outlet"))
            for position, (name, about) in enumerate(named):
                self._add(name, about, position == 0, found, one)

    def _add(self, name: str, about: str, first: bool, found: PublishedIncident, one: PublishedClaim) -> None:
        key = sha256(f"{fold(name)}\0{about}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
        source = self._of.setdefault(key, Source(name, about))
        source.said, source.carried = source.said + first, source.carried + (not first)
        if len(source.rows) < MOST:
            when = found.dossier.days
            link = f"../incidents/{safe(found.id)}.html#c-{safe(one.claim.id)}"
            what = f'<a href="{link}">{inline(wording.what_words(one.claim))}</a>'
            source.rows.append(
                f"<tr><td class='day'>{days(when.first, when.last) if when else days(None, None)}</td><td>{what}</td>"
                f"<td>{one.claim.status}</td><td>{'says it' if first else 'carries it'}</td></tr>"
            )

    def write(self, shell: Shell, write: Callable[[str, str], None]) -> int:
        """Write a page for each source and their list; how many."""
        ordered = sorted(self._of.items(), key=lambda item: (-item[1].said - item[1].carried, item[1].name, item[0]))
        for key, source in ordered:
            write(f"sources/{key}.html", shell.page(wording.visible(source.name), self._page(source), deep=True))
        rows = "\n".join(
            f'<tr><td><a href="sources/{key}.html">{inline(s.name)}</a></td><td>{safe(s.about)}</td>'
            f'<td class="number">{s.said:,}</td><td class="number">{s.carried:,}</td></tr>'
            for key, s in ordered
        )
        body = f"""<h1>Sources</h1>
<p>Who says it, and who carries what others say. Nobody is graded: how many claims name a source says nothing of its
worth.</p>
<div class="scroll" role="region" aria-label="Sources" tabindex="0"><table><thead><tr><th scope="col">Source</th>
<th scope="col">Kind, side</th><th scope="col" class="number">Says</th><th scope="col" class="number">Carries</th></tr>
</thead><tbody>
{rows}
</tbody></table></div>"""
        write("sources.html", shell.page("Sources", body, here="sources.html"))
        return len(ordered)

    @staticmethod
    def _page(source: Source) -> str:
        total = source.said + source.carried
        left = f"<p class='quiet'>The first {MOST:,} of {total:,}.</p>" if total > len(source.rows) else ""
        rows = "\n".join(source.rows)
        heads = "".join(f'<th scope="col">{word}</th>' for word in ("Days", "Claim", "Status", "Its part"))
        return f"""<h1>{inline(source.name)}</h1>
<p class="quiet">{safe(source.about)} · says {source.said:,} · carries {source.carried:,}</p>{left}
<div class="scroll" role="region" aria-label="Claims" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>
{rows}
</tbody></table></div>"""


def about_body(shell: Shell, totals: Totals) -> str:
    """The content of the page that says how the site was made."""
    terms = shell.terms
    people = ", ".join(f"{inline(name)} ({count:,})" for name, count in sorted(totals.people.items())) or "nobody"
    told = "".join(f"<dt>{safe(name)}</dt><dd>{inline(value)}</dd>" for name, value in terms.asked)
    facts = [
        ("Made by", f"sayso {__version__}, which reads reports by machine"),
        ("Holds", f"{totals.incidents:,} incidents, {totals.claims:,} claims; {totals.accepted:,} accepted by people"),
        ("Accepted by", people),
        ("Reports up to", wording.day_words(totals.reported) if totals.reported else "unknown"),
        ("Decisions up to", wording.day_words(totals.decided) if totals.decided else "none"),
        ("Claims shown", "all but rejected ones" if terms.everything else "accepted ones alone"),
        ("Places", f"blurred to {terms.blur:g} km" if terms.blur is not None else "as the reports give them"),
        ("Words of reports", "the sentence of each claim" if terms.quotes else "left out"),
    ]  # fmt: skip
    listed = "".join(f"<dt>{word}</dt><dd>{value}</dd>" for word, value in facts)
    blurred = "" if terms.blur is None else f"""<h2>Blurred places</h2>
<p>Every point stands for a square of a fixed grid, {2 * terms.blur:g} km a side, in which it lies; places finer than a
province are named by their province.</p>
<p>In quoted sentences, titles and what sources are called, “{WITHHELD}” stands for a town, village or district that the
ledger or a gazetteer knows, for coordinates, addresses and tags; “{WITHHELD_NAME}” for every other name that nothing
says is harmless, whoever or whatever bears it. Left are the names of countries, provinces, states and listed bodies, of
those who are shown as saying or doing something, and words that are written without a capital too. A sentence
without any capital is withheld whole. Days, figures and circumstances stay as they are: an incident that is known from
elsewhere can be recognised by them.</p>"""  # fmt: skip
    return f"""<h1>How this was made</h1>
<p>A program read reports and took from each what some source says happened: a <dfn>claim</dfn>. Claims that seem to
be of one happening stand together as an <dfn>incident</dfn>. Nothing here says which claim is true. That a person
accepted a claim means that the program read the report rightly.</p>
<dl>{listed}</dl>
<h2>Filter</h2>
<p>Incidents with at least one claim that matches, each with all of its claims that may be shown.</p>
<dl>{told or "<dt>none</dt><dd>everything in the ledger</dd>"}</dl>
{blurred}"""

"""The page of one incident: its claims side by side, figures, origins, blame, the words, the reports."""

from __future__ import annotations

from collections.abc import Iterable

from sayso import wording
from sayso.model import Series
from sayso.present.html.safe import edged, inline, safe
from sayso.present.listing import range_words
from sayso.present.references import link_of
from sayso.present.site.shell import days, status, verdict
from sayso.service.fields import value_words
from sayso.service.publishing import PublishedClaim, PublishedIncident

_FIRST = ("killed", "injured", "displaced")
_COLUMNS = (("status", "Status"), ("type", "What"), ("actors", "Who"), ("targets", "To whom"), ("place", "Where"),
            ("time", "When"))  # fmt: skip


def heading(found: PublishedIncident) -> str:
    """What happened where, as text: ``Airstrike, Nuseirat, PS``."""
    kind = found.dossier.type
    named = next((t.claim for t in found.dossier.told if t.claim.type == kind), None)
    what = wording.type_words(named) if named else str(kind)
    where = f", {wording.place_words(found.where)}" if found.where else ""
    return what[:1].upper() + what[1:] + where


def figures(found: PublishedIncident, most: int = 2) -> str:
    """The figures that matter most in short, as text: ``7–17 people killed (contested)``."""
    shown = [s for s in found.comparison.figures if not s.part and (s.low is not None or s.high is not None)]
    shown.sort(key=lambda s: (_FIRST.index(s.measure) if s.measure in _FIRST else len(_FIRST), s.counting != "new"))
    return "; ".join(_figure(series) for series in shown[:most])


def _figure(series: Series) -> str:
    counting = wording.counting_words(series.counting, series.part)
    contested = "(contested)" if series.contested else ""
    unit = {"other": "", "usd": "USD", "km2": "km²"}.get(series.unit, series.unit)
    told = (range_words(series.low, series.high, "exact"), unit, series.measure, counting, contested)
    return " ".join(filter(None, told))


def incident_body(found: PublishedIncident) -> str:
    """The content of its page."""
    dossier = found.dossier
    where = found.where
    when = dossier.days
    counts = (
        wording.count_words(len(found.claims), "claim"), wording.count_words(len(dossier.documents), "report"),
        wording.count_words(len(found.comparison.origins), "independent origin"),
    )  # fmt: skip
    about = [
        days(when.first, when.last) + (" (day of the report)" if when.known == "report" else "") if when else "",
        safe(wording.PRECISION_WORDS[where.place.precision]) if where else "no place given",
        ", ".join(counts),
    ]
    parts = [
        f'<h1>{inline(heading(found))}</h1>\n<p class="quiet">{" · ".join(filter(None, about))}</p>',
        _notes(found), _side_by_side(found), _moves(found), _behind(found), _words(found), _reports(found),
    ]  # fmt: skip
    return "\n".join(filter(None, parts))


def _notes(found: PublishedIncident) -> str:
    notes = []
    if found.left_out:
        more = wording.count_words(found.left_out, "more claim")
        notes.append(
            f"{more} of this incident {'is' if found.left_out == 1 else 'are'} not shown: nobody accepted them."
        )
    if found.formed:
        decided = wording.count_words(found.formed, "decision")
        notes.append(f"What belongs to this incident rests on {decided} by people as well.")
    return "".join(f'<p class="notice">{note}</p>' for note in notes)


def _side_by_side(found: PublishedIncident) -> str:
    verdicts = {field.name: field.verdict for field in found.comparison.fields}
    heads = "".join(
        f'<th scope="col">{word}{f" {verdict(verdicts[name])}" if name in verdicts else ""}</th>'
        for name, word in _COLUMNS
    )  # fmt: skip
    rows = "\n".join(map(_row, found.claims))
    return f"""<section><h2 id="side">Side by side</h2>
<div class="scroll" role="region" aria-labelledby="side" tabindex="0"><table>
<thead><tr><th scope="col">Who says it</th>{heads}<th scope="col">Figures</th></tr></thead>
<tbody>
{rows}
</tbody></table></div></section>"""


def _row(one: PublishedClaim) -> str:
    claim = one.claim
    cells = (
        status(claim.status), safe(wording.type_words(claim)), _names(role.name for role in claim.actors),
        _names(role.name for role in claim.targets), inline(wording.place_words(claim.place)) if claim.place else _NONE,
        safe(wording.time_words(claim.time)) if claim.time else _NONE,
        "<br>".join(safe(wording.figure_words(figure)) for figure in claim.figures) or _NONE,
    )  # fmt: skip
    teller = f'<a href="#c-{safe(claim.id)}">{inline(wording.chain(claim, one.document)[0])}</a>'
    return f'<tr><th scope="row">{teller}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


_NONE = '<span class="quiet">silent</span>'


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(inline, names)) or _NONE


def _moves(found: PublishedIncident) -> str:
    tables = "\n".join(_series(series) for series in found.comparison.figures)
    return f"<section><h2>Figures, as they were said</h2>\n{tables}</section>" if tables else ""


def _series(series: Series) -> str:
    rows = "".join(
        f"<tr><td>{point.day or 'day unknown'}</td><td>{inline(point.source)}</td>"
        f'<td class="number">{safe(range_words(point.low, point.high, point.bound))}</td>'
        f"<td>{status(point.status)}</td><td>{safe(point.move)}</td></tr>"
        for point in series.points
    )
    name = safe(_figure(series)) if series.low is not None or series.high is not None else safe(
        f"{series.measure} {series.unit}: none asserted")  # fmt: skip
    words = (("Said on", ""), ("By", ""), ("Figure", ' class="number"'), ("Status", ""), ("Against the others", ""))
    heads = "".join(f'<th scope="col"{kind}>{word}</th>' for word, kind in words)
    told = safe(
        " ".join(filter(None, (series.measure, series.unit, wording.counting_words(series.counting, series.part))))
    )
    return f"""<div class="scroll" role="region" aria-label="{told}, as said" tabindex="0"><table class="series">
<caption>{name}</caption>
<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"""


def _behind(found: PublishedIncident) -> str:
    compared = found.comparison
    items = "".join(
        f"<li>{inline(o.name)} <span class='quiet'>{wording.count_words(len(o.claims), 'claim')}</span></li>"
        for o in compared.origins
    )
    parts = [f"<section><h2>Who stands behind it</h2>\n<p>Independent origins: who said it, not who carried it.</p>"
             f"<ul>{items}</ul>"]  # fmt: skip
    if compared.blame:
        blame = "".join(
            f"<li>{inline(b.source)} {'denies that it was' if b.denied else 'says that it was'} {inline(b.actor)}</li>"
            for b in compared.blame
        )
        parts.append(f"<h3>Blame</h3><ul>{blame}</ul>")
    if compared.disputes:
        disputes = "".join(
            f"<li>{safe(d.content.replace('-', ' '))}: asserted by {wording.count_words(len(d.asserted), 'claim')}, "
            f"denied by {len(d.denied)}</li>" for d in compared.disputes
        )  # fmt: skip
        parts.append(f"<h3>Asserted and denied</h3><ul>{disputes}</ul>")
    return "\n".join(parts) + "</section>"


def _words(found: PublishedIncident) -> str:
    cards = "\n".join(map(_card, found.claims))
    return f"<section><h2>The claims one by one</h2>\n<ol class='claims'>\n{cards}\n</ol></section>"


def _card(one: PublishedClaim) -> str:
    claim = one.claim
    chain = " → ".join(map(inline, wording.chain(claim, one.document)))
    quote = ""
    if one.quote:
        before, words, after = one.quote
        quote = f'<blockquote dir="auto">{edged(before)}<b>{safe(words)}</b>{edged(after)}</blockquote>'
    return f"""<li class="claim" id="c-{safe(claim.id)}">
<p>{status(claim.status)} · {inline(wording.what_words(claim))}</p>
<p class="quiet">{wording.saying_words(claim)} {chain}</p>
{quote}
<p class="by">{_people(one)}</p></li>"""


def _people(one: PublishedClaim) -> str:
    said = ["read by machine"] if one.added_by is None else [f"added by {inline(one.added_by)}, not read by machine"]
    for verdict_ in one.verdicts:
        if verdict_.field:
            was = value_words(verdict_.field, one.read) or "nothing" if one.read else ""
            told = f" (the machine read: {inline(was)})" if was else ""
            said.append(f"{safe(verdict_.field)} set by {inline(verdict_.by)}{told}")
        else:
            said.append(f"accepted by {inline(verdict_.by)}, {verdict_.day}")
    return " · ".join(said)


def _reports(found: PublishedIncident) -> str:
    items = []
    for document in found.dossier.documents:
        title = inline(document.title) if document.title else "untitled"
        if url := link_of(document):
            title = f'<a href="{safe(url)}" rel="noopener noreferrer nofollow">{title}</a>'
        outlet = inline(document.outlet) if document.outlet else "outlet unknown"
        items.append(f"<li>{document.published or 'day unknown'} · {outlet} · {title}</li>")
    return f"<section><h2>Reports</h2>\n<ul>{''.join(items)}</ul></section>"

"""A claim as a card: status, what, who says so, where, when, the words."""

from __future__ import annotations

from sayso import wording
from sayso.model import Claim, Reading
from sayso.model.dicts import number
from sayso.present.html.safe import edged, inline, safe


def card(claim: Claim, reading: Reading, key: str, words_key: str, count: int) -> str:
    """A list item whose heading links to the claim's words; ``count`` is its number in the report."""
    status = f"{wording.STATUS_MARKS[claim.status]} {claim.status}".strip()
    rows = [_row(wording.saying_words(claim), _chain(claim, reading))]
    rows += [_row(word, safe(names)) for word, names in wording.roles(claim)]
    if claim.place:
        pin = safe(wording.pin_words(claim.place))
        note = wording.PRECISION_WORDS[claim.place.place.precision]
        rows.append(_row("where", f"{inline(wording.place_words(claim.place))}<br>{_quiet(f'{pin}: {note}')}"))
    if claim.time:
        rows.append(_row("when", safe(wording.time_words(claim.time))))
    doubted = _doubted(claim)
    if doubted:
        rows.append(_row(f'<span aria-hidden="true">{wording.DOUBT_MARK}</span> doubtful', safe(doubted)))
    return f"""<li class="card {claim.status}" id="{key}" data-type="{claim.type}" data-status="{claim.status}">
<p class="tags"><span class="number">{count}</span> <span class="status">{status}</span></p>
<h3><a href="#{words_key}">{_heading(claim)}</a></h3>
<dl>{"".join(rows)}</dl>
<blockquote dir="auto">{sentence(claim, reading)}</blockquote>
<p class="fine">{_fine(claim)}</p></li>"""


def _heading(claim: Claim) -> str:
    figures = [safe(wording.figure_words(figure)) for figure in claim.figures]
    event = wording.type_words(claim)
    return f"{event}: {', '.join(figures)}" if figures else event


def _row(name: str, value: str) -> str:
    return f"<div><dt>{name}</dt><dd>{value}</dd></div>"


def _quiet(markup: str) -> str:
    return f'<span class="quiet">{markup}</span>'


def _chain(claim: Claim, reading: Reading) -> str:
    """The chain as a list, from the source closest to the event to the outlet, which is set apart."""
    names = wording.chain(claim, reading.document)
    items = []
    for index, name in enumerate(names):
        source = claim.sources[index] if index < len(claim.sources) else None
        kind = f"{source.kind}, {source.side}" if source and source.side else source.kind if source else "this report"
        items.append(f"<li>{inline(name)} {_quiet(safe(kind))}</li>")
    voice = wording.voice_words(claim)
    return f'<ol class="chain">{"".join(items)}</ol>' + (_quiet(voice) if voice else "")


def sentence(claim: Claim, reading: Reading) -> str:
    """The claim's sentence on one line, with the word that tells the event in bold."""
    whole, trigger, text = claim.sentence, claim.trigger, reading.document.text
    if not whole.contains(trigger):
        return safe(reading.text(whole))
    before, after = text[whole.start : trigger.start], text[trigger.end : whole.end]
    return f"{edged(before)}<b>{safe(reading.text(trigger))}</b>{edged(after)}"


def _doubted(claim: Claim) -> str:
    """The fields that are likelier otherwise, those that are empty as such."""
    return "; ".join(
        f"{wording.FIELD_LABELS[name]}{'' if getattr(claim, name) else ': nothing read'}, {round(sure * 100)} % sure"
        for name, sure in claim.field_confidence.by_field()
        if sure is not None and sure < wording.DOUBTFUL
    )


def _sure(claim: Claim) -> str:
    """How sure each field is, of all that are known."""
    known = [(name, sure) for name, sure in claim.field_confidence.by_field() if sure is not None]
    return ", ".join(f"{wording.FIELD_LABELS[name]} {number(round(sure, 2))}" for name, sure in known)


def _fine(claim: Claim) -> str:
    parts = (
        f"rule {safe(claim.rule)}",
        f"confidence {number(round(claim.confidence, 2))}",
        *([f"of its fields: {_sure(claim)}"] if _sure(claim) else []),
        f"characters {claim.sentence.start}–{claim.sentence.end}",
    )
    return " · ".join(parts)

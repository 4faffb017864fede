"""An incident in words, for the notes of forms that have room for a sentence: who says what, and what is disputed."""

from __future__ import annotations

from sayso import wording
from sayso.exports.deaths import Deaths
from sayso.exports.dossiers import Dossier, Told
from sayso.model.dicts import number

MOST_TELLINGS = 6
"""Different things that notes tell in words; claims of the rest are counted."""
_MOST_CHAINS = 4


def notes(dossier: Dossier, dead: Deaths | None) -> str:
    """What each source says, the toll's range, disputes, doubts, and what people set."""
    told = _gathered(dossier)
    parts = [_sentence(what, claims) for what, claims in list(told.items())[:MOST_TELLINGS]]
    left = sum(map(len, list(told.values())[MOST_TELLINGS:]))
    if left > 0:
        parts.append(f"And {wording.count_words(left, 'further claim')}.")
    if dead and dead.low != dead.high:
        how = "contradict each other" if dead.contested else "differ"
        parts.append(f"Tolls {how}: {dead.low:,} to {dead.high:,} killed.")
    if dossier.disputed:
        parts.append(f"Sources differ on: {', '.join(dossier.disputed)}.")
    if dossier.status == "uncertain":
        parts.append("No source asserts it without doubt.")
    if dossier.days and dossier.days.known == "report":
        parts.append("No source says when; the day is that of the first report.")
    edits = wording.edits_words(edit for t in dossier.told for edit in t.edits)
    if edits:
        parts.append(f"{edits[:1].upper()}{edits[1:]}.")
    by_people = sum(t.added_by is not None for t in dossier.told)
    if by_people:
        parts.append(f"{wording.count_words(by_people, 'claim')} added by people.")
    return " ".join(parts)


def _gathered(dossier: Dossier) -> dict[str, list[Told]]:
    """Claims by what they say, in words: leading ones first, then denials, then the rest; those with figures first."""
    leading = {t.claim.id for t in dossier.leading}

    def rank(told: Told) -> tuple[int, bool, str, int]:
        claim = told.claim
        first = 0 if claim.id in leading else 1 if claim.status == "denied" else 2
        return first, not claim.figures, told.document.id, claim.trigger.start

    found: dict[str, list[Told]] = {}
    for told in sorted(dossier.told, key=rank):
        found.setdefault(_what(told), []).append(told)
    return found


def _sentence(what: str, told: list[Told]) -> str:
    """``Missile strike by X: 3 people killed, in Sumy, UA, 10 August 2024, said by A → B; C → D.``"""
    chains = list(dict.fromkeys(" → ".join(wording.chain(t.claim, t.document)) for t in told))
    more = len(chains) - _MOST_CHAINS
    shown = "; ".join(chains[:_MOST_CHAINS]) + (f" and {more} more" if more > 0 else "")
    return f"{what[:1].upper()}{what[1:]} {shown}."


def _what(told: Told) -> str:
    """What a claim says, up to the names of those who say it."""
    claim = told.claim
    doubt = "" if claim.status == "asserted" else f"{claim.status}: "
    words = wording.place_words(claim.place) if claim.place else ""
    where = (f", {words}" if claim.place and claim.place.near else f", in {words}") if words else ""
    when = f", {wording.time_words(claim.time)}" if claim.time else ""
    return f"{doubt}{wording.what_words(claim)}{where}{when}, {wording.saying_words(claim)}"


def names(values: list[str]) -> str:
    """Names as a list that the forms separate by ``; ``, each once; a semicolon inside one becomes a comma."""
    return "; ".join(dict.fromkeys(wording.visible(v).replace(";", ",") for v in values if v.strip()))


def outlets(dossier: Dossier) -> str:
    """Who published the reports: outlets, else titles, else files, else document ids."""
    return names([d.outlet or d.title or d.file or d.id for d in dossier.documents])


def report_ids(dossier: Dossier) -> str:
    """The ids that the reports had where they came from, by day of publication; empty where they had none."""
    return names([id for d in dossier.documents if (id := dict(d.kept).get("id"))])


def origins(dossier: Dossier) -> str:
    """The independent origins by name."""
    return names([origin.name for origin in dossier.comparison.origins])


def degrees(value: float | None) -> int | float | None:
    """Decimal degrees, whole where they are whole."""
    return number(round(value, 5)) if value is not None else None

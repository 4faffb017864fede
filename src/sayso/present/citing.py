"""An incident to be cited: a sentence for a footnote, and a page of Markdown with every claim and its words."""

from __future__ import annotations

from collections.abc import Iterator

from sayso import __version__, wording
from sayso.exports.countries import country
from sayso.present.ledger import chain_of
from sayso.present.references import plain
from sayso.service.asking import ShownIncident
from sayso.service.comparing import Case, Side


def incident_title(case: Case) -> str:
    """What happened and where: ``Drone strike in Izmayil, Ukraine``; ``near`` and ``somewhere in`` as the words say."""
    dossier = case.dossier
    what = wording.event_words(dossier.type).capitalize()
    named = case_place(case)
    return f"{what}, {named}" if named else f"{what}, place not given"


def case_place(case: Case) -> str:
    """Where it happened, in words: place and country; empty where no claim says."""
    mention = case.dossier.where
    if mention is None:
        return ""
    known = country(mention.country)
    named = ("near " if mention.near else "") + wording.visible(mention.name)
    return f"{named}, {known.acled_country}" if known and known.acled_country != mention.name else named


def case_days(case: Case) -> str:
    """When it happened, in words: the days that most origins give, or what is known instead; empty if nothing is."""
    days = case.dossier.days
    if days is None:
        return ""
    told = wording.span_words(days.first, days.last)
    return {"days": told, "end": f"up to {told}", "report": f"reported {told}"}[days.known]


def case_counts(case: Case) -> tuple[str, str, str]:
    """How many claims, reports and independent origins, in words."""
    return (
        wording.count_words(len(case.sides), "claim"),
        wording.count_words(len(case.documents), "report"),
        wording.count_words(len(case.comparison.origins), "independent origin"),
    )


def disputed_words(case: Case) -> tuple[str, ...]:
    """On what its claims differ: fields, figures, and what some assert and others deny."""
    found = case.comparison
    fields = [_FIELDS.get(f.name, f.name) for f in found.fields if f.verdict == "differ" and f.name != "status"]
    figures = [f"{s.unit} {s.measure}".removeprefix("other ") for s in found.figures if s.contested]
    return (*fields, *figures, *(f"{wording.event_words(d.content)} (denied)" for d in found.disputes))


_FIELDS = {"type": "what", "place": "where", "time": "when", "actors": "who", "targets": "whom"}


def lead_of(case: Case) -> Side | None:
    """The claim that is cited for an incident: one that a person accepted before others, then one that asserts what the
    incident is listed as, gives a figure and names who says it, the first published of equals; None where all are
    rejected."""

    def worth(side: Side) -> tuple[bool, ...]:
        claim = side.listed.claim
        listed_as = claim.type == case.dossier.type
        return (
            claim.id in case.accepted,
            claim.status == "asserted",
            listed_as,
            bool(claim.figures),
            bool(claim.sources),
        )

    return max(case.sides, key=worth, default=None)


def incident_citation(case: Case, address: str, sentence: str = "") -> str:
    """One paragraph to cite it by. ``address``: where it is seen; ``sentence``: a claim of it, cited for itself."""
    claims, reports, origins = case_counts(case)
    told = f"{incident_title(case)}. {case_days(case) or 'Day not given'}. {claims} in {reports}, from {origins}."
    whole = f"{told} sayso {__version__}, incident {case.incident.id}, {address}. {wording.READ_BY_MACHINE}"
    return (
        f"{sentence} One of several claims about: {whole}"
        if sentence and len(case.sides) > 1
        else f"{sentence} {whole}".strip()
    )


def incident_markdown(case: Case, address: str) -> str:
    """The incident as Markdown: every claim with who says it, what, and the words of the report."""
    return "\n".join(_lines(case, address)) + "\n"


def _lines(case: Case, address: str) -> Iterator[str]:
    yield f"## {plain(incident_title(case))}"
    yield ""
    yield f"{case_days(case) or 'Day not given'} · {' · '.join(case_counts(case))} · [{case.incident.id}](<{address}>)"
    yield ""
    for side in case.sides:
        yield from _claim(side)
    yield ""
    yield f"{wording.READ_BY_MACHINE} sayso {__version__}"


def _claim(side: Side) -> Iterator[str]:
    one = side.listed
    status = "" if one.claim.status == "asserted" else f"**{one.claim.status}** "
    by = " → ".join(map(plain, chain_of(one)))
    title = f", “{plain(one.document.title)}”" if one.document.title and one.document.outlet else ""
    published = f", {one.document.published.isoformat()}" if one.document.published else ""
    yield f"- {status}{plain(wording.what_words(one.claim))}, {wording.saying_words(one.claim)} {by}{title}{published}"
    people = [f"{field} set by a person" for field, _ in one.edits]
    people += [f"added by {plain(one.added_by)}, not read by machine"] if one.added_by else []
    if people:
        yield f"  ({'; '.join(people)})"
    yield f"  > {plain(one.words)}"


def shown_of(case: Case) -> ShownIncident:
    """The same as what ``sayso show`` writes."""
    claims = tuple(case.claims[claim] for claim in case.incident.claims if claim in case.claims)
    return ShownIncident(
        incident=case.incident, claims=claims, comparison=case.comparison, former=case.former, decisions=case.decisions
    )

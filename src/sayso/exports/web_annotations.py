"""W3C Web Annotations, a JSON-LD line each: every claim as an annotation on the words of its report.

The target is the report (its address where it has one, else an urn of its hash) with a quote and a position selector
for the sentence and for each field's words, so that an annotation finds its place in a copy of the text as well.
Positions count characters (Unicode code points) of the report's text, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from sayso import __version__, wording
from sayso.exports.contract import dumps
from sayso.exports.forms import Tally
from sayso.model import Claim, Reading, Span
from sayso.model.dicts import day_text

CONTEXT = ("http://www.w3.org/ns/anno.jsonld", {"prov": "http://www.w3.org/ns/prov#", "sayso": "urn:sayso:"})
AROUND = 32
"""Characters before and after the words that a quote selector takes along."""
LOST = (
    "Values: an annotation has the words, the type, the status and a line that tells the claim, no numbers or days.",
    "Incidents and what people decided.",
)


def write(readings: Iterable[Reading], out: TextIO) -> Tally:
    """Write an annotation a line for each claim."""
    tally = Tally(what="annotation")
    for reading in readings:
        for claim in reading.claims:
            out.write(dumps(annotation(claim, reading)) + "\n")
            tally.written += 1
    return tally


def annotation(claim: Claim, reading: Reading) -> dict[str, Any]:
    """The claim as an annotation."""
    doc = reading.document
    return {
        "@context": list(CONTEXT),
        "id": f"urn:sayso:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "generator": {"type": "Software", "name": "sayso", "schema:softwareVersion": __version__},
        "prov:wasDerivedFrom": f"urn:sha256:{doc.text_sha256}",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": claim.type},
            {"type": "TextualBody", "purpose": "classifying", "value": claim.status},
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": _told(claim, reading)},
        ],
        "target": [_target(field, span, reading) for field, span in spans_of(claim)],
    }


def _told(claim: Claim, reading: Reading) -> str:
    chain = " → ".join(wording.chain(claim, reading.document))
    parts = [wording.what_words(claim)]
    parts += [wording.place_words(claim.place)] if claim.place else []
    parts += [wording.time_words(claim.time)] if claim.time else []
    return ", ".join((*parts, f"{wording.saying_words(claim)} {chain}"))


def spans_of(claim: Claim) -> Iterator[tuple[str, Span]]:
    """Every field's words, the sentence first."""
    yield "sentence", claim.sentence
    yield "trigger", claim.trigger
    for name, spans in (("actor", claim.actors), ("target", claim.targets), ("figure", claim.figures),
                        ("source", claim.sources)):  # fmt: skip
        yield from ((name, span) for span in spans)
    if claim.place:
        yield "place", claim.place
    if claim.time:
        yield "time", claim.time.mention
    if claim.attribution and claim.attribution.cue:
        yield "cue", claim.attribution.cue


def _target(field: str, span: Span, reading: Reading) -> dict[str, Any]:
    doc, text = reading.document, reading.document.text
    return {
        "type": "SpecificResource",
        "source": doc.url or f"urn:sha256:{doc.text_sha256}",
        "sayso:field": field,
        "sayso:published": day_text(doc.published),
        "sayso:report_id": dict(doc.kept).get("id"),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[span.start : span.end],
                "prefix": text[max(span.start - AROUND, 0) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }

"""The fields of a claim one by one: what it says, what the machine read, in which words, who set it otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sayso import wording
from sayso.model import Claim, Decision, Figure, Role, Source, Span
from sayso.model.claims import CLAIM_FIELDS
from sayso.model.dicts import number
from sayso.store.records import Listed

How = Literal["here", "carried", "assumed", "silent"]
HOW_WORDS: dict[How, str] = {
    "here": "in its sentence", "carried": "carried from elsewhere in the report", "assumed": "no word says so",
    "silent": "the report does not say",
}  # fmt: skip
"""Where the machine took a field from."""
LABELS = {"type": "what", "status": "status", **wording.FIELD_LABELS, "note": "note"}
"""Fields that people can set, with what they are called, in the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTold:
    """One field of one claim.

    ``value``: as people left it, in words, empty for nothing; ``read``: as the machine read it. ``how``: where the
    machine has it from; ``spans``: the stretches of the report that say so, ``words``: these stretches. ``edit``: the
    value in the form that ``model.edits.checked`` takes. ``set_by``: the decision that set it, if one did. ``sure``:
    how likely a coder of the report has the field as the machine read it, empty or not; None where that is not known.
    """

    name: str
    label: str
    value: str
    read: str
    how: How
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    edit: str
    set_by: Decision | None = None
    sure: float | None = None

    @property
    def doubtful(self) -> bool:
        """Whether it is likelier to be coded otherwise; what a person set is not in doubt."""
        return self.sure is not None and self.sure < wording.DOUBTFUL and self.set_by is None

    @property
    def how_words(self) -> str:
        """Where the machine has it from, in words."""
        return HOW_WORDS[self.how]


def fields_of(listed: Listed, decisions: Iterable[Decision] = ()) -> tuple[FieldTold, ...]:
    """All fields of a claim. ``decisions``: those about it that hold."""
    set_by = {d.field: d for d in sorted(decisions, key=lambda d: d.at) if d.kind == "edit"}
    return tuple(_field(name, listed, set_by.get(name)) for name in LABELS if name != "note" or "note" in set_by)


def value_words(name: str, claim: Claim, note: str = "") -> str:
    """What a claim says in a field, in words; empty where it says nothing."""
    return _FIELDS[name].words(claim) if name in _FIELDS else note


def edit_text(name: str, claim: Claim, note: str = "") -> str:
    """What a claim says in a field, as a person would write it to set it."""
    return _FIELDS[name].edit(claim) if name in _FIELDS else note


def spans_of(name: str, claim: Claim) -> tuple[Span, ...]:
    """The stretches of the report that a field was read from."""
    found = _FIELDS[name].spans(claim) if name in _FIELDS else ()
    return tuple(Span(start=span.start, end=span.end) for span in found if span)


def _names(roles: Iterable[Role | Source]) -> str:
    return "; ".join(role.name for role in roles)


def _shown(roles: Iterable[Role | Source], between: str = "; ") -> str:
    return between.join(wording.visible(role.name) for role in roles)


def _cue(claim: Claim) -> tuple[Span | None]:
    return (claim.attribution.cue if claim.attribution else None,)


def _field(name: str, listed: Listed, decision: Decision | None) -> FieldTold:
    read, text = listed.read, listed.document.text
    note = str(json.loads(decision.value or '""')) if decision and name == "note" else ""
    spans = () if listed.added_by and name != "type" else spans_of(name, read)
    return FieldTold(
        name=name, label=LABELS[name], value=value_words(name, listed.claim, note), read=value_words(name, read),
        how=_how(name, read, spans), spans=spans, words=tuple(wording.visible(text[s.start : s.end]) for s in spans),
        edit=edit_text(name, listed.claim, note), set_by=decision,
        sure=getattr(read.field_confidence, name) if name in CLAIM_FIELDS else None,
    )  # fmt: skip


def _how(name: str, read: Claim, spans: Sequence[Span]) -> How:
    if not spans:
        return "assumed" if name in ("type", "status") else "silent"
    return "here" if all(read.sentence.contains(span) for span in spans) else "carried"


def _days(claim: Claim) -> str:
    if claim.time is None or not (claim.time.earliest or claim.time.latest):
        return ""
    first, last = (day.isoformat() if day else ".." for day in (claim.time.earliest, claim.time.latest))
    return first if first == last else f"{first}/{last}"


def _figure(figure: Figure) -> str:
    low, high = number(figure.low), number(figure.high)
    amount = f"{low}-{high}" if None not in (low, high) and low != high else f"{high if low is None else low}"
    bound = "" if figure.bound == "exact" else f"{figure.bound} "
    return f"{figure.measure} {bound}{amount} {figure.unit}"


class _Ways(NamedTuple):
    """A field in words, as a person would write it, and where in the report it stands."""

    words: Callable[[Claim], str]
    edit: Callable[[Claim], str]
    spans: Callable[[Claim], Iterable[Span | None]]


_FIELDS: dict[str, _Ways] = {
    "type": _Ways(wording.type_words, lambda c: c.type, lambda c: (c.trigger,)),
    "status": _Ways(lambda c: c.status, lambda c: c.status, _cue),
    "actors": _Ways(lambda c: _shown(c.actors), lambda c: _names(c.actors), lambda c: c.actors),
    "targets": _Ways(lambda c: _shown(c.targets), lambda c: _names(c.targets), lambda c: c.targets),
    "place": _Ways(
        lambda c: wording.place_words(c.place) if c.place else "",
        lambda c: c.place.place.name if c.place else "",
        lambda c: (c.place,),
    ),
    "time": _Ways(
        lambda c: wording.time_words(c.time) if c.time else "",
        _days,
        lambda c: (c.time.mention if c.time else None,),
    ),
    "figures": _Ways(
        lambda c: "; ".join(map(wording.figure_words, c.figures)),
        lambda c: "; ".join(map(_figure, c.figures)),
        lambda c: c.figures,
    ),
    "sources": _Ways(lambda c: _shown(c.sources, " → "), lambda c: _names(c.sources), lambda c: (*c.sources, *_cue(c))),
}

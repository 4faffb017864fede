"""A claim in plain words: figures, times, places, roles, sources. Shared by the formats that people read."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from sayso.model import (
    CREDIBILITY,
    RELIABILITY,
    Claim,
    Decision,
    Document,
    Figure,
    PlaceMention,
    Reading,
    Role,
    Status,
    When,
)
from sayso.model.dicts import number

_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SINGULAR = {"people": "person", "children": "child", "women": "woman"}
_BY_STANCE = {"asserts": "said by", "denies": "denied by", "doubts": "doubted by", "asks": "asked by"}
_BY_ACT = {"belief": "believed by", "intention": "intended by"}
_EVENT_NOUNS = {
    "repel": "attack repelled", "withdraw": "withdrawal", "attack-civilians": "attack on civilians",
    "deploy": "deployment", "agree": "agreement", "accuse": "accusation", "threaten": "threat",
    "reject": "rejection", "sanction": "sanctions",
}  # fmt: skip
_TO_WHOM = {
    "agree": "with", "aid": "to", "supply": "to", "demand": "to", "warning": "to", "damage": "to", "deploy": "towards",
    "evacuation": "of", "displacement": "of", "abduction": "of", "arrest": "of", "capture": "of", "siege": "of",
    "disruption": "of", "interception": "of", "violation": "of", "reject": "of", "withdraw": "from",
    "casualties": "among", "emergency": "for",
}  # fmt: skip
_JOINT = ("clash", "agree")

STATUS_MARKS: dict[Status, str] = {"asserted": "", "denied": "✗", "uncertain": "?", "planned": "»"}
"""What sets a status apart where there is no colour."""
PRECISION_WORDS = {
    "point": "the place itself",
    "admin2": "somewhere in the district",
    "admin1": "somewhere in the province",
    "country": "somewhere in the country",
    "region": "somewhere in the region",
}
"""What a pair of coordinates stands for, by place precision."""
READ_BY_MACHINE = "Read by machine, not verified."
DOUBTFUL = 0.5
"""A field less sure than this is likelier to be coded otherwise than as it was read."""
DOUBT_MARK = "△"
"""What sets a doubtful field apart where there is no colour."""
FIELD_LABELS = {
    "actors": "by", "targets": "whom", "place": "where", "time": "when", "figures": "figures", "sources": "said by",
}  # fmt: skip
"""What the fields of a claim are called that have a confidence of their own."""


def show_hidden(text: str, before: str = "", after: str = "") -> str:
    """The text with every control, direction-turning or broken character as one that can be seen: ``⟨U+202E⟩``."""
    return _HIDDEN.sub(lambda found: f"{before}⟨U+{ord(found[0]):04X}⟩{after}", text)


def visible(text: str) -> str:
    """The text on one line, white space collapsed, with nothing in it that a reader cannot see."""
    return show_hidden(" ".join(text.split()))


def type_words(claim: Claim) -> str:
    """The event type as a noun: ``missile strike``, ``withdrawal``."""
    return event_words(claim.type)


def event_words(type: str) -> str:
    """An event type of the vocabulary as a noun: ``missile strike``, ``withdrawal``."""
    return _EVENT_NOUNS.get(type, type.replace("-", " "))


def sure_words(sure: float) -> str:
    """``82 % sure``, ``doubtful, 42 % sure``: how likely a field is as a coder would have it."""
    return f"{'doubtful, ' if sure < DOUBTFUL else ''}{round(sure * 100)} % sure"


def figure_words(figure: Figure) -> str:
    """``at least 76,000 people evacuated``, ``no people killed``, ``3,800 civilians killed (total)``."""
    low, high = number(figure.low), number(figure.high)
    only = high if low is None else low
    unit: str = {"other": "", "usd": "", "km2": "km²"}.get(figure.unit, figure.unit)
    if only == 1 and high in (None, 1):
        unit = _SINGULAR.get(unit, unit.removesuffix("s"))
    amount = _amount(low, high, figure)
    counting = counting_words(figure.counting, figure.part)
    return " ".join(word for word in (amount, unit, figure.measure, counting) if word)


def counting_words(counting: str, part: bool) -> str:
    """``(total)``, ``(stock)``, ``(part)``: what a number counts other than what is new with this event; else empty."""
    marks = [*([counting] if counting != "new" else []), *(["part"] if part else [])]
    return f"({', '.join(marks)})" if marks else ""


def _amount(low: float | None, high: float | None, figure: Figure) -> str:
    def show(value: float) -> str:
        return f"{'$' if figure.unit == 'usd' else ''}{value:,}"

    about = "about " if figure.bound == "about" else ""
    if low is not None and high is not None:
        if low == high:
            return "no" if low == 0 and not about else f"{about}{show(low)}"
        return f"{about}{show(low)} to {show(high)}"
    if low is not None:
        return f"about {show(low)} or more" if about else f"at least {show(low)}"
    return f"up to {show(high)}" if high is not None else "an unstated number of"


def time_words(when: When) -> str:
    """``6 to 11 August 2024``, ``up to 10 August 2024``, ``March 2024``; the text's own words where unresolved."""
    first, last = when.earliest, when.latest
    if first and last:
        return span_words(first, last)
    if last:
        return f"up to {day_words(last)}"
    return f"from {day_words(first)}" if first else f"“{visible(when.mention.text)}” (not resolved)"


def day_words(day: date) -> str:
    """``10 August 2024``, the same in every locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def span_words(first: date, last: date) -> str:
    """Days from the first to the last, both inclusive: ``6 to 11 August 2024``, ``March 2024``, ``10 August 2024``."""
    if first == last:
        return day_words(first)
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole_months and first.year == last.year:
        if (first.month, last.month) == (1, 12):
            return str(first.year)
        if first.month == last.month:
            return f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def place_words(mention: PlaceMention) -> str:
    """Name and country, with ``near`` where the words say so and what is said of contested territory."""
    place = mention.place
    named = visible(place.name) + (f", {place.country}" if place.country else "")
    return ("near " if mention.near else "") + named + (f" ({visible(place.note)})" if place.note else "")


def pin_words(mention: PlaceMention) -> str:
    """Precision and coordinates: ``admin1, 51.73, 36.19``; only the precision where no point is known."""
    place = mention.place
    pin = "" if place.lat is None or place.lon is None else f", {place.lat:.2f}, {place.lon:.2f}"
    return place.precision + pin


def roles(claim: Claim) -> tuple[tuple[str, str], ...]:
    """``by`` or ``between`` with the actors, then the word that leads to the targets with them; only those named."""
    found = []
    if claim.actors:
        joint = claim.type in _JOINT and len(claim.actors) > 1
        found.append(("between" if joint else "by", _listed(claim.actors)))
    if claim.targets:
        found.append((_TO_WHOM.get(claim.type, "against"), _listed(claim.targets)))
    return tuple(found)


def _listed(roles: Iterable[Role]) -> str:
    names = [visible(role.name) for role in roles]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def what_words(claim: Claim) -> str:
    """What is said to have happened: ``evacuation of people: at least 76,000 people evacuated``."""
    figures = ", ".join(figure_words(figure) for figure in claim.figures)
    event = " ".join([type_words(claim), *(f"{word} {names}" for word, names in roles(claim))])
    return f"{event}: {figures}" if figures else event


def chain(claim: Claim, document: Document) -> tuple[str, ...]:
    """Names from the source closest to the event to the outlet that the reader holds."""
    names = [visible(source.name) for source in claim.sources]
    carrier = visible(document.outlet) if document.outlet else "this report"
    return tuple(names if names and names[-1] == carrier else [*names, carrier])


def saying_words(claim: Claim) -> str:
    """How the chain of sources is joined to the claim: ``said by``, ``denied by``, ``believed by`` …"""
    said = claim.attribution
    if said is None:
        return "reported by"
    return _BY_ACT.get(said.act) or _BY_STANCE[said.stance]


def voice_words(claim: Claim) -> str:
    """Whose words the claim is in: ``in its own voice``, ``in quotation marks``, else empty."""
    if claim.attribution is None:
        return "in its own voice"
    return "in quotation marks" if claim.attribution.voice == "quote" else ""


def published_words(document: Document) -> str:
    """Day of publication and how it is known."""
    if document.published is None:
        return "publication date unknown"
    known = {
        "option": "as given",
        "metadata": "from its metadata",
        "dateline": "from its dateline",
        "address": "from its address",
    }
    how = known.get(document.published_from, document.published_from)
    return f"published {day_words(document.published)}" + (f" ({how})" if how else "")


def title_words(document: Document) -> str:
    """The title, else the file, else the first words."""
    named = document.title or document.file or document.text.strip()[:60] or "(empty document)"
    return visible(named)


def count_words(count: int, one: str) -> str:
    """``1 claim``, ``7 claims``, ``no claims``."""
    return f"{count or 'no'} {one}{'' if count == 1 else 's'}"


def reader_words(reading: Reading) -> str:
    """What read the document, for the foot of a page; empty where nothing says."""
    named = (("model", reading.model), ("rulebook", reading.rulebook))
    return " · ".join(f"{what} {visible(name)}" for what, name in named if name)


_DECIDED = {
    "accept": "accepted", "reject": "rejected", "merge": "merged", "split": "split off", "add": "added",
    "settle": "settled", "undo": "took back a decision",
}  # fmt: skip


def decision_words(decision: Decision) -> str:
    """What a person did: ``accepted``, ``set status to denied``, ``graded it 3, possibly true``."""
    if decision.kind in _DECIDED:
        return _DECIDED[decision.kind]
    value = json.loads(decision.value or "null")
    if decision.kind == "credibility":
        return f"graded it {value}, {CREDIBILITY.get(value, '')}"
    if decision.kind == "reliability":
        return f"graded {visible(value['source'])} {value['grade']}, {RELIABILITY.get(value['grade'], '')}"
    return f"set {decision.field} to {_set_words(value)}"


def edits_words(edits: Iterable[tuple[str, str]]) -> str:
    """What people set, fields with values in JSON: ``place set by a person to Sumy, actors set by …``."""
    return ", ".join(f"{field} set by a person to {_set_words(json.loads(value))}" for field, value in edits)


def _set_words(value: Any) -> str:
    """A value that a person set, in short."""
    if isinstance(value, dict) and "earliest" in value:
        first, last = value["earliest"] or "…", value["latest"] or "…"
        return first if first == last else f"{first} to {last}"
    if isinstance(value, dict):
        return visible(value.get("name") or _amount_words(value))
    if isinstance(value, list):
        return "; ".join(map(_set_words, value)) or "nothing"
    return visible(str(value)) if value else "nothing"


def _amount_words(value: dict[str, Any]) -> str:
    low, high = number(value.get("low")), number(value.get("high"))
    amount = f"{low} to {high}" if None not in (low, high) and low != high else f"{high if low is None else low}"
    bound = "" if value.get("bound") in (None, "exact") else f"{value['bound']} "
    return f"{value.get('measure')} {bound}{amount} {value.get('unit')}"

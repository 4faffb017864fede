"""Kinds of error: why a field is wrong, a claim missed or invented, as far as the words that it rests on show it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evaluation.claims import Pair, Result
from evaluation.confusions import Leftovers, trigger_of
from evaluation.figure_kinds import figure_kinds
from evaluation.gold import GoldClaim, GoldReport
from evaluation.naming import listed, same_actor, same_name, same_place_name
from sayso.model import Claim, Reading, Span
from sayso.model.claims import Role, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One error: its ``kind`` ("place: carried from another event"), the claim's type, trigger and sentence."""

    report: str
    kind: str
    type: str
    trigger: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Toll:
    """A kind of error: how often it was made, of claims of which types, with examples."""

    kind: str
    number: int
    types: Counter[str]
    examples: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """A report with its reading, and which of its claims found each other.

    ``told``, ``coded``: the trigger words of all claims that were read and coded, in whatever report.
    """

    gold: GoldReport
    reading: Reading
    pairs: Sequence[Pair]
    told: frozenset[str]
    coded: frozenset[str]


def mistakes(result: Result, left: Leftovers, read: Sequence[tuple[GoldReport, Reading]]) -> list[Mistake]:
    """Every error of some readings: of each wrong field of a claim that was found, and of the claims that were not."""
    by_report: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in result.pairs:
        by_report[pair.report].append(pair)
    told = frozenset(_folded(reading.text(claim.trigger)) for _, reading in read for claim in reading.claims)
    coded = frozenset(_folded(claim.trigger) for gold, _ in read for claim in gold.claims)
    pages = {gold.id: _Page(gold, reading, by_report[gold.id], told, coded) for gold, reading in read}
    found = [
        _mistake(pages[pair.report], kind, pair.gold)
        for pair in result.pairs
        for kind in _field_kinds(pair, pages[pair.report])
    ]
    found += [
        _mistake(pages[report], f"type: {gold.type} read as {claim.type}", gold)
        for report, gold, claim in left.confused
    ]
    found += [_mistake(pages[report], _missed(gold, pages[report]), gold) for report, gold in left.missed]
    return found + [_mistake(pages[report], _extra(claim, pages[report]), claim) for report, claim in left.extra]


def tolls(some: Iterable[Mistake], examples: int = 2) -> list[Toll]:
    """The kinds with their numbers, the most frequent first."""
    kinds: defaultdict[str, list[Mistake]] = defaultdict(list)
    for mistake in some:
        kinds[mistake.kind].append(mistake)
    ranked = sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Toll(kind, len(all_), Counter(m.type for m in all_), tuple(all_[:examples])) for kind, all_ in ranked]


def _mistake(page: _Page, kind: str, claim: GoldClaim | Claim) -> Mistake:
    trigger = claim.trigger if isinstance(claim, GoldClaim) else page.reading.text(claim.trigger)
    sentence = " ".join(page.gold.text[claim.sentence.start : claim.sentence.end].split())
    return Mistake(report=page.gold.id, kind=kind, type=claim.type, trigger=trigger, sentence=sentence)


def _field_kinds(pair: Pair, page: _Page) -> Iterator[str]:
    gold, read, right = pair.gold, pair.read, pair.right
    if not right["source"]:
        yield f"source: {_source(gold, read, page)}"
    if not right["place"]:
        yield f"place: {_place(gold, read, page)}"
    if not right["time"]:
        yield f"time: {_time(gold, read, page)}"
    if not right["figures"]:
        yield from (f"figure: {kind}" for kind in figure_kinds(gold, read, page.gold, page.reading))
    for name in ("actors", "targets"):
        if not right[name]:
            yield f"{name}: {_roles(name, gold, read, page)}"
    if not right.get("counting", True):
        told = ", ".join(sorted({figure.counting for figure in read.figures}))
        yield f"counting: {', '.join(sorted({figure.counting for figure in gold.figures}))} read as {told}"
    for name in ("status", "voice"):
        if not right[name]:
            told = read.status if name == "status" else read.attribution.voice if read.attribution else "own"
            yield f"{name}: {getattr(gold, name)} read as {told}"


def _words(name: str | None, span: Span | None, claim: GoldClaim, text: str) -> Span | None:
    """Where the words of a coded name stand: as noted, else in its sentence, else at their first place."""
    if span or not name:
        return span
    at = text.find(name, claim.sentence.start, claim.sentence.end)
    at = at if at >= 0 else text.find(name)
    return Span(start=at, end=at + len(name)) if at >= 0 else None


def _where(span: Span | None, claim: GoldClaim) -> str:
    if span is None:
        return "no words of the report say it"
    return "stands in its sentence" if claim.sentence.overlaps(span) else "told in another sentence"


def _place(gold: GoldClaim, read: Claim, page: _Page) -> str:
    coded = _words(gold.place, gold.evidence.place, gold, page.gold.text)
    if read.place is None:
        return f"missing, {_where(coded, gold)}"
    if gold.place is None:
        return _invented(read.place, gold, "a place")
    if (coded and coded.overlaps(read.place)) or same_place_name(gold, read):
        return "right name, point unknown" if read.place.place.lat is None else "right name, another place so called"
    other = any(p.gold.incident != gold.incident and same_place_name(p.gold, read) for p in page.pairs)
    return _carried(coded, read.place, gold, "place", of_another=other)


def _time(gold: GoldClaim, read: Claim, page: _Page) -> str:
    coded = gold.evidence.time
    if read.time is None:
        return f"missing, {_where(coded, gold)}" if coded else "missing"
    if gold.earliest is None and gold.latest is None:
        if coded is not None:
            return "resolved where the report gives no day to count from"
        return _invented(read.time.mention, gold, "a time")
    if coded is None:
        return "another day"
    if coded.overlaps(read.time.mention):
        return "right words, resolved otherwise"
    days = read.time.earliest, read.time.latest
    other = any(p.gold.incident != gold.incident and (p.gold.earliest, p.gold.latest) == days for p in page.pairs)
    return _carried(coded, read.time.mention, gold, "time", of_another=other)


def _invented(span: Span, gold: GoldClaim, what: str) -> str:
    if gold.sentence.overlaps(span):
        return f"{what} in the sentence that is not the event's"
    return "carried to a claim that has none"


def _carried(coded: Span | None, read: Span, gold: GoldClaim, what: str, of_another: bool) -> str:
    """Both have one, resting on different words."""
    here, there = gold.sentence.overlaps(read), coded is not None and gold.sentence.overlaps(coded)
    if not here:
        origin = "another event" if of_another else "elsewhere"
        return f"carried from {origin}" + (f", with the right {what} in its sentence" if there else "")
    return "the wrong one of its sentence" if there else "one of its sentence, though another governs"


def _source(gold: GoldClaim, read: Claim, page: _Page) -> str:
    if not gold.sources:
        return "given to the report's own words"
    if not read.sources:
        noted = next(iter(gold.evidence.sources), None)
        return f"missing, {_where(_words(gold.sources[0], noted, gold, page.gold.text), gold)}"
    if len(gold.sources) != len(read.sources):
        return "one of the chain missing" if len(read.sources) < len(gold.sources) else "one too many in the chain"
    return _other(gold.sources, gold.evidence.sources, read.sources, page)


def _roles(name: str, gold: GoldClaim, read: Claim, page: _Page) -> str:
    coded, told = (gold.actors, read.actors) if name == "actors" else (gold.targets, read.targets)
    spans = gold.evidence.actors if name == "actors" else gold.evidence.targets
    across = read.targets if name == "actors" else read.actors
    if coded and any(same_name(one, (other.name, page.reading.text(other))) for one in coded for other in across):
        return "actor and target swapped"
    if not coded:
        return "given where there are none"
    if not told:
        return f"missing, {_where(_words(coded[0], next(iter(spans), None), gold, page.gold.text), gold)}"
    if len(coded) != len(told):
        return "one of several missing" if len(told) < len(coded) else "one too many"
    return _other(coded, spans, told, page)


def _other(
    coded: Sequence[str], spans: Sequence[Span | None], read: Sequence[Role] | Sequence[Source], page: _Page
) -> str:
    """As many on both sides, but not the same."""
    if all(any(same_actor(name, names) for names in listed(read, page.reading)) for name in coded):
        return "another name of the same"
    if any(span and span.overlaps(one) for span in spans for one in read):
        return "right words under another name"
    return "another one"


def _missed(gold: GoldClaim, page: _Page) -> str:
    here = [claim for claim in page.reading.claims if claim.sentence.overlaps(gold.sentence)]
    numbers = {(f.low, f.high) for f in gold.figures}
    if gold.type == "casualties" and any((f.low, f.high) in numbers for claim in here for f in claim.figures):
        return "missed: a toll put on its attack"
    trigger = trigger_of(gold, page.gold.text)
    if trigger and any(trigger.overlaps(claim.trigger) for claim in here):
        return "missed: a second claim from one word"
    again = (p.gold for p in page.pairs if p.gold.incident == gold.incident and p.gold.type == gold.type)
    if gold.incident and any(again):
        return "missed: a second telling"
    if _folded(gold.trigger) not in page.told:
        return "missed: words that are never read as an event"
    where = "beside another claim in its sentence" if here else "in a sentence where nothing was read"
    return f"missed: words that are read elsewhere, {where}"


def _extra(claim: Claim, page: _Page) -> str:
    if not page.gold.claims:
        return "extra: in a report without any claim"
    here = [gold for gold in page.gold.claims if gold.sentence.overlaps(claim.sentence)]
    numbers = {(f.low, f.high) for f in claim.figures}
    if claim.type == "casualties" and any((f.low, f.high) in numbers for gold in here for f in gold.figures):
        return "extra: a toll beside its attack"
    if any((trigger := trigger_of(gold, page.gold.text)) and trigger.overlaps(claim.trigger) for gold in here):
        return "extra: a second claim from one word"
    if here:
        known = "coded elsewhere" if _folded(page.reading.text(claim.trigger)) in page.coded else "never coded"
        return f"extra: beside another claim in its sentence, by words {known}"
    if any(gold.type == claim.type and _same_matter(gold, claim) for gold in page.gold.claims):
        return "extra: a repeat counted again"
    return "extra: background or talk taken for news"


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _same_matter(gold: GoldClaim, claim: Claim) -> bool:
    if {(f.low, f.high) for f in gold.figures} & {(f.low, f.high) for f in claim.figures}:
        return True
    return gold.place is not None and same_place_name(gold, claim)

"""Dealing: one number told out by place or by day ("four were killed in Nabatieh, two in Tyre and one in Khiam").

The numbers after the first lean on its verb: each with its own place or day is a claim of its own. "Respectively" deals
the numbers of one list to the names of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.claims.bind.measures import VERB_MEASURE, make_figure
from sayso.claims.bind.people import HUMAN
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.lang import lexicon
from sayso.model import CountMention, Figure, PlaceMention, Sentence, Span, TimeMention, Token
from sayso.model.claims import When

__all__ = ["Deal", "deals_in", "is_old_toll", "told_out"]

WORDS = lexicon("claims")
_LEADING = WORDS["dealing.leading"]
_JOINING = WORDS["dealing.joining"]
_FURTHER, _EACH = WORDS["dealing.further"], WORDS["dealing.respectively"]
_FROM, _UP = WORDS["dealing.from"], WORDS["dealing.up"]
_REACH = 4
_HARM = WORDS["measures.injuries"] | WORDS["measures.suffering"] | frozenset(VERB_MEASURE)
_DEALT = HUMAN | {"destroyed", "damaged", "intercepted", "launched"}


@dataclass(frozen=True, slots=True)
class Deal:
    """A number with the place or time that it belongs to, None where it belongs to a party. ``span``: its words;
    ``count``: with a noun or a bound of its own."""

    span: Span
    value: float
    of: PlaceMention | TimeMention | None
    count: CountMention | None = None


def deals_in(sentence: Sentence, evidence: Evidence) -> tuple[Deal, ...]:
    """The numbers that a sentence deals out after a first one, each with its place or time; () for none."""
    return tuple(_respective(sentence, evidence)) or tuple(_listed(sentence, evidence))


def _listed(sentence: Sentence, evidence: Evidence) -> Iterator[Deal]:
    """ ", two in Tyre and about ten in Khiam": a joining word, a number, a preposition, a name; once or more."""
    tokens = sentence.tokens
    counts = {c.start: c for c in evidence.counts_in.get(sentence.index, ())}
    at = 1
    while at < len(tokens) - 1:
        number = at + (tokens[at].lower in _FURTHER)
        count = counts.get(tokens[at].start) or counts.get(tokens[number].start)
        value = count.low or count.high if count else evidence.value(tokens[number])
        told = tokens[at - 1].lower in _JOINING or _is_old(tokens, at)
        behind = sentence.within(count)[-1].index + 1 if count else number + 1
        some = count is not None and (bool(count.noun) or (count.part_of is not None and " " in count.text))
        found = _named(tokens, behind, evidence) if value and told and not some else None
        if found is None or value is None or _has_verb(sentence, tokens[at:behind]):
            at += 1
            continue
        mention, following = found
        span = count or Span(start=tokens[number].start, end=tokens[number].end)
        yield Deal(span, value, mention, count)
        at = following


def _has_verb(sentence: Sentence, words: Sequence[Token]) -> bool:
    """ "Killed two in Goma, and three women in Sake were hurt", "and 20 suffered injuries in Jos": the number is told
    with a verb of its own."""
    if any(t.lemma in _HARM for t in words):
        return True
    verbs = [sentence.head(t) for t in words if t.dep in ("nsubj", "nsubjpass")]
    return any(v.index > words[-1].index and v.lemma in VERB_MEASURE for v in verbs)


def _is_old(tokens: Sequence[Token], at: int) -> bool:
    """Whether the number is what a toll has risen or fallen from: "31, up from 24 on Sunday"."""
    return at > 1 and tokens[at - 1].lower in _FROM and tokens[at - 2].lower in _UP


def is_old_toll(draft: Draft) -> bool:
    """Whether it only tells what a toll has come from: its day is that of the count, and of no event."""
    starts = {f.start for f in draft.figures}
    return any(t.start in starts and _is_old(draft.sentence.tokens, t.index) for t in draft.sentence.tokens)


def _named(tokens: Sequence[Token], at: int, evidence: Evidence) -> tuple[PlaceMention | TimeMention, int] | None:
    """The place or time right after a preposition at this index ("two more in Tyre"), and the index behind it."""
    at += at < len(tokens) and tokens[at].lower in _FURTHER
    if at >= len(tokens) or tokens[at].lower not in _LEADING:
        return None
    for token in tokens[at + 1 : at + 1 + _REACH]:
        mention = evidence.place(token) or evidence.time(token)
        if mention is not None:
            return mention, next((t.index for t in tokens[token.index :] if t.start >= mention.end), len(tokens))
        if token.pos in ("VERB", "AUX", "PUNCT") or token.tag == "PRP$":
            return None
    return None


def _respective(sentence: Sentence, evidence: Evidence) -> Iterator[Deal]:
    """ "Attacks on A and B injured six and two people, respectively", "respectively killed six and two people"."""
    each = next((t for t in sentence.tokens if t.lower in _EACH), None)
    if each is None:
        return
    counts = {c.start: c for c in evidence.counts_in.get(sentence.index, ())}
    valued: list[tuple[Span, float, CountMention | None]] = []
    for token in sentence.tokens:
        count = counts.get(token.start)
        value = count.low or count.high if count else evidence.value(token)
        if value and (count or not valued or token.start >= valued[-1][0].end):
            valued.append((count or token, value, count))
    before = [told for told in valued if told[0].start < each.start]
    numbers = before if len(before) > 1 else [told for told in valued if told[0].start > each.start]
    places = [p for p in evidence.places_in.get(sentence.index, ()) if p.start < each.start and p.locative]
    if len(numbers) < 2:
        return
    named: list[PlaceMention | None] = (
        [*places[: len(numbers)]] if len(places) >= len(numbers) else [None] * len(numbers)
    )
    for (span, value, count), place in zip(numbers, named, strict=True):
        yield Deal(Span(start=span.start, end=span.end), value, place, count)


def told_out(draft: Draft, deals: Sequence[Deal]) -> list[Draft]:
    """The draft with what is its own, and one more for each number that is dealt out after its figure."""
    base = next((f for f in draft.figures if f.measure in _DEALT), None)
    if base is None or not deals:
        return [draft]
    heads = {d.span.start for d in deals}
    own = tuple(f for f in draft.figures if not any(f.start <= start < f.end for start in heads))
    respective = base not in own
    if all(deal.of is None for deal in deals):
        dealt = tuple(figure for deal in deals if (figure := _dealt(base, deal)))
        draft.decide("dealt out to the parties named", figures=dealt)
        return [draft]
    found = [] if respective else [draft]
    if not respective and own != draft.figures:
        draft.decide("numbers dealt out to other places or days", figures=own)
    for number, deal in enumerate(deals, 1):
        if not respective and deal.span.start < base.end:
            continue
        figure = _dealt(base, deal)
        found += [_another(draft, figure, deal, number)] if figure else []
    return [d for d in found if d.figures and not _is_nothing(d.figures)]


def _dealt(base: Figure, deal: Deal) -> Figure | None:
    start, end = deal.span.start, deal.span.end
    if deal.count is not None and (deal.count.noun or deal.count.bound != "exact"):
        told = deal.count if deal.count.noun else replace(deal.count, unit=base.unit)
        return make_figure(told, base.measure)
    return replace(base, start=start, end=end, low=deal.value, high=deal.value, bound="exact", part=False)


def _another(draft: Draft, figure: Figure, deal: Deal, number: int) -> Draft:
    if isinstance(deal.of, PlaceMention):
        return draft.another(figures=(figure,), place=deal.of, place_given=True, part=number)
    assert deal.of is not None
    when = When(earliest=deal.of.earliest, latest=deal.of.latest, mention=deal.of)
    return draft.another(figures=(figure,), time=when, time_given=True, part=number)


def _is_nothing(figures: Sequence[Figure]) -> bool:
    return all(f.low == 0 and f.high == 0 for f in figures) and len(figures) == 1 and figures[0].unit != "people"

"""Dealing: one number told out by place or by day ("four were killed in Nabatieh, two in Tyre and one in Khiam").

The numbers after the first lean on its verb: each with its own place or day is a claim of its own. "Respectively" deals
the numbers of one list to the names of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.claims.bind.enclosed import relative_over
from sayso.claims.bind.measures import VERB_MEASURE, is_one_thing, make_figure
from sayso.claims.bind.people import HUMAN
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.words import OF
from sayso.lang import lexicon
from sayso.model import PERSONS, CountMention, Figure, PlaceMention, Role, Sentence, Span, TimeMention, Token
from sayso.model.claims import When

__all__ = ["Deal", "deals_in", "is_old_toll", "told_elsewhere", "told_out"]

WORDS = lexicon("claims")
_FURTHER, _EACH = WORDS["dealing.further"], WORDS["dealing.respectively"]
_FROM, _UP = WORDS["dealing.from"], WORDS["dealing.up"]
_REACH = 4
_LISTING = WORDS["dealing.listing"]
_REST, _NONE = WORDS["dealing.rest"], -1.0
WHOLE = -1
"""The part of a draft that has the sum of what is dealt out: its place and day are those of all of it."""
_DEALT = HUMAN | {"affected", "destroyed", "damaged", "intercepted", "launched"}


Mention = PlaceMention | TimeMention


@dataclass(frozen=True, slots=True)
class Deal:
    """A number with the place or time that it belongs to, None where it belongs to a party. ``span``: its words;
    ``count``: with a noun or a bound of its own."""

    span: Span
    value: float
    of: Mention | None
    count: CountMention | None = None


def deals_in(sentence: Sentence, evidence: Evidence) -> tuple[Deal, ...]:
    """The numbers that a sentence deals out after a first one, each with its place or time; () for none."""
    told = tuple(_respective(sentence, evidence)) or tuple(_beside(sentence, evidence))
    return told or tuple(_listed(sentence, evidence))


def told_elsewhere(draft: Draft, deals: Sequence[Deal], evidence: Evidence) -> frozenset[int]:
    """The starts of the places and times of the numbers; what is told after them has none of those before it: "four
    were killed in Tyre and two in Khiam, and 30 were wounded"."""
    mentions = [deal.of for deal in deals if deal.of]
    after = mentions and all(of.end < draft.trigger.start for of in mentions)
    if after and relative_over(draft.sentence, draft.trigger) is None:  # not "in Khiam, where 30 were wounded"
        mentions += [m for m in _alike(mentions[0], draft.sentence, evidence) if m.end < mentions[0].start]
    return frozenset(of.start for of in mentions)


def _beside(sentence: Sentence, evidence: Evidence) -> list[Deal]:
    """ "Nyala (11), Kutum (four)", "2 (Nyala), 1 (Kutum)", "Nyala 11, Kutum 4", "on 5 March 11, on 7 March 4": numbers
    right beside their places or days."""
    tokens, found = sentence.tokens, list[Deal]()
    named = (evidence.places_in.get(sentence.index, ()), evidence.times_in.get(sentence.index, ()))
    for mention in sorted((m for mentions in named for m in mentions), key=lambda m: m.start):
        words = sentence.within(mention)
        behind = [t for t in tokens[words[-1].index + 1 :][:2] if t.text != "("]
        inside = words[0].index > 1 and tokens[words[0].index - 1].text == "("
        number = tokens[words[0].index - 2] if inside else behind[0] if behind else words[0]
        value = evidence.value(number) if number.tag == "CD" and number is not tokens[-1] else None
        if value and tokens[number.index + 1].pos in ("PUNCT", "CCONJ"):
            found.append(Deal(Span(start=number.start, end=number.end), value, mention))
    return found if len(found) > 1 else []


def _listed(sentence: Sentence, evidence: Evidence) -> Iterator[Deal]:
    """ ", two in Tyre and about ten in Khiam": a joining word, a number, a preposition, a name; once or more."""
    tokens = sentence.tokens
    counts = {c.start: c for c in evidence.counts_in.get(sentence.index, ())}
    at = 1
    while at < len(tokens) - 1:
        alone = tokens[at].lower in WORDS["dealing.another"] and tokens[at + 1].lower in WORDS["dealing.leading"]
        number = at + (tokens[at].lower in _FURTHER and not alone)
        count = counts.get(tokens[at].start) or counts.get(tokens[number].start)
        value = count.low or count.high if count else 1.0 if alone else evidence.value(tokens[number])
        value = _NONE if tokens[number].lower in _REST else value
        told = tokens[at - 1].lower in WORDS["dealing.joining"] or _is_old(tokens, at)
        behind = sentence.within(count)[-1].index + 1 if count else number + 1
        found = _named(tokens, behind, evidence) if value and told else None  # "and the rest in Tyre"
        if count is not None and count.noun and found:
            joined = tokens[at - 1].lower in _LISTING and _is_beside(count, found[0], sentence, evidence)
            found = found if joined else None
        tells = any(t.start in evidence.source_words for t in tokens[at:behind])
        if found is None or value is None or tells or _has_verb(sentence, tokens[at:behind], counts):
            at += 1
            continue
        mention, following = found
        if alone and following < len(tokens) and tokens[following].tag == "CD":  # "another in Tyre four"
            value, number, following = evidence.value(tokens[following]) or 1.0, following, following + 1
        if tokens[at - 1].lower in WORDS["dealing.and"] and not _is_told_before(
            mention, tokens[at], sentence, evidence
        ):
            at = following
            continue
        span = count or Span(start=tokens[number].start, end=tokens[number].end)
        yield Deal(span, value, mention, count)
        at = following


def _is_told_before(of: Mention, number: Token, sentence: Sentence, evidence: Evidence) -> bool:
    """Whether what a number joined by "and" adds to has a place or day too: not "a guard and two others in Goma"."""
    return any(m.end <= number.start for m in _alike(of, sentence, evidence))


def _alike(of: Mention, sentence: Sentence, evidence: Evidence) -> Sequence[Mention]:
    """The places of a sentence, or its times, whichever this one is."""
    return (evidence.places_in if isinstance(of, PlaceMention) else evidence.times_in).get(sentence.index, ())


def _is_beside(count: CountMention, of: Mention, sentence: Sentence, evidence: Evidence) -> bool:
    """ "Two soldiers in Goma and a priest in Sake": whether the count before has a place or day of its own."""
    before = [c for c in evidence.counts_in.get(sentence.index, ()) if c.end <= count.start][-1:]
    told = [count, *(c for c in before if c.noun)]
    if count.part_of is not None or any(c.unit not in PERSONS for c in told):
        return False
    return any(c.end <= m.start < count.start for c in before for m in _alike(of, sentence, evidence))


def _has_verb(sentence: Sentence, words: Sequence[Token], counts: Mapping[int, CountMention]) -> bool:
    """ "Killed two in Goma, and three women in Sake were hurt", "and 20 suffered injuries in Jos": the number is told
    with a verb of its own."""
    verbs = [sentence.head(t) for t in words if t.dep in ("nsubj", "nsubjpass")]
    behind = [v for v in verbs if v.index > words[-1].index and v.lemma in VERB_MEASURE]
    return any(not any(words[-1].end < start < v.start for start in counts) for v in behind)


def _is_old(tokens: Sequence[Token], at: int) -> bool:
    """Whether the number is what a toll has risen or fallen from: "31, up from 24 on Sunday"."""
    return at > 1 and tokens[at - 1].lower in _FROM and tokens[at - 2].lower in _UP


def is_old_toll(draft: Draft) -> bool:
    """Whether it only tells what a toll has come from: its day is that of the count, and of no event."""
    starts = {f.start for f in draft.figures}
    return any(t.start in starts and _is_old(draft.sentence.tokens, t.index) for t in draft.sentence.tokens)


def _named(tokens: Sequence[Token], at: int, evidence: Evidence) -> tuple[Mention, int] | None:
    """The place or time right after a preposition at this index ("two more in Tyre"), and the index behind it."""
    if at < len(tokens) and tokens[at].lower in OF:  # "four members of one family in Tyre"
        at = next((t.index for t in tokens[at : at + _REACH] if t.lower in WORDS["dealing.leading"]), at)
    aside = tokens[at + 1 : at + 3 + _REACH] if at < len(tokens) and tokens[at].text == "," else ()
    if any(t.lower in WORDS["dealing.parts"] for t in aside):  # "five boys, two of them brothers, in Tyre"
        at = next((t.index + 1 for t in aside if t.text == ","), at)
    at += at < len(tokens) and tokens[at].lower in _FURTHER
    at += at < len(tokens) and tokens[at].lower in WORDS["dealing.were"]  # "six were in Jos and two in Bama"
    day = evidence.time(tokens[at]) if at < len(tokens) else None  # "and two the next day"
    if at >= len(tokens) or (tokens[at].lower not in WORDS["dealing.leading"] and day is None):
        return None
    for token in tokens[at + (day is None) : at + 1 + _REACH]:
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
        if count is not None and is_one_thing(count):
            continue
        if value and (count or not valued or token.start >= valued[-1][0].end):
            valued.append((count or token, value, count))
    before = [told for told in valued if told[0].start < each.start]
    numbers = before if len(before) > 1 else [told for told in valued if told[0].start > each.start]
    places = [p for p in evidence.places_in.get(sentence.index, ()) if p.start < each.start and p.locative]
    days = [t for t in evidence.times_in.get(sentence.index, ()) if t.start < each.start and t.latest]
    if len(numbers) < 2 or 1 < len(places) < len(numbers):
        return
    told = (named for named in (places, days) if len(named) >= len(numbers))
    named: Sequence[Mention | None] = next(told, [None] * len(numbers))
    behind = (told for told in valued if told[0].start > each.start and not (told[2] and told[2].noun))
    further = list(behind) if numbers is before else []
    if len(further) == len(numbers) and named[0]:  # "killed three and one, respectively, and wounded 12 and nine"
        numbers, named = [*numbers, *further], [*named[: len(numbers)]] * 2
    for (span, value, count), of in zip(numbers, named, strict=False):
        yield Deal(Span(start=span.start, end=span.end), value, of, count)


def told_out(draft: Draft, deals: Sequence[Deal]) -> list[Draft]:
    """The draft with what is its own, and one more for each number that is dealt out after its figure."""
    base = next((f for f in draft.figures if f.measure in _DEALT), None)
    if base is None or not deals:
        return [draft]
    heads = {d.span.start for d in deals}
    own = tuple(
        f for f in draft.figures
        if not any(f.start <= start < f.end for start in heads) and not (f.part and f.start > min(heads))
    )  # fmt: skip
    respective = base not in own
    deals = _of_verb(draft, deals) if respective else deals
    if all(deal.of is None for deal in deals):
        dealt = tuple(figure for deal in deals if (figure := _dealt(base, deal)))
        draft.decide("dealt out to the parties named", figures=dealt)
        return [draft]
    targets = draft.targets
    if not respective:
        kept = tuple(r for r in targets if not any(d.count and d.count.contains(r) for d in deals))
        draft.decide("done to others elsewhere", targets=kept or targets)
    found = [] if respective else [draft]
    if not respective and own != draft.figures:
        draft.decide("numbers dealt out to other places or days", figures=own)
        if any(deal.count and deal.count.part_of == base.start for deal in deals):
            draft.decide("the sum of what is dealt out", part=WHOLE)
            behind = draft.place.start if draft.place else 0
            if any(t.text == "," for t in draft.sentence.tokens if base.end <= t.start < behind):
                draft.decide("the place is that of a part", place=None, place_given=False)
    for number, deal in enumerate(deals, 1):
        if (not respective and deal.span.start < base.end) or deal.value == _NONE:
            continue
        figure = _dealt(base, deal)
        if figure:
            counted = deal.count if deal.count and deal.count.noun else None
            theirs = tuple(r for r in targets if counted and counted.contains(r))
            found.append(_another(draft, figure, deal, number, theirs if counted else draft.targets))
    return [d for d in found if d.figures]


def _of_verb(draft: Draft, deals: Sequence[Deal]) -> Sequence[Deal]:
    """ "Killed a farmer and wounded six boys respectively", "14 and nine were respectively killed and wounded": where
    each number has a verb of its own, that of the draft's; of two lists of numbers the one behind it."""
    verbs = [t for t in draft.sentence.tokens if t.lemma in VERB_MEASURE and t.pos == "VERB"]
    numbers, starts = [deal.span.start for deal in deals], [t.start for t in verbs]
    size = len({deal.of.start for deal in deals if deal.of})
    if size and len(deals) == 2 * size:
        second = any(deals[size].span.start == f.start for f in draft.figures)
        return deals[size:] if second else deals[:size]
    if len(verbs) != len(deals) or draft.trigger not in verbs:
        return deals
    woven = [at for pair in zip(starts, numbers, strict=True) for at in pair]
    alone = starts[0] > numbers[-1] or woven == sorted(woven)
    return deals[verbs.index(draft.trigger) :][:1] if alone else deals


def _dealt(base: Figure, deal: Deal) -> Figure | None:
    start, end = deal.span.start, deal.span.end
    if deal.count is not None and (deal.count.noun or deal.count.bound != "exact"):
        told = deal.count if deal.count.noun else replace(deal.count, unit=base.unit)
        return make_figure(told, base.measure)
    return replace(base, start=start, end=end, low=deal.value, high=deal.value, bound="exact", part=False)


def _another(draft: Draft, figure: Figure, deal: Deal, number: int, targets: tuple[Role, ...]) -> Draft:
    if isinstance(deal.of, PlaceMention):
        return draft.another(figures=(figure,), targets=targets, place=deal.of, place_given=True, part=number)
    assert deal.of is not None
    when = When(earliest=deal.of.earliest, latest=deal.of.latest, mention=deal.of)
    return draft.another(figures=(figure,), targets=targets, time=when, time_given=True, part=number)

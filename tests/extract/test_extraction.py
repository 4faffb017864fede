"""Producers' proposals: held against text and vocabulary, merged, and made into claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract import Extraction, FigureProposal, Proposal, SourceProposal, judge, merged
from sayso.extract.judging import claim_id
from sayso.model import FieldConfidence, Reading, Span
from sayso.service.reading import Reader

TEXT = "Rebels shelled the market of Goma on Monday, killing nine people, a doctor said.\n\nThe town was quiet."
DAY = date(2024, 8, 14)


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    return reader.read_text(TEXT, published=DAY)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def proposal(words: str = "shelled", kind: str = "shelling", producer: str = "words", **more: object) -> Proposal:
    made = Proposal(
        producer=producer, type=kind, status="asserted", trigger=span(words), confidence=0.6, why=f"{producer}/1"
    )
    return replace(made, **more)  # type: ignore[arg-type]


class Keyword:
    """A second, trivial producer: every given word is the event."""

    name = "keyword"

    def __init__(self, word: str, kind: str) -> None:
        self._word, self._kind = word, kind

    def __call__(self, reading: Reading) -> list[Proposal]:
        return [proposal(self._word, self._kind, self.name)] if self._word in reading.document.text else []


def test_spans_become_what_the_mentions_found_there(reading: Reading) -> None:
    given_spans = proposal(
        actors=(span("Rebels"),), targets=(span("market"),), place=span("Goma"), time=span("Monday"),
        figures=(FigureProposal(start=span("nine").start, end=span("nine").end, measure="killed"),),
        attribution=SourceProposal(sources=(span("a doctor"),), cue=span("said")),
    )  # fmt: skip
    judged = judge(given_spans, reading)
    claim = judged.claim
    assert claim is not None
    assert not judged.problems
    assert claim.place is not None
    assert claim.place.place.country == "CD"
    assert claim.time is not None
    assert claim.time.earliest == date(2024, 8, 12)
    assert [(f.measure, f.unit, f.low) for f in claim.figures] == [("killed", "people", 9)]
    assert [source.name for source in claim.sources] == ["doctor"]
    assert claim.rule == "words/1"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"type": "battle"}, "type 'battle' is not one of"),
        ({"status": "sure"}, "status 'sure' is not one of"),
        ({"trigger": Span(start=5, end=5000)}, "is no stretch of the text"),
        ({"trigger": Span(start=7, end=7)}, "is no stretch of the text"),
    ],
)
def test_an_event_that_is_none_is_refused(reading: Reading, wrong: dict[str, object], told: str) -> None:
    judged = judge(replace(proposal(), **wrong), reading)  # type: ignore[arg-type]
    assert judged.claim is None
    assert told in judged.problems[0]


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        ({"place": span("quiet")}, "place", "no place was found"),
        ({"time": span("quiet")}, "time", "no day was found"),
        ({"place": Span(start=-1, end=4)}, "place", "is no stretch of the text"),
    ],
)
def test_a_wrong_field_is_left_empty(reading: Reading, wrong: dict[str, object], field: str, told: str) -> None:
    """A wrong fact is worse than a gap."""
    judged = judge(replace(proposal(), **wrong), reading)  # type: ignore[arg-type]
    assert judged.claim is not None
    assert getattr(judged.claim, field) is None
    assert told in judged.problems[0]


def test_a_claims_id_follows_from_document_and_words(reading: Reading) -> None:
    """Else a decision on a claim is lost when better rules read it as another type."""
    one = judge(proposal(), reading).claim
    other = judge(proposal(kind="clash", producer="learned"), reading).claim
    assert one is not None
    assert other is not None
    assert one.id == other.id == claim_id(reading.document.id, span("shelled"))
    assert claim_id("x", span("shelled"), 1) != claim_id("x", span("shelled"))


def test_two_claims_of_one_trigger_have_ids_of_their_own(reader: Reader) -> None:
    reading = reader.read_text("Rebels captured the towns of Goma and Sake on Monday.", published=DAY)
    ids = [claim.id for claim in reading.claims]
    assert len(ids) == len(set(ids)) == 2


def test_two_producers_of_one_event_give_one_claim(reading: Reading) -> None:
    claims = Extraction([Keyword("shelled", "shelling"), Keyword("shelled", "shelling")])(reading)
    assert [claim.type for claim in claims] == ["shelling"]
    assert claims[0].confidence == pytest.approx(0.84)
    assert claims[0].rule == "keyword/1"


def test_the_first_producers_word_holds_and_doubt_shows(reading: Reading) -> None:
    (claim,) = Extraction([Keyword("shelled", "shelling"), Keyword("shelled", "clash")])(reading)
    assert claim.type == "shelling"
    assert claim.confidence == pytest.approx(0.48)


def test_what_only_the_second_finds_is_added_in_the_order_of_the_text(reading: Reading) -> None:
    claims = Extraction([Keyword("killing", "casualties"), Keyword("shelled", "shelling")])(reading)
    assert [claim.type for claim in claims] == ["shelling", "casualties"]


def test_the_second_fills_what_the_first_leaves_empty(reading: Reading) -> None:
    (joined,) = merged([proposal(actors=(span("Rebels"),))], [proposal(place=span("Goma"))], reading)
    assert joined.actors
    assert joined.place == span("Goma")


def test_how_sure_a_field_is_goes_with_the_field(reading: Reading) -> None:
    """Else the place of one producer would be shown with the other's doubt."""
    first = proposal(actors=(span("Rebels"),), field_confidence=FieldConfidence(actors=0.9, place=0.2))
    second = proposal(place=span("Goma"), field_confidence=FieldConfidence(actors=0.1, place=0.8))
    (joined,) = merged([first], [second], reading)
    assert (joined.field_confidence.actors, joined.field_confidence.place) == (0.9, 0.8)
    claim = judge(joined, reading).claim
    assert claim is not None
    assert claim.field_confidence == joined.field_confidence


_SPANS = st.tuples(st.integers(-3, len(TEXT) + 5), st.integers(-3, len(TEXT) + 5)).map(
    lambda ends: Span(start=ends[0], end=ends[1])
)


@given(trigger=_SPANS, place=_SPANS, role=_SPANS, figure=_SPANS, source=_SPANS)
def test_nothing_outside_the_text_ever_reaches_a_claim(
    reading: Reading, trigger: Span, place: Span, role: Span, figure: Span, source: Span
) -> None:
    """Whatever a producer makes up, every span of a claim quotes the text."""
    counted = FigureProposal(start=figure.start, end=figure.end, measure="killed")
    made = proposal(
        trigger=trigger, place=place, time=place, actors=(role,), targets=(role,), figures=(counted,),
        attribution=SourceProposal(sources=(source,)),
    )  # fmt: skip
    claim = judge(made, reading).claim
    if claim is None:
        return
    spans = [claim.trigger, claim.sentence, *claim.actors, *claim.targets, *claim.figures, *claim.sources]
    assert all(0 <= s.start < s.end <= len(TEXT) for s in spans)

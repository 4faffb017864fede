"""Drafts: a field is told once, changed only by a decision that keeps what was there and why."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.claims import RuleProducer
from sayso.claims.records import Detected, Draft
from sayso.gazetteer import Gazetteer
from sayso.grammar.frames import Frame
from sayso.model import Reading, Sentence, Span, Token
from sayso.rules import load_rulebook
from sayso.rules.events import EventRule
from sayso.service.reading import Reader
from sayso.stage import Resources


def draft() -> Draft:
    token = Token(start=0, end=6, index=0, text="shelled", lemma="shell", pos="VERB", tag="VBD", dep="ROOT", head=0)
    sentence = Sentence(start=0, end=6, index=0, block=0, paragraph=0, kind="body", tokens=(token,))
    rule = EventRule(id="shell", type="shelling", when=("shell/VERB",))
    frame = Frame(sentence=sentence, trigger=token, verb=token)
    found = Detected(rule=rule, trigger=token, words=(token,), frame=frame, span=Span(start=0, end=6))
    return Draft(detected=found, type="shelling")


def test_a_field_is_never_assigned() -> None:
    """Else a later step could overwrite an earlier one's word in silence."""
    one = draft()
    with pytest.raises(AttributeError, match=r"tell\(\) or decide\(\)"):
        one.status = "denied"
    assert one.status == "asserted"


def test_a_field_is_told_once() -> None:
    one = draft()
    one.tell(status="denied", actors=())
    with pytest.raises(ValueError, match="status told twice"):
        one.tell(status="asserted")
    assert one.status == "denied"


def test_a_decision_keeps_what_was_there_and_why() -> None:
    one = draft()
    one.tell(status="uncertain")
    one.decide("asserted by the accuser", status="asserted", type="clash")
    assert (one.status, one.type) == ("asserted", "clash")
    assert [(d.reason, d.field, d.before) for d in one.decisions] == [
        ("asserted by the accuser", "status", "uncertain"),
        ("asserted by the accuser", "type", "shelling"),
    ]


def test_what_stays_as_it_was_is_no_decision() -> None:
    one = draft()
    one.decide("nothing new", status="asserted")
    assert one.decisions == ()


def test_who_is_dropped_says_why() -> None:
    one = draft()
    one.drop("goes on the claim of the attack")
    assert one.dropped
    assert one.decisions[-1].reason == "goes on the claim of the attack"


def test_a_further_draft_of_a_trigger_can_be_told_anew() -> None:
    one = draft()
    one.tell(part=0, targets=())
    two = one.another(part=2)
    assert (two.part, one.part, two.trigger) == (2, 0, one.trigger)
    two.tell(targets=())


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources(rulebook=load_rulebook(), gazetteer=Gazetteer.open(()), model="none")


def reading_of(reader: Reader, text: str) -> Reading:
    return reader.read_text(text, published=date(2024, 8, 14))


def test_the_way_of_a_claim_can_be_read_off_its_draft(reader: Reader, resources: Resources) -> None:
    """The reason stands beside the value, so that a coder sees why a toll went onto an attack."""
    reading = reading_of(reader, "Nine people were killed when rebels shelled the market of Goma on Monday.")
    producer = RuleProducer(resources)
    (told,) = producer.drafts(reading)
    reasons = {decision.reason for decision in told.decisions}
    assert "its toll is told with it" in reasons
    assert told.figures
    assert told.harms


def test_another_step_stands_in_for_the_rules_own(reader: Reader, resources: Resources) -> None:
    """A learned selector has the signature of the rules' own."""

    def nothing(draft: Draft, story: object, beside: object) -> bool:
        return False

    reading = reading_of(reader, "Rebels captured Goma on Monday.")
    assert RuleProducer(resources)(reading)
    assert RuleProducer(resources, select=nothing)(reading) == []

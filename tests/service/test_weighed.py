"""How claims were weighed: the model's likelihoods beside the rules."""

from __future__ import annotations

from sayso.service.explaining import weighed
from sayso.service.reading import Reader

TEXT = "Rebels captured Goma on Monday, the army said. Three rockets hit the market, killing two people."


def test_each_claim_is_told_with_its_words_and_the_models_likelihood(reader: Reader) -> None:
    reading = reader.read_text(TEXT)
    told = weighed(reader.resources, reading)
    kept = [one for one in told if one.confidence is not None and not one.why]
    assert [(one.span, one.type, one.rule, one.confidence) for one in kept] == [
        (claim.trigger, claim.type, claim.rule, claim.confidence) for claim in reading.claims
    ]
    captured = next(one for one in told if one.type == "capture")
    assert captured.likelihood > 0.5
    assert "rules and model agree; a claim, confidence" in captured.told
    assert all(0 <= likelihood <= 1 for one in told for _, likelihood in one.others)
    assert all(one.type not in dict(one.others) for one in told)


def test_what_was_dropped_says_why(reader: Reader) -> None:
    reading = reader.read_text(
        "Rebels captured Goma. The mayor slept. A shop opened. The attack on the economy killed talk of a merger."
    )
    dropped = [one for one in weighed(reader.resources, reading) if one.why]
    assert [one.type for one in dropped] == ["clash"]
    assert all(one.confidence is not None and one.confidence < 0.25 for one in dropped)
    assert "dropped, a coder would hardly have it" in dropped[0].told
    assert {one.span for one in dropped}.isdisjoint(claim.trigger for claim in reading.claims)


def test_a_text_without_events_has_nothing_to_weigh(reader: Reader) -> None:
    assert weighed(reader.resources, reader.read_text("The library opens at nine, the librarian said.")) == []

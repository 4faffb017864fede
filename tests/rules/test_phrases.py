"""Phrases match consecutive tokens, save where they say there may be a gap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Sentence, Token
from sayso.rules.phrases import GAP, PhraseError, PhraseIndex, compile_phrase

CLASSES = {"force": frozenset({"army", "rebel"}), "move": frozenset({"go", "come"})}


def sentence(text: str) -> Sentence:
    """A sentence of ``word/LEMMA/POS`` tokens; lemma and part of speech may be left out (itself; NOUN).

    GERUND is a verb in -ing that stands as a subject.
    """
    tokens, start = [], 0
    for index, part in enumerate(text.split()):
        word, lemma, pos = [*part.split("/"), "", ""][:3]
        lemma, tag = lemma or word.lower(), "VBG" if pos == "GERUND" else "NN"
        pos = "VERB" if pos == "GERUND" else pos or "NOUN"
        tokens.append(
            Token(
                start=start, end=start + len(word), index=index, text=word, lemma=lemma, pos=pos, tag=tag, dep="nsubj",
                head=0,
            )
        )  # fmt: skip
        start += len(word) + 1
    return Sentence(start=0, end=start - 1, index=0, block=0, paragraph=0, kind="body", tokens=tuple(tokens))


def matched(phrase: str, text: str) -> list[str]:
    found = PhraseIndex([(compile_phrase(phrase, CLASSES), phrase)]).find(sentence(text))
    return [" ".join(t.text for t in tokens) for tokens, _ in found]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("army", "The Army left", ["Army"]),
        ("leave", "They left/leave/VERB", ["left"]),
        ("left", "They left/leave/VERB", ["left"]),
        ("army|rebel", "army met rebels/rebel", ["army", "rebels"]),
        ("leave/VERB", "leave/leave/NOUN then left/leave/VERB", ["left"]),
        ("advance/NOUN", "an Advance/advance/PROPN", ["Advance"]),
        ("shell/NOUN", "shelled/shell/VERB", []),
        ("shell/NOUN", "Shelling/shell/GERUND went on", ["Shelling"]),
        ("*/VERB off", "set/set/VERB off then kick/kick/NOUN off", ["set off"]),
        ("@force", "the rebels/rebel and the army", ["rebels", "army"]),
        ("@move/VERB in", "came/come/VERB in", ["came in"]),
        ("state of? emergency", "state emergency or state of emergency", ["state emergency", "state of emergency"]),
        ("shoot * down", "shoot it down", ["shoot it down"]),
        ("shoot ... down", "shoot two big red drones down", ["shoot down"]),
        ("shoot ... down", "shoot down", ["shoot down"]),
        ("shoot ... down", "shoot one two three four five down", []),
        ("shoot ... down", "shoot , they fell down", []),
        ("fire on", "fire rained on", []),
    ],
)
def test_each_element(phrase: str, text: str, expected: list[str]) -> None:
    assert matched(phrase, text) == expected


def test_longer_matches_of_one_start_come_first() -> None:
    index = PhraseIndex([(compile_phrase(p, CLASSES), p) for p in ("set", "set off", "set ... fire")])
    found = [payload for _, payload in index.find(sentence("set off the fire"))]
    assert found[0] in ("set off", "set ... fire")
    assert found[-1] == "set"


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("", "matches nothing"),
        ("... ...", "matches nothing"),
        ("of?", "matches nothing"),
        ("... fire", "must begin with a word"),
        ("the? army", "must begin with a word"),
        ("@nobody left", "unknown word class '@nobody'; valid: force, move"),
    ],
)
def test_a_phrase_that_makes_no_sense_is_refused(phrase: str, problem: str) -> None:
    with pytest.raises(PhraseError) as caught:
        compile_phrase(phrase, CLASSES)
    assert problem in str(caught.value)


WORDS = st.sampled_from(["army", "rebel", "left", "of", "a", "down", ",", "."])
ELEMENTS = st.sampled_from(["army", "left|down", "@force", "*", "...", "of?", "a?", "army/NOUN", "*/VERB"])


@given(st.lists(ELEMENTS, min_size=1, max_size=5), st.lists(WORDS, min_size=1, max_size=12))
def test_matched_tokens_are_consecutive_save_for_gaps(elements: list[str], words: list[str]) -> None:
    try:
        phrase = compile_phrase(" ".join(elements), CLASSES)
    except PhraseError:
        return
    for tokens, _ in PhraseIndex([(phrase, None)]).find(sentence(" ".join(words))):
        indexes = [t.index for t in tokens]
        gaps = sum(e.gap for e in phrase.elements)
        required = sum(not e.optional and not e.gap for e in phrase.elements)
        assert indexes == sorted(set(indexes))
        assert required <= len(tokens) <= len(phrase.elements) - gaps
        skipped = [b - a - 1 for a, b in pairwise(indexes)]
        assert sum(s > 0 for s in skipped) <= gaps
        assert sum(skipped) <= GAP * gaps
        if not gaps:
            assert not any(skipped)
        between = [w for a, b in pairwise(indexes) for w in words[a + 1 : b]]
        assert not set(between) & {",", "."}, "a gap reaches over a comma or a full stop"

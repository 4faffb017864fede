"""What opens a sentence before a saying that is put in belongs to what is told."""

from __future__ import annotations

import pytest

from sayso.model import Sentence, Token
from sayso.service.reading import Reader


def _sentence(text: str, reader: Reader) -> Sentence:
    return reader.read_text(text).sentences[0]


def _above(sentence: Sentence, word: str) -> Token:
    return sentence.head(next(t for t in sentence.tokens if t.text == word))


@pytest.mark.parametrize("told", ["police said on Saturday", "the army said", "officials reported Friday"])
def test_a_place_before_a_saying_put_in_hangs_on_what_is_told(told: str, reader: Reader) -> None:
    """Else the place becomes the source, and the bombing takes the town of the event before."""
    sentence = _sentence(f"Near Kano, {told}, a roadside bomb killed three soldiers.", reader)
    near = sentence.tokens[0]
    assert (near.pos, _above(sentence, "Kano").text, sentence.head(near).text) == ("ADP", "Near", "killed")


def test_what_is_said_there_stays_with_the_saying(reader: Reader) -> None:
    sentence = _sentence("In Kano, the army said that a roadside bomb had killed three soldiers in Jos.", reader)
    assert sentence.head(sentence.tokens[0]).text == "said"

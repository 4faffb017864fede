"""What sayso does in the place of parts of spaCy gives what they give."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sayso.syntax import DEFAULT_MODEL, load_model
from sayso.syntax.alike import Alike
from sayso.syntax.attributes import Attributes
from sayso.syntax.names import Names
from sayso.syntax.parsing import Parsing

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
ODD = (
    "Let's go, y'all ain't seen nothin' and there's more; c'm on, it 's gonna be him you gotta see, 'em or 'nuff.",
    "I saw you and it saw me, but  only  just. \n\n  The    end",
    "Ali",
    "Ali Hassan of the Free Army of the Sons of Kivu and Goma, Bukavu, North Kivu and the 5th Brigade said: 'No.'",
    "\u00a0 \t",
    "OCHA UNHCR ICRC MSF 12,000 on Monday 5 May 2024 at $5 million, 40%",
)


@cache
def pipeline() -> Language:
    """The model that our own parsing is made of, loaded once."""
    return load_model(DEFAULT_MODEL)


@cache
def untouched() -> Language:
    """The same as spaCy runs it."""
    return load_model(DEFAULT_MODEL)


def told(doc: Doc) -> list[tuple[object, ...]]:
    """All that is known of the words of a text."""
    return [
        (t.text, t.tag_, t.pos_, t.lemma_, str(t.morph), t.dep_, t.head.i, t.ent_iob, t.ent_type_, t.is_sent_start)
        for t in doc
    ]


@pytest.mark.parametrize("text", [*(path.read_text(encoding="utf-8") for path in EXAMPLES), *ODD])
def test_the_same_as_spacy(text: str) -> None:
    nlp = pipeline()
    paragraphs = text.split("\n\n")
    ours = Parsing(nlp, Alike(()))(paragraphs)
    assert [told(doc) for _, doc in ours] == [told(doc) for doc in untouched().pipe(paragraphs)]


def test_texts_without_words_among_others() -> None:
    paragraphs = ["", "Rebels took Goma.", "", " ", "Boris Johnson left Kyiv."]
    ours = list(Parsing(pipeline(), Alike(()))(paragraphs))
    assert [told(doc) for _, doc in ours] == [told(doc) for doc in untouched().pipe(paragraphs)]
    assert [[entity.text for entity in doc.ents] for _, doc in ours] == [
        [],
        ["Goma"],
        [],
        [],
        ["Boris Johnson", "Kyiv"],
    ]


def test_nothing_at_all() -> None:
    assert list(Parsing(pipeline(), Alike(()))([])) == []
    assert [len(doc) for doc, _ in Parsing(pipeline(), Alike(()))([""])] == [0]


def test_more_than_are_parsed_at_once() -> None:
    paragraphs = [f"Shells hit Goma on {day} May." for day in range(1, 150)]
    assert [doc.text for doc, _ in Parsing(pipeline(), Alike(()))(paragraphs)] == paragraphs


def test_our_own_stand_in() -> None:
    assert Names.suits(pipeline().get_pipe("ner"))
    assert Attributes.suits(pipeline().get_pipe("attribute_ruler"))
    assert not Names.suits(pipeline().get_pipe("parser"))


def test_a_ruler_whose_rules_look_at_more_is_left_alone() -> None:
    from spacy.pipeline import AttributeRuler

    ruler = AttributeRuler(pipeline().vocab)
    ruler.add([[{"LOWER": "goma"}]], {"TAG": "NNP"})
    assert Attributes.suits(ruler)
    ruler.add([[{"LEMMA": "take"}]], {"TAG": "VBD"})
    assert not Attributes.suits(ruler)


def test_an_abbreviation_keeps_the_norm_that_the_parser_sees() -> None:
    """Without it "on Aug. 2 a bomber and gunmen killed" has no bomber for its subject, and loses its hedge."""
    assert [token.norm_ for token in pipeline()("on Aug. 2")] == ["on", "August", "2"]
    assert [token.text for token in pipeline()("Brig. Gen. Omar Saleh")] == ["Brig.", "Gen.", "Omar", "Saleh"]

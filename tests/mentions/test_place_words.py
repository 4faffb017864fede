"""The words next to a name: what they and the recogniser say of it, by sentences that are written out token by token.

A token is ``text/ENTITY/POS``; ``~`` glues it to the one before; the name stands in brackets.
"""

from __future__ import annotations

from typing import Any, ClassVar, cast

import pytest

from sayso.gazetteer import fold
from sayso.mentions.places import context
from sayso.mentions.places.atlas import Atlas
from sayso.mentions.places.spots import Spot
from sayso.mentions.places.stretch import Stretch
from sayso.model import Sentence, Token


class Cues:
    """A few cue words by kind, in place of the rulebook's."""

    cues: ClassVar = {
        "direction": "north north-east northern",
        "title": "gen president",
        "body": "police",
        "unit": "province",
    }

    def has(self, word: str, *kinds: str) -> bool:
        return any(word in self.cues[kind].split() for kind in kinds)


ATLAS = cast(Atlas, Cues())


def spot(text: str) -> Spot:
    """The name in brackets in its sentence; ``+`` behind it: the next word is taken in."""
    tokens: list[Token] = []
    ends: list[int] = []
    at = 0
    parts = text.replace("+", "").split()
    for n, part in enumerate(parts):
        word, entity, pos = (*part.strip("[]~").split("/"), "", "")[:3]
        ends += [n] * (("[" in part) + ("]" in part))
        glued = n + 1 < len(parts) and parts[n + 1].startswith("~")
        pos = pos or ("PUNCT" if not word.isalnum() else "NUM" if word.isdigit() else
                      "PROPN" if word[0].isupper() else "NOUN")  # fmt: skip
        tokens.append(Token(start=at, end=at + len(word), index=n, text=word, lemma=word.lower(), pos=pos, tag="",
                            dep=cast(Any, "dep"), head=0, entity=entity, space=not glued))  # fmt: skip
        at += len(word) + (not glued)
    first, last = ends or (0, 0)
    sentence = Sentence(start=0, end=at, index=0, block=0, paragraph=0, kind="body", tokens=tuple(tokens))
    name = " ".join(t.text for t in tokens[first : last + 1])
    end = tokens[last + ("+" in text)].end
    return Spot(sentence, first, last, tokens[first].start, end, name, fold(name))


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("in [Basra/GPE] today", True),
        ("in [Basra] today", False),
        ("in [ Gaza/GPE City/ORG ] today", False),
        ("[Kofi/PERSON Basra/GPE] spoke", False),
        ("Bank/ORG of/ORG [Basra/ORG] spoke", False),
        ("the/GPE [Basra/GPE] area", True),
        ("[Basra/GPE] Province/GPE fell", False),
        ("[Basra/GPE] ~'s/GPE streets", True),
        ("Kofi/PERSON [Basra/GPE] Bank/ORG", True),
    ],
)
def test_a_name_is_what_the_recogniser_marked_where_it_is_all_of_it(text: str, exact: bool) -> None:
    """Harm: the town in the name of a bank is where the robbers struck."""
    assert context.is_exact(spot(text.replace("[ ", "[").replace(" ]", "]"))) is exact


@pytest.mark.parametrize(
    ("text", "aged"),
    [
        ("[Karim] , 31 , said", True),
        ("[Karim] , a//DET 40 ~- year ~- old teacher", True),
        ("[Karim] , 31 people said", False),
        ("[Karim] ( 31 )", False),
        ("[Karim] , 31", False),
        ("[Karim] , thirty , said", False),
    ],
)
def test_who_has_an_age_is_a_person(text: str, aged: bool) -> None:
    assert context.is_aged(spot(text)) is aged


@pytest.mark.parametrize(
    ("text", "last", "found"),
    [
        ("northern Mali", 0, ("northern", 0)),
        ("the north ~- ~east fell", 3, ("north-east", 1)),
        ("north ~- ~east", 2, ("north-east", 0)),
        ("the north - east fell", 3, ("", 3)),
        ("the north east fell", 2, ("", 2)),
        ("east of the north fell", 3, ("north", 3)),
    ],
)
def test_a_direction_may_be_of_two_words(text: str, last: int, found: tuple[str, int]) -> None:
    assert context.direction_to(spot(text).sentence.tokens, last, ATLAS) == found


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("[GOMA] - Nine were killed", True),
        ("[GOMA] ~\u2014 ~Nine were killed", True),
        ("[GOMA] ~- ~based lawyers met", False),
        ("[Goma] - Nine were killed", False),
        ("[Goma] ( Agency ) - Nine were killed", True),
        ("GOMA , Republic of the [Congo] ( Agency ) - Nine", True),
        ("GOMA , near [Congo] ( Agency ) - Nine", False),
        ("GOMA , Seized//VERB [Gao] - Nine", False),
        ("GOMA , SEIZED//VERB [GAO] - Nine", True),
        ("GOMA , A , B , [Gao] - Nine", True),
        ("GOMA , A , B , C [Gao] - Nine", False),
        ("[GOMA] Nine were killed", False),
    ],
)
def test_a_dateline_opens_a_report_and_holds_nothing_but_names(text: str, opens: bool) -> None:
    """Harm: where the correspondent sits is where the bomb went off, or the other way round."""
    assert context.is_dateline(spot(text)) is opens


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("[Basra] .", True),
        ("[Basra] !", True),
        ("[Basra] ?", False),
        ("The [Basra] .", False),
        ("[Basra] : nine killed", True),
        ("[Basra] - nine killed", True),
        ("* [Basra] : nine killed", True),
        ("In [Basra] : nine killed", False),
        ("[Basra]+ region : nine killed", True),
        ("[Basra] region : nine killed", False),
        ("[Basra] ~: ~09 nine killed", False),
        ("[Basra] ~- based lawyers", False),
        ("[basra] : nine killed", False),
        ("[Basra]", False),
    ],
)
def test_a_heading_stands_alone_before_its_mark(text: str, heads: bool) -> None:
    assert context.is_heading(spot(text)) is heads


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("[Bint Jbeil] : 9 dead", True),
        ("[Bint Jbeil] : homes hit", False),
        ("[Bint Jbeil]+ district : 9 dead", True),
        ("[Sumy] : 9 dead", True),
        ("[Bint Jbeil] :", False),
    ],
)
def test_a_number_behind_a_heading(text: str, counts: bool) -> None:
    assert context.heads_count(spot(text)) is counts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Amina/PERSON Kofi/PERSON Deng/PERSON spoke", {"amina", "deng"}),
        ("Deng/PERSON spoke", set()),
        ("Gen. Deng/PERSON spoke", {"deng"}),
        ("Deng/PERSON spoke in Gen. Basra/GPE", set()),
        ("the Amina/PERSON deng/PERSON spoke", set()),
        ("says Amina/PERSON Deng/PERSON", {"amina", "deng"}),
    ],
)
def test_parts_of_persons_names(text: str, found: set[str]) -> None:
    assert context.surnames((spot(text).sentence,), ATLAS) == found


@pytest.mark.parametrize(
    ("text", "further"),
    [
        ("[Tal] al ~- ~Hawa fell", 3),
        ("[Tal] al - Hawa fell", 0),
        ("[Tal] al ~- ~hawa fell", 0),
        ("[Tal] ~al ~- ~Hawa fell", 0),
        ("[Tal] al ~-", 0),
        ("[Qala] ~- ~e ~- ~Sang fell", 4),
        ("[Qala] ~- ~e ~- ~sang fell", 0),
        ("[Croix] ~- ~des ~- ~Dalles fell", 4),
        ("[Mayi] ~- ~Sang/PROPN fell", 2),
        ("[Mayi] - Sang/PROPN fell", 0),
        ("[Tal] or ~- ~Hawa fell", 0),
    ],
)
def test_a_name_goes_on_behind_a_little_word(text: str, further: int) -> None:
    one: Stretch = spot(text)
    assert context.goes_on(one.sentence.tokens, one.last) == further

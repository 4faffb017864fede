"""What is done to a noun that the parser makes the deed a word of; and directions behind a noun."""

from __future__ import annotations

import pytest
from tests.grammar.trees import tree

from sayso.model import Token
from sayso.syntax.bearings import turned
from sayso.syntax.gerunds import done

LED = (
    "They/PRP/nsubj@razed razed=raze/VBD/ROOT it/PRP/dobj@razed by/IN/prep@razed firing=fire/VBG/amod@shells "
    "shells/NNS/pobj@by into/IN/prep@razed mills/NNS/pobj@into"
)
JOINED = (
    "They/PRP/nsubj@denied denied=deny/VBD/ROOT shelling=shell/VBG/xcomp@denied and/CC/cc@shelling "
    "bombing/NN/conj@shelling villages/NNS/conj@shelling"
)
BY_TROOPS = (
    "It/PRP/nsubjpass@held was/VBD/auxpass@held held=hold/VBN/ROOT by/IN/prep@held "
    "advancing=advance/VBG/amod@troops troops/NNS/pobj@by"
)
UNDER = (
    "came/VBD/ROOT under/IN/prep@came rebel/NN/pobj@under shelling=shell/VBG/advcl@came on/IN/prep@shelling "
    "Monday/NNP/pobj@on"
)
UNDER_FIRE = "came/VBD/ROOT under/IN/prep@came fire/NN/pobj@under shelling=shell/VBG/advcl@came towns/NNS/dobj@shelling"
MORTARS = "hit/VBN/ROOT by/IN/agent@hit rebel/JJ/amod@mortars mortars/NNS/pobj@by"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (UNDER, {"rebel": ("shelling", "compound"), "shelling": ("under", "pobj")}),
        (UNDER_FIRE, {"fire": ("under", "pobj"), "shelling": ("came", "advcl")}),
        (MORTARS, {"rebel": ("mortars", "compound")}),
        (LED, {"firing": ("by", "pcomp"), "shells": ("firing", "dobj"), "into": ("firing", "prep")}),
        (JOINED, {"bombing": ("shelling", "conj"), "villages": ("bombing", "dobj")}),
        (BY_TROOPS, {"advancing": ("troops", "amod"), "troops": ("by", "pobj")}),
    ],
)
def test_what_is_done_to_a_noun_is_its_deed(words: str, expected: dict[str, tuple[str, str]]) -> None:
    assert _hung(done(tree(words).tokens), expected) == expected


def test_a_direction_behind_a_noun_is_no_noun() -> None:
    """Else "a farm west of Derna" is a target called "farm west"."""
    words = "hit/VBD/ROOT a/DT/det@west farm/NN/compound@west west/NN/dobj@hit of/IN/prep@west Derna/NNP/pobj@of"
    expected = {"farm": ("hit", "dobj"), "a": ("farm", "det"), "west": ("farm", "advmod"), "of": ("west", "prep")}
    assert _hung(turned(tree(words).tokens), expected) == expected


def _hung(tokens: tuple[Token, ...], expected: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    return {t.text: (tokens[t.head].text, t.dep) for t in tokens if t.text in expected}

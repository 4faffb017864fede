"""What is acted, written, simulated or dreamt up, one test for each construction, on trees built by hand."""

from __future__ import annotations

import pytest

from sayso.grammar.chains import chain_of
from sayso.grammar.fiction import is_fiction
from tests.grammar.trees import tree, word

NOVEL = (
    "In/IN/prep@shell the/DT/det@novel novel/NN/pobj@In troops/NNS/nsubj@shell shell/VBP/ROOT a/DT/det@town "
    "town/NN/dobj@shell"
)
SCENE = (
    "In/IN/prep@shell a/DT/det@scene scene/NN/pobj@In of/IN/prep@scene the/DT/det@film film/NN/pobj@of "
    "troops/NNS/nsubj@shell shell/VBP/ROOT towns/NNS/dobj@shell"
)
FILM = "A/DT/det@film film/NN/nsubj@won about/IN/prep@film the/DT/det@siege siege/NN/pobj@about won=win/VBD/ROOT"
TELLS = "The/DT/det@novel novel/NN/nsubj@tells tells=tell/VBZ/ROOT of/IN/prep@tells raids=raid/NNS/pobj@of"
DRILL = "The/DT/det@drill drill/NN/nsubj@simulated simulated=simulate/VBD/ROOT raids=raid/NNS/dobj@simulated"


@pytest.mark.parametrize(
    ("words", "trigger", "fiction"),
    [
        (NOVEL, "shell", True),
        (NOVEL.replace("novel", "valley"), "shell", False),
        (NOVEL.replace("In/", "After/").replace("@In", "@After"), "shell", False),
        (SCENE, "shell", True),
        (SCENE.replace("film", "war"), "shell", False),
        (FILM, "siege", True),
        (FILM.replace("about", "during"), "siege", False),
        (FILM.replace("film", "letter"), "siege", False),
        (TELLS, "raids", True),
        (TELLS.replace("novel", "major"), "raids", False),
        (DRILL, "raids", True),
        (DRILL.replace("simulated=simulate", "simulated=end"), "raids", False),
    ],
)
def test_what_has_not_happened_but_in_a_work_or_a_drill(words: str, trigger: str, fiction: bool) -> None:
    """Else the plot of a novel or the matter of a drill is counted as an attack, or a real one is passed over."""
    sentence = tree(words)
    assert is_fiction(sentence, chain_of(sentence, word(sentence, trigger))) is fiction


@pytest.mark.parametrize(("kind", "fiction"), [("mock", True), ("poor", False)])
def test_what_befalls_a_mock_village_befalls_none(kind: str, fiction: bool) -> None:
    sentence = tree(f"Troops/NNS/nsubj@stormed stormed=storm/VBD/ROOT a/DT/det@village {kind}/JJ/amod@village "
                    "village/NN/dobj@stormed")  # fmt: skip
    chain = chain_of(sentence, word(sentence, "stormed"))
    assert is_fiction(sentence, chain, [word(sentence, "village")]) is fiction

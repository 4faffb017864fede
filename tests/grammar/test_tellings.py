"""Tellings that are taken back or exposed, one test for each construction, on trees built by hand."""

from __future__ import annotations

import pytest

from sayso.grammar.tellings import retracted_by, telling_above
from tests.grammar.trees import texts, tree, word

WITHDRAWN = (
    "The/DT/det@ministry ministry/NN/nsubj@withdrew withdrew=withdraw/VBD/ROOT its/PRP$/poss@statement "
    "statement/NN/dobj@withdrew that/IN/mark@fled men/NNS/nsubj@fled fled=flee/VBD/acl@statement"
)
TAKEN_BACK = (
    "Officers=officer/NNS/nsubj@took took=take/VBD/ROOT back/RB/advmod@took a/DT/det@claim claim/NN/dobj@took "
    "of/IN/prep@claim raids=raid/NNS/pobj@of"
)
DELETED = (
    "A/DT/det@report report/NN/nsubjpass@deleted of/IN/prep@report raids=raid/NNS/pobj@of were/VBD/auxpass@deleted "
    "deleted=delete/VBN/ROOT"
)
STAGED = (
    "The/DT/det@photo photo/NN/nsubjpass@staged of/IN/prep@photo raids=raid/NNS/pobj@of was/VBD/auxpass@staged "
    "staged=stage/VBN/ROOT"
)
NOT_STAGED = STAGED.replace("staged=", "not/RB/neg@staged staged=")
EDITED = STAGED.replace("staged=stage", "edited=edit").replace("@staged", "@edited")
LIES = (
    "The/DT/det@statements statements=statement/NNS/nsubj@were that/IN/mark@fled men/NNS/nsubj@fled "
    "fled=flee/VBD/acl@statements were=be/VBD/ROOT lies=lie/NNS/attr@were"
)
CALLED = (
    "Reports=report/NNS/ROOT that/IN/mark@fled men/NNS/nsubj@fled fled=flee/VBD/acl@Reports are=be/VBP/ccomp@fled "
    "false/JJ/acomp@are"
)
OTHER_CALLED = (
    "Reports=report/NNS/nsubj@came that/IN/mark@fled men/NNS/nsubj@fled fled=flee/VBD/acl@Reports came=come/VBD/ROOT "
    "with/IN/prep@came a/DT/det@note note/NN/pobj@with that/IN/mark@was it/PRP/nsubj@was was=be/VBD/acl@note "
    "false/JJ/acomp@was"
)
HEADLINE = "A/DT/det@report report/NN/ROOT of/IN/prep@report raids=raid/NNS/pobj@of"
FAKE = "Fake/JJ/amod@photos photos=photo/NNS/nsubj@spread of/IN/prep@photos raids=raid/NNS/pobj@of spread/VBD/ROOT"
SPREAD = FAKE.replace("Fake/", "New/")
TURNED_OUT = (
    "Reports=report/NNS/nsubj@turned that/IN/mark@fled men/NNS/nsubj@fled fled=flee/VBD/acl@Reports "
    "turned=turn/VBD/ROOT out/RP/prt@turned to/TO/aux@be be/VB/xcomp@turned false/JJ/acomp@be"
)
ELSEWHERE = (
    "A/DT/det@video video/NN/nsubjpass@filmed said=say/VBN/acl@video to/TO/aux@show show/VB/xcomp@said "
    "raids=raid/NNS/dobj@show was/VBD/auxpass@filmed filmed=film/VBN/ROOT in/IN/prep@filmed another/DT/det@land "
    "land/NN/pobj@in"
)
HERE = ELSEWHERE.replace("another/", "this/")
BESIDE = (
    "Men/NNS/nsubj@read read/VBD/ROOT a/DT/det@report report/NN/dobj@read of/IN/prep@report calm/NN/pobj@of "
    "as/IN/mark@fell shells=shell/NNS/nsubj@fell fell=fall/VBD/advcl@report"
)


@pytest.mark.parametrize(
    ("words", "trigger", "telling"),
    [(WITHDRAWN, "fled", "statement"), (STAGED, "raids", "photo"), (BESIDE, "fell", None)],
)
def test_what_an_event_is_told_by(words: str, trigger: str, telling: str | None) -> None:
    """A clause that stands beside a telling is not told by it: it would go with a report of something else."""
    sentence = tree(words)
    found = telling_above(sentence, word(sentence, trigger))
    assert (found and found.text) == telling


@pytest.mark.parametrize(
    ("words", "trigger", "who"),
    [
        (WITHDRAWN, "fled", "ministry"),
        (TAKEN_BACK, "raids", "Officers"),
        (DELETED, "raids", ""),
        (STAGED, "raids", ""),
        (NOT_STAGED, "raids", None),
        (EDITED, "raids", ""),
        (LIES, "fled", ""),
        (CALLED, "fled", ""),
        (OTHER_CALLED, "fled", None),
        (HEADLINE, "raids", None),
        (FAKE, "raids", ""),
        (SPREAD, "raids", None),
        (TURNED_OUT, "fled", ""),
        (ELSEWHERE, "raids", ""),
        (HERE, "raids", None),
        (BESIDE, "fell", None),
    ],
)
def test_what_is_taken_back_or_exposed_is_no_fact(words: str, trigger: str, who: str | None) -> None:
    """Else a withdrawn statement or a staged photo makes an event, or an honest photo takes one away."""
    sentence = tree(words)
    found = retracted_by(sentence, word(sentence, trigger))
    assert (None if found is None else texts(list(found))) == who

"""The words that tell violence from other fields are learned from texts apart from those they are tried on."""

from __future__ import annotations

from pathlib import Path

import yaml

from evaluation.corpus import corpus_folder
from evaluation.logistic import Row, descended
from evaluation.violence import read_offtopic
from sayso.claims.weights import BIAS
from sayso.lang import folder_of

TRIED = Path(__file__).parents[1] / "claims" / "offtopic.yaml"


def test_texts_to_learn_from_are_not_those_to_try() -> None:
    """Harm: the share of other fields' reports that give violence is measured on what was learned by heart."""
    tried = [text for field in yaml.safe_load(TRIED.read_text(encoding="utf-8")).values() for text in field]
    learned = read_offtopic(corpus_folder())
    assert len(learned) >= 150
    assert len(set(learned)) == len(learned)
    assert set(learned).isdisjoint(tried)


def test_descent_weighs_signs_by_the_side_they_stand_on() -> None:
    """Harm: the signs come out the wrong way round, and war reports are passed over."""
    rows = [
        *(Row({"goal": 1.0, "late": 0.5}, False, 0.1) for _ in range(5)),
        *(Row({"shell": 1.0, "late": 0.5}, True, 0.1) for _ in range(5)),
        Row({"once": 1.0}, True, 0.1),
    ]
    learned = descended(rows, least=2, penalty=1e-3)
    assert set(learned) == {BIAS, "goal", "shell", "late"}
    assert learned["goal"] < 0 < learned["shell"]
    assert abs(learned["late"]) < min(-learned["goal"], learned["shell"])
    assert learned == descended(rows, least=2, penalty=1e-3)


def test_no_name_is_a_word_with_a_weight() -> None:
    """Harm: whose war it is decides whether a report is one."""
    path = folder_of() / "weights" / "violence.csv"
    words = {line.rpartition(",")[0] for line in path.read_text(encoding="utf-8").splitlines() if line[0] not in "#("}
    assert len(words) > 1000
    assert words.isdisjoint({"israeli", "russian", "palestinian", "ukrainian", "hamas", "israel", "russia", "iranian"})
    assert all(word == word.lower() for word in words)

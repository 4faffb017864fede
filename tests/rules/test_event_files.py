"""An event file that is wrong says so with file, line and the valid choices."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import RulebookError
from sayso.model import EVENT_TYPES
from sayso.rules import Rulebook, load_rulebook
from sayso.rules.events import EventFile, read_events

CLASSES = frozenset({"force", "civilian"})
GOOD = """\
type: evacuation
definition: People are moved out.
acled: Other
plover: null
rules:
  - id: evacuate
    when: [evacuate/VERB, move/VERB ... to safety]
    object: [person, "@civilian", "=villager"]
    no_subject: ["=theory"]
    prep: {from: [place], to: []}
    no_prep: {of: ["=meaning"]}
    actor: both
    target: oblique
    measure: {target: evacuated, trigger: evacuated}
    status: planned
    speaker: true
    by_means: false
    definite: false
    confidence: 0.7
    examples: [The army evacuated 300 villagers.]
    counter: The theory was evacuated of meaning.
"""


def read(folder: Path, text: str, name: str = "evacuation.yaml") -> tuple[EventFile, ...]:
    (folder / "events").mkdir(exist_ok=True, parents=True)
    (folder / "events" / name).write_text(text, encoding="utf-8")
    return read_events([folder], CLASSES)


def test_every_key_is_read(tmp_path: Path) -> None:
    (file,) = read(tmp_path, GOOD)
    assert (file.type, file.definition, file.acled, file.plover) == (
        "evacuation",
        "People are moved out.",
        "Other",
        None,
    )
    (rule,) = file.rules
    assert rule.rule == "evacuation/evacuate"
    assert rule.when == ("evacuate/VERB", "move/VERB ... to safety")
    assert rule.tests == {"object": ("person", "@civilian", "=villager")}
    assert rule.refused == {"subject": ("=theory",)}
    assert rule.prep == {"from": ("place",), "to": ()}
    assert rule.no_prep == {"of": ("=meaning",)}
    assert (rule.actor, rule.target, rule.status, rule.confidence) == ("both", "oblique", "planned", 0.7)
    assert rule.measure == {"target": "evacuated", "trigger": "evacuated"}
    assert (rule.speaker, rule.by_means, rule.definite) == (True, False, False)
    assert rule.examples == ("The army evacuated 300 villagers.",)
    assert rule.counter == ("The theory was evacuated of meaning.",)
    assert (Path(rule.file).name, rule.line) == ("evacuation.yaml", 6)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "choice"),
    [
        ("definition:", "definitoin:", 2, "unknown key 'definitoin' in a file", "definition"),
        ("    object:", "    objekt:", 8, "unknown key 'objekt' in a rule", "object"),
        ("type: evacuation", "type: picnic", 1, "'picnic' is not a valid value", "evacuation"),
        ("plover: null", "plover: SHRUG", 4, "'SHRUG' is not a valid value", "ASSAULT"),
        ("[person, ", "[persn, ", 8, "unknown test 'persn'", "person"),
        ('"@civilian"', '"@nobody"', 8, "unknown word class '@nobody'", "civilian"),
        ("actor: both", "actor: all", 12, "'all' is not a valid value", "both"),
        ("target: oblique", "target: everyone", 13, "'everyone' is not a valid value", "oblique"),
        ("{target: evacuated,", "{target: moved,", 14, "'moved' is not a valid value", "evacuated"),
        ("{target: evacuated,", "{goal: evacuated,", 14, "unknown key 'goal' in a measure", "trigger"),
        ("status: planned", "status: maybe", 15, "'maybe' is not a valid value", "uncertain"),
        ("speaker: true", "speaker: 1", 16, "'1' is not a valid value", "true"),
        ("confidence: 0.7", "confidence: 2", 19, "confidence must be a number above 0 and up to 1", ""),
        ("confidence: 0.7", "confidence: high", 19, "confidence must be a number above 0 and up to 1", ""),
        ("    status: planned", "    actor: subject", 15, "key 'actor' is given twice", ""),
        ("    when: [evacuate/VERB, move/VERB ... to safety]\n", "", 6, "key 'when' is missing", "when"),
        ("type: evacuation\n", "", 1, "key 'type' is missing", "type"),
        ("  - id: evacuate\n", "  - id: ''\n", 6, "must be a text", ""),
        ("    prep: {from: [place], to: []}", "    prep: from", 10, "must be 'key: value' pairs", ""),
        ("examples: [The army evacuated 300 villagers.]", "examples: {The: army}", 20, "must be a list", ""),
        ("rules:", "rules: [", 6, "not valid YAML", ""),
        ("definition: People", "definition: [People", 3, "not valid YAML", ""),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, problem: str, choice: str
) -> None:
    assert GOOD.count(old) >= 1
    with pytest.raises(RulebookError) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    error = caught.value
    assert problem in error.problem
    assert Path(error.file) == tmp_path / "events" / "evacuation.yaml"
    assert error.line == line
    assert not choice or choice in error.choices


def test_a_repeated_id_names_the_line_of_the_first(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"evacuation.yaml:22: id 'evacuate' is already used in line 6"):
        read(tmp_path, GOOD + "  - id: evacuate\n    when: [move/VERB]\n")


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b\n", "type: evacuation\nrules: 3\n", "\tx: y", "a: &x *x"])
def test_what_is_no_event_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RulebookError):
        read(tmp_path, text)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "evacuation.yaml").write_bytes(b"type: evacuation\ndefinition: caf\xe9\n")
    with pytest.raises(RulebookError, match="cannot be read"):
        read_events([tmp_path], CLASSES)


def test_yaml_cannot_make_objects(tmp_path: Path) -> None:
    """Else a rulebook from a stranger could run code."""
    with pytest.raises(RulebookError):
        read(tmp_path, "type: !!python/object/apply:os.system [echo]\n")


def test_an_overlay_adds_and_replaces_rules_and_keeps_what_it_does_not_say(tmp_path: Path) -> None:
    below, above = tmp_path / "below", tmp_path / "above"
    read(below, GOOD)
    read(
        above, "type: evacuation\nrules:\n  - {id: evacuate, when: [lift/VERB]}\n  - {id: ferry, when: [ferry/VERB]}\n"
    )
    (file,) = read_events([below, above], CLASSES)
    assert file.definition == "People are moved out."
    assert [(r.id, r.when) for r in file.rules] == [("evacuate", ("lift/VERB",)), ("ferry", ("ferry/VERB",))]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def test_every_type_of_the_ontology_has_a_file(rulebook: Rulebook) -> None:
    assert [file.type for file in rulebook.events] == list(EVENT_TYPES)
    for file in rulebook.events:
        assert file.definition
        assert file.acled
        assert Path(file.rules[0].file).name == f"{file.type}.yaml"


@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_every_type_shows_what_it_is_and_what_it_is_not(rulebook: Rulebook, kind: str) -> None:
    file = next(f for f in rulebook.events if f.type == kind)
    assert sum(len(rule.examples) for rule in file.rules) >= 3
    assert sum(len(rule.counter) for rule in file.rules) >= 1
    assert [rule.id for rule in file.rules if not rule.examples] == []


def test_every_phrase_of_every_rule_compiles(rulebook: Rulebook) -> None:
    for file in rulebook.events:
        for rule in file.rules:
            for phrase in rule.when:
                assert rulebook.phrase(phrase, rule).elements

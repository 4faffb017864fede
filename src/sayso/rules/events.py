"""Event rules: one YAML file for each event type, each with a definition, rules, examples and counter-examples.

    type: evacuation
    definition: People are moved out by authorities or organisations.
    acled: Other                    # closest ACLED sub-event
    plover: null                    # PLOVER class, or null
    rules:
      - id: evacuate
        when: [evacuate/VERB]       # phrases (see rules.phrases); any of them is the trigger
        object: [person, place]     # tests on who fills a syntactic role; any one suffices
        prep: {from: [place]}       # a prepositional phrase that must be there
        measure: {target: evacuated}
        examples: ["The army evacuated 300 villagers from Dorema."]
        counter: ["The theory was evacuated of meaning."]

Keys of a rule: ``id``, ``when``, ``subject``, ``object``, ``no_subject``, ``no_object``, ``prep``, ``no_prep`` (tests),
``actor``, ``target`` (which role fills them), ``measure``, ``status``, ``speaker``, ``by_means``, ``definite``,
``traits`` (see ``RULE_TRAITS``), ``confidence``, ``examples``, ``counter``. An unknown key, test or value is a
RulebookError with file, line and the valid choices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from sayso.errors import RulebookError
from sayso.lang import LOADER
from sayso.model import EVENT_TYPES, MEASURES, STATUSES, EventType, Measure, Status

RoleSlot = Literal["subject", "object", "both", "oblique", "possessor", "none"]
Test = Literal[
    "actor", "force", "state", "civilian", "person", "place", "weapon", "aerial", "projectile", "facility", "speaker",
    "count", "number", "any",
]  # fmt: skip
TESTS: tuple[str, ...] = get_args(Test)
ROLE_SLOTS: tuple[str, ...] = get_args(RoleSlot)
MEASURED: tuple[str, ...] = ("actor", "target", "trigger", "weapon")
PLOVER = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

RULE_TRAITS: dict[str, str] = {
    "kills": "its verb kills: it is a toll where it hangs on an attack, and soldiers alone killed make it a clash",
    "any-means": "any means may stand behind it: those named, those of the report, else the target decide its type",
    "names-attack": "the noun may only name an attack that is told elsewhere",
    "falls": "what falls from the air: an airstrike, or a drone strike where a drone drops it",
    "any-bomb": "a bomb of a kind that the report tells",
    "bombs": "bombing by a state is from the air, by others an explosive",
    "explodes": "an explosion, that may only be a part of an attack told beside it",
    "vague": "the words leave open who fired what: the means are those of the attack told before",
    "answers": "it answers in kind: the means are those of the attack told before",
    "fired-at": "its object is who was fired at, not what was fired",
    "suffered": "its subject is who was attacked",
    "gets": "its subject is who gets what is given, from whoever gives it",
    "rampage": "fire on nobody named is fire on civilians, unless by a state",
    "alleges": "its verb may carry what somebody is accused of, which is then the claim",
    "responsibility": "somebody takes on or disowns an attack told elsewhere",
    "by-deed": "who refuses by what they do tells nothing: they are no source of it",
    "denies-telling": "what was told just before is denied",
    "deaths": "deaths that somebody may be blamed for are a killing",
    "crowd": "a crowd, that the verb beside it tells the doings of",
    "toll": "a toll, whose number may stand anywhere after it",
    "among": "some of the victims are named or counted",
    "dies": "its verb means to die",
    "in-care": "the hurt in hospital, where some may die",
    "bare-count": "a number of nothing named: a toll only after a toll, people on the move after others",
    "arrives": "who only came to where they speak of it is not displaced",
    "takes": "an arrest where police, army or a court does it",
    "by-people": "only people do it: the subject is who did it, whatever they are called",
    "doer": "its noun is who did it, where nobody else is named",
    "scene": "it may only say that a fight goes on: a claim where a place and a time or a number are told",
    "brawl": "a fight, which is a riot where the sentence tells of a protest and names no armed group",
    "needs-source": "without a number it is a claim only where someone gives it",
}
"""Every trait of a rule and what it says; ``traits`` in a rule names those it has. Users' rules may have them too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRule:
    """One way of telling an event.

    ``tests``: role (``subject``, ``object``) to tests of which one must hold; ``refused``: the same, none may hold.
    ``prep``/``no_prep``: preposition to tests on its object (empty: anything). ``measure``: which counted
    thing has which measure. ``speaker``: the actor is also the source (speech acts). ``by_means``: the type
    follows from the means and the target. ``definite``: false when the trigger with a definite
    article ("the attack") only refers back. ``traits``: what else the code asks of it.
    """

    id: str
    type: EventType
    when: tuple[str, ...]
    tests: dict[str, tuple[str, ...]] = field(default_factory=dict)
    refused: dict[str, tuple[str, ...]] = field(default_factory=dict)
    prep: dict[str, tuple[str, ...]] = field(default_factory=dict)
    no_prep: dict[str, tuple[str, ...]] = field(default_factory=dict)
    actor: RoleSlot = "subject"
    target: RoleSlot = "object"
    measure: dict[str, Measure] = field(default_factory=dict)
    status: Status | None = None
    speaker: bool = False
    by_means: bool = False
    definite: bool = True
    traits: frozenset[str] = frozenset()
    confidence: float = 0.8
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    file: str = ""
    line: int = 0

    @property
    def rule(self) -> str:
        """``type/id``."""
        return f"{self.type}/{self.id}"

    def has(self, trait: str) -> bool:
        """Whether the rule has a trait of ``RULE_TRAITS``."""
        return trait in self.traits


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFile:
    """One event type: its definition, closest classes elsewhere, and rules."""

    type: EventType
    definition: str
    acled: str
    plover: str | None
    rules: tuple[EventRule, ...]


def read_events(folders: Sequence[Path], classes: frozenset[str]) -> tuple[EventFile, ...]:
    """The event files of all folders (``events/*.yaml``); a user's overlay adds or replaces rules by id.

    ``classes``: the word classes that tests may name as ``@class``.
    """
    files: dict[str, EventFile] = {}
    for folder in folders:
        for path in sorted((folder / "events").glob("*.yaml")):
            found = _Reader(path, classes).file()
            known = files.get(found.type)
            if known:
                merged = {r.id: r for r in (*known.rules, *found.rules)}
                found = EventFile(
                    type=found.type,
                    definition=found.definition or known.definition,
                    acled=found.acled or known.acled,
                    plover=found.plover or known.plover,
                    rules=tuple(merged.values()),
                )
            files[found.type] = found
    return tuple(files[t] for t in EVENT_TYPES if t in files)


_FILE_KEYS = ("type", "definition", "acled", "plover", "family", "traits", "rules")
_RULE_KEYS = (
    "id", "when", "subject", "object", "no_subject", "no_object", "prep", "no_prep", "actor", "target", "measure",
    "status", "speaker", "by_means", "definite", "traits", "confidence", "examples", "counter",
)  # fmt: skip


class _Reader:
    """Turns the YAML nodes of one file into an EventFile, keeping line numbers for errors."""

    def __init__(self, path: Path, classes: frozenset[str]) -> None:
        self._path, self._classes = path, classes

    def file(self) -> EventFile:
        try:
            root = yaml.compose(self._path.read_text(encoding="utf-8"), Loader=LOADER)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise RulebookError(str(self._path), line, f"not valid YAML: {error.problem}") from error
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise RulebookError(str(self._path), 1, f"cannot be read: {error}") from error
        top = self._mapping(root, _FILE_KEYS, "file")
        if "type" not in top:
            self._fail(root, "key 'type' is missing", _FILE_KEYS)
        kind: Any = self._choice(top["type"], EVENT_TYPES)
        rules = tuple(self._rule(node, kind) for node in self._list(top.get("rules")))
        seen: dict[str, EventRule] = {}
        for rule in rules:
            if rule.id in seen:
                raise RulebookError(
                    rule.file, rule.line, f"id {rule.id!r} is already used in line {seen[rule.id].line}"
                )
            seen[rule.id] = rule
        plover = top.get("plover")
        return EventFile(
            type=kind,
            definition=self._text(top["definition"]) if "definition" in top else "",
            acled=self._text(top["acled"]) if "acled" in top else "",
            plover=self._choice(plover, PLOVER) if plover is not None and plover.value != "null" else None,
            rules=rules,
        )

    def _rule(self, node: yaml.Node, kind: EventType) -> EventRule:
        keys = self._mapping(node, _RULE_KEYS, "rule")
        for required in ("id", "when"):
            if required not in keys:
                self._fail(node, f"key {required!r} is missing", _RULE_KEYS)
        values: dict[str, Any] = {
            "id": self._text(keys["id"]),
            "when": self._texts(keys["when"]),
            "tests": {r: self._tests(keys[r]) for r in ("subject", "object") if r in keys},
            "refused": {r: self._tests(keys[f"no_{r}"]) for r in ("subject", "object") if f"no_{r}" in keys},
        }
        for name in ("prep", "no_prep"):
            if name in keys:
                values[name] = {k: self._tests(v) for k, v in self._mapping(keys[name], (), "").items()}
        for name, choices in (("actor", ROLE_SLOTS), ("target", ROLE_SLOTS), ("status", STATUSES)):
            if name in keys:
                values[name] = self._choice(keys[name], choices)
        if "measure" in keys:
            pairs = self._mapping(keys["measure"], MEASURED, "measure")
            values["measure"] = {k: self._choice(v, MEASURES) for k, v in pairs.items()}
        for name in ("speaker", "by_means", "definite"):
            if name in keys:
                values[name] = self._choice(keys[name], ("true", "false")) == "true"
        if "traits" in keys:
            named = self._list(keys["traits"])
            values["traits"] = frozenset(self._choice(name, tuple(RULE_TRAITS)) for name in named)
        if "confidence" in keys:
            values["confidence"] = self._number(keys["confidence"])
        for name in ("examples", "counter"):
            if name in keys:
                values[name] = self._texts(keys[name])
        return EventRule(type=kind, file=str(self._path), line=node.start_mark.line + 1, **values)

    def _fail(self, node: yaml.Node | None, problem: str, choices: Sequence[str] = ()) -> None:
        line = node.start_mark.line + 1 if node is not None else 1
        raise RulebookError(str(self._path), line, problem, choices)

    def _mapping(self, node: yaml.Node | None, keys: Sequence[str], what: str) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self._fail(node, f"a {what or 'mapping'} must be 'key: value' pairs", keys)
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if keys and key.value not in keys:
                self._fail(key, f"unknown key {key.value!r} in a {what}", keys)
            if key.value in found:
                self._fail(key, f"key {key.value!r} is given twice")
            found[str(key.value)] = value
        return found

    def _list(self, node: yaml.Node | None) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self._fail(node, "must be a list")
        return list(node.value)

    def _text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
            self._fail(node, "must be a text")
        return str(node.value).strip()

    def _texts(self, node: yaml.Node) -> tuple[str, ...]:
        if isinstance(node, yaml.ScalarNode):
            return (self._text(node),)
        return tuple(self._text(n) for n in self._list(node))

    def _number(self, node: yaml.Node) -> float:
        try:
            value = float(self._text(node))
        except ValueError:
            value = -1.0
        if not 0 < value <= 1:
            self._fail(node, "confidence must be a number above 0 and up to 1")
        return value

    def _choice(self, node: yaml.Node, choices: Sequence[str]) -> Any:
        text = self._text(node)
        if text not in choices:
            self._fail(node, f"{text!r} is not a valid value", choices)
        return text

    def _tests(self, node: yaml.Node) -> tuple[str, ...]:
        tests = tuple(one for test in self._texts(node) for one in _alternatives(test))
        for test in tests:
            if test.startswith("@") and test[1:] not in self._classes:
                self._fail(node, f"unknown word class {test!r}", sorted(self._classes))
            if not test.startswith(("@", "=")) and test not in TESTS:
                self._fail(node, f"unknown test {test!r}", [*TESTS, "@class", "=word"])
        return tests


def _alternatives(test: str) -> tuple[str, ...]:
    """``=a|b`` stands for ``=a`` and ``=b``."""
    return tuple(f"={word}" for word in test[1:].split("|")) if test.startswith("=") else (test,)

"""What is peculiar to a language stands in its folder: a second language must not mean a search through the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

import sayso
from sayso import model
from sayso.errors import RulebookError
from sayso.lang import Lexicon, folder_of, lexicon

SOURCE = Path(sayso.__file__).parent
READING = ("bulletins", "claims", "extract", "grammar", "mentions", "syntax")
"""The packages that read language; what lies above them words output, which is another matter."""
_LEXICONS = sorted((folder_of() / "lexicon").glob("*.yaml"))
_OF_WORDS = {"lower", "lemma"}
"""Attributes of a token that hold a word; what is compared with them is one."""


def python_files() -> list[Path]:
    return sorted(path for name in READING for path in (SOURCE / name).rglob("*.py"))


def vocabulary() -> frozenset[str]:
    """The program's own words: types, measures, kinds, relations and the like."""
    names = (
        "EVENT_TYPES", "MEASURES", "UNITS", "STATUSES", "BOUNDS", "VOICES", "SOURCE_KINDS", "ACTOR_KINDS", "PRECISIONS",
        "GRAINS", "MEANS", "RELATIONS", "BLOCK_KINDS", "COUNTINGS", "STANCES",
    )  # fmt: skip
    return frozenset(word for name in names for word in getattr(model, name))


def literals(node: ast.expr) -> list[str]:
    """The words of a literal word, set, list or tuple, or of a split text; empty for anything else."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        return literals(node.args[0])
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        value = node.func.value
        return value.value.split() if isinstance(value, ast.Constant) and isinstance(value.value, str) else []
    if isinstance(node, ast.Set | ast.List | ast.Tuple):
        found = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
        return found if len(found) == len(node.elts) else []
    return []


def word_sets(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Words and sets of words that tokens are compared with, by line."""
    own = vocabulary()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Compare):
            continue
        left = node.left
        if not isinstance(left, ast.Attribute) or left.attr not in _OF_WORDS:
            continue
        words = [w for w in literals(node.comparators[0]) if re.search("[a-z]", w) and w not in own]
        if words:
            yield node.lineno, words


@pytest.mark.parametrize("path", python_files(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_words_of_a_language_stand_in_code(path: Path) -> None:
    assert list(word_sets(path)) == [], "move them to lang/en/lexicon"


def test_the_search_finds_word_sets(tmp_path: Path) -> None:
    """Else the test above passes because it finds nothing at all."""
    file = tmp_path / "code.py"
    file.write_text(
        'x = t.lower in ("by", "with")\ny = t.dep in ("dobj", "pobj")\nz = t.lemma not in {"say"}\nt.lower != "of"\n'
    )
    assert list(word_sets(file)) == [(1, ["by", "with"]), (3, ["say"]), (4, ["of"])]


@pytest.mark.parametrize("path", _LEXICONS, ids=lambda p: p.stem)
def test_every_entry_of_a_lexicon_is_asked_for(path: Path) -> None:
    """Else words are edited that nothing reads."""
    code = "".join(p.read_text(encoding="utf-8") for p in SOURCE.rglob("*.py"))
    entries = re.findall(r"^([\w.-]+):", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    asked = (
        any(mark + name + mark in code for mark in "\"'") or f'f"{name.partition(".")[0]}.{{' in code
        for name in entries
    )
    unused = [name for name, used in zip(entries, asked, strict=True) if not used]
    assert unused == []


@pytest.mark.parametrize("name", READING)
def test_every_entry_that_is_asked_for_is_there(name: str) -> None:
    """Entries are asked for where they are used: a misspelt one would only fail on the sentence that needs it."""
    asked = 0
    for path in (SOURCE / name).rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        module = import_module(".".join(("sayso", *parts)).removesuffix(".__init__"))
        for entry in re.findall(r'\bWORDS\["([^"{]+)"\]', path.read_text(encoding="utf-8")):
            assert isinstance(module.WORDS[entry], frozenset)
            asked += 1
    assert asked or name == "extract"


@pytest.mark.parametrize("path", _LEXICONS, ids=lambda p: p.stem)
def test_entries_are_words_by_name(path: Path) -> None:
    """YAML reads "no" and "false" as truth values, and the words would be lost."""
    words = Lexicon(path)
    for name, value in words._entries.items():
        assert isinstance(name, str)
        assert isinstance(value, str | list | dict), name
        if isinstance(value, list):
            assert all(isinstance(word, str) for word in value), name


def test_an_unknown_entry_names_file_and_choices() -> None:
    with pytest.raises(RulebookError, match=r"has no entry 'unheard'"):
        lexicon("grammar")["unheard"]


def test_the_tree_speaks_sayso_s_own_relations() -> None:
    from sayso.lang.en.labels import relation

    assert relation("dobj") == "dobj"
    assert relation("nsubj:pass") == "nsubjpass"
    assert relation("unheard-of") == "dep"
    assert "dep" in get_args(model.Relation)

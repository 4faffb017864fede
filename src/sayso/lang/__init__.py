"""Languages: what is peculiar to one stands in its folder, as data.

``lang/en/`` holds the rulebook (tables and event files that users may overlay), the lexicons (closed lists of function
words, verbs of a kind, calendar and number words that the grammar and the mentions ask for by name) and the adapter
from the parser's labels. A further language is a further folder of the same shape.

A lexicon is a YAML file, one for each package that asks: every entry is a name and its words, written as one text
(words separated by spaces), as a list where a word holds a space, or as a mapping where each word has a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from sayso.errors import RulebookError

__all__ = ["DEFAULT", "LANGUAGES", "LOADER", "Lexicon", "folder_of", "lexicon"]

DEFAULT = "en"
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""What reads YAML: the quick loader where the machine has it."""
LANGUAGES: tuple[str, ...] = (DEFAULT,)
"""The languages that can be read, by ISO 639-1 code."""


def folder_of(language: str = DEFAULT) -> Path:
    """The folder that holds what is peculiar to a language."""
    return Path(str(resources.files("sayso"))) / "lang" / language


class Lexicon(dict[str, frozenset[str]]):
    """The word lists that one package asks for, by name: ``lexicon("claims")["setting.within"]`` is a set of words.

    The file is read when the first is asked for. Raises RulebookError naming file and choices.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    @cached_property
    def _entries(self) -> dict[str, Any]:
        try:
            return yaml.load(self._path.read_text(encoding="utf-8"), Loader=LOADER) or {}
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise RulebookError(str(self._path), 1, f"cannot be read: {error}") from error

    def __missing__(self, name: str) -> frozenset[str]:
        found = self[name] = frozenset(self.row(name))
        return found

    def row(self, name: str) -> tuple[str, ...]:
        """The words of an entry in their order."""
        value = self._entry(name, (str, list))
        return tuple(value.split()) if isinstance(value, str) else tuple(map(str, value))

    def table(self, name: str) -> Mapping[str, Any]:
        """An entry that gives each word a value."""
        value: Mapping[str, Any] = self._entry(name, (dict,))
        return value

    def _entry(self, name: str, kinds: tuple[type, ...]) -> Any:
        value = self._entries.get(name)
        if not isinstance(value, kinds):
            told = "has no entry" if value is None else "has another kind of entry"
            raise RulebookError(str(self._path), 1, f"{told} {name!r}", sorted(map(str, self._entries)))
        return value


@cache
def lexicon(package: str, language: str = DEFAULT) -> Lexicon:
    """The word lists of a package (``places``, ``attributions`` …) in a language."""
    return Lexicon(folder_of(language) / "lexicon" / f"{package}.yaml")

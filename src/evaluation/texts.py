"""The texts of real reports, which are not part of the project: collections beside the checkout (``../shared``).

A collection is a file ``NAME.jsonl.gz``, one report a line; its name is its path below the folder without endings
(``texts/fakes``, ``bench/polnear/dev``).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.errors import GoldError
from sayso.model import Span

ENDING = ".jsonl.gz"
FOLDERS = ("texts", "bench/polnear", "bench/ecbplus")
"""Where collections of whole reports lie, below the shared folder."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Gov|Sen|Rep|Rev|Prof|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|Md|Mohd)\.|\b[A-Z]\.)[\"”’')\]]*$"
)
_BREAK = re.compile(r"\n+|(?<=[.!?])[\"”’')\]]*[ \t]+(?=[\"“‘'(\[A-Z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A real report as its collection has it. ``published``: the day, YYYY-MM-DD, or None."""

    id: str
    collection: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    conflict: str | None = None
    register: str | None = None

    @property
    def sha256(self) -> str:
        """The digest by which a coding knows the text it was made from."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    def head(self) -> dict[str, str]:
        """What is known of the report, for a coder."""
        names = ("id", "outlet", "published", "title", "conflict", "register")
        return {name: value for name in names if (value := getattr(self, name))}


def shared_folder(folder: Path | None = None) -> Path:
    """The folder with texts and public sets: the one given, else ``../shared`` beside the checkout."""
    return folder or Path(__file__).parents[2].parent / "shared"


def collections(folder: Path) -> list[str]:
    """The names of the collections that are there."""
    files = (path for name in FOLDERS for path in sorted((folder / name).glob(f"*{ENDING}")))
    return [path.relative_to(folder).as_posix().removesuffix(ENDING) for path in files]


def read_texts(folder: Path, names: Iterable[str]) -> dict[str, Text]:
    """The reports of these collections by id. Raises GoldError on a file that is damaged; absent ones give nothing."""
    found: dict[str, Text] = {}
    for name in names:
        path = folder / f"{name}{ENDING}"
        if path.is_file():
            found |= {text.id: text for text in _read(path, name)}
    return found


def _read(path: Path, name: str) -> Iterator[Text]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                raw = json.loads(line)
                id = raw.get("id") or raw.get("doc_id")
                if id and raw.get("text"):
                    yield Text(
                        id=str(id),
                        collection=name,
                        text=raw["text"],
                        title=raw.get("title"),
                        outlet=raw.get("outlet") or raw.get("publisher"),
                        published=raw.get("published") or raw.get("date"),
                        conflict=raw.get("conflict"),
                        register=raw.get("register"),
                    )
    except (OSError, EOFError, ValueError) as error:
        raise GoldError(str(path), "file", f"cannot be read: {error}") from error


def coded_sentences(text: str) -> list[Span]:
    """The sentences as coders number them (from 1): breaks at line ends, and after stops before a capital."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        at_line_end = "\n" in match.group()
        if not at_line_end and _ABBREVIATION.search(text[start : match.start()]):
            continue
        bounds.append((start, match.start() + (0 if at_line_end else len(match.group().rstrip()))))
        start = match.end()
    bounds.append((start, len(text)))
    return [
        Span(start=begin + len(words) - len(words.lstrip()), end=begin + len(words.rstrip()))
        for begin, end in bounds
        if (words := text[begin:end]).strip()
    ]


def numbered(text: Text) -> str:
    """The report as a coder reads it: what is known of it, then its sentences, numbered."""
    lines = [f"===== {json.dumps(text.head(), ensure_ascii=False)}"]
    lines += [f"[{n}] {text.text[s.start : s.end]}" for n, s in enumerate(coded_sentences(text.text), 1)]
    return "\n".join(lines)

"""Training records as a reader learns from them: windows of text, and what people said of the words in them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.exports.training import FORM, VERDICTS
from sayso.model import EVENT_TYPES, STATUSES, EventType, Span, Status

__all__ = ["Mark", "Records", "Sample", "read_records"]

_ADVICE = "take records out of a ledger with sayso export --as training"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a person said of some words: that they name a claim of this type and status, or (``right`` False) none of
    this type. ``span``: half-open into the sample's text."""

    type: EventType
    status: Status
    span: Span
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A stretch of a report with the marks in it. ``document``: the id of the report, which is never parted."""

    document: str
    text: str
    published: date | None
    outlet: str | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All samples, in the order of their documents. ``verdicts``: how many records of each; ``undecided``: how many
    nobody judged, which teach nothing; ``sha256``: of the samples, whatever the files and the order of lines."""

    samples: tuple[Sample, ...]
    verdicts: Mapping[str, int]
    undecided: int
    sha256: str

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the reports, sorted."""
        return tuple(sorted({sample.document for sample in self.samples}))


def read_records(path: Path) -> Records:
    """The records of a file of JSON lines, or of all ``.jsonl`` files of a folder.

    Raises InputError naming file and line where one is no record, and where there is none to learn from.
    """
    verdicts: Counter[str] = Counter()
    undecided = 0
    marks: dict[tuple[str, str], list[Mark]] = {}
    heads: dict[tuple[str, str], Mapping[str, Any]] = {}
    for where, raw in _lines(path):
        verdict, head, made = _marks(raw, where)
        if verdict is None:
            undecided += 1
            continue
        verdicts[verdict] += 1
        key = head["id"], raw["text"]
        heads.setdefault(key, head)
        marks.setdefault(key, []).extend(made)
    if not verdicts:
        raise InputError(str(path), f"holds no record that a person judged ({undecided} nobody judged)", _ADVICE)
    samples = tuple(_sample(key, heads[key], marks[key]) for key in sorted(marks))
    return Records(samples=samples, verdicts=dict(sorted(verdicts.items())), undecided=undecided, sha256=_hash(samples))


def _lines(path: Path) -> Iterator[tuple[InputError, Any]]:
    """Each line as JSON, with the error that it is if it is no record."""
    try:
        files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        for file in files:
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                if line.strip():
                    error = InputError(str(file), "is no training record", _ADVICE, where=f"line {number}")
                    try:
                        yield error, json.loads(line)
                    except ValueError:
                        raise error from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}", _ADVICE) from error


def _marks(raw: Any, error: InputError) -> tuple[str | None, Mapping[str, Any], list[Mark]]:
    try:
        if raw["form"] != FORM:
            raise InputError(error.path, f"has the form {raw['form']!r}, not {FORM}", _ADVICE, where=error.where)
        head, text, verdict = raw["document"], raw["text"], raw["verdict"]
        if not isinstance(text, str) or not isinstance(head["id"], str) or verdict not in (*VERDICTS, None):
            raise error
        if verdict is None:
            return None, head, []
        made = [_mark(raw["claim"], text, right=verdict != "reject")]
        if verdict == "edit" and raw["read"]["type"] != raw["claim"]["type"]:
            made.append(_mark(raw["read"], text, right=False))
        return verdict, head, made
    except (KeyError, TypeError, ValueError) as fault:
        raise InputError(error.path, f"is no training record: {fault!r}", _ADVICE, where=error.where) from fault


def _mark(claim: Mapping[str, Any], text: str, *, right: bool) -> Mark:
    kind, status, trigger = claim["type"], claim["status"], claim["trigger"]
    start, end = trigger["start"], trigger["end"]
    if kind not in EVENT_TYPES or status not in STATUSES:
        raise ValueError(f"{kind} {status}")
    if not 0 <= start < end <= len(text) or text[start:end] != trigger["text"]:
        raise ValueError(f"{trigger['text']!r} does not stand at {start}–{end} of the text")
    return Mark(type=kind, status=status, span=Span(start=start, end=end), right=right)


def _sample(key: tuple[str, str], head: Mapping[str, Any], marks: Iterable[Mark]) -> Sample:
    told = {(mark.type, mark.span.start, mark.span.end): mark for mark in marks}  # of two, the later holds
    published = head.get("published")
    return Sample(
        document=key[0],
        text=key[1],
        published=date.fromisoformat(published) if published else None,
        outlet=head.get("outlet"),
        marks=tuple(told[place] for place in sorted(told, key=lambda place: (place[1], place[2], place[0]))),
    )


def _hash(samples: Sequence[Sample]) -> str:
    return hashlib.sha256("\n".join(map(repr, samples)).encode("utf-8", "surrogatepass")).hexdigest()

"""The corpus: reports as plain text, each with its coded claims in a YAML file beside it.

A claim quotes its words; offsets are found in the text and checked, never typed. In ``sentence`` an ellipsis (…) may
stand for the middle of a long sentence. See ``corpus/README.md`` for the fields.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

import yaml

from evaluation.errors import GoldError
from evaluation.gold import GoldClaim, GoldReport, check_values, gold_figure
from sayso.lang import LOADER
from sayso.model import Span

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")
_REPORT_KEYS = ("id", "cluster", "outlet", "published", "conflict", "register", "title", "coder", "claims", "url")
_CLAIM_KEYS = (
    "type", "status", "sentence", "trigger", "actors", "targets", "place", "time", "figures", "sources", "voice",
    "incident", "note",
)  # fmt: skip


def split_of(cluster: str) -> Split:
    """The part a cluster of reports belongs to, fixed by the hash of its name: 40 % train, 30 % dev, 30 % test."""
    bucket = int(hashlib.sha256(cluster.encode()).hexdigest()[:8], 16) % 10
    return "train" if bucket < 4 else "dev" if bucket < 7 else "test"


def corpus_folder(folder: Path | None = None) -> Path:
    """The corpus to use: the one given, else that of the working folder, else that of this checkout.

    Raises GoldError when there is none.
    """
    candidates = [folder] if folder else [Path("corpus"), Path(__file__).parents[2] / "corpus"]
    for candidate in candidates:
        if (candidate / "reports").is_dir():
            return candidate
    raise GoldError(str(candidates[0]), "folder", "holds no corpus (a folder 'reports'); name one, or use a checkout")


def corpus_files(folder: Path, split: Split | None = None) -> list[Path]:
    """The YAML files of a corpus folder in order, those of one split or all."""
    files = sorted((folder / "reports").glob("*/*.yaml"))
    return [path for path in files if split is None or split_of(path.parent.name) == split]


def corpus_hash(folder: Path, split: Split | None = None) -> str:
    """Twelve hexadecimal digits that change when a report or its coding does."""
    digest = hashlib.sha256()
    for path in corpus_files(folder, split):
        for part in (path, path.with_suffix(".txt")):
            digest.update(part.name.encode() + b"\0" + part.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def read_corpus(folder: Path, split: Split | None = None) -> Iterator[GoldReport]:
    """The reports of a corpus, those of one split or all. Raises GoldError on the first that is wrong."""
    for path in corpus_files(folder, split):
        yield read_report_gold(path)


def find_report(folder: Path, name: str) -> GoldReport:
    """The report with this id. Raises GoldError naming the likeliest ids when there is none."""
    names = {path.stem: path for path in corpus_files(folder)}
    if name not in names:
        near = get_close_matches(name, names, n=3, cutoff=0.3)
        raise GoldError(str(folder), name, f"no such report; perhaps {', '.join(near)}" if near else "no such report")
    return read_report_gold(names[name])


def read_report_gold(path: Path) -> GoldReport:
    """One report with its claims. Raises GoldError naming file, claim and what is wrong."""
    report, problems = examine_report(path)
    if report is None or problems:
        raise problems[0]
    return report


def read_recoding(path: Path, first: GoldReport) -> GoldReport:
    """A further coding of a report that the corpus holds (``corpus/second``), with its claims instead of the first's.

    Raises GoldError naming file, claim and what is wrong.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise GoldError(str(path), "file", f"cannot be read: {error}") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("claims"), list) or raw.get("id") != first.id:
        raise GoldError(str(path), "file", f"is not a coding of {first.id!r} with a list of claims")
    claims = (_claim(claim, first.text, str(path), f"claim {n}") for n, claim in enumerate(raw["claims"], 1))
    return replace(first, claims=tuple(claims))


def examine_report(path: Path) -> tuple[GoldReport | None, list[GoldError]]:
    """One report as far as it can be read, and what is wrong with it, at most one problem a claim."""
    try:
        return _examine(path)
    except GoldError as error:
        return None, [error]


def _examine(path: Path) -> tuple[GoldReport, list[GoldError]]:
    file = str(path)
    try:
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise GoldError(file, "file", f"cannot be read: {error}") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("claims"), list):
        raise GoldError(file, "file", "is not a report with a list of claims")
    _known(raw, _REPORT_KEYS, file, "report")
    if raw.get("id") != path.stem or raw.get("cluster") != path.parent.name:
        raise GoldError(file, "report", "id and cluster must be the names of the file and of its folder")
    if not isinstance(raw.get("published"), date):
        raise GoldError(file, "report", "published must be a day (YYYY-MM-DD)")
    claims, problems = [], []
    for number, claim in enumerate(raw["claims"], 1):
        try:
            claims.append(_claim(claim, text, file, f"claim {number}"))
        except GoldError as error:
            problems.append(error)
    report = GoldReport(
        id=raw["id"],
        text=text,
        claims=tuple(claims),
        outlet=raw.get("outlet"),
        published=raw["published"],
        cluster=raw["cluster"],
        conflict=raw.get("conflict"),
        register=raw.get("register"),
    )
    return report, problems


def _known(raw: dict[str, Any], keys: tuple[str, ...], file: str, where: str) -> None:
    for key in raw:
        if key not in keys:
            raise GoldError(file, where, f"unknown key {key!r}; valid: {', '.join(keys)}")


def _claim(raw: Any, text: str, file: str, where: str) -> GoldClaim:
    if not isinstance(raw, dict):
        raise GoldError(file, where, "is not a mapping")
    _known(raw, _CLAIM_KEYS, file, where)
    for key in ("type", "sentence", "trigger"):
        if not raw.get(key):
            raise GoldError(file, where, f"has no {key}")
    sentence = find_sentence(text, str(raw["sentence"]), file, where)
    words = text[sentence.start : sentence.end]
    _within(str(raw["trigger"]), words, "trigger", file, where)
    figures = []
    for figure in raw.get("figures") or ():
        span = None
        if figure.get("text"):
            _within(str(figure["text"]), words, "figure", file, where)
            span = _span_of(str(figure["text"]), words, sentence.start)
        figures.append(replace(gold_figure(figure, file, where), span=span))
    place, time = raw.get("place") or {}, raw.get("time") or {}
    if place.get("text"):
        _within(str(place["text"]), text, "place", file, where)
    claim = GoldClaim(
        sentence=sentence,
        trigger=str(raw["trigger"]),
        type=raw["type"],
        status=raw.get("status", "asserted"),
        actors=tuple(map(str, raw.get("actors") or ())),
        targets=tuple(map(str, raw.get("targets") or ())),
        place=place.get("text"),
        country=place.get("country"),
        lat=place.get("lat"),
        lon=place.get("lon"),
        earliest=_day(time.get("earliest"), file, where),
        latest=_day(time.get("latest"), file, where),
        figures=tuple(figures),
        sources=tuple(map(str, raw.get("sources") or ())),
        voice=raw.get("voice", "own"),
        incident=raw.get("incident"),
        note=raw.get("note"),
    )
    check_values(claim, file, where)
    if bool(claim.sources) == (claim.voice == "own"):
        raise GoldError(file, where, f"voice {claim.voice!r} does not go with sources {list(claim.sources)}")
    return claim


def _day(value: Any, file: str, where: str) -> date | None:
    if value is None or isinstance(value, date):
        return value
    raise GoldError(file, where, f"{value!r} is not a day (YYYY-MM-DD)")


def _within(part: str, whole: str, what: str, file: str, where: str) -> None:
    if part not in whole:
        raise GoldError(file, where, f"{what} {part!r} is not in its words")


def _span_of(part: str, whole: str, start: int) -> Span:
    """Where a part stands in the words that begin at ``start``; as whole words if it does (14, not that of 2014)."""
    found = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", whole)
    at = start + (found.start() if found else whole.index(part))
    return Span(start=at, end=at + len(part))


def find_sentence(text: str, quoted: str, file: str, where: str) -> Span:
    """The stretch that a quotation stands for. Raises GoldError when it is not there, or is there twice."""
    first, ellipsis, last = (part.strip() for part in quoted.partition("…"))
    if quoted in text:
        first, ellipsis, last = quoted, "", ""
    start = text.find(first)
    if start < 0:
        raise GoldError(file, where, f"sentence {quoted!r} is not in the text")
    if not ellipsis:
        return Span(start=start, end=start + len(first))
    end = text.find(last, start + len(first))
    if end < 0 or "\n\n" in text[start:end]:
        raise GoldError(file, where, f"sentence {quoted!r} does not end in its paragraph")
    return Span(start=start, end=end + len(last))

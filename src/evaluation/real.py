"""Real reports, coded stand-off: ``corpus/real/*.jsonl``, one report a line, and no words of it but the triggers.

A line has ``id``, ``collection`` and ``sha256`` of the text (see ``evaluation.texts``), ``outlet``, ``published``,
``conflict``, ``register``, ``slug`` (the coder's name of the event), ``cluster``, ``coder`` and ``claims`` (for a
report without any ``none``, the reason). A claim has ``type``, ``status``, ``sentence`` and ``trigger`` (offsets),
``words`` (of the trigger), ``actors``, ``targets`` and ``sources`` (``name``, ``span``), ``place`` (``name``,
``country``, ``lat``, ``lon``, ``precision``, ``span``), ``time`` (``earliest``, ``latest``, ``span``), ``figures`` (as
in ``evaluation.gold``), ``voice``, ``cue``, ``incident``, ``note``. Spans are half-open characters of the text;
None where nothing in the report says it in words.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from evaluation.corpus import Split
from evaluation.errors import GoldError
from evaluation.gold import Evidence, GoldClaim, GoldReport, check_values, gold_figure
from evaluation.texts import ENDING, Text, read_texts
from sayso.model import Span

REAL = "real"
"""The folder of the codings in that of the corpus; ``real/second`` holds second codings of the same form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """A report's coding without its text. ``report.text`` is empty until ``join`` finds it; ``file`` as in errors.

    ``sha256``: of the text; ``digest``: of the coding.
    """

    report: GoldReport
    collection: str
    sha256: str
    coder: str
    file: str
    digest: str = ""
    slug: str = ""
    none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Coded reports with their texts, and in plain words why there are texts that could not be had."""

    reports: tuple[GoldReport, ...]
    missing: tuple[str, ...]


def real_split(cluster: str) -> Split:
    """The part a cluster of real reports belongs to, by the hash of its name: 60 % train, 20 % dev, 20 % test."""
    bucket = int(hashlib.sha256(cluster.encode()).hexdigest()[:8], 16) % 10
    return "train" if bucket < 6 else "dev" if bucket < 8 else "test"


def coding_files(corpus: Path) -> list[Path]:
    """The files of codings of a corpus folder, in order."""
    return sorted((corpus / REAL).glob("*.jsonl"))


def read_both(corpus: Path) -> tuple[list[Coding], list[Coding]]:
    """The codings of a corpus folder, and the second codings of some of its reports. Raises GoldError."""
    return read_codings(coding_files(corpus)), read_codings(sorted((corpus / REAL / "second").glob("*.jsonl")))


def read_twice(corpus: Path) -> tuple[list[Coding], list[Coding]]:
    """First and second codings of reports coded twice, as they were before they were compared. Raises GoldError."""
    folders = (sorted((corpus / REAL / name).glob("*.jsonl")) for name in ("first", "second"))
    first, second = (read_codings(files) for files in folders)
    return first, second


def codings_hash(codings: Iterable[Coding]) -> str:
    """Twelve hexadecimal digits that change when a coding or the text it is of does."""
    digest = hashlib.sha256()
    for coding in codings:
        digest.update(coding.digest.encode())
    return digest.hexdigest()[:12]


def read_codings(paths: Iterable[Path]) -> list[Coding]:
    """The codings of these files. Raises GoldError naming file, report and claim that is wrong."""
    found: dict[str, Coding] = {}
    for path in paths:
        for raw in read_lines(path):
            coding = read_coding(raw, str(path))
            if coding.report.id in found:
                raise GoldError(str(path), coding.report.id, f"stands in {found[coding.report.id].file} as well")
            found[coding.report.id] = coding
    return list(found.values())


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of codings as they stand. Raises GoldError."""
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise GoldError(str(path), "file", f"cannot be read as JSON lines: {error}") from error


def read_coding(raw: Mapping[str, Any], file: str) -> Coding:
    """One coding. Raises GoldError."""
    try:
        published = raw.get("published")
        report = GoldReport(
            id=raw["id"],
            text="",
            claims=tuple(_claim(claim, file, f"{raw['id']}: claim {n}") for n, claim in enumerate(raw["claims"], 1)),
            outlet=raw.get("outlet"),
            published=date.fromisoformat(published) if published else None,
            cluster=raw["cluster"],
            conflict=raw.get("conflict"),
            register=raw.get("register"),
        )
        return Coding(
            report=report,
            collection=raw["collection"],
            sha256=raw["sha256"],
            coder=raw.get("coder", ""),
            file=file,
            digest=hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest(),
            slug=raw.get("slug", raw["cluster"]),
            none=raw.get("none", ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(file, str(raw.get("id", "report")), f"is no coding: {error!r}") from error


def join(codings: Sequence[Coding], shared: Path) -> Joined:
    """The coded reports whose texts are in the shared folder, unchanged; and what is missing, counted by cause."""
    texts = read_texts(shared, sorted({coding.collection for coding in codings}))
    reports: list[GoldReport] = []
    missing: Counter[str] = Counter()
    for coding in codings:
        text = texts.get(coding.report.id)
        if text is not None and text.sha256 == coding.sha256:
            reports.append(replace(coding.report, text=text.text))
        else:
            missing[_why(text, coding, shared)] += 1
    return Joined(reports=tuple(reports), missing=tuple(f"{n} reports: {why}" for why, n in sorted(missing.items())))


def _why(text: Text | None, coding: Coding, shared: Path) -> str:
    file = shared / f"{coding.collection}{ENDING}"
    if text is not None:
        return f"their text in {file} is not the one that was coded"
    return f"they are not in {file}" if file.is_file() else f"there is no {file}"


def coding_of(text: Text, slug: str, coder: str, claims: Sequence[Mapping[str, Any]], none: str = "") -> dict[str, Any]:
    """The line for a coded report; its cluster is the slug until ``write_codings`` has joined the clusters."""
    return {
        "id": text.id,
        "collection": text.collection,
        "sha256": text.sha256,
        "outlet": text.outlet,
        "published": text.published,
        "conflict": text.conflict,
        "register": text.register,
        "slug": slug,
        "cluster": slug,
        "coder": coder,
        **({} if claims else {"none": none}),
        "claims": list(claims),
    }


def write_codings(folder: Path, files: Mapping[str, Sequence[dict[str, Any]]], groups: Iterable[Group] = ()) -> int:
    """Write lines into files of the folder by name; the clusters of all its files are joined anew.

    A cluster is what the coders' slugs and the groups of reports on one event hold together. Gives the number of
    reports that lie in the folder then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    every = {path.name: read_lines(path) for path in sorted(folder.glob("*.jsonl"))}
    every |= {name: list(lines) for name, lines in files.items()}
    lines = [line for some in every.values() for line in some]
    names = cluster_names({line["id"]: line["slug"] for line in lines}, groups)
    for name, some in every.items():
        named = (line | {"cluster": names[line["id"]]} for line in some)
        out = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in named)
        (folder / name).write_text(out, encoding="utf-8")
    return len(lines)


Group = tuple[str, Sequence[str]]
"""Reports on one event: a name for it, and their ids."""


def read_groups(path: Path) -> list[Group]:
    """The groups of a file of clusters, named by conflict and first day; none when there is no such file."""
    if not path.is_file():
        return []
    found: list[Group] = []
    seen: Counter[str] = Counter()
    for raw in json.loads(path.read_text(encoding="utf-8")):
        name = "-".join([raw["conflict"], *sorted(raw.get("dates") or ())[:1]])
        seen[name] += 1
        found.append((name if seen[name] == 1 else f"{name}-{seen[name]}", raw["ids"]))
    return found


def cluster_names(slugs: Mapping[str, str], groups: Iterable[Group] = ()) -> dict[str, str]:
    """The cluster of each report, given its slug: one for all that slugs and groups join, directly or in a chain.

    It bears the name of its first group in order of names, else that of its slug.
    """
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    def joined() -> Iterator[tuple[str, str]]:
        yield from ((f"report {id}", f"slug {slug}") for id, slug in slugs.items())
        yield from ((f"report {id}", f"group {name}") for name, ids in groups for id in ids if id in slugs)

    for one, other in joined():
        ends = sorted((root(one), root(other)))  # "group" before "report" before "slug"
        parent[ends[1]] = ends[0]
    names: dict[str, list[str]] = {}
    for node in sorted(parent):
        kind, _, name = node.partition(" ")
        if kind != "report":
            names.setdefault(root(node), []).append(name)
    return {id: names[root(f"report {id}")][0] for id in slugs}


def _claim(raw: Mapping[str, Any], file: str, where: str) -> GoldClaim:
    place, time = raw.get("place") or {}, raw.get("time") or {}
    claim = GoldClaim(
        sentence=_some(raw["sentence"]),
        trigger=raw["words"],
        type=raw["type"],
        status=raw["status"],
        actors=_names(raw["actors"]),
        targets=_names(raw["targets"]),
        place=place.get("name"),
        country=place.get("country"),
        lat=place.get("lat"),
        lon=place.get("lon"),
        precision=place.get("precision"),
        earliest=_day(time.get("earliest")),
        latest=_day(time.get("latest")),
        figures=tuple(gold_figure(figure, file, where) for figure in raw["figures"]),
        sources=_names(raw["sources"]),
        voice=raw["voice"],
        incident=raw.get("incident"),
        note=raw.get("note"),
        evidence=Evidence(
            trigger=_some(raw["trigger"]),
            actors=_spans(raw["actors"]),
            targets=_spans(raw["targets"]),
            sources=_spans(raw["sources"]),
            place=_span(place.get("span")),
            time=_span(time.get("span")),
            cue=_span(raw.get("cue")),
        ),
    )
    check_values(claim, file, where)
    return claim


def _names(some: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(one["name"] for one in some)


def _spans(some: Iterable[Mapping[str, Any]]) -> tuple[Span | None, ...]:
    return tuple(_span(one["span"]) for one in some)


def _span(raw: Sequence[int] | None) -> Span | None:
    return _some(raw) if raw else None


def _some(raw: Sequence[int]) -> Span:
    return Span(start=raw[0], end=raw[1])


def _day(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None

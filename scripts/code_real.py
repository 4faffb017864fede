"""Code real reports: show one with numbered sentences, and turn drafts into stand-off codings.

A draft is a text file, one or more reports each; it quotes the report, so it is kept outside the repository. What
``compile`` writes holds offsets, names and values, and no words of a report but the triggers.

    report: ID                             # of the collection
    cluster: SLUG                          # the event, e.g. aleppo-hospital-2016-08; same event, same slug
    claim: TYPE STATUS | s3 | shelled      # type, status, sentence(s) "s3" or "s3-4", trigger words in it
     actor: NAME = WORDS @1                # who; WORDS as they stand (in the claim's sentence unless @N names another)
     target: WORDS                         # without "=", the name is the words
     place: NAME, CC, LAT, LON, PRECISION = WORDS     # "-" for a coordinate that is not known; precision default point
     time: 2016-08-01..2016-08-02 = WORDS  # one day, a range, open "..DAY" or "DAY..", "?" when it cannot be resolved
     figure: MEASURE UNIT NUMBER [new|total|stock] [part] = WORDS
     source: NAME = WORDS                  # the chain, closest to the event first; equal standing in the order named
     voice: indirect = said                # own, quote, indirect, according-to; the cue's words
     incident: LABEL                       # the same label for one happening in a report and its cluster
     note: why
    none: reason                           # instead of claims, for a report that has none

NUMBER: ``12``, ``12+`` (at least), ``<=12`` (at most), ``~12`` (about), ``~200+`` (hundreds), ``7..8`` (a range). WORDS
``#2`` means their second occurrence in the sentence. ``= -`` where nothing in the report says it in words.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sayso.model import EVENT_TYPES, MEASURES, STATUSES, UNITS, VOICES

PRECISIONS = ("point", "admin2", "admin1", "country", "region")
COUNTINGS = ("new", "total", "stock")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Gov|Sen|Rep|Rev|Prof|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|Md|Mohd)\.|\b[A-Z]\.)[\"”’')\]]*$"
)
_BREAK = re.compile(r"\n+|(?<=[.!?])[\"”’')\]]*[ \t]+(?=[\"“‘'(\[A-Z0-9])")


class Problem(Exception):
    """What is wrong with a line of a draft."""


class Found(NamedTuple):
    """Half-open offsets into the report's text."""

    start: int
    end: int


def sentences(text: str) -> list[Found]:
    """The sentences as numbered for coders (from 1): breaks at line ends, and after stops before a capital."""
    bounds, start = [], 0
    for match in _BREAK.finditer(text):
        if "\n" not in match.group() and _ABBREVIATION.search(text[start : match.start()]):
            continue
        end = match.start() + len(match.group().rstrip()) if "\n" not in match.group() else match.start()
        bounds.append(Found(start, end))
        start = match.end()
    bounds.append(Found(start, len(text)))
    trimmed = []
    for begin, end in bounds:
        words = text[begin:end]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            trimmed.append(Found(begin + lead, begin + len(words.rstrip())))
    return trimmed


def read_texts(folder: Path) -> dict[str, dict[str, Any]]:
    """The reports of all collections in the folder, by id."""
    found = {}
    for path in sorted(folder.rglob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                record.setdefault("id", record.get("doc_id"))
                if record.get("text") and record.get("id"):
                    found[str(record["id"])] = record | {"file": path.name.removesuffix(".jsonl.gz")}
    return found


def show(record: dict[str, Any]) -> str:
    """The report as a coder reads it."""
    head = {k: record.get(k) for k in ("id", "outlet", "published", "title", "conflict", "register", "url")}
    lines = [f"===== {json.dumps({k: v for k, v in head.items() if v}, ensure_ascii=False)}"]
    lines += [f"[{n}] {record['text'][a:b]}" for n, (a, b) in enumerate(sentences(record["text"]), 1)]
    return "\n".join(lines)


class Report:
    """One report of a draft, with a text to look words up in."""

    def __init__(self, record: dict[str, Any]) -> None:
        self.text: str = record["text"]
        self.record = record
        self.sentences = sentences(self.text)
        self.cluster, self.none = "", ""
        self.claims: list[dict[str, Any]] = []

    def span(self, words: str, claim: dict[str, Any] | None) -> Found:
        """Where the words stand; ``@N`` names a sentence, ``#N`` an occurrence in it."""
        sentence, nth = (Found(*claim["sentence"]) if claim else None), 1
        while match := re.search(r"\s+([@#])(\d+)$", words):
            words, number = words[: match.start()], int(match[2])
            if match[1] == "#":
                nth = number
            elif not 1 <= number <= len(self.sentences):
                raise Problem(f"there is no sentence {number}; the report has {len(self.sentences)}")
            else:
                sentence = self.sentences[number - 1]
        if sentence is None:
            raise Problem("no sentence to look in")
        start = sentence.start - 1
        for _ in range(nth):
            start = self.text.find(words, start + 1, sentence.end)
            if start < 0:
                raise Problem(f"{words!r} is not in {self.text[sentence.start : sentence.end]!r}")
        return Found(start, start + len(words))


def named(value: str, report: Report, claim: dict[str, Any]) -> tuple[str, Found | None]:
    """``NAME = WORDS`` or ``WORDS``: the name, and where the words stand."""
    name, equals, words = value.partition(" = ")
    if not equals:
        found = report.span(value, claim)
        return report.text[found.start : found.end], found
    return name.strip(), None if words.strip() == "-" else report.span(words.strip(), claim)


def number(text: str) -> dict[str, Any]:
    """Bounds of a figure from its notation."""
    match = re.fullmatch(r"(~|<=)?([\d,.]+?)(?:\.\.([\d,.]+))?(\+)?", text)
    if not match:
        raise Problem(f"{text!r} is no number; write 12, 12+, <=12, ~12, ~200+ or 7..8")
    low = float(match[2].replace(",", ""))
    high = float(match[3].replace(",", "")) if match[3] else low
    bound = "about" if match[1] == "~" or match[3] else "at-most" if match[1] else "at-least" if match[4] else "exact"
    return {"low": None if match[1] == "<=" else low, "high": None if match[4] else high, "bound": bound}


def figure(value: str, report: Report, claim: dict[str, Any]) -> dict[str, Any]:
    """One figure of a claim."""
    coded, equals, words = value.partition(" = ")
    if not equals:
        raise Problem("a figure is MEASURE UNIT NUMBER [new|total|stock] [part] = WORDS")
    measure, unit, amount, *rest = coded.split()
    check(measure, (*MEASURES, "casualties"), "measure")
    check(unit, (*UNITS, "households"), "unit")
    for word in rest:
        check(word, (*COUNTINGS, "part"), "counting")
    found = report.span(words.strip(), claim)
    counting = next((w for w in rest if w in COUNTINGS), "new")
    part = {"part": True} if "part" in rest else {}
    return {"measure": measure, "unit": unit, **number(amount), "counting": counting, **part, "span": list(found)}


def place(value: str, report: Report, claim: dict[str, Any]) -> dict[str, Any]:
    """Where it happened."""
    coded, equals, words = value.partition(" = ")
    parts = [p.strip() for p in coded.split(",")]
    if not equals or len(parts) < 4:
        raise Problem("a place is NAME, CC, LAT, LON[, PRECISION] = WORDS; '-' for what is not known")
    precision = check(parts.pop(), PRECISIONS, "precision") if parts[-1] in PRECISIONS else "point"
    *name, country, lat, lon = parts
    if country != "-" and not re.fullmatch("[A-Z]{2}", country):
        raise Problem(f"country {country!r} is no code of two capital letters")
    at = {"lat": None, "lon": None} if "-" in (lat, lon) else {"lat": float(lat), "lon": float(lon)}
    span = list(report.span(words.strip(), claim))
    named = {"name": ", ".join(name), "country": None if country == "-" else country}
    return {**named, **at, "precision": precision, "span": span}


def time(value: str, report: Report, claim: dict[str, Any]) -> dict[str, Any]:
    """When it happened."""
    coded, equals, words = value.partition(" = ")
    if not equals:
        raise Problem("a time is DAY, DAY..DAY, ..DAY, DAY.. or ? = WORDS")
    days = ["", ""] if coded.strip() == "?" else coded.strip().split("..") if ".." in coded else [coded.strip()] * 2
    for day in days:
        if day and not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            raise Problem(f"{day!r} is no day (YYYY-MM-DD)")
    if all(days) and days[0] > days[1]:
        raise Problem(f"time runs backwards: {coded}")
    return {"earliest": days[0] or None, "latest": days[1] or None, "span": list(report.span(words.strip(), claim))}


def check(value: str, valid: tuple[str, ...], what: str) -> str:
    """The value, if it is one of the valid ones."""
    if value not in valid:
        raise Problem(f"{what} {value!r} is not one of {', '.join(valid)}")
    return value


def new_claim(value: str, report: Report) -> dict[str, Any]:
    """A claim from its head line."""
    try:
        coded, where, trigger = (part.strip() for part in value.split("|", 2))
        kind, status = coded.split()
    except ValueError:
        raise Problem("a claim is TYPE STATUS | sN | TRIGGER") from None
    match = re.fullmatch(r"s(\d+)(?:-(\d+))?", where)
    last = int(match[2] or match[1]) if match else 0
    if not match or not 1 <= int(match[1]) <= last <= len(report.sentences):
        raise Problem(f"{where!r} is no sentence of the report (s1 to s{len(report.sentences)})")
    span = [report.sentences[int(match[1]) - 1].start, report.sentences[last - 1].end]
    claim: dict[str, Any] = {
        "type": check(kind, EVENT_TYPES, "type"), "status": check(status, STATUSES, "status"), "sentence": span,
        "actors": [], "targets": [], "place": None, "time": None, "figures": [], "sources": [], "voice": "own",
    }  # fmt: skip
    claim["trigger"] = list(report.span(trigger, claim))
    claim["words"] = report.text[slice(*claim["trigger"])]
    return claim


def fill(key: str, value: str, claim: dict[str, Any], report: Report) -> None:
    """One line below a claim."""
    if key in ("actor", "target", "source"):
        name, span = named(value, report, claim)
        claim[key + "s"].append({"name": name, "span": list(span) if span else None})
    elif key == "figure":
        claim["figures"].append(figure(value, report, claim))
    elif key == "place":
        claim["place"] = place(value, report, claim)
    elif key == "time":
        claim["time"] = time(value, report, claim)
    elif key == "voice":
        name, _, cue = value.partition(" = ")
        claim["voice"] = check(name.strip(), VOICES, "voice")
        if cue.strip():
            claim["cue"] = list(report.span(cue.strip(), claim))
    elif key in ("incident", "note"):
        claim[key] = value
    else:
        raise Problem(f"unknown key {key!r}")


def complete(claim: dict[str, Any]) -> None:
    """What only the whole claim shows."""
    if bool(claim["sources"]) == (claim["voice"] == "own"):
        raise Problem(f"voice {claim['voice']!r} does not go with {len(claim['sources'])} sources")


def read_draft(path: Path, texts: dict[str, dict[str, Any]], problems: list[str]) -> Iterator[Report]:
    """The reports of a draft; what is wrong goes to ``problems`` with file and line."""
    report: Report | None = None
    claim: dict[str, Any] | None = None
    last = 0

    def close(line: int) -> None:
        if claim is not None:
            try:
                complete(claim)
            except Problem as error:
                problems.append(f"{path}:{line}: {error}")

    for line, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        key, colon, value = raw.strip().partition(":")
        if not raw.strip() or raw.lstrip().startswith("##"):
            continue
        key, value = key.strip(), value.strip()
        try:
            if key in ("report", "claim"):
                close(last)
                claim, last = None, line
            if key == "report":
                if report:
                    yield report
                report = None
                if value not in texts:
                    raise Problem(f"no report {value!r} in the collections")
                report = Report(texts[value])
            elif not colon or report is None:
                raise Problem("expected 'key: value' below a report")
            elif key == "claim":
                claim = new_claim(value, report)
                report.claims.append(claim)
            elif key in ("cluster", "none"):
                setattr(report, key, value)
            elif claim is None:
                raise Problem("belongs below a claim that could be read")
            else:
                fill(key, value, claim, report)
        except (Problem, ValueError) as error:
            problems.append(f"{path}:{line}: {error}")
    close(last)
    if report:
        yield report


def record_of(report: Report, coder: str) -> dict[str, Any]:
    """The stand-off coding of a report."""
    record = report.record
    kept = {k: record.get(k) for k in ("outlet", "published", "conflict", "register")}
    sha = hashlib.sha256(report.text.encode()).hexdigest()
    head = {"id": record["id"], "collection": record["file"], "sha256": sha, **kept, "cluster": report.cluster}
    more = {"none": report.none} if not report.claims else {}
    return head | {"coder": coder} | more | {"claims": report.claims}


def main() -> int:
    """Show reports, check a draft, or write its codings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("show", "check", "compile"))
    parser.add_argument("names", nargs="+", help="ids of reports (show), or drafts (check, compile)")
    parser.add_argument("--texts", type=Path, default=Path("../shared"), help="folder of the collections (*.jsonl.gz)")
    parser.add_argument("--out", type=Path, help="the JSON-lines file to write (compile)")
    parser.add_argument("--coder", default="A")
    options = parser.parse_args()
    texts = read_texts(options.texts)
    if options.command == "show":
        print("\n\n".join(show(texts[name]) for name in options.names))
        return 0
    problems: list[str] = []
    reports = [r for name in options.names for r in read_draft(Path(name), texts, problems)]
    for report in reports:
        if not report.claims and not report.none:
            problems.append(f"{report.record['id']}: has neither claims nor 'none: reason'")
        if not report.cluster:
            problems.append(f"{report.record['id']}: has no cluster")
    print("\n".join(problems), file=sys.stderr)
    print(f"{len(reports)} reports, {sum(len(r.claims) for r in reports)} claims, {len(problems)} problems")
    if problems or options.command == "check":
        return 1 if problems else 0
    lines = [json.dumps(record_of(r, options.coder), ensure_ascii=False, separators=(",", ":")) for r in reports]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

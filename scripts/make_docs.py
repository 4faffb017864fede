"""Write the parts of README.md and docs/*.md that follow from the code: ``make docs``.

A page is written by hand but for the stretches between ``<!-- generated: NAME -->`` and ``<!-- end -->``, which come
from the function of that name here. ``tests/test_docs.py`` fails when a page is stale. ``--check`` changes nothing and
fails with the names of stale pages.
"""

from __future__ import annotations

import argparse
import inspect
import json
import re
import sys
import tempfile
import types
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import click

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
QUALITY = ROOT / "src" / "sayso" / "web" / "quality.json"
REGION = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
WIDTH = 80
SAMPLE = (
    "More than 300 people were evacuated from Sumy on Saturday, the regional governor said, according to Ukrinform.\n"
)
SAMPLE_DAY = date(2024, 8, 11)
OVERLAY = {
    "actors.csv": "id,name,kind,side,aliases,weak,area,active_from\n"
    "NOV-GUARD,Northern Valley Guard,armed-group,NOV-GUARD,Valley Guard|NVG,the Guard,MMR,2024-03-01\n",
    "cues.csv": "id,phrase,stance,governs,example,counter\n"
    "chronicle,chronicle,asserts,clause|object,The monitors chronicled that the clinic was shelled.,\n",
    "events/abduction.yaml": "type: abduction\n"
    "rules:\n"
    "  - id: spirit-away\n"
    "    when: [spirit/VERB away, spirit/VERB ... away]\n"
    "    object: [person, civilian, count]\n"
    "    measure: {target: captured}\n"
    "    examples: [Gunmen spirited away 12 villagers near Lashio.]\n"
    "    counter: [The wind spirited the smoke away.]\n",
}
OVERLAY_SENTENCE = "The monitors chronicled that the Valley Guard had spirited away 12 villagers near Lashio."


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the generated parts of docs/*.md.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a page is stale")
    check = parser.parse_args().check
    made = [*((path, refreshed(path)) for path in pages()), (QUALITY, quality())]
    stale = [(path, text) for path, text in made if not path.exists() or text != path.read_text(encoding="utf-8")]
    for path, text in stale:
        if not check:
            path.write_text(text, encoding="utf-8")
        print(f"{'stale' if check else 'wrote'} {path.relative_to(ROOT)}")
    if check and stale:
        raise SystemExit("run: make docs")


def quality() -> str:
    """The measured quality that the page of methods shows, as JSON: from the pinned scores and what coders agree on."""
    sets = json.loads((ROOT / "src" / "evaluation" / "pinned.json").read_text(encoding="utf-8"))["sets"]
    kinds = {"invented": sets["corpus/dev"], "real": sets["real/dev"]}
    names = [name for name in kinds["invented"]["scores"] if not name.startswith("confidence_sure")]
    coders = (ROOT / "corpus" / "AGREEMENT.md").read_text(encoding="utf-8").partition("| what | agreement |")[2]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in coders.partition("\n\n")[0].splitlines()[2:]]
    told = {
        "measured": max(kind["date"] for kind in kinds.values()),
        "reports": {name: kind["records"] for name, kind in kinds.items()},
        "scores": [
            {"key": name, **{kind: found["scores"].get(name) for kind, found in kinds.items()}} for name in names
        ],
        "agreement": [{"what": row[0], "agreement": row[1], "interval": row[2]} for row in rows],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def pages() -> list[Path]:
    """The pages of the documentation."""
    return [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]


def refreshed(path: Path) -> str:
    """The page's text with every generated stretch made anew."""
    text = path.read_text(encoding="utf-8")
    return REGION.sub(lambda m: f"{m[1]}{PARTS[m[2]]().strip()}\n{m[3]}", text)


def cli() -> str:
    """The help of every command."""
    from sayso.cli import main as sayso

    return "\n\n".join(
        f"{'#' * (2 + bool(name.count(' ')))} {name}\n\n```\n{_help(command, name)}\n```"
        for name, command in _commands(sayso, "sayso")
    )


def _commands(command: click.Command, name: str) -> Iterable[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for part in sorted(command.commands):
            yield from _commands(command.commands[part], f"{name} {part}")


def _help(command: click.Command, name: str) -> str:
    settings = {"help_option_names": ["-h", "--help"], "terminal_width": WIDTH, "max_content_width": WIDTH}
    with click.Context(command, info_name=name, **settings) as context:  # type: ignore[arg-type]
        return command.get_help(context).strip()


def events() -> str:
    """The event types."""
    rows = [
        (
            f"`{event.type}`",
            event.definition,
            event.acled,
            event.plover or "–",
            next((text for rule in event.rules for text in rule.examples), "–"),
            next((text for rule in event.rules for text in rule.counter), "–"),
        )
        for event in _rulebook().events
    ]
    return _table(("type", "what", "ACLED, closest", "PLOVER", "is one", "is none"), rows)


def tables() -> str:
    """The rulebook's tables with their columns."""
    from sayso.rules import TABLES

    return "\n\n".join(_one_table(kind) for kind in sorted(TABLES, key=lambda kind: kind.FILE))


def _one_table(kind: Any) -> str:
    hints = get_type_hints(kind)
    rows = []
    for field in fields(kind):
        if field.name in ("id", "example", "counter", "file", "line"):
            continue
        required = field.default is MISSING and field.default_factory is MISSING
        rows.append((f"`{field.name}`", _holds(hints[field.name]), "yes" if required else "no", _default(field)))
    finds = f"What it finds stands in `{kind.FIELD}` of a reading." if kind.FIELD else "Its rows find nothing alone."
    columns = _table(("column", "holds", "required", "when empty"), rows) if rows else "No further columns."
    return f"### {kind.FILE}\n\n{_prose(inspect.getdoc(kind) or '')}\n\n{finds}\n\n{columns}"


def _holds(hint: Any) -> str:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _holds(next(a for a in args if a is not type(None)))
    if origin is Literal:
        return "one of " + ", ".join(f"`{value}`" if value else "(empty)" for value in args)
    if origin is tuple:
        inner = _holds(args[0])
        return "several texts" if inner == "text" else inner.replace("one of", "any of")
    return {str: "text", int: "whole number", float: "number", bool: "`yes` or `no`", date: "day, 2024-08-10"}[hint]


def _default(field: Any) -> str:
    value = field.default
    if value is MISSING or value is None or value in ("", ()):
        return "" if value is MISSING else "nothing"
    return f"`{'yes' if value is True else 'no' if value is False else value}`"


def phrases() -> str:
    """The phrase language."""
    import sayso.rules.phrases as module

    return _prose(inspect.getdoc(module) or "")


def event_keys() -> str:
    """What an event file may hold."""
    import sayso.rules.events as module
    from sayso.rules.events import PLOVER, ROLE_SLOTS, TESTS

    choices = [
        ("tests", ", ".join(f"`{t}`" for t in TESTS) + ", `@class` (a word class), `=word` (this lemma)"),
        ("actor, target", ", ".join(f"`{slot}`" for slot in ROLE_SLOTS)),
        ("plover", ", ".join(f"`{name}`" for name in PLOVER)),
    ]
    doc = f"{_prose(inspect.getdoc(module) or '')}\n\n{_prose(inspect.getdoc(module.EventRule) or '')}"
    return f"{doc}\n\n{_table(('key', 'valid'), choices)}"


def overlay() -> str:
    """The worked example, run."""
    from sayso.service.explaining import explain, weighed

    files = "\n\n".join(f"`myrules/{name}`\n\n```\n{text.strip()}\n```" for name, text in OVERLAY.items())
    with tempfile.TemporaryDirectory() as folder:
        for name, text in OVERLAY.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        reader = _reader(Path(folder))
        reading = reader.read_text(OVERLAY_SENTENCE)
        lines = [
            f"{item.stage:13} {item.rule:34} {item.start:>4}–{item.end:<4} “{item.text}”  {item.result}"
            for item in explain(reading)
        ]
        for one in weighed(reader.resources, reading):
            at = f"{one.span.start:>4}–{one.span.end:<4} “{reading.text(one.span)}”"
            lines.append(f"{'weighed':13} {one.rule or one.type:34} {at}  {one.told}")
    shown = "\n".join(lines)
    command = f'$ sayso rules explain --rulebook myrules "{OVERLAY_SENTENCE}"'
    return f"{files}\n\n```\n{command}\n{shown}\n```"


def json_sample() -> str:
    """A short report and its JSON."""
    from sayso.exports.contract import dumps, reading_to_dict

    record = reading_to_dict(_reader().read_text(SAMPLE, published=SAMPLE_DAY, outlet="Example Wire"))
    record["sayso"]["rulebook"] = "…"  # changes with every rule, which is no news here
    return f"```\n{SAMPLE}```\n\npublished {SAMPLE_DAY}, gives\n\n```json\n{dumps(record, indent=2)}\n```"


def json_fields() -> str:
    """Every key of the JSON, from its schema."""
    from sayso import exports

    schema = json.loads((Path(exports.__file__).parent / "reading.schema.json").read_text(encoding="utf-8"))
    parts = {"reading": schema, **schema.get("$defs", {})}
    return "\n\n".join(
        f"### {name}\n\n"
        + (f"{part['description']}\n\n" if "description" in part else "")
        + _table(("key", "holds", "meaning"), [(f"`{key}`", _shape(value), value.get("description", ""))
                                                for key, value in part["properties"].items()])
        for name, part in parts.items() if "properties" in part
    )  # fmt: skip


def _shape(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return value["$ref"].rpartition("/")[2]
    if "enum" in value:
        return ", ".join("null" if choice is None else f"`{choice}`" for choice in value["enum"])
    for key in ("anyOf", "oneOf"):
        if key in value:
            return " or ".join(_shape(part) for part in value[key])
    kind = value.get("type", "")
    if kind == "array":
        return f"list of {_shape(value.get('items', {}))}"
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def input_fields() -> str:
    """By which names the columns of a corpus are recognised."""
    from sayso.readers.columns import FIELDS

    rows = [(f"`{field}`", ", ".join(f"`{name}`" for name in names)) for field, names in FIELDS.items()]
    return _table(("field", "recognised names, the likeliest first"), rows)


def input_limits() -> str:
    """What is read at most."""
    from sayso.readers import (
        csv_,
        docx,
        eml,
        eml_parts,
        feed_entries,
        markdown,
        members,
        pdf,
        pdf_pages,
        sandbox,
        source,
        text,
        values,
        warc,
        zip_,
    )

    size = f"{source.MAX_BYTES // 1_000_000} MB"
    entries = f"{feed_entries.MAX_ENTRIES:,} entries, {feed_entries.MAX_DEPTH} deep"
    parser = f"{sandbox.SECONDS} seconds, {sandbox.MEMORY // 1_000_000:,} MB, no network"
    rows = [
        ("a report (a file, line, record, message, page)", size),
        ("a PDF", f"{pdf.MOST // 1_000_000} MB, {pdf_pages.MAX_PAGES:,} pages"),
        ("a Word document", f"{docx.MOST // 1_000_000} MB"),
        ("a mail", f"{eml.MOST // 1_000_000} MB, {eml_parts.MAX_ATTACHED} attachments"),
        ("a feed", f"{size}, {entries}"),
        ("a line of prose", f"{text.MAX_PARAGRAPH:,} characters"),
        ("Markdown", f"{markdown.MAX_MARKDOWN:,} characters; a longer text is read as it stands"),
        (
            "what a packed file or an archive may unpack to",
            f"{source.MAX_RATIO} times the packed size, beyond the first {size}",
        ),
        ("nesting of a JSON value in a list", f"{values.MAX_DEPTH} levels"),
        ("lines of a CSV record", f"{csv_.MAX_LINES:,}"),
        ("a WARC record's header", f"{warc.MAX_HEADER:,} bytes"),
        ("members of an archive, and archives in each other", f"{members.MAX_MEMBERS:,} and {members.MAX_NESTED}"),
        ("the table of contents of a ZIP archive", f"{zip_.MAX_DIRECTORY // 1_000_000} MB"),
        ("what is copied to seek in (ZIP or Parquet through a pipe)", f"{source.MAX_COPY // 1_000_000:,} MB"),
        ("the process that parses a PDF, feed, Word document or mail", parser),
        ("the process that reads Parquet", f"{parser.replace(' seconds', ' seconds a row')}"),
    ]
    return _table(("what", "at most"), rows)


def input_suffixes() -> str:
    """Which names tell a format."""
    from sayso.readers.formats import SUFFIXES

    kinds = dict.fromkeys(SUFFIXES.values())
    rows = [(f"`{kind}`", ", ".join(f"`{s}`" for s, k in SUFFIXES.items() if k == kind)) for kind in kinds]
    return _table(("format", "names ending in"), rows)


def speed() -> str:
    """What the last run of the benchmark measured; nothing where none was kept."""
    path = DOCS / "speed.json"
    if not path.is_file():
        return "No measurement has been kept yet: `make benchmark`."
    found = json.loads(path.read_text(encoding="utf-8"))
    machine, read, start = found["machine"], found["reading"], found["start"]
    aims = [
        (
            row["what"],
            f"{row['bound']} {row['aim']:g}",
            f"{row['measured']:.2f}",
            "yes" if row["reached"] else "no",
            "" if row["by_cpu"] is None else f"{row['by_cpu']:.2f}",
        )
        for row in found["aims"]
    ]
    stages = [
        (name, f"{value:.2f}", f"{read['stages_share'][name]:.1%}")
        for name, value in read["stages_ms_per_1000_tokens"].items()
    ]
    return (
        f"Measured on {found['date']}: {machine['cores']} cores ({machine['processor']}), {machine['system']}, Python "
        f"{machine['python']}, spaCy {machine['spacy']}, sayso {machine['sayso']}. Load of the machine "
        f"{machine['load_before']} before and {machine['load_after']} after (above 1 before, something else ran too).\n"
        f"{read['reports']} reports of {read['tokens']} tokens, medians of {found['rounds']} rounds.\n\n"
        f"{_table(('what', 'aim', 'measured', 'reached', 'by processor time'), aims)}\n\n"
        f"spaCy alone read {read['bare_tokens_per_s']:,} tokens a second and took {start['spacy_s']:.2f} s to start; a "
        f"whole reading went at {read['whole_tokens_per_s']:,} tokens a second, and `sayso read` of one report took "
        f"{start['sayso_s']:.2f} s from start to end.\n\n"
        f"{_table(('step', 'ms per 1000 tokens', 'share'), stages)}"
    )


def ledger_speed() -> str:
    """What the last run of the ledger's benchmark measured; nothing where none was kept."""
    path = DOCS / "ledger-speed.json"
    if not path.is_file():
        return "No measurement has been kept yet: `python scripts/benchmark_ledger.py --json docs/ledger-speed.json`."
    found = json.loads(path.read_text(encoding="utf-8"))
    sizes = found["sizes"]
    columns = [f"{size['reports']:,}" for size in sizes]
    rows = [
        (name, *(f"{size[key]:,}" for size in sizes))
        for name, key in (
            ("claims", "claims"),
            ("ms to add and merge a report", "add_ms"),
            ("bytes per claim", "bytes_per_claim"),
            ("memory, MB", "memory_mb"),
        )
    ]
    rows += [
        (f"{query}, ms", *(f"{size['queries_ms'][query]:,}" for size in sizes)) for query in sizes[0]["queries_ms"]
    ]
    return (
        f"Measured on {found['date']}: {found['machine']}, Python {found['python']}.\n\n"
        f"{_table(('reports', *columns), rows)}"
    )


def export_speed() -> str:
    """What the last run of the exports' benchmark measured; nothing where none was kept."""
    path = DOCS / "export-speed.json"
    if not path.is_file():
        return "No measurement has been kept yet: `python scripts/benchmark_exports.py LEDGER… --json FILE`."
    found = json.loads(path.read_text(encoding="utf-8"))
    rows = [
        (f"{row['reports']:,}", f"{row['claims']:,}", f"`{row['form']}`", f"{row['claims_per_processor_second']:,}",
         f"{row['processor_seconds']:,}", f"{row['megabytes']:,}", f"{row['memory_mb']:,}")
        for row in found["rows"]
    ]  # fmt: skip
    head = ("reports", "claims", "form", "claims a second", "seconds", "file, MB", "memory, MB")
    return (
        f"Measured on {found['on']}: {found['machine']}, Python {found['python']}; seconds of processor time.\n\n"
        f"{_table(head, rows)}"
    )


def scale_measured() -> str:
    """What the last run of the benchmark of work at scale measured."""
    from scale_costs import measured

    return measured(_table)


def scale_costs() -> str:
    """What that comes to at other sizes."""
    from scale_costs import costs

    return costs(_table)


def web_speed() -> str:
    """What the last run of the web app's benchmark measured; nothing where none was kept."""
    path = DOCS / "web-speed.json"
    if not path.is_file():
        return "No measurement has been kept yet: `python scripts/benchmark_web.py LEDGER --json docs/web-speed.json`."
    found = json.loads(path.read_text(encoding="utf-8"))
    rows = [
        (f"`{route}`", f"{times['median_ms']:,.0f}", f"{times['p95_ms']:,.0f}")
        for route, times in (*found["routes"].items(), ("all", found["all"]))
    ]
    return (
        f"Measured on {found['date']}: {found['cores']} cores, {found['machine']}, Python {found['python']}, load of "
        f"the machine {found['load']} (above the number of cores, something else ran too), "
        f"niceness {found['niceness']}.\n"
        f"A ledger of {found['reports']:,} reports, {found['claims']:,} claims and {found['incidents']:,} incidents; "
        f"{found['all']['asked']:,} pages were asked for. The first answer came {found['first_answer_s']:.0f} s after "
        f"the start. The server held {found['memory_mb'].get('now', 0)} MB in the end, "
        f"{found['memory_mb'].get('most', 0)} MB at most.\n\n"
        f"{_table(('page or list', 'median, ms', '95th percentile, ms'), rows)}"
    )


def web_users() -> str:
    """What several people at once found, as the last run of the web app's benchmark measured it."""
    path = DOCS / "web-users.json"
    if not path.is_file():
        return "No measurement has been kept yet: `python scripts/benchmark_web.py LEDGER --users 1 4 16`."
    found = json.loads(path.read_text(encoding="utf-8"))
    rows = []
    for row in found["rows"]:
        pages, decided = row["pages"], row["decisions"]
        rows.append((
            str(row["users"]), str(row["exports"]), f"{row['pages_a_second']:.0f}", f"{pages['median_ms']:,.0f}",
            f"{pages['p95_ms']:,.0f}", f"{decided['median_ms']:,.0f}" if decided else "–",
            str(sum(row["refused"].values())),
        ))  # fmt: skip
    head = ("people", "exports", "pages a second", "median, ms", "95th percentile, ms", "a decision, ms", "refused")
    return (
        f"Measured on {found['date']}: {found['cores']} cores, {found['machine']}, Python {found['python']}, load of "
        f"the machine {found['load']} at the end (the people and the server themselves are some 3 of it; above that, "
        f"something else ran too).\nA ledger of {found['reports']:,} reports, {found['claims']:,} claims and "
        f"{found['incidents']:,} incidents; {found['seconds']:.0f} s a row. The server held "
        f"{found['memory_mb'].get('most', 0)} MB at most.\n\n{_table(head, rows)}"
    )


def web_map() -> str:
    """What the first page weighs and how the map moves, as last measured in a real browser."""
    path = DOCS / "web-map.json"
    if not path.is_file():
        return "No measurement has been kept yet: `python scripts/measure_map.py LEDGER --json docs/web-map.json`."
    found = json.loads(path.read_text(encoding="utf-8"))
    visits = [
        (name, f"{one['sent_kb']:,}", f"{one['unpacked_kb']:,}", f"{one['loaded_ms']:,}", f"{one['map_ready_ms']:,}")
        for name, one in (("first", found["first_visit"]), ("second", found["second_visit"]))
    ]
    moves = [
        (
            name, str(one["moves"]), f"{one['frame_median_ms']:.0f}", f"{one['frame_p95_ms']:.0f}",
            f"{one['long_tasks']} of {one['long_tasks_ms']} ms", str(one["longest_task_ms"]), str(one["of_the_map"]),
        )
        for name, one in (("dragging", found["dragging"]), ("zooming", found["zooming"]))
    ]  # fmt: skip
    return (
        f"Measured on {found['date']}: {found['cores']} cores, {found['machine']}, load of the machine {found['load']} "
        f"(above the number of cores, something else ran too), drawn by {found['drawn_by']}.\n\n"
        + _table(("visit", "sent, kB", "unpacked, kB", "loaded after, ms", "map drawn after, ms"), visits)
        + "\n\n"
        + _table(("", "moves", "between frames, ms", "95th percentile, ms", "long tasks", "the longest, ms",
                  "requests for incidents"), moves)
    )  # fmt: skip


def weights() -> str:
    """The reasons for and against a link, with their weights."""
    from sayso.incidents.weights import weights as table

    found = table()
    rows = [
        (f"`{reason}`", f"{found.within[reason]:+g}", f"{found.across[reason]:+g}", meaning)
        for reason, meaning in found.meaning.items()
    ]
    return _table(("reason", "within", "across", "holds when"), rows)


def incident() -> str:
    """What the ledger shows of the reports in examples/incident: the incident with most claims."""
    import io

    from sayso.present.showing import write
    from sayso.service.ledger import Ledger

    out = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "demo.db", create=True) as ledger:
        ledger.add(sorted((ROOT / "examples" / "incident").glob("*.txt")), _reader())
        largest = max(ledger.incidents(), key=lambda row: (row.claims, row.id))
        write(ledger.show(largest.id), out)
    shown = out.getvalue().replace(f"{ROOT}/", "").strip()
    head = shown.split("\n\n")[:4]  # the comparison, the reports and the first claim
    return "```text\n" + "\n\n".join(head) + "\n…\n```"


def real_errors() -> str:
    """The kinds of error that cost most on real reports, from what was pinned."""
    from evaluation.breakdown import breakdown_from_json
    from evaluation.coded_pages import errors_table
    from evaluation.gate import read_pins

    pin = read_pins().sets.get("real/dev")
    if pin is None:
        return "No real reports have been measured yet: `sayso bench real --pin`."
    return f"On {pin.records} reports (dev), measured {pin.date}:\n\n{errors_table(breakdown_from_json(pin.breakdown))}"


def model_data() -> str:
    """Which reports the models learned from, with what their sources say of licences."""
    sys.path.insert(0, str(Path(__file__).parent))
    from model_card import data

    return data(_table)


def model_scores() -> str:
    """How the dev part of the real reports is read: by type, war and register, as pinned."""
    sys.path.insert(0, str(Path(__file__).parent))
    from model_card import scores

    return scores(_table)


def model_files() -> str:
    """The files of what is learned, their sizes and digests."""
    sys.path.insert(0, str(Path(__file__).parent))
    from model_card import files

    return files(_table)


def learning_curve() -> str:
    """What more coded reports bring, from the last measurement."""
    sys.path.insert(0, str(Path(__file__).parent))
    from model_card import curve

    return curve(_table)


def exports() -> str:
    """The forms of export: how they are filled, what they leave out and lose."""
    from sayso.service.exporting import FORMS, explained

    return "\n\n".join(f"## {name}\n\n{explained(name)}" for name in FORMS)


def python() -> str:
    """The Python interface."""
    sys.path.insert(0, str(Path(__file__).parent))
    from api_reference import reference

    return reference()


def http() -> str:
    """The HTTP API."""
    sys.path.insert(0, str(Path(__file__).parent))
    from http_reference import reference

    return reference()


PARTS: dict[str, Callable[[], str]] = {
    "python": python,
    "cli": cli,
    "events": events,
    "tables": tables,
    "phrases": phrases,
    "event-keys": event_keys,
    "overlay": overlay,
    "json-sample": json_sample,
    "json-fields": json_fields,
    "input-suffixes": input_suffixes,
    "input-fields": input_fields,
    "input-limits": input_limits,
    "speed": speed,
    "ledger-speed": ledger_speed,
    "export-speed": export_speed,
    "web-speed": web_speed,
    "web-users": web_users,
    "web-map": web_map,
    "scale-measured": scale_measured,
    "scale-costs": scale_costs,
    "weights": weights,
    "incident": incident,
    "exports": exports,
    "real-errors": real_errors,
    "model-data": model_data,
    "model-scores": model_scores,
    "model-files": model_files,
    "learning-curve": learning_curve,
    "http": http,
}


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _prose(doc: str) -> str:
    """A docstring as Markdown: double back-quotes become single, and none in indented stretches, which are code."""
    return "\n".join(re.sub("``([^`]+)``", r"`\1`" if line[:4].strip() else r"\1", line) for line in doc.splitlines())


@cache
def _rulebook() -> Any:
    from sayso.rules import load_rulebook

    return load_rulebook()


@cache
def _reader(*overlays: Path) -> Any:
    from sayso import Reader

    return Reader(overlays=overlays)


if __name__ == "__main__":
    main()

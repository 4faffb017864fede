"""``sayso scale`` from end to end with the reader itself: a corpus in every packing has the incidents of the ledger."""

from __future__ import annotations

import gzip
import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso import cli
from sayso.cli import runtime
from sayso.service.ledger import Ledger
from sayso.service.reading import Reader
from tests.readers.making import warc_block, warc_record
from tests.service.scale.runs import described, exported
from tests.store.making import dump, whole

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
zstd = pytest.importorskip("backports.zstd")

ROOT = Path(__file__).parents[1]
BY_ORDER = ("names", "last incidents", "inputs")
"""What of a ledger hangs on the order in which incidents were found, or tells of the run that filled it."""


def sayso(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    return result


def report(name: str, outlet: str) -> dict[str, str]:
    text = (ROOT / "examples" / name).read_text(encoding="utf-8")
    return {"id": Path(name).stem, "text": text, "title": text.partition("\n")[0], "outlet": outlet}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Fourteen example reports as Parquet, JSONL, WARC and zstd, and a row that is none."""
    folder = tmp_path / "news"
    folder.mkdir()
    rows = [report(f"incident/{name}.txt", "Sahara Wire") for name in ("1-sahara-wire", "2-port-sudan-gazette")]
    rows += [report("01-wire-lead.txt", "Eastbridge"), report("02-state-agency.txt", "Ukrhlas")]
    pq.write_table(pa.table({key: [row[key] for row in rows] for key in rows[0]}), folder / "a.parquet")
    lines = [json.dumps(report(name, "Harbour")) for name in ("03-local-radio.txt", "13-incident-a.txt")]
    lines.insert(1, '{"text": "a row that was cut sh')
    (folder / "b.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "c.warc.gz").write_bytes(b"".join(map(gzip.compress, _archived())))
    packed = [report(f"{name}.txt", "Savanna") for name in ("15-incident-c", "10-casualty-update", "12-third-hand")]
    packed += [report("incident/4-savanna-herald.txt", "Savanna Herald")]
    (folder / "d.jsonl.zst").write_bytes(zstd.compress("\n".join(map(json.dumps, packed)).encode()))
    return folder


def _archived() -> Iterator[bytes]:
    page = (ROOT / "examples/16-news-page.html").read_text(encoding="utf-8")
    yield warc_record("https://news.example/libya", page)
    for name in ("14-incident-b", "incident/3-west-kordofan-voice"):
        title, *rest = (line for line in report(f"{name}.txt", "")["text"].splitlines() if line)
        body = "".join(f"<p>{html.escape(line)}</p>" for line in rest)
        head = f"<html lang='en'><head><title>{html.escape(title)}</title></head>"
        yield warc_record(f"https://news.example/{name[-5:]}", f"{head}<body><article><h1>{title}</h1>{body}</article>")
    text = report("09-regional-daily.txt", "")["text"]
    yield warc_block("conversion", text.encode(), "WARC-Target-URI: https://daily.example/kivu", "text/plain")
    yield warc_record("https://news.example/gone", status="404 Not Found")


@pytest.fixture
def _reader(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands take the reader that all tests share; it is the one that they would load."""
    monkeypatch.setattr(runtime, "reader", lambda *_, **__: reader)


def table(folder: Path) -> list[dict[str, Any]]:
    return [row for path in sorted(folder.glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


@pytest.mark.usefixtures("_reader")
def test_a_corpus_in_every_packing_gives_the_incidents_of_the_ledger(news: Path, tmp_path: Path) -> None:
    """Whoever reads a corpus in parts must not publish other incidents than whoever adds it to a ledger."""
    out, loaded, added = tmp_path / "out", tmp_path / "loaded.db", tmp_path / "added.db"
    said = sayso("scale", "read", news, out, "--rows", "3").stdout
    assert "14 reports read now" in said
    assert "1 not readable" in said
    (error,) = table(out / "errors")
    assert (Path(error["path"]).name, error["where"]) == ("b.jsonl", "line 2")
    assert error["reason"]
    assert error["advice"]
    sayso("scale", "merge", out, "--buckets", "5", "--days", "2")
    assert "14 reports" in sayso("scale", "load", out, loaded).stdout
    sayso("add", news, "--ledger", added, code=1)
    with Ledger(added) as ledger:
        assert described(out) == exported(ledger)
        assert max(row.documents for row in ledger.incidents()) >= 3, (
            "reports of several packings tell of one happening"
        )
    one, other = dump(added), dump(loaded)
    assert {k: v for k, v in other.items() if k not in BY_ORDER} == {k: v for k, v in one.items() if k not in BY_ORDER}
    whole(loaded)

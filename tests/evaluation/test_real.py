"""Codings of real reports: written from drafts, joined with texts that lie elsewhere, split by event."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from evaluation.breakdown import breakdown_from_json
from evaluation.coded_pages import errors_table, parts_table, types_table
from evaluation.documents import agreement_page, benchmarks_page
from evaluation.errors import GoldError
from evaluation.gate import Pins, pin, read_pins, write_pins
from evaluation.real import cluster_names, coding_files, join, read_codings, read_groups, real_split
from evaluation.running import Measured, Skipped, run_real
from sayso.cli import main
from sayso.model import Span
from sayso.service.reading import Reader


@pytest.fixture
def corpus(tmp_path: Path, shared: Path, draft: Path) -> Path:
    """A corpus folder with the codings of the draft."""
    where = tmp_path / "corpus"
    (where / "reports").mkdir(parents=True)
    words = ["corpus", "code", "compile", str(draft), "--texts", str(shared), "--out", str(where / "real")]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    return where


def test_codings_hold_no_words_of_a_report_but_triggers(corpus: Path) -> None:
    """The texts belong to their publishers."""
    (path,) = coding_files(corpus)
    text = path.read_text(encoding="utf-8")
    assert "Rebels" not in text
    assert "At least" not in text
    assert [json.loads(line)["id"] for line in text.splitlines()] == ["t-1", "t-2", "t-3"]


def test_codings_find_their_texts(corpus: Path, shared: Path) -> None:
    found = join(read_codings(coding_files(corpus)), shared)
    assert found.missing == ()
    first, second, third = found.reports
    shelled, killed = first.claims
    assert first.text[shelled.sentence.start : shelled.sentence.end] == "Rebels shelled Sake on Monday, the army said."
    assert shelled.evidence.trigger == Span(start=7, end=14)
    assert (shelled.actors, shelled.evidence.actors) == (("M23",), (Span(start=0, end=6),))
    assert (killed.place, killed.precision) == ("Sake", "point")
    assert killed.evidence.place is not None
    assert killed.figures[0].span is not None
    assert (second.cluster, third.cluster, third.claims) == ("sake-2025-01", "congress", ())


def test_what_is_missing_is_said_plainly(corpus: Path, shared: Path, tmp_path: Path) -> None:
    """Else a score on part of the reports passes for one on all."""
    codings = read_codings(coding_files(corpus))
    nowhere = join(codings, tmp_path / "nowhere")
    assert nowhere.reports == ()
    assert nowhere.missing == (f"3 reports: there is no {tmp_path}/nowhere/texts/none.jsonl.gz",)
    (path,) = coding_files(corpus)
    changed = path.read_text(encoding="utf-8").replace(codings[0].sha256, "0" * 64)
    path.write_text(changed.replace('"t-3"', '"t-9"'), encoding="utf-8")
    found = join(read_codings([path]), shared)
    assert [report.id for report in found.reports] == ["t-2"]
    assert [line.split(" in ")[0] for line in found.missing] == ["1 reports: their text", "1 reports: they are not"]


def test_a_report_is_coded_once(corpus: Path) -> None:
    (path,) = coding_files(corpus)
    (path.parent / "b02.jsonl").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(GoldError, match=r"b02\.jsonl: t-1: stands in .*b01\.jsonl as well"):
        read_codings(coding_files(corpus))


def test_a_line_that_is_no_coding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "b1.jsonl"
    path.write_text('{"id": "t-1", "claims": []}\n', encoding="utf-8")
    with pytest.raises(GoldError, match=r"b1\.jsonl: t-1: is no coding: KeyError\('cluster'\)"):
        read_codings([path])


def test_clusters_are_what_slugs_and_groups_join() -> None:
    slugs = {"a": "aleppo-1", "b": "aleppo-1", "c": "aleppo-2", "d": "goma", "e": "sake"}
    groups = [("syria-2016-08-01", ("b", "c", "x")), ("drc-2025-01-06", ("y", "z"))]
    assert cluster_names(slugs, groups) == {
        **dict.fromkeys("abc", "syria-2016-08-01"),
        "d": "goma",
        "e": "sake",
    }


@given(
    st.dictionaries(st.integers(0, 12).map(str), st.sampled_from("pqrst"), min_size=1),
    st.lists(st.lists(st.integers(0, 12).map(str), max_size=4), max_size=4),
)
def test_reports_on_one_event_never_stand_on_two_sides(slugs: dict[str, str], ids: list[list[str]]) -> None:
    groups = [(f"g{n}", some) for n, some in enumerate(ids)]
    names = cluster_names(slugs, groups)
    assert names.keys() == slugs.keys()
    for one in slugs:
        for other in slugs:
            if slugs[one] == slugs[other] or any(one in some and other in some for some in ids):
                assert names[one] == names[other]
                assert real_split(names[one]) == real_split(names[other])


def test_groups_get_names_of_our_own(tmp_path: Path) -> None:
    path = tmp_path / "clusters.json"
    path.write_text(
        json.dumps(
            [
                {"conflict": "syria", "dates": ["2017-04-16", "2017-04-15"], "ids": ["a"]},
                {"conflict": "syria", "dates": ["2017-04-15"], "ids": ["b"]},
                {"conflict": "yemen", "dates": [], "ids": ["c"]},
            ]
        ),
        encoding="utf-8",
    )
    assert [name for name, _ in read_groups(path)] == ["syria-2017-04-15", "syria-2017-04-15-2", "yemen"]
    assert read_groups(tmp_path / "none.json") == []


def test_a_later_batch_joins_the_clusters_of_earlier_ones(corpus: Path, shared: Path, tmp_path: Path) -> None:
    """Else two batches put reports on one event into training and test."""
    (shared / "texts" / "clusters.json").write_text(
        json.dumps([{"conflict": "drc", "dates": ["2025-01-08"], "ids": ["t-2", "t-3"]}]), encoding="utf-8"
    )
    more = tmp_path / "b02.draft"
    more.write_text("## nothing yet\n", encoding="utf-8")
    words = ["corpus", "code", "compile", str(more), "--texts", str(shared), "--out", str(corpus / "real")]
    assert CliRunner().invoke(main, words).exit_code == 0
    codings = read_codings(coding_files(corpus))
    assert {coding.report.cluster for coding in codings} == {"drc-2025-01-08"}
    assert [coding.slug for coding in codings] == ["sake-2025-01", "sake-2025-01", "congress"]


def test_split_is_about_sixty_twenty_twenty() -> None:
    parts = [real_split(f"event-{n}") for n in range(2000)]
    assert [round(parts.count(part) / 2000, 1) for part in ("train", "dev", "test")] == [0.6, 0.2, 0.2]


def test_a_part_is_read_and_what_is_missing_is_no_silent_loss(corpus: Path, shared: Path, reader: Reader) -> None:
    split = real_split("sake-2025-01")
    found = run_real(reader, corpus, shared, split)
    assert isinstance(found, Measured)
    assert (found.key, found.missing) == (f"real/{split}", ())
    assert {outcome.report for outcome in found.outcomes} >= {"t-1", "t-2"}
    assert [part.name for part in found.breakdown.parts["conflict"]] == ["drc"]
    few = run_real(reader, corpus, shared, split, limit=1)
    assert isinstance(few, Measured)
    assert few.key == f"real/{split}/1", "never pinned as if it were all"
    nothing = run_real(reader, corpus, shared / "none", split)
    assert isinstance(nothing, Skipped)
    assert "reports: there is no" in nothing.reason


def test_the_test_part_is_kept_for_releases(corpus: Path) -> None:
    """Else rules are written, sooner or later, by its mistakes."""
    words = ["bench", "real", "--split", "test", "--corpus", str(corpus)]
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, "kept for releases: --release" in done.stderr) == (1, True)


def test_real_breakdowns_are_pinned_and_stand_on_the_pages(corpus: Path, shared: Path, reader: Reader) -> None:
    split = real_split("sake-2025-01")
    found = run_real(reader, corpus, shared, split)
    assert isinstance(found, Measured)
    pins = Pins({}, [])
    pin([replace(found, key="real/dev"), replace(found, key="corpus/dev")], pins, date(2025, 2, 1))
    write_pins(pins, corpus / "pins.json")
    again = read_pins(corpus / "pins.json")
    assert again == pins
    page = benchmarks_page(again)
    assert "| score | invented, dev | real, dev |" in page
    assert "The dev part:" in page
    assert again.sets["corpus/dev"].breakdown == {}
    under = breakdown_from_json(again.sets["real/dev"].breakdown)
    assert "| `shelling` | 2 |" in types_table(under)
    assert errors_table(under).startswith("| errors | kind |")
    assert "more with fewer than 20 claims" in parts_table(under, "conflict")


def test_two_codings_of_real_reports_are_compared_on_their_page(corpus: Path) -> None:
    real = read_codings(coding_files(corpus))
    page = "<!-- generated: real -->\n<!-- end -->"
    assert "No real report has been coded twice yet." in agreement_page(page, real, [])
    text = agreement_page(page, real, real)
    assert "3 reports; the first coding has 3 claims, the second 3." in text
    assert "| claims of the same type (F1) | 1.000 | 1.000–1.000 |" in text
    assert "| `counting`, of 3 pairs | 1.000 |" in text
    with pytest.raises(GoldError, match="t-1: has no first coding of the same text"):
        agreement_page(page, real, [replace(real[0], sha256="0")])


def test_the_commands_show_and_check(shared: Path, draft: Path, corpus: Path) -> None:
    run = CliRunner().invoke
    page = run(main, ["corpus", "show", "t-1", "--corpus", str(corpus), "--texts", str(shared)])
    assert "[2] casualties asserted" in page.stdout
    lost = run(main, ["corpus", "show", "t-1", "--corpus", str(corpus), "--texts", str(shared / "none")])
    assert (lost.exit_code, "there is no" in lost.stderr) == (1, True)
    shown = run(main, ["corpus", "code", "show", "t-1", "--texts", str(shared)])
    assert "[3] In Goma nurses marched." in shown.stdout
    assert run(main, ["corpus", "code", "show", "t-9", "--texts", str(shared)]).exit_code == 1
    draft.write_text(draft.read_text(encoding="utf-8").replace("people 12 =", "people 13 ="), encoding="utf-8")
    checked = run(main, ["corpus", "code", "check", str(draft), "--texts", str(shared)])
    assert checked.exit_code == 1
    assert "b01.draft:18: t-2: figure killed people is coded 13, 13, but its words are '12 people'" in checked.stdout
    whole = run(main, ["corpus", "check", str(corpus), "--texts", str(shared)])
    assert (whole.exit_code, "Real reports\nall       3 reports" in whole.stdout) == (0, True)
    absent = run(main, ["corpus", "check", str(corpus), "--texts", str(shared / "none")])
    assert "not checked: 3 reports: there is no" in absent.stdout

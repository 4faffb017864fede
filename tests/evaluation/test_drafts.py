"""Drafts of coders become stand-off codings; what is wrong in them is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.drafts import read_draft
from evaluation.texts import Text, coded_sentences

TEXT = Text(
    id="t-1",
    collection="texts/none",
    text=(
        "Rebels shelled Sake. At least 12 people were killed, the army said, in a raid by rebels.\n"
        "Gen. A. Kahn vowed to strike back."
    ),
    published="2025-01-07",
)
DRAFT = """## a remark
report: t-1
cluster: sake-2025-01
claim: shelling asserted | s1 | shelled
 actor: M23 = Rebels
 place: Sake, CD, -1.57, 29.04 = Sake
 time: 2025-01-06 = Rebels
 figure: killed people 12+ total part = At least 12 people @2
 source: army @2
 voice: indirect = said @2
 incident: sake
claim: threaten planned | s3 | vowed
 actor: Kahn = -
"""


def draft(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "b1.draft"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_draft_becomes_offsets(tmp_path: Path) -> None:
    reports, problems = read_draft(draft(tmp_path, DRAFT), {"t-1": TEXT})
    assert problems == []
    (report,) = reports
    first, second = report.claims
    assert TEXT.text[slice(*first["trigger"])] == first["words"] == "shelled"
    assert first["sources"] == [{"name": "army", "span": [57, 61]}]
    assert TEXT.text[57:61] == "army"
    (figure,) = first["figures"]
    assert (figure["low"], figure["high"], figure["bound"]) == (12.0, None, "at-least")
    assert (figure["counting"], figure["part"]) == ("total", True)
    assert TEXT.text[slice(*figure["span"])] == "At least 12 people"
    assert second["actors"] == [{"name": "Kahn", "span": None}]
    assert report.lines == [4, 12]


def test_sentences_break_at_stops_and_lines_but_not_at_titles() -> None:
    words = [TEXT.text[s.start : s.end] for s in coded_sentences(TEXT.text)]
    assert words == [
        "Rebels shelled Sake.",
        "At least 12 people were killed, the army said, in a raid by rebels.",
        "Gen. A. Kahn vowed to strike back.",
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("claim: war asserted | s1 | shelled", "6: t-1: type 'war' is not one of clash"),
        ("claim: clash asserted | s9 | shelled", "6: t-1: 's9' is no sentence of the report (s1 to s3)"),
        ("claim: clash asserted | s1 | bombed", "6: t-1: 'bombed' is not in 'Rebels shelled Sake.'"),
        ("claim: clash asserted", "6: t-1: a claim is TYPE STATUS"),
        (" figure: killed people many = Rebels", "6: t-1: 'many' is no number"),
        (" figure: killed people 3 old = Rebels", "6: t-1: counting 'old' is not one of"),
        (" place: Sake = Sake", "6: t-1: a place is NAME, CC, LAT, LON"),
        (" place: Sake, Kivu, CD, 1, 2, town = Sake", "6: t-1: country '1' is no code of two capital letters"),
        (" time: Monday = Sake", "6: t-1: 'Monday' is no day"),
        (" time: 2025-01-07..2025-01-06 = Sake", "6: t-1: time runs backwards"),
        (" time: 2025-01-07", "6: t-1: write DAY, DAY..DAY, ..DAY, DAY.. or ? = WORDS"),
        (" source: army @2", "5: t-1: voice 'own' does not go with 1 sources"),
        (" actor: rebels @2 #2", "6: t-1: 'rebels' is not in"),
        (" mood: bad", "6: t-1: unknown key 'mood'"),
        ("shelled", "6: t-1: expected 'key: value'"),
        ("report: t-9", "6: : no report 't-9' in the collections"),
        ("none: a party congress", "3: t-1: a report has either claims or 'none: reason'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, line: str, problem: str) -> None:
    """A coder mends a draft by these messages alone."""
    text = "\n\nreport: t-1\ncluster: c\nclaim: shelling asserted | s1 | shelled\n" + line + "\n"
    _, problems = read_draft(draft(tmp_path, text), {"t-1": TEXT})
    assert len(problems) == 1
    assert f"b1.draft:{problem}" in str(problems[0])


def test_a_report_needs_a_cluster_and_claims_or_a_reason(tmp_path: Path) -> None:
    _, problems = read_draft(draft(tmp_path, "report: t-1\n"), {"t-1": TEXT})
    assert [p.problem for p in problems] == [
        "the report has no cluster",
        "a report has either claims or 'none: reason'",
    ]
    reports, problems = read_draft(draft(tmp_path, "report: t-1\ncluster: c\nnone: sport\n"), {"t-1": TEXT})
    assert (problems, reports[0].none) == ([], "sport")

"""The corpus is right, and the check finds what is wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from evaluation.checking import check_corpus
from evaluation.corpus import SPLITS, corpus_folder, corpus_hash, examine_report, find_report, split_of
from evaluation.counting import count_lines
from evaluation.documents import AGREEMENT, README, agreement_page, corpus_page
from evaluation.errors import GoldError
from evaluation.gold import GoldReport
from evaluation.real import read_both, read_twice
from evaluation.showing import show_report
from sayso.cli import main

CORPUS = Path(__file__).parents[2] / "corpus"
TEXT = "Raid on Sake\n\nRebels shelled Sake on Monday, killing 12 people, the army said. Rebels denied it.\n"
CLAIM = {
    "type": "shelling",
    "status": "asserted",
    "sentence": '"Rebels shelled Sake on Monday, killing 12 people, the army said."',
    "trigger": "shelled",
    "place": "{text: Sake, country: CD, lat: -1.57, lon: 29.04}",
    "time": "{earliest: 2025-01-06, latest: 2025-01-06}",
    "figures": "[{text: 12 people, measure: killed, unit: people, low: 12, high: 12, bound: exact}]",
    "sources": "[army]",
    "voice": "indirect",
    "incident": "sake",
}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a corpus of one report whose claims differ from CLAIM as told; gives the corpus folder."""

    def build(*claims: dict[str, str], name: str = "sake", text: str = TEXT, register: str = "wire") -> Path:
        folder = tmp_path / "reports" / "sake"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        lines = [f"id: {name}", "cluster: sake", "outlet: Radio Kivu", "published: 2025-01-07", "conflict: drc"]
        lines += [f"register: {register}", "claims:"]
        for claim in claims:
            fields = {key: value for key, value in {**CLAIM, **claim}.items() if value}
            lines += [f"{'- ' if n == 0 else '  '}{key}: {value}" for n, (key, value) in enumerate(fields.items())]
        (folder / f"{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path

    return build


@pytest.fixture(scope="module")
def checked() -> tuple[list[GoldReport], list[GoldError]]:
    return check_corpus(CORPUS)


def test_the_corpus_is_right(checked: tuple[list[GoldReport], list[GoldError]]) -> None:
    assert [str(problem) for problem in checked[1]] == []


def test_the_readme_states_the_counts_of_the_corpus(checked: tuple[list[GoldReport], list[GoldError]]) -> None:
    """Else the page promises more, or less, than there is: sayso bench --write-docs."""
    text = README.read_text(encoding="utf-8")
    assert corpus_page(text, checked[0], read_both(CORPUS)[0]) == text
    assert f"| all | {len(checked[0])} |" in text


def test_the_page_on_agreement_states_that_of_the_codings() -> None:
    """Else it promises what the codings do not bear out: sayso bench --write-docs."""
    text = AGREEMENT.read_text(encoding="utf-8")
    assert agreement_page(text, *read_twice(CORPUS)) == text


def test_a_right_report_has_no_problem(write: Write) -> None:
    reports, problems = check_corpus(write({}))
    assert not problems
    assert reports[0].claims[0].trigger == "shelled"


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        ({"trigger": "bombed"}, "trigger 'bombed' is not in its words"),
        ({"sentence": '"Rebels bombed Sake."'}, "is not in the text"),
        ({"type": "shooting"}, "type 'shooting' is not one of"),
        ({"status": "maybe"}, "status 'maybe' is not one of"),
        ({"sources": ""}, "voice 'indirect' does not go with sources []"),
        ({"voice": "own"}, "voice 'own' does not go with sources ['army']"),
        ({"time": "{earliest: 2025-01-08, latest: 2025-01-08}"}, "after the report of 2025-01-07"),
        ({"time": "{earliest: 2025-01-06, latest: 2025-01-05}"}, "time runs backwards"),
        ({"place": "{text: Sake, country: CD}"}, "has no coordinates"),
        ({"place": "{text: Goma, country: CD, lat: 1.0, lon: 29.0}"}, "place 'Goma' is not in its words"),
        ({"place": "{text: Sake, country: CD, lat: 95.0, lon: 29.0}"}, "not on the globe"),
        ({"place": "{text: Sake, country: Congo, lat: -1.57, lon: 29.04}"}, "country 'Congo' is not a code"),
        ({"figures": "[{measure: killed, unit: people, low: 12, high: null, bound: exact}]"}, "is exact but runs"),
        ({"figures": "[{measure: killed, unit: people, low: 12, high: 12, bound: at-least}]"}, "is at-least but runs"),
        ({"figures": "[{measure: slain, unit: people, low: 12, high: 12, bound: exact}]"}, "measure 'slain'"),
    ],
)
def test_what_is_wrong_in_a_claim_is_named_with_file_and_claim(
    write: Write, claim: dict[str, str], problem: str
) -> None:
    found = check_corpus(write({}, claim | {"incident": ""}))[1]
    assert len(found) == 1
    assert problem in str(found[0])
    assert "sake.yaml: claim 2: " in str(found[0])


def test_all_problems_are_listed_not_only_the_first(write: Write) -> None:
    found = check_corpus(write({"trigger": "bombed"}, {"type": "shooting"}, {"status": "maybe"}))[1]
    assert [problem.where for problem in found] == ["claim 1", "claim 2", "claim 3"]


def test_what_only_the_whole_corpus_can_tell(write: Write) -> None:
    write({}, {"type": "agree", "status": "planned"})
    write({}, {}, name="twice", register="novel")
    (write() / "reports" / "sake" / "alone.txt").write_text(TEXT, encoding="utf-8")
    write({}, {"type": "agree", "trigger": "Rebels"})
    found = " ".join(str(problem) for problem in check_corpus(write({}, {"type": "agree", "trigger": "Rebels"}))[1])
    assert "register 'novel' is not one of" in found
    assert "stands there twice" in found
    assert "alone.txt: report: has no claims beside it" in found
    assert "incident sake: is agree in sake claim 2 but remote" in found


def test_a_file_that_is_no_report_is_one_problem(write: Write) -> None:
    folder = write({})
    (folder / "reports" / "sake" / "sake.yaml").write_text("claims: [unclosed", encoding="utf-8")
    report, problems = examine_report(folder / "reports" / "sake" / "sake.yaml")
    assert report is None
    assert "cannot be read" in str(problems[0])


def test_counts_and_hash(write: Write) -> None:
    folder = write({})
    before = corpus_hash(folder)
    assert count_lines(check_corpus(folder)[0])[0] == (
        "all       1 reports in 1 clusters, 17 words, 1 claims, 1 figures, 1 incidents, 0 chains of two sources or more"
    )
    assert corpus_hash(folder) == before
    write({"status": "uncertain"})
    assert corpus_hash(folder) != before


def test_the_splits_are_fixed_by_the_name_of_the_cluster() -> None:
    """Else a report moves from test to train when others join, and the test part is no test any more."""
    names = ("sdn-fasher-market", "gaza-bureij-house", "ukr-odesa-port", "d-lbn-kfar-tebnit-car")
    assert [split_of(name) for name in names] == ["train", "train", "test", "train"]
    shares = [sum(split_of(f"cluster-{n}") == split for n in range(1000)) / 1000 for split in SPLITS]
    assert shares == pytest.approx([0.4, 0.3, 0.3], abs=0.05)


def test_no_corpus_and_no_such_report_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no corpus"):
        corpus_folder(tmp_path)
    with pytest.raises(GoldError, match="no such report; perhaps gaza-bureij-house"):
        find_report(CORPUS, "gaza-bureij-hous")


def test_a_report_is_shown_with_its_claims_beside_it(write: Write) -> None:
    out = StringIO()
    show_report(find_report(write({}), "sake"), out)
    assert "Rebels shelled[1] Sake" in out.getvalue()
    assert "figure: killed people 12 exact" in out.getvalue()
    assert "source: army (indirect)" in out.getvalue()


def test_the_commands(write: Write) -> None:
    run = CliRunner().invoke
    right = run(main, ["corpus", "check", str(write({}))])
    assert (right.exit_code, right.stdout.split()[:2]) == (0, ["all", "1"])
    wrong = run(main, ["corpus", "check", str(write({"trigger": "bombed"}))])
    assert wrong.exit_code == 1
    assert "claim 1: trigger 'bombed'" in wrong.stdout
    assert "1 problems" in wrong.stderr
    shown = run(main, ["corpus", "show", "sake", "--corpus", str(write({}))])
    assert "[1] shelling asserted" in shown.stdout

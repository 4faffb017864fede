"""Claims of one incident side by side: how each cell stands, who carried whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.service.comparing import Carrier, Case, case_of
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.service.reading import Reader
from sayso.service.whatif import what_if
from tests.store.telling import Told

FIRST = """MAIDUGURI, March 3, 2025 — Gunmen attacked the market in Konduga on Sunday, March 2, killing 12 people, \
police said. Residents said 20 people were killed in the attack on the market in Konduga.
"""
SECOND = """MAIDUGURI, March 4, 2025 — Gunmen attacked the market in Konduga on Sunday, March 2, killing 15 people, \
police said on Tuesday. The governor denied that gunmen attacked the market in Konduga.
"""


@pytest.fixture
def ledger(tmp_path: Path, reader: Reader) -> Ledger:
    for name, text in (("first", FIRST), ("second", SECOND)):
        (tmp_path / f"{name}.txt").write_text(text)
    made = Ledger(tmp_path / "a.db", create=True)
    made.add([tmp_path / "first.txt", tmp_path / "second.txt"], reader)
    return made


def biggest(ledger: Ledger) -> Case:
    row = max(ledger.incidents(), key=lambda row: row.claims)
    return case_of(ledger.store, row.id)


def test_figures_are_held_against_the_latest_of_the_others(ledger: Ledger) -> None:
    case = biggest(ledger)
    assert len(case.documents) == 2
    marks = {
        (side.listed.claim.sources[0].name.lower(), one.figure.low): one.mark
        for side in case.sides
        for one in side.figures
    }
    assert marks["police", 12] == "updated", "the police said 15 a day later"
    assert marks["police", 15] == "differs"
    assert marks["residents", 20] == "differs"


def test_what_a_source_gives_beside_or_denies_updates_nothing(tmp_path: Path, reader: Reader) -> None:
    report = """MAIDUGURI, March 3, 2025 — Gunmen attacked the market in Konduga on Sunday, March 2, killing 12 \
people, police said. Forty people were wounded, nine of whom are in a critical condition, police said. Police rejected \
the toll of 17. Residents said 43 people were wounded in the attack on the market in Konduga.
"""
    (tmp_path / "report.txt").write_text(report)
    made = Ledger(tmp_path / "b.db", create=True)
    made.add([tmp_path / "report.txt"], reader)
    counted = [one for side in biggest(made).sides for one in side.figures]
    marks = {(one.figure.measure, one.figure.low): one for one in counted}
    assert marks["killed", 12].mark == "single", "17 is what the police deny, no later figure of theirs"
    assert marks["killed", 17].mark == "denied"
    assert marks["injured", 40].mark == "differs"
    assert marks["injured", 9].mark == "beside"
    assert len(marks["injured", 43].against) == 1, "held against the forty, not against the nine of them"


def test_a_denial_differs_from_what_it_denies(ledger: Ledger) -> None:
    case = biggest(ledger)
    denied = [side for side in case.sides if side.listed.claim.status == "denied"]
    asserted = {side.listed.claim.id for side in case.sides if side.listed.claim.status == "asserted"}
    assert denied
    assert asserted
    assert denied[0].cells["status"].mark == "differs"
    assert set(denied[0].cells["status"].against) == asserted


def test_cells_agree_with_the_verdict_of_their_field(ledger: Ledger) -> None:
    for row in ledger.incidents():
        case = case_of(ledger.store, row.id)
        for field in case.comparison.fields:
            marks = {side.cells[field.name].mark for side in case.sides}
            assert ("differs" in marks) == (field.verdict == "differ")
            assert ("single" in marks) <= (field.verdict == "single")
            silent = {side.listed.claim.id for side in case.sides if side.cells[field.name].mark == "silent"}
            assert silent == set(field.silent)


def test_unnamed_sources_that_count_as_one_are_all_named(tmp_path: Path, reader: Reader) -> None:
    for name, source in (("first", "villagers"), ("second", "residents")):
        (tmp_path / f"{name}.txt").write_text(
            f"MAIDUGURI, March 3, 2025 — Gunmen attacked the market in Konduga on Sunday, March 2, killing 12 people, "
            f"{source} said."
        )
    made = Ledger(tmp_path / "c.db", create=True)
    made.add([tmp_path / "first.txt", tmp_path / "second.txt"], reader)
    assert [root.name for root in biggest(made).roots] == ["residents or villagers"]


def test_every_claim_has_an_origin_and_a_carrier(ledger: Ledger) -> None:
    case = biggest(ledger)
    claims = sorted(side.listed.claim.id for side in case.sides)
    assert sorted(claim for root in case.roots for claim in root.claims) == claims

    def carried(carriers: tuple[Carrier, ...]) -> list[str]:
        return [claim for one in carriers for claim in (*one.claims, *carried(one.carried))]

    assert sorted(claim for root in case.roots for claim in carried(root.carriers)) == claims


def test_a_copy_stands_beneath_what_it_copies(tmp_path: Path, reader: Reader) -> None:
    long = FIRST + "".join(
        f"Witness number {n} told reporters that the stalls near gate {n} burned for {n + 2} hours.\n"
        for n in range(12)
    )
    (tmp_path / "a.txt").write_text(long)
    (tmp_path / "b.txt").write_text(long.replace("March 3, 2025", "March 5, 2025"))
    with Ledger(tmp_path / "c.db", create=True) as made:
        made.add([tmp_path / "a.txt", tmp_path / "b.txt"], reader)
        case = biggest(made)
        nested = [(one, below) for root in case.roots for one in root.carriers for below in one.carried]
        assert nested
        assert all(below.of == one.document.id and below.whole and below.share > 0.5 for one, below in nested)


def test_a_rejected_claim_is_set_against_nothing(ledger: Ledger) -> None:
    case = biggest(ledger)
    id = case.sides[0].listed.claim.id
    ledger.decide("reject", [id], By("Ada", "no"))
    after = case_of(ledger.store, case.incident.id)
    assert [one.claim.id for one in after.rejected] == [id]
    assert id not in {side.listed.claim.id for side in after.sides}
    assert all(id not in cell.against for side in after.sides for cell in side.cells.values())


def test_one_that_is_not_there(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="izzz"):
        case_of(ledger.store, "izzz")


def test_what_a_split_would_change_is_what_it_changes(ledger: Ledger) -> None:
    case = biggest(ledger)
    claim = case.sides[0].listed.claim.id
    decisions = ledger.store.decisions.recorded()
    tried = what_if(ledger.store, "split", [claim])
    assert ledger.store.decisions.recorded() == decisions
    assert case_of(ledger.store, case.incident.id).incident == case.incident, "nothing is kept of what was tried"
    assert tried.changes
    ledger.decide("split", [claim], By("Ada", "another"))
    for foretold in tried.after:
        assert case_of(ledger.store, foretold.incident.id).incident == foretold.incident


def test_what_changes_nothing(ledger: Ledger) -> None:
    case = biggest(ledger)
    assert not what_if(ledger.store, "merge", [case.sides[0].listed.claim.id, case.sides[1].listed.claim.id]).changes


def test_a_source_alone_updates_itself_and_speaks_for_itself(tmp_path: Path) -> None:
    """Harm: the first toll of the only source stands beside its last one as if both held."""
    told = Told(tmp_path)
    claims = [told.say(day, f"shelling asserted Goma {number} police say that shells fell here")[0]
              for day, number in ((11, 12), (12, 15))]  # fmt: skip
    told.join(*claims)
    case = biggest(told.ledger)
    assert [[one.mark for one in side.figures] for side in case.sides] == [["updated"], ["single"]]
    assert [side.cells["type"].mark for side in case.sides] == ["agree", "agree"]


def test_what_tells_an_effect_stands_beside_the_act(tmp_path: Path) -> None:
    told = Told(tmp_path)
    told.join(*told.say(11, "shelling asserted Goma - police say that shells fell here"),
              *told.say(11, "casualties asserted - 3 mayor says that people died"))  # fmt: skip
    marks = {side.listed.claim.type: side.cells for side in biggest(told.ledger).sides}
    assert (marks["shelling"]["type"].mark, marks["casualties"]["type"].mark) == ("single", "beside")
    assert (marks["shelling"]["place"].mark, marks["casualties"]["place"].mark) == ("single", "silent")

"""Several processes must read what one reads, in order, and survive a report that kills its process."""

import os
from datetime import date
from pathlib import Path

import pytest

from sayso.errors import InputError, RulebookError, SaysoError
from sayso.model import Block, Document, Reading, Sentence, Span, Token
from sayso.workflow import Reader, Unread
from sayso.workflow.parallel import Lost, _dump, _load, can_fork, in_processes

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))[:4]

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork")


def _deadly(item: int) -> int:
    if item in (2, 7):
        os._exit(9)
    return item * item


def test_answers_come_in_order() -> None:
    assert list(in_processes(lambda n: n * n, range(30), 2)) == [n * n for n in range(30)]


def test_nothing_to_do() -> None:
    assert list(in_processes(str, [], 2)) == []


def test_an_item_that_kills_its_process_loses_no_other() -> None:
    """Else one report that eats all memory would lose the rest of a night's run."""
    found = list(in_processes(_deadly, range(12), 2))
    assert [i for i, answer in enumerate(found) if isinstance(answer, Lost)] == [2, 7]
    assert [answer for answer in found if not isinstance(answer, Lost)] == [n * n for n in range(12) if n not in (2, 7)]


def test_a_run_that_is_left_early_ends_its_processes() -> None:
    answers = in_processes(lambda n: n, iter(int, 1), 2)
    assert next(answers) == 0
    answers.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "error", [InputError("a.txt", "is empty", "give another"), RulebookError("cues.csv", 3, "is wrong", ["a", "b"])]
)
def test_errors_survive_the_journey(error: SaysoError) -> None:
    back = _load(_dump(error))
    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))


def test_readings_survive_the_journey() -> None:
    token = Token(start=0, end=4, index=0, text="Goma", lemma="goma", pos="PROPN", tag="NNP", dep="ROOT", head=0,
                  entity="", space=False)  # fmt: skip
    sentence = Sentence(start=0, end=4, index=0, block=0, paragraph=0, kind="body", tokens=(token,))
    reading = Reading(
        document=Document(id="x", text="Goma", text_sha256="y", published=date(2025, 1, 28)),
        blocks=(Block(start=0, end=4, kind="body"),),
        sentences=(sentence,),
    )
    assert _load(_dump(reading)) == reading
    assert _load(_dump(Span(start=1, end=2))) == Span(start=1, end=2)


def test_two_processes_read_what_one_reads(tmp_path: Path) -> None:
    missing = tmp_path / "gone.txt"
    paths = [*EXAMPLES[:2], missing, *EXAMPLES[2:]]
    reader = Reader()
    alone = list(reader.read_paths(paths))
    together = list(reader.read_paths(paths, processes=2))
    assert [str(r.error) if isinstance(r, Unread) else r for r in alone] == [
        str(r.error) if isinstance(r, Unread) else r for r in together
    ]
    assert isinstance(together[2], Unread)

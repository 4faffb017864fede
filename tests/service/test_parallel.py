"""Several processes must read what one reads, in order, and survive a report that kills its process."""

import os
import pickle
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from sayso.errors import InputError, RulebookError, SaysoError
from sayso.model import Block, Document, Reading, Sentence, Token
from sayso.service.parallel import Lost, can_fork, in_processes
from sayso.service.reading import Reader, Unread

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


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux shows them")
def test_the_processes_of_a_killed_run_end_with_it() -> None:
    """Else every run that is killed leaves processes behind that hold the model in memory for ever."""
    code = (
        "import os, time\n"
        "from sayso.service.parallel import in_processes\n"
        "for pid in in_processes(lambda n: os.getpid(), iter(int, 1), 2):\n"
        "    print(pid, flush=True)\n"
        "    time.sleep(0.05)\n"
    )
    running = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    children = {int(running.stdout.readline()) for _ in range(6)}
    running.kill()
    running.communicate()
    deadline = time.monotonic() + 15
    while any(_alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [child for child in children if _alive(child)]


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    "error", [InputError("a.txt", "is empty", "give another"), RulebookError("cues.csv", 3, "is wrong", ["a", "b"])]
)
def test_errors_survive_the_journey(error: SaysoError) -> None:
    back = pickle.loads(pickle.dumps(error))
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
    assert pickle.loads(pickle.dumps(reading)) == reading


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

"""The network behind the linker learns which sign makes an option right, and gives the same bytes again."""

from __future__ import annotations

from pathlib import Path

from evaluation.links import Choice
from evaluation.networks import learn, seal, write
from sayso.claims.link import Scorer


def choices(number: int = 60) -> list[Choice]:
    """In one situation the near option is right, in the other the far one."""
    return [
        Choice(
            field="time",
            kind="real",
            group=str(n),
            situation=("quiet" if n % 2 else "loud",),
            options=(("none",), ("near",), ("far",)),
            right=(False, bool(n % 2), not n % 2),
            rules=0,
        )
        for n in range(number)
    ]


def test_it_learns_what_makes_an_option_right_in_which_situation() -> None:
    scorer = learn(choices(400), seeds=1).scorer()
    options = [["none"], ["near"], ["far"]]
    for situation, best in (("quiet", 1), ("loud", 2)):
        scores = scorer([situation], options)
        assert scores.index(max(scores)) == best
        assert scores[best] - sorted(scores)[-2] > 1


def test_the_same_choices_give_the_same_bytes_which_score_alike_when_read(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write(tmp_path / f"{name}.npz", learn(choices(), seeds=2))
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()
    seal(tmp_path, "for a test")
    given = (["quiet"], [["none"], ["near"]])
    assert Scorer.read(tmp_path / "one.npz")(*given) == learn(choices(), seeds=2).scorer()(*given)

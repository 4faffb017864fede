"""The lists of actors and states hold together: ids, sides, names and dates."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest

from sayso.rules import builtin_folder, read_table
from sayso.rules.actors import ActorRow, StateRow, main_forces

ACTORS = read_table([builtin_folder()], ActorRow)
STATES = read_table([builtin_folder()], StateRow)
BY_ID = {row.id: row for row in ACTORS}
STATE_IDS = {row.id for row in STATES}
NOT_STATE_ORGANS = ("party", "armed-group", "international", "ngo", "media", "medical", "expert")


def names(row: ActorRow) -> tuple[str, ...]:
    return (row.name, *row.aliases)


def owners(strong_only: bool) -> dict[str, list[ActorRow]]:
    found: dict[str, list[ActorRow]] = defaultdict(list)
    for row in ACTORS:
        for name in names(row) if strong_only else (*names(row), *row.weak):
            if row not in found[name]:
                found[name].append(row)
    return found


def test_ids_are_upper_case_and_never_those_of_states() -> None:
    assert not [row.id for row in ACTORS if row.id != row.id.upper() or " " in row.id]
    assert not STATE_IDS & BY_ID.keys()


def test_every_side_is_a_state_or_an_actor() -> None:
    assert not [(r.id, r.side) for r in ACTORS if r.side and r.side not in STATE_IDS and r.side not in BY_ID]


def test_no_actor_is_its_own_side_by_way_of_others() -> None:
    for row in ACTORS:
        seen = {row.id}
        side = row.side
        while side in BY_ID:
            assert side not in seen, f"{row.id} belongs to itself"
            seen.add(side)
            side = BY_ID[side].side


def test_areas_are_states() -> None:
    assert not [(row.id, area) for row in ACTORS for area in row.area if area not in STATE_IDS]


def one_after_another(rows: list[ActorRow]) -> bool:
    ordered = sorted(rows, key=lambda row: row.active_from or date.min)
    return all(a.active_to and b.active_from and a.active_to < b.active_from for a, b in pairwise(ordered))


def test_no_name_belongs_to_two_actors() -> None:
    """Else which of the two a report names would hang on the order of the rows; of one that ended before the other
    began it hangs on the day."""
    shared = {name: rows for name, rows in owners(strong_only=True).items() if len(rows) > 1}
    assert not {name: [r.id for r in rows] for name, rows in shared.items() if not one_after_another(rows)}


def test_a_shared_short_form_is_noted() -> None:
    """An editor who meets "SDF" has to see that it is not always the Syrian one."""
    shared = {name: rows for name, rows in owners(strong_only=False).items() if len(rows) > 1}
    assert {"RSF", "ADF", "AFP", "SDF", "SNA", "AA"} <= shared.keys()
    assert not {name: [r.id for r in rows] for name, rows in shared.items() if not any(r.note for r in rows)}


def test_a_weak_form_is_not_also_an_alias() -> None:
    assert not [(row.id, name) for row in ACTORS for name in row.weak if name in names(row)]


def test_actor_names_are_not_those_of_states() -> None:
    """Else "Turkey said" would become an organ of Turkey."""
    states = {name for state in STATES for name in (state.name, *state.aliases, *state.demonyms, *state.metonyms)}
    assert not [(row.id, name) for row in ACTORS for name in names(row) if name in states]


def test_names_are_names() -> None:
    """A bare noun ("Army") or a name with an article would match anyone's army, or nothing after "the"."""
    common = {"army", "government", "police", "military", "forces", "navy", "air force", "ministry", "rebels"}
    for row in ACTORS:
        for name in (*names(row), *row.weak):
            assert name.lower() not in common, row.id
            assert name == " ".join(name.split()), f"{row.id}: spaces in {name!r}"
            assert name in row.weak or any(c.isupper() or c.isdigit() for c in name), (
                f"{row.id}: {name!r} has no capital"
            )
            assert not any(c in name for c in "\u2019\u2018\u201c\u201d"), f"{row.id}: {name!r} has curly quotes"


def test_dates_are_sane() -> None:
    for row in ACTORS:
        for day in (row.active_from, row.active_to):
            assert day is None or date(1900, 1, 1) < day < date(2030, 1, 1), row.id
        if row.active_from and row.active_to:
            assert row.active_from < row.active_to, row.id


def test_the_list_reaches_beyond_organs_of_states() -> None:
    kinds = Counter(row.kind for row in ACTORS)
    assert sum(kinds[kind] for kind in NOT_STATE_ORGANS) >= 250
    assert min(kinds[kind] for kind in NOT_STATE_ORGANS) >= 10


def test_examples_contain_a_name_of_their_actor() -> None:
    assert sum(bool(row.example) for row in ACTORS) >= 60
    assert sum(bool(row.counter) for row in ACTORS) >= 25
    for row in ACTORS:
        for sentence in row.example:
            assert any(name.lower() in sentence.lower() for name in (*names(row), *row.weak)), (row.id, sentence)


@pytest.mark.parametrize(
    ("side", "kind", "first"),
    [
        ("RUS", "military", "RUS-MIL"),
        ("UKR", "military", "UKR-MIL"),
        ("ISR", "military", "ISR-MIL"),
        ("SDN", "military", "SAF-SDN"),
        ("MMR", "military", "TATMADAW"),
        ("COD", "government", "COD-GOV"),
        ("USA", "government", "USA-GOV"),
        ("PSE", "government", "PSE-GOV"),
    ],
)
def test_the_main_organ_of_a_side_stands_first(side: str, kind: str, first: str) -> None:
    """ "Ukrainian troops" are the armed forces as a whole, not the first unit that happens to be listed."""
    assert next(row.id for row in ACTORS if row.side == side and row.kind == kind) == first


def test_every_state_with_forces_has_its_government() -> None:
    sides = defaultdict(set)
    for row in ACTORS:
        if row.side in STATE_IDS:
            sides[row.side].add(row.kind)
    assert len([s for s, kinds in sides.items() if {"government", "military"} <= kinds]) >= 60


def test_states_are_complete() -> None:
    assert len(STATES) >= 197
    for row in STATES:
        assert len(row.id) == 3, row.id
        assert len(row.iso2) == 2, row.id
        assert row.demonyms, row.id
        assert row.capital, row.id
    assert len({row.iso2 for row in STATES}) == len(STATES)
    assert {"VAT", "PSE", "XKX", "TWN"} <= STATE_IDS


def test_no_state_bears_the_name_of_another() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for row in STATES:
        for name in (row.name, *row.aliases, *row.metonyms):
            found[name].add(row.id)
    assert not {name: ids for name, ids in found.items() if len(ids) > 1}


def test_a_state_whose_army_is_another_says_why() -> None:
    """Who has no army is a political choice, which an editor must be able to read and change."""
    without = [row for row in STATES if not row.army]
    assert [row.id for row in without] == ["PSE"]
    assert all(row.note for row in without)
    forces = main_forces(ACTORS, STATES)
    assert {side for side, force in forces.items() if not force.own} == {"PSE"}

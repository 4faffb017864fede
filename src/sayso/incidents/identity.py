"""Identity: an incident's id is given once and kept; what is joined to another answers to both names.

An id is ``i`` with the id of its founder, a claim that it held when it was found. Which claim that is hangs on the
order in which reports arrive; an id that another order would have given stands for the incident with its founder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import count

from sayso.model import Given


def name_groups(
    groups: Sequence[Collection[str]], given: Sequence[Given], held: Mapping[str, str], left: Collection[str] = ()
) -> tuple[list[str], dict[str, str]]:
    """The id of each group of claims; and for ids that name none of them any more, the id that answers for them.

    ``given``: in the order of giving, the ids that some of these claims founded or were last held in. ``held``: claim
    to the id of the incident it was last in. An id stays with its founder: where the founder's group goes by another
    id, that answers for it, and nobody else takes it. Where the founder is gone, or was parted from the others by
    people (``left``), it stays with most of the claims that were first held in it; what only joined it is not what it
    stood for. What is split off takes the id back that a claim of its own founded, or gets a new one.
    """
    members = [sorted(group) for group in groups]
    order = {one.id: n for n, one in enumerate(given)}
    live = {one.id: one for one in given if one.now == one.id}
    shares = _shares(members, {claim: id for claim, id in held.items() if id in live}, left)
    ties = {(id, n): _tie(live[id], members[n], live, held, left) for n, of in enumerate(shares) for id in of}
    homes = {id for (id, _), (at_home, _) in ties.items() if at_home}
    offers = sorted(
        (not at_home, 0 if at_home else -firsts, -shares[n][id], order[id], members[n][0], n)
        for (id, n), (at_home, firsts) in ties.items()
        if at_home or (id not in homes and (firsts or live[id].founder in left))
    )
    names: dict[int, str] = {}
    ids = list(order)
    for *_, place, _, n in offers:
        if n not in names and ids[place] not in names.values():
            names[n] = ids[place]
    for n, group in enumerate(members):
        if n not in names:
            names[n] = _own(group, given, {*order, *names.values()}, set(names.values()))
    now: dict[str, str] = {}
    for id in sorted(live.keys() - set(names.values()), key=ids.index):
        holding = [n for n in names if shares[n][id]]
        if holding:
            now[id] = names[max(holding, key=lambda n: (ties[id, n], shares[n][id], -n))]
    return [names[n] for n in range(len(members))], now


def _shares(members: Sequence[Sequence[str]], held: Mapping[str, str], left: Collection[str]) -> list[Counter[str]]:
    """How many claims of each group were last held under which id; of what people parted, where nobody else was."""
    shares = [Counter(held[claim] for claim in group if claim in held) for group in members]
    stay = [not set(group) <= set(left) for group in members]
    kept = {id for of, stays in zip(shares, stay, strict=True) if stays for id in of}
    return [
        of if stays else Counter({id: share for id, share in of.items() if id not in kept})
        for of, stays in zip(shares, stay, strict=True)
    ]


def _tie(
    one: Given, group: Sequence[str], live: Mapping[str, Given], held: Mapping[str, str], left: Collection[str]
) -> tuple[bool, int]:
    """Whether an id's founder is in the group, held under it or under another that it founded (when people parted it
    and took that back), not parted by people; how many were first held in it and still are, without those whom people
    parted: whatever else follows them, the id is not theirs."""
    home = live.get(held.get(one.founder, ""))
    back = home is not None and home.founder == one.founder
    at_home = one.founder in group and back and one.founder not in left
    return at_home, sum(claim in one.first and held.get(claim) == one.id and claim not in left for claim in group)


def _own(group: Sequence[str], given: Sequence[Given], known: Collection[str], taken: Collection[str]) -> str:
    """An id founded by one of the group's claims: one given before that names nothing now, else a new one."""
    for one in given:
        if one.founder in group and one.now != one.id and one.id not in taken:
            return one.id
    new = (f"i{claim}" if n == 1 else f"i{claim}-{n}" for n in count(1) for claim in group)
    return next(id for id in new if id not in known)

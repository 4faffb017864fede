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
    to the id of the incident it was last in. An id stays with its founder; where that is gone, or was parted from the
    others by people (``left``), with most of its claims. What is split off takes the id back that a claim of its own
    founded, or gets a new one.
    """
    members = [sorted(group) for group in groups]
    order = {one.id: n for n, one in enumerate(given)}
    founders = {one.id: one.founder for one in given}
    live = {one.id for one in given if one.now == one.id}
    shares = [Counter(held[claim] for claim in group if held.get(claim) in live) for group in members]
    stay = [not set(group) <= set(left) for group in members]
    kept = {id for of, stays in zip(shares, stay, strict=True) if stays for id in of}
    shares = [
        of if stays else Counter({id: share for id, share in of.items() if id not in kept})
        for of, stays in zip(shares, stay, strict=True)
    ]
    offers = sorted(
        (founders[id] not in group or founders[id] in left, -share, order[id], group[0], n)
        for n, (group, of) in enumerate(zip(members, shares, strict=True))
        for id, share in of.items()
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
    for id in sorted(live - set(names.values()), key=ids.index):
        holding = [n for n in names if shares[n][id]]
        if holding:
            now[id] = names[max(holding, key=lambda n: (shares[n][id], -n))]
    return [names[n] for n in range(len(members))], now


def _own(group: Sequence[str], given: Sequence[Given], known: Collection[str], taken: Collection[str]) -> str:
    """An id founded by one of the group's claims: one given before that names nothing now, else a new one."""
    for one in given:
        if one.founder in group and one.now != one.id and one.id not in taken:
            return one.id
    new = (f"i{claim}" if n == 1 else f"i{claim}-{n}" for n in count(1) for claim in group)
    return next(id for id in new if id not in known)

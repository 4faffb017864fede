"""Scores of clusterings: MUC, B³, CEAF-e and their mean, the CoNLL F1.

A clustering gives every item a label; both clusterings must label the same items. Sources: Vilain et al. 1995 (MUC),
Bagga and Baldwin 1998 (B³), Luo 2005 (CEAF with φ4), Pradhan et al. 2012 (their mean).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise

from evaluation.data import Scores, f1, share

Labels = Mapping[str, Hashable]


def clustering_scores(name: str, gold: Labels, read: Labels) -> Scores:
    """B³ and CoNLL F1 under one name; B³ precision and recall beside them."""
    precision, recall, b3 = b_cubed(gold, read)
    return {
        f"{name}_b3_p": precision,
        f"{name}_b3_r": recall,
        f"{name}_b3_f1": b3,
        f"{name}_conll_f1": (muc(gold, read) + b3 + ceaf_e(gold, read)) / 3,
    }


def b_cubed(gold: Labels, read: Labels) -> tuple[float, float, float]:
    """Precision, recall and F1: for each item, how much of its cluster is right; each item counts once."""
    key, response = _sets(gold), _sets(read)
    both = [(len(key[gold[i]] & response[read[i]]), len(key[gold[i]]), len(response[read[i]])) for i in gold]
    precision = share(sum(same / size for same, _, size in both), len(both))
    recall = share(sum(same / size for same, size, _ in both), len(both))
    return precision, recall, share(2 * precision * recall, precision + recall)


def muc(gold: Labels, read: Labels) -> float:
    """F1 of the links needed to hold the clusters together; 0 where neither has a link."""
    found, of = _held(gold, read)
    right, made = _held(read, gold)
    precision, recall = share(right, made), share(found, of)
    return share(2 * precision * recall, precision + recall)


def ceaf_e(gold: Labels, read: Labels) -> float:
    """F1 of the best one-to-one match of clusters, each pair counting by how far it agrees (φ4)."""
    key, response = _sets(gold), _sets(read)
    total = sum(_matched(part, key, response) for part in _parts(key, read))
    return f1(total, len(response), len(key))


def _sets(labels: Labels) -> dict[Hashable, set[str]]:
    found: defaultdict[Hashable, set[str]] = defaultdict(set)
    for item, label in labels.items():
        found[label].add(item)
    return found


def _held(one: Labels, other: Labels) -> tuple[int, int]:
    """How many links of one's clusters the other has, and how many there are."""
    clusters = _sets(one).values()
    links = sum(len(c) - 1 for c in clusters)
    return links - sum(len({other[i] for i in c}) - 1 for c in clusters), links


def _parts(key: Mapping[Hashable, set[str]], read: Labels) -> list[tuple[list[Hashable], list[Hashable]]]:
    """Clusters of gold and of what was read that overlap, directly or through others: each to be matched by itself."""
    owner: dict[Hashable, int] = {}
    parts: dict[int, tuple[list[Hashable], list[Hashable]]] = {}
    for number, label in enumerate(key):
        touched = {read[item]: None for item in key[label]}
        joined = sorted({owner[t] for t in touched if t in owner})
        golds, reads = [label], [t for t in touched if t not in owner]
        for old in joined:
            golds += parts[old][0]
            reads += parts.pop(old)[1]
        parts[number] = (golds, reads)
        owner.update(dict.fromkeys(reads, number))
    return list(parts.values())


def _matched(
    part: tuple[list[Hashable], list[Hashable]],
    key: Mapping[Hashable, set[str]],
    response: Mapping[Hashable, set[str]],
) -> float:
    table = [[2 * len(key[g] & response[r]) / (len(key[g]) + len(response[r])) for r in part[1]] for g in part[0]]
    return best_assignment(table)


def best_assignment(table: Sequence[Sequence[float]]) -> float:
    """The largest sum of cells of which no two share a row or a column (the Hungarian method, with potentials)."""
    rows, columns = len(table), len(table[0]) if table else 0
    if rows > columns:
        return best_assignment([list(column) for column in zip(*table, strict=True)])
    price_row, price_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(table, row, taken, price_row, price_column)
    return sum(table[taken[c] - 1][c - 1] for c in range(1, columns + 1) if taken[c])


def _augment(
    table: Sequence[Sequence[float]], row: int, taken: list[int], price_row: list[float], price_column: list[float]
) -> None:
    """Give one more row a column, moving others where that pays. Rows and columns count from 1; column 0 is none."""
    size = len(taken)
    taken[0], column = row, 0
    least, came = [float("inf")] * size, [0] * size
    seen: list[int] = []
    while taken[column]:
        seen.append(column)
        here, best = taken[column], -1
        for other in range(1, size):
            if other in seen:
                continue
            slack = -table[here - 1][other - 1] - price_row[here] - price_column[other]
            if slack < least[other]:
                least[other], came[other] = slack, column
            if best < 0 or least[other] < least[best]:
                best = other
        step = least[best]
        for other in range(size):
            if other in seen:
                price_row[taken[other]] += step
                price_column[other] -= step
            else:
                least[other] -= step
        column = best
    path = [column]
    while column:
        column = came[column]
        path.append(column)
    for end, start in pairwise(path):
        taken[end] = taken[start]

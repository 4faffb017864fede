"""Why reports are held to tell one happening, for people: by what speaks most for it, each pair of reports once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.model import Document
from sayso.service.comparing import Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Two reports that tell of one happening. ``links``: what ties them, the strongest first; there is at least one."""

    left: Document
    right: Document
    links: tuple[Why, ...]

    @property
    def score(self) -> float:
        """That of the strongest link."""
        return self.links[0].score


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A reason, by its name, with the pairs of reports for which it speaks most, the strongest first."""

    reason: str
    bonds: tuple[Bond, ...]


def grounds_of(links: Iterable[Why]) -> tuple[Ground, ...]:
    """The links of an incident by the weightiest reason of each pair's strongest link; the strongest reason first."""
    by_reason: dict[str, list[Bond]] = {}
    for bond in bonds_of(links):
        by_reason.setdefault(_weightiest(bond.links[0]), []).append(bond)
    found = [Ground(reason=reason, bonds=tuple(bonds)) for reason, bonds in by_reason.items()]
    return tuple(sorted(found, key=lambda ground: -ground.bonds[0].score))


def bonds_of(links: Iterable[Why]) -> tuple[Bond, ...]:
    """Each pair of reports once, whichever of the two a link names first; the strongest pair first."""
    pairs: dict[frozenset[str], list[Why]] = {}
    for link in links:
        pairs.setdefault(frozenset((link.left[0].document.id, link.right[0].document.id)), []).append(link)
    found = [_bond(sorted(pair, key=lambda link: -link.score)) for pair in pairs.values()]
    return tuple(sorted(found, key=lambda bond: -bond.score))


def strongest(links: Iterable[Why], pairs: int) -> list[Why]:
    """The links of so many pairs of reports, the strongest pairs."""
    return [link for bond in bonds_of(links)[:pairs] for link in bond.links]


def _bond(links: Sequence[Why]) -> Bond:
    ends = sorted(
        (links[0].left[0].document, links[0].right[0].document), key=lambda d: (str(d.published or "9"), d.id)
    )
    return Bond(left=ends[0], right=ends[1], links=tuple(links))


def _weightiest(link: Why) -> str:
    """The name of the reason that counts most for a link; empty where none speaks for it."""
    best = max((one for one in link.reasons if one.weight > 0), key=lambda one: one.weight, default=None)
    return best.name if best else ""

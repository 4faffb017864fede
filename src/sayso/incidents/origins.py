"""Origins: how many independent roots stand behind claims, however many outlets carry them.

A claim goes back to the source closest to the event. Where that source can be told from others of its kind (a listed
actor, a name), it is the root, whoever carries it. An unnamed one ("residents", "security sources") cannot be told from
another of its kind and side: for all that the reports say, officials told to four papers are the same officials, so
that all of them are one root, whoever carries them. In the report's own voice the root is the outlet. Outlets whose
documents are copies of one text, and claims in the same words, count once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.model import Account, Copy, Origin, Party, Standing
from sayso.model.words import content_words, fold

SAME_WORDS = 0.8
"""Two sentences that share this much of their content words (of the larger set) are one text."""
_LEAST_WORDS = 6
_OFFICIALS = frozenset({"government", "authority", "military", "unnamed"})
"""Kinds of unnamed sources that are told apart by name only: "officials", "security sources", "a source"."""


def origins_of(accounts: Sequence[Account], copies: Iterable[Copy] = ()) -> tuple[Origin, ...]:
    """The independent origins of some claims, sorted by key; every claim has exactly one, but for those of a data set
    beside others: it rests on reports as they do, and is no independent origin.

    ``copies``: among the documents of these accounts. Denials have origins as assertions have.
    """
    accounts = [a for a in accounts if not _of_dataset(a)] or accounts
    first = _first_texts(copies)
    roots = {a.claim: _root(a, first) for a in accounts}
    for account, twin in _same_words(accounts):
        if roots[account.claim][2] or roots[twin.claim][2]:
            continue  # a named root stays what it is, whatever the words around it
        roots[account.claim] = roots[twin.claim]
    found: defaultdict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for claim, (key, name, _) in roots.items():
        found[key].append(claim)
        names[key] = min(name, names.get(key, name))
    return tuple(Origin(key=k, name=names[k], claims=tuple(sorted(found[k]))) for k in sorted(found))


def standing_of(account: Account, codes: Mapping[str, str]) -> Standing:
    """How the source of a claim stands to what it claims.

    ``codes``: ISO alpha-2 to alpha-3 country codes, for those who suffer in their own country. An own-voice claim, an
    unnamed source and one without a side that it could take stand ``unknown``.
    """
    if not account.sources:
        return "unknown"
    source = account.sources[0]
    acting, suffering = _sides(account.actors), _sides(account.targets)
    mine = _sides([source])
    if mine & acting or _one_of(source, account.actors):
        return "acting"
    if mine & suffering or _one_of(source, account.targets):
        return "suffering"
    country = codes.get(account.spot.country) if account.spot and account.spot.country else None
    if country in mine and country not in acting and (acting or account.targets):
        return "suffering"
    if mine or source.kind in ("international", "ngo", "media", "expert"):
        return "third"
    return "unknown"


def _of_dataset(account: Account) -> bool:
    return bool(account.sources) and account.sources[0].kind == "dataset"


def _sides(parties: Iterable[Party]) -> set[str]:
    """The sides of parties; a listed party is on its own side as well (``RUS-MIL`` on that of ``RUS``)."""
    found = {p.side for p in parties if p.side}
    return found | {p.id.split("-")[0] if len(p.id.split("-")[0]) == 3 else p.id for p in parties if p.id}


def _one_of(source: Party, parties: Iterable[Party]) -> bool:
    return any(fold(source.name) == fold(p.name) for p in parties)


def _root(account: Account, first: Mapping[str, str]) -> tuple[str, str, bool]:
    """The key and name of a claim's root, and whether it is a named source."""
    text = first.get(account.document, account.document)
    if not account.sources:
        return f"text {text}", account.teller, False
    source = account.sources[0]
    if source.id:
        return f"id {source.id}", source.name, True
    if _named(source):
        return f"name {_key(source.name)}", source.name, True
    kind = "official" if source.kind in _OFFICIALS else source.kind or ""
    return f"unnamed {kind} {source.side or ''}".rstrip(), source.name, False


def _named(source: Party) -> bool:
    """Whether the name picks out one source: it has a capital beyond its first word, or its kind has but one such."""
    words = source.name.split()
    return any(w[:1].isupper() for w in words[1:]) or (len(words) == 1 and words[0][:1].isupper())


def _key(name: str) -> str:
    return " ".join(sorted(content_words(name))) or fold(name)


def _first_texts(copies: Iterable[Copy]) -> dict[str, str]:
    """Every document that copies another, with the first of the texts it goes back to."""
    of: dict[str, str] = {}

    def root(document: str) -> str:
        while document in of:
            document = of[document]
        return document

    for copy in sorted((c for c in copies if c.whole), key=lambda c: (c.document, c.of)):
        one, other = root(copy.document), root(copy.of)
        if one != other:
            of[max(one, other)] = min(one, other)
    return {document: root(document) for document in of}


def _same_words(accounts: Sequence[Account]) -> Iterable[tuple[Account, Account]]:
    """Each account whose sentence another one of another document has nearly word for word, with the first such."""
    ordered = sorted(accounts, key=lambda a: (a.published is None, a.published, a.document, a.claim))
    for n, account in enumerate(ordered):
        if len(account.words) < _LEAST_WORDS:
            continue
        for earlier in ordered[:n]:
            shared = len(account.words & earlier.words)
            if earlier.document != account.document and shared >= SAME_WORDS * max(
                len(account.words), len(earlier.words)
            ):
                yield account, earlier
                break

"""Names: what tells one party from another; a common noun at the head of a sentence loses the capital that only its
place gave it ("Gunmen")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sayso.claims.evidence import FORCE_KINDS
from sayso.lang import lexicon
from sayso.model import ActorMention, Attribution, Reading, Role, Source, Token

WORDS = lexicon("claims")

_PAPERS = WORDS["names.papers"]
"""What is cited is no source beside whoever gives it ("the AP reports, citing a figure")."""


def called(party: Role | Source | ActorMention) -> str:
    """What tells a party from others: its id, else its name, capitals or not."""
    return party.id or party.name.casefold()


def names_of(parties: Iterable[Role | Source]) -> set[str]:
    """What tells each of several parties from others."""
    return {called(party) for party in parties}


def each_once(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Several parties without those told again."""
    found: dict[str, Role] = {}
    for role in roles:
        found.setdefault(called(role), role)
    return tuple(found.values())


def own_side(actors: Iterable[Role], targets: Iterable[Role]) -> bool:
    """Whether those who are hit are of the actors' own side: somebody else did it."""
    doers = list(actors)
    sides = {r.side or r.id for r in doers} - {None}
    kinds = {r.kind for r in doers if r.id is None and r.kind in FORCE_KINDS}
    return any((r.side or r.id) in sides or (r.id is None and r.kind in kinds) for r in targets)


def plain_role(role: Role, reading: Reading) -> Role:
    """The role with its name as it would stand inside a sentence."""
    return replace(role, name=_plain(role.name, role.start, role.id, reading))


def plain_sources(attribution: Attribution | None, reading: Reading) -> Attribution | None:
    """The attribution with the names of its sources as they would stand inside a sentence."""
    if attribution is None:
        return None
    named = [s for s in attribution.sources if s.name.lower() not in _PAPERS] or attribution.sources
    named = [_by_own_name(s, reading) for s in named]
    sources = tuple(replace(s, name=_plain(s.name, s.start, s.id, reading)) for s in named)
    return replace(attribution, sources=sources)


def _by_own_name(source: Source, reading: Reading) -> Source:
    """ "state news agency Ukrhlas": an unlisted medium goes by the name that follows its description."""
    sentence = reading.sentence_at(source.start)
    words = source.name.split()
    if source.id is not None or sentence is None or not words or words[-1].lower() not in WORDS["names.media"]:
        return source
    own: list[Token] = []
    for token in sentence.tokens:
        if token.start >= source.end and token.pos == "PROPN" and (not own or own[-1].index + 1 == token.index):
            own.append(token)
        elif token.start >= source.end:
            break
    if not own:
        return source
    text = reading.document.text[own[0].start : own[-1].end]
    return replace(source, name=text, start=own[0].start, end=own[-1].end, kind="media")


def _plain(name: str, start: int, known: str | None, reading: Reading) -> str:
    sentence = reading.sentence_at(start)
    if known is not None or sentence is None or not name[:1].isupper() or name[1:2].isupper():
        return name
    token = next((t for t in sentence.tokens if t.start == start), None)
    first = token is not None and (token.index == 0 or not sentence.tokens[token.index - 1].text[-1].isalnum())
    if token is None or not first or token.pos not in ("NOUN", "ADJ") or not name.startswith(token.text):
        return name
    return name[0].lower() + name[1:] if token.tag in ("NN", "NNS", "JJ") and token.entity == "" else name

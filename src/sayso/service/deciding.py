"""People's decisions: checked, recorded, and heeded at once; one by one or from a file."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso.errors import SaysoError, UsageError
from sayso.model import DECISION_KINDS, Decision, DecisionKind
from sayso.model.edits import PERSON, checked, one_of
from sayso.service.asking import find, place_named
from sayso.service.completing import PARTIES, party_values
from sayso.service.grading import credibility, reliability
from sayso.service.merging import merge_decided
from sayso.store.filters import Filter
from sayso.store.protocol import Store

_STILL = frozenset({"credibility", "reliability", "settle"})
"""Kinds of decision that change nothing that merging looks at."""
_VERDICTS = frozenset({"accept", "reject"})
"""Kinds that change which claims count, and not what they say."""


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, why, when (UTC; None: now); ``id``: the decision's, made of what it says where it is empty."""

    name: str
    reason: str
    at: datetime | None = None
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FromFile:
    """What a file of decisions did: those recorded, and how many were known already."""

    recorded: tuple[Decision, ...]
    known: int


def decide(
    store: Store, kind: DecisionKind, ids: Sequence[str], by: By, *, field: str | None = None, value: Any = None
) -> Decision:
    """Record a decision and merge anew what it touches.

    ``ids``: claims, or beginnings of their ids; for ``merge``, and after the first for ``split``, incidents as well,
    which stand for their claims; for ``undo`` one decision. ``split`` of one claim alone parts it from the rest of its
    incident. ``reliability`` takes the name of a source. ``field``, ``value``: what an edit sets, in any form that
    ``model.edits.checked`` takes; places and parties by name too; ``value``: of ``credibility`` and ``reliability``
    the grade (see ``model.grades``). Raises UsageError when it makes no sense and LedgerError when something named is
    not there.
    """
    ids = (ids,) if isinstance(ids, str) else ids
    if kind == "undo":
        return _undo(store, ids, by)
    if kind == "reliability":
        return keep(store, _decision(kind, (), by, None, reliability(store, ids, value)))
    told = None
    if kind == "edit":
        told = json.dumps(_checked(store, field or "", value, ids[:1]), ensure_ascii=False)
    named = [id for n, prefix in enumerate(ids) for id in _claims(store, prefix, kind, first=n == 0)]
    claims = tuple(dict.fromkeys(named))
    if kind == "split":
        claims, told = _split(store, claims)
    elif kind == "credibility":
        told = json.dumps(credibility(store, claims[0], value) if claims else "")
    return keep(store, _decision(kind, claims, by, field, told))


def add_claim(store: Store, document: str, words: str | tuple[int, int], type: str, by: By, **fields: Any) -> Decision:
    """Add a claim that the machine missed to a document: its words (or their offsets), its type, what else is known.

    ``fields``: as of an edit; ``status`` is asserted unless told. It is listed, merged and exported as the person's.
    """
    kind, id = find(store, document)
    if kind != "document":
        raise UsageError(f"{document} is no document; add takes a document")
    start, end = _offsets(store.documents.reading(id).document.text, words)
    told = {"document": id, "start": start, "end": end, "type": checked("type", type), "status": "asserted"}
    for field, value in fields.items():
        told[field] = _checked(store, field, value)
    there = {one.claim.id for one in store.claims.search(Filter(document=id, rejected=True))}
    claim = next(made for n in range(len(there) + 1) if (made := _hash(PERSON, id, start, end, n)) not in there)
    return keep(store, _decision("add", (claim,), by, None, json.dumps(told, ensure_ascii=False)))


def decide_from(store: Store, path: Path, *, by: str = "", reason: str = "") -> FromFile:
    """Record the decisions of a CSV or JSON-lines file, all or none; a line that was recorded is passed.

    Columns or keys: ``kind``, ``ids`` (separated by spaces or ``;``, or a list), ``by``, ``reason``, ``at``, ``field``,
    ``value``; for ``add`` the document as ``ids``, ``words`` or ``start`` and ``end``, ``type`` and other fields;
    ``id``, the decision's in the ledger that it was taken from (see ``service.returning``), which is known by it.
    ``by``, ``reason``: where a line has none. Raises UsageError that names the line.
    """
    recorded: list[Decision] = []
    kept = {decision.id for decision in store.decisions.recorded()}
    seen: Counter[str] = Counter()
    with store.transaction():
        for line, row in _rows(path):
            if None in row:
                raise UsageError(f"{path}: line {line}: has more cells than the first line has columns")
            told = json.dumps(row, sort_keys=True)
            seen[told] += 1
            try:
                id = _told_id(row.pop("id", None)) or _hash("line", told, seen[told])
                if id in kept:
                    continue
                kept.add(id)
                who = By(row.pop("by", by), row.pop("reason", reason), _instant(row.pop("at", None)), id=id)
                recorded.append(_from_row(store, row, who))
            except (SaysoError, ValueError, TypeError) as error:
                raise UsageError(f"{path}: line {line}: {error}") from error
    return FromFile(recorded=tuple(recorded), known=seen.total() - len(recorded))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of the file with their numbers, without what is empty in them."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            begins, _ = file.read(1), file.seek(0)
            if path.suffix == ".jsonl" or begins == "{":
                rows = ((n, json.loads(line)) for n, line in enumerate(file, 1) if line.strip())
            else:
                table = csv.DictReader(file)
                rows = ((table.line_num, row) for row in table)
            for n, row in rows:
                yield n, {key: value for key, value in row.items() if value not in (None, "")}
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no UTF-8 text (save it as CSV UTF-8)") from error
    except (OSError, ValueError, AttributeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error


def _from_row(store: Store, row: dict[str, Any], by: By) -> Decision:
    if "kind" not in row:
        raise UsageError(f"has no kind (columns: kind, ids, by, reason, …); valid: {', '.join(DECISION_KINDS)}")
    kind = one_of("kind of decision", row.pop("kind"), DECISION_KINDS)
    ids = row.pop("ids", "")
    named = re.split(r"[\s;]+", ids.strip()) if isinstance(ids, str) else list(map(str, ids))
    if kind == "add":
        words = row.pop("words", None) or (int(row.pop("start", -1)), int(row.pop("end", -1)))
        return add_claim(store, named[0], words, row.pop("type", ""), by, **{k: from_text(v) for k, v in row.items()})
    unknown = sorted(set(row) - {"field", "value"})
    if unknown:
        raise UsageError(f"{unknown[0]!r} is no column of decisions")
    return decide(store, kind, named, by, field=row.get("field"), value=from_text(row.get("value")))


def from_text(value: Any) -> Any:
    """A value as a person wrote it: JSON where it is JSON, else the text itself."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _told_id(id: str | None) -> str:
    if id and not re.fullmatch(r"[0-9a-f]{16}", id):
        raise UsageError(f"{id!r} is no id of a decision")
    return id or ""


def _instant(at: str | None) -> datetime | None:
    if at is None:
        return None
    told = datetime.fromisoformat(at)
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def keep(store: Store, decision: Decision, undone: DecisionKind | None = None) -> Decision:
    """Keep a decision and merge anew what it touches. ``undone``: the kind of the one that it takes back, if known."""
    with store.transaction():
        kind = undone or decision.kind
        still = kind in _STILL or (
            (decision.kind == "accept" and not store.decisions.rejected(decision.claims))
            or (decision.kind == "edit" and decision.field == "note")
        )
        store.decisions.record(decision)
        if not still:
            merge_decided(store, decision.claims, retold=kind not in _VERDICTS)
    return decision


def _decision(kind: DecisionKind, claims: tuple[str, ...], by: By, field: str | None, value: str | None) -> Decision:
    at = by.at or datetime.now(UTC)
    id = by.id or _hash(kind, claims, by.name, by.reason, at.isoformat(), field, value)
    return Decision(id=id, kind=kind, claims=claims, by=by.name, reason=by.reason, at=at, field=field, value=value)


def _hash(*told: Any) -> str:
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _checked(store: Store, field: str, value: Any, about: Sequence[str] = ()) -> Any:
    """The value as it is kept; names of places and parties with what is known of them."""
    if isinstance(value, str) and value.strip():
        if field == "place":
            value = place_named(value)
        elif field in PARTIES:
            claims = [store.claims.get(find(store, id, "claim")[1]).claim for id in about]
            value = party_values(store, field, value, claims[0] if claims else None)
    return checked(field, value)


def _claims(store: Store, prefix: str, kind: DecisionKind, *, first: bool) -> tuple[str, ...]:
    what, id = find(store, prefix)
    if what == "claim":
        return (id,)
    stands = what == "incident" and (kind == "merge" or (kind == "split" and not first))
    incident = store.incidents.get(id) if stands else None
    if incident is None:
        raise UsageError(f"{prefix} is no claim; {kind} takes claims")
    return incident.claims


def _split(store: Store, claims: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """The claims that the first is parted from: where all named are of its incident, everything else in that."""
    first, *rest = claims
    incident = store.incidents.get(store.claims.get(first).incident or "")
    if incident is None or not set(rest) <= set(incident.claims):
        return claims, None
    left = [claim for claim in incident.claims if claim != first and claim not in rest]
    if not rest and not left:
        raise UsageError(f"claim {first} is alone in its incident")
    return (first, *rest, *left), "true"


def _undo(store: Store, ids: Sequence[str], by: By) -> Decision:
    found = [d for d in store.decisions.holding() if len(ids) == 1 and ids[0] and d.id.startswith(ids[0])]
    if len(found) != 1:
        raise UsageError(f"undo takes the id of one decision that holds (see sayso show CLAIM), not {' '.join(ids)!r}")
    if found[0].kind == "add":
        raise UsageError(f"an added claim is taken back by rejecting it: {found[0].claims[0]}")
    undone = _decision("undo", found[0].claims, by, None, json.dumps(found[0].id))
    return keep(store, undone, found[0].kind)


def _offsets(text: str, words: str | tuple[int, int]) -> tuple[int, int]:
    """Where the words stand, which must be at one place of the text."""
    if isinstance(words, str):
        found = [match.start() for match in re.finditer(re.escape(words.strip()), text)] if words.strip() else []
        if len(found) != 1:
            where = (
                f"at several places, {', '.join(map(str, found[:5]))}: give more of them, or offsets"
                if found
                else "nowhere"
            )
            raise UsageError(f"{words!r} stands {where} in the document")
        return found[0], found[0] + len(words.strip())
    start, end = words
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise UsageError(f"{start}–{end} are no words of the document, which has {len(text)} characters")
    return start, end

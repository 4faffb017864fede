"""Incidents at scale as rows: what a ledger of the same reports would export of each, with its toll and its origins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sayso.exports import parquet
from sayso.exports.dossiers import Dossier, Told
from sayso.exports.tables import incident_row
from sayso.incidents import compare
from sayso.model import Copy, Incident, Telling
from sayso.model.countries import alpha3
from sayso.service.dossiers import in_text
from sayso.service.scale import rows
from sayso.service.scale.copying import carried
from sayso.service.scale.grouping import grouped
from sayso.service.scale.pieces import Merge, file_name, in_bucket
from sayso.service.scale.storing import folder


def group_of(merge: Merge, group: int) -> int:
    """The incidents of a group; how many."""
    told = {told.claim.id: told for row in in_bucket(merge, "claims", group) for told in _told(row)}
    copies = carried(merge, group)
    made = sorted((_row(*one, told, copies) for one in grouped(merge, group)), key=lambda row: str(row["incident"]))
    folder(merge.out).save(f"incidents/{file_name(group)}", partial(parquet.write, fields=rows.INCIDENTS, rows=made))
    return len(made)


def _told(row: Mapping[str, Any]) -> list[Told]:
    document, claims = rows.claims_of(row)
    return [Told(claim=claim, document=document) for claim in claims]


def _row(
    incident: Incident, tellings: Sequence[Telling], told: Mapping[str, Told], copies: Mapping[str, set[Copy]]
) -> dict[str, Any]:
    documents = sorted({telling.document for telling in tellings})
    among = {copy for document in documents for copy in copies.get(document, ())}
    accounts = [account for telling in tellings for account in telling.accounts]
    dossier = Dossier(
        incident=incident,
        told=tuple(sorted((told[claim] for claim in incident.claims), key=in_text)),
        comparison=compare(accounts, among, alpha3()),
    )
    return {**incident_row(dossier), "documents": documents, "tellings": list(incident.tellings)}

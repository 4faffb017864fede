"""Site: what a ledger says as a folder of plain pages that open without a server and without script.

The same ledger and terms give the same bytes. Incidents are written one by one; besides, only counts, the rows of one
page of the list and a few hundred lines of each source are held.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from sayso.present.site.folder import Folder, site_folder
from sayso.present.site.incident import heading, incident_body
from sayso.present.site.listing import PAGE, Sources, Totals, about_body, first_page, list_name, row, table
from sayso.present.site.shell import Shell
from sayso.service.publishing import Publication, Terms
from sayso.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Written:
    """What a site holds: incidents, claims (those that people accepted apart), sources; how many files it has."""

    incidents: int
    claims: int
    accepted: int
    sources: int
    files: int


def publish(store: Store, target: Path, terms: Terms, *, watch: Callable[[int], None] | None = None) -> Written:
    """Write the site into the folder ``target``, whole or not at all. ``watch`` is told how many incidents are written.

    Raises ExportError when the folder holds anything but a site of ours, UsageError when the terms make no sense.
    """
    publication, shell = Publication(store, terms), Shell(terms)
    totals, sources = Totals(), Sources()
    with site_folder(target) as folder:
        first, more = _incidents(publication, shell, folder, totals, sources, watch)
        body = first_page(shell, totals, table(first, 1, more=more) if first else "")
        folder.write("index.html", shell.page(shell.title, body, here="index.html"))
        written = sources.write(shell, folder.write)
        folder.write("about.html", shell.page("About", about_body(shell, totals), here="about.html"))
        folder.write("site.css", (resources.files(__name__) / "site.css").read_text(encoding="utf-8"))
        files = len(folder.files)
    return Written(totals.incidents, totals.claims, totals.accepted, written, files)


def _incidents(
    publication: Publication, shell: Shell, folder: Folder, totals: Totals, sources: Sources,
    watch: Callable[[int], None] | None,
) -> tuple[list[str], bool]:  # fmt: skip
    """Write the incidents, and the list but for its first page: gives the rows of that, and whether more follow."""
    first: list[str] = []
    rows: list[str] = []
    page = 1
    for found in publication.incidents():
        if len(rows) == PAGE:
            if page == 1:
                first = rows
            else:
                _list(folder, shell, rows, page, more=True)
            rows, page = [], page + 1
        rows.append(row(found))
        totals.count(found, f"{list_name(page)}#{found.id}")
        sources.count(found)
        folder.write(f"incidents/{found.id}.html", shell.page(heading(found), incident_body(found), deep=True))
        if watch:
            watch(totals.incidents)
    if page > 1:
        _list(folder, shell, rows, page, more=False)
        return first, True
    return rows, False


def _list(folder: Folder, shell: Shell, rows: list[str], page: int, *, more: bool) -> None:
    body = f"<h1>Incidents, page {page}</h1>\n{table(rows, page, more=more)}"
    folder.write(list_name(page), shell.page(f"Incidents, page {page}", body))

"""Site: what a ledger says as a folder of plain pages that open without a server and without script.

The same ledger and terms give the same bytes. Incidents are written one by one; besides, only counts, the rows of one
page of the list and a few hundred lines of each source are held. The folder is made whole beside the target, then put
in its place; what is others' is not touched.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from sayso.errors import ExportError
from sayso.present.site.incident import heading, incident_body
from sayso.present.site.listing import PAGE, Sources, Totals, about_body, first_page, list_name, row, table
from sayso.present.site.shell import Shell
from sayso.service.publishing import Publication, Terms
from sayso.store.protocol import Store

LIST = "sayso-site.txt"
"""The file that marks a folder as a site of ours: the files of it, one a line, after a line that says what it is."""
_SAID = "Files of a site that sayso publish wrote; it removes these, and no others, when it writes here again."


class Folder:
    """A site that is being written. ``files``: what was written, as paths with ``/`` from its root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: list[str] = []

    def write(self, name: str, text: str) -> None:
        """Write a file as UTF-8 (half a surrogate pair is escaped), its folder too."""
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8", "backslashreplace"))
        self.files.append(name)


@contextmanager
def site_folder(target: Path) -> Iterator[Folder]:
    """A folder to be written, which becomes the target when the block ends well and is gone when it does not.

    Where the target is a site of ours its files are replaced; other files in it stay. Raises ExportError when the
    target is anything else that is not empty, or cannot be written.
    """
    try:
        _look(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{target.name[:80]}.", dir=target.resolve().parent))
        try:
            made = Folder(scratch)
            yield made
            made.write(LIST, "\n".join([_SAID, *sorted(made.files), ""]))
            _put(scratch, target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        raise ExportError(str(target), error.strerror or str(error)) from error


def _look(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise ExportError(str(target), "it is a file", "name a folder")
    if target.is_dir() and any(target.iterdir()) and not _is_ours(target):
        raise ExportError(str(target), "the folder holds files that sayso did not write", "name a new or empty one")


def _is_ours(target: Path) -> bool:
    marker = target / LIST
    return marker.is_file() and marker.read_text(encoding="utf-8", errors="replace").startswith(_SAID)


def _put(scratch: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    target.chmod(0o755)
    if _is_ours(target):
        _remove_old(target)
    for path in sorted(scratch.rglob("*")):
        to = target / path.relative_to(scratch)
        if path.is_dir():
            to.mkdir(exist_ok=True)
        else:
            os.replace(path, to)


def _remove_old(target: Path) -> None:
    """Remove the files that the list names, as far as they lie in the target, and the folders that this empties."""
    root, folders = target.resolve(), set[Path]()
    for line in (target / LIST).read_text(encoding="utf-8", errors="replace").splitlines()[1:]:
        path = (root / line.strip()).resolve()
        if line.strip() and root in path.parents and path.is_file():
            path.unlink()
            folders.add(path.parent)
    for folder in folders - {root}:
        if not any(folder.iterdir()):
            folder.rmdir()


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

"""The folder of a site: made whole beside the target, then put in its place; what is others' is not touched."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import ExportError

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

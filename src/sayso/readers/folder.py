"""The files of a folder and of those in it, in an order that is the same on every machine."""

from __future__ import annotations

import os
from collections.abc import Iterator

from sayso.errors import InputError
from sayso.readers.formats import may_hold_report


def files_in(folder: str) -> Iterator[str | InputError]:
    """The paths of the files, sorted by name, each folder's files where its name stands among them.

    Passed over: what is hidden (its name begins with a dot), links to folders (they may lead in circles), what is
    neither a file nor a folder, and files whose name says that they hold no report (``may_hold_report``: pictures,
    sound, video, fonts, code, settings, a project's notes).
    """
    waiting: list[tuple[str, bool]] = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield path
            continue
        try:
            with os.scandir(path) as entries:
                found = sorted(
                    ((entry.path, entry.is_dir(follow_symlinks=False)) for entry in entries if _counts(entry)),
                    reverse=True,
                )
        except OSError as error:
            yield InputError(path, f"cannot be listed: {error.strerror or error}", "check the folder's permissions")
            continue
        waiting.extend(found)


def _counts(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return False
    if entry.is_dir(follow_symlinks=False):
        return True
    return entry.is_file() and may_hold_report(entry.name)

"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from sayso.errors import ExportError

__all__ = ["replacing", "text_replacing"]


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A new file to be written, which takes the target's place when the block ends well, and is gone when it does not.

    What is no plain file (a device, a pipe) is written to directly. Raises ExportError when the target, or a file
    beside it, cannot be written.
    """
    with _told(target):
        if target.is_dir():
            raise ExportError(str(target), "it is a folder", "name a file in it")
        if target.exists() and not target.is_file():
            yield target
            return
        final = target.resolve()
        if not final.parent.is_dir():
            raise ExportError(str(target), f"there is no folder {target.parent}", "make it first")
        made = final.with_name(f".{final.name[:100]}.{secrets.token_hex(4)}.part")
        try:
            os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            yield made
            os.replace(made, final)
        except BaseException:
            with suppress(OSError):
                made.unlink()
            raise


@contextmanager
def text_replacing(target: Path) -> Iterator[TextIO]:
    """As ``replacing``, as a stream of UTF-8 text; what UTF-8 cannot hold (half a surrogate pair) is escaped."""
    with replacing(target) as made, made.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
        yield out


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExportError(str(target), error.strerror or str(error)) from error

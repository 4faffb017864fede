"""Get the bytes of a report from a file or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from sayso.errors import InputError

MAX_BYTES = 10_000_000
"""The largest report that is read, in bytes; a report is a few kilobytes, a book about one million."""


def read_bytes(name: str, stdin: BinaryIO | None = None) -> bytes:
    """The bytes of the file, or of standard input for ``-``.

    Raises InputError when it is missing, a folder, unreadable or larger than MAX_BYTES (never reads more than that).
    """
    try:
        if name == "-":
            data = (stdin or sys.stdin.buffer).read(MAX_BYTES + 1)
        else:
            path = Path(name)
            if path.is_dir():
                raise InputError(name, "is a folder", "name the files in it")
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(name, "no such file", "check the path") from None
    except PermissionError:
        raise InputError(name, "may not be read", "check the file's permissions") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the path
        raise InputError(name, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(data) > MAX_BYTES:
        raise InputError(name, f"is larger than {MAX_BYTES // 1_000_000} MB", "split it into one file per report")
    return data

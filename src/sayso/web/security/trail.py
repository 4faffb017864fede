"""The trail of accounts: who made, changed or took back which account or token, and when. Lines are only ever added."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sayso.errors import UsageError

COMMAND_LINE = "command line"
"""Who it was where nobody signed in: whoever could write the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``at``: UTC, ISO 8601; ``by``: the account, or COMMAND_LINE; ``what``: in words; ``whom``: account or token."""

    at: str
    by: str
    what: str
    whom: str


def trail_path(access: Path) -> Path:
    """The file of the trail, beside that of the accounts."""
    return access.with_name(f"{access.name}.log")


def note(access: Path, by: str, what: str, whom: str) -> None:
    """Add a line. Raises UsageError when it cannot be written."""
    entry = Entry(at=datetime.now(UTC).replace(microsecond=0).isoformat(), by=by, what=what, whom=whom)
    path = trail_path(access)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error


def latest(access: Path, most: int = 100) -> list[Entry]:
    """The latest lines, the last first; lines that are damaged are passed over."""
    try:
        lines = trail_path(access).read_text("utf-8", "replace").splitlines()[-most:]
    except OSError:
        return []
    found = []
    for line in reversed(lines):
        try:
            told = json.loads(line)
            found.append(Entry(**{name: str(told[name]) for name in ("at", "by", "what", "whom")}))
        except (ValueError, KeyError, TypeError):
            continue
    return found

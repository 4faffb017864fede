"""Uploaded files: streamed to disk under names of ours, each within its cap, none outside the job's own folder."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sayso.readers.formats import may_hold_report

FILE_MOST = 64_000_000
"""Bytes of one file."""
JOB_MOST = 256_000_000
"""Bytes of all files that are added at once."""
FILES_MOST = 2_000
PASTED = "pasted.jsonl"
"""The file that a pasted text is kept in until it is read."""
_DEEP = 8
_LONG = 120
_BAD = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff<>:\"|?*\\]")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LOOKED = 50


@dataclass(frozen=True, slots=True)
class Saved:
    """A file as it was sent: ``name`` as the browser told it, ``path`` within the folder, or why it is ``refused``."""

    name: str
    path: str = ""
    size: int = 0
    refused: str = ""
    advice: str = ""


def save(folder: Path, name: str, data: BinaryIO, size: int | None, left: int, taken: set[str]) -> Saved:
    """Keep what was sent as a file of the folder. ``left``: how many bytes the job may still hold; ``taken``: paths
    that are in use, to which its own is added."""
    told = name[:1_000]
    if size is not None and size > FILE_MOST:
        return Saved(told, size=size, refused=f"is larger than {FILE_MOST // 1_000_000} MB",
                     advice="split it, or add it from the command line: sayso add")  # fmt: skip
    if size is not None and size > left:
        return Saved(told, size=size, refused=f"does not fit: all files together may have {JOB_MOST // 1_000_000} MB",
                     advice="add it on its own")  # fmt: skip
    if not may_hold_report(name):
        return Saved(told, size=size or 0, refused="is of a kind that holds no report",
                     advice="text, HTML, PDF, Word, mail, feeds, CSV, JSON and archives are read")  # fmt: skip
    path = _free(clean(name), taken)
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as out:
        shutil.copyfileobj(data, out, 1 << 20)
    if only_addresses(target):
        target.unlink()
        return Saved(told, size=size or 0, refused="holds only addresses, and nothing is fetched from the network here",
                     advice="save the pages with your browser and add the files")  # fmt: skip
    return Saved(told, path=path, size=target.stat().st_size)


def clean(name: str) -> str:
    """A path within a folder from what a browser calls a file: no way up or out, nothing that cannot be seen.

    ``../../etc/passwd`` gives ``etc/passwd``; a name of which nothing is left ``file``.
    """
    parts = [_BAD.sub("_", part).strip(" .") for part in name.replace("\\", "/").split("/")]
    kept = [_short(part) for part in parts if part.strip("-_ ")]
    return "/".join(kept[-_DEEP:]) or "file"


def _short(part: str) -> str:
    """A name that file systems take, its ending kept."""
    while len(part.encode()) > _LONG:
        stem, dot, ending = part.rpartition(".")
        part = f"{stem[:-1]}.{ending}" if dot and stem and len(ending) < 16 else part[:-1]
    return part.lstrip("-") or "file"


def _free(path: str, taken: set[str]) -> str:
    """The path, or one beside it, that no other file has in any case, and that is no folder of another."""
    stem, dot, ending = path.rpartition(".")
    if "/" in ending or not stem:
        stem, dot, ending = path, "", ""
    number, found = 1, path
    while found.lower() in taken:
        number += 1
        found = f"{stem}-{number}{dot}{ending}"
    parts = found.lower().split("/")
    if any("/".join(parts[:n]) + "\0file" in taken for n in range(1, len(parts))):
        return _free(found.replace("/", "_"), taken)
    taken.update({found.lower(), found.lower() + "\0file", *("/".join(parts[:n]) for n in range(1, len(parts)))})
    return found


def only_addresses(path: Path) -> bool:
    """Whether a file is a list of web addresses and nothing else."""
    with path.open("rb") as file:
        head = file.read(65_536)
    lines = [line.strip() for line in head.decode("utf-8", "replace").splitlines() if line.strip()]
    return bool(lines) and all(_ADDRESS.fullmatch(line) for line in lines[:_LOOKED])


def save_text(folder: Path, told: dict[str, str]) -> Saved:
    """Keep a pasted text with what is told of it (``title``, ``outlet``, ``published``, ``url``) as a file."""
    (folder / PASTED).write_text(
        json.dumps({name: value for name, value in told.items() if value}) + "\n", encoding="utf-8"
    )
    return Saved("pasted text", path=PASTED, size=len(told["text"].encode("utf-8", "replace")))


def total(saved: Iterable[Saved]) -> int:
    """Bytes on disk."""
    return sum(one.size for one in saved if not one.refused)

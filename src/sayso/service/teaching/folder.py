"""The folder of a taught model: its files, its manifest, and how it is written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy

from sayso.errors import ExportError
from sayso.service.teaching.lessons import Correction
from sayso.triggers.model import CORRECTION, GRAPH, MANIFEST, TOKENIZER

__all__ = ["digests", "table", "trigger_files", "write_folder"]

_NOTE = "Log-odds that a coder has a claim with this sign; moved by what people decided (sayso train)."


def trigger_files(
    source: Path, graph: bytes, correction: Correction | None, inner: Mapping[str, str] | None = None
) -> dict[str, bytes]:
    """The files of a model of triggers with this graph; the rest is as in ``source``. ``inner``: what states and
    log-odds are called in the graph, where that is not as in ``source``."""
    files = {GRAPH: graph, TOKENIZER: (source / TOKENIZER).read_bytes()}
    if correction is not None:
        held = BytesIO()
        numpy.save(held, correction)
        files[CORRECTION] = held.getvalue()
    told: dict[str, Any] = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
    told |= {**(inner or {}), "sha256": digests(files)}
    return files | {MANIFEST: (json.dumps(told, indent=1) + "\n").encode()}


def table(weights: Mapping[str, float]) -> bytes:
    """A table of weights."""
    rows = [f"{sign},{weight:.3f}" for sign, weight in weights.items()]
    return ("\n".join([f"# {_NOTE}", *rows]) + "\n").encode()


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each file, by name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def write_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that is there whole or not at all. Raises ExportError."""
    made = out.with_name(f".{out.name}.part")
    try:
        shutil.rmtree(made, ignore_errors=True)
        for name, content in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(content)
        made.rename(out)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        raise ExportError(str(out), error.strerror or str(error)) from error

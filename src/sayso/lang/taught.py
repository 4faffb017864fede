"""What users taught the reader: a folder that ``sayso train`` made, with the layout of a language's learned data.

``manifest.json`` names the SHA-256 of every file, so that a reading can say what it was read with and damage shows.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import ModelError

__all__ = ["FORM", "MANIFEST", "TRIGGERS", "VARIABLE", "WEIGHTS", "Taught", "from_environment"]

MANIFEST, TRIGGERS, WEIGHTS = "manifest.json", "triggers", "weights"
"""The manifest, and the folders of the model of triggers and of the tables of weights, below that of a taught model."""
FORM = 1
"""The form of the folder; a program that knows another refuses it."""
VARIABLE = "SAYSO_READER_MODEL"
"""The environment variable that names the folder of the taught model to read with."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A taught model. ``digest``: the SHA-256 of its manifest, which names those of all its files."""

    folder: Path
    digest: str

    @classmethod
    def open(cls, folder: Path) -> Taught:
        """The one in a folder. Raises ModelError where a file is missing or is not the one that the manifest names."""
        try:
            content = (folder / MANIFEST).read_bytes()
            files: dict[str, str] = _manifest(content, folder)["files"]
            for name, digest in files.items():
                if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                    raise ModelError(f"{folder / name}: is not the file that the manifest names: teach it anew")
        except OSError as error:
            raise ModelError(f"{folder}: is no model that sayso train made: cannot read {error.filename}") from error
        return cls(folder, hashlib.sha256(content).hexdigest())

    @property
    def name(self) -> str:
        """What readings call it: ``taught-`` and the first twelve digits of its digest."""
        return f"taught-{self.digest[:12]}"

    @property
    def triggers(self) -> Path:
        """The folder of its model of triggers."""
        return self.folder / TRIGGERS

    @property
    def weights(self) -> Path:
        """The folder of its tables of weights."""
        return self.folder / WEIGHTS


def from_environment() -> Path | None:
    """The folder that the environment names, if it names one."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def _manifest(content: bytes, folder: Path) -> dict[str, Any]:
    try:
        told = json.loads(content)
        if told["form"] != FORM:
            raise ModelError(f"{folder}: has the form {told['form']!r}, this sayso reads {FORM}: teach it anew")
        return {"files": {str(name): str(digest) for name, digest in told["files"].items()}}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{folder / MANIFEST}: is no manifest of a taught model: {error!r}") from error

"""Teaching: from records to a folder that readers take (``Reader(taught=…)``, ``--reader-model``)."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sayso import __version__
from sayso.claims.weights import weights
from sayso.errors import UsageError
from sayso.gazetteer import Gazetteer
from sayso.lang import folder_of, taught
from sayso.rules import load_rulebook
from sayso.service.teaching import judging
from sayso.service.teaching.folder import digests, table, trigger_files, write_folder
from sayso.service.teaching.judging import HeldOut, held_out
from sayso.service.teaching.lessons import Reread
from sayso.service.teaching.records import Records, read_records
from sayso.service.teaching.whole import taught_whole
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL
from sayso.triggers import TriggerModel
from sayso.triggers.model import GRAPH

__all__ = ["Outcome", "teach"]

REPORT = "report.json"
"""What teaching brought, beside what was taught."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was made. ``name``: what readings call it; ``held_out``: None where all records are of one report;
    ``seconds``: how long it took."""

    folder: Path
    name: str
    records: Records
    held_out: HeldOut | None
    seconds: float


def teach(
    records: Path, out: Path, *, base: Path | None = None, overlays: Sequence[Path] = (), packs: Sequence[Path] = (),
    whole: bool = False, watch: Callable[[str], None] = lambda told: None,
) -> Outcome:  # fmt: skip
    """Teach a reader with the records of a file or folder, and write what it learned into the new folder ``out``.

    ``base``: the taught model to go on from; what ships where it is None. ``overlays``, ``packs``: what it reads with.
    ``whole``: train the whole network, which needs torch, instead of its head alone, where nothing is drawn at random.
    The same records and base give the same files. ``watch``: told what is being done. Raises UsageError where ``out``
    is there already (or torch is not), InputError for records that are none, ModelError for a damaged base, ExportError
    where nothing can be written.
    """
    began = time.monotonic()
    if out.exists():
        raise UsageError(f"{out} is there already, and nothing is overwritten: name a new folder")
    found = read_records(records)
    parent = taught.Taught.open(base) if base else None
    resources = Resources(
        rulebook=load_rulebook(overlays), gazetteer=Gazetteer.open(packs), model=DEFAULT_MODEL, taught=parent
    )
    source = parent.triggers if parent else folder_of() / taught.TRIGGERS
    model = TriggerModel(source)
    before = judging.Taught(model.correction, weights("claims", parent.weights if parent else None))
    reread = Reread(resources, model)
    watch(f"reading {len(found.samples)} texts of {len(found.documents)} reports")
    lessons = [reread.lesson(sample) for sample in found.samples]
    if whole:
        made = taught_whole(reread, lessons, before, source, watch)
        triggers, learned, brought = made.files, made.taught, made.held_out
    else:
        brought = held_out(reread, lessons, before, watch)
        watch("learning from all records")
        learned = judging.taught(reread, lessons, before)
        triggers = trigger_files(source, (source / GRAPH).read_bytes(), learned.correction)
    files = {
        **{f"{taught.TRIGGERS}/{name}": content for name, content in triggers.items()},
        f"{taught.WEIGHTS}/claims.csv": table(learned.weights),
    }
    manifest = _manifest(found, parent, resources, files, seed=1 if whole else None)
    report = json.dumps(asdict(brought) if brought else None, ensure_ascii=False, indent=1) + "\n"
    write_folder(out, {**files, taught.MANIFEST: manifest, REPORT: report.encode()})
    return Outcome(
        folder=out, name=taught.Taught.open(out).name, records=found, held_out=brought,
        seconds=time.monotonic() - began,
    )  # fmt: skip


def _manifest(
    records: Records, parent: taught.Taught | None, resources: Resources, files: Mapping[str, bytes], seed: int | None
) -> bytes:
    """What was made of what: the base and its bases, the records, what read them, and the files."""
    shipped = {name: hashlib.sha256((folder_of() / name).read_bytes()).hexdigest() for name in _SHIPPED}
    told = {
        "form": taught.FORM,
        "made": f"sayso {__version__} train",
        "base": {"taught": parent.digest, "before": _base(parent)} if parent else {"shipped": shipped},
        "records": {
            "sha256": records.sha256, "documents": len(records.documents), "verdicts": dict(records.verdicts),
        },
        "seed": seed,
        "read by": list(resources.read_by),
        "files": digests(files),
    }  # fmt: skip
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


_SHIPPED = ("triggers/manifest.json", "weights/claims.csv")


def _base(parent: taught.Taught) -> Any:
    return json.loads((parent.folder / taught.MANIFEST).read_text(encoding="utf-8"))["base"]
